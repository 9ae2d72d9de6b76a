"""A clock that runs out is written down once, for whom it concerns and nobody else, whoever sweeps and however often."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any
from uuid import UUID

import pytest
from django.db import connections, transaction

from sightline.checks import asking
from sightline.pathways.emergency import review
from sightline.people.models import Organisation, Post, Team
from sightline.record import actions, emergency, store
from sightline.record.acting import as_owner
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern
from sightline.record.kinds.recommendation import ReviewRecommendation, Step
from sightline.record.kinds.review import ReviewRequest
from sightline.record.kinds.words import Person
from sightline.record.times import Moment, Span
from sightline.record.writing import Tell
from sightline.reviews import opening, recommending
from sightline.reviews.limits import follow_through
from sightline.standards.clock import working_days_after
from sightline.timers.models import Notification
from sightline.timers.reasons import limits
from sightline.timers.sweep import found, sweep
from tests.knowing.days_of import HERE, Today, as_worker, seen

pytestmark = pytest.mark.django_db(databases=["owner", "default"], transaction=True)
NOTHING: set[tuple[str, str]] = set()


@pytest.fixture
def today(db: None) -> Iterator[Today]:
    """This will make the partnership."""
    with as_owner():
        made = Today()
        Post.objects.update(role="practitioner")
        for post in made.week.posts.values():
            post.refresh_from_db()
        yield made


def soon(today: Today) -> dt.datetime:
    """This will give a moment a little later than now."""
    return dt.datetime.now(tz=dt.UTC) + dt.timedelta(minutes=1)


def test_what_came_and_needs_reading_is_called_out_to_whom_it_came(today: Today) -> None:
    referral = today.refers()
    assert today.swept(soon(today)) == NOTHING
    assert today.notified() == [("front_door", "arrived", today.week.telling("front_door", referral))]
    assert seen(today, "midwifery") == []
    assert len(seen(today, "front_door")) == 1


def test_what_was_opened_before_is_not_called_out(today: Today) -> None:
    today.opens("front_door", today.refers())
    today.swept(soon(today))
    assert today.notified() == []


def test_what_is_not_there_yet_at_a_moment_is_not_called_out_at_it(today: Today) -> None:
    today.refers()
    today.swept(dt.datetime.now(tz=dt.UTC) - dt.timedelta(days=1))
    assert today.notified() == []


def test_what_lies_unread_alarms_the_sender_when_the_last_day_is_over(today: Today) -> None:
    child = actions.meet(**today.does("police"))
    told = today.writes("police", Concern(level="high"), child, told=("gp",))
    assert today.swept(today.after(1, -1)) == NOTHING
    assert today.swept(today.after(1)) == {("police", "unread")}
    (note,) = Notification.objects.filter(reason="unread")
    assert (note.item, note.due) == (today.week.telling("gp", told), today.after(1))


def test_what_was_opened_in_time_alarms_nobody(today: Today) -> None:
    child = actions.meet(**today.does("police"))
    told = today.writes("police", Concern(level="high"), child, told=("gp", "midwifery"))
    today.opens("gp", told)
    assert today.swept(today.after(1)) == {("police", "unread")}
    (note,) = Notification.objects.filter(reason="unread")
    assert note.item == today.week.telling("midwifery", told)


def test_a_referral_undecided_is_told_both_sides_and_a_decision_stops_it(today: Today) -> None:
    first, second = today.refers(), today.refers()
    today.opens("front_door", first)
    today.opens("front_door", second)
    assert today.swept(today.after(1, -1)) == NOTHING
    today.opens("midwifery", today.decides(first))
    assert today.swept(today.after(1)) == {("front_door", "decision_due_here"), ("midwifery", "decision_due")}
    assert {item for _, reason, item in today.notified() if "decision" in reason} == {second}


def test_a_check_without_an_answer_alarms_whoever_asked(today: Today) -> None:
    referral = today.refers()
    first, second = today.asks(referral), today.asks(referral, "police")
    for who, check in (("gp", first), ("police", second)):
        today.opens(who, check)
    today.opens("front_door", today.answers(first))
    today.opens("front_door", referral)
    today.opens("midwifery", today.decides(referral))
    assert today.swept(today.after(1, -1)) == NOTHING
    assert today.swept(today.after(1)) == {("front_door", "check_due")}
    assert [item for _, reason, item in today.notified() if reason == "check_due"] == [second]


def test_an_answer_taken_back_opens_the_check_again(today: Today) -> None:
    referral = today.refers()
    check = today.asks(referral)
    own = actions.meet(**today.does("gp"))
    act = today.does("gp")
    asking.match(**act, check=check, person=Person(str(own)))
    held = today.writes("gp", Concern(level="low"), own)
    asking.answer(**today.does("gp"), check=check, result="information_found", words="x", entries=[held])
    assert ("front_door", "check_due") not in today.swept(today.after(1))
    asking.unmatch(**today.does("gp"), check=check, person=Person(str(own)), why="another child of that name")
    assert ("front_door", "check_due") in today.swept(today.after(1, 1))


def test_a_challenge_that_ran_out_is_told_both_sides_and_no_third(today: Today) -> None:
    referral = today.refers()
    decision = today.decides(referral)
    made = today.challenges(decision, also="gp")
    assert store.may_see(today.week.teams["gp"]).entry(str(made))
    assert not {reason for _, reason in today.swept(today.after(1, -1))}
    stated = {(who, why) for who, why in today.swept(today.after(1)) if "challenge" in why}
    assert stated == {("midwifery", "challenge_due"), ("front_door", "challenge_due_here")}
    assert {item for _, why, item in today.notified() if "challenge" in why} == {made}


def test_a_stage_left_behind_is_not_called_out_but_the_one_above_is(today: Today) -> None:
    decision = today.decides(today.refers())
    today.challenges(decision)
    above = today.challenges(decision, stage="named_professional")  # two working days
    assert not [why for _, why in today.swept(today.after(1)) if "challenge" in why]
    today.swept(today.after(2))
    assert {item for _, why, item in today.notified() if "challenge" in why} == {above}


def ended(today: Today, days: int, minutes: int = 0) -> dt.datetime:
    """This will give the moment at which the day so many days on is over, whether it is a working day or not."""
    over = dt.datetime.combine(today.day + dt.timedelta(days=days + 1), dt.time(), HERE)
    return over + dt.timedelta(minutes=minutes)


def reviewed(today: Today, access: UUID, who: str = "midwifery") -> None:
    """This will have a team review an access to its record."""
    one = emergency.find(today.week.teams[who], access)
    assert one
    act = {key: value for key, value in today.does(who).items() if key != "key"}
    review(**act, access=one, finding="right", words="She had to know.", leave_open=False)


def test_an_emergency_access_is_called_out_to_the_holder_and_when_its_day_ends_unreviewed(
    today: Today,
) -> None:
    first, second = today.opens_in_an_emergency(), today.opens_in_an_emergency()
    assert today.swept(soon(today)) == NOTHING
    assert {(who, item) for who, _, item in today.notified()} == {
        ("midwifery", today.week.telling("midwifery", one)) for one in (first, second)
    }
    for one in (first, second):
        today.opens("midwifery", one)
    reviewed(today, first)
    assert today.swept(ended(today, 1, -1)) == NOTHING
    assert today.swept(ended(today, 1)) == {("midwifery", "review_due")}
    (note,) = Notification.objects.filter(reason="review_due")
    assert (note.item, note.due) == (second, ended(today, 1))


def test_an_access_to_anothers_record_calls_nobody_else_to_review(today: Today) -> None:
    today.opens_in_an_emergency("gp")
    assert {who for who, why in today.swept(ended(today, 1)) if why == "review_due"} == {"gp"}


def everything(today: Today) -> None:
    """This will let every clock there is run out."""
    today.opens_in_an_emergency()
    referral = today.refers()
    today.asks(referral)
    decision = today.decides(today.refers())
    today.challenges(decision)
    recommends(today, days=0)


def _a_review_asks(today: Today) -> None:
    """A learning review asks the practice, for an answer in one working day."""
    with as_owner():
        review = Team.objects.create(
            organisation=Organisation.objects.create(name="The partnership"), type="learning_review", name="Learning review 1"
        )  # fmt: skip
        post = Post.objects.create(
            team=review, name="A lead", role="lead reviewer", starts=dt.date(2025, 1, 1)
        )
    today.week.teams["review"], today.week.posts["review"] = review, post
    child = actions.meet(**today.does("review"))
    asked = ReviewRequest(
        asked=today.id("gp"), of_people=(Person(str(child)),), since=today.day, until=today.day, purpose="to learn",
        legal_basis="public_task", answer_by=working_days_after(today.day, 1),
    )  # fmt: skip
    today.writes("review", asked, child, told=("gp",))


def recommends(today: Today, days: int = 1, **more: Any) -> UUID:
    """This will have a review within a partnership recommend something to the front door, to be tested in so many days."""
    if "unit" not in today.week.teams:
        of = Organisation.objects.create(name="The unit")
        unit = Team.objects.create(organisation=of, type="partnership", name="unit")
        within = Team.objects.create(
            organisation=of, type="learning_review", name="Learning review 2", within=unit
        )
        for who, team, role in (
            ("unit", unit, "partnership manager"),
            ("recommender", within, "lead reviewer"),
        ):
            today.week.teams[who] = team
            today.week.posts[who] = Post.objects.create(
                team=team, name=who, role=role, starts=dt.date(2025, 1, 1)
            )
    said = ReviewRecommendation(
        number=1, owner=today.id("front_door"), owner_post="Manager", different_for_child="x",
        test_by=today.day + dt.timedelta(days=days), professions=("Deciders", "Midwives"),
        agencies=(today.id("front_door"), today.id("midwifery")), no_measure="x", **more,
    )  # fmt: skip
    id = recommending.write(**today.does("recommender"), said=said, words="x")
    recommending.issue(by=today.week.posts["recommender"], at=today.at, id=id, seen=str(id))
    return id


def replies(today: Today, id: UUID, reply: str = "accepted") -> None:
    """This will have the front door reply."""
    recommending.reply(**today.does("front_door"), id=id, reply=reply, words="x")


def steps(today: Today, id: UUID, who: str, profession: str, *which: Step) -> None:
    """This will have an agency record steps of its own."""
    for step in which:
        row = (profession, today.id(who))
        recommending.step(**today.does(who), id=id, row=row, step=step, stands=True, words="x")


def of_recommendations(today: Today, at: dt.datetime) -> set[tuple[str, str]]:
    """This will sweep, and give who was made aware of what is late of a recommendation."""
    return {one for one in today.swept(at) if one[1].startswith("recommendation")}


WAITING = {("recommender", "recommendation_due"), ("unit", "recommendation_due")}


def test_a_recommendation_that_is_not_tested_in_time_is_told_its_owner_and_who_waits(today: Today) -> None:
    id = recommends(today, days=10)
    replies(today, id)
    steps(today, id, "midwifery", "Midwives", "told", "understood", "changed", "tested")
    assert of_recommendations(today, ended(today, 10, -1)) == NOTHING
    assert of_recommendations(today, ended(today, 10)) == {
        ("front_door", "recommendation_due_here"),
        *WAITING,
    }
    (note,) = Notification.objects.filter(reason="recommendation_due_here")
    assert (note.item, note.due) == (id, ended(today, 10))


def test_one_followed_through_declined_or_in_draft_wakes_nobody(today: Today) -> None:
    done, declined = recommends(today, days=10), recommends(today, days=10)
    for one, profession in (("front_door", "Deciders"), ("midwifery", "Midwives")):
        steps(today, done, one, profession, "told", "understood", "changed", "tested")
    replies(today, done)
    replies(today, declined, "declined")
    said = recommending.one(today.week.teams["recommender"], done, today.day).body
    recommending.write(**today.does("recommender"), said=said, words="a draft")
    assert of_recommendations(today, ended(today, 10)) == NOTHING
    assert of_recommendations(today, ended(today, 28)) == NOTHING


def test_one_without_a_reply_is_called_out_when_its_time_is_over(today: Today) -> None:
    replied, silent = recommends(today, days=200), recommends(today, days=200)
    replies(today, replied)
    wait = follow_through().reply_within
    assert of_recommendations(today, ended(today, wait, -1)) == NOTHING
    assert of_recommendations(today, ended(today, wait)) == {
        ("front_door", "recommendation_due_here"),
        *WAITING,
    }
    assert {one.item for one in Notification.objects.filter(reason__startswith="recommendation")} == {silent}


def test_a_profession_told_and_not_understood_is_called_out_to_its_own_agency_too(today: Today) -> None:
    id = recommends(today, days=200)
    replies(today, id)
    steps(today, id, "front_door", "Deciders", "told", "understood")
    steps(today, id, "midwifery", "Midwives", "told")
    wait = follow_through().understood_within
    assert of_recommendations(today, ended(today, wait, -1)) == NOTHING
    assert of_recommendations(today, ended(today, wait)) == {
        ("front_door", "recommendation_due_here"), ("midwifery", "recommendation_due_here"), *WAITING,
    }  # fmt: skip
    (step,) = {one.item for one in Notification.objects.filter(reason__startswith="recommendation")}
    assert step != id


def test_a_review_that_is_closed_waits_for_nothing(today: Today) -> None:
    id = recommends(today, days=10)
    replies(today, id)
    opening.close(**today.does("recommender"), published=True)
    assert of_recommendations(today, ended(today, 10)) == {
        ("front_door", "recommendation_due_here"), ("unit", "recommendation_due"),
    }  # fmt: skip


def test_swept_again_and_again_it_is_there_once(today: Today) -> None:
    everything(today)
    _a_review_asks(today)
    today.swept(today.after(1))
    once = today.notified()
    for minutes in range(3):
        today.swept(today.after(1, minutes))
    assert today.notified() == once
    assert {reason for _, reason, _ in once} == set(limits().roles)


def test_two_that_sweep_at_once_write_each_once(today: Today) -> None:
    everything(today)
    alone = [
        row
        for team in today.week.teams.values()
        for row in [(team.pk, *one) for one in found(team, today.after(1))]
    ]
    assert len(alone) > 6
    for _ in range(4):
        with connections["owner"].cursor() as cursor:
            cursor.execute("truncate sightline_notification cascade")
        _at_once(lambda: sweep(today.after(1)), 2)
        written = Notification.objects.values_list("team_id", "reason", "item", "due")
        assert sorted(written) == sorted(alone)


def _at_once(act: object, many: int) -> None:
    """This will do an act in so many threads at the same moment, each with a worker's connection."""
    barrier, failed = threading.Barrier(many), []

    def run() -> None:
        try:
            with as_worker():
                barrier.wait(10)
                act()  # type: ignore[operator]
        except Exception as error:  # noqa: BLE001  (it is looked at below, in the test's own thread)
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failed


