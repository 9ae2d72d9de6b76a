"""Who takes part in a learning review: groups by phase, participants, and their invitations."""

from __future__ import annotations

from typing import Any, get_args
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
from sightline.people.models import Post, Team
from sightline.record import store
from sightline.record.entry import Entry
from sightline.record.kinds.review_people import ReviewGroup, ReviewParticipant
from sightline.record.kinds.words import Agency, EntryRef, ReviewType
from sightline.record.knowledge import Knowledge
from sightline.reviews import gathering, heard

_ADD = (*reviewing.PARTICIPANT, reviewing.INVITATION)


@require_http_methods(["GET", "HEAD"])
@needs(Permission.SEE_REVIEW)
def people(request: Request) -> HttpResponse:
    """This will list the groups with who is in each, and who is in none."""
    frame = framed(request)
    known = store.may_see(request.post.team)
    there, groups = heard.participants(known), heard.latest(known, ReviewGroup)
    asked.looked(request, "reading who takes part")
    titles = {str(case.id): case.title for case in frame["frame"].cases}
    context = frame | {
        "groups": [(one.body, titles.get(one.body.case or ""), _in(there, id)) for id, one in groups.items()],
        "others": [one for one in there.values() if not set(one.body.groups) & groups.keys()],
        "posts": _posts(there),
        "heard": heard.heard(known),
        "phases": reviewing.PHASES,
        "teams": known.teams,
        "words": finding,
    }
    return render(request, "reviews/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.WRITE_REVIEW)
def new_group(request: Request) -> HttpResponse:
    """This will begin a group of those who take part."""
    frame = framed(request)
    offers = {"case": {"": "All cases"} | {str(case.id): case.title for case in frame["frame"].cases}}
    sheet = _sheet(request, reviewing.GROUP, offers)

    def add() -> None:
        said: dict[str, Any] = {"phase": sheet.answers["phase"], "case": sheet.chosen("case")}
        group = ReviewGroup(name=sheet.answers["name"], **said)
        gathering.add_group(by=request.post, at=now(), key=sheet.key, group=group)

    status = asked.sent(request, sheet, add)
    if status == 302:
        return redirect("review_people")
    words: dict[str, Any] = {"title": "A new group", "button": "Add the group", "back": ("review_people", {})}
    return asked.form(request, sheet, frame, status, part="review_people", **words)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.LEAD_REVIEW)
def new_participant(request: Request) -> HttpResponse:
    """This will let somebody take part, and invite them where there is an address."""
    frame = framed(request)
    sheet = _sheet(request, _ADD, _offers(store.may_see(request.post.team)))

    def add() -> None:
        _, post = gathering.take_part(
            by=request.post,
            at=now(),
            key=UUID(sheet.key),
            **_said(sheet),
            email=sheet.answers["email"].lower(),
        )
        asked.invited(request, post)

    status = asked.sent(request, sheet, add)
    if status == 302:
        return redirect("review_people")
    words: dict[str, Any] = {
        "title": "Somebody who takes part",
        "button": "Add them",
        "back": ("review_people", {}),
    }
    return asked.form(request, sheet, frame, status, part="review_people", **words)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.LEAD_REVIEW)
def participant(request: Request, id: UUID) -> HttpResponse:
    """This will say anew who somebody is and in which groups. Raises Http404 for whoever does not take part."""
    frame = framed(request)
    known, who = _found(request, id)
    fields = reviewing.PARTICIPANT if _posts({who.body.participant: who}) else _ADD
    before = {
        name: getattr(who.body, name) or ""
        for name in ("name", "profession", "worked_for", "worked_for_words")
    }
    sheet = _sheet(request, fields, _offers(known), _mark(known), **before, groups=who.body.groups)

    def change() -> None:
        body = ReviewParticipant(participant=Agency(str(id)), **_said(sheet))
        gathering.put_right(by=request.post, at=now(), key=sheet.key, participant=body, seen=sheet.seen)
        if email := sheet.chosen("email"):
            post = gathering.invite(
                by=request.post, at=now(), participant=Agency(str(id)), email=email.lower()
            )
            asked.invited(request, post)

    status = asked.sent(request, sheet, change, lambda: _mark(store.may_see(request.post.team)))
    if status == 302:
        return redirect("review_people")
    words: dict[str, Any] = {
        "title": "Who this is",
        "button": "Save",
        "back": ("review_people", {}),
        "stands": _stands(request, id, status),
    }
    return asked.form(request, sheet, frame, status, part="review_people", **words)


def _stands(request: Request, id: UUID, status: int) -> list[str]:
    """After a conflict: what a colleague has said meanwhile."""
    if status != 409:
        return []
    said = _found(request, id)[1].body
    return [f"{said.name}, {said.profession}"]


def _found(request: Request, id: UUID) -> tuple[Knowledge, Entry[ReviewParticipant]]:
    known = store.may_see(request.post.team)
    who = heard.participants(known).get(Agency(str(id)))
    if who is None:
        raise Http404("nobody takes part by that id")
    return known, who


def _sheet(request: Request, fields: Any, offers: Any, seen: str = "", **before: Any) -> Sheet:
    if request.method == "POST":
        return Sheet.of(fields, offers, request.POST, now().day)
    return Sheet.blank(fields, offers, seen, **before)


def _said(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.answers["name"],
        "profession": sheet.answers["profession"],
        "worked_for": Agency(team) if (team := sheet.chosen("worked_for")) else None,
        "worked_for_words": sheet.answers["worked_for_words"],
        "groups": tuple(EntryRef(one) for one in sheet.answers["groups"]),
    }


def _offers(known: Knowledge) -> dict[str, dict[str, str]]:
    inside = (*get_args(ReviewType), "community")
    teams = sorted((team.name, id) for id, team in known.teams.items() if team.type not in inside)
    groups = {id: one.body.name for id, one in heard.latest(known, ReviewGroup).items()}
    return {"worked_for": {"": "Not in this list"} | {id: name for name, id in teams}, "groups": groups}


def _mark(known: Knowledge) -> str:
    return gathering.mark(heard.latest(known, ReviewParticipant))


def _in(there: dict[Agency, Entry[ReviewParticipant]], group: str) -> list[Entry[ReviewParticipant]]:
    return [one for one in there.values() if group in one.body.groups]


def _posts(there: dict[Agency, Entry[ReviewParticipant]]) -> dict[str, Post]:
    """The post of each who was invited, by the knower that they are."""
    held = Post.objects.filter(team__in=Team.objects.filter(pk__in=list(there))).select_related("account")
    return {str(post.team_id): post for post in held.order_by("starts")}
