"""Who gets what: a copy leaves the panel only when each thing is answered, and each reader gets their own words alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.reviews.report import copies
from sightline.reviews.report.copies import Answer, NotAnswered
from sightline.reviews.report.outline import headings, texts
from sightline.reviews.report.parts import PlainWords
from tests.reviews.invented import PRIVATE, REPORT
from tests.reviews.plants import planted


def with_conclusion(text: str):
    return replace(REPORT, conclusions=(*REPORT.conclusions, text))


def left_by(report, answers=()):
    with pytest.raises(NotAnswered) as refused:
        copies.publication(report, PRIVATE, answers)
    return refused.value.hits


def test_no_copy_is_made_while_one_thing_is_unanswered():
    *answered, last = left_by(planted())
    kept = [Answer(hit.key, "kept", "It is public.", "reviewer") for hit in answered]
    assert last in left_by(planted(), kept)


def test_the_publics_copy_is_written_wider_before_it_is_checked():
    copy = copies.publication(with_conclusion("Joan Peel met them on 11 December 2019."), PRIVATE, [])
    assert "The midwife met them in December 2019." in [text for _, text in texts(copy.document)]


def test_what_is_kept_needs_a_reason():
    report = with_conclusion("It happened on Mothering Sunday.")
    (hit,) = left_by(report)
    assert left_by(report, [Answer(hit.key, "kept", "  ", "reviewer")]) == (hit,)
    copy = copies.publication(
        report, PRIVATE, [Answer(hit.key, "kept", "Every child of the school made a card.", "reviewer")]
    )
    assert "It happened on Mothering Sunday." in dict(map(reversed, texts(copy.document)))


def test_what_is_still_there_was_not_removed():
    report = with_conclusion("It happened on Mothering Sunday.")
    (hit,) = left_by(report)
    assert left_by(report, [Answer(hit.key, "removed", "reworded", "reviewer")]) == (hit,)
    assert copies.publication(with_conclusion("It happened in spring."), PRIVATE, [])


def test_an_answer_is_for_one_sentence_and_no_other():
    one, two = (
        with_conclusion("It happened on Mothering Sunday."),
        with_conclusion("On Mothering Sunday the baby bled."),
    )
    (hit,) = left_by(one)
    assert left_by(two, [Answer(hit.key, "kept", "All know.", "reviewer")])


def test_the_name_of_somebody_of_the_family_can_not_be_kept(monkeypatch):
    monkeypatch.setattr(copies, "generalise", lambda report, private: report)
    report = with_conclusion("The chart of Ivy Marsh was lost.")
    (hit,) = left_by(report)
    assert left_by(report, [Answer(hit.key, "kept", "She agreed.", "reviewer")]) == (hit,)


def test_the_panels_copy_has_everything_and_says_so():
    said = dict(texts(copies.panel(planted()).document))
    assert said["title"].startswith("Private: for the review panel.")
    assert any("Declan Tolley" in text for _, text in texts(copies.panel(planted()).document))


def test_a_reader_of_the_family_gets_their_own_words_and_no_others():
    father = PlainWords("Child A's father", ("Your own past was not known.",), (), (), (), "Ask your worker.")
    report = replace(planted(), plain=(*REPORT.plain, father))
    mine = [text for _, text in texts(copies.family(report, "Child A's mother", PRIVATE, []).document)]
    his = [text for _, text in texts(copies.family(report, "Child A's father", PRIVATE, []).document)]
    assert "Your own past was not known." in his
    assert not any("past" in text for text in mine)
    report_text = {text for _, text in texts(copies.panel(planted()).document)}
    set_words = {REPORT.partnership, *REPORT.authors, *headings()["family"].values()}
    assert not (set(mine) & report_text) - set_words
    with pytest.raises(KeyError):
        copies.family(report, "Child B's father", PRIVATE, [])


def test_the_familys_copy_is_checked_too():
    words = replace(REPORT.plain[0], happened=("It was on Mothering Sunday, and Katie cried.",))
    with pytest.raises(NotAnswered) as refused:
        copies.family(replace(REPORT, plain=(words,)), "Child A's mother", PRIVATE, [])
    assert {hit.kind for hit in refused.value.hits} == {"date", "part_of_name"}
