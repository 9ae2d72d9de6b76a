"""The held chronologies can be read and their keys are sound: what the standards make of them is measured, and not tested."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from sightline.record.interchange.read import load
from sightline.standards.standard import standards

HELD = sorted((Path(__file__).parent / "held").glob("*.yaml"))
QUIET = ("ordinary", "tricky")
# Section 9 of the format's description.
CLOCKS = {
    "referral_decision",
    "referral_feedback",
    "strategy_discussion",
    "assessment",
    "initial_conference",
    "core_group",
    "review_conference",
    "transfer_in_conference",
    "child_in_care_visit",
    "child_in_care_review",
    "initial_health_assessment",
    "police_protection",
    "emergency_protection_order",
    "new_birth_visit",
    "prebirth_assessment",
}


def _key(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def _recorded(key: dict[str, Any]) -> dict[str, dt.date]:
    return {entry["id"]: entry["recorded"] for part in ("events", "decisions") for entry in key[part]}


def test_there_are_twelve_and_half_of_them_are_quiet() -> None:
    quiet = [path for path in HELD if _key(path)["case_type"] in QUIET]
    assert (len(HELD), len(quiet)) == (12, 6)


@pytest.mark.parametrize("path", HELD, ids=lambda path: path.stem)
def test_each_can_be_read_and_expects_something_only_where_there_are_gaps(path: Path) -> None:
    key = _key(path)
    assert load(path).entries
    assert key["case"] == path.stem
    assert bool(key["expected"]) is (key["case_type"] == "fictional")
    assert key["case_type"] == "fictional" or key["case_type"] in QUIET
    entries = len(key["events"]) + len(key["decisions"])
    assert (30, 20)[key["case_type"] in QUIET] <= entries <= (60, 45)[key["case_type"] in QUIET]


@pytest.mark.parametrize("path", HELD, ids=lambda path: path.stem)
def test_each_names_only_kinds_and_clocks_of_the_format(path: Path) -> None:
    key = _key(path)
    kinds = {one.kind for one in standards()}
    for item in key["expected"]:
        assert {item["prompt"], *item["accept_also"]} <= kinds, item["id"]
        assert (item.get("clock") in CLOCKS) is (item["prompt"] == "statutory_timescale_missed"), item["id"]
    assert {row["prompt"] for row in (*key["not_expected"], *key["tolerated"])} <= kinds | {"any"}


@pytest.mark.parametrize("path", HELD, ids=lambda path: path.stem)
def test_what_is_expected_can_be_supported_on_the_first_day_of_its_window(path: Path) -> None:
    key = _key(path)
    recorded = _recorded(key)
    people, agencies = ({row["id"] for row in key[part]} for part in ("people", "agencies"))
    for item in key["expected"]:
        days = [recorded[trigger] for trigger in item["triggers"]]
        opens, shuts = item["when"]["from"], item["when"]["to"]
        assert opens <= shuts, item["id"]
        assert min(days) <= opens, f"{item['id']} rests on nothing that was recorded by {opens}"
        assert max(days) <= shuts, f"{item['id']} rests on what was recorded after it was of use"
        assert set(item["about"]) <= people, item["id"]
        assert set(item["to"]) <= agencies, item["id"]
    for row in (*key["not_expected"], *key["tolerated"]):
        assert row["when"]["from"] <= row["when"]["to"], row
