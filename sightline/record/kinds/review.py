"""A learning review as a knower: what it is to find out, what it asks of agencies, and what each of them answers.

Children Act 2004, sections 16F (reviews) and 16H (information that safeguarding partners may ask for).
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sightline.record.kinds.registry import kind
from sightline.record.kinds.words import Agency, EntryRef, LegalBasis, Person


@kind("review_terms", "record", since=2)
class ReviewTerms:
    """What a learning review is to find out: of which kind it is, its questions, and the days it looks at.

    `template` names the kind of review, whose stages are data (reviews/kinds.toml). A change of terms corrects this.
    """

    template: str
    questions: tuple[str, ...]
    since: dt.date
    until: dt.date
    legal_basis: LegalBasis
    authority: str


@kind("review_request", "contact", since=2)
class ReviewRequest:
    """A learning review asks an agency for what it holds about these people between two days, both included."""

    asked: Agency
    of_people: tuple[Person, ...]
    since: dt.date
    until: dt.date
    purpose: str
    legal_basis: LegalBasis
    answer_by: dt.date


@kind("review_answer", "contact", since=2)
class ReviewAnswer:
    """An agency answers a learning review: it has told what it holds of that time, or not all of it, or holds nothing.

    `withheld` are the reasons for what was not told, one for each entry. What was told is told, each entry as itself.
    """

    of: EntryRef
    result: Literal["told", "part_withheld", "nothing_held", "refused", "could_not_search"]
    withheld: tuple[str, ...] = ()


@kind("review_withheld", "record", since=2)
class ReviewWithheld:
    """The agency's own note of an entry that it did not tell a learning review, and why; told to nobody."""

    of: EntryRef
    entry: EntryRef
    reason: str


@kind("review_closed", "record", since=2)
class ReviewClosed:
    """A learning review is over: what agencies told it can no longer be seen by it, and its posts end."""

    published: bool = False
