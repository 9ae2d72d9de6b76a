"""Emergency access out of hours, as whoever asks sees it. Nothing at all is looked for before the act is confirmed."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.access import Permission
from sightline.pages import accesses, finding
from sightline.pages.forms.emergency import ASKED, EmergencyForm, offers, written
from sightline.pages.opened import now
from sightline.pages.signed_in import Request, needs
from sightline.pathways import emergency as acts
from sightline.people.models import Post, Team
from sightline.record import actions, cases, emergency
from sightline.record.kinds.words import Agency
from sightline.record.store import Page
from sightline.record.writing import Conflict


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.OPEN_IN_EMERGENCY)
def ask(request: Request) -> HttpResponse:
    """This will show the form, then what the holder will be told, and then open what it may give."""
    teams = acts.holders(request.post.team)
    if request.method != "POST":
        return _form(request, teams, EmergencyForm.blank(), 200)
    form, step = EmergencyForm.of(request.POST, teams, now().day), request.POST.get("step")
    if form.asking is None or step == "change":
        return _form(request, teams, form, 422 if form.errors else 200)
    if step != "open":
        return _preview(request, form, form.asking)
    try:
        made = acts.open_record(by=request.post, at=now(), key=f"emergency {form.key}", asking=form.asking)
    except Conflict:
        form.collided()
        return _form(request, teams, form, 409)
    return redirect("emergency_opened", id=made)


def _form(request: Request, teams: list[Team], form: EmergencyForm, status: int) -> HttpResponse:
    made, after = emergency.page(
        request.post.team, "made", after=accesses.place(request.GET.get("after", ""))
    )
    context = {
        "fields": ASKED,
        "form": form,
        "errors": form.errors,
        "choices": offers(teams),
        "made": accesses.lines(request.post, made),
        "now": timezone.now(),
        "next": accesses.link(after),
        "first": "after" not in request.GET,
        "moment": accesses.moment,
        "words": finding,
    }
    return render(request, "emergency/ask.html", context, status=status)


def _preview(request: Request, form: EmergencyForm, asking: acts.Asking) -> HttpResponse:
    who, said = acts.told(asking, now())
    context = {
        "form": form,
        "written": written(form.answers),
        "holder": asking.holder.name,
        "telephone": accesses.telephone(Agency(str(asking.holder.pk))),
        "who": who,
        "said": said,
        "words": finding,
    }
    return render(request, "emergency/preview.html", context)


@require_http_methods(["GET", "HEAD"])
@needs(Permission.OPEN_IN_EMERGENCY)
def opened(request: Request, id: UUID) -> HttpResponse:
    """This will show what an access opened, until when, and the review. Raises Http404 where the team made none by that id."""
    post = request.post
    one = emergency.find(post.team, id)
    if one is None or one.entry.author != str(post.team_id):
        raise Http404("this team made no such access")
    page, context = accesses.shown(post, one, request.GET)
    _looked(post, id, page)
    context |= {
        "over": timezone.now() >= one.closes,
        "case": cases.with_person(post.team, UUID(one.entry.people[0])),
    }
    return render(request, "emergency/opened.html", context)


def _looked(post: Post, access: UUID, page: Page) -> None:
    """The look; and, of what the page shows, that it was opened, so that the holder sees which was read."""
    actions.look(by=post, at=now(), key=f"look {uuid.uuid4()}", purpose="emergency access", entry=access)
    for row in cases.seen_of(post.team, page.entries).tellings():
        if row.knower == str(post.team_id) and row.how == "emergency":
            actions.open(by=post, at=now(), key=f"opened {row.id} {post.pk}", telling=UUID(row.id))
