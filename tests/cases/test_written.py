"""The written chronologies can be read and their keys are sound: what the standards make of them is measured, and not tested."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sightline.commands.replay import as_json
from sightline.record.interchange.read import load
from sightline.standards.replay import replay
from sightline.standards.standard import standards
from tests.cases import score_replay

HERE = Path(__file__).parent
WRITTEN = sorted((*HERE.glob("studied/*.yaml"), *HERE.glob("unseen/*.yaml")))
QUIET = ("ordinary", "tricky")


@cache
def _key(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return found


@pytest.mark.parametrize(("folder", "many", "quiet"), [("studied", 213, 107), ("unseen", 20, 10)])
def test_about_half_of_them_are_ordinary_or_well_handled(folder: str, many: int, quiet: int) -> None:
    keys = [_key(path) for path in WRITTEN if path.parent.name == folder]
    assert (len(keys), sum(key["case_type"] in QUIET for key in keys)) == (many, quiet)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_each_can_be_read_and_expects_something_only_where_there_are_gaps(path: Path) -> None:
    key = _key(path)
    assert load(path).entries
    assert key["case"] == path.stem
    assert key["case_type"] in ("fictional", *QUIET)
    assert bool(key["expected"]) is (key["case_type"] == "fictional")


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_each_names_only_kinds_and_clocks_of_the_format(path: Path) -> None:
    key = _key(path)
    kinds = {one.kind: one for one in standards()}
    clocks = kinds["statutory_timescale_missed"].editions[-1]["clocks"]
    for item in key["expected"]:
        assert {item["prompt"], *item.get("accept_also", ())} <= kinds.keys(), item["id"]
        assert item.get("clock") in (None, *clocks), item["id"]
    assert {row["prompt"] for row in (*key["not_expected"], *key["tolerated"])} <= {*kinds, "any"}


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_what_is_expected_can_be_supported_on_the_first_day_of_its_window(path: Path) -> None:
    key = _key(path)
    recorded = score_replay.record_days(key)
    people, agencies = ({row["id"] for row in key[part]} for part in ("people", "agencies"))
    for item in key["expected"]:
        days = [recorded[trigger] for trigger in item.get("triggers", ())]
        opens, shuts = item["when"]["from"], item["when"]["to"]
        assert opens <= shuts, item["id"]
        assert min(days, default=opens) <= opens, f"{item['id']} rests on nothing recorded by {opens}"
        assert min(days, default=opens) <= shuts, f"{item['id']} rests on what was recorded after it was of use"
        assert set(item["about"]) <= people, item["id"]
        assert set(item.get("to", ())) <= agencies, item["id"]  # whom it is for is not scored, and two keys leave it out
    for row in (*key["not_expected"], *key["tolerated"]):
        assert row["when"]["from"] <= row["when"]["to"], row


@pytest.mark.parametrize("path", [p for p in WRITTEN if p.parent.name == "unseen"], ids=lambda path: path.stem)
def test_each_raise_cites_entries_of_the_file_that_stood_there_on_its_day(path: Path) -> None:
    """What the file says of its people is known and not cited; a raise may not rest on that alone, nor on what came later.

    Of all others the test of the bench's scoring says it.
    """
    days = score_replay.record_days(_key(path))
    raises = [as_json(raised, None) for raised in replay(load(path), None)]
    assert [r for r in raises if not score_replay.grounded(r, days)] == []
