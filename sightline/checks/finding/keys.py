"""What a person is looked up by: keys that a question and a record of the same person share whatever one error lies between.

Each is a number found by equality alone, because equality of numbers is among the few operators that PostgreSQL trusts
under row-level security to use an index (docs/adr/0016).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

from sightline.checks.finding.details import Details, own_words
from sightline.checks.finding.names import roots, sound

_WINDOWS = (
    (0, 3),
    (2, 5),
    (4, 7),
    (6, 9),
    (8, 10),
)  # any wrong digit, or two swapped, lies within one of them
Key = tuple[str, str]
"""What kind of key, and its value."""


@lru_cache(100_000)
def number(kind: str, value: str) -> int:
    """This will give the number that a key is stored as."""
    return int.from_bytes(blake2b(f"{kind} {value}".encode(), digest_size=8).digest(), "big", signed=True)


def keys(person: Details) -> Iterator[Key]:
    """This will give everything that a record is found by."""
    if person.nhs:
        yield "nhs", person.nhs
        for start, end in _WINDOWS:
            yield "NHS, part", f"but {start} {person.nhs[:start]}{person.nhs[end:]}"
    if person.phone:
        yield "phone", person.phone
    yield from _of_place(person)
    yield from _of_birth(person)
    yield from _of_names(person)


def perhaps(person: Details) -> Iterator[Key]:
    """This will give what a question looks under beside the keys of a record: a day turned round, a year one out."""
    born = person.born
    if not born:
        return
    if person.known == "day" and born.day <= 12 and born.day != born.month:
        yield "born", dt.date(born.year, born.day, born.month).isoformat()
    for year in (born.year - 1, born.year + 1):
        yield from _in_year(person, year)


def _of_place(person: Details) -> Iterator[Key]:
    numbers = [unit for unit in person.units if unit.isdigit()]
    if len(person.postcode) >= 5:
        yield "postcode", person.postcode
        for unit in numbers:
            yield "house", f"{person.postcode} {unit}"
    for word in own_words(person.street)[:2]:
        for unit in numbers:
            yield "street", f"{unit} {sound(word)}"


def _of_birth(person: Details) -> Iterator[Key]:
    born = person.born
    if not born:
        return
    if person.known == "day" and (born.month, born.day) != (1, 1):
        yield "born", born.isoformat()
        for word in {*person.given[:1], *person.surname[:1]}:
            yield "birthday", f"{born:%m-%d} {sound(word)[:2]}"
    yield from _in_year(person, born.year)


def _in_year(person: Details, year: int) -> Iterator[Key]:
    """Any one name with the year of birth; which box the name stands in does not matter."""
    for heard in {*_heard((*person.given, *person.middle)), *map(sound, person.surname)}:
        yield "year and name", f"{year} {heard}"


def _of_names(person: Details) -> Iterator[Key]:
    """Both names as they are heard; and where an error changes what is heard, by what it leaves of their ends."""
    given, surname = (*person.given, *person.middle[:1]), person.surname
    for heard in _heard(given):
        for word in surname:
            yield "names", " ".join(sorted((heard, sound(word))))
    for one in given[:2]:
        for other in surname[:2]:
            yield "beginnings", " ".join(sorted((one[:3], other[:3])))
            yield "endings", " ".join(sorted((one[-3:], other[-3:])))
            yield "initial and surname", f"{one[:1]} {sound(other)}"


def _heard(words: tuple[str, ...]) -> set[str]:
    return {sound(form) for word in words for form in (word, *roots(word))}
