"""The report of a review: what it would say, what it lacks, what in it may point at somebody, and its publication by the lead."""

from __future__ import annotations

import uuid
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission
from sightline.pages.forms import review_report as forms
from sightline.pages.forms.review_report import AnswerForm
from sightline.pages.forms.sheet import Sheet
from sightline.pages.opened import now
from sightline.pages.reviews import asked
from sightline.pages.reviews.reporting_here import Here, here
from sightline.pages.reviews.sections import framed
from sightline.pages.signed_in import Request, needs
from sightline.record.entry import Entry
from sightline.record.kinds.review_report import ReviewReportFamily, ReviewReportWords
from sightline.record.kinds.words import Person
from sightline.reviews import reporting
from sightline.reviews.report.kinds import kinds

_GONE = (
    "The text has changed since you opened the page, so there is nothing to answer there any more. Nothing was kept;"
    " what you wrote is: “{}”"
)
_CHANGED = "The report has changed since you opened the page. Read it as it stands now, then publish it"


@require_http_methods(["GET", "HEAD"])
@needs(Permission.SEE_REVIEW)
def index(request: Request) -> HttpResponse:
    """This will show where the report stands: what it lacks, and what may point at somebody, each with what to do."""
    found = here(request)
    asked.looked(request, "opened the report of the review")
    return page(request, found)


def page(
    request: Request, found: Here, errors: dict[str, str] | None = None, status: int = 200, sent: AnswerForm | None = None
) -> HttpResponse:  # fmt: skip
    """This will show the page of the report, with what was wrong with a form that was sent from it."""
    context = found.context | {
        "here_is": found,
        "errors": errors or {},
        "sent": sent,
        "fields": _numbers(found),
        "kinds": kinds(),
        "new_key": lambda: str(uuid.uuid4()),
        "left": sum(len(one.hits) for one in found.checked),
        "readers": _readers(found),
    }
    return render(request, "reviews/report.html", context, status=status)


def _numbers(found: Here) -> dict[str, int]:
    """A number for each thing to answer, for the page's own anchors: its key stands in no address."""
    keys = dict.fromkeys(hit.key for one in found.checked for hit in one.hits)
    return {key: n for n, key in enumerate(keys, 1)}


def _readers(found: Here) -> list[tuple[str, str, str, bool]]:
    """Everybody of the family with what a reader calls them, their name, and whether words are written for them."""
    drawn = found.said.drawn
    names = {person: name for case in drawn.cases for person, name in case.family.items()}
    return [(one, called, names[one], one in drawn.family_words) for one, called in drawn.called.items()]


@require_http_methods(["GET", "HEAD"])
@needs(Permission.SEE_REVIEW)
def read(request: Request) -> HttpResponse:
    """This will show what the public would read, as it stands today."""
    found = here(request)
    asked.looked(request, "read the report of the review as it stands")
    context = found.context | {"document": found.publication.document}
    return render(request, "reviews/report_read.html", context)


@require_http_methods(["POST"])
@needs(Permission.LEAD_REVIEW)
def answer(request: Request) -> HttpResponse:
    """This will keep the answer to one thing that may point at somebody."""
    found, form = here(request), AnswerForm.of(request.POST)
    if not found.asks(form.hit):
        return page(request, found, {"to-answer": _GONE.format(form.reason)}, 409)
    if form.errors:
        number = _numbers(found).get(form.hit)
        if number is None:  # answered meanwhile
            return redirect("review_report")
        return page(request, found, {f"reason-{number}": form.errors["reason"]}, 422, form)
    reporting.answer(
        by=request.post, at=now(), key=f"answer {form.key}", hit=form.hit, outcome=form.outcome, reason=form.reason
    )  # fmt: skip
    return redirect("review_report")


@require_http_methods(["POST"])
@needs(Permission.LEAD_REVIEW)
def publish(request: Request) -> HttpResponse:
    """This will publish the report as it stands: refused while something is missing or unanswered, or has changed meanwhile."""
    found = here(request)
    if refused := unready(found):
        return page(request, found, {"publish": refused}, 422)
    if found.digest != request.POST.get("seen", ""):
        return page(request, found, {"publish": _CHANGED}, 409)
    key = request.POST.get("key", "")[:60] or str(uuid.uuid4())
    reporting.publish(by=request.post, at=now(), key=f"publish {key}", digest=found.digest)
    return redirect("review_report")


def unready(found: Here) -> str:
    """This will say why there can be no copy for the public yet; "" where there can."""
    if found.missing:
        return f"There is no copy for publication yet. {found.missing[0]}"
    left = len(found.publication.hits)
    return f"There is no copy for publication while {left} of its things to answer are open" if left else ""


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.LEAD_REVIEW)
def words(request: Request) -> HttpResponse:
    """This will take the words around the findings."""
    frame, team = framed(request), request.post.team
    last = reporting.written(team, ReviewReportWords)
    sheet = _sheet(request, forms.WORDS, last)

    def keep() -> None:
        said = ReviewReportWords(**{field.name: sheet.answers[field.name] for field in forms.WORDS})
        reporting.write(by=request.post, at=now(), key=sheet.key, said=said, seen=sheet.seen)

    status = asked.sent(request, sheet, keep, lambda: _mark(reporting.written(team, ReviewReportWords)))
    if status == 302:
        return redirect("review_report")
    return asked.form(
        request, sheet, frame, status, part="review_report", title="The words of the report", button="Save",
        back=("review_report", {}), **_stands(status, last, forms.WORDS),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.LEAD_REVIEW)
def reader(request: Request, id: UUID) -> HttpResponse:
    """This will take the words for one of the family. Raises Http404 for anybody else."""
    frame, team = framed(request), request.post.team
    if not any(id in case.people for case in frame["frame"].cases):
        raise Http404("nobody of the review's families by that id")
    last = reporting.written(team, ReviewReportFamily, id)
    sheet = _sheet(request, forms.FAMILY, last)

    def keep() -> None:
        said = {field.name: sheet.answers.get(field.name, "") for field in forms.FAMILY}
        body = ReviewReportFamily(of_person=Person(str(id)), **said)
        reporting.write_for(by=request.post, at=now(), key=sheet.key, said=body, seen=sheet.seen)

    status = asked.sent(request, sheet, keep, lambda: _mark(reporting.written(team, ReviewReportFamily, id)))
    if status == 302:
        return redirect("review_report")
    called = reporting.reporting(team).drawn.called[Person(str(id))]
    return asked.form(
        request, sheet, frame, status, part="review_report", title="The report for one of the family", button="Save",
        lead=f"For {called}. Short sentences, and words that they would use. Nobody else’s words are put into their copy.",
        back=("review_report", {}), **_stands(status, last, forms.FAMILY),
    )  # fmt: skip


def _sheet(request: Request, fields: Any, last: Entry[Any] | None) -> Sheet:
    if request.method == "POST":
        return Sheet.of(fields, {}, request.POST, now().day)
    before = {field.name: getattr(last.body, field.name) for field in fields} if last else {}
    return Sheet.blank(fields, {}, _mark(last), **cast("dict[str, Any]", before))


def _mark(last: Entry[Any] | None) -> str:
    return last.id if last else ""


def _stands(status: int, last: Entry[Any] | None, fields: Any) -> dict[str, list[str]]:
    if status != 409 or last is None:
        return {}
    return {"stands": [getattr(last.body, field.name) for field in fields]}
