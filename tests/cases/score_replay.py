#!/usr/bin/env python3
"""Score a replay of one chronology against its answer key.

    score_replay.py strip KEY.yaml            > CASE.yaml    what may be imported (no key, no provenance)
    score_replay.py score KEY.yaml REPLAY.jsonl [LIVE.jsonl] one line of figures, then what was missed or false

REPLAY.jsonl is what `sightline replay CASE.yaml --format jsonl` prints: one JSON object a line, one line per raise:
  {"kind": "...", "raised": "2020-01-31", "closed": "2020-02-14" or null, "about": ["father"], "evidence": ["e05", "d02"], ...}
A raise counts only if it cites 1 to 15 entries, by the file's ids ("d02" or a part of it, "d02/outcome"), that stood in the record on the day it was raised.
LIVE.jsonl is what `--as each` prints: the same, run over each agency's own knowledge alone, with "as": the agency's id. From it comes
`live_must`: how many musts somebody who should act (`to`) would have been prompted about in time, by its own kind, on entries that agency knew.
The rules are section 7 of chronology-interchange.md. Needs PyYAML only.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

import yaml

IMPORTED = ("case", "format", "areas", "agencies", "people", "events", "decisions")
PROVENANCE = ("basis", "date_basis")


def day(value: object) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)[:10])


def without_provenance(value):
    if isinstance(value, dict):
        return {k: without_provenance(v) for k, v in value.items() if k not in PROVENANCE}
    if isinstance(value, list):
        return [without_provenance(v) for v in value]
    return value


def strip(key: dict) -> dict:
    return {name: without_provenance(key[name]) for name in IMPORTED if name in key}


def accepted_kinds(item: dict) -> set[str]:
    return {item["prompt"], *(item.get("accept_also") or [])}


def forbidden(key: dict, raised: dict) -> bool:
    """Inside a window in which this kind (or, unless it is tolerated, any kind) is a false alarm."""
    windows = [n for n in key.get("not_expected") or [] if in_window(raised, n["when"])]
    return any(n["prompt"] == raised["kind"] for n in windows) or (
        any(n["prompt"] == "any" for n in windows) and not tolerated(key, raised)
    )


def tolerated(key: dict, raised: dict) -> bool:
    return any(
        t["prompt"] == raised["kind"] and in_window(raised, t["when"]) for t in key.get("tolerated") or []
    )


def record_days(key: dict) -> dict[str, dt.date]:
    """The day on which each event or decision stood in its agency's record (a decision: the day it was recorded)."""
    return {e["id"]: day(e["recorded"]) for part in ("events", "decisions") for e in key.get(part) or []}


def known_days(key: dict, agency: str) -> dict[str, dt.date]:
    """From when this agency knew each event or decision."""
    days = {
        e["id"]: day(k["from"])
        for e in key.get("events") or []
        for k in e["known_by"]
        if k["agency"] == agency
    }
    for d in key.get("decisions") or []:
        told = [day(c["date"]) for c in d.get("communicated_to") or [] if c["agency"] == agency]
        if d["by"] == agency or told:
            days[d["id"]] = day(d["made"]) if d["by"] == agency else min(told)
    return days


def grounded(raised: dict, days: dict[str, dt.date]) -> bool:
    """On named entries (1 to 15 of them), all of which stood there on the day."""
    cited = [str(e).split("/")[0] for e in raised.get("evidence") or []]
    return 0 < len(cited) <= 15 and all(e in days and days[e] <= day(raised["raised"]) for e in cited)


def matches(key: dict, raised: dict, item: dict) -> bool:
    """A raise answers an expected item: right kind, right people, open at a useful time, and on its evidence.

    One that comes before the window opens counts too, unless it fell where its kind is a false alarm.
    """
    window = item["when"]
    closed = day(raised["closed"]) if raised.get("closed") else dt.date.max
    if day(raised["raised"]) < day(window["from"]) and forbidden(key, raised):
        return False
    return (
        raised["kind"] in accepted_kinds(item)
        and bool(set(raised["about"]) & set(item["about"]))
        and closed >= day(window["from"])
        and (
            not item.get("triggers")
            or bool({str(e).split("/")[0] for e in raised.get("evidence") or []} & set(item["triggers"]))
        )
    )


