"""A form that could not be taken, shown again with everything that was in it, to be sent once more by hand.

What it shows is what this very request brought. It is shown only for a form that our own pages sent, so that nobody
is led to send what another site has written.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.people.keeping import Fields

_SECRET = ("password", "csrfmiddlewaretoken", "credential", "code", "secret")


def fields(request: HttpRequest) -> Fields:
    """This will give what was typed: every field in its order, but no file, token, code or password."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not any(word in name.lower() for word in _SECRET)
        for value in values
    ]


def is_ours(request: HttpRequest) -> bool:
    """This will say whether a form came from a page of this site."""
    sent_from = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(sent_from).netloc == request.get_host()


def written(fields: Fields) -> list[str]:
    """This will give the words among what was typed, to show that they are there."""
    return [value for _, value in fields if " " in value.strip()]


def signed_out(request: HttpRequest, sign_in: str) -> HttpResponse:
    """This will answer a form that came from nobody signed in."""
    return _page(request, "signing_in/again.html", sign_in=sign_in)


def stale(request: HttpRequest) -> HttpResponse:
    """This will answer a form whose page had become too old to be believed."""
    return _page(request, "errors/csrf.html")


def _page(request: HttpRequest, template: str, **more: object) -> HttpResponse:
    sent = fields(request) if is_ours(request) else []
    context = {"path": request.get_full_path(), "sent": sent, "written": written(sent), **more}
    answer = render(request, template, context, status=403)
    answer["Cache-Control"] = "no-store"
    return answer
