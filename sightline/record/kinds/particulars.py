"""Who a person is, as one agency knows them, and what is said of entries themselves (first of format version 2).

Each is an entry like any other: dated, told, and open to conflict with what somebody else holds.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sightline.record.kinds.registry import kind
from sightline.record.kinds.words import EntryRef, Person, Role


@kind("particulars", "background", version=2, since=2)
class Particulars:
    """What an agency holds of who a person is. `protected` keeps the address from every page but the one that asks."""

    person: Person
    role: Role | None = None
    name: str | None = None
    dob: dt.date | None = None
    edd: dt.date | None = None
    nhs_number: str | None = None
    address: str | None = None
    postcode: str | None = None
    telephone: str | None = None
    also_known_as: str | None = None
    protected: bool = False


@kind("same_person", "record", since=2)
class SamePerson:
    """Two persons of the record are one (or, `same` false, are not after all)."""

    persons: tuple[Person, Person]
    same: bool = True


@kind("born_of", "record", since=2)
class BornOf:
    """Which children an expected baby became: none, one or more."""

    expected: Person
    children: tuple[Person, ...]


WHO_IT_IS = frozenset({"particulars", "same_person", "born_of"})
"""Kinds that say who somebody is, and nothing that happened."""


@kind("correction", "record", since=2)
class Correction:
    """What is wrong with the entry it corrects; the new wording is its summary, the old entry stays as it was."""

    reason: str


@kind("restriction", "record", since=2)
class Restriction:
    """Named entries may no longer be seen by whom it binds; what was known stays known."""

    entries: tuple[EntryRef, ...]
    reason: Literal[
        "mis_sent", "wrong_person", "sealed_address", "adoption", "court_order", "emergency_over", "review_over"
    ]  # fmt: skip
    authority: str
    lifted: bool = False


@kind("dispute", "record", since=2)
class Dispute:
    """The agency said to have been told says that it was not, or not then, or not that."""

    telling: str
    says: Literal["not_told", "told_later", "told_something_else"]
    told_on: dt.date | None = None


@kind("disposal", "record", since=2)
class Disposal:
    """A payload was deleted under a retention rule or a court's order; what it was stands in nobody's words any more."""

    entry: EntryRef
    authority: str
