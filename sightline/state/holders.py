"""Who holds something about a person that bears on a decision or on care, seen from one vantage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.harm import Background, Concern, Observation
from sightline.record.kinds.help import Service
from sightline.record.kinds.legal import Police
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.state.topics import topics

_KINDS = (Background, Service, Police, Observation, Concern)
_TREATMENT = ("specialist", "statutory")


def bearing(known: Knowledge, person: Person, on_topics: Collection[str], until: dt.date) -> dict[Agency, list[Entry[Any]]]:
    """This will give, by the agency that wrote them, the entries about a person noted by a day that bear on these topics.

    A specialist service for the person bears on anything, topic or not; so does a police record.
    """
    found: dict[Agency, list[Entry[Any]]] = {}
    for kind in _KINDS:
        for entry in known.entries(kind, person):
            if entry.noted.day <= until and _bears(entry, person, on_topics) and not _community(known, entry.author):
                found.setdefault(entry.author, []).append(entry)
    return found


def _bears(entry: Entry[Any], person: Person, on_topics: Collection[str]) -> bool:
    body = entry.body
    if isinstance(body, Service):
        started = body.status in ("started", "reviewed", "ended")
        return started and body.level in _TREATMENT and body.for_person in (None, person)
    if isinstance(body, Background) and body.of_person not in (None, person):
        return False
    return isinstance(body, Police) or bool(topics(entry) & set(on_topics))


def _community(known: Knowledge, agency: Agency) -> bool:
    team = known.teams.get(agency)
    return team is not None and team.type == "community"
