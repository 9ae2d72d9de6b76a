"""Whom of its own people an asked agency may mean: compared field by field as `finding` compares, with the reason for each.

Points settle who is shown and in which order; nobody sees them. It goes through the agency's own particulars in memory.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Literal

from sightline.checks.finding.compare import PERSONAL, compare
from sightline.checks.finding.details import Details, details
from sightline.checks.finding.names import name_words
from sightline.checks.finding.weights import Agreement, Rarity
from sightline.record.entry import Entry
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency, Person

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


def candidates(
    sent: Particulars, own: Iterable[Entry[Particulars]], me: Agency, on: dt.date
) -> list[Candidate]:
    """This will give those of the agency's own people who may be meant, the likeliest first.

    `own` are the particulars that it may see; only people of whom it wrote some itself are its own.
    """
    said: dict[Person, list[Particulars]] = {}
    mine: set[Person] = set()
    for entry in own:
        said.setdefault(entry.body.person, []).append(entry.body)
        if entry.author == me:
            mine.add(entry.body.person)
    mine.discard(sent.person)
    found = []
    for person, particulars in said.items():
        held = merged(particulars) if person in mine else None
        if held is not None:
            agreed = _agreed(sent, held, on)
            if _may_be_meant(agreed):
                points = sum(one.points for one in agreed.values())
                found.append((-points, person, Candidate(person, _reasons(agreed, held))))
    return [candidate for _, _, candidate in sorted(found, key=lambda row: row[:2])]


def compared(sent: Particulars, held: Particulars, on: dt.date) -> tuple[Reason, ...]:
    """This will compare what was sent with what is held, particular by particular."""
    return _reasons(_agreed(sent, held, on), held)


def _agreed(sent: Particulars, held: Particulars, on: dt.date) -> dict[str, Agreement]:
    """How each particular known on both sides agrees: of the names that each goes by, the two that agree best."""
    rarity = Rarity(latest=on)
    pairs = product(_details(sent, on), _details(held, on))
    best = max((compare(one, other, rarity) for one, other in pairs), key=lambda a: sum(x.points for x in a))
    return {one.field: one for one in best}


def _details(said: Particulars, on: dt.date) -> list[Details]:
    found = []
    for name in [name for name in (said.name, said.also_known_as) if name] or [""]:
        *given, surname = name_words(name) or ("",)
        made = details(
            given=" ".join(given), surname=surname, dob=said.dob.isoformat() if said.dob else "",
            nhs_number=said.nhs_number or "", phone=said.telephone or "", address=said.address or "",
            postcode=said.postcode or "", latest=on,
        )  # fmt: skip
        found.append(made)
    return found


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
    for field, called in _CALLED.items():
        one = agreed.get(field)
        words = _first_up(one.words) if one else f"{called} cannot be compared"
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
