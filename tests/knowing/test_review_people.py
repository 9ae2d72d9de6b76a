"""Each account before the others': who may see what somebody says in a review, tried as everybody there is."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from sightline.people.models import Post, Team
from sightline.record import actions, store
from sightline.record.acting import as_owner
from sightline.record.actions import Conflict, NotKnown, Tell
from sightline.record.kinds.review_people import (
    ReviewContribution,
    ReviewFamilyView,
    ReviewGroup,
    ReviewNote,
    ReviewParticipant,
    ReviewSession,
)
from sightline.record.kinds.words import Agency, EntryRef
from sightline.reviews import gathering, heard, opening, vantage
from sightline.reviews.opening import Member
from sightline.reviews.unheard import unheard
from tests.database import remembered
from tests.knowing.reviewing import AT, TODAY, Reviewing, reviewing, terms

pytestmark = pytest.mark.django_db(transaction=True)
QUESTION = "What did you think would happen after the second referral?"
SAID = {
    "midwife": "I had written that they were not ready, and I read no reason for the answer.",
    "desk": "The form said that they worked well with early help, so early help went on.",
}


@dataclass
class Gathered:
    """A review with a group of three, a session that asks one question, and a rival review of the same partnership."""

    made: Reviewing
    group: UUID
    session: UUID
    teams: dict[str, Team] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)

    def answers(self, who: str, words: str = "") -> UUID:
        """This will have somebody who takes part answer."""
        return gathering.contribute(
            by=self.posts[who], at=AT, key=str(uuid.uuid4()), session=self.session, question=QUESTION,
            words=words or SAID[who],
        )  # fmt: skip

    def shows(self) -> None:
        """This will have the facilitator show the answers."""
        gathering.show(**self.made.does("facilitator"), session=self.session, question=QUESTION)

    def reads(self, team: Team) -> set[str]:
        """This will give the answers that a team may see."""
        return {entry.summary for entry in store.may_see(team).entries(ReviewContribution)}


@pytest.fixture
def gathered() -> Gathered:
    """This will make it all: midwife, front door and surgery are invited to one session."""
    return remembered(_gather)


def _gather() -> Gathered:
    with as_owner():
        made = reviewing()
        group = gathering.add_group(
            **made.does("lead"), group=ReviewGroup(name="Child A, pre-birth", phase="pre_birth")
        )
        teams = {}
        for who, of in (("midwife", "midwifery"), ("desk", "front_door"), ("doctor", "gp")):
            teams[who], _ = gathering.take_part(
                by=made.posts["lead"], at=AT, key=uuid.uuid4(), name=f"The {who}", profession=who,
                worked_for=Agency(str(made.week.teams[of].pk)), groups=[str(group)],
            )  # fmt: skip
        session = gathering.call(
            **made.does("facilitator"),
            session=ReviewSession(
                stage="discover",
                day=dt.date(2025, 9, 10),
                questions=(QUESTION,),
                groups=(EntryRef(str(group)),),
            ),
        )
        found = Gathered(made, group, session, teams)
        for who, team in teams.items():
            found.posts[who] = Post.objects.create(
                team=team, name=team.name, role="review participant", starts=TODAY
            )
    return found


def everybody_else(gathered: Gathered) -> list[Team]:
    """This will give every team that is told nothing of an account: the agencies, the partnership, another review."""
    made = gathered.made
    other = opening.open_review(
        by=made.posts["manager"], at=AT, key=uuid.uuid4(), lead=Member("Odo Finch", "lead reviewer", "o@example.org")
    )  # fmt: skip
    return [*made.week.teams.values(), made.posts["manager"].team, other]


def test_an_account_is_read_by_its_author_and_the_review_and_by_nobody_else(gathered: Gathered) -> None:
    gathered.answers("midwife")
    reading = [
        gathered.teams["midwife"], gathered.made.review
    ]  # fmt: skip
    assert all(gathered.reads(team) == {SAID["midwife"]} for team in reading)
    for team in [gathered.teams["desk"], gathered.teams["doctor"], *everybody_else(gathered)]:
        assert gathered.reads(team) == set(), team.name
        assert not [e for e in store.may_see(team).all() if e.author == str(gathered.teams["midwife"].pk)]


def test_opened_it_is_told_to_each_who_answered_and_not_to_who_did_not(gathered: Gathered) -> None:
    gathered.answers("midwife")
    gathered.answers("desk")
    gathered.shows()
    assert (
        gathered.reads(gathered.teams["desk"])
        == set(SAID.values())
        == gathered.reads(gathered.teams["midwife"])
    )
    assert gathered.reads(gathered.teams["doctor"]) == set()
    assert not any(gathered.reads(team) for team in everybody_else(gathered))


def test_whoever_answers_later_sees_nothing_until_they_are_shown_it_in_turn(gathered: Gathered) -> None:
    gathered.answers("midwife")
    gathered.answers("desk")
    gathered.shows()
    gathered.answers("doctor", "Nobody told us that there was a baby.")
    assert gathered.reads(gathered.teams["doctor"]) == {"Nobody told us that there was a baby."}
    assert len(gathered.reads(gathered.teams["midwife"])) == 2
    gathered.shows()
    assert all(len(gathered.reads(team)) == 3 for team in gathered.teams.values())


def test_what_is_said_after_the_others_were_shown_says_so(gathered: Gathered) -> None:
    gathered.answers("midwife")
    gathered.answers("desk")
    gathered.shows()
    gathered.answers("midwife", "Now I see why.")
    said = heard.contributions(store.may_see(gathered.made.review), str(gathered.session), QUESTION)
    assert [(entry.summary, entry.body.after_others) for entry in said] == [
        (SAID["midwife"], False), (SAID["desk"], False), ("Now I see why.", True),
    ]  # fmt: skip


def test_the_database_tells_an_account_to_nobody_who_has_not_given_theirs(gathered: Gathered) -> None:
    """By whatever code: not the review, not its author, to no live team, to no other participant beforehand."""
    account = gathered.answers("midwife")
    made, teams = gathered.made, gathered.teams
    tries = [(made.posts["lead"], teams["doctor"]), (gathered.posts["midwife"], teams["desk"])]
    for outside in everybody_else(gathered):
        tries += [(made.posts["lead"], outside), (gathered.posts["midwife"], outside)]
    for by, to in tries:
        for how in ("review", "shared"):
            with pytest.raises(NotKnown):
                actions.tell(by=by, at=AT, key=str(uuid.uuid4()), entry=account, to=[Tell(to, AT, how)])  # type: ignore[arg-type]
    assert not any(
        gathered.reads(team) for team in (teams["doctor"], teams["desk"], *everybody_else(gathered))
    )


def test_only_a_question_that_they_were_asked_is_answered(gathered: Gathered) -> None:
    with pytest.raises(NotKnown):
        gathering.contribute(
            by=gathered.posts["midwife"],
            at=AT,
            key="k",
            session=gathered.session,
            question="Another?",
            words=".",
        )
    for by in (gathered.made.week.posts["midwifery"], gathered.made.posts["manager"]):
        with pytest.raises(NotKnown):
            gathering.contribute(
                by=by, at=AT, key="k", session=gathered.session, question=QUESTION, words="."
            )


def test_sent_twice_it_is_said_once(gathered: Gathered) -> None:
    act = {
        "by": gathered.posts["midwife"],
        "at": AT,
        "key": "k",
        "session": gathered.session,
        "question": QUESTION,
    }
    assert gathering.contribute(**act, words="Once") == gathering.contribute(**act, words="Once")  # type: ignore[arg-type]
    assert len(store.may_see(gathered.made.review).entries(ReviewContribution)) == 1


def test_an_account_is_no_record_of_the_time(gathered: Gathered) -> None:
    gathered.answers("midwife")
    made = gathered.made
    record = vantage.told(made.review, [UUID(one) for one in made.people.values()])
    assert not [entry for entry in record.entries if entry.kind.startswith("review_")]


def test_whoever_joins_a_group_later_is_invited_to_its_sessions(gathered: Gathered) -> None:
    late, _ = gathering.take_part(
        by=gathered.made.posts["lead"], at=AT, key=uuid.uuid4(), name="The visitor", profession="health visitor",
        groups=[str(gathered.group)],
    )  # fmt: skip
    known = store.may_see(gathered.made.review)
    assert set(heard.invited(known, str(gathered.session))) == {
        str(team.pk) for team in (*gathered.teams.values(), late)
    }
    other, _ = gathering.take_part(
        by=gathered.made.posts["lead"], at=AT, key=uuid.uuid4(), name="Another", profession="carer"
    )
    assert not store.may_see(other).entries(ReviewSession)


def test_somebody_taking_part_reads_who_the_review_says_they_are_and_of_nobody_else(
    gathered: Gathered,
) -> None:
    seen = store.may_see(gathered.teams["doctor"]).entries(ReviewParticipant)
    assert [entry.body.name for entry in seen] == ["The doctor"]
    assert gathered.teams["doctor"].name == "Participant 3"


def test_an_invitation_names_nobody_and_is_the_leads(gathered: Gathered) -> None:
    made = gathered.made
    team, post = gathering.take_part(
        by=made.posts["lead"], at=AT, key=uuid.uuid4(), name="Marit Osei", profession="midwife",
        email="marit@example.org",
    )  # fmt: skip
    assert post is not None
    assert (post.name, post.role, post.team) == (team.name, "review participant", team)
    assert (
        gathering.invite(
            by=made.posts["lead"], at=AT, participant=Agency(str(team.pk)), email="m@example.org"
        )
        == post
    )
    nobody, _ = gathering.take_part(
        by=made.posts["lead"], at=AT, key=uuid.uuid4(), name="Another", profession="carer"
    )
    with pytest.raises(NotKnown):
        gathering.invite(
            by=made.posts["observer"], at=AT, participant=Agency(str(nobody.pk)), email="d@example.org"
        )


def test_a_separate_meeting_invites_one_person(gathered: Gathered) -> None:
    alone = gathering.call(
        **gathered.made.does("facilitator"),
        session=ReviewSession(
            stage="discover", day=dt.date(2025, 9, 12), questions=("What did you know of a baby?",),
            participant=Agency(str(gathered.teams["doctor"].pk)), of=EntryRef(str(gathered.session)),
        ),
    )  # fmt: skip
    known = store.may_see(gathered.made.review)
    assert heard.invited(known, str(alone)) == [str(gathered.teams["doctor"].pk)]
    assert str(alone) not in heard.sessions(store.may_see(gathered.teams["desk"]))


def test_attendance_seen_too_late_is_a_conflict_and_said_twice_is_not(gathered: Gathered) -> None:
    doctor, session = Agency(str(gathered.teams["doctor"].pk)), gathered.session
    blank = gathering.mark({})
    said = {"session": session, "came": {doctor: ("apologies", "In surgery")}, "seen": blank}
    gathering.attended(**gathered.made.does("facilitator"), **said)  # type: ignore[arg-type]
    gathering.attended(**gathered.made.does("facilitator"), **said)  # type: ignore[arg-type]
    known = store.may_see(gathered.made.review)
    assert len(gathering.attendance_of(known, session)) == 1
    with pytest.raises(Conflict):
        gathering.attended(**gathered.made.does("lead"), **said | {"came": {doctor: ("came", "")}})  # type: ignore[arg-type]


def test_a_change_of_session_reaches_all_who_were_invited(gathered: Gathered) -> None:
    known = store.may_see(gathered.made.review)
    moved = ReviewSession(
        stage="discover", day=dt.date(2025, 9, 17), questions=(QUESTION, "And before that?")
    )
    act = {"session": gathered.session, "said": moved, "seen": gathering.mark(heard.sessions(known))}
    gathering.change_session(**gathered.made.does("facilitator"), **act)  # type: ignore[arg-type]
    for team in gathered.teams.values():
        (now,) = heard.sessions(store.may_see(team)).values()
        assert now.body == moved
    with pytest.raises(Conflict):
        gathering.change_session(**gathered.made.does("lead"), **act)  # type: ignore[arg-type]


def test_two_accounts_are_both_kept_and_only_what_the_review_has_is_one(gathered: Gathered) -> None:
    mine, theirs = gathered.answers("midwife"), gathered.answers("desk")
    note = gathering.note(
        **gathered.made.does("observer"), said=ReviewNote(stage="discover"), words="They looked away."
    )
    made = gathering.two_accounts(
        **gathered.made.does("facilitator"), about="Whether the second referral was clear",
        accounts=[str(mine), str(theirs), str(note)], session=gathered.session, words="",
    )  # fmt: skip
    entry = store.may_see(gathered.made.review).entry(str(made))
    assert entry
    assert entry.body.accounts == (str(mine), str(theirs), str(note))
    with pytest.raises(NotKnown):
        gathering.two_accounts(
            **gathered.made.does("facilitator"), about="?", accounts=[str(mine), str(gathered.made.entries["uneasy"])],
            session=gathered.session, words="",
        )  # fmt: skip


def test_what_was_said_of_a_relatives_view_stays_and_the_last_word_stands(gathered: Gathered) -> None:
    father, made = gathered.made.people["father"], gathered.made
    asked = ReviewFamilyView(of_person=father, stands="cannot_be_asked", why="The court sits until November")
    act = {"said": asked, "words": "", "seen": gathering.mark({})}
    gathering.family_view(**made.does("lead"), **act)  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        gathering.family_view(**made.does("facilitator"), **act)  # type: ignore[arg-type]
    known = store.may_see(made.review, people=[UUID(father)])
    given = ReviewFamilyView(of_person=father, stands="given", how="At home, with his advocate")
    gathering.family_view(
        **made.does("lead"), said=given, words="Nobody asked me anything.", seen=gathering.mark(gathering.views_of(known, father)),
    )  # fmt: skip
    said = gathering.views_of(store.may_see(made.review, people=[UUID(father)]), father)
    assert [one.body.stands for one in said.values()] == ["cannot_be_asked", "given"]


def test_a_view_stands_whoever_agencies_say_the_relative_is(gathered: Gathered) -> None:
    """An agency's own id of the same person may come first in any order; the review's own is what it says views of."""
    made = gathered.made
    for team in ("midwifery", "gp"):
        made.asks(team)
        made.matches(team, "father")
    made.matches("midwifery", "child")
    made.answers("midwifery")
    for who, stands in (("father", "asked"), ("child", "declined")):
        said = ReviewFamilyView(of_person=made.people[who], stands=stands, how="By letter")  # type: ignore[arg-type]
        gathering.family_view(**made.does("lead"), said=said, words="", seen=gathering.mark({}))
        with pytest.raises(Conflict):
            gathering.family_view(**made.does("facilitator"), said=said, words="", seen=gathering.mark({}))
    found = {one.name: one.last for one in unheard(made.review).family}
    assert {name: last and last.body.stands for name, last in found.items()} == {
        "Wren Aldous": "declined", "Jory Aldous": "asked", "Isolde Marrin": None,
    }  # fmt: skip


def test_whoever_the_record_names_and_nobody_spoke_for_is_not_heard(gathered: Gathered) -> None:
    made = gathered.made
    for team, who in (("midwifery", "child"), ("gp", "father")):
        made.asks(team)
        made.matches(team, who)
        made.answers(team)
    gathered.answers("midwife")
    assert [(one.type, one.nobody) for one in unheard(made.review).services] == [
        ("front_door", True), ("gp", True),
    ]  # fmt: skip
    gathered.answers("doctor", "Nobody told us that there was a baby.")
    assert [one.type for one in unheard(made.review).services] == ["front_door"]


def test_the_terms_name_a_kind_of_review_that_there_is(gathered: Gathered) -> None:
    with pytest.raises(NotKnown):
        opening.set_terms(**gathered.made.does("lead"), terms=terms(template="trial"))
