"""Signing in as somebody of the cast: in the demonstration only, where everybody is made up."""

from __future__ import annotations

from itertools import groupby

from django.conf import settings
from django.contrib.auth import logout
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from sightline.pages.signing_in import session, way_in
from sightline.people.models import Post


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """This will list the cast, and act as whoever is chosen from it."""
    if not settings.DEMO:
        raise Http404("nobody signs in like this outside the demonstration")
    cast = Post.objects.select_related("team__organisation").filter(account=None)
    posts = cast.order_by(Lower("team__name"), "team_id", "name", "id")
    if request.method == "POST":
        form_id = request.POST.get("post", "")
        chosen = next((post for post in posts if str(post.pk) == form_id), None)
        if chosen:
            logout(request)
            session.begin(request)
            session.act_as(request, chosen)
            return redirect(way_in.next_address(request))
    teams = [(team, list(held)) for team, held in groupby(posts, key=lambda post: post.team)]
    missing = request.method == "POST"
    back = request.POST.get("next") or request.GET.get("next", "")
    context = {"teams": teams, "missing": missing, "next": back}
    return render(request, "sign_in_as.html", context, status=422 if missing else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """This will end the session."""
    logout(request)
    return redirect("sign_in_as" if settings.DEMO else "account_login")
