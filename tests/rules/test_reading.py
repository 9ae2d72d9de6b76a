"""What a recorder left empty is read from the note's own words, by the standards alone, and what was recorded stays as it was."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from docs.generate import read_and_recorded
from sightline.record.entry import Record
from sightline.record.interchange.casefile import CaseFile
from sightline.record.interchange.read import read
from sightline.record.interchange.split import split
from sightline.record.kinds import KINDS
from sightline.record.kinds.harm import Observation
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.shape import shapes
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import knowledge
from sightline.standards.live import prompts
from sightline.standards.reading import as_read, phrases
from sightline.standards.replay import last_day, replay
from sightline.standards.shown import all_shown
from tests.rules.small import Small

ROOT = Path(__file__).parents[2]
STORY = ROOT / "stories" / "three-doors-down.yaml"
CASES = [
    path for folder in ("stories", "tests/cases/studied") for path in sorted((ROOT / folder).glob("*.yaml"))
]


def _meeting(summary: str, **body: Any) -> Any:
    small = Small()
    return small.known.entry(small.says("school", "meeting", "baby", summary=summary, **body))


def test_a_core_group_that_only_the_note_names_is_one() -> None:
    assert as_read(_meeting("Core group. School away.")).body == Meeting(type="core_group")


def test_what_was_recorded_is_never_replaced() -> None:
    entry = _meeting("Core group. School away.", type="family", attended=())
    assert as_read(entry) is entry


def test_what_a_note_denies_is_not_read() -> None:
    assert as_read(_meeting("No core group held.")).body == Meeting()
    assert as_read(_meeting("Never came; core group held all the same.")).body.type == "core_group"


def test_of_several_the_first_decides() -> None:
    assert as_read(_meeting("Core group; review conference in May.")).body.type == "core_group"
    assert as_read(_meeting("Review conference; core group in May.")).body.type == "review_cp_conference"


def test_a_list_takes_all_that_is_said() -> None:
    small = Small()
    entry = small.known.entry(
        small.says("school", "observation", "baby", summary="No food in the house. Mother drunk.")
    )
    assert entry is not None
    body = as_read(entry).body
    assert isinstance(body, Observation)
    assert body.topics == ("hunger", "substance_use")


def test_knowledge_that_is_tidy_is_the_same_object_and_untidy_knowledge_stays_untouched() -> None:
    small = Small()
    small.says("school", "meeting", "baby", type="core_group", mode="virtual", summary="Core group on Teams.")
    assert all_shown(small.known) is small.known
    id = small.says("school", "meeting", "baby", summary="Core group.")
    read_ = all_shown(small.known)
    assert (read_.entry(id).body.type, small.known.entry(id).body.type) == ("core_group", None)  # type: ignore[union-attr]
    assert list(read_.tellings()) == list(small.known.tellings())


def _read(kind: str, summary: str, *people: str) -> Any:
    small = Small()
    entry = small.known.entry(small.says("school", kind, *(people or ("baby",)), summary=summary))
    assert entry is not None
    return as_read(entry).body


def test_an_assessment_begun_and_finished_is_finished_whichever_stands_first() -> None:
    assert _read("assessment", "Assessment begun in March is finished here.").status == "completed"
    assert _read("assessment", "Finished today. Begun in March.").status == "completed"
    assert _read("assessment", "Assessment begun, to be finished by May.").status == "started"


def test_an_order_refused_or_asked_for_is_not_an_order_made() -> None:
    assert _read("legal", "Interim care order.").status == "granted"
    assert _read("legal", "Interim care order refused.").status == "refused"
    assert _read("legal", "The council applies for an interim care order.").status == "requested"


def test_a_phrase_inside_another_that_means_something_else_says_nothing() -> None:
    assert _read("meeting", "Supervision with the team manager.").type == "supervision"
    assert _read("meeting", "Talk about the supervision order.").type is None
    assert _read("meeting", "Report for conference read through.").type is None


def test_a_child_seen_but_not_by_himself_was_seen_and_a_child_said_to_be_asleep_was_not() -> None:
    assert _read("visit", "Seen on the sofa. Not seen by himself.").access == "seen"
    assert _read("visit", "Mother says he is asleep.").access == "child_not_seen"
    assert _read("visit", "No reply, card left.").access == "no_reply"


def test_either_apostrophe_is_one() -> None:
    assert _read("meeting", "Professionals\u2019 meeting.").type == "professionals"
    assert _read("meeting", "Professionals' meeting.").type == "professionals"


def test_an_appointment_about_one_person_alone_is_that_persons() -> None:
    assert _read("appointment", "Not brought.", "baby").for_person == "baby"
    assert _read("appointment", "Not brought.", "baby", "mum").for_person is None
    assert _read("appointment", "", "baby").for_person == "baby"


def test_every_phrase_says_one_value_of_a_field_that_there_is() -> None:
    for kind, fields in phrases().items():
        wanted = shapes(KINDS[kind])
        for name, by_value in fields.items():
            values = {"true", "false"} if wanted[name].holds == "yes_no" else set(wanted[name].choices)
            assert by_value.keys() <= values, (kind, name, by_value.keys() - values)
            if not wanted[name].many:
                counted = Counter(phrase.lower() for said_ in by_value.values() for phrase in said_)
                assert not [phrase for phrase, many in counted.items() if many > 1], (kind, name)


def _untidy(case: CaseFile, chance: random.Random) -> CaseFile:
    return replace(
        case,
        events=tuple(
            replace(e, attributes={n: v for n, v in (e.attributes or {}).items() if chance.random() < 0.6})
            for e in case.events
        ),
    )


def test_what_a_page_says_and_what_a_replay_says_agree_where_things_were_left_out() -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")
    record = split(_untidy(read(STORY.read_bytes()), random.Random(seed)))
    on = last_day(record)
    assert on is not None
    for team in record.teams:
        now = prompts(knowledge(record, team, on), on, ())
        assert _open(record, team, on) == sorted((prompt.said.kind, prompt.said.about) for prompt in now)


def _open(record: Record, team: Agency, on: dt.date) -> list[tuple[str, tuple[str, ...]]]:
    return sorted((r.kind, r.about) for r in replay(record, team, on) if r.closed is None)


def test_what_is_read_is_what_was_recorded_nine_times_in_ten() -> None:
    counted = read_and_recorded()
    assert len(counted) > 10
    heard = {field: (n["right"], n["right"] + n["wrong"]) for field, n in counted.items()}
    assert not {field: of for field, of in heard.items() if of[1] >= 10 and of[0] < 0.9 * of[1]}
