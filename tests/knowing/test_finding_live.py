"""A team's index holds its own people as it may see them, kept with the record: told, restricted, disposed of, made anew."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from sightline.checks.finding.details import details
from sightline.checks.finding.live import bring_level
from sightline.checks.finding.roles import Asked
from sightline.checks.finding.search import NothingToSearch, search
from sightline.record import actions
from sightline.record.acting import acting_for
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Person
from sightline.record.store import fetch
from tests.knowing.people_of import Partnership

pytestmark = pytest.mark.django_db(databases=["owner"])
DAY = dt.date(2025, 3, 5)
CHILD = Asked(details(given="Amena", surname="Farly", dob="09/04/2012", latest=DAY), "child")
BORN = dt.date(2012, 4, 9)


def says(week: Partnership, who: str, person: UUID, told: tuple[str, ...] = (), **more: Any) -> UUID:
    """Has a team write who somebody is, and tell others."""
    said = Particulars(person=Person(str(person)), **{"name": "Amina Farley", "dob": BORN, **more})
    return week.writes(who, "mon", said, person, told=tuple(week.tell(to, "mon") for to in told))


def finds(week: Partnership, who: str) -> set[UUID | None]:
    found = search(week.teams[who], [CHILD], latest=DAY)
    return {one.person for one in found.answers[0].candidates if one.score > -15}


def kept(week: Partnership) -> list[tuple[Any, ...]]:
    """All that is kept of anybody, as the owner sees it."""
    for team in week.teams.values():
        bring_level(team)
    with connections["owner"].cursor() as cursor:
        rows = []
        for table in ("findable", "findkey", "findname", "findlack"):
            cursor.execute(f"select * from sightline_{table}")
            rows += sorted((table, *map(str, row)) for row in cursor.fetchall())
    return rows


def test_whom_a_team_writes_of_is_found_by_it_and_by_nobody_else(week: Partnership) -> None:
    child = week.meet("gp")
    says(week, "gp", child, told=("police",))
    assert finds(week, "gp") == {child}
    with pytest.raises(NothingToSearch):  # told of the child, but not one of its own people
        finds(week, "police")


def test_whom_it_was_told_of_is_found_once_it_writes_of_them_with_all_that_it_was_told_before(
    week: Partnership,
) -> None:
    child = week.meet("gp")
    says(week, "gp", child, told=("police",))
    says(week, "police", week.meet("police"), name="Peter Smith", dob=None)
    assert finds(week, "police") == set()
    says(week, "police", child, name=None, dob=None, telephone="01632 960001")
    assert finds(week, "police") == {child}


def test_what_is_said_later_and_by_another_name_is_found_and_is_one_person(week: Partnership) -> None:
    child = week.meet("gp")
    says(week, "gp", child, name="Zoe Quirk", dob=None, also_known_as="Amina Farley")
    says(week, "gp", child, name=None, dob=BORN)
    found = search(week.teams["gp"], [CHILD], latest=DAY).answers[0].candidates
    assert {one.person for one in found} == {child}
    assert {"same date of birth"} <= {agreement.words for agreement in found[0].because}


def test_a_restriction_takes_a_name_out_of_the_search_and_of_what_is_rare(week: Partnership) -> None:
    gp = week.teams["gp"]
    child, other = week.meet("gp"), week.meet("gp")
    entry = says(week, "gp", child)
    says(week, "gp", other, name="Amina Smith", dob=None)
    assert child in finds(week, "gp")
    counted = "select kind, name, held from sightline_findrarity order by 1, 2"
    actions.restrict(**week.does("gp", "tue"), entries=[entry], reason="court_order", authority="a court")  # type: ignore[arg-type]
    assert child not in finds(week, "gp")
    with acting_for(gp):
        hidden = (
            "select count(*) from sightline_findkey where knower_id = sightline_me() and findable_id not in"
        )
        assert fetch(f"{hidden} (select id from sightline_findable)", []) == [(0,)]
        assert fetch(counted, []) == [("all", "", 1), ("given", "amina", 1), ("surname", "smith", 1)]


def test_what_may_not_be_seen_goes_in_only_when_it_may(week: Partnership) -> None:
    child, other = week.meet("gp"), week.meet("gp")
    says(week, "gp", other, name="Peter Smith", dob=None)
    entry = says(week, "gp", child)
    why = actions.restrict(
        **week.does("gp", "tue"), entries=[entry], reason="court_order", authority="a court"
    )  # type: ignore[arg-type]
    assert child not in finds(week, "gp")
    assert not [row for row in kept(week) if row[0] == "findable" and str(entry) in row]
    actions.lift(**week.does("gp", "wed"), restriction=why, authority="a court")  # type: ignore[arg-type]
    assert child in finds(week, "gp")


def test_what_was_disposed_of_is_in_no_index(week: Partnership) -> None:
    child = week.meet("gp")
    entry = says(week, "gp", child)
    says(week, "gp", week.meet("gp"), name="Peter Smith", dob=None)
    before = len(kept(week))
    actions.dispose(**week.does("gp", "tue"), entry=entry, authority="a schedule")  # type: ignore[arg-type]
    after = kept(week)
    assert len(after) < before
    assert not [row for row in after if str(entry) in row or "farley" in row]
    assert child not in finds(week, "gp")


def test_made_anew_from_the_record_it_is_the_same(week: Partnership) -> None:
    child = week.meet("gp")
    says(week, "gp", child, told=("police", "midwifery"))
    says(week, "police", child, name="Amy Farley", told=("gp",))
    says(week, "midwifery", week.meet("midwifery"), name="Peter Smith", also_known_as="Pete Smyth", dob=None)
    before = kept(week)
    assert sum(row[0] == "findable" for row in before) == 6
    with connections["owner"].cursor() as cursor:
        cursor.execute("update sightline_findable set surname = 'wrong'; select sightline_find_again()")
    assert kept(week) == before
