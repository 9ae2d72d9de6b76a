"""The replay against answer keys, its branches, and its two runs (by moments, and day after day) side by side."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.commands.replay import as_json
from sightline.record.interchange.read import load, read
from sightline.record.interchange.split import split
from sightline.standards.bench import case_of
from sightline.standards.mutation import late, without
from sightline.standards.replay import daily, last_day, replay, said, through
from tests.bench import chronology
from tests.cases import score_replay

ROOT = Path(__file__).parents[2]
KEYS = [
    ROOT / "tests" / "cases" / "A.yaml",
    ROOT / "tests" / "cases" / "B.yaml",
    *sorted((ROOT / "stories").glob("*.yaml")),
]
A_MONTH = dt.timedelta(days=30)
QUIET = [path for path in KEYS if yaml.safe_load(path.read_text())["case_type"] in ("ordinary", "tricky")]


def scored(path: Path) -> dict:
    """What the scorer says of a key's replay, in the whole record and for each agency."""
    key = yaml.safe_load(path.read_text())
    record = load(path)
    result = score_replay.score(key, [as_json(r, None) for r in replay(record, None)])
    live = [as_json(r, agency) for agency in record.teams for r in replay(record, agency)]
    result["live_must"] = score_replay.score_live(key, live)
    return result


@pytest.mark.parametrize("name", ["A", "child-a"])
def test_child_a(name):
    result = scored(next(p for p in KEYS if p.stem == name))
    assert result["must_on_time"] == result["must"] == 21
    assert result["all_on_time"] == result["all"] == 25
    assert (result["false_alarms"], result["ungrounded"]) == (0, 0), result["false"]
    assert result["load"] <= 10
    assert result["live_must"] >= 18


@pytest.mark.parametrize("name", ["B", "child-b"])
def test_child_b(name):
    result = scored(next(p for p in KEYS if p.stem == name))
    assert result["all_on_time"] == result["all"] == 3
    assert (result["false_alarms"], result["ungrounded"]) == (0, 0), result["false"]
    assert result["load"] <= 3


@pytest.mark.parametrize("path", QUIET, ids=lambda p: p.stem)
def test_an_ordinary_or_tricky_story_raises_no_false_alarm(path):
    result = scored(path)
    assert result["false"] == []


@pytest.mark.parametrize("path", KEYS, ids=lambda p: p.stem)
def test_a_raise_names_nobody_and_cites_what_stood_there(path):
    record = load(path)
    entries = {entry.id: entry for entry in record.entries}
    for raised in replay(record, None):
        assert raised.evidence
        assert all(entries[id].noted.day <= raised.raised for id in raised.evidence)
        assert "{" not in raised.says + raised.do_next + raised.ring


def branch(change) -> list:
    """The replay of Child A after one change to what happened."""
    case = score_replay.strip(yaml.safe_load(KEYS[0].read_text()))
    change(case)
    return replay(split(read(yaml.safe_dump(case, sort_keys=False).encode())), None)


def event(case: dict, id: str) -> dict:
    return next(e for e in case["events"] if e["id"] == id)


def asks(case: dict) -> None:
    """On 10 December the front door asks the father's GP and adult mental health, and both answer that day."""
    day = dt.date(2019, 12, 10)
    after = case["events"].index(event(case, "e14")) + 1
    for n, agency in enumerate(("gp_father", "adult_mh")):
        case["events"].insert(after + n, {
            "id": f"n{n}", "occurred": day, "recorded": day, "agency": "mash", "kind": "check", "about": ["father"],
            "attributes": {"asked": agency, "of_people": ["father"], "result": "information_found", "answered_on": day},
            "known_by": [{"agency": "mash", "from": day}, {"agency": agency, "from": day}],
        })  # fmt: skip


def asks_and_passes_on(case: dict) -> None:
    """The same, and in February it passes the answers on to social care."""
    asks(case)
    day = dt.date(2020, 2, 6)
    case["events"].append({
        "id": "n9", "occurred": day, "recorded": day, "agency": "mash", "kind": "information_sharing", "about": ["father"],
        "attributes": {"to": ["csc"], "what": ["n0", "n1"], "content": "full", "mode": "phone"},
        "known_by": [{"agency": "mash", "from": day}, {"agency": "csc", "from": day}],
        "shared_with": [{"agency": "csc", "date": day}],
    })  # fmt: skip


def missing(raises, *kinds: str, month: str = "") -> set:
    wanted = [r for r in raises if r.kind in kinds and r.raised.isoformat().startswith(month)]
    return {pair for r in wanted for pair in r.missing}


BLANK = ("background_checks_incomplete", "info_not_shared_with_decision_maker")
GP, TRUST, LEAVING, COUNCIL = (
    ("father", "gp_father"),
    ("father", "adult_mh"),
    ("father", "leaving_care"),
    ("mother", "other_la"),
)


def test_as_it_was_december_names_all_four_blanks():
    assert {GP, TRUST, LEAVING, COUNCIL} <= missing(branch(lambda _: None), *BLANK, month="2019-12")


def test_two_asked_in_december_leave_the_other_two_blank_and_know_of_the_child():
    raises = branch(asks)
    december = missing(raises, *BLANK, month="2019-12")
    assert not {GP, TRUST} & december
    assert {LEAVING, COUNCIL} <= december
    assert not {GP, TRUST} & missing(raises, "adult_service_not_told_of_child")


