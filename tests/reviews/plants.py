"""The invented report with the planted sentences in it, and what was planted where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from sightline.reviews.report.parts import Chapter, Report
from tests.reviews.invented import REPORT

_MARK = re.compile(r"«(?P<kind>\w+): (?P<what>[^»]+)»")
_LINES: dict[str, list[str]] = {
    part: lines.splitlines()
    for part, lines in yaml.safe_load(
        Path(__file__).with_name("planted.yaml").read_text(encoding="utf-8")
    ).items()
}


@dataclass(frozen=True)
class Plant:
    """What is planted, of which kind, and the sentence that it stands in."""

    kind: str
    what: str
    sentence: str


def plants() -> Iterator[Plant]:
    for line in (line for lines in _LINES.values() for line in lines):
        sentence = _MARK.sub(lambda m: m["what"], line)
        yield from (Plant(m["kind"], m["what"], sentence) for m in _MARK.finditer(line))


def planted() -> Report:
    """The report, each planted line a paragraph of its own at the end of its part."""
    said = {
        part: tuple(_MARK.sub(lambda m: m["what"], line) for line in lines) for part, lines in _LINES.items()
    }
    before, after, injury = REPORT.phases
    first = REPORT.findings[0]
    return replace(
        REPORT,
        scene=(_more(REPORT.scene[0], said["scene"]), *REPORT.scene[1:]),
        phases=(_more(before, said["before"]), _more(after, said["after"]), _more(injury, said["injury"])),
        findings=(replace(first, text=(*first.text, *said["findings"])), *REPORT.findings[1:]),
        conclusions=(*REPORT.conclusions, *said["conclusions"]),
    )


def _more(chapter: Chapter, said: tuple[str, ...]) -> Chapter:
    return replace(chapter, text=(*chapter.text, *said))
