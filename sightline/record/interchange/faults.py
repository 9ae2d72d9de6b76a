"""What is wrong with a file, all of it at once, in words that say where to look and what would be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_SHOWN = 200
_LONGEST = 60


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to put right: its line in the file, the field's path, what was found there, what would be right."""

    line: int
    field: str
    found: str
    right: str


class Unreadable(ValueError):
    """A file that cannot be read: its first faults in the order of their lines, and how many `more` there are."""

    def __init__(self, faults: Sequence[Fault], more: int = 0) -> None:
        self.faults = tuple(faults)
        self.more = more
        super().__init__(faults_as_text("the file", self.faults, more))


class Faults:
    """Gathers faults while a file is read. Only the first are kept; the rest are counted, so that memory is bounded."""

    def __init__(self) -> None:
        self._kept: list[Fault] = []
        self._more = 0

    @property
    def full(self) -> bool:
        """This will say whether further faults are only counted, so that nobody works out what would be right."""
        return len(self._kept) >= MOST_SHOWN

    def add(self, line: int, field: str, found: str, right: str) -> None:
        """This will note one fault."""
        if not self.full:
            self._kept.append(Fault(line, field, found, right))
        else:
            self._more += 1

    def settle(self) -> None:
        """This will raise Unreadable with all that was gathered, and do nothing where nothing was."""
        if self._kept:
            raise Unreadable(sorted(self._kept), self._more)


def faults_as_text(path: str, faults: Sequence[Fault], more: int = 0) -> str:
    """This will give one line for each fault, and a last line that says how many more there are."""
    lines = [
        f"{path}:{fault.line}  {fault.field}  found {fault.found}; right would be {fault.right}"
        for fault in faults
    ]
    if more:
        lines.append(f"{path}  and {more} more")
    return "\n".join(lines)


def quoted(text: str) -> str:
    """This will give a text as it was found, shortened, on one line and with nothing a terminal would act on."""
    return f'"{short(text)}"'


def path_to(where: str, name: str) -> str:
    """This will give the path of a named value inside another, or in the file itself (`where` empty)."""
    shown = short(name) or "(a field without a name)"
    return f"{where}.{shown}" if where else shown


def short(text: str) -> str:
    """This will give a text of at most a few words, on one line."""
    kept = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return "".join(letter if letter.isprintable() else " " for letter in kept)
