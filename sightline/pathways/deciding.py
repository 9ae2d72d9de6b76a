"""Deciding on a contact is replying to it: one act that keeps the decision, what it did without, and tells the referrer.

Working Together to Safeguard Children (2018, page 17; 2023 likewise): a response within one working day, and the
referrer told of it and why.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from sightline.pathways.outcomes import outcome, thresholds
from sightline.people.models import Post, Team
from sightline.record import actions
from sightline.record.actions import NotKnown, Seen, Tell
from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import DecidedWithout, Decision, DecisionOutcome
from sightline.record.kinds.words import AgencyType, DecisionRef, EntryRef, Person
from sightline.record.times import Moment, Span
from sightline.record.writing import one_act, people_of

Stood = Literal["not_asked", "waiting", "no_answer", "refused"]


@dataclass(frozen=True, slots=True)
class Without:
    """A check without an answer when the decision was made, and why it was safe to decide without it."""

    person: UUID
    service: AgencyType
    stood: Stood
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A decision as it is about to be made; the referrer reads all of it, or where reasons are kept back its outcome."""

    outcome: str
    level: str
    thresholds: str
    reasons: str
    held_by: str
    telephone: str
    next_step: str
    next_on: dt.date | None
    without: tuple[Without, ...] = ()
    reasons_told: bool = True


def decide(*, by: Post, at: Moment, key: str, referral: Entry[Referral], reply: Reply, expects: Seen) -> UUID:
    """This will decide on a referral made to the post's team and tell its referrer, in one transaction.

    `expects` is the last entry about these people that the decider had seen: a decision by somebody else, or an answer
    to a check that came in meanwhile, is a Conflict. Raises ValueError for an outcome or level that there is none of.
    """
    _sound(by, referral, reply)
    to = _referrer(referral)
    span, told = Span(at.day), [Tell(to, at)] if to else []
    with one_act(by, at):
        people = people_of(referral.id)
        id = actions.record(
            by=by, at=at, key=key, body=_decision(referral, reply), people=people, occurred=span,
            tell=told if reply.reasons_told else (), expects=expects,
        )  # fmt: skip
        if not reply.reasons_told:
            said = DecisionOutcome(
                decision=DecisionRef(str(id)), type="referral_outcome", outcome=reply.outcome
            )
            actions.record(
                by=by, at=at, key=f"{key} outcome", body=said, people=people, occurred=span, tell=told
            )
        for n, one in enumerate(reply.without):
            blank = DecidedWithout(
                decision=DecisionRef(str(id)), person=Person(str(one.person)), service=one.service,
                stood=one.stood, why=one.why,
            )  # fmt: skip
            then = replace(at, ordinal=at.ordinal + 1 + n)
            actions.record(
                by=by, at=then, key=f"{key} without {n}", body=blank, people=[one.person], occurred=span,
                tell=[Tell(to, then)] if to and reply.reasons_told else (),
            )  # fmt: skip
    return id


def _sound(by: Post, referral: Entry[Referral], reply: Reply) -> None:
    document = thresholds(reply.thresholds)
    if referral.body.to != str(by.team_id):
        raise NotKnown("there is nothing here by that id")
    if outcome(reply.outcome) is None or document is None or document.level(reply.level) is None:
        raise ValueError("there is no such outcome or level")
    if not reply.reasons.strip() or any(not one.why.strip() for one in reply.without):
        raise ValueError("a decision gives its reasons, and why it was safe to decide without each answer")


def _referrer(referral: Entry[Referral]) -> Team | None:
    """Nobody is told who is not a service: relatives and callers are rung, not written to."""
    team = Team.objects.get(pk=referral.author)
    return None if team.type == "community" else team


def _decision(referral: Entry[Referral], reply: Reply) -> Decision:
    return Decision(
        type="referral_outcome",
        outcome=reply.outcome,
        forum="single_agency",
        responds_to=EntryRef(referral.id),
        rationale=reply.reasons,
        level=reply.level,
        thresholds=reply.thresholds,
        held_by=reply.held_by,
        telephone=reply.telephone,
        next_step=reply.next_step,
        next_on=reply.next_on,
    )
