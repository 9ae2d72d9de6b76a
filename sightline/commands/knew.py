"""`sightline knew`: what an agency knew on a day, and what others held by then that it had not been told."""

from __future__ import annotations

import argparse
import datetime as dt
import textwrap
from collections.abc import Iterator
from typing import Any

from sightline.commands import said
from sightline.record.entry import Entry, Record, Told
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge, knowledge

WIDTH = 100


def show(record: Record, asked: argparse.Namespace) -> None:
    """This will print both lists, each entry with its holder, and how and when the agency came to know."""
    for line in account(record, Agency(asked.agency), asked.on):
        print(line)


def account(record: Record, agency: Agency, on: dt.date) -> Iterator[str]:
    """This will give the lines of what an agency knew at the end of a day, and of what it had not been told."""
    mine, whole = knowledge(record, agency, on), knowledge(record, None, on)
    known = _told_of(mine)
    ids = {entry.id for entry in mine.all()}
    unknown = [entry for entry in _told_of(whole) if entry.id not in ids]
    name = said.agency(record, agency)
    yield f"{said.day(on)}: {name} knew {len(known)} {_things(len(known))}."
    for entry in known:
        yield from _item(f"{entry.id}  {entry.day.isoformat()}  {said.entry(entry)}")
        yield from _item(f"{_how(record, mine, agency, entry)}", "      ")
    yield ""
    yield f"In others' records by then, and not told to {name}: {len(unknown)} {_things(len(unknown))}."
    for entry in unknown:
        yield from _item(f"{entry.id}  {entry.day.isoformat()}  {said.entry(entry)}")
        told = sorted(
            {said.agency(record, t.knower) for t in whole.told(entry.id).values() if t.knower != entry.author}
        )
        others = f"; told to {', '.join(told)}" if told else "; told to nobody else"
        yield from _item(f"Held by {said.agency(record, entry.author)}{others}.", "      ")


def _told_of(known: Knowledge) -> list[Entry[Any]]:
    """What is known, a part (an answer, an outcome) left out where the whole that it belongs to is known too."""
    events = [entry for entry in known.all() if not entry.id.startswith("people/")]
    ids = {entry.id for entry in events}
    return [entry for entry in events if "/" not in entry.id or entry.id.split("/")[0] not in ids]


def _how(record: Record, mine: Knowledge, agency: Agency, entry: Entry[Any]) -> str:
    if entry.author == agency:
        return f"Its own record, written {entry.noted.day.isoformat()}."
    told: Told | None = mine.told(entry.id).get(agency)
    if told is None:
        return f"From {said.agency(record, entry.author)}."
    if told.how == "attended":
        return f"There, asked or sent it, {told.told.day.isoformat()}; written by {said.agency(record, entry.author)}."
    by = (
        f"Told by {said.agency(record, told.by)}"
        if told.by
        else f"Learned another way, not stated; written by {said.agency(record, entry.author)}"
    )
    return f"{by}, {told.told.day.isoformat()}."


def _things(count: int) -> str:
    return "thing" if count == 1 else "things"


def _item(text: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "    ")
