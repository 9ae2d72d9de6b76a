"""A team's own cases, who is in them, and who was told what: read for pages, through the team's own eyes.

A case is the team's grouping of people. What stands in it is what the team may see of those people, page by page.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sightline.people import models as people_rows
from sightline.record import models as rows
from sightline.record.acting import acting_for
from sightline.record.entry import Entry, Told
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge
from sightline.record.store import (
    HAPPENED_ON,
    SEEN,
    SEEN_FOR,
    SEEN_TELLINGS,
    Only,
    directory,
    entry_of,
    fetch,
    same_as,
    told_of,
)

Show = Literal["every", "unopened", "unconfirmed", "late"]
MOST_COUNTED = 100
"""A count stops there: what it says of a long case is "100 or more", and it costs no more than that."""

_LATEST = (
    "select distinct on (p.person_id) p.person_id, p.joins from sightline_caseperson p where p.case_id = %s"
    " order by p.person_id, p.stored desc, p.id"
)
_TOLD_THAT = (
    " and exists (select from sightline_told t where t.entry_id = e.id and t.knower_id <> e.author_id"
)
_LAGS = (
    " and not jsonb_exists(coalesce(p.body->'attended', '[]'), t.knower_id::text)"
    " and not exists (select from sightline_receipt r where r.telling_id = t.id and r.what"
)
_SHOW: Mapping[Show, str] = {
    "every": "",
    "unopened": f"{_TOLD_THAT}{_LAGS} in ('opened', 'acknowledged')))",
    "unconfirmed": f"{_TOLD_THAT}{_LAGS} = 'acknowledged'))",
    "late": f"{_TOLD_THAT} and t.told_day > e.noted_day)",
}

# What is told along with another entry has no row of its own in a list.
_OWN_ROW = " and e.kind <> all ('{particulars,check_answer,acknowledgement,escalation_outcome,ending}')"
_COUNTED = "with found as ({} limit %s) select count(*) from found"


@dataclass(frozen=True, slots=True)
class Case:
    """A grouping of people, by the title that its team gave it."""

    id: UUID
    title: str
    people: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """A telling was delivered, opened or acknowledged on a day."""

    what: str
    day: dt.date


def cases(team: people_rows.Team) -> list[Case]:
    """This will give a team's cases, by their titles."""
    with acting_for(team):
        return [Case(row.pk, row.title) for row in rows.Case.objects.order_by("title", "id")]


def case(team: people_rows.Team, id: UUID) -> Case | None:
    """This will give one of the team's cases with the people now in it, or None where it has none by that id."""
    with acting_for(team):
        row = rows.Case.objects.filter(pk=id).first()
        people = tuple(person for person, joins in fetch(_LATEST, [id]) if joins) if row else ()
    return Case(row.pk, row.title, people) if row else None


def with_person(team: people_rows.Team, person: UUID) -> UUID | None:
    """This will give the first of a team's cases that a person was put into, or None."""
    with acting_for(team):
        return (
            rows.CasePerson.objects.filter(person=person)
            .order_by("stored", "id")
            .values_list("case_id", flat=True)
            .first()
        )


def who(team: people_rows.Team, people: Sequence[UUID]) -> list[Entry[Any]]:
    """This will give what a team may see of who these people are: entries of particulars, oldest first."""
    with acting_for(team):
        asked = sorted(same_as(set(map(str, people))))
        found = fetch(
            f"{SEEN} and e.kind = 'particulars' order by e.noted_day, e.noted_ordinal, e.id", [asked]
        )
    return [entry_of(row) for row in found]


def entry(team: people_rows.Team, id: UUID) -> Entry[Any] | None:
    """This will give one entry, or None where the team may not see one by that id."""
    return next(iter(entries(team, [id])), None)


def entries(team: people_rows.Team, ids: Iterable[UUID | str]) -> list[Entry[Any]]:
    """This will give those of some entries that the team may see."""
    with acting_for(team):
        return [entry_of(row) for row in fetch(SEEN_FOR, [[str(id) for id in ids]])]


def seen_of(team: people_rows.Team, entries: Iterable[Entry[Any]]) -> Knowledge:
    """This will give what a team may see of some entries: them, and the tellings that it made, got or was shown."""
    known = Knowledge(Agency(str(team.pk)), directory())
    page = list(entries)
    for one in page:
        known.learn(one)
    with acting_for(team):
        tellings = [told_of(row) for row in fetch(SEEN_TELLINGS, [[one.id for one in page]])]
    for row in tellings:
        known.hear(row)
    return known


def receipts(team: people_rows.Team, tellings: Iterable[Told]) -> Mapping[str, list[Receipt]]:
    """This will give the receipts of these tellings, as far as the team may see them, in the order of their days."""
    found: dict[str, list[Receipt]] = defaultdict(list)
    with acting_for(team):
        asked = [UUID(row.id) for row in tellings]
        for row in rows.Receipt.objects.filter(telling__in=asked).order_by("at_day", "stored", "id"):
            found[str(row.telling_id)].append(Receipt(row.what, row.at_day))
    return found


def only(
    kinds: Sequence[str] = (),
    knower: UUID | None = None,
    show: Show = "every",
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Only:
    """This will narrow a list to entries of some kinds, to those told to one team, to some days, and to tellings that lag.

    `since` and `until` are days on which things happened, both included.
    """
    sql = ""
    values: list[Any] = []
    if kinds:
        sql = " and e.kind = any (%s)"
        values.append(list(kinds))
    if knower:
        sql += " and exists (select from sightline_told t where t.entry_id = e.id and t.knower_id = %s)"
        values.append(knower)
    for day, bound in ((since, ">="), (until, "<=")):
        if day:
            sql += f" and {HAPPENED_ON} {bound} %s"
            values.append(day)
    return Only(sql + _SHOW[show], tuple(values))


def lagging(team: people_rows.Team, people: Sequence[UUID]) -> dict[Show, int]:
    """This will count a team's entries whose tellings lag, of each sort, as far as it may see them (at most MOST_COUNTED)."""
    shows: tuple[Show, ...] = ("unopened", "unconfirmed", "late")
    with acting_for(team):
        asked = sorted(same_as(set(map(str, people))))
        return {
            show: fetch(_COUNTED.format(SEEN + _OWN_ROW + _SHOW[show]), [asked, MOST_COUNTED])[0][0]
            for show in shows
        }
