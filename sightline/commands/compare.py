"""`sightline compare`: two cases side by side, on clocks that start with the same event. Needs no database."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sightline.commands import said
from sightline.commands.files import UNUSABLE, loaded
from sightline.record.entry import Entry, Record
from sightline.record.kinds.words import Agency
from sightline.reviews.comparison.case import seen
from sightline.reviews.comparison.clock import Cell, Happened, before, stretch
from sightline.reviews.comparison.compared import Comparison, Line, Said, compare
from sightline.reviews.comparison.intervals import later, offset, words
from sightline.reviews.comparison.lacked import Lacked
from sightline.reviews.comparison.steps import NotThere, steps

WIDTH = 98
_ENDS = {"met": "met", "overtaken": "overtaken", "lapsed": "lapsed", "open": "not met"}
_FIRST, _OTHER = 38, 30
"""The widths of a table's first column and of one case's."""

_MEANT = (
    "Met: what it called for came. Overtaken: something else came instead (the birth, before an assessment)."
    " Lapsed: only time passed. Not met: it still stands where the record ends."
)


def show(asked: argparse.Namespace) -> int:
    """This will print two cases side by side; 2 where a file cannot be read or a case has no such event."""
    records = (loaded(asked.one), loaded(asked.other))
    if records[0] is None or records[1] is None:
        return UNUSABLE
    names = [record.case for record in records if record is not None]
    if names[0] == names[1]:
        names = [asked.one, asked.other]
    try:
        found = compare(
            seen(records[0], name=names[0]), seen(records[1], name=names[1]), steps()[asked.align]
        )
    except NotThere as missing:
        print(not_there(missing), file=sys.stderr)
        return UNUSABLE
    for line in account(found, (records[0], records[1])):
        print(line)
    return 0


def not_there(missing: NotThere) -> str:
    """This will say that a case has no such event, and by which it could be aligned."""
    has = ", ".join(step.name for step in missing.has) or "none of them"
    return (
        f"{missing.case}: {_inside(missing.step.title)} is not recorded, so nothing starts its clock;"
        f" of the events that can, it has {has}"
    )


def account(found: Comparison, records: tuple[Record, Record]) -> Iterator[str]:
    """This will give the lines of a comparison: the one that matters, the summary, before the clock, down the clock."""
    one, other = (side.case.name for side in found.sides)
    yield f"{one} beside {other}, from {_inside(found.align.title)}"
    for side, record in zip(found.sides, records, strict=True):
        text = f"{side.case.name}: {said.day(side.start.day)}. {_by(record, side.start.entry)}"
        yield from _wrapped(text, "  ", 4)
    yield "Each is seen with the whole of its file, as nobody had it at the time."
    yield ""
    yield headline(found)
    yield _exactness(found)
    yield from _steps(found)
    yield from _missing(found)
    yield from _strong(found)
    yield from _spoke(found)
    yield from _before(found, records)
    yield from _clock(found, records)
    yield ""
    yield "What is not recorded may have been done. None of this is a score, and none of it says why."


def headline(found: Comparison) -> str:
    """This will say in one line how long both cases took from the start to the step that it leads to."""
    parts = [f"{_length(found.main, which)} in {side.case.name}" for which, side in enumerate(found.sides)]
    return f"From {_inside(found.align.title)} to {_inside(found.main.step.title)}: {', '.join(parts)}."


def _length(line: Line, which: int) -> str:
    return words(line.intervals[which]) if line.done[which] else "not recorded"


def _exactness(found: Comparison) -> str:
    timed = any(i.minutes is not None for line in found.lines for i in line.intervals if i)
    hours = "hours where both ends have a time of day" if timed else "no hours are recorded"
    return f"Days are days of the calendar; {hours}. Within a day is by the end of the next one."


def _steps(found: Comparison) -> Iterator[str]:
    yield from ("", *_table("Steps", [side.case.name for side in found.sides]))
    for line in found.lines:
        cells = [_step(line, which) for which in (0, 1)]
        yield from _table(f"  {line.step.title}", cells)


def _step(line: Line, which: int) -> str:
    done = line.done[which]
    return f"{words(line.intervals[which])} ({done.entry.id})" if done else "not recorded"


def _missing(found: Comparison) -> Iterator[str]:
    yield from ("", "Called for by a standard, and not there on the day")
    for side in found.sides:
        for one in side.missing:
            came = f"came {said.day(one.came.day)} ({one.came.entry.id})" if one.came else "not recorded"
            text = f"{side.case.name}: {one.step.title}, {said.day(one.raised.raised)}: {came}"
            yield from _wrapped(text, "  ", 6)
        if not side.missing:
            yield f"  {side.case.name}: nothing"
    yield from ("", "In one case and not recorded in the other")
    for which in (1, 0):
        titles = "; ".join(line.step.title for line in found.only_in(which)) or "nothing"
        yield from _wrapped(f"Not in {found.sides[1 - which].case.name}: {titles}", "  ", 6)


def _strong(found: Comparison) -> Iterator[str]:
    names = [side.case.name for side in found.sides]
    yield from ("", *_table("Good practice that the record shows", names))
    for one in found.strong:
        cells = [", ".join(entry.id for entry in entries) or "-" for entries in one.entries]
        yield from _table(f"  {one.shown.title}", cells)


def _spoke(found: Comparison) -> Iterator[str]:
    names = [side.case.name for side in found.sides]
    yield from ("", *_table("Standards that spoke, and how it ended", names))
    for one in found.spoke:
        yield from _table(f"  {one.title}", [_times(spoken) for spoken in one.said])
    yield from _wrapped(_MEANT, "  ", 2)


def _times(spoken: Sequence[Said]) -> str:
    if len(spoken) < 2:
        return _end(spoken[0]) if spoken else "-"
    ends = Counter(_ENDS[one.ended] for one in spoken)
    return f"{len(spoken)} times: {', '.join(f'{n} {end}' for end, n in ends.items())}"


def _end(one: Said) -> str:
    if one.raised.closed is None:
        return _ENDS[one.ended]
    days = (one.raised.closed - one.raised.raised).days
    return f"{_ENDS[one.ended]} after {days} {'day' if days == 1 else 'days'}"


def _before(found: Comparison, records: tuple[Record, Record]) -> Iterator[str]:
    for side, record in zip(found.sides, records, strict=True):
        yield from ("", f"Before the clock starts: {side.case.name}")
        for spoken in side.said:
            raised = spoken.raised
            if raised.raised < side.start.day:
                title = f"{said.day(raised.raised)}: {raised.title} ({_end(spoken)})"
                yield from _wrapped(title, "  >> ", 5)
                yield from _wrapped(raised.says, "     ", 5)
        made = before(side)
        if made.more:
            yield f"  {made.more} earlier decisions are left out."
        for one in made.decisions:
            at = one.decision
            yield from _wrapped(f"{at.id}  {said.day(at.day)}. {_by(record, at)}", "  ", 6)
            yield from _lacked(record, one, "      ")


def _lacked(record: Record, one: Lacked, indent: str) -> Iterator[str]:
    knew = "; ".join(_short(entry) for entry in one.knew) or "nothing that is recorded"
    yield from _wrapped(f"Knew: {knew}", indent, len(indent) + 4)
    if not one.lacked:
        yield f"{indent}Not told: nothing that others are recorded as holding"
    if one.as_at is not None:
        yield f"{indent}Not told: the same as at {one.as_at.id}"
        return
    for held in one.lacked:
        holders = _names(record, held.holders) or "a record with no holder named"
        text = f"Not told, held by {holders}: {'; '.join(_short(entry) for entry in held.entries)}"
        yield from _wrapped(text, indent, len(indent) + 4)


def _clock(found: Comparison, records: tuple[Record, Record]) -> Iterator[str]:
    yield from ("", f"Down the clock, from {_inside(found.align.title)}")
    for row in stretch(found, most=None).rows:
        yield from ("", offset(row.place))
        for cell, side, record in zip(row.cells, found.sides, records, strict=True):
            if cell is not None:
                yield f"  {side.case.name}  {said.day(side.day(row.place))}"
                yield from _cell(cell, record)


def _cell(cell: Cell, record: Record) -> Iterator[str]:
    for one in cell.happened:
        yield from _happened(one, record)
    if cell.more:
        yield f"     {cell.more} more entries of this day are left out."
    if cell.missing:
        titles = "; ".join(one.step.title for one in cell.missing)
        yield from _wrapped(f"Not on this day: {titles}", "     ", 9)
    for spoken in cell.spoke:
        yield from _wrapped(f">> {spoken.raised.title} ({_end(spoken)})", "     ", 9)
    for spoken in cell.ended:
        raised = spoken.raised
        text = f"-- {_ENDS[spoken.ended]}: {raised.title} (open since {raised.raised})"
        yield from _wrapped(text, "     ", 9)


def _happened(one: Happened, record: Record) -> Iterator[str]:
    led = "".join(f"{step.title}. " for step in one.steps)
    yield from _wrapped(f"{one.entry.id}  {led}{_by(record, one.entry)}", "     ", 9)
    told = [f"{_names(record, one.knew)} the same day"] if one.knew else []
    told += [f"{said.agency(record, who.agency)} {later(who.after)}" for who in one.later]
    yield from _wrapped(f"Known to {'; '.join(told) or 'nobody else'}", "         ", 13)
    for strength in one.strengths:
        yield f"         + Strength: {strength.title}"
    if one.decided is not None:
        yield from _lacked(record, one.decided, "         ")


def _by(record: Record, entry: Entry[Any]) -> str:
    return f"{said.agency(record, entry.author)}: {said.entry(entry)}"


def _names(record: Record, agencies: Iterable[Agency]) -> str:
    return ", ".join(said.agency(record, agency) for agency in agencies)


def _short(entry: Entry[Any]) -> str:
    return f"{entry.id} {textwrap.shorten(said.entry(entry), 90, placeholder=' …')}"


def _inside(title: str) -> str:
    """A title inside a sentence."""
    return title[:1].lower() + title[1:]


def _table(first: str, cells: Iterable[str]) -> Iterator[str]:
    """One row of three columns, each wrapped in its own width."""
    columns = [textwrap.wrap(first, _FIRST - 1, subsequent_indent="    ", drop_whitespace=True)]
    columns[0][:1] = [("  " if first.startswith("  ") else "") + columns[0][0].lstrip()]
    columns += [textwrap.wrap(cell, _OTHER - 1) for cell in cells]
    for n in range(max(map(len, columns))):
        row = [column[n] if n < len(column) else "" for column in columns]
        yield f"{row[0]:<{_FIRST}}{row[1]:<{_OTHER}}{row[2]}".rstrip()


def _wrapped(text: str, first: str, rest: int) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=" " * rest)
