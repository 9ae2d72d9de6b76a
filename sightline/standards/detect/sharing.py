"""What one agency holds and the one who decides or cares does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, Check, Handover, InformationSharing, Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background, Concern, Medical, Observation
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.place import Household, Placement
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import concerned, topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.carers import at_placement, by_turns, words_of
from sightline.standards.detect.clinical import at_examination, at_treatment, found_by_clinics
from sightline.standards.detect.untold import HOLDS, assessed, at_handover, held_back, said_of_holder
from sightline.standards.standard import (
    SETTLED,
    Answer,
    Edition,
    Finding,
    Settled,
    Standard,
    Subject,
    detects,
)
from sightline.state import checks, decisions, passed_on, people, signs
from sightline.state.beside import adults_at_home, beside_the_children
from sightline.state.grounds import any_grounds
from sightline.state.holders import bearing
from sightline.state.phrases import says
from sightline.state.referrals import accused, serious_of, weighty

_SEEN_BESIDE: tuple[type[Any], ...] = (Observation, Concern, Visit, Household, Appointment, Medical)
_Lacking = list[tuple[Person, Entry[Any]]]


def _who_lacks_or_holds(entry: Entry[Any]) -> Iterator[tuple[Any, None]]:
    """One subject for each holder, whatever it writes; each decision, and each other step, by itself."""
    yield (("holds", entry.author) if isinstance(entry.body, HOLDS) else entry.id), None


@detects(
    "info_not_shared_with_decision_maker",
    *(Decision, Assessment, Placement, Check, Handover, Medical),
    *HOLDS,
    subjects=_who_lacks_or_holds,
)
def info_not_shared_with_decision_maker(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """Who decides, cares, takes over or examines without what another agency holds; and what a holder has told nobody."""
    entry = subject.entry
    if isinstance(entry.body, HOLDS):
        return held_back(entry.author, known, clock, rule)
    edition = rule.on(entry.day)
    if edition is None or clock.passed(days_after(entry.day, edition["lapses_after_days"])):
        return SETTLED
    if isinstance(entry.body, Check):
        return _holder_was_asked(entry, known, clock, edition)
    if isinstance(entry.body, Handover):
        return at_handover(entry, known, clock, rule, edition)
    if isinstance(entry.body, Medical):
        return _of_clinician(entry, known, clock, rule, edition)
    if isinstance(entry.body, Decision) and entry.body.type in edition["treatment"]:
        return at_treatment(entry, known, edition)
    if isinstance(entry.body, Assessment) and _type(known, entry.author) not in edition["deciders"]:
        return assessed(entry, known, clock, rule)
    if isinstance(entry.body, Decision | Assessment):
        return _at_decision(entry, known, clock, rule)
    if known.knower is not None and _type(known, known.knower) not in edition["deciders"]:
        return SETTLED
    return at_placement(entry, known, clock, rule, edition)


def _type(known: Knowledge, agency: Agency) -> str | None:
    return known.teams[agency].type if agency in known.teams else None


def _of_clinician(
    entry: Entry[Medical], known: Knowledge, clock: Clock, rule: Standard, edition: Edition
) -> Answer:
    """What a clinician who examines did not have; and that a child hurts itself, which one found and did not tell its worker."""
    lacked = at_examination(entry, known, clock, rule, edition)
    if not signs.hurt_itself(known, entry, edition.numbers):
        return lacked
    untold = assessed(entry, known, clock, rule)
    return untold if isinstance(lacked, Settled) else [*lacked, *untold]


def _holder_was_asked(check: Entry[Check], known: Knowledge, clock: Clock, edition: Edition) -> Answer:
    """In the holder's own eyes: asked about somebody of whom it holds something, and nothing recorded as shared."""
    holder = known.knower
    if holder is None or check.body.asked != holder or check.author == holder:
        return SETTLED
    if not clock.passed(working_days_after(check.day, edition["answer_within_working_days"])):
        return []
    wanted = tuple(edition["history_topics"])
    held = {person: bearing(known, person, wanted, check.day).get(holder, []) for person in concerned(check)}
    about = [p for p, own in held.items() if own and not known.has_from(check.author, holder, p)]
    if not about:
        return SETTLED  # it held nothing on the day, or has answered
    evidence = (check.id, *dict.fromkeys(e.id for person in about for e in held[person]))
    words = words_of(known, about, wording.team(known, holder), wording.team(known, check.author), check.day)
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
    before = _before(known, step, edition) if any(still.values()) else []
    new = {
        key: [
            (person, e)
            for person, e in lacking
            if not _said_at(known, person, e, step, before, edition)
            and not said_of_holder(e, step.day, known, clock, rule)
        ]
        for key, lacking in still.items()
    }
    return [_not_rested_on(known, step, lacking, key) for key, lacking in new.items() if lacking]


