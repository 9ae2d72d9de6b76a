"""Worries about a baby who is expected, whoever wrote them down, since they were with social care."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.pregnancy import AntenatalBooking
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards.standard import Edition
from sightline.state import decisions, people, phrases
from sightline.state.grounds import on_a_plan
from sightline.state.topics import is_worry

NOTES = (*phrases.NOTES, Police, AntenatalBooking, Meeting)
Since = tuple[dt.date, Entry[Any]]


def worries(known: Knowledge, child: Person, pregnant: dt.date, edition: Edition) -> Iterator[Since]:
    """This will give, beside referrals, what tells of a weighty worry about an unborn baby, with the day from which it counts.

    A decision of social care to assess; a serious worry that was told to it; and any note in whose own words an assessment
    before the birth is due. What is written of the mother is about the baby where no other child is named, or where it says so.
    """
    for decided in known.entries(Decision, child, pregnant):
        own = _unborn(known, child, decided.day) and _social_care(known, decided, edition)
        if own and decisions.stepped_up(decided) and not _counts_itself(known, child, decided):
            yield decided.day, decided
    if (named := _named_beside_a_plan(known, child, pregnant, edition)) is not None:
        yield named.day, named
    for kind in NOTES:
        for note in _about(known, kind, child, pregnant):
            if _unborn(known, child, note.day):
                since = _counts_from(known, child, note, edition)
                if since is not None:
                    yield since, note


def _counts_itself(known: Knowledge, child: Person, decided: Entry[Decision]) -> bool:
    """Whether a decision answers a referral that is of the baby, and so counts by itself; of a brother it does not."""
    answered = decisions.answered_by(known, decided)
    return answered is not None and (child in answered.people or of_mother_alone(known, answered))


def _named_beside_a_plan(
    known: Knowledge, child: Person, pregnant: dt.date, edition: Edition
) -> Entry[Any] | None:
    """The first that social care wrote of the baby while a brother or sister had a protection plan."""
    family = people.those_in(known, ("sibling", "child"))
    kinds: tuple[type[Any], ...] = NOTES
    written = (
        e
        for kind in kinds
        for e in known.entries(kind, child, pregnant)
        if _social_care(known, e, edition)
        and _unborn(known, child, e.day)
        and any(on_a_plan(known, one, e.day, ("child_protection",)) for one in family if one != child)
    )
    return min(written, key=lambda e: (e.day, e.noted.key, e.id), default=None)


def _about(known: Knowledge, kind: type[Any], child: Person, since: dt.date) -> Iterator[Entry[Any]]:
    """Entries about the baby, and those about its mother."""
    yield from known.entries(kind, child, since)
    for mother in people.those_in(known, ("mother",)):
        yield from (e for e in known.entries(kind, mother, since) if child not in e.people)


def of_mother_alone(known: Knowledge, entry: Entry[Any]) -> bool:
    """This will say whether no child is named: what is written of a mother who is expecting is then about the baby."""
    return not any(people.is_child(known, person) for person in entry.people)


def _counts_from(known: Knowledge, child: Person, note: Entry[Any], edition: Edition) -> dt.date | None:
    """The day on which a weighty note came to social care; of one that says itself that an assessment is due, its own day."""
    body = note.body
    parts = (note.summary, getattr(body, "outcome", None), getattr(body, "action_taken", None))
    if _says_due(" . ".join(part or "" for part in parts), edition):
        return note.day
    if isinstance(body, Meeting | Visit | InformationSharing) or not (
        child in note.people or of_mother_alone(known, note)
    ):
        return None
    return _reached(known, note, edition) if _weighty(note, edition) else None


def _says_due(text: str, edition: Edition) -> bool:
    return phrases.says(text, edition["assessment_due_words"]) and not phrases.says(
        text, edition["not_due_words"]
    )


def _weighty(note: Entry[Any], edition: Edition) -> bool:
    """Called high, or of a serious topic and not called low; of police, what brings them to a home."""
    body, level = note.body, getattr(note.body, "level", None)
    if isinstance(body, Police):
        return body.event in edition["serious_police"]
    worry = isinstance(body, AntenatalBooking) or is_worry(note)
    serious = worry and bool(topics(note) & {*edition["serious_topics"]})
    return level == "high" or (level != "low" and serious)


def _reached(known: Knowledge, note: Entry[Any], edition: Edition) -> dt.date | None:
    """The first day on which a team of social care is seen to have it."""
    told, days = known.told(note.id), []
    for team in known.teams_of(*edition["social_care"]):
        if team.id in told:
            days.append(told[team.id].told.day)
        elif known.knows(team.id, note):
            days.append(note.noted.day)
    return max(note.day, min(days)) if days else None


def _social_care(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    team = known.teams.get(entry.author)
    return team is not None and team.type in edition["social_care"]


def _unborn(known: Knowledge, child: Person, day: dt.date) -> bool:
    return people.unborn_on(known, child, day)
