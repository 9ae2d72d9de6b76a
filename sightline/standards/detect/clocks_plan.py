"""Clocks of a protection plan: core groups, review conferences, and the conference where a child now lives."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection
from itertools import pairwise
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Handover, InformationSharing, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.help import Plan
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.place import Move
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.running import Due, Numbers, deadline, months_after, result, timescale
from sightline.state.care import authors, in_care
from sightline.state.pace import pace_of_groups
from sightline.state.phrases import says
from sightline.state.table import took_place


def on_plan(known: Knowledge, child: Person, day: dt.date, numbers: Numbers) -> bool:
    """This will say whether a protection plan stands on a day: as written, or else as the last conference's own words say."""
    plans = [p for p in known.entries(Plan, child, until=day) if p.body.type == "child_protection"]
    if plans:
        return plans[-1].body.status != "ended"
    held = [m for m in known.entries(Meeting, child, until=day) if m.body.type in numbers["conferences"]]
    return bool(held) and _says_plan(held[-1], numbers)


def _says_plan(meeting: Entry[Meeting], numbers: Numbers) -> bool:
    said = result(meeting)
    return (
        says(said, numbers["plan_made"]) and took_place(meeting) and not says(said, numbers["plan_not_made"])
    )


def _made_plan(known: Knowledge, meeting: Entry[Meeting], child: Person, numbers: Numbers) -> bool:
    """The record, or the conference's own words, show that it made or kept a plan, and that plan has not ended since."""
    until = days_after(meeting.day, numbers["plan_within_days"])
    plans = [p for p in known.entries(Plan, child) if p.body.type == "child_protection"]
    if any(p.body.status == "ended" and p.day >= meeting.day for p in plans):
        return False
    # The first that is written of a plan, that day, begins it, where nobody wrote how it stands.
    if any(
        (
            p.body.status in ("started", "changed")
            or (p.body.status is None and p is plans[0] and p.day == meeting.day)
        )
        and p.day <= until
        for p in plans
    ):
        return True
    return _says_plan(meeting, numbers) or (
        meeting.body.outcome is None
        and any(_works_on_it(m) for m in known.entries(Meeting, child, meeting.day))
    )


def _works_on_it(meeting: Entry[Meeting]) -> bool:
    """Core groups meet to work a protection plan, and for nothing else."""
    return meeting.body.type == "core_group"


@timescale("core_group", Meeting)
def core_group(entry: Entry[Meeting], child: Person, known: Knowledge, numbers: Numbers) -> Due | None:
    """The first core group of a plan that a conference made, and the next after each while the plan stands."""
    since = known.entries(Meeting, child, days_after(entry.day, 1))
    if any(maybe(m, numbers["meetings"]) for m in since) or not took_place(entry):
        return None
    if entry.body.type == "core_group":
        return _next_core_group(known, entry, child, numbers)
    if entry.body.type not in numbers["first_after"] or not _made_plan(known, entry, child, numbers):
        return None
    return Due(entry.day, deadline(entry.day, numbers), (child,), (entry.id,))


def _next_core_group(known: Knowledge, held: Entry[Meeting], child: Person, numbers: Numbers) -> Due | None:
    """At the pace that the plan sets, or, where core groups have come one after another, at the longest of local ones."""
    plans = [p for p in known.entries(Plan, child) if p.body.type == "child_protection"]
    if not plans or plans[-1].body.status == "ended" or in_care(known, child) is not None:
        return None
    if any(d.body.type in numbers["gives_up_plan"] for d in known.entries(Decision, child, held.day)):
        return None
    terms = (pace_of_groups(plan.body.terms or "", numbers["pace_for_now"]) for plan in reversed(plans))
    promised = next((pace for pace in terms if pace is not None), None)
    groups = [m for m in known.entries(Meeting, child, plans[0].day) if _works_on_it(m) and took_place(m)]
    kept = all(days_after(a.day, numbers["then_days"]) >= b.day for a, b in pairwise(groups))
    if promised is None and (len(groups) < numbers["groups_given"] or not kept):
        return None
    if not authors(known, child, held.day, *numbers["keepers"]):
        return None
    by = days_after(held.day, numbers["then_days"])
    if promised is not None:
        late = math.ceil(
            promised.days * (100 + numbers["late_by_percent"]) / 100
        )  # a few days late are no gap
        by = working_days_after(held.day, late) if promised.working else days_after(held.day, late)
    return Due(held.day, by, (child,), (held.id, plans[-1].id))


