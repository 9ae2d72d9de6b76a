"""The queue lists what waits, the clock that runs out first on top, and is the same as one made anew from the record."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import connections

from sightline.pathways.challenge import changed
from sightline.pathways.deciding import Reply, decide
from sightline.pathways.queue import allocate, due, earlier, priorities
from sightline.people.models import Post
from sightline.record import actions
from sightline.record.acting import acting_for
from sightline.record.actions import Conflict, NotKnown
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision, Escalation, EscalationOutcome
from sightline.record.models import Awaiting
from sightline.record.queue import queue, referrals_about, waiting
from sightline.record.times import Span
from sightline.state.decisions import standing
from tests.knowing.people_of import DAYS, Partnership

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
one_after_another = pytest.mark.django_db(databases=["owner"], transaction=True)


def refers(week: Partnership, day: str, by: str = "midwifery", child: UUID | None = None, **said: Any) -> str:
    """This will have an agency refer a child (a new one where none is given) to the front door."""
    to = str(week.teams["front_door"].pk)
    said = {"decide_by": due(DAYS[day])} | said
    child = child or week.meet(by, day)
    told = (week.tell("front_door", day),)
    return str(week.writes(by, day, Referral(to=to, **said), child, summary="A worry", told=told))  # type: ignore[arg-type]


def listed(week: Partnership, who: str = "front_door", **which: Any) -> list[str]:
    return [one.referral.id for one in queue(week.teams[who], **which).waiting]


def answered(week: Partnership, id: str, day: str = "tue") -> UUID:
    found = waiting(week.teams["front_door"], UUID(id))
    assert found is not None
    reply = Reply(
        outcome="advice", level="1", thresholds="2019", reasons="Said so", held_by="", telephone="",
        next_step="", next_on=None,
    )  # fmt: skip
    return decide(**week.does("front_door", day), referral=found.referral, reply=reply, expects=UUID(id))  # type: ignore[arg-type]


@one_after_another
def test_first_what_is_due_first_and_nothing_decided(week: Partnership) -> None:
    late, first, soon = (
        refers(week, "fri"),
        refers(week, "mon"),
        refers(week, "mon", decide_by=DAYS["wed"]),
    )
    assert listed(week) == [first, soon, late]
    answered(week, first)
    assert listed(week) == [soon, late]
    assert queue(week.teams["front_door"]).many == 2


@one_after_another
def test_page_by_page_every_one_once(week: Partnership) -> None:
    made = [refers(week, "mon") for _ in range(7)]
    found, after = [], None
    while True:
        page = queue(week.teams["front_door"], after=after, limit=3)
        found.extend(one.referral.id for one in page.waiting)
        after = page.after
        if after is None:
            break
    assert found == made


def test_nobody_else_has_it_in_a_queue(week: Partnership) -> None:
    refers(week, "mon")
    for who in ("midwifery", "police", "gp"):
        assert listed(week, who) == []
        assert queue(week.teams[who]).many == 0
    with acting_for(week.teams["midwifery"]):
        assert Awaiting.objects.count() == 0


def test_what_an_import_brings_is_not_queued(week: Partnership) -> None:
    refers(week, "mon", decide_by=None)
    assert listed(week) == []


@one_after_another
def test_a_referral_told_by_mistake_leaves_the_queue(week: Partnership) -> None:
    id = refers(week, "mon")
    actions.restrict(
        **week.does("midwifery", "tue"), entries=[UUID(id)], reason="mis_sent", authority="midwifery"
    )  # type: ignore[arg-type]
    assert listed(week) == []
    assert queue(week.teams["front_door"]).many == 0


@one_after_another
def test_whoever_takes_it_second_is_told_of_the_first(week: Partnership) -> None:
    id = refers(week, "mon")
    other = Post.objects.create(
        team=week.teams["front_door"], name="Tobias Arkle", role="worker", starts=dt.date(2025, 1, 1)
    )
    found = waiting(week.teams["front_door"], UUID(id))
    assert found is not None
    for to in (week.posts["front_door"], other):
        act = week.does("front_door", "mon") | {
            "referral": found.referral, "to": to, "priority": "today", "expects": UUID(id),
        }  # fmt: skip
        if to is other:
            with pytest.raises(Conflict):
                allocate(**act)  # type: ignore[arg-type]
        else:
            allocate(**act)  # type: ignore[arg-type]
    now = waiting(week.teams["front_door"], UUID(id))
    assert now is not None
    assert (now.to_post, now.priority, now.decide_by) == ("A front_door", "today", DAYS["mon"])


@pytest.mark.parametrize(("priority", "who"), [("made_up", "front_door"), ("today", "police")])
def test_no_such_level_and_no_such_colleague(week: Partnership, priority: str, who: str) -> None:
    found = waiting(week.teams["front_door"], UUID(refers(week, "mon")))
    assert found is not None
    with pytest.raises((ValueError, NotKnown)):
        allocate(
            **week.does("front_door", "mon"), referral=found.referral, to=week.posts[who], priority=priority,
            expects=UUID(found.referral.id),
        )  # type: ignore[arg-type]  # fmt: skip


def test_earlier_contacts_are_counted_and_whose_they_were(week: Partnership) -> None:
    child = week.meet("midwifery")
    refers(week, "mon", child=child, contact_name="Rosalind Pym")
    refers(week, "tue", child=child, contact_name="Ann Other")
    third = refers(week, "wed", child=child, contact_name="rosalind  pym")
    refers(week, "mon")
    team = week.teams["front_door"]
    found = waiting(team, UUID(third))
    assert found is not None
    before = earlier(found.referral, referrals_about(team, set(found.referral.people)))
    assert (len(before.all), len(before.same)) == (2, 1)


def changed_by_a_challenge(week: Partnership, id: str, day: str = "wed") -> None:
    """This will have midwifery disagree with a decision, and the front door's manager change it."""
    decision = answered(week, id)
    of, manager = {"about_decision": str(decision)}, week.posts["front_door"]
    child = UUID(week.sees("midwifery").entry(id).people[0])  # type: ignore[union-attr]
    told = (week.tell("front_door", day),)
    made = week.writes("midwifery", day, Escalation(stage="manager", **of), child, told=told)  # type: ignore[arg-type]
    said = EscalationOutcome(escalation=str(made), outcome="decision_changed")  # type: ignore[arg-type]
    told = (week.tell("midwifery", day),)
    actions.record(
        **week.does("front_door", day) | {"by": manager}, body=said, people=[child], occurred=Span(DAYS[day]), tell=told,
    )  # type: ignore[arg-type]  # fmt: skip


