"""Who may: the permissions, and the one table of which role has which.

What a team may see is not settled here: it is what the team recorded or was told, and the database shows nothing else.
A permission only says which pages and acts a post may use at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sightline.people.models import Post

View = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request of somebody signed in: a view that declares a permission is given one."""

    post: Post


class Permission(Enum):
    """What a page or an act asks for."""

    SEE_CASES = "see the team's list of cases"
    SEE_CASE = "open a case, its chronology and its entries"
    SEE_LEDGER = "see who was told what, as far as the team told it or was told"


_READ = frozenset({Permission.SEE_CASES, Permission.SEE_CASE, Permission.SEE_LEDGER})

ROLES: dict[str, frozenset[Permission]] = {
    "practitioner": _READ,
    "reviewer": _READ,
    "partnership manager": frozenset(),
    "administrator": frozenset(),
}
"""Managers of the partnership and administrators run the service; they read nobody's record."""


def allowed(post: Post, permission: Permission) -> bool:
    """This will say whether a post has a permission; a role that the table does not name has none."""
    return permission in ROLES.get(post.role, frozenset())


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
            if not allowed(post, permission):
                raise PermissionDenied
            request.post = post  # type: ignore[attr-defined]
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
