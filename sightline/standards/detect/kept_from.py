"""Somebody whom police keep from a child is seen with it: police are the ones who can act on that."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Visit
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.detect.own_life import Step, any_since
from sightline.standards.standard import Edition
from sightline.state import bail, harm


def bail_not_kept(known: Knowledge, visit: Entry[Visit], child: Person, edition: Edition) -> Step | None:
    """This will give the step where a visit that others do not watch over sees a child with an adult of whom police wrote
    last, in the months before, that they are to keep away: that police are told, or that agencies meet."""
    since = days_after(visit.day, -edition["bail_days"])
    wrote = bail.seen_with(known, visit, child, since, edition["bail_words"], edition["watched_words"])
    if not wrote:
        return None
    due = working_days_after(harm.written(visit), edition["police_told_within_working_days"])
    told: list[Any] = [t for t in known.teams_of("police") if known.knows(t.id, visit, due)]
    acted = any_since(known, child, visit.day, StrategyDiscussion) or any(
        p.id not in {w.id for w in wrote} for p in known.entries(Police, child, visit.day)
    )
    return Step(
        "telling police that somebody whom they keep from the child was with the child",
        due,
        acted or bool(told),
    )
