"""What comes after something was opened in an emergency: within the day the door lets in what puts it right, after the day nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from sightline.pathways.emergency import review
from sightline.record import actions, emergency
from sightline.record.acting import acting_for
from sightline.record.kinds.harm import Concern
from sightline.record.kinds.particulars import Particulars
from sightline.record.models import Entry, Told
from tests.knowing.nights import BORN, SECRET, a_day_later, changed, child, opens, sees
from tests.knowing.people_of import Partnership
from tests.knowing.test_emergency import night, review_of

pytestmark = pytest.mark.django_db(databases=["owner"])
__all__ = ["night"]
RIGHT = "It was her brother"


def the(kind: str, who: str = "health_visiting") -> UUID:
    """This will give the one entry of a kind that a team has and that corrects nothing."""
    return Entry.objects.get(kind=kind, author__name=who, corrects=None).pk


def corrects(week: Partnership, day: str = "tue", who: str = "health_visiting", **more: Any) -> UUID:
    """This will have a team put its worry right."""
    said = {"entry": the("concern", who), "body": Concern(), "summary": RIGHT} | more
    return actions.correct(**week.does(who, day), **said)  # type: ignore[arg-type]


def hours_later(access: UUID, hours: int) -> None:
    """This will move back what an access did, and what came by it, as the database's own clock will have it."""
    changed("told", f"stored = stored - interval '{hours} hours' where idem = %s", str(access))
    changed("restriction", f"starts = starts - interval '{hours} hours' where because_id = %s", access)


def told(week: Partnership, who: str, entry: UUID) -> list[tuple[str, str, str]]:
    """This will give how a team was told an entry, restricted since or not."""
    names = {None: "nobody stated"} | {team.pk: who for who, team in week.teams.items()}
    rows = Told.objects.filter(entry=entry, knower=week.teams[who]).values_list("knower", "by", "how")
    return [(names[to], names[by], how) for to, by, how in rows]


def test_what_puts_it_right_within_the_day_comes_by_the_same_door_and_closes_with_it(
    night: Partnership,
) -> None:
    child(night)
    access = opens(night)
    hours_later(access, 23)
    corrected = corrects(night)
    assert sees(night) == [SECRET, RIGHT]
    assert told(night, "night", corrected) == [("night", "health_visiting", "emergency")]
    assert corrected in emergency.entries_given(night.teams["night"], access)
    hours_later(access, 2)  # two hours after the correction, twenty-five after the access
    assert sees(night) == []
    again = corrects(night, entry=corrected)
    assert told(night, "night", again) == []


def test_after_the_day_what_puts_it_right_does_not_reach_whoever_opened_it(night: Partnership) -> None:
    child(night)
    a_day_later(opens(night))
    corrected = corrects(night, "wed")
    assert sees(night) == []
    assert told(night, "night", corrected) == []
    assert night.who_sees(corrected) == "health_visiting"
    assert [entry.summary for entry in night.knew("night", "sun").entries(Concern)] == [
        SECRET
    ]  # what it acted on


def test_nor_does_what_restricts_it_or_takes_it_away(night: Partnership) -> None:
    person = child(night)
    other = night.writes("health_visiting", "mon", Concern(), person, summary="Another")
    a_day_later(opens(night))
    sealed = actions.restrict(
        **night.does("health_visiting", "wed"), entries=[other], reason="court_order", authority="a court",  # type: ignore[arg-type]
        spares=[night.teams["health_visiting"]],
    )  # fmt: skip
    gone = actions.dispose(**night.does("health_visiting", "wed"), entry=other, authority="a court")  # type: ignore[arg-type]
    assert [told(night, "night", one) for one in (sealed, gone)] == [[], []]


def test_within_the_day_it_is_told_that_something_was_sealed(night: Partnership) -> None:
    child(night)
    opens(night)
    sealed = actions.restrict(
        **night.does("health_visiting", "tue"), entries=[the("concern")], reason="court_order", authority="a court",  # type: ignore[arg-type]
        spares=[night.teams["health_visiting"]],
    )  # fmt: skip
    assert sees(night) == []
    assert told(night, "night", sealed) == [("night", "health_visiting", "emergency")]


def test_told_in_the_ordinary_way_too_it_is_told_what_puts_it_right(night: Partnership) -> None:
    child(night)
    access = opens(night)
    review(**review_of(night, access, leave_open=True))
    a_day_later(access)
    corrected = corrects(night, "wed")
    assert told(night, "night", corrected) == [("night", "health_visiting", "passed_on")]
    assert RIGHT in sees(night)


def test_opened_anew_it_comes_by_the_new_door(night: Partnership) -> None:
    child(night)
    a_day_later(opens(night))
    again = opens(night, day="wed", key="two")
    corrected = corrects(night, "wed")
    assert corrected in emergency.entries_given(night.teams["night"], again)
    a_day_later(again)
    assert sees(night) == []


def test_what_its_author_keeps_from_the_holder_the_holder_gives_nobody(night: Partnership) -> None:
    person = night.meet("midwifery")
    to = (night.tell("front_door", "mon"),)
    who = Particulars(person=str(person), name="Wren Attley", dob=BORN)  # type: ignore[arg-type]
    night.writes("midwifery", "mon", who, person, told=to)
    night.writes("midwifery", "mon", Concern(), person, summary="Told the door", told=to)
    opens(night, who="front_door")
    kept = corrects(night, who="midwifery", withhold={night.teams["front_door"].pk: "a court"})
    assert told(night, "night", kept) == []
    given = corrects(night, who="midwifery")
    assert told(night, "night", given) == [("night", "front_door", "emergency")]
    assert night.tellings("midwifery", given) == [
        ("front_door", "midwifery", "passed_on"), ("midwifery", "midwifery", "recorded"),
    ]  # fmt: skip


def test_an_address_that_becomes_protected_within_the_day_is_not_given(night: Partnership) -> None:
    person = child(night, address="9 Alder Row")
    opens(night)
    refuge = Particulars(person=str(person), address="A refuge", protected=True)  # type: ignore[arg-type]
    moved = actions.correct(**night.does("health_visiting", "tue"), entry=the("particulars"), body=refuge)  # type: ignore[arg-type]
    assert told(night, "night", moved) == []


def test_nobody_keeps_it_open_by_telling_it_to_themselves(night: Partnership) -> None:
    child(night)
    access = opens(night)
    worry = the("concern")
    actions.tell(**night.does("night", "tue"), entry=worry, to=[night.tell("night", "tue")])  # type: ignore[arg-type]
    a_day_later(access)
    assert sees(night) == []
    assert told(night, "night", corrects(night, "wed")) == []


def test_whom_it_was_told_on_to_within_the_day_is_told_what_puts_it_right(night: Partnership) -> None:
    child(night)
    access = opens(night)
    actions.tell(**night.does("night", "tue"), entry=the("concern"), to=[night.tell("police", "tue")])  # type: ignore[arg-type]
    a_day_later(access)
    corrected = corrects(night, "wed")
    assert told(night, "police", corrected) == [("police", "nobody stated", "passed_on")]
    assert told(night, "night", corrected) == []
    with acting_for(
        night.teams["night"]
    ):  # nor does it see, as who told the police, that there is something new
        assert Told.objects.filter(entry=corrected).count() == 0
