"""Whether the child is seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing, Referral, Visit
from sightline.record.kinds.decision import TOGETHER, Decision
from sightline.record.kinds.harm import Concern, Hospital, Medical, Observation
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect import agreed_sight
from sightline.standards.detect.assessed_unseen import in_assessment, in_enquiry, on_a_ward, written_up
from sightline.standards.detect.heard_alone import never_alone
from sightline.standards.detect.plan_visits import (
    ended_unseen,
    gap,
    on_a_plan,
    remote_was_lawful,
    told_seen,
    worker,
)
from sightline.standards.detect.unseen_in_words import said_unseen, visited_from_afar
from sightline.standards.standard import Answer, Edition, Finding, Standard, Subject, detects, once
from sightline.state import decisions, harm, people
from sightline.state.care import in_care
from sightline.state.grounds import grounds
from sightline.state.phrases import says
from sightline.state.sight import met, saw, visits_with


@detects(
    "child_not_seen",
    *(Visit, Decision, Plan, StrategyDiscussion, Assessment, Observation, Concern),
    subjects=once,
)
def child_not_seen(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """Children not seen at visit after visit, after harm was alleged, as a plan says, in an assessment, before a decision."""
    said: list[Finding] = []
    for child in people.those_in(known, people.CHILDREN):
        if people.unborn_on(known, child, dt.date.max):
            continue
        since_seen = _unseen(known, child, clock, rule)
        said += [*((since_seen,) if since_seen else ()), *_decided_unseen(known, child, clock, rule)]
    found: dict[str, Finding] = {}
    for one in sorted(said, key=lambda one: one.key == "unseen"):  # what may join another comes after it
        key = _of_same_visits(found, one)
        found[key] = _joined(known, found.get(key, one), one)
    return list(found.values())


def _of_same_visits(found: Mapping[str, Finding], one: Finding) -> str:
    """What was said of a brother or sister on the same visit, the last one, is the same point, whatever else speaks for it."""
    if one.key != "unseen":
        return one.key
    return next((key for key, other in found.items() if one.evidence[0] in other.evidence), one.key)


def _joined(known: Knowledge, first: Finding, other: Finding) -> Finding:
    """Brothers and sisters whom nobody saw are one point."""
    about = tuple(dict.fromkeys((*first.about, *other.about)))
    evidence = tuple(dict.fromkeys((*first.evidence, *other.evidence)))[:15]
    words = {**first.words, "child": wording.who(known, about)}
    return Finding(about, evidence, first.on, words=words, key=first.key)


def _unseen(known: Knowledge, child: Person, clock: Clock, rule: Standard) -> Finding | None:
    """A child who should have been seen since it last was; one gap, however many reasons there are for it."""
    tries = _tries(known, child, rule)

    def said(day: dt.date) -> bool:
        return _said(known, child, day, rule)

    return (
        _after_harm(known, child, [v for v in tries if child in v.people], clock, rule)
        or in_enquiry(known, child, clock, rule)
        or agreed_sight.not_kept(known, child, clock, rule)
        or written_up(known, child, clock, rule, said)
        or _at_visits(known, child, tries, clock, rule)
        or on_a_plan(known, child, clock, rule)
        or ended_unseen(known, child, clock, rule)
        or in_assessment(known, child, clock, rule)
        or said_unseen(known, child, clock, rule, said)
        or never_alone(known, child, clock, rule)
    )


def _tries(
    known: Knowledge, child: Person, rule: Standard, until: dt.date | None = None
) -> list[Entry[Visit]]:
    """The visits since a child was last seen that should have seen it and did not, oldest first."""
    row: list[Entry[Visit]] = []
    for visit in reversed(known.entries(Visit, until=until)):
        edition = rule.on(visit.day)
        if edition is None or remote_was_lawful(visit, edition):
            continue
        if child not in visit.people and not _left_out(known, child, visit, edition):
            continue
        if _to_somebody_else(known, child, visit):
            continue
        if people.unborn_on(known, child, visit.day) or _of_another_row(visit, row, edition):
            break
        must = visit.body.purpose in edition["must_see"] or worker(known, visit, edition)
        if saw(visit, child):
            if must:
                break
            continue
        if must or (
            visit.body.purpose in (None, *edition["must_see_with_grounds"])
            and _weight(known, child, visit, edition)
        ):
            row.append(visit)
    return row[::-1]


def _to_somebody_else(known: Knowledge, child: Person, visit: Entry[Visit]) -> bool:
    """A visit about a child that saw whom it went to see: only adults who are neither its parents nor those who care for it."""
    seen = visit.body.seen or ()
    placed = known.entries(Placement, child, until=visit.day)[-1:]
    with_kin = any(p.body.type in ("relatives", "family_friend", None) for p in placed)
    strangers = all(people.role(known, p) in ("relative", "other_adult", "family_friend") for p in seen)
    return bool(seen) and strangers and visit.body.access == "seen" and not with_kin


def _left_out(known: Knowledge, child: Person, visit: Entry[Visit], edition: Edition) -> bool:
    """A visit of social care's to the family that is to see its children, says who was seen, and does not name this one, of
    whom something of weight is on record."""
    seen = visit.body.seen or ()
    return (
        visit.body.purpose in edition["sees_all_children"]
        and worker(known, visit, edition)
        and any(people.is_child(known, p) for p in seen)
        and any(people.role(known, p) in people.PARENTS for p in seen)
        and bool(people.not_of_age(known, [child], visit.day, "sibling") or people.children(known, [child]))
        and not (in_care(known, child) or on_a_ward(known, child, visit.day))
        and not _of_another_home(known, child, visit)
        and _weight(known, child, visit, edition)
    )


def _of_another_home(known: Knowledge, child: Person, visit: Entry[Visit]) -> bool:
    """A child whom an enquiry looks at beside the family's, such as one minded in the same place: it has been visited, and
    never with anybody of theirs. A brother or sister called so is of the home, wherever it was seen."""
    if people.role(known, child) == "sibling":
        return False
    family = {*visit.people, *(visit.body.seen or ())}
    own = [{*v.people, *(v.body.seen or ())} for v in visits_with(known, child, until=visit.day)]
    return bool(own) and not any(family & with_it for with_it in own)


def _of_another_row(visit: Entry[Visit], row: list[Entry[Visit]], edition: Edition) -> bool:
    """So long before the others that they do not follow one another."""
    return bool(row) and days_after(visit.day, edition["lapses_after_days"]) < row[-1].day


def _weight(known: Knowledge, child: Person, visit: Entry[Visit], edition: Edition) -> bool:
    since = days_after(visit.day, -edition["grounds_days"])
    return any(g.day <= visit.day for g in grounds(known, child, since, edition["serious_topics"]))


def _at_visits(
    known: Knowledge, child: Person, tries: list[Entry[Visit]], clock: Clock, rule: Standard
) -> Finding | None:
    """Visits that must see a child, one after another, and the child not seen face to face at any of them."""
    afar = visited_from_afar(known, child, rule)
    row: list[Entry[Any]] = sorted((*tries, *afar), key=lambda e: (e.day, e.noted.key)) if afar else [*tries]
    edition = rule.on(row[-1].day) if row else None
    if edition is None:
        return None
    if len(row) < edition["in_a_row"] and not _long_in_care(known, child, row[0], edition):
        return None
    if clock.passed(days_after(row[-1].day, edition["lapses_after_days"])):
        return None
    if any(isinstance(e.body, Hospital | Medical) for e in met(known, child, row[-1].day)):
        return None  # the ward or a doctor has had the child before them since
    visitors = wording.teams(known, (v.author for v in row))
    many = "the visit" if len(row) == 1 else f"{len(row)} visits in a row since"
    on = " on" if len(row) == 1 else ""
    words = f"{many}{on} {wording.day(row[0].day)} ({visitors})"
    return gap("unseen", child, row[::-1], row[-1].day, words)


def _long_in_care(known: Knowledge, child: Person, visit: Entry[Visit], edition: Edition) -> bool:
    """The statutory visit to a child in care, whom social care had last seen long before, or not at all since care began."""
    purpose = getattr(visit.body, "purpose", None)  # a note that a call took its place has none
    if purpose != "statutory_child_in_care" or in_care(known, child) is None:
        return False
    since = days_after(visit.day, -edition["seen_in_care_days"] + 1)
    before = known.entries(Visit, child, since, visit.day)
    return not any(saw(v, child) and worker(known, v, edition) for v in before)


def _after_harm(
    known: Knowledge, child: Person, row: list[Entry[Visit]], clock: Clock, rule: Standard
) -> Finding | None:
    """One visit is enough where harm was alleged before it and nobody has had the child before them since."""
    if not row or (edition := rule.on(row[-1].day)) is None:
        return None
    visit = row[-1]
    # What called for the first of these visits still stands.
    since = days_after(row[0].day, -edition["harm_days"])
    alleged = _alleged(known, child, since, visit.day, edition) or _came_home(known, child, since, visit.day)
    if alleged is None or clock.passed(days_after(visit.day, edition["lapses_after_days"])):
        return None
    due = working_days_after(alleged.day, edition["seen_after_harm_working_days"])
    if not clock.passed(max(due, visit.day)) or met(known, child, alleged.day):
        return None
    if told_seen(known, child, edition, alleged.day):
        return None
    what = "the child came home from care" if isinstance(alleged.body, Placement) else "harm was alleged"
    words = (
        f"{what} on {wording.day(alleged.day)}, the visit on {wording.day(visit.day)} "
        f"({wording.team(known, visit.author)}) did not see the child, and no examination or other sight is recorded since"
    )
    return gap(f"harm {alleged.id}", child, [*row[::-1], alleged], visit.day, words)


def _alleged(
    known: Knowledge, child: Person, since: dt.date, until: dt.date, edition: Edition
) -> Entry[Any] | None:
    """The last referral that alleges harm, or discussion that began an enquiry, between two days."""
    found: list[Entry[Any]] = [
        r for r in known.entries(Referral, child, since, until) if harm.alleges(r, edition.numbers)
    ]
    begun = known.entries(StrategyDiscussion, child, since, until)
    found += [s for s in begun if harm.enquiry_began(known, s, child)]
    return max(found, key=lambda e: (e.day, e.noted.key), default=None)


def _came_home(known: Knowledge, child: Person, since: dt.date, until: dt.date) -> Entry[Placement] | None:
    """The end of the last placement, where the child went home and was not placed again."""
    ends = [p for p in known.entries(Placement, child, until=until) if p.body.status in ("started", "ended")]
    last = ends[-1] if ends else None
    home = last is not None and last.body.status == "ended" and last.body.type not in ("hospital", "adoptive")
    return last if last is not None and home and last.day >= since else None


def _decided_unseen(known: Knowledge, child: Person, clock: Clock, rule: Standard) -> Iterator[Finding]:
    """Decisions to do no more about alleged harm, or on visits that did not see the child, with no sight of it before."""
    for decision, edition in reversed([*_to_do_no_more(known, child, clock, rule)]):
        weighed = decision.body.forum in TOGETHER
        if weighed or (decision.body.type == "close" and _said(known, child, decision.day, rule)):
            continue
        if decisions.step_up_after(known, child, decision.day):
            continue
        since = _rests_unseen(known, child, decision, edition)
        if since is None or met(known, child, days_after(since[0].day, 1)):
            continue
        what = f"{wording.day(decision.day)} ({decision.body.outcome.replace('_', ' ')})"
        words = (
            f"{wording.team(known, decision.author)} decided on {what}, "
            f"and no sight of the child since {wording.day(since[0].day)} is recorded"
        )
        yield gap(decision.id, child, [decision, *since], decision.day, words)


def _to_do_no_more(
    known: Knowledge, child: Person, clock: Clock, rule: Standard
) -> Iterator[tuple[Entry[Decision], Edition]]:
    """The decisions that may rest on too little, the last first, back to where they have lapsed."""
    for decision in reversed(known.entries(Decision, child)):
        edition = rule.on(decision.day)
        if (
            edition is None
            or decision.body.type not in edition["decisions"]
            or decisions.stepped_up(decision)
        ):
            continue
        if clock.passed(days_after(decision.day, edition["lapses_after_days"])):
            return
        yield decision, edition


def _said(known: Knowledge, child: Person, day: dt.date, rule: Standard) -> bool:
    """Whether it stood on a day that visits in a row had not seen the child."""
    row = _tries(known, child, rule, day)
    edition = rule.on(row[-1].day) if row else None
    if edition is None or len(row) < edition["in_a_row"]:
        return False
    return day < days_after(row[-1].day, edition["lapses_after_days"])


def _rests_unseen(
    known: Knowledge, child: Person, decision: Entry[Decision], edition: Edition
) -> list[Entry[Any]] | None:
    """What a decision answers or rests on that called for the child to be seen: an allegation, or visits in vain."""
    if decision.body.type == "close":
        return _long_ago(known, child, decision, edition)
    since = days_after(decision.day, -edition["harm_days"])
    rests_on = _rests_on(known, decision)
    tried = [
        v
        for v in known.entries(Visit, child, since, decision.day)
        if v.author == decision.author or (v.id in rests_on and v.body.purpose in edition["must_see"])
    ]
    if tried and not any(saw(v, child) for v in tried):
        return [*tried]
    answered = decisions.answered_by(known, decision)
    if answered is None or not harm.alleges(answered, edition.numbers):
        return None
    asked = {known.teams[a].type for a in decision.body.checks_made or () if a in known.teams}
    level = decisions.level(decision.body.outcome)
    left = level is None and says(decision.body.outcome, edition["left_to_others"])
    about = topics(answered)  # where nobody wrote what it was, that harm is alleged says enough
    seeing_tests = not about or bool(about & set(edition["tested_by_seeing"]))
    declined = (level == decisions.NO_SERVICE or left) and seeing_tests
    return [answered] if declined and not asked & set(edition["see_children"]) else None


def _rests_on(known: Knowledge, decision: Entry[Decision]) -> set[str]:
    """What a decision says that it rests on, and what was passed on in that."""
    stated = decision.body.on_information or ()
    passed = (
        e.body.what or ()
        for id in stated
        if (e := known.entry(id)) and isinstance(e.body, InformationSharing)
    )
    return {*stated, *(one for what in passed for one in what)}


def _long_ago(
    known: Knowledge, child: Person, closing: Entry[Decision], edition: Edition
) -> list[Entry[Any]] | None:
    """The last visit at which whoever closes saw the child, where that was longer ago than any local pace of visits."""
    visits = [v for v in known.entries(Visit, child, until=closing.day) if v.author == closing.author]
    seen = next((v for v in reversed(visits) if saw(v, child)), None)
    long = seen is not None and days_after(seen.day, edition["seen_before_closing_days"]) < closing.day
    return [seen] if seen and long and worker(known, closing, edition) else None
