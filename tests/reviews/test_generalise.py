"""A report written wider: no name, day, place or number of the record is left, and what replaces them reads as English."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.checks.finding.names import plain
from sightline.reviews.report.generalise import generalise, wider_text
from sightline.reviews.report.outline import outline, texts
from sightline.reviews.report.parts import Line
from sightline.reviews.report.private import Private, Someone
from tests.reviews.invented import PRIVATE, REPORT
from tests.reviews.plants import planted

NAMES = sorted({
    name
    for group in (PRIVATE.people, PRIVATE.services, PRIVATE.places)
    for each in group
    for name in each.names
})  # fmt: skip


@pytest.mark.parametrize(
    ("said", "wider"),
    [
        ("Ivy Grace Tolley-Marsh was seen.", "Child A was seen."),
        ("Joan Peel rang Kasia's mother.", "The midwife rang the mother's mother."),
        ("The plan by Dr Rao was kept.", "The plan by the GP was kept."),
        ("The Quayside Surgery wrote.", "The GP practice wrote."),
        ("They live in Saltmere, near Kiln Ln.", "They live in the town, near the family's street."),
        ("On 11 December 2019 it was decided.", "In December 2019 it was decided."),
        ("It was decided on Tuesday 14 January.", "It was decided in January."),
        ("The note of 22/03/20 is short.", "The note of March 2020 is short."),
        ("An 8-week-old baby came.", "A baby a few weeks old came."),
        ("A 4-year-old daughter was removed.", "A daughter of nursery age was removed."),
        ("The father, 23, was aged nineteen then.", "The father, a young adult, was a young adult then."),
        ("She was 13 weeks pregnant.", "She was midway in the pregnancy."),
        ("They rang at 14:20.", "They rang in the afternoon."),
        ("It came at ten past nine that evening.", "It came in the evening."),
        ("It was seen on 11 Dec 2019 by Dec.", "It was seen in December 2019 by the father."),
        ("Kasia, 23, and Dec\u00adlan came.", "The mother, a young adult, and the father came."),
        ("Mr Marsh of the Marshes wrote.", "The family of the family wrote."),
        ("Ring 01632 960 123 or kasia.marsh@example.org.", "Ring (telephone number left out) or (e-mail address left out)."),
        ("NHS number 999 024 6173, file LCS 4471902.", "NHS number (number left out), file (case number left out)."),
        ("In May 2020 a period of grace began.", "In May 2020 a period of grace began."),
    ],
)  # fmt: skip
def test_a_sentence_is_written_wider(said, wider):
    assert wider_text(said, PRIVATE) == wider


def test_a_birthday_becomes_a_season_and_another_day_a_month():
    born = Private(people=(Someone(("Ivy",), "Child A", born=dt.date(2020, 1, 9)),))
    assert wider_text("Ivy was born on 9 January 2020.", born) == "Child A was born in winter 2019 to 2020."
    assert wider_text("It was seen on 10 January 2020.", born) == "It was seen in January 2020."


def test_the_days_of_a_chronology_become_months():
    first, *others = REPORT.phases
    exact = replace(first, lines=(Line(dt.date(2019, 12, 11), "It was decided.", "MASH"),))
    wider = generalise(replace(REPORT, phases=(exact, *others)), PRIVATE)
    assert wider.phases[0].lines[0].when == "December 2019"
    assert wider.issued == REPORT.issued


def left(text: str) -> list[str]:
    """The names of the record's directory that stand in a text, as whole words."""
    return [name for name in NAMES if f" {plain(name)} " in f" {plain(text)} "]


def test_no_name_place_or_number_of_the_record_is_left_in_the_planted_report():
    said = "\n".join(text for _, text in texts(outline(generalise(planted(), PRIVATE), "publication")))
    assert left(said) == []
    bare = said.replace(" ", "").replace("-", "")
    assert [number for number in PRIVATE.numbers if number.replace(" ", "") in bare] == []


@given(
    st.sampled_from(NAMES),
    st.sampled_from(["", "The letter of ", "was with ", "“", "(", "Mrs "]),
    st.sampled_from(["", "'s note", ".", ", who came", "”", ")", "’s"]),
)
def test_no_name_survives_wherever_it_stands(name, before, after):
    assert left(wider_text(before + name + after, PRIVATE)) == []


@given(
    st.dates(dt.date(2015, 1, 1), dt.date(2025, 12, 31)),
    st.sampled_from(["%d %B %Y", "%A %d %B %Y", "%d/%m/%Y", "%Y-%m-%d", "%B %d, %Y"]),
)
def test_no_day_survives_however_it_is_written(day, form):
    said = wider_text(f"It was seen on {day.strftime(form)} by a nurse.", PRIVATE)
    assert said == f"It was seen in {day:%B %Y} by a nurse."
