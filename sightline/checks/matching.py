"""Whom of its own people a team may mean: found in its index, compared field by field, with the reason for each in words.

Points settle who is shown and in which order; nobody sees them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Literal
from uuid import UUID

from sightline.checks.finding.compare import PERSONAL, compare
from sightline.checks.finding.live import called
from sightline.checks.finding.roles import Asked
from sightline.checks.finding.search import NothingToSearch, search
from sightline.checks.finding.weights import Agreement, Rarity
from sightline.people.models import Team
from sightline.record import cases
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


@dataclass(frozen=True, slots=True)
class Looked:
    """Among how many records was looked, by which kinds of key, and who of the team's own may be each who was asked about."""

    records: int
    by: frozenset[str]
    candidates: tuple[tuple[Candidate, ...], ...]


def merged(said: Iterable[Particulars]) -> Particulars | None:
    """This will give the last that was said of each particular of one person, oldest first; None where nothing was."""
    held: Particulars | None = None
    for one in said:
        given = {name: value for name in _FIELDS if (value := getattr(one, name)) is not None}
        changes: dict[str, Any] = {**given, "protected": one.protected or bool(held and held.protected)}
        held = replace(held or one, **changes)
    return held


def look(team: Team, people: Sequence[Particulars], on: dt.date) -> Looked:
    """This will look for people, who belong together, among the team's own, and give for each those who may be meant.

    A team that has nobody to search has looked among none. Raises whatever goes wrong in the search.
    """
    best: list[dict[UUID, float]] = [{} for _ in people]
    by: set[str] = set()
    records = 0
    try:
        for asked in _asked(people, on):
            found = search(team, asked, latest=on)
            records = found.records
            for answer, scores in zip(found.answers, best, strict=True):
                by.update(answer.searched)
                for one in answer.candidates:
                    if one.person:
                        scores[one.person] = max(one.score, scores.get(one.person, one.score))
    except NothingToSearch:
        return Looked(0, frozenset(), tuple(() for _ in people))
    held = _held(team, {person for scores in best for person in scores})
    meant = (tuple(_meant(said, scores, held, on)) for said, scores in zip(people, best, strict=True))
    return Looked(records, frozenset(by), tuple(meant))


def _asked(people: Sequence[Particulars], on: dt.date) -> Iterator[list[Asked]]:
    """The people as they are asked about: once by their names, and again where one of them goes by another."""
    names = [called(said, on) for said in people]
    roles = [str(said.role or "").replace("_", " ") for said in people]
    for turn in range(max(map(len, names), default=0)):
        yield [Asked(one[min(turn, len(one) - 1)], role) for one, role in zip(names, roles, strict=True)]


def _held(team: Team, people: Iterable[UUID]) -> dict[UUID, Particulars]:
    """What the team holds of each, the last of every particular."""
    said: dict[UUID, list[Particulars]] = {}
    for entry in cases.who(team, list(people)) if people else []:
        said.setdefault(UUID(entry.body.person), []).append(entry.body)
    found = {person: merged(bodies) for person, bodies in said.items()}
    return {person: body for person, body in found.items() if body is not None and person in people}


def _meant(
    sent: Particulars, scores: Mapping[UUID, float], held: Mapping[UUID, Particulars], on: dt.date
) -> Iterator[Candidate]:
    for person in sorted(scores, key=lambda person: -scores[person]):
        if person in held and str(person) != sent.person:
            agreed = _agreed(sent, held[person], on)
            if _may_be_meant(agreed):
                yield Candidate(Person(str(person)), _reasons(agreed, held[person]))


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
