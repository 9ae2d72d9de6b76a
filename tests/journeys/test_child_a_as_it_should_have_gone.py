"""Child A's three contacts as they should have gone: asked, answered, stepped up at the second, and told why each time.

The first is answered as it was, by early help, which all agreed to be right (3.2); the referrer is told why. At the second
the front door asks those who know the parents, they answer from their own inboxes, and a social work assessment follows.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sightline.record.entry import Record
from sightline.record.kinds.harm import Background
from sightline.record.kinds.help import Service
from sightline.record.knowledge import knowledge
from tests.journeys.child_a import on_stage, said
from tests.journeys.test_child_a_as_it_happened import WHOLE, days

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
ASKED = (
    ("father", "gp", "Dr Anselm Reeve", True),
    ("father", "adult_mental_health", "Sunita Vance", True),
    ("father", "leaving_care", "Ottoline Frey", True),
    ("father", "police", "DC Ivo Lanyon", False),
    ("mother", "other_local_authority", "Bram Castell", True),
)
STILL = [
    # x09: he was in care. In the whole of the record that shows once somebody says who he is; no page records an adviser yet.
    ("care_leaver_parent_pathway_missing", "2019-10-01"),
    # x08: that they cannot keep hold of what is taught stands in two referrals, and nobody was asked how they learn.
    ("specialist_input_missing_learning_needs", "2019-12-10"),
    # x10: decided is not begun. No page records that an assessment started yet.
    ("prebirth_assessment_late", "2019-12-24"),
]


def test_asked_answered_and_stepped_up(
    page: Page, site: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    play = on_stage(page, site, monkeypatch)
    play.refers("2019-09-17", 1)
    play.decides("2019-09-18", "Early help", "2", "Early help was agreed with the referrer.")
    play.reads_reply("2019-09-18")
    play.refers("2019-12-10", 2)
    board = play.opens_board("2019-12-10")
    for role, service, _, _ in ASKED:
        play.asks(board, role, service)
    for _, _, who, holds in ASKED:
        play.answers(who, holds)
    play.opens_board("2019-12-11")
    for role, service, _, holds in ASKED:
        assert play.cell(role, service) == ("Information held" if holds else "Nothing held"), (role, service)
    play.decides(
        "2019-12-11",
        "Social work assessment",
        "4",
        "Both parents' histories bear on how the baby will be cared for.",
    )
    play.reads_reply("2019-12-11")
    play.refers("2020-02-04", 3)
    play.decides(
        "2020-02-05", "Social work assessment", "4", "The assessment goes on, with what is new in it."
    )
    record = play.exported(tmp_path)
    assert days(said(record)) == STILL
    eyes = {team.type for team in record.teams.values()}
    assert eyes == {"front_door", "midwifery", *(service for _, service, _, _ in ASKED)}
    silent = {kind for kind, _ in WHOLE} - {kind for kind, _ in STILL}
    for who in eyes:
        assert not silent & {one.kind for one in said(record, who)}, who
    assert held(record, dt.date(2019, 12, 9)) == set()
    assert held(record, dt.date(2019, 12, 11)) == {
        "gp",
        "adult_mental_health",
        "leaving_care",
        "other_local_authority",
    }


def held(record: Record, on: dt.date) -> set[str]:
    """The types of the agencies whose own record of the parents the front door had by the end of a day."""
    door = next(id for id, team in record.teams.items() if team.type == "front_door")
    known = knowledge(record, door, on)
    return {record.teams[one.author].type for kind in (Background, Service) for one in known.entries(kind)}
