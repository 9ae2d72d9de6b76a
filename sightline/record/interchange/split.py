"""From a case file to entries and tellings: what a file writes into one event becomes one entry for each thing learned.

A part carries the file's id and its own name: `e14/answer`, `d02/outcome`, `e35/acknowledged`, `e34/end`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sightline.record.entry import Entry, How, Record, Told
from sightline.record.interchange.casefile import CaseFile, FileDecision, FileEvent, FilePerson, On
from sightline.record.kinds import KINDS
from sightline.record.kinds.contact import Acknowledgement, CheckAnswer
from sightline.record.kinds.decision import Decision, DecisionOutcome, EscalationOutcome
from sightline.record.kinds.harm import Background
from sightline.record.kinds.help import Ending
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import concerned, parties
from sightline.record.times import Moment, Span


@dataclass(frozen=True, slots=True)
class Part:
    """How a kind's look ahead is split off: `part` names it, `names` the field pointing back, `on` the field with its day."""

    part: str
    body: type[Any]
    names: str
    on: str
    fields: tuple[str, ...] = ()


LOOKS_AHEAD: dict[str, Part] = {
    "check": Part("answer", CheckAnswer, "check", "answered_on", ("result",)),
    "escalation": Part("outcome", EscalationOutcome, "escalation", "resolved_on", ("outcome",)),
    "handover": Part("acknowledged", Acknowledgement, "of", "acknowledged_on"),
}


def split(case: CaseFile) -> Record:
    """This will give the entries and tellings of a whole case file, in the file's order within each day."""
    entries: list[Entry[Any]] = []
    told: list[Told] = []
    ordinal = len(case.people) * 100
    for item in _in_order(case):
        made = _of_event(item, ordinal) if isinstance(item, FileEvent) else _of_decision(item, ordinal)
        for entry, rows in made:
            entries.append(entry)
            told.extend(rows)
        ordinal += 4
    for position, person in enumerate(case.people):
        for entry, rows in _of_person(person, case, entries, told, position * 100):
            entries.append(entry)
            told.extend(rows)
    entries.sort(key=lambda entry: entry.noted.key)
    return Record(case.case, case.teams, case.areas, tuple(entries), tuple(told))


def _in_order(case: CaseFile) -> list[FileEvent | FileDecision]:
    """Events in the file's order; a decision just before the first event of its day that speaks of it, else after all."""
    waiting: dict[str, FileDecision] = {decision.id: decision for decision in case.decisions}
    ordered: list[FileEvent | FileDecision] = []
    for event in case.events:
        spoken_of = (event.attributes or {}).get("about_decision")
        if spoken_of in waiting and waiting[spoken_of].recorded == event.recorded:
            ordered.append(waiting.pop(spoken_of))
        ordered.append(event)
    return [*ordered, *waiting.values()]


Made = tuple[Entry[Any], list[Told]]


def _of_event(event: FileEvent, ordinal: int) -> Iterator[Made]:
    values = dict(event.attributes or {})
    ahead = LOOKS_AHEAD.get(event.kind)
    later = {name: values.pop(name) for name in ((*ahead.fields, ahead.on) if ahead else ()) if name in values}
    ended = event.until is not None and event.until > event.recorded
    entry = Entry(
        id=event.id,
        author=event.agency,
        body=KINDS[event.kind](**values),
        people=event.about,
        occurred=Span(event.occurred, None if ended else event.until),
        noted=Moment(event.recorded, ordinal),
        summary=event.summary or "",
    )
    rows = list(_tellings(entry, event))
    yield entry, rows
    if ahead and later:
        day = later.get(ahead.on)
        body = ahead.body(**{ahead.names: event.id}, **{name: later.get(name) for name in ahead.fields})
        yield _part(entry, rows, ahead.part, body, day, ordinal + 1)
    if ended:
        yield _part(entry, rows, "end", Ending(of=event.id), event.until, ordinal + 2)


def _part(whole: Entry[Any], rows: list[Told], part: str, body: Any, day: dt.date | None, ordinal: int) -> Made:
    """A part is known to whoever knows the whole, from its own day on."""
    noted = Moment(max(day or whole.noted.day, whole.noted.day), ordinal)
    entry = Entry(
        id=f"{whole.id}/{part}",
        author=whole.author,
        body=body,
        people=concerned(whole),
        occurred=Span(day, None, "day" if day else "unknown"),
        noted=noted,
    )
    own = [
        Told(f"{entry.id}:{row.knower}:{n}", entry.id, row.knower, Moment(max(row.told.day, noted.day), ordinal), row.how, row.by)
        for n, row in enumerate(rows)
    ]
    return entry, own


