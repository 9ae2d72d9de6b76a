"""The sentences of a comparison that depend on what was found, and the words its template calls for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sightline.pages.finding import count
from sightline.pages.words import Names, curly, day, first_up, full, phrase, short
from sightline.record.entry import Entry
from sightline.reviews.comparison.clock import Happened
from sightline.reviews.comparison.compared import Comparison, Line, Said, Side
from sightline.reviews.comparison.intervals import later, offset, words
from sightline.reviews.comparison.steps import Missing, NotThere

__all__ = ["count", "curly", "day", "first_up", "full", "offset", "short"]

_MOST_ENTRIES, _MOST_HOLDERS = 4, 8
_ENDS = {
    "met": "Met",
    "overtaken": "Overtaken",
    "lapsed": "Lapsed",
    "open": "Not met by the end of the record",
}


def headline(found: Comparison) -> str:
    """This will say how long both took from the start to the step that it leads to."""
    took = [f"{_length(found.main, n)} for {side.case.name}" for n, side in enumerate(found.sides)]
    return f"From {inside(found.align.title)} to {inside(found.main.step.title)}: {', '.join(took)}"


def not_there(missing: NotThere) -> str:
    """This will say that a case has no such event, and by which it could be aligned."""
    has = phrase(inside(step.title) for step in missing.has)
    other = f"Choose another: it has {has}" if has else "It has no other event to start from either"
    return f"{missing.case} has no record of {inside(missing.step.title)}. {other}"


def exactness(found: Comparison) -> str:
    """This will say how exactly the clock can be read."""
    timed = any(i.minutes is not None for line in found.lines for i in line.intervals if i)
    hours = "hours are given where both ends have a time of day" if timed else "no hours are recorded"
    return f"Days are days of the calendar; {hours}. Within a day is by the end of the next one."


def inside(title: str) -> str:
    """This will put a title inside a sentence."""
    return title[:1].lower() + title[1:]


def step(line: Line, which: int) -> str:
    """This will say when a step was taken in one case, or that it is not recorded."""
    return first_up(_length(line, which))


def _length(line: Line, which: int) -> str:
    return words(line.intervals[which]) if line.done[which] else "not recorded"


def from_the_start(found: Comparison) -> tuple[list[Line], list[Line]]:
    """This will part the steps into those before the clock starts, and those from its start on in either case."""
    earlier = [
        line for line in found.lines if all(_before(line, n, side) for n, side in enumerate(found.sides))
    ]
    return earlier, [line for line in found.lines if line not in earlier]


def _before(line: Line, which: int, side: Side) -> bool:
    done = line.done[which]
    return done is None or done.day < side.start.day


def came(one: Missing, side: Side) -> str:
    """This will say on which day a step was called for, and when it came."""
    due = f"called for on {day(one.raised.raised)}"
    if one.came is None:
        return f"{due}; not recorded since"
    return f"{due}; came {offset((one.came.day - one.raised.raised).days)} later"


def first_called_for(side: Side) -> list[Missing]:
    """This will give each missing step once, from the day it was first called for."""
    found: dict[str, Missing] = {}
    for one in side.missing:
        found.setdefault(one.step.name, one)
    return list(found.values())


def times(entries: Sequence[Entry[Any]]) -> str:
    """This will say on which days good practice shows, the first of them where there are many."""
    said = phrase(day(entry.day) for entry in entries[:3])
    return said if len(entries) <= 3 else f"{said}, and {count(len(entries) - 3, 'time')} more"


def ends(spoken: Sequence[Said]) -> str:
    """This will say how it ended with a standard that spoke once or more."""
    if len(spoken) == 1:
        return end(spoken[0])
    counted = Counter(_ENDS[one.ended].lower() for one in spoken)
    return f"{count(len(spoken), 'time')}: {', '.join(f'{n} {how}' for how, n in counted.items())}"


def end(one: Said) -> str:
    """This will say how it ended, and after how long."""
    if one.raised.closed is None:
        return _ENDS[one.ended]
    days = (one.raised.closed - one.raised.raised).days
    return f"{_ENDS[one.ended]} {'the same day' if days == 0 else f'after {offset(days)}'}"


def how(one: Said) -> str:
    """This will say how it ended, in a word."""
    return _ENDS[one.ended]


def spoke_before(found: Comparison, which: int) -> list[Said]:
    """This will give what the standards said before the clock starts, the last of each."""
    side = found.sides[which]
    last = {one.raised.kind: one for one in side.said if one.raised.raised < side.start.day}
    return sorted(last.values(), key=lambda one: one.raised.raised)


def lead(one: Happened, names: Names) -> str:
    """This will begin an entry on the clock: the steps that it is, or else what kind of entry it is."""
    steps = phrase(step.title if n == 0 else inside(step.title) for n, step in enumerate(one.steps))
    return curly(steps or short(one.entry, names))


def known(one: Happened, names: Names) -> str:
    """This will say who else knew an entry at the end of its day, and who came to know it later."""
    that_day = (
        f"known that day to {names.agencies(one.knew)}" if one.knew else "known to nobody else that day"
    )
    told = [f"to {names.agency(who.agency)} {later(who.after)}" for who in one.later]
    return "; ".join([f"Written by {names.agency(one.entry.author)}", that_day, *told])


def holders(agencies: Iterable[str], names: Names) -> str:
    """This will say who held what a decider had not been told."""
    return first_up(names.agencies(agencies)) or "A record whose holder is not named"


def labels(entries: Sequence[Entry[Any]], names: Names) -> str:
    """This will label entries in a few words each, the last first, and count what is left out."""
    return "; ".join(short(entry, names) for entry in entries[:_MOST_ENTRIES]) + _more(entries)


def texts(entries: Sequence[Entry[Any]], names: Names) -> str:
    """This will say what entries say, the last first, and count what is left out."""
    return " ".join(f"{full(entry, names).rstrip('.')}." for entry in entries[:_MOST_ENTRIES]) + _more(
        entries
    )


def _more(entries: Sequence[Entry[Any]]) -> str:
    more = len(entries) - _MOST_ENTRIES
    return f"; and {more} more" if more > 0 else ""


def silence(side: Side, place: int) -> str:
    """This will say of a day without an entry that there is none, or that the record had ended."""
    ended = side.day(place) > max(side.case.days)
    return (
        "The record has ended. That is not the same as nothing being done."
        if ended
        else "Nothing is recorded."
    )


def some(held: Sequence[Any]) -> tuple[Sequence[Any], int]:
    """This will give as many holders as are read, and how many are left out."""
    return held[:_MOST_HOLDERS], max(len(held) - _MOST_HOLDERS, 0)


def safe(side: Side, place: int) -> str:
    """This will say whether the child is kept safe by somebody else at the end of a day of the clock, since an injury."""
    hurt, protected = side.first.get("injury"), side.first.get("protected")
    on = side.day(place)
    if hurt is None or on < hurt.day:
        return ""
    said = (
        "Kept safe by somebody else"
        if protected and protected.day <= on
        else "Not yet kept safe by somebody else"
    )
    return f"{said} when the record ended" if _ended(side, place) else said


def _ended(side: Side, place: int) -> bool:
    return side.day(place) > max(side.case.days)
