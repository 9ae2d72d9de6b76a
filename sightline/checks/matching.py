"""Whom of its own people an asked agency may mean: compared field by field, with the reason for each. Nobody is scored.

Plain on purpose: `candidates` is the one call that a better finder replaces.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Literal

from sightline.record.entry import Entry
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency, Person

Agrees = Literal["same", "close", "differs", "not_known"]
_NEARLY = 0.8
_NOT_ALONE = ("differs", "not_known")
_WEIGHT: Mapping[str, int] = {"same": 2, "close": 1, "differs": -1, "not_known": 0}
_FIELDS = ("role", "name", "dob", "edd", "nhs_number", "address", "postcode", "telephone", "also_known_as")


@dataclass(frozen=True, slots=True)
class Reason:
    """What one particular says for or against, in words, with what the agency itself holds."""

    field: str
    agrees: Agrees
    words: str
    held: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the agency's own people, with the reasons for and against."""

    person: Person
    reasons: tuple[Reason, ...]

    def agrees(self, field: str) -> Agrees:
        """This will say whether one particular agrees."""
        return next(reason.agrees for reason in self.reasons if reason.field == field)


def merged(said: Iterable[Particulars]) -> Particulars | None:
    """This will give the last that was said of each particular of one person, oldest first; None where nothing was."""
    held: Particulars | None = None
    for one in said:
        given = {name: value for name in _FIELDS if (value := getattr(one, name)) is not None}
        changes: dict[str, Any] = {**given, "protected": one.protected or bool(held and held.protected)}
        held = replace(held or one, **changes)
    return held


def candidates(sent: Particulars, own: Iterable[Entry[Particulars]], me: Agency) -> list[Candidate]:
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
            found.append(Candidate(person, compared(sent, held)))
    likely = [one for one in found if _may_be_meant(one)]
    return sorted(likely, key=lambda one: (-sum(_WEIGHT[r.agrees] for r in one.reasons), one.person))


def _may_be_meant(one: Candidate) -> bool:
    if one.agrees("nhs_number") == "same" or one.agrees("name") == "same":
        return True
    return one.agrees("name") == "close" and (
        one.agrees("dob") not in _NOT_ALONE or one.agrees("address") not in _NOT_ALONE
        or one.agrees("dob") == "not_known"
    )  # fmt: skip


def compared(sent: Particulars, held: Particulars) -> tuple[Reason, ...]:
    """This will compare what was sent with what is held, particular by particular."""
    return (
        _name(sent, held),
        _born(sent.dob, held.dob),
        _number(sent.nhs_number, held.nhs_number),
        _address(sent, held),
    )


def _words(*texts: str | None) -> set[str]:
    plain = unicodedata.normalize("NFKD", " ".join(text for text in texts if text)).casefold()
    return set(re.findall(r"[^\W\d_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def _name(sent: Particulars, held: Particulars) -> Reason:
    asked, ours = _words(sent.name, sent.also_known_as), _words(held.name, held.also_known_as)
    shown = held.name or "name not held"
    if not asked or not ours:
        return Reason("name", "not_known", "Name not known", shown)
    first, own = _words(sent.name), _words(held.name)
    if first == own or first <= ours or own <= asked:
        return Reason("name", "same", "Same name", shown)
    near = {
        word for word in first if any(SequenceMatcher(None, word, one).ratio() >= _NEARLY for one in ours)
    }
    if near == first:
        return Reason("name", "close", "Name spelt differently", shown)
    return (
        Reason("name", "close", "Part of the name is the same", shown)
        if near
        else Reason("name", "differs", "Another name", shown)
    )


def _born(asked: dt.date | None, ours: dt.date | None) -> Reason:
    shown = f"born {ours.day} {ours:%B %Y}" if ours else "date of birth not held"
    if asked is None or ours is None:
        return Reason("dob", "not_known", "Date of birth cannot be compared", shown)
    if asked == ours:
        return Reason("dob", "same", "Same date of birth", shown)
    if (asked.year, asked.month, asked.day) == (ours.year, ours.day, ours.month):
        return Reason("dob", "close", "Day and month the other way round", shown)
    if sum((asked.year != ours.year, asked.month != ours.month, asked.day != ours.day)) == 1:
        part = "year" if asked.year != ours.year else "month" if asked.month != ours.month else "day"
        return Reason("dob", "close", f"Date of birth differs in the {part} alone", shown)
    return Reason("dob", "differs", "Another date of birth", shown)


def _number(asked: str | None, ours: str | None) -> Reason:
    one, other = (re.sub(r"\D", "", text or "") for text in (asked, ours))
    shown = f"NHS number {ours}" if ours else "NHS number not held"
    if not one or not other:
        return Reason("nhs_number", "not_known", "NHS number cannot be compared", shown)
    if one == other:
        return Reason("nhs_number", "same", "Same NHS number", shown)
    return Reason("nhs_number", "differs", "Another NHS number", shown)


def _address(sent: Particulars, held: Particulars) -> Reason:
    """A protected address is compared, and never shown."""
    shown = "address protected" if held.protected else held.address or held.postcode or "address not held"
    one, other = (_place(said.address, said.postcode) for said in (sent, held))
    if not one or not other:
        return Reason("address", "not_known", "Address cannot be compared", shown)
    if one <= other or other <= one:
        return Reason("address", "same", "Same address", shown)
    if len(one & other) * 2 >= min(len(one), len(other)):
        return Reason("address", "close", "Address partly the same", shown)
    return Reason("address", "differs", "Another address", shown)


def _place(address: str | None, postcode: str | None) -> set[str]:
    return set(re.findall(r"\w+", f"{address or ''} {(postcode or '').replace(' ', '')}".casefold()))