def test_an_act_that_was_taken_back_leaves_nothing(today: Today) -> None:
    with transaction.atomic(using="owner"):
        everything(today)
        transaction.set_rollback(True, using="owner")
    assert today.swept(today.after(2)) == NOTHING
    assert today.notified() == []


def test_what_is_restricted_is_called_out_to_nobody_it_binds(today: Today) -> None:
    child = actions.meet(**today.does("police"))
    told = today.writes("police", Concern(level="high"), child, told=("gp",))
    actions.restrict(
        **today.does("police"), entries=[told], reason="court_order", authority="a court",
        binds=[today.week.teams["gp"]],
    )  # fmt: skip
    today.swept(today.after(1))
    said = today.week.telling("police", told), today.notified()
    items = {item for _, _, item in today.notified()}
    with connections["owner"].cursor() as cursor:
        cursor.execute("select id from sightline_told where entry_id = %s", [told])
        tellings = {row[0] for row in cursor.fetchall()}
    assert said
    assert not items & tellings  # the GP may not see it, and the police have shut it out themselves


def test_a_record_of_the_past_that_is_entered_today_wakes_nobody(today: Today) -> None:
    child = actions.meet(**today.does("police"))
    long_ago = Moment(today.day - dt.timedelta(days=400))
    actions.record(
        **today.does("police"), body=Concern(level="high"), people=[child], occurred=Span(long_ago.day),
        tell=[Tell(today.week.teams["gp"], long_ago)],
    )  # fmt: skip
    assert today.swept(today.after(2)) == NOTHING
    assert today.notified() == []


