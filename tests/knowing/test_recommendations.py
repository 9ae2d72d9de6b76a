"""Recommendations: told when issued and not before, followed by whoever they are for, closed by nobody too early."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from sightline.record import actions
from sightline.record.acting import as_owner
from sightline.record.actions import Conflict, NotKnown, Refused, Tell
from sightline.record.kinds.harm import Concern
from sightline.record.kinds.recommendation import ReviewFollowThrough, ReviewRecommendationClosed
from sightline.record.times import Span
from sightline.reviews import recommending
from sightline.reviews.following import Followed
from tests.database import remembered
from tests.knowing.recommended import STEPS, WORDS, accepts, issued, recommendation, steps
from tests.knowing.reviewing import AT, TODAY, Reviewing, reviewing

pytestmark = pytest.mark.django_db(transaction=True)
LATER = dt.date(2026, 1, 1)


@pytest.fixture
def made() -> Reviewing:
    """This will make the week and its review."""
    return remembered(_make)


def _make() -> Reviewing:
    with as_owner():
        return reviewing()


def seen(made: Reviewing, who: str, id: uuid.UUID, on: dt.date = TODAY) -> Followed | None:
    """This will give a recommendation as a team sees it."""
    team = made.does(who)["by"].team
    return next((one for one in recommending.every(team, on) if str(id) in one.ids), None)


def test_a_draft_is_the_reviews_alone_and_is_told_as_it_last_was(made: Reviewing) -> None:
    id = recommending.write(**made.does("lead"), said=recommendation(made), words="A first try")
    assert [bool(seen(made, who, id)) for who in ("lead", "manager", "front_door", "midwifery")] == [True] + [
        False
    ] * 3
    again = recommending.write_again(
        **made.does("facilitator"), id=id, seen=str(id), said=recommendation(made), words=WORDS
    )
    with pytest.raises(Conflict):
        recommending.issue(by=made.posts["lead"], at=AT, id=id, seen=str(id))
    for _ in range(2):
        recommending.issue(by=made.posts["lead"], at=AT, id=id, seen=str(again))
    for who in ("manager", "front_door", "midwifery"):
        found = seen(made, who, again)
        assert found
        assert (found.state, found.entry.summary, found.ids) == (
            "waiting",
            WORDS,
            (str(again),),
        )  # and no draft of it
    assert seen(made, "police", again) is None
    with pytest.raises(Conflict):
        recommending.write_again(
            **made.does("lead"), id=id, seen=str(again), said=recommendation(made), words="Something else"
        )


def test_one_beyond_the_limit_says_why(made: Reviewing) -> None:
    with pytest.raises(Refused):
        recommending.write(**made.does("lead"), said=recommendation(made, number=6), words=WORDS)
    said = recommendation(made, number=6, beyond_limit="Another agency owns it")
    assert recommending.write(**made.does("lead"), said=said, words=WORDS)


def test_the_owner_alone_replies_and_a_decline_stays_in_view(made: Reviewing) -> None:
    id = issued(made)
    for who in ("midwifery", "manager", "police", "lead"):
        with pytest.raises(NotKnown):
            recommending.reply(**made.does(who), id=id, reply="declined", words="Not ours")
    recommending.reply(**made.does("front_door"), id=id, reply="declined", words="The county writes these")
    for who in ("lead", "manager", "front_door", "midwifery"):
        found = seen(made, who, id, LATER)
        assert found
        assert found.reply
        assert (found.state, found.reply.summary) == ("declined", "The county writes these")
    accepts(made, id)
    assert seen(made, "manager", id).state == "accepted"  # type: ignore[union-attr]


def test_it_is_closed_only_when_no_profession_lacks_a_step(made: Reviewing) -> None:
    id = issued(made)
    manager = made.posts["manager"]
    with pytest.raises(Refused, match="not accepted"):
        recommending.close(by=manager, at=AT, id=id)
    accepts(made, id)
    steps(made, id, "front_door", "Deciders", *STEPS)
    steps(made, id, "midwifery", "Midwives", "told", "understood", "changed")
    with pytest.raises(Refused, match=r"Midwives \(tested\)") as refused:
        recommending.close(by=manager, at=AT, id=id)
    assert "Deciders" not in str(refused.value)
    steps(made, id, "midwifery", "Midwives", "tested")
    recommending.step(
        **made.does("midwifery"), id=id, row=("Midwives", str(made.week.teams["midwifery"].pk)), step="changed",
        stands=False, words="Only one of two sites had",
    )  # fmt: skip
    with pytest.raises(Refused, match=r"Midwives \(changed\)"):
        recommending.close(by=manager, at=AT, id=id)
    steps(made, id, "midwifery", "Midwives", "changed")
    with pytest.raises(NotKnown):
        recommending.close(by=made.does("front_door")["by"], at=AT, id=id)
    for _ in range(2):
        recommending.close(by=manager, at=AT, id=id)
    assert {seen(made, who, id).state for who in ("manager", "front_door", "midwifery", "lead")} == {"closed"}  # type: ignore[union-attr]


def test_steps_are_told_to_the_partnership_the_owner_and_the_review_and_to_nobody_else(
    made: Reviewing,
) -> None:
    id = issued(made)
    steps(made, id, "midwifery", "Midwives", "told")
    steps(made, id, "front_door", "Deciders", "told")
    heard = {
        who: {row.profession: tuple(row.steps) for row in seen(made, who, id).rows}  # type: ignore[union-attr]
        for who in ("manager", "front_door", "lead", "midwifery")
    }
    both = {"Deciders": ("told",), "Midwives": ("told",)}
    assert heard == {"manager": both, "front_door": both, "lead": both, "midwifery": {"Midwives": ("told",)}}
    with pytest.raises(NotKnown):  # not its own
        steps(made, id, "police", "Midwives", "told")
    with pytest.raises(NotKnown):
        recommending.step(
            **made.does("midwifery"), id=id, row=("Deciders", str(made.week.teams["front_door"].pk)), step="told",
            stands=True, words="They say so",
        )  # fmt: skip


def test_a_step_that_somebody_else_wrote_does_not_count(made: Reviewing) -> None:
    """Whatever code wrote it: the fold takes a step from the agency it is of, or from the owner."""
    id = issued(made)
    door = str(made.week.teams["front_door"].pk)
    forged = ReviewFollowThrough(of=str(id), profession="Deciders", agency=door, step="tested")  # type: ignore[arg-type]
    actions.record(
        **made.does("midwifery"), body=forged, people=[], occurred=Span(TODAY), tell=[Tell(made.posts["manager"].team, AT)]
    )  # fmt: skip
    actions.record(
        **made.does("midwifery"), body=ReviewRecommendationClosed(of=str(id)), people=[], occurred=Span(TODAY),  # type: ignore[arg-type]
        tell=[Tell(made.posts["manager"].team, AT)],
    )  # fmt: skip
    found = seen(made, "manager", id)
    assert found
    assert (found.state, found.rows[0].steps) == ("waiting", {})


def test_what_is_not_followed_through_by_its_day_is_overdue(made: Reviewing) -> None:
    id = issued(made)
    accepts(made, id)
    assert seen(made, "manager", id, dt.date(2025, 12, 31)).state == "accepted"  # type: ignore[union-attr]
    assert seen(made, "manager", id, LATER).state == "overdue"  # type: ignore[union-attr]
    steps(made, id, "front_door", "Deciders", *STEPS)
    steps(made, id, "midwifery", "Midwives", *STEPS)
    assert seen(made, "manager", id, LATER).state == "accepted"  # type: ignore[union-attr]


def test_a_session_closes_the_loop_with_those_who_came(made: Reviewing) -> None:
    id = issued(made)
    midwives = ("Midwives", str(made.week.teams["midwifery"].pk))
    recommending.meet(
        **made.does("manager"),
        ids=[id],
        came=[midwives],
        on=TODAY,
        words="They had not heard of the new procedure",
    )
    rows = {row.profession: len(row.sessions) for row in seen(made, "manager", id).rows}  # type: ignore[union-attr]
    assert rows == {"Deciders": 0, "Midwives": 1}
    with pytest.raises(NotKnown):
        recommending.meet(
            **made.does("manager"),
            ids=[id],
            came=[("Midwives", str(made.week.teams["police"].pk))],
            on=TODAY,
            words="",
        )


def test_an_agency_still_tells_a_review_nothing_else(made: Reviewing) -> None:
    """What is let through to a review is the reply and the steps of a recommendation of its own, by whoever was told of it."""
    id = issued(made)
    with pytest.raises(NotKnown):
        actions.tell(**made.does("midwifery"), entry=made.entries["uneasy"], to=[Tell(made.review, AT)])
    with pytest.raises(NotKnown):
        made.week.writes("police", "fri", Concern(level="high"), told=(Tell(made.review, AT),))
    police = str(made.week.teams["police"].pk)
    with pytest.raises(NotKnown):
        actions.record(
            **made.does("police"), people=[], occurred=Span(TODAY), tell=[Tell(made.review, AT)],
            body=ReviewFollowThrough(of=str(id), profession="Officers", agency=police, step="told"),  # type: ignore[arg-type]
        )  # fmt: skip
