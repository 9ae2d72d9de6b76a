"""`sightline replay`: an account by day to read, or one JSON object a raise."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sightline.commands import said
from sightline.record.entry import Entry, Record, Told
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import vantage
from sightline.standards.replay import Raise, last_day, replay

WIDTH = 100


def show(record: Record, asked: argparse.Namespace) -> None:
    """This will print the replay in the vantages asked for: the whole file, one agency, or each agency in turn."""
    vantages: list[Agency | None] = [Agency(asked.agency)] if asked.agency else [None]
    if asked.agency == "each":
        vantages = list(record.teams)
    for knower in vantages:
        if asked.format == "jsonl":
            for raised in replay(record, knower, asked.until):
                print(json.dumps(as_json(raised, knower), ensure_ascii=False))
        else:
            for line in account(record, knower, asked.until):
                print(line)


def as_json(raised: Raise, knower: Agency | None) -> dict[str, Any]:
    """This will give a raise as plain values: ids of the file only, days as ISO dates, `as` where it is one agency's."""
    return {
        "kind": raised.kind,
        "raised": raised.raised.isoformat(),
        "closed": raised.closed.isoformat() if raised.closed else None,
        "about": list(raised.about),
        "to": list(raised.to),
        "evidence": list(cited(raised)),
        "missing": [list(pair) for pair in raised.missing],
        "says": f"{raised.says} {raised.do_next} Ring: {raised.ring} Closes when: {raised.closes}",
        "standard": raised.standard,
        **({"as": knower} if knower else {}),
    }


def cited(raised: Raise) -> tuple[str, ...]:
    """This will give the events and decisions (and parts of them) that a raise rests on.

    What a file says of a person under `people` has no event's id; it counts as known and is not cited.
    """
    return tuple(id for id in raised.evidence if not id.startswith("people/"))


def account(record: Record, knower: Agency | None, until: dt.date | None) -> Iterator[str]:
    """This will give the lines of an account: what became known each day, what spoke, what fell silent."""
    eyes = f"as {said.agency(record, knower)} knew it" if knower else "the whole record, as no agency had it"
    yield f"Case {record.case}: {eyes}"
    raises = replay(record, knower, until)
    last = until or last_day(record)
    learned: dict[dt.date, list[Entry[Any]]] = defaultdict(list)
    for moment, event in vantage(record, knower):
        if not isinstance(event, Told) and not event.id.startswith("people/") and last and moment.day <= last:
            learned[moment.day].append(event)
    days = {*learned, *(r.raised for r in raises), *(r.closed for r in raises if r.closed)}
    for on in sorted(days):
        yield ""
        yield said.day(on)
        for one in learned[on]:
            late = f" (of {said.day(one.day)})" if one.day != on else ""
            yield from _wrapped(
                f"{one.id:<6} {said.agency(record, one.author)}{late}: {said.entry(one)}", "  ", " " * 9
            )
        for raised in raises:
            if raised.raised == on:
                yield from _spoken(record, raised)
        for raised in raises:
            if raised.closed == on:
                yield f"  --     met: {raised.title} (open since {raised.raised.isoformat()})"
    yield ""
    count = "1 prompt" if len(raises) == 1 else f"{len(raises)} prompts"
    yield f"{count}. None of them says that anybody did something, and none is a score."


def _spoken(record: Record, raised: Raise) -> Iterator[str]:
    to = ", ".join(said.agency(record, agency) for agency in raised.to)
    yield f"  >>     {raised.title}" + (f"  [to {to}]" if to else "")
    for text in (
        raised.says,
        f"Do next: {raised.do_next}",
        f"Ring: {raised.ring}",
        f"On: {', '.join(cited(raised)) or 'what the file says of its people'}",
        f"Rests on: {raised.standard}",
    ):
        yield from _wrapped(text, " " * 9, " " * 9)


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest)
