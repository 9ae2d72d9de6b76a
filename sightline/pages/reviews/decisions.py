"""The decisions of a review's case, each without hindsight: what its maker knew. What others held is seen by whoever says why."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sightline.access import Permission
from sightline.pages.items import Item, items
from sightline.pages.opened import now
from sightline.pages.reviews.case import case_of, heard, look, names
from sightline.pages.signed_in import Request, needs
from sightline.pages.words import Names, age, full, hour, listed
from sightline.people.models import Post
from sightline.record.cases import Case
from sightline.record.knowledge import knowledge
from sightline.record.writing import Conflict, NotKnown
from sightline.reviews import frozen, looking, vantage
from sightline.reviews.frozen import Frozen

_LONGEST = 2_000
_TOO_LONG = f"Your reason must be {_LONGEST:,} characters or fewer"
_SENT_BEFORE = "This form was sent before with another reason. Send it again"


@dataclass(frozen=True, slots=True)
class Holder:
    """An agency with what it held that a decision's maker had not been told: each with how long it had held it."""

    agency: str
    held: list[tuple[Item, str]]


@require_http_methods(["GET", "HEAD"])
@needs(Permission.SEE_REVIEW)
def index(request: Request, id: UUID) -> HttpResponse:
    """This will list the decisions of a case in the order they were made, without what came of them."""
    context, case = case_of(request, id, "opened the decisions of a case")
    record = vantage.told(request.post.team, case.people)
    called = names(request.post.team, case.people)
    rows = [(one, listed(one, called)) for one in frozen.decisions(record)]
    return render(request, "reviews/decisions.html", context | {"rows": rows, "names": called})


@require_http_methods(["GET", "HEAD"])
@needs(Permission.SEE_REVIEW)
def decision(request: Request, id: UUID, decision: UUID) -> HttpResponse:
    """This will show a decision with what its maker knew at that moment, and nothing that others held."""
    return _page(request, id, decision, {}, 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SEE_REVIEW)
def others(request: Request, id: UUID, decision: UUID) -> HttpResponse:
    """This will keep why somebody looks at what others held at a decision, and only then show it."""
    if request.method == "POST":
        return _look(request, id, decision)
    context, case = case_of(request, id, "opened what others held at a decision")
    one = _frozen(request.post, case, decision)
    looked = looking.looked(request.post, decision)
    if looked is None:
        return redirect(f"{_address(id, decision)}#others")
    look(request.post, "opened what others held", decision)
    called = names(request.post.team, case.people)
    context |= _said(one, called) | {
        "holders": _holders(one, called),
        "looked": looked,
        "heard": heard(request.post.team, case.people, vantage.told(request.post.team, case.people)),
    }
    return render(request, "reviews/others.html", context)


def _look(request: Request, id: UUID, decision: UUID) -> HttpResponse:
    why = request.POST.get("why", "").strip()
    if not why:
        return _page(request, id, decision, {"why": "Say why you look at what others held"}, 422)
    if len(why) > _LONGEST:
        return _page(request, id, decision, {"why": _TOO_LONG}, 422)
    _, case = case_of(request, id, "opened a decision of a case")
    _frozen(request.post, case, decision)
    key = request.POST.get("key", "")[:80] or str(uuid.uuid4())
    try:
        looking.see_others(by=request.post, at=now(), key=key, decision=decision, why=why)
    except NotKnown as error:
        raise Http404("no such decision for this review") from error
    except Conflict:
        return _page(request, id, decision, {"why": _SENT_BEFORE}, 409)
    return redirect("review_others", id=id, decision=decision)


def _address(id: UUID, decision: UUID) -> str:
    return reverse("review_decision", kwargs={"id": id, "decision": decision})


def _frozen(post: Post, case: Case, id: UUID) -> Frozen:
    record = vantage.introduced_to(post.team, case.people)
    found = next((one for one in frozen.decisions(record) if one.id == str(id)), None)
    if found is None:
        raise Http404("no such decision for this review")
    return frozen.frozen(record, found)


def _page(request: Request, id: UUID, decision: UUID, errors: dict[str, str], status: int) -> HttpResponse:
    context, case = case_of(request, id, "opened a decision of a case")
    one = _frozen(request.post, case, decision)
    look(request.post, "opened a decision without hindsight", decision)
    called = names(request.post.team, case.people)
    context |= _said(one, called) | {
        "knew": items(one.knew, one.knew, called, one.at.day),
        "unsure": [(entry, full(entry, called)) for entry in one.unsure],
        "spoke": frozen.spoke(one),
        "looked": looking.looked(request.post, decision),
        "heard": heard(request.post.team, case.people, vantage.told(request.post.team, case.people)),
        "errors": errors,
        "why": request.POST.get("why", ""),
        "key": (status != 409 and request.POST.get("key", "")[:80]) or str(uuid.uuid4()),
    }
    return render(request, "reviews/decision.html", context, status=status)


def _said(one: Frozen, called: Names) -> dict[str, Any]:
    """What both pages of a decision say of it."""
    made = one.decision
    return {
        "one": one,
        "title": listed(made, called),
        "text": full(made, called),
        "reasons": getattr(made.body, "rationale", None) if made.summary else None,
        "unreasoned": made.kind == "decision" and not getattr(made.body, "rationale", None),
        "time": hour(one.at.time) if one.at.time else None,
        "names": called,
        "maker": called.agency(one.maker),
    }


def _holders(one: Frozen, called: Names) -> list[Holder]:
    """What others held, as the items of a replay, by holder: the longest held first."""
    whole = knowledge(one.before, None, one.at.day)
    unsure = {entry.id for entry in one.unsure}
    shown = [
        item
        for item in items(one.knew, whole, called, one.at.day)
        if not item.known and not unsure & set(item.ids)
    ]
    found = []
    for agency, many in frozen.lacked(one).held.items():
        since = {held.entry.id: held.since for held in many}
        held = [
            (min(since[id] for id in item.ids if id in since), item)
            for item in shown
            if set(item.ids) & since.keys()
        ]
        held.sort(key=lambda row: (row[0], row[1].number))
        if held:
            found.append(Holder(agency, [(item, age(day, one.at.day)) for day, item in held]))
    return found
