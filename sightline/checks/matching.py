"""Whom of its own people a team may mean: found in its index, compared field by field, with the reason for each in words.

Points settle who is shown and in which order; nobody sees them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Literal
from uuid import UUID

from sightline.checks.finding.called import called
from sightline.checks.finding.compare import PERSONAL, compare
from sightline.checks.finding.weights import Agreement, Rarity
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Person

Agrees = Literal["same", "close", "differs", "not_known"]
_FIELDS = ("role", "name", "dob", "edd", "nhs_number", "address", "postcode", "telephone", "also_known_as")
_NAMES = ("given", "surname")
_CALLED: Mapping[str, str] = {
    "born": "Date of birth", "nhs": "NHS number", "place": "Address", "phone": "Telephone",
}  # fmt: skip
_SAME_PLACE = ("same", "house", "street_number")


@dataclass(frozen=True, slots=True)
class Reason:
    """What one particular says for or against, in words, with what the agency itself holds."""

    field: str
    agrees: Agrees
    words: str
    held: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the agency's own people, with the reasons for and against: name, birth, number, address, telephone."""

    person: Person
    reasons: tuple[Reason, ...]


def merged(said: Iterable[Particulars]) -> Particulars | None:
    """This will give the last that was said of each particular of one person, oldest first; None where nothing was."""
    held: Particulars | None = None
    for one in said:
        given = {name: value for name in _FIELDS if (value := getattr(one, name)) is not None}
        changes: dict[str, Any] = {**given, "protected": one.protected or bool(held and held.protected)}
        held = replace(held or one, **changes)
    return held


def meant(
    sent: Particulars, scores: Mapping[UUID, float], held: Mapping[UUID, Particulars], on: dt.date
) -> tuple[Candidate, ...]:
    """This will give those found who may be meant, the likeliest first, beside what is held of each."""
    found = []
    for person in sorted(scores, key=lambda person: -scores[person]):
        if person in held and str(person) != sent.person:
            agreed = _agreed(sent, held[person], on)
            if _may_be_meant(agreed):
                found.append(Candidate(Person(str(person)), _reasons(agreed, held[person])))
    return tuple(found)


def compared(sent: Particulars, held: Particulars, on: dt.date) -> tuple[Reason, ...]:
    """This will compare what was sent with what is held, particular by particular."""
    return _reasons(_agreed(sent, held, on), held)


def _agreed(sent: Particulars, held: Particulars, on: dt.date) -> dict[str, Agreement]:
    """How each particular known on both sides agrees: of the names that each goes by, the two that agree best."""
    rarity = Rarity(latest=on)
    pairs = product(called(sent, on), called(held, on))
    best = max((compare(one, other, rarity) for one, other in pairs), key=lambda a: sum(x.points for x in a))
    return {one.field: one for one in best}


def _may_be_meant(agreed: Mapping[str, Agreement]) -> bool:
    """The number alone, or a name that agrees, borne out by what is a person's own: a sister shares all the rest."""
    number = agreed.get("nhs")
    if number is not None and number.level in ("same", "slip"):
        return True
    named = sum(one.points for field, one in agreed.items() if field in _NAMES)
    return named > 0 and sum(one.points for field, one in agreed.items() if field in PERSONAL) > 0


def _reasons(agreed: Mapping[str, Agreement], held: Particulars) -> tuple[Reason, ...]:
    shown = {
        "born": f"born {held.dob.day} {held.dob:%B %Y}" if held.dob else "date of birth not held",
        "nhs": f"NHS number {held.nhs_number}" if held.nhs_number else "NHS number not held",
        # A protected address is compared, and never shown.
        "place": "address protected"
        if held.protected
        else held.address or held.postcode or "address not held",
        "phone": held.telephone or "telephone not held",
    }
    names = [agreed[field] for field in _NAMES if field in agreed]
    found = [Reason("name", _names_agree(names), _names_said(names), held.name or "name not held")]
    for field, title in _CALLED.items():
        one = agreed.get(field)
        words = _first_up(one.words) if one else f"{title} cannot be compared"
        found.append(Reason(field, _agrees(one), words, shown[field]))
    return tuple(found)


def _agrees(one: Agreement | None) -> Agrees:
    if one is None:
        return "not_known"
    if one.level == "same" or (one.field == "place" and one.level in _SAME_PLACE):
        return "same"
    return "close" if one.points > 0 else "differs"


def _names_agree(names: list[Agreement]) -> Agrees:
    if not names:
        return "not_known"
    if all(one.level == "same" for one in names):
        return "same"
    return "close" if sum(one.points for one in names) > 0 else "differs"


def _names_said(names: list[Agreement]) -> str:
    if not names:
        return "Name cannot be compared"
    if all(one.level == "same" for one in names):
        return "Same name"
    return _first_up("; ".join(one.words for one in names))


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
