"""Words of hindsight: each phrase found, each near miss left alone, and nobody's own account touched."""

from __future__ import annotations

import pytest

from sightline.reviews.hindsight import hindsight, pieces

# Each sentence with the words that are pointed out.
FOUND = {
    "The front door should have known about the father's history.": "should have known",
    "Somebody should've asked who lived there.": "should've asked",
    "She ought to have rung the surgery.": "ought to have rung",
    "They shouldn't have closed the contact.": "shouldn't have closed",
    "The worker should clearly have seen it.": "should clearly have seen",
    "He should have simply asked.": "should have simply asked",
    "More could easily have been done.": "could easily have been done",
    "It could have been done sooner.": "could have been done",
    "A visit might have shown the cot.": "might have shown",
    "An assessment would have prevented the injury.": "would have prevented",
    "A call would have made all the difference.": "would have made all the difference",
    "With a safety plan she would have been safe.": "would have been safe",
    "Health visiting failed to pass on the history.": "failed to",
    "The school kept failing to ring back.": "failing to",
    "There was a failure to share the letter.": "failure to",
    "A failure of supervision followed.": "failure of",
    "The serious failings of the team were many.": "failings",
    "The second call was a missed opportunity.": "missed opportunity",
    "An opportunity was missed in December.": "opportunity was missed",
    "Everybody missed the signs.": "missed the signs",
    "With hindsight the plan was thin.": "With hindsight",
    "With the benefit of hindsight it was late.": "With the benefit of hindsight",
    "In retrospect a visit was needed.": "In retrospect",
    "Looking back, the letter said it all.": "Looking back,",
    "The danger was obvious in April.": "obvious",
    "He was obviously struggling.": "obviously",
    "It was plain to see by then.": "plain to see",
    "The doctor ignored the warning signs.": "ignored the warning",
    "The midwife's concerns were ignored.": "concerns were ignored",
    "They overlooked his history.": "overlooked his history",
    "The team turned a blind eye.": "turned a blind eye",
    "It was bound to go wrong.": "bound to go wrong",
    "An injury was inevitable.": "inevitable",
    "It was only a matter of time.": "only a matter of time",
    "This was an accident waiting to happen.": "accident waiting to happen",
    "The breakdown was entirely predictable.": "entirely predictable",
    "The harm was preventable.": "preventable",
    "The cot, it turned out, was never built.": "turned out",
    "It later transpired that he lived there.": "It later transpired",
    "We now know that he had been in care.": "We now know",
    "The plan was naive.": "naive",
    "The worker was careless with the dates.": "careless",
    "The front door had grown complacent.": "complacent",
    "This was poor practice.": "poor practice",
    "It was the wrong decision.": "wrong decision",
    "It was an error of judgement.": "error of judgement",
    "Inexplicably, nobody rang.": "Inexplicably",
    "The surgery did not bother to write.": "did not bother",
    "The team neglected to visit.": "neglected to",
    "The police did nothing.": "did nothing",
    "Any competent worker would have visited.": "Any competent worker would",
    "If only the trust had been told.": "If only",
    "Had they simply asked him, he would say.": "Had they simply asked",
}
# Sentences with the same words in which nobody is judged by the end.
LEFT_ALONE = (
    "The alarm failed to go off.",
    "The fax had repeatedly failed to send.",
    "The video call failed to connect on three days.",
    "At six weeks he was seen because of failure to thrive.",
    "She failed to gain weight between the two visits.",
    "The family court found that father had failed to protect the girl.",
    "The surgery did not fail to answer.",
    "He was on the ward with renal failure of unknown cause.",
    "Parents should have their say at the conference.",
    "Every carer should have a copy of the plan.",
    "The midwife should have access to advice.",
    "The carers could have a meeting each week.",
    "Nobody could have known of the letter that day.",
    "We asked what they could have done with the form as it was.",
    "There was no obvious explanation for the swelling.",
    "The mark was not immediately obvious to the carer.",
    "Mother missed no appointment and father missed two appointments.",
    "She missed the bus to the clinic.",
    "The review was written without hindsight.",
    "The pattern was not predictable from one visit.",
    "His shifts were unpredictable.",
    "Neglect was named in the plan.",
    "The team works on prevention and preventative help.",
    "The letter went to the wrong address.",
    "The wrong telephone number stood on the form.",
    "Weak signal at the foster home cut the call short.",
    "The garden is overlooked by the flats opposite.",
    "A worker is bound to keep the court's order.",
    "She is known to the surgery now.",
    "The court asked whether the injury was avoidable.",
    "The work was poorly paid.",
    "The surgery's telephone line failed to open on Monday.",
    "What would have helped was a named person to ring.",
    "The midwife said: “I should have rung again.”",
    'The midwife said: "I should have rung again."',
    "Her words were ‘we failed to see it’, and she stood by them.",
    "The mother wrote, “They could have asked me. It was obvious.”",
    "The carer held that it was a good reason to wait.",
    "He turned up on Monday.",
    "The opportunity to meet was offered twice.",
    "She knew the signs of a seizure.",
)


@pytest.mark.parametrize(("sentence", "words"), FOUND.items())
def test_words_of_hindsight_are_pointed_out(sentence: str, words: str) -> None:
    assert words in [one.text for one in hindsight(sentence)]


@pytest.mark.parametrize("sentence", LEFT_ALONE)
def test_near_misses_are_left_alone(sentence: str) -> None:
    assert [one.text for one in hindsight(sentence)] == []


def test_enough_phrases_are_tried() -> None:
    assert len(FOUND) >= 40
    assert len(LEFT_ALONE) >= 40


def test_each_says_why_on_what_and_how_else_to_say_it() -> None:
    for sentence in FOUND:
        for one in hindsight(sentence):
            assert one.why
            assert one.instead
            assert one.sources
            assert all(source.sure for source in one.sources)
            assert hindsight(one.why) == hindsight(one.instead) == ()


def test_paragraph_3_1_is_among_the_reasons() -> None:
    (one,) = hindsight("The front door should have known.")
    assert "3.1" in one.sources[0].words


def test_only_what_is_in_the_quotation_marks_is_somebodys_own() -> None:
    text = "They failed to ring. She said: “We failed to ring.” It was obvious."
    assert [(one.start, one.text) for one in hindsight(text)] == [
        (5, "failed to"),
        (text.index("obvious"), "obvious"),
    ]


def test_a_quotation_mark_without_its_fellow_hides_nothing() -> None:
    assert hindsight('The 6" tear: they failed to ask.')


def test_an_apostrophe_opens_no_quotation() -> None:
    assert hindsight("The parents’ worries, and they failed to ask about the carers’ notes.")


def test_pieces_are_the_text() -> None:
    text = "It was obvious. The alarm failed to go off. They should have known."
    assert "".join(piece.text for piece in pieces(text)) == text
    assert [piece.text for piece in pieces(text) if piece.phrase] == ["obvious", "should have known"]
