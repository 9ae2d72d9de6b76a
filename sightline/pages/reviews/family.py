"""The family in a learning review: whether each was asked for their view, and how the report will be shared with them."""

from __future__ import annotations

from typing import Any, cast
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
from sightline.pages.words import day
from sightline.record import store
from sightline.record.entry import Entry
from sightline.record.kinds.review_people import ReviewFamilyView, Stands
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.reviews import gathering, heard, unheard

_KEPT = ("stands", "how", "on", "asked_by", "why", "report_how", "report_by")


@require_http_methods(["GET", "HEAD"])
@needs(Permission.SEE_REVIEW)
def family(request: Request) -> HttpResponse:
    """This will list the family of each case with where their view stands, and what was said of it before."""
    frame = framed(request)
    asked.looked(request, "reading the family's views")
    people = [person for case in frame["frame"].cases for person in case.people]
    views = unheard.views(request.post.team, people)
    context = frame | {
        "families": _families(request, frame),
        "views": views,
        "stands": reviewing.STANDS,
        "words": finding,
        "day": day,
    }
    return render(request, "reviews/family.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.WRITE_REVIEW)
def view(request: Request, id: UUID) -> HttpResponse:
    """This will say where it stands with the view of one of the family. Raises Http404 for anybody else."""
    frame = framed(request)
    person = Person(str(id))
    names = {one: name for _, people in _families(request, frame) for one, name in people.items()}
    if person not in names:
        raise Http404("nobody of the review's families by that id")
    sheet = _sheet(request, _known(request, person), person)

    def keep() -> None:
        said: dict[str, Any] = {
            name: sheet.answers[name] for name in ("how", "asked_by", "why", "report_how")
        }
        body = ReviewFamilyView(
            of_person=person, stands=cast("Stands", sheet.answers["stands"]), on=sheet.day("on"),
            report_by=sheet.day("report_by"), **said,
        )  # fmt: skip
        gathering.family_view(
            by=request.post, at=now(), key=sheet.key, said=body, words=sheet.answers["words"], seen=sheet.seen
        )

    status = asked.sent(request, sheet, keep, lambda: _mark(_known(request, person), person))
    if status == 302:
        return redirect("review_family")
    words: dict[str, Any] = {
        "title": "The view of one of the family",
        "lead": names[person],
        "button": "Save",
    }
    if status == 409:
        words["stands"] = _stands(_known(request, person), person)
    return asked.form(
        request, sheet, frame, status, part="review_family", back=("review_family", {}), **words
    )


def _families(request: Request, frame: dict[str, Any]) -> list[tuple[str, dict[Person, str]]]:
    return [(case.title, unheard.family(request.post.team, case.people)) for case in frame["frame"].cases]


def _known(request: Request, person: Person) -> Knowledge:
    return store.may_see(request.post.team, people=[UUID(person)])


def _sheet(request: Request, known: Knowledge, person: Person) -> Sheet:
    if request.method == "POST":
        return Sheet.of(reviewing.FAMILY, {}, request.POST, now().day)
    last = _last(known, person)
    before = (
        {name: getattr(last.body, name) or "" for name in _KEPT} | {"words": last.summary} if last else {}
    )
    return Sheet.blank(reviewing.FAMILY, {}, _mark(known, person), **before)


def _last(known: Knowledge, person: Person) -> Entry[ReviewFamilyView] | None:
    return next(reversed(heard.family_views(known).get(person, [])), None)


def _mark(known: Knowledge, person: Person) -> str:
    return gathering.mark(gathering.views_of(known, person))


def _stands(known: Knowledge, person: Person) -> list[str]:
    last = _last(known, person)
    return [reviewing.STANDS[last.body.stands], last.body.why, last.body.how, last.summary] if last else []
