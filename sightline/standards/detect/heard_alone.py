"""A child who has told of somebody, and was seen since only with that somebody in the house."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral, Visit
from sightline.record.kinds.harm import Concern, Medical, Observation
from sightline.record.kinds.legal import Police
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.plan_visits import gap, worker
from sightline.standards.standard import Edition, Finding, Standard
from sightline.state import people
from sightline.state.phrases import affirms
from sightline.state.sight import saw


def never_alone(known: Knowledge, child: Person, clock: Clock, rule: Standard) -> Finding | None:
    """This will find the last visit of social care's that saw a child beside an adult whom what the child told names, with
    nothing since it was told that had the child alone: no visit, examination or interview."""
    for visit in reversed(known.entries(Visit, child)):
        edition = rule.on(visit.day)
        if edition is None or not worker(known, visit, edition) or not saw(visit, child):
            continue
        if clock.passed(days_after(visit.day, edition["lapses_after_days"])):
            return None
        told = _told(known, child, visit, edition)
        if told is None:
            continue
        if _heard(known, child, told.day, edition):
            return None
        if not clock.passed(working_days_after(visit.day, edition["seen_after_harm_working_days"])):
            return None
        words = (
            f"on {wording.day(told.day)} it was recorded what the child told, and on {wording.day(visit.day)} "
            f"({wording.team(known, visit.author)}) the child was seen with somebody there whom that entry names"
        )
        return gap("unseen", child, [visit, told], visit.day, words, how="alone")
    return None


def _told(known: Knowledge, child: Person, visit: Entry[Visit], edition: Edition) -> Entry[Any] | None:
    """The last entry before a visit that a child, of an age to be talked with, told something of an adult who was there too."""
    years = people.years_old(known, child, visit.day)
    if years is None or years < edition["of_an_age_to_talk_years"]:
        return None
    there = {*visit.people, *(visit.body.seen or ())}
    since = days_after(visit.day, -edition["harm_days"])
    told = [
        e
        for kind in (Observation, Concern, Referral)
        for e in known.entries(kind, child, since, visit.day)
        if edition["told_by_a_child"] in topics(e) and _named(known, e) & there
    ]
    return max(told, key=lambda e: (e.day, e.noted.key), default=None)


def _named(known: Knowledge, told: Entry[Any]) -> set[Person]:
    """The adults named: a mother beside somebody else may be the one who was told."""
    adults = {p for p in told.people if not people.is_child(known, p)}
    return {p for p in adults if people.role(known, p) != "mother"} or adults


def _heard(known: Knowledge, child: Person, since: dt.date, edition: Edition) -> bool:
    """Seen at a visit that saw children alone, or whose note says so; examined; or interviewed by police."""
    for visit in known.entries(Visit, child, since):
        seen = visit.body.seen or ()
        alone = child in seen and all(people.is_child(known, p) for p in seen)
        if alone or affirms(visit.summary, edition["alone_words"]):
            return True
    police = known.entries(Police, child, since)
    interviewed = any(affirms(f"{p.body.outcome or ''}. {p.summary}", edition["interviewed"]) for p in police)
    return interviewed or bool(known.entries(Medical, child, since))
