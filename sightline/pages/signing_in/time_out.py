"""The end of a session that nobody has used for a while, or that has lasted a working day. Typed text outlives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from sightline.pages.signing_in import again, session
from sightline.people import keeping
from sightline.record.acting import acting_for


class TimeOut:
    """This will sign out whose session is over, before any page is shown, and keep what they were sending."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """This will answer the request."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, parts: Any
    ) -> None:
        """This will look at the session once it is known which page is asked for."""
        if not session.signed_in(request) or not session.is_over(request):
            return
        guarded = hasattr(view, "permission")
        if request.method == "POST" and guarded:
            _keep(request)
        logout(request)


def _keep(request: HttpRequest) -> None:
    """A post that has ended keeps nothing: it could not be sent as that post any more."""
    post, fields = session.post(request), again.fields(request)
    if post is None or not fields:
        return
    until = dt.datetime.now(tz=dt.UTC) + dt.timedelta(seconds=settings.KEEP_TYPED_TEXT)
    with acting_for(post.team):
        keeping.keep(post, request.get_full_path(), fields, until)
    request.kept = True  # type: ignore[attr-defined]
