"""Who waits on which question, and for what happens on which days."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Key = tuple[Any, ...]
Days = tuple[dt.date, dt.date]  # from the first to the last, both included
EVER: Days = (dt.date.min, dt.date.max)
Change = tuple[Key, dt.date | None]  # a question, and the day of what changed it (None: of no one day)


class _Waiting(Generic[T]):
    """Those who wait on one question, by the last day each asked of: of each, the first. What is past costs nothing."""

    __slots__ = ("by_last", "lasts")

    def __init__(self) -> None:
        self.by_last: dict[dt.date, dict[T, dt.date]] = {}
        self.lasts: list[dt.date] = []


class Waiting(Generic[T]):
    """Those who wait on questions, each of some days: found by a question and a day.

    A day is that on which something happened (or, of a question about what was noted, on which it was noted), never the
    day on which it was learned: so what is written up late still reaches whoever asked of its day.
    """

    def __init__(self) -> None:
        self._on: dict[Key, _Waiting[T]] = {}

    def __contains__(self, question: object) -> bool:
        return question in self._on

    def on(self, change: Change) -> Iterable[T]:
        """This will give who asked a question of the day of a change; of no one day: everybody who asked it."""
        question, day = change
        waiting = self._on.get(question)
        if waiting is None:
            return []
        if day is None:
            return [one for ones in waiting.by_last.values() for one in ones]
        lasts = waiting.lasts[bisect_left(waiting.lasts, day) :]
        return [one for last in lasts for one, first in waiting.by_last[last].items() if first <= day]

    def now_asks(self, one: T, before: Mapping[Key, Days], now: Mapping[Key, Days]) -> None:
        """This will let somebody wait on what it asks now, and no more on what it asked before."""
        if before == now:
            return
        for question, (_, last) in before.items() - now.items():
            self._leave(one, question, last)
        for question, (first, last) in now.items() - before.items():
            waiting = self._on.setdefault(question, _Waiting())
            if last not in waiting.by_last:
                insort(waiting.lasts, last)
            waiting.by_last.setdefault(last, {})[one] = first

    def _leave(self, one: T, question: Key, last: dt.date) -> None:
        waiting = self._on[question]
        del waiting.by_last[last][one]
        if not waiting.by_last[last]:
            del waiting.by_last[last]
            waiting.lasts.remove(last)
            if not waiting.lasts:
                del self._on[question]
