"""A decision without hindsight: what its maker knew, what others held, and who lacked what, from the two cases alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from sightline.pages import story_files
from sightline.record import store
from sightline.record.acting import as_owner
from sightline.record.entry import Entry, Record
from sightline.record.interchange.read import load
from sightline.record.knowledge import knowledge
from sightline.reviews import answered, asking, frozen, vantage
from sightline.reviews.frozen import Frozen
from tests.database import remembered
from tests.knowing.two_cases import CASES, STORIES, TwoCases, two_cases

pytestmark = pytest.mark.django_db(transaction=True)
DECEMBER = dt.date(2019, 12, 11)


@pytest.fixture
def made() -> TwoCases:
    """This will make the review of the two cases."""
    return remembered(_make)


def _make() -> TwoCases:
    with as_owner():
        return two_cases()


def named(made: TwoCases, story: str) -> dict[str, str]:
    """This will give the file's id of each entry of a story."""
    return {str(id): name for (of, name), id in made.entries.items() if of == story}


def at(made: TwoCases, story: str, id: str) -> Frozen:
    """This will freeze a case of the review at one of its decisions."""
    record = vantage.introduced_to(made.review, made.of(story))
    (decision,) = (one for one in record.entries if one.id == str(made.entries[story, id]))
    return frozen.frozen(record, decision)


def ids(made: TwoCases, story: str, entries: Iterator[Entry[object]] | tuple[Entry[object], ...]) -> set[str]:
    """This will give the file's ids of entries."""
    names = named(made, story)
    return {names[entry.id] for entry in entries if entry.id in names}


def file(story: str) -> Record:
    """This will read a story's file."""
    return load(STORIES / f"{story}.yaml")


def teams(made: TwoCases, story: str) -> dict[str, str]:
    """This will give the file's id of each team."""
    return {str(team.pk): id for (of, id), team in made.teams.items() if of == story}


@pytest.mark.parametrize("story", CASES)
def test_the_review_was_told_what_the_file_holds(made: TwoCases, story: str) -> None:
    told = ids(made, story, made.told(story).entries)
    assert told == {e.id for e in file(story).entries if e.kind != "particulars"}
    rows = {
        (named(made, story).get(row.entry), teams(made, story).get(row.knower))
        for row in made.told(story).told
    }
    assert rows >= {(r.entry, r.knower) for r in file(story).told if not r.entry.startswith("people/")}


@pytest.mark.parametrize("story", CASES)
def test_every_team_told_what_the_product_offers_and_nothing_else(made: TwoCases, story: str) -> None:
    """The helper writes in bulk what `asking.answer` writes: here it is held to what that would tell."""
    for (of, id), request in made.requests.items():
        if of == story:
            offer = asking.offered(made.teams[story, id], request)
            assert {entry.id for entry in offer.entries} <= offer.told
            ties = {one.id for tied in offer.matched.values() for one in tied.values()}
            answers = {one.id for one in offer.answers}
            corrected = {named(made, story).get(one) for one in offer.told} - {None}
            assert ids(made, story, offer.entries) == corrected, id
            assert ties <= offer.told
            assert len(answers) == 1


def test_who_lacked_what_at_the_december_decision(made: TwoCases) -> None:
    lacked = frozen.lacked(at(made, "child-a", "d02"))
    names = teams(made, "child-a")
    held = {
        names[who]: {named(made, "child-a")[h.entry.id] for h in many} for who, many in lacked.held.items()
    }
    assert lacked.on == DECEMBER
    assert "e03" in held["gp_father"]  # low mood and early trauma, for seven months
    assert "e01" in held["leaving_care"]
    assert "e02" in held["other_la"]
    assert "mash" not in held
    (low_mood,) = (
        h for many in lacked.held.values() for h in many if named(made, "child-a")[h.entry.id] == "e03"
    )
    assert low_mood.since == dt.date(2019, 5, 1)
    assert [names[who] for who in low_mood.others] == ["adult_mh"]
    first = [min(h.since for h in many) for many in lacked.held.values()]
    assert first == sorted(first)  # the longest held comes first
    longest = {names[who] for who, many in lacked.held.items() if min(h.since for h in many) == first[0]}
    assert "other_la" in longest


