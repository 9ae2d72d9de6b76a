"""The cases of one's team."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from sightline.access import Permission
from sightline.pages.signed_in import Request, needs
from sightline.record import cases


@needs(Permission.SEE_CASES)
def index(request: Request) -> HttpResponse:
    """This will list them by title."""
    return render(request, "cases.html", {"cases": cases.cases(request.post.team)})
