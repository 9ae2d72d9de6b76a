"""(d) A chronology page of a case of 1,000 entries, beside a page that does next to nothing, through the whole web stack.

The trivial page is the health check: middleware, one query, a word. Both are asked in turn by the test client, signed in
as the same post, against the same database, so the ratio is what the page itself costs.
"""

from __future__ import annotations

import datetime as dt
import statistics
import time
from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.test import Client

from sightline.people.models import Post, Team
from sightline.record import actions
from sightline.record.acting import acting_for, as_owner
from sightline.record.imports import import_record
from sightline.record.models import Entry
from sightline.record.times import Moment
from tests.bench import chronology

ENTRIES = 1_000
ROUNDS = 60
TODAY = Moment(dt.date(2025, 6, 2), 0, dt.time(9))


def main() -> None:
    """Load one case, ask for both pages in turn, and print the medians and their ratio."""
    call_command("collectstatic", interactive=False, verbosity=0)
    client, case, seen = _signed_in()
    pages = {"trivial page": "/healthz", "chronology, first page": f"/cases/{case}/chronology/"}
    times: dict[str, list[float]] = {name: [] for name in pages}
    sizes: dict[str, int] = {}
    for turn in range(ROUNDS + 5):
        for name, path in pages.items():
            began = time.perf_counter()
            answer = client.get(path)
            took = time.perf_counter() - began
            assert answer.status_code == 200, (path, answer.status_code)
            sizes[name] = len(answer.content)
            if turn >= 5:
                times[name].append(took)
    print(f"a case of {seen:,} entries that the team knows; median of {ROUNDS}")
    plain = statistics.median(times["trivial page"])
    for name, took in times.items():
        middle = statistics.median(took)
        print(
            f"{name:<26} {middle * 1e3:>8.2f} ms {middle / plain:>7.1f} x  {sizes[name] / 1024:>6.0f} KiB uncompressed"
        )


def _signed_in() -> tuple[Client, UUID, int]:
    """A browser in which social care is signed in, its case of the generated chronology, and how much of it it knows."""
    file = chronology.case(ENTRIES * 3, per_day=1.5)
    import_record(file, source="bench", by="bench", at=TODAY)
    with as_owner():
        team = Team.objects.filter(type="children_social_care").latest("id")
        post: Any = Post.objects.create(
            team=team, name="Bench", role="practitioner", starts=dt.date(2020, 1, 1)
        )
    with acting_for(team):
        seen = Entry.objects.count()
        people = {person for entry in Entry.objects.all() for person in entry.people}
    case = actions.open_case(by=post, at=TODAY, key="bench", title="Bench", people=sorted(people))
    client = Client(headers={"host": "localhost"})
    client.post("/sign-in-as/", {"post": str(post.pk)})
    return client, case, seen
