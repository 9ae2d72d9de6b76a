"""Clocks of birth: the first visit to a baby, and an assessment before it is born."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Hospital, Medical, Observation
from sightline.record.kinds.help import Assessment, Plan, Service
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.place import Move, Placement
from sightline.record.kinds.pregnancy import Birth
from sightline.record.kinds.words import Agency, Area, Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after
from sightline.standards.running import Due, Numbers, deadline, notes_on, timescale
from sightline.state import people
from sightline.state.phrases import says


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
    notes = (n for n in notes_on(known, child, born) if n.author in teams)
    return any(says(note.summary, numbers["declined_words"]) for note in notes)


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
