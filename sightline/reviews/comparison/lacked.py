"""Who lacked what at a decision: what bore on it, what its maker knew of that, and who held the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background, Medical
from sightline.record.kinds.place import Supervision
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards.standard import standards
from sightline.state.holders import bearing
from sightline.state.people import PARENTS, children, those_in

_STANDARD = "info_not_shared_with_decision_maker"
_ALWAYS = (Medical, Supervision)
"""What an examination found and who watches bear on any decision about a child."""
_MOST = 3


@dataclass(frozen=True, slots=True)
class Held:
    """Entries that bore on a decision and that the same agencies knew by the end of that day, the last first."""

    holders: tuple[Agency, ...]
    entries: tuple[Entry[Any], ...]


@dataclass(frozen=True, slots=True)
class Lacked:
    """A decision with what its maker knew that bore on it, and what it had not been told; both the last first.

    `as_at` is an earlier decision of its maker that is read beside it, where it lacked the same.
    """

    decision: Entry[Decision]
    knew: tuple[Entry[Any], ...]
    lacked: tuple[Held, ...]
    as_at: Entry[Decision] | None = None


def at(known: Knowledge, decision: Entry[Decision]) -> Lacked:
    """This will say who knew what bore on a decision at the end of its day, and which of it its maker did not know.

    What bears on it is what the decision says it rests on, and of each holder the last entries about the child and
    the parents on the topics that the standard on sharing with deciders lists, in its edition of that day.
    """
    knew: list[Entry[Any]] = []
    lacked: dict[tuple[Agency, ...], list[Entry[Any]]] = {}
    for entry in reversed(_bearing(known, decision)):
        if known.knows(decision.author, entry, decision.day):
            knew.append(entry)
        else:
            lacked.setdefault(_holders(known, entry, decision), []).append(entry)
    held = tuple(Held(holders, tuple(entries)) for holders, entries in lacked.items())
    return Lacked(decision, tuple(knew), held)


def _bearing(known: Knowledge, decision: Entry[Decision]) -> list[Entry[Any]]:
    found = {entry.id: entry for entry in _rests_on(known, decision)}
    for person in _people(known, decision):
        for held in bearing(known, person, _topics(decision), decision.day, _MOST).values():
            found.update((entry.id, entry) for entry in _in_words(held))
    for child in children(known, decision.people):
        for kind in _ALWAYS:
            last = [e for e in known.entries(kind, child, until=decision.day) if e.noted.day <= decision.day]
            found.update((entry.id, entry) for entry in last[-_MOST:])
    return sorted(found.values(), key=lambda entry: (entry.day, entry.noted.key))


def _rests_on(known: Knowledge, decision: Entry[Decision]) -> Iterator[Entry[Any]]:
    named = (decision.body.responds_to, *(decision.body.on_information or ()))
    return (entry for entry in map(known.entry, named) if entry is not None)


def _people(known: Knowledge, decision: Entry[Decision]) -> Iterable[Person]:
    return dict.fromkeys((*children(known, decision.people), *those_in(known, PARENTS)))


def _topics(decision: Entry[Decision]) -> tuple[str, ...]:
    standard = next(one for one in standards() if one.kind == _STANDARD)
    edition = standard.on(decision.day)
    return (*edition["history_topics"], *edition["care_topics"]) if edition else ()


def _in_words(held: Iterable[Entry[Any]]) -> list[Entry[Any]]:
    """A standing fact of a file's list of people is left out where its holder says something in words as well."""
    listed = list(held)
    spoken = [e for e in listed if e.summary or not isinstance(e.body, Background)]
    return spoken or listed


def _holders(known: Knowledge, entry: Entry[Any], decision: Entry[Decision]) -> tuple[Agency, ...]:
    return tuple(
        team.id
        for team in known.teams.values()
        if team.type != "community" and known.knows(team.id, entry, decision.day)
    )
