"""Deciding on a contact, which is replying to it: one form, previewed as the referrer will read it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission
from sightline.pages import finding
from sightline.pages.blanks import blanks
from sightline.pages.board import shown as checks_of
from sightline.pages.contact import contact_of
from sightline.pages.family import Family, family
from sightline.pages.forms.decide import Blank, DecideForm
from sightline.pages.forms.sent import seen_of
from sightline.pages.opened import now
from sightline.pages.reply import previewed
from sightline.pages.signed_in import Request, needs
from sightline.pathways.challenge import changed
from sightline.pathways.deciding import decide as keep
from sightline.pathways.outcomes import Thresholds, outcomes, thresholds_on
from sightline.pathways.referral import holder
from sightline.people.models import Post, Team
from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.writing import Conflict
from sightline.state.decisions import standing

_MEANWHILE = (
    "Something came in about this family after you opened this page. Nothing was sent and what you wrote is kept: "
    "read what is new, then send it again if it still stands"
)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.DECIDE)
def decide(request: Request, id: UUID) -> HttpResponse:
    """This will show the form of a decision, preview it, and make it."""
    referral = contact_of(request.post, id)
    shown = family(request.post.team, referral.people)
    made = standing(shown.known, referral.id)
    document = thresholds_on(now().day)
    missing = blanks(checks_of(request.post.team, id).board, shown.names)
    form = DecideForm(given=_begun(request.post, referral))
    status = 200
    if request.method == "POST":
        form = DecideForm.of(request.POST, document, missing)
        status = 422 if form.errors else 200
        sent = request.POST.get("act") == "send"
        if sent and (decision := _kept(request, referral, form)):
            return redirect("decision", id=decision)
        if form.reply and form.errors:  # sound, and somebody was there first
            status = 409
    if made and request.method != "POST" and not changed(shown.known, made.id):
        return redirect("decision", id=made.id)
    context = _said(request, referral, shown, form) | _choices(document, missing)
    return render(request, "decide.html", context, status=status)


def _begun(post: Post, referral: Entry[Referral]) -> dict[str, str]:
    """Whoever decides holds it until they say otherwise, on the number on which the front door answers the referrer."""
    rings = holder(post.team, Team.objects.get(pk=referral.author))
    return {"held_by": post.name, "telephone": rings.telephone if rings else ""}


def _kept(request: Request, referral: Entry[Referral], form: DecideForm) -> UUID | None:
    """The decision made; or nothing, and the form says why not."""
    if form.reply is None:
        return None
    try:
        return keep(
            by=request.post, at=now(), key=request.POST.get("key", "")[:80], referral=referral, reply=form.reply,
            expects=seen_of(request.POST.get("latest", "")),
        )  # fmt: skip
    except (Conflict, ValueError):
        form.errors["reasons"] = _MEANWHILE
        return None


def _said(request: Request, referral: Entry[Referral], shown: Family, form: DecideForm) -> dict[str, Any]:
    posted, collided = request.method == "POST", bool(form.reply and form.errors)
    made = standing(shown.known, referral.id)
    decider = shown.names.agency(str(request.post.team_id))
    return {
        "referral": referral,
        "names": shown.names,
        "form": form,
        "made": made,
        "changed": changed(shown.known, made.id) if made else None,
        "preview": previewed(form.reply, shown.names, decider, now().day) if form.reply else None,
        "key": request.POST.get("key") or str(uuid.uuid4()),
        # Once somebody was said to have been there first, sending again is with that seen.
        "latest": request.POST.get("latest", shown.latest) if posted and not collided else shown.latest,
        "words": finding,
    }


def _choices(document: Thresholds, missing: Sequence[Blank]) -> dict[str, Any]:
    levels = [{"value": one.id, "text": one.title} for one in document.levels]
    return {
        "document": document,
        "outcomes": [{"value": one.id, "text": one.title} for one in outcomes()],
        "levels": [{"value": "", "text": "Choose a level"}, *levels],
        "blanks": [(blank.field, blank.called, blank.stood.replace("_", " ")) for blank in missing],
        "told": [
            {"value": "yes", "text": "Yes, all of them"},
            {"value": "no", "text": "No: only the outcome is sent"},
        ],
    }
