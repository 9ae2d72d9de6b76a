"""Who reviews, and whether they are independent of the case: what each declares, beside what the record says."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission
from sightline.pages import finding
from sightline.pages.forms import reviewing
from sightline.pages.forms.reviewing import Sheet
from sightline.pages.opened import now
from sightline.pages.reviews import asked
from sightline.pages.reviews.sections import framed
from sightline.pages.signed_in import Request, needs
from sightline.pages.words import day
from sightline.reviews import gathering, independence


@require_http_methods(["GET", "HEAD"])
@needs(Permission.SEE_REVIEW)
def members(request: Request) -> HttpResponse:
    """This will list the members with what each declares, and the posts by their name or account that wrote an entry."""
    frame = framed(request)
    asked.looked(request, "reading who reviews")
    context = frame | {
        "standings": independence.standings(request.post.team),
        "words": finding,
        "day": day,
        "today": now().day,
    }
    return render(request, "reviews/members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SEE_REVIEW)
def declare(request: Request) -> HttpResponse:
    """This will keep a member's own word on whether they worked with the family."""
    frame = framed(request)
    if request.method == "POST":
        sheet = Sheet.of(reviewing.DECLARATION, {}, request.POST, now().day)
    else:
        sheet = Sheet.blank(reviewing.DECLARATION, {})

    def keep() -> None:
        worked_with = sheet.answers["worked_with"] == "yes"
        gathering.declare(
            by=request.post, at=now(), key=sheet.key, worked_with=worked_with, words=sheet.answers["words"]
        )

    status = asked.sent(request, sheet, keep)
    if status == 302:
        return redirect("review_members")
    words: dict[str, Any] = {
        "title": "Your independence",
        "button": "Declare this",
        "back": ("review_members", {}),
    }
    return asked.form(request, sheet, frame, status, part="review_members", **words)
