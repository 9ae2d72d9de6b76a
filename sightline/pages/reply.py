"""A decision in the words in which its referrer reads it: the same for the preview and for the page that was sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sightline.pages.words import Names, first_up, service_words
from sightline.pathways.challenge import Stage, stages
from sightline.pathways.deciding import Reply, Without
from sightline.pathways.outcomes import outcome, thresholds
from sightline.record.entry import Entry
from sightline.record.kinds.decision import DecidedWithout, Decision, DecisionOutcome
from sightline.record.kinds.words import Person

_STOOD = {
    "not_asked": "Not asked",
    "waiting": "Still waiting",
    "no_answer": "No answer",
    "refused": "Refused",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What the reply says. `reasons` None: only the outcome was told, and that is said too."""

    title: str
    decided: dt.date
    decider: str
    level: str
    reasons: str | None
    without: tuple[tuple[str, str, str], ...]
    """How each check stood, of whom and about whom, and why it was decided without."""
    held_by: str
    telephone: str
    next_step: str
    next_on: dt.date | None
    ladder: tuple[Stage, ...]


def previewed(reply: Reply, names: Names, decider: str, on: dt.date) -> Said:
    """This will give a reply that is about to be sent, as the referrer will read it."""
    if not reply.reasons_told:
        return _only_outcome(reply.outcome, decider, on)
    document = thresholds(reply.thresholds)
    level = document.level(reply.level) if document else None
    return Said(
        title=_title(reply.outcome),
        decided=on,
        decider=decider,
        level=level.title if level else "",
        reasons=reply.reasons,
        without=_without(reply.without, names),
        held_by=reply.held_by,
        telephone=reply.telephone,
        next_step=reply.next_step,
        next_on=reply.next_on,
        ladder=stages(),
    )


def told(decision: Entry[Decision], blanks: Iterable[Entry[DecidedWithout]], names: Names) -> Said:
    """This will give a decision that was told whole."""
    body = decision.body
    document = thresholds(body.thresholds or "")
    level = document.level(body.level or "") if document else None
    missing = _without((_one(blank) for blank in blanks), names)
    return Said(
        title=_title(body.outcome),
        decided=decision.day,
        decider=names.agency(decision.author),
        level=level.title if level else body.level or "",
        reasons=body.rationale or "",
        without=missing,
        held_by=body.held_by or "",
        telephone=body.telephone or "",
        next_step=body.next_step or "",
        next_on=body.next_on,
        ladder=stages(),
    )


def told_outcome(decision: Entry[DecisionOutcome], names: Names) -> Said:
    """This will give a decision of which only the outcome was told."""
    return _only_outcome(decision.body.outcome, names.agency(decision.author), decision.day)


def _only_outcome(id: str, decider: str, on: dt.date) -> Said:
    return Said(_title(id), on, decider, "", None, (), "", "", "", None, stages())


def _title(id: str) -> str:
    known = outcome(id)
    return known.title if known else first_up(id.replace("_", " "))


def _one(blank: Entry[DecidedWithout]) -> Without:
    body = blank.body
    return Without(UUID(body.person), body.service, body.stood, body.why)


def _without(blanks: Iterable[Without], names: Names) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (
            _STOOD[one.stood],
            f"{service_words(one.service)}, about {names.person(Person(str(one.person)))}",
            one.why,
        )
        for one in blanks
    )
