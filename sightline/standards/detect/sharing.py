"""What one agency holds and the one who decides, cares or takes over does not have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Acknowledgement, Feedback, Handover, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.kinds.place import Move, Placement
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import checks, decisions, people
from sightline.state.holders import bearing
from sightline.state.referrals import child_of, weighty
from sightline.state.topics import topics

Lacking = dict[Person, dict[Agency, list[Entry[Any]]]]


def _decider_or_placement(entry: Entry[Any]) -> Iterator[tuple[Any, None]]:
    """One subject for each decider, whatever it decides; and each placement by itself."""
    yield (entry.author if isinstance(entry.body, Decision) else entry.id), None


@detects("info_not_shared_with_decision_maker", Decision, Placement, subjects=_decider_or_placement)
def info_not_shared_with_decision_maker(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A decider, or those who care for the child, without what another agency holds about a parent."""
    if isinstance(subject.entry.body, Placement):
        return _at_placement(subject.entry, known, clock, rule)
    return _for_decider(subject.entry.author, known, clock, rule)


def _for_decider(decider: Agency, known: Knowledge, clock: Clock, rule: Standard) -> list[Finding]:
    """Decision by decision, and person by person, the holders that were not already missing at an earlier one."""
    if known.knower is not None:
        return []  # in its own eyes a decider sees blanks (background checks), never what others hold
    findings: list[Finding] = []
    before: set[tuple[Person, Agency]] = set()
    for decision in known.entries(Decision):
        edition = rule.on(decision.day)
        if decision.author != decider or edition is None or not _calls_for_it(known, decision, edition):
            continue
        for person, holders in _lacking(known, decider, edition["history_topics"], decision.day).items():
            held = {holder: entries for holder, entries in holders.items() if (person, holder) not in before}
            before |= {(person, holder) for holder in held}
            if held and not clock.passed(days_after(decision.day, edition["lapses_after_days"])):
                findings.append(_at_decision(known, decision, person, held))
    return findings


def _at_decision(
    known: Knowledge, decision: Entry[Decision], person: Person, held: dict[Agency, list[Entry[Any]]]
) -> Finding:
    evidence = (decision.id, *dict.fromkeys(e.id for entries in held.values() for e in entries))
    missing = tuple((person, str(agency)) for agency in held)
    words = _words(known, [person], held, wording.team(known, decision.author), decision.day)
    about = tuple(dict.fromkeys((person, *people.children(known, decision.people))))
    to = (decision.author, *held)
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
        and weighty(known, referral, edition["serious_topics"], edition["repeat_days"], edition["same_event_days"])
    )


def _lacking(known: Knowledge, agency: Agency, on_topics: list[str], until: dt.date) -> Lacking:
    """Person by person, parents and children, the holders (with their entries) from whom an agency is not seen to have anything."""
    found: Lacking = {}
    for person in people.those_in(known, (*people.PARENTS, "child", "unborn")):
        held = {
            holder: entries
            for holder, entries in bearing(known, person, on_topics, until).items()
            if holder != agency
            and not checks.has_from(known, agency, holder, person, dt.date.max)
            and not any(known.knows(agency, entry) for entry in entries)
        }
        if held:
            found[person] = held
    return found


def _words(known: Knowledge, persons: list[Person], held: Any, receiver: str, on: dt.date) -> dict[str, str]:
    return {
        "adults": wording.who(known, persons),
        "holders": wording.teams(known, held),
        "receiver": receiver,
        "day": wording.day(on),
    }


