"""Who holds a child's case: the teams that plan for the child, assess, place or protect it, as far as is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.help import Assessment, Ending, Plan, Service
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.state.decisions import stepped_up

Held = dict[Agency, Entry[Any]]
_STAND: tuple[type[Any], ...] = (Plan, Placement, Decision)
_WORK: tuple[type[Any], ...] = (
    Assessment,
    StrategyDiscussion,
    Visit,
    Meeting,
    Service,
)
_NO_PLAN_FOR_THE_CHILD = ("birth",)


def at_work(
    known: Knowledge,
    children: Collection[Person],
    on: dt.date,
    types: Collection[str],
    days: Mapping[str, int],
) -> Held:
    """This will give the teams of these types that hold the case on a day, each with the last entry that shows it.

    A plan or a placement shows it while it stands, at most `days["plan"]`; an assessment, visit, meeting or decision for
    `days["act"]`. A team that has closed the case since holds it no longer.
    """
    found: Held = {}
    for entry in _acts(known, children, on, days):
        team = known.teams.get(entry.author)
        if team is None or team.type not in types:
            continue
        if _ends(entry):
            found.pop(entry.author, None)
        elif _begins(entry, on - dt.timedelta(days=days["act"])) and not known.naming(entry.id, Ending):
            found[entry.author] = _telling_more(found.get(entry.author), entry)
    return found


def leading_early_help(known: Knowledge, children: Collection[Person], on: dt.date, days: int) -> Held:
    """This will give who leads early help for children on a day, of whatever type: a school that wrote the plan or the
    assessment in the days before, or holds the team around the family, is the lead professional.
    """
    found: Held = {}
    for entry in _acts(known, children, on, {"plan": days, "act": days}):
        if isinstance(entry.body, Plan | Assessment | Meeting) and _is_early_help(entry.body):
            over = isinstance(entry.body, Plan | Assessment) and entry.body.status in (
                "ended",
                "completed",
                "not_completed",
            )
            found = {} if over else {entry.author: entry}
    return found


def _is_early_help(body: Plan | Assessment | Meeting) -> bool:
    return body.type in ("early_help", "team_around_family")


def _acts(
    known: Knowledge, children: Collection[Person], on: dt.date, days: Mapping[str, int]
) -> list[Entry[Any]]:
    acts = {
        e.id: e
        for kinds, back in ((_STAND, days["plan"]), (_WORK, days["act"]))
        for child in children
        for kind in kinds
        for e in known.entries(kind, child, on - dt.timedelta(days=back), on)
    }
    return sorted(acts.values(), key=lambda entry: (entry.day, entry.noted.key, entry.id))


def _telling_more(before: Entry[Any] | None, entry: Entry[Any]) -> Entry[Any]:
    """A standing plan says more of who holds the case than the last visit under it."""
    stands = before is not None and isinstance(before.body, Plan | Placement)
    return before if before is not None and stands and not isinstance(entry.body, Plan) else entry


def _ends(entry: Entry[Any]) -> bool:
    """The case is closed, or a plan or placement ends (the entry that begins another comes after it)."""
    body = entry.body
    if isinstance(body, Decision):
        return body.type == "close"
    return isinstance(body, Plan | Placement | Service) and body.status == "ended"


def _begins(entry: Entry[Any], lately: dt.date) -> bool:
    body = entry.body
    if isinstance(body, Plan):
        return body.type not in _NO_PLAN_FOR_THE_CHILD
    if isinstance(body, Placement):
        return body.status == "started"
    if isinstance(body, Service):
        return body.status in ("started", "reviewed") and body.level != "universal"
    if isinstance(body, Assessment):
        return body.status in (None, "started", "updated")
    if isinstance(body, Decision):
        return entry.day >= lately and stepped_up(entry)
    if isinstance(body, Visit):
        return body.purpose in ("statutory_cp", "statutory_child_in_care", "assessment", "early_help")
    return not isinstance(body, Meeting) or body.type in (
        "initial_cp_conference",
        "review_cp_conference",
        "transfer_in_conference",
        "core_group",
        "child_in_care_review",
        "team_around_family",
    )
