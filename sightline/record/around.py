"""One entry with what a team may see around it: what speaks of it, and what others did later about the same people.

The team's own eyes alone (row security) say what there is. Of each other team only its first act is read, so that it
costs no more to read beside a long record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sightline.people import models as people_rows
from sightline.record.acting import acting_for
from sightline.record.cases import seen_of
from sightline.record.entry import Entry
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge
from sightline.record.named import PARTY_FIELDS, REFERENCE_FIELDS, REFERENCE_LISTS
from sightline.record.store import HAPPENED_ON, SEEN, entry_of, fetch, same_as

_SPEAKS_OF = " and (e.corrects_id = %s or exists (select from unnest(%s::text[]) field where jsonb_exists(p.body -> field, %s)))"
_ACTS = (
    f" and e.author_id <> %s and e.kind = any (%s) and {HAPPENED_ON} >= %s"
    " and (e.noted_day, coalesce(e.noted_time, '24:00'), e.noted_ordinal) > (%s, %s, %s)"
)
_FIRST_OF_EACH = (
    "select distinct on (author_id) * from ({}) act"
    " order by author_id, coalesce(occurred_start, noted_day), noted_day, coalesce(noted_time, '24:00'), noted_ordinal, id"
)
_TEAMS = (
    "with seen as materialized ({}),"
    " tellings as (select t.knower_id, t.by_id from sightline_told t where t.entry_id in (select id from seen))"
    " select author_id::text from seen union select knower_id::text from tellings"
    " union select by_id::text from tellings where by_id is not null"
    " union select party #>> '{{}}' from seen, unnest(%s::text[]) field, jsonb_path_query(body -> field, '$[*]') party"
    " where jsonb_typeof(party) = 'string'"
)


@dataclass(frozen=True, slots=True)
class Around:
    """`known` holds the entry, what speaks of it, and later acts; `teams` are those seen with the people of the case."""

    entry: Entry[Any]
    known: Knowledge
    teams: frozenset[Agency]


def around(team: people_rows.Team, people: Sequence[UUID], id: UUID, kinds: Sequence[str]) -> Around | None:
    """This will give an entry about these people with what stands around it, or None where the team sees no such entry.

    `kinds` are the kinds of act to look for. Acts and teams are read for an entry of the team's own alone.
    """
    acts: list[Entry[Any]] = []
    teams: frozenset[Agency] = frozenset()
    with acting_for(team):
        asked = sorted(same_as(set(map(str, people))))
        found = [entry_of(row) for row in fetch(f"{SEEN} and e.id = %s", [asked, id])]
        if not found:
            return None
        entry = found[0]
        names = [*REFERENCE_FIELDS, *REFERENCE_LISTS]
        speaks = [entry_of(row) for row in fetch(SEEN + _SPEAKS_OF, [asked, id, names, str(id)])]
        if entry.author == str(team.pk):
            acts = _acts(entry, kinds)
            teams = frozenset(
                Agency(row[0]) for row in fetch(_TEAMS.format(SEEN), [asked, list(PARTY_FIELDS)])
            )
    return Around(entry, seen_of(team, [entry, *speaks, *acts]), teams)


def _acts(entry: Entry[Any], kinds: Sequence[str]) -> list[Entry[Any]]:
    """The first act of each other team about the same people that was later than the entry."""
    noted = entry.noted
    values = [noted.day, noted.day, noted.time or "24:00", noted.ordinal]
    about = sorted(same_as(set(map(str, entry.people))))
    return [
        entry_of(row)
        for row in fetch(_FIRST_OF_EACH.format(SEEN + _ACTS), [about, entry.author, list(kinds), *values])
    ]