def _before(known: Knowledge, step: Entry[Any], edition: Edition) -> list[Entry[Any]]:
    """The decisions before this one of which the same may have been said."""
    since = days_after(step.day, -edition["look_back_days"])
    both = [
        *known.entries(Decision, None, since, step.day),
        *known.entries(Assessment, None, since, step.day),
    ]
    mine = (step.day, step.noted.key, step.id)
    earlier = [e for e in both if (e.day, e.noted.key, e.id) < mine]
    return [e for e in earlier if _calls_for_it(known, e, edition)]


def _said_at(
    known: Knowledge,
    person: Person,
    item: Entry[Any],
    step: Entry[Any],
    steps: list[Entry[Any]],
    edition: Edition,
) -> bool:
    """Whether it was said at one before, and not answered by then, that this holder has something about this person."""
    by_itself = isinstance(item.body, Medical | InformationSharing) or signs.grave(
        known, item, edition.numbers
    )
    return any(
        not passed_on.has(known, earlier.author, e, step.day)
        for earlier in reversed(steps)
        for lacking in _groups(known, earlier, edition).values()
        for about, e in lacking
        if about == person and (e.id == item.id if by_itself else e.author == item.author)
    )


def _groups(known: Knowledge, step: Entry[Any], edition: Edition) -> dict[Person, _Lacking]:
    """What was lacking on the day: it rests on that day and what came before, and seldom changes later."""
    return known.found(
        ("lacked at", step.id, edition.source), lambda: _lacking_on_the_day(known, step, edition)
    )


def _lacking_on_the_day(known: Knowledge, step: Entry[Any], edition: Edition) -> dict[Person, _Lacking]:
    """What others had written of people by then and the decider did not have; each adult is a point.

    Adults of whom one entry tells are one; what is held of the child goes with the first of them.
    """
    found: dict[Person, _Lacking] = {}
    named = [p for p in concerned(step) if people.is_child(known, p)]
    children = [*dict.fromkeys((*people.those_in(known, ("child", "unborn")), *named))]
    parents = [p for p in people.those_in(known, people.PARENTS) if beside_the_children(known, p, step.day)]
    adults = (*parents, *accused(known, step), *adults_at_home(known, step.day))
    kin = [p for p in _relatives_it_goes_to(known, step, edition) if p not in adults]
    for person in dict.fromkeys((*adults, *kin, *children)):
        wanted = edition["risk_topics" if person in kin else "history_topics"]
        telling = tuple(topic for topic in wanted if topic not in edition["no_worry_topics"])
        held = bearing(known, person, telling, step.day, most=2)
        if person in children:
            for e in found_by_clinics(known, person, step.day, edition):
                held.setdefault(e.author, []).append(e)
        for e in _seen_beside(known, person, step, edition):
            held.setdefault(e.author, []).append(e)
        had = _topics_asked_for(known, step, held, person, edition)
        lacking = [
            (person, e)
            for holder, entries in held.items()
            for e in dict.fromkeys(entries)
            if holder != step.author and not _disagrees(e) and not _seen_and_no_worry(known, e, edition)
            if not (isinstance(e.body, Background) and topics(e) <= had)
            if person not in children or _recent_or_grave(known, e, step, edition)
            if not _asked(known, step, e, person, edition)
            if not passed_on.has(known, step.author, e, step.day)
        ]
        ids = {e.id for _, e in lacking}
        shares = (one for one, own in found.items() if person in children or ids & {e.id for _, e in own})
        with_whom = next(shares, person)
        if lacking:
            found.setdefault(with_whom, []).extend(lacking)
    return found


def _relatives_it_goes_to(known: Knowledge, step: Entry[Any], edition: Edition) -> list[Person]:
    """Where a child is placed within the family: each relative of whom another holds what may bring harm, of age or not.

    Who lives in that home is seldom named when it is decided; that is for the holder to say.
    """
    if not isinstance(step.body, Decision) or step.body.type != "placement":
        return []
    days, kin = edition["placed_near_days"], people.those_in(known, tuple(edition["kin"]))
    placed = (
        p.body.type in edition["placed_with_kin"]
        for child in people.children(known, step.people)
        for p in known.entries(Placement, child, days_after(step.day, -days), days_after(step.day, days))
    )
    return kin if set(kin) & set(step.people) or any(placed) else []


def _seen_beside(known: Knowledge, person: Person, step: Entry[Any], edition: Edition) -> list[Entry[Any]]:
    """Lately noted by others: that an adult who may bring harm is beside the family, or that one is ill or using again."""
    if people.is_child(known, person):
        return []
    risky = _of_risk(known, person, step, "risk_topics", edition)
    ill = _of_risk(known, person, step, "relapse_topics", edition)
    since = days_after(step.day, -edition["seen_beside_days"])
    notes = [e for kind in _SEEN_BESIDE for e in known.entries(kind, person, since, step.day)]
    return [
        e
        for e in notes
        if e.noted.day <= step.day
        and getattr(e.body, "direction", None) not in ("neutral", "positive")
        and getattr(e.body, "about_decision", None) is None
        and (
            (len(e.people) > 1 and risky and says(e.summary, edition["beside_words"]))
            or (ill and says(e.summary, edition["relapse_words"]))
        )
    ]


