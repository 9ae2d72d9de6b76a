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
from sightline.record.kinds.decision import DecisionOutcome
from sightline.record.kinds.harm import Background
from sightline.record.kinds.particulars import WHO_IT_IS
from sightline.record.kinds.registry import Family
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge

_PART_OF = ("check", "decision", "of", "escalation")
"""The fields by which an answer, an outcome, an ending or a receipt names the entry that it belongs to."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How a page speaks of whoever knows, and of that knower's own record."""

    who: str
    record: str


ITS = Voice("It", "Its own record")
YOURS = Voice("Your team", "Your own record")


@dataclass(frozen=True, slots=True)
class Item:
    """One mark in a picture and one row in a list. `note` says how the agency came to know it, or who holds it."""

    number: int
    ids: tuple[str, ...]
    tells: frozenset[str]
    """Those of its entries whose telling is an act of its own; the others were told along with them."""
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


def items(knew: Knowledge, whole: Knowledge, names: Names, on: dt.date, voice: Voice = ITS) -> list[Item]:
    """This will give every item that stands in `whole`, numbered in the order of its day, known to `knew` or not.

    `voice` is how the knower is spoken of: as "it", or, on its own page, as "your team".
    """
    mine = {entry.id for entry in knew.all()}
    groups: list[tuple[list[Entry[Any]], bool]] = []
    for known in (True, False):
        here = [e for e in whole.all() if (e.id in mine) is known and e.kind not in WHO_IT_IS]
        groups.extend((group, known) for group in _gathered(here, whole))
    groups.sort(key=lambda row: (row[0][0].day, row[0][0].noted.key))
    said = _Said(knew, whole, names, on, voice)
    return [_item(n, group, known, said) for n, (group, known) in enumerate(groups, start=1)]


def _gathered(entries: Sequence[Entry[Any]], whole: Knowledge) -> Iterable[list[Entry[Any]]]:
    """Entries with their parts; standing facts by holder and person, unless an entry says them too."""
    here = {entry.id for entry in entries}
    groups: dict[str, list[Entry[Any]]] = defaultdict(list)
    for entry in entries:
        whole_of = next(
            (ref for field in _PART_OF if (ref := getattr(entry.body, field, None)) in here), None
        )
        if not _standing(entry):
            groups[whole_of or entry.id].append(entry)
        elif not _said_elsewhere(entry, entries, whole):
            groups[f"standing {entry.author} {entry.people[0]}"].append(entry)
    return [sorted(group, key=lambda e: (e.id not in groups, e.noted.key)) for group in groups.values()]


def _standing(entry: Entry[Any]) -> bool:
    """A fact that a file lists with a person, with nobody's words to it."""
    return isinstance(entry.body, Background) and not entry.summary


def _said_elsewhere(fact: Entry[Background], entries: Iterable[Entry[Any]], whole: Knowledge) -> bool:
    topics = set(fact.body.topics or ())
    return any(
        not _standing(entry)
        and topics <= set(getattr(entry.body, "topics", None) or ())
        and set(fact.people) <= set(entry.people)
        and whole.knows(fact.author, entry)
        for entry in entries
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """Whose knowledge the words are about, beside what, and how they are put."""

    knew: Knowledge
    whole: Knowledge
    names: Names
    on: dt.date
    voice: Voice


def _item(number: int, group: list[Entry[Any]], known: bool, said: _Said) -> Item:
    first, names = group[0], said.names
    texts = tuple(full(entry, names).rstrip(".") for entry in group)
    if _standing(first):
        topics = phrase(full(entry, names).split(": ")[-1] for entry in group)
        texts = (f"Standing fact about {names.people(first.people)}: {topics}",)
    elif known and len(group) > 1 and first.kind == "decision":
        # The maker's own outcome-only telling says nothing that the decision does not; its note says who was told.
        texts = texts[:1]
    return Item(
        number=number,
        ids=tuple(entry.id for entry in group),
        tells=frozenset(e.id for e in group if e is first or e.kind == "decision_outcome"),
        author=first.author,
        family=first.body.FAMILY,
        kind=first.kind,
        day=first.day,
        noted=first.noted.day,
        when="No day given" if _standing(first) else first_up(when(first.occurred, first.noted.day, said.on)),
        short=short(first, names),
        texts=texts,
        note=_came_to_know(group, said) if known else _held_by(group, said),
        known=known,
    )


def _came_to_know(group: list[Entry[Any]], said: _Said) -> str:
    first, knew, names, on = group[0], said.knew, said.names, said.on
    if knew.knower is not None and first.author == knew.knower:
        return f"{said.voice.record}. {said.voice.who} told {_told_whom(first, knew, names, on)}"
    rows = [row for row in knew.tellings() if row.entry == first.id and row.knower == knew.knower]
    if not rows:
        return f"Written by {names.agency(first.author)}"
    row = min(rows, key=lambda r: r.told.key)
    late = (row.told.day - first.noted.day).days
    on_day = (
        f"on {day(row.told.day, on)}, {age(first.noted.day, row.told.day)} later"
        if late > 0
        else "the same day"
    )
    if row.by is None:
        return (
            f"Written by {names.agency(first.author)}. Known since {day(row.told.day, on)}; how is not stated"
        )
    return f"{_manner(first, row)} {names.agency(row.by)}, {on_day}"


def _held_by(group: list[Entry[Any]], said: _Said) -> str:
    first, names = group[0], said.names
    held = f"Held by {names.agency(first.author)}; told to {_told_whom(first, said.whole, names, said.on)}"
    outcome = any(getattr(e.body, "decision", None) == first.id for e in said.knew.entries(DecisionOutcome))
    return f"{held}. It was told the outcome, not the reasons" if outcome else held


def _manner(entry: Entry[Any], row: Told) -> str:
    """Being asked, and being at a meeting, are ways of being told that are not somebody's choice to tell."""
    if row.how == "emergency":
        return "Opened in an emergency from"
    if row.how != "attended":
        return "Passed on by" if row.how == "passed_on" else "Told by"
    if row.knower in (getattr(entry.body, "attended", None) or ()):
        return "It was there; written by"
    return "Asked by" if getattr(entry.body, "asked", None) == row.knower else "Told by"


def _told_whom(entry: Entry[Any], known: Knowledge, names: Names, on: dt.date) -> str:
    """Who was told an entry; of a decision, who was told only its outcome is said apart."""
    whole = [row for row in known.told(entry.id).values() if row.knower != entry.author]
    had = {entry.author, *(row.knower for row in whole)}
    parts = known.naming(entry.id, DecisionOutcome)
    part = [row for said in parts for row in known.told(said.id).values() if row.knower not in had]
    told = [_to(whole, entry, names, on)] if whole else []
    if part:
        told.append(f"{_to(part, entry, names, on)} (the outcome, not the reasons)")
    return "; ".join(told) or "nobody else"


def _to(told: Iterable[Told], entry: Entry[Any], names: Names, on: dt.date) -> str:
    """Who was told, those told on the same day together; a day is said only where it is not the entry's own."""
    by_day: dict[dt.date, list[str]] = defaultdict(list)
    for row in sorted(told, key=lambda r: r.told.key):
        opened = " (which opened it in an emergency)" if row.how == "emergency" else ""
        by_day[max(row.told.day, entry.noted.day)].append(names.agency(row.knower) + opened)
    return "; ".join(
        phrase(who) + ("" if on_day == entry.noted.day else f" on {day(on_day, on)}")
        for on_day, who in by_day.items()
    )
