"""What a recorder left empty, read from the words of the same note, for the standards alone.

An office that writes "Core group held, school absent" and leaves the box for the type of meeting empty has said which meeting
it was. A standard that looked at the box alone would be silent, or ask for a core group that was held. The record itself is
never completed, and no page shows what was read as if it had been recorded. `words.toml` beside this file holds every phrase.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds import KINDS
from sightline.record.kinds.shape import shapes

WORDS = Path(__file__).with_name("words.toml")
_CLAUSE = re.compile(r"[.;:!?,()\n]| but | although | though | until ")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Read:
    """How one field is read: one pattern of all its phrases, and what each of them (by number) says."""

    pattern: re.Pattern[str]
    says: tuple[Any, ...]
    many: bool


def as_read(entry: Entry[Any]) -> Entry[Any]:
    """This will give an entry with what its kind's empty fields leave out read from its own words, where they say it plainly.

    It looks at nothing but the entry, so that nobody is told more by it than the entry itself tells.
    """
    read = _fields().get(entry.kind)
    if not read or not entry.summary:
        return entry
    empty = {
        name: _said(how, entry.summary) for name, how in read.items() if getattr(entry.body, name) is None
    }
    found = {name: value for name, value in empty.items() if value is not None}
    return replace(entry, body=replace(entry.body, **found)) if found else entry


def phrases() -> Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]:
    """This will give, for each kind and field, the phrases that say each of its values, as `words.toml` has them."""
    return _loaded()[0]


def _said(how: _Read, text: str) -> Any:
    """The value said first; of a list, every value that is said, in the order of the words. None where none is."""
    found = dict.fromkeys(how.says[_number(match)] for match in _matches(how.pattern, text))
    if not found:
        return None
    return tuple(found) if how.many else next(iter(found))


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The phrases of a text that are said and not denied within the few words before them in the same clause."""
    for match in pattern.finditer(text):
        clause = _CLAUSE.split(text[: match.start()])[-1].lower()
        before = _WORD.findall(clause)[-_loaded()[2] :]
        if not _loaded()[1].intersection(before):
            yield match


def _number(match: re.Match[str]) -> int:
    return int((match.lastgroup or "_0")[1:])


@cache
def _fields() -> Mapping[str, Mapping[str, _Read]]:
    return {
        kind: {name: _compiled(kind, name, by_value) for name, by_value in fields.items()}
        for kind, fields in phrases().items()
    }


def _compiled(kind: str, name: str, by_value: Mapping[str, tuple[str, ...]]) -> _Read:
    shape = shapes(KINDS[kind])[name]
    values = [(value == "true") if shape.holds == "yes_no" else value for value in by_value]
    rows = sorted(
        ((phrase, number) for number, said in enumerate(by_value.values()) for phrase in said),
        key=lambda row: -len(row[0]),
    )
    pattern = "|".join(f"(?P<_{place}>{_as_pattern(phrase)})" for place, (phrase, _) in enumerate(rows))
    return _Read(
        re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE),
        tuple(values[number] for _, number in rows),
        shape.many,
    )


def _as_pattern(phrase: str) -> str:
    """A phrase of words: `*` at the end of one stands for any ending, and any space or hyphen parts two."""
    return r"[\s-]+".join(re.escape(word).replace(r"\*", r"\w*") for word in re.split(r"[\s-]+", phrase))


@cache
def _loaded() -> tuple[Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]], frozenset[str], int]:
    with WORDS.open("rb") as file:
        held = tomllib.load(file)
    denied = held["denied"]
    by_kind: dict[str, dict[str, Mapping[str, tuple[str, ...]]]] = {}
    for row in held["field"]:
        says = {value: tuple(said) for value, said in row["says"].items()}
        for kind in row["kinds"]:
            by_kind.setdefault(kind, {})[row["name"]] = says
    return by_kind, frozenset(denied["words"]), denied["within"]
