"""A file that comes again: the same is nothing, different is a correction, missing is a report. Nothing is ever taken away.

What is compared is what an entry says and who was told of it, not its place in the day: lists put in another order
are the same file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sightline.record.entry import Entry, Record, Told
from sightline.record.kinds.payload import encode

TellingKey = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Index:
    """What an import keeps of a file: the content hash of each entry by its id, and each telling as a key."""

    entries: Mapping[str, str] = field(default_factory=dict)
    told: frozenset[TellingKey] = frozenset()


@dataclass(frozen=True, slots=True)
class Changes:
    """What a file holds against what was imported before.

    `new` entries are to be recorded, `changed` ones to be recorded as corrections of what they replace; `missing` ids
    are in the old and no longer in the new, `untold` tellings likewise: both are for a person to look at. `told` are
    tellings not imported before, those of new entries among them.
    """

    new: tuple[Entry[Any], ...]
    changed: tuple[Entry[Any], ...]
    missing: tuple[str, ...]
    same: tuple[str, ...]
    told: tuple[Told, ...]
    untold: tuple[TellingKey, ...]

    @property
    def nothing(self) -> bool:
        """This will say whether the file is the one imported before."""
        return not (self.new or self.changed or self.missing or self.told or self.untold)


def compare(old: Record | Index, new: Record) -> Changes:
    """This will give what is new, changed, missing and the same in a record, by id and content."""
    known = index(old) if isinstance(old, Record) else old
    hashes = {entry.id: content_hash(entry) for entry in new.entries}
    keys = frozenset(telling_key(row) for row in new.told)
    return Changes(
        new=tuple(entry for entry in new.entries if entry.id not in known.entries),
        changed=tuple(
            e for e in new.entries if e.id in known.entries and known.entries[e.id] != hashes[e.id]
        ),
        missing=tuple(id for id in known.entries if id not in hashes),
        same=tuple(id for id, hash in hashes.items() if known.entries.get(id) == hash),
        told=tuple(row for row in new.told if telling_key(row) not in known.told),
        untold=tuple(sorted(key for key in known.told if key not in keys)),
    )


def index(record: Record) -> Index:
    """This will give what an import keeps to know a file again."""
    entries = {entry.id: content_hash(entry) for entry in record.entries}
    return Index(entries, frozenset(telling_key(row) for row in record.told))


def content_hash(entry: Entry[Any]) -> str:
    """This will give a hash of what an entry says: the same for the same content, wherever in its day it stands."""
    content = {
        "kind": entry.kind,
        "body": encode(entry.body),
        "author": entry.author,
        "people": sorted(entry.people),
        "occurred": [str(entry.occurred.start), str(entry.occurred.until), entry.occurred.precision],
        "noted": [str(entry.noted.day), str(entry.noted.time)],
        "summary": entry.summary,
        "corrects": entry.corrects,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def telling_key(row: Told) -> TellingKey:
    """This will give what makes a telling the same telling: of what, to whom, on what day, how, and said by whom."""
    return (row.entry, row.knower, str(row.told.day), row.how, row.by or "")
