"""The first page of a learning review: what it is to find out, whom it is about, and where it stands."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from sightline.access import Permission
from sightline.pages import finding
from sightline.pages.reviews import not_yet_heard
from sightline.pages.reviews.sections import framed
from sightline.pages.signed_in import Request, needs
from sightline.pages.words import day
from sightline.reviews import opening


@needs(Permission.SEE_REVIEW)
def review(request: Request) -> HttpResponse:
    """This will show the review's terms, its cases and whom it has not heard."""
    review = request.post.team
    context = framed(request) | {"terms": opening.terms(review), "words": finding, "day": day}
    context |= not_yet_heard.context(review)
    return render(request, "reviews/home.html", context)
