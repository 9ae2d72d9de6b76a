"""How often a plan's own words promise that a child is seen."""

from __future__ import annotations

import pytest

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
