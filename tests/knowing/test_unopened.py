"""What came and nobody opened, kept by the database: the same as one made anew, and nothing of anybody else's."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connections

from sightline.record import actions, inbox
from sightline.record.acting import acting_for
from sightline.record.kinds.harm import Concern
from sightline.record.models import Unopened
from tests.knowing.people_of import Partnership

pytestmark = [
    pytest.mark.django_db(databases=["default", "owner"]),
    pytest.mark.usefixtures("owner"),
]


def kept() -> list[tuple[object, ...]]:
    return sorted(Unopened.objects.values_list("telling", "team", "live"))


def told(week: Partnership, *whom: str) -> str:
    """This will have the police write a worry and tell some teams of it."""
    to = tuple(week.tell(who, "mon") for who in whom)
    return str(week.writes("police", "mon", Concern(), week.meet("police"), summary="A worry", told=to))


@pytest.mark.django_db(databases=["owner"], transaction=True)
def test_it_lies_there_until_it_is_opened(week: Partnership) -> None:
    entry = UUID(told(week, "gp", "midwifery"))
    assert [len(kept()), inbox.unopened(week.teams["gp"]), inbox.unopened(week.teams["police"])] == [2, 1, 0]
    telling = week.telling("gp", entry)
    actions.deliver(**week.does("gp", "tue"), telling=telling)  # type: ignore[arg-type]
    assert inbox.unopened(week.teams["gp"]) == 1
    actions.open(**week.does("gp", "tue"), telling=telling)  # type: ignore[arg-type]
    assert inbox.unopened(week.teams["gp"]) == 0
    assert inbox.unopened(week.teams["midwifery"]) == 1
    (came,) = inbox.page(week.teams["gp"]).came
    assert came.opened
    actions.restrict(**week.does("police", "wed"), entries=[entry], reason="mis_sent", authority="police")  # type: ignore[arg-type]
    (came,) = inbox.page(week.teams["midwifery"]).came
    assert (came.entry.kind, came.opened) == (
        "restriction",
        False,
    )  # that it was restricted is told, and it is gone


def test_a_team_reads_its_own(week: Partnership) -> None:
    told(week, "gp", "midwifery")
    for who, many in (("gp", 1), ("midwifery", 1), ("police", 0), ("front_door", 0)):
        with acting_for(week.teams[who]):
            assert Unopened.objects.count() == many, who


def test_made_anew_from_the_record_it_is_the_same(week: Partnership) -> None:
    for n in range(5):
        entry = UUID(told(week, "gp", *(("midwifery",) if n % 2 else ())))
        if n > 2:
            actions.acknowledge(**week.does("gp", "tue"), telling=week.telling("gp", entry))  # type: ignore[arg-type]
    before = kept()
    assert len(before) == 5
    with connections["owner"].cursor() as cursor:
        cursor.execute("delete from sightline_unopened; select sightline_unopen()")
    assert kept() == before
