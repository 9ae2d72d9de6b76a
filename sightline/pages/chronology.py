"""The chronology of a case, as the team may see it: lanes and a list, fifty entries at a time."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from sightline.access import Permission
from sightline.pages import finding
from sightline.pages.drawing import drawing
from sightline.pages.items import YOURS
from sightline.pages.opened import now, opened
from sightline.pages.paging import asked, links
from sightline.pages.signed_in import Request, needs
from sightline.record import cases, store


@needs(Permission.SEE_CASE)
def chronology(request: Request, id: UUID) -> HttpResponse:
    """This will show one page of what the team may see of the people in a case."""
    opens = opened(request.post, id, "opened the chronology")
    after, before = asked(request.GET)
    page = store.chronology(request.post.team, people=opens.case.people, after=after, before=before)
    known = cases.seen_of(request.post.team, page.entries)
    last = max((entry.day for entry in page.entries), default=now().day) if page.after else now().day
    drawn = drawing(known, known, opens.names, last, opens.child, YOURS)
    context = {
        "opened": opens,
        "words": finding,
        "links": links(page, {}),
    }
    return render(request, "chronology.html", context | drawn)