def test_a_moment_long_past_is_not_called_out(today: Today) -> None:
    everything(today)
    assert today.swept(today.after(1) + dt.timedelta(days=limits().look_back_days + 1)) == NOTHING
    everything(today)  # and what is not stands again for the sweep that is not late
    assert today.swept(today.after(1)) != NOTHING


def hidden_from_midwifery(today: Today) -> None:
    """This will let a great deal happen that midwifery is not told of."""
    referral = today.refers("police")
    today.asks(referral, "gp")
    decision = today.decides(today.refers("police"))
    today.challenges(decision, "police")
    own = actions.meet(**today.does("gp"))
    said = today.writes("gp", Concern(level="high"), own, told=("police", "front_door"))
    today.opens("police", said)
    actions.restrict(
        **today.does("gp"), entries=[said], reason="court_order", authority="a court",
        binds=[today.week.teams["police"]],
    )  # fmt: skip


def seen_before_and_after(today: Today) -> tuple[list[object], list[object]]:
    """This will give what midwifery is made aware of at five moments, before and after much that is hidden from it."""
    everything(today)
    child = actions.meet(**today.does("midwifery"))
    mine = today.writes("midwifery", Concern(level="high"), child, told=("front_door",))
    moments = [soon(today), today.after(1, -1), today.after(1), today.after(2), today.after(4)]
    team = today.week.teams["midwifery"]
    before = [sorted(found(team, at)) for at in moments]
    assert {reason for reason, _, _ in before[2]} >= {"unread", "decision_due", "challenge_due"}
    hidden_from_midwifery(today)
    actions.tell(**today.does("front_door"), entry=mine, to=[Tell(today.week.teams["police"], today.at)])
    for referral in store.may_see(team).entries(Referral):  # decided, and midwifery is not told
        said = Decision(type="referral_outcome", outcome="advice", responds_to=referral.id, rationale="x")  # type: ignore[arg-type]
        today.writes("front_door", said, *map(UUID, referral.people), told=("gp",))
    return before, [sorted(found(team, at)) for at in moments]


