"""What is counted of a team's work, as thin rows of the projection (migrations/measured.sql): never an entry, never its words.

Through row security like every reading: what a team was not told, or may not see today, is in no count of its.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sightline.people.models import Team
from sightline.record import persons
from sightline.record.acting import acting_for
from sightline.record.counted import Pair, Row
from sightline.record.kinds.particulars import BornOf
from sightline.record.store import ENTRY, FROM, entry_of, fetch

_ROWS = (
    "select kind, entry_id::text, author::text, told_to::text, day, about::text,"
    " case when kind = 'referral' then people::text[] end, word, more, corrects::text"
    " from sightline_measured where team_id = %s and day >= %s and kind not in ('same_person', 'born_of')"
)
_SAME = (
    f"select {ENTRY} from {FROM} join sightline_measured m on m.entry_id = e.id"
    " where m.team_id = %s and m.kind in ('same_person', 'born_of')"
)
_TIED = "select t.person_id::text, t.tie::text from sightline_tie t where t.person_id = any (%s::uuid[])"
_LATEST = (
    "select max(day) from sightline_measured"
    " where team_id = %s and kind = 'referral' and about = team_id and author <> team_id"
)


def rows(team: Team, since: dt.date) -> list[Row]:
    """This will give what a team may see of what is counted, from a day on."""
    with acting_for(team):
        return list(map(Row._make, fetch(_ROWS, [team.pk, since])))


def same(team: Team, people: Iterable[str]) -> set[Pair]:
    """This will give who is one person with whom: by entries, an expected baby with its children, or an import's ties."""
    with acting_for(team):
        said = [entry_of(row) for row in fetch(_SAME, [team.pk])]
        tied = fetch(_TIED, [sorted(people)])
    pairs = persons.ties(said)
    for entry in said:
        if isinstance(entry.body, BornOf):
            pairs |= {(str(entry.body.expected), str(child)) for child in entry.body.children}
    first: dict[str, str] = {}
    return pairs | {(first.setdefault(tie, person), person) for person, tie in tied}


def latest(team: Team) -> dt.date | None:
    """This will give the last day on which a team was told of a referral to it, or None where it never was."""
    with acting_for(team):
        ((day,),) = fetch(_LATEST, [team.pk])
    return day if isinstance(day, dt.date) else None
