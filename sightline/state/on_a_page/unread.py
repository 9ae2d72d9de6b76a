"""What the team was told and nobody of it has opened: shown already, so it is marked wherever its content is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sightline.record.entry import Entry, Told
from sightline.record.knowledge import Knowledge

_ALONG = frozenset({"particulars", "same_person", "check_answer", "born_of"})
"""What is read with what it was told along with, as in the inbox."""


@dataclass(frozen=True, slots=True)
class Unread:
    """The tellings to list, the last first, and every entry of which no telling was opened."""

    listed: tuple[tuple[Told, Entry[object]], ...]
    entries: frozenset[str]


def unread(known: Knowledge, opened: Collection[str]) -> Unread:
    """This will give what nobody of the knower's team has opened; `opened` are the tellings that somebody has."""
    mine = [row for row in known.tellings() if row.knower == known.knower]
    read = {row.entry for row in mine if row.how == "recorded" or row.id in opened}
    waiting = {row.entry: row for row in mine if row.entry not in read}
    together: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    for row in waiting.values():
        together[(row.by, row.told.day, row.told.time)].append(row)
    rows = [row for group in together.values() for row in _own(known, group)]
    rows.sort(key=lambda row: (row.told.key, row.id), reverse=True)
    listed = [(row, entry) for row in rows if (entry := known.entry(row.entry)) is not None]
    return Unread(tuple(listed), frozenset(waiting))


def _own(known: Knowledge, group: list[Told]) -> list[Told]:
    main = [row for row in group if (entry := known.entry(row.entry)) and entry.kind not in _ALONG]
    return main or group[:1]
