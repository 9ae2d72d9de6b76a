"""The people and posts of an organisation: its administrator invites, moves and ends. Of other organisations there is nothing."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from sightline.access import Permission
from sightline.pages.forms.day import Day
from sightline.pages.forms.posts import OFFERED, EndForm, PostForm, seen
from sightline.pages.signed_in import Request, needs
from sightline.pages.signing_in import invitation, session
from sightline.people import posts
from sightline.people.models import Organisation, Post, PostEnd, Team
from sightline.record.acting import acting_for

CHANGED = "This was changed while you were looking. Look at how it stands now, and send it again if it is still right"


@needs(Permission.ADMINISTER_POSTS)
def index(request: Request) -> HttpResponse:
    """This will list those in post and those to come, or those whose posts have ended."""
    ended = request.GET.get("show") == "ended"
    over = Q(ends__lt=session.today())
    everybody = posts.of_organisation(_organisation(request))
    rows = everybody.filter(over) if ended else everybody.exclude(over)
    shown = posts.page(rows, _after(request, everybody))
    context = {"rows": shown[: posts.PAGE], "ended": ended, "today": session.today(), "more": ""}
    if len(shown) > posts.PAGE:
        kept = {"show": "ended"} if ended else {}
        context["more"] = "?" + urlencode({**kept, "after": str(shown[posts.PAGE - 1].pk)})
    return render(request, "posts/index.html", {**context, "organisation": _organisation(request)})


@needs(Permission.ADMINISTER_POSTS)
def post(request: Request, id: UUID) -> HttpResponse:
    """This will show one post, and what has been done to it."""
    one = _own(request, id)
    with acting_for(request.post.team):
        endings = list(PostEnd.objects.filter(post=one).select_related("by").order_by("stored"))
    context = {"one": one, "endings": endings, "reasons": posts.REASONS, "today": session.today()}
    return render(request, "posts/post.html", {**context, "sent": request.GET.get("sent", "")})


@needs(Permission.ADMINISTER_POSTS)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Request) -> HttpResponse:
    """This will appoint somebody to a post, and send them an invitation."""
    teams = _teams(request)
    if request.method != "POST":
        return _invite_page(request, PostForm.blank(session.today()), teams)
    form = PostForm.of(request.POST, teams)
    if form.appointed is None:
        return _invite_page(request, form, teams)
    try:
        with acting_for(request.post.team):
            made, new = posts.invite(
                by=request.post, key=form.key, appointed=form.appointed, email=form.values["email"]
            )
            if made.account and made.account.last_login is None:
                invitation.verified(made.account)
    except posts.Conflict:
        form.errors["name"], form.key = CHANGED, uuid.uuid4()
        return _invite_page(request, form, teams)
    sent = not new or made.account is None or invitation.send(request, made.account)
    return _shown(made, sent=sent)


@needs(Permission.ADMINISTER_POSTS)
@require_POST
def invite_again(request: Request, id: UUID) -> HttpResponse:
    """This will send the invitation once more to somebody who has not signed in yet."""
    one = _own(request, id)
    if one.account is None or one.account.last_login is not None:
        return redirect("post", id=one.pk)
    return _shown(one, sent=invitation.send(request, one.account))


@needs(Permission.ADMINISTER_POSTS)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, id: UUID) -> HttpResponse:
    """This will end a post after its last day. What was known then stays known then."""
    one = _own(request, id)
    if one.pk == request.post.pk:
        return _refused(request, one)
    if request.method != "POST":
        return _end_page(request, one, EndForm(uuid.uuid4(), Day.at(session.today())))
    form = EndForm.of(request.POST, one)
    if form.errors or form.last_day.on is None:
        return _end_page(request, one, form)
    try:
        with acting_for(request.post.team):
            posts.end(
                by=request.post,
                key=form.key,
                post=one,
                last_day=form.last_day.on,
                reason=form.reason,
                expects=seen(request.POST),
            )
    except posts.Conflict:
        form.errors["last-day"], form.key = CHANGED, uuid.uuid4()
        return _end_page(request, _own(request, id), form)
    return redirect("post", id=one.pk)


@needs(Permission.ADMINISTER_POSTS)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, id: UUID) -> HttpResponse:
    """This will end a post and begin another of the same person the day after."""
    one, teams = _own(request, id), _teams(request)
    if one.pk == request.post.pk:
        return _refused(request, one)
    if request.method != "POST":
        return _move_page(request, one, PostForm.blank(session.today()), teams)
    form = PostForm.of(request.POST, teams, moved=one)
    already = Post.objects.filter(pk=uuid.uuid5(form.key, "moved"), appointed_by=request.post).first()
    if already:  # the same form twice: it is done
        return redirect("post", id=already.pk)
    if form.appointed is None:
        return _move_page(request, one, form, teams)
    try:
        with acting_for(request.post.team):
            made = posts.move(
                by=request.post, key=form.key, post=one, to=form.appointed, expects=seen(request.POST)
            )
    except posts.Conflict:
        form.errors["starts-day"], form.key = CHANGED, uuid.uuid4()
        return _move_page(request, _own(request, id), form, teams)
    return redirect("post", id=made.pk)


def _organisation(request: Request) -> Organisation:
    return request.post.team.organisation


def _teams(request: Request) -> list[Team]:
    """The organisation's teams; nobody acts for relatives and the public."""
    return list(
        Team.objects.filter(organisation=_organisation(request), within=None)
        .exclude(type="community")
        .order_by("name")
    )


def _own(request: Request, id: UUID) -> Post:
    """A post of the organisation's. Another's is not there."""
    found = posts.of_organisation(_organisation(request)).filter(pk=id).first()
    if found is None:
        raise Http404("no such post of this organisation")
    return found


def _after(request: Request, everybody: QuerySet[Post]) -> Post | None:
    """The last post of the page before: by its id, because an address of a page names nobody."""
    try:
        return everybody.filter(pk=UUID(request.GET.get("after", ""))).first()
    except ValueError:
        return None


def _shown(made: Post, *, sent: bool) -> HttpResponse:
    answer = redirect("post", id=made.pk)
    answer["Location"] += "?sent=" + ("yes" if sent else "no")
    return answer


def _refused(request: Request, one: Post) -> HttpResponse:
    """Nobody ends their own post: an organisation would be left without anybody to let others in."""
    return render(request, "posts/own.html", {"one": one}, status=403)


def _invite_page(request: Request, form: PostForm, teams: list[Team]) -> HttpResponse:
    context = {"form": form, "teams": teams, "roles": OFFERED, "error": bool(form.errors)}
    return render(request, "posts/invite.html", context, status=422 if form.errors else 200)


def _move_page(request: Request, one: Post, form: PostForm, teams: list[Team]) -> HttpResponse:
    context = {"one": one, "form": form, "teams": teams, "roles": OFFERED, "error": bool(form.errors)}
    return render(request, "posts/move.html", context, status=422 if form.errors else 200)


def _end_page(request: Request, one: Post, form: EndForm) -> HttpResponse:
    context = {"one": one, "form": form, "reasons": posts.REASONS, "error": bool(form.errors)}
    return render(request, "posts/end.html", context, status=422 if form.errors else 200)
