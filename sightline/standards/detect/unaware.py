"""Services for adults that the record itself says do not know of a child, or to whose adult a child has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sightline.record.entry import Entry, Team
from sightline.record.kinds.contact import Appointment, Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background, Concern, Hospital, Medical, Observation
from sightline.record.kinds.help import Assessment, Plan, Service
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.place import Household, Move, Placement
from sightline.record.kinds.pregnancy import AntenatalBooking, Birth
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import concerned, topics
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.services_named import names
from sightline.standards.standard import Edition, Standard
from sightline.state import checks, people
from sightline.state.phrases import affirms, says

"""Whose services are told where a child has been placed with them."""
Because = tuple[Entry[Any], dict[Agency, list[Entry[Any]]]]
NOTES: tuple[type[Any], ...] = (
    Visit, Observation, Concern, AntenatalBooking, Birth, Appointment, Assessment, Medical, Hospital, Referral, Service,
    Meeting, Plan,
)  # fmt: skip
TOGETHER = (*NOTES, Household, Move, Placement, StrategyDiscussion, Decision)


def by_the_record(
    known: Knowledge, clock: Clock, rule: Standard, adult: Person, child: Person
) -> Iterator[Because]:
    """This will give each service for the adult that should have been told by now, its work, and the entry that says so."""
    for team in known.teams_of(*_types(rule)):
        if has_heard(known, team.id, adult, child):
            continue
        own = [e for e in known.held(team.id, adult) if e.author == team.id and _is_work(e)]
        since = _came_together(known, adult, child, team.id)
        if not own or any(speaks_of_children(e, rule.editions[-1]) for e in own if e.day >= since):
            continue
        because = _because(known, clock, rule, adult, child, team, own)
        if because is not None:
            yield because, {team.id: own}


def has_heard(known: Knowledge, agency: Agency, adult: Person, child: Person) -> bool:
    """This will say whether a service knows anything of a child, or was asked: a check of it about the adult, or an assessment or
    decision about the child that consulted it, tells it that there is one."""
    if known.knows_of(agency, child) or any(to == agency for _, to in checks.asked(known, adult)):
        return True
    return any(
        agency in known.fold("consulted", ("kind", kind, child), set, _consulted)
        for kind in (Assessment, Decision)
    )


def _consulted(found: set[Agency], work: Entry[Any]) -> None:
    found.update(
        getattr(work.body, "agencies_consulted", None) or getattr(work.body, "checks_made", None) or ()
    )


def _types(rule: Standard) -> tuple[Any, ...]:
    return tuple(rule.editions[-1]["at_work"])


def _is_work(entry: Entry[Any]) -> bool:
    return not isinstance(entry.body, Particulars | Decision)


def speaks_of_children(entry: Entry[Any], edition: Edition) -> bool:
    """This will say whether a service's own note names a child of its adult's: then it knows that there is one."""
    return affirms(entry.summary, edition["knows_words"]) and not says(
        entry.summary, edition["no_child_words"]
    )


def _because(
    known: Knowledge,
    clock: Clock,
    rule: Standard,
    adult: Person,
    child: Person,
    team: Team,
    own: list[Entry[Any]],
) -> Entry[Any] | None:
    """The first entry by which a service should have been told, where its days have passed."""
    together = _together(known, adult, child, team.id)
    since = _came_together(known, adult, child, team.id)
    lately = [e for e in (*together, *own) if e.day >= since]
    if not together or any(says(e.summary, rule.editions[-1]["apart_words"]) for e in lately):
        return None
    if kept_private(known, adult, child, rule):
        return None
    for note, within in _reasons(known, rule, adult, child, team, own, together):
        edition = rule.on(note.day)
        if edition is None or clock.passed(days_after(note.day, edition["lapses_after_days"])):
            continue
        at_work = [e for e in own if _is_current(e, note.day, edition)]
        if at_work and not _over(at_work[-1], edition):
            dated = [e for e in at_work if not _bare(e)] or at_work
            last = max(note.noted.day, dated[0].noted.day)
            if clock.passed(working_days_after(last, edition[within])):
                return note
    return None


def _came_together(known: Knowledge, adult: Person, child: Person, but: Agency) -> dt.date:
    """The last day on which others wrote that an adult came to live with a child, or was left with it."""
    days = [
        e.day
        for e in known.entries(Household, child)
        if e.author != but and (_moves_in(e, adult) or _left_with(known, e, adult))
    ]
    return max(days, default=dt.date.min)


def _moves_in(entry: Entry[Household], adult: Person) -> bool:
    return entry.body.change == "joins" and (entry.body.person or next(iter(entry.people), None)) == adult


def _left_with(known: Knowledge, entry: Entry[Household], adult: Person) -> bool:
    """A parent leaves, and a note of that names this adult as there: the child is left in this one's care."""
    gone = entry.body.person
    left = entry.body.change == "leaves" and gone is not None and gone != adult and adult in entry.people
    return left and gone is not None and people.role(known, gone) in people.PARENTS


