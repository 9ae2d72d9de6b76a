"""Signing in as somebody of the cast: in the demonstration only, where everybody is made up."""

from __future__ import annotations

from itertools import groupby

from django.conf import settings
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from sightline.people.models import Post


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """This will list the cast, and act as whoever is chosen from it."""
    if not settings.DEMO:
        raise Http404("nobody signs in like this outside the demonstration")
    posts = Post.objects.select_related("team__organisation").order_by(
        Lower("team__name"), "team_id", "name", "id"
    )
    if request.method == "POST":
        form_id = request.POST.get("post", "")
        chosen = next((post for post in posts if str(post.pk) == form_id), None)
        if chosen:
            request.session.cycle_key()
            request.session["post"] = str(chosen.pk)
            return redirect("cases")
    teams = [(team, list(held)) for team, held in groupby(posts, key=lambda post: post.team)]
    missing = request.method == "POST"
    return render(
        request, "sign_in_as.html", {"teams": teams, "missing": missing}, status=422 if missing else 200
    )


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """This will end the session."""
    request.session.flush()
    return redirect("sign_in_as")
