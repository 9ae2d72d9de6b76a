"""The day after: whoever answers for a record sees who opened it in an emergency, and says whether that was right."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.access import Permission
from sightline.pages import accesses, finding
from sightline.pages.forms.emergency import ReviewForm
from sightline.pages.opened import now, read
from sightline.pages.signed_in import Request, needs
from sightline.pathways import emergency as acts
from sightline.record import actions, cases, emergency
from sightline.record.emergency import Access
from sightline.record.writing import Conflict, Refused


@require_http_methods(["GET", "HEAD"])
@needs(Permission.REVIEW_EMERGENCY)
def reviews(request: Request) -> HttpResponse:
    """This will list who opened the team's record in an emergency, those not reviewed first."""
    told, after = emergency.page(
        request.post.team, "told", after=accesses.place(request.GET.get("after", ""))
    )
    context = {
        "told": accesses.lines(request.post, told),
        "waiting": emergency.waiting(request.post.team),
        "most": emergency.MOST_COUNTED,
        "first": "after" not in request.GET,
        "next": accesses.link(after),
        "moment": accesses.moment,
        "words": finding,
    }
    return render(request, "emergency/reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.REVIEW_EMERGENCY)
def review(request: Request, id: UUID) -> HttpResponse:
    """This will show an access to the team's record, and take the review. Raises Http404 where there is none by that id."""
    one = emergency.find(request.post.team, id)
    if one is None or one.entry.body.asked != str(request.post.team_id):
        raise Http404("no such access to this team's record")
    if request.method != "POST":
        return _page(request, one, ReviewForm(), 200)
    form = ReviewForm.of(request.POST, bool(emergency.entries_given(request.post.team, id)))
    if form.errors:
        return _page(request, one, form, 422)
    try:
        acts.review(
            by=request.post, at=now(), access=one, finding=form.found, words=form.words,
            leave_open=form.leave_open == "yes",
        )  # fmt: skip
    except Refused as refused:
        form.errors["finding"] = finding.first_up(str(refused))
        return _page(request, one, form, 422)
    except Conflict:
        form.collided = True
        return _page(request, one, form, 409)
    return redirect("emergency_review", id=id)


def _page(request: Request, one: Access, form: ReviewForm, status: int) -> HttpResponse:
    post, id = request.post, UUID(one.entry.id)
    actions.look(
        by=post, at=now(), key=f"look {uuid.uuid4()}", purpose="reviewing an emergency access", entry=id
    )
    read(post, cases.seen_of(post.team, [one.entry]), one.entry.id)
    _, context = accesses.shown(post, one, request.GET)
    context |= {"form": form, "errors": form.errors, "over": timezone.now() >= one.closes}
    return render(request, "emergency/review.html", context, status=status)
