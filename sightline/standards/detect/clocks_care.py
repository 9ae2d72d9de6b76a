"""Clocks of children in care: what starts each, and what stops or replaces it."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Injury, Medical, Observation
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.legal import Legal
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after
from sightline.standards.running import Due, Numbers, deadline, months_after, notes_on, timescale
from sightline.state.care import InCare, authors, in_care, in_care_by_word, says_care
from sightline.state.phrases import affirms, says
from sightline.state.sight import names
from sightline.state.table import took_place


@timescale("child_in_care_visit", Placement, Legal, Visit, Meeting, of_child=True)
def child_in_care_visit(entry: Entry[Any], child: Person, known: Knowledge, numbers: Numbers) -> Due | None:
    """The next visit to a child in its placement, where the record is kept and gives visits, or goes on without a first."""
    care = in_care(known, child)
    if care is None:
        return _visit_by_word(child, known, numbers)
    if care.placement is None or care.placement.body.type in numbers["other_rules"]:
        return None
    visits = [v for v in known.entries(Visit, child) if _by_worker(known, v, numbers)]
    placed = care.placement.day
    # Whoever brings a child to a placement sees it there that day; the first visit is one after that.
    made = [v for v in visits if v.day > placed and (v.body.access in ("seen", None) or names(v, child))]
    since = made[-1].day if made else placed
    theirs = not made and _kept_by(known, care.placement, numbers)
    if not (
        theirs
        or authors(known, child, since, *numbers["record_of"])
        or _gives_visits(known, child, made, numbers)
        or _kept_so_far(visits, care.since, numbers)
        or _lives_there(known, child, care.placement, since, numbers)
    ):
        return None
    due = _next_visit(known, child, care, since, bool(made), numbers)
    due = _after_softening(due, numbers)
    shown = visits or theirs or _would_show(known, child, placed, due, numbers)
    if not shown and not _unvisited(known, child, due, numbers):
        return None
    evidence = (*(v.id for v in made[-1:]), care.placement.id, care.began.id)
    return Due(since, due, (child,), tuple(dict.fromkeys(evidence)))


def _visit_by_word(child: Person, known: Knowledge, numbers: Numbers) -> Due | None:
    """The next visit to a child whose placement is older than its file: how long the child has been there, and whether for
    good, is not on record. Where the visits have come at the shorter pace, that one stands; else the longer."""
    said = in_care_by_word(known, child)
    if len(said) < numbers["said_in_care"]:
        return None
    visits = [v for v in known.entries(Visit, child) if _by_worker(known, v, numbers)]
    made = [v for v in visits if v.body.access in ("seen", None) or names(v, child)]
    if not made:
        return None
    since = made[-1].day
    kept = _kept_so_far(made, said[0].day, numbers)
    written = authors(known, child, since, *numbers["record_of"])
    if not (kept or written or _unvisited(known, child, since, numbers)):
        return None
    due = _after_softening(days_after(since, numbers["then_days" if kept else "later_days"]), numbers)
    return Due(since, due, (child,), tuple(dict.fromkeys((made[-1].id, said[-1].id))))


def _after_softening(due: dt.date, numbers: Numbers) -> dt.date:
    """What fell due while a rule was softened is due soon after the rule came back: the time had gone by already."""
    over = (last for first, last in numbers["softened"] if first <= due <= last)
    return next((days_after(last, numbers["after_softening_days"]) for last in over), due)


def _would_show(known: Knowledge, child: Person, since: dt.date, due: dt.date, numbers: Numbers) -> bool:
    """Those who would know of a visit wrote of the child on several days after a placement, or in its notes after it was due."""
    teams = known.teams_of(*numbers["record_of"])
    written = [e for t in teams for e in known.held(t.id, child, since) if e.author == t.id and e.day > since]
    if len({e.day for e in written}) >= numbers["days_written_on"]:
        return True
    return any(e.day > due and isinstance(e.body, Observation | Concern) for e in written)


def _lives_there(
    known: Knowledge, child: Person, placement: Entry[Placement], since: dt.date, numbers: Numbers
) -> bool:
    """A home that was told of the placement writes of the child since; or anybody writes that nobody has come."""
    homes = {team.id for team in known.teams_of(*numbers["homes"])} & {*known.told(placement.id)}
    wrote = any(e.author in homes and e.day > since for home in homes for e in known.held(home, child, since))
    return wrote or _unvisited(known, child, since, numbers)


def _unvisited(known: Knowledge, child: Person, since: dt.date, numbers: Numbers) -> bool:
    notes = notes_on(known, child, days_after(since, 1))
    return any(says(note.summary, numbers["of_the_worker"], numbers["not_come"]) for note in notes)


def _kept_by(known: Knowledge, placement: Entry[Placement], numbers: Numbers) -> bool:
    """Whoever visits wrote the placement down: the visit that follows it in days belongs in the same record."""
    team = known.teams.get(placement.author)
    return team is not None and team.type in numbers["visitors"]


def _gives_visits(known: Knowledge, child: Person, made: list[Entry[Visit]], numbers: Numbers) -> bool:
    """The record gives one visit after another, and social care has had something of the child since the last."""
    if len(made) < numbers["visits_given"]:
        return False
    return any(
        entry.day > made[-1].day
        for team in known.teams_of(*numbers["keepers"])
        for entry in known.held(team.id, child, made[-1].day)
    )


def _kept_so_far(visits: list[Entry[Visit]], since: dt.date, numbers: Numbers) -> bool:
    """The last visits in care, in whatever placement, came one after another in time: then the record would give the next."""
    lately = [v for v in visits if v.day >= since and v.body.access in ("seen", None)][
        -numbers["visits_kept"] :
    ]
    in_time = (days_after(a.day, numbers["then_days"]) >= b.day for a, b in pairwise(lately))
    return len(lately) == numbers["visits_kept"] and all(in_time)


def _by_worker(known: Knowledge, visit: Entry[Visit], numbers: Numbers) -> bool:
    team = known.teams.get(visit.author)
    purpose = visit.body.purpose
    return (
        team is not None
        and team.type in numbers["visitors"]
        and (purpose is None or purpose in numbers["purposes"])
    )


def _next_visit(
    known: Knowledge, child: Person, care: InCare, since: dt.date, visited: bool, numbers: Numbers
) -> dt.date:
    placement = care.placement
    if placement is None:
        return dt.date.max
    interim = placement.body.type == "with_parents" and care.interim
    if interim or _for_now(
        known, child, placement, days_after(since, numbers["with_parent_then_days"]), numbers
    ):
        weekly = days_after(since, numbers["first_days"])
        # One that is held by the day of the next weekly visit makes it the next of four weeks.
        held = known.entries(Meeting, child, placement.day, weekly)
        if not any(m.body.type == "child_in_care_review" and took_place(m) for m in held):
            return weekly
        return days_after(since, numbers["with_parent_then_days"])
    if not visited:
        return days_after(since, numbers["first_days"])
    in_first_year = since < months_after(placement.day, numbers["first_year_months"])
    return days_after(since, numbers["then_days"] if in_first_year else numbers["later_days"])


def _for_now(
    known: Knowledge, child: Person, placement: Entry[Placement], until: dt.date, numbers: Numbers
) -> bool:
    """With relatives or friends whom the record calls approved for the time being, and not approved since, up to a day."""
    if placement.body.type not in numbers["with_family"]:
        return False
    since = days_after(placement.day, -numbers["approved_before_days"])
    kinds = (Assessment, Decision, Placement, Plan, Meeting)
    told = sorted((e.day, _said(e)) for kind in kinds for e in known.entries(kind, child, since, until))
    for_now = [day for day, said in told if says(said, numbers["for_now"])]
    fully = [day for day, said in told if says(said, numbers["approved"])]
    return bool(for_now) and not any(day > for_now[-1] for day in fully)


def _said(entry: Entry[Any]) -> str:
    """Whatever the entry says of itself in words."""
    names = ("outcome", "rationale", "terms", "legal_basis")
    said = (getattr(entry.body, name, None) or "" for name in names)
    return " ".join((*said, entry.summary)).lower().replace("_", " ")


@timescale("child_in_care_review", Placement, Legal, Visit, Meeting, of_child=True)
def child_in_care_review(entry: Entry[Any], child: Person, known: Knowledge, numbers: Numbers) -> Due | None:
    """The next review, counted from the day the child became looked after and not from a move."""
    care = in_care(known, child)
    if care is None:
        return _review_by_word(child, known, numbers)
    met = known.entries(Meeting, child, care.since)
    before = _in_care_before(known, child, care, numbers["later_months"])
    held = [m for m in met if m.body.type in ("child_in_care_review", None) and took_place(m)] or before
    since = held[-1].day if held else care.since
    if not authors(known, child, since, *numbers["record_of"]):
        return None
    if not held:
        return Due(care.since, deadline(care.since, numbers), (child,), (care.began.id,))
    # One that was held long after a second was due is not the first, though the record gives none before it.
    second = months_after(deadline(care.since, numbers), numbers["second_months"])
    first = len(held) == 1 and not before and since <= second
    months = numbers["second_months"] if first else numbers["later_months"]
    due = _after_softening(months_after(since, months), numbers)
    return Due(since, due, (child,), (held[-1].id, care.began.id))


def _review_by_word(child: Person, known: Knowledge, numbers: Numbers) -> Due | None:
    """The next review of a child whose care is older than its file. Where the file gives none, one is due as long after it first
    speaks of care as may lie between two: whenever the last before it was."""
    said = in_care_by_word(known, child)
    if len(said) < numbers["said_in_care"]:
        return None
    held = [m for m in said if isinstance(m.body, Meeting) and took_place(m)]
    last = held[-1] if held else said[0]
    unsaid = any(m.body.type is None for m in known.entries(Meeting, child, days_after(last.day, 1)))
    if unsaid or not authors(known, child, last.day, *numbers["record_of"]):
        return None
    due = _after_softening(months_after(last.day, numbers["later_months"]), numbers)
    return Due(last.day, due, (child,), tuple(dict.fromkeys((last.id, said[-1].id))))


def _in_care_before(known: Knowledge, child: Person, care: InCare, months: int) -> list[Entry[Meeting]]:
    """Reviews as a child in care before the first placement that the record gives: then that was a move, and no beginning."""
    since, until = months_after(care.since, -months), days_after(care.since, -1)
    steps: list[Entry[Placement] | Entry[Legal]] = [
        *known.entries(Placement, child, since, until),
        *known.entries(Legal, child, since, until),
    ]
    if any(step.body.status == "ended" for step in steps):
        return []
    return [m for m in known.entries(Meeting, child, since, until) if m.body.type == "child_in_care_review"]


@timescale("initial_health_assessment", Placement, Legal, of_child=True)
def initial_health_assessment(
    entry: Entry[Any], child: Person, known: Knowledge, numbers: Numbers
) -> Due | None:
    """No doctor's assessment of health since care began nor in the months before, where health services write of the child
    or sit at meetings about it."""
    care = in_care(known, child)
    if care is None or not _health_would_show(known, child, care.since, numbers):
        return None
    before = numbers["not_if_made_in_months_before"]
    since = months_after(care.since, -before)
    eve = days_after(care.since, -1)
    visited = (v for v in known.entries(Visit, child, since, eve) if says_care(v))
    if _in_care_before(known, child, care, before) or any(visited):
        return None
    assessed = [a for a in known.entries(Assessment, child, since) if a.body.type in ("health_needs", None)]
    if any(a.body.status in ("completed", "updated", None) for a in assessed):
        return None
    if any(_of_health(known, m, child, care.since, numbers) for m in known.entries(Medical, child, since)):
        return None
    if any(_for_health(a, numbers) for a in known.entries(Appointment, child, since)):
        return None
    placed = (care.placement.id,) if care.placement else ()
    evidence = tuple(dict.fromkeys((care.began.id, *placed, *(a.id for a in assessed))))
    return Due(care.since, deadline(care.since, numbers), (child,), evidence)


def _health_would_show(known: Knowledge, child: Person, since: dt.date, numbers: Numbers) -> bool:
    if authors(known, child, since, *numbers["record_of"]):
        return True
    services = {team.id for team in known.teams_of(*numbers["record_of"])}
    held = [e.day for team in services for e in known.held(team, child, since)]
    # Told that it came into care, they are asked for it before the first review.
    met = known.entries(Meeting, child, since)
    reviewed = any(m.body.type == "child_in_care_review" and took_place(m) for m in met)
    if held and (reviewed or max(held) > since):
        return True
    notes = notes_on(known, child, since)
    undone = (*numbers["not_done"], *numbers["put_off"])
    if any(says(note.summary, numbers["of_the_assessment"], undone) for note in notes):
        return True
    sat: list[Entry[Any]] = [
        *known.entries(Meeting, child, days_after(since, 1)),
        *known.entries(StrategyDiscussion, child, days_after(since, 1)),
    ]
    return any(services & set(m.body.attended or ()) for m in sat)


def _of_health(
    known: Knowledge, medical: Entry[Medical], child: Person, since: dt.date, numbers: Numbers
) -> bool:
    """A paediatrician's review, or an examination written up as one of health, in its finding or its note. One of the mind
    alone is not, nor is a film, whatever it asks for, nor a review before care that comes days after a mark was written down:
    it was of that."""
    team = known.teams.get(medical.author)
    if medical.body.type in numbers["of_a_part"] or (
        team is not None and team.type in numbers["of_the_mind"]
    ):
        return False
    said = (medical.body.finding or "").lower()
    if says(f"{said}. {medical.summary}", numbers["of_the_assessment"], numbers["put_off"]):
        return False
    if says(said, numbers["services"]) or _called_so(medical, numbers):
        return True
    hurt = days_after(medical.day, -numbers["of_a_mark_days"])
    of_a_mark = medical.day < since and known.entries(Injury, child, hurt, medical.day)
    return medical.body.type in numbers["medicals"] and not of_a_mark


def _called_so(entry: Entry[Any], numbers: Numbers) -> bool:
    """The note's words are that this is that assessment, and not that it is still to come."""
    return affirms(entry.summary, numbers["of_the_assessment"], unless=numbers["put_off"])


def _for_health(appointment: Entry[Appointment], numbers: Numbers) -> bool:
    named = (appointment.body.service or "").lower()
    kept = appointment.body.outcome in ("attended", None)
    return kept and (says(named, numbers["services"]) or _called_so(appointment, numbers))
