"""Who is the same as whom, from what one knower knows: persons of several records read as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from sightline.record.entry import Entry
from sightline.record.kinds.particulars import BornOf, SamePerson
from sightline.record.kinds.registry import Body
from sightline.record.kinds.shape import shapes
from sightline.record.kinds.words import Person

Tie = tuple[str, str]


def ties(entries: Iterable[Entry[Any]]) -> set[Tie]:
    """This will give the pairs that are said to be one person; the last word on a pair stands."""
    said: dict[Tie, bool] = {}
    for entry in sorted(entries, key=lambda entry: (entry.noted.key, entry.id)):
        if isinstance(entry.body, SamePerson):
            one, other = sorted(entry.body.persons)
            said[(one, other)] = entry.body.same
    return {pair for pair, same in said.items() if same}


def reached(people: Iterable[str], tied: Iterable[Tie]) -> set[str]:
    """This will give the people together with everybody tied to them, however many ties away."""
    found, pairs, before = set(people), list(tied), -1
    while before != len(found):
        before = len(found)
        for one, other in pairs:
            if one in found or other in found:
                found |= {one, other}
    return found


def expected(people: set[str], entries: Iterable[Entry[Any]]) -> set[str]:
    """This will give the expected babies that any of these children were born of: what was known of those is theirs."""
    born = (entry.body for entry in entries if isinstance(entry.body, BornOf))
    return {str(body.expected) for body in born if people.intersection(body.children)}


def names(people: Sequence[str], tied: set[Tie]) -> dict[str, str]:
    """This will give each tied person the one id that it is read under: the first of `people`, else the least."""
    chosen: dict[str, str] = {}
    for one in (*people, *sorted(one for pair in tied for one in pair)):
        if one not in chosen:
            chosen.update((same, one) for same in reached([one], tied))
    return {person: one for person, one in chosen.items() if person != one}


def read_as(entry: Entry[Any], names: Mapping[str, str]) -> Entry[Any]:
    """This will give the entry with its people under the ids they are read under. What ties them stays as written."""
    if not names or isinstance(entry.body, SamePerson):
        return entry
    people = tuple(dict.fromkeys(Person(names.get(person, person)) for person in entry.people))
    return replace(entry, people=people, body=refer(entry.body, "person", names))


def refer(body: Any, holds: str, names: Mapping[str, str]) -> Any:
    """This will give a body with its references of one sort (person, agency, area, entry …) under other names."""
    changed: dict[str, Any] = {}
    for name, shape in shapes(cast(type[Body], type(body))).items():
        value = getattr(body, name)
        if shape.holds != holds or value is None:
            continue
        changed[name] = tuple(names.get(one, one) for one in value) if shape.many else names.get(value, value)
    return replace(body, **changed) if changed else body
