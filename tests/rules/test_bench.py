"""The bench of the standards: its scoring is the format's own, its figures turn when a standard breaks, its page is true."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from docs.generate import CASES
from sightline import commands
from sightline.commands.bench import exceptions, mutation
from sightline.commands.replay import as_json
from sightline.record.interchange.read import load, read
from sightline.record.interchange.split import split
from sightline.standards.bench import Case, case_of, failing, families, figures, scored
from sightline.standards.key import BadKey, key_of
from sightline.standards.mutation import guarded, late, put_in, unguarded, without, woken
from sightline.standards.replay import Raise, replay
from sightline.standards.scoring import Score, score
from sightline.standards.standard import DETECTORS, Finding, standards
from tests.cases import score_replay

ROOT = Path(__file__).parents[2]
FILES = [path for folder in CASES for path in sorted((ROOT / folder).glob("*.yaml"))]
STORIES = [path for path in FILES if path.parent.name == "stories"]
MUTATION_PAGE = ROOT / "docs" / "reference" / "standards-mutation.md"
SMALLEST = ("apple-loft", "fairground-thursday", "forget-me-not", "nine-stitches")


@cache
def case(path: Path) -> Case:
    found = case_of(path.read_bytes())
    assert found is not None
    return found


@cache
def said(path: Path) -> tuple[Raise, ...]:
    return tuple(replay(case(path).record, None))


def as_scored(found: Score) -> dict[str, Any]:
    """What our scoring says, in the words of the scorer that the format comes with."""
    must = [answer for answer in found.answers if answer.point.must]
    on_time = sum(answer.on_time for answer in found.answers)
    return {
        "case": found.key.case,
        "events": found.entries,
        "must": len(must),
        "must_on_time": sum(answer.on_time for answer in must),
        "all": len(found.answers),
        "all_on_time": on_time,
        "late": sum(answer.raised is not None for answer in found.answers) - on_time,
        "false_alarms": len(found.false),
        "load": len(found.load),
        "ungrounded": len(found.ungrounded),
        "missed": [
            f"{a.point.id} {a.point.prompt} {a.point.when.first}..{a.point.when.last}"
            for a in found.answers
            if not a.on_time
        ],
        "false": [f"{r.kind} {r.raised} {as_json(r, None)['evidence']}" for r in found.false],
    }


PARTS = ("case", "case_type", "expected", "not_expected", "tolerated", "not_scored")


class Spoiler:
    """Damages a key and a replay at random: windows added, raises lost, doubled, moved, of other kinds, people and entries."""

    def __init__(self, path: Path, key: dict[str, Any], seed: int) -> None:
        one = case(path)
        self.one, self.key, self.chance = one, key, random.Random(seed)
        self.days = {e.id: e.noted.day for e in one.record.entries if "/" not in e.id}
        self.people = sorted({person for entry in one.record.entries for person in entry.people})
        self.said = said(path) or said(ROOT / "stories" / "child-b.yaml")

    def spoilt_key(self) -> dict[str, Any]:
        kinds = [point["prompt"] for point in self.key["expected"]] or sorted(DETECTORS)
        spell = {
            part: [
                *(self.key.get(part) or []),
                *(self.window(kinds) for _ in range(self.chance.randint(0, 4))),
            ]
            for part in ("not_expected", "tolerated")
        }
        found = {**self.key, **spell, "case_type": self.chance.choice(("tricky", "fictional"))}
        return found | {"not_scored": self.chance.sample(kinds, 1) if self.chance.random() < 0.3 else []}

    def window(self, kinds: list[str]) -> dict[str, Any]:
        first = self.chance.choice(list(self.days.values())) - dt.timedelta(days=self.chance.randint(0, 30))
        when = {"from": first, "to": first + dt.timedelta(days=self.chance.randint(0, 90))}
        return {"prompt": self.chance.choice([*kinds, "any"]), "when": when, "why": "made up"}

    def spoilt_replay(self) -> list[Raise]:
        again = [one for one in self.said for _ in range(self.chance.choice((0, 1, 1, 2)))]
        near = [self.near(point) for point in self.key["expected"] for _ in range(self.chance.randint(0, 2))]
        found = [self.damaged(one) for one in [*again, *near]]
        self.chance.shuffle(found)
        return found

    def near(self, point: dict[str, Any]) -> Raise:
        """A raise that could answer a point, on a day at or about one of its window's ends."""
        end = score_replay.day(point["when"][self.chance.choice(("from", "to"))])
        return replace(
            self.said[0],
            kind=self.chance.choice([point["prompt"], *(point.get("accept_also") or [])]),
            raised=end + dt.timedelta(days=self.chance.choice((-30, -1, 0, 0, 1, 30))),
            closed=self.chance.choice((None, score_replay.day(point["when"]["from"]))),
            about=tuple(point["about"][:1]),
            evidence=tuple(self.chance.sample(point.get("triggers") or ["e01"], 1)),
        )

    def damaged(self, one: Raise) -> Raise:
        if self.chance.random() < 0.1:
            one = replace(one, kind=self.chance.choice(sorted(DETECTORS)))
        if self.chance.random() < 0.2:
            one = replace(one, raised=one.raised + dt.timedelta(days=self.chance.randint(-40, 40)))
        if self.chance.random() < 0.2:
            one = replace(one, closed=one.raised + dt.timedelta(days=self.chance.randint(0, 60)))
        if self.chance.random() < 0.1:
            one = replace(one, about=tuple(self.chance.sample(self.people, 1)))
        if self.chance.random() < 0.2:
            one = replace(one, evidence=self.entries(one.raised))
        return one

    def entries(self, day: dt.date) -> tuple[str, ...]:
        """Entries to rest on: of that day or before, most often; none, few, and as many as may be cited, and one more."""
        ids = [id for id, on in self.days.items() if on <= day or self.chance.random() < 0.02]
        few = tuple(self.chance.sample(ids, min(len(ids), self.chance.choice((0, 1, 2, 15, 15, 16)))))
        return (
            (*few, f"{few[0]}/part", "people/x/0")[: len(few) + self.chance.choice((0, 0, 2))] if few else ()
        )


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_scoring_is_that_of_the_scorer_on_every_case_and_when_both_are_spoilt(path: Path) -> None:
    one, key = case(path), yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    found = score(one.key, one.record, said(path))
    assert as_scored(found) == theirs(key, said(path))
    assert found.ungrounded == ()
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    spoiler = Spoiler(path, key, seed)
    for _ in range(5):
        other, raises = spoiler.spoilt_key(), spoiler.spoilt_replay()
        read_again = key_of(
            yaml.dump({part: other.get(part) for part in PARTS}, Dumper=yaml.CSafeDumper).encode()
        )
        assert read_again is not None
        assert as_scored(score(read_again, one.record, raises)) == theirs(other, raises)


