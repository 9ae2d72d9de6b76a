"""A team's inbox: what is late, then what others told it and asked it, unopened first. A row shown is kept as its delivery."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from sightline.access import Permission
from sightline.pages import finding
from sightline.pages.alarms import run_out
from sightline.pages.opened import names_of, now
from sightline.pages.signed_in import Request, needs
from sightline.pages.telling import Step, step
from sightline.people.models import Post
from sightline.record import actions, cases
from sightline.record import inbox as box
from sightline.record.kinds.words import Person
from sightline.record.store import Place, directory


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the inbox: what came, about whom, from whom, and how far it has come."""

    came: box.Came
    what: str
    about: str
    teller: str
    asked: bool
    how: Step


@needs(Permission.SEE_INBOX)
def inbox(request: Request) -> HttpResponse:
    """This will show one page of it."""
    page = box.page(request.post.team, after=_place(request.GET))
    _delivered(request.post, page)
    people = {UUID(person) for row in page.came for person in row.entry.people}
    who = cases.who(request.post.team, sorted(people)) if people else []
    names = names_of(who, [Person(str(person)) for person in people])
    receipts = cases.receipts(request.post.team, [row.told for row in page.came])
    teams = directory()
    lines = [
        Line(
            row,
            finding.listed(row.entry, names),
            names.people(row.entry.people),
            teams[row.told.by].name if row.told.by in teams else "somebody not stated",
            _asks(row, request.post),
            step(row.told, row.entry, receipts.get(row.told.id, ())),
        )
        for row in page.came
    ]
    context = {
        "unread": [line for line in lines if not line.came.opened],
        "read": [line for line in lines if line.came.opened],
        "first": "after" not in request.GET,
        "late": None if "after" in request.GET else run_out(request.post, now().day),
        "next": _next(page.after),
        "words": finding,
        "most": box.MOST_COUNTED,
    }
    return render(request, "inbox.html", context)


def _asks(row: box.Came, post: Post) -> bool:
    return row.entry.kind == "check" and getattr(row.entry.body, "asked", None) == str(post.team_id)


def _delivered(post: Post, page: box.Page) -> None:
    """Once for each telling: being in the list is reaching the team; opening it is another thing."""
    had = cases.receipts(post.team, [row.told for row in page.came])
    for row in page.came:
        if row.told.id not in had:
            actions.deliver(by=post, at=now(), key=f"delivered {row.told.id}", telling=UUID(row.told.id))


def _next(place: Place | None) -> str:
    if place is None:
        return ""
    opened, live, id = place.key
    return "?" + urlencode({"after": f"{int(opened)}~{live.isoformat()}~{id}"})


def _place(query: Mapping[str, str]) -> Place | None:
    try:
        opened, live, id = query.get("after", "").split("~")
        at = dt.datetime.fromisoformat(live)
        return Place((opened == "1", at, UUID(id))) if at.tzinfo else None
    except ValueError:
        return None
