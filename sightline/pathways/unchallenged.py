"""That somebody disagreed and did not challenge, and why: said to nobody but their own team.

Silence after a disagreement teaches nobody anything. What stood in the way is kept where a review can be told of it; it
closes no door, and a challenge can still be made.
"""

from __future__ import annotations

from typing import get_args
from uuid import UUID

from sightline.pathways.challenge import Disputed
from sightline.people.models import Post
from sightline.record import actions
from sightline.record.actions import NotKnown, Seen
from sightline.record.entry import Entry
from sightline.record.kinds.decision import DecisionOutcome, Disagreement, WhyNot
from sightline.record.kinds.words import DecisionRef
from sightline.record.knowledge import Knowledge
from sightline.record.times import Moment, Span
from sightline.record.writing import one_act, people_of

REASONS: tuple[WhyNot, ...] = get_args(WhyNot)


def unchallenged(known: Knowledge, decision: str) -> list[Entry[Disagreement]]:
    """This will give what this knower itself said of not challenging a decision, in the order said."""
    said = [one for one in known.naming(decision, Disagreement) if one.author == known.knower]
    return sorted(said, key=lambda one: (one.noted.key, one.id))


def leave(
    *, by: Post, at: Moment, key: str, decision: Disputed, why_not: WhyNot, words: str, expects: Seen
) -> UUID:
    """This will record, told to nobody, that the team disagrees with a decision and does not challenge it.

    Raises NotKnown for a decision of the team's own, ValueError where "other" is not explained.
    """
    if decision.author == str(by.team_id):
        raise NotKnown("there is nothing here by that id")
    if why_not == "other" and not words.strip():
        raise ValueError("another reason is said in words")
    body = decision.body
    about = body.decision if isinstance(body, DecisionOutcome) else DecisionRef(decision.id)
    with one_act(by, at):
        return actions.record(
            by=by, at=at, key=key, body=Disagreement(about_decision=about, why_not=why_not), summary=words,
            people=people_of(decision.id), occurred=Span(at.day), expects=expects,
        )  # fmt: skip