def _tellings(entry: Entry[Any], event: FileEvent) -> Iterator[Told]:
    shared = list(event.shared_with or ())
    for n, known in enumerate(event.known_by):
        how: How = "other"
        if known.agency == event.agency:
            how = "recorded"
        elif known in shared and known.agency not in parties(entry):
            how = "shared"
            shared.remove(known)
        elif known.agency in parties(entry):
            how = "attended"
        yield _told(entry, known, how, f"k{n}")
    for n, on in enumerate(shared):
        yield _told(entry, on, "shared", f"s{n}")


def _told(entry: Entry[Any], on: On, how: How, part: str) -> Told:
    by = None if how == "other" else entry.author
    return Told(f"{entry.id}:{on.agency}:{part}", entry.id, on.agency, Moment(on.day, entry.noted.ordinal), how, by)


def _of_decision(decision: FileDecision, ordinal: int) -> Iterator[Made]:
    names = ("type", "outcome", "forum", "responds_to", "on_information", "checks_made", "rationale")
    body = Decision(**{name: getattr(decision, name) for name in names})
    entry = Entry(
        id=decision.id,
        author=decision.by,
        body=body,
        people=decision.about,
        occurred=Span(decision.made),
        noted=Moment(decision.recorded, ordinal),
        summary="",
    )
    own = On(decision.by, decision.made)
    told = decision.communicated_to or ()
    whole = [On(to.agency, to.day) for to in told if to.content == "outcome_and_reason"]
    yield entry, [_told(entry, own, "recorded", "k"), *(_told(entry, on, "shared", f"s{n}") for n, on in enumerate(whole))]
    part = [On(to.agency, to.day) for to in told if to.content == "outcome_only"]
    if part:
        said = Entry(
            id=f"{decision.id}/outcome",
            author=decision.by,
            body=DecisionOutcome(decision=decision.id, type=decision.type, outcome=decision.outcome),
            people=decision.about,
            occurred=Span(min(on.day for on in part)),
            noted=Moment(max(decision.recorded, min(on.day for on in part)), ordinal + 1),
        )
        first = On(decision.by, said.noted.day)
        yield said, [_told(said, first, "recorded", "k"), *(_told(said, on, "shared", f"s{n}") for n, on in enumerate(part))]


def _of_person(
    person: FilePerson, case: CaseFile, entries: list[Entry[Any]], told: list[Told], ordinal: int
) -> Iterator[Made]:
    """Who a person is, in the words of each agency that knows of them, from the day it did; standing facts from the first day.

    Each agency has an entry of its own, so that nobody learns from it who else knows the person.
    """
    days = [event.recorded for event in case.events] + [decision.recorded for decision in case.decisions]
    if not days:
        return
    start = min(days)
    about = {entry.id for entry in entries if person.id in entry.people}
    who = Particulars(
        person=person.id, role=person.role, dob=None if person.role == "unborn" else person.dob, edd=person.edd
    )
    knew = _first_known(about, told)
    recorder = next(iter(knew), case.events[0].agency if case.events else case.decisions[0].by)
    for knower, day in (knew or {recorder: start}).items():
        yield _standing(f"people/{person.id}/{knower}", knower, who, day, ordinal)
    if person.role == "unborn" and person.dob is not None:
        born = Particulars(person=person.id, dob=person.dob)
        births = {entry.id for entry in entries if person.id in entry.people and entry.kind == "birth"}
        told_of_birth = _first_known(births, told) or {recorder: max(start, person.dob)}
        for knower, day in told_of_birth.items():
            yield _standing(f"people/{person.id}/{knower}/born", knower, born, max(day, person.dob), ordinal + 1)
    for n, fact in enumerate(person.known_characteristics or ()):
        body = Background(topics=(fact.topic,), of_person=person.id)
        for holder in fact.known_by or (recorder,):
            id = f"people/{person.id}/{holder}/{n}" if fact.known_by else f"people/{person.id}/nobody/{n}"
            yield _standing(id, holder, body, start, ordinal + 2 + n)


def _first_known(entries: set[str], told: list[Told]) -> dict[Agency, dt.date]:
    """The agencies that know any of the entries, earliest first, with the day on which they first did."""
    first: dict[Agency, dt.date] = {}
    for row in sorted((row for row in told if row.entry in entries), key=lambda row: row.told.key):
        first.setdefault(row.knower, row.told.day)
    return first


def _standing(id: str, author: Agency, body: Any, day: dt.date, ordinal: int) -> Made:
    person: Person = getattr(body, "person", None) or body.of_person
    entry = Entry(id, author, body, (person,), Span(day), Moment(day, ordinal))
    return entry, [_told(entry, On(author, day), "recorded", "k")]
