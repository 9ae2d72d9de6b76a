"""What one agency holds and the one who decides or cares does not have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import concerned
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import decisions, people, places
from sightline.state.holders import bearing, held_since
from sightline.state.referrals import child_of, weighty


def _decider_or_placement(entry: Entry[Any]) -> Iterator[tuple[Any, None]]:
    """One subject for each decider, whatever it decides; and each placement by itself."""
    yield (entry.author if isinstance(entry.body, Decision) else entry.id), None


@detects("info_not_shared_with_decision_maker", Decision, Placement, Check, subjects=_decider_or_placement)
def info_not_shared_with_decision_maker(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """A decider, or those who care for the child, without what another agency holds; and a holder that was asked."""
    entry = subject.entry
    edition = rule.on(entry.day)
    if edition is None or (
        clock.passed(days_after(entry.day, edition["lapses_after_days"]))
        and not isinstance(entry.body, Decision)
    ):
        return SETTLED
    if isinstance(entry.body, Check):
        return _holder_was_asked(entry, known, clock, edition)
    if known.knower is not None and known.teams[known.knower].type not in edition["deciders"]:
        return SETTLED
    if isinstance(entry.body, Placement):
        return _at_placement(entry, known, clock, edition)
    return _for_decider(entry.author, known, clock, rule)


def _holder_was_asked(check: Entry[Check], known: Knowledge, clock: Clock, edition: Edition) -> Answer:
    """In the holder's own eyes: asked about somebody of whom it holds something, and nothing recorded as shared."""
    holder = known.knower
    if holder is None or check.body.asked != holder or check.author == holder:
        return SETTLED
    if not clock.passed(working_days_after(check.day, edition["answer_within_working_days"])):
        return []
    topics = tuple(edition["history_topics"])
    held = {person: bearing(known, person, topics, check.day).get(holder, []) for person in concerned(check)}
    about = [p for p, own in held.items() if own and not known.has_from(check.author, holder, p)]
    if not about:
        return SETTLED  # it held nothing on the day, or has answered
    evidence = (check.id, *dict.fromkeys(e.id for person in about for e in held[person]))
    words = _words(known, about, wording.team(known, holder), wording.team(known, check.author), check.day)
    missing = tuple((person, str(check.author)) for person in about)
    return [Finding(tuple(about), evidence[:15], check.day, missing, (holder,), words)]


def _for_decider(decider: Agency, known: Knowledge, clock: Clock, rule: Standard) -> list[Finding]:
    """Person by person, and decision by decision, the holders that were not already missing at an earlier one."""
    if known.knower is not None:
        return []  # in its own eyes a decider sees blanks (background checks), never what others hold
    findings: list[Finding] = []
    standing = _standing(known, decider, clock, rule)
    for person in people.those_in(known, (*people.PARENTS, "child", "unborn")) if standing else ():
        missing = _lacking(known, decider, person, standing[-1][1]["history_topics"])
        named: dict[Agency, dt.date] = {}
        for decision, edition in standing:
            lapsed = days_after(decision.day, -edition["lapses_after_days"])
            new = [
                h for h, day in missing.items() if day <= decision.day and named.get(h, dt.date.min) < lapsed
            ]
            named.update(dict.fromkeys(new, decision.day))
            if new and not clock.passed(days_after(decision.day, edition["lapses_after_days"])):
                findings.append(_at_decision(known, decision, person, new, edition))
    return findings


def _standing(
    known: Knowledge, decider: Agency, clock: Clock, rule: Standard
) -> list[tuple[Entry[Decision], Edition]]:
    """A decider's decisions that call for it, oldest first: those not lapsed, and those just before that they are read beside."""
    found: list[tuple[Entry[Decision], Edition]] = []
    oldest: dt.date | None = None
    for decision in reversed(known.entries(Decision)):
        edition = rule.on(decision.day)
        if edition is None or (oldest and decision.day < oldest):
            break
        if oldest is None and clock.passed(days_after(decision.day, edition["lapses_after_days"])):
            oldest = days_after(decision.day, -edition["lapses_after_days"])
        if decision.author == decider and _calls_for_it(known, decision, edition):
            found.append((decision, edition))
    return found[::-1]


