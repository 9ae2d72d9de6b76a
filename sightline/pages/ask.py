"""Asking other agencies about one person of a referral: first what they will read, then the asking."""

from __future__ import annotations

import datetime as dt
from typing import get_args
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.access import Permission
from sightline.checks import asking
from sightline.pages import board_words
from sightline.pages.board import Shown, shown
from sightline.pages.forms.checks import AskForm
from sightline.pages.forms.sent import seen_of
from sightline.pages.opened import now
from sightline.pages.signed_in import Request, needs
from sightline.pages.words import first_up, service_words
from sightline.people.models import Team
from sightline.record import actions
from sightline.record.kinds.words import AgencyType, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import concerned
from sightline.standards.clock import working_days_after

_COLLIDED = (
    "Your team has recorded something newer about this person since you opened the page. Look at the board; then you can"
    " send this again"
)


@needs(Permission.ASK_CHECK)
def ask(request: Request, id: UUID) -> HttpResponse:
    """This will show the form, then what would be told, and then ask."""
    found = shown(request.post.team, id)
    given = request.POST if request.method == "POST" else request.GET
    person = _person(found, given.get("person", ""))
    service = given.get("service", "")
    if not service:
        return render(request, "ask_whom.html", _choices(found, person))
    if service not in get_args(AgencyType):
        raise Http404("no such service")
    teams = list(Team.objects.filter(type=service).exclude(pk=request.post.team_id).order_by("name", "id"))
    if request.method != "POST":
        form = AskForm.fresh([str(team.pk) for team in teams], last(found.known, person), _by(now().day))
        return _page(request, found, person, service, teams, form)
    form = AskForm.of(request.POST, {str(team.pk) for team in teams}, now().day)
    chosen = [team for team in teams if str(team.pk) in form.teams]
    if not form.errors and request.POST.get("step") == "send":
        return _send(request, found, person, service, teams, chosen, form)
    if form.errors or request.POST.get("step") == "change":
        return _page(request, found, person, service, teams, form)
    return _preview(request, found, person, service, chosen, form)


def _send(
    request: Request, found: Shown, person: Person, service: str, teams: list[Team], chosen: list[Team], form: AskForm
) -> HttpResponse:  # fmt: skip
    assert form.by.on is not None  # noqa: S101  (a form without errors has it)
    try:
        asking.ask(
            by=request.post, at=now(), key=f"ask {form.key}", referral=UUID(found.referral.id), person=person,
            teams=chosen, purpose=form.purpose, basis=form.legal_basis, answer_by=form.by.on,
            expects=seen_of(form.seen),
        )  # fmt: skip
    except actions.Conflict:
        form.again(last(found.known, person), _COLLIDED)
        return _page(request, found, person, service, teams, form, 409)
    return redirect(reverse("board", kwargs={"id": found.referral.id}) + f"#c-{person}-{service}")


def _page(
    request: Request, found: Shown, person: Person, service: str, teams: list[Team], form: AskForm, status: int = 0
) -> HttpResponse:  # fmt: skip
    context = {
        **_of(found, person, service),
        "form": form,
        "errors": form.errors,
        "teams": teams,
        "bases": board_words.BASES,
    }
    return render(request, "ask.html", context, status=status or (422 if form.errors else 200))


def _preview(
    request: Request, found: Shown, person: Person, service: str, chosen: list[Team], form: AskForm
) -> HttpResponse:
    assert form.by.on is not None  # noqa: S101
    who, check = asking.preview(
        request.post, now(), person, chosen[0], form.purpose, form.legal_basis, form.by.on
    )
    context = {
        **_of(found, person, service),
        "form": form,
        "who": who.body,
        "check": check,
        "asker": request.post.team.name,
        "chosen": chosen,
        "bases": board_words.BASES,
    }
    return render(request, "ask_preview.html", context)


def _of(found: Shown, person: Person, service: str) -> dict[str, object]:
    why = next((said for (one, kind), said in found.why.items() if (one, kind) == (person, service)), None)
    return {
        "shown": found, "person": person, "service": service, "why": why, "words": board_words,
        "about": found.about(person), "called": service_words(service, inside=True),
    }  # fmt: skip


def _choices(found: Shown, person: Person) -> dict[str, object]:
    types = sorted({team.type for team in found.known.teams.values()} - {"community", "front_door"})
    services = [{"value": kind, "text": service_words(kind)} for kind in types]
    people = [
        {"value": row.person, "text": first_up(found.about(row.person)), "checked": row.person == person}
        for row in found.board.rows
    ]
    return {
        "shown": found, "people": people, "words": board_words,
        "services": sorted(services, key=lambda one: one["text"]),
    }  # fmt: skip


def _person(found: Shown, given: str) -> Person:
    """Whoever is named, else the loudest. Raises Http404 for somebody who is not on the board."""
    if not given:
        return found.board.loudest[0].person
    if given not in found.referral.people:
        raise Http404("nobody by that id on this board")
    return Person(given)


def last(known: Knowledge, person: Person) -> str:
    """This will give the last entry about somebody that came to the team: what a form sent from this page had seen."""
    about = [entry.id for entry in known.all() if person in concerned(entry)]
    return about[-1] if about else "nothing"


def _by(today: dt.date) -> dt.date:
    return working_days_after(today, 1)
