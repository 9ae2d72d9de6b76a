"""The three copies of a report. One that leaves the panel is made only when everything that points at somebody is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
    return _checked(outline(generalise(report, private), "publication"), private, answers)


def family(report: Report, reader: str, private: Private, answers: Iterable[Answer]) -> Copy:
    """This will make the copy for one reader of the family: their own words, generalised and checked as for the public.

    It is shown and left lying about; and what one parent has told is not for the other to read. Raises NotAnswered.
    """
    wider = {
        before.reader: after.reader
        for before, after in zip(report.plain, generalise(report, private).plain, strict=True)
    }
    return _checked(outline(generalise(report, private), "family", wider[reader]), private, answers)


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
