"""One value at a time: from a node to a date, a number, a word, a reference, by the shape that its field asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from yaml.resolver import Resolver

from sightline.record.interchange.faults import Faults, path_to, quoted, short
from sightline.record.interchange.nodes import Broken, Listing, Named, Node, Scalar
from sightline.record.kinds.shape import Holds, Shape, fits, iso_date

FIRST_YEAR, LAST_YEAR = 1900, 2199
_ID = re.compile(r"[A-Za-z0-9_.\-]{1,100}")
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,11})")
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,11})\.[0-9]{0,30}([eE][-+][0-9]{1,3})?")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_YES = frozenset(("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"))
_NO = frozenset(("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"))
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_OTHER_THAN_TEXT = {
    "tag:yaml.org,2002:bool": "true or false",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:timestamp": "a date",
}
_DATE_RIGHT = f"a date of the calendar, such as 2024-02-20, from {FIRST_YEAR} to {LAST_YEAR}"
ID = Shape("text")


@dataclass(slots=True)
class Names:
    """Every id of a file: what a reference may name."""

    people: dict[str, int] = field(default_factory=dict)
    agencies: dict[str, int] = field(default_factory=dict)
    areas: dict[str, int] = field(default_factory=dict)
    events: dict[str, str] = field(default_factory=dict)
    decisions: dict[str, int] = field(default_factory=dict)

    def of(self, holds: Holds) -> tuple[Mapping[str, Any], ...]:
        """This will give the ids that a field of this kind may name (none: it is not a reference)."""
        if holds == "entry":
            return (self.events, self.decisions)
        one = {
            "person": self.people,
            "agency": self.agencies,
            "area": self.areas,
            "decision": self.decisions,
        }.get(holds)
        return () if one is None else (one,)


class Values:
    """Reads nodes into typed values; whatever is not right becomes a fault and reads as None."""

    def __init__(self, faults: Faults, names: Names) -> None:
        self.faults = faults
        self.names = names

    def value(self, node: Node, shape: Shape, where: str) -> Any:
        """This will give what a node holds, in the type that its shape asks for; None for null, or after a fault."""
        if is_null(node):
            return None
        return self._several(node, shape, where) if shape.many else self._one(node, shape, where)

    def _several(self, node: Node, shape: Shape, where: str) -> tuple[Any, ...] | None:
        if not isinstance(node, Listing):
            self._wrong(node, where, f"a list, each of it {shape.right}")
            return None
        found = tuple(self._one(item, shape, where) for item in node.items)
        if shape.holds not in ("text", "choice"):
            self._each_once(node, found, where)
        return found

    def _each_once(self, node: Listing, found: tuple[Any, ...], where: str) -> None:
        seen: set[Any] = set()
        for item, value in zip(node.items, found, strict=True):
            if value is not None and value in seen:
                self.faults.add(item.line, where, f"{quoted(value)} a second time", "each id once")
            seen.add(value)

    def _one(self, node: Node, shape: Shape, where: str) -> Any:
        right = _DATE_RIGHT if shape.holds == "date" else shape.right
        if not isinstance(node, Scalar):
            return self._wrong(node, where, right)
        value = _typed(node, shape)
        if value is None or not fits(shape, value):
            return self._wrong(node, where, self._right(node.text, shape, right), shape.holds == "text")
        if isinstance(value, str) and _UNPRINTABLE.search(value):
            return self._wrong(node, where, "text without control characters")
        known = self.names.of(shape.holds)
        if known and not any(value in ids for ids in known):
            return self._wrong(node, where, self._right(value, shape, right))
        return value

    def _right(self, text: str, shape: Shape, right: str) -> str:
        if shape.holds == "text":
            return f"text (in quotes: {quoted(text)})" if text else "text"
        if self.faults.full:
            return right
        known = shape.choices or [name for ids in self.names.of(shape.holds) for name in ids][:5000]
        close = get_close_matches(text[:100], known, 1)
        return f"{right} (perhaps {close[0]})" if close else right

    def _wrong(self, node: Node, where: str, right: str, as_taken: bool = False) -> None:
        if not isinstance(node, Broken):
            taken = _taken_for(node) if as_taken else ""
            self.faults.add(node.line, where, described(node) + taken, right)

    def identity(self, node: Node | None, where: str, line: int) -> str | None:
        """This will give an id: a short text of letters, figures, dots, dashes and underscores."""
        right = "an id of letters, figures, dots, dashes and underscores"
        if node is None or is_null(node):
            self.faults.add(line if node is None else node.line, where, "nothing", right)
            return None
        value = _typed(node, ID) if isinstance(node, Scalar) else None
        if value is None or not _ID.fullmatch(value):
            self._wrong(node, where, right)
            return None
        return str(value)

    def rows(self, node: Node | None, where: str) -> Iterator[tuple[Named, str]]:
        """This will give the items of a list of named values, with the path of each."""
        if node is None or is_null(node):
            return
        if not isinstance(node, Listing):
            self._wrong(node, where, "a list")
            return
        for position, item in enumerate(node.items, 1):
            named = item.values.get("id") if isinstance(item, Named) else None
            called = short(named.text) if isinstance(named, Scalar) and named.text else f"#{position}"
            if isinstance(item, Named):
                yield item, f"{where}[{called}]"
            else:
                self._wrong(item, f"{where}[{called}]", "named values")

    def known_fields(self, named: Named, allowed: frozenset[str], where: str) -> None:
        """This will note every name that the format does not have here, with the nearest that it has."""
        for name, line in named.lines.items():
            if name not in allowed:
                close = [] if self.faults.full else get_close_matches(name[:100], sorted(allowed), 1, 0.5)
                right = close[0] if close else f"one of {', '.join(sorted(allowed))}"
                self.faults.add(
                    line, path_to(where, name), "a field that the format does not have here", right
                )


def is_null(node: Node) -> bool:
    """This will say whether a node holds nothing: null, ~ or an empty value without quotes."""
    return isinstance(node, Scalar) and node.plain and node.text in _NULL


def described(node: Node) -> str:
    """This will say what a node holds, for a fault."""
    if isinstance(node, Listing):
        return "a list"
    if isinstance(node, Named):
        return "named values"
    if not isinstance(node, Scalar):
        return "what could not be read"
    if is_null(node):
        return "nothing"
    return quoted(node.text)


def _taken_for(node: Node) -> str:
    if not isinstance(node, Scalar) or not node.plain or _tag(node) not in _OTHER_THAN_TEXT:
        return ""
    return f", which YAML takes for {_OTHER_THAN_TEXT[_tag(node)]}"


def _typed(node: Scalar, shape: Shape) -> Any:
    """What a scalar holds as the kind of thing asked for, or None where it is another kind of thing."""
    text = node.text
    match shape.holds:
        case "yes_no":
            return (True if text in _YES else False if text in _NO else None) if node.plain else None
        case "date":
            day = iso_date(text)
            return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None
        case "whole_number":
            return int(text) if node.plain and _WHOLE.fullmatch(text) else None
        case "number":
            whole = int(text) if node.plain and _WHOLE.fullmatch(text) else None
            return float(text) if whole is None and node.plain and _NUMBER.fullmatch(text) else whole
        case "choice":
            return text
        case _:
            return (
                None if node.plain and _tag(node) in (*_OTHER_THAN_TEXT, "tag:yaml.org,2002:null") else text
            )


def _tag(node: Scalar) -> str:
    """What YAML makes of a value without quotes, by its look."""
    rules = Resolver.yaml_implicit_resolvers
    for tag, pattern in (*rules.get(node.text[:1], ()), *rules.get(None, ())):
        if pattern.match(node.text):
            return str(tag)
    return "tag:yaml.org,2002:str"
