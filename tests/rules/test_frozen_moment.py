"""The moment of a decision: what came before it on its own day, what after, and what nobody wrote the time of."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry, Record, Team, Told
from sightline.record.kinds.contact import Check, CheckAnswer
from sightline.record.kinds.decision import DecidedWithout, Decision, Escalation
from sightline.record.kinds.harm import Concern
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency, DecisionRef, EntryRef, Person
from sightline.record.times import Moment, Span
from sightline.reviews import frozen
from sightline.reviews.introduced import introduced

DAY = dt.date(2024, 2, 20)
DOOR, GP = Agency("door"), Agency("gp")
TEAMS = {DOOR: Team(DOOR, "front_door", "door"), GP: Team(GP, "gp", "gp")}
CHILD = Person("child")


def at(hour: int | None = None, day: dt.date = DAY, ordinal: int = 0) -> Moment:
    """This will give a moment, at an hour where one is given."""
    return Moment(day, ordinal, None if hour is None else dt.time(hour))


class Case:
    """A case written line by line: each entry is its author's, and told to whom it is told at its own moments."""

    def __init__(self) -> None:
        self.entries: list[Entry[Any]] = []
        self.told: list[Told] = []

    def add(
        self, id: str, by: Agency, body: Any, noted: Moment, *, made: dt.date | None = None, **told: Moment
    ) -> None:
        span = Span(made or noted.day)
        self.entries.append(Entry(id, by, body, (CHILD,), span, noted, id))
        self.told.append(Told(f"{id} own", id, by, noted, "recorded", by))
        self.told += [Told(f"{id} {to}", id, Agency(to), when, "shared", by) for to, when in told.items()]

    def at(self, id: str) -> frozen.Frozen:
        record = Record("", TEAMS, {}, tuple(self.entries), tuple(self.told))
        (decision,) = (entry for entry in self.entries if entry.id == id)
        return frozen.frozen(record, decision)


def knew(one: frozen.Frozen) -> set[str]:
    """This will give what a decision's maker knew."""
    return {entry.id for entry in one.knew.all()}


def held(one: frozen.Frozen) -> set[str]:
    """This will give what others held."""
    return {row.entry.id for many in frozen.lacked(one).held.values() for row in many}


DECISION = Decision(type="referral_outcome", outcome="early help")


def test_what_was_told_an_hour_later_was_not_known() -> None:
    case = Case()
    case.add("early", GP, Concern(), at(8), door=at(9))
    case.add("late", GP, Concern(), at(8), door=at(11))
    case.add("later still", GP, Concern(), at(12))
    case.add("decision", DOOR, DECISION, at(10))
    one = case.at("decision")
    assert knew(one) == {"early"}
    assert held(one) == {"late"}
    assert one.unsure == ()


def test_what_came_that_day_at_no_known_time_is_neither_known_nor_held_back() -> None:
    case = Case()
    case.add("some time", GP, Concern(), at(8), door=at())
    case.add("decision", DOOR, DECISION, at(10))
    one = case.at("decision")
    assert knew(one) == held(one) == set()
    assert [entry.id for entry in one.unsure] == ["some time"]


def test_a_day_without_a_time_is_judged_at_its_end() -> None:
    case = Case()
    case.add("same day", GP, Concern(), at(8), door=at(16))
    case.add("next day", GP, Concern(), at(8), door=at(day=DAY + dt.timedelta(1)))
    case.add("decision", DOOR, DECISION, at())
    one = case.at("decision")
    assert knew(one) == {"same day"}
    assert held(one) == {"next day"}


def test_a_decision_written_down_later_is_looked_at_on_the_day_it_was_made() -> None:
    case = Case()
    later = DAY + dt.timedelta(3)
    case.add("between", GP, Concern(), at(day=DAY + dt.timedelta(1)), door=at(day=DAY + dt.timedelta(1)))
    case.add("decision", DOOR, DECISION, at(9, day=later), made=DAY)
    one = case.at("decision")
    assert one.at.day == DAY
    assert knew(one) == held(one) == set()


def test_what_disputes_a_decision_came_after_it_and_what_it_did_without_is_part_of_it() -> None:
    case = Case()
    case.add("decision", DOOR, DECISION, at())
    case.add("dispute", GP, Escalation(about_decision=DecisionRef("decision")), at(), door=at())
    without = DecidedWithout(
        decision=DecisionRef("decision"), person=CHILD, service="gp", stood="waiting", why="Late"
    )
    case.add("without", DOOR, without, at())
    one = case.at("decision")
    assert knew(one) == held(one) == set()
    assert {entry.id for entry in one.record.entries} == {"decision", "without"}


def test_what_the_same_agency_decided_next_that_day_came_later() -> None:
    case = Case()
    case.add("first", DOOR, DECISION, at(ordinal=1))
    case.add("second", DOOR, DECISION, at(ordinal=2))
    assert knew(case.at("first")) == set()
    assert knew(case.at("second")) == {"first"}


def test_an_answer_that_came_later_does_not_come_with_its_check() -> None:
    case = Case()
    case.add("check", DOOR, Check(asked=GP), at(8), gp=at(8))
    case.add("decision", DOOR, DECISION, at(10))
    case.add(
        "answer", GP, CheckAnswer(check=EntryRef("check"), result="information_found"), at(11), door=at(11)
    )
    assert knew(case.at("decision")) == {"check"}


def test_nobody_knows_of_a_birth_before_it() -> None:
    case = Case()
    case.add("worry", GP, Concern(), at(), door=at())
    born = DAY + dt.timedelta(40)
    record = Record("", TEAMS, {}, tuple(case.entries), tuple(case.told))
    who = introduced(record, [Particulars(person=CHILD, role="child", dob=born)])
    said = [entry for entry in who.entries if isinstance(entry.body, Particulars)]
    assert {(entry.author, entry.body.role, entry.body.dob) for entry in said} == {
        (DOOR, "unborn", None),
        (GP, "unborn", None),
    }
