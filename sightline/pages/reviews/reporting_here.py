"""What every page of a review's report begins with: the report as it would be for each reader, and what is left to answer."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sightline.access import Permission, allowed
from sightline.pages import finding
from sightline.pages.opened import now
from sightline.pages.reviews.case import names
from sightline.pages.reviews.sections import framed
from sightline.pages.signed_in import Request
from sightline.pages.words import Names, curly, day, full, listed
from sightline.people.models import Team
from sightline.record.entry import Entry
from sightline.record.kinds.review_report import ReviewReport
from sightline.record.kinds.words import Person
from sightline.reviews import reporting
from sightline.reviews.drawn_up import Wording, drafts, missing, report
from sightline.reviews.report import copies
from sightline.reviews.report.copies import Copy
from sightline.reviews.report.identifying import Hit, identifying
from sightline.reviews.report.outline import Document
from sightline.reviews.report.parts import Report
from sightline.reviews.report.pdf import pdf
from sightline.reviews.reporting import Reporting


@dataclass(frozen=True, slots=True)
class Checked:
    """A copy that is to leave the panel: for whom, what it would say, and what of it may point at somebody and is unanswered."""

    title: str
    document: Document
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Here:
    """A review's report on a day, as its pages take it."""

    context: dict[str, Any]
    team: Team
    said: Reporting
    names: Names
    today: dt.date

    @property
    def panel(self) -> Report:
        """The report in full, each entry with its text."""
        return report(self.said.drawn, self._wording(in_full=True), self.today)

    @cached_property
    def outside(self) -> Report:
        """The report for those outside, in which an entry is said by its kind: its text is somebody's words."""
        return self.issued(self.today)

    def issued(self, on: dt.date) -> Report:
        """This will give the report for those outside as issued on a day."""
        return report(self.said.drawn, self._wording(in_full=False), on)

    @cached_property
    def publication(self) -> Checked:
        """The copy for the public."""
        document = copies.for_publication(self.outside, self.said.private)
        return self._checked("The copy for publication", document)

    @cached_property
    def families(self) -> dict[Person, Checked]:
        """The copy of each reader of the family for whom words are written."""
        called = self.said.drawn.called
        return {
            one: self._checked(
                f"The copy for {called[one]}", copies.for_family(self.outside, called[one], self.said.private)
            )
            for one in self.said.drawn.family_words
        }

    @property
    def checked(self) -> list[Checked]:
        """Every copy that is to leave the panel."""
        return [self.publication, *self.families.values()]

    @property
    def missing(self) -> Sequence[str]:
        """What the report lacks before it can be published."""
        return missing(self.said.drawn)

    @property
    def drafts(self) -> Sequence[int]:
        """The numbers of the recommendations that are not issued, and so are in no copy."""
        return drafts(self.said.drawn.known, self.today)

    @cached_property
    def published(self) -> Entry[ReviewReport] | None:
        """The last publication."""
        return reporting.published(self.team)

    @cached_property
    def file(self) -> tuple[Copy, bytes]:
        """The copy for the public with its file: as it was published where nothing has changed since, else of today.

        Raises NotAnswered.
        """
        if self.published:
            copy, made = self._made(self.published.noted.day)
            if hashlib.sha256(made).hexdigest() == self.published.body.digest:
                return copy, made
        return self._made(self.today)

    @property
    def digest(self) -> str:
        """The digest of that file; "" while there can be none."""
        ready = not self.missing and not self.publication.hits
        return hashlib.sha256(self.file[1]).hexdigest() if ready else ""

    def asks(self, key: str) -> bool:
        """This will say whether any copy has the thing that a key is of, answered or not."""
        return any(
            hit.key == key for one in self.checked for hit in identifying(one.document, self.said.private)
        )

    def _made(self, on: dt.date) -> tuple[Copy, bytes]:
        copy = copies.publication(self.issued(on), self.said.private, self.said.answers)
        return copy, pdf(copy)

    def _checked(self, title: str, document: Document) -> Checked:
        return Checked(title, document, copies.to_answer(document, self.said.private, self.said.answers))

    def _wording(self, *, in_full: bool) -> Wording:
        def line(entry: Entry[Any]) -> str:
            brief = listed(entry, self.names)
            text = full(entry, self.names)
            return f"{brief}. {text}" if in_full and text != brief else brief

        return Wording(
            line, lambda entry: listed(entry, self.names), lambda id: curly(self.names.heading(id))
        )


def here(request: Request) -> Here:
    """This will read the report of the review that the post is of. Raises Http404 where it is of none."""
    context, team = framed(request), request.post.team
    people = [person for case in context["frame"].cases for person in case.people]
    context |= {
        "words": finding,
        "day": day,
        "may_write": allowed(request.post, Permission.LEAD_REVIEW),
    }
    return Here(context, team, reporting.reporting(team), names(team, people), now().day)
