"""What a standard about harm is asked with: an entry, the children it is about, and the edition of the day it was written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import Clock, days_after
from sightline.standards.standard import SETTLED, Answer, Edition, Standard, Subject, detects
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


def about_children(kind: str, *on: type[Any], or_else: Whom = _nobody) -> Callable[[Said], Said]:
    """This will register the detector of a standard that each entry about a child calls for, until it lapses; `or_else` gives the
    children of an entry that names only adults.

    It is not asked of an entry that is about no child, nor of one written when the standard was not in force, nor once
    the number of days has gone by after which the standard has nothing more to say of it (`lapses_after_days`).
    """

    def register(said: Said) -> Said:
        def detect(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
            entry = subject.entry
            since = harm.written(entry)
            edition = rule.on(since)
            if edition is None or clock.passed(days_after(since, edition["lapses_after_days"])):
                return SETTLED
            children = tuple(harm.children_in(known, entry) or or_else(known, entry))
            return said(Asked(entry, children, since, known, clock, edition)) if children else []

        detects(kind, *on)(detect)
        return said

    return register
