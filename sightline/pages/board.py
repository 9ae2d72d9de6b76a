"""The check board of one referral: who was asked what about whom, and where each check stands."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from sightline.access import Permission
from sightline.checks.asking import board_people, telephones
from sightline.checks.expected import Expected, expected
from sightline.checks.matching import merged
from sightline.pages import board_words
from sightline.pages.contact import contact_to
from sightline.pages.opened import names_of, now
from sightline.pages.signed_in import Request, needs
from sightline.pages.words import Names, service_words
from sightline.people.models import Team
from sightline.record import actions, cases, store
from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.state.board import Board, Pair
from sightline.state.board import board as laid_out

_MOST_COLUMNS = 9


@dataclass(frozen=True, slots=True)
class Shown:
    """A referral to the team, what the team knows of its people, and the board of them."""

    referral: Entry[Referral]
    known: Knowledge
    names: Names
    board: Board
    why: dict[Pair, Expected]

    def about(self, person: Person) -> str:
        """This will call one person of the board inside a sentence: father."""
        said = board_words.labels(self.board, self.names)[person]
        return said[:1].lower() + said[1:]

    def held(self, person: Person) -> Particulars:
        """This will give what is held of one person."""
        said = [entry.body for entry in self.known.entries(Particulars, person)]
        return merged(said) or Particulars(person=person)


def shown(team: Team, id: UUID) -> Shown:
    """This will lay out the board of a referral to the team. Raises Http404 where the team has none by that id."""
    referral = contact_to(team, id)
    people = board_people(team, referral)
    asked = [UUID(person) for person in people]
    known, on = store.may_see(team, people=asked), now().day
    why = expected(known, people, on)
    board = laid_out(known, people, why, on, referral.day)
    return Shown(referral, known, names_of(cases.who(team, asked), people), board, why)


@needs(Permission.ASK_CHECK)
def board(request: Request, id: UUID) -> HttpResponse:
    """This will show the board of a referral to the team, and keep that somebody looked."""
    found = shown(request.post.team, id)
    actions.look(
        by=request.post, at=now(), key=f"look {uuid.uuid4()}", purpose="opened the check board", entry=id
    )
    cells = [(row, cell) for row in found.board.loudest for cell in row.cells]
    context = {
        "shown": found,
        "rows": [
            (row, board_words.known_of(_particulars(found.held(row.person)))) for row in found.board.rows
        ],
        "loudest": [
            (row, board_words.known_of(_particulars(found.held(row.person)))) for row in found.board.loudest
        ],
        "not_asked": [(row, cell) for row, cell in cells if cell.state == "not_asked"],
        "telephones": telephones({check.to for _, cell in cells for check in cell.checks}),
        "to_ring": [
            (row, cell, check)
            for row, cell in cells
            for check in cell.checks
            if check.state in ("waiting", "no_answer", "refused")
        ],
        "columns": [service_words(service) for service in found.board.services],
        "wide": len(found.board.services) <= _MOST_COLUMNS,
        "words": board_words,
        "label": board_words.labels(found.board, found.names),
        "service": service_words,
        "today": now().day,
        "asked": sum(len(cell.checks) for _, cell in cells),
    }
    return render(request, "board.html", context)


def _particulars(held: Particulars) -> dict[str, object]:
    if held.role == "unborn":
        return {"due date": held.edd}
    return {"name": held.name, "date of birth": held.dob, "NHS number": held.nhs_number}
