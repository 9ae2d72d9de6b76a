"""What those who care for a child in a placement, and the services of its area, were not told when it began."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.harm import Background, Concern, Observation
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import concerned
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.untold import said_of_holder, written
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard
from sightline.state import passed_on, people, places, signs
from sightline.state.holders import bearing, held_since
from sightline.state.phrases import says
from sightline.state.referrals import child_of


def at_placement(
    placement: Entry[Placement], known: Knowledge, clock: Clock, rule: Standard, edition: Edition
) -> Answer:
    if placement.body.status != "started":
        return SETTLED
    if known.knower is None:
        findings = list(_carers_without(placement, known, clock, rule, edition))
        return _one_point([*findings, *_area_not_told(placement, known, clock, edition)])
    findings = list(_pointer_not_followed(placement, known, edition, known.knower))
    return [*findings, *_area_not_told(placement, known, clock, edition)]


def _one_point(findings: list[Finding]) -> list[Finding]:
    """What several did not have when one placement began is said together."""
    if len(findings) < 2:
        return [replace(one, key="placement") for one in findings]
    first = findings[0]
    receivers = wording.phrase(dict.fromkeys(one.words["receiver"] for one in findings))
    return [
        replace(
            first,
            about=tuple(dict.fromkeys(p for one in findings for p in one.about)),
            missing=tuple(dict.fromkeys(m for one in findings for m in one.missing)),
            words={**first.words, "receiver": receivers},
            key="placement",
        )
    ]


def _carers_without(
    placement: Entry[Placement], known: Knowledge, clock: Clock, rule: Standard, edition: Edition
) -> Iterator[Finding]:
    """Those who care for and assess the family in the placement, and what any lacks, where they were told little."""
    if not _told_little(placement, edition):
        return
    carers = [t.id for t in known.teams_of(*edition["carers"]) if known.knows(t.id, placement)]
    before = {carer: _said_before(known, placement, carer, edition) for carer in carers}
    adults = people.those_in(known, people.PARENTS)
    lacking = {
        carer: {
            (person, holder)
            for person in adults
            for holder, day in _lacking(known, carer, person, edition["care_topics"]).items()
            if holder not in carers and before[carer] < day <= placement.day
        }
        for carer in carers
    }
    untold = _new_of_the_child(placement, known, clock, rule, edition, before)
    receivers = [carer for carer in carers if lacking[carer] or untold]
    if not receivers:
        return
    topics, pairs = tuple(edition["care_topics"]), set().union(*lacking.values())
    held = {person: bearing(known, person, topics, placement.day, most=2) for person in adults}
    entries = {(p, h): found for p in adults for h, found in held[p].items() if (p, h) in pairs}
    for e in untold:
        for child in people.children(known, concerned(e)):
            entries.setdefault((child, e.author), []).append(e)
    persons = list(dict.fromkeys(person for person, _ in entries))
    evidence = (placement.id, *by_turns(list(entries.values())))
    words = words_of(
        known,
        persons,
        wording.teams(known, (h for _, h in entries)),
        wording.teams(known, receivers),
        placement.day,
    )
    about = (*dict.fromkeys((*persons, *people.children(known, placement.people))),)
    missing = tuple((person, str(holder)) for person, holder in entries)
    yield Finding(about, evidence[:15], placement.day, missing, tuple(receivers), words, key="care")


def _new_of_the_child(
    placement: Entry[Placement],
    known: Knowledge,
    clock: Clock,
    rule: Standard,
    edition: Edition,
    before: dict[Agency, dt.date],
) -> list[Entry[Any]]:
    """What carers lack of the child, a day on, but for what was said at an earlier placement or of whoever holds it."""
    if not clock.passed(working_days_after(placement.day, edition["tell_harm_within_working_days"])):
        return []
    said = min(before.values(), default=dt.date.min)
    return [
        e
        for e in _of_the_child(known, placement, list(before), edition)
        if e.noted.day > said and not said_of_holder(e, placement.day, known, clock, rule)
    ]


def _said_before(known: Knowledge, placement: Entry[Placement], carer: Agency, edition: Edition) -> dt.date:
    """The last day on which a child came to the same carers with as little said: what stood there then was said then."""
    since = days_after(placement.day, -edition["lapses_after_days"])
    days = [
        other.day
        for child in people.children(known, placement.people)
        for other in known.entries(Placement, child, since, placement.day)
        if other.noted < placement.noted
        and other.body.status == "started"
        and _told_little(other, edition)
        and known.knows(carer, other)
    ]
    return max(days, default=dt.date.min)


def _told_little(placement: Entry[Placement], edition: Edition) -> bool:
    """As the box says; where it is empty, as the note does."""
    said = placement.body.information_to_carers
    if said is None:
        return says(placement.summary, edition["carers_untold_words"])
    return said in edition["carers_told_too_little"]


def _of_the_child(
    known: Knowledge, placement: Entry[Placement], carers: list[Agency], edition: Edition
) -> list[Entry[Any]]:
    """Where carers were told little: what stood of the child before that day and bears on safety, and none of them has.

    What happened on the day itself is why the child came to them.
    """
    if not _told_little(placement, edition):
        return []
    since = days_after(placement.day, -edition["look_back_days"])
    return [
        e
        for e in written(known, placement, since, (*signs.SEEN, Background))
        if e.author not in carers
        and e.noted.day < placement.day
        and (
            signs.grave(known, e, edition.numbers)
            or signs.bears(known, e, edition.numbers)
            or (isinstance(e.body, Observation) and e.body.direction == "concern")
        )
        and not any(passed_on.has(known, carer, e) for carer in carers)
    ]


def _pointer_not_followed(
    placement: Entry[Placement], known: Knowledge, edition: Edition, knower: Agency
) -> Iterator[Finding]:
    """In one agency's own eyes: it was told that a service was involved with a parent, and has had nothing from it."""
    pairs: dict[tuple[Person, str], str] = {}
    since = days_after(placement.day, -edition["pointer_within_days"])
    for person in people.those_in(known, people.PARENTS):
        for topic, service in edition["points_to"].items():
            said = known.on_topic(topic, person, since, placement.day)
            pointer = next((e for e in said if isinstance(e.body, Referral | Concern | Observation)), None)
            if pointer and not _heard_from(known, knower, service, person):
                pairs.setdefault((person, service), pointer.id)
    if pairs:
        persons = list(dict.fromkeys(person for person, _ in pairs))
        words = words_of(
            known, persons, wording.types(s for _, s in pairs), wording.team(known, knower), placement.day
        )
        evidence = (placement.id, *dict.fromkeys(pairs.values()))
        about = (*persons, *people.children(known, placement.people))
        yield Finding(about, evidence[:15], placement.day, tuple(pairs), (), words, key="pointer")


