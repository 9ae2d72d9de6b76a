"""What the standards say to a team now: what its replay has open, and the one that cannot wait first."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from sightline.record.entry import Record, Team
from sightline.record.interchange.read import read
from sightline.record.interchange.split import split
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge, knowledge
from sightline.standards.detect.injury import INJURY
from sightline.standards.live import discussions, prompts
from sightline.standards.replay import replay
from tests.rules.small import ME, Small, baby

STORIES = Path(__file__).parents[2] / "stories"


@pytest.mark.parametrize("story", ["child-a", "child-b", "forget-me-not", "willow-road"])
def test_what_the_standards_say_at_a_moment_is_what_the_replay_has_open_then(story: str) -> None:
    record = split(read((STORIES / f"{story}.yaml").read_bytes()))
    days = sorted({row.told.day for row in record.told})[:: max(1, len(record.told) // 60)]
    for team in record.teams:
        raised = replay(record, team)
        for day in days:
            open = [r for r in raised if r.raised <= day and (r.closed is None or r.closed > day)]
            now = [prompt.said for prompt in prompts(knowledge(record, team, day), day, ())]
            assert sorted((r.kind, r.about) for r in now) == sorted((r.kind, r.about) for r in open), (
                team,
                day,
            )


def _talked_over(known: Knowledge, evidence: tuple[str, ...]) -> bool:
    return any(isinstance(one.body, StrategyDiscussion) for one in map(known.entry, evidence) if one)


@pytest.mark.parametrize("story", ["child-a", "child-b", "forget-me-not", "three-doors-down"])
def test_the_clock_of_a_strategy_discussion_runs_out_when_its_standard_speaks(story: str) -> None:
    record = split(read((STORIES / f"{story}.yaml").read_bytes()))
    ran_out = 0
    for team in record.teams:
        for day in sorted({row.told.day for row in record.told})[:: max(1, len(record.told) // 60)]:
            known = knowledge(record, team, day)
            late = [entry.id for due, entry in discussions(known, day, ()) if due <= day]
            injuries = [one.said.evidence for one in prompts(known, day, ()) if one.said.kind == INJURY]
            # Once it was talked over, what the standard still asks for is the examination.
            speaks = [on[0] for on in injuries if not _talked_over(known, on)]
            assert sorted(late) == sorted(speaks), (team, day)
            ran_out += len(late)
    assert ran_out or story != "child-a"


HURT = {"type": "bruise", "site": "cheek", "child_mobility": "non_mobile", "documented_cause": "none"}
SENT = HURT | {"action": "referred_to_social_care"}
FRIDAY = dt.date(2019, 5, 24)  # before a bank holiday
MONDAY, TUESDAY = dt.date(2019, 5, 27), dt.date(2019, 5, 28)


def clocks(case: Small, on: dt.date) -> list[dt.date]:
    """This will give the days by which the baby's injuries are to be talked over, as "me" knows."""
    return [due for due, _ in discussions(case.known, on, ())]


@pytest.mark.parametrize(
    ("said", "due"),
    [
        (HURT, FRIDAY),
        (SENT, TUESDAY),
        (SENT | {"child_mobility": "walking"}, None),
        (SENT | {"documented_cause": "birth_mark"}, None),
    ],
)
def test_an_injury_has_a_clock_where_its_standard_calls_for_one(
    said: dict[str, Any], due: dt.date | None
) -> None:
    case = baby(dob=dt.date(2019, 3, 2))
    case.says("gp", "injury", "baby", day=FRIDAY, **said)
    for on in (FRIDAY, TUESDAY, FRIDAY + dt.timedelta(days=27)):
        assert clocks(case, on) == ([due] if due else [])
    assert (
        clocks(case, FRIDAY + dt.timedelta(days=28)) == []
    )  # the standard has nothing to say of it any more


@pytest.mark.parametrize(
    "done",
    [
        ("strategy_discussion", {"outcome": "section47_joint"}),
        ("medical", {"type": "child_protection_medical", "opinion": "medical_cause"}),
    ],
)
def test_talked_over_or_explained_it_has_none(done: tuple[str, dict[str, Any]]) -> None:
    case = baby(dob=dt.date(2019, 3, 2))
    case.says("gp", "injury", "baby", day=FRIDAY, **SENT)
    kind, said = done
    case.says("hospital", kind, "baby", day=FRIDAY, **said)
    assert clocks(case, MONDAY) == []


def test_a_team_that_the_standard_does_not_speak_to_has_no_such_clock() -> None:
    case = baby(dob=dt.date(2019, 3, 2))
    case.says("gp", "injury", "baby", day=FRIDAY, **SENT)
    case.known.teams = {**case.known.teams, ME: Team(ME, "school", "me")}  # type: ignore[misc]
    assert clocks(case, MONDAY) == []


@pytest.mark.parametrize(
    ("team", "day", "kind"),
    [
        ("csc", "2020-05-14", "injury_non_mobile_no_child_protection_response"),
        ("cpat", "2020-05-11", "injury_non_mobile_no_child_protection_response"),
        ("mash", "2019-12-12", "repeat_referral_not_stepped_up"),
        ("midwifery", "2019-12-12", "referral_outcome_not_fed_back"),
        ("police", "2020-05-14", None),
    ],
)
def test_the_one_prompt_of_child_a_is_the_one_that_cannot_wait(team: str, day: str, kind: str | None) -> None:
    record: Record = split(read((STORIES / "child-a.yaml").read_bytes()))
    on = dt.date.fromisoformat(day)
    found = prompts(knowledge(record, Agency(team), on), on, ())
    assert (found[0].said.kind if found else None) == kind
