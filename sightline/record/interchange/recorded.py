"""Entries as they were recorded, one for one, with every telling: the `entries` of `chronology-interchange/2`.

What teams record through pages has hours, an author for each answer and a manner for each telling, which the events
of format 1 have no fields for. Nothing is joined here, so that nothing is said that nobody recorded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from typing import Any, get_args

from sightline.record.entry import Entry, How, Told
from sightline.record.interchange.casefile import CaseFile
from sightline.record.interchange.item import AGENCY, DATE, Item
from sightline.record.kinds import KINDS, Body
from sightline.record.kinds.shape import Shape, shapes
from sightline.record.times import Moment, Precision, Span

_TEXT, _WHOLE = Shape("text"), Shape("whole_number")
_KIND, _HOW = Shape("choice", tuple(sorted(KINDS))), Shape("choice", get_args(How))
_PRECISION = Shape("choice", ("month", "year"))
_PEOPLE, _ENTRY = Shape("person", many=True), Shape("entry")
_FIELDS = frozenset(
    (
        "id", "agency", "kind", "about", "occurred", "until", "precision", "recorded", "time", "turn", "corrects",
        "summary", "attributes", "told",
    )
)  # fmt: skip
_TOLD = frozenset(("agency", "day", "time", "turn", "how", "by"))


def telling(entry: str, place: int) -> str:
    """This will give the id of a telling: which entry it is of, and its place in that entry's list."""
    return f"{entry}:{place}"


def entries_of(file: Item) -> tuple[tuple[Entry[Any], ...], tuple[Told, ...]]:
    """This will read the entries of a file and their tellings. What is not right is noted as a fault."""
    found: list[Entry[Any]] = []
    told: list[Told] = []
    for item in file.items("entries", _FIELDS):
        entry = _entry(item)
        found.append(entry)
        told += _tellings(item, entry)
    return tuple(found), tuple(told)


def _entry(item: Item) -> Entry[Any]:
    kind = item.get("kind", _KIND, needed=True)
    return Entry(
        id=item.id(),
        author=item.get("agency", AGENCY, needed=True),
        body=_body(item, kind) if kind else None,
        people=item.get("about", _PEOPLE, needed=True) or (),
        occurred=_span(item),
        noted=_moment(item, "recorded"),
        summary=item.get("summary", _TEXT) or "",
        corrects=item.get("corrects", _ENTRY),
    )


def _span(item: Item) -> Span:
    start, until = item.get("occurred", DATE), item.get("until", DATE)
    if start is None:
        return Span(None, None, "unknown")
    if until is not None and until < start:
        item.fault("until", str(until), f"a day not before occurred ({start})")
        until = None
    precision: Precision = item.get("precision", _PRECISION) or "day"
    return Span(start, until, precision)


def _moment(item: Item, day: str) -> Moment:
    on = item.get(day, DATE, needed=True) or dt.date.min
    return Moment(on, item.get("turn", _WHOLE) or 0, _time(item))


def _time(item: Item) -> dt.time | None:
    text = item.get("time", _TEXT)
    try:
        return dt.time.fromisoformat(text) if text else None
    except ValueError:
        item.fault("time", f'"{text[:20]}"', 'a time in quotes, such as "14:05:30"')
        return None


def _body(item: Item, kind: str) -> Any:
    wanted = shapes(KINDS[kind])
    given = item.within("attributes", frozenset(wanted))
    values = {}
    for name, shape in wanted.items():
        value = given.get(name, shape) if given else None
        if value is not None and shape.count is not None and shape.count != len(value):
            item.fault("attributes", f"{len(value)} in {name}", f"{shape.count} of them")
        elif value is not None:
            values[name] = value
    missing = [name for name in _needed(KINDS[kind]) if name not in values]
    for name in missing:
        item.fault("attributes", f"no {name}", wanted[name].right)
    return None if missing else KINDS[kind](**values)


def _needed(kind: type[Body]) -> Iterator[str]:
    held: Any = kind
    return (one.name for one in fields(held) if one.default is MISSING and one.default_factory is MISSING)


def _tellings(item: Item, entry: Entry[Any]) -> Iterator[Told]:
    for place, row in enumerate(item.items("told", _TOLD)):
        yield Told(
            telling(entry.id, place), entry.id, row.get("agency", AGENCY, needed=True), _moment(row, "day"),
            row.get("how", _HOW, needed=True), row.get("by", AGENCY),
        )  # fmt: skip


def written(case: CaseFile) -> list[dict[str, Any]]:
    """This will give the entries of a case as a file holds them, in their order."""
    rows: dict[str, list[Told]] = {entry.id: [] for entry in case.entries}
    for row in case.told:
        rows[row.entry].append(row)
    return [_written(entry, rows[entry.id]) for entry in case.entries]


def _written(entry: Entry[Any], told: list[Told]) -> dict[str, Any]:
    held = {name: _plain(getattr(entry.body, name)) for name in shapes(KINDS[entry.kind])}
    vague = entry.occurred.precision not in ("day", "unknown")
    return _given(
        {
            "id": entry.id,
            "agency": entry.author,
            "kind": entry.kind,
            "about": list(entry.people),
            "occurred": entry.occurred.start,
            "until": entry.occurred.until,
            "precision": entry.occurred.precision if vague else None,
            "recorded": entry.noted.day,
            **_hour(entry.noted),
            "corrects": entry.corrects,
            "summary": entry.summary or None,
            "attributes": _given(held),
            "told": [
                _given({"agency": row.knower, "day": row.told.day, **_hour(row.told), "how": row.how, "by": row.by})
                for row in told
            ],
        }
    )  # fmt: skip


def _hour(moment: Moment) -> dict[str, Any]:
    return {"time": moment.time.isoformat() if moment.time else None, "turn": moment.ordinal or None}


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
