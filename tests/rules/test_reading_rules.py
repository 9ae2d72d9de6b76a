"""How a note is read where it says several things, hides one in another, or is about one person alone."""

from __future__ import annotations

from typing import Any

from sightline.standards.reading import as_read
from tests.rules.small import Small


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
