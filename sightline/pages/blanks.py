"""The checks that a decision would do without."""

from __future__ import annotations

from uuid import UUID

from sightline.pages.forms.decide import Blank
from sightline.pages.words import Names, first_up, service_words
from sightline.state.board import Board


def blanks(board: Board, names: Names) -> list[Blank]:
    """This will give the checks of a board that have no answer, of whoever has most of them first."""
    found = []
    for row in board.loudest:
        for cell in row.cells:
            state = cell.state
            if state == "not_asked" or state == "waiting" or state == "no_answer" or state == "refused":
                called = f"{first_up(names.person(cell.person))}, {service_words(cell.service, inside=True)}"
                found.append(Blank(UUID(cell.person), cell.service, state, called))
    return found
