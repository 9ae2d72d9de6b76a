"""What has a clock: what came and is not opened, what was told and is not opened there, what is to be answered by a day.

Read through the team's own eyes, as its inbox and its ledger are. Whether a clock has run out is settled by the folds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sightline.people.models import Team
from sightline.record.acting import acting_for
from sightline.record.entry import Entry
from sightline.record.inbox import CAME, ONCE, UNOPENED, WITH
from sightline.record.kinds.words import Agency
from sightline.record.store import ENTRY, FROM, entry_of, fetch

MOST = 1_000
"""No list here is longer. The latest stand first: whoever looks each minute has seen the others when they were the latest."""

# What was entered long after it was told is history.
_FRESH = " and t.live < t.told_day + %s::int"
_ARRIVED = (
    f"select t.id, t.live {CAME}{WITH}{ONCE}{UNOPENED} and e.kind = any (%s) and t.live > %s and t.live <= %s{_FRESH}"
    " and not exists (select from sightline_notification n"
    " where n.team_id = t.knower_id and n.reason = 'arrived' and n.item = t.id)"
    " order by t.live, t.id limit %s"
)
# Whom the team itself has shut out of an entry it does not wait for.
_SHUT_OUT = (
    "select from sightline_restriction r where r.entry_id = e.id and r.starts <= %s and (r.ends is null or r.ends > %s)"
    " and (r.knower_id = t.knower_id or (r.knower_id is null and t.knower_id <> all (r.spares)))"
    " and not exists (select from sightline_lifting l where l.restriction_id = r.id)"
)
_NOT_OPENED = (
    f"select {ENTRY}, t.id, t.knower_id, t.live from sightline_told t join {FROM} on e.id = t.entry_id"
    " where t.by_id = %s and t.knower_id <> t.by_id and t.how <> all ('{emergency,review}') and e.kind = any (%s)"
    " and t.live > %s and t.live <= %s"
    f"{_FRESH}{WITH}{ONCE}{UNOPENED}"
    " and not jsonb_exists(coalesce(p.body->'attended', '[]'), t.knower_id::text)"
    f" and not exists ({_SHUT_OUT}) order by t.live desc, t.id limit %s"
)
# Most have an answer by then that says something, found by the people whom both concern; the fold looks at the rest.
_CLOCKED = (
    f"select {ENTRY} from {FROM} join sightline_clock c on c.entry_id = e.id"
    " where c.team_id = %s and c.due >= %s and c.due < %s and e.kind = %s"
    " and not exists (select from sightline_entryperson x join sightline_entry a on a.id = x.entry_id"
    " join sightline_payload q on q.entry_id = a.id where x.person_id = any (e.concerns)"
    " and ((a.kind, e.id::text) in (('check_refused', q.body->>'check'), ('decision', q.body->>'responds_to'),"
    " ('review_answer', q.body->>'of'))"
    " or (a.kind = 'check_answer' and q.body->>'check' = e.id::text and q.body->>'result' <> 'no_response')))"
    " order by c.due desc, e.id limit %s"
)
_CHALLENGES = (
    f"select {ENTRY} from {FROM} where e.kind = 'escalation' and e.noted_day >= %s"
    " order by e.noted_day desc, e.id limit %s"
)
_LATE = (
    f"select {ENTRY}, a.decide_by from {FROM} join sightline_awaiting a on a.referral_id = e.id"
    " where a.team_id = %s and a.decided is null and a.decide_by >= %s and a.decide_by < %s"
    " order by a.decide_by desc, a.since, a.id limit %s"
)


@dataclass(frozen=True, slots=True)
class NotOpened:
    """A telling of the team's to another that nobody there has opened, and since when it could have been."""

    entry: Entry[Any]
    telling: UUID
    to: Agency
    since: dt.datetime


def arrived(
    team: Team, kinds: Sequence[str], since: dt.datetime, until: dt.datetime, told_within: int
) -> list[tuple[UUID, dt.datetime]]:
    """This will give the tellings of these kinds that came to a team, are not opened and were not called out: id and moment."""
    with acting_for(team):
        found = fetch(_ARRIVED, [team.pk, list(kinds), since, until, told_within, MOST])
    return [(id, live) for id, live in found]


def not_opened(
    team: Team, kinds: Sequence[str], since: dt.datetime, until: dt.datetime, told_within: int
) -> list[NotOpened]:
    """This will give what a team told others between two moments and nobody of theirs has opened, the latest first."""
    values = [team.pk, list(kinds), since, until, told_within, until, until, MOST]
    with acting_for(team):
        found = fetch(_NOT_OPENED, values)
    return [NotOpened(entry_of(row[:-3]), row[-3], Agency(str(row[-2])), row[-1]) for row in found]


def to_be_answered(team: Team, kind: str, since: dt.date, before: dt.date) -> list[Entry[Any]]:
    """This will give a team's own entries of a kind whose answer, asked for by a day in that stretch, is not there or empty."""
    with acting_for(team):
        return [entry_of(row) for row in fetch(_CLOCKED, [team.pk, since, before, kind, MOST])]


def challenges(team: Team, since: dt.date) -> list[Entry[Any]]:
    """This will give the challenges that a team made or was told of and that were noted since a day."""
    with acting_for(team):
        return [entry_of(row) for row in fetch(_CHALLENGES, [since, MOST])]


def undecided(team: Team, since: dt.date, before: dt.date) -> list[tuple[Entry[Any], dt.date]]:
    """This will give the referrals in a team's queue that were due from one day to before another, and the day."""
    with acting_for(team):
        found = fetch(_LATE, [team.pk, since, before, MOST])
    return [(entry_of(row[:-1]), row[-1]) for row in found]
