"""The record at the size of a county: reading one child's chronology as known, and writing one entry, beside bare SQL.

A million entries, three million tellings. What is compared is measured in one run, turn by turn.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import statistics
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import Any

from django.db import connections, transaction

from sightline.people.models import Post, Team
from sightline.record import actions, store
from sightline.record.acting import acting_for, as_owner
from sightline.record.entry import Record
from sightline.record.kinds.harm import Concern
from sightline.record.knowledge import knowledge
from sightline.record.times import Moment, Span
from tests.bench import big

FAMILIES = int(os.environ.get("FAMILIES", "20000"))
ROUNDS = 400
LATER = dt.date(2024, 1, 1)  # a past day by which all of it was told


def main() -> None:
    """Load, measure, and print two tables."""
    owner, web = connections["owner"], connections["default"]
    began = time.monotonic()
    with transaction.atomic(using="owner"):
        big.fill(owner, FAMILIES, quick=True)
    owner.cursor().execute("vacuum analyze")
    owner.cursor().execute(
        "set plan_cache_mode = force_generic_plan"
    )  # as acting_for does: the same for both sides
    print(
        f"loaded {FAMILIES * 50:,} entries, {FAMILIES * 150:,} tellings in {time.monotonic() - began:.0f} s"
    )
    chosen = random.Random(1)
    families = [big.ids(owner, chosen.randrange(FAMILIES)) for _ in range(ROUNDS)]
    teams = {team.pk: team for team in Team.objects.using("owner").all()}
    _reading(families, teams)
    _writing(families, teams)
    web.close()


def _reading(families: list[dict[str, Any]], teams: dict[Any, Team]) -> None:
    times: dict[str, list[float]] = defaultdict(list)
    rows = 0
    for family in families:
        team, child = teams[family["team"]], family["child"]
        with acting_for(team):
            rows += len(
                store.fetch(store.SEEN, [[child]])
            )  # so that what is read comes from memory for everybody
        turns = [
            ("plain", as_plain, lambda c=child: store.fetch(store.SEEN, [[c]])),
            (
                "known",
                partial(acting_for, team, looking_back=True),
                lambda c=child: store.fetch(store.KNOWN, [[c], LATER]),
            ),
            ("seen", partial(acting_for, team), lambda c=child: store.fetch(store.SEEN, [[c]])),
            ("whole", nullcontext, lambda t=team, c=child: store.knew(t, on=LATER, people=[c])),
            ("bare", as_plain, lambda t=team, c=child: _without_a_rule(t, c)),
        ]
        random.shuffle(turns)
        for name, inside, act in turns:
            with inside():  # type: ignore[operator]
                times[name].append(_timed(act))
    plain, bare = times["plain"], times["bare"]
    print(f"one child's chronology, {rows / len(families):.0f} entries, median of {len(families)} children")
    _table(
        ("plain index read of the same rows", plain, plain),
        ("as one agency knew it on a past day (function)", times["known"], plain),
        ("as one agency may see it today (row security)", times["seen"], plain),
        ("Knowledge made of plain rows, no rule", bare, bare),
        ("store.knew, all of it", times["whole"], bare),
    )


@contextmanager
def as_plain() -> Iterator[None]:
    """This will read as the owner, whom no rule holds back."""
    with as_owner(), transaction.atomic(using="owner"):
        yield


def _without_a_rule(team: Team, child: Any) -> None:
    entries = tuple(store.entry_of(row) for row in store.fetch(store.SEEN, [[child]]))
    tellings = tuple(
        store.told_of(row) for row in store.fetch(store.SEEN_TELLINGS, [[entry.id for entry in entries]])
    )
    knowledge(Record("", store.directory(), {}, entries, tellings), None, LATER)


def _writing(families: list[dict[str, Any]], teams: dict[Any, Team]) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "create table bare (id uuid primary key, said jsonb, stored timestamptz default now())"
        )
        cursor.execute("grant insert on bare to sightline_web")
    posts = {post.team_id: post for post in Post.objects.using("owner").select_related("team")}
    others = list(teams.values())
    bare, written = [], []
    for family in families:
        with connections["default"].cursor() as cursor:
            insert = 'insert into bare (id, said) values (%s, \'{"action_taken": "rang back"}\')'
            bare.append(_timed(lambda c=cursor: c.execute(insert, [uuid.uuid4()])))
        written.append(_timed(lambda f=family: _write(posts[f["team"]], f["child"], others)))
    print("writing one entry with two tellings and its look")
    _table(("a bare insert", bare, bare), ("actions.record", written, bare))


def _write(post: Post, child: Any, others: list[Team]) -> None:
    at = Moment(dt.date(2024, 1, 2))
    tell = [actions.Tell(team, at) for team in others[:2]]
    actions.record(
        by=post, at=at, key=str(uuid.uuid4()), body=Concern(action_taken="rang back"), people=[child],
        occurred=Span(at.day), summary="What was seen and said. " * 8, tell=tell, looked="duty",
    )  # fmt: skip


def _timed(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _table(*lines: tuple[str, list[float], list[float]]) -> None:
    print(f"{'':50} {'median ms':>10} {'ratio':>6}")
    for name, times, beside in lines:
        ratio = statistics.median(times) / statistics.median(beside)
        print(f"{name:50} {statistics.median(times):10.2f} {ratio:6.2f}")