def theirs(key: dict[str, Any], raises: Sequence[Raise]) -> dict[str, Any]:
    found = score_replay.score(key, [as_json(raised, None) for raised in raises])
    del found["raises"]
    return found


def test_every_kind_stands_in_one_family() -> None:
    placed = [kind for kinds in families().values() for kind in kinds]
    assert sorted(placed) == sorted(standard.kind for standard in standards())


def never(*_: object) -> tuple[Finding, ...]:
    return ()


def silence(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setitem(DETECTORS, kind, replace(DETECTORS[kind], detect=never))


def test_a_standard_that_says_nothing_more_turns_the_figures_and_fails_its_examples(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kind, story = "decision_not_challenged", ROOT / "stories" / "three-doors-down.yaml"
    before = figures([scored(case(story))], [kind])
    assert (before.must, before.must_on_time) == (1, 1)
    assert failing()[1] == ()
    silence(monkeypatch, kind)
    after = figures([scored(case(story))], [kind])
    assert (after.must, after.must_on_time, after.days) == (1, 0, ())
    assert {(one.kind, one.spoke) for one in failing()[1]} == {(kind, ())}
    assert ran("standards", "test", str(story)) == 1
    assert f"- `{kind}`" in capsys.readouterr().out


def test_a_standard_that_speaks_too_often_is_a_false_alarm_of_its_kind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kind, quiet = "child_not_seen", case(ROOT / "stories" / "willow-road.yaml")
    assert figures([scored(quiet)]).false == 0

    def always(subject: Any, *_: object) -> tuple[Finding, ...]:
        return (Finding((subject.person,), (subject.entry.id,), subject.entry.day),)

    monkeypatch.setitem(DETECTORS, kind, replace(DETECTORS[kind], detect=always))
    monkeypatch.setattr("sightline.standards.replay.wording.sentences", lambda text, words: text)
    assert figures([scored(quiet)], [kind]).false > 0
    assert figures([scored(quiet)], ["handover_incomplete"]).false == 0


def ran(*arguments: str) -> int:
    with pytest.raises(SystemExit) as done:
        commands.main(arguments)
    return int(done.value.code or 0)


def test_the_command_gives_the_stories_where_it_is_asked_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "bench.md"
    monkeypatch.setattr("sightline.commands.bench.failing", lambda: (0, ()))
    assert ran("standards", "test", "--out", str(page)) == 0
    assert capsys.readouterr().out == ""
    assert "| `stories`: willow-road, ordinary | – | – | – | – | 0 | – |" in page.read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("case: x\n", "format"),
        ("expected: [{id: x01}]\n", "its key cannot be read: KeyError 'prompt'"),
        ("expected: []\nguards: [{entry: e99, prompt: child_not_seen}]\n", "no such entry"),
        ("expected: []\nanswers: [{silences: x99}]\n", "expects no such point"),
    ],
)
@pytest.mark.parametrize("act", ["test", "mutate"])
def test_what_cannot_be_used_is_said_and_ends_with_2(
    text: str, said: str, act: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text if text.startswith("case") else TINY + text, encoding="utf-8")
    if act == "test" and ("guards" in text or "answers" in text):
        assert ran("standards", act, str(path)) == 0
        return
    assert ran("standards", act, str(path)) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err


