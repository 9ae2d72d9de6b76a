"""What the standards still do where recorders leave things out: each attribute of each event is left empty at random.

The keys stay what they were, so a point that rested on an attribute alone, and on nothing that the note says, is lost for good:
what is measured is how much of the loss is the standards' own, before and after a change, not how near they come to all of it.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

from sightline.record.interchange.casefile import FileEvent
from sightline.record.interchange.split import split
from sightline.standards.bench import Case, case_of
from sightline.standards.replay import replay
from sightline.standards.scoring import Score, score

CASES = ("stories", "tests/cases/studied")
SEEDS = tuple(int(seed) for seed in os.environ.get("SEEDS", "1,2,3").split(","))
LEFT_OUT = tuple(float(part) for part in os.environ.get("LEFT_OUT", "0,0.3,0.6").split(","))


def main() -> None:
    """Score every case with a key as it stands and with attributes left out, and print what is raised and what is noise."""
    root = Path(__file__).parent.parent.parent
    read = (case_of(path.read_bytes()) for folder in CASES for path in sorted((root / folder).glob("*.yaml")))
    cases = [case for case in read if case]
    print(f"{len(cases)} cases, seeds {', '.join(map(str, SEEDS))}")
    print("| left out | musts on time | false alarms: quiet cases, others | load |")
    print("| --- | --- | --- | --- |")
    lost: Counter[str] = Counter()
    noisy: Counter[str] = Counter()
    for part in LEFT_OUT:
        seeds = SEEDS if part else SEEDS[:1]
        scores = [_score(case, part, seed) for seed in seeds for case in cases]
        musts = [answer for one in scores for answer in one.answers if answer.point.must]
        quiet = [one for one in scores if one.key.strict]
        false = (
            sum(len(one.false) for one in quiet),
            sum(len(one.false) for one in scores if not one.key.strict),
        )
        print(
            f"| {part:.0%} | {sum(a.on_time for a in musts)} of {len(musts)} | {false[0]}, {false[1]}"
            f" | {sum(len(one.load) for one in scores)} |"
        )
        if part:
            lost.update(a.point.prompt for a in musts if not a.on_time)
            noisy.update(raised.kind for one in quiet for raised in one.false)
    print("lost most:", ", ".join(f"{kind} {many}" for kind, many in lost.most_common(8)))
    print("false alarms in quiet cases:", ", ".join(f"{kind} {many}" for kind, many in noisy.most_common(8)))


def _score(case: Case, part: float, seed: int) -> Score:
    """The case with so large a part of its events' attributes left empty; the same draw for the same case and seed."""
    chance = random.Random(f"{seed} {case.file.case}")
    events = tuple(_untidy(event, part, chance) for event in case.file.events)
    record = split(replace(case.file, events=events))
    return score(case.key, record, replay(record, None))


def _untidy(event: FileEvent, part: float, chance: random.Random) -> FileEvent:
    kept = {name: value for name, value in (event.attributes or {}).items() if chance.random() >= part}
    return replace(event, attributes=kept)


if __name__ == "__main__":
    main()
