"""From what came in to the decision it is, or speaks of: the page on which a reply is read and disagreed with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sightline.people.models import Team
from sightline.record import store
from sightline.record.entry import Entry
from sightline.record.kinds.decision import Decision, DecisionOutcome, Escalation, EscalationOutcome


def decision_of(team: Team, entry: Entry[Any]) -> str | None:
    """This will give the id under which the team can read the decision, whole or only its outcome; None: it cannot."""
    if isinstance(entry.body, Decision | DecisionOutcome):
        return entry.id
    if not isinstance(entry.body, Escalation | EscalationOutcome):
        return None
    known = store.may_see(team, people=[UUID(person) for person in entry.people])
    challenge = known.entry(entry.body.escalation) if isinstance(entry.body, EscalationOutcome) else entry
    about = challenge.body.about_decision if challenge else None
    if about is None or known.entry(about):
        return about
    said = known.naming(about, DecisionOutcome)
    return said[-1].id if said else None