def test_a_case_without_a_key_is_left_out_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.yaml").write_text(TINY, encoding="utf-8")
    assert ran("standards", "test", str(tmp_path)) == 0
    assert "has no answer key, and is left out" in capsys.readouterr().err


TINY = """
case: tiny
format: chronology-interchange/1
case_type: ordinary
agencies:
  - {id: school, type: school, name: primary school}
  - {id: mash, type: front_door, name: front door, decision_maker: true}
  - {id: nurse, type: school_nursing, name: school nurses}
people:
  - {id: sam, role: child, dob: 2015-05-04}
events:
  - id: e01
    occurred: 2024-03-04
    recorded: 2024-03-04
    agency: school
    kind: referral
    about: [sam]
    summary: Sam has come to school hungry for three weeks, and his parents ask for help.
    attributes: {to: mash, sequence: 1, topics: [hunger], source_type: professional, alleges_harm: false}
    known_by: [{agency: school, from: 2024-03-04}, {agency: mash, from: 2024-03-04}]
    shared_with: [{agency: mash, date: 2024-03-04}]
  - id: e02
    occurred: 2024-03-05
    recorded: 2024-03-05
    agency: mash
    kind: information_sharing
    about: [sam]
    summary: The school nurse is sent the referral and what was decided.
    attributes: {to: [nurse], what: [e01, d01], content: full, mode: email}
    known_by: [{agency: mash, from: 2024-03-05}, {agency: nurse, from: 2024-03-05}]
    shared_with: [{agency: nurse, date: 2024-03-05}]
  - id: e03
    occurred: 2024-04-30
    recorded: 2024-04-30
    agency: school
    kind: observation
    about: [sam]
    summary: Sam comes to breakfast club every day.
    attributes: {topics: [child_presentation], direction: positive, rests_on: seen}
    known_by: [{agency: school, from: 2024-04-30}]
decisions:
  - id: d01
    made: 2024-03-05
    recorded: 2024-03-05
    by: mash
    about: [sam]
    type: referral_outcome
    outcome: early_help
    forum: single_agency
    responds_to: e01
    on_information: [e01]
    checks_made: [school]
    rationale: The family asks for help and will have it.
    communicated_to: [{agency: school, date: 2024-03-05, content: outcome_and_reason}]
"""
GUARDED = TINY + "not_expected: []\nguards: [{entry: d01, prompt: statutory_timescale_missed}]\n"


