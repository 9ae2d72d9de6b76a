"""What a file writes into one event becomes one entry for each thing learned, told to whom the file says, when it says."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from sightline.record.entry import Entry, Record
from sightline.record.interchange.casefile import On
from sightline.record.interchange.join import join
from sightline.record.interchange.read import read
from sightline.record.interchange.split import split
from sightline.record.kinds.contact import Acknowledgement, CheckAnswer
from sightline.record.kinds.decision import DecisionOutcome, EscalationOutcome
from sightline.record.kinds.help import Ending
from sightline.record.kinds.particulars import Correction, Particulars
from sightline.record.kinds.words import EntryRef
from sightline.record.knowledge import knowledge
from sightline.record.times import Span

CASE = read((Path(__file__).parent / "example.yaml").read_bytes())
RECORD = split(CASE)


def day(of_month: int, month: int = 2) -> dt.date:
    """This will give a day of 2024."""
    return dt.date(2024, month, of_month)


def entry(id: str, record: Record = RECORD) -> Entry[Any]:
    """This will give an entry by its id."""
    return next(entry for entry in record.entries if entry.id == id)


def told(id: str, record: Record = RECORD) -> list[tuple[str, dt.date, str, str | None]]:
    """This will give who was told of an entry, when, how and by whom."""
    return [(row.knower, row.told.day, row.how, row.by) for row in record.told if row.entry == id]


def test_a_row_of_known_by_and_the_same_row_of_shared_with_are_one_telling() -> None:
    assert told("e01") == [("hv", day(20), "recorded", "hv"), ("mash", day(20), "shared", "hv")]


def test_whoever_was_asked_is_told_by_being_there() -> None:
    assert told("e02") == [("mash", day(20), "recorded", "mash"), ("csc", day(21), "attended", "mash")]


def test_whoever_learned_it_some_other_way_is_told_by_nobody_named() -> None:
    first, *rest = CASE.events
    other = dataclasses.replace(first, shared_with=(On(first.known_by[1].agency, day(23)),))
    rows = told("e01", split(dataclasses.replace(CASE, events=(other, *rest))))
    assert rows == [
        ("hv", day(20), "recorded", "hv"),
        ("mash", day(20), "other", None),
        ("mash", day(23), "shared", "hv"),
    ]


def test_an_answer_is_an_entry_of_its_own_day() -> None:
    answer = entry("e02/answer")
    assert answer.body == CheckAnswer(check="e02", result="information_found")  # type: ignore[arg-type]
    assert (answer.day, answer.noted.day, answer.author) == (day(22), day(22), "mash")
    assert told("e02/answer") == [("mash", day(22), "recorded", "mash"), ("csc", day(22), "attended", "mash")]
    assert not knowledge(RECORD, None, day(21)).entries(CheckAnswer)
    assert knowledge(RECORD, None, day(22)).entries(CheckAnswer)


def test_an_answer_without_a_day_is_of_the_day_that_the_check_was_written() -> None:
    events = tuple(
        dataclasses.replace(e, attributes={"asked": "csc", "result": "partial"}) if e.id == "e02" else e
        for e in CASE.events
    )
    record = split(dataclasses.replace(CASE, events=events))
    answer = entry("e02/answer", record)
    assert (answer.occurred, answer.noted.day) == (Span(None, None, "unknown"), day(20))
    assert answer.noted > entry("e02", record).noted


def test_an_end_is_an_entry_of_its_own_day() -> None:
    assert entry("e03").occurred == Span(day(21))
    assert (entry("e03/end").body, entry("e03/end").day) == (Ending(of=EntryRef("e03")), day(1, month=3))
    assert told("e03/end") == [("hv", day(1, month=3), "recorded", "hv")]


def test_what_had_ended_when_it_was_written_is_one_entry() -> None:
    events = tuple(
        dataclasses.replace(e, recorded=day(1, month=3)) if e.id == "e03" else e for e in CASE.events
    )
    record = split(dataclasses.replace(CASE, events=events))
    assert entry("e03", record).occurred == Span(day(21), day(1, month=3))
    assert not any(entry.id == "e03/end" for entry in record.entries)


@pytest.mark.parametrize(
    ("kind", "attributes", "part", "body"),
    [
        ("escalation", {"outcome": "decision_changed", "resolved_on": day(25)}, "outcome", EscalationOutcome),
        ("handover", {"acknowledged_on": day(25)}, "acknowledged", Acknowledgement),
        ("check", {"result": "partial", "answered_on": day(25)}, "answer", CheckAnswer),
    ],
)
def test_every_look_ahead_takes_effect_on_its_own_day(
    kind: str, attributes: dict[str, Any], part: str, body: type[Any]
) -> None:
    events = tuple(
        dataclasses.replace(e, kind=kind, attributes=attributes) if e.id == "e03" else e for e in CASE.events
    )
    record = split(dataclasses.replace(CASE, events=events))
    made = entry(f"e03/{part}", record)
    assert (type(made.body), made.noted.day, told(made.id, record)[0][1]) == (body, day(25), day(25))


def test_whoever_was_told_the_outcome_only_is_told_an_entry_without_the_reasons() -> None:
    assert told("d01") == [("mash", day(20), "recorded", "mash")]
    assert entry("d01/outcome").body == DecisionOutcome(
        decision="d01",  # type: ignore[arg-type]
        type="protection_response",
        outcome="gp_appointment",
    )
    assert told("d01/outcome") == [("mash", day(20), "recorded", "mash"), ("hv", day(20), "shared", "mash")]


def test_a_decision_stands_after_its_day_unless_an_event_of_the_day_speaks_of_it() -> None:
    assert entry("e02").noted < entry("d01").noted
    first, second, *rest = CASE.events
    speaks = dataclasses.replace(second, kind="concern", attributes={"about_decision": "d01"})
    record = split(dataclasses.replace(CASE, events=(first, speaks, *rest)))
    assert entry("e01", record).noted < entry("d01", record).noted < entry("e02", record).noted


def test_an_event_of_another_day_does_not_draw_a_decision_out_of_its_own() -> None:
    first, *rest = CASE.events
    early = dataclasses.replace(first, kind="concern", attributes={"about_decision": "d01"})
    later = dataclasses.replace(CASE.decisions[0], recorded=day(21))
    record = split(dataclasses.replace(CASE, events=(early, *rest), decisions=(later,)))
    assert entry("e03", record).noted < entry("d01", record).noted


def test_each_agency_has_its_own_words_for_who_a_person_is() -> None:
    mine = [
        entry
        for entry in RECORD.entries
        if isinstance(entry.body, Particulars) and entry.body.person == "baby"
    ]
    assert {(entry.author, entry.day) for entry in mine} == {
        ("hv", day(20)),
        ("mash", day(20)),
        ("csc", day(21)),
    }
    own = [entry for entry in mine if not entry.id.endswith("/born")]  # nobody here was told of a birth
    assert all(told(entry.id) == [(entry.author, entry.day, "recorded", entry.author)] for entry in own)
    assert not any(told(entry.id) for entry in mine if entry not in own)


def test_a_date_of_birth_is_not_known_before_the_birth() -> None:
    events = tuple(
        dataclasses.replace(e, kind="birth", attributes=None, about=("baby",)) if e.id == "e03" else e  # type: ignore[arg-type]
        for e in CASE.events
    )
    record = split(dataclasses.replace(CASE, events=events))
    dobs = {
        (e.author, e.day): e.body.dob
        for e in record.entries
        if isinstance(e.body, Particulars) and e.body.dob
    }
    assert dobs == {("hv", day(21)): day(18)}
    assert entry("people/baby/hv", record).body.edd == day(14)


def test_standing_facts_are_each_holders_own_from_the_first_day() -> None:
    assert told("people/mother/csc/0") == [("csc", day(20), "recorded", "csc")]
    assert told("people/mother/hv/0") == [("hv", day(20), "recorded", "hv")]
    assert told("people/mother/nobody/1") == []  # the file names nobody who holds it, so nobody does


def test_a_record_with_what_format_1_has_no_words_for_is_not_joined() -> None:
    extra = dataclasses.replace(entry("e01"), id="e99", body=Correction(reason="wrong child"))
    with pytest.raises(ValueError, match="e99: format 1 has no words for an entry of kind correction"):
        join(dataclasses.replace(RECORD, entries=(*RECORD.entries, extra)))


def test_a_record_that_never_was_a_file_is_joined_by_its_tellings() -> None:
    """Tellings of a database have ids that say nothing of places in lists."""
    rows = tuple(dataclasses.replace(row, id=f"row-{n}") for n, row in enumerate(RECORD.told))
    assert join(dataclasses.replace(RECORD, told=rows)) == CASE


def test_somebody_whom_no_entry_is_about_is_known_to_nobody() -> None:
    """A file may name a grandmother before anything is written of her: no agency learns from that that there is one."""
    example = (Path(__file__).parent / "example.yaml").read_text(encoding="utf-8")
    bare = example.replace("people:\n", "people:\n  - {id: gran, role: grandparent}\n", 1)
    record = split(read(bare.encode()))
    gran = [entry for entry in record.entries if entry.people == ("gran",)]
    assert len(gran) == 1
    assert not [row for row in record.told if row.entry == gran[0].id]
    for agency in record.teams:
        assert not knowledge(record, agency, dt.date(2100, 1, 1)).entries(Particulars, "gran")
    assert knowledge(record, None, dt.date(2100, 1, 1)).entries(Particulars, "gran")
