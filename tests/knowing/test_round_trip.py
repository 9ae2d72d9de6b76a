"""A file comes back as it went in: through entries and tellings, through text, and in any order of its days.

A failure prints the blob that repeats it; `--hypothesis-seed` repeats a whole run.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.record.entry import Record
from sightline.record.interchange.again import Index, compare, index
from sightline.record.interchange.casefile import CaseFile, FileDecision, FileEvent
from sightline.record.interchange.join import join
from sightline.record.interchange.read import load, read
from sightline.record.interchange.split import split
from sightline.record.interchange.write import write
from sightline.record.knowledge import knowledge
from tests.knowing.casefiles import cases, days

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted([*(ROOT.parent / "shared" / "cases").glob("*.yaml"), *(ROOT / "stories").glob("*.yaml")])
EXAMPLE = Path(__file__).parent / "example.yaml"
often = settings(
    max_examples=200,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@often
@given(cases())
def test_joining_what_was_split_gives_the_same_case(case: CaseFile) -> None:
    assert join(split(case)) == case


@often
@given(cases())
def test_reading_what_was_written_gives_the_same_case(case: CaseFile) -> None:
    text = write(case)
    again = read(text.encode())
    assert again == case
    assert list(again.areas) == list(case.areas)
    assert list(again.teams) == list(case.teams)
    assert write(again) == text


@often
@given(cases())
def test_ids_and_moments_of_a_record_are_each_its_own(case: CaseFile) -> None:
    record = split(case)
    ids = [entry.id for entry in record.entries]
    assert len(ids) == len(set(ids))
    assert len({entry.noted.key for entry in record.entries}) == len(ids)
    assert [entry.noted.key for entry in record.entries] == sorted(
        entry.noted.key for entry in record.entries
    )
    tellings = [row.id for row in record.told]
    assert len(tellings) == len(set(tellings))
    untold = set(ids) - {row.entry for row in record.told}
    # Somebody in the file whom no entry is about, a birth that nobody was told of, a fact that nobody holds.
    assert all(id.startswith("people/") for id in untold)
    named = {
        person for entry in record.entries if not entry.id.startswith("people/") for person in entry.people
    }
    standing = {id for id in untold if not id.endswith("/born") and "/nobody/" not in id}
    assert not {id.split("/")[1] for id in standing} & named


@pytest.mark.parametrize("path", [EXAMPLE, *FILES], ids=lambda path: path.name)
def test_file_reads_without_fault_and_comes_back(path: Path) -> None:
    case = read(path.read_bytes())
    assert join(split(case)) == case
    text = write(case)
    assert read(text.encode()) == case
    assert write(read(text.encode())) == text
    assert load(path) == split(case)


def _days_mixed(case: CaseFile, seed: int) -> CaseFile:
    """The same case with its days in another order; within each day the order stays."""
    mixer = random.Random(seed)
    events: dict[dt.date, list[FileEvent]] = defaultdict(list)
    decisions: dict[dt.date, list[FileDecision]] = defaultdict(list)
    for event in case.events:
        events[event.recorded].append(event)
    for decision in case.decisions:
        decisions[decision.recorded].append(decision)
    mixed = mixer.sample(list(events), len(events)), mixer.sample(list(decisions), len(decisions))
    return dataclasses.replace(
        case,
        events=tuple(event for day in mixed[0] for event in events[day]),
        decisions=tuple(decision for day in mixed[1] for decision in decisions[day]),
    )


def _all_known(record: Record) -> list[object]:
    """What every agency, and the owner, knows on every day on which anything changes, in the order it is known."""
    days = sorted({row.told.day for row in record.told} | {entry.noted.day for entry in record.entries})
    answers: list[object] = []
    for knower in (None, *record.teams):
        for day in days:
            known = knowledge(record, knower, day)
            told = [dict(known.told(entry.id)) for entry in known.all()]
            kinds = [
                list(known.entries(kind))
                for kind in sorted({type(e.body) for e in known.all()}, key=lambda k: k.__name__)
            ]
            answers.append((knower, day, list(known.all()), told, kinds, list(known.tellings())))
    return answers


@settings(often, max_examples=60)
@given(cases(), st.integers(0, 2**32))
def test_days_in_another_order_are_known_the_same(case: CaseFile, seed: int) -> None:
    assert _all_known(split(_days_mixed(case, seed))) == _all_known(split(case))


@pytest.mark.parametrize("path", [EXAMPLE, *FILES], ids=lambda path: path.name)
def test_days_of_a_file_in_another_order_are_known_the_same(path: Path) -> None:
    case = read(path.read_bytes())
    mixed = split(_days_mixed(case, seed=20240220))
    assert mixed.entries == split(case).entries
    assert compare(split(case), mixed).nothing


@often
@given(cases())
def test_the_same_again_is_nothing(case: CaseFile) -> None:
    record = split(case)
    changes = compare(index(record), split(read(write(case).encode())))
    assert changes.nothing
    assert set(changes.same) == {entry.id for entry in record.entries}
    assert compare(Index(), record).new == record.entries
    assert compare(Index(), record).told == record.told


@often
@given(cases(), st.data())
def test_in_chunks_the_whole_is_the_same(case: CaseFile, data: st.DataObject) -> None:
    """A part of the file first and then the whole: nothing is lost, nothing twice, nothing of it called missing."""
    whole = split(case)
    ids = [entry.id for entry in whole.entries]
    first = data.draw(st.sets(st.sampled_from(ids)))
    entries = tuple(entry for entry in whole.entries if entry.id in first)
    part = dataclasses.replace(
        whole, entries=entries, told=tuple(row for row in whole.told if row.entry in first)
    )
    changes = compare(part, whole)
    assert {entry.id for entry in (*part.entries, *changes.new)} == set(ids)
    assert len(part.entries) + len(changes.new) == len(ids)
    assert not changes.changed
    assert not changes.missing
    assert not changes.untold
    assert set(part.told) | set(changes.told) == set(whole.told)
    back = compare(whole, part)
    assert set(back.missing) == set(ids) - first
    assert not back.new


@often
@given(cases(), days)
def test_a_file_that_has_grown_by_days_corrects_nothing_that_happened(case: CaseFile, day: dt.date) -> None:
    """The same case sent again a month later: what was in it is the same, what came since is new."""
    events = tuple(event for event in case.events if event.recorded <= day)
    decisions = tuple(decision for decision in case.decisions if decision.recorded <= day)
    early, whole = split(dataclasses.replace(case, events=events, decisions=decisions)), split(case)
    changes = compare(early, whole)
    assert [entry.id for entry in changes.changed if not entry.id.startswith("people/")] == []
    assert [id for id in changes.missing if not id.startswith("people/")] == []
    assert [key for key in changes.untold if not key[0].startswith("people/")] == []
    assert {entry.id for entry in (*early.entries, *changes.new)} >= {entry.id for entry in whole.entries}


def test_different_is_a_correction_and_missing_is_a_report() -> None:
    case = read(EXAMPLE.read_bytes())
    first, *rest = case.events
    old = split(case)
    reworded = dataclasses.replace(
        case, events=(dataclasses.replace(first, summary="Another wording."), *rest)
    )
    assert [entry.id for entry in compare(old, split(reworded)).changed] == [first.id]
    fewer_people = dataclasses.replace(
        case, events=(first, dataclasses.replace(rest[0], about=first.about), *rest[1:])
    )
    assert "e02" in {entry.id for entry in compare(old, split(fewer_people)).changed}
    told = dataclasses.replace(case, events=(dataclasses.replace(first, shared_with=first.known_by), *rest))
    changes = compare(old, split(told))
    assert not changes.changed
    assert [(row.entry, row.how) for row in changes.told] == [(first.id, "shared")]
    fewer = dataclasses.replace(case, decisions=())
    assert set(compare(old, split(fewer)).missing) >= {"d01", "d01/outcome"}


def test_another_order_within_a_day_is_no_correction() -> None:
    case = read(EXAMPLE.read_bytes())
    first, second, *rest = case.events
    changes = compare(split(case), split(dataclasses.replace(case, events=(second, first, *rest))))
    assert not changes.changed
    assert {entry.id for entry in changes.new} == {
        "people/baby/mash/born"
    }  # whoever wrote first has what no event says
    assert changes.missing == ("people/baby/hv/born",)
