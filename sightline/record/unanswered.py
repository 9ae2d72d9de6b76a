"""What waits for an answer, as a team sees it: contacts undecided past their day, checks not answered, open challenges.

And of those the challenges to the team's own decisions, which it is to answer itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sightline.people.models import Team
from sightline.record.acting import acting_for
from sightline.record.cases import seen_of
from sightline.record.entry import Entry
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge
from sightline.record.store import ENTRY, FROM, SEEN, Place, entry_of, fetch

MOST_COUNTED = 1_000
"""A count stops there."""

# Whose sector a line belongs to: a contact's and a challenge's author, and whoever was asked.
_WHOSE = (
    "join sightline_team whose"
    " on whose.id = (case e.kind when 'check' then p.body->>'asked' else e.author_id::text end)::uuid"
)
_NONE = (
    "not exists (select from sightline_entryperson x join sightline_entry d on d.id = x.entry_id"
    " left join sightline_payload said on said.entry_id = d.id where x.person_id = e.people[1] and ({}))"
)
_DECIDED = (
    "(d.kind = 'decision' and said.body->>'responds_to' = e.id::text) or (d.kind = 'decision_outcome'"
    " and d.author_id::text = p.body->>'to' and d.noted_day >= e.noted_day)"
)
_ANSWERED = "d.kind = any ('{check_answer,check_refused}') and said.body->>'check' = e.id::text"
_SETTLED = (
    "d.kind = 'escalation_outcome' and said.body->>'escalation' = e.id::text"
    " and coalesce(said.body->>'outcome', '') <> 'pending'"
)
_OPEN = (
    f"select {ENTRY} from {FROM} {_WHOSE} where e.kind = any ('{{referral,check,escalation}}')"
    " and (%s::text[] is null or whose.type = any (%s::text[])) and case e.kind"
    f" when 'referral' then p.body->>'decide_by' < %s and {_NONE.format(_DECIDED)}"
    f" when 'check' then whose.id <> e.author_id and {_NONE.format(_ANSWERED)}"
    f" else {_NONE.format(_SETTLED)} end"
)
# The longest open stand first: what is never answered never falls out.
_OPEN_HERE = (
    f"select {ENTRY} from {FROM} where e.kind = 'escalation' and e.author_id <> %s and {_NONE.format(_SETTLED)}"
    " and exists (select from sightline_entry own where own.id = (p.body->>'about_decision')::uuid and own.author_id = %s)"
    " order by e.noted_day, e.id limit %s"
)
_CHALLENGED = (
    f"{SEEN} and e.kind = any ('{{decision,escalation,escalation_outcome}}') order by e.noted_day, e.id"
)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One page of entries that wait, the longest first; the place to go on from (None: that was all); how many of each kind."""

    entries: tuple[Entry[Any], ...]
    after: Place | None
    many: Mapping[str, int]


def unanswered(
    team: Team, *, on: dt.date, types: Sequence[str] | None, after: Place | None = None, limit: int = 25
) -> Unanswered:
    """This will give what waits on a day, as far as a team may see it: of teams of some types, or (`types` None) of all."""
    asked = [None if types is None else list(types)] * 2 + [on.isoformat()]
    beyond = " and (e.noted_day, e.id) > (%s, %s)" if after else ""
    with acting_for(team):
        rows = fetch(
            f"{_OPEN}{beyond} order by e.noted_day, e.id limit %s",
            [*asked, *(after.key if after else ()), limit + 1],
        )
        counted = fetch(
            f"with waiting as ({_OPEN} limit %s) select kind, count(*) from waiting group by kind",
            [*asked, MOST_COUNTED],
        )
    entries = tuple(entry_of(row) for row in rows[:limit])
    last = entries[-1] if len(rows) > limit else None
    return Unanswered(entries, Place((last.noted.day, UUID(last.id))) if last else None, dict(counted))


def challenged(team: Team, most: int) -> tuple[list[Entry[Any]], Knowledge]:
    """This will give the challenges to a team's own decisions that nobody answered, the longest open first, as far as it may
    see them (at most `most`); and the decisions, challenges and answers about the same people."""
    with acting_for(team):
        waiting = [entry_of(row) for row in fetch(_OPEN_HERE, [team.pk, team.pk, most])]
        about = sorted({person for one in waiting for person in one.people})
        said = [entry_of(row) for row in fetch(_CHALLENGED, [about])] if waiting else []
    # Most often there is none, and the queue asks on every page: then nothing more is read.
    return waiting, seen_of(team, said) if said else Knowledge(Agency(str(team.pk)), {})
