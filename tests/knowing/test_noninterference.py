"""What is hidden from a team changes nothing that the database answers it: rows, counts, lists, knowledge, refusals.

And the test is itself tested: with any one guard taken out, it sees the leak.
"""

from __future__ import annotations

import datetime as dt
import os
import random
from typing import Any

import pytest
from django.db import Error, connections

from sightline.people.models import Team
from sightline.record import store
from sightline.record.acting import acting_for
from sightline.record.around import around
from sightline.record.kinds import KINDS
from tests.house.world import owner as as_the_owner
from tests.house.world import undone
from tests.knowing.pairs import DAY, A, Made, pair

pytestmark = [pytest.mark.django_db(databases=["owner"]), pytest.mark.usefixtures("owner")]
SEED = int(os.environ.get("SEED") or random.SystemRandom().randrange(10**6))
PAIRS = 8
READABLE = (
    "select table_name, array_agg(column_name::text order by column_name) from information_schema.column_privileges"
    " where grantee in ('sightline_web', 'PUBLIC') and privilege_type = 'SELECT' and table_schema = 'public'"
    " group by table_name order by table_name"
)


def answers(made: Made) -> dict[str, Any]:
    """This will give all that A can be answered, of one record: every relation and every question there is."""
    with undone():
        made.load()
        team = made.teams[A]
        found: dict[str, Any] = {}
        for table, columns in as_the_owner(READABLE):
            with acting_for(team):
                listed = ", ".join(f'"{column}"' for column in columns)
                found[table] = sorted(map(str, as_the_owner(f"select {listed} from {table}")))
                found[f"{table}, counted"] = as_the_owner(f"select count(*) from {table}")
        found |= _questions(team)
        found |= _attempts(team, made)
        return found


def _questions(team: Team) -> dict[str, Any]:
    found: dict[str, Any] = {"may_see": _said(store.may_see(team))}
    people = sorted({person for entry in store.may_see(team).all() for person in entry.people})
    for day in range(0, 27, 6):
        found[f"knew on day {day}"] = _said(store.knew(team, on=DAY + dt.timedelta(days=day)))
    for person in people:
        found[f"chronology of {person}"] = store.chronology(team, people=[person], limit=3)  # type: ignore[list-item]
        for id in (row[0] for row in _both):
            seen = around(team, [person], id, list(KINDS))  # type: ignore[list-item]
            found[f"{id} laid out for {person}"] = seen and (seen.entry, _said(seen.known), seen.teams)
        found[f"may_see of {person}"] = _said(store.may_see(team, people=[person]))  # type: ignore[list-item]
    found["arrivals"] = store.arrivals(team, limit=4)
    with acting_for(team, looking_back=True):
        entries = sorted(map(str, as_the_owner("select * from sightline_known(null, '2030-01-01')")))
        ids = [row[0] for row in _both]
        found["sightline_known"] = entries
        found["sightline_known_tellings"] = sorted(
            as_the_owner("select id from sightline_known_tellings(%s, '2030-01-01')", [ids])
        )
    return found


def _said(known: Any) -> Any:
    return (
        list(known.all()),
        list(known.tellings()),
        {agency: len(known.held(agency)) for agency in known.teams},
    )


def _attempts(team: Team, made: Made) -> dict[str, Any]:
    """What comes of A telling itself each entry that there may be: the same for a hidden one as for none."""
    found = {}
    for entry in sorted(
        {row.pk for row in made.rows if row._meta.model_name == "entry"} | {row[0] for row in _both}
    ):
        try:
            with undone(), acting_for(team):
                as_the_owner(
                    "insert into sightline_told (id, entry_id, knower_id, by_id, how, told_day, told_ordinal) values"
                    " (gen_random_uuid(), %s, %s, %s, 'shared', '2025-01-01', 0); set constraints all immediate; set constraints all deferred",
                    [entry, team.pk, team.pk],
                )
            found[f"tell {entry}"] = "done"
        except Error as error:
            found[f"tell {entry}"] = str(error).splitlines()[0]
    return {
        what: said
        for what, said in found.items()
        if what.removeprefix("tell ") in {str(id) for (id,) in _both}
    }


_both: list[tuple[Any]] = []


def differs(seed: int) -> list[str]:
    """This will name the answers that differ between the two records of a pair."""
    one, other = pair(seed)
    ids = [{row.pk for row in made.rows if row._meta.model_name == "entry"} for made in (one, other)]
    _both[:] = [(id,) for id in sorted(ids[0] | ids[1])]
    first, second = answers(one), answers(other)
    return sorted(what for what in first.keys() | second.keys() if first.get(what) != second.get(what))


def test_what_a_team_does_not_know_changes_nothing_it_is_answered() -> None:
    print(f"SEED={SEED}")
    for seed in range(SEED, SEED + PAIRS):
        assert differs(seed) == [], f"SEED={seed}"


def test_the_pairs_do_differ_and_the_team_does_know_something() -> None:
    one, other = pair(1)
    for made in (one, other):
        with undone():
            made.load()
            assert as_the_owner("select count(*) from sightline_entry") > [(5,)]
            assert len(list(store.may_see(made.teams[A]).all())) > 2
    assert {str(row.pk) for row in one.rows} != {str(row.pk) for row in other.rows}


GUARDED = (
    "entry", "payload", "entryperson", "told", "toldshown", "withheld", "restriction", "lifting", "disposal", "receipt",
    "look", "case", "caseperson", "idempotency", "tie", "person",
)  # fmt: skip


def _caught() -> bool:
    return any(differs(seed) for seed in range(1, 4))


@pytest.mark.parametrize("table", GUARDED)
def test_a_policy_that_lets_everything_be_seen_is_caught(table: str) -> None:
    with undone():
        as_the_owner(
            f"drop policy see on sightline_{table}; create policy see on sightline_{table} for select using (true)"
        )
        assert _caught()


@pytest.mark.parametrize(
    "plant",
    [
        "alter table sightline_told disable row level security",
        "alter table sightline_entry disable row level security",
        "alter table sightline_payload disable row level security",
        "drop policy add on sightline_told; create policy add on sightline_told for insert with check (true)",
        "create view sightline_totals as select count(*) from sightline_entry; grant select on sightline_totals to sightline_web",
        "grant select on sightline_person to sightline_web",
        "grant select on sightline_importedperson, sightline_tie to sightline_web; drop policy see on sightline_tie;"
        " create policy see on sightline_tie for select using (true)",
        "create or replace function sightline_me() returns uuid language sql stable return (select id from sightline_team where name = 'B')",
        "create or replace function sightline_sees(what uuid) returns boolean language sql security definer as 'select true'",
    ],
)
def test_a_leak_of_another_sort_is_caught(plant: str) -> None:
    with undone():
        as_the_owner(plant)
        assert _caught()


def test_a_function_that_forgets_who_asks_is_caught() -> None:
    with undone():
        ((source,),) = as_the_owner(
            "select pg_get_functiondef('sightline_known(uuid[], date)'::regprocedure)"
        )
        as_the_owner(source.replace("t.knower_id = me and", ""))
        assert _caught()
    assert connections["owner"].in_atomic_block
