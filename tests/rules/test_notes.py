"""What notes tell that no box does: a meeting that was called off, and two words of one sentence."""

from __future__ import annotations

from typing import Any

import pytest

from sightline.record.entry import Entry
from sightline.standards.standard import standards
from sightline.state.notes import result, tells, took_place
from tests.rules.small import Small


def _says(kind: str, summary: str, **body: Any) -> Entry[Any]:
    small = Small()
    entry = small.known.entry(small.says("children_social_care", kind, "baby", summary=summary, **body))
    assert entry is not None
    return entry


@pytest.mark.parametrize(
    "note",
    ["Did not go ahead, chair ill.", "Cancelled. To be rearranged.", "Put off to the New Year.", "Core group stood down."],
)  # fmt: skip
def test_a_meeting_whose_note_calls_it_off_was_not_held(note: str) -> None:
    assert not took_place(_says("meeting", note))


def test_a_meeting_that_somebody_came_to_was_held_though_the_one_before_was_not() -> None:
    assert took_place(_says("meeting", "Held today; last week's was cancelled."))
    assert took_place(_says("meeting", "Last week's was cancelled.", attended=("school",)))


def test_too_few_to_decide_is_no_conference_whoever_came() -> None:
    assert not took_place(_says("meeting", "Not quorate, new date in January.", attended=("school",)))


def test_two_lists_are_asked_of_one_sentence() -> None:
    note = _says("observation", "No letter came. The social worker is coming on Friday.")
    assert tells(note, ["social worker"], ["friday"])
    assert not tells(note, ["social worker"], ["no letter"])


def test_how_it_ended_is_the_outcome_or_where_that_is_empty_the_note() -> None:
    assert result(_says("meeting", "Plan for neglect.")) == "plan for neglect."
    assert result(_says("meeting", "Plan for neglect.", outcome="no_plan")) == "no plan"


def test_a_list_shared_by_several_is_filled_in_within_a_clock_too() -> None:
    rule = next(s for s in standards() if s.kind == "statutory_timescale_missed")
    made = rule.editions[-1].numbers["clocks"]["core_group"]["plan_made"]
    assert isinstance(made, list)
    assert "protection plan" in made
