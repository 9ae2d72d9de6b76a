"""The case on a page: six questions, answered in a minute by what the team was told. Addresses only when asked for."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission
from sightline.pages import at_a_glance, glance_words
from sightline.pages.forms.sent import id_of
from sightline.pages.opened import Opened, now, opened
from sightline.pages.signed_in import Request, needs
from sightline.record import actions, cases, store
from sightline.record.entry import Entry
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import concerned
from sightline.record.times import Moment
from sightline.state.on_a_page.as_at import as_at
from sightline.state.on_a_page.who import addresses


@needs(Permission.SEE_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def on_a_page(request: Request, id: UUID) -> HttpResponse:
    """This will show a case in six answers, as it stands or as it stood at the end of a day (`on`), and one address if asked."""
    opens = opened(request.post, id, "opened the case on a page")
    at, today = _moment(request.GET), now()
    known = store.may_see(request.post.team, people=opens.case.people)
    people = opens.case.people
    if at.day != today.day:
        known = as_at(known, at.day)
        people = tuple(person for person in people if _named(known, person))
    read = {told for told, of in _receipts(request, known).items() if _opened(of, at.day)}
    shown = at_a_glance.glance(request.post, known, people, at, read)
    context = {
        "opened": opens,
        "shown": shown,
        "addresses": _addresses(request, opens, known),
        "words": glance_words,
        "names": shown.names,
        "then": at.day if at.day != today.day else None,
        "at": at,
    }
    return render(request, "on_a_page.html", context)


def _moment(query: Mapping[str, str]) -> Moment:
    """Now; or the end of a day before today that the address names. Any other day is now."""
    today = now()
    try:
        day = dt.date.fromisoformat(query.get("on", ""))
    except ValueError:
        return today
    return Moment(day) if day < today.day else today


def _named(known: Knowledge, person: UUID) -> bool:
    """Whether anything was known of somebody by then: who was met later is not of the case yet."""
    return any(str(person) in concerned(entry) for entry in known.all())


def _receipts(request: Request, known: Knowledge) -> Mapping[str, list[cases.Receipt]]:
    mine = [row for row in known.tellings() if row.knower == known.knower and row.how != "recorded"]
    return cases.receipts(request.post.team, mine)


def _opened(receipts: list[cases.Receipt], on: dt.date) -> bool:
    return any(one.what in ("opened", "acknowledged") and one.day <= on for one in receipts)


def _addresses(request: Request, opens: Opened, known: Knowledge) -> Mapping[str, list[Entry[Particulars]]]:
    """The address of whom the form asks for, each look kept. Raises Http404 for somebody who is not of this case."""
    if request.method != "POST":
        return {}
    person = id_of(request.POST.get("person", ""))
    if person not in opens.case.people:
        raise Http404("nobody of this case by that id")
    found = list(addresses(known, Person(str(person))))
    for entry in found:
        actions.look(
            by=request.post, at=now(), key=f"look {uuid.uuid4()}", purpose="asked for an address", entry=UUID(entry.id)
        )  # fmt: skip
    return {str(person): found}