@pytest.mark.parametrize("story", CASES)
def test_every_decision_is_what_the_file_says_its_maker_knew(made: TwoCases, story: str) -> None:
    whole = file(story)
    record = vantage.introduced_to(made.review, made.of(story))
    decided = frozen.decisions(record)
    assert len(decided) >= 2
    for decision in decided:
        one = frozen.frozen(record, decision)
        name = named(made, story)[decision.id]
        (of_file,) = (entry for entry in whole.entries if entry.id == name)
        knew = {e.id for e in knowledge(whole, of_file.author, one.at.day).all() if e.kind != "particulars"}
        assert ids(made, story, tuple(one.knew.all())) <= knew
        that_day = ids(made, story, tuple(d for d in decided if d.day == decision.day))
        more = knew - ids(made, story, tuple(one.knew.all()))
        assert {id for id in more if id.split("/")[0] not in that_day} == set()


@pytest.mark.parametrize("story", CASES)
def test_the_standards_speak_as_in_the_replay_of_the_file(made: TwoCases, story: str) -> None:
    """The review has its own account of who is who, and reads the same as the file's owner, at every decision but those of a
    day on which the same agency decided twice (the replay judges both at the end of the day)."""
    record = vantage.introduced_to(made.review, made.of(story))
    tried = 0
    for decision in frozen.decisions(record):
        one = frozen.frozen(record, decision)
        twice = [d for d in frozen.decisions(record) if d.day == decision.day and d.author == decision.author]
        if len(twice) > 1:
            continue
        said = story_files.raises(story, teams(made, story)[decision.author])  # type: ignore[arg-type]
        on = one.at.day
        assert sorted(r.kind for r in frozen.spoke(one)) == sorted(
            r.kind for r in said if r.raised <= on and (r.closed is None or r.closed > on)
        )
        tried += 1
    assert tried >= 2


def test_in_december_a_repeat_referral_would_have_been_spoken_of(made: TwoCases) -> None:
    assert "repeat_referral_not_stepped_up" in {r.kind for r in frozen.spoke(at(made, "child-a", "d02"))}


@pytest.mark.parametrize("story", CASES)
def test_nothing_of_a_later_day_is_in_a_frozen_view(made: TwoCases, story: str) -> None:
    record = vantage.introduced_to(made.review, made.of(story))
    for decision in frozen.decisions(record):
        one = frozen.frozen(record, decision)
        assert all(entry.noted.day <= one.at.day for entry in one.record.entries)
        assert all(row.told.day <= one.at.day for row in one.record.told)
        assert not [e for e in one.knew.all() if getattr(e.body, "about_decision", None) == decision.id]
        lacked = frozen.lacked(one)
        assert all(h.since <= one.at.day for many in lacked.held.values() for h in many)


def test_who_lacked_what_before_the_birth_of_the_second(made: TwoCases) -> None:
    first = frozen.lacked(at(made, "child-b", "d01"))
    names = teams(made, "child-b")
    held = {
        names[who]: {named(made, "child-b")[h.entry.id] for h in many} for who, many in first.held.items()
    }
    assert "e02" in held["court"]  # failing to protect, and collusion: paragraph 5.15


def test_who_was_not_asked_or_has_not_answered_is_in_view() -> None:
    with as_owner():
        made = two_cases(silent=[("child-a", "adult_mh")], unasked=[("child-a", "gp_placement")])
    record, names = made.told("child-a"), teams(made, "child-a")
    asked = answered.asked(
        store.may_see(made.review, people=made.of("child-a")), map(str, made.of("child-a"))
    )  # type: ignore[arg-type]
    assert [names[one.agency] for one in asked if one.waiting] == ["adult_mh"]
    assert [names[one] for one in answered.not_asked(record, asked)] == ["gp_placement"]
    assert "gp_placement" not in [names[one.agency] for one in asked]
    assert all(one.whole for one in asked if names[one.agency] not in ("adult_mh",))
