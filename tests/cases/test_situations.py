"""The small situations can be read, and are judged as the format judges: what the standards make of them is measured, not tested."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sightline.standards.standard import standards
from tests.bench.bench_situations import HERE, Situation, situations

FILES = sorted(HERE.glob("*/*.yaml"))
REFERRED = """
- situation: A school asks for help and is never answered
  {speaks}
  until: {until}
  about: [{about}]
  agencies: {{school: school, door: {{type: front_door, decision_maker: true}}}}
  people: {{girl: {{role: child, dob: 2012-02-01}}, mother: {{role: mother}}}}
  entries:
  - {{id: r1, day: 2024-03-04, agency: school, kind: referral, about: [girl], to: door, topics: [neglect], source_type: professional, told: [door]}}
"""


def _raw(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return found


def test_every_kind_has_some_in_both_halves() -> None:
    kinds = {one.kind for one in standards()}
    for half in ("read", "unread"):
        assert {path.stem for path in FILES if path.parent.name == half} == kinds
    for path in FILES:
        speaks = ["speaks" in raw for raw in _raw(path)]
        assert speaks.count(True) >= 3, path
        assert speaks.count(False) >= 2, path


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_can_be_read_and_speaks_within_its_days_of_people_that_it_has(path: Path) -> None:
    kinds = {one.kind for one in standards()}
    for raw, one in zip(_raw(path), situations(path), strict=True):
        assert one.record.entries, one.says
        assert one.accepted <= kinds, one.says
        assert set(raw.get("about", ())) <= set(raw["people"]), one.says
        assert one.speaks is None or one.speaks[0] <= one.speaks[1] <= one.until, one.says


@pytest.mark.parametrize(
    ("speaks", "until", "about", "right"),
    [
        ("speaks: {from: 2024-03-05, to: 2024-03-12}", "2024-03-12", "girl", True),
        ("speaks: {from: 2024-03-04, to: 2024-03-04}", "2024-03-12", "girl", False),  # raised a day too late for it
        ("speaks: {from: 2024-03-05, to: 2024-03-12}", "2024-03-12", "mother", False),
        ("# silent", "2024-03-12", "girl", False),
        ("# silent", "2024-03-04", "girl", True),
    ],
)  # fmt: skip
def test_a_raise_answers_in_its_days_and_about_its_people_and_breaks_a_silence(
    tmp_path: Path, speaks: str, until: str, about: str, right: bool
) -> None:
    assert _only(tmp_path, REFERRED.format(speaks=speaks, until=until, about=about)).right is right


def _only(folder: Path, text: str) -> Situation:
    path = folder / "statutory_timescale_missed.yaml"
    path.write_text(text, encoding="utf-8")
    (one,) = situations(path)
    return one