def tiny(text: str = GUARDED) -> Case:
    found = case_of(text.encode())
    assert found is not None
    return found


def test_a_guard_taken_away_is_noticed_and_one_that_comes_late_is_silent_again() -> None:
    assert replay(tiny().record, None) == []
    gone, after = list(guarded(tiny()))
    assert (gone.how, gone.entry, gone.wanted, gone.right, gone.woke) == (
        "taken away",
        "d01",
        "statutory_timescale_missed",
        True,
        (),
    )
    assert (after.how, after.right, after.closed, after.woke) == ("late", True, True, ())
    assert [(one.entry, one.woke) for one in unguarded(tiny())] == [("e01", ()), ("e02", ()), ("e03", ())]


def test_two_equal_steps_guard_together_and_not_alone() -> None:
    again = yaml.safe_load(TINY + "not_expected: []\n")
    again["decisions"].append({**again["decisions"][0], "id": "d02"})
    again["guards"] = [{"entry": ["d01", "d02"], "prompt": "statutory_timescale_missed"}]
    both = tiny(yaml.safe_dump(again))
    assert [(one.entry, one.how, one.right, one.woke) for one in guarded(both)] == [
        ("d01+d02", "taken away", True, ()),
        ("d01+d02", "late", True, ()),
    ]
    assert {one.entry for one in unguarded(both) if not one.woke} == {"e01", "e02", "e03", "d01", "d02"}


def test_a_standard_that_misses_a_guard_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    silence(monkeypatch, "statutory_timescale_missed")
    found = list(guarded(tiny()))
    assert [(one.how, one.right) for one in found] == [("taken away", False)]
    assert list(exceptions(found)) == ["- tiny d01 taken away: `statutory_timescale_missed` did not speak."]
    assert "| a guard taken away | 1 | 0 of 1 noticed by its kind | 0 |" in mutation(found)


def test_another_kind_that_wakes_is_told_apart_from_the_guard() -> None:
    other = tiny(GUARDED.replace("statutory_timescale_missed", "referral_outcome_not_fed_back"))
    (gone,) = guarded(other)
    assert gone.right is False
    assert [raised.kind for raised in gone.woke] == ["statutory_timescale_missed"]
    argued = GUARDED.replace(
        "statutory_timescale_missed}", "child_not_seen, arguable: [statutory_timescale_missed]}"
    )
    (gone,) = guarded(tiny(argued))
    assert (gone.right, gone.woke) == (False, ())


def test_an_entry_without_a_mark_that_wakes_something_is_found() -> None:
    found = {one.entry: one.woke for one in unguarded(tiny(TINY + "not_expected: []\nguards: []\n"))}
    assert {id for id, woke in found.items() if woke} == {"d01"}


def test_where_nobody_has_looked_for_guards_no_entry_is_taken_to_be_none() -> None:
    assert list(unguarded(tiny(TINY + "not_expected: []\n"))) == []


