"""What a role in a referral says of a person's age and sex: a mother is no baby, and older than her child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sightline.checks.finding.details import Details
from sightline.checks.finding.names import plain
from sightline.checks.finding.weights import Agreement, points

_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Asked:
    """One person of a referral as it names them; `role` in its own words."""

    details: Details
    role: str = ""


@dataclass(frozen=True, slots=True)
class _Means:
    least: float = 0.0
    most: float = 130.0
    sex: str = ""
    parent: bool = False


_BABY, _CHILD, _SIBLING = _Means(most=4.0), _Means(most=20.0), _Means(most=60.0)
_OF_AGE = ("fits", "too_old", "too_young")
_ROLES = {
    **dict.fromkeys(("baby", "newborn", "infant"), _BABY),
    **dict.fromkeys(("child", "subject", "index", "pupil", "schoolchild"), _CHILD),
    "sibling": _SIBLING,
    "mother": _Means(11.0, 90.0, "f", True), "mum": _Means(11.0, 90.0, "f", True),
    "father": _Means(12.0, 100.0, "m", True), "dad": _Means(12.0, 100.0, "m", True),
    "stepmother": _Means(15.0, sex="f"), "stepfather": _Means(15.0, sex="m"),
    "parent": _Means(11.0, parent=True), "partner": _Means(14.0), "carer": _Means(15.0), "adult": _Means(16.0),
    "grandmother": _Means(26.0, sex="f"), "grandfather": _Means(26.0, sex="m"), "grandparent": _Means(26.0),
    "aunt": _Means(sex="f"), "uncle": _Means(sex="m"), "sister": _Means(sex="f"), "brother": _Means(sex="m"),
    "daughter": _Means(sex="f"), "son": _Means(sex="m"),
}  # fmt: skip


def fits(asked: Asked, held: Details, children: Sequence[Details], latest: dt.date) -> Agreement | None:
    """This will say whether a record can be of somebody in that role, where the role says anything of it.

    `children` are those of the referral whose parent somebody with a parent's role would be; `latest` is the index's last day.
    """
    means = meaning(asked.role)
    if means is None or (held.born is None and not held.sex):
        return None
    level = _level(means, held, children, latest)
    said = asked.details
    if (level == "sex" and said.sex) or (
        level in _OF_AGE and said.born is not None and held.born is not None
    ):
        return None  # the sex or the date of birth has said so already
    return Agreement("role", level, points()["role", level]) if level else None


def sexed(asked: Asked) -> Asked:
    """This will leave out a sex that the role contradicts: a mother put down as male is a slip, and the role says enough."""
    means = meaning(asked.role)
    if means is None or not means.sex or asked.details.sex in ("", means.sex):
        return asked
    return Asked(asked.details._replace(sex=""), asked.role)


def meaning(role: str) -> _Means | None:
    """This will give what a role says, by the first of its words that says anything."""
    return next((_ROLES[word] for word in plain(role).split() if word in _ROLES), None)


def children_of(people: Sequence[Asked], parent: Asked) -> list[Details]:
    """This will give those of a referral whom a parent is older than; a father need not be that of his child's siblings."""
    mother = meaning(parent.role) == _ROLES["mother"]
    of = (_BABY, _CHILD, _SIBLING) if mother else (_BABY, _CHILD)
    return [one.details for one in people if one.details.born and meaning(one.role) in of]


def _years(parent: dt.date, child: Details) -> float:
    return (child.born - parent).days / _YEAR if child.born else 30.0


def _level(means: _Means, held: Details, children: Sequence[Details], latest: dt.date) -> str:
    if means.sex and held.sex and means.sex != held.sex:
        return "sex"
    if held.born is None or held.born > latest:
        return ""
    age = (latest - held.born).days / _YEAR
    if age > means.most:
        return "too_old"
    if age < means.least:
        return "too_young"
    born = held.born
    # Who is called a father may be a stepfather: only what cannot be at all is said of him.
    youngest = 14 if means.sex == "f" else 11.5
    if means.parent and any(_years(born, child) < youngest for child in children):
        return "generation"
    if means.parent and means.sex == "f" and any(_years(born, child) > 48 for child in children):
        return "late"
    return "fits" if means.most <= 20 or means.least > 10 else ""
