"""The learning reviews that a partnership has opened, and opening one."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission
from sightline.pages import finding
from sightline.pages.forms.reviews import OPENING
from sightline.pages.forms.sheet import Sheet
from sightline.pages.opened import now
from sightline.pages.reviews import asked
from sightline.pages.signed_in import Request, needs
from sightline.people.within import within
from sightline.record import store
from sightline.record.kinds.review import ReviewClosed, ReviewTerms
from sightline.reviews import opening
from sightline.reviews.opening import Member


@needs(Permission.OPEN_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def reviews(request: Request) -> HttpResponse:
    """This will list the partnership's reviews, and open one. Raises Http404 for a post that is of no partnership."""
    if request.post.team.type != "partnership":
        raise Http404("the post is of no partnership")
    form = Sheet.blank(OPENING)
    if request.method == "POST":
        form = Sheet.of(OPENING, {}, request.POST, now().day)
        if not form.errors:
            lead = Member(form.answers["name"], "lead reviewer", form.answers["email"].lower())
            review = opening.open_review(by=request.post, at=now(), key=UUID(form.key), lead=lead)
            asked.invited(request, opening.led(review))
            return redirect("reviews")
    known = store.may_see(request.post.team)
    terms = {entry.author: entry for entry in known.entries(ReviewTerms)}
    closed = {entry.author: entry for entry in known.entries(ReviewClosed)}
    rows = [(one, terms.get(str(one.pk)), closed.get(str(one.pk))) for one in within(request.post.team)]  # type: ignore[call-overload]
    context = {"rows": rows, "form": form, "errors": form.errors, "words": finding}
    return render(request, "reviews/partnership.html", context, status=422 if form.errors else 200)
