"""One entry laid out, thought over plain values: whom a team may say that it has not told, and what counts as acting later."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sightline.pages.chosen import Chosen, chosen
from sightline.record.cases import Receipt
from sightline.record.entry import Entry, Team, Told
from sightline.record.kinds.contact import Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.times import Moment, Span

US, THEM, AUNT = Agency("midwifery"), Agency("police"), Agency("aunt")
TEAMS = {
    US: Team(US, "midwifery", "Midwifery"),
    THEM: Team(THEM, "police", "Police"),
    AUNT: Team(AUNT, "community", "An aunt"),
}
DECIDED = Decision(type="close", outcome="closed")


def entry(id: str, author: Agency, noted: int, body: Any, happened: int | None = None) -> Entry[Any]:
    """This will make an entry of a day in May, that happened on that day or another."""
    on = dt.date(2020, 5, happened or noted)
    return Entry(id, author, body, (Person("child"),), Span(on), Moment(dt.date(2020, 5, noted)))


def told(of: str, whom: Agency, day: int, how: Any = "shared") -> Told:
    """This will make a telling of ours."""
    return Told(f"{of} to {whom}", of, whom, Moment(dt.date(2020, 5, day)), how, US)


WORRY = entry("worry", US, 10, Concern())


def laid_out(*known: Entry[Any] | Told, of: Entry[Any] = WORRY, **receipts: list[Receipt]) -> Chosen:
    """This will lay out the worry as we know it, beside whatever else we know."""
    knows = Knowledge(US, TEAMS)
    for one in (of, *known):
        list(knows.hear(one) if isinstance(one, Told) else knows.learn(one))
    return chosen(of, knows, set(TEAMS), {f"worry to {THEM}": found for found in receipts.values()})


def test_whom_we_told_is_not_said_to_be_untold() -> None:
    assert laid_out().untold == (THEM,)
    assert laid_out(told("worry", THEM, 10)).untold == ()


def test_nobody_is_said_not_to_have_been_told_of_what_others_wrote() -> None:
    theirs = entry("theirs", THEM, 9, Concern())
    laid = laid_out(entry("later", THEM, 12, DECIDED), of=theirs)
    assert (laid.mine, laid.untold, laid.acted) == (False, (), ())


@pytest.mark.parametrize(
    ("act", "counts"),
    [
        (entry("act", THEM, 12, DECIDED), True),
        (entry("act", THEM, 12, Visit()), True),
        (entry("act", THEM, 12, Concern()), False),
        (entry("act", THEM, 9, DECIDED), False),
        (entry("act", THEM, 12, DECIDED, happened=9), False),
        (entry("act", THEM, 9, Meeting(), happened=12), False),
        (entry("act", AUNT, 12, DECIDED), False),
        (entry("act", US, 12, DECIDED), False),
    ],
)
def test_only_what_was_done_and_written_after_it_is_acting_later(act: Entry[Any], counts: bool) -> None:
    laid = laid_out(act)
    assert [one.entry.id for one in laid.acted] == ["act"] * counts
    assert laid.untold == (() if counts else (THEM,))


def test_the_first_act_of_each_is_named() -> None:
    laid = laid_out(entry("second", THEM, 14, DECIDED), entry("first", THEM, 12, Meeting()))
    assert [(act.did, act.entry.id) for act in laid.acted] == [("met", "first")]


def test_steps_are_facts_of_their_own() -> None:
    receipts = [Receipt("delivered", dt.date(2020, 5, 11)), Receipt("acknowledged", dt.date(2020, 5, 13))]
    (telling,) = laid_out(told("worry", THEM, 11), of_it=receipts).tellings
    assert [(fact.name, fact.done, fact.day and fact.day.day, fact.after) for fact in telling.facts] == [
        ("Told", True, 11, ""),
        ("Delivered", True, 11, ""),
        ("Opened", True, None, ""),
        ("Acknowledged", True, 13, "2 days later"),
    ]


def test_reaching_an_inbox_confirms_nothing() -> None:
    (telling,) = laid_out(
        told("worry", THEM, 11), of_it=[Receipt("delivered", dt.date(2020, 5, 12))]
    ).tellings
    assert [(fact.name, fact.done) for fact in telling.facts] == [
        ("Says it told", False),
        ("Delivered", True),
        ("Opened", False),
        ("Acknowledged", False),
    ]


def test_being_there_is_one_fact() -> None:
    met = entry("worry", US, 10, Meeting(attended=(THEM,)))
    (telling,) = laid_out(told("worry", THEM, 10, "attended"), of=met).tellings
    assert [(fact.name, fact.done) for fact in telling.facts] == [("Was there", True)]
