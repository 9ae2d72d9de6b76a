"""The check board: people by services, each cell one state. A fold over what one knower knows; it never asks who holds what.

Not asked, asked and waiting, not answered, refused, nothing held and information held are six different things, and so
is not being expected. Only an answer that says so makes "nothing held".
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, CheckAnswer, CheckRefused, InformationSharing
from sightline.record.kinds.particulars import Restriction
from sightline.record.kinds.words import Agency, AgencyType, Person, Role
from sightline.record.knowledge import Knowledge
from sightline.state import people as persons

State = Literal["not_expected", "not_asked", "waiting", "no_answer", "refused", "nothing_held", "held"]
STATES: tuple[State, ...] = ("not_asked", "waiting", "no_answer", "refused", "held", "nothing_held")
"""The states of the key, in its order."""
_BLANKEST: tuple[State, ...] = ("no_answer", "refused", "waiting", "nothing_held", "held")
BLANK: tuple[State, ...] = ("not_asked", "waiting", "no_answer", "refused")
_SAYS: Mapping[str | None, State] = {
    "nothing_found": "nothing_held",
    "information_found": "held",
    "partial": "held",
}
Pair = tuple[Person, AgencyType]


@dataclass(frozen=True, slots=True)
class Asked:
    """One check of one team: where it stands and since when. `read` are the entries in which the answer is."""

    check: str
    to: Agency
    asked: dt.date
    answer_by: dt.date | None
    state: State
    since: dt.date
    reason: str = ""
    read: tuple[str, ...] = ()
    withdrawn: dt.date | None = None
    """The day on which an answer was taken back because it was about somebody else."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One person and one type of service, with every check made of its teams."""

    person: Person
    service: AgencyType
    state: State
    checks: tuple[Asked, ...] = ()

    @property
    def held(self) -> tuple[Asked, ...]:
        """This will give the checks in which information was told, whatever the cell itself says."""
        return tuple(one for one in self.checks if one.state == "held")


@dataclass(frozen=True, slots=True)
class Row:
    """One person and their cells, in the order of the board's services."""

    person: Person
    role: Role | None
    cells: tuple[Cell, ...]

    def count(self, *states: State) -> int:
        """This will count the cells in these states."""
        return sum(cell.state in states for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Board:
    """The rows in the order of the people asked for, and the services that are expected or were asked."""

    services: tuple[AgencyType, ...]
    rows: tuple[Row, ...]

    @property
    def counts(self) -> Counter[State]:
        """This will count the cells in each state: the board's key."""
        return Counter(cell.state for row in self.rows for cell in row.cells)

    @property
    def loudest(self) -> list[Row]:
        """This will give the rows, most blanks first; of two alike, the father's or partner's before the mother's."""
        return sorted(
            self.rows,
            key=lambda row: (
                -row.count("not_asked"),
                -row.count(*BLANK),
                row.role not in persons.MEN_AND_PARTNERS,
            ),
        )

    @property
    def nobody_named(self) -> bool:
        """This will say that the board is about a child of whom no father and no partner is named."""
        return bool(self.rows) and not any(row.role in persons.MEN_AND_PARTNERS for row in self.rows)

    def cell(self, person: Person, service: AgencyType) -> Cell | None:
        """This will give one cell, or None where the board has none."""
        found = (cell for row in self.rows for cell in row.cells)
        return next((cell for cell in found if (cell.person, cell.service) == (person, service)), None)


def board(
    known: Knowledge,
    people: Sequence[Person],
    expected: Collection[Pair],
    on: dt.date,
    since: dt.date | None = None,
) -> Board:
    """This will lay out the checks that the knower made of these people since a day, as they stand at the end of `on`."""
    made = {person: _checks(known, person, on, since) for person in people}
    asked = {
        (person, kind)
        for person, checks in made.items()
        for one in checks
        if (kind := _type(known, one.to)) is not None
    }
    wanted = dict.fromkeys([service for _, service in expected] + sorted(service for _, service in asked))
    services = tuple(wanted)
    rows = []
    for person in people:
        cells = []
        for service in services:
            mine = tuple(one for one in made[person] if _type(known, one.to) == service)
            cells.append(Cell(person, service, _state(mine, (person, service) in expected), mine))
        rows.append(Row(person, persons.role(known, person), tuple(cells)))
    return Board(services, tuple(rows))


def _type(known: Knowledge, agency: Agency) -> AgencyType | None:
    team = known.teams.get(agency)
    return (
        cast(AgencyType, team.type) if team else None
    )  # nobody asks a review or the partnership what it holds


def _state(checks: Sequence[Asked], expected: bool) -> State:
    """The blankest of the checks that were made; where none was, whether one is expected."""
    if not checks:
        return "not_asked" if expected else "not_expected"
    return min((one.state for one in checks), key=_BLANKEST.index)


def _checks(known: Knowledge, person: Person, on: dt.date, since: dt.date | None) -> list[Asked]:
    """The knower's own checks of others about a person. A look at one's own records is not one."""
    return [
        stands(known, entry, person, on)
        for entry in known.entries(Check, person, since, on)
        if entry.author == known.knower
        and entry.body.asked not in (None, entry.author)
        and person in (entry.body.of_people or entry.people)
    ]


def stands(known: Knowledge, check: Entry[Check], person: Person, on: dt.date) -> Asked:
    """This will say where one check stands, from the last that was said to it and not taken back."""
    to = check.body.asked or check.author
    taken_back = _withdrawals(known, check, person, on)
    gone = {id for entry in taken_back for id in entry.body.entries}
    withdrawn = max((entry.noted.day for entry in taken_back), default=None)
    answers: list[Entry[Any]] = [
        *known.naming(check.id, CheckAnswer),
        *known.naming(check.id, CheckRefused),
    ]
    said = [entry for entry in answers if entry.id not in gone and entry.day <= on]
    common = (check.id, to, check.day, check.body.answer_by)
    if said:
        last = max(said, key=lambda entry: (entry.noted.key, entry.id))
        if not any(entry.noted > last.noted for entry in taken_back):
            withdrawn = None  # answered anew since
        if isinstance(last.body, CheckRefused):
            return Asked(*common, "refused", last.day, last.body.reason, (last.id,), withdrawn)
        state = _SAYS.get(last.body.result, "no_answer")
        return Asked(*common, state, last.day, "", (last.id, *_told_with(known, last, person)), withdrawn)
    since = withdrawn or check.day
    due = max(filter(None, (check.body.answer_by, withdrawn)), default=None)
    late = check.body.answer_by is not None and due is not None and on > due
    return Asked(*common, "no_answer" if late else "waiting", since, withdrawn=withdrawn)


def _withdrawals(
    known: Knowledge, check: Entry[Check], person: Person, on: dt.date
) -> list[Entry[Restriction]]:
    """What the asked agency took back about this person after it was asked, because it was about somebody else."""
    return [
        entry
        for entry in known.entries(Restriction, person, check.day, on)
        if entry.author == check.body.asked
        and entry.body.reason == "wrong_person"
        and not entry.body.lifted
        and entry.noted >= check.noted
    ]


def _told_with(known: Knowledge, answer: Entry[CheckAnswer], person: Person) -> list[str]:
    """What was told with an answer: the sharing that names it."""
    return [
        entry.id
        for entry in known.entries(InformationSharing, person)
        if answer.id in (entry.body.what or ())
    ]
