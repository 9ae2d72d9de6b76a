"""The replay: what each standard would have said, day by day, on what was known by then and nothing later.

It evaluates only on days on which something became known or a deadline came, and only the subjects whose last answer
rested on what changed: knowledge and clock both remember what they were asked. `daily` is the same thing done the
long way, every subject on every day, for the test that the two agree.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from typing import Any

from sightline.record.entry import Entry, Record, Told
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Event, Knowledge, vantage
from sightline.record.waiting import Days, Key, Waiting
from sightline.standards import detect as _detectors  # noqa: F401  (registers them)
from sightline.standards import wording
from sightline.standards.clock import Clock
from sightline.standards.joined import Standing, to_say
from sightline.standards.shown import as_shown
from sightline.standards.standard import DETECTORS, Answer, Finding, Settled, Standard, Subject, standards


@dataclass(slots=True)
class _Point:
    """One subject of one standard, watched while the replay goes on."""

    number: int
    standard: Standard
    subject: Subject
    asked: Mapping[Key, Days] = field(default_factory=dict)
    settled: bool = False
    stand: tuple[Standing, ...] = ()
    open: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Raise:
    """A standard that spoke, from the day it did to the day it had nothing more to say (None: it never came).

    It is `lapsed` where that day came by time alone, with nothing that the knower learned. `evidence` is what stood there on the
    day; `to` the agencies that should act; texts are ready to be read.
    """

    kind: str
    title: str
    raised: dt.date
    closed: dt.date | None
    about: tuple[Person, ...]
    to: tuple[Agency, ...]
    evidence: tuple[str, ...]
    missing: tuple[tuple[Person, str], ...]
    says: str
    do_next: str
    ring: str
    closes: str
    standard: str
    lapsed: bool = False


@dataclass(slots=True)
class Run:
    """The state of one replay: what comes when, what is known, who watches what, what is due, what is open, what was raised."""

    known: Knowledge
    standards: tuple[Standard, ...]
    days: tuple[tuple[dt.date, tuple[Event, ...]], ...]
    taken: int = 0
    called_for: dict[type[Any], list[Standard]] = field(default_factory=dict)
    points: dict[tuple[Any, ...], _Point] = field(default_factory=dict)
    watchers: Waiting[int] = field(default_factory=Waiting)
    by_number: list[_Point] = field(default_factory=list)
    joining: dict[str, list[_Point]] = field(default_factory=dict)
    due: list[tuple[dt.date, int]] = field(default_factory=list)
    open: dict[tuple[int, str], Raise] = field(default_factory=dict)
    closed: list[tuple[tuple[int, str], Raise]] = field(default_factory=list)


def replay(
    record: Record, knower: Agency | None, until: dt.date | None = None, of: str | None = None
) -> list[Raise]:
    """This will give every raise in the order raised, in one vantage (`knower` None: the whole of the file).

    `of` leaves all standards but one out. It ends with `until`, or with the last day on which the record says anything: silence
    after the end of a file is not read as nothing having been done.
    """
    return said(through(record, knower, until, of))


def through(
    record: Record,
    knower: Agency | None,
    until: dt.date | None = None,
    of: str | None = None,
    like: Run | None = None,
) -> Run:
    """This will go through a record as `replay` does, and give the run; `said` gives its raises.

    `like` is a run of another record in the same eyes: up to the first day on which the two differ, what it said is taken over.
    """
    run = _begun(record, knower, of)
    if like is not None:
        _take_over(run, like)
    last = until or last_day(record)
    while last is not None:
        due = run.due[0][0] if run.due else None
        coming = run.days[run.taken][0] if run.taken < len(run.days) else None
        day = min((d for d in (due, coming) if d is not None), default=None)
        if day is None or day > last:
            break
        due_now, news = set(_due(run, day)), set[int]()
        if coming == day:
            news = _take_next(run)
        asked = [run.by_number[number] for number in sorted(due_now | news)]
        _say(run, [point for point in asked if _examine(run, point, day)], day, news)
    return run


def _take_over(run: Run, like: Run) -> None:
    """This will bring a run to the eve of the first day on which it differs from another, with what that had said by then.

    Every point is asked once, on the eve: an answer rests on what is known and on the day, and not on when it was asked before.
    """
    same = next((n for n, (own, its) in enumerate(zip(run.days, like.days, strict=False)) if own != its), 0)
    if not same:
        return
    first = min(run.days[same][0], like.days[same][0])
    while run.taken < same:
        _take_next(run)
    for point in run.by_number:
        _examine(run, point, first - dt.timedelta(days=1))
    for own, one in (*like.closed, *like.open.items()):
        if one.closed is not None and one.closed < first:
            run.closed.append((own, one))
        elif one.raised < first:
            run.open[own] = replace(one, closed=None, lapsed=False)
            run.by_number[own[0]].open |= {own[1]}


def daily(record: Record, knower: Agency | None, until: dt.date | None = None) -> list[Raise]:
    """This will give what `replay` gives, by asking every subject on every day anew. Slow; for the test."""
    run = _begun(record, knower)
    last = until or last_day(record)
    if not run.days or last is None:
        return []
    day = run.days[0][0]
    while day <= last:
        coming = run.taken < len(run.days) and run.days[run.taken][0] == day
        news = _take_next(run) if coming else set[int]()
        for point in run.by_number:
            point.settled = False
        _say(run, [point for point in run.by_number if _examine(run, point, day)], day, news)
        day += dt.timedelta(days=1)
    return said(run)


def _begun(record: Record, knower: Agency | None, of: str | None = None) -> Run:
    """A run in which nothing is known yet. In an agency's own eyes only those standards speak that it can act on."""
    known = Knowledge(knower, record.teams)
    by_day = groupby(vantage(record, knower), key=lambda row: row[0].day)
    days = tuple((day, tuple(event for _, event in rows)) for day, rows in by_day)
    run = Run(known, tuple(one for one in speaking(known) if of in (None, one.kind)), days)
    known.watched = run.watchers
    return run


