"""Who answers for the organisation's front doors, sector by sector: its administrator says so, and what was said before stays."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission
from sightline.pages import finding
from sightline.pages.forms.contacts import ASKED, ContactForm
from sightline.pages.opened import now
from sightline.pages.signed_in import Request, needs
from sightline.people import contacts
from sightline.people.models import Post, Team
from sightline.record.acting import acting_for


@needs(Permission.NAME_CONTACTS)
def index(request: Request) -> HttpResponse:
    """This will list the front doors of the organisation with who answers each sector."""
    doors = _doors(request.post)
    there = contacts.standing(doors)
    listed = [
        (door, [(sector, words, there.get(id, {}).get(sector)) for sector, words in contacts.SECTORS.items()])
        for id, door in doors.items()
    ]
    return render(request, "named_contacts/index.html", {"doors": listed, "words": finding})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NAME_CONTACTS)
def contact(request: Request, id: UUID, sector: str) -> HttpResponse:
    """This will show who answers a sector and who did, and take who does from now on. Raises Http404 for another's front door."""
    door = _doors(request.post).get(id)
    if door is None or sector not in contacts.SECTORS:
        raise Http404("no such front door of this organisation")
    said = contacts.history(door, sector)
    if request.method != "POST":
        return _page(request, door, sector, ContactForm.of_row(said[0] if said else None), 200)
    form = ContactForm.of(request.POST, now().day)
    if form.said is None:
        return _page(request, door, sector, form, 422)
    try:
        with acting_for(request.post.team):
            contacts.say(
                by=request.post, key=form.key, team=door, sector=sector, said=form.said, expects=form.seen
            )
    except contacts.Conflict:
        last = next(iter(contacts.history(door, sector)), None)
        form.collided(last)
        return _page(request, door, sector, form, 409)
    return redirect("named_contacts")


def _page(request: Request, door: Team, sector: str, form: ContactForm, status: int) -> HttpResponse:
    said = contacts.history(door, sector)
    context: dict[str, Any] = {
        "door": door,
        "called": contacts.SECTORS[sector],
        "fields": ASKED,
        "form": form,
        "errors": form.errors,
        "history": list(zip(said, [None, *said], strict=False)),
        "standing": bool(said) and not said[0].withdrawn,
        "words": finding,
    }
    return render(request, "named_contacts/contact.html", context, status=status)


def _doors(post: Post) -> dict[UUID, Team]:
    found = Team.objects.filter(organisation=post.team.organisation_id, type="front_door").order_by(
        "name", "id"
    )
    return {door.pk: door for door in found}
