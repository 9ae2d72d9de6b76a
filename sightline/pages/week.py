"""This week: what is unanswered and what is disputed, for a sector's representative, and for a front door of all sectors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.access import Permission
from sightline.pages import finding
from sightline.pages.opened import names_of, now
from sightline.pages.queue import due_words
from sightline.pages.signed_in import Request, needs
from sightline.pages.words import Names
from sightline.pathways.challenge import due
from sightline.pathways.referral import types_of
from sightline.people.models import Team
from sightline.record import cases
from sightline.record.entry import Entry
from sightline.record.kinds.words import Person
from sightline.record.store import Place
from sightline.record.unanswered import MOST_COUNTED, unanswered

SECTORS: Mapping[str, str] = {
    "front-door representative of health": "health",
    "front-door representative of education": "education",
    "front-door representative of the police": "police",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits: what of, between whom, how old it is, when an answer was due, and where to read it."""

    entry: Entry[Any]
    about: str
    agency: str
    other: str
    age: int
    due: str
    late: bool
    stage: str
    link: str


@needs(Permission.SEE_WEEK)
def week(request: Request) -> HttpResponse:
    """This will list it, what has waited longest first, as far as the team was told."""
    team, today = request.post.team, now().day
    sector = SECTORS.get(request.post.role, "")
    found = unanswered(
        team, on=today, types=types_of(sector) if sector else None, after=_place(request.GET.get("after", ""))
    )
    people = [Person(person) for entry in found.entries for person in entry.people]
    names = names_of(cases.who(team, [UUID(one) for one in people]) if people else [], people)
    context = {
        "lines": [_line(team, entry, names, today) for entry in found.entries],
        "many": found.many,
        "all": sum(found.many.values()),
        "most": MOST_COUNTED,
        "sector": sector,
        "first": "after" not in request.GET,
        "next": _link(found.after),
        "words": finding,
    }
    return render(request, "week.html", context)


def _line(team: Team, entry: Entry[Any], names: Names, today: dt.date) -> Line:
    by, stage = _due(entry)
    return Line(
        entry,
        names.people(entry.people),
        names.agency(entry.author),
        names.agency(_other(entry) or ""),
        (today - entry.noted.day).days,
        due_words(by, today) if by else "",
        by is not None and by < today,
        stage,
        _where(team, entry),
    )


def _due(entry: Entry[Any]) -> tuple[dt.date | None, str]:
    """By when it was to be answered; and, of a challenge, its stage."""
    if entry.kind == "escalation":
        stage, by = due(entry)
        return by, stage.title if stage else ""
    return (entry.body.decide_by if entry.kind == "referral" else entry.body.answer_by), ""


def _other(entry: Entry[Any]) -> str | None:
    return cast("str | None", getattr(entry.body, "to" if entry.kind == "referral" else "asked", None))


def _where(team: Team, entry: Entry[Any]) -> str:
    """The page that somebody of the team acts on it from, where there is one; else the entry."""
    if entry.kind == "referral" and entry.body.to == str(team.pk):
        return reverse("contact", kwargs={"id": entry.id})
    about = getattr(entry.body, "about_decision", None)
    if about and cases.entry(team, UUID(about)):
        return reverse("decision", kwargs={"id": about})
    return reverse("entry", kwargs={"id": entry.id})


def _place(text: str) -> Place | None:
    """A senseless place is the beginning."""
    try:
        day, id = text.split("~")
        return Place((dt.date.fromisoformat(day), UUID(id)))
    except ValueError:
        return None


def _link(place: Place | None) -> str:
    return "?" + urlencode({"after": "~".join(map(str, place.key))}) if place else ""
