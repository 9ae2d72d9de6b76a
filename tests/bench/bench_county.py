"""A county's day: 1,000 cases of 150 entries each, every one thought through again after one entry more.

What the engine costs stands beside merely reading the same entries: in memory in a loop, and made of rows as the database gives them.
No state of a case is kept between two looks, so each begins anew, as a page does; the replay begins at the case's first day.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sightline.record.entry import Record
from sightline.record.interchange.split import split
from sightline.record.kinds.payload import encode
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import knowledge
from sightline.record.store import entry_of, told_of
from sightline.standards.live import prompts
from sightline.standards.replay import last_day, replay
from sightline.standards.standard import standards
from tests.bench import county

CASES = int(os.environ.get("CASES", "1000"))
ENTRIES = 150
SEED = int(os.environ.get("SEED", "2026"))
ROUNDS = 3
TEAM = Agency("children_social_care")


def main() -> None:
    """Make each case, add its last entry, do everything to it in turn, and print what each costs over all of them."""
    standards()  # read once by a process, and not counted
    times: dict[str, list[float]] = {}
    entries = tellings = known = spoke = changed = 0
    for number in range(CASES):
        record = split(county.case(number, ENTRIES + 1, seed=SEED))
        on = last_day(record) or dt.date.max
        looks = _looks(record, on)
        for turn in range(ROUNDS):
            for name, look in looks.items():
                began = time.process_time()
                look()
                times.setdefault(name, [0.0] * ROUNDS)[turn] += time.process_time() - began
        entries, tellings = entries + len(record.entries), tellings + len(record.told)
        knows = knowledge(record, TEAM, on)
        said = prompts(knows, on, ())
        before = prompts(knowledge(_without_the_last(record), TEAM, on), on, ())
        known, spoke, changed = known + len(list(knows.all())), spoke + bool(said), changed + (said != before)
    print(
        f"seed {SEED}: {CASES:,} cases of {ENTRIES} events and decisions, and one more. With answers and who people are, as each agency has it,"
        f" {entries / CASES:.0f} entries and {tellings / CASES:.0f} tellings a case. Social care knows {known / CASES:.0f} of the entries and is"
        f" prompted in {spoke:,} cases; the one entry more changed what it is told in {changed:,}."
    )
    _print(times)


def _looks(record: Record, on: dt.date) -> dict[str, Callable[[], Any]]:
    rows = _rows(record)
    return {
        "the entries read in a loop": lambda: _read(record),
        "the entries made of their rows": lambda: [[make(row) for row in some] for make, some in rows],
        "what social care knows": lambda: knowledge(record, TEAM, on),
        "and all standards asked (a page)": lambda: prompts(knowledge(record, TEAM, on), on, ()),
        "all standards, replayed day by day": lambda: replay(record, None),
    }


def _read(record: Record) -> int:
    """Each entry and telling is looked at once: whose, of what kind, about whom, when, and to whom it was told."""
    found = 0
    for entry in record.entries:
        if entry.author and entry.kind and entry.people and entry.day <= entry.noted.day:
            found += 1
    for row in record.told:
        if row.knower and row.entry and row.told.day:
            found += 1
    return found


def _rows(record: Record) -> list[tuple[Callable[[Any], Any], list[Any]]]:
    entries = [
        (
            e.id, e.author, e.kind, e.body.VERSION, e.people, e.occurred.start, e.occurred.until, e.occurred.precision, e.noted.day,
            e.noted.time, e.noted.ordinal, e.corrects, e.summary, json.dumps(encode(e.body)),
        )
        for e in record.entries
    ]  # fmt: skip
    told = [
        (t.id, t.entry, t.knower, t.told.day, t.told.time, t.told.ordinal, t.how, t.by) for t in record.told
    ]
    return [(entry_of, entries), (told_of, told)]


def _without_the_last(record: Record) -> Record:
    """The case before the entry that was written last."""
    last = record.entries[-1].id
    told = tuple(row for row in record.told if row.entry != last)
    return replace(record, entries=record.entries[:-1], told=told)


def _print(times: dict[str, list[float]]) -> None:
    print(
        f"{f'processor time, median of {ROUNDS}':<36} {'ms a case':>10} {'least':>8} {'most':>8} {'cases a second':>15} {'ratio':>8}"
    )
    plain = statistics.median(next(iter(times.values())))
    for name, took in times.items():
        middle = statistics.median(took)
        each = [value / CASES * 1e3 for value in (middle, min(took), max(took))]
        print(
            f"{name:<36} {each[0]:>10.3f} {each[1]:>8.3f} {each[2]:>8.3f} {CASES / middle:>15,.0f} {middle / plain:>8,.0f}"
        )


if __name__ == "__main__":
    main()
