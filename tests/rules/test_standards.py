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