@one_after_another
def test_what_a_challenge_changed_waits_again_until_it_is_decided_again(week: Partnership) -> None:
    id, other = refers(week, "mon"), refers(week, "mon")
    answered(week, other)
    changed_by_a_challenge(week, id)
    (line,) = queue(week.teams["front_door"]).waiting
    assert (line.referral.id, line.again, line.decide_by) == (
        id,
        True,
        dt.datetime.now(ZoneInfo("Europe/London")).date(),
    )
    known = week.sees("front_door")
    assert [changed(known, one.id) is not None for one in known.entries(Decision)].count(True) == 1
    reply = Reply(
        outcome="social_work_assessment", level="4", thresholds="2019", reasons="They were right", held_by="",
        telephone="", next_step="", next_on=None,
    )  # fmt: skip
    decide(**week.does("front_door", "thu"), referral=line.referral, reply=reply, expects=None)  # type: ignore[arg-type]
    assert listed(week) == []
    stands = standing(week.sees("midwifery"), id)
    assert stands is not None
    assert stands.body.outcome == "social_work_assessment"
    assert changed(week.sees("midwifery"), stands.id) is None


@one_after_another
def test_made_anew_from_the_record_it_is_the_same(week: Partnership) -> None:
    ids = [refers(week, "mon") for _ in range(4)]
    answered(week, ids[0])
    changed_by_a_challenge(week, ids[2])
    found = waiting(week.teams["front_door"], UUID(ids[1]))
    assert found is not None
    allocate(
        **week.does("front_door", "tue"), referral=found.referral, to=week.posts["front_door"], priority="today",
        expects=UUID(ids[1]),
    )  # type: ignore[arg-type]  # fmt: skip
    columns = ("referral", "team", "since", "decide_by", "priority", "to_post", "decided", "again")
    kept = sorted(Awaiting.objects.values_list(*columns))
    assert len(kept) == 4
    with connections["owner"].cursor() as cursor:
        cursor.execute("update sightline_awaiting set priority = 'wrong'; select sightline_requeue()")
    assert sorted(Awaiting.objects.values_list(*columns)) == kept


def test_limits_are_working_days_and_none_is_longer_than_one() -> None:
    friday = dt.date(2025, 3, 7)
    assert {one.id: due(friday, one) for one in priorities()} == {
        "today": friday,
        "one_day": dt.date(2025, 3, 10),
    }
    assert due(friday) == dt.date(2025, 3, 10)
