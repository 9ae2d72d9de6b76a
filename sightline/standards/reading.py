"""What a recorder left empty, read from the words of the same note, for the standards alone.

An office that writes "Core group held, school absent" and leaves the box for the type of meeting empty has said which meeting
it was. A standard that looked at the box alone would be silent, or ask for a core group that was held. The record itself is
never completed, and pages show it as it was written. `words.toml` beside this file holds every phrase.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds import KINDS
from sightline.record.kinds.shape import shapes
from sightline.record.kinds.words import KnowerType
from sightline.state.phrases import denies, found

WORDS = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, slots=True)
class _Read:
    """How one field is read: its phrases, and what each of them says; nothing, where it only hides another."""

    phrases: tuple[str, ...]
    says: Mapping[str, tuple[Any, ...]]
    many: bool
    order: tuple[Any, ...] | None = None
    """Where given, the value that stands first here decides, wherever it stands in the note."""


def as_read(entry: Entry[Any]) -> Entry[Any]:
    """This will give an entry with what its kind's empty fields leave out read from its own words, where they say it plainly.

    It looks at nothing but the entry, so that nobody is told more by it than the entry itself tells.
    """
    how = _fields().get(entry.kind, {}) if entry.summary else {}
    empty = {
        name: _said(read, entry.summary) for name, read in how.items() if getattr(entry.body, name) is None
    }
    filled = {name: value for name, value in (*empty.items(), *_alone(entry)) if value is not None}
    return replace(entry, body=replace(entry.body, **filled)) if filled else entry


def _alone(entry: Entry[Any]) -> Iterator[tuple[str, Any]]:
    """Fields left empty that hold who it is about, where the entry is about one person alone."""
    if len(entry.people) == 1:
        for kind, name in _table().alone:
            if kind == entry.kind and getattr(entry.body, name) is None:
                yield name, entry.people if shapes(KINDS[kind])[name].many else entry.people[0]


def phrases() -> Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]:
    """This will give, for each kind and field, the phrases that say each of its values, as `words.toml` has them."""
    return _table().says


def hidden(kind: str, field: str) -> tuple[str, ...]:
    """This will give the phrases that say nothing of a field, though a shorter one that does stands inside them."""
    return _table().hides.get((kind, field), ())


def by_order(kind: str, field: str) -> bool:
    """This will say whether the value that `phrases` lists first decides, wherever in the note it stands."""
    return (kind, field) in _table().ordered


def by_author() -> Mapping[tuple[str, KnowerType], Mapping[str, str]]:
    """This will give, by kind of entry and type of team, what a field is that such a team leaves out of its own work."""
    return _table().by_author


def said(kind: str, field: str, text: str) -> Any:
    """This will give what a text says of a field of a kind, or None where it says nothing or the field is not read."""
    how = _fields().get(kind, {}).get(field)
    return _said(how, text) if how else None


def _said(how: _Read, text: str) -> Any:
    """The value said first, or listed first; of a list, each that is said, in the order of the words. None where none is."""
    affirmed = (phrase for phrase, before in found(text, how.phrases) if not denies(before))
    values = list(dict.fromkeys(value for phrase in affirmed for value in how.says[phrase]))
    if not values:
        return None
    if how.many:
        return tuple(values)
    return min(values, key=how.order.index) if how.order else values[0]


@cache
def _fields() -> Mapping[str, Mapping[str, _Read]]:
    return {
        kind: {name: _compiled(kind, name, by_value) for name, by_value in fields.items()}
        for kind, fields in phrases().items()
    }


def _compiled(kind: str, name: str, by_value: Mapping[str, tuple[str, ...]]) -> _Read:
    shape, table = shapes(KINDS[kind])[name], _table()
    values = [(value == "true") if shape.holds == "yes_no" else value for value in by_value]
    says: dict[str, list[Any]] = {phrase: [] for phrase in table.hides.get((kind, name), ())}
    for value, row in zip(values, by_value.values(), strict=True):
        for phrase in row:
            says.setdefault(phrase, []).append(value)
    return _Read(
        tuple(says),
        {phrase: tuple(said) for phrase, said in says.items()},
        shape.many,
        tuple(values) if (kind, name) in table.ordered else None,
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """`words.toml` as read: the phrases by kind and field; by (kind, field) what hides them, which are decided by their
    order, and which hold the one person an entry is about; and what the author alone shows.
    """

    says: Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]
    hides: Mapping[tuple[str, str], tuple[str, ...]]
    ordered: frozenset[tuple[str, str]]
    alone: frozenset[tuple[str, str]]
    by_author: Mapping[tuple[str, KnowerType], Mapping[str, str]]


@cache
def _table() -> _Table:
    with WORDS.open("rb") as file:
        held = tomllib.load(file)
    says: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {}
    hides: dict[tuple[str, str], tuple[str, ...]] = {}
    ordered = set()
    for row in held["field"]:
        for kind in row["kinds"]:
            field = kind, row["name"]
            said = says.setdefault(kind, {}).setdefault(row["name"], {})
            said.update({value: (*said.get(value, ()), *more) for value, more in row["says"].items()})
            hides[field] = (*hides.get(field, ()), *row.get("hides", ()))
            if row.get("decides") == "order":
                ordered.add(field)
    alone = frozenset((kind, name) for kind, name in (row.split(".") for row in held["alone"]["fields"]))
    by_author: dict[tuple[str, KnowerType], dict[str, str]] = {}
    for row in held["author"]:
        for type_ in row["types"]:
            by_author.setdefault((row["kind"], type_), {})[row["name"]] = row["is"]
    return _Table(says, hides, frozenset(ordered), alone, by_author)
