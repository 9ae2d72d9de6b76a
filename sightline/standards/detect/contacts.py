"""Contacts that were arranged for a child and did not take place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, Visit
from sightline.record.kinds.harm import Concern, Hospital, Observation
from sightline.record.kinds.help import Plan, Service
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after
from sightline.standards.standard import Answer, Edition, Finding, Standard, Subject, detects, each_person
from sightline.state import people
from sightline.state.grounds import grounds, plan_decided
from sightline.state.phrases import says, sentences

_DAY = re.compile(
    r"\b\d{1,2}/\d{1,2}\b(?!/52)|\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
)
Contact = Entry[Any]
"""An appointment or a visit; or a note, or the end of a service, that tells of one that did not take place."""
_BOOKED = (Appointment, Visit)
_TOLD = (Observation, Concern, Service)


@detects("missed_contact_pattern", *_BOOKED, *_TOLD, subjects=each_person)
def missed_contact_pattern(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """Several contacts for a child, or for a parent, missed in a time, with nothing since that puts it right."""
    person = subject.person
    if person is None or people.role(known, person) is None:
        return []
    row = _row(known, person, rule)
    if not row:
        return []
    latest = row[-1]
    edition = rule.on(latest.day)
    if edition is None or clock.passed(days_after(latest.day, edition["lapses_after_days"])):
        return []
    since = days_after(latest.day, -edition["within_days"])
    row = [contact for contact in row if contact.day >= since]
    booked = [contact for contact in row if getattr(contact.body, "announced", None) is not False]
    if len(booked) < edition["booked_beside_unannounced"]:
        row = booked  # nobody need be at home for a call of which nobody was told
    if not row or _count(row, edition) < _enough(known, person, row, edition):
        return _dropped_alone(known, person, row, edition)
    left = _let_go(known, person, row, edition)
    return [
        _finding(known, person, row, edition),
        *(_finding(known, person, own, edition, key=f"left {own[-1].id}") for own in left),
        *(
            _finding(known, person, [c], edition, key=f"anew {c.id}")
            for c in _anew(known, person, row, edition)
        ),
        *_after_a_pause(known, person, row, edition),
    ]


def _dropped_alone(known: Knowledge, person: Person, row: list[Contact], edition: Edition) -> list[Finding]:
    """What all missed makes no pattern yet, and one service's own does, which let the person go or followed none of it up."""
    for service in dict.fromkeys(contact.author for contact in row):
        own = [c for c in row if c.author == service]
        if len(own) < len(row) and _count(own, edition) >= _enough(known, person, own, edition):
            return [_finding(known, person, own, edition)]
    return []


def _after_a_pause(known: Knowledge, person: Person, row: list[Contact], edition: Edition) -> list[Finding]:
    """What has been missed after a time in which nothing was, where that is a pattern by itself, as what came before it was."""
    apart = edition["anew_after_days"]
    gaps = [n for n, (a, b) in enumerate(pairwise(row), 1) if days_after(a.day, apart) < b.day]
    before, later = (row[: gaps[-1]], row[gaps[-1] :]) if gaps else (row, [])
    if not all(
        part and _count(part, edition) >= _enough(known, person, part, edition) for part in (before, later)
    ):
        return []
    return [_finding(known, person, later, edition, key=f"again {later[0].id}")]


def _let_go(known: Knowledge, person: Person, row: list[Contact], edition: Edition) -> list[list[Contact]]:
    """What each service missed that then let the person go, where others' missed contacts were a pattern before its own began:
    that it leaves too is a decision of its own."""
    found = []
    for service in dict.fromkeys(contact.author for contact in row):
        own = [c for c in row if c.author == service]
        before = [c for c in row if c.author != service and c.day < own[0].day]
        left = getattr(own[-1].body, "follow_up", None) == "discharged"
        again = _count(own, edition) >= edition["enough_in_a_row"]
        if left and again and before and _count(before, edition) >= _enough(known, person, before, edition):
            found.append(own)
    return found


def _anew(known: Knowledge, person: Person, row: list[Contact], edition: Edition) -> list[Contact]:
    """Where what was missed before was a pattern by itself: each later contact whose note alone gives days enough for another."""
    return [
        c
        for n, c in enumerate(row)
        if 1 + _days_told(c, edition) >= edition["enough"]
        and n
        and _count(row[:n], edition) >= _enough(known, person, row[:n], edition)
    ]


