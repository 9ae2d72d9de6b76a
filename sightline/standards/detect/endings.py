"""In what entries work with a child ends, also where no decision says so."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, InformationSharing, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Observation
from sightline.record.kinds.help import Assessment, Plan, Service
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import Meeting
from sightline.record.knowledge import Knowledge
from sightline.standards.standard import Edition
from sightline.state import decisions
from sightline.state.phrases import affirms, says, text_of

NOTES = (Visit, Observation, Meeting, InformationSharing, Appointment)
"""Notes that may say in words alone that the work has ended."""


def closes(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """This will say whether an entry ends the work with a child: a decision that offers nothing more, a plan or service that
    ended, an enquiry, an assessment given up, a child taken off a clinic's list, or a note that says so."""
    body = entry.body
    if isinstance(body, Decision):
        if body.type == "close":
            return not decisions.stepped_up(entry)
        if steps_down(entry, edition):
            return body.forum in edition["alone"]
        return body.type in edition["decisions"] and decisions.level(body.outcome) == decisions.NO_SERVICE
    if isinstance(body, Plan):
        return body.status == "ended" and body.type in edition["plans"]
    if isinstance(body, Police):
        return bool(body.event == "enquiry_closed")
    team = known.teams.get(entry.author)
    if team is None:
        return False
    if isinstance(body, Service):
        return body.status == "ended" and team.type in edition["services_of"]
    if isinstance(body, Assessment) and body.status == "not_completed":
        return True
    if isinstance(body, Appointment):
        missed = body.outcome not in ("attended", "rearranged", "cancelled_by_service")
        return body.follow_up == "discharged" and missed and team.type in edition["services_of"]
    return team.type in edition["services_of"] and _says_so(entry, edition)


def steps_down(closing: Entry[Any], edition: Edition) -> bool:
    """This will say whether a decision ends an enquiry or a plan, and not the work."""
    return isinstance(closing.body, Decision) and closing.body.type in edition["steps_down"]


def _says_so(entry: Entry[Any], edition: Edition) -> bool:
    text = text_of(entry)
    return affirms(text, edition["closing_words"]) and not says(text, edition["closed_elsewhere"])
