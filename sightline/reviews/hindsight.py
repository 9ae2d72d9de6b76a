"""Words of hindsight in a text: which they are, why they are pointed out, how it can be said instead. Pure; nothing is blocked.

The phrases are data (hindsight.toml). What stands in quotation marks is somebody's own account, and theirs to word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_QUOTED = re.compile(r"“[^“”]*”|\"[^\"\n]*\"|(?<![A-Za-z0-9])‘.*?’(?![A-Za-z0-9])", re.DOTALL)
_SENTENCE = re.compile(r"[.!?;:\n]")
_NEAR = 80
"""How far before a phrase its sentence is read."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a phrase is pointed out on the authority of, and how sure that is."""

    words: str
    sure: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of hindsight where they stand in a text, from `start` to before `end`."""

    start: int
    end: int
    text: str
    why: str
    instead: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class _Pattern:
    find: re.Pattern[str]
    not_after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    why: str
    instead: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and the words of hindsight that it is (None: it is none)."""

    text: str
    phrase: Phrase | None = None


def hindsight(text: str) -> tuple[Phrase, ...]:
    """This will give the words of hindsight in a text, in their order, those in quotation marks left out."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    found: list[Phrase] = []
    for phrase in sorted(_found(text), key=lambda one: (one.start, -one.end)):
        theirs = any(start <= phrase.start and phrase.end <= end for start, end in quoted)
        if not theirs and (not found or phrase.start >= found[-1].end):
            found.append(phrase)
    return tuple(found)


def pieces(text: str) -> list[Piece]:
    """This will cut a text at its words of hindsight, to be shown with them marked."""
    found, done = [], 0
    for phrase in hindsight(text):
        found += [Piece(text[done : phrase.start]), Piece(phrase.text, phrase)]
        done = phrase.end
    return [piece for piece in (*found, Piece(text[done:])) if piece.text]


def _found(text: str) -> Iterator[Phrase]:
    for pattern in _patterns():
        for match in pattern.find.finditer(text):
            before = _SENTENCE.split(text[max(0, match.start() - _NEAR) : match.start()])[-1].rstrip()
            if pattern.not_after and pattern.not_after.search(before):
                continue
            if pattern.not_before and pattern.not_before.search(text[match.end() :]):
                continue
            yield Phrase(
                match.start(), match.end(), match.group(), pattern.why, pattern.instead, pattern.sources
            )


@cache
def _patterns() -> tuple[_Pattern, ...]:
    data = tomllib.loads((Path(__file__).parent / "hindsight.toml").read_text(encoding="utf-8"))
    sources = {name: Source(**one) for name, one in data["sources"].items()}

    def compiled(said: dict[str, Any], name: str) -> re.Pattern[str] | None:
        text = said.get(name)
        if text is None:
            return None
        for list_name, words in data["lists"].items():
            text = text.replace(f"{{{list_name}}}", words)
        return re.compile(text, re.IGNORECASE)

    return tuple(
        _Pattern(
            compiled(said, "find") or re.compile("(?!)"), compiled(said, "not_after"), compiled(said, "not_before"),
            said["why"], said["instead"], tuple(sources[name] for name in said["sources"]),
        )
        for said in data["pattern"]
    )  # fmt: skip