def _at_decision(
    known: Knowledge, decision: Entry[Decision], person: Person, holders: list[Agency], edition: Edition
) -> Finding:
    held = bearing(known, person, tuple(edition["history_topics"]), decision.day)
    evidence = (decision.id, *dict.fromkeys(e.id for holder in holders for e in held[holder]))
    missing = tuple((person, str(agency)) for agency in holders)
    words = _words(
        known, [person], wording.teams(known, holders), wording.team(known, decision.author), decision.day
    )
    about = tuple(dict.fromkeys((person, *people.children(known, decision.people))))
    to = (decision.author, *holders)
    return Finding(about, evidence[:15], decision.day, missing, to, words, key=f"{person} {decision.id}")


def _calls_for_it(known: Knowledge, decision: Entry[Decision], edition: Edition) -> bool:
    """An answer to a weighty referral that leads to no assessment, or one of the major steps."""
    if decision.body.type in edition["major_steps"]:
        return True
    referral = known.entry(decision.body.responds_to)
    return (
        decision.body.type == "referral_outcome"
        and not decisions.stepped_up(decision)
        and referral is not None
        and weighty(
            known, referral, edition["serious_topics"], edition["repeat_days"], edition["same_event_days"]
        )
    )


def _lacking(known: Knowledge, agency: Agency, person: Person, on_topics: list[str]) -> dict[Agency, dt.date]:
    """The holders about a person from whom an agency is not seen to have anything, with the day they first held it."""
    return {
        holder: day
        for holder, day in held_since(known, person, tuple(on_topics)).items()
        if holder != agency and not known.has_from(agency, holder, person)
    }


def _words(
    known: Knowledge, persons: list[Person], holders: str, receiver: str, on: dt.date
) -> dict[str, str]:
    return {
        "adults": wording.who(known, persons),
        "holders": holders,
        "receiver": receiver,
        "day": wording.day(on),
    }


def _at_placement(placement: Entry[Placement], known: Knowledge, clock: Clock, edition: Edition) -> Answer:
    if placement.body.status != "started":
        return SETTLED
    if known.knower is None:
        findings = list(_carers_without(placement, known, edition))
    else:
        findings = list(_pointer_not_followed(placement, known, edition, known.knower))
    return [*findings, *_area_not_told(placement, known, clock, edition)]


def _carers_without(placement: Entry[Placement], known: Knowledge, edition: Edition) -> Iterator[Finding]:
    """Those who care for and assess the family in the placement, and what any of them lacks."""
    carers = [t.id for t in known.teams_of(*edition["carers"]) if known.knows(t.id, placement)]
    adults = people.those_in(known, people.PARENTS)
    lacking = {
        carer: {
            (person, holder)
            for person in adults
            for holder, day in _lacking(known, carer, person, edition["care_topics"]).items()
            if holder not in carers and day <= placement.day
        }
        for carer in carers
    }
    receivers = [carer for carer, lacks in lacking.items() if lacks]
    if not receivers:
        return
    topics, pairs = tuple(edition["care_topics"]), set().union(*lacking.values())
    held = {person: bearing(known, person, topics, placement.day, most=2) for person in adults}
    entries = {(p, h): found for p in adults for h, found in held[p].items() if (p, h) in pairs}
    persons = list(dict.fromkeys(person for person, _ in entries))
    evidence = (placement.id, *dict.fromkeys(e.id for each in entries.values() for e in each))
    words = _words(
        known,
        persons,
        wording.teams(known, (h for _, h in entries)),
        wording.teams(known, receivers),
        placement.day,
    )
    about = (*persons, *people.children(known, placement.people))
    missing = tuple((person, str(holder)) for person, holder in entries)
    yield Finding(about, evidence[:15], placement.day, missing, tuple(receivers), words, key="care")


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
        words = _words(
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
    for type_ in edition["area_services"]:
        local = known.teams_of(type_, area=placement.body.area)
        if local and not any(places.told_of(known, team.id, placement, child) for team in local):
            words = _words(
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
