"""Clocks of children in care and of birth: what starts each, and what stops or replaces it."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Hospital, Medical, Observation
from sightline.record.kinds.help import Assessment, Plan, Service
from sightline.record.kinds.legal import Legal
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Move, Placement
from sightline.record.kinds.pregnancy import Birth
from sightline.record.kinds.words import Agency, Area, Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after
from sightline.standards.running import Due, Numbers, deadline, months_after, timescale
from sightline.state import people
from sightline.state.care import InCare, authors, in_care
from sightline.state.notes import tells, took_place
from sightline.state.sight import names


@timescale("child_in_care_visit", Placement, Legal, of_child=True)
def child_in_care_visit(entry: Entry[Any], child: Person, known: Knowledge, numbers: Numbers) -> Due | None:
    """The next visit to a child in its placement, where the record is kept and gives visits, or goes on without a first."""
    care = in_care(known, child)
    if care is None or care.placement is None or care.placement.body.type in numbers["other_rules"]:
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
        or _kept_so_far(visits, care, numbers)
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
    notes = _notes(known, child, days_after(since, 1))
    return any(tells(note, numbers["of_the_worker"], numbers["not_come"]) for note in notes)


def _notes(known: Knowledge, child: Person, since: dt.date) -> list[Entry[Any]]:
    """What anybody wrote down about a child from a day on."""
    kinds = (Observation, Concern, Meeting, Visit, Appointment)
    return [entry for kind in kinds for entry in known.entries(kind, child, since)]


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


def _kept_so_far(visits: list[Entry[Visit]], care: InCare, numbers: Numbers) -> bool:
    """The last visits in care, in whatever placement, came one after another in time: then the record would give the next."""
    lately = [v for v in visits if v.day >= care.since and v.body.access in ("seen", None)][
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
    if placement.body.type == "with_parents" and care.interim:
        reviewed = any(
            m.body.type == "child_in_care_review" and took_place(m)
            for m in known.entries(Meeting, child, placement.day, since)
        )
        return days_after(since, numbers["with_parent_then_days"] if reviewed else numbers["first_days"])
    if not visited:
        return days_after(since, numbers["first_days"])
    in_first_year = since < months_after(placement.day, numbers["first_year_months"])
    return days_after(since, numbers["then_days"] if in_first_year else numbers["later_days"])


@timescale("child_in_care_review", Placement, Legal, of_child=True)
def child_in_care_review(entry: Entry[Any], child: Person, known: Knowledge, numbers: Numbers) -> Due | None:
    """The next review, counted from the day the child became looked after and not from a move."""
    care = in_care(known, child)
    if care is None:
        return None
    met = known.entries(Meeting, child, care.since)
    held = [m for m in met if m.body.type in ("child_in_care_review", None) and took_place(m)]
    held = held or _in_care_before(known, child, care, numbers["later_months"])
    since = held[-1].day if held else care.since
    if not authors(known, child, since, *numbers["record_of"]):
        return None
    if not held:
        return Due(care.since, deadline(care.since, numbers), (child,), (care.began.id,))
    first = len(held) == 1 and since >= care.since
    months = numbers["second_months"] if first else numbers["later_months"]
    due = _after_softening(months_after(since, months), numbers)
    return Due(since, due, (child,), (held[-1].id, care.began.id))


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
    if _in_care_before(known, child, care, before):
        return None
    since = months_after(care.since, -before)
    assessed = [a for a in known.entries(Assessment, child, since) if a.body.type in ("health_needs", None)]
    if any(a.body.status in ("completed", "updated", None) for a in assessed):
        return None
    if any(_of_health(known, m, numbers) for m in known.entries(Medical, child, since)):
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
    notes = _notes(known, child, since)
    if any(tells(note, numbers["of_the_assessment"], numbers["not_done"]) for note in notes):
        return True
    sat: list[Entry[Any]] = [
        *known.entries(Meeting, child, days_after(since, 1)),
        *known.entries(StrategyDiscussion, child, days_after(since, 1)),
    ]
    return any(services & set(m.body.attended or ()) for m in sat)


def _of_health(known: Knowledge, medical: Entry[Medical], numbers: Numbers) -> bool:
    """A paediatrician's review, or an examination written up as one of health; one for signs of harm, or of the mind alone,
    is not."""
    team = known.teams.get(medical.author)
    if team is not None and team.type in numbers["of_the_mind"]:
        return False
    said = (medical.body.finding or "").lower()
    return medical.body.type in numbers["medicals"] or any(words in said for words in numbers["services"])


def _for_health(appointment: Entry[Appointment], numbers: Numbers) -> bool:
    named = (appointment.body.service or "").lower()
    kept = appointment.body.outcome in ("attended", None)
    return kept and any(words in named for words in numbers["services"])


@timescale("new_birth_visit", Birth)
def new_birth_visit(entry: Entry[Birth], child: Person, known: Knowledge, numbers: Numbers) -> Due | None:
    """A baby at home whose birth a health visiting team knows of, and no contact by it is recorded."""
    if people.born(known, child) != entry.day:
        return None
    teams = {team.id for team in known.teams_of("health_visiting")}
    if not any(known.knows_of(team, child) for team in teams):
        return None
    moved = _moved(known, child, entry.day)
    told = [_told_there(known, area, child) for _, area in moved]
    if _met(known, child, entry.day, teams, numbers) or not all(told):
        return None
    if _declined(known, child, entry.day, teams, numbers):
        return None
    stays = known.entries(Hospital, child, entry.day)
    if (
        stays
        and not _leaves(stays[-1])
        and (stays[-1].body.stage == "admitted" or stays[-1].day == entry.day)
    ):
        return None
    # A team that comes to know late, where the baby now lives, has as long as one whose baby comes home late.
    came = [*(s.day for s in stays if _leaves(s)), *(day for day in told if day)]
    came += [day for day, _ in moved]
    home = max(came, default=entry.day)
    due = max(deadline(entry.day, numbers), days_after(home, numbers["after_hospital_days"]))
    return Due(entry.day, due, (child,), (entry.id,))


def _declined(known: Knowledge, child: Person, born: dt.date, teams: set[Any], numbers: Numbers) -> bool:
    """The family does not want the service, which is offered and nobody's duty."""
    if any(s.author in teams and s.body.status == "refused" for s in known.entries(Service, child, born)):
        return True
    notes = (n for n in _notes(known, child, born) if n.author in teams)
    return any(tells(note, numbers["declined_words"]) for note in notes)


