"""What notes tell that no box does: phrases that stand in them, denied or not, and a meeting that was called off."""

from __future__ import annotations

from typing import Any

import pytest

from sightline.record.entry import Entry
from sightline.standards.running import result
from sightline.standards.standard import standards
from sightline.state.phrases import affirms, clauses, found, says, sentences, text_of
from sightline.state.table import took_place
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
    assert says(note.summary, ["social worker"], ["friday"])
    assert not says(note.summary, ["social worker"], ["no letter"])


def test_how_it_ended_is_the_outcome_or_where_that_is_empty_the_note() -> None:
    assert result(_says("meeting", "Plan for neglect.")) == "Plan for neglect."
    assert result(_says("meeting", "Plan for neglect.", outcome="no_plan")) == "no_plan"


def test_a_list_shared_by_several_is_filled_in_within_a_clock_too() -> None:
    rule = next(s for s in standards() if s.kind == "statutory_timescale_missed")
    made = rule.editions[-1].numbers["clocks"]["core_group"]["plan_made"]
    assert isinstance(made, list)
    assert "protection plan*" in made


@pytest.mark.parametrize(
    ("phrase", "said", "not_said"),
    [
        ("bruis*", "BRUISED on the arm", "a cruise"),
        ("bruise", "A bruise.", "bruises"),
        ("*n't attend", "She didn’t attend", "attended"),
        ("de-arrested", "no_further_action,_de_arrested", "arrested"),
        ("not .. manager", "have not told the project's manager", "Not told. The manager rang"),
        ("not .. manager", "not, so far, the manager", "not a b c d e f g manager"),
        ("plan:", "Plan: neglect", "planned"),
    ],
)
def test_a_phrase_stands_for_what_offices_write(phrase: str, said: str, not_said: str) -> None:
    assert says(said, [phrase])
    assert not says(not_said, [phrase])
    assert not says(None, [phrase])
    assert not says(said, [])


@pytest.mark.parametrize(
    "text",
    [
        "No bruise seen.",
        "Not seen with a bruise.",
        "She denies any bruise.",
        "Rang to ask if there was a bruise.",
    ],
)
def test_what_is_denied_shortly_before_in_its_clause_stands_but_is_not_affirmed(text: str) -> None:
    assert says(text, ["bruise"])
    assert not affirms(text, ["bruise"])


@pytest.mark.parametrize(
    "text",
    [
        "Not at nursery, bruise seen.",
        "No reply. Bruise seen.",
        "Never came because a bruise would show.",
        "Not hungry and he has a bruise.",
        "No toys left near the bruise.",
    ],
)
def test_a_denial_ends_with_its_clause_and_after_a_few_words(text: str) -> None:
    assert affirms(text, ["bruise"])


def test_beside_and_unless_are_of_the_same_sentence() -> None:
    text = "Bruise on the arm. Rolls over and crawls."
    assert affirms(text, ["bruise"], beside=["arm"])
    assert not affirms(text, ["bruise"], beside=["crawls"])
    assert affirms(text, ["bruise"], unless=["crawls"])
    assert not affirms(text, ["bruise"], unless=["arm"])
    assert not affirms("No bruise on the arm.", ["bruise"], beside=["arm"])


def test_of_two_phrases_that_begin_at_one_word_the_longer_is_found_with_what_stands_before_it() -> None:
    rows = ("plan", "plan end*", "review")
    assert list(found("The plan ended, no review; a plan.", rows)) == [
        ("plan end*", "the "),
        ("review", " no "),
        ("plan", " a "),
    ]


def test_all_that_an_entry_says_is_its_note_and_its_boxes_of_words() -> None:
    entry = _says("decision", "Rang. Told her.", outcome="no_further_action", rationale="Rang.", type="close")
    assert text_of(entry) == "rang. told her.. no further action"
    assert sentences(text_of(entry)) == ("rang", "told her", "no further action")
    assert sentences("Under s.47, at 10.30; seen\nWell!") == ("under s.47, at 10.30", "seen", "well")
    assert clauses("Rang, but no reply; left (a card)") == ("rang", "no reply", "left", "a card")
