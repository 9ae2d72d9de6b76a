"""What is answered when a page cannot be shown. None of them says whether the thing asked for exists."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.pages.signing_in import again, session


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """This will answer for what is not there, and for what the team was not told of: the same, to the letter."""
    if not hasattr(request, "post"):  # no view was reached: the frame still says who is signed in
        session.known(request, session.post(request))
    return render(request, "errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """This will answer for what somebody in this post may not do."""
    return render(request, "errors/403.html", status=403)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """This will answer for a form that did not come from our own page, or came too late: all of it comes back."""
    return again.stale(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """This will answer for an address or a form that no page of ours would make."""
    return render(request, "errors/400.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """This will answer for a fault of ours, without touching the database or the session."""
    return render(None, "errors/500.html", status=500)
