"""Every version of every kind that was ever stored can still be read: one frozen example each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from sightline.record.kinds import KINDS
from sightline.record.kinds.payload import UPGRADES, decode, encode
from sightline.record.kinds.shape import shapes

FROZEN = Path(__file__).parent / "frozen"
EXAMPLES = sorted(FROZEN.glob("*.yaml"))


def _example(path: Path) -> tuple[str, int, dict[str, Any]]:
    kind, version, _ = path.name.split(".")
    return kind, int(version), yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_frozen_example_reads_in_todays_version(path: Path) -> None:
    kind, version, payload = _example(path)
    body = decode(kind, version, payload)
    assert type(body) is KINDS[kind]
    if version == KINDS[kind].VERSION:
        assert encode(body) == payload


def test_every_version_of_every_kind_has_a_frozen_example() -> None:
    wanted = {f"{name}.{version}" for name, kind in KINDS.items() for version in range(1, kind.VERSION + 1)}
    assert wanted == {path.stem for path in EXAMPLES}


def test_example_of_todays_version_fills_every_field() -> None:
    for path in EXAMPLES:
        kind, version, payload = _example(path)
        if version == KINDS[kind].VERSION:
            assert set(payload) == set(shapes(KINDS[kind])), path.name


@pytest.mark.parametrize(
    ("kind", "version", "payload", "says"),
    [
        ("no_such", 1, {}, "there is no kind called no_such"),
        ("visit", 2, {}, "visit: version 2"),
        ("visit", 0, {}, "visit: version 0"),
        ("visit", 1, {"colour": "red"}, "visit.colour: there is no such field"),
        ("visit", 1, {"announced": "yes"}, "visit.announced: 'yes' is not true or false"),
        ("visit", 1, {"announced": 1}, "visit.announced: 1 is not true or false"),
        ("visit", 1, {"mode": "fax"}, "visit.mode: 'fax' is not one of face_to_face, "),
        ("visit", 1, {"seen": "baby"}, "visit.seen: 'baby' is not a list"),
        ("visit", 1, {"seen": [1]}, "visit.seen: 1 is not the id of one of the people"),
        ("referral", 1, {"sequence": True}, "referral.sequence: True is not a whole number"),
        ("referral", 1, {"sequence": 10**400}, "referral.sequence: "),
        ("birth", 1, {"gestation_weeks": float("nan")}, "birth.gestation_weeks: nan is not a number"),
        ("particulars", 1, {"person": "baby", "dob": "2024-02-30"}, "particulars.dob: "),
        ("particulars", 1, {"person": "baby", "dob": "20240220"}, "particulars.dob: "),
        (
            "particulars",
            1,
            {"person": "baby", "protected": None},
            "particulars.protected: None is not true or false",
        ),
        ("check_answer", 1, {}, "check_answer.check: is missing"),
        ("same_person", 1, {"persons": ["one"]}, "same_person.persons: holds 1, not 2"),
    ],
)
def test_payload_that_is_not_right_names_its_field(
    kind: str, version: int, payload: dict[str, Any], says: str
) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(says)}"):
        decode(kind, version, payload)


def test_upgrades_lead_to_a_known_version() -> None:
    for kind, version in UPGRADES:
        assert 1 <= version < KINDS[kind].VERSION


def test_older_payload_is_raised_and_not_rewritten(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = {"mode": "telephone"}
    monkeypatch.setattr(KINDS["visit"], "VERSION", 2)
    with pytest.raises(ValueError, match="nothing raises version 1 to 2"):
        decode("visit", 1, stored)
    monkeypatch.setitem(UPGRADES, ("visit", 1), lambda payload: {**payload, "mode": "phone"})
    assert encode(decode("visit", 1, stored)) == {"mode": "phone"}
    assert stored == {"mode": "telephone"}
