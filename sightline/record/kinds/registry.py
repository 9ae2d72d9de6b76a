"""One registry of what an entry can be: a kind is a frozen dataclass with a name, a version and a family."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, ClassVar, Literal, Protocol, TypeVar, dataclass_transform, get_type_hints

Family = Literal[
    "contact", "decision", "meeting", "concern", "help", "background", "health", "injury", "record"
]


class Body(Protocol):
    """What an entry says; every kind is one of these."""

    KIND: ClassVar[str]
    VERSION: ClassVar[int]
    FAMILY: ClassVar[Family]
    SINCE: ClassVar[int]
    ADDED: ClassVar[tuple[str, ...]]
    __dataclass_fields__: ClassVar[dict[str, Any]]


B = TypeVar("B")
KINDS: dict[str, type[Body]] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def kind(
    name: str, family: Family, *, version: int = 1, since: int = 1, added: tuple[str, ...] = ()
) -> Callable[[type[B]], type[B]]:
    """This will register a class as the body of one kind of entry.

    `family` is the shape it is drawn with; `version` the version of its fields; `since` the version of the
    interchange format (1 or 2) that brought it; `added` the fields of a kind of format 1 that only format 2 has. Raises
    ValueError if the name is taken.
    """

    def register(cls: type[B]) -> type[B]:
        if name in KINDS:
            raise ValueError(f"there are two kinds called {name}")
        made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        said = {"KIND": name, "VERSION": version, "FAMILY": family, "SINCE": since, "ADDED": added}
        for attribute, value in said.items():
            setattr(made, attribute, value)
        KINDS[name] = made  # type: ignore[assignment]
        return made

    return register


@cache
def hints(cls: type[Body]) -> dict[str, Any]:
    """This will give the resolved type of each field of a kind, in order."""
    resolved = get_type_hints(cls)
    return {field.name: resolved[field.name] for field in fields(cls)} if is_dataclass(cls) else {}
