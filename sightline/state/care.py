"""Since when a child is looked after, where it is placed, and whether the record of it is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.help import Ending, Plan
from sightline.record.kinds.legal import Legal
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Agency, AgencyType, Person
from sightline.record.knowledge import Knowledge
from sightline.state import people
from sightline.state.shared import shared

ORDERS = ("section20", "interim_care_order", "care_order")
WITH_KIN = ("relatives", "family_friend")
"""Placements with relatives or friends of the family."""
# Placed here by a council, a child is looked after whatever else is written.
_ALWAYS = ("foster",)
_CARE = shared()["care"]
# Help by which a child goes home again (regulation 48 sets these rules aside), and what parents arrange themselves.
_NO_CARE = _CARE.words("no_care_words")
# What ends the care of which only visits and reviews speak.
_LET_GO = ("return_home", "close", "step_down")
_AT_HOME = ("child_in_need", "child_protection", "reunification")
_OVER = _CARE.words("over_words")
_TAKEN_BACK = _CARE.words("taken_back_words")
_GOING_HOME = dt.timedelta(days=_CARE.number("going_home_days"))
_ITS_OWN_PLAN = dt.timedelta(days=_CARE.number("own_plan_days"))
_NEXT_BED = dt.timedelta(days=_CARE.number("next_placement_days"))
BASES = _CARE.words("basis_words")
"""How the legal basis on which a child is looked after is written."""


@dataclass(frozen=True, slots=True)
class InCare:
    """A child looked after now: since when, the entry that says so, and the placement it is in since when."""

    since: dt.date
    began: Entry[Any]
    placement: Entry[Placement] | None
    interim: bool


def in_care(known: Knowledge, child: Person) -> InCare | None:
    """This will give how a child stands as looked after, or None where the record does not show that it is.

    A placement with a parent, relatives or friends counts only where its basis, or a legal step, says so.
    """
    return known.found(("in care", child), lambda: _in_care(known, child))


def _in_care(known: Knowledge, child: Person) -> InCare | None:
    standing: dict[str, Entry[Any]] = {}
    since: Entry[Any] | None = None
    placement: Entry[Placement] | None = None
    for _, begins, entry in sorted(_steps(known, child), key=lambda step: step[:2]):
        name = entry.body.step if isinstance(entry.body, Legal) else "placement"
        if begins:
            standing[name or ""] = entry
            since = since or entry
        else:
            standing.pop(name or "", None)
        if isinstance(entry.body, Placement):
            placement = entry if begins else None
        if not standing:
            since = None
    if since is None:
        return None
    where = placement or _unproved(known, child, since.day)
    return InCare(since.day, since, where, "interim_care_order" in standing)


def _steps(known: Knowledge, child: Person) -> list[tuple[dt.date, bool, Entry[Any]]]:
    """What begins and ends care, each with its day; on one day the ends come first, as in a move."""
    found: list[tuple[dt.date, bool, Entry[Any]]] = []
    for order in known.entries(Legal, child):
        if people.unborn_on(known, child, order.day):
            continue  # a mother placed while she is expecting places no baby
        if order.body.step in ORDERS and order.body.status in ("granted", "held", "ended", None):
            found.append((order.day, order.body.status != "ended", order))
            found.extend(_ends(known, order))
    for placement in known.entries(Placement, child):
        if people.unborn_on(known, child, placement.day):
            continue
        if placement.body.status == "ended":
            found.append((placement.day, False, placement))
            found.extend(_agreement_over(known, child, placement))
        elif begins(placement) and _shows_care(known, child, placement):
            found.append((placement.day, True, placement))
            found.extend(_ends(known, placement))
    return found


def begins(placement: Entry[Placement]) -> bool:
    """This will say whether a placement begins: as stated, or, where its state is not, as what it gives of its
    preparation shows."""
    body = placement.body
    prepared = body.preplacement_meeting is not None or body.information_to_carers is not None
    return body.status == "started" or (body.status is None and prepared)


def _agreement_over(
    known: Knowledge, child: Person, left: Entry[Placement]
) -> list[tuple[dt.date, bool, Entry[Any]]]:
    """Care by agreement ends as the child goes home for good, whether or not its end is written down as a step of its own."""
    basis = (left.body.legal_basis or "").lower()
    home = known.entries(Decision, child, left.day - _GOING_HOME, left.day)
    if not any(words in basis for words in _OVER) and not any(d.body.type == "return_home" for d in home):
        return []
    agreed = [o for o in known.entries(Legal, child, until=left.day) if o.body.step == "section20"]
    return [(left.day, False, o) for o in agreed[-1:] if o.body.status != "ended"]


def _ends(known: Knowledge, entry: Entry[Any]) -> list[tuple[dt.date, bool, Entry[Any]]]:
    if entry.body.status == "ended":
        return []
    days = [ending.day for ending in known.naming(entry.id, Ending)]
    if entry.occurred.until is not None and entry.occurred.until > entry.day:
        days.append(entry.occurred.until)
    return [(day, False, entry) for day in days]


def _shows_care(known: Knowledge, child: Person, placement: Entry[Placement]) -> bool:
    # Where it gives no basis, its own words may, or the plans that it is part of.
    basis = (placement.body.legal_basis or placement.summary).lower().replace("_", " ")
    plans = [] if placement.body.legal_basis else known.entries(Plan, child, until=placement.day)
    said = " ".join((basis, *(p.body.terms or "" for p in plans if p.body.status != "ended"))).lower()
    if any(words in said for words in _NO_CARE):
        return False
    return placement.body.type in _ALWAYS or any(words in basis for words in BASES)


def _unproved(known: Knowledge, child: Person, since: dt.date) -> Entry[Placement] | None:
    """The placement of a child whose orders show care, where the placement itself does not say on what basis."""
    last = next(
        (p for p in reversed(known.entries(Placement, child)) if p.body.status in ("started", "ended")), None
    )
    return last if last and last.body.status == "started" and last.day >= since else None


def says_care(entry: Entry[Any]) -> bool:
    """This will say whether an entry is a visit as to a child in care, or a review as of one."""
    body = entry.body
    if isinstance(body, Visit):
        return body.purpose == "statutory_child_in_care"
    return isinstance(body, Meeting) and body.type == "child_in_care_review"


def in_care_by_word(known: Knowledge, child: Person) -> list[Entry[Any]]:
    """This will give the visits and reviews that say of a child that it is looked after, oldest first, where the record holds
    no placement and no order of its own: the file of a child long in care may begin years after them. None once it has been
    let go, or has a plan as a child at home.
    """
    placed = any(p.body.status != "agreed" for p in known.entries(Placement, child))
    orders = (o for o in known.entries(Legal, child) if o.body.step in ORDERS)
    if placed or any(o.body.status not in ("requested", "advised", "refused") for o in orders):
        return []
    spoken: list[Entry[Any]] = [*known.entries(Visit, child), *known.entries(Meeting, child)]
    said = sorted(
        (e for e in spoken if says_care(e)), key=lambda entry: (entry.day, entry.noted.key, entry.id)
    )
    if not said:
        return []
    since = said[0].day
    ended = any(d.body.type in _LET_GO for d in known.entries(Decision, child, since))
    home = any(
        p.body.type in _AT_HOME and p.body.status != "ended" for p in known.entries(Plan, child, since)
    )
    return [] if ended or home else said


def authors(known: Knowledge, child: Person, since: dt.date, *types: AgencyType) -> set[Agency]:
    """This will give the teams of these types that wrote anything about a child after a day: their record is kept."""
    return {
        team.id
        for team in known.teams_of(*types)
        if any(e.author == team.id and e.day > since for e in known.held(team.id, child, since))
    }


def away(known: Knowledge, child: Person, day: dt.date) -> bool:
    """This will say whether, before a day, the child was placed by a council or looked after."""
    before = known.entries(Placement, child, until=day)
    placed = [p for p in before if p.body.status in ("started", "ended") and p.body.type != "hospital"]
    if any(p.body.status == "started" or p.day == day for p in placed[-1:]):
        return True
    orders = [o for o in known.entries(Legal, child, until=day) if o.body.step in ORDERS]
    return bool(orders) and orders[-1].body.status == "granted"


def went_home(known: Knowledge, child: Person, day: dt.date) -> Entry[Placement] | None:
    """This will give the placement by a council that ended on a day and was followed by no other, so that the child went home.

    Not where the next was planned, where a parent took the child back, where a court decided about that time, or where the
    child had come of age.
    """
    moves = known.entries(Placement, child, day - _NEXT_BED, day + _NEXT_BED)
    left = [p for p in moves if p.day == day and p.body.status == "ended" and p.body.type in _ALWAYS]
    years = people.years_old(known, child, day)
    grown = years is None or years >= people.OF_AGE_YEARS
    if not left or grown or any(begins(p) for p in moves):
        return None
    basis = (left[0].body.legal_basis or "").lower()
    if any(words in basis for words in _TAKEN_BACK):
        return None
    decided = known.entries(Decision, child, day - _GOING_HOME, day + _NEXT_BED)
    heard = known.entries(Legal, child, day - _GOING_HOME, day + _NEXT_BED)
    by_court = any(d.body.forum == "court" for d in decided) or any(
        h.body.step not in ORDERS[:1] for h in heard
    )
    return None if by_court or _next_planned(known, child, left[0]) else left[0]


def _next_planned(known: Knowledge, child: Person, left: Entry[Placement]) -> bool:
    """A plan of the next placement was made in the weeks before one ended: the child moved on, whoever has yet to write where
    to. What was planned as the one that ended began is that one's."""
    starts = [p.day for p in known.entries(Placement, child, until=left.day) if begins(p)]
    since = max(left.day - _GOING_HOME, *(day + _ITS_OWN_PLAN for day in starts[-1:]), dt.date.min)
    plans = known.entries(Plan, child, since, left.day)
    return any(p.body.type == "placement" and p.body.status == "started" for p in plans)