def _leaves(stay: Entry[Hospital]) -> bool:
    """Discharged; or it does not say of what stage it tells, and says where to, or whether that was planned."""
    body = stay.body
    said = body.discharge_to is not None or body.discharge_planning_meeting is not None
    return body.stage == "discharged" or (body.stage is None and said)


def _moved(known: Knowledge, child: Person, born: dt.date) -> list[tuple[dt.date, Area | None]]:
    """Where the baby has gone to live since its birth, by a move or by a placement where another team visits."""
    placed = [p for p in known.entries(Placement, child, born) if p.body.status != "ended" and p.body.area]
    return [
        *((m.day, m.body.to_area) for m in known.entries(Move, child, born)),
        *((p.day, p.body.area) for p in placed if known.teams_of("health_visiting", area=p.body.area)),
    ]


def _told_there(known: Knowledge, area: Area | None, child: Person) -> dt.date | None:
    """The day on which a health visiting team where the baby now lives first knew of it: the visit is that team's. Else
    nobody there may know."""
    there = known.teams_of("health_visiting", area=area) if area else []
    days = (_knew(known, team.id, entry) for team in there for entry in known.held(team.id, child))
    return min(days, default=None)


def _knew(known: Knowledge, team: Agency, entry: Entry[Any]) -> dt.date:
    told = known.told(entry.id).get(team)
    return told.told.day if told else entry.noted.day


def _met(known: Knowledge, child: Person, born: dt.date, teams: set[Any], numbers: Numbers) -> bool:
    """Any contact of a health visitor with the baby since the birth, whatever it is called."""
    for visit in known.entries(Visit, child, born):
        lawful = any(first <= visit.day <= last for first, last in numbers["remote"])
        came = lawful or visit.body.mode not in ("phone", "video")
        if visit.author in teams and visit.body.access in ("seen", None) and came:
            return True
    if any(
        a.author in teams and a.body.outcome == "attended" for a in known.entries(Appointment, child, born)
    ):
        return True
    if any(
        o.author in teams and o.body.rests_on in ("seen", None)
        for o in known.entries(Observation, child, born)
    ):
        return True
    return any(m.author in teams for m in known.entries(Medical, child, born))


@timescale("prebirth_assessment", Assessment)
def prebirth_assessment(
    entry: Entry[Assessment], child: Person, known: Knowledge, numbers: Numbers
) -> Due | None:
    """A pre-birth assessment begun and not finished in time to shape the birth; not begun is another standard's point."""
    if entry.body.type != "prebirth" or entry.body.status != "started":
        return None
    due = people.due(known, child)
    if due is None or people.born(known, child) is not None:
        return None
    begun = known.entries(Assessment, child, entry.day)
    ended = (a for a in begun if a.body.status in ("completed", "not_completed"))
    if any(a.body.type in ("prebirth", None) for a in ended):
        return None
    if any(m.body.type in numbers["meetings"] for m in known.entries(Meeting, child, entry.day)):
        return None
    late = max(entry.day, people.gestation_day(due, numbers["planned_from_weeks"]))
    if any(m.body.type in numbers["planning"] for m in known.entries(Meeting, child, late)):
        return None
    if any(d.body.type in numbers["concludes"] for d in known.entries(Decision, child, entry.day)):
        return None
    if any(p.body.type in numbers["plans"] for p in known.entries(Plan, child, entry.day)):
        return None
    # "At 32 weeks" lasts until there are 33.
    by = max(
        days_after(people.gestation_day(due, numbers["finish_by_weeks"] + 1), -1),
        days_after(entry.day, numbers["at_least_days"]),
    )
    return Due(entry.day, by, (child,), (entry.id,))
