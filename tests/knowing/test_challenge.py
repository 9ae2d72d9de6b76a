"""Whoever was told of a decision can disagree, stage by stage, and nobody marks their own homework."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from sightline.pathways.challenge import Challenge, challenge, challenges, offered, settle, stages
from sightline.people.models import Post, Team
from sightline.record import actions, store
from sightline.record.acting import as_owner
from sightline.record.actions import Conflict, NotKnown, Refused
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge
from tests.knowing.people_of import DAYS, Partnership, partnership

pytestmark = pytest.mark.django_db(databases=["owner", "default"], transaction=True)
SAFE = "She cannot keep what she learns from one week to the next; I think social work should assess"


@dataclass
class Story:
    """The front door decided on Monday: early help. Midwifery was told, the police were not."""

    week: Partnership
    decision: UUID
    manager: Post

    def sees(self, who: str) -> Knowledge:
        """This will give what a team may see today."""
        return self.week.sees(who)

    def id(self, who: str) -> Agency:
        """This will give a team as agencies are named."""
        return Agency(str(self.week.teams[who].pk))

    def latest(self, who: str) -> UUID:
        """This will give the last entry that a team was told of."""
        mine = [row.entry for row in self.sees(who).tellings() if row.knower == self.id(who)]
        return UUID(mine[-1])

    def challenges(self, stage: str, day: str = "tue", who: str = "midwifery", **other: Any) -> UUID:
        """This will have a team disagree."""
        known = self.sees(who)
        decision: Any = known.entry(str(self.decision)) or self.sees("front_door").entry(str(self.decision))
        act = {"expects": self.latest(who) if who == "midwifery" else "nothing"} | other
        return challenge(
            **self.week.does(who, day) | act,  # type: ignore[arg-type]
            known=known, decision=decision, stage=stage, view=other.pop("view", SAFE),
        )  # fmt: skip

    def seen(self, who: str = "midwifery") -> list[Challenge]:
        """This will give the challenges as a team sees them."""
        return challenges(self.sees(who), str(self.decision))

    def settles(self, day: str, outcome: str = "upheld_with_reasons", by: Post | None = None) -> UUID:
        """This will have the front door (its manager) answer the last challenge."""
        act = self.week.does("front_door", day) | {"by": by or self.manager}
        return settle(
            **act, challenge=self.seen("front_door")[-1], outcome=outcome, reasons="We met them on Tuesday",
            expects=self.latest("front_door"),
        )  # type: ignore[arg-type]  # fmt: skip


@pytest.fixture
def story(db: None) -> Any:
    """This will write the story."""
    with as_owner():
        week = partnership()
        Post.objects.update(role="practitioner")
        for post in week.posts.values():
            post.refresh_from_db()
        manager = Post.objects.create(
            team=week.teams["front_door"], name="Ines Carrow", role="team manager", starts=dt.date(2025, 1, 1)
        )
        child = week.meet("front_door")
        said = Decision(type="referral_outcome", outcome="early_help", rationale="They come every week")
        told = (week.tell("midwifery", "mon"),)
        yield Story(week, week.writes("front_door", "mon", said, child, told=told), manager)


def test_both_views_reach_both_and_nobody_else(story: Story) -> None:
    story.challenges("practitioner")
    for who in ("midwifery", "front_door"):
        (one,) = story.seen(who)
        assert (one.stage.id, one.entry.summary, one.outcome) == ("practitioner", SAFE, None)
    assert story.seen("police") == []
    story.settles("wed")
    (one,) = story.seen("midwifery")
    assert one.outcome is not None
    assert one.outcome.summary == "We met them on Tuesday"


def test_each_stage_has_its_clock_and_the_next_is_open_when_it_runs_out(story: Story) -> None:
    story.challenges("practitioner", "fri")
    (one,) = story.seen()
    assert one.answer_by == dt.date(2025, 3, 10)  # Friday's one working day is Monday
    assert [one.overdue(day) for day in (DAYS["sun"], dt.date(2025, 3, 10), dt.date(2025, 3, 11))] == [
        False, False, True,
    ]  # fmt: skip
    ladder = [
        stage.id
        for stage in offered(story.sees("midwifery"), str(story.decision), story.id("midwifery"), DAYS["sun"])
    ]
    assert ladder == ["manager", "named_professional", "partnership"]


def test_the_ladder_to_its_end(story: Story) -> None:
    for n, stage in enumerate(stages()):
        assert (
            offered(story.sees("midwifery"), str(story.decision), story.id("midwifery"), DAYS["sun"])[0]
            == stage
        )
        story.challenges(stage.id, ("tue", "wed", "thu", "fri")[n])
    assert offered(story.sees("midwifery"), str(story.decision), story.id("midwifery"), DAYS["sun"]) == ()
    assert [one.stage.id for one in story.seen("front_door")] == [stage.id for stage in stages()]


def test_a_changed_decision_ends_it(story: Story) -> None:
    story.challenges("manager")
    story.settles("wed", "decision_changed")
    assert offered(story.sees("midwifery"), str(story.decision), story.id("midwifery"), DAYS["sun"]) == ()


def test_nobody_answers_for_what_they_decided(story: Story) -> None:
    story.challenges("practitioner")
    with pytest.raises(Refused, match="themselves"):
        story.settles("wed", by=story.week.posts["front_door"])
    assert story.seen()[0].outcome is None


def test_a_stage_is_answered_by_the_role_it_is_for(story: Story) -> None:
    story.challenges("manager")
    colleague = Post.objects.create(
        team=story.week.teams["front_door"],
        name="Tobias Arkle",
        role="practitioner",
        starts=dt.date(2025, 1, 1),
    )
    with pytest.raises(Refused, match="team manager"):
        story.settles("wed", by=colleague)


def named(story: Story, who: str, elsewhere: bool = False, role: str = "named professional") -> Post:
    """This will put somebody into post in a team, or in another team of its organisation."""
    team = story.week.teams[who]
    if elsewhere:
        team = Team.objects.create(organisation=team.organisation, type="other", name=f"{who} safeguarding")
        story.week.teams[team.name] = team
    return Post.objects.create(team=team, name="Gwenda Fell", role=role, starts=dt.date(2025, 1, 1))


def latest_of(story: Story, post: Post) -> UUID:
    return story.latest(next(who for who, team in story.week.teams.items() if team == post.team))


def settles_as(story: Story, post: Post, outcome: str = "upheld_with_reasons") -> UUID:
    """This will have somebody answer the last challenge as their own team sees it."""
    act = story.week.does("front_door", "wed") | {"by": post}
    one = challenges(store.may_see(post.team), str(story.decision))[-1]
    return settle(
        **act, challenge=one, outcome=outcome, reasons="Settled with Ines", expects=latest_of(story, post)
    )  # type: ignore[arg-type]


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize("who", ["front_door", "midwifery"])
def test_the_named_professionals_of_both_agencies_settle_their_stage_and_both_are_told(
    story: Story, who: str, elsewhere: bool
) -> None:
    post = named(story, who, elsewhere)
    story.challenges("named_professional")
    settles_as(story, post, "decision_changed")
    for side in ("front_door", "midwifery"):
        (one,) = story.seen(side)
        assert one.outcome is not None
        assert (one.outcome.author, one.outcome.summary) == (str(post.team_id), "Settled with Ines")
    assert story.seen("police") == []


def test_a_named_professional_of_a_third_agency_settles_nothing(story: Story) -> None:
    post = named(story, "gp")
    story.challenges("named_professional", also=[story.week.teams["gp"]])
    with pytest.raises(Refused, match="in either agency"):
        settles_as(story, post)


@pytest.mark.parametrize(("who", "elsewhere"), [("midwifery", False), ("front_door", True)])
def test_a_manager_of_the_challenger_or_of_another_team_answers_no_stage_of_the_decider_s(
    story: Story, who: str, elsewhere: bool
) -> None:
    post = named(story, who, elsewhere, role="team manager")
    story.challenges("manager", also=[post.team] if elsewhere else [])
    with pytest.raises(Refused, match="in the team that decided"):
        settles_as(story, post)


def test_nobody_else_is_told_where_somebody_of_the_team_itself_can_answer(story: Story) -> None:
    for who in ("midwifery", "front_door"):
        named(story, who)
        away = named(story, who, elsewhere=True)
        assert away.team.name in story.week.teams
    story.challenges("named_professional")
    assert [who for who in story.week.teams if story.seen(who)] == ["midwifery", "front_door"]


def test_the_same_stage_is_not_taken_twice(story: Story) -> None:
    story.challenges("practitioner")
    with pytest.raises(Conflict, match="taken already"):
        story.challenges("practitioner")
    assert len(story.seen()) == 1


def test_a_colleague_who_was_first_is_seen(story: Story) -> None:
    before = story.latest("midwifery")
    story.challenges("practitioner")
    with pytest.raises(Conflict):
        story.challenges("manager", expects=before)


def test_sent_twice_it_is_one(story: Story) -> None:
    before = story.latest("midwifery")
    first = story.challenges("practitioner", key="one", expects=before)
    assert story.challenges("practitioner", key="one", expects=before) == first
    assert len(story.seen()) == 1


def test_answered_twice_it_is_a_conflict(story: Story) -> None:
    story.challenges("practitioner")
    act = story.week.does("front_door", "wed") | {"by": story.manager}
    one, before = story.seen("front_door")[-1], story.latest("front_door")
    story.settles("wed")
    with pytest.raises(Conflict):
        settle(**act, challenge=one, outcome="decision_changed", reasons="Another answer", expects=before)  # type: ignore[arg-type]


@pytest.mark.parametrize("who", ["police", "front_door"])
def test_only_whoever_was_told_disagrees_and_not_the_decider(story: Story, who: str) -> None:
    with pytest.raises(NotKnown):
        story.challenges("practitioner", who=who)


def test_others_brought_in_see_what_is_disagreed_with(story: Story) -> None:
    story.challenges("named_professional", also=[story.week.teams["gp"]])
    gp = story.sees("gp")
    assert gp.entry(str(story.decision)) is not None
    assert [one.entry.summary for one in story.seen("gp")] == [SAFE]
    assert story.seen("police") == []


def test_an_answer_is_about_whom_the_challenger_knows_and_not_whom_the_decider_tied_to_them(
    story: Story,
) -> None:
    (child,) = {person for entry in story.sees("midwifery").all() for person in entry.people}
    while (own := story.week.meet("front_door")) > UUID(child):
        pass  # two that are tied are read under the lesser of their ids
    actions.same_person(**story.week.does("front_door", "mon"), persons=(own, UUID(child)), same=True)  # type: ignore[arg-type]
    story.challenges("manager")
    story.settles("wed")
    (one,) = story.seen()
    assert one.outcome is not None
    assert (one.entry.people, one.outcome.people) == ((child,), (child,))
