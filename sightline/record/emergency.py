"""What was opened in an emergency: the one call that opens, and the accesses that a team made or was told of.

The database itself does the opening (migrations/emergency.sql, docs/adr/0021): nobody reads through the holder's eyes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Literal
from uuid import UUID

from sightline.people.models import Team
from sightline.record.acting import acting_for
from sightline.record.entry import Entry
from sightline.record.kinds.emergency import EmergencyAccess, EmergencyReview
from sightline.record.store import ENTRY, FROM, SEEN, Only, Page, Place, chronology, entry_of, fetch

LASTS = dt.timedelta(days=1)
"""As migrations/emergency.sql has it."""
MOST_COUNTED = 100
_MOST_DAYS = dt.timedelta(days=7)
"""No access is given longer than that to be reviewed in."""
Side = Literal["made", "told"]
_REVIEWED = (
    "exists (select from sightline_entryperson x join sightline_entry r on r.id = x.entry_id"
    " join sightline_payload said on said.entry_id = r.id"
    " where x.person_id = e.people[1] and r.kind = 'emergency_review' and said.body->>'of' = e.id::text)"
)
_SIDES: dict[Side, str] = {"made": "e.author_id = %s", "told": "p.body->>'asked' = %s"}
# Whoever opened looks for the last; whoever reviews, for the clock that runs out first, so its moments count from the other end.
_TURN: dict[Side, str] = {
    "made": "stored",
    "told": "case when waits then timestamptz '2100-01-01 00:00Z' - (stored - timestamptz '2000-01-01 00:00Z') else stored end",
}
_POST = (
    "(select post.name || ', ' || post.role from sightline_entry own join sightline_post post on post.id = own.post_id"
    " where own.id = e.id)"
)
# The holder sees what it gave; whoever asked, when that has closed to it, still sees whom it took to be the same.
_FOUND = (
    "(exists (select from sightline_told t where t.idem = e.id::text and t.how = 'emergency')"
    " or exists (select from sightline_entryperson x join sightline_entry s on s.id = x.entry_id"
    " where x.person_id = e.people[1] and s.kind = 'same_person'))"
)
_ACCESS = (
    f"select {ENTRY}, e.stored, {_POST}, {_FOUND} as found, not {_REVIEWED} as waits from {FROM}"
    " where e.kind = 'emergency_access'"
)
_WHOM = (
    "select distinct unnest(e.people) from sightline_told t join sightline_entry e on e.id = t.entry_id"
    " where t.idem = %s and t.how = 'emergency'"
)
_GIVEN = "select t.entry_id from sightline_told t where t.idem = %s and t.how = 'emergency'"


@dataclass(frozen=True, slots=True)
class Access:
    """One opening: who did it (the post's name and role), when it was stored, what the holder said of it (None: nothing yet)."""

    entry: Entry[EmergencyAccess]
    stored: dt.datetime
    by: str
    found: bool
    """Somebody was found, and something of them opened. It stays so when that has closed."""
    review: Entry[EmergencyReview] | None = None

    @property
    def closes(self) -> dt.datetime:
        """When what was opened closes, unless it was told otherwise."""
        return self.stored + LASTS

    def overdue(self, on: dt.date) -> bool:
        """This will say whether the review is late; its day runs to its end."""
        return self.review is None and on > self.entry.body.review_by


def opened(access: UUID) -> list[UUID]:
    """This will tell the team in force what the holder may give under an access that it has just written.

    Gives whom of the holder's people it is about: none where nobody agrees. In the transaction there is, and once.
    """
    return [row[0] for row in fetch("select sightline_open_in_emergency(%s)", [access])]


def entries_given(team: Team, access: UUID) -> list[UUID]:
    """This will give the ids of what was opened under an access, as far as a team may see it today."""
    with acting_for(team):
        return sorted(row[0] for row in fetch(_GIVEN, [str(access)]))


def given(
    team: Team, access: UUID, *, after: Place | None = None, before: Place | None = None, limit: int = 25
) -> Page:
    """This will give one page of what was opened under an access, as far as a team may see it, in the order it happened."""
    with acting_for(team):
        people = [row[0] for row in fetch(_WHOM, [str(access)])]
    only = Only(f" and e.id in ({_GIVEN})", (str(access),))
    return chronology(team, people=people, after=after, before=before, limit=limit, only=only)


def find(team: Team, id: UUID) -> Access | None:
    """This will give one access that a team made or was told of, with its review; None where there is none by that id."""
    with acting_for(team):
        found = [_access(row) for row in fetch(f"{_ACCESS} and e.id = %s", [id])]
        return _reviewed(found[0]) if found else None


def page(
    team: Team, side: Side, *, after: Place | None = None, limit: int = 25
) -> tuple[list[Access], Place | None]:
    """This will give one page of the accesses that a team made or was told of: those not reviewed first.

    Of its own the latest stands first; of those it was told of and has not reviewed, the one that is due first.
    """
    beyond = " where (waits, turn, id) < (%s, %s, %s)" if after else ""
    sql = (
        f"select * from (select a.*, {_TURN[side]} as turn from ({_ACCESS} and {_SIDES[side]}) a) b{beyond}"
        " order by waits desc, turn desc, id desc limit %s"
    )
    with acting_for(team):
        rows = fetch(sql, [str(team.pk), *(after.key if after else ()), limit + 1])
        found = [_reviewed(_access(row[:-1])) for row in rows[:limit]]
    last = rows[limit - 1][-2:] if len(rows) > limit else None
    return found, Place((*last, UUID(found[-1].entry.id))) if last else None


def waiting(team: Team) -> int:
    """This will count the accesses to a team's record that it has not reviewed (at most MOST_COUNTED)."""
    sql = f"with found as ({_ACCESS} and {_SIDES['told']} and not {_REVIEWED} limit %s) select count(*) from found"
    with acting_for(team):
        return int(fetch(sql, [str(team.pk), MOST_COUNTED])[0][0])


def unreviewed(team: Team, since: dt.date, before: dt.date, most: int) -> list[Access]:
    """This will give the accesses to a team's record that it has not reviewed and that were to be from one day to before
    another, the latest first."""
    sql = (
        f"{_ACCESS} and {_SIDES['told']} and not {_REVIEWED} and e.noted_day >= %s"
        " and (p.body->>'review_by')::date >= %s and (p.body->>'review_by')::date < %s"
        " order by e.noted_day desc, e.id limit %s"
    )
    values = [str(team.pk), since - _MOST_DAYS, since, before, most]
    with acting_for(team):
        return [_access(row) for row in fetch(sql, values)]


def _access(row: tuple[Any, ...]) -> Access:
    *entry, stored, by, found, _ = row
    return Access(entry_of(tuple(entry)), stored, by, found)


def _reviewed(one: Access) -> Access:
    said = [
        entry_of(row)
        for row in fetch(
            f"{SEEN} and e.kind = 'emergency_review' order by e.stored, e.id", [list(one.entry.people)]
        )
    ]
    review = next((entry for entry in said if entry.body.of == one.entry.id), None)
    return replace(one, review=review)
