"""How often a plan promises that social care comes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.help import Plan
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards.standard import Edition
from sightline.state.pace import Pace, pace, worker_comes
from sightline.state.phrases import says


def terms(plan: list[Entry[Plan]]) -> str:
    """This will give the words of a plan and of its changes."""
    return " ".join(p.body.terms or "" for p in plan).lower()


def promises(plan: Entry[Plan], edition: Edition) -> bool:
    """This will say whether a plan is of those that children are visited on, and says itself how often."""
    own = (plan.body.terms or "").lower()
    return plan.body.type in edition["visited_on"] and _promised(plan, own, 0, edition) is not None


def latest_pace(
    known: Knowledge, child: Person, plan: list[Entry[Plan]], seen: list[Entry[Any]], edition: Edition
) -> Pace | None:
    """This will give the pace that the plan, its changes or a review last set, as it stands after the last sight of the child."""
    reviews = known.entries(Meeting, child, plan[0].day)
    said: list[Entry[Any]] = [*plan, *(m for m in reviews if m.body.type in edition["sets_pace"])]
    latest = sorted(
        said, key=lambda entry: (entry.day, isinstance(entry.body, Plan), entry.noted.key), reverse=True
    )
    last = seen[-1].day if seen else dt.date.min
    paces = (_promised(entry, terms(plan), max(0, (last - entry.day).days), edition) for entry in latest)
    return next((found for found in paces if found is not None), None)


def _promised(said: Entry[Any], of_plan: str, after_days: int, edition: Edition) -> Pace | None:
    """The pace of the terms (of a review: its outcome) or the note beside them, so long after it was set; of two the slower: a
    list may say it short."""
    not_of = () if shared(of_plan, edition) else edition["other_visitors"]
    written = said.body.terms if isinstance(said.body, Plan) else said.body.outcome
    texts = (written or "", said.summary)
    found = [pace(text, not_of, edition["pace_for_now"], after_days) for text in texts]
    for_now = [pace(text, not_of) for text, lasting in zip(texts, found, strict=True) if lasting is None]
    # What a list gives short, and the note beside it for some weeks alone, is of those weeks.
    lasting = (one for one in found if one is not None and one not in for_now)
    return max(lasting, key=lambda one: one.in_days, default=None)


def shared(of_plan: str, edition: Edition) -> bool:
    """This will say whether the plan shares its visits out, and does not say how often the social worker's own are."""
    return says(of_plan, edition["visits_shared"]) and not worker_comes(of_plan)
