"""An act is kept whole or not at all, once however often it is sent, and not over what its author had not seen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connections

from sightline.record import actions, writing
from sightline.record.acting import acting_for, as_owner
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.models import Entry, Look, Told
from sightline.record.times import Span
from tests.knowing.people_of import DAYS, Partnership, at, partnership

owners = pytest.mark.django_db(databases=["owner"])


def kept() -> dict[str, int]:
    """This will count the rows of every table."""
    return {table.__name__: table.objects.count() for table in apps.get_app_config("sightline").get_models()}


STEPS = ("entry", "payload", "told", "look", "withheld", "restriction", "settling")


@owners
@pytest.mark.parametrize("step", STEPS)
def test_if_any_part_fails_nothing_is_kept(
    week: Partnership, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    child = week.meet("police")
    old = week.writes("police", "mon", Concern(), child, told=(week.tell("gp", "mon"),))
    acts: list[Callable[[], Any]] = [
        lambda: week.writes("police", "tue", Concern(), child, told=(week.tell("gp", "tue"),), looked="duty"),
        lambda: actions.correct(
            **week.does("police", "tue"), entry=old, body=Concern(), withhold={week.teams["gp"].pk: "because"}
        ),  # type: ignore[arg-type]
        lambda: actions.restrict(
            **week.does("police", "tue"), entries=[old], reason="mis_sent", authority="x"
        ),  # type: ignore[arg-type]
    ]
    before = kept()

    def fail() -> None:
        raise RuntimeError(step)

    def put(objects: Any) -> None:
        made = list(objects)
        really(made)
        if made and made[0]._meta.model_name == step:
            fail()

    failed = 0
    really = writing.put
    for module in (writing, actions):
        monkeypatch.setattr(module, "put", put)
    if step == "settling":
        monkeypatch.setattr(writing, "settle", fail)
    for act in acts:
        try:
            act()
        except RuntimeError:
            failed += 1
            assert kept() == before
        else:
            before = kept()
    assert failed


@owners
def test_a_write_its_tellings_and_its_look_are_all_kept(week: Partnership) -> None:
    child = week.meet("police")
    entry = week.writes(
        "police",
        "mon",
        Concern(),
        child,
        told=(week.tell("gp", "mon"), week.tell("midwifery", "mon")),
        looked="duty",
    )
    assert Told.objects.filter(entry=entry).count() == 3
    assert Look.objects.get(entry=entry).purpose == "duty"


@owners
def test_the_same_key_and_content_again_is_the_same_and_adds_nothing(week: Partnership) -> None:
    child = week.meet("police")
    first = {
        **week.does("police", "mon"),
        "body": Concern(),
        "people": [child],
        "occurred": Span(DAYS["mon"]),
    }
    entry = actions.record(**first)  # type: ignore[arg-type]
    before = kept()
    assert actions.record(**{**first, "at": at("tue")}) == entry  # type: ignore[arg-type]
    assert kept() == before
    with pytest.raises(actions.Conflict, match="something else"):
        actions.record(**{**first, "summary": "Other words"})  # type: ignore[arg-type]
    with pytest.raises(actions.Conflict, match="something else"):
        actions.meet(by=week.posts["police"], at=at("mon"), key=str(first["key"]))
    assert kept() == before
    mine = {**first, "by": week.posts["gp"], "people": [week.meet("gp")]}
    assert actions.record(**mine) != entry  # type: ignore[arg-type]  # a key is a team's own


@owners
def test_an_author_who_had_not_seen_the_latest_is_told_so(week: Partnership) -> None:
    child = week.meet("police")
    with pytest.raises(actions.NotKnown):
        week.writes("police", "mon", Concern(), child, expects=child)
    seen = week.writes("police", "mon", Concern(), child, expects="nothing")
    with pytest.raises(actions.Conflict):
        week.writes("police", "mon", Concern(), child, expects="nothing")
    week.writes("police", "tue", Concern(), child, expects=seen)


@owners
def test_only_a_post_that_is_held_acts_and_only_on_what_its_team_knows(week: Partnership) -> None:
    child = week.meet("police")
    with pytest.raises(actions.Refused):
        actions.meet(by=week.posts["police"], at=writing.Moment(DAYS["mon"].replace(year=2024)), key="early")
    with pytest.raises(actions.NotKnown):
        week.writes("gp", "mon", Concern(), child)
    entry = week.writes("police", "mon", Concern(), child)
    for act in (
        lambda: actions.tell(**week.does("gp", "mon"), entry=entry, to=[week.tell("gp", "mon")]),  # type: ignore[arg-type]
        lambda: actions.correct(**week.does("gp", "mon"), entry=entry, body=Concern()),  # type: ignore[arg-type]
        lambda: actions.restrict(**week.does("gp", "mon"), entries=[entry], reason="mis_sent", authority="x"),  # type: ignore[arg-type]
        lambda: actions.look(**week.does("gp", "mon"), purpose="x", entry=entry),  # type: ignore[arg-type]
        lambda: actions.lift(**week.does("gp", "mon"), restriction=entry, authority="x"),  # type: ignore[arg-type]
    ):
        with pytest.raises(actions.NotKnown):
            act()


@owners
def test_whoever_is_told_late_is_told_the_corrections_too(week: Partnership) -> None:
    child = week.meet("police")
    old = week.writes("police", "mon", Concern(), child)
    new = actions.correct(**week.does("police", "tue"), entry=old, body=Concern())  # type: ignore[arg-type]
    newer = actions.correct(**week.does("police", "wed"), entry=new, body=Concern())  # type: ignore[arg-type]
    actions.tell(**week.does("police", "thu"), entry=old, to=[week.tell("gp", "thu")])  # type: ignore[arg-type]
    assert {entry.id for entry in week.sees("gp").all()} == {str(old), str(new), str(newer)}


@owners
def test_a_correction_withheld_with_a_reason_is_not_passed_on(week: Partnership) -> None:
    child = week.meet("police")
    old = week.writes(
        "police", "mon", Concern(), child, told=(week.tell("gp", "mon"), week.tell("midwifery", "mon"))
    )
    why = {week.teams["gp"].pk: "under investigation"}
    new = actions.correct(**week.does("police", "tue"), entry=old, body=Concern(), withhold=why)  # type: ignore[arg-type]
    assert week.who_sees(new) == "midwifery police"
    assert week.who_sees(old) == "midwifery police gp"


@owners
def test_a_telling_shown_to_a_review_is_seen_by_it(week: Partnership) -> None:
    child = week.meet("police")
    old = week.writes(
        "police", "mon", Concern(), child, told=(week.tell("gp", "mon"), week.tell("front_door", "fri"))
    )
    telling = week.telling("gp", old)
    assert ("gp", "police", "shared") not in week.tellings("front_door", old)
    with pytest.raises(actions.NotKnown):
        actions.show(**week.does("midwifery", "fri"), tellings=[telling], to=week.teams["front_door"])  # type: ignore[arg-type]
    actions.show(**week.does("gp", "fri"), tellings=[telling], to=week.teams["front_door"])  # type: ignore[arg-type]
    assert ("gp", "police", "shared") in week.tellings("front_door", old)
    assert len(week.knew("front_door", "sun").tellings()) == 2


def together(week: Partnership, acts: list[Callable[[], UUID]]) -> list[Any]:
    """This will do acts at once, each in a thread with a connection of its own, and give what came of each."""
    start = threading.Barrier(len(acts))
    came: list[Any] = [None] * len(acts)

    def run(n: int) -> None:
        with as_owner():
            try:
                start.wait(5)
                came[n] = acts[n]()
            except actions.Conflict as conflict:
                came[n] = conflict
            finally:
                connections["owner"].close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return came


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once() -> None:
    with as_owner():
        week = partnership()
        child = week.meet("police")
        seen = week.writes("police", "mon", Concern(), child)
        told = (week.tell("gp", "tue"),)
        words = {
            **week.does("police", "tue"),
            "body": Observation(),
            "people": [child],
            "occurred": Span(DAYS["tue"]),
            "tell": told,
        }
        both = together(week, [lambda: actions.record(**words)] * 4)  # type: ignore[arg-type]
        assert len(set(both)) == 1
        assert Entry.objects.filter(kind="observation").count() == 1
        before = Entry.objects.count()
        latest = both[0]
        assert seen != latest
        came = together(week, [lambda: week.writes("police", "wed", Concern(), child, expects=latest)] * 4)
        won = [one for one in came if isinstance(one, UUID)]
        assert (len(won), Entry.objects.count()) == (1, before + 1)
        assert all(isinstance(one, actions.Conflict) for one in came if one not in won)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_web_s_own_login_acts_and_looks() -> None:
    with as_owner():
        week = partnership()
    child = week.meet("police")
    entry = week.writes("police", "mon", Concern(), child, told=(week.tell("gp", "mon"),), looked="duty")
    assert connections["default"].settings_dict["USER"] == "sightline_web"
    assert week.who_sees(entry) == week.who_knew(entry, "mon") == "police gp"
    assert not Entry.objects.exists()  # outside acting_for
    with acting_for(week.teams["gp"]):
        assert Entry.objects.count() == 1
        with acting_for(week.teams["police"]):
            assert Look.objects.count() == 1
        assert (Entry.objects.count(), Look.objects.count()) == (1, 0)
    assert not Entry.objects.exists()
