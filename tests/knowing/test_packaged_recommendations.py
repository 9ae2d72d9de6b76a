"""The eleven recommendations of the source: each traced, owned, tested or openly without a measure; and issued in the demonstration."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from config import demo, demo_review
from sightline.measures.series import MEASURES
from sightline.people.models import Team
from sightline.record.acting import as_owner
from sightline.record.imports import import_record
from sightline.record.interchange.read import read
from sightline.record.times import Moment
from sightline.reviews import limits, recommending

STORIES = Path("stories")
TODAY = dt.date(2026, 1, 5)


def test_each_is_traced_owned_and_tested_or_says_why_not() -> None:
    said = demo_review.said()
    assert [one["number"] for one in said] == list(range(1, 12))
    files = {case: read((STORIES / f"{case}.yaml").read_bytes()) for case in ("child-a", "child-b")}
    there = {
        f"{case}:{entry.id}" for case, file in files.items() for entry in (*file.events, *file.decisions)
    }
    teams = set(files["child-a"].teams)
    for one in said:
        assert one["paragraphs"], one["number"]
        assert one["entries"], one["number"]
        assert set(one["entries"]) <= there
        assert {one["owner"], *(team for _, team in one["concerns"])} <= teams
        assert one["audit"].endswith("?")
        assert (one.get("measure") in MEASURES) != bool(one.get("no_measure")), one["number"]
        assert bool(one.get("beyond")) == (one["number"] > limits.recommendations().most)


@pytest.mark.django_db(transaction=True)
def test_they_are_issued_in_the_demonstration_once() -> None:
    file = read((STORIES / "child-a.yaml").read_bytes())
    import_record(file, source="story child-a", by="test", at=Moment(TODAY))
    demo.load()
    for _ in range(2):
        demo_review.load()
    with as_owner():
        unit, door = Team.objects.get(type="partnership"), Team.objects.get(type="front_door")
    every = recommending.every(unit, TODAY)
    assert [one.body.number for one in every] == list(range(1, 12))
    assert {one.body.number for one in recommending.every(door, TODAY)} == {1, 2}
    states = {one.body.number: one.state for one in every}
    assert (states[1], states[6], states[2]) == ("accepted", "declined", "waiting")
