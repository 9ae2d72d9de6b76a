"""What a session says: since when it is, when it was last used, and as which post it acts."""

from __future__ import annotations

import datetime as dt
import time
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.http import HttpRequest

from sightline.access import Permission, allowed
from sightline.people import posts
from sightline.people.models import Account, Post
from sightline.record import inbox

_HERE = ZoneInfo("Europe/London")
_JUST_NOW = 300  # seconds
_STEP = 60  # seconds; a session is written to once a minute at most


def today() -> dt.date:
    """This will give the day it is where the partnership is."""
    return dt.datetime.now(tz=_HERE).date()


def second_factor_wanted() -> bool:
    """This will say whether everybody needs a second step: everywhere but in the demonstration."""
    return not settings.DEMO


def begin(request: HttpRequest) -> None:
    """This will begin a signed-in session: no post is chosen yet."""
    request.session.pop("post", None)
    request.session["since"] = request.session["seen"] = int(time.time())


def act_as(request: HttpRequest, post: Post) -> None:
    """This will act as a post from now on."""
    request.session["post"] = str(post.pk)


def is_over(request: HttpRequest) -> bool:
    """This will say whether a signed-in session has gone unused too long, or lasted too long; else note the use."""
    now = int(time.time())
    seen, since = request.session.get("seen", 0), request.session.get("since", 0)
    if now - seen > settings.IDLE_LIMIT or now - since > settings.LONGEST_SESSION:
        return True
    if now - seen > _STEP:
        request.session["seen"] = now
    return False


def is_fresh(request: HttpRequest) -> bool:
    """This will say whether they have signed in just now."""
    return int(time.time()) - int(request.session.get("since", 0)) < _JUST_NOW


def signed_in(request: HttpRequest) -> bool:
    """This will say whether the session is somebody's: an account's, or in the demonstration one of the cast's."""
    return BACKEND_SESSION_KEY in request.session or "post" in request.session


def account(request: HttpRequest) -> Account | None:
    """This will give the account that is signed in."""
    return cast("Account", request.user) if request.user.is_authenticated else None


def post(request: HttpRequest) -> Post | None:
    """This will give the post that the session acts as, if it is still held today and is this account's.

    Somebody who holds one post need not choose it. One of the cast has no account, and acts in the demonstration alone.
    """
    who = account(request)
    id = request.session.get("post")
    chosen = Post.objects.select_related("team").filter(pk=UUID(id)).first() if id else None
    if chosen:
        theirs = chosen.account_id == who.pk if who else settings.DEMO and chosen.account_id is None
        return chosen if theirs and chosen.held_on(today()) else None
    held = posts.held_by(who, today()) if who else []
    if len(held) != 1:
        return None
    act_as(request, held[0])
    return held[0]


def known(request: HttpRequest, post: Post | None) -> None:
    """This will tell the request, and so the frame of every page, as whom it acts."""
    request.post = post  # type: ignore[attr-defined]
    seen = post if post is not None and allowed(post, Permission.SEE_INBOX) else None
    request.unopened = lambda: inbox.unopened(seen.team) if seen else None  # type: ignore[attr-defined]
