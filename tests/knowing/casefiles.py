"""Made-up case files for property tests: every kind, every attribute, with and without each thing that may be left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, get_args

from hypothesis import strategies as st

from sightline.record.entry import Team
from sightline.record.interchange.casefile import (
    CaseFile,
    Characteristic,
    Communicated,
    FileDecision,
    FileEvent,
    FilePerson,
    On,
)
from sightline.record.interchange.read import EVENT_KINDS, attribute_shapes
from sightline.record.interchange.split import LOOKS_AHEAD
from sightline.record.kinds import KINDS
from sightline.record.kinds.decision import DecisionType
from sightline.record.kinds.shape import Shape, shapes
from sightline.record.kinds.words import Agency, AgencyType, Area, Person, Role, Topic
from sightline.record.named import PARTY_FIELDS

FIRST = dt.date(2024, 2, 20)
days = st.integers(0, 40).map(lambda n: FIRST + dt.timedelta(n))
texts = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n\t\x85\u2028\ufeff'\":#-&*!%@`?{}[]|>,"
    ),
    max_size=20,
)
names = st.one_of(
    texts,
    st.sampled_from(["no", "12", "2024-02-20", "~", "null", "<<", "=", "1:30", " x ", "a: b", "- a", "# a"]),
)


def some(values: Sequence[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    """This will give some of the values, each once, in any order."""
    return (
        st.lists(st.sampled_from(list(values)), min_size=least, max_size=4, unique=True).map(tuple)
        if values
        else st.just(())
    )


class Maker:
    """Draws one case; every reference is to something that is there."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.agencies = [Agency(f"agency_{n}") for n in range(draw(st.integers(1, 4)))]
        self.areas = [Area(f"area_{n}") for n in range(draw(st.integers(0, 2)))]
        self.people = [Person(f"person_{n}") for n in range(draw(st.integers(1, 3)))]
        self.events = [f"e{n:02}" for n in range(draw(st.integers(0, 6)))]
        self.decisions = [f"d{n:02}" for n in range(draw(st.integers(0 if self.events else 1, 3)))]

    def case(self) -> CaseFile:
        events = tuple(self.event(id) for id in self.events)
        return CaseFile(
            case="made-up",
            areas={id: self.draw(names) for id in self.areas},
            teams={id: self.team(id) for id in self.agencies},
            people=tuple(self.person(id) for id in self.people),
            events=events,
            decisions=tuple(self.decision(id, events) for id in self.decisions),
        )

    def maybe(self, values: st.SearchStrategy[Any]) -> Any:
        return self.draw(st.none() | values)

    def team(self, id: Agency) -> Team:
        area = self.maybe(st.sampled_from(self.areas)) if self.areas else None
        return Team(
            id,
            self.draw(st.sampled_from(get_args(AgencyType))),
            self.draw(names),
            area,
            self.draw(st.booleans()),
        )

    def person(self, id: Person) -> FilePerson:
        fact = st.builds(Characteristic, st.sampled_from(get_args(Topic)), some(self.agencies))
        role = self.draw(st.sampled_from(["unborn", *get_args(Role)]))
        facts = self.maybe(st.lists(fact, max_size=3).map(tuple))
        return FilePerson(id, role, self.maybe(days), self.maybe(days), facts)

    def event(self, id: str) -> FileEvent:
        kind = self.draw(st.sampled_from(EVENT_KINDS))
        occurred = self.draw(days)
        attributes = self.maybe(st.just({}))
        if attributes is None and self.draw(st.booleans()):
            attributes = self.attributes(kind, occurred)
        agency = self.draw(st.sampled_from(self.agencies))
        later = st.integers(0, 9).map(lambda n: occurred + dt.timedelta(n))
        rows = st.lists(st.builds(On, st.sampled_from(self.agencies), later), max_size=3)
        shared = self.maybe(rows)
        known = [On(agency, self.draw(later)), *self.draw(rows), *(shared or [])[:2]]
        owed = {on.agency for on in shared or ()} | set(_parties(attributes or {}))
        known += [On(Agency(one), self.draw(later)) for one in sorted(owed - {on.agency for on in known})]
        return FileEvent(
            id=id,
            occurred=occurred,
            recorded=self.draw(later),
            agency=agency,
            kind=kind,
            about=self.draw(some(self.people)),
            known_by=tuple(self.draw(st.permutations(known))),
            until=self.maybe(later),
            summary=self.draw(names) or None,
            attributes=attributes,
            shared_with=None if shared is None else tuple(shared),
        )

    def attributes(self, kind: str, occurred: dt.date) -> dict[str, Any]:
        values = {}
        for name, wanted in attribute_shapes(kind).items():
            if self.draw(st.booleans()):
                value = self.value(wanted)
                ahead = kind in LOOKS_AHEAD and name == LOOKS_AHEAD[kind].on
                values[name] = max(value, occurred) if ahead else value
        return {name: value for name, value in values.items() if value is not None}

    def value(self, wanted: Shape) -> Any:
        pools: dict[str, Sequence[Any]] = {
            "choice": wanted.choices,
            "person": self.people,
            "agency": self.agencies,
            "area": self.areas,
            "entry": [*self.events, *self.decisions],
            "decision": self.decisions,
        }
        if wanted.holds in pools:
            pool = pools[wanted.holds]
            if wanted.many:
                return self.draw(some(pool))
            return self.draw(st.sampled_from(list(pool))) if pool else None
        one: st.SearchStrategy[Any] = {
            "yes_no": st.booleans(),
            "number": st.integers(-3, 42) | st.floats(-1e6, 1e6),
            "whole_number": st.integers(0, 10**9),
            "date": days,
            "text": names,
        }[wanted.holds]
        return self.draw(st.lists(one, max_size=3).map(tuple)) if wanted.many else self.draw(one)

    def decision(self, id: str, events: Sequence[FileEvent]) -> FileDecision:
        by, made = self.draw(st.sampled_from(self.agencies)), self.draw(days)
        known = [
            event.id for event in events if any(on.agency == by and on.day <= made for on in event.known_by)
        ]
        referrals = [event.id for event in events if event.kind == "referral"]
        later = st.integers(0, 9).map(lambda n: made + dt.timedelta(n))
        content = st.sampled_from(["outcome_and_reason", "outcome_only"])
        told = st.lists(
            st.builds(Communicated, st.sampled_from(self.agencies), later, content), max_size=3
        ).map(tuple)
        return FileDecision(
            id=id,
            made=made,
            recorded=self.draw(later),
            by=by,
            about=self.draw(some(self.people)),
            type=self.draw(st.sampled_from(get_args(DecisionType))),
            outcome=self.draw(names),
            forum=self.maybe(st.sampled_from(shapes(KINDS["decision"])["forum"].choices)),
            responds_to=self.maybe(st.sampled_from(referrals)) if referrals else None,
            on_information=self.maybe(some(known)),
            checks_made=self.maybe(some(self.agencies)),
            rationale=self.maybe(names),
            communicated_to=self.maybe(told),
        )


def _parties(attributes: dict[str, Any]) -> list[str]:
    values = (attributes.get(name) or () for name in PARTY_FIELDS)
    return [agency for value in values for agency in ((value,) if isinstance(value, str) else value)]


@st.composite
def cases(draw: Any) -> CaseFile:
    """This will give a whole case file that is right in every part."""
    return Maker(draw).case()
