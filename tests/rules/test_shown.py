"""What an entry shows of a field left empty, by its author and its other fields; a field that was filled in is left alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sightline.record.entry import Entry, Team
from sightline.record.kinds import KINDS
from sightline.record.kinds.words import Agency
from sightline.record.times import Moment, Span
from sightline.standards.shown import as_shown
from sightline.standards.standard import standards
from sightline.state import family_words

DAY = dt.date(2019, 4, 1)


def _shown(author: str, kind: str, summary: str = "", **body: Any) -> Any:
    said = KINDS[kind](**body)  # type: ignore[call-arg]
    entry = Entry("e1", Agency("a"), said, (), Span(DAY), Moment(DAY), summary)
    return as_shown(entry, {Agency("a"): Team(Agency("a"), author, "A")}).body  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("author", "kind", "body", "field", "value"),
    [
        ("substance_misuse", "service", {}, "level", "specialist"),
        ("substance_misuse", "service", {"level": "universal"}, "level", "universal"),
        ("school", "service", {}, "level", None),
        ("gp", "medical", {}, "type", "gp_consultation"),
        ("hospital", "medical", {"opinion": "non_accidental"}, "type", "child_protection_medical"),
        ("hospital", "medical", {"opinion": "not_stated"}, "type", None),
        ("hospital", "medical", {"opinion": "normal", "type": "imaging"}, "type", "imaging"),
        ("hospital", "hospital", {"discharge_to": "home"}, "stage", "discharged"),
        ("hospital", "hospital", {"reason": "crying"}, "stage", None),
        ("fostering", "placement", {"information_to_carers": "limited"}, "status", "started"),
        (
            "fostering",
            "placement",
            {"information_to_carers": "limited", "status": "ended"},
            "status",
            "ended",
        ),
        ("camhs", "assessment", {"outcome": "low risk"}, "status", "completed"),
        ("camhs", "assessment", {}, "status", None),
    ],
)
def test_an_empty_field_is_as_author_and_other_fields_show_it(
    author: str, kind: str, body: dict[str, Any], field: str, value: str | None
) -> None:
    assert getattr(_shown(author, kind, **body), field) == value


def test_where_the_words_stand_in_the_note_alone_they_are_read_there() -> None:
    note = "Blue lips after a feed."
    assert _shown("hospital", "hospital", note).reason == note
    assert _shown("gp", "medical", note).finding == note
    assert _shown("gp", "medical", note, finding="well").finding == "well"


@pytest.mark.parametrize(
    ("note", "gives"),
    [
        ('Kay: "He got it caught in the cot bars." Told to watch it.', True),
        ("Mum: dummy. Settled with a cuddle.", True),
        ("Gran says mum was out of the room.", True),
        ("Small bruise on the shin. Weighed with mum, gaining.", False),
    ],
)
def test_a_note_gives_the_family_s_account_or_it_does_not(note: str, gives: bool) -> None:
    rule = next(s for s in standards() if s.kind == "explanation_not_tested")
    assert family_words.account_in(note, rule.editions[0].numbers) is gives
