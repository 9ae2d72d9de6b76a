"""What the record around an entry shows where a box was left empty and the note does not say it, and what does not show it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from sightline.record.kinds.contact import Referral
from sightline.record.kinds.harm import Observation
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge, knowledge
from sightline.standards.detect.boxes import topics_written
from sightline.standards.examples import record_of
from sightline.standards.standard import standards
from sightline.state import meanwhile, places
from sightline.state.referrals import doors
from sightline.state.topics import is_worry

GIRL = Person("girl")
DAY = dt.date(2019, 4, 3)
TALK = (
    "2019-04-03 children_social_care strategy_discussion girl: attended=children_social_care|police|hospital"
)
HOSPITAL = "2019-04-03 hospital hospital girl: reason=bruises"


def _known(*lines: str) -> Knowledge:
    people = {"girl": {"role": "child", "dob": dt.date(2014, 2, 1)}, "mum": {"role": "mother"}}
    return knowledge(record_of({"title": "", "people": people, "lines": list(lines)}), None, DAY)


@pytest.mark.parametrize(
    ("line", "went_to"),
    [
        ("2019-04-01 front_door referral girl: topics=neglect", ("front_door",)),
        ("2019-04-01 school referral girl: topics=neglect > front_door", ("front_door",)),
        ("2019-04-01 school referral girl: topics=neglect", ()),
    ],
)
def test_a_call_that_a_front_door_wrote_down_itself_went_to_it(line: str, went_to: tuple[str, ...]) -> None:
    known = _known(line)
    assert doors(known, known.entries(Referral)[0]) == went_to


@pytest.mark.parametrize(
    ("people", "basis", "away"),
    [
        ("girl", "section_20", True),
        ("girl", "police_protection", True),
        ("girl mum", "section_20", False),
        ("girl", "by_arrangement_of_the_family", False),
    ],
)
def test_care_of_a_child_with_whom_no_parent_is_named_is_away_from_home(
    people: str, basis: str, away: bool
) -> None:
    known = _known(f"2019-04-01 children_social_care placement {people}: status=started legal_basis={basis}")
    assert places.safe_elsewhere(known, GIRL, DAY) is away


@pytest.mark.parametrize(
    ("lines", "safe"),
    [
        ((HOSPITAL, TALK), True),
        ((HOSPITAL, TALK.replace("|hospital", "")), False),
        ((HOSPITAL + " stage=discharged", TALK), False),
        ((HOSPITAL, TALK + " safety_plan=none"), False),
    ],
)
def test_a_child_in_hospital_whose_ward_took_part_is_safe_there(lines: tuple[str, ...], safe: bool) -> None:
    known = _known(*lines)
    rule = next(one for one in standards() if one.kind == "child_left_without_safety_plan")
    edition = rule.on(DAY)
    assert edition is not None
    talk = known.entries(StrategyDiscussion)[0]
    assert meanwhile.shown(known, talk, GIRL, edition.numbers) is safe


@pytest.mark.parametrize(
    ("said", "worry"),
    [
        ("topics=hunger", True),
        ("topics=hunger direction=neutral", False),
        ("topics=child_development", False),
        ("direction=concern", True),
    ],
)
def test_a_note_that_names_a_harm_is_a_worry_where_nobody_wrote_how_it_was_seen(
    said: str, worry: bool
) -> None:
    assert is_worry(_known(f"2019-04-01 school observation girl: {said}").entries(Observation)[0]) is worry


def test_topics_that_a_note_only_names_are_not_what_somebody_wrote() -> None:
    written = _known("2019-04-01 school observation girl: topics=hunger").entries(Observation)[0]
    assert topics_written(written) == {"hunger"}
    assert topics_written(replace(written, summary="No food in the house.")) == frozenset()
