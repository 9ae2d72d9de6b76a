"""What a recorder left empty, read from the words of the same note, for the standards alone.

An office that writes "Core group held, school absent" and leaves the box for the type of meeting empty has said which meeting
it was. A standard that looked at the box alone would be silent, or ask for a core group that was held. The record itself is
never completed, and no page shows what was read as if it had been recorded. `words.toml` beside this file holds every phrase.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds import KINDS
from sightline.record.kinds.shape import shapes
from sightline.record.knowledge import Knowledge

WORDS = Path(__file__).with_name("words.toml")
_CLAUSE = re.compile(r"[.;:!?,()\n]| but | although | though | until ")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Read:
    """How one field is read: one pattern of all its phrases, and what each of them (by number) says."""

    pattern: re.Pattern[str]
    says: tuple[tuple[Any, ...], ...]
    many: bool
    ranked: tuple[str, ...]


def as_read(entry: Entry[Any]) -> Entry[Any]:
    """This will give an entry with what its kind's empty fields leave out read from its own words, where they say it plainly.

    It looks at nothing but the entry, so that nobody is told more by it than the entry itself tells.
    """
    read = _fields().get(entry.kind)
    if not read or not entry.summary:
        return entry
    empty = {
        name: _said(how, entry.summary) for name, how in read.items() if getattr(entry.body, name) is None
    }
    found = {name: value for name, value in empty.items() if value is not None}
    return replace(entry, body=replace(entry.body, **found)) if found else entry


def all_read(known: Knowledge) -> Knowledge:
    """This will give the same knowledge with each entry as it is read; the same object where reading adds nothing."""
    entries = list(known.all())
    read = [as_read(entry) for entry in entries]
    if all(one is other for one, other in zip(entries, read, strict=True)):
        return known
    then = Knowledge(known.knower, known.teams)
    for entry in read:
        then.learn(entry)
    for told in known.tellings():
        then.hear(told)
    return then


def phrases() -> Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]:
    """This will give, for each kind and field, the phrases that say each of its values, as `words.toml` has them."""
    return _loaded()[0]


def _said(how: _Read, text: str) -> Any:
    """The value said first, or of a ranked field the one first in the table; of a list, every one. None where none is."""
    matches = _matches(how.pattern, text)
    found = dict.fromkeys(value for match in matches for value in how.says[_number(match)] if value != "")
    if not found:
        return None
    if how.many:
        return tuple(found)
    return min(found, key=how.ranked.index) if how.ranked else next(iter(found))


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The phrases of a text that are said and not denied within the few words before them in the same clause."""
    for match in pattern.finditer(text):
        clause = _CLAUSE.split(text[: match.start()])[-1].lower()
        before = _WORD.findall(clause)[-_loaded()[2] :]
        if not _loaded()[1].intersection(before):
            yield match


def _number(match: re.Match[str]) -> int:
    return int((match.lastgroup or "_0")[1:])


@cache
def _fields() -> Mapping[str, Mapping[str, _Read]]:
    return {
        kind: {name: _compiled(kind, name, by_value) for name, by_value in fields.items()}
        for kind, fields in phrases().items()
    }


def _compiled(kind: str, name: str, by_value: Mapping[str, tuple[str, ...]]) -> _Read:
    shape = shapes(KINDS[kind])[name]
    says: dict[str, list[Any]] = {}
    for value, said in by_value.items():
        for phrase in said:
            says.setdefault(phrase, []).append(
                value == "true" if value and shape.holds == "yes_no" else value
            )
    rows = sorted(says, key=lambda phrase: -len(phrase))
    pattern = "|".join(f"(?P<_{place}>{_as_pattern(phrase)})" for place, phrase in enumerate(rows))
    return _Read(
        re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE),
        tuple(tuple(says[phrase]) for phrase in rows),
        shape.many,
        tuple(by_value) if f"{kind}.{name}" in _loaded()[3] else (),
    )


def _as_pattern(phrase: str) -> str:
    """A phrase of words: `*` at the end of one stands for any ending, and any space or hyphen parts two."""
    return r"[\s-]+".join(re.escape(word).replace(r"\*", r"\w*") for word in re.split(r"[\s-]+", phrase))


@cache
def _loaded() -> tuple[
    Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]], frozenset[str], int, frozenset[str]
]:
    with WORDS.open("rb") as file:
        held = tomllib.load(file)
    denied = held["denied"]
    by_kind: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {}
    for row in held["field"]:
        for kind in row["kinds"]:
            says = by_kind.setdefault(kind, {}).setdefault(row["name"], {})
            for value, said in row["says"].items():
                says[value] = (*says.get(value, ()), *said)
    return by_kind, frozenset(denied["words"]), denied["within"], frozenset(held["ranked"]["fields"])
