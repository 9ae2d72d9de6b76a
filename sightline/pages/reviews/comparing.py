"""Two cases of a learning review side by side, on clocks that start with the same event, as agencies told them to it."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission
from sightline.pages import finding, side_words
from sightline.pages.forms.compare import CompareForm
from sightline.pages.opened import now
from sightline.pages.reviews.case import names
from sightline.pages.reviews.sections import framed
from sightline.pages.signed_in import Request, needs
from sightline.people.models import Team
from sightline.record import actions, cases
from sightline.record.entry import Record
from sightline.reviews import vantage
from sightline.reviews.comparison.case import Case, seen
from sightline.reviews.comparison.clock import before, stretch
from sightline.reviews.comparison.compared import compare
from sightline.reviews.comparison.steps import NotThere, aligning, steps


@dataclass(frozen=True, slots=True)
class _Told:
    """What a review was told of a case, known again by `mark`: thinking it through takes seconds, and is kept while it stands."""

    mark: str
    title: str
    record: Record = field(compare=False)


@require_http_methods(["GET", "HEAD"])
@needs(Permission.SEE_REVIEW)
def comparing(request: Request) -> HttpResponse:
    """This will show two of the review's cases on one clock, and keep that both were opened."""
    context, team = framed(request), request.post.team
    here = {str(case.id): case for case in context["frame"].cases}
    events = {step.name: step.title for step in aligning()}
    one, other = [*here, "", ""][:2]
    form = CompareForm.of(request.GET, {"one": one, "other": other, "align": "injury"}, here, events)
    context |= {
        "form": form, "words": side_words, "said": finding,
        "cases_": [{"value": id, "text": case.title} for id, case in here.items()],
        "events": [{"value": name, "text": title} for name, title in events.items()],
    }  # fmt: skip
    if form.errors:
        return render(request, "reviews/compare.html", context, status=422 if len(here) > 1 else 200)
    chosen = [here[form.asked[which]] for which in ("one", "other")]
    for case in chosen:
        actions.look(
            by=request.post, at=now(), key=f"look {uuid.uuid4()}", purpose="compared two cases", case=case.id
        )
    try:
        first, second = (_case(_told(team, case)) for case in chosen)
        found = compare(first, second, steps()[form.asked["align"]])
    except NotThere as missing:
        form.errors["align"] = side_words.not_there(missing)
        return render(request, "reviews/compare.html", context, status=422)
    context |= {
        "found": found,
        "names": [names(team, case.people) for case in chosen],
        "before_": [before(side) for side in found.sides],
        "clock": stretch(found, form.since),
    }
    return render(request, "reviews/compare.html", context)


def _told(team: Team, case: cases.Case) -> _Told:
    record = vantage.introduced_to(team, [UUID(str(one)) for one in case.people])
    ids = " ".join(
        [str(team.pk), case.title, *(e.id for e in record.entries), *(row.id for row in record.told)]
    )
    return _Told(hashlib.sha256(ids.encode()).hexdigest(), case.title, record)


@lru_cache(maxsize=16)
def _case(told: _Told) -> Case:
    """What is kept is only found by somebody who can read the same again: `told` is read anew for each page."""
    return seen(told.record, name=told.title)
