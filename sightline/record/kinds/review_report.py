"""The report of a learning review: words of its lead, answers to what may point at somebody, and its publication."""

from __future__ import annotations

from typing import Literal

from sightline.record.kinds.registry import kind
from sightline.record.kinds.words import Person

Outcome = Literal["removed", "kept"]


@kind("review_report_words", "record", since=2)
class ReviewReportWords:
    """What the lead reviewer writes around the findings: each line of a text is a paragraph. The last word stands."""

    introduction: str
    scene: str
    conclusions: str


@kind("review_report_family", "record", since=2)
class ReviewReportFamily:
    """The report told to one reader of the family, in words written for them and nobody else. The last word stands."""

    of_person: Person
    happened: str
    found: str
    changes: str
    you_said: str
    ask: str


@kind("review_report_answer", "record", since=2)
class ReviewReportAnswer:
    """An answer to one thing in one sentence of a report that may point at somebody. `hit` is its key."""

    hit: str
    outcome: Outcome
    reason: str = ""


@kind("review_report", "record", since=2)
class ReviewReport:
    """A report was published as it stood on the day. `digest` is of its file (SHA-256), so that a copy can be recognised."""

    audience: Literal["publication"]
    digest: str
