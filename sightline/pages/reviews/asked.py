"""A form of a review's workbench that was sent: refused, in conflict, or done. In one place, since all of them go alike."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from sightline.pages import finding
from sightline.pages.forms.sheet import Sheet
from sightline.pages.opened import now
from sightline.pages.signed_in import Request
from sightline.pages.signing_in import invitation
from sightline.pages.words import day
from sightline.people import posts
from sightline.people.models import Post
from sightline.record import actions
from sightline.record.acting import acting_for
from sightline.record.writing import Conflict, NotKnown


def sent(request: Request, sheet: Sheet, act: Callable[[], Any], seen: Callable[[], str] = str) -> int:
    """This will do what a form asks for, and give the status of its page: 302 where it is done and there is another to go to.

    `seen` marks what stands now, for a form that was in conflict. Raises Http404 for what the review does not have.
    """
    if request.method != "POST":
        return 200
    if sheet.errors:
        return 422
    try:
        act()
    except (Conflict, posts.Conflict):
        sheet.again(seen())
        return 409
    except NotKnown:
        raise Http404("the review has nothing by that id") from None
    return 302


def form(request: Request, sheet: Sheet, frame: dict[str, Any], status: int, **words: Any) -> HttpResponse:
    """This will show a form under the frame of its review: `part`, `title`, `lead`, `button`, and where `back` leads."""
    context = frame | {"form": sheet, "errors": sheet.errors, "words": finding, "day": day} | words
    return render(request, "reviews/form.html", context, status=status)


def looked(request: Request, purpose: str, entry: UUID | None = None) -> None:
    """This will keep that the post opened something of the review."""
    actions.look(by=request.post, at=now(), key=f"look {uuid.uuid4()}", purpose=purpose, entry=entry)


def invited(request: Request, post: Post | None) -> None:
    """This will send an invitation to whoever holds a post and has an account; the address is the word of whoever appointed."""
    if post is None or post.account is None:
        return
    with acting_for(request.post.team):
        if post.account.last_login is None:
            invitation.verified(post.account)
    invitation.send(request, post.account)
