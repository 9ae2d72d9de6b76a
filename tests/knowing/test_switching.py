"""A partnership switches a standard off and on again: each is an entry, once, told to every team and to nobody's review."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from sightline.pathways import switching
from sightline.people.models import Organisation, Team
from sightline.record import by_kind
from sightline.record.acting import as_owner
from sightline.record.actions import Conflict, NotKnown, Refused
from sightline.record.kinds.standard import StandardOff
from sightline.record.models import Told
from sightline.standards.switched import Off, off, switched
from tests.knowing.reviewing import AT, TODAY, Reviewing, reviewing

pytestmark = pytest.mark.django_db(transaction=True)
KIND = "child_not_seen"
LATER = TODAY + dt.timedelta(days=90)


@pytest.fixture
def made() -> Reviewing:
    """This will make the week, its review, and neighbours who are no agency."""
    with as_owner():
        made = reviewing()
        made.week.teams["gran"] = Team.objects.create(
            organisation=Organisation.objects.create(name="Nobody's"), type="community", name="Neighbours"
        )
        return made


def switches(made: Reviewing, who: str = "manager", **said: Any) -> UUID:
    act = {
        "kind": KIND,
        "since": TODAY,
        "review_by": LATER,
        "words": "Our own system says it",
        "seen": "",
        **said,
    }
    return switching.switch_off(by=made.posts.get(who) or made.week.posts[who], at=AT, **act)


def times(made: Reviewing, team: Team) -> list[Off]:
    return switched(by_kind.switched(team))


def test_every_team_is_told_and_no_review_and_no_neighbour(made: Reviewing) -> None:
    id = switches(made)
    neighbours = made.week.teams.pop("gran")
    for name, team in made.week.teams.items():
        assert [time.entry.id for time in times(made, team)] == [str(id)], name
    with as_owner():
        assert not Told.objects.filter(knower=neighbours).exists()
    assert times(made, made.review) == []
    (mine,) = times(made, made.posts["manager"].team)
    assert (mine.entry.summary, mine.entry.body) == (
        "Our own system says it", StandardOff(standard=KIND, since=TODAY, review_by=LATER),
    )  # fmt: skip
    assert list(off(by_kind.switched(made.week.teams["gp"]), TODAY)) == [KIND]


def test_on_again_ends_it_for_every_team_and_both_are_kept(made: Reviewing) -> None:
    id = switches(made)
    again = switching.switch_on(
        by=made.posts["manager"], at=AT, kind=KIND, words="It is mended", seen=str(id)
    )
    for team in ("gp", "midwifery"):
        (time,) = times(made, made.week.teams[team])
        assert time.ended is not None
        assert (time.entry.id, time.ended.id, time.ended.summary) == (str(id), str(again), "It is mended")
    assert off(by_kind.switched(made.week.teams["gp"]), TODAY) == {}
    second = switches(made, seen=str(id), words="It broke again")
    assert [time.entry.id for time in times(made, made.week.teams["gp"])] == [str(id), str(second)]


def test_the_same_twice_is_once_and_another_from_an_old_page_conflicts(made: Reviewing) -> None:
    id = switches(made)
    assert switches(made) == id
    with pytest.raises(Conflict):
        switches(made, words="For another reason")
    with pytest.raises(Conflict):
        switches(made, seen=str(id), words="While it is off")
    on = {"by": made.posts["manager"], "at": AT, "kind": KIND, "words": "It is mended", "seen": str(id)}
    again = switching.switch_on(**on)
    assert switching.switch_on(**on) == again
    for stale in ({"words": "Another reason"}, {"seen": ""}):
        with pytest.raises(Conflict):
            switching.switch_on(**{**on, **stale})
    with pytest.raises(Conflict):
        switches(made)  # the page was opened before all of that
    (time,) = times(made, made.week.teams["gp"])
    assert time.ended is not None


@pytest.mark.parametrize(
    "said",
    [
        {"since": TODAY - dt.timedelta(days=1)},
        {"review_by": TODAY},
        {"review_by": TODAY + dt.timedelta(days=switching.LONGEST + 1)},
        {"words": " "},
    ],
)
def test_not_for_the_past_without_a_reason_or_without_a_review_within_a_year(
    made: Reviewing, said: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        switches(made, **said)
    assert times(made, made.week.teams["gp"]) == []


@pytest.mark.parametrize("who", ["gp", "front_door", "lead"])
def test_nobody_else_switches_anything_and_no_rule_that_there_is_not(made: Reviewing, who: str) -> None:
    with pytest.raises(NotKnown):
        switches(made, who)
    with pytest.raises(NotKnown):
        switches(made, kind="no_such_standard")
    assert times(made, made.week.teams["gp"]) == []