def _heard_from(known: Knowledge, knower: Agency, service: str, person: Person) -> bool:
    teams = [team for team in known.teams.values() if team.type == service]
    return any(team.id == knower or known.has_from(knower, team.id, person) for team in teams)


def _area_not_told(
    placement: Entry[Placement], known: Knowledge, clock: Clock, edition: Edition
) -> Iterator[Finding]:
    """The GP practice and health visiting of the placement's area, some working days after it began."""
    if placement.body.area is None or placement.body.type not in edition["placements_told_to_area"]:
        return
    if not clock.passed(working_days_after(placement.day, edition["tell_area_within_working_days"])):
        return
    child = child_of(known, placement)
    weeks = people.weeks_old(known, child, placement.day) if child else None
    for type_, until in edition["area_services"].items():
        if until and weeks is not None and weeks >= until:
            continue
        local = known.teams_of(type_, area=placement.body.area)
        if local and not any(places.told_of(known, team.id, placement, child) for team in local):
            words = words_of(
                known,
                [],
                wording.team(known, placement.author),
                wording.teams(known, (t.id for t in local)),
                placement.day,
            )
            words["adults"] = wording.who(known, [child] if child else [])
            about = (child,) if child else placement.people
            blanks = tuple((person, str(team.id)) for person in about for team in local)
            yield Finding(about, (placement.id,), placement.day, blanks, (), words, key=f"area:{type_}")


def _lacking(known: Knowledge, agency: Agency, person: Person, on_topics: list[str]) -> dict[Agency, dt.date]:
    """The holders about a person from whom an agency is not seen to have anything, with the day they first held it."""
    return {
        holder: day
        for holder, day in held_since(known, person, tuple(on_topics)).items()
        if holder != agency and not known.has_from(agency, holder, person)
    }


def words_of(
    known: Knowledge, persons: list[Person], holders: str, receiver: str, on: dt.date
) -> dict[str, str]:
    """This will give the words of a finding: of whom, who holds it, who lacks it, and when."""
    return {
        "adults": wording.who(known, persons),
        "holders": holders,
        "receiver": receiver,
        "day": wording.day(on),
    }


def by_turns(lists: list[list[Entry[Any]]]) -> list[str]:
    """This will give the ids of entries, the latest of each list first, so that of many holders each is cited."""
    turns = zip_longest(*(reversed(each) for each in lists))
    return list(dict.fromkeys(e.id for turn in turns for e in turn if e is not None))
