"""What an agency may hold that bears on a child's safety, in each of the ways in which it can be written down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment
from sightline.record.kinds.harm import Background, Concern, Hospital, Injury, Medical, Observation
from sightline.record.kinds.help import Assessment, Service
from sightline.record.kinds.legal import Police
from sightline.record.kinds.place import Household
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import concerned, topics
from sightline.state import harm, injuries, people
from sightline.state.grounds import on_a_plan
from sightline.state.phrases import affirms, says

Numbers = Mapping[str, Any]
KINDS: tuple[type[Any], ...] = (
    Concern,
    Observation,
    Injury,
    Police,
    Hospital,
    Service,
    Appointment,
    Background,
    Household,
)
"""In which a holder writes what it may have to tell."""
WRITTEN: tuple[type[Any], ...] = (*KINDS, Medical)
"""What a receiver may lack: a clinician's view too."""
SEEN: tuple[type[Any], ...] = (Concern, Observation, Injury, Police, Medical)
"""What bears on an examination."""
_MISSED = ("was_not_brought", "did_not_attend", "cancelled_by_family")


def children_of(known: Knowledge, entry: Entry[Any]) -> list[Person]:
    """This will give the children an entry concerns: those it names, else, where it is of an adult, those of the record."""
    return _children_named(known, entry) or people.those_in(known, ("child", "unborn"))


def _children_named(known: Knowledge, entry: Entry[Any]) -> list[Person]:
    """Children of the record and their brothers and sisters; else relatives who by their day of birth are not of age."""
    named = concerned(entry)
    own = [p for p in named if people.is_child(known, p)]
    return own or people.not_of_age(known, named, entry.day, "relative")


def grave(known: Knowledge, entry: Entry[Any], numbers: Numbers) -> bool:
    """This will say whether an entry is a sign of significant harm, of which whoever decides has to know at once.

    An allegation or a high worry; an injury that raises a question, or that nobody has explained and that names an adult who is
    no kin; violence at home with a child there, or a child whom police come upon with such an adult; self-harm.
    """
    body = entry.body
    named = _children_named(known, entry)
    if not named:
        return _hurt_at_home(known, entry, numbers)
    with_stranger = any(people.role(known, p) in numbers["no_kin"] for p in concerned(entry))
    if isinstance(body, Injury):
        unexplained = (not injuries.explained(known, entry, child) for child in named)
        question = (harm.raises_a_question(known, entry, child, numbers) for child in named)
        return (with_stranger and any(unexplained)) or any(question)
    if isinstance(body, Police):
        return body.event == "domestic_incident" or (body.event in numbers["found_with"] and with_stranger)
    if isinstance(body, Concern | Observation):
        return harm.alleges(entry, numbers)
    if isinstance(body, Hospital) and body.stage != "discharged":
        return says(body.reason, numbers["self_harm_words"])
    return False


def _hurt_at_home(known: Knowledge, entry: Entry[Any], numbers: Numbers) -> bool:
    """A parent tells of violence at home: whoever hears it has to think of the children there, whom the note need not name."""
    body = entry.body
    worry = (isinstance(body, Observation) and body.direction == "concern") or (
        isinstance(body, Concern) and body.level in ("medium", "high") and body.about_decision is None
    )
    told = topics(entry) >= {*numbers["violence_at_home"]} and not topics(entry) & {*numbers["of_the_past"]}
    return worry and told and any(people.role(known, p) in people.PARENTS for p in concerned(entry))


def bears(known: Knowledge, entry: Entry[Any], numbers: Numbers) -> bool:
    """This will say whether an entry is something that whoever holds the child's case would need to know.

    A worry on a telling topic, a police record, a crew called out, history newly held, treatment given up, a clinic that
    lets a child go, somebody who joins the home, a clinician's finding that a child hurt itself.
    """
    body, telling = entry.body, {*numbers["bearing_topics"]}
    if isinstance(body, Observation):
        named = topics(entry)
        return body.direction in (None, "concern") and bool(
            named & telling or (not named and _called_out(known, entry, numbers))
        )
    if isinstance(body, Concern):
        return body.level in ("medium", "high") or (body.level is None and bool(topics(entry) & telling))
    if isinstance(body, Background):
        return bool(topics(entry) & telling)
    if isinstance(body, Police):
        routine = body.event is None or body.event in numbers["police_routine"]
        return not routine or _lets_go_of_bail(known, entry, numbers)
    if isinstance(body, Assessment):
        return body.type in numbers["risk_assessments"] and body.status in ("completed", "updated")
    if isinstance(body, Household):
        return body.change == "joins" and not _is_child(known, body.person)
    if isinstance(body, Service):
        given_up = body.status == "refused" or (body.status == "ended" and not _went_well(body, numbers))
        return given_up and body.level in ("specialist", "statutory")
    if isinstance(body, Appointment):
        return body.outcome in _MISSED and _tells_by_itself(known, entry, numbers)
    return isinstance(body, Medical) and (
        body.opinion in ("non_accidental", "inconclusive") or hurt_itself(known, entry, numbers)
    )


def hurt_itself(known: Knowledge, entry: Entry[Medical], numbers: Numbers) -> bool:
    """This will say whether a clinician found, in words that affirm it, that a child has hurt itself."""
    found = f"{entry.body.finding or ''}. {entry.summary}"
    return bool(_children_named(known, entry)) and affirms(found, numbers["self_harm_words"])


def _lets_go_of_bail(known: Knowledge, entry: Entry[Police], numbers: Numbers) -> bool:
    """An enquiry is closed in which somebody was bailed: whoever leans on the conditions has to know that they are gone."""
    since = entry.day - dt.timedelta(days=numbers["bail_days"])
    return entry.body.event == "enquiry_closed" and any(
        other.body.event == "bail"
        for person in concerned(entry)
        for other in known.entries(Police, person, since, entry.day)
    )


def _called_out(known: Knowledge, entry: Entry[Any], numbers: Numbers) -> bool:
    """A crew was sent to a child's home, and what it wrote names no topic: as with police, that it was called bears by itself."""
    team = known.teams.get(entry.author)
    return team is not None and team.type in numbers["crews"] and bool(_children_named(known, entry))


def _is_child(known: Knowledge, person: Person | None) -> bool:
    return person is not None and people.is_child(known, person)


def _went_well(body: Service, numbers: Numbers) -> bool:
    reason = (body.reason or "").lower()
    return says(reason, numbers["planned_ending_words"])


def _tells_by_itself(known: Knowledge, entry: Entry[Appointment], numbers: Numbers) -> bool:
    """A parent's missed treatment, again or for the last time; a child's that a clinic leaves at that.

    Where a child has no plan that needs it, a row of them is a pattern, and said as one.
    """
    again = _again(known, entry, numbers)
    person = entry.body.for_person or next(iter(entry.people), None)
    if not _is_child(known, person):
        return again or entry.body.follow_up == "discharged"
    if not again:
        return entry.body.follow_up == "discharged"
    left = entry.body.follow_up in ("discharged", "none", None)
    return left and person is not None and on_a_plan(known, person, entry.day, numbers["plans"])


def _again(known: Knowledge, entry: Entry[Appointment], numbers: Numbers) -> bool:
    """The same agency was missed not long before by the same person."""
    since = entry.day - dt.timedelta(days=numbers["missed_again_days"])
    person = entry.body.for_person
    return any(
        other.id != entry.id and other.author == entry.author and other.body.outcome in _MISSED
        for one in ((person,) if person else entry.people)
        for other in known.entries(Appointment, one, since, entry.day)
        if other.noted < entry.noted
    )
