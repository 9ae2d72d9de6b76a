"""The measures, each by numbers worked out by hand, and each with what is easily counted wrong."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator

import pytest

from sightline.measures.contacts import Contact, contacts
from sightline.measures.decided import blanks, challenges
from sightline.measures.later import months_after, no_further_action
from sightline.measures.passed_on import Quarter, passed_on, quarters
from sightline.measures.proportion import Proportion
from sightline.measures.safe import LEAST, safe
from sightline.measures.waiting import Percentile, in_time, waits
from sightline.record.counted import Row
from sightline.standards.clock import working_days_after, working_days_until

US, THEM, OTHERS, FAMILY = "us", "them", "others", "family"
TODAY = dt.date(2026, 3, 2)  # a Monday


def day(text: str) -> dt.date:
    """This will read a day of 2025, 5-22, or of another year, 2024-5-22."""
    *year, month, on = map(int, text.split("-"))
    return dt.date(year[0] if year else 2025, month, on)


def row(kind: str, entry: str, on: str, **more: object) -> Row:
    """This will give a row; the author is the referrer or the team, as the kind has it."""
    author = THEM if kind in ("referral", "escalation") else US
    plain = {
        "author": author,
        "told_to": US,
        "about": None,
        "people": [],
        "word": None,
        "more": None,
        "corrects": None,
    }
    return Row(kind=kind, entry=entry, day=day(on), **(plain | more))  # type: ignore[arg-type]


def refers(entry: str, on: str, *people: str, **more: object) -> Row:
    return row("referral", entry, on, about=US, people=list(people or [f"child of {entry}"]), **more)


def decides(referral: str, on: str, outcome: str = "advice", id: str = "", **more: object) -> Row:
    return row(
        "decision", id or f"d {referral}", on, about=referral, word=outcome, **({"more": "2019"} | more)
    )


def replies(referral: str, on: str, to: str = THEM) -> Row:
    return row("decision", f"d {referral}", on, about=referral, told_to=to)


def told(*rows: Row, same: tuple[tuple[str, str], ...] = ()) -> list[Contact]:
    return contacts(rows, US, same, {FAMILY})


def answered(referral: str, on: str, replied: str) -> tuple[Row, Row, Row]:
    return refers(referral, on), decides(referral, replied), replies(referral, replied)


# A day by whose end --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("came", "decided", "took"),
    [
        ("5-22", "5-22", 0),  # a Thursday, the same day
        ("5-22", "5-23", 1),
        ("5-23", "5-24", 1),  # Friday to Saturday: by the end of the next working day, Tuesday
        ("5-23", "5-27", 1),  # Monday 26 May 2025 was a bank holiday
        ("5-23", "5-28", 2),
        ("5-24", "5-27", 1),  # told on a Saturday
        ("12-24", "12-29", 1),  # Christmas, Boxing Day and a weekend
        ("5-23", "5-20", 0),  # noted before it was told: never less than nought
    ],
)  # fmt: skip
def test_working_days_of_a_wait(came: str, decided: str, took: int) -> None:
    assert working_days_until(day(came), day(decided)) == took


def test_until_is_after_turned_round() -> None:
    for n in range(400):
        start = dt.date(2025, 1, 1) + dt.timedelta(days=n)
        for count in range(5):
            assert working_days_until(start, working_days_after(start, count)) == count


# Answered in time ----------------------------------------------------------------------------------------------------


def test_in_time_counts_to_the_end_of_the_working_day_and_leaves_out_what_cannot_be_said() -> None:
    found = in_time(
        told(
            *answered("over the bank holiday", "5-23", "5-27"),
            *answered("one day too late", "5-23", "5-28"),
            *answered("the same day", "5-22", "5-22"),
            *answered("saturday", "5-24", "5-27"),
            refers("decided, nobody told", "5-20"), decides("decided, nobody told", "5-20"),
            refers("not decided", "5-21"),
            refers("a neighbour", "5-21", author=FAMILY), decides("a neighbour", "5-21"),
            refers("anonymous", "5-21", word="anonymous"),
            *answered("answered at once, but its day is not over", "2026-3-2", "2026-3-2"),
            refers("friday's: today is its day", "2026-2-27"),
            refers("thursday's: its day was friday", "2026-2-26"),
        ),
        TODAY,
    )  # fmt: skip
    assert (found.within, found.late, found.unanswered, found.private, found.early) == (3, 1, 3, 2, 2)
    assert (found.proportion.many, found.proportion.of) == (3, 7)


def test_another_agency_told_is_not_an_answer() -> None:
    found = in_time(told(refers("a", "5-20"), decides("a", "5-20"), replies("a", "5-20", OTHERS)), TODAY)
    assert (found.within, found.unanswered) == (0, 1)


@pytest.mark.parametrize("kind", ["decision_outcome", "feedback"])
def test_told_only_the_outcome_is_an_answer(kind: str) -> None:
    rows = (refers("a", "5-20"), decides("a", "5-20"), row(kind, "o", "5-21", about="d a", told_to=THEM))
    assert in_time(told(*rows), TODAY).within == 1


# Waiting -------------------------------------------------------------------------------------------------------------


def test_waits_keep_those_that_still_wait() -> None:
    rows = [part for n in range(7) for part in answered(f"quick {n}", "5-20", "5-21")]
    rows += [*answered("slow a", "5-20", "5-23"), *answered("slow b", "5-20", "5-27")]
    found = waits(told(*rows, refers("waits", "2026-2-26")), TODAY)
    assert dict(found.decided) == {1: 7, 3: 1, 4: 1}
    assert dict(found.waiting) == {2: 1}
    assert found.percentile(0.5) == Percentile(1, 1)
    # The ninth of ten: today's wait of 2 makes it 3, a wait without end makes it 4.
    assert found.percentile(0.9) == Percentile(3, 4)
    assert found.percentile(1) == Percentile(4, None)


def test_where_most_still_wait_half_cannot_be_said() -> None:
    found = waits(
        told(*answered("a", "5-20", "5-21"), refers("b", "2026-2-26"), refers("c", "2026-2-26")), TODAY
    )
    assert found.percentile(0.5) == Percentile(2, None)
    assert waits([], TODAY).percentile(0.5) is None


# What is one thing ---------------------------------------------------------------------------------------------------


def test_a_correction_is_not_a_second_referral_and_does_not_restart_the_clock() -> None:
    found = told(
        refers("a", "5-20", "ann"),
        refers("b", "5-20", "bea", corrects="a"),
        refers("c", "5-20", "cat", corrects="b"),
        decides("b", "5-22"),
    )
    assert [(one.id, one.told, set(one.people), len(one.decisions)) for one in found] == [
        ("a", day("5-20"), {"cat"}, 1)
    ]


def test_a_corrected_decision_is_one_on_its_first_day_in_its_last_words() -> None:
    found = told(
        refers("a", "5-20"),
        decides("a", "5-21", "no_further_action", id="first"),
        decides("a", "5-21", "early_help", id="second", corrects="first"),
        row("decided_without", "w", "5-21", about="first", more="gp", word="not_asked"),
        row("escalation", "e", "5-23", about="second", word="manager"),
        row("decision", "second", "5-22", told_to=THEM, about="a"),
    )
    (made,) = found[0].decisions
    assert (made.id, made.on, made.outcome, made.blanks) == (
        "first",
        day("5-21"),
        "early_help",
        (("gp", "not_asked"),),
    )
    assert len(made.challenges) == 1
    assert found[0].reply == day("5-22")


def test_where_what_it_corrects_is_not_seen_a_correction_stands_alone() -> None:
    assert [one.id for one in told(refers("b", "5-20", corrects="hidden"))] == ["b"]


def test_what_others_were_asked_is_not_counted() -> None:
    assert told(row("referral", "a", "5-20", about=OTHERS), refers("b", "5-20", author=US)) == []


# Blanks --------------------------------------------------------------------------------------------------------------


def blank(decision: str, n: int, service: str, stood: str) -> Row:
    return row("decided_without", f"{decision} {n}", "5-21", about=f"d {decision}", more=service, word=stood)


def test_a_decision_from_a_file_says_nothing_of_its_blanks() -> None:
    found = blanks(
        told(
            refers("two blanks of one service", "5-20"), decides("two blanks of one service", "5-21"),
            blank("two blanks of one service", 1, "gp", "not_asked"), blank("two blanks of one service", 2, "gp", "waiting"),
            refers("one", "5-20"), decides("one", "5-21"), blank("one", 1, "police", "refused"),
            refers("none", "5-20"), decides("none", "5-21"),
            refers("imported", "5-20"), decides("imported", "5-21", more=None),
            refers("not decided", "5-20"),
        )
    )  # fmt: skip
    assert (found.with_blank, found.said, found.unsaid) == (2, 3, 1)
    assert found.cells == {("gp", "not_asked"): 1, ("gp", "waiting"): 1, ("police", "refused"): 1}
    assert found.by_service == {"gp": 1, "police": 1}


# Challenges ----------------------------------------------------------------------------------------------------------


def disputes(referral: str, stage: str, on: str, ended: str = "", by: str = THEM) -> list[Row]:
    id = f"{referral} {stage} {by}"
    made = [row("escalation", id, on, about=f"d {referral}", word=stage, author=by)]
    return made + ([row("escalation_outcome", f"{id} o", on, about=id, word=ended)] if ended else [])


def test_a_challenge_is_counted_once_by_what_came_of_it_in_the_end() -> None:
    ids = (
        "changed at the second stage",
        "upheld",
        "open",
        "went on unanswered",
        "pending",
        "two agencies",
        "no challenge",
    )
    rows = [part for id in ids for part in answered(id, "5-20", "5-21")]
    rows += disputes(ids[0], "practitioner", "5-21", "upheld_with_reasons") + disputes(
        ids[0], "manager", "5-21", "decision_changed"
    )
    rows += disputes(ids[1], "manager", "5-22", "upheld_with_reasons")
    rows += disputes(ids[2], "manager", "2026-2-26")  # one working day: Friday is over
    rows += disputes(ids[3], "practitioner", "5-21") + disputes(
        ids[3], "manager", "5-21", "upheld_with_reasons"
    )
    rows += disputes(ids[4], "manager", "2026-2-27", "pending")  # a Friday: today is its day
    rows += disputes(ids[5], "manager", "5-21", "upheld_with_reasons") + disputes(
        ids[5], "manager", "2026-2-27", by=OTHERS
    )
    found = challenges(told(*rows), {"practitioner": 1, "manager": 1}, TODAY)
    assert (found.changed, found.stands, found.open, found.overdue) == (1, 2, 3, 2)
    assert (found.proportion.many, found.proportion.of) == (6, 7)
    assert found.stages == {
        ("practitioner", "stands"): 1, ("manager", "changed"): 1, ("manager", "stands"): 3, ("manager", "open"): 3,
        ("practitioner", "open"): 1,
    }  # fmt: skip


# What became of no further action ------------------------------------------------------------------------------------


def ended(referral: str, on: str, person: str) -> list[Row]:
    return [refers(referral, on, person), decides(referral, on, "no_further_action")]


def test_came_back_within_three_and_twelve_months() -> None:
    rows = [
        *ended("back on the last day of three months", "2024-11-30", "ann"), refers("again 1", "2-28", "ann"),
        *ended("back a day later", "2024-11-30", "bea"), refers("again 2", "3-1", "bea", "her brother"),
        decides("again 2", "3-1", "social_work_assessment"),
        *ended("back after a year", "2024-11-30", "cat"), refers("again 3", "12-1", "cat"),
        *ended("two referrals of one day", "2024-11-30", "dot"), refers("again 4", "2024-11-30", "dot"),
        *ended("not back", "2024-11-30", "eve"),
        *ended("three months old today", "12-2", "fay"), refers("again 5", "12-5", "fay"),
        *ended("three months old yesterday", "12-1", "gia"), refers("again 6", "12-5", "gia"),
        refers("other outcome", "2024-11-30", "hal"), decides("other outcome", "2024-11-30", "early_help"),
    ]  # fmt: skip
    every = told(*rows)
    found = no_further_action(every, every, TODAY)
    three, twelve = found.within
    assert (found.many, found.changed) == (7, 0)
    assert (three.back, three.old, three.young, three.higher) == (2, 6, 1, 0)
    assert (twelve.back, twelve.old, twelve.young, twelve.higher) == (2, 5, 2, 1)


def test_a_decision_that_a_challenge_changed_is_left_out_and_so_is_one_decided_again() -> None:
    rows = [
        *ended("challenged", "2024-5-20", "ann"), *disputes("challenged", "manager", "2024-5-22", "decision_changed"),
        *ended("upheld", "2024-5-20", "bea"), *disputes("upheld", "manager", "2024-5-22", "upheld_with_reasons"),
        *ended("again", "2024-5-20", "cat"), decides("again", "2024-5-25", "early_help", id="second"),
        *ended("again the same", "2024-5-20", "dot"), decides("again the same", "2024-5-25", "no_further_action", id="third"),
    ]  # fmt: skip
    every = told(*rows)
    found = no_further_action(every, every, TODAY)
    assert (found.many, found.changed, found.within[0].old) == (4, 2, 2)


def test_one_child_under_two_records_is_one_where_somebody_said_so() -> None:
    rows = [*ended("a", "2024-5-20", "ann"), refers("b", "2024-6-20", "ann of the school")]
    apart, one = told(*rows), told(*rows, same=(("ann", "nan"), ("nan", "ann of the school")))
    assert no_further_action(apart, apart, TODAY).within[0].back == 0
    assert no_further_action(one, one, TODAY).within[0].back == 1


@pytest.mark.parametrize(
    ("from_", "months", "to"), [("2024-11-30", 3, "2-28"), ("2024-2-29", 12, "2-28"), ("12-31", 0, "12-31"),
     ("1-31", -2, "2024-11-30")]
)  # fmt: skip
def test_so_many_months_later(from_: str, months: int, to: str) -> None:
    assert months_after(day(from_), months) == day(to)


# How sure ------------------------------------------------------------------------------------------------------------


def test_wilsons_interval_as_it_is_published() -> None:
    """Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    expected = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (many, of), (low, high) in expected.items():
        found = Proportion(many, of).interval
        assert (round(found[0], 4), round(found[1], 4)) == (low, high)
    assert Proportion(0, 0).interval == (0, 1)
    assert Proportion(7, 7).interval[1] == 1