def _finding(
    known: Knowledge, person: Person, row: list[Contact], edition: Edition, key: str = ""
) -> Finding:
    children = _children(known, (p for contact in row for p in contact.people))
    words = {
        "who": wording.who(known, [person]),
        "count": str(_count(row, edition)),
        "since": wording.day(row[0].day),
        "services": wording.teams(known, (c.author for c in row)),
    }
    about = tuple(dict.fromkeys((*children, person)))
    return Finding(about, tuple(c.id for c in reversed(row))[:15], row[-1].day, words=words, key=key)


def _row(known: Knowledge, person: Person, rule: Standard) -> list[Contact]:
    """Contacts missed, oldest first, each since that service last met the person: one that is put right drops out.

    Each service's misses stand by themselves until it meets the person again: seeing a midwife puts nothing right with a dentist.
    """
    missed: dict[str, list[Contact]] = {}
    for contact in _contacts(known, person):
        edition = rule.on(contact.day)
        if edition is None:
            continue
        if _met(contact, edition) or _explained(contact, edition):
            missed.pop(contact.author, None)
        elif _missed(known, contact, edition) and not _in_hospital(known, person, contact, edition):
            # Two tries on one day are one contact that was missed, and what a note tells of one of lately is no other.
            lately = days_after(contact.day, -edition["told_again_days"])
            since = lately if isinstance(contact.body, _TOLD) else contact.day
            if not any(c.day >= since for row in _same(missed, contact) for c in row):
                missed.setdefault(contact.author, []).append(contact)
    return sorted((c for row in missed.values() for c in row), key=_place)


def _same(missed: Mapping[str, list[Contact]], contact: Contact) -> Iterable[list[Contact]]:
    """Where the same miss could stand already: with its own service, or, of a note, with any."""
    return missed.values() if isinstance(contact.body, _TOLD) else (missed.get(contact.author, []),)


def _contacts(known: Knowledge, person: Person) -> Iterable[Contact]:
    """Contacts that are this person's, in the order of their days."""
    found: list[Contact] = [e for kind in (*_BOOKED, *_TOLD) for e in known.entries(kind, person)]
    return sorted((c for c in found if _whose(known, c) == person), key=_place)


def _whose(known: Knowledge, contact: Contact) -> Person | None:
    """A contact belongs to one person: the child it concerns, else whoever's it was, else whoever is named first.

    So a mother's missed session and a visit with nobody in make one pattern for the child, and are said once.
    """
    own = getattr(contact.body, "for_person", None)
    named = (*contact.people, own) if own else contact.people
    return next(iter(_children(known, named)), own or next(iter(contact.people), None))


def _children(known: Knowledge, named: Iterable[Person]) -> list[Person]:
    """The children named, those the record is about before older brothers and sisters."""
    all_ = list(dict.fromkeys(named))
    return people.children(known, all_) or [p for p in all_ if people.is_child(known, p)]


def _place(entry: Entry[Any]) -> Any:
    return entry.day, entry.noted.key, entry.id


def _met(contact: Contact, edition: Edition) -> bool:
    if isinstance(contact.body, Visit):
        return contact.body.access == "seen" or (
            contact.body.access is None and contact.body.mode is not None
        )
    return isinstance(contact.body, Appointment) and contact.body.outcome == "attended"


def _missed(known: Knowledge, contact: Contact, edition: Edition) -> bool:
    """Missed, cancelled or rearranged by the family, or no access. What a service cancelled is not the family's."""
    body = contact.body
    if isinstance(body, _TOLD):
        return _told_missed(known, contact, edition)
    if says(contact.summary, edition["of_the_service"]):
        return False
    if isinstance(body, Visit):
        answered = body.access == "child_not_seen" and body.mode in edition["at_a_distance"]
        return body.access in edition["no_access"] and not answered
    # What was done about it is written only of a contact that was missed.
    return body.outcome in edition["outcomes"] or (body.outcome is None and body.follow_up is not None)


