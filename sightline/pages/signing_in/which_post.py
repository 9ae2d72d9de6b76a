"""Which post somebody works in, where they hold several; and the first page of whoever has signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission, allowed
from sightline.pages.signing_in import kept, session, way_in
from sightline.people import posts

FIRST = (
    (Permission.SEE_REVIEW, "review"),
    (Permission.TAKE_PART_IN_REVIEW, "my_account"),
    (Permission.SEE_CASES, "cases"),
    (Permission.SEE_SAFE_MEASURES, "measures_to_pass_on"),
    (Permission.ADMINISTER_POSTS, "posts"),
)
"""The first page, by what a post may do."""


def start(request: HttpRequest) -> HttpResponse:
    """This will lead to what was being written when a session ended, or to the first page that the post may use."""
    post = session.post(request)
    if post is None or way_in.lacks_second_factor(request):
        return redirect(way_in.address(request))
    if kept.waiting(post):
        return redirect("kept")
    return redirect(next((page for permission, page in FIRST if allowed(post, permission)), "stories"))


@require_http_methods(["GET", "HEAD", "POST"])
def which_post(request: HttpRequest) -> HttpResponse:
    """This will ask which of their posts somebody is working in, and act as the one they choose."""
    who = session.account(request)
    if who is None or way_in.lacks_second_factor(request):
        return redirect(way_in.address(request, back=request.get_full_path()))
    held = posts.held_by(who, session.today())
    error = ""
    if request.method == "POST":
        chosen = next((post for post in held if str(post.pk) == request.POST.get("post")), None)
        if chosen:
            session.act_as(request, chosen)
            return redirect(way_in.next_address(request))
        error = "Choose the post you are working in"
    session.known(request, session.post(request))
    context = {"held": held, "error": error, "next": request.POST.get("next") or request.GET.get("next", "")}
    answer = render(request, "signing_in/which_post.html", context, status=422 if error else 200)
    answer["Cache-Control"] = "no-store"
    return answer
