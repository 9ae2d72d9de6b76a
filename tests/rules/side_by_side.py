"""Two cases to compare: those of the published review, and small ones of a few lines each."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from sightline.record.entry import Record
from sightline.record.interchange.read import load
from sightline.reviews.comparison.case import Case, seen
from sightline.reviews.comparison.compared import Comparison, Side, compare
from sightline.reviews.comparison.steps import steps
from sightline.standards.examples import record_of

ROOT = Path(__file__).parents[2]
PEOPLE = {
    "baby": {"role": "child", "dob": dt.date(2019, 3, 2)},
    "sister": {"role": "child", "dob": dt.date(2012, 3, 2)},
    "mum": {"role": "mother"},
    "dad": {"role": "father"},
}
TEAMS = {"gp": "gp", "door": "front_door", "social": "children_social_care", "police": "police", "ward": "hospital",
         "carers": "foster_carer", "school": "school"}  # fmt: skip
INJURY = (
    "2019-05-20 i1 carers injury baby: type=bruise site=cheek child_mobility=non_mobile"
    " documented_cause=none action=recorded_only"
)


@cache
def file(path: str) -> Case:
    """This will read a case as the owner of its file has it."""
    return seen(load(str(ROOT / path)))


@cache
def review(align: str = "injury") -> Comparison:
    """This will give Child A beside Child B."""
    return compare(file("tests/cases/A.yaml"), file("tests/cases/B.yaml"), steps()[align])


def small(*lines: str) -> Record:
    """This will give the record of a small family, from lines as the examples of standards have them."""
    return record_of({"people": PEOPLE, "teams": TEAMS, "lines": lines})


def side(*lines: str, align: str = "injury") -> Side:
    """This will give one side of a comparison of a small case with itself, the injury the first of its lines."""
    case = seen(small(INJURY, *lines), name="small")
    return compare(case, case, steps()[align]).sides[0]


def strengths(found: Side) -> dict[str, list[str]]:
    """This will give the good practice that a side shows, and the entries that show it."""
    by_title: dict[str, list[str]] = {}
    for id, signs in found.strong.items():
        for sign in signs:
            by_title.setdefault(sign.title, []).append(id)
    return by_title
