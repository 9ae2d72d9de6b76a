"""Help for a child who may hurt themselves: telling somebody is the first step, and that somebody asked the child the next."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, Referral, Visit
from sightline.record.kinds.harm import Hospital, Medical, Observation
from sightline.record.kinds.help import Assessment, Plan, Service
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.standard import Edition
from sightline.state import harm, people
from sightline.state.phrases import affirms, says, text_of


class Step(NamedTuple):
    """A protective step, the words for it, the day by whose end it is due, and whether it is recorded as taken; and whether
    what agencies decide together on something else may let it wait."""

    what: str
    due: dt.date
    taken: bool
    may_wait: bool = True


_ACTS = (Referral, StrategyDiscussion, Meeting, Plan, Legal, Police, Hospital, Medical)


def any_since(known: Knowledge, child: Person, since: dt.date, *kinds: type[Any], but: str = "") -> bool:
    """This will say whether an entry of any of these kinds is recorded about a child since a day, one left out."""
    return any(e.id != but for kind in kinds for e in known.entries(kind, child, since))


def for_their_own_life(known: Knowledge, note: Entry[Any], child: Person, edition: Edition) -> Step:
    """This will give the help that a note of a child's cuts, or of its not wanting to live, calls for.

    Of not wanting to live, at once; of cuts and the like within the week, and telling somebody who can help is the step. Where a
    clinic sat at the table for it, or a hospital called it, that somebody who can ask met the child is the next.
    """
    since, at_once = harm.written(note), bool(topics(note) & {*edition["own_life_at_once"]})
    what = "help for a child who may hurt themselves"
    tables = _clinic_at_the_table(known, note, child, edition) or _clinic_called(known, note, edition)
    if tables:
        days = edition["note_within_working_days" if at_once else "cuts_within_working_days"]
        due = working_days_after(harm.written(tables[0]), days)
        return Step(what, due, _asked(known, child, note.day, edition), may_wait=False)
    due = working_days_after(
        since, edition["own_life_within_working_days" if at_once else "cuts_within_working_days"]
    )
    taken = any_since(known, child, note.day, *_ACTS, Service) or attended(known, child, note.day)
    told = {a for a, row in known.told(note.id).items() if row.told.day <= due}
    if any(team.id in told for team in known.teams_of(*edition["helpers"])):
        taken = taken or not at_once
        due = working_days_after(since, edition["note_within_working_days"])
    return Step(what, due, taken)


def _clinic_at_the_table(
    known: Knowledge, note: Entry[Any], child: Person, edition: Edition
) -> list[Entry[Any]]:
    """The discussions and meetings of the days after a note at which a clinic for the mind sat: it has taken the child on."""
    until = days_after(note.day, edition["own_life_table_days"])
    held: tuple[Entry[Any], ...] = (
        *known.entries(StrategyDiscussion, child, note.day, until),
        *(
            m
            for m in known.entries(Meeting, child, note.day, until)
            if m.body.type in edition["own_life_tables"]
        ),
    )
    return [
        one
        for one in held
        if any(known.teams[a].type in edition["clinics"] for a in one.body.attended or () if a in known.teams)
    ]


def _clinic_called(known: Knowledge, note: Entry[Any], edition: Edition) -> list[Entry[Any]]:
    """A note of those who treat the body at once, of which they told a clinic for the mind that day: it was called."""
    author = known.teams.get(note.author)
    if author is None or author.type not in edition["treats_at_once"]:
        return []
    told = {agency for agency, row in known.told(note.id).items() if row.told.day <= note.noted.day}
    return [note] if any(team.id in told for team in known.teams_of(*edition["clinics"])) else []


def _asked(known: Knowledge, child: Person, since: dt.date, edition: Edition) -> bool:
    """Somebody whose work it is met the child since: a clinic, doctor or nurse, or help that began; not who looked at the body
    alone."""
    kinds = (Medical, Appointment, Visit, Service, Assessment, Observation)
    return any(
        (team := known.teams.get(entry.author)) is not None
        and team.type in edition["who_can_ask"]
        and _meets(entry, child, edition)
        for kind in kinds
        for entry in known.entries(kind, child, since)
    )


def _meets(entry: Entry[Any], child: Person, edition: Edition) -> bool:
    body = entry.body
    if isinstance(body, Medical):
        return body.type not in edition["of_the_body"]
    if isinstance(body, Appointment):
        return body.outcome == "attended" and body.for_person in (None, child)
    if isinstance(body, Service):
        return body.status in ("started", "reviewed") and body.for_person in (None, child)
    if isinstance(body, Visit):
        return body.access in ("seen", None)
    if isinstance(body, Observation):
        return body.direction != "concern" and body.rests_on == "seen"
    return bool(body.status == "completed")


def old_enough(known: Knowledge, child: Person, day: dt.date, edition: Edition) -> bool:
    """This will say whether a note may be of the child's own life: a young child's entry on this topic speaks of a parent."""
    years = people.years_old(known, child, day)
    return years is not None and years >= edition["own_life_from_years"]


def attended(known: Knowledge, child: Person, since: dt.date) -> bool:
    """This will say whether the child came to an appointment of its own since a day."""
    return any(
        a.body.outcome == "attended" and a.body.for_person in (None, child)
        for a in known.entries(Appointment, child, since)
    )


def after_a_refusal(
    known: Knowledge, service: Entry[Service], child: Person, edition: Edition
) -> Step | None:
    """Help for a child who may hurt themselves is refused, or a child who spoke of not wanting to live waits for it:
    something else keeps the child safe meanwhile. Of cuts alone a list is an answer."""
    if service.body.status not in edition["no_help"] or service.body.for_person not in (None, child):
        return None
    since = days_after(service.day, -edition["look_back_days"])
    of = edition["own_life" if service.body.status == "refused" else "own_life_at_once"]
    signs = any(known.on_topic(topic, child, since, service.day) for topic in of)
    if not signs or not old_enough(known, child, service.day, edition):
        return None
    other = any(s.body.status == "started" for s in known.entries(Service, child, service.day))
    met = any_since(known, child, service.day, Plan, Meeting, StrategyDiscussion, Hospital, Referral)
    due = working_days_after(harm.written(service), edition["meanwhile_within_working_days"])
    taken = other or met or attended(known, child, service.day)
    return Step("a way to keep the child safe while help is not to be had", due, taken)


def after_a_stay(known: Knowledge, stay: Entry[Hospital], child: Person, edition: Edition) -> Step | None:
    """This will give the visit of a clinic that a ward wrote is to follow, within so many days, a stay after a child hurt itself:
    counted from the day it left or, where nobody wrote that down, from some days after it came."""
    said = text_of(stay)
    days = next((n for n, words in edition["follow_up_within"] if says(said, words)), None)
    if days is None or not affirms(said, edition["hurt_itself_words"]):
        return None
    left = (h.day for h in known.entries(Hospital, child, stay.day) if h.body.stage == "discharged")
    since = next(left, days_after(stay.day, edition["stay_days"]))
    met = _asked(known, child, days_after(stay.day, 1), edition)
    what = "somebody whose work it is to ask sees the child after a stay in hospital, as the ward wrote"
    return Step(what, days_after(since, days), met, may_wait=False)
