"""What a clinician who examines or treats a child did not have before them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Medical, Observation
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import concerned, topics
from sightline.standards.clock import Clock, days_after
from sightline.standards.detect.untold import lacking_of, said_of_holder, to_receiver, written
from sightline.standards.standard import SETTLED, Answer, Edition, Standard
from sightline.state import injuries, passed_on, people, signs


def at_examination(
    medical: Entry[Medical], known: Knowledge, clock: Clock, rule: Standard, edition: Edition
) -> Answer:
    """A clinician who is said to have had part or none of the background, and what others had written of the child by then."""
    if (
        known.knower is not None
        or medical.body.information_given_to_clinician not in edition["told_too_little"]
    ):
        return SETTLED
    if medical.body.opinion in edition["ordinary_cause"] and medical.body.type not in injuries.SKILLED:
        return SETTLED  # an ordinary illness, seen as one
    since = days_after(medical.day, -edition["look_back_days"])
    lacking = [
        e
        for e in lacking_of(known, medical.author, written(known, medical, since, signs.SEEN), edition)
        if not said_of_holder(e, medical.day, known, clock, rule)
    ]
    before = _examined_before(known, medical, edition)
    if all(e.noted.day <= before for e in lacking):
        return []
    return to_receiver(known, medical, medical.author, lacking)


def _examined_before(known: Knowledge, medical: Entry[Medical], edition: Edition) -> dt.date:
    """The last day on which the same clinic saw the child with as little before it: what stood there then was said then."""
    since = days_after(medical.day, -edition["lapses_after_days"])
    days = [
        other.day
        for child in people.children(known, concerned(medical))
        for other in known.entries(Medical, child, since, medical.day)
        if other.author == medical.author
        and other.noted < medical.noted
        and other.body.information_given_to_clinician in edition["told_too_little"]
        and other.body.opinion not in edition["ordinary_cause"]
    ]
    return max(days, default=dt.date.min)


def found_by_clinics(known: Knowledge, child: Person, until: dt.date, edition: Edition) -> list[Entry[Any]]:
    """This will give what clinics had found by a day in a child whose illness puzzles somebody, and letters that pass it on.

    Nothing of any other child: an ordinary illness is no business of whoever decides.
    """
    since = days_after(until, -edition["look_back_days"])
    puzzles = (e for topic in edition["puzzles"] for e in known.on_topic(topic, child, since, until))
    if not any(e.noted.day <= until for e in puzzles):
        return []
    views = [m for m in known.entries(Medical, child, since, until) if m.body.type in injuries.SKILLED]
    ids = {m.id for m in views}
    letters = known.entries(InformationSharing, child, since, until)
    found: list[Entry[Any]] = [*views, *(e for e in letters if ids & {*(e.body.what or ())})]
    return sorted((e for e in found if e.noted.day <= until), key=lambda e: (e.day, e.noted.key, e.id))


def at_treatment(step: Entry[Decision], known: Knowledge, edition: Edition) -> Answer:
    """Whoever decides how a child whose illness puzzles somebody is treated, without what other clinics and the school wrote."""
    if known.knower is not None:
        return SETTLED
    children = people.children(known, concerned(step))
    before = [d for child in children for d in _treated_before(known, step, child, edition)]
    lacking = [
        e
        for child in children
        for e in _picture(known, child, step.day, edition)
        if e.author not in (step.author, *(step.body.checks_made or ()))
        and not passed_on.has(known, step.author, e)
        and not any(_seen_by_then(known, e.author, child, d, edition) for d in before)
    ]
    return to_receiver(known, step, step.author, list(dict.fromkeys(lacking)))


def _picture(known: Knowledge, child: Person, until: dt.date, edition: Edition) -> list[Entry[Any]]:
    """What clinics found in a child whose illness puzzles somebody, and what others see of it from day to day."""
    found = found_by_clinics(known, child, until, edition)
    puzzles = found or any(known.on_topic(topic, child, until=until) for topic in edition["puzzles"])
    since = days_after(until, -edition["look_back_days"])
    seen = [
        e
        for kind in (Observation, Concern)
        for e in known.entries(kind, child, since, until)
        if topics(e) & {*edition["picture_topics"]} and getattr(e.body, "about_decision", None) is None
    ]
    return [*found, *(e for e in seen if e.noted.day <= until)] if puzzles else []


def _treated_before(
    known: Knowledge, step: Entry[Decision], child: Person, edition: Edition
) -> list[Entry[Decision]]:
    since = days_after(step.day, -edition["look_back_days"])
    return [
        d
        for d in known.entries(Decision, child, since, step.day)
        if d.author == step.author and d.body.type == step.body.type and d.noted < step.noted
    ]


def _seen_by_then(
    known: Knowledge, holder: Agency, child: Person, before: Entry[Decision], edition: Edition
) -> bool:
    """Whether the holder was named at an earlier decision of the same doctor."""
    return any(e.author == holder for e in _picture(known, child, before.day, edition))
