"""The sessions of a learning review: the list, calling one, and changing it."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission
from sightline.pages import finding
from sightline.pages.forms import reviewing
from sightline.pages.forms.sheet import Sheet
from sightline.pages.opened import now
from sightline.pages.reviews import asked
from sightline.pages.reviews.sections import framed
from sightline.pages.signed_in import Request, needs
from sightline.pages.words import day
from sightline.people.models import Team
from sightline.record import store
from sightline.record.entry import Entry
from sightline.record.kinds.review_people import ReviewGroup, ReviewSession
from sightline.record.kinds.words import Agency, EntryRef
from sightline.record.knowledge import Knowledge
from sightline.reviews import gathering, heard, kinds, opening


@require_http_methods(["GET", "HEAD"])
@needs(Permission.SEE_REVIEW)
def sessions(request: Request) -> HttpResponse:
    """This will list the stages of the review's kind, with the sessions of each."""
    frame = framed(request)
    known = store.may_see(request.post.team)
    kind, called = kind_of(request.post.team), heard.sessions(known)
    stages = kind.stages if kind else ()
    context = frame | {
        "kind": kind,
        "sure": kinds.SURE,
        "stages": [
            (stage, {id: one for id, one in called.items() if one.body.stage == stage.id}) for stage in stages
        ],
        "others": {id: one for id, one in called.items() if one.body.stage not in {s.id for s in stages}},
        "people": heard.participants(known),
        "groups": heard.latest(known, ReviewGroup),
        "came": _came(known),
        "words": finding,
        "day": day,
    }
    return render(request, "reviews/sessions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.WRITE_REVIEW)
def new_session(request: Request) -> HttpResponse:
    """This will call a session; or, from `of` and `with`, a meeting with one person who could not come to another."""
    frame = framed(request)
    known = store.may_see(request.post.team)
    of = request.GET.get("of", "")
    instead = found(known, of) if of else None
    before: dict[str, Any] = {"participant": request.GET.get("with", "")}
    if instead:
        before |= {"stage": instead.body.stage, "questions": "\n".join(instead.body.questions)}
    sheet = _sheet(request, known, **before)

    def call() -> None:
        gathering.call(
            by=request.post, at=now(), key=sheet.key, session=_said(sheet, of if instead else None)
        )

    status = asked.sent(request, sheet, call)
    if status == 302:
        return redirect("review_sessions")
    title = "Meet somebody separately" if instead else "A new session"
    words: dict[str, Any] = {"title": title, "button": "Call the session", "back": ("review_sessions", {})}
    return asked.form(request, sheet, frame, status, part="review_sessions", **words)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.WRITE_REVIEW)
def change_session(request: Request, id: UUID) -> HttpResponse:
    """This will say anew when and where a session is, and what it asks. Whoever was invited is told."""
    frame = framed(request)
    known = store.may_see(request.post.team)
    said = found(known, str(id)).body
    names = ("stage", "day", "starts", "where", "groups", "participant")
    before = {name: getattr(said, name) or "" for name in names}
    sheet = _sheet(request, known, **before, questions="\n".join(said.questions))

    def change() -> None:
        body = _said(sheet, said.of)
        gathering.change_session(
            by=request.post, at=now(), key=sheet.key, session=id, said=body, seen=sheet.seen
        )

    status = asked.sent(request, sheet, change, lambda: _mark(store.may_see(request.post.team)))
    if status == 302:
        return redirect("review_session", id=id)
    stands = found(store.may_see(request.post.team), str(id)).body if status == 409 else None
    words: dict[str, Any] = {
        "title": "Change this session", "button": "Save, and tell those invited", "back": ("review_session", {"id": id}),
        "stands": [f"{day(stands.day)} {stands.starts}".strip(), stands.where, *stands.questions] if stands else [],
    }  # fmt: skip
    return asked.form(request, sheet, frame, status, part="review_sessions", **words)


def found(known: Knowledge, id: str) -> Entry[ReviewSession]:
    """This will give a session of the review. Raises Http404 where it has none by that id."""
    session = heard.sessions(known).get(id)
    if session is None:
        raise Http404("no session of this review by that id")
    return session


def kind_of(review: Team) -> kinds.Kind | None:
    """This will give the kind of review that its terms name, or None before there are any."""
    terms = opening.terms(review)
    return kinds.kind(terms.body.template) if terms else None


def _sheet(request: Request, known: Knowledge, **before: Any) -> Sheet:
    kind = kind_of(request.post.team)
    people = {id: one.body.name for id, one in heard.participants(known).items()}
    offers = {
        "stage": {"": "Choose a stage"} | {one.id: one.title for one in (kind.stages if kind else ())},
        "groups": {id: one.body.name for id, one in heard.latest(known, ReviewGroup).items()},
        "participant": {"": "Nobody alone"} | people,
    }
    if request.method != "POST":
        return Sheet.blank(reviewing.SESSION, offers, _mark(known), **before)
    sheet = Sheet.of(reviewing.SESSION, offers, request.POST, now().day)
    if not kind:
        sheet.errors["stage"] = "The review has no terms yet: it needs them before its first session"
    if not sheet.answers["groups"] and not sheet.answers["participant"]:
        sheet.errors.setdefault(
            "groups" if offers["groups"] else "stage", "Choose who is invited: groups, or one person"
        )
    return sheet


def _said(sheet: Sheet, of: str | None) -> ReviewSession:
    return ReviewSession(
        stage=sheet.answers["stage"], day=cast("dt.date", sheet.day("day")),
        starts=sheet.answers["starts"], where=sheet.answers["where"],
        questions=reviewing.lines_of(sheet.answers["questions"]),
        groups=tuple(EntryRef(one) for one in sheet.answers["groups"]),
        participant=Agency(one) if (one := sheet.chosen("participant")) else None, of=EntryRef(of) if of else None,
    )  # fmt: skip


def _mark(known: Knowledge) -> str:
    return gathering.mark(heard.sessions(known))


def _came(known: Knowledge) -> dict[str, tuple[int, int]]:
    """Of each session, how many came of how many invited."""
    said = heard.attendance(known)
    return {
        id: (
            sum(1 for (of, _), one in said.items() if of == id and one.body.came == "came"),
            len(heard.invited(known, id)),
        )
        for id in heard.sessions(known)
    }
