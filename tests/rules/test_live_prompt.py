"""What the standards say to a team now: what its replay has open, and the one that cannot wait first."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sightline.record.entry import Record
from sightline.record.interchange.read import read
from sightline.record.interchange.split import split
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import knowledge
from sightline.standards.live import prompts
from sightline.standards.replay import replay

STORIES = Path(__file__).parents[2] / "stories"


@pytest.mark.parametrize("story", ["child-a", "child-b", "forget-me-not", "willow-road"])
def test_what_the_standards_say_at_a_moment_is_what_the_replay_has_open_then(story: str) -> None:
    record = split(read((STORIES / f"{story}.yaml").read_bytes()))
    days = sorted({row.told.day for row in record.told})[:: max(1, len(record.told) // 60)]
    for team in record.teams:
        raised = replay(record, team)
        for day in days:
            open = [r for r in raised if r.raised <= day and (r.closed is None or r.closed > day)]
            now = [prompt.said for prompt in prompts(knowledge(record, team, day), day)]
            assert sorted((r.kind, r.about) for r in now) == sorted((r.kind, r.about) for r in open), (
                team,
                day,
            )


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
    found = prompts(knowledge(record, Agency(team), on), on)
    assert (found[0].said.kind if found else None) == kind
