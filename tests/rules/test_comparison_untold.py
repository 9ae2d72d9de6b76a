"""A comparison in an agency's own eyes: what it was not told changes nothing of it."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from sightline.commands.compare import account, not_there
from sightline.record.entry import Record
from sightline.record.interchange.read import load
from sightline.record.interchange.split import split
from sightline.reviews.comparison import case as vantages
from sightline.reviews.comparison.case import seen
from sightline.reviews.comparison.compared import compare
from sightline.reviews.comparison.steps import NotThere, aligning
from sightline.standards.replay import Raise
from tests.bench import chronology
from tests.rules.side_by_side import ROOT, file
from tests.rules.test_noninterference import twin

SEED, RECORDS = 20260601, 150


def said(record: Record, agency: str) -> list[str]:
    """Everything that a comparison says, with each event that can align, of a case that an agency sees beside Child B."""
    mine = seen(record, agency)
    other = load(str(ROOT / "tests/cases/B.yaml"))
    lines: list[str] = []
    for step in aligning():
        try:
            lines += account(compare(mine, file("tests/cases/B.yaml"), step), (record, other))
        except NotThere as missing:
            lines.append(not_there(missing))
    return lines


def difference(seed: int) -> str | None:
    """The first line that differs between a record and its twin, who differ only in what the agency was not told."""
    rng = random.Random(seed)
    record = split(chronology.case(rng.randint(6, 40), seed=seed, per_day=rng.choice((0.1, 0.5, 2.0))))
    agency = rng.choice([team for team in record.teams if any(row.knower == team for row in record.told)])
    mine, theirs = said(record, agency), said(twin(record, agency, rng), agency)
    return next((f"seed {seed}: {a} / {b}" for a, b in zip(mine, theirs, strict=False) if a != b), None) or (
        None if len(mine) == len(theirs) else f"seed {seed}: {len(mine)} and {len(theirs)} lines"
    )


def first_difference(count: int) -> str | None:
    return next((found for n in range(count) if (found := difference(SEED + n))), None)


def test_what_was_not_told_changes_nothing() -> None:
    assert first_difference(RECORDS) is None


def whole_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """An agency's comparison is made of everybody's entries."""
    honest = vantages.knowledge
    monkeypatch.setattr(vantages, "knowledge", lambda record, knower, on: honest(record, None, on))


def all_standards(monkeypatch: pytest.MonkeyPatch) -> None:
    """The standards are run over the whole file."""
    honest = vantages.replay

    def leaky(record: Record, knower: str, until: dt.date) -> list[Raise]:
        try:
            return honest(record, None, until)
        except AttributeError:  # a twin's hidden entries are rewritten, and may no longer fit together
            return []

    monkeypatch.setattr(vantages, "replay", leaky)


def ends_with_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A case ends with the last day of the file, not of what was told."""
    honest = vantages.replay
    monkeypatch.setattr(vantages, "replay", lambda record, knower, until: honest(record, knower))


@pytest.mark.parametrize("plant", [whole_file, all_standards, ends_with_the_file])
def test_a_planted_leak_is_found(plant, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)
    assert first_difference(RECORDS) is not None


def test_an_agency_that_was_not_told_of_the_event_has_no_clock() -> None:
    record = load(str(ROOT / "tests/cases/A.yaml"))
    with pytest.raises(NotThere):
        compare(
            seen(record, "midwifery"),
            file("tests/cases/B.yaml"),
            next(s for s in aligning() if s.name == "injury"),
        )


def test_the_social_workers_clock_starts_with_what_they_were_told() -> None:
    """Social care was told of the second bleed alone: in its own eyes that is the first sight."""
    record = load(str(ROOT / "tests/cases/A.yaml"))
    injury = next(s for s in aligning() if s.name == "injury")
    found = compare(seen(record, "csc"), file("tests/cases/B.yaml"), injury)
    assert found.sides[0].start.day == dt.date(2020, 5, 13)
    assert "e47" not in {entry.id for entry in found.sides[0].case.known.all()}
