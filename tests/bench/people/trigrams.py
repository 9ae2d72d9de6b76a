"""pg_trgm alone: every field in one text, ranked by how many trigrams it shares, through the index that pg_trgm offers."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import psycopg

Answers = dict[str, list[tuple[str, float]]]
_FIELDS = ("given", "surname", "dob", "nhs_number", "phone", "address", "postcode")


def answer(url: str, records: Path, queries: Iterable[Mapping[str, str]]) -> tuple[Answers, list[float]]:
    """This will answer queries from a file of records, as the owner of a database whom no rule holds back, and time each."""
    answers: Answers = {}
    took: list[float] = []
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("create extension if not exists pg_trgm")
        owner.execute("create table alike (rec_id text, said text)")
        with (
            owner.cursor() as cursor,
            cursor.copy("copy alike from stdin") as copy,
            records.open(encoding="utf-8") as file,
        ):
            for line in csv.DictReader(file):
                copy.write_row((line["rec_id"], said(line)))
        owner.execute("create index on alike using gin (said gin_trgm_ops)")
        owner.execute("vacuum analyze alike")
        owner.execute("set pg_trgm.similarity_threshold = 0.35")
        for query in queries:
            began = time.perf_counter()
            rows = owner.execute(
                "select rec_id, similarity(said, %(q)s) as s from alike where said %% %(q)s order by s desc limit 30",
                {"q": said(query)},
            ).fetchall()
            took.append((time.perf_counter() - began) * 1000)
            answers[query["query_id"]] = [(rec, float(points)) for rec, points in rows]
    return answers, took


def said(line: Mapping[str, str]) -> str:
    """This will give all that a line says as one text."""
    return " ".join(" ".join(line[name].lower().split()) for name in _FIELDS if line[name])
