"""What others told a team, as it came in: unopened first. What was told along with something else comes with that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sightline.people import models as people_rows
from sightline.record.acting import acting_for
from sightline.record.entry import Entry, Told
from sightline.record.store import SEEN_FOR, Place, entry_of, fetch, told_of

MOST_COUNTED = 100
_TELLING = "t.id, t.entry_id, t.knower_id, t.told_day, t.told_time, t.told_ordinal, t.how, t.by_id"
# What an emergency access opened is no word of anybody's: whoever opened it reads it on the page of the access. What a learning
# review asked for it reads in its own pages.
CAME = (
    "from sightline_told t join sightline_entry e on e.id = t.entry_id"
    " where t.knower_id = %s and t.how <> all ('{recorded,emergency,review}')"
)
# What of it nobody opened: found without counting through all that ever came.
_LIES = (
    "from sightline_unopened u join sightline_told t on t.id = u.telling_id join sightline_entry e on e.id = t.entry_id"
    " where u.team_id = %s"
)
# Who somebody is, and that there is an answer, are read with what they came with: the same teller, at one moment.
WITH = (
    " and not (e.kind = any ('{particulars,same_person,check_answer,born_of}') and exists (select from sightline_told w"
    " join sightline_entry o on o.id = w.entry_id where w.knower_id = t.knower_id and w.by_id = t.by_id"
    " and w.live = t.live and w.id <> t.id"
    " and o.kind <> all ('{particulars,same_person,check_answer,born_of}')))"
)
# One entry told twice at one moment by one teller (an import says so of whoever is named in it) came in once.
ONCE = (
    " and not exists (select from sightline_told w where w.knower_id = t.knower_id and w.entry_id = t.entry_id"
    " and w.by_id = t.by_id and w.how <> 'recorded' and w.live = t.live and w.id < t.id)"
)
UNOPENED = (
    " and not exists (select from sightline_receipt r where r.telling_id = t.id and r.team_id = t.knower_id"
    " and r.what in ('opened', 'acknowledged'))"
)
# The two parts of an inbox, each with the columns of its order.
_NEW = (f"{_LIES}{WITH}{ONCE}", "u.live", "u.telling_id")
_READ = (f"{CAME}{WITH}{ONCE}{UNOPENED.replace('and not exists', 'and exists', 1)}", "t.live", "t.id")


@dataclass(frozen=True, slots=True)
class Came:
    """A telling to the team with the entry that it told, and how far it has come."""

    told: Told
    entry: Entry[Any]
    opened: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what came in, and the place to go on from (None: that was all)."""

    came: tuple[Came, ...]
    after: Place | None


def unopened(team: people_rows.Team) -> int:
    """This will count what a team was told and nobody of it has opened (at most MOST_COUNTED)."""
    sql = f"with found as (select t.id {_NEW[0]} limit %s) select count(*) from found"
    with acting_for(team):
        return int(fetch(sql, [team.pk, MOST_COUNTED])[0][0])


def page(team: people_rows.Team, *, after: Place | None = None, limit: int = 25) -> Page:
    """This will give one page of the inbox, the unopened first, each part latest first.

    A place holds whether it lies among the opened, the moment at which its row came to be there, and its id.
    """
    with acting_for(team):
        rows: list[tuple[bool, tuple[Any, ...]]] = []
        if after is None or not after.key[0]:
            rows = [(False, row) for row in _part(team, _NEW, after, limit + 1)]
        if len(rows) <= limit:
            place = after if after and after.key[0] else None
            rows += [(True, row) for row in _part(team, _READ, place, limit + 1 - len(rows))]
        found = {
            str(row[0]): entry_of(row) for row in fetch(SEEN_FOR, [[str(row[1]) for _, row in rows[:limit]]])
        }
    came = [Came(told_of(row[:-1]), found[str(row[1])], opened) for opened, row in rows[:limit]]
    opened, last = rows[limit - 1] if len(rows) > limit else (False, None)
    return Page(tuple(came), Place((opened, last[-1], last[0])) if last else None)


def _part(
    team: people_rows.Team, part: tuple[str, str, str], after: Place | None, limit: int
) -> list[tuple[Any, ...]]:
    rows, live, id = part
    beyond = f" and ({live}, {id}) < (%s, %s)" if after else ""
    sql = f"select {_TELLING}, t.live {rows}{beyond} order by {live} desc, {id} desc limit %s"
    return fetch(sql, [team.pk, *(after.key[1:] if after else ()), limit])


def came(team: people_rows.Team, telling: UUID) -> tuple[Came, Sequence[Came]] | None:
    """This will give one telling to the team, and what was told along with it; None where it was told nothing by that id."""
    with acting_for(team):
        row = next(iter(fetch(f"select {_TELLING} {CAME} and t.id = %s", [team.pk, telling])), None)
        if row is None:
            return None
        along = fetch(
            f"select {_TELLING} {CAME} and t.by_id = %s and t.id <> %s"
            " and t.live = (select live from sightline_told where id = %s)"
            " and e.concerns && (select concerns from sightline_entry where id = %s) order by t.id limit 50",
            [team.pk, row[7], telling, telling, row[1]],
        )
        rows = [row, *along]
        found = {str(one[0]): entry_of(one) for one in fetch(SEEN_FOR, [[str(one[1]) for one in rows]])}
        opened = {one[0] for one in fetch(_RECEIVED, [[one[0] for one in rows], team.pk])}
    first, *others = [Came(told_of(one), found[str(one[1])], one[0] in opened) for one in rows]
    return first, others


_RECEIVED = (
    "select distinct r.telling_id from sightline_receipt r where r.telling_id = any (%s) and r.team_id = %s"
    " and r.what in ('opened', 'acknowledged')"
)
