"""Boxes that nobody filled in, and a summary that says in plain words what they would have held."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from sightline.record.interchange.split import split
from sightline.standards.examples import case_of
from sightline.standards.replay import replay

PEOPLE = {"boy": {"role": "child", "dob": dt.date(2014, 2, 17)}, "mum": {"role": "mother"}}
DISCUSSION = (
    "2024-05-22 children_social_care strategy_discussion boy: attended=police outcome=section47_joint"
)
EARLIER = "2024-04-02 school concern boy: topics=physical_harm level=medium"
BRUISE = "2024-05-13 school injury boy: type=bruise site=left_ear child_mobility=walking action=recorded_only"


def raised(kind: str, lines: list[str], summary: str) -> list[str]:
    """The days on which a standard speaks, where the last line has this summary."""
    case = case_of({"people": PEOPLE, "lines": lines})
    *before, last = case.events
    record = split(replace(case, events=(*before, replace(last, summary=summary))))
    return [str(r.raised) for r in replay(record, None) if r.kind == kind]


@pytest.mark.parametrize(
    ("summary", "days"),
    [
        ("Joint enquiry. He and his sister to gran tonight, the house seen first.", []),
        ("Joint enquiry. Step-father moves out today and is not to visit.", []),
        ("Joint enquiry. Where he sleeps and who stays with him is to be settled.", ["2024-05-22"]),
        ("Joint enquiry.", ["2024-05-22"]),
        ("", ["2024-05-22"]),
    ],
)
def test_a_discussion_may_say_in_its_summary_who_keeps_the_child_safe(summary, days):
    assert raised("child_left_without_safety_plan", [DISCUSSION], summary) == days


@pytest.mark.parametrize(
    ("summary", "days"),
    [
        ("Ear red and bruised. Mum says he rolled against the cot side.", ["2024-05-13"]),
        ("Ear red and bruised. He pulled away when touched.", []),
    ],
)
def test_an_injury_may_give_the_account_in_its_summary(summary, days):
    assert raised("explanation_not_tested", [EARLIER, BRUISE], summary) == days
