"""Two cases side by side: what the comparison says of Child A and Child B, held against the published review."""

from __future__ import annotations

import datetime as dt

import pytest

from sightline.commands.compare import account, headline
from sightline.record.interchange.read import load
from sightline.reviews.comparison.case import seen
from sightline.reviews.comparison.clock import before, stretch
from sightline.reviews.comparison.compared import compare
from sightline.reviews.comparison.intervals import words
from sightline.reviews.comparison.steps import aligning, steps
from tests.rules.side_by_side import ROOT, file, review, strengths

A, B = 0, 1


def step(name: str, which: int) -> str | None:
    """When a step was taken, as it is said, or None where it is not recorded."""
    line = next((line for line in review().lines if line.step.name == name), None)
    return words(line.intervals[which]) if line and line.done[which] else None


def test_from_first_sight_to_the_strategy_discussion_is_five_days_in_a_and_within_a_day_in_b() -> None:
    """Paragraphs 5.1 to 5.12, 2.17: a Sunday, then the Friday; and "within 24 hours"."""
    assert [(i.least, i.most) for i in review().main.intervals] == [(5, 5), (1, 1)]
    assert headline(review()) == (
        "From first sight of the injury to strategy discussion: 5 days in A, within a day in B."
    )


@pytest.mark.parametrize(
    ("name", "a", "b"),
    [
        ("social_care_told", "4 days", "the same day"),  # 5.3; 5.13
        ("harm_referral", None, "the same day"),  # 5.13
        ("doctor", "4 days", "the same day"),  # 5.3; 2.16
        ("medical", "5 days", "the same day"),  # 5.12; 2.16
        ("enquiry", "5 days", "within a day"),  # 2.17
        ("safety_plan", "5 days", "within a day"),
        ("police_told", "5 days", "within a day"),
        ("protected", "5 days", "within a day"),  # 5.12; 2.17
        ("police_protection", None, "within a day"),  # 2.17
        ("order", None, "5 days"),  # 2.17
        ("booking", "34 weeks 6 days before", None),
    ],
)
def test_each_step_stands_where_the_review_has_it(name: str, a: str | None, b: str | None) -> None:
    assert (step(name, A), step(name, B)) == (a, b)


def test_the_steps_missing_in_a_are_named_on_the_days_they_were_due() -> None:
    """5.8: a strategy meeting and a child protection medical should have been arranged; they came on the fifth day."""
    mine = review().sides[A]
    after = [m for m in mine.missing if m.raised.raised >= mine.start.day]
    named = {
        (m.step.name, (m.raised.raised - mine.start.day).days, m.came and m.came.entry.id) for m in after
    }
    came = {"medical": "e54", "strategy": "e53"}
    assert named == {(name, day, id) for name, id in came.items() for day in (0, 3, 4)}
    yours = review().sides[B]
    assert [(m.step.name, m.came) for m in yours.missing] == [("prebirth", None)]  # the front door had asked


def test_the_steps_that_only_one_has_are_named() -> None:
    assert [line.step.name for line in review().only_in(B)] == [
        "checks", "harm_referral", "enquiry_done", "police_protection", "order",
    ]  # fmt: skip
    assert "booking" in [line.step.name for line in review().only_in(A)]


def test_who_lacked_what_at_the_december_decision() -> None:
    """3.6, 7.2: the GP, the trust, the leaving-care service and the other authority held what the front door did not have."""
    december = next(d for d in before(review().sides[A]).decisions if d.decision.id == "d02")
    assert december.decision.day == dt.date(2019, 12, 11)
    assert [entry.id for entry in december.knew] == ["e14", "e13"]
    assert {held.holders: [entry.id for entry in held.entries] for held in december.lacked} == {
        ("midwifery", "childrens_centre"): ["e12", "e09"],
        ("gp_father", "adult_mh"): ["e04", "e03"],
        ("leaving_care",): ["e01"],
        ("other_la",): ["e02"],
    }


def test_what_social_care_lacked_when_it_left_the_baby_with_her_parents() -> None:
    """The first bleed and the cut in watching were known to the carers and the assessment team alone (4.12, 5.1)."""
    row = next(row for row in stretch(review()).rows if row.place == 4)
    cell = row.cells[A]
    assert cell is not None
    made = {one.entry.id: one.decided for one in cell.happened if one.decided}
    by_carers = next(held for held in made["d08"].lacked if "carers" in held.holders)
    assert {"e47", "e41"} <= {entry.id for entry in by_carers.entries}
    assert made["d09"].as_at is not None
    assert made["d09"].as_at.id == "d08"


def test_the_weakness_before_birth_in_b_is_shown_too() -> None:
    """2.14 and 5.15: that the father failed to protect and colluded was found by the court, and not weighed."""
    yours = review().sides[B]
    spoke = {one.raised.kind: one for one in yours.said if one.raised.raised < yours.start.day}
    history = spoke["previous_child_history_not_weighed"]
    assert history.raised.raised == dt.date(2019, 9, 13)
    assert spoke["prebirth_assessment_late"].ended == "overtaken"
    (closing,) = before(yours).decisions
    (findings,) = closing.lacked
    assert findings.holders == ("csc", "court")
    assert [entry.id for entry in findings.entries] == ["e02", "e01"]


def test_good_practice_stands_in_both() -> None:
    """5.16: significant strengths in A. The second referral was timely (3.5); only the health visitor came (4.9)."""
    a, b = (strengths(side) for side in review().sides)
    assert a["The worry was taken back to social care"] == ["e13", "e20"]
    assert a["The child was seen in person"] == ["e38"]
    assert a["The family took part in planning"] == ["e23"]
    assert a["The injury was told to another agency the same day"] == ["e48"]
    assert b["The opinion says plainly what the finding means"] == ["e13"]
    assert "Referred as harm on the day it was seen" not in a
    assert len(a) > 6
    assert len(b) > 6


def test_the_retold_stories_say_the_same() -> None:
    found = compare(file("stories/child-a.yaml"), file("stories/child-b.yaml"), steps()["injury"])
    assert [words(i) for i in found.main.intervals] == ["5 days", "within a day"]


@pytest.mark.parametrize(
    ("align", "said"),
    [
        ("referral", "From first contact with social care to decision on a contact: within a day in A, within a day in B."),
        ("birth", "From birth to child seen in person at a visit: 12 days in A, 12 days in B."),
        ("strategy", "From strategy discussion to child kept safe by somebody else: the same day in A, the same day in B."),
    ],
)  # fmt: skip
def test_other_events_align_them_too(align: str, said: str) -> None:
    assert headline(review(align)) == said


def test_every_line_of_the_account_fits_and_the_first_says_most() -> None:
    record = [load(str(ROOT / f"tests/cases/{name}.yaml")) for name in "AB"]
    lines = list(account(review(), (record[0], record[1])))
    assert max(map(len, lines)) <= 100
    both = [line for line in lines if "first sight" in line and "strategy discussion" in line]
    assert both == [headline(review())]


def test_a_case_beside_itself_lacks_nothing_of_itself() -> None:
    case = seen(load(str(ROOT / "tests/cases/A.yaml")))
    for step in aligning():
        found = compare(case, case, step)
        assert found.only_in(A) == found.only_in(B) == ()
