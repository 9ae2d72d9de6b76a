"""Bodies as they are stored: plain JSON in the words of the version that wrote it, raised to today's version on reading.

A payload is never rewritten. When a kind's fields change, its `version` goes up by one, an upgrade is added here, and
the old example stays under tests/knowing/frozen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from sightline.record.kinds import KINDS, Body
from sightline.record.kinds.shape import Shape, fits, iso_date, shapes

Payload = dict[str, Any]
UPGRADES: dict[tuple[str, int], Callable[[Payload], Payload]] = {}
"""(kind, version) to a function that raises a payload of that version to the next."""


def _same(payload: Payload) -> Payload:
    """A version that only adds fields that need not be given."""
    return payload


UPGRADES.update({(kind, 1): _same for kind in ("check", "decision", "particulars", "referral")})


def encode(body: Body) -> Payload:
    """This will give a body as JSON-able values: dates as ISO text, lists as lists, what is not known left out."""
    given = ((name, getattr(body, name)) for name in shapes(type(body)))
    return {name: _plain(value) for name, value in given if value is not None}


def decode(kind: str, version: int, payload: Mapping[str, Any]) -> Body:
    """This will give the body that a stored payload holds, in today's version of its kind.

    Raises ValueError, naming the field, where the kind, the version or a value is not right.
    """
    cls = KINDS.get(kind)
    if cls is None:
        raise ValueError(f"there is no kind called {kind}")
    raised = _raised(kind, version, cls.VERSION, dict(payload))
    wanted = shapes(cls)
    for name in raised:
        if name not in wanted:
            raise ValueError(f"{kind}.{name}: there is no such field")
    values = {name: _value(f"{kind}.{name}", wanted[name], value) for name, value in raised.items()}
    for field in fields(cls):
        if field.name not in values and not wanted[field.name].optional and _needed(field):
            raise ValueError(f"{kind}.{field.name}: is missing")
    return cls(**values)


def _raised(kind: str, version: int, today: int, payload: Payload) -> Payload:
    if not 1 <= version <= today:
        raise ValueError(f"{kind}: version {version} is not one of 1 to {today}")
    for step in range(version, today):
        if (kind, step) not in UPGRADES:
            raise ValueError(f"{kind}: nothing raises version {step} to {step + 1}")
        payload = UPGRADES[kind, step](payload)
    return payload


def _needed(field: Any) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _value(field: str, shape: Shape, value: Any) -> Any:
    if value is None and shape.optional:
        return None
    if not shape.many:
        return _one(field, shape, value)
    if not isinstance(value, list | tuple):
        raise ValueError(f"{field}: {value!r} is not a list")
    if shape.count is not None and len(value) != shape.count:
        raise ValueError(f"{field}: holds {len(value)}, not {shape.count}")
    return tuple(_one(field, shape, one) for one in value)


def _one(field: str, shape: Shape, value: Any) -> Any:
    if shape.holds == "date" and isinstance(value, str):
        value = iso_date(value)
    if not fits(shape, value):
        raise ValueError(f"{field}: {value!r} is not {shape.right}")
    return value
