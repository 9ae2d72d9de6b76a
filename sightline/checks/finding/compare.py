"""One question beside one record, field by field: how they agree, and what that is worth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from math import log2
from operator import ne
from typing import NamedTuple

from nhs_number.validate import is_valid

from sightline.checks.finding.details import Details, kind_of_street, own_words
from sightline.checks.finding.names import edits, heard_whole, roots, sound
from sightline.checks.finding.weights import Agreement, Rarity, limit, points

PERSONAL = frozenset({"given", "born", "sex", "nhs", "role"})
"""What is a person's own; surname, telephone and address are the household's."""

_ORDER = ("same", "form", "slip", "sounds", "near", "initial", "differs")
_CLOSE = ("same", "form", "slip")


def compare(asked: Details, held: Details, rarity: Rarity, beside: Iterable[Details] = ()) -> list[Agreement]:
    """This will give each field known on both sides with how they agree. What is missing speaks neither way.

    `beside` are the others of the referral: what is given of one of a household may be how another is recorded.
    """
    beside = list(beside)
    found = _names(asked, held, rarity, beside)
    for field, level in (
        ("born", born(asked, held)), ("sex", _plainly(asked.sex, held.sex)), ("nhs", number(asked.nhs, held.nhs)),
    ):  # fmt: skip
        if level:
            found.append(Agreement(field, level, points()[field, level]))
    return found + _reached(asked, held, beside)


def _reached(asked: Details, held: Details, beside: Iterable[Details]) -> list[Agreement]:
    """The telephone and the address, their own or that of another of the referral, whichever agrees better."""
    best = {one.field: one for one in _contact(asked, held)}
    for other in beside if held.phone or held.street or held.postcode else ():
        for field, _, worth in _contact(other, held):
            if worth > 0.0:
                shared = Agreement(field, "beside", worth + points()[field, "beside"])
                if shared.points > max(best[field].points if field in best else 0.0, 0.0):
                    best[field] = shared
    return list(best.values())


def _contact(asked: Details, held: Details) -> Iterator[Agreement]:
    for field, level in (("phone", digits(asked.phone, held.phone)), ("place", place(asked, held))):
        if level:
            yield Agreement(field, level, points()[field, level])


@lru_cache(400_000)
def alike(one: str, other: str) -> str:
    """This will say how two words of a name stand to each other."""
    if one == other:
        return "same"
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return "initial" if any(form[0] == short for form in (long, *roots(long))) else "differs"
    if one in roots(other) or other in roots(one) or roots(one) & roots(other):
        return "form"
    if 2 * len({*one} & {*other}) < len({*long}):
        return "sounds" if _sound_alike(one, other) else _slip_of_root(short, long)
    apart = edits(one, other)
    if apart == 1 and len(long) > 3:
        return "slip"
    if len(short) >= 3 and long.startswith(short):
        return "form"
    if _sound_alike(one, other):
        return "sounds"
    return "near" if apart == 2 and len(short) >= 6 else _slip_of_root(short, long)


def _slip_of_root(short: str, long: str) -> str:
    """Whether the long name is, but for a slip, what the short name is short for."""
    return "near" if any(len(root) > 3 and edits(root, long) == 1 for root in roots(short)) else "differs"


def _sound_alike(one: str, other: str) -> bool:
    return (sound(one) == sound(other) and len(sound(one)) > 1) or heard_whole(one) == heard_whole(other)


def _names(asked: Details, held: Details, rarity: Rarity, beside: Iterable[Details]) -> list[Agreement]:
    best = _straight(asked, held, rarity)
    if all(agreement.level in _CLOSE for agreement in best):
        return best
    for one, other, turned in ((_turned(asked), held, asked), (asked, _turned(held), held)):
        if _across(one, other):
            found = _straight(one, other, rarity)
            agree = [a for a in found if a.level in _CLOSE]
            less = _unlikely_turned(turned, rarity) / len(agree) if agree else 0.0
            read = [Agreement(a.field, "turned", a.points - less) if a in agree else a for a in found]
            if agree and sum(a.points for a in read) > sum(a.points for a in best):
                best = read
    return [_as_others_are_called(one, held, rarity, beside) for one in best]


def _straight(asked: Details, held: Details, rarity: Rarity) -> list[Agreement]:
    """Each name beside that in the same box."""
    given = _given(asked, held, rarity)
    surname = _surname(asked.surname, held.surname, rarity)
    if surname and surname.level == "differs":
        level = _another_surname(asked, held, rarity.latest)
        surname = Agreement("surname", level, points()["surname", level])
    return [agreement for agreement in (given, surname) if agreement]


def _another_surname(asked: Details, held: Details, latest: dt.date) -> str:
    """What another surname says: of a grown woman little, of a grown man much, of a child or nobody knows whom something."""
    births = [one.born for one in (asked, held) if one.born]
    if not births or any(latest.year - day.year <= 17 for day in births):
        return "differs"
    return {frozenset("f"): "married", frozenset("m"): "man"}.get(frozenset(asked.sex + held.sex), "differs")


def _as_others_are_called(
    found: Agreement, held: Details, rarity: Rarity, beside: Iterable[Details]
) -> Agreement:
    """A surname that is another, but that of somebody else of the referral: a mother called as her children are."""
    if found.field != "surname" or found.points > 0.0:
        return found
    for other in beside:
        for word in other.surname:
            if word in held.surname:
                found = max(
                    found, _level("surname", "beside", rarity.of_surname(word)), key=lambda a: a.points
                )
    return found


def _turned(person: Details) -> Details:
    """With what stands as the given name for a surname, and the other way round."""
    return person._replace(given=person.surname[:1], surname=person.given)


def _across(one: Details, other: Details) -> bool:
    return any(alike(a, b) in _CLOSE for a in one.given for b in other.given) or any(
        alike(a, b) in _CLOSE for a in one.surname for b in other.surname
    )


def _unlikely_turned(person: Details, rarity: Rarity) -> float:
    """How unlikely it is that names stand in each other's boxes, by which of the two the index has each of them for."""
    as_they_stand = sum(_given_rather(word, rarity) for word in person.given[:1])
    as_they_stand -= sum(_given_rather(word, rarity) for word in person.surname[:1])
    return max(limit()["turned"] + as_they_stand, 1.0)


