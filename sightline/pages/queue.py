"""The contacts that wait for a team's decision, the clock that runs out first on top."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from sightline.access import Permission
from sightline.pages import finding
from sightline.pages.opened import names_of, now
from sightline.pages.paging import queue_link, queue_place
from sightline.pages.signed_in import Request, needs
from sightline.pages.words import Names
from sightline.pathways.challenge import to_answer
from sightline.pathways.queue import Earlier, earlier, priorities
from sightline.people.models import Team
from sightline.record import cases
from sightline.record.queue import MOST_COUNTED, Waiting, queue, referrals_about


@dataclass(frozen=True, slots=True)
class Line:
    """One contact as the queue shows it."""

    waiting: Waiting
    earlier: Earlier
    due: str
    late: bool


@needs(Permission.SEE_QUEUE)
def index(request: Request) -> HttpResponse:
    """This will list them, page by page."""
    team = request.post.team
    found = queue(team, after=queue_place(request.GET.get("after", "")))
    people = {person for one in found.waiting for person in one.referral.people}
    about = referrals_about(team, people)
    today = now().day
    lines = [
        Line(one, earlier(one.referral, about), due_words(one.decide_by, today), one.decide_by < today)
        for one in found.waiting
    ]
    challenged = to_answer(team)
    context = {
        "lines": lines,
        "challenged": len(challenged),
        "challenged_late": sum(one.overdue(today) for one in challenged),
        "many": f"{MOST_COUNTED:,} or more" if found.many >= MOST_COUNTED else str(found.many),
        "late": sum(line.late for line in lines),
        "names": names_for(team, people),
        "after": queue_link(found.after),
        "words": finding,
        "priorities": {one.id: one.title for one in priorities()},
    }
    return render(request, "queue.html", context)


def names_for(team: Team, people: Iterable[str]) -> Names:
    """This will give what people are called, as far as the team was told."""
    return names_of(cases.who(team, [UUID(person) for person in people]))


def due_words(by: dt.date, today: dt.date) -> str:
    """This will say how long is left, in words: a bare date is never enough."""
    days = (by - today).days
    if days < 0:
        return f"was due {finding.day(by, today)}, {finding.count(-days, 'day')} ago"
    return {0: "due by the end of today", 1: "due by the end of tomorrow"}.get(
        days, f"due by the end of {finding.day(by, today)}"
    )
