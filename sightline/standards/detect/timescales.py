"""Timescales that have run out: what each is started and stopped by stands in the clocks_ files beside this one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Medical
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Move, Placement
from sightline.record.kinds.pregnancy import Birth
from sightline.record.kinds.words import Agency, Person, Role
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.running import TIMESCALES, Due, Numbers, edition_of
from sightline.standards.standard import SETTLED, Answer, Finding, Standard, Subject, detects
from sightline.state import people
from sightline.state.care import says_care

_STARTS = (
    Referral, Decision, Assessment, StrategyDiscussion, Meeting, Medical, Move, Legal, Police, Placement, Birth,
    Visit,
)  # fmt: skip

_ALSO_CHILDREN: tuple[Role, ...] = ("sibling", "relative")


def _starts(entry: Entry[Any]) -> Iterator[tuple[Any, Person | None]]:
    """An entry that starts clocks, and, for those that run on and on, the child whose they are."""
    of_entry, of_child = _started_by(entry.body.__class__)
    if of_entry:
        yield entry.id, None
    # Of visits and meetings, only those that say that a child is in care.
    if of_child and (says_care(entry) or not isinstance(entry.body, Visit | Meeting)):
        for person in entry.people:
            yield ("care", person), person


@cache
def _started_by(kind: type[Any]) -> tuple[bool, bool]:
    """Whether an entry of a kind starts a clock of its own, and one of a child's."""
    sorts = {scale.of_child for scale in TIMESCALES.values() if kind in scale.on}
    return False in sorts, True in sorts


@detects("statutory_timescale_missed", *_STARTS, subjects=_starts)
def statutory_timescale_missed(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A clock that was started, that nothing recorded has stopped or replaced, and whose last day has gone by."""
    entry = subject.entry
    edition = rule.on(entry.day)
    if edition is None:
        return SETTLED
    if subject.person is None and clock.passed(days_after(entry.day, edition["settles_after_days"])):
        return SETTLED
    children = people.children(known, entry.people if subject.person is None else [subject.person])
    if subject.person is not None and not children:
        children = people.young_parents(known, [subject.person], entry.day)
    if subject.person is None and not children:
        # A brother, or a cousin of the child whom the file is about, may have a referral or a plan of their own.
        named = [people.not_of_age(known, entry.people, entry.day, role) for role in _ALSO_CHILDREN]
        children = next((found for found in named if found), [])
    found: list[Finding] = []
    for name, scale in TIMESCALES.items():
        numbers = edition["clocks"][name]
        if scale.of_child != (subject.person is not None) or not _may_say(known, numbers):
            continue
        # Which of them the record gave first says nothing of which of a child's clocks run.
        if not scale.of_child and not isinstance(entry.body, scale.on):
            continue
        asked = ((child, scale.run(entry, child, known, numbers)) for child in children)
        runs = [due for child, due in asked if due and not (scale.of_child and _grown(known, child, due))]
        found.extend(_out(name, runs, known, clock, numbers))
    return found


def _grown(known: Knowledge, child: Person, due: Due) -> bool:
    """Of age by the day on which it would be due: no child in care any more."""
    return people.of_age(known, child, due.by)


def _may_say(known: Knowledge, numbers: Numbers) -> bool:
    """In one agency's eyes a clock is called only to those who keep it: others may simply not have been told."""
    if known.knower is None:
        return True
    team = known.teams.get(known.knower)
    return team is not None and team.type in numbers["keepers"]


def _out(name: str, runs: list[Due], known: Knowledge, clock: Clock, numbers: Numbers) -> Iterator[Finding]:
    """Children whose clock ran from the same day to the same day are one point."""
    for since, by in dict.fromkeys((due.since, due.by) for due in runs):
        rests_on = edition_of(numbers, since)
        noticed = _written_up_by(by, numbers)
        if (
            rests_on is None
            or not clock.passed(noticed)
            or clock.passed(days_after(by, numbers["lapses_after_days"]))
        ):
            continue
        same = [due for due in runs if (due.since, due.by) == (since, by)]
        about = tuple(dict.fromkeys(person for due in same for person in due.about))
        evidence = tuple(dict.fromkeys(id for due in same for id in due.evidence))[:15]
        words = {
            "clock": numbers["name"],
            "start": numbers["start"],
            "missing": numbers["missing"],
            "child": wording.who(known, about),
            "since": wording.day(since),
            "by": wording.day(by),
        }
        yield Finding(
            about, evidence, since, to=_keepers(known, evidence, numbers), words=words,
            key=f"{name} {since}", rests_on=rests_on,
        )  # fmt: skip


def _written_up_by(by: dt.date, numbers: Numbers) -> dt.date:
    """Days in an office, or, for those who are on duty every day, days."""
    if "write_up_days" in numbers:
        return days_after(by, numbers["write_up_days"])
    return working_days_after(by, numbers["write_up_working_days"])


def _keepers(known: Knowledge, evidence: tuple[str, ...], numbers: Numbers) -> tuple[Agency, ...]:
    if known.knower is not None:
        return ()
    entries = [entry for id in evidence if (entry := known.entry(id)) is not None]
    return tuple(
        team.id
        for team in known.teams_of(*numbers["keepers"])
        if any(known.knows(team.id, e) for e in entries)
    )
