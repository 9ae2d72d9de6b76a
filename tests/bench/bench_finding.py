"""A search among 400,000 people, through the page on which an asked agency answers a check, beside a page that does nothing.

One record of each of a made-up county's people, in the record of one team and in its index; the front door asks that team about people, one
at a time. Each page puts what is lacking into the index, looks under row security, and keeps that it looked.
"""

from __future__ import annotations

import csv
import datetime as dt
import os
import statistics
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.core.management import call_command
from django.db import connections
from django.test import Client

from sightline.checks.finding.details import birth
from sightline.commands.people import load
from sightline.people.models import Organisation, Post, Team
from sightline.record import actions
from sightline.record.acting import acting_for, as_owner
from sightline.record.actions import Tell
from sightline.record.kinds.contact import Check
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency, Person
from sightline.record.store import fetch
from sightline.record.times import Moment, Span
from tests.bench import door
from tests.bench.big import INDEX_PEOPLE
from tests.bench.people.generator import LATEST, RECORD_FIELDS, Made, make

PEOPLE = int(os.environ.get("PEOPLE", "400000"))
ROUNDS = 40
TODAY = Moment(dt.date(2025, 6, 2), 0, dt.time(9))
_RECORDS_EACH = 2.0  # of those whom the generator has in the index
_ENTRY = "md5('entry ' || id)::uuid"
_SAID = (
    "jsonb_strip_nulls(jsonb_build_object('person', person_id, 'name', initcap(given || ' ' || surname), 'dob', born,"
    " 'nhs_number', nullif(nhs, ''), 'postcode', nullif(postcode, '')))"
)
# The record of what the index holds: who each is, by the team itself.
_RECORD = (
    "insert into sightline_person (id, team_id) select person_id, knower_id from sightline_findable",
    f"insert into sightline_entry (id, author_id, organisation_id, post_id, kind, version, people, concerns, occurred_start,"
    f" occurred_precision, noted_day, noted_ordinal, payload_hash) select {_ENTRY}, knower_id, '{{organisation}}', '{{post}}',"
    " 'particulars', 2, array[person_id], array[person_id], date '2025-01-06', 'day', date '2025-01-06', 0, '' from sightline_findable",
    f"insert into sightline_payload (entry_id, summary, body, salt) select {_ENTRY}, '', {_SAID}, gen_random_uuid() from sightline_findable",
    f"insert into sightline_told (id, knower_id, entry_id, by_id, how, told_day, told_ordinal, stored) select gen_random_uuid(), knower_id,"
    f" {_ENTRY}, knower_id, 'recorded', date '2025-01-06', 0, date '2025-01-06' + id * interval '1 millisecond' from sightline_findable",
    f"update sightline_findable set entry_id = {_ENTRY}",
    INDEX_PEOPLE,
)


def main() -> None:
    """Load, open each check and the trivial page in turn, and print medians, their ratio and how many statements each takes."""
    call_command("collectstatic", interactive=False, verbosity=0)
    began = time.monotonic()
    made = make(2026, round(PEOPLE * _RECORDS_EACH), 400)
    team, worker = _holder(made)
    print(f"{_held(team):,} people loaded in {time.monotonic() - began:.0f} s")
    pages = _asked(team, made)
    client = Client(headers={"host": "localhost"})
    client.post("/sign-in-as/", {"post": str(worker.pk)})
    times: dict[str, list[float]] = {"trivial page": [], "a check, with its search": []}
    for turn, page in enumerate(pages):
        for name, address in zip(times, ("/healthz", page), strict=True):
            began = time.perf_counter()
            answer = client.get(address)
            took = time.perf_counter() - began
            assert answer.status_code == 200, (address, answer.status_code)
            if turn >= len(pages) - ROUNDS:
                times[name].append(took)
    statements = [door.queries(lambda a=address: client.get(a)) for address in ("/healthz", pages[-1])]
    plain = statistics.median(times["trivial page"])
    print(f"{'median of ' + str(ROUNDS):<28} {'ms':>8} {'95 of 100':>10} {'ratio':>7} {'queries':>8}")
    for (name, took), count in zip(times.items(), statements, strict=True):
        middle, slow = statistics.median(took), sorted(took)[len(took) * 95 // 100]
        print(f"{name:<28} {middle * 1e3:>8.1f} {slow * 1e3:>10.1f} {middle / plain:>7.1f} {count:>8}")
    shown = [client.get(page).content.count(b'value="match"') for page in pages]
    print(
        f"people shown for a check: median {statistics.median(shown):.0f}, most {max(shown)}; load {os.getloadavg()[0]:.1f}"
    )


def _holder(made: Made) -> tuple[Team, Post]:
    """The team with everybody in its index, as a file is loaded, and in its record, made inside the database; and who works there."""
    once = {person: line for line in made.records for person in [made.whose[line["rec_id"]]]}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, RECORD_FIELDS)
            writer.writeheader()
            writer.writerows(list(once.values())[:PEOPLE])
        found, _, _ = load(str(path))
    with as_owner():
        team = Team.objects.get(pk=found)
        post = _post(team)
    values = {"organisation": team.organisation_id, "post": post.pk}
    with connections["owner"].cursor() as cursor:
        for table in ("entry", "told"):
            cursor.execute(f"alter table sightline_{table} disable trigger user")
        for sql in _RECORD:
            cursor.execute(sql.format(**values))
        for table in ("entry", "told"):
            cursor.execute(f"alter table sightline_{table} enable trigger user")
        cursor.execute("vacuum (analyze)")
    return team, post


def _post(team: Team) -> Post:
    return Post.objects.create(team=team, name="Bench", role="practitioner", starts=dt.date(2020, 1, 1))


def _held(team: Team) -> int:
    with acting_for(team):
        return int(fetch("select held from sightline_findrarity where kind = 'all'", [])[0][0])


def _asked(team: Team, made: Made) -> list[str]:
    """The pages of checks that the front door asks, each about one person of the made-up referrals as these have them."""
    with as_owner():
        organisation = Organisation.objects.create(name="front door")
        front = _post(Team.objects.create(organisation=organisation, type="front_door", name="front door"))
    pages = []
    for line in made.queries[: ROUNDS + 5]:
        said, tell = _as_sent(line), [Tell(team, TODAY)]
        common: dict[str, Any] = {"by": front, "at": TODAY, "occurred": Span(TODAY.day), "tell": tell}
        person = actions.meet(by=front, at=TODAY, key=f"meet {line['query_id']}")
        body = Particulars(person=cast("Person", str(person)), **said)
        actions.record(key=f"who {line['query_id']}", body=body, people=[person], **common)
        asks = Check(asked=Agency(str(team.pk)), of_people=(body.person,), answer_by=TODAY.day)
        check = actions.record(key=f"check {line['query_id']}", body=asks, people=[person], **common)
        pages.append(f"/inbox/{_telling(team, check)}/")
    return pages


def _as_sent(line: Mapping[str, str]) -> dict[str, Any]:
    born, known = birth(line["dob"], LATEST)
    said = {
        "name": f"{line['given']} {line['surname']}".strip(), "dob": born if known == "day" else None,
        "nhs_number": line["nhs_number"], "address": line["address"], "postcode": line["postcode"],
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def _telling(team: Team, entry: UUID) -> UUID:
    with acting_for(team):
        return UUID(str(fetch("select id from sightline_told where entry_id = %s", [entry])[0][0]))
