"""Two cases of 1,000 entries each side by side, beside a page that does next to nothing, through the whole web stack.

A process thinks each case and each comparison through once; that first time is timed apart from those after.
"""

from __future__ import annotations

import statistics
import time
from unittest.mock import patch

from django.core.management import call_command
from django.test import Client

from sightline.pages import story_files
from sightline.record.interchange.split import split
from tests.bench import chronology, door

ENTRIES = 1_000
ROUNDS = 40
COMPARE = "/stories/compare/"
PAGES = {
    "trivial page": "/healthz",
    "comparison, as it opens": COMPARE,
    "comparison, far down the clock": f"{COMPARE}?from=400",
    "comparison, from the referral": f"{COMPARE}?align=referral",
}


def main() -> None:
    """Write both cases, ask for each page in turn, and print the medians, their ratios, statements and sizes."""
    call_command("collectstatic", interactive=False, verbosity=0)
    records = {name: split(chronology.case(ENTRIES, seed=seed)) for name, seed in (("one", 3), ("other", 4))}
    stories = {name: story_files.Story(name, name.title(), "A generated case.") for name in records}
    with (
        patch.object(story_files, "record", records.__getitem__),
        patch.object(story_files, "stories", lambda: stories),
    ):
        client = Client(headers={"host": "localhost"})
        began = time.process_time()
        assert client.get(COMPARE).status_code == 200
        first = time.process_time() - began
        print(
            f"two cases of {ENTRIES:,} entries; the first time, all standards over both: {first:.1f} processor s"
        )
        _turns(client)


def _turns(client: Client) -> None:
    times: dict[str, list[float]] = {name: [] for name in PAGES}
    sizes: dict[str, int] = {}
    for turn in range(ROUNDS + 3):
        for name, path in PAGES.items():
            began = time.perf_counter()
            answer = client.get(path)
            took = time.perf_counter() - began
            assert answer.status_code == 200, (path, answer.status_code)
            sizes[name] = len(answer.content)
            if turn >= 3:
                times[name].append(took)
    plain = statistics.median(times["trivial page"])
    print(f"{'median of ' + str(ROUNDS):<32} {'ms':>8} {'ratio':>7} {'statements':>11} {'KiB':>6}")
    for name, path in PAGES.items():
        middle = statistics.median(times[name])
        asked = door.queries(lambda path=path: client.get(path))
        print(
            f"{name:<32} {middle * 1e3:>8.1f} {middle / plain:>7.1f} {asked:>11} {sizes[name] / 1024:>6.0f}"
        )
