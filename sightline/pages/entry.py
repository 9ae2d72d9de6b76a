"""One entry, opened: what it says, who wrote it, and the tellings of it that the team sees."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from sightline.access import Permission
from sightline.pages import finding
from sightline.pages.face import face
from sightline.pages.items import YOURS, items
from sightline.pages.opened import names_of, now, read
from sightline.pages.signed_in import Request, needs
from sightline.pages.telling import step
from sightline.pages.to_decision import decision_of
from sightline.people.models import Post
from sightline.record import actions, cases
from sightline.record.knowledge import Knowledge


@needs(Permission.SEE_CASE)
def entry(request: Request, id: UUID) -> HttpResponse:
    """This will show an entry that the team may see, and keep that somebody of the team opened it."""
    team = request.post.team
    found = cases.entry(team, id)
    if found is None:
        raise Http404("no such entry for this team")
    known = cases.seen_of(team, [found])
    _keep(request.post, id, known)
    names = names_of(cases.who(team, [UUID(person) for person in found.people]))
    receipts = cases.receipts(team, known.tellings())
    told = [
        (row, step(row, found, receipts.get(row.id, ())))
        for row in known.tellings()
        if row.knower != found.author
    ]
    listed = items(known, known, names, now().day, YOURS)
    context = {
        "entry": found,
        "face": face(team, found),
        "item": listed[0] if listed else None,
        "told": told,
        "decision": decision_of(team, found),
        "names": names,
        "words": finding,
    }
    return render(request, "entry.html", context)


def _keep(post: Post, id: UUID, known: Knowledge) -> None:
    """The look, and, of what the team was told, that it was opened."""
    actions.look(by=post, at=now(), key=f"look {uuid.uuid4()}", purpose="opened the entry", entry=id)
    read(post, known, str(id))
