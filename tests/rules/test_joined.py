"""What joins an open point: said with it for so many days, and by itself once that is over or answered."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest

from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import knowledge
from sightline.standards.examples import record_of
from sightline.standards.joined import Standing, to_say
from sightline.standards.live import prompts
from sightline.standards.replay import last_day, replay
from sightline.standards.standard import Finding, Standard, standards

CHILD = Person("girl")
DAY = dt.date(2024, 3, 4)
WITHIN = 60


def standing(key: str, after: int, *evidence: str, missing: str = "") -> Standing:
    since = DAY + dt.timedelta(days=after)
    blanks = ((CHILD, Agency(missing)),) if missing else ()
    return Standing(Finding((CHILD,), evidence, since, blanks, key=key), since)


def said(*standings: Standing) -> dict[str, tuple[str, ...]]:
    return {finding.key: finding.evidence for _, finding in to_say(standings, WITHIN)}


def test_what_shares_an_entry_is_said_with_the_first_and_cites_what_is_new() -> None:
    assert said(standing("first", 0, "e1", "e2"), standing("second", 9, "e3", "e2")) == {
        "first": ("e1", "e2", "e3")
    }


def test_near_miss_on_an_entry_of_its_own_it_is_a_point_of_its_own() -> None:
    assert said(standing("first", 0, "e1"), standing("second", 9, "e3")) == {
        "first": ("e1",),
        "second": ("e3",),
    }


def test_who_is_missing_from_what_joins_is_named_too() -> None:
    both = to_say(
        [standing("school", 0, "e1", missing="school"), standing("gp", 0, "e1", missing="gp")], WITHIN
    )
    ((_, finding),) = both
    assert set(finding.missing) == {(CHILD, "school"), (CHILD, "gp")}


@pytest.mark.parametrize(("after", "points"), [(WITHIN - 1, 1), (WITHIN, 2)])
def test_it_joins_for_so_many_days_and_no_longer(after: int, points: int) -> None:
    assert len(said(standing("first", 0, "e1"), standing("second", after, "e2", "e1"))) == points


def test_a_brother_of_whom_the_first_does_not_speak_is_a_point_of_his_own() -> None:
    of_him = standing("his", 1, "e1")
    of_him = replace(of_him, finding=replace(of_him.finding, about=(CHILD, Person("boy"))))
    assert set(said(standing("hers", 0, "e1"), of_him)) == {"hers", "his"}


def test_what_is_of_its_own_joins_no_earlier_point() -> None:
    answer = standing("answer", 9, "e3", "e2")
    answer = replace(answer, finding=replace(answer.finding, own=True))
    assert set(said(standing("first", 0, "e1", "e2"), answer)) == {"first", "answer"}


def test_the_answer_to_a_new_referral_is_said_beside_an_assessment_that_is_open() -> None:
    """A family's word closed the assessment; a week later a teacher rings, and the reply goes by the family's word again."""
    answered = "type=referral_outcome outcome=child_in_need_continues"
    lines = (
        "2018-02-01 school concern girl: topics=neglect|emotional_abuse level=high",
        "2018-03-01 children_social_care assessment girl: type=child_and_family status=completed main_evidence=parent_report",
        "2018-03-08 r1 school referral girl: to=children_social_care alleges_harm=true > children_social_care",
        f"2018-03-09 children_social_care decision girl: {answered} responds_to=r1 rationale=Mother's_account_makes_sense.",
    )
    example = {"people": {"girl": {"role": "child", "dob": dt.date(2009, 3, 2)}}, "lines": lines}
    raised = [r.raised for r in replay(record_of(example), None, of="explanation_not_tested")]
    assert raised == [dt.date(2018, 3, 1), dt.date(2018, 3, 9)]


def test_once_the_first_is_answered_what_had_joined_it_is_said_by_itself() -> None:
    assert said(standing("second", 9, "e3", "e2")) == {"second": ("e3", "e2")}


def over(one: Standing, after: int) -> Standing:
    return replace(one, finding=replace(one.finding, over=DAY + dt.timedelta(days=after)))


def test_one_that_is_over_by_time_alone_goes_on_with_what_joined_it() -> None:
    first, second = standing("first", 0, "e1", "e2"), standing("second", 9, "e3", "e2")
    assert said(over(first, 42), second) == {"first": ("e1", "e2", "e3")}


def test_near_miss_what_came_after_it_was_over_is_a_point_of_its_own() -> None:
    first, later = standing("first", 0, "e1", "e2"), standing("later", 50, "e3", "e2")
    assert said(over(first, 42), later) == {"later": ("e3", "e2")}


def test_near_miss_one_that_is_over_and_alone_is_not_said() -> None:
    assert said(over(standing("first", 0, "e1"), 42)) == {}


def test_a_second_account_of_the_weeks_in_which_a_first_stood_is_no_new_point_when_that_lapses() -> None:
    """A burn and a cut, three weeks apart, each with its account and neither looked at: one point, that stands for both."""
    lines = (
        "2018-03-01 school injury girl: type=burn site=hand explanation=touched_the_iron action=referred_to_social_care",
        "2018-03-21 school injury girl: type=burn site=arm explanation=touched_the_oven action=referred_to_social_care",
        "2018-06-01 school observation girl: direction=neutral rests_on=seen summary=In_class.",
    )
    example = {"people": {"girl": {"role": "child", "dob": dt.date(2009, 3, 2)}}, "lines": lines}
    (one,) = replay(record_of(example), None, of="explanation_not_tested")
    assert one.closed
    assert one.closed > dt.date(2018, 3, 21) + dt.timedelta(days=30)


def test_that_a_service_stands_in_both_joins_nothing() -> None:
    assert (
        len(said(standing("a", 0, "people/girl/gp/0", "e1"), standing("b", 1, "people/girl/gp/0", "e2"))) == 2
    )


def test_the_order_in_which_they_are_found_changes_nothing() -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    some = [
        standing(f"k{n}", chance.randint(0, 90), *chance.sample(["e1", "e2", "e3", "e4", "e5"], 2))
        for n in range(12)
    ]
    expected = said(*some)
    for _ in range(20):
        chance.shuffle(some)
        assert said(*some) == expected


@pytest.mark.parametrize("rule", [s for s in standards() if s.joins_within_days], ids=lambda s: s.kind)
def test_a_page_joins_what_the_replay_joins(rule: Standard) -> None:
    """Every worked example of the kind, in the eyes of each team, on its last day."""
    for example in rule.examples:
        record = record_of(example)
        on = example.get("until") or last_day(record)
        for team in record.teams:
            said = replay(record, team, on, of=rule.kind)
            now = [p.said for p in prompts(knowledge(record, team, on), on, ()) if p.said.kind == rule.kind]
            standing = [r for r in said if r.closed is None]
            assert sorted(r.about for r in now) == sorted(r.about for r in standing), (example["title"], team)
