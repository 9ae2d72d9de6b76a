"""What one agency holds and the one who decides or cares does not have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, Handover, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Medical, Observation
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import concerned
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.untold import at_examination, at_handover, held_back, said_of_holder
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import decisions, passed_on, people, places, signs
from sightline.state.grounds import any_grounds
from sightline.state.holders import bearing, held_since
from sightline.state.referrals import child_of, weighty

_Lacking = list[tuple[Person, Entry[Any]]]


def _who_lacks_or_holds(entry: Entry[Any]) -> Iterator[tuple[Any, None]]:
    """One subject for each holder, whatever it writes; each decision, and each other step, by itself."""
    yield (("holds", entry.author) if isinstance(entry.body, signs.KINDS) else entry.id), None


@detects(
    "info_not_shared_with_decision_maker",
    *(Decision, Assessment, Placement, Check, Handover, Medical),
    *signs.KINDS,
    subjects=_who_lacks_or_holds,
)
def info_not_shared_with_decision_maker(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """Who decides, cares, takes over or examines without what another agency holds; and what a holder has told nobody."""
    entry = subject.entry
    if isinstance(entry.body, signs.KINDS):
        return held_back(entry.author, known, clock, rule)
    edition = rule.on(entry.day)
    if edition is None or clock.passed(days_after(entry.day, edition["lapses_after_days"])):
        return SETTLED
    if isinstance(entry.body, Check):
        return _holder_was_asked(entry, known, clock, edition)
    if isinstance(entry.body, Handover):
        return at_handover(entry, known, edition)
    if isinstance(entry.body, Medical):
        return at_examination(entry, known, edition)
    if isinstance(entry.body, Decision | Assessment):
        return _at_decision(entry, known, clock, rule)
    if known.knower is not None and known.teams[known.knower].type not in edition["deciders"]:
        return SETTLED
    return _at_placement(entry, known, clock, edition)


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


def _at_decision(step: Entry[Any], known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """What a decision does not rest on, but for what was said already: at one shortly before, or of its holder."""
    edition = rule.on(step.day)
    if known.knower is not None or edition is None:
        return SETTLED  # in its own eyes a decider sees blanks (background checks), never what others hold
    if not _calls_for_it(known, step, edition):
        return []
    groups = _groups(known, step, edition)
    still = {
        key: [(person, e) for person, e in lacking if not passed_on.has(known, step.author, e)]
        for key, lacking in groups.items()
    }
    before = _shortly_before(known, step, edition) if any(still.values()) else []
    return [
        _not_rested_on(known, step, lacking, key)
        for key, lacking in still.items()
        if any(
            not _said_at(known, e, before) and not said_of_holder(e, step.day, known, clock, rule)
            for _, e in lacking
        )
    ]


def _shortly_before(known: Knowledge, step: Entry[Any], edition: Edition) -> list[Entry[Any]]:
    """The decisions before this one of which the same may have been said."""
    since = days_after(step.day, -edition["lapses_after_days"])
    both = [
        *known.entries(Decision, None, since, step.day),
        *known.entries(Assessment, None, since, step.day),
    ]
    mine = (step.day, step.noted.key, step.id)
    earlier = [e for e in both if (e.day, e.noted.key, e.id) < mine]
    return [e for e in earlier if _calls_for_it(known, e, edition)]


def _said_at(known: Knowledge, item: Entry[Any], steps: list[Entry[Any]]) -> bool:
    """Whether an entry was already held and not had at one of these decisions."""
    return any(
        item.noted.day <= step.day
        and item.author != step.author
        and not passed_on.has(known, step.author, item, step.day)
        for step in reversed(steps)
    )


def _groups(known: Knowledge, step: Entry[Any], edition: Edition) -> dict[Person, _Lacking]:
    """What was lacking on the day: it rests on that day and what came before, and seldom changes later."""
    return known.found(
        ("lacked at", step.id, edition.source), lambda: _lacking_on_the_day(known, step, edition)
    )


def _lacking_on_the_day(known: Knowledge, step: Entry[Any], edition: Edition) -> dict[Person, _Lacking]:
    """What others had written of people by then and the decider did not have; those of whom one entry tells are one point."""
    found: dict[Person, _Lacking] = {}
    for person in (*people.those_in(known, people.PARENTS), *people.those_in(known, ("child", "unborn"))):
        held = bearing(known, person, tuple(edition["history_topics"]), step.day, most=2)
        lacking = [
            (person, e)
            for holder, entries in held.items()
            for e in entries
            if holder != step.author and not _disagrees(e, step)
            if not passed_on.has(known, step.author, e, step.day)
        ]
        ids = {e.id for _, e in lacking}
        with_whom = next((one for one, own in found.items() if ids & {e.id for _, e in own}), person)
        if lacking:
            found.setdefault(with_whom, []).extend(lacking)
    return found


def _disagrees(entry: Entry[Any], step: Entry[Any]) -> bool:
    """What is written against a decision is no part of what it could have rested on."""
    return isinstance(entry.body, Concern) and entry.body.about_decision == step.id


def _not_rested_on(known: Knowledge, step: Entry[Any], lacking: _Lacking, key: Person) -> Finding:
    persons = list(dict.fromkeys(person for person, _ in lacking))
    missing = tuple(dict.fromkeys((person, str(e.author)) for person, e in lacking))
    holders = list(dict.fromkeys(e.author for _, e in lacking))
    evidence = (step.id, *_by_turns([[e for _, e in lacking if e.author == holder] for holder in holders]))
    words = _words(known, persons, wording.teams(known, holders), wording.team(known, step.author), step.day)
    about = tuple(dict.fromkeys((*persons, *people.children(known, step.people))))
    to = (step.author, *holders)
    return Finding(about, evidence[:15], step.day, missing, to, words, key=f"{key} {step.id}")


def _by_turns(lists: list[list[Entry[Any]]]) -> list[str]:
    """The latest of each first, so that of many holders each is cited."""
    turns = zip_longest(*(reversed(each) for each in lists))
    return list(dict.fromkeys(e.id for turn in turns for e in turn if e is not None))


def _calls_for_it(known: Knowledge, step: Entry[Any], edition: Edition) -> bool:
    """Whether nobody should take this step without what others hold; asked of each by those that come after it too."""
    return known.found(
        ("calls for sharing", step.id, edition.source), lambda: _is_weighty(known, step, edition)
    )


def _is_weighty(known: Knowledge, step: Entry[Any], edition: Edition) -> bool:
    """An answer to a weighty referral that leads to no assessment, a major step, or an ending where there was harm."""
    body = step.body
    if isinstance(body, Assessment):
        finished = body.status == "completed" and body.type in edition["assessments"]
        decides = step.author in known.teams and known.teams[step.author].type in edition["deciders"]
        return finished and decides and _weight(known, step, edition)
    if body.type in edition["major_steps"]:
        return True
    if body.type in edition["endings"]:
        return _weight(known, step, edition)
    referral = known.entry(body.responds_to)
    return (
        body.type == "referral_outcome"
        and not decisions.stepped_up(step)
        and referral is not None
        and weighty(
            known, referral, edition["serious_topics"], edition["repeat_days"], edition["same_event_days"]
        )
    )


def _weight(known: Knowledge, step: Entry[Any], edition: Edition) -> bool:
    since = days_after(step.day, -edition["look_back_days"])
    children = people.children(known, step.people)
    return any(any_grounds(known, child, since, edition["serious_topics"]) for child in children)


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
    """Those who care for and assess the family in the placement, and what any of them lacks; not where they were told all."""
    if placement.body.information_to_carers == "full":
        return
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
