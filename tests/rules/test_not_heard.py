"""Who has not been heard in a review: worked out from what it was told and what it wrote, for the limits of its report."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from sightline.record.entry import Entry, Record, Told
from sightline.record.kinds.harm import Concern
from sightline.record.kinds.words import Agency, Person
from sightline.record.times import Moment, Span
from sightline.reviews.heard import Case, NotHeard, family_views, not_heard
from sightline.reviews.kinds import kind, kinds, read
from tests.rules.small import TEAMS, Small

AT = Moment(dt.date(2019, 3, 1))


def record(*authors: str, told: str = "") -> Record:
    """This will give what agencies told a review of a case: an entry of each, the first told to another by its author."""
    entries = tuple(
        Entry(f"of {one}", Agency(one), Concern(level="low"), (Person("baby"),), Span(AT.day), AT, "", None)
        for one in authors
    )
    rows = [Told(f"t {e.id}", e.id, e.author, AT, "recorded", e.author) for e in entries]
    rows += [Told("told", entries[0].id, Agency(told), AT, "shared", entries[0].author)] if told else []
    return Record("", TEAMS, {}, entries, tuple(rows))


def case(id: str = "a", *authors: str, told: str = "", **family: str) -> Case:
    """This will give a case of a review."""
    people = {Person(k): v for k, v in family.items()}
    return Case(id, f"Child {id.upper()}", people, record(*authors, told=told), {})


def takes_part(small: Small, team: str, of: str | None, *groups: str) -> None:
    """This will have the review let somebody take part who worked for a team."""
    small.says(
        "me", "review_participant", participant=team, name=team, profession="-", worked_for=of, groups=groups
    )


def came(small: Small, who: str, how: str, session: str = "s") -> None:
    """This will have the review say whether somebody came."""
    small.says("me", "review_attendance", of=session, participant=who, came=how)


def services(found: NotHeard) -> list[tuple[str, str, tuple[str, ...], bool]]:
    """This will give the services not heard, in short."""
    return [(one.case, one.type, one.teams, one.nobody) for one in found.services]


def test_a_service_that_the_record_names_and_nobody_spoke_for_is_not_heard() -> None:
    """In the published review the GPs could not come to the groups, and were in the record all along."""
    small = Small()
    takes_part(small, "p1", "school")
    came(small, "p1", "came")
    found = not_heard(small.known, [case("a", "school", "gp", told="police")])
    assert services(found) == [("a", "gp", ("gp",), True), ("a", "police", ("police",), True)]


def test_whoever_was_only_invited_has_not_been_heard_and_neither_has_their_service() -> None:
    small = Small()
    takes_part(small, "p1", "gp")
    came(small, "p1", "to_be_met_separately")
    found = not_heard(small.known, [case("a", "gp")])
    assert services(found) == [("a", "gp", ("gp",), True)]
    assert [(one.who.body.name, one.last and one.last.body.came) for one in found.participants] == [
        ("p1", "to_be_met_separately")
    ]


@pytest.mark.parametrize("how", ["came", "wrote"])
def test_met_separately_or_in_writing_they_have_been_heard(how: str) -> None:
    small = Small()
    takes_part(small, "p1", "gp")
    came(small, "p1", "apologies")
    if how == "came":
        came(small, "p1", "came", "another")
    else:
        small.says("p1", "review_contribution", of="s", question="?")
    assert not not_heard(small.known, [case("a", "gp")])


def test_the_last_word_on_attendance_stands() -> None:
    small = Small()
    takes_part(small, "p1", "gp")
    came(small, "p1", "came")
    came(small, "p1", "did_not_come")
    assert not_heard(small.known, [case("a", "gp")]).participants


def test_of_two_teams_of_a_service_the_one_that_nobody_spoke_for_is_named() -> None:
    small = Small()
    takes_part(small, "p1", "me")
    came(small, "p1", "came")
    assert services(not_heard(small.known, [case("a", "me", "door")])) == [
        ("a", "front_door", ("door",), False)
    ]


def test_whoever_was_heard_in_one_case_was_not_heard_in_the_other() -> None:
    small = Small()
    group = small.says("me", "review_group", name="Child A, after", phase="post_birth", case="a")
    takes_part(small, "p1", "gp", group)
    came(small, "p1", "came")
    assert services(not_heard(small.known, [case("a", "gp"), case("b", "gp")])) == [
        ("b", "gp", ("gp",), True)
    ]


def test_a_correction_of_who_somebody_is_takes_its_place() -> None:
    small = Small()
    takes_part(small, "p1", "school")
    came(small, "p1", "came")
    said: dict[str, Any] = {"participant": "p1", "name": "p1", "profession": "-", "worked_for": "gp"}
    small.says("me", "review_participant", corrects="e1", **said)
    assert not not_heard(small.known, [case("a", "gp")])


def test_relatives_whose_view_is_not_given_are_named_with_where_it_stands() -> None:
    small = Small()
    blank = case("a", mum="Mother", dad="Father", gran="Grandmother")
    small.says("me", "review_family_view", of_person="mum", stands="cannot_be_asked", why="The court sits")
    small.says("me", "review_family_view", of_person="dad", stands="asked")
    small.says("me", "review_family_view", of_person="dad", stands="given", summary="Nobody asked me")
    views = {person: said[-1] for person, said in family_views(small.known).items()}
    found = not_heard(small.known, [replace(blank, views=views)])
    assert [(one.name, one.last and one.last.body.stands) for one in found.family] == [
        ("Mother", "cannot_be_asked"), ("Grandmother", None),
    ]  # fmt: skip


def test_relatives_and_the_public_are_no_service() -> None:
    assert not not_heard(Small().known, [case("a", "gran")])


def test_each_kind_of_review_has_stages_prompts_and_a_limit_with_how_sure_it_is() -> None:
    assert [one.id for one in kinds()] == ["rapid_review", "local_review", "appreciative_inquiry"]
    inquiry = kind("appreciative_inquiry")
    assert inquiry
    assert [stage.id[0] for stage in inquiry.stages] == ["d"] * 6
    rapid = kind("rapid_review")
    assert rapid
    assert rapid.limit.words == "15 working days"
    assert kind("trial") is None


@pytest.mark.parametrize("fault", [{"stages": []}, {"limit": {"words": "", "of": "", "sure": "quite"}}])
def test_a_kind_of_review_that_does_not_hold_together_is_refused(fault: dict[str, Any]) -> None:
    one = {
        "id": "x", "title": "X", "source": "", "limit": {"words": "", "of": "", "sure": "local"},
        "stages": [{"id": "s", "title": "S", "prompts": ["?"]}],
    }  # fmt: skip
    assert read({"kinds": [one]})
    with pytest.raises(ValueError, match="the kind of review x"):
        read({"kinds": [one | fault]})
