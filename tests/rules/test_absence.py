"""What is not there: a second raise where something new makes an old absence a new point, and none where it does not."""

from __future__ import annotations

import datetime as dt

from sightline.standards.examples import record_of
from sightline.standards.replay import Raise, replay

PEOPLE = {"baby": {"role": "unborn", "edd": dt.date(2022, 1, 20)}, "mum": {"role": "mother"}}
REFERRED = "2021-11-11 midwifery referral baby mum: to=front_door topics=substance_use source_type=professional > front_door"


def raises(kind: str, *lines: str, until: dt.date) -> list[Raise]:
    return [r for r in replay(record_of({"people": PEOPLE, "lines": lines}), None, until) if r.kind == kind]


def test_an_assessment_begun_when_it_should_have_been_finished_is_a_new_point() -> None:
    begun = "2021-12-20 children_social_care assessment baby mum: type=prebirth status=started"
    first, second = raises("prebirth_assessment_late", REFERRED, begun, until=dt.date(2021, 12, 31))
    assert (first.raised, first.closed) == (dt.date(2021, 11, 25), dt.date(2021, 12, 20))
    assert second.raised == dt.date(2021, 12, 20)
    assert "started on 20 December 2021: 4 weeks before that" in second.says


def test_an_assessment_begun_at_thirty_two_weeks_still_informs_the_birth() -> None:
    begun = "2021-11-25 children_social_care assessment baby mum: type=prebirth status=started"
    assert raises("prebirth_assessment_late", REFERRED, begun, until=dt.date(2021, 12, 29)) == []
    (stands_still,) = raises("prebirth_assessment_late", REFERRED, begun, until=dt.date(2021, 12, 31))
    assert stands_still.raised == dt.date(2021, 12, 30)  # three weeks are left, and no end of it is written
    assert "nothing more of it is recorded" in stands_still.says
