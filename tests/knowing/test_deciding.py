"""Deciding is replying: one act keeps the decision and what it did without, and the referrer has read what it was told."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from sightline.pathways.deciding import Reply, Without, decide
from sightline.record.actions import Conflict, NotKnown
from sightline.record.entry import Entry
from sightline.record.kinds.contact import CheckAnswer, Referral
from sightline.record.kinds.decision import DecidedWithout, Decision, DecisionOutcome
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import EntryRef
from tests.knowing.people_of import Partnership

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
one_after_another = pytest.mark.django_db(databases=["owner"], transaction=True)
"""Each act in a transaction of its own, since what came before what is the question."""


@pytest.fixture
def referral(week: Partnership) -> Entry[Referral]:
    """This will have midwifery refer an unborn baby and her father on Monday."""
    baby, father = week.meet("midwifery"), week.meet("midwifery")
    told = (week.tell("front_door", "mon"),)
    for person, role in ((baby, "unborn"), (father, "father")):
        week.writes("midwifery", "mon", Particulars(person=str(person), role=role), person, told=told)  # type: ignore[arg-type]
    to = str(week.teams["front_door"].pk)
    id = week.writes(
        "midwifery", "mon", Referral(to=to), baby, father, summary="They will not manage", told=told
    )  # type: ignore[arg-type]
    found = week.sees("front_door").entry(str(id))
    assert found is not None
    return found


def reply(father: UUID, **other: Any) -> Reply:
    said: dict[str, Any] = {
        "outcome": "early_help", "level": "3", "thresholds": "2019", "reasons": "They come every week",
        "held_by": "Tobias Arkle", "telephone": "01632 960 114", "next_step": "We talk on Monday",
        "next_on": dt.date(2025, 3, 10),
        "without": (Without(father, "gp", "not_asked", "The practice is not known"),),
    }  # fmt: skip
    return Reply(**said | other)


def decided(week: Partnership, referral: Entry[Referral], **other: Any) -> UUID:
    does: dict[str, Any] = week.does("front_door", "tue") | {
        key: other.pop(key) for key in ("by", "key") if key in other
    }
    expects = other.pop("expects", UUID(referral.id))
    father = UUID(referral.people[1])
    return decide(**does, referral=referral, reply=reply(father, **other), expects=expects)


def kinds(week: Partnership, who: str) -> list[str]:
    return sorted(entry.kind for entry in week.sees(who).all())


def test_the_referrer_is_told_by_the_decision_itself(week: Partnership, referral: Entry[Referral]) -> None:
    id = decided(week, referral)
    for who in ("front_door", "midwifery"):
        (decision,) = week.knew(who, "tue").entries(Decision)
        assert decision.id == str(id)
        assert (decision.body.rationale, decision.body.level) == ("They come every week", "3")
        (without,) = week.knew(who, "tue").naming(str(id), DecidedWithout)
        assert (without.body.service, without.body.stood) == ("gp", "not_asked")
    assert week.knew("midwifery", "mon").entries(Decision) == []
    assert kinds(week, "gp") == kinds(week, "police") == []


def test_reasons_that_the_referrer_may_not_have_stay_with_the_decider(
    week: Partnership, referral: Entry[Referral]
) -> None:
    id = decided(week, referral, reasons_told=False)
    knew = week.sees("midwifery")
    assert [entry.body.outcome for entry in knew.entries(DecisionOutcome)] == ["early_help"]
    assert knew.entry(str(id)) is None
    assert knew.entries(DecidedWithout) == []
    assert "decision" in kinds(week, "front_door")


def test_sent_twice_it_is_one_decision(week: Partnership, referral: Entry[Referral]) -> None:
    first, second = decided(week, referral, key="one"), decided(week, referral, key="one")
    assert first == second
    assert kinds(week, "front_door").count("decision") == 1
    assert kinds(week, "front_door").count("decided_without") == 1


@one_after_another
def test_the_second_of_two_deciders_is_told_of_the_first(
    week: Partnership, referral: Entry[Referral]
) -> None:
    first = decided(week, referral)
    with pytest.raises(Conflict) as conflict:
        decided(week, referral, outcome="social_work_assessment")
    assert first in conflict.value.newer
    assert kinds(week, "midwifery").count("decision") == 1


@one_after_another
def test_an_answer_that_came_in_meanwhile_is_read_first(week: Partnership, referral: Entry[Referral]) -> None:
    answer = CheckAnswer(check=EntryRef(referral.id), result="information_found")
    came = week.writes(
        "midwifery", "tue", answer, UUID(referral.people[1]), told=(week.tell("front_door", "tue"),)
    )
    with pytest.raises(Conflict) as conflict:
        decided(week, referral)
    assert conflict.value.newer == (came,)
    assert "decision" not in kinds(week, "front_door")
    decided(week, referral, expects=came)
    assert "decision" in kinds(week, "front_door")


def test_nobody_decides_what_was_referred_to_somebody_else(
    week: Partnership, referral: Entry[Referral]
) -> None:
    with pytest.raises(NotKnown):
        decided(week, referral, by=week.posts["police"])
    assert kinds(week, "police") == []


@pytest.mark.parametrize(
    "wrong", [{"outcome": "made_up"}, {"level": "9"}, {"thresholds": "1066"}, {"reasons": " "}]
)
def test_what_is_not_sound_is_not_kept(
    week: Partnership, referral: Entry[Referral], wrong: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match=r"no such|reasons"):
        decided(week, referral, **wrong)
    assert "decision" not in kinds(week, "front_door")


def test_if_the_last_part_fails_nothing_of_the_decision_is_kept(
    week: Partnership, referral: Entry[Referral]
) -> None:
    nobody = Without(UUID(int=4), "gp", "not_asked", "Somebody made up")
    with pytest.raises(NotKnown):
        decided(week, referral, without=(nobody,))
    assert "decision" not in kinds(week, "front_door")
    assert kinds(week, "midwifery") == sorted(["particulars", "particulars", "referral"])
