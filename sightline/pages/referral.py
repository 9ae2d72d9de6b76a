"""Telling the front door about a worry: one question on a page, kept as it is written, sent once."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from sightline.access import Permission
from sightline.pages import finding, referring
from sightline.pages.forms import fields
from sightline.pages.forms import referral as form
from sightline.pages.forms.referral import Question
from sightline.pages.forms.sent import id_of
from sightline.pages.opened import now
from sightline.pages.signed_in import Request, needs
from sightline.pathways import drafts
from sightline.pathways.referral import doors, holder
from sightline.people.models import Draft, Post
from sightline.record import cases
from sightline.record.cases import Case

JOURNEY = "referral"


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MAKE_REFERRAL)
def start(request: Request) -> HttpResponse:
    """This will ask first whether a child is in danger now, and begin a draft where none is."""
    case = _case(request.post, request.POST.get("case") or request.GET.get("case") or "")
    given = fields.read(form.DANGER.fields, request.POST)
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = form.errors(form.DANGER, given, {}, now().day)
        if not errors:
            return _begin(request, case) if given["danger"] == "no" else redirect("referral_danger")
    written = [
        (one, referring.title(request.post, one.answers)) for one in drafts.unsent(request.post, JOURNEY)
    ]
    context = _shown(form.DANGER, given, errors, {}) | {
        "case": case,
        "key": request.POST.get("key") or str(uuid.uuid4()),
        "written": written,
        "doors": doors(request.post.team),
    }
    return render(request, "referral/start.html", context, status=422 if errors else 200)


def _begin(request: Request, case: Case | None) -> HttpResponse:
    """The page's own key is the draft's id, so that a second click begins no second draft."""
    id = id_of(request.POST.get("key", "")) or uuid.uuid4()
    drafts.begin(request.post, id, JOURNEY, referring.begun(request.post, case))
    return redirect(*_next(draft_of(request.post, id)))


@needs(Permission.MAKE_REFERRAL)
def danger(request: Request) -> HttpResponse:
    """This will send somebody to the telephone, and ask nothing."""
    team = request.post.team
    there = [(door, holder(door, team)) for door in doors(team)]
    return render(request, "referral/danger.html", {"doors": there})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MAKE_REFERRAL)
def question(request: Request, id: UUID, which: str) -> HttpResponse:
    """This will ask one question, keep what is answered, and go on to the next."""
    draft = draft_of(request.post, id)
    if draft.sent:
        return redirect("referral_sent", id=id)
    one = _question(draft, which)
    if request.method != "POST":
        return _page(request, draft, one, draft.answers, {})
    given = _read(request, draft, one)
    offered = referring.offers(request.post, draft.answers | given)
    errors = form.errors(one, draft.answers | given, offered, now().day)
    kept = _keep(request, draft, one, given, done=not errors)
    if kept is None:
        return _stale(request, id, one, given)
    if errors:
        return _page(request, kept, one, kept.answers, errors)
    return redirect(*_next(kept, one))


@require_POST
@needs(Permission.MAKE_REFERRAL)
def save(request: Request, id: UUID, which: str) -> HttpResponse:
    """This will keep what is being typed, whatever it is yet, and say when it was kept."""
    draft = draft_of(request.post, id)
    one = _question(draft, which)
    kept = None if draft.sent else _keep(request, draft, one, _read(request, draft, one), done=False)
    if kept is None:
        return JsonResponse({"stale": True}, status=409)
    return JsonResponse({"saved": finding.hour(timezone.localtime().time()), "revision": kept.revision})


@require_POST
@needs(Permission.MAKE_REFERRAL)
def throw_away(request: Request, id: UUID) -> HttpResponse:
    """This will empty a draft that is not wanted."""
    drafts.throw_away(request.post, draft_of(request.post, id))
    return redirect("referral")


def draft_of(post: Post, id: UUID) -> Draft:
    """This will give one of the post's own drafts. Raises Http404 where it has none by that id."""
    found = drafts.found(post, id)
    if found is None:
        raise Http404("no such draft of this post")
    return found


def unanswered(post: Post, draft: Draft) -> Question | None:
    """This will give the first question without a sound answer, or None: all is answered."""
    offered = referring.offers(post, draft.answers)
    done, today = draft.answers.get("done", ()), now().day
    open = (
        one
        for one in form.asked(draft.answers)
        if one.id not in done or form.errors(one, draft.answers, offered, today)
    )
    return next(open, None)


