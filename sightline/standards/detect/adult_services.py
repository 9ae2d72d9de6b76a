"""Services for adults that were not told of a child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background
from sightline.record.kinds.help import Assessment, Service
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import (
    Answer,
    Edition,
    Finding,
    Standard,
    Subject,
    detects,
    each_person,
)
from sightline.state import checks, people
from sightline.state.holders import bearing
from sightline.state.referrals import weighty

Pair = tuple[Person, str]


@detects("adult_service_not_told_of_child", Background, Service, Referral, subjects=each_person)
def adult_service_not_told_of_child(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """Each service that works with a parent, days after a weighty referral of the child, with nothing telling it of one."""
    parent = subject.person
    if parent is None or people.role(known, parent) not in people.PARENTS:
        return []
    return [
        finding
        for child in people.those_in(known, ("child", "unborn"))
        for finding in _not_told(known, clock, rule, parent, child)
    ]


def _not_told(
    known: Knowledge, clock: Clock, rule: Standard, parent: Person, child: Person
) -> Iterator[Finding]:
    referral = _long_enough_ago(known, clock, rule, child)
    edition = rule.on(referral.day) if referral else None
    if referral is None or edition is None:
        return
    for agency, entries in _at_work(known, parent, referral, edition).items():
        due = working_days_after(entries[0].day, edition["tell_within_working_days"])
        if (
            not known.knows_of(agency, child)
            and not _asked(known, agency, parent, child)
            and clock.passed(due)
        ):
            words = {
                "adult": wording.who(known, [parent]),
                "child": wording.who(known, [child]),
                "service": wording.team(known, agency),
            }
            evidence = (*(entry.id for entry in entries[-3:]), referral.id)
            missing = ((parent, str(agency)),)
            yield Finding(
                (parent, child), evidence, referral.day, missing, words=words, key=f"{agency} {child}"
            )


def _long_enough_ago(known: Knowledge, clock: Clock, rule: Standard, child: Person) -> Entry[Referral] | None:
    """The latest weighty referral that those who work with the parent should by now have heard of."""
    for referral in reversed(known.entries(Referral, child)):
        edition = rule.on(referral.day)
        if edition is None or clock.passed(days_after(referral.day, edition["lapses_after_days"])):
            return None
        due = working_days_after(referral.day, edition["tell_within_working_days"])
        if _weighty(known, referral, edition) and clock.passed(due):
            return referral
    return None


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
    for agency, entries in bearing(known, parent, tuple(edition["topics"]), dt.date.max).items():
        ordered = sorted(entries, key=lambda entry: entry.noted.key)
        services = [e for e in ordered if isinstance(e.body, Service)]
        over = bool(services) and services[-1].body.status == "ended" and services[-1].day < since
        if known.teams[agency].type in edition["services"] and not over:
            found[agency] = ordered
    return found


def _asked(known: Knowledge, agency: Agency, parent: Person, child: Person) -> bool:
    """A check of it about the parent, or an assessment or decision about the child that consulted it, tells it of a child."""
    if any(to == agency for _, to in checks.asked(known, parent)):
        return True
    return any(
        agency in known.fold("consulted", ("kind", kind, child), set, _consulted)
        for kind in (Assessment, Decision)
    )


def _consulted(found: set[Agency], work: Entry[Any]) -> None:
    found.update(
        getattr(work.body, "agencies_consulted", None) or getattr(work.body, "checks_made", None) or ()
    )
