"""What somebody was sending when their session ended: shown to them alone, to be sent as they sent it or thrown away."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.pages.signing_in import again, session, way_in
from sightline.people import keeping
from sightline.people.models import Post
from sightline.record.acting import acting_for

FIELD = "kept"
"""The hidden field by which a form that is sent again says what it was kept as."""


@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: HttpRequest) -> HttpResponse:
    """This will show what is kept of the post that is signed in; sent back, it throws one away."""
    post = session.post(request)
    if post is None or way_in.lacks_second_factor(request):
        return redirect(way_in.address(request, back=request.path))
    if request.method == "POST":
        _throw_away(post, request.POST.get(FIELD, ""))
        return redirect("kept")
    typed = waiting(post)
    if not typed:
        return redirect("start")
    session.known(request, post)
    shown = [(one, again.written(one.fields)) for one in typed]
    answer = render(request, "signing_in/kept.html", {"typed": shown})
    answer["Cache-Control"] = "no-store"
    return answer


def waiting(post: Post) -> list[keeping.Typed]:
    """This will give what is kept of a post."""
    with acting_for(post.team):
        return keeping.kept(post, dt.datetime.now(tz=dt.UTC))


def used(request: HttpRequest, post: Post, answer: HttpResponse) -> None:
    """This will throw away what was kept once it has been sent again and a page has taken it, or shown its faults."""
    if request.method == "POST" and FIELD in request.POST and answer.status_code in (200, 302, 303, 422):
        _throw_away(post, request.POST[FIELD])


def _throw_away(post: Post, text: str) -> None:
    try:
        id = UUID(text)
    except ValueError:
        return
    with acting_for(post.team):
        keeping.throw_away(post, id)
