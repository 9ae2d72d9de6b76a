"""One contact, as the team that is asked to decide reads it; and who takes it, how soon."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission
from sightline.pages import finding
from sightline.pages.family import Family, family
from sightline.pages.forms.sent import id_of
from sightline.pages.opened import now, read
from sightline.pages.queue import due_words
from sightline.pages.signed_in import Request, needs
from sightline.pathways.challenge import changed
from sightline.pathways.queue import allocate, earlier, priorities
from sightline.pathways.referral import reference
from sightline.people.models import Post, Team
from sightline.record import actions, cases
from sightline.record.entry import Entry
from sightline.record.kinds.contact import Allocation, Referral
from sightline.record.kinds.particulars import Particulars
from sightline.record.queue import referrals_about, waiting
from sightline.record.writing import Conflict
from sightline.state.decisions import standing


def contact_to(team: Team, id: UUID) -> Entry[Referral]:
    """This will give a contact made to a team. Raises Http404 where there is none by that id."""
    found = cases.entry(team, id)
    if found is None or not isinstance(found.body, Referral) or found.body.to != str(team.pk):
        raise Http404("no such contact to this team")
    return found


def contact_of(post: Post, id: UUID) -> Entry[Referral]:
    """This will give a contact made to the post's team, the look kept and its telling opened. Raises Http404 for no such."""
    found = contact_to(post.team, id)
    actions.look(by=post, at=now(), key=f"look {uuid.uuid4()}", purpose="opened the contact", entry=id)
    read(post, cases.seen_of(post.team, [found]), found.id)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SEE_QUEUE)
def contact(request: Request, id: UUID) -> HttpResponse:
    """This will show a contact, and give it to one of the team."""
    referral = contact_of(request.post, id)
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        errors, status = _given(request, referral)
        if not errors:
            return redirect("contact", id=id)
    shown = family(request.post.team, referral.people)
    context = _said(request.post, referral, shown) | {
        "errors": errors,
        "given": request.POST,
        "key": request.POST.get("key") or str(uuid.uuid4()),
        "latest": shown.latest,
    }
    return render(request, "contact.html", context, status=status)


def _given(request: Request, referral: Entry[Referral]) -> tuple[dict[str, str], int]:
    """The errors of a form of allocation with their status; none where it was done."""
    colleagues = {str(post.pk): post for post in _colleagues(request.post)}
    to = colleagues.get(request.POST.get("to", ""))
    priority = request.POST.get("priority", "")
    errors = {}
    if to is None:
        errors["to"] = "Choose who takes this contact"
    if priority not in [one.id for one in priorities()]:
        errors["priority"] = "Choose how soon it is looked at"
    seen = id_of(request.POST.get("latest", ""))
    if errors or to is None or seen is None:
        return errors or {"to": "This page was not complete. Choose again"}, 422
    try:
        allocate(
            by=request.post, at=now(), key=request.POST.get("key", "")[:80], referral=referral, to=to,
            priority=priority, expects=seen,
        )  # fmt: skip
    except Conflict:
        words = (
            "Something came in about this family after you opened this page. Read it below, then choose again"
        )
        return {"to": words}, 409
    return {}, 200


def _said(post: Post, referral: Entry[Referral], shown: Family) -> dict[str, Any]:
    about = referrals_about(post.team, set(referral.people))
    line = waiting(post.team, UUID(referral.id))
    decision = standing(shown.known, referral.id)
    given = shown.known.naming(referral.id, Allocation)
    return {
        "referral": referral,
        "reference": reference(UUID(referral.id)),
        "names": shown.names,
        "people": [
            (person, [e.body for e in shown.known.entries(Particulars, person)]) for person in referral.people
        ],
        "earlier": earlier(referral, about),
        "waiting": line,
        "due": due_words(line.decide_by, now().day) if line else "",
        "decision": decision,
        "changed": changed(shown.known, decision.id) if decision else None,
        "given_to": given[-1].body if given else None,
        "colleagues": [{"value": "", "text": "Choose somebody"}]
        + [{"value": str(one.pk), "text": f"{one.name}, {one.role}"} for one in _colleagues(post)],
        "priorities": [{"value": one.id, "text": one.title} for one in priorities()],
        "words": finding,
    }


def _colleagues(post: Post) -> list[Post]:
    today = now().day
    return [
        one for one in Post.objects.filter(team=post.team_id).order_by("name", "id") if one.held_on(today)
    ]
