"""Checks that were not made, and services that were not told of a child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background
from sightline.record.kinds.help import Assessment, Service
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import (
    SETTLED,
    Answer,
    Edition,
    Finding,
    Standard,
    Subject,
    detects,
    each_person,
)
from sightline.state import checks, decisions, people
from sightline.state.holders import bearing
from sightline.state.referrals import child_of, weighty

Pair = tuple[Person, str]


@detects("background_checks_incomplete", Decision)
def background_checks_incomplete(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A decision on a weighty referral that leads to no assessment, with a parent nobody else was asked about."""
    decision: Entry[Decision] = subject.entry
    edition = rule.on(decision.day)
    if edition is None or decision.body.type not in edition["decisions"] or decisions.stepped_up(decision):
        return SETTLED
    if clock.passed(days_after(decision.day, edition["lapses_after_days"])):
        return SETTLED
    referral = known.entry(decision.body.responds_to)
    if referral is None or not weighty(
        known, referral, edition["serious_topics"], edition["repeat_days"], edition["same_event_days"]
    ):
        return []
    child = child_of(known, decision)
    if child is not None and decisions.step_up_after(known, child, decision.day):
        return []
    missing = [pair for parent in _parents_named(known, decision) for pair in _not_asked(known, decision, parent, edition)]
    if not missing:
        return []
    adults = tuple(dict.fromkeys(person for person, _ in missing))
    own = [check.id for adult in adults for check in known.entries(Check, adult) if check.author == decision.author]
    evidence = (decision.id, referral.id, *dict.fromkeys(own))
    words = {
        "adults": wording.who(known, adults),
        "not_asked": wording.teams(known, (agency for _, agency in missing)),
        "decided": wording.day(decision.day),
        "holder": wording.team(known, decision.author),
    }
    about = (*((child,) if child else ()), *adults)
    return [Finding(about, evidence[:15], decision.day, tuple(missing), words=words)]


def _parents_named(known: Knowledge, decision: Entry[Decision]) -> list[Person]:
    """Parents and partners of whom the decider had any entry by then."""
    parents = people.those_in(known, people.PARENTS)
    by = decision.author
    return [p for p in parents if any(known.knows(by, e, decision.day) for e in known.held(by, p))]


def _not_asked(known: Knowledge, decision: Entry[Decision], person: Person, edition: Edition) -> list[Pair]:
    """The blanks of one person: holders in the record not asked, and, where nobody outside was asked, each type expected."""
    decider = decision.author
    made = set(decision.body.checks_made or ()) - {decider}
    asked = made | {c.body.asked for c in checks.asked(known, person, decider, dt.date.max) if c.body.asked}
    types = {known.teams[agency].type for agency in asked if agency in known.teams}
    held = bearing(known, person, edition["history_topics"], decision.day) if known.knower is None else {}
    holders = [
        agency
        for agency in held
        if agency != decider
        and agency not in asked
        and known.teams[agency].type in edition["ask"]
        and not checks.has_from(known, decider, agency, person, dt.date.max)
    ]
    if types & set(edition["ask"]) and not holders:
        return []
    shown = types | {known.teams[agency].type for agency in holders}
    return [(person, agency) for agency in holders] + [(person, type_) for type_ in edition["ask"] if type_ not in shown]


@detects("adult_service_not_told_of_child", Background, Service, Referral, subjects=each_person)
def adult_service_not_told_of_child(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """Each service that works with a parent, some days after a weighty referral of the child, with nothing telling it of the child."""
    parent = subject.person
    if parent is None or people.role(known, parent) not in people.PARENTS:
        return []
    return [
        finding
        for child in people.those_in(known, ("child", "unborn"))
        for finding in _not_told(known, clock, rule, parent, child)
    ]


def _not_told(known: Knowledge, clock: Clock, rule: Standard, parent: Person, child: Person) -> Iterator[Finding]:
    referral = next((r for r in known.entries(Referral, child) if _weighty(known, r, rule.on(r.day))), None)
    edition = rule.on(referral.day) if referral else None
    if referral is None or edition is None:
        return
    if clock.passed(days_after(referral.day, edition["lapses_after_days"])):
        return
    for agency, entries in _at_work(known, parent, referral, edition).items():
        due = working_days_after(max(referral.day, entries[0].day), edition["tell_within_working_days"])
        if not known.held(agency, child) and not _asked(known, agency, parent, child) and clock.passed(due):
            words = {
                "adult": wording.who(known, [parent]),
                "child": wording.who(known, [child]),
                "service": wording.team(known, agency),
            }
            evidence = (*(entry.id for entry in entries[-3:]), referral.id)
            missing = ((parent, str(agency)),)
            yield Finding((parent, child), evidence, referral.day, missing, words=words, key=f"{agency} {child}")


def _weighty(known: Knowledge, referral: Entry[Referral], edition: Edition | None) -> bool:
    return edition is not None and weighty(
        known, referral, edition["serious_topics"], edition["repeat_days"], edition["same_event_days"]
    )


def _at_work(
    known: Knowledge, parent: Person, referral: Entry[Referral], edition: Edition
) -> dict[Agency, list[Entry[Any]]]:
    """Services for adults that work with a parent now, or did shortly before the referral, with their entries."""
    since = days_after(referral.day, -edition["current_days"])
    found: dict[Agency, list[Entry[Any]]] = {}
    for agency, entries in bearing(known, parent, edition["topics"], dt.date.max).items():
        services = [e for e in entries if isinstance(e.body, Service)]
        over = bool(services) and services[-1].body.status == "ended" and services[-1].day < since
        if known.teams[agency].type in edition["services"] and not over:
            found[agency] = sorted(entries, key=lambda entry: entry.noted.key)
    return found


def _asked(known: Knowledge, agency: Agency, parent: Person, child: Person) -> bool:
    """A check of it about the parent, or an assessment of the child that consulted it: either tells it of a child."""
    if any(check.body.asked == agency for check in checks.asked(known, parent, None, dt.date.max)):
        return True
    return any(agency in (work.body.agencies_consulted or ()) for work in known.entries(Assessment, child))
