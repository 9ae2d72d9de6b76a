"""A review's recommendations: written as drafts within the limit, looked over, and issued to those whom they are for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from sightline.access import Permission
from sightline.measures.series import MEASURES
from sightline.pages import finding
from sightline.pages.forms import recommendations as asked
from sightline.pages.forms.sheet import Sheet
from sightline.pages.opened import called, now
from sightline.pages.recommended import STATES
from sightline.pages.reviews.sections import framed
from sightline.pages.signed_in import Request, needs
from sightline.people.models import Team
from sightline.record import actions, by_kind
from sightline.record.kinds.recommendation import ReviewRecommendation
from sightline.record.kinds.words import Agency, EntryRef
from sightline.reviews import limits, recommending
from sightline.reviews.findings import findings
from sightline.reviews.following import Followed

_COLLIDED = (
    "Somebody of the review wrote this anew, or issued it, since you opened the page. Your words are below"
)


@needs(Permission.SEE_REVIEW)
@require_http_methods(["GET", "HEAD"])
def recommendations(request: Request) -> HttpResponse:
    """This will list the review's recommendations, drafts and issued, with the limit on their number."""
    context = framed(request) | _words(request.post.team) | {
        "every": recommending.every(request.post.team, now().day), "stale": request.GET.get("stale") == "yes",
    }  # fmt: skip
    return render(request, "recommendations/review.html", context)


def _words(team: Team) -> dict[str, Any]:
    return {
        "words": finding, "names": called([]), "limit": limits.recommendations(), "states": STATES, "measures": MEASURES,
        "errors": {}, "found": _found(team),
    }  # fmt: skip


@needs(Permission.WRITE_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def recommend(request: Request, id: UUID | None = None) -> HttpResponse:
    """This will write a draft, or (with an `id`) put one right. Raises Http404 for one that the review has not, or has issued."""
    frame, every = framed(request), recommending.every(request.post.team, now().day)
    draft = next((one for one in every if str(id) in one.ids), None)
    if id and (draft is None or (draft.state != "draft" and request.method != "POST")):
        raise Http404("no such draft of this review")
    number = draft.body.number if draft else max((one.body.number for one in every), default=0) + 1
    fields = asked.writing(number > limits.recommendations().most)
    offers = asked.teams(_teams()) | {"findings": _findings(request.post.team)}
    context = (
        frame
        | _words(request.post.team)
        | {"number": number, "draft": draft, "seen": draft.entry.id if draft else ""}
    )
    if request.method != "POST":
        return _form(request, context, Sheet.blank(fields, offers, **(_boxes(draft) if draft else {})))
    form = Sheet.of(fields, offers, request.POST, now().day)
    rows = asked.concerned(form)
    context["seen"] = request.POST.get("seen", "")
    if form.errors or request.POST.get("step") == "change":
        return _form(request, context, form, 422 if form.errors else 200)
    said = _said(form, rows, number)
    if request.POST.get("step") != "keep":
        context |= {"said": said, "summary": form.answers["words"], "form": form, "offers": offers}
        return render(request, "recommendations/preview.html", context)
    return _keep(request, context, form, said, draft)


def _keep(
    request: Request, context: dict[str, Any], form: Sheet, said: ReviewRecommendation, draft: Followed | None
) -> HttpResponse:
    act: dict[str, Any] = {
        "by": request.post, "at": now(), "key": f"recommends {form.key}", "said": said, "words": form.answers["words"],
    }  # fmt: skip
    try:
        if draft:
            recommending.write_again(id=UUID(draft.id), seen=context["seen"], **act)
        else:
            recommending.write(**act)
    except actions.Conflict:
        if draft is None:  # sent twice: the first one took the number
            return redirect("review_recommendations")
        form.errors = {"words": _COLLIDED}
        return _form(request, context | {"seen": draft.entry.id}, form, 409)
    return redirect("review_recommendations")


@needs(Permission.LEAD_REVIEW)
@require_POST
def issue(request: Request, id: UUID) -> HttpResponse:
    """This will issue a draft as it was seen. Raises Http404 for one that the review has not."""
    framed(request)
    try:
        recommending.issue(by=request.post, at=now(), id=id, seen=request.POST.get("seen", ""))
    except actions.NotKnown as error:
        raise Http404("no such draft of this review") from error
    except actions.Conflict:
        every = recommending.every(request.post.team, now().day)
        context = framed(request) | _words(request.post.team) | {"every": every, "stale": True}
        return render(request, "recommendations/review.html", context, status=409)
    return redirect("review_recommendations")


def _form(request: Request, context: dict[str, Any], form: Sheet, status: int = 200) -> HttpResponse:
    return render(
        request, "recommendations/write.html", context | {"form": form, "errors": form.errors}, status=status
    )


def _said(form: Sheet, rows: list[tuple[str, str]], number: int) -> ReviewRecommendation:
    given = form.answers
    measure = None if given["measure"] == "none" else given["measure"]
    paragraphs = tuple(one.strip() for one in given["paragraphs"].split(",") if one.strip())
    return ReviewRecommendation(
        number=number, owner=Agency(given["owner"]), owner_post=given["owner_post"], different_for_child=given["different"],
        test_by=form.on("by"), professions=tuple(who for who, _ in rows), agencies=tuple(Agency(at) for _, at in rows),
        audit_question=given["audit"] or None, measure=measure, no_measure=None if measure else given["no_measure"],
        findings=tuple(EntryRef(one) for one in given["findings"]), paragraphs=paragraphs,
        beyond_limit=given.get("beyond") or None,
    )  # fmt: skip


def _boxes(draft: Followed) -> dict[str, Any]:
    said = draft.body
    return asked.row_boxes(list(zip(said.professions, said.agencies, strict=True))) | {
        "by": said.test_by, "words": draft.entry.summary, "different": said.different_for_child, "owner": said.owner,
        "owner_post": said.owner_post, "audit": said.audit_question or "", "measure": said.measure or "none",
        "no_measure": said.no_measure or "", "findings": list(said.findings), "paragraphs": ", ".join(said.paragraphs),
        "beyond": said.beyond_limit or "",
    }  # fmt: skip


def _teams() -> dict[str, str]:
    found = Team.objects.filter(within=None).exclude(type="community").order_by("name", "id")
    return {str(one.pk): one.name for one in found}


def _findings(team: Team) -> dict[str, str]:
    """The review's findings in their last words, each by its last version."""
    return {one.last.id: one.last.summary for one in findings(by_kind.found(team))}


def _found(team: Team) -> dict[str, str]:
    """The same by every version: what is recommended rests on the one that stood then."""
    return {version.id: one.last.summary for one in findings(by_kind.found(team)) for version in one.versions}