def test_what_is_hidden_from_a_team_changes_nothing_that_it_is_made_aware_of(today: Today) -> None:
    before, after = seen_before_and_after(today)
    assert after == before


def test_a_leak_would_be_seen(today: Today, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clocks are read by the owner's eyes instead of the team's."""
    monkeypatch.setattr("sightline.record.clocks.acting_for", lambda _team: nullcontext())
    before, after = seen_before_and_after(today)
    assert after != before


def test_a_projection_of_the_clocks_made_anew_is_the_one_that_was_kept(today: Today) -> None:
    everything(today)
    sql = "select entry_id, team_id, due from sightline_clock order by 1"
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)
        kept = cursor.fetchall()
        cursor.execute("select sightline_rewind()")
        cursor.execute(sql)
        assert cursor.fetchall() == kept
    assert len(kept) == 3
    assert {due for _, _, due in kept} == {working_days_after(today.day, 1)}


def test_one_team_that_cannot_be_swept_holds_up_no_other(
    today: Today, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything(today)

    def broken(team: object, at: dt.datetime) -> list[object]:
        if str(team) == "front_door":
            raise ValueError(str(uuid.uuid4()))
        return found(team, at)  # type: ignore[arg-type, return-value]

    monkeypatch.setattr("sightline.timers.sweep.found", broken)
    waking = {who for who, _ in today.swept(today.after(1))}
    assert waking == {"midwifery", "night", "recommender", "unit"}