def best_matching(key: dict, raises: list[dict], expected: list[dict]) -> dict[int, int]:
    """Largest one-to-one matching of expected item -> raise; answers on time are placed before late ones."""
    edges = [[r for r, raised in enumerate(raises) if matches(key, raised, item)] for item in expected]
    on_time = [
        [r for r in edges[e] if day(raises[r]["raised"]) <= day(item["when"]["to"])]
        for e, item in enumerate(expected)
    ]
    owner: dict[int, int] = {}  # raise -> expected item

    def place(e: int, allowed: list[list[int]], seen: set[int]) -> bool:
        for r in allowed[e]:
            if r in seen:
                continue
            seen.add(r)
            if r not in owner or place(owner[r], allowed, seen):
                owner[r] = e
                return True
        return False

    for e in range(len(expected)):
        place(e, on_time, set())
    for e in set(range(len(expected))) - set(owner.values()):
        free = [[r for r in edges[e] if r not in owner]]
        if free[0]:
            owner[free[0][0]] = e
    return {e: r for r, e in owner.items()}


def in_window(raised: dict, window: dict) -> bool:
    return day(window["from"]) <= day(raised["raised"]) <= day(window["to"])


def score(key: dict, raises: list[dict]) -> dict:
    expected = key.get("expected") or []
    days = record_days(key)
    ungrounded = [r for r in raises if not grounded(r, days)]
    raises = [r for r in raises if grounded(r, days)]
    found = best_matching(key, raises, expected)
    on_time = {e for e, r in found.items() if day(raises[r]["raised"]) <= day(expected[e]["when"]["to"])}
    used = set(found.values())
    ignored = set(key.get("not_scored") or [])
    strict = key.get("case_type") in {"ordinary", "tricky"}
    false_alarms, load = [], 0
    for r, raised in enumerate(raises):
        if r in used:
            continue
        if any(matches(key, raised, item) for item in expected):
            load += 1  # a further raise of a point already made: not wrong, but tiring
            continue
        let_pass = tolerated(key, raised) or raised["kind"] in ignored
        if forbidden(key, raised) or (strict and not let_pass):
            false_alarms.append(raised)
        elif not let_pass:
            load += 1
    must = [i for i, item in enumerate(expected) if item.get("priority", "must") == "must"]
    return {
        "case": key["case"],
        "events": len(key.get("events") or []) + len(key.get("decisions") or []),
        "must": len(must),
        "must_on_time": sum(i in on_time for i in must),
        "all": len(expected),
        "all_on_time": len(on_time),
        "late": len(found) - len(on_time),
        "false_alarms": len(false_alarms),
        "load": load,
        "raises": len(raises),
        "ungrounded": len(ungrounded),
        "missed": [
            f"{expected[i].get('id', i)} {expected[i]['prompt']} {expected[i]['when']['from']}..{expected[i]['when']['to']}"
            for i in range(len(expected))
            if i not in on_time
        ],
        "false": [f"{r['kind']} {r['raised']} {r.get('evidence')}" for r in false_alarms],
    }


def score_live(key: dict, raises: list[dict]) -> int:
    """How many musts were raised in time, on the item's own kind, for at least one agency that should act, on entries that it knew by then."""
    known = {r["as"]: known_days(key, r["as"]) for r in raises}
    raises = [r for r in raises if grounded(r, known[r["as"]])]
    return sum(
        any(
            r["as"] in (item.get("to") or [])
            and r["kind"] == item["prompt"]
            and matches(key, r, item)
            and day(r["raised"]) <= day(item["when"]["to"])
            for r in raises
        )
        for item in key.get("expected") or []
        if item.get("priority", "must") == "must"
    )


def read_raises(path: str) -> list[dict]:
    return [json.loads(line) for line in Path(path).read_text().splitlines() if line.strip()]


def main(argv: list[str]) -> int:
    if len(argv) == 3 and argv[1] == "strip":
        yaml.safe_dump(
            strip(yaml.safe_load(Path(argv[2]).read_text())), sys.stdout, sort_keys=False, allow_unicode=True
        )
        return 0
    if len(argv) in (4, 5) and argv[1] == "score":
        key = yaml.safe_load(Path(argv[2]).read_text())
        result = score(key, read_raises(argv[3]))
        if len(argv) == 5:
            result["live_must"] = score_live(key, read_raises(argv[4]))
        missed, false = result.pop("missed"), result.pop("false")
        print("  ".join(f"{name}={value}" for name, value in result.items()))
        for line in missed:
            print("  missed:", line)
        for line in false:
            print("  false alarm:", line)
        return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv))
