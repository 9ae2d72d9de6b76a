"""The copies of a review's report as files: their names say nothing of whom they are about, and each is kept as a look."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from sightline.access import Permission
from sightline.pages.reviews import asked
from sightline.pages.reviews.report import page, unready
from sightline.pages.reviews.reporting_here import Here, here
from sightline.pages.signed_in import Request, needs
from sightline.record.kinds.words import Person
from sightline.reviews.report import copies
from sightline.reviews.report.copies import Copy
from sightline.reviews.report.html import html
from sightline.reviews.report.pdf import pdf

_TYPES = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}


@require_http_methods(["GET", "HEAD"])
@needs(Permission.SEE_REVIEW)
def panel(request: Request, form: str) -> HttpResponse:
    """This will give the panel's own copy, with names and days in full."""
    found = _here(request, form)
    return _file(request, found, copies.panel(found.panel), form, "panel")


@require_http_methods(["GET", "HEAD"])
@needs(Permission.LEAD_REVIEW)
def publication(request: Request, form: str) -> HttpResponse:
    """This will give the copy for the public, or the page that says why there is none yet."""
    found = _here(request, form)
    if refused := unready(found):
        return page(request, found, {"publish": refused}, 409)
    copy, made = found.file
    return _file(request, found, copy, form, "", made)


@require_http_methods(["GET", "HEAD"])
@needs(Permission.LEAD_REVIEW)
def family(request: Request, id: UUID, form: str) -> HttpResponse:
    """This will give the copy of one of the family, or the page that says why there is none yet."""
    found, person = _here(request, form), Person(str(id))
    if person not in found.families:
        raise Http404("no words are written for anybody by that id")
    if left := len(found.families[person].hits):
        words = f"There is no copy for this reader while {left} of its things to answer are open"
        return page(request, found, {"to-answer": words}, 409)
    called = found.said.drawn.called[person]
    copy = copies.family(found.outside, called, found.said.private, found.said.answers)
    return _file(request, found, copy, form, "family")


def _here(request: Request, form: str) -> Here:
    if form not in _TYPES:
        raise Http404("no such sort of file")
    return here(request)


def _file(
    request: Request, found: Here, copy: Copy, form: str, audience: str, made: bytes | None = None
) -> HttpResponse:  # fmt: skip
    asked.looked(request, f"saved the {audience or 'publication'} copy of the report as {form}")
    content = (made or pdf(copy)) if form == "pdf" else html(copy).encode()
    name = slugify(" ".join(filter(None, (found.team.name, audience))))
    return HttpResponse(
        content,
        content_type=_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "no-store"},
    )