def speaking(known: Knowledge) -> tuple[Standard, ...]:
    """This will give the standards that speak to a knower: those that its type of team can act on; all, to a file's owner."""
    team = known.teams.get(known.knower) if known.knower else None
    return tuple(
        s for s in standards() if known.knower is None or (team is not None and team.type in s.prompts)
    )


def last_day(record: Record) -> dt.date | None:
    """This will give the last day on which anything that somebody knows was noted or told."""
    known = {row.entry for row in record.told}
    noted = (entry.noted.day for entry in record.entries if entry.id in known)
    return max(chain(noted, (row.told.day for row in record.told)), default=None)


def _due(run: Run, day: dt.date) -> Iterator[int]:
    while run.due and run.due[0][0] <= day:
        yield heapq.heappop(run.due)[1]


def _take_next(run: Run) -> set[int]:
    """This will learn and hear what the next day brought, make the subjects it calls for, and give the points it touches."""
    touched: set[int] = set()
    _, events = run.days[run.taken]
    run.taken += 1
    for event in events:
        if isinstance(event, Told):
            changes = run.known.hear(event)
        else:
            entry = as_shown(event, run.known.teams)
            changes = run.known.learn(entry)
            touched |= set(_called_for(run, entry))
        for change in changes:
            touched.update(run.watchers.on(change))
    return touched


def _called_for(run: Run, entry: Entry[Any]) -> Iterator[int]:
    kind = type(entry.body)
    if kind not in run.called_for:
        run.called_for[kind] = [s for s in run.standards if issubclass(kind, DETECTORS[s.kind].on)]
    for standard in run.called_for[kind]:
        for own, person in DETECTORS[standard.kind].subjects(entry):
            key = (standard.kind, own)
            if key not in run.points:
                point = _Point(len(run.by_number), standard, Subject(entry, person))
                run.points[key] = point
                run.by_number.append(point)
                if standard.joins_within_days:
                    run.joining.setdefault(standard.kind, []).append(point)
                yield point.number


