"""A search of a file for the private record, and a report that is full of it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from sightline.checks.finding.names import plain
from sightline.reviews.report.parts import Line, Report
from tests.reviews.invented import PRIVATE, REPORT
from tests.reviews.opened import everything, words

_DAYS = (
    "11 December 2019",
    "4 February 2020",
    "22 March 2020",
    "11/12/19",
    "3 October 2019",
    "2019-12-11",
    "2020-03-22",
)


def private_in_pdf(file: bytes) -> list[str]:
    """What of the private record stands anywhere in a PDF: its words, its bytes, its streams, its metadata."""
    return private_in(words(file), everything(file))


def private_in(drawn: str, packed_away: str = "") -> list[str]:
    """What of the private record stands in the words of a file, or in all else that it holds.

    Names and their parts, places, services, numbers, days and sentences.
    """
    found = drawn + packed_away
    said, seen, packed = f" {plain(found)} ", f" {plain(drawn)} ", re.sub(r"[\s-]", "", found)
    names = {name for each in (*PRIVATE.people, *PRIVATE.services, *PRIVATE.places) for name in each.names}
    # A part that is a word of the report too (grace, sue) says nothing by itself; it is looked for as it is written.
    parts = {
        part
        for each in PRIVATE.people
        for name in each.names
        for part in re.split(r"[ -]", name)
        if len(part) > 3
    }
    sentences = {
        part.strip() for text in PRIVATE.texts for part in re.split(r"[.,]", text) if len(part.split()) > 5
    }
    return sorted(
        # Two or three letters stand by chance in any packed bytes: they are looked for among the words.
        {name for name in names if f" {plain(name)} " in (said if len(name) > 3 else seen)}
        | {part for part in parts if part != "Nanny" and re.search(rf"\b{part}\b", found)}
        | {number for number in PRIVATE.numbers if re.sub(r"[\s-]", "", number) in packed}
        | {day for day in _DAYS if f" {plain(day)} " in said}
        | {sentence for sentence in sentences if f" {plain(sentence)} " in said}
    )


def secret() -> Report:
    """A report full of the record: names in its prose, in its chronology and in its recommendations."""
    first, *others = REPORT.phases
    lines = (
        Line(
            dt.date(2019, 12, 11),
            "Joan Peel tells the front door about Kasia.",
            "Young Westmarch",
            "Quayside Surgery",
        ),
        Line(dt.date(2020, 2, 4), "Declan Tolley rings 01632 960 123 from 14 Kiln Lane.", "Dr Rao", "WPT"),
    )
    return replace(
        REPORT,
        scene=(),
        title="Ivy Tolley and Rowan Marsh of Saltmere: a review",
        phases=(replace(first, lines=lines, text=(*first.text, "Ivy Grace Tolley-Marsh was born on 22 March 2020.")), *others),
        conclusions=("The court's file PL20C50112 and LCS 4471902 name Maureen Tolley.",),
    )  # fmt: skip
