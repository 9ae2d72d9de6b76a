"""(h) The measures of a front door with 50,000 referrals, all in the months shown, beside a page that does next to nothing."""

from __future__ import annotations

import datetime as dt
import os
import statistics
import time

from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.people.models import Organisation, Post, Team
from sightline.record.acting import as_owner
from tests.bench import front_door

REFERRALS = int(os.environ.get("REFERRALS", "50000"))
ROUNDS = 9


def main() -> None:
    """Fill a front door, ask for the pages in turn, and print the medians with their queries."""
    call_command("collectstatic", interactive=False, verbosity=0)
    today = dt.date.today()  # noqa: DTZ011
    with as_owner():
        door, referrer = (
            Team.objects.create(organisation=Organisation.objects.create(name=name), type=name, name=name)
            for name in ("front_door", "midwifery")
        )
        front_door.fill(
            connections["owner"], door, referrer, REFERRALS, today.isoformat(), -(-REFERRALS // 330)
        )
        post = Post.objects.create(team=door, name="Bench", role="team manager", starts=dt.date(2020, 1, 1))
    client = Client(headers={"host": "localhost"})
    client.post("/sign-in-as/", {"post": str(post.pk)})
    plain = _median(client, "/healthz")
    print(f"{REFERRALS:,} referrals in twelve months; median of {ROUNDS}")
    for name, path in (("measures", "/measures/"), ("to pass on", "/measures/to-pass-on/")):
        with CaptureQueriesContext(connections["default"]) as asked:
            client.get(path)
        took = _median(client, path)
        print(
            f"{name:<12} {took * 1e3:>8.0f} ms {took / plain:>7.0f} x a trivial page  {len(asked)} of Django's queries"
        )


def _median(client: Client, path: str) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        assert client.get(path).status_code == 200
        took.append(time.perf_counter() - began)
    return statistics.median(took[1:])
