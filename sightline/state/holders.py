"""Who holds something about a person that bears on a decision or on care, seen from one vantage."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.harm import Background, Concern, Injury, Observation
from sightline.record.kinds.help import Service
from sightline.record.kinds.legal import Police
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics

Held = dict[Agency, list[Entry[Any]]]
_KINDS = (Background, Service, Police, Observation, Concern, Injury)
_TREATMENT = ("specialist", "statutory")


def bearing(
    known: Knowledge, person: Person, on_topics: tuple[str, ...], until: dt.date, most: int = 3
) -> Held:
    """This will give, by the agency that wrote them, the last entries about a person noted by a day that bear on topics.

    A specialist service for the person bears on anything, topic or not; so do an injury and a police record. It rests on
    what was noted by that day, and seldom changes after.
    """
    question = ("bearing", person, on_topics, until, most)
    return known.found(question, lambda: _bearing(known, person, on_topics, until, most))


def _bearing(known: Knowledge, person: Person, on_topics: tuple[str, ...], until: dt.date, most: int) -> Held:
    found: Held = {}
    for kind in _KINDS:
        for agency, entries in _by_author(known, kind, person, on_topics, until).items():
            last: list[Entry[Any]] = []
            for entry in reversed(entries):
                if len(last) == most:
                    break
                if entry.noted.day <= until:
                    last.append(entry)
            if last and not _community(known, agency):
                found.setdefault(agency, []).extend(reversed(last))
    return found


def held_since(known: Knowledge, person: Person, on_topics: tuple[str, ...]) -> dict[Agency, dt.date]:
    """This will give who has written of a person what bears on these topics, and the day on which each first noted any."""
    return known.found(("held since", person, on_topics), lambda: _held_since(known, person, on_topics))


def _held_since(known: Knowledge, person: Person, on_topics: tuple[str, ...]) -> dict[Agency, dt.date]:
    found: dict[Agency, dt.date] = {}
    for kind in _KINDS:
        for agency, day in _first_noted(known, kind, person, on_topics).items():
            found[agency] = min(day, found.get(agency, day))
    return {agency: day for agency, day in found.items() if not _community(known, agency)}


def _first_noted(
    known: Knowledge, kind: type[Any], person: Person, on_topics: tuple[str, ...]
) -> dict[Agency, dt.date]:
    wanted = frozenset(on_topics)

    def step(found: dict[Agency, dt.date], entry: Entry[Any]) -> None:
        if _bears(entry, person, wanted):
            found[entry.author] = min(entry.noted.day, found.get(entry.author, entry.noted.day))

    return known.fold(("first noted", on_topics), ("kind", kind, person), dict, step)


def _by_author(
    known: Knowledge, kind: type[Any], person: Person, on_topics: tuple[str, ...], until: dt.date
) -> Held:
    wanted = frozenset(on_topics)

    def step(found: Held, entry: Entry[Any]) -> None:
        if _bears(entry, person, wanted):
            found.setdefault(entry.author, []).append(entry)

    return known.fold(("bearing", on_topics), ("kind", kind, person), dict, step, until)


def _bears(entry: Entry[Any], person: Person, wanted: frozenset[str]) -> bool:
    body = entry.body
    if isinstance(body, Service):
        at_work = body.status in (None, "started", "reviewed", "ended")
        return at_work and body.level in _TREATMENT and body.for_person in (None, person)
    if isinstance(body, Background) and body.of_person not in (None, person):
        return False
    return isinstance(body, Police | Injury) or bool(topics(entry) & wanted)


def _community(known: Knowledge, agency: Agency) -> bool:
    team = known.teams.get(agency)
    return team is not None and team.type == "community"
