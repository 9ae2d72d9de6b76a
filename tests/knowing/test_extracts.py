"""A case as a file of format 2: all that was recorded and told through pages, and of an agency's own no more than it sees.

The acts are drawn: some referrals, checks, answers, decisions, challenges, in any order that the acts allow.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.commands import main
from sightline.people.models import Post
from sightline.record import actions
from sightline.record import models as rows
from sightline.record.acting import as_owner
from sightline.record.entry import Entry, Record
from sightline.record.extracts import extract
from sightline.record.imports import import_record
from sightline.record.interchange.faults import Unreadable
from sightline.record.interchange.read import read
from sightline.record.interchange.split import split
from sightline.record.interchange.write import write
from tests.knowing.live import START, Live

pytestmark = pytest.mark.django_db(databases=["owner", "default"])


ACTS = [
    Live.refer, Live.ask, Live.match, Live.answer, Live.unmatch, Live.refuse, Live.decide, Live.decide_quietly, Live.disagree,
    Live.settle, Live.leave, Live.correct, Live.dispute, Live.worry, Live.pass_on,
]  # fmt: skip
STORY = [
    Live.ask, Live.match, Live.answer, Live.refuse, Live.decide, Live.disagree, Live.settle, Live.leave, Live.worry,
    Live.decide_quietly, Live.refer,
]  # fmt: skip


def told_in(record: Record, agency: str) -> set[str]:
    return {row.id for row in record.told if agency in (row.knower, row.by)}


def holds(live: Live, case: UUID, who: str) -> None:
    """This will check the team's file of a case, against the whole file and the record."""
    own, all_of_it = extract(case), extract(case, whole=True)
    team = live.week.teams[who]
    me = f"{team.type}-{team.pk.hex[:16]}"
    for file in (own, all_of_it):
        text = write(file)
        assert read(text.encode()) == file
        assert split(read(text.encode())) == split(file)
        assert write(extract(case, whole=file is all_of_it)) == text
        assert split(file).entries == file.entries
    assert len(told_in(split(own), me)) == len(own.told)
    assert {one.id for one in own.entries} == {
        f"e-{UUID(one.id).hex[:16]}"
        for one in live.known(who).all()
        if set(one.people) & set(map(str, (live.people if who != "gp" else [live.patient])))
    }
    assert {one.id for one in own.entries} <= {one.id for one in all_of_it.entries}


@settings(max_examples=25, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(st.sampled_from(ACTS), max_size=14))
def test_what_was_recorded_comes_back(acts: list[Any]) -> None:
    with as_owner(), transaction.atomic(using="owner"):
        live = Live()
        for act in acts:
            act(live)
        holds(live, live.case, "midwifery")
        holds(live, live.doors_case, "front_door")
        transaction.set_rollback(True, using="owner")


@pytest.fixture
def live(owner: None) -> Live:
    """This will have the whole of an ordinary story happen."""
    made = Live()
    for act in STORY:
        act(made)
    return made


def kinds(case: UUID, whole: bool = False) -> set[str]:
    return {entry.kind for entry in extract(case, whole=whole).entries}


def test_the_whole_holds_every_act_and_how_each_was_told(live: Live) -> None:
    file = extract(live.case, whole=True)
    assert {entry.kind for entry in file.entries} == {
        "particulars", "referral", "check", "same_person", "check_answer", "information_sharing", "background", "check_refused",
        "decision", "decided_without", "decision_outcome", "escalation", "escalation_outcome", "disagreement", "concern",
    }  # fmt: skip
    held = rows.Entry.objects.count()
    assert len(file.entries) == held
    assert len(file.told) == rows.Told.objects.count()
    assert sorted(row.how for row in file.told) == sorted(rows.Told.objects.values_list("how", flat=True))


def test_an_agencys_file_holds_what_it_was_told_and_no_more(live: Live) -> None:
    """
    | file of    | the GP's record of him          | its match          | the referral | who else was asked |
    | ---------- | ------------------------------- | ------------------ | ------------ | ------------------ |
    | gp         | yes                             | yes                | no           | no                 |
    | midwifery  | no                              | no                 | yes          | no                 |
    | front door | as told with the answer         | told with it       | yes          | yes                |
    """
    assert kinds(live.gps_case) == {
        "particulars",
        "background",
        "same_person",
        "check",
        "check_answer",
        "information_sharing",
    }
    assert not {"background", "same_person", "check", "check_answer", "check_refused"} & kinds(live.case)
    assert {"background", "same_person", "check_refused", "referral"} <= kinds(live.doors_case)
    gp = extract(live.gps_case)
    assert {team.type for team in gp.teams.values()} == {"gp", "front_door"}
    police = str(live.week.teams["police"].pk.hex[:16])
    assert police not in write(gp)
    assert police not in write(extract(live.case)).split("kind: concern")[0].split("entries:")[1]


def test_what_is_named_and_was_not_told_stands_elsewhere(live: Live) -> None:
    """Midwifery was told only the outcome of the second decision: its file names that decision and does not hold it."""
    outcome_only = rows.Entry.objects.filter(kind="decision").latest(
        "noted_day", "noted_time", "noted_ordinal"
    )
    assert extract(live.case).elsewhere == (f"e-{outcome_only.pk.hex[:16]}",)
    assert extract(live.case, whole=True).elsewhere == ()


