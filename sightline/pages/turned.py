"""The picture of lanes turned for a phone: time runs down, a row for each thing that happened; agencies across."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sightline.pages.items import Item
from sightline.pages.lanes import Arrow, Asked, order, shown
from sightline.pages.words import Names, short_day
from sightline.record.entry import Told
from sightline.record.kinds.words import Agency

WIDTH, LEFT, TOP, ROW = 290.0, 62.0, 150.0, 27.0
_LETTERS = 22


@dataclass(frozen=True, slots=True)
class Row:
    """One line: an item's mark; or (`item` None) a telling later than its entry; or (`x` None) a new year."""

    y: float
    label: str
    """The day, written once for each day."""
    item: Item | None
    x: float | None


@dataclass(frozen=True, slots=True)
class Turned:
    """Everything that the drawing needs."""

    height: float
    columns: tuple[tuple[float, str, bool], ...]
    step: float
    rows: tuple[Row, ...]
    arrows: tuple[Arrow, ...]


def turned(asked: Asked, names: Names) -> Turned:
    """This will lay out the narrow picture."""
    tellings, _ = shown(asked)
    agencies = order(asked)
    step = min((WIDTH - LEFT - 8) / len(agencies), 34.0)
    columns = {agency: LEFT + step * (n + 0.5) + 4 for n, agency in enumerate(agencies)}
    places: dict[tuple[dt.date, int, str], tuple[Item | None, Agency, list[Told]]] = {}
    for item in asked.items:
        places[item.day, item.number, ""] = (item, item.author, [])
    by_id = {id: item for item in asked.items for id in item.ids}
    for row in tellings:
        item = by_id[row.entry]
        same_day = row.told.day <= item.day and row.by == item.author
        key = (item.day, item.number, "") if same_day else (row.told.day, 0, row.by or "")
        places.setdefault(key, (None, row.by or row.knower, []))[2].append(row)
    rows: list[Row] = []
    arrows: list[Arrow] = []
    last = dt.date.min
    for key, (held, teller, told) in sorted(places.items(), key=lambda place: place[0]):
        if key[0].year != last.year:
            rows.append(Row(TOP + ROW * (len(rows) + 0.5), str(key[0].year), None, None))
        y = TOP + ROW * (len(rows) + 0.5)
        rows.append(Row(y, short_day(key[0]) if key[0] != last else "", held, columns[teller]))
        arrows += _across(y, columns, teller, told, asked, 12.0 if held else 3.0)
        last = key[0]
    heads = tuple((columns[a], _shortened(names.heading(a)), a == asked.agency) for a in agencies)
    return Turned(TOP + ROW * len(rows) + 30, heads, step, tuple(rows), tuple(arrows))


def _across(
    y: float, columns: dict[Agency, float], teller: Agency, told: list[Told], asked: Asked, edge: float
) -> list[Arrow]:
    groups: dict[tuple[bool, bool], set[float]] = defaultdict(set)
    for row in told:
        right = columns[row.knower] > columns[teller]
        groups[right, row.id in asked.known].add(columns[row.knower] - (4 if right else -4))
    return [
        Arrow(y, columns[teller] + (edge if right else -edge), tuple(sorted(ends, reverse=not right)), known)
        for (right, known), ends in groups.items()
    ]


def _shortened(name: str) -> str:
    return name if len(name) <= _LETTERS else name[: _LETTERS - 1].rstrip() + "…"
