"""What a standard about harm is asked with: an entry, the children it is about, and the edition of the day it was written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import Clock, days_after
from sightline.standards.standard import (
    SETTLED,
    Answer,
    Edition,
    Settled,
    Standard,
    Subject,
    detects,
)
from sightline.state import harm


@dataclass(frozen=True, slots=True)
class Asked:
    """One entry and what it is judged by. `since` is the day from which something could be done about it."""

    entry: Entry[Any]
    children: tuple[Person, ...]
    since: dt.date
    known: Knowledge
    clock: Clock
    edition: Edition

    @property
    def child(self) -> Person:
        """The child the entry is about (the first named, where there are several)."""
        return self.children[0]


Said = Callable[[Asked], Answer]
Whom = Callable[[Knowledge, Entry[Any]], list[Person]]


def _nobody(known: Knowledge, entry: Entry[Any]) -> list[Person]:
    return []


def _lapsed(asked: Asked, over: dt.date, said: Said) -> Answer:
    """What stood on the eve of its lapsing: it goes on where something that joined it before that does."""
    eve = Clock(days_after(over, -1))
    answer = said(replace(asked, clock=eve))
    asked.clock.came = eve.came  # it stands since the day that made it speak, and not since it lapsed
    return answer if isinstance(answer, Settled) else [replace(finding, over=over) for finding in answer]


def about_children(kind: str, *on: type[Any], or_else: Whom = _nobody) -> Callable[[Said], Said]:
    """This will register the detector of a standard that each entry about a child calls for, until it lapses; `or_else` gives the
    children of an entry that names only adults.

    It is not asked of an entry that is about no child, nor of one written when the standard was not in force, nor once
    the number of days has gone by after which the standard has nothing more to say of it (`lapses_after_days`). Where one
    point joins another, what has lapsed is given for those days more as `over`.
    """

    def register(said: Said) -> Said:
        def detect(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
            entry = subject.entry
            since = harm.written(entry)
            edition = rule.on(since)
            if edition is None:
                return SETTLED
            over = days_after(since, edition["lapses_after_days"])
            if clock.passed(days_after(over, rule.joins_within_days)):
                return SETTLED
            children = tuple(harm.children_in(known, entry) or or_else(known, entry))
            if not children:
                return []
            asked = Asked(entry, children, since, known, clock, edition)
            return _lapsed(asked, over, said) if clock.passed(over) else said(asked)

        detects(kind, *on)(detect)
        return said

    return register
