"""The packaged stories: their case files, read once each, and what stories/README.md says. Never the database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from sightline.pages.words import Names
from sightline.record.entry import Record
from sightline.record.interchange.read import load
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency
from sightline.standards.replay import Raise, replay

STORIES = Path(__file__).parents[2] / "stories"
_ABOUT = re.compile(
    r"^\*\*\[(?P<name>[^\]]+)\]\((?P<case>[a-z0-9-]+)\.yaml\)\.\*\*\s+(?P<text>.+)$", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Story:
    """A story as its shelf introduces it."""

    case: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Stories of one sort, with what is said of them all."""

    title: str
    text: str
    stories: tuple[Story, ...]


@cache
def shelves() -> tuple[Shelf, ...]:
    """This will give the stories in the README's order, under its headings."""
    found = []
    for section in (STORIES / "README.md").read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *paragraphs = (" ".join(p.split("\n")) for p in re.sub(r"[ \t]+", " ", section).split("\n\n"))
        stories = tuple(Story(**match.groupdict()) for p in paragraphs if (match := _ABOUT.match(p.strip())))
        said = " ".join(p.strip() for p in paragraphs if p.strip() and not _ABOUT.match(p.strip()))
        found.append(Shelf(title.strip(), said.replace("*", ""), stories))
    return tuple(found)


@cache
def stories() -> Mapping[str, Story]:
    """This will give every story by its case: those that the README introduces and that have a file."""
    return {s.case: s for shelf in shelves() for s in shelf.stories if (STORIES / f"{s.case}.yaml").is_file()}


@cache
def record(case: str) -> Record:
    """This will read a story's file, once. Raises KeyError for a case that is not among the stories."""
    return load(STORIES / f"{stories()[case].case}.yaml")


@cache
def names(case: str) -> Names:
    """This will name a story's agencies and people. Roles come from the whole file: its pages are its owner's."""
    bodies = [e.body for e in record(case).entries if isinstance(e.body, Particulars)]
    return Names(record(case).teams, {b.person: b.role for b in bodies if b.role})


@lru_cache(maxsize=256)
def raises(case: str, agency: Agency | None) -> tuple[Raise, ...]:
    """This will give all that the standards say over a story, in an agency's eyes or (None) over the whole file."""
    return tuple(replay(record(case), agency))
