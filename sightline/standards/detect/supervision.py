"""Who watches a parent with a child: in a placement that they share, or wherever records of it do not agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.kinds.help import Plan
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.place import Placement, Supervision
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.watched import ARRANGES, doubted, noted_levels
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import harm, people, supervision
from sightline.state.phrases import NOTES
from sightline.state.referrals import child_of


def _placement_or_child(entry: Entry[Any]) -> Iterator[tuple[Any, Person | None]]:
    """A placement is a point of its own; what agencies have down about one child is one, whoever wrote it."""
    if isinstance(entry.body, Placement):
        yield entry.id, None
    else:
        for person in entry.people:
            yield person, person


@detects(
    "placement_supervision_unclear",
    *(Particulars, Placement, Supervision, *ARRANGES, *NOTES),
    subjects=_placement_or_child,
)
def placement_supervision_unclear(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """Who watches a parent with a child, and when, is not written down and shared, or is down in different ways."""
    if subject.person is None:
        return _in_a_placement(subject.entry, known, clock, rule)
    child = subject.person
    if not people.children(known, [child]):
        return []
    statements = [s for s in known.entries(Supervision) if child in s.people or not _names_a_child(known, s)]
    edition = rule.on(statements[-1].day) if statements else None
    found: Answer = []
    if edition is not None and not clock.passed(days_after(statements[-1].day, edition["stands_for_days"])):
        found = _as_stated(known, child, statements, clock, edition)
    return found or _as_noted(known, child, statements, clock, rule)


def _as_noted(
    known: Knowledge, child: Person, statements: list[Entry[Supervision]], clock: Clock, rule: Standard
) -> Answer:
    """What notes say of it: a level that cannot be so beside another agency's, or that it is not clear to whoever writes."""
    kinds: tuple[type[Any], ...] = (*NOTES, Supervision)
    last = max((e.day for kind in kinds for e in known.entries(kind, child)), default=None)
    edition = rule.on(last) if last else None
    if last is None or edition is None or _placement_speaks(known, child, edition):
        return []
    told = doubted(known, child, edition)
    if told is not None and not clock.passed(days_after(told[0].day, edition["stands_for_days"])):
        note, about = told
        what = f"How {wording.who(known, [child])} is watched is recorded as not clear or not passed on."
        stated = [a for a in about if isinstance(a.body, Supervision)]
        return [_finding(known, child, stated, (note.id, *(a.id for a in about)), what, note.day)]
    every = sorted(
        (*statements, *noted_levels(known, child, edition)), key=lambda s: (s.day, s.noted.key, s.id)
    )
    if not every or clock.passed(days_after(every[-1].day, edition["stands_for_days"])):
        return []
    differ = supervision.differing(known, every, tuple(edition["agreed_between"]), edition["current_days"])
    if not differ:
        return []
    what = f"What agencies have down about how a parent is watched with {wording.who(known, [child])} does not agree."
    return [_finding(known, child, differ, tuple(s.id for s in differ), what)]


def _as_stated(
    known: Knowledge, child: Person, statements: list[Entry[Supervision]], clock: Clock, edition: Edition
) -> Answer:
    """What the statements of supervision say."""
    between = tuple(edition["agreed_between"])
    if _placement_speaks(known, child, edition):
        return []
    differ = supervision.differing(known, statements, between, edition["current_days"])
    if differ:
        what = f"What agencies have down about how a parent is watched with {wording.who(known, [child])} does not agree."
        return [_finding(known, child, differ, tuple(s.id for s in differ), what)]
    # What another team takes to be so is no word of whoever arranged it.
    arranged = [s for s in statements if s.body.level != "believed_continuous"] or statements
    return _only_said(known, child, arranged[-1], clock, edition)


