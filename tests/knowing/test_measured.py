"""The rows that measures count: kept level with the record, seen by their own team alone, and what corrections do to them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from sightline.measures.contacts import Contact
from sightline.measures.decided import blanks
from sightline.measures.later import no_further_action
from sightline.measures.waiting import in_time
from sightline.pages.measured import told_since
from sightline.pathways.challenge import challenge, challenges, settle
from sightline.pathways.deciding import Reply, Without, decide
from sightline.people.models import Post, Team
from sightline.record import actions, cases, measured
from sightline.record.acting import acting_for
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.particulars import SamePerson
from sightline.record.models import Measured
from tests.house.world import owner as as_the_owner
from tests.knowing.people_of import DAYS, Partnership
from tests.knowing.test_queue import refers

pytestmark = [pytest.mark.django_db(databases=["owner"], transaction=True)]
SINCE = dt.date(2025, 1, 1)
COLUMNS = ("team", "entry", "told_to", "kind", "author", "day", "about", "people", "word", "more", "corrects")


def counted(week: Partnership, who: str = "front_door", since: dt.date = SINCE) -> list[Contact]:
    return told_since(week.teams[who], since)


def answers(
    week: Partnership, id: str, day: str = "tue", outcome: str = "advice", without: tuple[Without, ...] = (), told: bool = True
) -> UUID:  # fmt: skip
    """This will have the front door decide on a referral, whatever is in its queue."""
    referral: Any = cases.entry(week.teams["front_door"], UUID(id))
    reply = Reply(
        outcome=outcome, level="1", thresholds="2019", reasons="Said so", held_by="", telephone="", next_step="",
        next_on=None, without=without, reasons_told=told,
    )  # fmt: skip
    return decide(**week.does("front_door", day), referral=referral, reply=reply, expects=None)  # type: ignore[arg-type]


def everything(week: Partnership) -> UUID:
    """This will do one of everything that is counted, and give the decision."""
    child = week.meet("midwifery")
    id = refers(week, "mon", child=child)
    made = answers(week, id, without=(Without(child, "gp", "not_asked", "Rung"),), told=False)
    actions.tell(
        **week.does("front_door", "wed"),
        entry=made,
        to=[week.tell("midwifery", "wed"), week.tell("gp", "wed")],
    )  # type: ignore[arg-type]
    known = week.sees("midwifery")
    told: Any = known.entry(str(made))
    challenge(
        **week.does("midwifery", "thu"), known=known, decision=told, stage="manager", view="No", expects=None,  # type: ignore[arg-type]
    )  # fmt: skip
    (taken,) = challenges(week.sees("front_door"), str(made))
    boss = Post.objects.create(team=week.teams["front_door"], name="Ines", role="team manager", starts=SINCE)
    week.posts["boss"] = boss
    settle(
        **week.does("boss", "fri"), challenge=taken, outcome="upheld_with_reasons", reasons="So", expects=None,  # type: ignore[arg-type]
    )  # fmt: skip
    refers(week, "wed", child=child, decide_by=None)
    return made


def kept() -> list[tuple[Any, ...]]:
    return sorted(Measured.objects.values_list(*COLUMNS), key=str)


def test_made_anew_from_the_record_it_is_the_same(week: Partnership) -> None:
    everything(week)
    first = kept()
    assert {one[3] for one in first} == {
        "referral", "decision", "decision_outcome", "decided_without", "escalation", "escalation_outcome",
    }  # fmt: skip
    with connections["owner"].cursor() as cursor:
        cursor.execute("update sightline_measured set word = 'wrong'; select sightline_remeasure()")
    assert kept() == first


def test_what_happened_is_what_is_counted(week: Partnership) -> None:
    made = everything(week)
    first, second = counted(week)
    (decision,) = first.decisions
    assert (first.told, first.reply, decision.id, decision.on) == (
        DAYS["mon"],
        DAYS["tue"],
        str(made),
        DAYS["tue"],
    )
    assert decision.blanks == (("gp", "not_asked"),)
    assert [(one.stage, one.on, one.settled, one.changed) for one in decision.challenges] == [
        ("manager", DAYS["thu"], DAYS["fri"], False)
    ]
    assert (second.told, second.decisions, second.people) == (
        DAYS["wed"],
        (),
        first.people,
    )  # an import names no day


def test_a_referral_told_twice_is_one_of_the_first_day(week: Partnership) -> None:
    id = refers(week, "wed")
    for day in ("tue", "fri"):  # rung on Tuesday, as was written down on Friday, and told once more
        actions.tell(**week.does("midwifery", "fri"), entry=UUID(id), to=[week.tell("front_door", day)])  # type: ignore[arg-type]
    assert [(one.id, one.told) for one in counted(week)] == [(id, DAYS["tue"])]


def test_nobody_else_counts_it(week: Partnership) -> None:
    everything(week)
    for who in ("police", "midwifery", "health_visiting", "gp"):
        assert counted(week, who) == []
    with acting_for(week.teams["police"]):
        assert Measured.objects.count() == 0
    with acting_for(week.teams["gp"]):  # told the decision alone
        assert {row.kind for row in Measured.objects.all()} == {"decision"}


def test_an_answer_that_somebody_else_passed_on_is_not_ours_to_count(week: Partnership) -> None:
    id = refers(week, "mon")
    made = answers(week, id, told=False)
    actions.tell(**week.does("front_door", "thu"), entry=made, to=[week.tell("gp", "thu")])  # type: ignore[arg-type]
    before = counted(week)
    actions.tell(**week.does("gp", "fri"), entry=made, to=[week.tell("midwifery", "fri")])  # type: ignore[arg-type]
    assert counted(week) == before


def test_what_is_taken_back_leaves_every_count_and_comes_back_with_it(week: Partnership) -> None:
    id = refers(week, "mon")
    answers(week, id, "tue", "no_further_action")
    taken = actions.restrict(
        **week.does("midwifery", "wed"), entries=[UUID(id)], reason="mis_sent", authority="midwifery"  # type: ignore[arg-type]
    )  # fmt: skip
    assert counted(week) == []
    actions.lift(**week.does("midwifery", "thu"), restriction=taken, authority="It was the right door")  # type: ignore[arg-type]
    assert [one.id for one in counted(week)] == [id]


def test_a_correction_keeps_the_day_and_takes_the_words(week: Partnership) -> None:
    child, other = week.meet("midwifery"), week.meet("midwifery")
    id = refers(week, "mon", child=child)
    door = str(week.teams["front_door"].pk)
    actions.correct(
        **week.does("midwifery", "thu"), entry=UUID(id), body=Referral(to=door), people=[other], summary="Her sister"  # type: ignore[arg-type]
    )  # fmt: skip
    (one,) = counted(week)
    assert (one.id, one.told, one.people) == (id, DAYS["mon"], frozenset([str(other)]))
    assert counted(week, since=DAYS["tue"]) == []  # not a referral of Thursday's


def test_what_was_disposed_of_is_in_no_count(week: Partnership) -> None:
    id = refers(week, "mon")
    answers(week, id)
    assert [len(one.decisions) for one in counted(week)] == [1]
    actions.dispose(**week.does("midwifery", "fri"), entry=UUID(id), authority="Retention")  # type: ignore[arg-type]
    assert counted(week) == []
    with connections["owner"].cursor() as cursor:
        cursor.execute("select sightline_remeasure()")
    assert counted(week) == []


def test_two_records_of_one_child_come_back_as_one_once_somebody_says_so(week: Partnership) -> None:
    child, same = week.meet("midwifery"), week.meet("police")
    answers(week, refers(week, "mon", child=child), "mon", "no_further_action")
    refers(week, "wed", by="police", child=same)
    today = dt.date(2025, 7, 1)
    every = counted(week)
    assert no_further_action(every, every, today).within[0].back == 0
    week.writes("front_door", "thu", SamePerson(persons=(str(child), str(same))), child, same)  # type: ignore[arg-type]
    every = counted(week)
    assert no_further_action(every, every, today).within[0].back == 1


def test_the_web_may_not_write_it(week: Partnership) -> None:
    refers(week, "mon")
    for sql in ("update sightline_measured set word = 'x'", "delete from sightline_measured"):
        with pytest.raises(Exception, match="permission denied"), acting_for(week.teams["front_door"]):
            as_the_owner(sql)


def test_the_last_referral_there_was(week: Partnership) -> None:
    assert measured.latest(week.teams["front_door"]) is None
    refers(week, "mon")
    refers(week, "thu")
    assert measured.latest(week.teams["front_door"]) == DAYS["thu"]
    assert measured.latest(week.teams["midwifery"]) is None


def test_blanks_and_answers_add_up(week: Partnership) -> None:
    everything(week)
    found = counted(week)
    assert blanks(found).with_blank == 1
    assert in_time(found, dt.date(2025, 4, 1)).within == 1
    assert in_time(found, dt.date(2025, 4, 1)).unanswered == 1


def test_a_team_that_nobody_acts_for_is_refused(week: Partnership) -> None:
    public = Team.objects.create(
        organisation=week.teams["gp"].organisation, type="community", name="the public"
    )
    with pytest.raises(ValueError, match="nobody acts"):
        measured.rows(public, SINCE)
