"""What a field of a kind may hold, taken from its type hint: the one place that reads hints, for files and for payloads."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from sightline.record.kinds.registry import Body, hints
from sightline.record.kinds.words import Agency, Area, DecisionRef, EntryRef, Person

Holds = Literal[
    "choice",
    "yes_no",
    "number",
    "whole_number",
    "date",
    "text",
    "person",
    "agency",
    "area",
    "entry",
    "decision",
]

LARGEST = 10**9
"""No count, number of weeks or sequence of a child's record is larger; a number beyond it is a slip or an attack."""

_HOLDS: dict[Any, Holds] = {
    bool: "yes_no",
    float: "number",
    int: "whole_number",
    dt.date: "date",
    str: "text",
    Person: "person",
    Agency: "agency",
    Area: "area",
    EntryRef: "entry",
    DecisionRef: "decision",
}
_WORDS: dict[Holds, str] = {
    "yes_no": "true or false",
    "number": "a number",
    "whole_number": "a whole number",
    "date": "a date such as 2024-02-20",
    "text": "text",
    "person": "the id of one of the people",
    "agency": "the id of one of the agencies",
    "area": "the id of one of the areas",
    "entry": "the id of one of the events or decisions",
    "decision": "the id of one of the decisions",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing or (`many`) a list of them; `choices` are the words of a closed list, `count` a list's fixed length."""

    holds: Holds
    choices: tuple[str, ...] = ()
    many: bool = False
    count: int | None = None
    optional: bool = False

    @property
    def right(self) -> str:
        """This will say in plain words what one value would be right."""
        return f"one of {', '.join(self.choices)}" if self.holds == "choice" else _WORDS[self.holds]


@cache
def shapes(kind: type[Body]) -> dict[str, Shape]:
    """This will give the shape of each field of a kind, in order."""
    return {name: shape(hint) for name, hint in hints(kind).items()}


@cache
def shapes_of_format_1(kind: type[Body]) -> dict[str, Shape]:
    """This will give the shape of each field that a kind has in format 1 of the interchange."""
    return {name: shape for name, shape in shapes(kind).items() if name not in kind.ADDED}


@cache
def shape(hint: Any) -> Shape:
    """This will give the shape that a type hint asks for. Raises TypeError for a hint that no kind may use."""
    if get_origin(hint) in (Union, UnionType):
        one, *others = [part for part in get_args(hint) if part is not NoneType]
        if others:
            raise TypeError(f"a field of a kind holds one type, not {hint}")
        inner = shape(one)
        return Shape(inner.holds, inner.choices, inner.many, inner.count, optional=True)
    if get_origin(hint) is tuple:
        first, *rest = get_args(hint)
        inner = shape(first)
        return Shape(inner.holds, inner.choices, many=True, count=None if rest == [...] else 1 + len(rest))
    if get_origin(hint) is Literal:
        return Shape("choice", tuple(str(word) for word in get_args(hint)))
    if hint not in _HOLDS:
        raise TypeError(f"a field of a kind cannot hold {hint}")
    return Shape(_HOLDS[hint])


def iso_date(text: str) -> dt.date | None:
    """This will give the day that a text such as 2024-02-20 names, or None where it names none (or in another form)."""
    try:
        return dt.date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None


def fits(shape: Shape, value: Any) -> bool:
    """This will say whether one plain value is of the type that a shape asks for (references are not looked up)."""
    match shape.holds:
        case "choice":
            return isinstance(value, str) and value in shape.choices
        case "yes_no":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST
        case "whole_number":
            return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST
        case "date":
            return isinstance(value, dt.date) and not isinstance(value, dt.datetime)
        case _:
            return isinstance(value, str)
