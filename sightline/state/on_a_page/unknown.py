"""What is not known, or not asked? Two different things. It never says that nobody asked: only what this team was told.

"Not asked" is said of what the team itself was to ask, and of what a referrer wrote down as not asked. Of everything else
the page can only say that nothing the team was told says it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, Referral
from sightline.record.kinds.decision import DecidedWithout
from sightline.record.kinds.harm import Injury
from sightline.record.kinds.place import Supervision
from sightline.record.kinds.words import AgencyType, Person
from sightline.record.knowledge import Knowledge
from sightline.state import board, injuries
from sightline.state import people as persons
from sightline.state.on_a_page.decided import Decided
from sightline.state.on_a_page.lines import lines
from sightline.state.on_a_page.who import Someone, Who

Sort = Literal[
    "services_not_asked", "services_not_said", "no_answer", "father_not_asked", "father_not_known", "father_not_named",
    "not_examined", "cause", "watching", "reasons", "decided_without", "no_dates", "no_home", "conflict",
]  # fmt: skip
_OUR_OWN: tuple[Sort, ...] = ("services_not_asked", "father_not_asked")


@dataclass(frozen=True, slots=True)
class Unknown:
    """One gap: of what sort, about whom, which services, and the entry that it shows in."""

    sort: Sort
    person: Person | None = None
    services: tuple[AgencyType, ...] = ()
    entry: Entry[Any] | None = None
    field: str = ""

    @property
    def not_asked(self) -> bool:
        """Whether it is known that nobody asked; else it is only not known here."""
        return self.sort in _OUR_OWN


def unknown(
    known: Knowledge,
    of: Who,
    decided: Sequence[Decided],
    expected: Collection[board.Pair],
    on: dt.date,
    since: dt.date | None,
) -> list[Unknown]:
    """This will give the gaps, the most pressing first.

    `since` is the day of the contact for which the checks are this team's own to make; None: they are others' to make.
    """
    return [
        *_injured(known, of, on), *_watching(known, of), *_father(known, of), *_services(known, of, expected, on, since),
        *_reasons(decided), *_details(of), *_conflicts(of),
    ]  # fmt: skip


def _injured(known: Knowledge, of: Who, on: dt.date) -> Iterator[Unknown]:
    """The last injury whose cause nobody has charted, and whether a paediatrician has seen the child since."""
    for child in of.children:
        open = lines(known, lambda e, of=child.id: isinstance(e.body, Injury) and of in e.people, on)  # type: ignore[misc]
        unexplained = [line.says for line in open if not injuries.explained(known, line.entry, child.id)]
        if unexplained:
            last = unexplained[0]
            if not injuries.examined(known, child.id, last.day):
                yield Unknown("not_examined", child.id, entry=last)
            yield Unknown("cause", child.id, entry=last)


def _watching(known: Knowledge, of: Who) -> Iterator[Unknown]:
    home = of.home
    with_parents = home and home.body.type in ("parent_and_child_foster", "with_parents")
    over = home and home.body.status == "ended"
    if with_parents and not over and not any(one.body.written for one in known.entries(Supervision)):
        yield Unknown("watching", entry=home)


def _father(known: Knowledge, of: Who) -> Iterator[Unknown]:
    if not of.children or any(one.role in persons.MEN_AND_PARTNERS for one in of.others):
        return
    said = [entry for entry in known.entries(Referral) if entry.body.father]
    how = said[-1].body.father if said else None
    sorts: dict[str | None, Sort] = {"not_asked": "father_not_asked", "not_known": "father_not_known"}
    yield Unknown(sorts.get(how, "father_not_named"), entry=said[-1] if said else None)


def _services(
    known: Knowledge, of: Who, expected: Collection[board.Pair], on: dt.date, since: dt.date | None
) -> Iterator[Unknown]:
    made = _checks(known, on, since)
    mine = known.teams.get(known.knower) if known.knower else None
    fathers_first = sorted(of.others, key=lambda one: one.role not in persons.MEN_AND_PARTNERS)
    for one in (*fathers_first, *of.children):
        services = [s for person, s in expected if person == one.id and not (mine and mine.type == s)]
        blank = tuple(service for service in services if (one.id, service) not in made)
        silent = tuple(s for (person, s), states in made.items() if person == one.id and states & _SILENT)
        if silent:
            yield Unknown("no_answer", one.id, silent)
        if blank:
            yield Unknown("services_not_asked" if since else "services_not_said", one.id, blank)


_SILENT = frozenset({"waiting", "no_answer", "refused"})


def _checks(known: Knowledge, on: dt.date, since: dt.date | None) -> dict[board.Pair, set[board.State]]:
    """The checks of others that are known here, by whom and which type of service they are about."""
    found: dict[board.Pair, set[board.State]] = {}
    for check in known.entries(Check, since=since, until=on):
        team = known.teams.get(check.body.asked) if check.body.asked else None
        if team is None or team.id == check.author:
            continue
        for person in check.body.of_people or check.people:
            state = board.stands(known, check, person, on).state
            found.setdefault((person, cast(AgencyType, team.type)), set()).add(state)
    return found


def _reasons(decided: Sequence[Decided]) -> Iterator[Unknown]:
    for one in decided:
        if not one.reasons:
            yield Unknown("reasons", entry=one.line.entry)
        for blank in one.without:
            body: DecidedWithout = blank.body
            yield Unknown("decided_without", body.person, (body.service,), blank)


def _details(of: Who) -> Iterator[Unknown]:
    for child in of.children:
        if not child.born and not child.due:
            yield Unknown("no_dates", child.id)
        if child.address == "none" and of.home is None and child.role != "unborn":
            yield Unknown("no_home", child.id)


def _conflicts(of: Who) -> Iterator[Unknown]:
    for one in (*of.children, *of.others):
        for field, values in _particulars(one).items():
            if len(values) > 1:
                yield Unknown("conflict", one.id, entry=values[0].entry, field=field)


def _particulars(one: Someone) -> dict[str, tuple[Any, ...]]:
    return {"name": one.names, "date of birth": one.born, "due date": one.due}