def _of_risk(known: Knowledge, person: Person, step: Entry[Any], name: str, edition: Edition) -> bool:
    return any(known.on_topic(topic, person, until=step.day) for topic in edition[name])


def _topics_asked_for(
    known: Knowledge, step: Entry[Any], held: dict[Agency, list[Entry[Any]]], person: Person, edition: Edition
) -> frozenset[str]:
    """What those whom a step asked, or whose answer it has, have in their own files of a person: the same in another's file is a
    duplicate."""
    files = (e for entries in held.values() for e in entries if isinstance(e.body, Background))
    return frozenset(
        topic
        for e in files
        if _asked(known, step, e, person, edition) or passed_on.has(known, step.author, e, step.day)
        for topic in topics(e)
    )


def _asked(known: Knowledge, step: Entry[Any], item: Entry[Any], person: Person, edition: Edition) -> bool:
    """Whether a step says that it asked the holder, or a team that decides beside it and has what the holder wrote.

    Where the check itself is on record it tells of whom that team was asked.
    """
    body = step.body
    said = body.agencies_consulted if isinstance(body, Assessment) else body.checks_made
    return any(
        _asked_of(known, step, one, person)
        for one in (*(said or ()), *_at_its_meeting(known, step, edition))
        if one == item.author
        or (
            _type(known, one) in edition["deciders"]
            and one != step.author
            and passed_on.has(known, one, item, step.day)
        )
    )


def _at_its_meeting(known: Knowledge, step: Entry[Any], edition: Edition) -> list[Agency]:
    """Who else of those who decide sat at the meeting that made a decision: a chair decides on what the worker there has."""
    rests_on = (known.entry(id) for id in getattr(step.body, "on_information", None) or ())
    held = [m for m in rests_on if m is not None and isinstance(m.body, Meeting) and m.day == step.day]
    return [a for m in held for a in m.body.attended or () if _type(known, a) in edition["deciders"]]


def _asked_of(known: Knowledge, step: Entry[Any], agency: Agency, person: Person) -> bool:
    made = [
        c
        for c in known.entries(Check, None, None, step.day)
        if c.author == step.author and checks.whom(known, c) == agency
    ]
    return not made or any(person in (c.body.of_people or c.people) for c in made)


def _recent_or_grave(known: Knowledge, item: Entry[Any], step: Entry[Any], edition: Edition) -> bool:
    """What is held of a child, unlike an adult's history, bears for some time only; a sign of harm always does."""
    since = days_after(step.day, -edition["look_back_days"])
    return item.day >= since or signs.grave(known, item, edition.numbers)


def _disagrees(entry: Entry[Any]) -> bool:
    """What is written against a decision is for whoever wrote it to take up."""
    return isinstance(entry.body, Concern) and entry.body.about_decision is not None


def _seen_and_no_worry(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """A note on harm to a child whose writer saw no worry in it, and which says nothing else of anybody's history."""
    body = entry.body
    if not isinstance(body, Observation) or body.direction not in ("neutral", "positive"):
        return False
    bears = topics(entry) & {*edition["history_topics"]}
    return bears <= {*edition["grave"]} and any(people.is_child(known, p) for p in concerned(entry))


def _not_rested_on(known: Knowledge, step: Entry[Any], lacking: _Lacking, key: Person) -> Finding:
    persons = list(dict.fromkeys(person for person, _ in lacking))
    missing = tuple(dict.fromkeys((person, str(e.author)) for person, e in lacking))
    holders = list(dict.fromkeys(e.author for _, e in lacking))
    evidence = (step.id, *by_turns([[e for _, e in lacking if e.author == holder] for holder in holders]))
    words = words_of(
        known, persons, wording.teams(known, holders), wording.team(known, step.author), step.day
    )
    about = tuple(dict.fromkeys((*persons, *people.children(known, step.people))))
    to = (step.author, *holders)
    return Finding(about, evidence[:15], step.day, missing, to, words, key=f"{key} {step.id}")


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
        if body.agencies_consulted is None:
            return False  # whom it asked is not known: that is no sign that it asked nobody
        decides = _type(known, step.author) in edition["deciders"]
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
            known,
            referral,
            _serious(known, referral, edition),
            edition["repeat_days"],
            edition["same_event_days"],
        )
    )


def _serious(known: Knowledge, referral: Entry[Referral], edition: Edition) -> frozenset[str]:
    """The topics that give a referral weight; where kin, a neighbour or a caller allege no harm, that of how children are kept is
    none: somebody has to speak with whoever called first."""
    serious = serious_of(known, referral, edition.numbers)
    called = referral.body.source_type in edition["callers"] and referral.body.alleges_harm is False
    return serious - {*edition["kept_badly"]} if called else serious


def _weight(known: Knowledge, step: Entry[Any], edition: Edition) -> bool:
    since = days_after(step.day, -edition["look_back_days"])
    children = people.children(known, step.people)
    return any(any_grounds(known, child, since, edition["serious_topics"]) for child in children)
