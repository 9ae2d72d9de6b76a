"""Who is signed in, and the one way for a view to ask for it: `@needs(Permission.SEE_CASE)`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sightline.access import Permission, allowed
from sightline.people.models import Post
from sightline.record import inbox

View = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request of somebody signed in: a view that declares a permission is given one."""

    post: Post
    unopened: Callable[[], int | None]
    """How much in the team's inbox nobody has opened; None for who may not open it. Asked where the page shows it."""


def needs(permission: Permission) -> Callable[[View], View]:
    """This will let a view be used by a signed-in post that has the permission, and by nobody else.

    The signed-out are sent to sign in, the others are refused (PermissionDenied). The view finds the post in
    `request.post`. Nothing it answers is kept by a browser or on the way.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
            post = signed_in(request)
            if post is None:
                return redirect("sign_in_as")
            request.post = post  # type: ignore[attr-defined]
            inboxed = allowed(post, Permission.SEE_INBOX)
            request.unopened = lambda: inbox.unopened(post.team) if inboxed else None  # type: ignore[attr-defined]
            if not allowed(post, permission):
                raise PermissionDenied
            answer = view(request, *args, **parts)
            answer["Cache-Control"] = "no-store"
            return answer

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return declare


def signed_in(request: HttpRequest) -> Post | None:
    """This will give the post that the session acts as, if it is still held today."""
    id = request.session.get("post")
    post = Post.objects.select_related("team").filter(pk=UUID(id)).first() if id else None
    return post if post and post.held_on(dt.datetime.now(tz=dt.UTC).date()) else None
