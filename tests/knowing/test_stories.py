"""Who knew what, when: ten small stories. Each is a table of what was done and of who then knows or may see it.

Teams: midwifery, health_visiting, front_door, police, gp. Days: one week, Monday to Sunday.
"""

from __future__ import annotations

import pytest

from sightline.record import actions
from sightline.record.kinds.contact import InformationSharing, Visit
from sightline.record.kinds.harm import Concern, Injury, Observation
from sightline.record.kinds.particulars import BornOf, Correction, Particulars, Restriction
from sightline.record.times import Span
from tests.knowing.people_of import DAYS, Partnership, at

SEEN = Observation(rests_on="seen")


def test_a_correction(week: Partnership) -> None:
    """
    | day | who             | does                                | tells           |
    | --- | --------------- | ----------------------------------- | --------------- |
    | Mon | midwifery       | writes that no partner lives there  | health_visiting |
    | Tue | health_visiting | passes it on                        | gp              |
    | Wed | midwifery       | corrects it: a partner lives there  | nobody by name  |

    | on Wed          | knows the first | knows the correction | sees who else was told           |
    | --------------- | --------------- | -------------------- | -------------------------------- |
    | midwifery       | yes             | yes                  | health_visiting, whom it told    |
    | health_visiting | yes             | yes                  | gp, whom it told                 |
    | gp              | yes             | yes                  | itself                           |
    | police          | no              | no                   |                                  |
    """
    child = week.meet("midwifery")
    first = week.writes("midwifery", "mon", SEEN, child, summary="No partner", told=(week.tell("health_visiting", "mon"),))
    actions.tell(**week.does("health_visiting", "tue"), entry=first, to=[week.tell("gp", "tue")])
    later = actions.correct(
        **week.does("midwifery", "wed"), entry=first, body=Correction(reason="He answered the door"), summary="A partner lives there"
    )
    assert week.who_knew(later, "tue") == ""
    assert week.who_knew(later, "wed") == week.who_knew(first, "wed") == "midwifery health_visiting gp"
    assert week.knew("gp", "wed").entry(str(first)).summary == "No partner"
    assert week.knew("gp", "wed").entry(str(later)).corrects == str(first)
    passed = ("health_visiting", "midwifery", "passed_on")
    assert week.tellings("midwifery", later) == [passed, ("midwifery", "midwifery", "recorded")]
    assert week.tellings("health_visiting", later) == [("gp", "health_visiting", "passed_on"), passed]
    assert week.tellings("gp", later) == [("gp", "health_visiting", "passed_on")]
    assert week.tellings("police", later) == []
