"""`sightline people bench`: loads a file of records into a scratch database and answers a file of queries from it.

It goes the way that a page goes: as the web's role, through the eyes of the one agency whose records these are made.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import os
import statistics
import sys
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from uuid import UUID

from sightline.commands.scratch import Unusable, scratch

RECORD_FIELDS = (
    "rec_id", "agency", "rec_date", "given", "middle", "surname", "sex", "dob", "nhs_number", "phone", "address", "postcode",
)  # fmt: skip
QUERY_FIELDS = (
    "query_id", "referral_id", "role", "given", "surname", "sex", "dob", "dob_precision", "nhs_number", "phone", "address",
    "postcode",
)  # fmt: skip
SHOWN = 30  # candidates written for a query
_CHUNK = 5_000
_AGES = dt.date(2100, 1, 1)  # later than any date in a file
Line = Mapping[str, str]
Made = list[tuple[str, tuple[Any, ...]]]


def bench(asked: argparse.Namespace) -> int:
    """This will load, answer, write the answers in the queries' order, and print what it took. 2: a file cannot be used."""
    try:
        queries = list(_lines(asked.queries, QUERY_FIELDS))
        _repeated(asked.queries, "query_id", [line["query_id"] for line in queries])
        with scratch():
            began = time.perf_counter()
            team, names, latest = load(asked.records)
            _say(
                f"{len(names):,} records loaded in {time.perf_counter() - began:.0f} s; ages are reckoned at {latest}"
            )
            _answer(queries, team, names, latest, asked.out)
    except Unusable as unusable:
        print(unusable, file=sys.stderr)
        return 2
    return 0


def _lines(path: str, fields: tuple[str, ...]) -> Iterator[Line]:
    """The rows of a file, its columns in any order; a byte-order mark, blank lines and missing last cells are borne."""
    try:
        with Path(path).open(encoding="utf-8-sig", errors="replace", newline="") as file:
            reader = csv.DictReader(file, restval="", skipinitialspace=True)
            lacking = [name for name in fields if name not in (reader.fieldnames or ())]
            if lacking:
                raise Unusable(f"{path} has no column {', '.join(lacking)}")
            for line in reader:
                yield {name: line[name] or "" for name in fields}
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}") from error


def _repeated(path: str, name: str, ids: list[str]) -> None:
    if not ids or len(set(ids)) != len(ids) or not all(ids):
        raise Unusable(f"{path}: every line needs a {name} of its own, and there must be a line")


def load(path: str) -> tuple[UUID, list[str], dt.date]:
    """This will put a file's records in as one agency's, and give it, their ids by place, and the last day of any of them."""
    from django.db import connections

    from sightline.checks.finding import index
    from sightline.people.models import Organisation, Team
    from sightline.record.acting import as_owner

    names: list[str] = []
    days: list[dt.date] = []

    def lines(pool: ProcessPoolExecutor) -> Iterator[str]:
        for made in _in_turn(pool, _made_plain, _chunks(path)):
            for name, (recorded, line) in made:
                names.append(name)
                if recorded:
                    days.append(recorded)
                yield f"{len(names)}\t{UUID(int=len(names))}\t{line}"

    connections.close_all()  # the processes are forked from this one, and must not share a connection
    with ProcessPoolExecutor(_hands(), get_context("fork")) as pool, as_owner():
        pool.submit(int).result()
        team = Team.objects.create(
            organisation=Organisation.objects.create(name="bench"), type="children_social_care", name="bench"
        )
        index.fill(team, lines(pool))
        index.tidy()
    connections.close_all()
    _repeated(path, "rec_id", names)
    return team.pk, names, max(days, default=dt.date(2025, 1, 1))


def _in_turn(
    pool: ProcessPoolExecutor, work: Callable[[list[Line]], Made], chunks: Iterable[list[Line]]
) -> Iterator[Made]:
    """What a pool makes of each chunk, in order, a few ahead at a time. A process that dies is an error, and no wait for ever."""
    ahead: deque[Future[Made]] = deque()
    for chunk in chunks:
        ahead.append(pool.submit(work, chunk))
        if len(ahead) > 2 * _hands():
            yield ahead.popleft().result()
    while ahead:
        yield ahead.popleft().result()


