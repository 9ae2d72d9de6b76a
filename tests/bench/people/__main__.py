"""Measures how well people are found: ours, pg_trgm alone and Splink, on the same made-up county in one run.

    .venv/bin/python -m tests.bench.people [--seed N] [--records N] [--referrals N] [--beside N]

Splink is no dependency of ours: name a Python that has it in SPLINK_PYTHON, or its row says that it was not measured.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sightline.checks.finding.details import Details, details
from sightline.commands.scratch import scratch
from tests.bench.people import trigrams
from tests.bench.people.generator import LATEST, QUERY_FIELDS, RECORD_FIELDS, Made, make
from tests.bench.people.score import Score, score

ROOT = Path(__file__).parents[3]
_PLAIN = ("unique_id", "given", "surname", "sex", "born", "year", "nhs", "phone", "street", "postcode")


def main() -> None:
    """Make the county, have each of the three look for its people, and print the table."""
    asked = _asked()
    made = make(asked.seed, asked.records, asked.referrals)
    absent = sum(1 for person in made.wanted.values() if not person)
    print(
        f"seed {asked.seed}: {len(made.records):,} records; {len(made.queries):,} queries, {absent:,} about people who are not in it"
    )
    print(
        f"queries that differ from every record of their person in two fields or more: {_several(made):.0f} of 100\n"
    )
    print(
        f"{'':24}{'queries':>8}{'first':>7}{'in 20':>7}{'wrong shown':>13}{'for absent':>12}{'median ms':>11}{'95 of 100':>11}"
    )
    with tempfile.TemporaryDirectory() as made_in:
        folder = Path(made_in)
        _write(folder / "records.csv", RECORD_FIELDS, made.records)
        _write(folder / "queries.csv", QUERY_FIELDS, made.queries)
        some = made.queries[: asked.beside]
        ours = _ours(folder)
        _row("ours", ours, made)
        _row("ours, the same queries", {line["query_id"]: ours[line["query_id"]] for line in some}, made)
        with scratch():
            found, took = trigrams.answer(_admin(), folder / "records.csv", some)
        _row(
            "pg_trgm alone",
            {query: (ranked, ms) for (query, ranked), ms in zip(found.items(), took, strict=True)},
            made,
        )
        _splink(folder, made)


Answers = Mapping[str, tuple[Sequence[tuple[str, float]], float]]


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--records", type=int, default=210_000)
    parser.add_argument("--referrals", type=int, default=3_000)
    parser.add_argument(
        "--beside", type=int, default=1_000, help="queries that pg_trgm is asked, which is slow"
    )
    return parser.parse_args()


def _admin() -> str:
    return os.environ["DATABASE_URL"]


def _ours(folder: Path) -> Answers:
    command = "from sightline.commands import main; main()"
    arguments = ["people", "bench", "records.csv", "queries.csv", "--out", "answers.jsonl"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", command, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"sightline people bench failed:\n{done.stderr}")
    return _answers(folder / "answers.jsonl")


def _splink(folder: Path, made: Made) -> None:
    python = os.environ.get("SPLINK_PYTHON")
    if not python:
        print("Splink                  NOT MEASURED: SPLINK_PYTHON names no Python that has it")
        return
    _write(folder / "held.csv", _PLAIN, (_plain(line["rec_id"], line, "") for line in made.records))
    _write(
        folder / "asked.csv",
        _PLAIN,
        (_plain(line["query_id"], line, line["dob_precision"]) for line in made.queries),
    )
    command = [
        python,
        "-m",
        "tests.bench.people.splinked",
        *(str(folder / name) for name in ("held.csv", "asked.csv", "splink.jsonl")),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        print(f"Splink                  NOT MEASURED, it failed:\n{done.stderr[-1500:]}")
        return
    _row("Splink", _answers(folder / "splink.jsonl"), made)


def _plain(id: str, line: Mapping[str, str], known: str) -> dict[str, str]:
    one: Details = details(
        given=line["given"], surname=line["surname"], sex=line["sex"], dob=line["dob"], known=known,
        nhs_number=line["nhs_number"], phone=line["phone"], address=line["address"], postcode=line["postcode"], latest=LATEST,
    )  # fmt: skip
    return {
        "unique_id": id, "given": " ".join(one.given), "surname": " ".join(one.surname), "sex": one.sex,
        "born": one.born.isoformat() if one.born and one.known == "day" else "", "year": str(one.born.year) if one.born else "",
        "nhs": one.nhs, "phone": one.phone, "street": " ".join((*sorted(one.units), *one.street)), "postcode": one.postcode,
    }  # fmt: skip


def _several(made: Made) -> float:
    """The share of queries that agree with no record of their person in all fields but one."""
    held: dict[int, list[Mapping[str, str]]] = {}
    for line in made.records:
        held.setdefault(made.whose[line["rec_id"]], []).append(_plain("", line, ""))
    present = [line for line in made.queries if made.wanted[line["query_id"]]]
    many = 0
    for line in present:
        one = _plain("", line, line["dob_precision"])
        apart = [
            sum(one[f] != record[f] for f in _PLAIN[1:] if f != "year")
            for record in held[made.wanted[line["query_id"]]]
        ]
        many += min(apart) >= 2
    return 100 * many / len(present)


def _answers(path: Path) -> Answers:
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        found[answer["query_id"]] = ([(rec, points) for rec, points in answer["candidates"]], answer["ms"])
    return found


def _write(path: Path, fields: Sequence[str], lines: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields)
        writer.writeheader()
        writer.writerows(lines)


def _row(name: str, answers: Answers, made: Made) -> None:
    got: Score = score(
        {query: ranked for query, (ranked, _) in answers.items()},
        [ms for _, ms in answers.values()],
        made.whose,
        made.wanted,
    )
    wrong = (
        f"{got.wrong_shown:13.3f}{got.wrong_for_absent:12.3f}"
        if got.threshold > float("-inf")
        else f"{'95 not found':>25}"
    )
    print(
        f"{name:24}{got.queries:8,}{got.first:7.2f}{got.among_twenty:7.2f}{wrong}{got.median_ms:11.1f}{got.p95_ms:11.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