def _given_rather(word: str, rarity: Rarity) -> float:
    """In doublings, how much oftener a word is a given name than a surname."""
    return log2((rarity.given.get(word, 0) + 1) / (rarity.surname.get(word, 0) + 1))


def _given(asked: Details, held: Details, rarity: Rarity) -> Agreement | None:
    if not asked.given or not held.given:
        return None
    mine, theirs = asked.given[0], held.given[0]
    best = _level("given", alike(mine, theirs), _rarer(mine, theirs, rarity.of_given))
    if best.level in ("same", "slip"):
        return best
    for one, others in ((mine, held.middle), (theirs, asked.middle)):
        for other in others:
            if len(other) > 1 and len(one) > 1 and alike(one, other) in _CLOSE:
                less = 0.0 if one == other else 1.5
                level = _level("given", "middle", rarity.of_given(other) - less)
                best = max(best, level, key=lambda a: a.points)
    for one, other, middle in (
        ("".join((*asked.given, *asked.middle[:1])), theirs, asked.middle),
        (mine, "".join((*held.given, *held.middle[:1])), held.middle),
    ):
        if middle and len(one) > 5 and edits(one, other) <= 1:
            best = max(best, _level("given", "form", rarity.of_given(mine)), key=lambda a: a.points)
    return best


def _surname(mine: tuple[str, ...], theirs: tuple[str, ...], rarity: Rarity) -> Agreement | None:
    if not mine or not theirs:
        return None
    if mine == theirs:
        return _level("surname", "same", max(rarity.of_surname(word) for word in mine))
    found = [Agreement("surname", "differs", points()["surname", "differs"])]
    whole = "".join(mine), "".join(theirs)
    for one, other, level in (
        (*whole, None),
        *((one, other, "part" if len(mine) != len(theirs) else None) for one in mine for other in theirs),
    ):
        how = alike(one, other)
        if how in ("form", "initial") and not _one_name(one, other):
            how = "near" if how == "form" and min(len(one), len(other)) > 3 else "differs"
        if how != "differs":
            worth = _rarer(one, other, rarity.of_surname)
            less = 0.0 if how == "same" or not level else 1.5
            found.append(_level("surname", level or how, worth - less))
    return max(found, key=lambda a: a.points)


def _one_name(one: str, other: str) -> bool:
    """Whether two spellings are written of one name, as one brought from another script has several."""
    return bool({one, *roots(one)} & {other, *roots(other)})