def _at_placement(placement: Entry[Placement], known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    edition = rule.on(placement.day)
    if edition is None or placement.body.status != "started":
        return SETTLED
    if clock.passed(days_after(placement.day, edition["lapses_after_days"])):
        return SETTLED
    if known.knower is None:
        findings = list(_carers_without(placement, known, edition))
    else:
        findings = list(_pointer_not_followed(placement, known, edition, known.knower))
    return [*findings, *_area_not_told(placement, known, clock, edition)]


def _carers_without(placement: Entry[Placement], known: Knowledge, edition: Edition) -> Iterator[Finding]:
    """Those who care for and assess the family in the placement, and what any of them lacks."""
    carers = [t.id for t in known.teams_of(*edition["carers"]) if known.knows(t.id, placement)]
    lacking = {carer: _lacking(known, carer, edition["care_topics"], placement.day) for carer in carers}
    entries: dict[tuple[Person, Agency], list[Entry[Any]]] = {
        (person, holder): held
        for lacks in lacking.values()
        for person, holders in lacks.items()
        for holder, held in holders.items()
        if holder not in carers
    }
    if not entries:
        return
    receivers = [c for c, lacks in lacking.items() if any((p, h) in entries for p, holders in lacks.items() for h in holders)]
    persons = list(dict.fromkeys(person for person, _ in entries))
    evidence = (placement.id, *dict.fromkeys(e.id for held in entries.values() for e in held[-2:]))
    words = _words(known, persons, [h for _, h in entries], wording.teams(known, receivers), placement.day)
    about = (*persons, *people.children(known, placement.people))
    missing = tuple((person, str(holder)) for person, holder in entries)
    yield Finding(about, evidence[:15], placement.day, missing, tuple(receivers), words, key="care")


def _pointer_not_followed(
    placement: Entry[Placement], known: Knowledge, edition: Edition, knower: Agency
) -> Iterator[Finding]:
    """In one agency's own eyes: it was told that a service was involved with a parent, and has had nothing from it."""
    pairs: dict[tuple[Person, str], str] = {}
    for kind in (Referral, Concern, Observation):
        for entry in known.entries(kind):
            for topic, service in edition["points_to"].items():
                if topic in topics(entry) and entry.noted.day <= placement.day:
                    for person in entry.people:
                        if people.role(known, person) in people.PARENTS and not _heard_from(known, knower, service, person):
                            pairs.setdefault((person, service), entry.id)
    if pairs:
        persons = list(dict.fromkeys(person for person, _ in pairs))
        words = _words(known, persons, [s for _, s in pairs], wording.team(known, knower), placement.day)
        evidence = (placement.id, *dict.fromkeys(pairs.values()))
        about = (*persons, *people.children(known, placement.people))
        yield Finding(about, evidence[:15], placement.day, tuple(pairs), (), words, key="pointer")


def _heard_from(known: Knowledge, knower: Agency, service: str, person: Person) -> bool:
    teams = [team for team in known.teams.values() if team.type == service]
    return any(
        team.id == knower or checks.has_from(known, knower, team.id, person, dt.date.max) for team in teams
    )


def _area_not_told(placement: Entry[Placement], known: Knowledge, clock: Clock, edition: Edition) -> Iterator[Finding]:
    """The GP practice and health visiting of the placement's area, some working days after it began."""
    if placement.body.area is None or placement.body.type not in edition["placements_told_to_area"]:
        return
    if not clock.passed(working_days_after(placement.day, edition["tell_area_within_working_days"])):
        return
    child = child_of(known, placement)
    for type_ in edition["area_services"]:
        local = known.teams_of(type_, area=placement.body.area)
        if local and not any(_told_of(known, team.id, placement, child) for team in local):
            words = _words(known, [], [placement.author], wording.teams(known, (t.id for t in local)), placement.day)
            words["adults"] = wording.who(known, [child] if child else [])
            about = (child,) if child else placement.people
            blanks = tuple((person, str(team.id)) for person in about for team in local)
            yield Finding(about, (placement.id,), placement.day, blanks, (), words, key=f"area:{type_}")


def _told_of(known: Knowledge, agency: Agency, placement: Entry[Any], child: Person | None) -> bool:
    since = days_after(placement.day, -14)
    return known.knows(agency, placement) or any(entry.noted.day >= since for entry in known.held(agency, child))


@detects("handover_incomplete", Handover, Move)
def handover_incomplete(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A handover that holds little, or whose arrival nobody confirmed; a move after which no handover is recorded."""
    entry = subject.entry
    edition = rule.on(entry.day)
    if edition is None or clock.passed(days_after(entry.day, edition["lapses_after_days"])):
        return SETTLED
    if isinstance(entry.body, Handover):
        return _handover(entry, known, clock, edition)
    return list(_move_without_handover(entry, known, clock, edition))


def _handover(handover: Entry[Handover], known: Knowledge, clock: Clock, edition: Edition) -> Answer:
    later = [
        h
        for h in known.entries(Handover)
        if h.body.to == handover.body.to and h.day >= handover.day and h.id != handover.id and h.body.content == "full"
    ]
    if later or not handover.body.to:
        return SETTLED if later else []
    child = child_of(known, handover)
    words = {
        "sender": wording.team(known, handover.author),
        "receiver": wording.team(known, handover.body.to),
        "day": wording.day(handover.day),
        "held": (handover.body.content or "not stated").replace("_", " "),
    }
    moves = [m.id for m in known.entries(Move, child) if abs((m.day - handover.day).days) <= edition["same_move_days"]]
    finding = Finding(handover.people, (handover.id, *moves)[:15], handover.day, words=words)
    thin = handover.body.content in edition["thin"] and not (handover.body.content == "brief" and handover.body.verbal)
    if thin:
        return [finding]
    due = working_days_after(handover.day, edition["acknowledge_within_working_days"])
    arrived = any(a.body.of == handover.id for a in known.entries(Acknowledgement))
    return [finding] if not arrived and clock.passed(due) else []


def _move_without_handover(move: Entry[Move], known: Knowledge, clock: Clock, edition: Edition) -> Iterator[Finding]:
    """Teams of the area left behind that worked with the child and are not seen to have handed over to their like."""
    child = child_of(known, move)
    old, new = move.body.from_area, move.body.to_area
    if child is None or old is None or new is None or old == new:
        return
    if not clock.passed(working_days_after(move.day, edition["handover_within_working_days"])):
        return
    for team in known.teams_of(*edition["hands_over"], area=old):
        worked = [e for e in known.held(team.id, child) if e.author == team.id and e.day <= move.day]
        local = known.teams_of(team.type, area=new)
        handed = any(h.author == team.id and h.day >= days_after(move.day, -28) for h in known.entries(Handover, child))
        if worked and local and not handed and not any(_told_of(known, t.id, move, child) for t in local):
            words = {
                "sender": team.name,
                "receiver": wording.teams(known, (t.id for t in local)),
                "day": wording.day(move.day),
                "held": "none recorded",
            }
            yield Finding((child,), (move.id, worked[-1].id), move.day, words=words, key=team.id)


@detects("referral_outcome_not_fed_back", Referral)
def referral_outcome_not_fed_back(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A professional who referred, some working days after the decision, without the outcome and the reasons for it."""
    referral: Entry[Referral] = subject.entry
    edition = rule.on(referral.day)
    if edition is None or referral.body.source_type not in edition["referrers"] or referral.body.to is None:
        return SETTLED
    if clock.passed(days_after(referral.day, edition["lapses_after_days"])):
        return SETTLED
    decided = decisions.answer_to(known, referral)
    if decided is None or not clock.passed(working_days_after(decided.day, edition["answer_within_working_days"])):
        return []
    whole = isinstance(decided.body, Decision)
    told_all = whole and known.knows(referral.author, decided)
    fed_back = any(
        f.body.to == referral.author and f.body.content == "outcome_and_reason" and f.day >= decided.day
        for f in known.entries(Feedback)
    )
    if told_all or fed_back or _brought_in(known, referral, decided):
        return []
    words = {
        "referrer": wording.team(known, referral.author),
        "decider": wording.team(known, referral.body.to),
        "day": wording.day(decided.day),
        "referred": wording.day(referral.day),
    }
    about = tuple(people.children(known, referral.people)) or referral.people
    return [Finding(about, (decided.id, referral.id), decided.day, to=() if known.knower else (referral.body.to,), words=words)]


def _brought_in(known: Knowledge, referral: Entry[Referral], decided: decisions.Decided) -> bool:
    """A step up of which the referrer knows: it got what it asked for, and is told of or works with what follows."""
    if not decisions.stepped_up(decided):
        return False
    parts = [decided, *(p for p in known.held(referral.author) if p.author == decided.author and p.day >= decided.day)]
    return any(known.knows(referral.author, part) for part in parts)
