"""Child A's three contacts as the review found them (2.5 to 2.7, 3.5 to 3.7, 7.2 to 7.7), played in pages, exported, replayed.

The prompts expected are those of the answer key (tests/cases/A.yaml) for these entries: x01, x05, x06, x07 and x10. Those
that rest on what the surgery, the trust, leaving care and the other authority held (x02, x03, x04, x09) are not among them:
nobody asked, so nobody said that their patient is this father, and the record cannot say it either.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from sightline.record.entry import Record
from sightline.record.interchange.read import read
from sightline.record.interchange.split import split
from sightline.standards.replay import replay
from tests.cases import score_replay
from tests.journeys.child_a import on_stage, said

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
KEY = Path(__file__).parents[1] / "cases" / "A.yaml"
ENDS = dt.date(2020, 2, 5)
WHOLE = [
    (
        "referral_outcome_not_fed_back",
        "2019-09-23",
    ),  # x06: three working days after an outcome without its reasons
    ("background_checks_incomplete", "2019-12-11"),  # x01: the second decision, on the front door's own index
    ("repeat_referral_not_stepped_up", "2019-12-11"),  # x05: the same answer to a worse worry
    ("referral_outcome_not_fed_back", "2019-12-16"),  # x06, again
    ("decision_not_challenged", "2019-12-18"),  # x07: two working days after she wrote that she disagrees
    ("prebirth_assessment_late", "2019-12-24"),  # x10: two weeks on, with the birth twelve weeks away
    (
        "specialist_input_missing_learning_needs",
        "2020-02-04",
    ),  # x08: a second referral tells of it in its words
]
NOT_FOR_THE_DOOR = ("decision_not_challenged", "specialist_input_missing_learning_needs")
DOOR = [row for row in WHOLE if row[0] not in NOT_FOR_THE_DOOR]
MIDWIFE = [
    row for row in WHOLE if row[0] not in ("background_checks_incomplete", "repeat_referral_not_stepped_up")
]


def cut() -> Record:
    """The key's own chronology, cut to what these pages record: three contacts, three answers, and her worry about the second."""
    case = score_replay.strip(yaml.safe_load(KEY.read_text()))
    case["events"] = [event for event in case["events"] if event["id"] in ("e06", "e13", "e15", "e20")]
    case["decisions"] = [one for one in case["decisions"] if one["id"] in ("d01", "d02", "d03")]
    for one in case["decisions"]:
        one["on_information"] = []
    for person in case["people"]:
        person["known_characteristics"] = []
    return split(read(yaml.safe_dump(case, sort_keys=False).encode()))


def days(raises: list) -> list[tuple[str, str]]:
    return [(one.kind, one.raised.isoformat()) for one in raises]


def test_the_key_expects_the_same_of_its_own_chronology() -> None:
    assert days(replay(cut(), None, ENDS)) == WHOLE


def test_the_board_shows_the_blanks_and_the_standards_speak(
    page: Page, site: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    play = on_stage(page, site, monkeypatch)
    play.refers("2019-09-17", 1)
    play.decides("2019-09-18", "Early help", "2", "Early help was agreed with the referrer.", tells=False)
    play.refers("2019-12-10", 2)
    play.opens_board("2019-12-11")
    for role in ("father", "mother"):
        for service in ("gp", "adult_mental_health", "leaving_care", "police", "learning_disability"):
            assert play.cell(role, service) == "Not asked", (role, service)
    play.decides("2019-12-11", "Early help", "2", "The parents engage well with early help.", tells=False)
    play.reads_reply("2019-12-16")
    play.leaves_it("I did not know how, or whom to ask")
    play.refers("2020-02-04", 3)
    play.decides(
        "2020-02-05",
        "Social work assessment",
        "4",
        "Repeated and rising concern close to birth.",
        tells=False,
    )
    record = play.exported(tmp_path)
    assert days(said(record)) == WHOLE
    assert days(said(record, "front_door")) == DOOR
    assert days(said(record, "midwifery")) == MIDWIFE
    # The holders were asked nothing: of this baby nobody told them, and no other agency's record is in the case.
    assert {team.type for team in record.teams.values()} == {"front_door", "midwifery"}
    blanks = next(one for one in said(record, "front_door") if one.kind == "background_checks_incomplete")
    named = {(_role(record, person), service) for person, service in blanks.missing}
    assert named >= {
        ("father", "gp"),
        ("father", "adult_mental_health"),
        ("father", "leaving_care"),
        ("mother", "police"),
    }


def _role(record: Record, person: str) -> str | None:
    said_of = (entry.body for entry in record.entries if entry.kind == "particulars")
    return next((body.role for body in said_of if body.person == person and body.role), None)
