"""Who people are, as one knower knows them: role, birth, due date, who is whose parent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from sightline.record.entry import Entry
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.pregnancy import AntenatalBooking, Birth
from sightline.record.kinds.words import Person, Role
from sightline.record.knowledge import Knowledge

PARENTS: tuple[Role, ...] = ("mother", "father", "partner")
MEN_AND_PARTNERS: tuple[Role, ...] = ("father", "partner")
CHILDREN: tuple[Role, ...] = ("child", "unborn", "sibling")
WIDER_FAMILY: tuple[Role, ...] = ("relative", "grandparent", "family_friend")
"""Relatives, and friends of the family, who are no parents."""
STRANGERS: tuple[Role, ...] = ("other_adult", "family_friend")
"""Adults who are not of the family; of kin a note may speak without their being there."""
WEEKS_OF_PREGNANCY = 40
OF_AGE_YEARS = 18


def role(known: Knowledge, person: Person) -> Role | None:
    """This will give the role last recorded for a person, or None where nobody said."""
    return known.worked_out("role", ("kind", Particulars, person), _last_role)


def _last_role(said: Sequence[Entry[Particulars]]) -> Role | None:
    return next((e.body.role for e in reversed(said) if e.body.role), None)


def is_child(known: Knowledge, person: Person) -> bool:
    """This will say whether a person is known here as a child, born or expected."""
    return role(known, person) in CHILDREN


def children(known: Knowledge, people: Iterable[Person]) -> list[Person]:
    """This will give those of the people who are children the record is about (an older sibling is not)."""
    return [person for person in people if role(known, person) in ("child", "unborn")]


def not_of_age(known: Knowledge, people: Iterable[Person], day: dt.date, in_role: Role) -> list[Person]:
    """This will give those of the people who stand in a role and who, by their day of birth, are not of age on a day."""
    ages = ((p, years_old(known, p, day)) for p in people if role(known, p) == in_role)
    return [person for person, years in ages if years is not None and years < OF_AGE_YEARS]


def of_age(known: Knowledge, person: Person, day: dt.date) -> bool:
    """This will say whether a person is of age on a day by their day of birth; not where that is not known."""
    years = years_old(known, person, day)
    return years is not None and years >= OF_AGE_YEARS


def young_parents(known: Knowledge, people: Iterable[Person], day: dt.date) -> list[Person]:
    """This will give the parents who, by their day of birth, are not of age on a day: they may be children in care themselves."""
    named = list(people)
    return [person for in_role in PARENTS for person in not_of_age(known, named, day, in_role)]


def those_in(known: Knowledge, roles: tuple[Role, ...]) -> list[Person]:
    """This will give everybody known here in one of these roles, in the order they were first known."""

    def in_roles(said: Sequence[Entry[Particulars]]) -> tuple[Person, ...]:
        return tuple(dict.fromkeys(e.body.person for e in said if e.body.role in roles))

    return list(known.worked_out(roles, ("kind", Particulars, None), in_roles))


def born(known: Knowledge, child: Person) -> dt.date | None:
    """This will give a child's day of birth, from the birth or from particulars; None if unborn or not known."""
    for birth in known.entries(Birth, child):
        if is_child(known, child):
            return birth.day
    return known.worked_out("born", ("kind", Particulars, child), _last_dob)


def _last_dob(said: Sequence[Entry[Particulars]]) -> dt.date | None:
    return next((e.body.dob for e in reversed(said) if e.body.dob), None)


def due(known: Knowledge, child: Person) -> dt.date | None:
    """This will give the expected day of delivery last recorded, or as the weeks at the booking give it."""
    stated = next((e.body.edd for e in reversed(known.entries(Particulars, child)) if e.body.edd), None)
    if stated is not None:
        return stated
    for booking in known.entries(AntenatalBooking, child):
        if booking.body.gestation_weeks is not None:
            left = (WEEKS_OF_PREGNANCY - booking.body.gestation_weeks) * 7
            return booking.day + dt.timedelta(days=round(left))
    return None


def unborn_on(known: Knowledge, child: Person, day: dt.date) -> bool:
    """This will say whether a child was expected and not yet born on a day, as far as is known."""
    birth = born(known, child)
    if birth is not None:
        return day < birth
    return role(known, child) == "unborn"


def gestation_day(due_on: dt.date, weeks: float) -> dt.date:
    """This will give the day on which a pregnancy due on `due_on` reaches so many completed weeks."""
    return due_on - dt.timedelta(days=round((WEEKS_OF_PREGNANCY - weeks) * 7))


def weeks_old(known: Knowledge, child: Person, day: dt.date) -> int | None:
    """This will give a child's age in completed weeks on a day; None where the birth is not known."""
    birth = born(known, child)
    return None if birth is None or birth > day else (day - birth).days // 7


def years_old(known: Knowledge, person: Person, day: dt.date) -> int | None:
    """This will give a person's age in completed years on a day; None where the birth is not known."""
    birth = born(known, person)
    if birth is None or birth > day:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
