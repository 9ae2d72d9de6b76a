"""Whom and what an entry names: those who know of it by being in it, those it concerns, its topics, other entries."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.words import Agency, Person

PARTY_FIELDS = ("attended", "to", "asked")
_PERSON_FIELDS = ("of_people", "for_person", "of_person", "covers")
REFERENCE_FIELDS = (
    "about_decision",
    "responds_to",
    "check",
    "of",
    "escalation",
    "decision",
    "referral",
    "entry",
    "telling",
)
REFERENCE_LISTS = ("what", "on_information")


@cache
def fields_of(kind: type[Any], fields: tuple[str, ...]) -> tuple[str, ...]:
    """This will give those of some fields that a kind of entry has."""
    return tuple(field for field in fields if hasattr(kind, field))


def parties(entry: Entry[Any]) -> frozenset[Agency]:
    """This will give those whom the entry itself shows to know of it: its author, and who attended, was asked or sent it."""
    found: set[Agency] = {entry.author}
    for field in fields_of(entry.body.__class__, PARTY_FIELDS):
        value = getattr(entry.body, field)
        if value:
            found.update(_each(value))
    return frozenset(found)


def concerned(entry: Entry[Any]) -> tuple[Person, ...]:
    """This will give everybody an entry concerns: whom it is about, and whom its body asks about, covers or treats."""
    found = list(entry.people)
    for field in fields_of(entry.body.__class__, _PERSON_FIELDS):
        value = getattr(entry.body, field)
        if value:
            found.extend(_each(value))
    return tuple(dict.fromkeys(found))


def covered(entry: Entry[Any]) -> tuple[Person, ...]:
    """This will give those whom an assessment covers: as stated or, where nobody wrote that down, those it is about."""
    if not hasattr(entry.body, "covers"):
        return ()
    return entry.people if entry.body.covers is None else tuple(entry.body.covers)


def _each(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def topics(entry: Entry[Any]) -> frozenset[str]:
    """This will give the topics that an entry names, whatever its kind calls them."""
    named = getattr(entry.body, "topics", None) or getattr(entry.body, "disclosed", None) or ()
    return frozenset(named)


def named(entry: Entry[Any]) -> Iterator[str]:
    """This will give the ids of the entries that an entry answers, ends, disputes or otherwise speaks of."""
    for field in fields_of(entry.body.__class__, REFERENCE_FIELDS):
        value = getattr(entry.body, field)
        if isinstance(value, str):
            yield value


def speaks_of(said: Entry[Any], id: str) -> bool:
    """This will say whether an entry names another: answers, ends, corrects, shares or rests on it."""
    lists = (getattr(said.body, field, None) or () for field in REFERENCE_LISTS)
    return said.corrects == id or id in named(said) or any(id in many for many in lists)