def _examine(run: Run, point: _Point, day: dt.date) -> bool:
    """This will ask a standard about a point anew, and say whether what stands is no longer what it was."""
    if point.settled:
        return False
    clock = Clock(day)
    run.known.asked = {}
    answer: Answer = DETECTORS[point.standard.kind].detect(point.subject, run.known, clock, point.standard)
    point.settled = isinstance(answer, Settled)
    # What is asked from here on, to put it in words, is not what the answer rests on.
    asked, run.known.asked = {} if point.settled else run.known.asked, {}
    run.watchers.now_asks(point.number, point.asked, asked)
    point.asked = asked
    if clock.next is not None and not point.settled:
        heapq.heappush(run.due, (clock.next, point.number))
    findings = () if isinstance(answer, Settled) else answer
    before, point.stand = point.stand, tuple(Standing(f, clock.came or f.on) for f in findings)
    return point.stand != before


def _say(run: Run, changed: Sequence[_Point], day: dt.date, news: set[int]) -> None:
    """This will say what stands at the end of a day where that has changed: of kinds in which one point joins another, of all
    their points."""
    for point in changed:
        if not point.standard.joins_within_days:
            _speak(run, point, [one.finding for one in point.stand], day, point.number in news)
    for kind in dict.fromkeys(point.standard.kind for point in changed if point.standard.joins_within_days):
        points = run.joining[kind]
        to_raise = to_say(
            [one for point in points for one in point.stand], points[0].standard.joins_within_days
        )
        for point in points:
            own = [finding for one in point.stand for standing, finding in to_raise if standing is one]
            _speak(run, point, own, day, point.number in news)


def _speak(run: Run, point: _Point, findings: Sequence[Finding], day: dt.date, news: bool) -> None:
    """This will raise what is new, and close what no longer stands."""
    stand = {finding.key: finding for finding in findings}
    for key in sorted(point.open - stand.keys()):
        over = replace(run.open.pop((point.number, key)), closed=day, lapsed=not news)
        run.closed.append(((point.number, key), over))
    for key, finding in stand.items():
        if key not in point.open:
            run.open[(point.number, key)] = raised(run.known, point.standard, finding, day)
    point.open = frozenset(stand)


def raised(known: Knowledge, standard: Standard, finding: Finding, day: dt.date) -> Raise:
    """This will put a finding in the words of its standard. Raises LookupError where that was not in force on its day."""
    edition = finding.rests_on or standard.on(finding.on)
    if edition is None:
        raise LookupError(f"{standard.kind} spoke of {finding.on}, when it was not in force")
    return Raise(
        kind=standard.kind,
        title=standard.title,
        raised=day,
        closed=None,
        about=finding.about,
        to=(known.knower,) if known.knower else _should_act(known, standard, finding),
        evidence=finding.evidence,
        missing=finding.missing,
        says=wording.sentences(standard.says, finding.words),
        do_next=wording.sentences(standard.do_next, finding.words),
        ring=wording.sentences(standard.ring, finding.words),
        closes=wording.sentences(standard.closes, finding.words),
        standard=f"{edition.source}, as in force on {finding.on.day} {finding.on:%B %Y}",
    )


def _should_act(known: Knowledge, standard: Standard, finding: Finding) -> tuple[Agency, ...]:
    """Those a finding names, else those of the standard's types who know any of what it rests on."""
    if finding.to:
        return finding.to
    evidence = [entry for entry in map(known.entry, finding.evidence) if entry is not None]
    return tuple(
        team.id
        for team in known.teams_of(*standard.prompts)
        if any(known.knows(team.id, entry) for entry in evidence)
    )


def said(run: Run) -> list[Raise]:
    """This will give what was raised in a run, in the order raised."""
    found = [*run.closed, *run.open.items()]
    # Of one point on one day: as the evidence stands, so that the same file gives the same lines on every run.
    found.sort(
        key=lambda row: (row[1].raised, row[1].kind, row[0][0], row[1].about, row[1].missing, row[1].evidence)
    )
    return [spoken for _, spoken in found]
