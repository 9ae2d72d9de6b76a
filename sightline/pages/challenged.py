"""The challenges to a team's decisions that wait for its answer, the clock that runs out first on top."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from sightline.access import Permission
from sightline.pages import finding
from sightline.pages.opened import now
from sightline.pages.queue import due_words, names_for
from sightline.pages.signed_in import Request, needs
from sightline.pathways.challenge import MOST_COUNTED, Challenge, may_answer, to_answer


@dataclass(frozen=True, slots=True)
class Line:
    """One challenge: by when it is to be answered, and whether whoever looks has a role that its stage is answered by."""

    challenge: Challenge
    due: str
    late: bool
    yours: bool


@needs(Permission.SEE_QUEUE)
def challenged(request: Request) -> HttpResponse:
    """This will list them."""
    team, today = request.post.team, now().day
    found = to_answer(team)
    lines = [
        Line(one, due_words(one.answer_by, today), one.overdue(today), may_answer(request.post, one))
        for one in found
    ]
    context = {
        "lines": lines,
        "late": sum(line.late for line in lines),
        "names": names_for(team, {person for one in found for person in one.entry.people}),
        "most": MOST_COUNTED,
        "words": finding,
    }
    return render(request, "challenged.html", context)
