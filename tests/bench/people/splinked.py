"""Splink beside ours: run by a Python that has Splink, on the fields made plain as ours are, so that it is not the parsing that is compared.

    PYTHON -m tests.bench.people.splinked HELD.csv ASKED.csv ANSWERS.jsonl

Trained as its own tutorials train it: u by random sampling, m by expectation maximisation over three blocking rules.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

RULES = (
    ("nhs",), ("phone", "given"), ("phone", "surname"), ("born",), ("given", "surname"), ("postcode", "surname"),
    ("postcode", "given"), ("surname", "year"), ("given", "year"), ("street", "surname"), ("street", "given"),
)  # fmt: skip


def main(held: str, asked: str, out: str) -> None:
    """Train, predict and write the thirty likeliest of each query, with the time of the prediction shared among them."""
    import duckdb
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.NameComparison("given").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("born", input_is_string=True),
            cl.ExactMatch("sex"),
            cl.DamerauLevenshteinAtThresholds("nhs", 1),
            cl.DamerauLevenshteinAtThresholds("phone", 1),
            cl.LevenshteinAtThresholds("postcode", 1),
            cl.JaroWinklerAtThresholds("street", [0.9, 0.8]),
        ],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in RULES],
    )
    con = duckdb.connect()
    api = DuckDBAPI(con)
    for name, path in (("held_in", held), ("asked_in", asked)):
        con.execute(
            f"create table {name} as select * from read_csv('{path}', all_varchar=true, nullstr='', header=true)"
        )
    linker = Linker([api.register("held_in"), api.register("asked_in")], settings, log_level=40)
    train = linker.training
    train.estimate_probability_two_random_records_match(
        [block_on("nhs"), block_on("given", "surname", "born")], recall=0.5
    )
    train.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (("given", "surname"), ("born",), ("postcode", "surname")):
        train.estimate_parameters_using_expectation_maximisation(
            block_on(*rule), record_sample_proportion=1.0
        )
    began = time.perf_counter()
    found = linker.inference.predict(threshold_match_weight=-15)
    rows = (
        found.query_sql(
            "select unique_id_l, unique_id_r, match_weight from {this} order by match_weight desc"
        )
        .as_duckdbpyrelation()
        .fetchall()
    )
    took = (time.perf_counter() - began) * 1000
    answers: dict[str, list[tuple[str, float]]] = {
        id: [] for (id,) in con.execute("select unique_id from asked_in").fetchall()
    }
    for one, other, weight in rows:
        query, record = (one, other) if one in answers else (other, one)
        if len(answers[query]) < 30:
            answers[query].append((record, round(weight, 3)))
    with Path(out).open("w", encoding="utf-8") as file:
        for query, ranked in answers.items():
            file.write(
                json.dumps({"query_id": query, "candidates": ranked, "ms": took / len(answers)}) + "\n"
            )


if __name__ == "__main__":
    main(*sys.argv[1:])
