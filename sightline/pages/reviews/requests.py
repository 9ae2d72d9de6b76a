"""What the review asked of whom, and what each has told it; and asking, once it has been seen what they will read."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission
from sightline.checks.asking import sent
from sightline.pages import finding
from sightline.pages.forms.reviews import ASKING, BASES, spanned
from sightline.pages.forms.sheet import Sheet
from sightline.pages.opened import called, now
from sightline.pages.reviews.sections import framed
from sightline.pages.signed_in import Request, needs
from sightline.pages.words import Names, first_up
from sightline.people.models import Team
from sightline.record import actions, cases, store
from sightline.record.cases import Case
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.review import ReviewTerms
from sightline.record.kinds.words import Agency, LegalBasis, Person
from sightline.record.knowledge import Knowledge
from sightline.reviews import answered, asking, opening, vantage
from sightline.reviews.asking import Asking
from sightline.standards.clock import working_days_after

ANSWER_IN = 10  # working days: local
"""How long an agency is given, where the reviewer names no other day."""


@needs(Permission.SEE_REVIEW)
@require_http_methods(["GET", "HEAD"])
def requests(request: Request) -> HttpResponse:
    """This will show each agency that was asked, what it answered, and who was not asked."""
    team = request.post.team
    frame = framed(request)
    actions.look(
        by=request.post, at=now(), key=f"look {uuid.uuid4()}", purpose="what agencies told the review"
    )
    known = store.may_see(team, people=[person for case in frame["frame"].cases for person in case.people])
    names = called(_of(team, frame["frame"].cases))
    standing = answered.standing(known, now().day)
    context = frame | {
        "standing": standing, "names": names,
        "not_asked": [names.agency(one) for one in _not_asked(team, known, frame["frame"].cases)],
        "wait": sum(one.state in ("waiting", "late") for one in standing), "words": finding,
        "terms": opening.terms(team), "bases": BASES, "titles": _titles(frame["frame"].cases),
    }  # fmt: skip
    return render(request, "reviews/requests.html", context)


@needs(Permission.LEAD_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, id: UUID) -> HttpResponse:
    """This will show the form, then what each agency will read, and then ask: about the people of one case, and of no other.

    Raises Http404 where the review has no such case.
    """
    frame, terms, case = framed(request), opening.terms(request.post.team), cases.case(request.post.team, id)
    if case is None:
        raise Http404("no such case of this review")
    if terms is None:
        return redirect("review_terms")
    frame["case"], teams = case, _teams()
    names = called(_of(request.post.team, [case]))
    offers = {"teams": {str(one.pk): first_up(one.name) for one in teams}, "people": _people(names)}
    if request.method != "POST":
        form = Sheet.blank(
            ASKING, offers, since=terms.body.since, until=terms.body.until, people=list(offers["people"]),
            by=working_days_after(now().day, ANSWER_IN), teams=request.GET.getlist("team"),
        )  # fmt: skip
        return _form(request, frame, form)
    form = Sheet.of(ASKING, offers, request.POST, now().day)
    spanned(form)
    _within(form, terms.body)
    if form.errors or request.POST.get("step") == "change":
        return _form(request, frame, form, 422 if form.errors else 200)
    wanted, chosen = (
        _asking(form, terms.body.legal_basis),
        [one for one in teams if str(one.pk) in form.answers["teams"]],
    )
    if request.POST.get("step") != "send":
        return _preview(request, frame, form, wanted, chosen)
    asking.ask(by=request.post, at=now(), key=f"asks {form.key}", teams=chosen, asking=wanted)
    return redirect("review_requests")


def _within(form: Sheet, terms: ReviewTerms) -> None:
    """The days asked for lie within the terms, and the answer in the days to come."""
    if form.errors:
        return
    if form.on("since") < terms.since or form.on("until") > terms.until:
        form.errors["since-day"] = "These days are not within the terms of reference"
    elif form.on("by") < now().day:
        form.errors["by-day"] = "The day to answer by must be today or later"


def _asking(form: Sheet, basis: LegalBasis) -> Asking:
    people = tuple(Person(one) for one in form.answers["people"])
    return Asking(people, form.on("since"), form.on("until"), form.answers["purpose"], basis, form.on("by"))


def _form(request: Request, frame: dict[str, Any], form: Sheet, status: int = 200) -> HttpResponse:
    context = frame | {"form": form, "errors": form.errors, "words": finding}
    return render(request, "reviews/ask.html", context, status=status)


def _preview(
    request: Request, frame: dict[str, Any], form: Sheet, wanted: Asking, chosen: list[Team]
) -> HttpResponse:
    held = {one: [e.body for e in cases.who(request.post.team, [UUID(one)])] for one in wanted.people}
    context = frame | {
        "form": form, "wanted": wanted, "chosen": chosen, "sent": [sent(bodies, one) for one, bodies in held.items()],
        "bases": BASES, "words": finding,
    }  # fmt: skip
    return render(request, "reviews/ask_preview.html", context)


def _teams() -> list[Team]:
    """Every team that a review can ask: agencies, whatever they hold."""
    return list(
        Team.objects.filter(within=None).exclude(type__in=("community", "partnership")).order_by("name", "id")
    )


def _not_asked(team: Team, known: Knowledge, named: Sequence[Case]) -> list[Agency]:
    """The agencies that what was told of any case speaks of, and that were not asked about it."""
    found = [
        answered.not_asked(
            vantage.told(team, case.people), answered.asked(known, [Person(str(one)) for one in case.people])
        )
        for case in named
    ]
    return list(dict.fromkeys(one for agencies in found for one in agencies))


def _titles(named: Sequence[Case]) -> dict[Person, str]:
    """Which case each person is of."""
    return {Person(str(person)): case.title for case in named for person in case.people}


def _of(team: Team, named: Sequence[Case]) -> list[Particulars]:
    """Who the review says the people of some cases are."""
    people = [one for case in named for one in case.people]
    return [entry.body for entry in cases.who(team, people) if entry.author == str(team.pk)] if people else []


def _people(names: Names) -> dict[str, str]:
    return {str(person): first_up(called_so) for person, called_so in names.called.items()}