def _rarer(one: str, other: str, of: Callable[[str], float]) -> float:
    """What an agreement of two spellings is worth: the commoner's rarity, as a rare spelling is often a slip of a common name."""
    return of(one) if one == other else min(of(one), of(other), limit()["spelt"])


def _level(field: str, level: str, rarity: float) -> Agreement:
    worth = points()[field, level]
    return Agreement(field, level, worth if level in ("differs", "initial") else max(rarity + worth, 0.5))


def born(asked: Details, held: Details) -> str:
    """This will say how two dates of birth stand to each other; nothing where one is not known."""
    one, other = asked.born, held.born
    if not one or not other:
        return ""
    only_year = only_the_year(asked) or only_the_year(held)
    if one == other:
        return "year" if only_year else "same"
    if only_year:
        apart = abs(one.year - other.year)
        return ("year", "near_year")[apart] if apart < 2 else "differs"
    return _days_apart(one, other)


def only_the_year(person: Details) -> bool:
    """Whether of a date of birth only the year is known: 1 January is written where nobody knows the day."""
    return person.known == "year" or (
        person.born is not None and (person.born.month, person.born.day) == (1, 1)
    )


@lru_cache(100_000)
def _days_apart(one: dt.date, other: dt.date) -> str:
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return "turned"
    if _one_digit(one.isoformat().replace("-", ""), other.isoformat().replace("-", "")):
        return "slip"
    if (one.month, one.day) == (other.month, other.day):
        return "day_month"
    if (one.year, one.month) == (other.year, other.month):
        return "month_year"
    if abs((one - other).days) < 2:
        return "slip"
    return "year_day" if one.year == other.year else "differs"


def digits(one: str, other: str) -> str:
    """This will say how two numbers stand to each other; nothing where one is not known."""
    if not one or not other:
        return ""
    if one == other:
        return "same"
    return "slip" if len(one) == len(other) and _one_digit(one, other) else "differs"


def number(one: str, other: str) -> str:
    """This will say how two NHS numbers stand: two that both check cannot be one digit apart by a slip."""
    level = digits(one, other)
    return "differs" if level == "slip" and is_valid(one) and is_valid(other) else level


def _one_digit(one: str, other: str) -> bool:
    """Whether one digit is wrong, or two neighbours are swapped."""
    apart: int = sum(map(ne, one, other))
    if apart == 2:
        at = next(at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
        return one[at : at + 2] == other[at : at + 2][::-1]
    return apart == 1


def place(asked: Details, held: Details) -> str:
    """This will say how two addresses stand to each other; nothing where one is not known."""
    return _places(
        _Place(asked.units, asked.street, asked.postcode), _Place(held.units, held.street, held.postcode)
    )


class _Place(NamedTuple):
    units: frozenset[str]
    street: tuple[str, ...]
    postcode: str


# A referral compares the same two addresses once for each of its people, and again as a household.
@lru_cache(100_000)
def _places(asked: _Place, held: _Place) -> str:
    units, others = asked.units, held.units
    numbers = "same" if units and units == others else ("flat" if units & others else "")
    apart = bool(units and others) and not numbers
    street = bool(asked.street and held.street and _same_street(asked.street, held.street))
    code, other = asked.postcode, held.postcode
    if code and other:
        if code == other and len(code) > 4:
            return {"same": "same" if street else "house", "flat": "flat"}.get(
                numbers, "neighbour" if apart else "postcode"
            )
        if numbers == "same" and street:
            return "street_number"
        if numbers and len(code) == len(other) > 4 and _one_digit(code, other):
            return "near"
        if street and numbers:
            return "flat"
        if street:
            return "street_apart" if apart else "street"
        return "district" if code[:-3] == other[:-3] or code in other or other in code else "differs"
    if not (asked.street and held.street):
        return ""
    if street:
        return {"same": "street_number", "flat": "flat"}.get(numbers, "street_apart" if apart else "street")
    return "differs"


def _same_street(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a word that is no mere 'road' is in both, spelt as it may be, and both are a road or neither says."""
    kinds = kind_of_street(one), kind_of_street(other)
    return (kinds[0] == kinds[1] or not all(kinds)) and any(
        alike(a, b) in ("same", "slip", "sounds", "near")
        for a in own_words(one)[:3]
        for b in own_words(other)[:3]
    )


def _plainly(one: str, other: str) -> str:
    return ("same" if one == other else "differs") if one and other else ""
