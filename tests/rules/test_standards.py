"""Every standard says what it rests on, and its worked examples fire and stay silent as they say."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from sightline.standards.examples import record_of
from sightline.standards.replay import replay
from sightline.standards.standard import DETECTORS, standards

EXAMPLES = [(s, e) for s in standards() for e in s.examples]


@pytest.mark.parametrize(
    ("standard", "example"),
    EXAMPLES,
    ids=lambda v: v if isinstance(v, str) else getattr(v, "kind", v["title"] if isinstance(v, dict) else ""),
)
def test_an_example_fires_on_its_day_or_stays_silent(standard, example):
    raised = [
        r
        for r in replay(record_of(example), example.get("as"), example.get("until"))
        if r.kind == standard.kind
    ]
    assert [r.raised for r in raised] == ([example["fires"]] if "fires" in example else [])


@pytest.mark.parametrize("standard", standards(), ids=lambda s: s.kind)
def test_a_standard_is_cited_dated_and_shown_both_ways(standard):
    assert standard.editions, "rests on nothing"
    for edition in standard.editions:
        assert edition.source.strip()
        assert edition.to is None or edition.since <= edition.to
    assert sum("fires" in e for e in standard.examples) >= 3, "too few examples that fire"
    assert sum("fires" not in e for e in standard.examples) >= 3, "too few near misses that stay silent"
    assert standard.prompts
    assert standard.live


def test_editions_of_a_standard_leave_no_day_with_two():
    for standard in standards():
        days = sorted((e.since, e.to or dt.date.max) for e in standard.editions)
        assert all(end < start for (_, end), (start, _) in pairwise(days)), standard.kind


def test_every_detector_has_a_standard_and_the_other_way_round():
    assert set(DETECTORS) == {s.kind for s in standards()}
    assert len(DETECTORS) == 34


@pytest.mark.parametrize("standard", standards(), ids=lambda s: s.kind)
def test_every_text_can_be_filled_from_what_its_detector_gives(standard):
    fired = [e for e in standard.examples if "fires" in e]
    for example in fired:
        for raised in replay(record_of(example), example.get("as"), example.get("until")):
            for text in (raised.says, raised.do_next, raised.ring, raised.closes):
                assert text
                assert "{" not in text


@pytest.mark.parametrize(
    ("decided", "anew"),
    [
        ("type=placement outcome=placement_continues forum=single_practitioner", True),
        ("type=step_up outcome=social_work_assessment forum=single_agency", False),
    ],
)
def test_a_decision_that_leaves_an_unchecked_adult_there_is_a_new_point(decided, anew):
    """He moved in to the aunt's in May, and nobody asked who he is; in June it is written that the boy stays there with him."""
    lives_there = {
        "people": {
            "boy": {"role": "child", "dob": dt.date(2016, 4, 2)},
            "aunt": {"role": "relative"},
            "he": {"role": "other_adult"},
        },
        "lines": [
            "2021-02-01 children_social_care placement boy: type=relatives status=started legal_basis=section_20",
            "2021-05-10 school household boy he: change=joins person=he > children_social_care",
            f"2021-06-14 children_social_care decision boy he: {decided}",
        ],
    }
    said = [
        r.raised
        for r in replay(record_of(lives_there), None, dt.date(2021, 7, 1))
        if r.kind == "unassessed_adult_in_household"
    ]
    assert said == [dt.date(2021, 5, 13), *([dt.date(2021, 6, 14)] if anew else [])]


def test_words_that_come_to_differ_are_news_where_nobody_had_a_word_before():
    """A placement with nothing written says so once; when what two agencies take to be so then differs, that is said too."""
    placed = {
        "people": {"baby": {"role": "child", "dob": dt.date(2021, 5, 24)}, "mum": {"role": "mother"}},
        "lines": [
            "2021-05-28 children_social_care placement baby mum: type=parent_and_child_foster status=started > fostering",
            "2021-06-10 health_visiting supervision baby mum: of=mum level=believed_continuous written=false",
            "2021-06-14 foster_carer supervision baby mum: of=mum level=frequent_checks written=false",
        ],
    }
    said = [
        (r.raised, r.closed, set(r.evidence))
        for r in replay(record_of(placed), None, dt.date(2021, 7, 10))
        if r.kind == "placement_supervision_unclear"
    ]
    moved, then = dt.date(2021, 6, 7), dt.date(2021, 6, 14)
    assert [(raised, closed) for raised, closed, _ in said] == [(moved, then), (then, None)]
    assert not said[0][2] & said[1][2]
