"""Who is signed in, and the one way for a view to ask for it: `@needs(Permission.SEE_CASE)`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from sightline.access import Permission, allowed
from sightline.pages.signing_in import kept, session, way_in
from sightline.people.models import Post

View = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request of somebody signed in: a view that declares a permission is given one."""

    post: Post
    unopened: Callable[[], int | None]
    """How much in the team's inbox nobody has opened; None for who may not open it. Asked where the page shows it."""


def reader(request: HttpRequest) -> Post | None:
    """This will give the post that reads a page open to everyone, where there is one: what the page adds is theirs alone.

    The frame of the page then shows as whom they act. Whoever still lacks the second step is nobody here.
    """
    post = session.post(request)
    if post is None or way_in.lacks_second_factor(request):
        return None
    session.known(request, post)
    return post


def needs(permission: Permission) -> Callable[[View], View]:
    """This will let a view be used by a signed-in post that has the permission, and by nobody else.

    The signed-out are sent to sign in, the others are refused (PermissionDenied). The view finds the post in
    `request.post`. Nothing it answers is kept by a browser or on the way.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
            post = session.post(request)
            if post is None or way_in.lacks_second_factor(request):
                return way_in.shown(request)
            session.known(request, post)
            if not allowed(post, permission):
                raise PermissionDenied
            answer = view(request, *args, **parts)
            answer["Cache-Control"] = "no-store"
            kept.used(request, post, answer)
            return answer

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return declare
