"""What a page lists and draws: entries as items, each with its number, its words, and whether the agency knew it.

The parts that import splits off an entry (`e14/answer`, `e34/end`) are told with the entry wherever both are known.
Standing facts of a file's list of people are gathered by holder and person, and left out where an entry says the same.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sightline.pages.words import Names, age, day, first_up, full, phrase, short, when
from sightline.record.entry import Entry, Told
from sightline.record.kinds.harm import Background
from sightline.record.kinds.registry import Family
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge

_NOT_LISTED = frozenset({"particulars", "same_person", "born_of"})


@dataclass(frozen=True, slots=True)
class Item:
    """One mark in a picture and one row in a list. `note` says how the agency came to know it, or who holds it."""

    number: int
    ids: tuple[str, ...]
    author: Agency
    family: Family
    kind: str
    day: dt.date
    noted: dt.date
    when: str
    short: str
    texts: tuple[str, ...]
    note: str
    known: bool


def items(knew: Knowledge, whole: Knowledge, names: Names, on: dt.date) -> list[Item]:
    """This will give every item that stands in `whole`, numbered in the order of its day, known to `knew` or not."""
    mine = {entry.id for entry in knew.all()}
    groups: list[tuple[list[Entry[Any]], bool]] = []
    for known in (True, False):
        here = [e for e in whole.all() if (e.id in mine) is known and e.kind not in _NOT_LISTED]
        groups.extend((group, known) for group in _gathered(here, whole))
    groups.sort(key=lambda row: (row[0][0].day, row[0][0].noted.key))
    return [
        _item(n, group, known, knew, whole, names, on) for n, (group, known) in enumerate(groups, start=1)
    ]


def _gathered(entries: Sequence[Entry[Any]], whole: Knowledge) -> Iterable[list[Entry[Any]]]:
    """Entries with their parts; standing facts by holder and person, unless an entry says them too."""
    groups: dict[str, list[Entry[Any]]] = defaultdict(list)
    for entry in entries:
        root = entry.id.split("/")[0]
        if root == "people":
            if not _said_elsewhere(entry, entries, whole):
                groups[f"people/{entry.author}/{entry.people[0]}"].append(entry)
        else:
            groups[root].append(entry)
    return groups.values()


def _said_elsewhere(fact: Entry[Background], entries: Iterable[Entry[Any]], whole: Knowledge) -> bool:
    topics = set(fact.body.topics or ())
    return any(
        entry.id.split("/")[0] != "people"
        and topics <= set(getattr(entry.body, "topics", None) or ())
        and set(fact.people) <= set(entry.people)
        and whole.knows(fact.author, entry)
        for entry in entries
    )


def _item(
    number: int,
    group: list[Entry[Any]],
    known: bool,
    knew: Knowledge,
    whole: Knowledge,
    names: Names,
    on: dt.date,
) -> Item:
    first = group[0]
    standing = first.id.startswith("people/")
    texts = tuple(full(entry, names).rstrip(".") for entry in group)
    if standing:
        topics = phrase(full(entry, names).split(": ")[-1] for entry in group)
        texts = (f"Standing fact about {names.people(first.people)}: {topics}",)
    elif known and len(group) > 1 and first.kind == "decision":
        # The maker's own outcome-only telling says nothing that the decision does not; its note says who was told.
        texts = texts[:1]
    return Item(
        number=number,
        ids=tuple(entry.id for entry in group),
        author=first.author,
        family=first.body.FAMILY,
        kind=first.kind,
        day=first.day,
        noted=first.noted.day,
        when=first_up(when(first.occurred, first.noted.day, on)),
        short=short(first, names),
        texts=texts,
        note=_came_to_know(group, knew, names, on) if known else _held_by(group, knew, whole, names, on),
        known=known,
    )


def _came_to_know(group: list[Entry[Any]], knew: Knowledge, names: Names, on: dt.date) -> str:
    first = group[0]
    if knew.knower is not None and first.author == knew.knower:
        told = [row for entry in group for row in knew.told(entry.id).values() if row.knower != knew.knower]
        return "Its own record. " + (
            f"Told to {_to(told, first, names, on)}" if told else "Nobody else was told"
        )
    row = min(
        (r for r in knew.tellings() if r.entry == first.id and r.knower == knew.knower),
        key=lambda r: r.told.key,
    )
    late = (row.told.day - first.noted.day).days
    on_day = (
        "the same day"
        if late <= 0
        else f"on {day(row.told.day, on)}, {age(first.noted.day, row.told.day)} later"
    )
    if row.by is None:
        return (
            f"Written by {names.agency(first.author)}. Known since {day(row.told.day, on)}; how is not stated"
        )
    return f"{_manner(first, row)} {names.agency(row.by)}, {on_day}"


def _manner(entry: Entry[Any], row: Told) -> str:
    """Being asked, and being at a meeting, are ways of being told that are not somebody's choice to tell."""
    if row.how != "attended":
        return "Passed on by" if row.how == "passed_on" else "Told by"
    if row.knower in (getattr(entry.body, "attended", None) or ()):
        return "It was there; written by"
    return "Asked by" if getattr(entry.body, "asked", None) == row.knower else "Told by"


def _held_by(group: list[Entry[Any]], knew: Knowledge, whole: Knowledge, names: Names, on: dt.date) -> str:
    first = group[0]
    told = [row for row in whole.told(first.id).values() if row.knower != first.author]
    said = f"Held by {names.agency(first.author)}; " + (
        f"told to {_to(told, first, names, on)}" if told else "told to nobody else"
    )
    if first.kind == "decision" and knew.entry(f"{first.id}/outcome"):
        said += ". It was told the outcome, not the reasons"
    return said


def _to(told: Iterable[Told], entry: Entry[Any], names: Names, on: dt.date) -> str:
    """Who was told, those told on the same day together; a day is said only where it is not the entry's own."""
    by_day: dict[dt.date, list[str]] = defaultdict(list)
    for row in sorted(told, key=lambda r: r.told.key):
        by_day[max(row.told.day, entry.noted.day)].append(names.agency(row.knower))
    return "; ".join(
        phrase(who) + ("" if on_day == entry.noted.day else f" on {day(on_day, on)}")
        for on_day, who in by_day.items()
    )
