"""Noninterference in the pure core: two records that agree on what an agency was told give it the same answers.

Each random record is paired with a twin in which everything the agency was not told is removed, rewritten, or joined by
more. The test fails on the first difference and prints the seed that repeats it. A longer run:

    SIGHTLINE_RECORDS=100000 .venv/bin/python -m pytest tests/rules/test_noninterference.py -k same
"""

from __future__ import annotations

import datetime as dt
import os
import random
from dataclasses import replace

import pytest

from sightline.commands import knew
from sightline.commands.replay import account, as_json
from sightline.record import knowledge as reader
from sightline.record.entry import Entry, Record, Told
from sightline.record.interchange.split import split
from sightline.record.knowledge import Knowledge, knowledge
from sightline.record.times import Moment
from sightline.standards import replay as engine
from sightline.standards.replay import last_day, replay
from tests.bench import chronology

RECORDS = int(os.environ.get("SIGHTLINE_RECORDS", "2000"))
SEED = int(os.environ.get("SIGHTLINE_SEED", "20260101"))


def twin(record: Record, agency: str, rng: random.Random) -> Record:
    """A record that agrees with this one on the agency's Told rows, and on little else."""
    mine = {row.entry for row in record.told if row.knower == agency}
    hidden = [entry for entry in record.entries if entry.id not in mine]
    kept = [_rewritten(entry, hidden, rng) for entry in hidden if rng.random() < 0.6]
    added = [replace(entry, id=f"more-{n}") for n, entry in enumerate(rng.sample(hidden, len(hidden) // 3))]
    entries = [entry for entry in record.entries if entry.id in mine] + kept + added
    ids = {entry.id for entry in entries}
    seen = [row for row in record.told if agency in (row.knower, row.by) and row.entry in ids]
    unseen = [
        row
        for row in record.told
        if agency not in (row.knower, row.by) and row.entry in ids and rng.random() < 0.6
    ]
    others = [team for team in record.teams if team != agency]
    more = [_telling(n, rng.choice(entries), rng.choice(others), rng) for n in range(len(entries) // 2)]
    entries.sort(key=lambda entry: entry.noted.key)
    return replace(record, entries=tuple(entries), told=(*seen, *unseen, *more))


def _rewritten(entry: Entry, hidden: list[Entry], rng: random.Random) -> Entry:
    other = rng.choice(hidden)
    return replace(entry, body=other.body, people=other.people, author=other.author, summary="rewritten")


def _telling(n: int, entry: Entry, knower: str, rng: random.Random) -> Told:
    told = Moment(entry.noted.day + dt.timedelta(days=rng.choice((0, 1, 9))), entry.noted.ordinal)
    return Told(f"more-{n}", entry.id, knower, told, "other", None)


def answers(record: Record, agency: str, until: dt.date) -> list[object]:
    """Everything an agency can ask of the pure core, as it would be read."""
    known = knowledge(record, agency, until)
    seen = [(e.id, e.kind, e.summary, sorted(known.told(e.id))) for e in known.all()]
    held = [(team, [e.id for e in known.held(team)]) for team in sorted(record.teams)]
    raised = [as_json(r, agency) for r in replay(record, agency, until)]
    said = list(account(record, agency, until))
    own = list(knew.account(record, agency, until))
    return [seen, held, raised, said, own[: own.index("")], len(known.tellings())]


def difference(seed: int) -> str | None:
    """What an agency could tell two such records apart by, or None."""
    rng = random.Random(seed)
    record = split(chronology.case(rng.randint(6, 24), seed=seed, per_day=rng.choice((0.1, 0.5, 2.0))))
    agency = rng.choice([team for team in record.teams if any(row.knower == team for row in record.told)])
    other = twin(record, agency, rng)
    until = last_day(record)
    mine, theirs = answers(record, agency, until), answers(other, agency, until)
    return next(
        (f"seed {seed}, as {agency}: {a} / {b}" for a, b in zip(mine, theirs, strict=True) if a != b), None
    )


def first_difference(count: int) -> str | None:
    return next((found for n in range(count) if (found := difference(SEED + n))), None)


def test_an_agency_has_the_same_answers_whatever_it_was_not_told():
    print(f"seeds {SEED} to {SEED + RECORDS - 1}")
    assert first_difference(RECORDS) is None


def test_what_it_was_told_does_change_its_answers():
    """The comparison is not blind: a changed summary of an entry that the agency knows is a difference."""
    record = split(chronology.case(20, seed=SEED))
    at = max(n for n, entry in enumerate(record.entries) if any(row.entry == entry.id for row in record.told))
    agency, changed = record.entries[at].author, replace(record.entries[at], summary="changed")
    other = replace(record, entries=(*record.entries[:at], changed, *record.entries[at + 1 :]))
    assert answers(record, agency, last_day(record)) != answers(other, agency, last_day(record))


def every_telling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who else was told shows to everybody who knows the entry."""
    honest = reader.vantage

    def leaky(record: Record, knower):
        found = honest(record, knower)
        mine = {event.id for _, event in found if isinstance(event, Entry)}
        return found + [
            (row.told, row) for row in record.told if row.entry in mine and knower not in (row.knower, row.by)
        ]

    monkeypatch.setattr(reader, "vantage", leaky)


def one_entry_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rare slip: one entry that nobody told the agency of."""
    honest = reader.vantage

    def leaky(record: Record, knower):
        found = honest(record, knower)
        mine = {event.id for _, event in found if isinstance(event, Entry)}
        return found + [(e.noted, e) for e in record.entries if e.id not in mine][:1]

    monkeypatch.setattr(reader, "vantage", leaky)


def no_guard_in_the_replay(monkeypatch: pytest.MonkeyPatch) -> None:
    """A prompt to an agency is run over the whole record."""
    honest = engine.vantage
    monkeypatch.setattr(engine, "vantage", lambda record, knower: honest(record, None))


def a_count_over_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that counts entries before it asks who was told of them."""
    totals: dict[int, int] = {}
    honest = reader.vantage

    def counting(record: Record, knower):
        found = honest(record, knower)
        totals[0] = len(record.entries)
        return found

    monkeypatch.setattr(reader, "vantage", counting)
    monkeypatch.setattr(Knowledge, "tellings", lambda self: range(totals[0]))


@pytest.mark.parametrize(
    "plant", [every_telling, one_entry_too_many, no_guard_in_the_replay, a_count_over_everything]
)
def test_a_planted_leak_is_found(plant, monkeypatch):
    assert first_difference(30) is None
    plant(monkeypatch)
    assert first_difference(400) is not None
