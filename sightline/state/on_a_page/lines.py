"""What stands of an entry on a page: the entry with its last correction, if one is known, and never both apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.particulars import Correction
from sightline.record.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, with the last entry that put it right where one is known."""

    entry: Entry[Any]
    corrected: Entry[Any] | None = None

    @property
    def says(self) -> Entry[Any]:
        """The entry whose words stand."""
        return self.corrected or self.entry

    @property
    def ids(self) -> tuple[str, ...]:
        """The entries that it rests on."""
        return (self.entry.id, self.corrected.id) if self.corrected else (self.entry.id,)


def lines(known: Knowledge, wanted: Callable[[Entry[Any]], bool], on: dt.date) -> list[Line]:
    """This will give the entries that are wanted and happened by a day, the last first, each as it was put right since.

    A correction of the same kind is judged in place of the old entry: what is no worry any more is not listed as one.
    """
    found = [line for line in standing(known, on) if wanted(_judged(line))]
    return sorted(found, key=lambda line: (line.entry.day, line.entry.noted.key, line.entry.id), reverse=True)


def standing(known: Knowledge, on: dt.date) -> Iterator[Line]:
    """This will give every entry of a day or before, with its last correction; a correction is no line of its own."""
    later = _corrections(known.all())
    for entry in known.all():
        if entry.corrects is not None and known.entry(entry.corrects) is not None:
            continue
        last = entry
        while last.id in later:
            last = later[last.id]
        if entry.day <= on:
            yield Line(entry, last if last is not entry else None)


def _corrections(entries: Iterable[Entry[Any]]) -> dict[str, Entry[Any]]:
    found: dict[str, Entry[Any]] = {}
    for entry in entries:
        if entry.corrects is not None and entry.corrects != entry.id:
            before = found.get(entry.corrects)
            if before is None or before.noted.key <= entry.noted.key:
                found[entry.corrects] = entry
    return found


def _judged(line: Line) -> Entry[Any]:
    return line.entry if isinstance(line.says.body, Correction) else line.says
