"""Worked examples of a standard: a few lines, each an entry and who was told of it, that make a whole small case.

A line reads `DAY [ID] AGENCY KIND PEOPLE…: name=value name=a|b > told, told`, for instance
`2019-03-04 r2 midwifery referral baby mum: to=front_door topics=neglect > front_door`. Underscores stand for spaces
in text (`summary=` is the note itself), an agency's name is its type unless the example says otherwise, and `outcome_only`
after those told of a decision says that they were not given the reasons.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, cast, get_args, get_origin

from sightline.record.entry import Record, Team
from sightline.record.interchange.casefile import (
    CaseFile,
    Communicated,
    FileDecision,
    FileEvent,
    FilePerson,
    On,
)
from sightline.record.interchange.split import LOOKS_AHEAD, split
from sightline.record.kinds import KINDS, hints
from sightline.record.kinds.words import Agency, AgencyType, Area, Person
from sightline.record.named import PARTY_FIELDS

_LINE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d) (?P<head>[^:>]+?)(?:: (?P<values>[^>]*?))?(?: > (?P<told>.+?))?(?P<part> outcome_only)?$"
)


def record_of(example: Mapping[str, Any]) -> Record:
    """This will give the record of an example: `people`, `lines` and, where a name is not its type, `teams`;
    `areas` says where a team works.

    Raises ValueError, naming the line, where one cannot be read.
    """
    return split(case_of(example))


def case_of(example: Mapping[str, Any]) -> CaseFile:
    """This will give an example as a case file."""
    people = tuple(
        FilePerson(Person(id), who["role"], who.get("dob"), who.get("edd"))
        for id, who in example.get("people", {}).items()
    )
    read = [_item(line, n) for n, line in enumerate(example["lines"], 1)]
    events = tuple(item for item in read if isinstance(item, FileEvent))
    decisions = tuple(item for item in read if isinstance(item, FileDecision))
    return CaseFile("example", {}, _teams(example, events, decisions), people, events, decisions)


def _teams(
    example: Mapping[str, Any], events: tuple[FileEvent, ...], decisions: tuple[FileDecision, ...]
) -> dict[Agency, Team]:
    said: Mapping[str, str] = example.get("teams", {})
    named: set[str] = set(said)
    for event in events:
        named |= {on.agency for on in event.known_by}
        for value in (event.attributes or {}).values():
            named |= {
                v
                for v in (value if isinstance(value, tuple) else (value,))
                if v in get_args(AgencyType) or v in said
            }
    for decision in decisions:
        named |= {decision.by, *(to.agency for to in decision.communicated_to or ())}
    areas: Mapping[str, str] = example.get("areas", {})
    return {Agency(name): _team(name, said.get(name, name), areas.get(name)) for name in sorted(named)}


def _team(name: str, type_: str, area: str | None) -> Team:
    return Team(Agency(name), cast("AgencyType", type_), name.replace("_", " "), Area(area) if area else None)


def _item(line: str, number: int) -> FileEvent | FileDecision:
    match = _LINE.match(line)
    if match is None:
        raise ValueError(f"line {number} of an example cannot be read: {line}")
    day = dt.date.fromisoformat(match["day"])
    words = match["head"].split()
    at = next((n for n, word in enumerate(words[:3]) if word in KINDS and n > 0), None)
    if at is None:
        raise ValueError(f"line {number} of an example names no kind: {line}")
    id = words[0] if at == 2 else f"x{number}"
    author, kind, people = words[at - 1], words[at], tuple(Person(word) for word in words[at + 1 :])
    values = dict(pair.split("=", 1) for pair in (match["values"] or "").split())
    told = [name.strip() for name in (match["told"] or "").split(",") if name.strip()]
    if kind == "decision":
        return _decision(id, author, day, people, values, told, bool(match["part"]))
    return _event(id, author, kind, day, people, values, told)


def _decision(
    id: str,
    by: str,
    day: dt.date,
    people: tuple[Person, ...],
    values: dict[str, str],
    told: list[str],
    part: bool,
) -> FileDecision:
    typed = {name: _typed(KINDS["decision"], name, value) for name, value in values.items()}
    content = "outcome_only" if part else "outcome_and_reason"
    to = tuple(Communicated(Agency(name), day, cast("Any", content)) for name in told)
    return FileDecision(
        id=id, made=day, recorded=day, by=Agency(by), about=people, communicated_to=to, **typed
    )


def _event(
    id: str,
    agency: str,
    kind: str,
    day: dt.date,
    people: tuple[Person, ...],
    values: dict[str, str],
    told: list[str],
) -> FileEvent:
    ahead = LOOKS_AHEAD.get(kind)
    note = values.pop("summary", "").replace("_", " ")
    typed: dict[str, Any] = {}
    for name, value in values.items():
        if ahead and name == ahead.on:
            typed[name] = dt.date.fromisoformat(value)
        else:
            typed[name] = _typed(ahead.body if ahead and name in ahead.fields else KINDS[kind], name, value)
    named = [typed[name] for name in PARTY_FIELDS if name in typed]
    parties = [agency for value in named for agency in (value if isinstance(value, tuple) else (value,))]
    knowers = dict.fromkeys([agency, *told, *parties])
    known = tuple(On(Agency(name), day) for name in knowers)
    shared = tuple(On(Agency(name), day) for name in told)
    return FileEvent(id, day, day, Agency(agency), kind, people, known, None, note or None, typed, shared)


def _typed(kind: Any, name: str, value: str) -> Any:
    """A value of the type that the kind's field asks for."""
    asked = hints(kind)[name]
    options = get_args(asked) or (asked,)
    if any(get_origin(option) is tuple for option in options):
        return tuple(value.split("|")) if value else ()  # a list that was written with nothing in it
    if bool in options:
        return value == "true"
    if float in options or int in options:
        return int(value) if int in options else float(value)
    return value.replace("_", " ") if str in options else value
