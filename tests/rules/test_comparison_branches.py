"""The branches of a comparison on small cases: each beside its near miss."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from itertools import chain

import pytest

from sightline.record.entry import Record
from sightline.record.interchange.split import split
from sightline.record.times import Moment, Span
from sightline.reviews.comparison.case import seen
from sightline.reviews.comparison.clock import DAY, before, stretch
from sightline.reviews.comparison.compared import Comparison, compare
from sightline.reviews.comparison.intervals import Interval, later, words
from sightline.reviews.comparison.lacked import at
from sightline.reviews.comparison.matching import shown
from sightline.reviews.comparison.steps import NotThere, aligning, start, steps, taken
from sightline.reviews.comparison.strengths import strengths as signs
from sightline.standards.standard import standards
from tests.bench import chronology
from tests.rules.side_by_side import INJURY, side, small, strengths

MEDICAL = "2019-05-21 ward medical baby: type=child_protection_medical finding=bruise opinion=non_accidental explicit=true"

TOGETHER = "Social care, police and health talked together"
WITH_REASONS = "The decision was told with its reasons"
IN_FULL = "It was passed on in full to another agency"


@pytest.mark.parametrize(
    ("name", "line", "shows"),
    [
        ("medical", MEDICAL, True),
        ("medical", "2019-05-21 gp medical baby: type=gp_consultation finding=bruise", False),
        ("medical", "2019-05-21 ward medical baby: type=child_protection_medical opinion=examination_not_completed", False),
        ("medical", "2019-05-21 ward medical sister: type=child_protection_medical opinion=non_accidental", False),
        ("medical", "2019-05-01 ward medical baby: type=child_protection_medical opinion=non_accidental", False),
        ("doctor", "2019-05-21 gp medical baby: type=gp_consultation finding=bruise", True),
        ("doctor", "2019-05-21 gp medical baby: type=immunisation", False),
        ("social_care_told", "2019-05-21 ward medical baby: type=imaging > social", True),
        ("social_care_told", "2019-05-21 ward medical baby: type=imaging > school", False),
        ("social_care_told", "2019-05-21 ward hospital baby: stage=admitted > social", False),
        ("checks", "2019-05-21 door check dad: asked=gp of_people=dad", True),
        ("checks", "2019-05-21 door check dad: asked=door of_people=dad", False),
        ("protected", "2019-05-21 carers supervision baby mum: level=continuous", True),
        ("protected", "2019-05-21 carers supervision baby mum: level=believed_continuous", False),
        ("protected", "2019-05-01 carers supervision baby mum: level=continuous", False),
        ("protected", "2019-05-21 police legal baby: step=police_protection status=ended", False),
        ("safety_plan", "2019-05-21 social strategy_discussion baby: attended=social|police", False),
        ("safety_plan", "2019-05-21 social strategy_discussion baby: safety_plan=stays_on_the_ward", True),
        ("enquiry", "2019-05-21 social strategy_discussion baby: outcome=no_section47", False),
        ("harm_referral", "2019-05-21 gp referral baby: to=door alleges_harm=false", False),
        ("strategy", "2019-05-21 social strategy_discussion sister: attended=social|police", False),
    ],
)  # fmt: skip
def test_what_is_a_step_and_what_is_nearly_one(name: str, line: str, shows: bool) -> None:
    assert (name in side(line).first) is shows


@pytest.mark.parametrize(
    ("title", "line", "shows"),
    [
        (TOGETHER, "2019-05-21 social strategy_discussion baby: attended=social|police|ward", True),
        (TOGETHER, "2019-05-21 social strategy_discussion baby: attended=social|police|school", False),
        (TOGETHER, "2019-05-21 social strategy_discussion baby: attended=social|ward", False),
        (WITH_REASONS, "2019-05-21 door decision baby: type=close outcome=close > gp", True),
        (WITH_REASONS, "2019-05-21 door decision baby: type=close outcome=close > gp outcome_only", False),
        ("The child was seen in person", "2019-05-21 gp visit baby: mode=face_to_face access=seen seen=baby", True),
        ("The child was seen in person", "2019-05-21 gp visit baby: mode=video access=seen seen=baby", False),
        ("The child was seen in person", "2019-05-21 gp visit baby: mode=face_to_face access=seen seen=mum", False),
        (IN_FULL, "2019-05-21 gp information_sharing baby: to=social content=full", True),
        (IN_FULL, "2019-05-21 gp information_sharing baby: to=gp content=full", False),
        (IN_FULL, "2019-05-21 gp information_sharing baby: to=social content=summary", False),
        ("Referred as harm on the day it was seen", "2019-05-20 gp referral baby: to=door alleges_harm=true", True),
        ("Referred as harm on the day it was seen", "2019-05-21 gp referral baby: to=door alleges_harm=true", False),
        ("The opinion says plainly what the finding means", MEDICAL, True),
        ("The opinion says plainly what the finding means", MEDICAL.replace("true", "false"), False),
    ],
)  # fmt: skip
def test_what_is_good_practice_and_what_is_nearly_that(title: str, line: str, shows: bool) -> None:
    assert (title in strengths(side(line))) is shows


@pytest.mark.parametrize(("told_on", "shows"), [("2019-05-20", True), ("2019-05-21", False)])
def test_an_injury_told_the_next_day_was_not_told_the_same_day(told_on: str, shows: bool) -> None:
    record = small(INJURY + " > social")
    day = Moment(dt.date.fromisoformat(told_on), 9)
    rows = tuple(replace(row, told=day) if row.knower == "social" else row for row in record.told)
    case = seen(replace(record, told=rows))
    found = compare(case, case, steps()["injury"])
    assert ("The injury was told to another agency the same day" in strengths(found.sides[0])) is shows
    (cell,) = [row.cells[0] for row in stretch(found).rows if row.place == 0]
    assert cell is not None
    assert (cell.happened[0].knew, [(h.agency, later(h.after)) for h in cell.happened[0].later]) == (
        (("social",), []) if shows else ((), [("social", "1 day later")])
    )


def test_a_worry_is_taken_back_only_by_whoever_brought_it() -> None:
    first = "2019-04-01 gp referral baby: to=door"
    assert "The worry was taken back to social care" in strengths(
        side(first, "2019-05-02 gp referral baby: to=door")
    )
    assert "The worry was taken back to social care" not in strengths(
        side(first, "2019-05-02 school referral baby: to=door")
    )


def test_a_case_without_the_event_says_so_and_what_it_has() -> None:
    case = seen(small("2019-04-01 gp referral baby: to=door"), name="small")
    with pytest.raises(NotThere) as raised:
        compare(case, case, steps()["injury"])
    assert raised.value.case == "small"
    assert [step.name for step in raised.value.has] == ["referral"]


@pytest.mark.parametrize("cause", ["birth_mark", "witnessed_accident", "medical"])
def test_a_mark_with_a_charted_cause_starts_no_clock(cause: str) -> None:
    case = seen(small(INJURY.replace("documented_cause=none", f"documented_cause={cause}")))
    assert not taken(case, steps()["injury"], None)


def test_a_cause_that_nobody_wrote_of_is_not_a_cause() -> None:
    case = seen(small(INJURY.replace(" documented_cause=none", "")))
    assert start(case, steps()["injury"])[0].entry.id == "i1"


def test_the_clock_of_a_family_is_that_of_the_child_who_was_hurt_first() -> None:
    earlier = "2019-05-01 school injury sister: type=bruise site=arm"
    assert side(earlier).child == "sister"
    assert "medical" not in side(earlier, MEDICAL).first


def _timed(record: Record, times: dict[str, dt.time]) -> Record:
    entries = tuple(
        replace(e, noted=Moment(e.noted.day, e.noted.ordinal, times.get(e.id))) for e in record.entries
    )
    return replace(record, entries=entries)


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ({}, "within a day"),
        ({"i1": dt.time(22)}, "within a day"),
        ({"i1": dt.time(22), "s1": dt.time(9)}, "11 hours"),
        ({"i1": dt.time(8), "s1": dt.time(9, 30)}, "25 hours"),
    ],
)
def test_hours_are_said_only_where_both_ends_have_a_time(times: dict[str, dt.time], said: str) -> None:
    record = small(INJURY, "2019-05-21 s1 social strategy_discussion baby: attended=social|police")
    case = seen(_timed(record, times))
    assert words(compare(case, case, steps()["injury"]).main.intervals[0]) == said


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Span(dt.date(2019, 6, 1), precision="month"), "between 12 days and 5 weeks 6 days"),
        (Span(dt.date(2019, 1, 1), precision="year"), "between 19 weeks 6 days before and 32 weeks 1 day"),
        (Span(None, precision="unknown"), "day not known"),
        (Span(dt.date(2019, 5, 22), dt.date(2019, 5, 30)), "2 days"),
    ],
)
def test_a_vague_day_gives_no_exact_interval(span: Span, said: str) -> None:
    record = small(INJURY, "2019-06-03 s1 social strategy_discussion baby: attended=social|police")
    entries = tuple(replace(e, occurred=span) if e.id == "s1" else e for e in record.entries)
    case = seen(replace(record, entries=entries))
    assert words(compare(case, case, steps()["injury"]).main.intervals[0]) == said


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        (Interval(0, 0), "the same day"),
        (Interval(1, 1), "within a day"),
        (Interval(2, 2), "2 days"),
        (Interval(-1, -1), "1 day before"),
        (Interval(0, 0, 20), "less than an hour"),
        (Interval(0, 0, -90), "1 hour before"),
        (Interval(2, 2, 48 * 60), "2 days"),
        (Interval(800, 800), "2 years"),
        (None, "day not known"),
    ],
)
def test_an_interval_is_said_no_more_exactly_than_it_is_known(interval: Interval | None, said: str) -> None:
    assert words(interval) == said


def test_how_a_standard_ended_is_told_apart() -> None:
    strategy = "2019-05-25 social strategy_discussion baby: attended=social|police|ward > ward"
    met = next(one for one in side(strategy).said if one.raised.kind.startswith("injury_non_mobile"))
    assert (met.ended, met.raised.closed) == ("met", dt.date(2019, 5, 25))
    # Long after, only time has passed: the standard is silent, and nobody has met it.
    quiet = side("2020-05-25 gp observation sister: topics=engagement_good direction=positive")
    lapsed = next(one for one in quiet.said if one.raised.kind.startswith("injury_non_mobile"))
    assert lapsed.ended == "lapsed"
    open_still = next(one for one in side().said if one.raised.kind.startswith("injury_non_mobile"))
    assert open_still.ended == "open"


def test_two_standards_that_call_for_one_step_on_one_day_are_both_overtaken_without_it() -> None:
    case = seen(small(INJURY, "2019-05-29 gp observation baby: topics=handling direction=concern"))
    first = next(raised for raised in case.raises if raised.kind.startswith("injury_non_mobile"))
    closed = replace(first, closed=dt.date(2019, 5, 29))
    both = (closed, replace(closed, kind="medical_opinion_unclear_or_incomplete"))
    found = compare(replace(case, raises=both), case, steps()["injury"])
    assert [one.ended for one in found.sides[0].said] == ["overtaken", "overtaken"]


def test_what_another_holds_is_lacked_until_the_decider_is_told() -> None:
    history = "2019-01-05 h1 gp background dad: topics=mental_health of_person=dad"
    decided = "2019-05-21 d1 door decision baby: type=close outcome=close"
    for line, lacks in ((history, True), (history + " > door", False)):
        known = seen(small(INJURY, line, decided)).known
        found = at(known, known.entry("d1"))
        assert ("h1" in {e.id for held in found.lacked for e in held.entries}) is lacks
        assert ("h1" in {e.id for e in found.knew}) is not lacks


def test_who_is_told_after_a_decision_did_not_know_at_it() -> None:
    """Neither the decider, nor a holder by then."""
    history = "2019-01-05 h1 gp background dad: topics=mental_health of_person=dad > door, school"
    record = small(INJURY, history, "2019-05-21 d1 door decision baby: type=close outcome=close")
    after = Moment(dt.date(2019, 5, 22), 9)
    told = tuple(replace(row, told=after) if row.knower in ("door", "school") else row for row in record.told)
    known = seen(replace(record, told=told)).known
    (held,) = at(known, known.entry("d1")).lacked[-1:]
    assert (held.holders, [entry.id for entry in held.entries]) == (("gp",), ["h1"])


def test_an_examination_written_up_after_a_decision_is_not_held_against_it() -> None:
    record = small(
        INJURY,
        MEDICAL.replace(" ward", " m1 ward"),
        "2019-05-21 d1 door decision baby: type=close outcome=close",
    )
    late = Moment(dt.date(2019, 5, 23), 9)
    entries = tuple(replace(e, noted=late) if e.id == "m1" else e for e in record.entries)
    known = seen(replace(record, entries=entries)).known
    assert "m1" not in {e.id for held in at(known, known.entry("d1")).lacked for e in held.entries}


def test_a_standard_that_lapses_on_a_day_of_news_lapses_all_the_same() -> None:
    lapse = next(one for one in standards() if one.kind.startswith("injury_non_mobile")).editions[0][
        "lapses_after_days"
    ]
    on = dt.date(2019, 5, 20) + dt.timedelta(days=lapse)
    found = side(f"{on} gp observation sister: topics=engagement_good direction=positive")
    said = next(one for one in found.said if one.raised.kind.startswith("injury_non_mobile"))
    assert (said.raised.closed, said.ended) == (on, "lapsed")


def test_what_was_noted_after_a_decision_is_not_held_against_it() -> None:
    later = "2019-05-22 h1 gp background dad: topics=mental_health of_person=dad"
    known = seen(small(INJURY, "2019-05-21 d1 door decision baby: type=close outcome=close", later)).known
    assert "h1" not in {e.id for held in at(known, known.entry("d1")).lacked for e in held.entries}


@cache
def _long() -> Comparison:
    cases = [seen(split(chronology.case(1_000, seed=n)), name=str(n)) for n in (3, 4)]
    return compare(cases[0], cases[1], steps()["injury"])


def test_a_long_clock_is_read_in_stretches_that_leave_nothing_out() -> None:
    found = _long()
    places = sorted({*found.sides[0].days, *found.sides[1].days})
    read, since = [], places[0]
    while True:
        part = stretch(found, since)
        assert sum(len(c.happened) for row in part.rows for c in row.cells if c) <= 60
        read += [row.place for row in part.rows]
        if part.later is None:
            break
        assert stretch(found, part.later).earlier is not None
        since = part.later
    assert read == places
    assert len(before(found.sides[0]).decisions) <= 8


def test_the_way_back_is_the_way_there() -> None:
    found = _long()
    here = stretch(found, 30)
    back = stretch(found, here.earlier)
    assert back.rows[0].place == here.earlier
    assert back.rows[-1].place < 30


def test_a_day_of_very_many_entries_is_cut_and_counted() -> None:
    many = [f"2019-05-21 gp observation baby: topics=handling direction={d}" for d in ["concern"] * (DAY + 7)]
    cells = [row.cells[0] for row in stretch(_alone(*many), most=None).rows if row.place == 1]
    assert [(len(cell.happened), cell.more) for cell in cells if cell] == [(DAY, 7)]


def _alone(*lines: str) -> Comparison:
    case = seen(small(INJURY, *lines))
    return compare(case, case, steps()["injury"])


def test_an_entry_stands_on_the_clock_once_with_its_parts_of_the_day() -> None:
    found = _alone(
        "2019-05-21 c1 door check dad: asked=gp of_people=dad result=nothing_found answered_on=2019-05-24"
    )
    ids = [
        one.entry.id for row in stretch(found).rows for cell in row.cells[:1] if cell for one in cell.happened
    ]
    assert ids == ["i1", "c1", "c1/answer"]
    same_day = _alone(
        "2019-05-21 c1 door check dad: asked=gp of_people=dad result=nothing_found answered_on=2019-05-21"
    )
    ids = [
        one.entry.id
        for row in stretch(same_day).rows
        for cell in row.cells[:1]
        if cell
        for one in cell.happened
    ]
    assert ids == ["i1", "c1"]


def test_every_step_and_every_strength_rests_on_something_in_force_today() -> None:
    today = dt.date(2026, 6, 1)
    for one in chain((step.shown for step in steps().values()), signs()):
        assert [e for e in one.editions if e.since <= today and (e.to is None or today <= e.to)], one.title
    assert all(step.leads_to for step in aligning())
    assert len({step.title for step in steps().values()}) == len(steps())


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "nothing"},
        {"kind": "injury", "has": {"colour": ["blue"]}},
        {"kind": "injury", "has": {"type": ["nothing"]}},
        {"kind": "injury", "lacks": {"documented_cause": ["nothing"]}},
        {"kind": "injury", "given": ["colour"]},
        {"kind": "injury", "tests": ["nothing"]},
    ],
)
def test_a_slip_in_the_data_is_not_read(wrong: dict) -> None:
    raw = {"title": "It", "series": "local", "where": "here", "is": [wrong]}
    with pytest.raises(ValueError, match="It: "):
        shown(raw)


def test_a_series_that_is_not_there_is_not_read() -> None:
    with pytest.raises(KeyError):
        shown({"title": "It", "series": "nothing", "where": "here", "is": [{"kind": "injury"}]})


def test_an_empty_case_has_no_clock() -> None:
    empty = Record("empty", {}, {}, (), ())
    with pytest.raises(NotThere) as raised:
        compare(seen(empty), seen(empty), steps()["birth"])
    assert raised.value.has == ()