def _chunks(path: str) -> Iterator[list[Line]]:
    chunk: list[Line] = []
    for line in _lines(path, RECORD_FIELDS):
        chunk.append(line)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    yield chunk


def _made_plain(chunk: list[Line]) -> Made:
    from sightline.checks.finding import index
    from sightline.checks.finding.details import birth, details

    made = []
    for line in chunk:
        on, _ = birth(line["rec_date"].strip(), _AGES)
        person = details(
            given=line["given"], middle=line["middle"], surname=line["surname"], sex=line["sex"], dob=line["dob"],
            nhs_number=line["nhs_number"], phone=line["phone"], address=line["address"], postcode=line["postcode"],
            latest=on or dt.date(2030, 1, 1),
        )  # fmt: skip
        made.append((line["rec_id"], (on, index.line(index.row(0, UUID(int=0), on, person)[2:]))))
    return made


def _answer(queries: list[Line], team: UUID, names: list[str], latest: dt.date, out: str) -> None:
    """Answers referral by referral, in as many processes as there are processors, and writes the lines in the file's order."""
    referrals: dict[str, list[Line]] = defaultdict(list)
    for line in queries:
        referrals[line["referral_id"] or line["query_id"]].append(line)
    began = time.perf_counter()
    answers: dict[str, dict[str, Any]] = {}
    # This kind of pool gives up, loudly, when one of its processes cannot begin or dies; Pool would begin another for ever.
    with ProcessPoolExecutor(_hands(), get_context("fork"), _begin, (team, names, latest)) as pool:
        for done, found in enumerate(pool.map(_one_referral, referrals.values(), chunksize=8), 1):
            answers.update((answer["query_id"], answer) for answer in found)
            if done % 2_000 == 0:
                _say(f"{done:,} of {len(referrals):,} referrals")
    try:
        with Path(out).open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(answers[line["query_id"]]) + "\n" for line in queries)
    except OSError as error:
        raise Unusable(f"{out}: {error.strerror}") from error
    took = sorted(answer["ms"] for answer in answers.values())
    _say(
        f"{len(queries):,} queries of {len(referrals):,} referrals answered in {time.perf_counter() - began:.0f} s;"
        f" a query took {statistics.median(took):.1f} ms, 95 of 100 no more than {took[int(len(took) * 0.95)]:.1f} ms"
    )


_AT_WORK: tuple[Any, list[str], dt.date] | None = None  # of one working process: the team, the ids, the day


def _begin(team: UUID, names: list[str], latest: dt.date) -> None:
    global _AT_WORK  # noqa: PLW0603  (a pool hands a process its things no other way)
    from sightline.people.models import Team

    _AT_WORK = (Team.objects.get(pk=team), names, latest)


def _one_referral(lines: list[Line]) -> list[dict[str, Any]]:
    from sightline.checks.finding.details import details
    from sightline.checks.finding.roles import Asked
    from sightline.checks.finding.search import search

    if _AT_WORK is None:
        raise RuntimeError("this process was not begun")
    team, names, latest = _AT_WORK
    began = time.perf_counter()
    people = [
        Asked(
            details(
                given=line["given"], surname=line["surname"], sex=line["sex"], dob=line["dob"], known=line["dob_precision"],
                nhs_number=line["nhs_number"], phone=line["phone"], address=line["address"], postcode=line["postcode"],
                latest=latest,
            ),
            line["role"],
        )
        for line in lines
    ]  # fmt: skip
    found = search(team, people, latest=latest)
    ms = (time.perf_counter() - began) * 1000 / len(lines)
    return [
        {
            "query_id": line["query_id"],
            "candidates": [[names[one.id - 1], one.score] for one in answer.candidates[:SHOWN]],
            "ms": round(ms, 2),
        }
        for line, answer in zip(lines, found.answers, strict=True)
    ]


def _hands() -> int:
    return max(len(os.sched_getaffinity(0)), 1)


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
