"""One case: who is in it, and what the team learned last."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from sightline.access import Permission
from sightline.pages import finding
from sightline.pages.items import YOURS, items
from sightline.pages.opened import now, opened
from sightline.pages.signed_in import Request, needs
from sightline.record import cases, store

_LATEST = 10


@needs(Permission.SEE_CASE)
def case(request: Request, id: UUID) -> HttpResponse:
    """This will show a case as the team may see it."""
    opens = opened(request.post, id, "opened the case")
    latest = store.chronology(request.post.team, people=opens.case.people, before=store.END, limit=_LATEST)
    known = cases.seen_of(request.post.team, latest.entries)
    listed = items(known, known, opens.names, now().day, YOURS)
    context = {
        "opened": opens,
        "items": listed[::-1],
        "words": finding,
        "today": now().day,
        "more": latest.before,
    }
    return render(request, "case.html", context)
