"""The three copies of a report. One that leaves the panel is made only when everything that points at somebody is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from sightline.reviews.report.generalise import generalise
from sightline.reviews.report.identifying import Hit, identifying
from sightline.reviews.report.kinds import kinds
from sightline.reviews.report.outline import Document, outline
from sightline.reviews.report.parts import Report
from sightline.reviews.report.private import Private


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered to one hit. "removed" says that the text was changed; "kept" needs its reason."""

    key: str
    outcome: Literal["removed", "kept"]
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that may be made into a file: the only thing that `html` and `pdf` take."""

    document: Document


class NotAnswered(Exception):
    """A copy that leaves the panel was asked for while hits are unanswered; `hits` are those."""

    def __init__(self, hits: tuple[Hit, ...]) -> None:
        super().__init__(f"{len(hits)} things may point at somebody and are not answered.")
        self.hits = hits


def panel(report: Report) -> Copy:
    """This will make the panel's own copy, in which names and days stand in full."""
    return Copy(outline(report, "panel"))


def publication(report: Report, private: Private, answers: Iterable[Answer]) -> Copy:
    """This will make the copy for the public. Raises NotAnswered."""
    return _checked(for_publication(report, private), private, answers)


def family(report: Report, reader: str, private: Private, answers: Iterable[Answer]) -> Copy:
    """This will make the copy for one reader of the family: their own words, generalised and checked as for the public.

    It is shown and left lying about; and what one parent has told is not for the other to read. Raises NotAnswered.
    """
    return _checked(for_family(report, reader, private), private, answers)


def for_publication(report: Report, private: Private) -> Document:
    """This will set out what the copy for the public would say, written wider and not checked yet: it is no copy."""
    return outline(generalise(report, private), "publication")


def for_family(report: Report, reader: str, private: Private) -> Document:
    """This will set out what one reader's copy would say, written wider and not checked yet: it is no copy."""
    alone = replace(report, plain=tuple(each for each in report.plain if each.reader == reader))
    wider = generalise(alone, private)
    return outline(wider, "family", *(each.reader for each in wider.plain))


def to_answer(document: Document, private: Private, answers: Iterable[Answer]) -> tuple[Hit, ...]:
    """This will give the hits of a document that stand unanswered.

    What is still there was not removed, whatever was answered; and of some kinds nothing can be kept.
    """
    kept = {each.key for each in answers if each.outcome == "kept" and each.reason.strip()}
    return tuple(
        hit for hit in identifying(document, private) if hit.key not in kept or not kinds()[hit.kind].kept
    )


def _checked(document: Document, private: Private, answers: Iterable[Answer]) -> Copy:
    left = to_answer(document, private, answers)
    if left:
        raise NotAnswered(left)
    return Copy(document)
