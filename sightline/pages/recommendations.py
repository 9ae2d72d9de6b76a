"""Recommendations as those see them who were told of them: where each stands, what its owner replies, each step, its end."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission, allowed
from sightline.measures.series import MEASURES
from sightline.pages import finding
from sightline.pages.alarms import of_recommendation
from sightline.pages.forms.recommendations import REPLY, SESSION, STEP
from sightline.pages.forms.sheet import Sheet
from sightline.pages.opened import called, now, read
from sightline.pages.recommended import (
    STATES,
    drawn,
    numbers,
    passed_on_to,
    series,
    steps_of,
)
from sightline.pages.signed_in import Request, needs
from sightline.people.models import Post
from sightline.record import actions, by_kind
from sightline.reviews import following, recommending
from sightline.reviews.following import Followed, counts, followed, issued, why_open
from sightline.reviews.limits import follow_through


@needs(Permission.SEE_RECOMMENDATION)
@require_http_methods(["GET", "HEAD"])
def recommendations(request: Request) -> HttpResponse:
    """This will show every recommendation that the team was told of, by profession, and what is overdue."""
    _partnership_or_agency(request.post)
    every = issued(recommending.every(request.post.team, now().day))
    overdue = [one for one in every if one.state == "overdue"]
    waits = follow_through()
    late = [
        (of_recommendation(each), each) for one in every for each in following.late(one, now().day, waits)
    ]
    context = _words(request.post) | {
        "every": every,
        "overdue": overdue,
        "late": late,
        "counts": counts(every),
    }
    return render(request, "recommendations/board.html", context)


def _partnership_or_agency(post: Post) -> None:
    """A partnership's manager follows the partnership's own reviews, and reads nobody's record."""
    if allowed(post, Permission.FOLLOW_RECOMMENDATIONS) and post.team.type != "partnership":
        raise Http404("the post is of no partnership")


def _words(post: Post) -> dict[str, Any]:
    me = str(post.team_id)
    return {
        "words": finding, "names": called([]), "states": STATES, "steps_of": steps_of, "measures": MEASURES, "errors": {},
        "me": me, "partnership": post.team.type == "partnership",
    }  # fmt: skip


@dataclass(slots=True)
class _Page:
    """One recommendation opened by a post, with the forms that the post may send."""

    request: Request
    one: Followed
    forms: dict[str, Sheet]
    may_step: dict[str, str]

    @property
    def id(self) -> UUID:
        """This will give the recommendation's id."""
        return UUID(self.one.id)


@needs(Permission.SEE_RECOMMENDATION)
@require_http_methods(["GET", "HEAD", "POST"])
def recommendation(request: Request, id: UUID) -> HttpResponse:
    """This will show a recommendation and take what is said of it. Raises Http404 where the team was told of none by that id."""
    _partnership_or_agency(request.post)
    known = by_kind.followed(request.post.team)
    one = next((each for each in issued(followed(known, now().day)) if each.id == str(id)), None)
    if one is None:
        raise Http404("no such recommendation was told to this team")
    page = _Page(request, one, {}, _may_step(request.post, one))
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("act", ""))
        if act is None or not allowed(request.post, act[0]):
            raise Http404("no such act")
        try:
            return act[1](page)
        except actions.NotKnown as error:
            raise Http404("not this team's to say") from error
    _looked(request.post, id)
    read(request.post, known, one.id)
    return _shown(page)


def _looked(post: Post, id: UUID) -> None:
    actions.look(by=post, at=now(), key=f"look {uuid.uuid4()}", purpose="read a recommendation", entry=id)


def _may_step(post: Post, one: Followed) -> dict[str, str]:
    """The professions whose steps the post may record: its own agency's, and every one of a recommendation that it owns."""
    me, names = str(post.team_id), called([])
    if not allowed(post, Permission.ANSWER_RECOMMENDATION):
        return {}
    return {
        f"{row.agency} {row.profession}": f"{row.profession}, {names.agency(row.agency)}"
        for row in one.rows
        if me in (row.agency, one.body.owner)
    }


def _reply(page: _Page) -> HttpResponse:
    form = page.forms["reply"] = Sheet.of(REPLY, {}, page.request.POST, now().day)
    if form.errors:
        return _shown(page, form.errors, 422)
    return _did(page, form, lambda act: recommending.reply(
        reply=form.answers["reply"], words=form.answers["reasons"], **act
    ))  # fmt: skip


def _step(page: _Page) -> HttpResponse:
    form = page.forms["step"] = Sheet.of(STEP, {"row": page.may_step}, page.request.POST, now().day)
    chosen = form.answers["row"] or (next(iter(page.may_step)) if len(page.may_step) == 1 else "")
    if not page.may_step or (form.answers["row"] and form.answers["row"] not in page.may_step):
        raise Http404("not this team's to say")
    if form.errors:
        return _shown(page, form.errors, 422)
    agency, _, profession = chosen.partition(" ")
    return _did(page, form, lambda act: recommending.step(
        row=(profession, agency), step=form.answers["step"], stands=form.answers["stands"] == "yes",
        words=form.answers["evidence"], **act,
    ))  # fmt: skip


