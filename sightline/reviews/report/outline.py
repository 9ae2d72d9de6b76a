"""A report set out as numbered blocks in the order in which they are read: what html, pdf and the check all go by."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from sightline.reviews.report.parts import Audience, Chapter, PlainWords, Report
from sightline.reviews.report.times import written

# Where those stand who answer for the report: names that are meant to be read.
BY = "by"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a list or a table. `number` is as it is printed: "3", "3.2", "A"."""

    is_a: Literal["heading", "paragraph", "list", "table"]
    text: str = ""
    number: str = ""
    level: int = 1
    items: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A report set out for an audience. `issued` is the file's own date; `day` is how it is written on the front."""

    audience: Audience
    title: str
    partnership: str
    authors: tuple[str, ...]
    issued: dt.date
    day: str
    notice: str
    blocks: tuple[Block, ...]


@cache
def headings() -> dict[str, Any]:
    """This will give the headings and set sentences of `headings.toml`."""
    return tomllib.loads(Path(__file__).with_name("headings.toml").read_text(encoding="utf-8"))


def outline(report: Report, audience: Audience, reader: str = "") -> Document:
    """This will set a report out for an audience; the family's copy is for one reader, and holds their words alone.

    Raises KeyError where the report has no words for that reader.
    """
    said = headings()
    if audience == "family":
        words = {each.reader: each for each in report.plain}[reader]
        title, blocks = said["family"]["title"], tuple(_plain(words, said["family"]))
    else:
        title, blocks = report.title, tuple(_numbered(_body(report, said["report"])))
    day = f"{report.issued.day} {report.issued:%B %Y}"
    return Document(
        audience,
        title,
        report.partnership,
        report.authors,
        report.issued,
        day,
        said["notice"][audience],
        blocks,
    )


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """This will give each text of a document in reading order, with where it stands: "3.2", or a heading's words."""
    here = "title"
    yield here, document.title
    yield from ((BY, name) for name in (document.partnership, *document.authors))
    if document.notice:
        yield here, document.notice
    for block in document.blocks:
        here = block.number or (block.text if block.is_a == "heading" else here)
        if block.text:
            yield here, block.text
        yield from ((here, each) for each in (*block.items, *block.head))
        yield from ((here, cell) for row in block.rows for cell in row)


def _plain(words: PlainWords, said: dict[str, str]) -> Iterator[Block]:
    for part in ("happened", "found", "changes", "you_said"):
        if getattr(words, part):
            yield Block("heading", said[part])
            yield from (Block("paragraph", text) for text in getattr(words, part))
    yield Block("heading", said["ask"])
    yield Block("paragraph", words.ask)
    yield Block("paragraph", said["not_the_whole"])


def _body(report: Report, said: dict[str, Any]) -> Iterator[Block]:
    yield Block("heading", said["introduction"])
    yield from _paragraphs(report.introduction)
    yield Block("heading", said["scene"])
    for chapter in report.scene:
        yield Block("heading", chapter.title, level=2)
        yield from _chapter(chapter, said)
    for title, chapters in groupby(report.phases, key=lambda phase: phase.title):
        yield Block("heading", title)
        for chapter in chapters:
            yield Block("heading", chapter.case, level=2)
            yield from _chapter(chapter, said)
    yield Block("heading", said["family"])
    for view in report.family:
        yield Block("heading", view.who, level=2)
        yield from _paragraphs((view.asked, *view.said))
    yield Block("heading", said["findings"])
    for finding in report.findings:
        yield Block("heading", finding.title, level=2)
        yield from _paragraphs(finding.text)
        yield from _list(said["went_well"], finding.went_well)
        yield from _list(said["rests_on"], finding.rests_on)
    yield Block("heading", said["conclusions"])
    yield from _paragraphs(report.conclusions)
    yield from _recommendations(report, said)
    yield from _appendices(report, said)


def _recommendations(report: Report, said: dict[str, Any]) -> Iterator[Block]:
    yield Block("heading", said["recommendations"])
    rows = tuple(
        (each.number or str(n), each.what, each.who, each.by, each.known_by)
        for n, each in enumerate(report.recommendations, 1)
    )
    yield Block("table", said["recommendations_table"], head=tuple(said["recommendation"]), rows=rows)


def _appendices(report: Report, said: dict[str, Any]) -> Iterator[Block]:
    terms, method = report.terms, report.method
    yield Block("heading", said["terms"], number="A")
    yield from _paragraphs((said["basis"].format(terms.basis), said["period"].format(terms.period)))
    yield from _list(said["questions"], terms.questions)
    yield Block("heading", said["method"], number="B")
    yield from _paragraphs(method.text)
    yield from _list(said["heard"], method.heard)
    yield Block("heading", said["limits"], level=2)
    rows = tuple((limit.what, limit.why, limit.unknown) for limit in method.limits)
    yield Block("table", said["limits_table"], head=tuple(said["limit"]), rows=rows)


def _chapter(chapter: Chapter, said: dict[str, Any]) -> Iterator[Block]:
    yield from _paragraphs(chapter.text)
    if chapter.lines:
        not_told = any(line.not_told for line in chapter.lines)
        rows = tuple(
            (written(line.when), line.what, line.knew, line.not_told or said["nobody"])[: 3 + not_told]
            for line in chapter.lines
        )
        caption = said["lines_table"].format(chapter.case, chapter.title)
        yield Block("table", caption, head=tuple(said["line"][: 3 + not_told]), rows=rows)


def _paragraphs(text: tuple[str, ...]) -> Iterator[Block]:
    return (Block("paragraph", each) for each in text)


def _list(title: str, items: tuple[str, ...]) -> Iterator[Block]:
    if items:
        yield Block("list", title, items=items)


def _numbered(blocks: Iterator[Block]) -> Iterator[Block]:
    """Numbers the sections, and their paragraphs within them; an appendix has its letter already."""
    section, here, paragraph = 0, "", 0
    for block in blocks:
        if block.is_a == "heading" and block.level == 1:
            section, paragraph = section + (not block.number), 0
            here = block.number or str(section)
            text = f"Appendix {here}: {block.text}" if block.number else f"{here} {block.text}"
            yield replace(block, number=here, text=text)
        elif block.is_a == "paragraph":
            paragraph += 1
            yield replace(block, number=f"{here}.{paragraph}")
        else:
            yield block