def _only_said(
    known: Knowledge, child: Person, last: Entry[Supervision], clock: Clock, edition: Edition
) -> Answer:
    """The last word on who watches is not written down and nobody else is party to it: another agency worries that it does not
    hold, or an enquiry goes on and the days for a page have gone by."""
    others = {*(last.body.agreed_with or ())} - {last.author}
    if last.body.written is not False or others or last.body.level not in (None, *edition["watched"]):
        return []
    plans = known.entries(Plan, child, last.day)
    if any(p.body.type in edition["says_who_watches"] and p.body.status != "ended" for p in plans):
        return []
    doubts = _doubts(known, child, last, edition)
    due = working_days_after(last.day, edition["written_within_working_days"])
    begun = known.entries(StrategyDiscussion, child, days_after(last.day, -edition["enquiry_days"]), last.day)
    enquiry = any(harm.enquiry_began(known, s, child) for s in begun)
    if not doubts and not (enquiry and clock.passed(due)):
        return []
    what = f"How {wording.who(known, [child])} is watched with an adult was said on {wording.day(last.day)} and not written."
    return [_finding(known, child, [last], (last.id, *(e.id for e in doubts)), what)]


def _doubts(known: Knowledge, child: Person, last: Entry[Supervision], edition: Edition) -> list[Entry[Any]]:
    """Another agency's worries, of those weeks, about how the same adult is watched."""
    since = days_after(last.day, -edition["doubted_within_days"])
    seen = (o for o in known.entries(Observation, child, since) if o.body.direction == "concern")
    noted: list[Entry[Any]] = [*seen, *known.entries(Concern, child, since)]
    of = {*(last.body.of or ())}
    return [
        e for e in noted
        if e.author != last.author and edition["doubts"] in topics(e) and (not of or of & {*e.people})
    ]  # fmt: skip


def _names_a_child(known: Knowledge, statement: Entry[Supervision]) -> bool:
    return any(people.is_child(known, person) for person in statement.people)


def _placement_speaks(known: Knowledge, child: Person, edition: Edition) -> bool:
    """Parents live with the child, and nothing is written and shared since: that is the point of the placement itself. Where
    nobody had a word on it when that was said, words that come to differ are news."""
    placed = [p for p in known.entries(Placement, child) if p.body.status in ("started", "ended")]
    if not placed or placed[-1].body.status == "ended" or placed[-1].body.type not in edition["with_parents"]:
        return False
    since = days_after(placed[-1].day, -edition["agreed_within_days_before"])
    statements = known.entries(Supervision, child, since)
    said = working_days_after(placed[-1].day, edition["written_within_working_days"])
    if all(s.day > said for s in statements):
        return False
    return not any(supervision.shared(known, s, tuple(edition["agreed_between"])) for s in statements)


def _finding(
    known: Knowledge,
    child: Person,
    statements: Sequence[Entry[Supervision]],
    evidence: tuple[str, ...],
    what: str,
    day: dt.date | None = None,
) -> Finding:
    levels = {(s.body.level or "not stated").replace("_", " ") for s in statements}
    words = {
        "child": wording.who(known, [child]),
        "what": what,
        "levels": wording.phrase(sorted(levels)) or "nothing at all",
    }
    return Finding((child,), evidence[:15], day or statements[0].day, words=words)


def _in_a_placement(placement: Entry[Placement], known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    edition = rule.on(placement.day)
    if (
        edition is None
        or placement.body.status != "started"
        or placement.body.type not in edition["with_parents"]
    ):
        return SETTLED
    child = child_of(known, placement)
    if child is None:
        return []
    ended = [p for p in known.entries(Placement, child, placement.day) if p.body.status == "ended"]
    if ended or clock.passed(days_after(placement.day, edition["lapses_after_days"])):
        return SETTLED
    statements = known.entries(
        Supervision, child, days_after(placement.day, -edition["agreed_within_days_before"])
    )
    if any(supervision.shared(known, s, tuple(edition["agreed_between"])) for s in statements):
        return SETTLED
    due = working_days_after(placement.day, edition["written_within_working_days"])
    if supervision.described_alike(statements) and not clock.passed(due):
        return []
    if (
        statements
        and all(s.day > due for s in statements)
        and supervision.differing(
            known, statements, tuple(edition["agreed_between"]), edition["current_days"]
        )
    ):
        return []  # what agencies have down is the point now
    what = f"A placement with parents began on {wording.day(placement.day)}."
    evidence = (placement.id, *(s.id for s in statements))
    return [_finding(known, child, statements, evidence, what, placement.day)]
