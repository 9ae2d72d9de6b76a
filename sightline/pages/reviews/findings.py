"""The findings of a review: good practice beside what got in the way, each with what is under it; written, changed and agreed."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission, allowed
from sightline.pages import finding as sentences
from sightline.pages.forms import review_findings as forms
from sightline.pages.forms.review_findings import FindingForm
from sightline.pages.forms.sent import id_of
from sightline.pages.opened import now
from sightline.pages.reviews import finding_words
from sightline.pages.reviews.case import look, names
from sightline.pages.reviews.sections import framed
from sightline.pages.signed_in import Request, needs
from sightline.pages.words import Names, full, phrase, short
from sightline.record.knowledge import Knowledge
from sightline.record.writing import Conflict, NotKnown, Refused
from sightline.reviews import agreeing, chronology, findings
from sightline.reviews.findings import Standing
from sightline.standards.standard import standards


@dataclass(frozen=True, slots=True)
class _Here:
    """What every page of findings begins with: the frame, what the review knows, and what everybody is called."""

    context: dict[str, Any]
    known: Knowledge
    names: Names

    @property
    def cases(self) -> dict[str, str]:
        """The cases of the review, each with its title."""
        return {str(one.id): one.title for one in self.context["frame"].cases}


def _here(request: Request) -> _Here:
    context, team = framed(request), request.post.team
    people = [person for case in context["frame"].cases for person in case.people]
    here = _Here(context, chronology.everything(team, people), names(team, people))
    context |= {
        "words": sentences, "names": here.names, "parts": findings.parts(), "effects": forms.EFFECTS,
        "still": forms.STILL_SO, "how_much": finding_words.rests_on,
        "seen_in": lambda cases: phrase(here.cases[one] for one in cases if one in here.cases),
        "may_write": allowed(request.post, Permission.WRITE_REVIEW),
        "may_agree": allowed(request.post, Permission.LEAD_REVIEW),
    }  # fmt: skip
    return here


def _one(here: _Here, id: UUID) -> Standing:
    found = findings.finding(here.known, str(id))
    if found is None:
        raise Http404("no such finding of this review")
    return found


@require_http_methods(["GET", "HEAD"])
@needs(Permission.SEE_REVIEW)
def index(request: Request) -> HttpResponse:
    """This will list the findings of a review: what helped, and what got in the way, in the same words and room."""
    here = _here(request)
    said = [(one, findings.under(here.known, one.last.body)) for one in findings.findings(here.known)]
    groups = [
        (title, [row for row in said if row[0].last.body.effect == effect])
        for effect, title in (("helped", "What helped"), ("got_in_the_way", "What got in the way"))
    ]
    return render(
        request,
        "reviews/findings.html",
        here.context | {"groups": groups, "any": bool(said), "open": sum(not one.agreed for one, _ in said)},
    )


@require_http_methods(["GET", "HEAD"])
@needs(Permission.SEE_REVIEW)
def finding(request: Request, id: UUID) -> HttpResponse:
    """This will show a finding with what it rests on, a click away, and what it does not say."""
    here = _here(request)
    return _finding(request, here, _one(here, id), {}, 200)


def _finding(request: Request, here: _Here, one: Standing, errors: dict[str, str], status: int) -> HttpResponse:  # fmt: skip
    look(request.post, "opened a finding", UUID(one.last.id))
    beneath = findings.under(here.known, one.last.body)
    limits = finding_words.limits(request.post.team, here.context["frame"].cases)
    context = here.context | {
        "one": one,
        "under": [
            (
                entry,
                short(entry, here.names),
                full(entry, here.names),
                finding_words.of_review(here.known, here.names, entry),
            )
            for entry in beneath.entries
        ],
        "own": findings.RESTS_ON,
        "standards": beneath.standards,
        "silent": finding_words.silences(findings.silent(one, beneath, limits), here.names, here.cases),
        "errors": errors,
        "key": str(uuid.uuid4()),
    }
    return render(request, "reviews/finding.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.WRITE_REVIEW)
def new(request: Request) -> HttpResponse:
    """This will take a new finding; words of hindsight in it are pointed out before it is kept."""
    here = _here(request)
    if request.method == "POST":
        return _written(request, here, FindingForm.of(request.POST), None)
    on = id_of(request.GET.get("on", ""))
    entry = here.known.entry(str(on)) if on else None
    if on and (entry is None or not findings.may_be_rested_on(entry)):
        raise Http404("no such entry for this review")
    people = set(entry.people) if entry else set()
    case = next((c for c in here.context["frame"].cases if people & {str(one) for one in c.people}), None)
    form = FindingForm.blank(str(on) if on else "", str(case.id) if case else "")
    return _form(request, here, form, None, 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.WRITE_REVIEW)
def change(request: Request, id: UUID) -> HttpResponse:
    """This will take a finding put another way: a newer version, which is not agreed yet. The older ones stay."""
    here = _here(request)
    one = _one(here, id)
    if request.method == "POST":
        return _written(request, here, FindingForm.of(request.POST), one)
    return _form(request, here, FindingForm.of_version(one.last), one, 200)


def _written(request: Request, here: _Here, form: FindingForm, one: Standing | None) -> HttpResponse:
    offers = _offers(here, form)
    if form.act == "find":
        return _form(request, here, form, one, 200)
    form.check(offers, now().day)
    if form.errors:
        return _form(request, here, form, one, 422)
    if form.unseen:
        return _form(request, here, form, one, 200, pointed_out=True)
    people = finding_words.people(here.context["frame"].cases, form.answers["cases"])
    act: dict[str, Any] = {
        "by": request.post, "at": now(), "key": form.key, "finding": form.body(), "words": form.answers["words"],
        "people": people,
    }  # fmt: skip
    try:
        if one is None:
            made = agreeing.say(**act)
        else:
            version = id_of(form.version)
            if version is None:
                raise Http404("no such version of this finding")
            made = agreeing.change(version=version, **act)
    except NotKnown as error:
        raise Http404("no such finding of this review") from error
    except Conflict:
        form.collided()
        return _form(request, here, form, one, 409)
    return redirect("review_finding", id=made if one is None else UUID(one.id))


def _offers(here: _Here, form: FindingForm) -> dict[str, dict[str, str]]:
    """What can be chosen in the form. Raises Http404 for an entry that the review was not told."""
    chosen = {}
    for id in form.answers.get("rests_on") or ():
        entry = here.known.entry(id)
        if entry is None or not findings.may_be_rested_on(entry):
            raise Http404("no such entry for this review")
        chosen[id] = finding_words.choice(entry, here.names)
    asked = form.answers.get("look_for") if form.act == "find" else ""
    found = finding_words.found(here.known, here.names, asked) if asked else {}
    return {"cases": here.cases, "rests_on": chosen | found, "standards": dict(forms.standard_titles())}


def _form(
    request: Request, here: _Here, form: FindingForm, one: Standing | None, status: int, *, pointed_out: bool = False
) -> HttpResponse:  # fmt: skip
    offers = _offers(here, form)
    choices = {f.name: dict(f.choices) for f in forms.ASKED if f.choices} | offers
    context = here.context | {
        "form": form, "one": one, "errors": form.errors, "choices": choices, "fields": forms.ASKED,
        "rests_on": forms.RESTS_ON, "standards": forms.STANDARDS, "look_for": forms.LOOK_FOR, "kept_why": forms.KEPT_WHY,
        "pointed_out": pointed_out or "kept_why" in form.errors, "stale": status == 409,
        "nothing": form.act == "find" and not set(offers["rests_on"]) - set(form.answers["rests_on"]),
    }  # fmt: skip
    return render(request, "reviews/finding_form.html", context, status=status)


@require_http_methods(["POST"])
@needs(Permission.LEAD_REVIEW)
def agree(request: Request, id: UUID) -> HttpResponse:
    """This will agree a finding as it stands: refused where nothing is under it, or where it has changed meanwhile."""
    here = _here(request)
    one = _one(here, id)
    version = id_of(request.POST.get("version", ""))
    if version is None or str(version) not in {said.id for said in one.versions}:
        raise Http404("no such version of this finding")
    key = request.POST.get("key", "")[:80] or str(uuid.uuid4())
    try:
        agreeing.agree(by=request.post, at=now(), key=key, version=version)
    except Refused as refused:
        return _finding(request, here, one, {"agree": sentences.first_up(str(refused))}, 422)
    except Conflict:
        words = "Somebody has put this finding another way since you opened it. Read it as it stands now, then agree it"
        return _finding(request, here, one, {"agree": words}, 409)
    return redirect("review_finding", id=id)


@require_http_methods(["GET", "HEAD"])
@needs(Permission.SEE_REVIEW)
def standard(request: Request, kind: str) -> HttpResponse:
    """This will show a practice standard that a finding rests on: what it says, and since when on which authority."""
    found = next((one for one in standards() if one.kind == kind), None)
    if found is None:
        raise Http404("no such standard")
    says = {name: _open(getattr(found, name)) for name in ("says", "do_next", "closes")}
    context = framed(request) | {"standard": found, "said": says, "words": sentences}
    return render(request, "reviews/standard.html", context)


def _open(text: str) -> str:
    """A standard's sentence with what a case would fill in named instead."""
    return sentences.first_up(re.sub(r"\{(\w+)\}", lambda match: f"[{match[1].replace('_', ' ')}]", text))
