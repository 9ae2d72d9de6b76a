"""Whatever stands in a note, or is left out of it, a replay ends and says what asking every day anew would say."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import yaml

from sightline.record.interchange.casefile import FileEvent
from sightline.record.interchange.read import read
from sightline.record.interchange.split import split
from sightline.standards.replay import daily, replay

ROOT = Path(__file__).parent.parent
ODD = (
    "Medical not urgent, on 29 February.",
    "Not urgent: 31 June.",
    "Not today. 0th January",
    "?",
    "- - -",
    "*",
    "never .. nobody",
)
TRIES, DAILY = 24, 4


def test_notes_mixed_at_random_and_boxes_left_empty_break_nothing() -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    files = [read(path.read_bytes()) for path in sorted(ROOT.glob("cases/studied/*.yaml"))]
    files = [file for file in files if len(file.events) < 60]
    texts = [*_of_situations(), *(event.summary for file in files for event in file.events if event.summary)]
    for number in range(TRIES):
        file = chance.choice(files)
        events = tuple(_mixed(event, texts, chance) for event in file.events)
        record = split(replace(file, events=events))
        knower = chance.choice([None, *record.teams])
        raises = replay(record, knower)
        if number < DAILY:
            assert raises == daily(record, knower)


def _mixed(event: FileEvent, texts: list[str], chance: random.Random) -> FileEvent:
    note = chance.choice(chance.choice((texts, ODD))) if chance.random() < 0.7 else None
    kept = {name: value for name, value in (event.attributes or {}).items() if chance.random() < 0.6}
    return replace(event, summary=note, attributes=kept)


def _of_situations() -> list[str]:
    paths = sorted(ROOT.glob("cases/situations/read/*.yaml"))
    raws = (raw for path in paths for raw in yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))
    return [row["summary"] for raw in raws for row in raw["entries"] if row.get("summary")]
