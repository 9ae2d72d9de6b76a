"""The week's review, with recommendations issued to the front door: for tests of what comes of them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sightline.record.kinds.recommendation import ReviewRecommendation
from sightline.record.kinds.words import Agency
from sightline.reviews import recommending
from tests.knowing.reviewing import AT, Reviewing

WORDS = "Say in the front door's procedures which checks are made for which referral, and by when"
STEPS = ("told", "understood", "changed", "tested")


def recommendation(made: Reviewing, **more: Any) -> ReviewRecommendation:
    """This will give the first recommendation: the front door's, which concerns its own deciders and midwives."""
    door, midwives = (Agency(str(made.week.teams[one].pk)) for one in ("front_door", "midwifery"))
    said: dict[str, Any] = {
        "number": 1, "owner": door, "owner_post": "Manager of the front door",
        "different_for_child": "Nobody decides while half of what is held is still unasked",
        "test_by": dt.date(2025, 12, 31), "professions": ("Deciders", "Midwives"), "agencies": (door, midwives),
        "audit_question": "In how many of twenty referrals was every check answered first?", "measure": "blank_checks",
    }  # fmt: skip
    return ReviewRecommendation(**said | more)


def issued(made: Reviewing, **more: Any) -> UUID:
    """This will write a recommendation and issue it."""
    id = recommending.write(**made.does("lead"), said=recommendation(made, **more), words=WORDS)
    recommending.issue(by=made.posts["lead"], at=AT, id=id, seen=str(id))
    return id


def accepts(made: Reviewing, id: UUID) -> None:
    """This will have the front door accept a recommendation."""
    recommending.reply(
        **made.does("front_door"), id=id, reply="accepted", words="We will rewrite them by Christmas"
    )


def steps(made: Reviewing, id: UUID, team: str, profession: str, *which: str) -> None:
    """This will have an agency record steps of one of its professions."""
    row = (profession, str(made.week.teams[team].pk))
    for one in which:
        recommending.step(
            **made.does(team), id=id, row=row, step=one, stands=True, words=f"Evidence of {one}"  # type: ignore[arg-type]
        )  # fmt: skip
