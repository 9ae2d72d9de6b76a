"""Services for adults that were not told of a child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.harm import Background
from sightline.record.kinds.help import Service
from sightline.record.kinds.place import Household
from sightline.record.kinds.pregnancy import AntenatalBooking, Birth
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.unaware import (
    NOTES,
    by_the_record,
    has_heard,
    kept_private,
    small,
    speaks_of_children,
)
from sightline.standards.standard import (
    Answer,
    Edition,
    Finding,
    Standard,
    Subject,
    detects,
    each_person,
)
from sightline.state import people
from sightline.state.holders import bearing
from sightline.state.referrals import weighty

Services = dict[Agency, list[Entry[Any]]]
Untold = tuple[Entry[Any], Services]
"""Services that were not told of a child, with their entries, and what calls for their being told."""


@detects(
    "adult_service_not_told_of_child",
    *(Background, Service, Referral, AntenatalBooking, Birth, Household, *NOTES),
    subjects=each_person,
)
def adult_service_not_told_of_child(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """Each service that works with a parent, days after a weighty referral of the child, with nothing telling it of one.

    Of a baby, those that treat its mother are asked for from the booking on.
    """
    parent = subject.person
    role = people.role(known, parent) if parent is not None else None
    if parent is None or role not in (*people.PARENTS, *people.WIDER_FAMILY):
        return []
    untold = {
        child: found
        for child in people.those_in(known, ("child", "unborn"))
        if (found := _of_child(known, clock, rule, parent, child, role in people.WIDER_FAMILY))
    }
    return [_said(known, parent, untold)] if untold else []


def _of_child(
    known: Knowledge, clock: Clock, rule: Standard, adult: Person, child: Person, carer: bool
) -> Untold | None:
    if carer:
        return _of_the_record(known, clock, rule, adult, child)
    return (
        _not_told(known, clock, rule, adult, child)
        or _of_a_baby(known, clock, rule, adult, child)
        or _of_the_record(known, clock, rule, adult, child)
    )


def _of_the_record(
    known: Knowledge, clock: Clock, rule: Standard, adult: Person, child: Person
) -> Untold | None:
    """Where a note says that a service does not know, or a service that there is no child; or a step calls for it to be told."""
    found: Services = {}
    because: Entry[Any] | None = None
    for reason, work in by_the_record(known, clock, rule, adult, child):
        edition = rule.on(reason.day)
        if edition is not None:
            untold = dict(_without_a_word(known, adult, child, work, edition))
            because = because or (reason if untold else None)
            found |= untold
    return (because, found) if because is not None else None


def _not_told(known: Knowledge, clock: Clock, rule: Standard, parent: Person, child: Person) -> Untold | None:
    referral = _long_enough_ago(known, clock, rule, child)
    edition = rule.on(referral.day) if referral else None
    if referral is None or edition is None:
        return None
    at_work = _at_work(known, parent, referral, edition)
    untold = {
        agency: entries
        for agency, entries in _without_a_word(known, parent, child, at_work, edition)
        if clock.passed(working_days_after(entries[0].day, edition["tell_within_working_days"]))
        if small(known, child, referral.day, edition) or not _only_files(known, agency, entries, edition)
        if not _knows_by_its_work(known, agency, parent, referral, edition)
    }
    return (referral, untold) if untold else None


def _knows_by_its_work(
    known: Knowledge, agency: Agency, parent: Person, referral: Entry[Referral], edition: Edition
) -> bool:
    """Whether any of its work with a parent of the time, weighty or not, speaks of a child or went to those who work for one."""
    since = days_after(referral.day, -edition["current_days"])
    own = [e for e in known.held(agency, parent, since) if e.author == agency]
    return any(speaks_of_children(e, edition) for e in own) or _wrote_to(known, agency, own, edition)


def _of_a_baby(
    known: Knowledge, clock: Clock, rule: Standard, parent: Person, child: Person
) -> Untold | None:
    """Treatment of a mother that goes on through a pregnancy or the first months, where nobody has told it of the baby."""
    if people.role(known, parent) != "mother":
        return None
    came = (*known.entries(AntenatalBooking, child), *known.entries(Birth, child))
    first = next(iter(came), None)
    edition = rule.on(first.day) if first else None
    if first is None or edition is None or clock.passed(days_after(first.day, edition["lapses_after_days"])):
        return None
    if kept_private(known, parent, child, rule):
        return None
    treating = _treating(known, parent, first, edition)
    untold = {
        agency: entries
        for agency, entries in _without_a_word(known, parent, child, treating, edition)
        if clock.passed(
            working_days_after(max(first.day, entries[0].day), edition["tell_within_working_days"])
        )
    }
    return (first, untold) if untold else None


def _without_a_word(
    known: Knowledge,
    parent: Person,
    child: Person,
    services: Services,
    edition: Edition,
) -> Iterator[tuple[Agency, list[Entry[Any]]]]:
    """Those services that know of no such child, were not asked about parent or child, and wrote to none of its workers."""
    for agency, entries in services.items():
        told = has_heard(known, agency, parent, child) or _wrote_to(known, agency, entries, edition)
        if not told:
            yield agency, entries


def _treating(known: Knowledge, parent: Person, first: Entry[Any], edition: Edition) -> Services:
    """Services that treat her, by their entries of it: begun, and not ended before the baby was known of."""
    found: Services = {}
    for entry in known.entries(Service, parent):
        team = known.teams.get(entry.author)
        if team is not None and team.type in edition["treat"] and entry.body.for_person in (None, parent):
            if entry.body.status in (None, "started", "reviewed"):
                found.setdefault(entry.author, []).append(entry)
            elif entry.body.status == "ended" and entry.author in found and entry.day < first.day:
                del found[entry.author]
    return found


def _said(known: Knowledge, parent: Person, of_each: dict[Person, Untold]) -> Finding:
    """One point of all services of a parent and all the children they were not told of; what came first is what calls for it."""
    because = min((first for first, _ in of_each.values()), key=lambda entry: (entry.day, entry.noted.key))
    untold: Services = {}
    for _, services in of_each.values():
        for agency, entries in services.items():
            untold.setdefault(agency, entries)
    words = {
        "adult": wording.who(known, [parent]),
        "child": wording.who(known, of_each),
        "service": wording.teams(known, untold),
    }
    turns = zip_longest(*(reversed(entries[-3:]) for entries in untold.values()))
    evidence = dict.fromkeys(e.id for turn in turns for e in turn if e is not None)
    missing = tuple((parent, str(agency)) for agency in untold)
    cited = (*tuple(evidence)[:14], because.id)
    return Finding((parent, *of_each), cited, because.day, missing, words=words)


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


def _at_work(known: Knowledge, parent: Person, referral: Entry[Referral], edition: Edition) -> Services:
    """Services for adults that work with a parent now, or did shortly before the referral, with their entries."""
    since = days_after(referral.day, -edition["current_days"])
    found: Services = {}
    for agency, entries in bearing(known, parent, tuple(edition["topics"]), dt.date.max).items():
        ordered = sorted(entries, key=lambda entry: entry.noted.key)
        services = [e for e in ordered if isinstance(e.body, Service)]
        over = bool(services) and services[-1].body.status == "ended" and services[-1].day < since
        if known.teams[agency].type in edition["services"] and not over:
            found[agency] = ordered
    return found


def _only_files(known: Knowledge, agency: Agency, entries: list[Entry[Any]], edition: Edition) -> bool:
    """A practice with no more than history in a parent's file: it is the family's, and treats nobody that is known of. So is any
    service of which no more is known than a topic, without a day or a word: it may have ended long since, or not have begun."""
    in_file = all(isinstance(e.body, Background) for e in entries)
    practice = known.teams[agency].type in edition["of_the_family"]
    return in_file and (practice or not any(e.summary for e in entries))


def _wrote_to(known: Knowledge, agency: Agency, entries: list[Entry[Any]], edition: Edition) -> bool:
    """Whether it has itself written of the parent to those who work for the child: then it knows that there is one."""
    workers = [t.id for t in known.teams_of(*edition["child_workers"]) if t.id != agency]
    return any(known.knows(worker, e) for e in entries if e.author == agency for worker in workers)
