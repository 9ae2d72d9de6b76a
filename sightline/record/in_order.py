"""Entries in the order of the day on which things happened, and found again by it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from sightline.record.entry import Entry

_DAY = dt.timedelta(days=1)
Place = tuple[dt.date, Any]  # where an entry stands among others: the day it happened, then when it was noted


class InOrder:
    """Entries in the order of their places; those of one place in the order added."""

    __slots__ = ("_entries", "_places")

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._entries: list[Entry[Any]] = []

    def add(self, entry: Entry[Any], place: Place) -> None:
        """This will put an entry where it belongs; most are the latest yet."""
        at = bisect_right(self._places, place)
        self._places.insert(at, place)
        self._entries.insert(at, entry)

    def between(self, since: dt.date | None, until: dt.date | None) -> Sequence[Entry[Any]]:
        """This will give the entries that happened from one day to another, both included."""
        first = bisect_left(self._places, (since,)) if since else 0
        if until is None or until == dt.date.max:
            return self._entries[first:] if first else self._entries
        return self._entries[first : bisect_left(self._places, (until + _DAY,))]


def place_of(entry: Entry[Any]) -> Place:
    """This will give where an entry stands among others."""
    return (entry.day, entry.noted.key)