# Small numbers -------------------------------------------------------------------------------------------------------


def test_small_numbers_and_what_gives_them_away() -> None:
    assert safe([38, 12, 9]) == (38, 12, 9)
    assert safe([38, 0, 9]) == (38, 0, 9)
    assert safe([38, 3]) == (None, None)  # 41 less 38
    assert safe([100, 6, 2]) == (100, None, None)
    assert safe([100, 1, 1]) == (None, None, None)
    assert safe([6, 5, 4]) == (None, None, None)


def partitions(total: int, cells: int) -> Iterator[tuple[int, ...]]:
    """This will give every way to split a total into so many cells."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in partitions(total - first, cells - 1):
            yield (first, *rest)


@pytest.mark.parametrize(("cells", "most"), [(2, 45), (3, 40), (4, 24), (5, 17)])
def test_whoever_knows_the_rule_and_the_total_cannot_work_a_small_number_out(cells: int, most: int) -> None:
    """Every table that could stand behind what is shown is made; a hidden small number has at least four values in them."""
    for total in range(LEAST, most):
        behind: dict[tuple[int | None, ...], list[tuple[int, ...]]] = defaultdict(list)
        for one in partitions(total, cells):
            behind[safe(one)].append(one)
        for shown, possible in behind.items():
            assert not any(many is not None and 0 < many < LEAST for many in shown)
            for place in range(cells):
                values = {one[place] for one in possible}
                small = shown[place] is None and any(0 < many < LEAST for many in values)
                assert not small or len(values) >= 4, (shown, possible)


# What is passed on ---------------------------------------------------------------------------------------------------


def test_a_quarter_is_finished_and_ends_on_its_last_day() -> None:
    assert [(one.first, one.last) for one in quarters(TODAY, 2)] == [
        (day("10-1"), day("12-31")), (day("7-1"), day("9-30")),
    ]  # fmt: skip


def test_each_table_is_a_partition_of_the_same_referrals() -> None:
    quarter = Quarter(day("2024-4-1"))
    rows = [
        part for n in range(40) for part in answered(f"r {n}", f"2024-{4 + n % 3}-10", f"2024-{4 + n % 3}-10")
    ]
    rows += [part for n in range(12) for part in ended(f"e {n}", "2024-5-20", f"p {n}")]
    rows += [refers(f"b {n}", "2024-6-20", f"p {n}") for n in range(5)] + [
        refers(f"l {n}", "2024-11-20", f"p {n}") for n in range(5, 11)
    ]
    every = told(*rows)
    found = passed_on(quarter, every, TODAY)
    assert found.total == 57
    shown = {table.name: dict(table.cells) for table in found.tables}
    assert shown["later"] == {
        "within_3": None,
        "within_12": None,
        "not_back": None,
        "other": 45,
    }  # one is not back
    assert shown["month"] == {"0": 14, "1": 25, "2": 18}
    assert shown["reply"] == {"in_time": 40, "not_in_time": 17, "no_reply_kept": 0}
    for table in shown.values():
        assert None in table.values() or sum(many or 0 for many in table.values()) == 57


def test_what_became_of_it_waits_until_the_whole_quarter_is_old_enough() -> None:
    def cells(first: str, today: str) -> list[str]:
        rows = [part for n in range(9) for part in ended(f"e {n}", first, f"p {n}")]
        found = passed_on(Quarter(day(first)), told(*rows), day(today))
        return [cell for table in found.tables if table.name == "later" for cell, _ in table.cells]

    assert cells("2024-4-1", "2024-9-30") == []
    assert cells("2024-4-1", "2024-10-1") == ["within_3", "not_back_3", "other"]
    assert cells("2024-4-1", "2025-7-1") == ["within_3", "within_12", "not_back", "other"]


def test_of_a_quarter_with_few_referrals_nothing_is_passed_on() -> None:
    rows = list(itertools.chain.from_iterable(answered(f"r {n}", "2024-5-20", "2024-5-21") for n in range(4)))
    found = passed_on(Quarter(day("2024-4-1")), told(*rows), TODAY)
    assert (found.total, found.tables) == (None, ())
