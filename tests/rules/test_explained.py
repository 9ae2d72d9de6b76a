"""What a standard's page and its part of the reference say: everything is there, in words, and true to the rule."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from sightline.pages.explained import Explained, by_family, explained, for_several
from sightline.pages.small_lines import drawn
from sightline.standards.standard import Standard, standards

EVERY = pytest.mark.parametrize("standard", standards(), ids=lambda one: one.kind)


def laid_open(standard: Standard) -> Explained:
    found = explained(standard.kind)
    assert found is not None
    return found


@EVERY
def test_the_rule_is_said_in_whole_sentences_with_its_own_numbers(standard: Standard) -> None:
    one = laid_open(standard)
    for text in (*one.speaks_when, *one.silent_when, one.do_next, one.ring, one.closes):
        assert re.match(r"[A-Z0-9\[].*[.?]$", text), text
        assert not re.search(r"[{}_']", text), text
    assert one.speaks_when
    assert one.silent_when
    assert len(one.silent_when) == len(set(one.silent_when))


@EVERY
def test_every_number_and_list_has_a_name_and_words(standard: Standard) -> None:
    one = laid_open(standard)
    every = [*one.figures, *(figure for clock in one.timescales for figure in clock.figures)]
    for figure in every:
        assert re.match(r"[A-Za-z]", figure.label), figure
        assert figure.value
        assert not re.search(r"[{}_\[\]]|datetime", f"{figure.label} {figure.value}"), figure
    assert sum(figure.national for figure in every) == len(standard.national)  # each that is named is there
    assert len({figure.label for figure in one.figures}) == len(one.figures)


def test_a_local_clock_claims_no_national_number() -> None:
    clocks = laid_open(
        next(one for one in standards() if one.kind == "statutory_timescale_missed")
    ).timescales
    for clock in clocks:
        if (
            clock.editions[-1].source.startswith("Local")
            or "number of days is local" in clock.editions[-1].source
        ):
            assert not any(figure.national for figure in clock.figures), clock.title


@EVERY
def test_every_example_is_drawn_with_its_days_in_order_and_nothing_covered(standard: Standard) -> None:
    for example, raw in zip(laid_open(standard).examples, standard.examples, strict=True):
        picture = drawn(example)
        assert example.speaks == raw.get("fires")
        assert [step.number for step in example.steps] == list(range(1, len(example.steps) + 1))
        xs = sorted(mark.x for mark in picture.marks)
        assert all(right - left >= 34 for left, right in pairwise(xs)), example.title
        assert xs[0] >= 16
        assert xs[-1] <= picture.width - 16
        if picture.speaks is not None:
            assert picture.speaks <= picture.width - 14
            for mark, step in zip(picture.marks, example.steps, strict=True):
                assert mark.x + 16 <= picture.speaks or step.on > raw["fires"]
        for step in example.steps:
            assert step.who
            assert step.wrote
            assert "_" not in f"{step.wrote} {step.fields} {step.told}", step


def test_every_standard_is_in_one_family() -> None:
    listed = [one.kind for family in by_family().values() for one in family]
    assert sorted(listed) == sorted(one.kind for one in standards())


def test_what_several_go_by_is_said_in_whole_sentences_with_its_words_and_numbers() -> None:
    titles = [one.title for one in for_several()]
    assert len(titles) == len(set(titles))
    for one in for_several():
        assert one.figures
        assert all(re.match(r"[A-Z].*[.]$", text) and not re.search(r"[{}_']", text) for text in one.says)
        for figure in one.figures:
            assert not re.search(r"[{}_\[\]]", f"{figure.label} {figure.value}"), figure


def test_there_is_nothing_to_lay_open_of_what_is_no_standard() -> None:
    assert explained("no_such_standard") is None


def test_words_that_are_looked_for_stand_as_they_are_looked_for() -> None:
    one = explained("missed_contact_pattern")
    assert one is not None
    (words,) = [figure.value for figure in one.figures if figure.label == "Said met words"]
    assert "attended" in words  # and not "came", which is what a page calls that outcome
