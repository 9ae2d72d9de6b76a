"""What a note of harm, health or a worry says plainly is read; the phrase that only looks like it, beside it, is not."""

from __future__ import annotations

import datetime as dt

import pytest

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.harm import Background, Hospital, Injury, Medical, Observation
from sightline.record.times import Moment, Span
from sightline.standards.reading import as_read

DAY = dt.date(2026, 3, 2)

READ = [
    (Hospital(), "stage", "Sent home with advice.", "discharged"),
    (Hospital(), "stage", "Was at home with mum when it began.", None),
    (Injury(), "action", "Told to see GP if it does not fade.", None),
    (Injury(), "action", "Taken to see GP.", "gp_appointment"),
    (Injury(), "type", "Graze to the knee, and a fractured wrist.", "fracture"),
    (Injury(), "documented_cause", "Patch on the back, charted at birth.", "birth_mark"),
    (Injury(), "documented_cause", "Mother says it is a birth mark.", None),
    (Injury(), "documented_cause", "Mother says she saw it happen.", None),
    (Observation(), "child_mobility", "Crawls fast and pulls up on the chairs.", "cruising"),
    (Observation(), "child_mobility", "Mother walking up and down with him.", None),
    (Medical(), "opinion", "This neither confirms nor excludes what she says.", "inconclusive"),
    (Medical(), "opinion", "Not in keeping with the history given.", "non_accidental"),
    (Background(), "topics", "Assault on a former partner.", ("domestic_abuse", "violence")),
    (Background(), "topics", "Indecent assault, 2009.", ("sexual_abuse",)),
    (Background(), "topics", "Bruises easily as a child.", None),
    (Referral(), "topics", "Bruising to the cheek.", ("physical_harm",)),
    (Observation(), "topics", "Nil alcohol. Asked whether drugs are used.", None),
    (Observation(), "topics", "Anti-bullying week.", None),
]


@pytest.mark.parametrize(("body", "field", "note", "said"), READ, ids=[note for _, _, note, _ in READ])
def test_a_note_says_what_its_words_say_and_no_more(body, field, note, said):
    entry = as_read(Entry("e1", "hv", body, ("child",), Span(DAY), Moment(DAY, 0), note))
    assert getattr(entry.body, field) == said
