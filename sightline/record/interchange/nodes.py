"""From bytes to a tree of plain nodes that know their lines. Nothing is constructed, and all is bounded.

A case file needs little of YAML: mappings, lists and scalars. Tags, merge keys and second documents are faults. Programs
write a value that occurs twice as an anchor and an alias; what an alias stands for is counted as if written out, so a
small file can never become a large one. What the engine must not see is not even built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml

from sightline.record.interchange.faults import Faults, path_to, quoted, short

MOST_BYTES = 32 * 1024 * 1024
MOST_NODES = 2_000_000
MOST_DEPTH = 20
MOST_AGAIN = 100_000  # values that aliases may stand for, together
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_POSITION = re.compile(r"\[#[0-9]+\]$")
_RIGHT_YAML = "YAML that can be read"


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as written; `plain` without quotes, so that YAML decides from its look what it is."""

    line: int
    text: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of nodes."""

    line: int
    items: list[Node]


@dataclass(frozen=True, slots=True)
class Named:
    """Named values; `lines` holds the line of each name."""

    line: int
    values: dict[str, Node]
    lines: dict[str, int]


@dataclass(frozen=True, slots=True)
class Broken:
    """Stands where a fault has been noted already, so that none is noted twice."""

    line: int


Node = Scalar | Listing | Named | Broken


class _Stop(Exception):
    """The rest of the file cannot be read."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Names whose values are passed over: those of the file itself, and those that may stand anywhere."""

    at_top: frozenset[str]
    anywhere: frozenset[str]


def tree(data: bytes, faults: Faults, skipped: Skipped) -> Node | None:
    """This will give the root of a file, or None where a fault keeps it from being read to its end."""
    text = _text(data, faults)
    if text is None:
        return None
    try:
        return _Composer(text, faults, skipped).root()
    except _Stop:
        return None
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        problem = " ".join(part for part in (error.context, error.problem) if part)
        tab = "\\t" in problem or (mark is not None and _tab_before(text, mark.index))
        faults.add(
            mark.line + 1 if mark else 1,
            "the file",
            problem,
            f"{_RIGHT_YAML}{' (spaces, not tabs)' if tab else ''}",
        )
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        faults.add(1, "the file", quoted(str(error)), _RIGHT_YAML)
    return None


def _text(data: bytes, faults: Faults) -> str | None:
    if len(data) > MOST_BYTES:
        faults.add(1, "the file", f"{len(data)} bytes", f"at most {MOST_BYTES} bytes")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.add(line, "the file", f"the byte 0x{data[error.start]:02x}", "text in UTF-8")
        return None
    wrong = _UNREADABLE.search(text)
    if wrong:
        line = text.count("\n", 0, wrong.start()) + 1
        faults.add(
            line, "the file", f"the character U+{ord(wrong.group()):04X}", "text without control characters"
        )
        return None
    return text


def _tab_before(text: str, index: int) -> bool:
    """Whether a tab stands on the line of a place in the text, at or before it (nothing is copied: the text may be large)."""
    return text.find("\t", text.rfind("\n", 0, index) + 1, index + 1) >= 0


def _at(event: Any) -> int:
    return int(event.start_mark.line) + 1


