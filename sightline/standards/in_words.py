"""What entries say in their own words of one person, for what no box holds: a step that is written down as not taken.

As with what is read from the words (`reading.py`), it rests on the entry alone. The phrases are a standard's own, in its TOML.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.words import Person, Role
from sightline.record.knowledge import Knowledge
from sightline.record.named import concerned
from sightline.standards.reading import WORDS
from sightline.state import people
from sightline.state.phrases import affirms, says, sentences, text_of
from sightline.state.shared import shared


def says_of(
    known: Knowledge,
    entry: Entry[Any],
    person: Person,
    phrases: Sequence[str],
    beside: Sequence[str] = (),
    unless: Sequence[str] = (),
) -> bool:
    """This will say whether a sentence of an entry affirms one of some phrases (as `phrases.affirms` does) of this adult.

    It does where it names the adult's part in the family, or where the adult is the only one the entry is about and the
    sentence names no child of whom it could be said (of a baby none of it could).
    """
    if person not in concerned(entry):
        return False
    alone = not any(p != person and not people.is_child(known, p) for p in concerned(entry))
    old_enough = any(_of_an_age(known, p, entry.day) for p in concerned(entry))
    own = called(people.role(known, person))
    return any(
        affirms(s, phrases, beside, unless)
        and (says(s, own) or (alone and not (old_enough and says(s, _called()["child"]))))
        for s in sentences(text_of(entry))
    )


_OF_AN_AGE_YEARS = shared()["of_an_age"].number("of_an_age_years")


def _of_an_age(known: Knowledge, person: Person, day: dt.date) -> bool:
    """Whether this is a child of whom a note may tell what it tells of adults; where nobody wrote the age, it may."""
    if not people.is_child(known, person) or people.unborn_on(known, person, day):
        return False
    years = people.years_old(known, person, day)
    return years is None or years >= _OF_AN_AGE_YEARS


def called(role: Role | None) -> tuple[str, ...]:
    """This will give the words by which notes call whoever has this part in a family."""
    return _called().get(role or "", ())


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

    def wanted(entry: Entry[Any]) -> bool:
        return affirms(text_of(entry), said)

    return _in_order(
        e
        for kind in kinds
        for person in about
        for e in known.chosen(("says", said), ("kind", kind, person), wanted, since, until)
    )


def _in_order(entries: Iterable[Entry[Any]]) -> list[Entry[Any]]:
    found = {e.id: e for e in entries}
    return sorted(found.values(), key=lambda e: (e.day, e.noted.key, e.id))
