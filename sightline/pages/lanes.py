"""A picture of who held what: one lane for each agency, time across; and the same turned for a phone, time down.

Pure layout: numbers in, places out. The drawing is templates/macros/lanes.html. Marks are solid where the agency knew,
hollow where it had not been told; an arrow is one agency telling another, and stands on the day of telling.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sightline.pages.items import Item
from sightline.pages.scale import Scale, scale
from sightline.pages.words import Names, short_day
from sightline.record.entry import Told
from sightline.record.kinds.words import Agency

WIDTH, LEFT, RIGHT, TOP, FOOT = 1200.0, 176.0, 72.0, 50.0, 34.0
MARK, ROW, LANE = 28.0, 32.0, 66.0
_LETTER, _LINE = 7.2, 16.0
_MOST_OTHERS = 36
"""More tellings than this between other agencies would hide the ones that matter here; the lists have them all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be drawn: the items and tellings that stand on a day, and for whom."""

    items: Sequence[Item]
    tellings: Sequence[Told]
    known: frozenset[str]
    """Ids of tellings that the agency made or received."""
    agency: Agency
    on: dt.date
    begins: dt.date | None
    """The first day on which the child was written of: before it nothing is to scale."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One item, with the x of its true day (a tick stands there if it had to be moved)."""

    item: Item
    x: float
    y: float
    day_x: float


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a mark: the day in bold, then a line or two."""

    x: float
    y: float
    anchor: str
    day: str
    lines: tuple[str, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """One telling, or several of one entry on one day: from a place to others along one line."""

    at: float
    start: float
    ends: tuple[float, ...]
    known: bool


@dataclass(slots=True)
class Lane:
    """One agency's strip."""

    agency: Agency
    names: tuple[str, ...]
    chosen: bool
    top: float = 0.0
    size: float = LANE
    marks: list[Mark] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """The line along which its first row of marks stands."""
        return self.top + LANE / 2


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that the drawing needs."""

    height: float
    lanes: tuple[Lane, ...]
    labels: tuple[Label, ...]
    arrows: tuple[Arrow, ...]
    scale: Scale
    today: float
    ticks: tuple[tuple[float, str, dt.date], ...]
    left_out: int


def order(asked: Asked) -> list[Agency]:
    """This will give the lanes from the top: the chosen agency, then each time whoever told most with those above."""
    holders = Counter(item.author for item in asked.items)
    ties: Counter[frozenset[Agency]] = Counter()
    for row in asked.tellings:
        holders[row.knower] += 0
        if row.by is not None and row.by != row.knower:
            ties[frozenset((row.by, row.knower))] += 1
    placed = [asked.agency]
    left = sorted(set(holders) - {asked.agency}, key=lambda a: (-holders[a], a))
    while left:
        best = max(left, key=lambda a: sum(ties[frozenset((a, above))] for above in placed))
        placed.append(best)
        left.remove(best)
    return placed


def shown(asked: Asked) -> tuple[list[Told], int]:
    """This will give the tellings to draw, and how many between others are left out so that the rest can be read."""
    tells = {id for item in asked.items for id in item.tells}
    rows = [row for row in asked.tellings if row.by not in (None, row.knower) and row.entry in tells]
    own = [row for row in rows if row.id in asked.known]
    others = [row for row in rows if row.id not in asked.known]
    return (own + others, 0) if len(others) <= _MOST_OTHERS else (own, len(others))


def picture(asked: Asked, names: Names) -> Picture:
    """This will lay out the wide picture."""
    tellings, left_out = shown(asked)
    today = WIDTH - RIGHT
    line = scale(_widths(asked, tellings), asked.begins, LEFT + MARK / 2, today - MARK * 0.8)
    lanes = {a: Lane(a, _wrapped(names.heading(a), 18, 3), a == asked.agency) for a in order(asked)}
    top = TOP
    for lane in lanes.values():
        _place(lane, [item for item in asked.items if item.author == lane.agency], line, top)
        top += lane.size
    marks = {id: mark for lane in lanes.values() for mark in lane.marks for id in mark.item.ids}
    arrows = _arrows(tellings, asked, lanes, marks, line)
    return Picture(
        height=top + FOOT,
        lanes=tuple(lanes.values()),
        labels=tuple(_labels(lanes.values(), arrows, today)),
        arrows=tuple(arrows),
        scale=line,
        today=today,
        ticks=tuple(_months(line, asked)),
        left_out=left_out,
    )


def _widths(asked: Asked, tellings: Iterable[Told]) -> dict[dt.date, float]:
    """Each day that something stands on, with the room that its busiest lane needs."""
    busiest: dict[dt.date, Counter[Agency]] = defaultdict(Counter)
    for item in asked.items:
        busiest[item.day][item.author] += 1
    for day in {row.told.day for row in tellings} | {asked.on} | ({asked.begins} if asked.begins else set()):
        busiest[day] += Counter()
    return {
        day: (_columns(max(lanes.values(), default=1))[0] - 1) * MARK
        for day, lanes in busiest.items()
        if day <= asked.on
    }


def _columns(count: int) -> tuple[int, int]:
    """How many columns and rows the marks of one day and lane are set in."""
    rows = next((r for r in (2, 3, 4) if count <= r * 8), 6)
    return -(-count // rows), min(rows, count)


def _place(lane: Lane, items: Sequence[Item], line: Scale, top: float) -> None:
    """Each mark as near to its day as there is room: beside it or in a row below, in order, never on top of another."""
    lane.top = top
    last = max(line.days)
    of_day = Counter(item.day for item in items)
    seen: Counter[dt.date] = Counter()
    taken: list[tuple[float, int]] = []
    for item in items:
        columns, rows = _columns(of_day[item.day])
        column, row = divmod(seen[item.day], rows)
        seen[item.day] += 1
        day_x = line.at(item.day)
        # What happened on the day itself stands left of its line, for nothing is drawn after it.
        wanted = day_x + (column - (columns - 1) * (1 if item.day == last else 0.5)) * MARK
        x, row = _free(wanted, row, taken, line.days[last])
        taken.append((x, row))
        lane.marks.append(Mark(item, x, top + LANE / 2 + row * ROW, day_x))
    lane.size = LANE + ROW * max((row for _, row in taken), default=0)


def _free(wanted: float, row: int, taken: Sequence[tuple[float, int]], last: float) -> tuple[float, int]:
    """The nearest place to the one wanted that no mark has taken, a row being a little nearer than a mark's width."""
    places = (
        (abs(step) / 2 + abs(down - row) * 0.8, wanted + step * MARK / 2, down)
        for down in range(9)
        for step in range(-8, 9)
        if LEFT + MARK / 2 <= wanted + step * MARK / 2 <= last + 1
    )
    free = (p for p in places if all(p[2] != r or abs(p[1] - x) >= MARK - 0.5 for x, r in taken))
    _, x, down = min(free, default=(0.0, wanted, 9))
    return x, down


