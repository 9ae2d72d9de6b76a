"""Whom a learning review asked about a case, what each answered, and whom nobody asked. Pure.

What was not asked for, not answered or withheld stands beside everything that a review reads: it is never "nothing known".
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from sightline.record.entry import Entry, Record
from sightline.record.kinds.particulars import WHO_IT_IS
from sightline.record.kinds.review import ReviewAnswer, ReviewRequest
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import parties

State = Literal["late", "waiting", "could_not_search", "refused", "part_withheld", "told", "nothing_held"]
_ORDER = get_args(State)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one request stands: since when, how many entries were told for it, the reasons for not telling, and the words."""

    request: Entry[ReviewRequest]
    state: State
    since: dt.date
    told: int
    withheld: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """An agency that a review asked: each request with the last answer to it, or None while there is none."""

    agency: Agency
    requests: tuple[tuple[Entry[ReviewRequest], Entry[ReviewAnswer] | None], ...]

    @property
    def waiting(self) -> bool:
        """Whether something that it was asked for is not answered."""
        return any(answer is None for _, answer in self.requests)

    @property
    def withheld(self) -> tuple[str, ...]:
        """The reasons for what it did not tell, one for each entry."""
        return tuple(why for _, answer in self.requests if answer for why in answer.body.withheld)

    @property
    def results(self) -> tuple[str, ...]:
        """What it answered, each result once."""
        return tuple(dict.fromkeys(answer.body.result for _, answer in self.requests if answer))

    @property
    def whole(self) -> bool:
        """Whether it has told all that it was asked for."""
        return not self.waiting and not self.withheld and self.results == ("told",)


def asked(known: Knowledge, people: Iterable[Person]) -> list[Asked]:
    """This will give the agencies that a review asked about any of these people, as it asked them."""
    wanted = set(people)
    found: dict[Agency, list[tuple[Entry[ReviewRequest], Entry[ReviewAnswer] | None]]] = defaultdict(list)
    for request in known.entries(ReviewRequest):
        if request.author == known.knower and wanted & set(request.body.of_people):
            found[request.body.asked].append((request, _last(known, request)))
    return [Asked(agency, tuple(requests)) for agency, requests in found.items()]


def _last(known: Knowledge, request: Entry[ReviewRequest]) -> Entry[ReviewAnswer] | None:
    answers = known.naming(request.id, ReviewAnswer)
    return max(answers, key=lambda one: (one.noted.key, one.id), default=None)


def standing(known: Knowledge, on: dt.date) -> list[Standing]:
    """This will give each request with where it stands, those that still wait first, the longest first."""
    found = [_stands(known, one, on) for one in known.entries(ReviewRequest)]
    return sorted(found, key=lambda one: (_ORDER.index(one.state), one.since, one.request.id))


def _stands(known: Knowledge, request: Entry[ReviewRequest], on: dt.date) -> Standing:
    last = _last(known, request)
    if last is None:
        late = on > request.body.answer_by
        return Standing(request, "late" if late else "waiting", request.noted.day, 0)
    told = _told_by(known, request)
    return Standing(request, last.body.result, last.noted.day, told, last.body.withheld, last.summary)


def _told_by(known: Knowledge, request: Entry[ReviewRequest]) -> int:
    """How many entries that agency told the review about those people: each once, and who is who not among them."""
    told = {row.entry for row in known.tellings() if row.how == "review" and row.by == request.body.asked}
    entries = (known.entry(id) for id in told)
    about = set(request.people)
    return sum(1 for one in entries if one and one.kind not in WHO_IT_IS and about & set(one.people))


def not_asked(record: Record, asked: Sequence[Asked]) -> list[Agency]:
    """This will give the agencies that the record speaks of, in the order they come up, and that nobody asked."""
    there = {one.agency for one in asked}
    spoken_of = [
        *(agency for entry in record.entries for agency in sorted(parties(entry))),
        *(row.knower for row in record.told),
    ]
    return [
        agency
        for agency in dict.fromkeys(spoken_of)
        if agency in record.teams and record.teams[agency].type != "community" and agency not in there
    ]