def test_answers_passed_on_reach_social_care_and_not_the_carers():
    later = [r for r in branch(asks_and_passes_on) if r.raised >= dt.date(2020, 2, 6)]
    to_social_care = {
        p
        for r in later
        if r.kind in (*BLANK, "father_or_partner_not_assessed") and "csc" in r.to
        for p in r.missing
    }
    to_carers = {p for r in later if r.kind in BLANK and "carers" in r.to for p in r.missing}
    assert not {GP, TRUST, ("father", "adult_mental_health")} & to_social_care
    assert {GP, TRUST} <= to_carers


def test_a_step_up_in_december_is_no_repeat():
    def steps_up(case):
        next(d for d in case["decisions"] if d["id"] == "d02")["outcome"] = "social_work_assessment"

    assert any(r.kind == "repeat_referral_not_stepped_up" for r in branch(lambda _: None))
    assert not any(r.kind == "repeat_referral_not_stepped_up" for r in branch(steps_up))


def test_supervision_written_and_agreed_is_clear():
    def writes(case):
        event(case, "e34")["attributes"] |= {
            "written": True,
            "agreed_with": ["cpat", "csc", "hv_new", "gp_placement"],
        }
        event(case, "e34")["known_by"] += [
            {"agency": a, "from": dt.date(2020, 3, 23)} for a in ("csc", "hv_new", "gp_placement")
        ]

    assert any(r.kind == "placement_supervision_unclear" for r in branch(lambda _: None))
    assert not any(r.kind == "placement_supervision_unclear" for r in branch(writes))


@pytest.mark.parametrize("path", [p for p in KEYS if p.parent.name == "stories"], ids=lambda p: p.stem)
def test_moments_and_days_say_the_same_of_every_story(path):
    record = load(path)
    for knower in (None, *record.teams):
        assert replay(record, knower) == daily(record, knower)


@settings(max_examples=100, deadline=None, print_blob=True)
@given(
    st.integers(0, 10**6),
    st.integers(5, 120),
    st.sampled_from([0.2, 1.0, 4.0]),
    st.sampled_from([None, "front_door", "children_social_care", "foster_carer", "midwifery"]),
)
def test_moments_and_days_say_the_same_of_any_record(seed, size, per_day, knower):
    record = split(chronology.case(size, seed=seed, per_day=per_day))
    assert replay(record, knower) == daily(record, knower)


@pytest.mark.parametrize("path", KEYS, ids=lambda p: p.stem)
def test_a_run_that_begins_as_another_did_ends_as_one_from_the_start(path):
    case = case_of(path.read_bytes())
    before, last = through(case.record, None), last_day(case.record)
    assert said(through(case.record, None, last, like=before)) == said(before)
    for event in case.file.events[7::20]:
        for changed in (without(case.file, event.id), late(case.file, event.id, event.recorded + A_MONTH)):
            record = split(changed)
            assert said(through(record, None, last, like=before)) == replay(record, None, last), event.id


def test_no_detector_names_a_case_a_person_or_a_day():
    code = "".join(
        p.read_text() for room in ("standards", "state") for p in (ROOT / "sightline" / room).rglob("*.py")
    )
    for path in KEYS:
        key = yaml.safe_load(path.read_text())
        for id in (p["id"] for p in key["people"]):
            if id not in ("mother", "father", "partner", "child", "baby"):
                assert f'"{id}"' not in code
    assert not [word for word in ('"A"', '"B"', "child-a", "dt.date(20") if word in code]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """The installed command, with no settings and no database in its environment."""
    command = Path(sys.executable).parent / "sightline"
    return subprocess.run(
        [command, *arguments],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **environment},
    )


def test_the_command_prints_a_raise_a_line_and_each_agency_as_itself():
    whole = [
        json.loads(line) for line in run("replay", str(KEYS[0]), "--format", "jsonl").stdout.splitlines()
    ]
    each = [
        json.loads(line)
        for line in run("replay", str(KEYS[0]), "--format", "jsonl", "--as", "each").stdout.splitlines()
    ]
    assert whole
    assert not any("as" in raised for raised in whole)
    assert {"mash", "csc", "carers", "midwifery"} <= {raised["as"] for raised in each}
    assert set(whole[0]) == {
        "kind",
        "raised",
        "closed",
        "about",
        "to",
        "evidence",
        "missing",
        "says",
        "standard",
    }
    one = [
        json.loads(line)
        for line in run("replay", str(KEYS[0]), "--format", "jsonl", "--as", "mash").stdout.splitlines()
    ]
    assert one == [raised for raised in each if raised["as"] == "mash"]


def test_the_same_file_gives_the_same_lines_on_every_run():
    said = set()
    for seed in ("1", "2", "3"):  # sets and dicts of text stand in another order under each
        said.add(run("replay", str(KEYS[0]), "--format", "jsonl", PYTHONHASHSEED=seed).stdout)
    assert len(said) == 1


def test_until_ends_the_replay_and_nothing_later_is_said():
    raised = [
        json.loads(line)
        for line in run(
            "replay", str(KEYS[0]), "--format", "jsonl", "--until", "2019-12-31"
        ).stdout.splitlines()
    ]
    assert raised
    assert max(r["raised"] for r in raised) <= "2019-12-31"
    assert all(r["closed"] is None or r["closed"] <= "2019-12-31" for r in raised)


def test_knew_says_what_the_front_door_knew_and_what_it_had_not_been_told():
    out = run("knew", str(KEYS[0]), "--agency", "mash", "--on", "2019-12-11").stdout
    assert "MASH (front door) knew 6 things." in out
    assert "not told to MASH (front door): 10 things." in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("replay", "no-such-file"),
        ("replay", str(KEYS[0]), "--as", "nobody"),
        ("knew", str(KEYS[0]), "--agency", "mash", "--on", "soon"),
        ("check", __file__),
    ],
)
def test_what_cannot_be_used_exits_with_2_and_no_traceback(arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