def maybe(meeting: Entry[Meeting], types: Collection[str]) -> bool:
    """This will say whether a meeting that was held is of one of these types, or may be: one of which the record does not say
    what it was."""
    return (meeting.body.type is None or meeting.body.type in types) and took_place(meeting)


@timescale("review_conference", Meeting)
def review_conference(entry: Entry[Meeting], child: Person, known: Knowledge, numbers: Numbers) -> Due | None:
    """The next conference on a plan that stands: months after the first conference, then after each review."""
    months = numbers["months_after"].get(entry.body.type or "")
    if months is None or not took_place(entry) or not _made_plan(known, entry, child, numbers):
        return None
    since = known.entries(Meeting, child, days_after(entry.day, 1))
    if any(maybe(m, numbers["meetings"]) for m in since) or in_care(known, child) is not None:
        return None
    by = months_after(entry.day, months)
    if any(
        m.body.type in numbers["moves"] and m.noted.day <= by for m in known.entries(Move, child, entry.day)
    ):
        return None  # the next conference is the one where the child now lives; a move learned of later excuses nothing
    return Due(entry.day, by, (child,), (entry.id,))


@timescale("transfer_in_conference", Move)
def transfer_in_conference(
    entry: Entry[Move], child: Person, known: Knowledge, numbers: Numbers
) -> Due | None:
    """A child on a plan moves to another council for good, and the council there has been told, or has been handed the work."""
    unsaid = entry.body.type is None and entry.body.from_area != entry.body.to_area
    if not on_plan(known, child, entry.day, numbers):
        return None
    to_stay = unsaid or entry.body.type in numbers["moves"]
    told = (_told_there if to_stay else _handed_there)(known, entry, child, numbers)
    if told is None or in_care(known, child) is not None:
        return None
    since = known.entries(Plan, child, entry.day)
    ended = any(p.body.type == "child_protection" and p.body.status == "ended" for p in since)
    met = known.entries(Meeting, child, entry.day)
    if ended and any(maybe(m, numbers["conferences"]) for m in met):
        return None  # one that the first council took off its system because they moved still belongs to it
    if any(maybe(m, numbers["meetings"]) for m in met):
        return None
    if any(m.id != entry.id for m in known.entries(Move, child, days_after(entry.day, 1))):
        return None
    day, ids = told
    return Due(day, deadline(day, numbers), (child,), (entry.id, *ids))


def _handed_there(
    known: Knowledge, move: Entry[Move], child: Person, numbers: Numbers
) -> tuple[dt.date, tuple[str, ...]] | None:
    """The day on which the council that keeps the plan handed the work to that of the home to which the child has gone, for
    however long that was meant: from then on it is to stay."""
    there = _councils_there(known, move, numbers)
    handed = known.entries(Handover, child, days_after(move.day, -numbers["told_ahead_days"]))
    keepers = {team.id for team in known.teams_of(*numbers["receivers"])}
    return next(
        ((h.day, (h.id,)) for h in handed if h.author in keepers - there and there & _sent_to(known, h)), None
    )


def _told_there(
    known: Knowledge, move: Entry[Move], child: Person, numbers: Numbers
) -> tuple[dt.date, tuple[str, ...]] | None:
    """The day on which a council's team where the child now lives was first told: a handover, a letter or a call, or the move
    itself."""
    there = _councils_there(known, move, numbers)
    early = days_after(move.day, -numbers["told_ahead_days"])
    days: list[tuple[dt.date, tuple[str, ...]]] = [
        (entry.day, (entry.id,))
        for kind in (Handover, InformationSharing, Referral)
        for entry in known.entries(kind, child, early)
        if there & _sent_to(known, entry) - {entry.author}
    ]
    days += [(max(t.told.day, move.day), ()) for a, t in known.told(move.id).items() if a in there]
    return min(days, default=None)


def _councils_there(known: Knowledge, move: Entry[Move], numbers: Numbers) -> set[Agency]:
    """The council's teams where the child now lives; where that has none in the directory, those of another council."""
    area = move.body.to_area
    there = {t.id for t in known.teams_of(*numbers["receivers"], area=area)} if area else set()
    return there or {t.id for t in known.teams_of("other_local_authority")} - {move.author}


def _sent_to(known: Knowledge, entry: Entry[Any]) -> set[Agency]:
    """Whom it names as its receivers, or else whoever was told of it."""
    to = entry.body.to
    named = (to,) if isinstance(to, str) else to
    return {*(named or known.told(entry.id))}
