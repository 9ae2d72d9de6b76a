"""What a lead reviewer settles: the terms of reference, whom the review is about, and that it is over."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission
from sightline.pages import finding
from sightline.pages.forms.day import Day
from sightline.pages.forms.reviews import CASE, PERSON, TERMS, spanned
from sightline.pages.forms.sheet import Sheet
from sightline.pages.opened import called, now
from sightline.pages.reviews.sections import framed
from sightline.pages.signed_in import Request, needs
from sightline.pages.words import role_words
from sightline.people.models import Team
from sightline.record import actions, cases
from sightline.record.cases import Case
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.review import ReviewTerms
from sightline.record.kinds.words import Person
from sightline.reviews import opening
from sightline.reviews.kinds import kinds

_COLLIDED = (
    "Somebody of the review set terms since you opened the page. Read them above; you can still send yours"
)


@needs(Permission.LEAD_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: Request) -> HttpResponse:
    """This will set the review's terms of reference; new ones correct the old, which stay on record."""
    frame, standing = framed(request), opening.terms(request.post.team)
    offers = {"template": {one.id: one.title for one in kinds()}}
    seen = standing.id if standing else ""
    if request.method != "POST":
        said = _said(standing.body if standing else None)
        return _terms(request, frame, Sheet.blank(TERMS, offers, seen, **said))
    form = Sheet.of(TERMS, offers, request.POST, now().day)
    spanned(form)
    if form.errors:
        return _terms(request, frame, form, 422)
    if form.seen != seen:
        if not standing or standing.body != _written(form):
            form.seen, form.errors = seen, {"questions": _COLLIDED}
            return _terms(request, frame, form, 409)
        return redirect("review")
    opening.set_terms(
        by=request.post, at=now(), key=f"terms {form.key}", terms=_written(form), corrects=UUID(seen) if seen else None
    )  # fmt: skip
    return redirect("review")


def _terms(request: Request, frame: dict[str, object], form: Sheet, status: int = 200) -> HttpResponse:
    context = frame | {"form": form, "errors": form.errors, "words": finding}
    return render(request, "reviews/terms.html", context, status=status)


def _said(held: ReviewTerms | None) -> dict[str, Any]:
    if held is None:
        return {}
    return {
        "since": held.since, "until": held.until, "template": held.template,
        "questions": "\n".join(held.questions), "legal_basis": held.legal_basis,
        "authority": held.authority,
    }  # fmt: skip


def _written(form: Sheet) -> ReviewTerms:
    said = form.answers
    questions = tuple(one.strip() for one in said["questions"].splitlines() if one.strip())
    return ReviewTerms(
        template=said["template"], questions=questions, since=form.on("since"), until=form.on("until"),
        legal_basis=said["legal_basis"], authority=said["authority"],
    )  # fmt: skip


@needs(Permission.SEE_REVIEW)
@require_http_methods(["GET", "HEAD"])
def review_cases(request: Request) -> HttpResponse:
    """This will show the review's cases and the people of each."""
    return _cases(request, Sheet.blank(CASE))


@needs(Permission.LEAD_REVIEW)
@require_http_methods(["POST"])
def new_case(request: Request) -> HttpResponse:
    """This will begin a case of the review with the child it is about."""
    form = Sheet.of(CASE, {}, request.POST, now().day)
    if form.errors:
        framed(request)
        return _cases(request, form, 422)
    opening.name_case(
        by=request.post, at=now(), key=f"case {form.key}", title=form.answers["title"], who=[_person(form)]
    )
    return redirect("review_cases")


@needs(Permission.LEAD_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: Request, id: UUID) -> HttpResponse:
    """This will put somebody else into a case of the review. Raises Http404 where it has none by that id."""
    frame, case = framed(request), cases.case(request.post.team, id)
    if case is None:
        raise Http404("no such case of this review")
    form = Sheet.blank(PERSON)
    if request.method == "POST":
        form = Sheet.of(PERSON, {}, request.POST, now().day)
        if not form.errors:
            opening.add_person(
                by=request.post, at=now(), key=f"person {form.key}", case=id, who=_person(form)
            )
            return redirect("review_cases")
    context = frame | {"case": case, "form": form, "errors": form.errors, "words": finding}
    return render(request, "reviews/person.html", context, status=422 if form.errors else 200)


def _person(form: Sheet) -> Particulars:
    said, born = form.answers, Day.of(form.answers, "dob", "").on
    unborn = said["role"] == "unborn"
    return Particulars(
        person=Person(""), role=said["role"], name=said["name"], also_known_as=said["also"] or None,
        dob=None if unborn else born, edd=born if unborn else None, nhs_number=said["nhs_number"] or None,
        address=said["address"] or None,
    )  # fmt: skip


def _people(team: Team, case: Case) -> list[Particulars]:
    """Who the people of a case are, as the review says: of each the last, since asking says it anew to every agency."""
    said = [entry.body for entry in cases.who(team, case.people) if entry.author == str(team.pk)]
    return list({body.person: body for body in said}.values())


def _cases(request: Request, form: Sheet, status: int = 200) -> HttpResponse:
    frame = framed(request)
    held = {case.id: _people(request.post.team, case) for case in frame["frame"].cases}
    names = called([body for bodies in held.values() for body in bodies])
    context = frame | {
        "held": held, "names": names, "form": form, "errors": form.errors, "words": finding, "role": role_words,
    }  # fmt: skip
    return render(request, "reviews/cases.html", context, status=status)


@needs(Permission.LEAD_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request) -> HttpResponse:
    """This will end the review, once it has been confirmed."""
    context = framed(request) | {"errors": {}, "words": finding}
    if request.method != "POST":
        return render(request, "reviews/close.html", context)
    published = request.POST.get("published", "")
    if published not in ("yes", "no"):
        context["errors"] = {"published": "Choose whether the report was published"}
        return render(request, "reviews/close.html", context, status=422)
    with suppress(actions.Conflict):  # closed already, with the other answer
        opening.close(by=request.post, at=now(), key="close", published=published == "yes")
    return redirect("review")
