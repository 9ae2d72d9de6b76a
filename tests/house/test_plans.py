"""How the database finds one child's entries among tens of thousands, as the web's role: by index, never by reading all."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connections

from sightline.people.models import Team
from sightline.record import around, by_kind, clocks, store
from sightline.record.acting import acting_for
from tests.bench import big
from tests.house.world import owner as as_the_owner
from tests.house.world import undone

pytestmark = [pytest.mark.django_db(databases=["owner"]), pytest.mark.usefixtures("owner")]
ON = dt.date(2030, 1, 1)
SCAN = re.compile(r"Seq Scan on (sightline_\w+)")
# A handful of rows each, which nothing is quicker than reading.
SMALL = {
    "sightline_team",
    "sightline_restriction",
    "sightline_lifting",
    "sightline_toldshown",
    "sightline_tie",
}


@pytest.fixture
def family() -> Any:
    """This will fill the record with 20,000 entries and give one family of it."""
    big.fill(connections["owner"], 400)
    found = big.ids(connections["owner"], 77)
    return {"child": found["child"], "team": Team.objects.get(pk=found["team"])}


def scans(team: Team, sql: str, values: list[Any]) -> set[str]:
    """This will name the tables that a statement reads through from end to end, as the web's role."""
    with undone(), acting_for(team):
        plan = "\n".join(row[0] for row in as_the_owner(f"explain {sql}", values))
    assert "Index" in plan
    return set(SCAN.findall(plan)) - SMALL


def looking_back(team: Team, child: Any) -> set[str]:
    """This will name the same of the statement inside the function that answers what was known."""
    ((body,),) = as_the_owner("select prosrc from pg_proc where proname = 'sightline_known'")
    query = body.rpartition("return query")[2].partition(";")[0]
    query = (
        query.replace("any (about)", "any (%s::uuid[])").replace("= me", "= %s").replace("<= until", "<= %s")
    )
    plan = "\n".join(row[0] for row in as_the_owner(f"explain {query}", [[child], team.pk, ON]))
    return set(SCAN.findall(plan)) - SMALL


def test_one_child_s_entries_are_found_by_index(family: Any) -> None:
    team, child = family["team"], family["child"]
    with acting_for(team):
        entries = [str(row[0]) for row in store.fetch(store.SEEN, [[child]])]
    assert len(entries) == big.ENTRIES_EACH
    assert scans(team, store.SEEN, [[child]]) == set()
    assert scans(team, store.SEEN_TELLINGS, [entries]) == set()
    assert (
        scans(
            team,
            "select t.id from sightline_told t where t.knower_id = %s order by t.live desc, t.id desc limit 20",
            [team.pk],
        )
        == set()
    )
    assert scans(team, around._TEAMS.format(store.SEEN), [[child], ["to"]]) == set()
    acts = [[child], team.pk, ["decision"], ON, ON, "24:00", 0]
    assert scans(team, around._FIRST_OF_EACH.format(store.SEEN + around._ACTS), acts) == set()
    speaks = [[child], entries[0], ["decision"], entries[0]]
    assert scans(team, store.SEEN + around._SPEAKS_OF, speaks) == set()
    assert {entry.id for entry in store.knew(team, on=ON, people=[child]).all()} == set(entries)
    assert looking_back(team, child) == set()
    with undone():  # and a missing index is noticed
        as_the_owner("alter table sightline_entryperson drop constraint sightline_entryperson_pkey")
        assert scans(team, store.SEEN, [[child]]) == looking_back(team, child) == {"sightline_entryperson"}


def test_what_has_a_clock_is_found_by_index(family: Any) -> None:
    team = family["team"]
    assert as_the_owner("select count(*) from sightline_told") > [(50_000,)]
    empty = {"sightline_receipt", "sightline_notification", "sightline_clock", "sightline_awaiting"}
    since, until = dt.datetime(2024, 6, 1, tzinfo=dt.UTC), dt.datetime(2024, 6, 8, tzinfo=dt.UTC)
    came = [team.pk, ["concern"], since, until, 7, 100]
    assert scans(team, clocks._ARRIVED, came) <= empty
    assert scans(team, clocks._NOT_OPENED, [*came[:-1], until, until, 100]) <= empty
    days = [since.date(), until.date()]
    assert scans(team, clocks._CLOCKED, [team.pk, *days, "check", 100]) <= empty
    assert scans(team, clocks._CHALLENGES, [days[0], 100]) <= empty
    assert scans(team, clocks._LATE, [team.pk, *days, 100]) <= empty
    for sql in (by_kind._FOLLOWED, by_kind._GATHERED, by_kind._FOUND):
        assert "sightline_entry" not in scans(team, sql, [])
        with undone():
            as_the_owner("drop index entry_of_reviews")
            assert "sightline_entry" in scans(team, sql, [])
    with undone(), acting_for(team):
        plan = as_the_owner(f"explain {clocks._NOT_OPENED}", [*came[:-1], until, until, 100])
    assert "told_by_live" in str(plan)
