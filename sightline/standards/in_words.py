"""What an entry says in its own words, sentence by sentence, for what no box holds: a step that is written down as not taken.

As with what is read from the words (`reading.py`), it rests on the entry alone. The phrases are a standard's own, in its TOML,
and are written as in `words.toml`; one behind *no*, *not* and the like in the same clause says nothing, unless it begins with it.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache, partial
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import concerned
from sightline.standards.reading import WORDS, as_pattern, matches
from sightline.state import people

_TEXTS = (
    "outcome", "rationale", "reason", "terms", "detail", "finding", "action_taken", "safety_plan", "service",
)  # fmt: skip
_SENTENCE = re.compile(r"[.;!?\n]+")


@lru_cache(maxsize=20_000)
def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SENTENCE.split(text) if part.strip())


def sentences(entry: Entry[Any]) -> tuple[str, ...]:
    """This will give what an entry says, its note and its fields of free text, parted into sentences."""
    fields = (getattr(entry.body, name, None) for name in _TEXTS)
    texts = (entry.summary, *(text.replace("_", " ") for text in fields if isinstance(text, str)))
    return tuple(part for text in texts for part in _split(text))


def has(text: str, phrases: Sequence[str]) -> bool:
    """This will say whether a text has one of these phrases, not denied."""
    return _has(text, tuple(phrases))


@lru_cache(maxsize=20_000)
def _has(text: str, phrases: tuple[str, ...]) -> bool:
    return bool(phrases) and any(True for _ in matches(_pattern(phrases), text))


def says(
    entry: Entry[Any], phrases: Sequence[str], beside: Sequence[str] = (), unless: Sequence[str] = ()
) -> bool:
    """This will say whether a sentence of an entry has one of these phrases, one of those `beside` it where any are given, and
    none of `unless`."""
    return any(_fits(s, phrases, beside, unless) for s in sentences(entry))


def _fits(sentence: str, phrases: Sequence[str], beside: Sequence[str], unless: Sequence[str]) -> bool:
    return has(sentence, phrases) and (not beside or near(sentence, beside)) and not near(sentence, unless)


def says_of(
    known: Knowledge,
    entry: Entry[Any],
    person: Person,
    phrases: Sequence[str],
    beside: Sequence[str] = (),
    unless: Sequence[str] = (),
) -> bool:
    """This will say whether a sentence of an entry does so (as `says`) and speaks of this adult.

    It does where it names the adult's part in the family, or where the adult is the only one the entry is about and the
    sentence names no child of whom it could be said (of a baby none of it could).
    """
    if person not in concerned(entry):
        return False
    alone = not any(p != person and not people.is_child(known, p) for p in concerned(entry))
    old_enough = any(_of_an_age(known, p, entry.day) for p in concerned(entry))
    own = _called().get(people.role(known, person) or "", ())
    return any(
        _fits(s, phrases, beside, unless)
        and (near(s, own) or (alone and not (old_enough and near(s, _called()["child"]))))
        for s in sentences(entry)
    )


_OF_AN_AGE_WEEKS = 208  # four years


def _of_an_age(known: Knowledge, person: Person, day: dt.date) -> bool:
    """Whether this is a child of whom a note may tell what it tells of adults; where nobody wrote the age, it may."""
    if not people.is_child(known, person) or people.unborn_on(known, person, day):
        return False
    weeks = people.weeks_old(known, person, day)
    return weeks is None or weeks >= _OF_AN_AGE_WEEKS


def near(sentence: str, words: Sequence[str]) -> bool:
    """This will say whether a sentence has one of these words, denied or not."""
    return _near(sentence, tuple(words))


@lru_cache(maxsize=20_000)
def _near(sentence: str, words: tuple[str, ...]) -> bool:
    return bool(words) and _pattern(words).search(sentence.lower()) is not None


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    rows = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(as_pattern(row) for row in rows)})(?!\w)")


@cache
def _called() -> dict[str, tuple[str, ...]]:
    """How notes call the people of a family, by the part they have in it."""
    with WORDS.open("rb") as file:
        held = tomllib.load(file)["called"]
    return {role: tuple(words) for role, words in held.items()}


def all_about(
    known: Knowledge,
    kinds: Iterable[type[Any]],
    about: Collection[Person],
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> list[Entry[Any]]:
    """This will give the entries of these kinds about any of these people, from one day to another, each once and in order."""
    return _in_order(
        e for kind in kinds for person in about for e in known.entries(kind, person, since, until)
    )


def all_saying(
    known: Knowledge,
    kinds: Iterable[type[Any]],
    about: Collection[Person],
    phrases: Sequence[str],
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> list[Entry[Any]]:
    """This will give those of such entries that say one of some phrases; each entry is read once, not each time."""
    said = tuple(phrases)
    wanted = partial(says, phrases=said)
    return _in_order(
        e
        for kind in kinds
        for person in about
        for e in known.chosen(("says", said), ("kind", kind, person), wanted, since, until)
    )


def _in_order(entries: Iterable[Entry[Any]]) -> list[Entry[Any]]:
    found = {e.id: e for e in entries}
    return sorted(found.values(), key=lambda e: (e.day, e.noted.key, e.id))
