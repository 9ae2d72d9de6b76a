"""How often a plan's own words promise that a child is seen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from sightline.record.kinds.help import Plan
from sightline.standards.examples import record_of
from sightline.standards.replay import replay
from sightline.standards.standard import standards
from sightline.state.pace import Pace, pace

SAID = {
    "beds; visits every ten working days": Pace(10, working=True),
    "visits at least six-weekly": Pace(42),
    "clinic fortnightly; visits three-weekly": Pace(21),
    "visits 4 weekly": Pace(28),
    "seen every other week": Pace(14),
    "visited twice a week": Pace(3.5),
    "visits at least once every four weeks": Pace(28),
    "ten-day visits": Pace(10),
    "social worker to visit monthly": Pace(31),
    "social worker every five weeks at most, health visitor between": Pace(35),
    "social worker at home fortnightly": Pace(14),
    "sights every ten working days": Pace(10, working=True),
    "social worker to ring the clinic every week": None,
    "seen within ten working days": None,
    "tests fortnightly": None,
    "no contact with father": None,
    "health visitor visits weekly; social worker visits monthly": Pace(31),
    "visits weekly at first, then as agreed": None,
}


@pytest.mark.parametrize(("terms", "every"), SAID.items())
def test_the_pace_is_what_the_words_say(terms, every):
    assert pace(terms, not_of=["health visitor"], for_now=["at first"]) == every


THEN = {
    ("visits twice a week for a month and then weekly", 20): Pace(3.5),
    ("visits twice a week for a month and then weekly", 40): Pace(7),
    ("visits weekly for the first six weeks, then monthly", 10): Pace(7),
    ("visits weekly for the first six weeks, then monthly", 42): Pace(31),
    ("weekly visits to mid August, then fortnightly", 3): Pace(14),
    ("visits weekly at first, then monthly", 0): Pace(31),
    ("visits fortnightly; then the clinic", 0): Pace(14),
}


@pytest.mark.parametrize(("terms", "days", "every"), [(*said, every) for said, every in THEN.items()])
def test_of_one_pace_and_then_another_the_first_stands_as_long_as_it_says(terms, days, every):
    assert pace(terms, for_now=["at first", "for the first"], after_days=days) == every


LATE = "The plan says every ten working days, and eighteen go by while social care writes on"


@pytest.mark.parametrize(
    ("note", "days"),
    [
        ("", [dt.date(2018, 2, 2)]),
        ("Seen every four weeks, as agreed round the table.", [dt.date(2018, 2, 20)]),
        ("Seen weekly.", [dt.date(2018, 2, 2)]),
    ],
)
def test_of_the_terms_and_the_note_beside_them_the_slower_pace_counts(note: str, days: list[dt.date]) -> None:
    rule = next(one for one in standards() if one.kind == "child_not_seen")
    record = record_of(next(one for one in rule.examples if one["title"] == LATE))
    entries = tuple(replace(e, summary=note) if isinstance(e.body, Plan) else e for e in record.entries)
    said = replay(replace(record, entries=entries), None, dt.date(2018, 2, 28), of=rule.kind)
    assert [one.raised for one in said] == days
