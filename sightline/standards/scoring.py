"""A replay held against an answer key, by the rules of section 7 of the interchange format.

They are written down a second time in `tests/cases/score_replay.py`, the scorer that the format comes with, which reads
lines of JSON and belongs to nobody's product. A test holds the two to say the same, of every case and of replays that
were spoilt at random (ADR 0029).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sightline.record.entry import Record
from sightline.standards.key import ANY, Key, Point
from sightline.standards.replay import Raise

MOST_CITED = 15


@dataclass(frozen=True, slots=True)
class Answer:
    """A point of a key and the raise that answers it best, if one does."""

    point: Point
    raised: Raise | None

    @property
    def on_time(self) -> bool:
        """Whether it was raised while it would still have been useful."""
        return self.raised is not None and self.raised.raised <= self.point.when.last

    @property
    def days(self) -> int | None:
        """Days from the first on which it was fairly supported to the raise; 0 where the raise came before. None: no raise."""
        return max((self.raised.raised - self.point.when.first).days, 0) if self.raised else None


@dataclass(frozen=True, slots=True)
class Score:
    """What a replay comes to against a key. `load` are raises that nobody called for and that are not wrong either."""

    key: Key
    entries: int
    answers: tuple[Answer, ...]
    false: tuple[Raise, ...]
    load: tuple[Raise, ...]
    ungrounded: tuple[Raise, ...]


def score(key: Key, record: Record, raises: Sequence[Raise]) -> Score:
    """This will hold the raises of a whole record against its key. A raise on nothing that stood there is none."""
    days = {entry.id: entry.noted.day for entry in record.entries if "/" not in entry.id}
    sound = [raised for raised in raises if _grounded(raised, days)]
    found = _best(key, sound)
    used = set(found.values())
    false, load = [], []
    for number, raised in enumerate(sound):
        if number in used:
            continue
        let_pass = tolerated(key, raised)
        if any(_matches(key, raised, point) for point in key.expected):
            load.append(raised)  # a point already made: not wrong, but tiring
        elif _forbidden(key, raised) or (key.strict and not let_pass):
            false.append(raised)
        elif not let_pass:
            load.append(raised)
    return Score(
        key=key,
        entries=len(days),
        answers=tuple(
            Answer(point, sound[found[n]] if n in found else None) for n, point in enumerate(key.expected)
        ),
        false=tuple(false),
        load=tuple(load),
        ungrounded=tuple(raised for raised in raises if not _grounded(raised, days)),
    )


def tolerated(key: Key, raised: Raise) -> bool:
    """This will say whether a raise is let pass: neither needed nor wrong, or of a kind that this case does not score."""
    return raised.kind in key.not_scored or _let_pass(key, raised)


def answering(key: Key, raises: Sequence[Raise], point: Point) -> list[Raise]:
    """This will give the raises that answer a point of a key while it would still have been useful."""
    return [raised for raised in raises if raised.raised <= point.when.last and _matches(key, raised, point)]


def _let_pass(key: Key, raised: Raise) -> bool:
    return any(spell.prompt == raised.kind and raised.raised in spell.when for spell in key.tolerated)


def _forbidden(key: Key, raised: Raise) -> bool:
    """Within days on which this kind (or, unless it is tolerated, any kind) is a false alarm."""
    here = {spell.prompt for spell in key.not_expected if raised.raised in spell.when}
    return raised.kind in here or (ANY in here and not _let_pass(key, raised))


def _cited(raised: Raise) -> list[str]:
    """The events and decisions that a raise rests on, a part of one by its whole; what a file says of people is not cited."""
    return [id.split("/")[0] for id in raised.evidence if not id.startswith("people/")]


def _grounded(raised: Raise, days: Mapping[str, dt.date]) -> bool:
    cited = _cited(raised)
    return 0 < len(cited) <= MOST_CITED and all(id in days and days[id] <= raised.raised for id in cited)


def _matches(key: Key, raised: Raise, point: Point) -> bool:
    """The right kind, about the right people, on its evidence, and still open when it is called for.

    One that comes before the window opens counts too, unless it fell where its kind is a false alarm.
    """
    if raised.raised < point.when.first and _forbidden(key, raised):
        return False
    return (
        raised.kind in point.kinds
        and not point.about.isdisjoint(raised.about)
        and (raised.closed is None or raised.closed >= point.when.first)
        and (not point.triggers or not point.triggers.isdisjoint(_cited(raised)))
    )


def _best(key: Key, raises: Sequence[Raise]) -> dict[int, int]:
    """The largest matching of points to raises, one to one; answers on time are placed before late ones."""
    points = key.expected
    edges = [[n for n, raised in enumerate(raises) if _matches(key, raised, point)] for point in points]
    on_time = [[n for n in edges[p] if raises[n].raised <= point.when.last] for p, point in enumerate(points)]
    owner: dict[int, int] = {}
    for point in range(len(points)):
        _place(point, on_time, owner, set())
    for point in set(range(len(points))) - set(owner.values()):  # in the order that the scorer takes them in
        free = next((n for n in edges[point] if n not in owner), None)
        if free is not None:
            owner[free] = point
    return {point: n for n, point in owner.items()}


def _place(point: int, allowed: Sequence[Sequence[int]], owner: dict[int, int], seen: set[int]) -> bool:
    """Give a point a raise, moving those placed before it to others of theirs where that makes room."""
    for n in allowed[point]:
        if n in seen:
            continue
        seen.add(n)
        if n not in owner or _place(owner[n], allowed, owner, seen):
            owner[n] = point
            return True
    return False
