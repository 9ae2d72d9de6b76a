"""One item of a file (an event, a person, a row of `known_by`): its fields by name, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sightline.record.interchange.casefile import On
from sightline.record.interchange.nodes import Named, Node
from sightline.record.interchange.values import Values, described, is_null
from sightline.record.kinds.shape import Shape

AGENCY = Shape("agency")
DATE = Shape("date")


class Item:
    """Named values at a place in the file. Names that the format does not have here are noted on sight."""

    def __init__(self, values: Values, named: Named, where: str, allowed: frozenset[str] | None) -> None:
        self.values = values
        self.named = named
        self.where = where
        if allowed is not None:
            values.known_fields(named, allowed, where)

    def path(self, name: str) -> str:
        """This will give the path of one of its fields."""
        return f"{self.where}.{name}" if self.where else name

    def node(self, name: str) -> Node | None:
        """This will give the node of a field, or None where it is absent or null: both say nothing."""
        node = self.named.values.get(name)
        return None if node is None or is_null(node) else node

    def get(self, name: str, shape: Shape, needed: bool = False) -> Any:
        """This will give a field's value. None: it is absent (a fault where it is `needed`), or was not right."""
        node = self.node(name)
        if node is None:
            if needed:
                self.fault(
                    name, "nothing", f"a list, each of it {shape.right}" if shape.many else shape.right
                )
            return None
        return self.values.value(node, shape, self.path(name))

    def id(self, needed: str = "id") -> Any:
        """This will give the item's own id."""
        return self.values.identity(self.node(needed), self.path(needed), self.line(needed))

    def line(self, name: str) -> int:
        """This will give the line of a field, or the item's own where it has none."""
        return self.named.lines.get(name, self.named.line)

    def fault(self, name: str, found: str, right: str) -> None:
        """This will note a fault of one field."""
        self.values.faults.add(self.line(name), self.path(name), found, right)

    def within(self, name: str, allowed: frozenset[str] | None) -> Item | None:
        """This will give a field that holds named values itself. `allowed` None: its names are not looked at (again)."""
        node = self.node(name)
        if isinstance(node, Named):
            return Item(self.values, node, self.path(name), allowed)
        if node is not None and allowed is not None:
            self.fault(name, described(node), "named values")
        return None

    def items(self, name: str, allowed: frozenset[str]) -> Iterator[Item]:
        """This will give the items of a list that this one holds."""
        for named, where in self.values.rows(self.node(name), self.path(name)):
            yield Item(self.values, named, where, allowed)

    def on(self, name: str, day: str) -> tuple[tuple[On, Item], ...]:
        """This will give the rows of a list of an agency and a day."""
        rows = self.items(name, frozenset(("agency", day)))
        return tuple(
            (On(row.get("agency", AGENCY, needed=True), row.get(day, DATE, needed=True)), row) for row in rows
        )
