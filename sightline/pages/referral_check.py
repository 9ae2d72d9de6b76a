"""Exactly what the front door will be told, before it is; and afterwards who holds it, and until when."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission
from sightline.pages import finding, referring
from sightline.pages.family import family
from sightline.pages.forms import referral as form
from sightline.pages.opened import called, now
from sightline.pages.referral import draft_of, unanswered
from sightline.pages.referral_known import choose, known, offered
from sightline.pages.signed_in import Request, needs
from sightline.pathways import drafts
from sightline.pathways.referral import Drafted, Referring, Sent, drafted, holder, send, sent
from sightline.people.models import Draft, Post
from sightline.record.acting import acting_for
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Person
from sightline.record.writing import Conflict, NotKnown

_CHANGED = (
    "You changed this referral in another window after you opened this page. Read it again, then send it"
)
_CAME_IN = "Something came in about this family after you opened this page. Read this again, then send it"


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MAKE_REFERRAL)
def check(request: Request, id: UUID) -> HttpResponse:
    """This will show what would be told, as the front door reads it, and tell it."""
    draft = draft_of(request.post, id)
    if draft.sent:
        return redirect("referral_sent", id=id)
    open = unanswered(request.post, draft)
    said = None if open else referring.referring(request.post, draft.answers)
    if open or said is None:
        return redirect("referral_question", id=id, which=open.id if open else "address")
    said = known(request.post, said, draft.answers)
    if request.method == "POST" and "slot" in request.POST:
        kept = choose(request.post, draft, said, request.POST)
        return redirect("referral_check", id=id) if kept else _page(request, draft, said, _CHANGED)
    if request.method != "POST":
        return _page(request, draft, said)
    if request.POST.get("revision") != str(draft.revision):
        return _page(request, draft, said, _CHANGED)
    try:
        _send(request.post, draft, said, request.POST.get("latest", ""))
    except Conflict:
        return _page(request, draft, said, _CAME_IN)
    return redirect("referral_sent", id=id)


def _send(post: Post, draft: Draft, said: Referring, latest: str) -> None:
    """Whoever comes second waits here for the first, and finds it sent. Raises Conflict for something newer."""
    known = any(one.id for one in said.people)
    with acting_for(post.team):
        if drafts.hold(post, draft):
            seen = _seen(latest) if known else None
            made = send(by=post, at=now(), key=f"referral {draft.pk}", referral=said, expects=seen)
            drafts.mark_sent(draft, made.entry)


def _seen(latest: str) -> Any:
    try:
        return latest if latest == "nothing" else UUID(latest)
    except ValueError:
        raise Conflict("a page that does not say what it had seen") from None


@needs(Permission.MAKE_REFERRAL)
def done(request: Request, id: UUID) -> HttpResponse:
    """This will say that it was sent: the reference, who holds it with their number, and by when it is decided."""
    draft = draft_of(request.post, id)
    if not draft.sent:
        return redirect("referral_check", id=id)
    try:
        made = sent(request.post.team, draft.sent)
    except NotKnown:
        raise Http404("the team may not see it any more") from None
    return render(request, "referral/sent.html", {"sent": made, "due": _due(made), "words": finding})


def _due(made: Sent) -> str:
    return f"{made.due:%A} {finding.day(made.due)}"


def _page(request: Request, draft: Draft, said: Referring, changed: str = "") -> HttpResponse:
    post = request.post
    ids = {one.slot: uuid.uuid5(draft.pk, one.slot) for one in said.people if one.id is None}
    made = drafted(post, now(), said, ids)
    held = [str(one.id) for one in said.people if one.id]
    context = _said(post, made) | {
        "draft": draft,
        "door": said.to,
        "holder": holder(said.to, post.team),
        "changed": changed,
        "latest": family(post.team, held).latest if held else "nothing",
        "questions": form.asked(draft.answers),
        "offered": offered(post, said),
        "same": [one for one in said.people if one.id and one.slot in (draft.answers.get("known") or {})],
        "words": finding,
    }
    return render(request, "referral/check.html", context, status=409 if changed else 200)


def _said(post: Post, made: Drafted) -> dict[str, Any]:
    """The entries in the words that the front door's own page has for them."""
    bodies = [*made.known, *(entry.body for entry in made.older), *made.particulars]
    mine = [one for one in made.earlier.all if one.author == str(post.team_id)]
    first = mine[0].noted.day if mine else now().day
    return {
        "referral": made.referral,
        "names": called(bodies),
        "people": [(person, _of(bodies, person)) for person in made.referral.people],
        "new": made.new,
        "kept_back": made.kept_back,
        "mine": mine,
        "by_me": len(made.earlier.same),
        "others": len(made.earlier.all) - len(mine),
        "since": referring.months(first, now().day),
    }


def _of(bodies: list[Particulars], person: Person) -> list[Particulars]:
    return [body for body in bodies if body.person == person]
