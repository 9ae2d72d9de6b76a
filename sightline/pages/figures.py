"""The figures of the measures: for each its finding, its drawing and its table, from the referrals of a period."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sightline.measures.contacts import Contact
from sightline.measures.decided import STOOD, blanks, challenges
from sightline.measures.later import no_further_action
from sightline.measures.waiting import in_time, waits
from sightline.pages import measure_words as said
from sightline.pages.board_words import WORDS
from sightline.pages.charts import Bars, Intervals, bars, intervals
from sightline.pages.forms.period import PeriodForm
from sightline.pages.words import service_words
from sightline.pathways.challenge import stages

_LONG = 5
"""Waits longer than this many working days stand together: a row for each would bury the many short ones."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `notes` are the numbers that it leaves out, by name, for the words beneath it."""

    heading: str
    drawing: Bars | Intervals | None
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: dict[str, Any] = field(default_factory=dict)


def figures(
    of: Sequence[Contact], every: Sequence[Contact], form: PeriodForm, today: dt.date
) -> dict[str, Figure]:
    """This will give the figures of the referrals `of` a period; `every` also holds what was told after it."""
    by_month: dict[dt.date, list[Contact]] = defaultdict(list)
    for one in of:
        by_month[one.told.replace(day=1)].append(one)
    months = [(said.month(first, today), by_month[first]) for first in form.months()]
    return {
        "load": load(of, months),
        "in_time": answered(of, months, today),
        "waits": waited(of, today),
        "blanks": blank(of),
        "challenges": challenged(of, today),
        "later": came_back(of, every, today),
    }


Months = Sequence[tuple[str, Sequence[Contact]]]


def load(of: Sequence[Contact], months: Months) -> Figure:
    """This will count referrals by the month in which they were told, decided and waiting."""
    counts = [(name, len(told), sum(one.decided is None for one in told)) for name, told in months]
    waiting = sum(one.decided is None for one in of)
    drawn = [
        (
            f"{name}: {told:,}{f', {still:,} waiting' if still else ''}" if told else f"{name}: none",
            told - still,
            still,
        )
        for name, told, still in counts
    ]
    rows = [(name, f"{told:,}", f"{told - still:,}", f"{still:,}") for name, told, still in counts]
    total = ("All", f"{len(of):,}", f"{len(of) - waiting:,}", f"{waiting:,}")
    return Figure(
        said.load(len(of), waiting),
        bars(drawn),
        ("Told in", "Referrals", "Decided", "Waiting"),
        [*rows, total],
    )


def answered(of: Sequence[Contact], months: Months, today: dt.date) -> Figure:
    """This will give by month the referrals answered within one working day."""
    whole = in_time(of, today)
    parts = [(name, in_time(told, today)) for name, told in months]
    rows = [
        (name, said.of(one.proportion), said.between(one.proportion), f"{one.late:,}", f"{one.unanswered:,}")
        for name, one in [*parts, ("All", whole)]
    ]
    drawing = intervals([(f"{name}: {said.of(one.proportion)}", one.proportion) for name, one in parts])
    head = ("Told in", "Answered in time", "95% interval", "Answered later", "Not answered")
    return Figure(said.in_time(whole), drawing, head, rows, {"private": whole.private, "early": whole.early})


def waited(of: Sequence[Contact], today: dt.date) -> Figure:
    """This will give how many working days decisions took, and how long the others have waited so far."""
    found = waits(of, today)
    longest = max([*found.decided, *found.waiting], default=0)
    rows = [
        (said.days(days), found.decided[days], found.waiting[days]) for days in range(min(longest, _LONG) + 1)
    ]
    if longest > _LONG:
        longer = [
            sum(many for days, many in one.items() if days > _LONG) for one in (found.decided, found.waiting)
        ]
        rows.append((f"After more than {_LONG} working days", longer[0], longer[1]))
    drawn = [
        (f"{name}: {many:,} decided{f', {still:,} waiting' if still else ''}", many, still)
        for name, many, still in rows
    ]
    table = [(name, f"{many:,}", f"{still:,}") for name, many, still in rows]
    notes = {
        "longest": longest,
        "waiting": found.waiting.total(),
        "longest_waiting": max(found.waiting, default=0),
    }
    return Figure(
        said.waits(found), bars(drawn), ("Working days", "Decided", "Waiting, so far"), table, notes
    )


def blank(of: Iterable[Contact]) -> Figure:
    """This will give the decisions that did without each service, and how its checks stood."""
    found = blanks(of)
    listed = sorted(found.by_service, key=lambda service: (-found.by_service[service], service))
    of_all = f"of {found.said:,}"
    rows = [
        (
            service_words(one),
            f"{found.by_service[one]:,} {of_all}",
            *(f"{found.cells[one, how]:,}" for how in STOOD),
        )
        for one in listed
    ]
    drawn = [
        (f"{service_words(one)}: {found.by_service[one]:,} {of_all}", 0, found.by_service[one])
        for one in listed
    ]
    head = ("Service", "Decisions without it", *(WORDS[how] for how in STOOD))
    drawing = bars(drawn, found.said) if listed else None
    return Figure(said.blanks(found), drawing, head, rows, {"unsaid": found.unsaid, "said": found.said})


def challenged(of: Iterable[Contact], today: dt.date) -> Figure:
    """This will give the stages of challenge that were taken, and how each ended."""
    limits: dict[str, int] = {stage.id: stage.working_days for stage in stages()}
    found = challenges(of, limits, today)
    ends = ("changed", "stands", "open")
    named = [stage for stage in (*limits, "") if any(found.stages[stage, end] for end in ends)]
    rows = [(said.STAGES[stage], *(f"{found.stages[stage, end]:,}" for end in ends)) for stage in named]
    drawn = [
        (f"Decision changed: {found.changed:,}", found.changed, 0),
        (f"Decision stands: {found.stands:,}", found.stands, 0),
        (f"Not answered: {found.open:,}", 0, found.open),
    ]
    head = ("Stage taken", "Decision changed", "Decision stands", "Not answered")
    drawing = bars(drawn) if found.proportion.many else None
    return Figure(said.challenges(found), drawing, head, rows, {"overdue": found.overdue})


def came_back(of: Sequence[Contact], every: Sequence[Contact], today: dt.date) -> Figure:
    """This will give what became of no further action within three and twelve months."""
    found = no_further_action(of, every, today)
    rows = [
        (
            said.MONTHS[one.months],
            said.of(one.proportion),
            said.between(one.proportion),
            f"{one.higher:,}",
            f"{one.young:,}",
        )
        for one in found.within
    ]
    head = ("Within", "Came back", "95% interval", "Then assessment or more", "Too recent to say")
    drawing = intervals([(said.back(one), one.proportion) for one in found.within])
    notes = {
        "changed": found.changed,
        "many": found.many,
        "young": Counter({one.months: one.young for one in found.within}),
    }
    return Figure(said.later(found), drawing if found.many else None, head, rows if found.many else (), notes)
