"""Where a review's asking stands, from what the review knows: who was asked and has said what, and who was not asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sightline.record.entry import Entry
from sightline.record.kinds.review import ReviewAnswer, ReviewRequest
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge

State = Literal["waiting", "late", "told", "part_withheld", "nothing_held", "refused", "could_not_search"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one agency was asked for, and where that stands: since when, how many entries it told, its reasons for not telling."""

    request: Entry[ReviewRequest]
    state: State
    since: dt.date
    told: int
    withheld: tuple[str, ...] = ()
    words: str = ""

    @property
    def to(self) -> Agency:
        """This will give whom it was asked of."""
        return self.request.body.asked


def standing(known: Knowledge, on: dt.date) -> list[Asked]:
    """This will give each request with its last answer, those that still wait first, the longest first."""
    found = [_stands(known, one, on) for one in known.entries(ReviewRequest)]
    order: Sequence[State] = (
        "late",
        "waiting",
        "could_not_search",
        "refused",
        "part_withheld",
        "told",
        "nothing_held",
    )
    return sorted(found, key=lambda one: (order.index(one.state), one.since, one.request.id))


def _stands(known: Knowledge, request: Entry[ReviewRequest], on: dt.date) -> Asked:
    answers = known.naming(request.id, ReviewAnswer)
    if not answers:
        late = on > request.body.answer_by
        return Asked(request, "late" if late else "waiting", request.noted.day, 0)
    last = max(answers, key=lambda entry: (entry.noted.key, entry.id))
    return Asked(
        request, last.body.result, last.noted.day, _told_by(known, request), last.body.withheld, last.summary
    )


def _told_by(known: Knowledge, request: Entry[ReviewRequest]) -> int:
    """How many entries that agency told the review about those people: each once, and who is who not among them."""
    told = {row.entry for row in known.tellings() if row.how == "review" and row.by == request.body.asked}
    about = set(request.people)
    entries = (known.entry(id) for id in told)
    return sum(
        1
        for entry in entries
        if entry and entry.kind not in ("particulars", "same_person", "born_of") and about & set(entry.people)
    )


def not_asked(known: Knowledge) -> list[Agency]:
    """This will give the agencies that what was told names, as its author or as told of it, and that nobody has asked."""
    asked = {entry.body.asked for entry in known.entries(ReviewRequest)}
    within = {"partnership", "learning_review", "review_participant", "community"}
    of_the_time = [entry for entry in known.all() if not entry.kind.startswith("review_")]
    named = {entry.author for entry in of_the_time}
    named |= {row.knower for row in known.tellings() if row.how != "review"}
    return sorted(
        (id for id in named - asked if id in known.teams and known.teams[id].type not in within),
        key=lambda id: known.teams[id].name,
    )
