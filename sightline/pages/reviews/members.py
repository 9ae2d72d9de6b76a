"""Who reviews, and whether they are independent of the case: what each declares, beside what the record says."""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission, allowed
from sightline.pages import finding
from sightline.pages.forms import reviewing
from sightline.pages.forms.reviews import MEMBER
from sightline.pages.forms.sent import id_of
from sightline.pages.forms.sheet import Sheet
from sightline.pages.opened import now
from sightline.pages.reviews import asked
from sightline.pages.reviews.sections import framed
from sightline.pages.signed_in import Request, needs
from sightline.pages.words import day
from sightline.people import posts
from sightline.people.models import Post
from sightline.reviews import gathering, independence, opening
from sightline.reviews.opening import Member


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SEE_REVIEW)
def members(request: Request) -> HttpResponse:
    """This will list the members with what each declares, and the posts by their name or account that wrote an entry.

    Whoever leads the review appoints another here, or ends a post. Raises Http404 for a post that is of no member.
    """
    frame = framed(request)
    leads, sheet = allowed(request.post, Permission.LEAD_REVIEW), Sheet.blank(MEMBER)
    status = 200
    if request.method == "POST":
        if not leads:
            raise PermissionDenied
        if request.POST.get("act") == "part":
            return _part(request)
        sheet = Sheet.of(MEMBER, {}, request.POST, now().day)
        status = asked.sent(request, sheet, lambda: _appoint(request, sheet))
        if status == 302:
            return redirect("review_members")
    asked.looked(request, "reading who reviews")
    context = frame | {
        "standings": independence.standings(request.post.team), "words": finding, "day": day, "today": now().day,
        "leads": leads, "form": sheet, "errors": sheet.errors, "key": str(uuid.uuid4()),
    }  # fmt: skip
    return render(request, "reviews/members.html", context, status=status)


def _appoint(request: Request, sheet: Sheet) -> None:
    said = sheet.answers
    member = Member(said["name"], said["role"], said["email"].lower())
    asked.invited(request, opening.appoint(by=request.post, at=now(), key=UUID(sheet.key), member=member))


def _part(request: Request) -> HttpResponse:
    """End a post, but one's own: a review would be left without anybody who leads it."""
    id = id_of(request.POST.get("post", ""))
    one = Post.objects.filter(team=request.post.team, pk=id).first() if id else None
    if one is None or one.pk == request.post.pk:
        raise Http404("no such member of this review")
    with suppress(posts.Conflict):  # ended already
        opening.part(
            by=request.post, at=now(), key=id_of(request.POST.get("key", "")) or uuid.uuid4(), member=one
        )
    return redirect("review_members")


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