class _Composer:
    """Builds nodes from the parser's events, counting as it goes."""

    def __init__(self, text: str, faults: Faults, skipped: Skipped) -> None:
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self._faults = faults
        self._skipped = skipped
        self._count = 0
        self._expanded = 0
        self._anchored: dict[str, tuple[Node, int, int]] = {}
        self._heights: dict[int, int] = {}

    def root(self) -> Node:
        found: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found is not None:
                    self._stop(event, "the file", "a second document", "one document")
                found = self._node(next(self._events), "the file", 0)
        if found is None:
            self._faults.add(1, "the file", "nothing", "a case file")
            raise _Stop
        return found

    def _node(self, event: Any, where: str, depth: int) -> Node:
        self._one_more(event, where)
        line: int = _at(event)
        if isinstance(event, yaml.AliasEvent):
            return self._again(event, line, where, depth)
        before = self._count + self._expanded
        node = self._own(event, line, where, depth)
        if event.anchor is not None:
            self._anchored[event.anchor] = (node, self._count + self._expanded - before, self._height(node))
        return node

    def _height(self, node: Node) -> int:
        """How many levels of lists a node holds; what was measured once is not measured again."""
        inside = (
            node.items
            if isinstance(node, Listing)
            else list(node.values.values())
            if isinstance(node, Named)
            else None
        )
        if inside is None:
            return 0
        if id(node) not in self._heights:
            self._heights[id(node)] = 1 + max(map(self._height, inside), default=0)
        return self._heights[id(node)]

    def _again(self, event: Any, line: int, where: str, depth: int) -> Node:
        """What an alias stands for, counted as if it had been written out, so that no few lines stand for many."""
        node, size, height = self._anchored.get(event.anchor, (Broken(line), 0, 0))
        if event.anchor not in self._anchored:
            self._faults.add(
                line, where, f"the alias *{short(str(event.anchor))}", "the value itself, written out"
            )
        self._expanded += size
        if self._expanded > MOST_AGAIN:
            self._stop(
                event,
                where,
                f"aliases that stand for more than {MOST_AGAIN} values",
                "the values, written out",
            )
        if depth + height > MOST_DEPTH:
            self._stop(
                event, where, f"lists within lists, more than {MOST_DEPTH} deep", "the fields of the format"
            )
        return replace(node, line=line) if isinstance(node, Scalar) else node

    def _own(self, event: Any, line: int, where: str, depth: int) -> Node:
        if event.tag is not None:
            self._faults.add(line, where, f"the tag {quoted(event.tag)}", "the value without a tag")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(line, event.value, not event.style)
        if depth >= MOST_DEPTH:
            self._stop(
                event, where, f"lists within lists, more than {MOST_DEPTH} deep", "the fields of the format"
            )
        if isinstance(event, yaml.SequenceStartEvent):
            return self._listing(line, where, depth)
        return self._named(line, where, depth)

    def _one_more(self, event: Any, where: str) -> None:
        self._count += 1
        if self._count > MOST_NODES:
            self._stop(event, where, f"more than {MOST_NODES} values", "a file of one case")

    def _listing(self, line: int, where: str, depth: int) -> Listing:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, f"{where}[#{len(items) + 1}]" if depth else where, depth + 1))
        return Listing(line, items)

    def _named(self, line: int, where: str, depth: int) -> Node:
        values: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            name = self._name(event, where, depth)
            at = _at(event)
            inner = path_to(where if depth else "", name or "")
            if name in self._skipped.anywhere or (not depth and name in self._skipped.at_top):
                self._pass_over(inner, depth + 1)
                continue
            value = self._node(next(self._events), inner, depth + 1)
            if name is None:
                continue
            if name in values:
                self._faults.add(
                    at, inner, f"the field a second time (first on line {lines[name]})", "each field once"
                )
                continue
            values[name], lines[name] = value, at
            if name == "id" and isinstance(value, Scalar):
                where = _POSITION.sub("", where) + (
                    f"[{short(value.text)}]" if _POSITION.search(where) else ""
                )
        return Named(line, values, lines)

    def _name(self, event: Any, where: str, depth: int) -> str | None:
        key = self._node(event, where, depth + 1)
        if isinstance(key, Scalar) and not (key.plain and key.text == "<<"):
            return key.text
        if not isinstance(key, Broken):
            found = "the merge key <<" if isinstance(key, Scalar) else "a list or named values as a name"
            self._faults.add(key.line, where, found, "the name of a field")
        return None

    def _pass_over(self, where: str, depth: int) -> None:
        """Read one value and keep nothing of it; how deep it goes is still watched."""
        open_ = 0
        for event in self._events:
            self._one_more(event, where)
            if isinstance(event, yaml.CollectionStartEvent):
                open_ += 1
                if depth + open_ > MOST_DEPTH:
                    self._stop(
                        event,
                        where,
                        f"lists within lists, more than {MOST_DEPTH} deep",
                        "the fields of the format",
                    )
            elif isinstance(event, yaml.CollectionEndEvent):
                open_ -= 1
            if not open_:
                return

    def _stop(self, event: Any, where: str, found: str, right: str) -> None:
        self._faults.add(_at(event), where, found, right)
        raise _Stop