def _keep(
    request: Request, draft: Draft, one: Question, given: dict[str, Any], *, done: bool
) -> Draft | None:
    """The draft with these answers kept, or None where another page changed the same ones since this was opened."""
    post, base, tab = request.post, request.POST.get("revision", ""), request.POST.get("tab", "")[:40]
    seen = int(base) if base.isascii() and base.isdigit() and len(base) < 10 else -1
    for _ in range(5):
        revision, last = draft.answers.get("pages", {}).get(one.id, (0, tab))
        same = form.given(draft.answers, given) == form.given(given, given)
        if draft.sent or (revision > seen and last != tab and not same):
            return None
        answers = draft.answers | given
        answers["pages"] = answers.get("pages", {}) | {one.id: (draft.revision + 1, tab)}
        answers["done"] = [id for id in answers.get("done", ()) if id != one.id or same]
        if done and one.id not in answers["done"]:
            answers = referring.followed(post, one, answers)
        if drafts.save(post, draft, answers):
            return draft_of(post, draft.pk)
        draft = draft_of(post, draft.pk)
    return None


def _read(request: Request, draft: Draft, one: Question) -> dict[str, Any]:
    """What was sent in the fields that the question has for this draft, and in no others."""
    offered = referring.offers(request.post, draft.answers)
    return fields.read(fields.asked(one.fields, draft.answers, offered), request.POST)


def _page(
    request: Request, draft: Draft, one: Question, answers: Any, errors: dict[str, str]
) -> HttpResponse:
    offered = referring.offers(request.post, answers)
    asked = [each for each in form.asked(answers) if each.id not in answers.get("given", ())]
    before = asked[: asked.index(one)] if one in asked else []
    context = _shown(one, answers, errors, offered) | {
        "draft": draft,
        "tab": uuid.uuid4().hex,
        "number": len(before) + 2 if one in asked else 0,
        "many": len(asked) + 1 if answers.get("who") else form.MOST,
        "before": before[-1].id if before else "",
        "saved": finding.hour(timezone.localtime(draft.updated).time()) if draft.revision else "",
    }
    return render(request, "referral/question.html", context, status=422 if errors else 200)


def _stale(request: Request, id: UUID, one: Question, given: dict[str, Any]) -> HttpResponse:
    """Both texts side by side: nothing that anybody typed is lost."""
    draft = draft_of(request.post, id)
    if draft.sent:
        return redirect("referral_sent", id=id)
    offered = referring.offers(request.post, draft.answers)
    context = _shown(one, given, {}, offered) | {
        "draft": draft,
        "now": draft.answers,
        "tab": uuid.uuid4().hex,
    }
    return render(request, "referral/stale.html", context, status=409)


def _shown(one: Question, answers: Any, errors: dict[str, str], offered: fields.Offers) -> dict[str, Any]:
    return {
        "question": one,
        "fields": fields.asked(one.fields, answers, offered),
        "answers": answers,
        "errors": errors,
        "choices": {each.name: fields.offered(each, offered) for each in one.fields},
        "words": finding,
    }


def _next(draft: Draft, after: Question | None = None) -> tuple[Any, ...]:
    """Where to go on: the next question not yet answered, else to the check before sending."""
    done = draft.answers.get("done", ())
    asked = form.asked(draft.answers)
    place = asked.index(after) + 1 if after in asked else 0
    one = next((each for each in (*asked[place:], *asked[:place]) if each.id not in done), None)
    url = _to("referral_question", draft.pk, one.id) if one else _to("referral_check", draft.pk)
    return (url,)


def _to(name: str, id: UUID, question: str = "") -> str:
    return reverse(name, kwargs={"id": id} | ({"which": question} if question else {}))


def _question(draft: Draft, name: str) -> Question:
    one = form.question(name)
    if one is None or (not draft.sent and not one.when(draft.answers)):
        raise Http404("no such question of this draft")
    return one


def _case(post: Post, text: str) -> Case | None:
    """The case that one starts from. Raises Http404 where the team has none by that id."""
    if not text:
        return None
    id = id_of(text)
    found = cases.case(post.team, id) if id else None
    if found is None:
        raise Http404("no such case of this team")
    return found
