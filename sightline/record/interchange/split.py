"""From a case file to entries and tellings: what a file writes into one event becomes one entry for each thing learned.

A part carries the file's id and its own name: `e14/answer`, `d02/outcome`, `e35/acknowledged`, `e34/end`. Entries stand
in the order of `noted`; tellings stand in the file's order, which is how `join` finds that order again. A telling's id
ends in its places in the file's lists: `k2` third of `known_by`, `s0` first of `shared_with` or `communicated_to`,
`k2s0` both.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sightline.record.entry import Entry, How, Record, Told
from sightline.record.interchange.casefile import CaseFile, FileDecision, FileEvent, On
from sightline.record.interchange.persons import places_of, standing
from sightline.record.kinds import KINDS
from sightline.record.kinds.contact import Acknowledgement, CheckAnswer
from sightline.record.kinds.decision import Decision, DecisionOutcome, EscalationOutcome
from sightline.record.kinds.help import Ending
from sightline.record.kinds.words import DecisionRef, EntryRef
from sightline.record.named import concerned, parties
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
_SLOTS = 4
"""Places in a day that an event or decision takes: itself, what looked ahead, its end, and one to spare."""

Made = tuple[Entry[Any], list[Told]]


def split(case: CaseFile) -> Record:
    """This will give the entries and tellings of a whole case file, in the file's order within each day.

    The order of the days in the file changes nothing but the order of the tellings.
    """
    first = sum(places_of(person, case) for person in case.people)
    made: dict[str, list[Made]] = {}
    for position, item in enumerate(_in_order(case)):
        ordinal = first + position * _SLOTS
        made[item.id] = list(
            _of_event(item, ordinal) if isinstance(item, FileEvent) else _of_decision(item, ordinal)
        )
    ids = [*(event.id for event in case.events), *(decision.id for decision in case.decisions)]
    pairs = [pair for id in ids for pair in made[id]]
    rows: dict[str, list[Told]] = defaultdict(list)
    for row in case.told:
        rows[row.entry].append(row)
    pairs += standing(case, [*pairs, *((entry, rows[entry.id]) for entry in case.entries)])
    entries = sorted((*(entry for entry, _ in pairs), *case.entries), key=lambda one: (one.noted.key, one.id))
    told = (*(row for _, rows in pairs for row in rows), *case.told)
    return Record(case.case, case.teams, case.areas, tuple(entries), told, frozenset(_unstated(case)))


def _in_order(case: CaseFile) -> list[FileEvent | FileDecision]:
    """Days in order; a day's events as listed; a decision before the first event of its day that speaks of it, else last."""
    waiting = {decision.id: decision for decision in case.decisions}
    days: dict[dt.date, list[FileEvent | FileDecision]] = defaultdict(list)
    for event in case.events:
        for id in _speaks_of(event):
            if id in waiting and waiting[id].recorded == event.recorded:
                days[event.recorded].append(waiting.pop(id))
        days[event.recorded].append(event)
    for decision in waiting.values():
        days[decision.recorded].append(decision)
    return [item for day in sorted(days) for item in days[day]]


def _speaks_of(event: FileEvent) -> Iterable[str]:
    values = event.attributes or {}
    about = values.get("about_decision")
    return (*((about,) if about else ()), *(values.get("what") or ()))


def _unstated(case: CaseFile) -> Iterator[str]:
    """The lists that the file leaves out: absent and empty say the same, but a file given back is to be the same file."""
    for event in case.events:
        if event.attributes is None:
            yield f"{event.id}.attributes"
        if event.shared_with is None:
            yield f"{event.id}.shared_with"
    for decision in case.decisions:
        if decision.communicated_to is None:
            yield f"{decision.id}.communicated_to"
    for person in case.people:
        if person.known_characteristics is None:
            yield f"people/{person.id}.known_characteristics"
        for n, fact in enumerate(person.known_characteristics or ()):
            if not fact.known_by:
                yield f"people/{person.id}/{n}.known_by"


def _of_event(event: FileEvent, ordinal: int) -> Iterator[Made]:
    values = dict(event.attributes or {})
    ahead = LOOKS_AHEAD.get(event.kind)
    later = {
        name: values.pop(name) for name in ((*ahead.fields, ahead.on) if ahead else ()) if name in values
    }
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
        body = ahead.body(**{ahead.names: event.id}, **{name: later.get(name) for name in ahead.fields})
        yield _part(entry, rows, ahead.part, body, later.get(ahead.on), ordinal + 1)
    if ended:
        yield _part(entry, rows, "end", Ending(of=EntryRef(event.id)), event.until, ordinal + 2)


def _part(
    whole: Entry[Any], rows: list[Told], part: str, body: Any, day: dt.date | None, ordinal: int
) -> Made:
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
    own = []
    for n, row in enumerate(rows):
        told = Moment(max(row.told.day, noted.day), ordinal)
        own.append(Told(f"{entry.id}:{row.knower}:{n}", entry.id, row.knower, told, row.how, row.by))
    return entry, own


def _tellings(entry: Entry[Any], event: FileEvent) -> Iterator[Told]:
    """A row of `known_by` and the row of `shared_with` that says the same are one telling."""
    shared = dict(enumerate(event.shared_with or ()))
    named = parties(entry)
    for n, known in enumerate(event.known_by):
        how: How = "other"
        place = f"k{n}"
        if known.agency == event.agency:
            how = "recorded"
        elif known.agency in named:
            how = "attended"
        elif known in shared.values():
            how = "shared"
            same = next(m for m, on in shared.items() if on == known)
            del shared[same]
            place += f"s{same}"
        yield _told(entry, known, how, place)
    for n, on in shared.items():
        yield _told(entry, on, "shared", f"s{n}")


def _told(entry: Entry[Any], on: On, how: How, place: str) -> Told:
    by = None if how == "other" else entry.author
    return Told(
        f"{entry.id}:{on.agency}:{place}", entry.id, on.agency, Moment(on.day, entry.noted.ordinal), how, by
    )


def _of_decision(decision: FileDecision, ordinal: int) -> Iterator[Made]:
    """Who was given the outcome without its reasons is told an entry of its own, which holds no more than that."""
    names = ("type", "outcome", "forum", "responds_to", "on_information", "checks_made", "rationale")
    entry = Entry(
        id=decision.id,
        author=decision.by,
        body=Decision(**{name: getattr(decision, name) for name in names}),
        people=decision.about,
        occurred=Span(decision.made),
        noted=Moment(decision.recorded, ordinal),
    )
    told = list(enumerate(decision.communicated_to or ()))
    whole = [(n, On(to.agency, to.day)) for n, to in told if to.content == "outcome_and_reason"]
    yield entry, _communicated(entry, On(decision.by, decision.made), whole)
    part = [(n, On(to.agency, to.day)) for n, to in told if to.content == "outcome_only"]
    if part:
        first = min(on.day for _, on in part)
        said = Entry(
            id=f"{decision.id}/outcome",
            author=decision.by,
            body=DecisionOutcome(
                decision=DecisionRef(decision.id), type=decision.type, outcome=decision.outcome
            ),
            people=decision.about,
            occurred=Span(first),
            noted=Moment(max(decision.recorded, first), ordinal + 1),
        )
        yield said, _communicated(said, On(decision.by, said.noted.day), part)


def _communicated(entry: Entry[Any], own: On, told: list[tuple[int, On]]) -> list[Told]:
    return [_told(entry, own, "recorded", "k"), *(_told(entry, on, "shared", f"s{n}") for n, on in told)]
