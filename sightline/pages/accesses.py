"""An emergency access as pages show it: whom about, by whom, when it closes, and where its review stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone

from sightline.checks.asking import telephones
from sightline.pages import finding
from sightline.pages.items import YOURS, items
from sightline.pages.opened import names_of, now
from sightline.pages.paging import asked, links
from sightline.people.models import Post
from sightline.record import cases, emergency
from sightline.record.emergency import Access
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency, Person
from sightline.record.store import END, Page, Place, directory


@dataclass(frozen=True, slots=True)
class Line:
    """One access in a list."""

    access: Access
    about: str
    holder: str
    asker: str
    late: bool


def lines(post: Post, found: Sequence[Access]) -> list[Line]:
    """This will put accesses into words."""
    people = [Person(person) for one in found for person in one.entry.people]
    names = names_of(cases.who(post.team, [UUID(person) for person in people]) if people else [], people)
    teams = directory()
    return [
        Line(
            one, names.people(one.entry.people), teams[one.entry.body.asked].name, teams[one.entry.author].name,
            one.overdue(now().day),
        )
        for one in found
    ]  # fmt: skip


def shown(post: Post, one: Access, query: Mapping[str, str]) -> tuple[Page, dict[str, Any]]:
    """This will lay out one access: whom it names, and a page of what it opened as far as the team may see it today."""
    after, before = asked(query)
    latest = not (before or after)  # that is what a night asks for
    page = emergency.given(post.team, UUID(one.entry.id), after=after, before=END if latest else before)
    page = replace(page, after=None) if latest else page
    known = cases.seen_of(post.team, page.entries)
    people = sorted({UUID(person) for entry in (one.entry, *page.entries) for person in entry.people})
    said = cases.who(post.team, people)
    names = names_of(said, [Person(str(person)) for person in people])
    (line,) = lines(post, [one])
    return page, {
        "line": line,
        "who": named(one, said),
        "items": items(known, known, names, now().day, YOURS)[::-1],
        "listed": len(page.entries),
        "names": names,
        "links": links(page, {}),
        "telephone": telephone(one.entry.body.asked),
        "moment": moment,
        "words": finding,
    }


def named(one: Access, said: Sequence[Any]) -> Particulars | None:
    """This will give the particulars that an access was told with."""
    return next(
        (
            entry.body
            for entry in said
            if entry.author == one.entry.author and entry.body.person in one.entry.people
        ),
        None,
    )


def telephone(team: Agency) -> str:
    """This will give the number on which a team answers, or nothing where it publishes none."""
    return telephones([team]).get(team, "")


def moment(at: dt.datetime) -> str:
    """This will give a moment as it is said: 9:40pm on Thursday 14 May 2026."""
    here = timezone.localtime(at)
    return f"{finding.hour(here.time())} on {here:%A} {finding.day(here.date())}"


def place(text: str) -> Place | None:
    """This will read a place in a list of accesses. A senseless one is the beginning."""
    try:
        waits, turn, id = text.split("~")
        at = dt.datetime.fromisoformat(turn)
        return Place((waits == "1", at, UUID(id))) if at.tzinfo else None
    except ValueError:
        return None


def link(place: Place | None) -> str:
    """This will give the address of the page after a place in a list of accesses, or nothing after the last."""
    if place is None:
        return ""
    waits, turn, id = place.key
    return "?" + urlencode({"after": f"{int(waits)}~{turn.isoformat()}~{id}"})