def test_a_person_matched_by_another_agency_is_one_person_in_the_whole(live: Live) -> None:
    (background,) = (one for one in extract(live.case, whole=True).entries if one.kind == "background")
    assert background.people == (f"p-{live.people[2].hex[:16]}",)
    (own,) = (one for one in extract(live.gps_case).entries if one.kind == "background")
    assert own.people == (f"p-{live.patient.hex[:16]}",)


def test_the_file_can_be_imported_and_comes_out_the_same(live: Live) -> None:
    file = extract(live.case, whole=True)
    changes = import_record(read(write(file).encode()), source="a county", by="its import", at=live.at())
    assert len(changes.new) == len(file.entries)
    assert import_record(read(write(file).encode()), source="a county", by="its import", at=live.at()).nothing
    there = rows.ImportedPerson.objects.filter(source="a county", team__type="midwifery").values_list(
        "person", flat=True
    )
    midwife = rows.ImportedName.objects.get(source="a county", file_id__startswith="midwifery").ours
    post = Post.objects.create(team_id=midwife, name="R", role="practitioner", starts=START)
    case = actions.open_case(by=post, at=live.at(), key="again", title="There", people=list(there))
    again = extract(case, whole=True)
    assert sorted(map(_shape, again.entries)) == sorted(map(_shape, file.entries))
    assert sorted((row.told, row.how) for row in again.told) == sorted(
        (row.told, row.how) for row in file.told
    )


def _shape(entry: Entry[Any]) -> tuple[Any, ...]:
    return (entry.kind, entry.noted.key, entry.occurred.start, entry.summary, len(entry.people))


def test_what_would_bind_somebody_is_not_taken_from_a_file(live: Live) -> None:
    parts = extract(live.case)
    with pytest.raises(ValueError, match="does not hold"):
        import_record(parts, source="a county", by="its import", at=live.at())
    Live.unmatch(live)
    whole = extract(live.case, whole=True)
    assert "restriction" in {entry.kind for entry in whole.entries}
    with pytest.raises(ValueError, match="not taken from a file"):
        import_record(whole, source="a county", by="its import", at=live.at())
    assert not rows.Imported.objects.exists()


def test_what_is_restricted_leaves_the_teams_file_and_stays_in_the_whole(live: Live) -> None:
    answered = {entry.id for entry in extract(live.doors_case).entries if entry.kind == "check_answer"}
    assert answered
    Live.unmatch(live)
    assert not answered & {entry.id for entry in extract(live.doors_case).entries}
    assert answered <= {entry.id for entry in extract(live.doors_case, whole=True).entries}


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(words)
    return int(left.value.code or 0)


def test_the_command_prints_a_file_that_replays(
    live: Live, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run("export", "--whole", str(live.case)) == 0
    text = capsys.readouterr().out
    assert read(text.encode()) == extract(live.case, whole=True)
    path = tmp_path / "exported.yaml"
    path.write_text(text, encoding="utf-8")
    assert run("check", str(path)) == 0
    assert "nothing wrong" in capsys.readouterr().out
    assert run("replay", str(path), "--as", "each") == 0
    assert "as front_door knew it" in capsys.readouterr().out
    assert run("export", str(live.case)) == 0
    assert capsys.readouterr().out == write(extract(live.case))


def test_the_command_without_a_case_or_a_database(
    owner: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = "00000000-0000-4000-8000-000000000000"
    assert run("export", nobody) == 2
    assert "There is no case" in capsys.readouterr().err
    assert run("export", "hungry") == 2
    assert "is not the id of a case" in capsys.readouterr().err
    monkeypatch.delenv("DATABASE_URL")
    assert run("export", nobody) == 2
    assert "Set DATABASE_URL" in capsys.readouterr().err


SLIPS = """case: slips
format: chronology-interchange/2
agencies:
  - {id: gp, type: gp, name: surgery}
people:
  - {id: sam}
entries:
  - id: e1
    agency: gp
    kind: check_answer
    about: [sam]
    occurred: 2025-03-10
    until: 2025-03-09
    recorded: 2025-03-10
    time: half past two
    attributes: {result: nothing_found, verdict: fine}
    told:
      - {agency: nobody, day: 2025-03-10, how: whispered, by: gp}
  - id: e2
    agency: gp
    kind: correction
    about: [sam, max]
    recorded: 2025-03-10
    corrects: e9
    attributes: {reason: a slip}
"""


def test_every_slip_of_a_file_of_format_2_is_told_at_once() -> None:
    with pytest.raises(Unreadable) as found:
        read(SLIPS.encode())
    told = {(fault.line, fault.field) for fault in found.value.faults}
    assert told == {
        (13, "entries[e1].until"), (15, "entries[e1].time"), (16, "entries[e1].attributes.verdict"),
        (16, "entries[e1].attributes"), (18, "entries[e1].told[#1].agency"), (18, "entries[e1].told[#1].how"),
        (22, "entries[e2].about"), (24, "entries[e2].corrects"),
    }  # fmt: skip


def test_a_file_of_format_1_has_no_entries_and_one_of_format_2_may_have_both() -> None:
    with pytest.raises(Unreadable, match="entries"):
        read(SLIPS.replace("/2", "/1").encode())
    example = (Path(__file__).parent / "example.yaml").read_text(encoding="utf-8")
    old = split(read(example.encode()))
    assert split(read(example.replace("interchange/1", "interchange/2").encode())) == old