def _told_missed(known: Knowledge, note: Contact, edition: Edition) -> bool:
    """A note, or the end of a service, whose words are that somebody was not brought, did not come or was not in."""
    own = getattr(note.body, "for_person", None)
    named = [own] if own else note.people
    if isinstance(note.body, Service) and (note.body.status != "ended" or not _children(known, named)):
        return False  # what ended for a parent alone is for the service that works with them
    said = _text(note)
    elsewhere = says(said, edition["missed_elsewhere"]) and not says(said, edition["without_a_word"])
    return says(said, edition["missed_words"]) and not elsewhere


def _explained(contact: Contact, edition: Edition) -> bool:
    """Why it could not be kept lay with the service: a wrong address, no interpreter. Then what went before it may have, too."""
    return says(contact.summary, edition["explains_words"])


def _text(contact: Contact) -> str:
    return f"{getattr(contact.body, 'reason', None) or ''}. {contact.summary}"


def _count(row: Sequence[Contact], edition: Edition) -> int:
    """How many are on record, or at least as many as the words of one of them tell of: the third, the days on which it was so, or
    a service that ended so."""
    told = [0]
    for contact in row:
        said = _text(contact)
        told += [int(many) for many, words in edition["told_of"].items() if says(said, words)]
        told += [1 + _days_told(contact, edition)]
        told += [edition["enough_in_a_row"]] if isinstance(contact.body, Service) else []
    return max(len(row), *told)


def _days_told(contact: Contact, edition: Edition) -> int:
    """How many days of its own the note of a contact gives on which one before it was missed or called off ("20/2 no answer"),
    also where the sentence before says so ("Not in again. That is 3/4, 17/4 and today"); a day on which somebody was met or is
    to come stands in a sentence of its own."""
    words = (*edition["missed_words"], *edition["called_off_words"], *edition["said_missed_words"])
    missed, days = False, set[str]()
    for part in sentences(_text(contact)):
        again, named = says(part, words), {*_DAY.findall(part)}
        if (again or (missed and len(named) > 1)) and not says(part, edition["said_met_words"]):
            days |= named
        missed = again
    return len(days)


def _in_hospital(known: Knowledge, person: Person, contact: Contact, edition: Edition) -> bool:
    """The person was in hospital that day: it could not be kept. Of a stay whose end nobody wrote, only one of lately counts."""
    since = days_after(contact.day, -edition["stay_days"])
    stays = known.entries(Hospital, person, since, contact.day)
    return bool(stays) and stays[-1].body.stage == "admitted"


def _enough(known: Knowledge, person: Person, row: list[Contact], edition: Edition) -> int:
    """How many make a pattern: fewer on a plan, and where one service's are missed in a row, left so or with weight."""
    named = (p for contact in row for p in contact.people)
    # A mother's own contacts while she is expecting are the baby's.
    expected = (p for p in people.those_in(known, ("unborn",)) if people.unborn_on(known, p, row[-1].day))
    parent = people.role(known, person) in people.PARENTS
    at_home = people.those_in(known, people.CHILDREN) if parent else ()
    children = _children(known, named) or list(expected) or people.children(known, at_home)
    for child in children:
        plans = [p for p in known.entries(Plan, child) if p.body.type in edition["plans"]]
        if plans[-1].body.status != "ended" if plans else plan_decided(known, child, row[-1].day):
            return int(edition["enough_on_a_plan"])
    one_service = len({contact.author for contact in row}) == 1
    outright = all(
        not isinstance(c.body, Appointment) or c.body.outcome in ("was_not_brought", "did_not_attend", None)
        for c in row
    )
    dropped = any(
        (isinstance(c.body, Service) and not parent)
        or getattr(c.body, "follow_up", None) in edition["dropped"]
        for c in row
    )
    if (
        one_service
        and outright
        and (dropped or any(_weight(known, child, row, edition) for child in children))
    ):
        return int(edition["enough_in_a_row"])
    return int(edition["enough"])


def _weight(known: Knowledge, child: Person, row: list[Contact], edition: Edition) -> bool:
    """A referral, a serious worry, an injury or a legal step of the months before the last of the missed contacts."""
    since = days_after(row[-1].day, -edition["within_days"])
    return any(g.day <= row[-1].day for g in grounds(known, child, since, edition["serious_topics"]))
