"""People are looked for among one team's own records: nobody else's are found, counted or waited for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

import pytest
from django.db import Error, connections

from sightline.checks.finding import index
from sightline.checks.finding.details import details
from sightline.checks.finding.roles import Asked
from sightline.checks.finding.search import _BY_KEYS, AT_MOST, KEPT, Found, NothingToSearch, search
from sightline.people.models import Team
from sightline.record.acting import acting_for
from sightline.record.store import fetch
from tests.knowing.people_of import Partnership

pytestmark = pytest.mark.django_db(databases=["owner"])
DAY = dt.date(2025, 6, 1)
FAMILY = [
    {"given": "Amina", "surname": "Farley", "sex": "f", "dob": "2012-04-09", "address": "5 Mill Lane", "postcode": "QX1 2AB"},
    {"given": "Sarah", "surname": "Farley", "sex": "f", "dob": "1988-05-01", "address": "5 Mill Lane", "postcode": "QX1 2AB"},
    {"given": "Peter", "surname": "Smith", "sex": "m", "dob": "1980-01-02", "address": "9 Canal St", "postcode": "QX9 9ZZ"},
]  # fmt: skip
CHILD = Asked(details(given="Amena", surname="Farly", dob="09/04/2012", latest=DAY), "child")
MOTHER = Asked(
    details(given="Sara", surname="Farley", dob="1988", known="year", address="5 Mill Ln", latest=DAY),
    "mother",
)


def fill(team: Team, people: Sequence[dict[str, str]], after: int = 0) -> None:
    """Puts people into a team's index under the ids that follow `after`."""
    rows = (
        index.row(after + at, UUID(int=after + at), DAY, details(**one, latest=DAY))
        for at, one in enumerate(people, 1)
    )
    index.fill(team, map(index.line, rows))


def first(found: Found) -> list[int]:
    return [answer.candidates[0].id for answer in found.answers]


def test_a_misspelt_child_and_its_mother_are_found_and_why_is_said(week: Partnership) -> None:
    fill(week.teams["gp"], FAMILY)
    found = search(week.teams["gp"], [CHILD, MOTHER], latest=DAY)
    assert (found.records, first(found)) == (3, [1, 2])
    child = found.answers[0]
    assert {"born", "names", "year and name"} <= set(child.searched)
    assert "same date of birth" in [agreement.words for agreement in child.candidates[0].because]
    assert child.candidates[0].others == (1,), "the mother, in the same house, speaks for her"


def test_another_team_s_people_change_nothing(week: Partnership) -> None:
    fill(week.teams["gp"], FAMILY[1:])
    alone = search(week.teams["gp"], [CHILD, MOTHER], latest=DAY)
    fill(week.teams["police"], FAMILY * 200, after=100)
    assert search(week.teams["gp"], [CHILD, MOTHER], latest=DAY) == alone
    theirs = search(week.teams["police"], [CHILD], latest=DAY)
    assert theirs.records == 600
    assert all(candidate.id > 100 for candidate in theirs.answers[0].candidates)


def test_a_team_with_nothing_to_search_is_told_so_and_never_that_nobody_was_found(week: Partnership) -> None:
    fill(week.teams["police"], FAMILY)
    with pytest.raises(NothingToSearch):
        search(week.teams["gp"], [CHILD], latest=DAY)


def test_somebody_of_whom_nothing_usable_was_given_was_not_searched_for(week: Partnership) -> None:
    fill(week.teams["gp"], FAMILY)
    found = search(
        week.teams["gp"], [Asked(details(given="unknown", dob="n/k", latest=DAY), "father")], latest=DAY
    )
    assert found.answers[0].searched == ()
    assert found.answers[0].candidates == ()


def test_a_key_that_too_many_share_is_named(week: Partnership) -> None:
    fill(week.teams["gp"], [{"given": "Peter", "surname": "Smith", "sex": "m"}] * (AT_MOST + 5))
    found = search(week.teams["gp"], [Asked(details(given="Peter", surname="Smith", latest=DAY))], latest=DAY)
    assert "names" in found.answers[0].too_many


def test_a_failing_database_is_raised_and_not_swallowed(week: Partnership) -> None:
    fill(week.teams["gp"], FAMILY)
    with connections["owner"].cursor() as cursor:
        cursor.execute("revoke select on sightline_findkey from sightline_web")
    with pytest.raises(Error, match="permission denied"):
        search(week.teams["gp"], [CHILD], latest=DAY)


def test_the_web_s_role_reads_no_other_team_s_keys_names_or_rows(week: Partnership) -> None:
    fill(week.teams["police"], FAMILY)
    for table in ("findable", "findkey", "findrarity"):
        with acting_for(week.teams["gp"]):
            assert fetch(f"select count(*) from sightline_{table}", []) == [(0,)]


def test_the_search_uses_the_index_under_row_security(week: Partnership) -> None:
    fill(week.teams["gp"], FAMILY * 1_000)
    with acting_for(week.teams["gp"]):
        plan = "\n".join(
            line
            for (line,) in fetch(
                f"explain {_BY_KEYS}", [[0], ["names"], [6], [1], [0.0], AT_MOST, KEPT, AT_MOST]
            )
        )
    assert "sightline_findkey_pkey" in plan
    assert "Index Cond: ((knower_id =" in plan
    assert "AND (key = a.key))" in plan
    assert "Seq Scan on sightline_find" not in plan  # restrictions are few, and read whole
