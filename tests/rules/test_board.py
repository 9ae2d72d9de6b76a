"""The check board as a fold: which state a cell is in, and the near misses beside each; who is expected to be asked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sightline.checks.expected import SITUATIONS, expectations, expected
from sightline.checks.matching import compared
from sightline.record.entry import Entry, Team
from sightline.record.kinds.contact import Check, CheckAnswer, CheckRefused, InformationSharing, Referral
from sightline.record.kinds.particulars import Particulars, Restriction
from sightline.record.kinds.place import Move
from sightline.record.knowledge import Knowledge
from sightline.record.times import Moment, Span
from sightline.state.board import Board, board

DAY = dt.date(2026, 3, 2)
TEAMS = {
    id: Team(id, type, id)  # type: ignore[arg-type]
    for id, type in {
        "door": "front_door", "gp": "gp", "gp2": "gp", "police": "police", "care": "leaving_care", "trust": "adult_mental_health",
    }.items()
}  # fmt: skip
PEOPLE = ("baby", "mum", "dad")
ROLES = {"baby": "unborn", "mum": "mother", "dad": "father"}
GP = {(person, "gp") for person in ("mum", "dad")}


def made(id: str, author: str, body: Any, *people: str, on: int = 0, time: int | None = None) -> Entry[Any]:
    day = DAY + dt.timedelta(days=on)
    return Entry(id, author, body, people or ("dad",), Span(day), Moment(day, 0, time and dt.time(time)))  # type: ignore[arg-type]


def who(**more: Any) -> list[Entry[Any]]:
    return [
        made(f"p-{person}", "door", Particulars(person=person, role=role, **more.get(person, {})), person)  # type: ignore[arg-type]
        for person, role in ROLES.items()
        if person not in more.get("without", ())
    ]


def knowing(*entries: Entry[Any], **more: Any) -> Knowledge:
    known = Knowledge("door", TEAMS)  # type: ignore[arg-type]
    for one in (*who(**more), *entries):
        list(known.learn(one))
    return known


def of(*entries: Entry[Any], on: int = 2, wanted: Any = GP, **more: Any) -> Board:
    return board(knowing(*entries, **more), PEOPLE, wanted, DAY + dt.timedelta(days=on), since=DAY)  # type: ignore[arg-type]


def asked(id: str = "c", to: str = "gp", **more: Any) -> Entry[Any]:
    on = more.pop("on", 0)
    author = more.pop("author", "door")
    body = Check(asked=to, of_people=("dad",), answer_by=DAY + dt.timedelta(days=2), **more)  # type: ignore[arg-type]
    return made(id, author, body, on=on)


def says(result: str | None, id: str = "a", check: str = "c", on: int = 1, author: str = "gp") -> Entry[Any]:
    return made(id, author, CheckAnswer(check=check, result=result), on=on)  # type: ignore[arg-type]


REFUSED = made("r", "gp", CheckRefused(check="c", reason="Could not search"), on=1)
TAKEN_BACK = Restriction(entries=("a", "s"), reason="wrong_person", authority="x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entries", "on", "state"),
    [
        ([], 2, "not_asked"),
        ([asked()], 0, "waiting"),
        ([asked()], 2, "waiting"),  # the last day to answer is not past
        ([asked()], 3, "no_answer"),
        ([asked(), says("nothing_found")], 3, "nothing_held"),
        ([asked(), says("information_found")], 3, "held"),
        ([asked(), says("partial")], 3, "held"),
        ([asked(), says("no_response")], 1, "no_answer"),
        ([asked(), says(None)], 1, "no_answer"),  # an answer that says nothing is not "nothing held"
        ([asked(), REFUSED], 1, "refused"),
        ([asked(), says("nothing_found", check="another")], 1, "waiting"),
        ([asked(), says("nothing_found", on=2)], 1, "waiting"),  # said later than the day looked at
        ([asked(on=1)], 0, "not_asked"),
        ([asked(on=-1)], 1, "not_asked"),  # asked for an earlier contact
        ([asked(author="police")], 1, "not_asked"),  # by somebody else
        ([asked(to="door")], 1, "not_asked"),  # a look at one's own records
        ([asked(), says("nothing_found"), says("information_found", "b", on=2)], 2, "held"),
        ([asked(), says("information_found"), made("r", "gp", CheckRefused(check="c", reason="x"), on=2)], 2, "refused"),
        ([asked(), asked("d", "gp2"), says("information_found")], 2, "waiting"),  # the blankest of two practices
        ([asked(), asked("d", "gp2"), says("partial"), says("nothing_found", "b", "d", author="gp2")], 2, "nothing_held"),
        ([asked(), says("nothing_found"), made("t", "gp", TAKEN_BACK, on=2)], 2, "waiting"),
        ([asked(), says("nothing_found"), made("t", "gp", TAKEN_BACK, on=2)], 3, "no_answer"),
        ([asked(), says("nothing_found"), made("t", "police", TAKEN_BACK, on=2)], 2, "nothing_held"),  # not theirs to take back
        ([asked(), says("nothing_found"), made("t", "gp", TAKEN_BACK, "mum", on=2)], 2, "nothing_held"),  # about another
    ],
)  # fmt: skip
def test_a_cell(entries: list[Entry[Any]], on: int, state: str) -> None:
    cell = of(*entries, on=on).cell("dad", "gp")  # type: ignore[arg-type]
    assert cell is not None
    assert cell.state == state


def test_that_an_answer_was_taken_back_is_said_until_there_is_another() -> None:
    entries = [asked(), says("information_found"), made("t", "gp", TAKEN_BACK, on=1, time=9)]
    back = of(*entries).cell("dad", "gp")  # type: ignore[arg-type]
    anew = of(*entries, says("nothing_found", "b", on=2)).cell("dad", "gp")  # type: ignore[arg-type]
    assert back is not None
    assert anew is not None
    assert [one.withdrawn for one in (*back.checks, *anew.checks)] == [DAY + dt.timedelta(days=1), None]


def test_information_held_stays_readable_in_a_blanker_cell() -> None:
    sharing = made("s", "gp", InformationSharing(to=("door",), what=("a",)), on=1)  # type: ignore[arg-type]
    cell = of(asked(), asked("d", "gp2"), says("information_found"), sharing).cell("dad", "gp")  # type: ignore[arg-type]
    assert cell is not None
    assert (cell.state, [one.read for one in cell.held]) == ("waiting", [("a", "s")])


def test_what_is_not_expected_and_not_asked_is_quiet_and_what_is_asked_anyway_shows() -> None:
    shown = of(asked("c", "police"))
    assert shown.services == ("gp", "police")
    states = {(row.person, cell.service): cell.state for row in shown.rows for cell in row.cells}
    assert states[("baby", "gp")] == states[("mum", "police")] == "not_expected"
    assert states[("dad", "police")] == "waiting"
    assert sum(shown.counts[state] for state in ("not_asked", "waiting")) == 3


def test_the_loudest_is_first_and_of_two_alike_the_father() -> None:
    assert [row.person for row in of().loudest] == ["dad", "mum", "baby"]
    assert [row.person for row in of(asked()).loudest] == ["mum", "dad", "baby"]
    assert [row.person for row in of().rows] == list(PEOPLE)


def test_that_no_father_or_partner_is_named_is_said() -> None:
    assert not of().nobody_named
    assert board(knowing(without=("dad",)), ("baby", "mum"), GP, DAY).nobody_named  # type: ignore[arg-type]


def services(known: Knowledge, person: str = "dad", on: dt.date = DAY) -> set[str]:
    return {service for one, service in expected(known, PEOPLE, on) if one == person}  # type: ignore[arg-type]


def test_fathers_are_asked_about_as_mothers_are() -> None:
    assert services(knowing(), "dad") == services(knowing(), "mum") >= {"gp", "adult_mental_health", "police"}
    assert services(knowing(), "baby") == {"health_visiting"}


@pytest.mark.parametrize(
    ("born", "is_expected"),
    [(None, True), (dt.date(2001, 3, 3), True), (dt.date(2001, 3, 2), False), (dt.date(1980, 1, 1), False)],
)
def test_leaving_care_is_expected_under_25_and_where_the_age_is_not_known(
    born: Any, is_expected: bool
) -> None:
    assert ("leaving_care" in services(knowing(dad={"dob": born}))) == is_expected


def test_other_councils_are_ruled_out_by_one_known_address_and_no_move() -> None:
    lives = {"address": "4 Linnet Row"}
    moved = made("m", "gp", Move())
    assert "other_local_authority" in services(knowing())
    assert "other_local_authority" not in services(knowing(dad=lives))
    assert "other_local_authority" in services(knowing(moved, dad=lives))


def test_some_are_expected_only_where_it_was_spoken_of() -> None:
    spoken = made("w", "gp", Referral(to="door", topics=("learning_need", "violence")))  # type: ignore[arg-type]
    assert not {"learning_disability", "probation", "housing"} & services(knowing())
    assert services(knowing(spoken)) - services(knowing()) == {"learning_disability", "probation"}
    assert "probation" not in services(knowing(spoken), "mum")


def test_every_expectation_has_a_reason_a_source_on_every_day_and_a_situation() -> None:
    assert {one.when for one in expectations()} == set(SITUATIONS)
    for one in expectations():
        assert one.why
        assert one.tells
        for year in range(2015, 2027):
            edition = one.on(dt.date(year, 6, 1))
            assert edition is not None, (one.service, year)
            assert "local procedure" in edition.source.lower()


@pytest.mark.parametrize(
    ("field", "sent", "held", "agrees"),
    [
        ("name", {"name": "Zoë Orme"}, {"name": "Zoe Orme"}, "same"),
        ("name", {"name": "Zoe Orme"}, {"name": "Zoe Ann Orme"}, "same"),
        ("name", {"name": "Zoe Orme"}, {"name": "Zoe Finch", "also_known_as": "Zoe Orme"}, "same"),
        ("name", {"name": "Zoe Orme"}, {"name": "Zoey Orm"}, "close"),
        ("name", {"name": "Liz Orme"}, {"name": "Elizabeth Orme"}, "close"),
        ("name", {"name": "Zoe Orme"}, {"name": "Orme Zoe"}, "close"),
        ("name", {"name": "Zoe Orme"}, {"name": "Pia Larch"}, "differs"),
        ("name", {}, {"name": "Pia Larch"}, "not_known"),
        ("born", {"dob": dt.date(1999, 3, 4)}, {"dob": dt.date(1999, 3, 4)}, "same"),
        ("born", {"dob": dt.date(1999, 3, 4)}, {"dob": dt.date(1999, 4, 3)}, "close"),
        ("born", {"dob": dt.date(1999, 3, 4)}, {"dob": dt.date(1989, 3, 4)}, "close"),
        ("born", {"dob": dt.date(1999, 3, 4)}, {"dob": dt.date(1989, 5, 4)}, "differs"),
        ("born", {"dob": dt.date(1999, 3, 4)}, {}, "not_known"),
        ("nhs", {"nhs_number": "999 000 1234"}, {"nhs_number": "9990001234"}, "same"),
        ("nhs", {"nhs_number": "999 000 1234"}, {"nhs_number": "9990001235"}, "close"),
        ("nhs", {"nhs_number": "999 000 1234"}, {"nhs_number": "9994567890"}, "differs"),
        ("place", {"postcode": "QX9 9ZZ"}, {"address": "4 Linnet Row", "postcode": "qx99zz"}, "close"),
        ("place", {"address": "4 Linnet Row", "postcode": "QX9 9ZZ"}, {"address": "4 Linnet Row", "postcode": "qx99zz"}, "same"),
        ("place", {"address": "4 Linnet Row"}, {"address": "6 Linnet Row"}, "close"),
        ("place", {"address": "4 Linnet Row"}, {"address": "9 Elder Way"}, "differs"),
    ],
)  # fmt: skip
def test_particulars_compared(field: str, sent: dict[str, Any], held: dict[str, Any], agrees: str) -> None:
    reasons = compared(Particulars(person="a", **sent), Particulars(person="b", **held), DAY)  # type: ignore[arg-type]
    assert next(one.agrees for one in reasons if one.field == field) == agrees


def test_a_protected_address_is_never_shown() -> None:
    held = Particulars(person="b", address="9 Elder Way", postcode="ZZ9 9ZZ", protected=True)  # type: ignore[arg-type]
    reasons = compared(Particulars(person="a", address="9 Elder Way"), held, DAY)  # type: ignore[arg-type]
    assert "Elder" not in str(reasons)