def _arrows(
    tellings: Iterable[Told], asked: Asked, lanes: dict[Agency, Lane], marks: dict[str, Mark], line: Scale
) -> list[Arrow]:
    """One line for each entry, teller, day and direction, with a head at each agency told."""
    groups: dict[tuple[float, float, bool, bool], set[float]] = defaultdict(set)
    for row in tellings:
        mark, teller, told = marks[row.entry], lanes[row.by or row.knower], lanes[row.knower]
        same_day = row.told.day <= mark.item.day and row.by == mark.item.author
        at, start = (mark.x, mark.y) if same_day else (line.at(row.told.day), teller.middle)
        down = told.top > teller.top
        groups[at, start, down, row.id in asked.known].add(
            told.top + 10 if down else told.top + told.size - 10
        )
    return [
        Arrow(at, start + (MARK / 2 if down else -MARK / 2), tuple(sorted(ends, reverse=not down)), known)
        for (at, start, down, known), ends in groups.items()
    ]


def _labels(lanes: Iterable[Lane], arrows: Sequence[Arrow], today: float) -> Iterable[Label]:
    """Words where there is room for them, the chosen agency's and the latest first; the rest are read in the lists."""
    boxes = [(m.x - 17, m.y - 17, m.x + 17, m.y + 17) for lane in lanes for m in lane.marks]
    boxes += [(a.at - 4, min(a.start, *a.ends), a.at + 4, max(a.start, *a.ends)) for a in arrows]
    rows = [
        (not lane.chosen, not mark.item.known, -mark.day_x, lane, mark)
        for lane in lanes
        for mark in lane.marks
    ]
    for *_, lane, mark in sorted(rows, key=lambda row: row[:3]):
        for label, box in _choices(lane, mark):
            inside = (
                box[0] > LEFT and box[2] < today - 4 and lane.top < box[1] and box[3] < lane.top + lane.size
            )
            if inside and not any(_overlap(box, other) for other in boxes):
                boxes.append(box)
                yield label
                break


Box = tuple[float, float, float, float]


def _choices(lane: Lane, mark: Mark) -> Iterable[tuple[Label, Box]]:
    item = mark.item
    for wide, most in ((26, 2), (18, 3), (40, 1)):
        lines = _wrapped(item.short, wide, most)
        width = max(len(line) for line in (*lines, "00 Mmm 0000")) * _LETTER
        height = (1 + len(lines)) * _LINE
        for anchor in ("start", "end"):
            left = mark.x + 19 if anchor == "start" else mark.x - 19 - width
            for shift in (0, -8, 8, -16, 16, -24, 24):
                top = mark.y - height / 2 + shift
                x = left if anchor == "start" else left + width
                yield (
                    Label(x, top + 13, anchor, _day(item), lines, item.known),
                    (left, top, left + width, top + height),
                )


def _day(item: Item) -> str:
    """The day as precisely as it is known, with its year where the list too would say it."""
    words = item.when.split(",")[0]
    exact = words[:1].isdigit() and " " in words
    return short_day(item.day, year=str(item.day.year) in item.when) if exact else words


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _wrapped(text: str, width: int, most: int) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, width, max_lines=most, placeholder="…")) or ("",)


def _months(line: Scale, asked: Asked) -> Iterable[tuple[float, str, dt.date]]:
    """The first of each month that has room for its name, with the year where it changes."""
    if asked.begins is None or asked.begins > asked.on:
        return
    last_x, year = line.main - 70, 0
    day = asked.begins.replace(day=1)
    while day <= asked.on:
        x = line.at(max(day, asked.begins))
        if (
            day >= asked.begins
            and x - last_x >= 76
            and x < line.at(asked.on) - 90
            and not line.shortened(day)
        ):
            yield x, f"{day:%b}" if day.year == year else f"{day:%b %Y}", day
            last_x, year = x, day.year
        day = (day + dt.timedelta(days=32)).replace(day=1)