def _together(known: Knowledge, adult: Person, child: Person, but: Agency) -> list[Entry[Any]]:
    """What others wrote of an adult and a child together; of a mother, what they wrote of the child."""
    mother = people.role(known, adult) == "mother"
    kinds: tuple[type[Any], ...] = TOGETHER
    return [
        e
        for kind in kinds
        for e in known.entries(kind, child)
        if e.author != but and (mother or adult in concerned(e) or adult in _there(e))
    ]


def _there(entry: Entry[Any]) -> tuple[Person, ...]:
    return (*(getattr(entry.body, "family_present", None) or ()), *(getattr(entry.body, "seen", None) or ()))


def _reasons(
    known: Knowledge,
    rule: Standard,
    adult: Person,
    child: Person,
    team: Team,
    own: list[Entry[Any]],
    together: list[Entry[Any]],
) -> Iterator[tuple[Entry[Any], str]]:
    """Each reason, with the name of the number of days within which the service should hear."""
    edition = rule.editions[-1]
    ordered = sorted(together, key=lambda e: (e.noted.day, e.noted.key, e.id))
    without = [e for e in own if says(e.summary, edition["no_child_words"])]
    at_work = any(not _bare(e) for e in own)
    for note in ordered:
        named = _names_service(note, team, edition)
        unaware = named and says(note.summary, edition["unaware_words"])
        alone = any(abs((e.day - note.day).days) <= edition["current_days"] for e in without)
        weighs = team.type in edition["told_of_weight"] and _weighs(known, note, adult, edition)
        if unaware or alone:
            yield note, "tell_at_once_within_working_days"
        elif weighs or (named and at_work and small(known, child, note.day, edition)):
            yield note, "tell_within_working_days"


def _bare(entry: Entry[Any]) -> bool:
    """A topic on file without a word has no day of its own: it does not say that a service works with the adult yet, or still."""
    return isinstance(entry.body, Background) and not entry.summary


def _names_service(note: Entry[Any], team: Team, edition: Edition) -> bool:
    return isinstance(note.body, NOTES) and names(_text(note), team, edition["called"])


def _text(note: Entry[Any]) -> str:
    parts = (note.summary, getattr(note.body, "terms", None), getattr(note.body, "rationale", None))
    return ". ".join(part for part in parts if part)


def small(known: Knowledge, child: Person, day: dt.date, edition: Edition) -> bool:
    """This will say whether a child is a baby, born or expected: whoever treats its parent has to reckon with it."""
    weeks = people.weeks_old(known, child, day)
    return people.unborn_on(known, child, day) or (weeks is not None and weeks < edition["baby_weeks"])


def _weighs(known: Knowledge, note: Entry[Any], adult: Person, edition: Edition) -> bool:
    """A step of which those who work with the adult hear: a plan, a conference, a child and an adult who come together."""
    body = note.body
    if isinstance(body, Plan):
        return body.status in (None, "started") and body.type in edition["plans"]
    if isinstance(body, Meeting):
        return body.type in edition["conferences"]
    if isinstance(body, Decision):
        return body.type == "return_home"
    if isinstance(body, Household):
        return _moves_in(note, adult) or _left_with(known, note, adult)
    if isinstance(body, Placement):
        with_them = adult in note.people or body.type == "with_parents"
        return body.status != "ended" and with_them
    worried = isinstance(body, Concern) and body.level == "high" and body.about_decision is None
    return worried and bool(topics(note) & {*edition["serious_topics"]})


def _is_current(entry: Entry[Any], day: dt.date, edition: Edition) -> bool:
    """Work of the time; what only stands in a file is work for longer."""
    since = "held_days" if isinstance(entry.body, Background) else "current_days"
    return days_after(day, -edition[since]) <= entry.day <= days_after(day, edition["current_days"])


def _over(last: Entry[Any], edition: Edition) -> bool:
    status = last.body.status if isinstance(last.body, Service) else None
    return status in ("ended", "refused", "unavailable") or affirms(last.summary, edition["over_words"])


def kept_private(known: Knowledge, adult: Person, child: Person, rule: Standard) -> bool:
    """This will say whether the adult asked for privacy, and whoever wrote it down saw no risk in that."""
    edition = rule.editions[-1]
    notes = {e.id: e for one in (adult, child) for kind in NOTES for e in known.entries(kind, one)}
    return any(
        says(e.summary, edition["private_words"]) and says(e.summary, edition["no_risk_words"])
        for e in notes.values()
    )