def _did(page: _Page, form: Sheet, does: Callable[[dict[str, Any]], object]) -> HttpResponse:
    act = {"by": page.request.post, "at": now(), "key": f"recommendation {form.key}", "id": page.id}
    try:
        does(act)
    except actions.Refused as refused:
        return _shown(page, {form.fields[0].name: str(refused)}, 409)
    except actions.Conflict:  # the same form again, with other words
        return _shown(page, {form.fields[0].name: "This form was sent before. Look at what stands"}, 409)
    return redirect("recommendation", id=page.id)


def _pass_on(page: _Page) -> HttpResponse:
    today = now().day
    points = series(page.request.post.team, page.one, today, exact=False)
    if not points or not _exact(page):
        raise Http404("there are no numbers to pass on")
    said = numbers(page.one, points)
    last = page.one.measured
    if last is None or last.body != said:
        key = f"numbers {page.request.POST.get('key', '')[:60]}"
        recommending.pass_on(by=page.request.post, at=now(), key=key, id=page.id, numbers=said)
    return redirect("recommendation", id=page.id)


def _close(page: _Page) -> HttpResponse:
    try:
        recommending.close(by=page.request.post, at=now(), id=page.id)
    except actions.Refused as refused:
        return _shown(page, {"close": str(refused)}, 422)
    return redirect("recommendation", id=page.id)


_ACTS: dict[str, tuple[Permission, Callable[[_Page], HttpResponse]]] = {
    "reply": (Permission.ANSWER_RECOMMENDATION, _reply),
    "step": (Permission.ANSWER_RECOMMENDATION, _step),
    "pass_on": (Permission.SEE_MEASURES, _pass_on),
    "close": (Permission.FOLLOW_RECOMMENDATIONS, _close),
}


def _exact(page: _Page) -> bool:
    """Whether the post sees the owner's numbers as they are: a manager of the owner's, and nobody else."""
    post = page.request.post
    return page.one.body.owner == str(post.team_id) and allowed(post, Permission.SEE_MEASURES)


def _shown(page: _Page, errors: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
    post, one, today, exact = page.request.post, page.one, now().day, _exact(page)
    points = series(post.team, one, today, exact=True) if exact else passed_on_to(one)
    owner = one.body.owner == str(post.team_id) and allowed(post, Permission.ANSWER_RECOMMENDATION)
    fresh = {"reply": Sheet.blank(REPLY), "step": Sheet.blank(STEP, {"row": {"": "Choose"} | page.may_step})}
    if "step" in page.forms and len(page.may_step) > 1:
        page.forms["step"].offers = {**page.forms["step"].offers, "row": {"": "Choose"} | page.may_step}
    context = _words(post) | {
        "one": one, "drawn": drawn(one, points), "exact": exact, "owner": owner, "may_step": page.may_step,
        "forms": fresh | page.forms, "errors": errors or {}, "why_open": why_open(one), "key": str(uuid.uuid4()),
    }  # fmt: skip
    return render(page.request, "recommendations/one.html", context, status=status)


@needs(Permission.FOLLOW_RECOMMENDATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: Request) -> HttpResponse:
    """This will record a session that closes the loop. Raises Http404 for a post that is of no partnership."""
    _partnership_or_agency(request.post)
    every, names = issued(recommending.every(request.post.team, now().day)), called([])
    came = {
        f"{row.agency} {row.profession}": f"{row.profession}, {names.agency(row.agency)}"
        for one in every
        for row in one.rows
    }
    offers = {"ids": {one.id: f"{one.body.number}. {one.entry.summary}" for one in every}, "came": came}
    form = Sheet.blank(SESSION, offers)
    if request.method == "POST":
        form = Sheet.of(SESSION, offers, request.POST, now().day)
        if not form.errors:
            return _met(request, form)
    context = _words(request.post) | {"form": form, "errors": form.errors, "every": every}
    return render(request, "recommendations/session.html", context, status=422 if form.errors else 200)


def _met(request: Request, form: Sheet) -> HttpResponse:
    pairs = [(one.partition(" ")[2], one.partition(" ")[0]) for one in form.answers["came"]]
    try:
        recommending.meet(
            by=request.post, at=now(), key=f"session {form.key}", ids=[UUID(one) for one in form.answers["ids"]],
            came=pairs, on=form.on("on"), words=form.answers["said"],
        )  # fmt: skip
    except actions.NotKnown:
        context = _words(request.post) | {"form": form, "every": [None]}
        wrong = {"came": "Somebody who came is concerned by none of these recommendations"}
        return render(request, "recommendations/session.html", context | {"errors": wrong}, status=422)
    return redirect("recommendations")