def test_a_missing_step_silences_its_point_or_is_found_not_to() -> None:
    expected = (
        "expected: [{id: x01, when: {from: 2024-03-06, to: 2024-04-30}, prompt: statutory_timescale_missed,"
        " about: [sam], triggers: [e01]}]\n"
    )
    lacking = yaml.safe_load(TINY.replace("case_type: ordinary", "case_type: fictional") + expected)
    step = lacking["decisions"].pop()
    lacking["events"][1]["attributes"]["what"] = ["e01"]
    for decisions, silent in (([step], True), ([], False)):
        lacking["answers"] = [{"silences": "x01", "decisions": decisions}]
        (trial,) = put_in(tiny(yaml.safe_dump(lacking)))
        assert (trial.wanted, trial.right) == ("statutory_timescale_missed", silent)


def test_what_is_taken_away_is_spoken_of_by_nobody_and_what_is_late_is_known_to_nobody_before() -> None:
    file = tiny().file
    gone = split(without(file, "d01"))
    assert "d01" not in {entry.id for entry in gone.entries}
    assert next(e for e in gone.entries if e.id == "e02").body.what == ("e01",)
    disputed = split(without(case(ROOT / "stories" / "child-a.yaml").file, "d02"))
    assert next(e for e in disputed.entries if e.id == "e15").body.about_decision is None
    assert next(d for d in without(file, "e01").decisions).responds_to is None
    day = dt.date(2024, 4, 1)
    for id in ("e02", "d01"):
        record = split(late(file, id, day))
        assert next(entry for entry in record.entries if entry.id == id).noted.day == day
        others = [row for row in record.told if row.entry == id and row.how != "recorded"]
        assert others
        assert {row.told.day for row in others} == {day}


def test_woken_counts_and_does_not_only_name() -> None:
    raises = replay(split(without(tiny().file, "d01")), None)
    assert len(raises) == 1
    assert woken(raises, raises) == []
    assert woken([], raises) == raises
    assert woken(raises, [*raises, *raises]) == raises


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_no_key_reaches_the_engine(path: Path) -> None:
    raw = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    bare = read(yaml.dump(score_replay.strip(raw), Dumper=yaml.CSafeDumper, sort_keys=False).encode())
    assert split(bare) == load(path)


def test_every_mark_names_an_entry_and_kinds_that_there_are() -> None:
    kinds = {standard.kind for standard in standards()}
    for path in FILES:
        one = case(path)
        ids = {entry.id for entry in one.record.entries}
        for guard in one.key.guards:
            assert ids.issuperset(guard.entries), path
            assert guard.kinds | guard.arguable <= kinds, path
            assert guard.kinds.isdisjoint(guard.arguable), path
        assert {step.silences for step in one.key.steps} <= {point.id for point in one.key.expected}


def test_a_key_that_names_no_window_is_a_bad_key() -> None:
    with pytest.raises(BadKey, match="when"):
        key_of(b"case: x\nexpected: []\nnot_expected: [{prompt: any}]\n")


def exceptions_of(page: str, name: str, *how: str) -> list[str]:
    return [
        line
        for line in page.splitlines()
        if line.startswith(f"- {name} ") and any(f" {h}: " in line for h in how)
    ]


def tried(one: Case) -> Iterator[Any]:
    yield from guarded(one)
    yield from put_in(one)
    if one.key.case in SMALLEST:
        yield from unguarded(one)


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.parent.name != "cases"], ids=lambda path: path.stem
)
def test_the_page_of_the_mutation_run_is_what_the_run_gives(path: Path) -> None:
    """Every guard and missing step; of the entries that guard nothing, those of the four smallest cases (the run is long)."""
    one, page = case(path), MUTATION_PAGE.read_text(encoding="utf-8")
    found = list(tried(one))
    how = ["taken away", "late", "put in", *(["unguarded", "arguable"] if one.key.case in SMALLEST else [])]
    assert list(exceptions(found)) == exceptions_of(page, one.key.case, *how), (
        "stale: see docs/how-to/test-the-standards.md"
    )
