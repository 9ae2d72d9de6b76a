"""A team's queue: the referrals made to it that it has not decided on, the clock that runs out first on top."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sightline.people.models import Team
from sightline.record.acting import acting_for
from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.store import ENTRY, FROM, SEEN, Place, entry_of, fetch

_COLUMNS = f"{ENTRY}, a.since, a.decide_by, a.id, a.priority, a.to_post, a.again"
_OPEN = (
    f"select {_COLUMNS} from {FROM} join sightline_awaiting a on a.referral_id = e.id"
    " where a.team_id = %s and a.decided is null"
)
_ORDER = " order by a.decide_by, a.since, a.id limit %s"
_BEYOND = " and (a.decide_by, a.since, a.id) > (%s, %s, %s)"
_HOW_MANY = (
    "select count(*) from (select from sightline_awaiting a join sightline_entry e on e.id = a.referral_id"
    " where a.team_id = %s and a.decided is null limit %s) open"
)
MOST_COUNTED = 1_000
"""A count stops there: a page says "1,000 or more", and it costs no more than that."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One referral that waits for a decision: since when, by when, how urgent, and with whom it is (None: nobody yet).

    `again`: it was decided, and a challenge changed that.
    """

    referral: Entry[Referral]
    since: dt.datetime
    decide_by: dt.date
    priority: str | None
    to_post: str | None
    again: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of a queue, the place to go on from (None: that was all), and how many wait in all (to MOST_COUNTED)."""

    waiting: tuple[Waiting, ...]
    after: Place | None
    many: int


def queue(team: Team, *, after: Place | None = None, limit: int = 25) -> Queue:
    """This will give one page of what a team is asked to decide, first what is due first."""
    values = [team.pk, *(after.key if after else ()), limit + 1]
    with acting_for(team):
        found = fetch(_OPEN + (_BEYOND if after else "") + _ORDER, values)
        ((many,),) = fetch(_HOW_MANY, [team.pk, MOST_COUNTED])
    last = found[limit - 1][-6:-3] if len(found) > limit else None
    place = Place((last[1], last[0], last[2])) if last else None
    return Queue(tuple(_waiting(row) for row in found[:limit]), place, many)


def waiting(team: Team, referral: UUID) -> Waiting | None:
    """This will give one referral as the queue has it, or None where it does not wait there."""
    with acting_for(team):
        found = fetch(f"{_OPEN} and a.referral_id = %s", [team.pk, referral])
    return next((_waiting(row) for row in found), None)


def _waiting(row: tuple[Any, ...]) -> Waiting:
    *referral, since, decide_by, _, priority, to_post, again = row
    return Waiting(entry_of(tuple(referral)), since, decide_by, priority, to_post, again)


def referrals_about(team: Team, people: Iterable[str]) -> list[Entry[Referral]]:
    """This will give every referral about any of these people that a team may see, oldest first."""
    with acting_for(team):
        found = fetch(f"{SEEN} and e.kind = 'referral' order by e.noted_day, e.id", [sorted(people)])
    return [entry_of(row) for row in found]
