"""The unseen chronologies can be read and hold a key: what the standards make of them is measured, and not tested."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sightline.commands.replay import as_json
from sightline.record.interchange.read import load
from sightline.standards.replay import replay
from sightline.standards.standard import standards
from tests.cases import score_replay

UNSEEN = sorted((Path(__file__).parent / "unseen").glob("*.yaml"))


@pytest.mark.parametrize("path", UNSEEN, ids=lambda path: path.stem)
def test_each_is_a_sound_file_with_a_key(path: Path) -> None:
    key = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert load(path).entries
    assert key["case"] == path.stem
    kinds = {item["prompt"] for item in key["expected"]}
    assert kinds <= {one.kind for one in standards()}
    assert bool(kinds) is (key["case_type"] == "fictional")


def test_half_of_them_are_ordinary_or_well_handled() -> None:
    quiet = [p for p in UNSEEN if yaml.safe_load(p.read_text())["case_type"] in ("ordinary", "tricky")]
    assert (len(UNSEEN), len(quiet)) == (24, 12)


@pytest.mark.parametrize("path", UNSEEN, ids=lambda path: path.stem)
def test_each_raise_cites_entries_of_the_file_that_stood_there_on_its_day(path: Path) -> None:
    """What the file says of its people is known and not cited; a raise may not rest on that alone, nor on what came later."""
    days = score_replay.record_days(yaml.safe_load(path.read_text(encoding="utf-8")))
    raises = [as_json(raised, None) for raised in replay(load(path), None)]
    assert [r for r in raises if not score_replay.grounded(r, days)] == []
