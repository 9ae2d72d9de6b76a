"""A case of a review: what agencies told it, page by page, each entry with who had been told, and whom nobody heard from."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission, allowed
from sightline.pages import finding
from sightline.pages.forms.sent import id_of
from sightline.pages.items import items
from sightline.pages.opened import names_of, now
from sightline.pages.paging import asked as asked_for
from sightline.pages.paging import links
from sightline.pages.reviews.sections import framed
from sightline.pages.signed_in import Request, needs
from sightline.pages.words import Names, full, short, when
from sightline.people.models import Post, Team
from sightline.record import actions, cases, store
from sightline.record.entry import Entry, Record, Told
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.reviews import answered, chronology, findings, frozen, looking, vantage
from sightline.reviews.answered import Asked


@dataclass(frozen=True, slots=True)
class Heard:
    """Whom a review asked about a case, with what each answered, and whom nobody asked although the record speaks of them."""

    asked: list[Asked]
    not_asked: list[str]

    @property
    def whole(self) -> bool:
        """Whether everybody was asked and has told all of it."""
        return not self.not_asked and all(one.whole for one in self.asked)


def case_of(request: Request, id: UUID, purpose: str) -> tuple[dict[str, Any], cases.Case]:
    """This will give a case of the review with the frame of its pages, and keep the look. Raises Http404 for another's case."""
    context = framed(request)
    found = next((one for one in context["frame"].cases if one.id == id), None)
    if found is None:
        raise Http404("no such case of this review")
    actions.look(by=request.post, at=now(), key=f"look {uuid.uuid4()}", purpose=purpose, case=id)
    return context | {"case": found, "words": finding, "when": when}, found


def look(post: Post, purpose: str, entry: UUID) -> None:
    """This will keep that somebody of the review opened an entry."""
    actions.look(by=post, at=now(), key=f"look {uuid.uuid4()}", purpose=purpose, entry=entry)


def names(team: Team, people: Sequence[UUID]) -> Names:
    """This will call the people of a case as the review does, and agencies as the directory does."""
    return names_of(cases.who(team, people), [Person(str(person)) for person in people])


def heard(team: Team, people: Sequence[UUID], record: Record) -> Heard:
    """This will say from whom a review has heard about some people, and from whom it has not."""
    known = store.may_see(team, people=people)
    asked = answered.asked(known, [Person(str(person)) for person in people])
    return Heard(asked, list(answered.not_asked(record, asked)))


@require_http_methods(["GET", "HEAD"])
@needs(Permission.SEE_REVIEW)
def told(request: Request, id: UUID) -> HttpResponse:
    """This will show one page of what agencies told the review about the people of a case."""
    context, case = case_of(request, id, "opened what agencies told the review")
    team = request.post.team
    after, before = asked_for(request.GET)
    record = vantage.told(team, case.people)
    page = chronology.page(team, record, case.people, after=after, before=before)
    known = chronology.told_then(team, page.entries)
    called = names(team, case.people)
    nobody = Knowledge(None, known.teams)
    context |= {
        "items": items(nobody, known, called, now().day),
        "links": links(page, {}),
        "names": called,
        "heard": heard(team, case.people, record),
    }
    return render(request, "reviews/told.html", context)


@require_http_methods(["GET", "HEAD"])
@needs(Permission.SEE_REVIEW)
def entry(request: Request, id: UUID) -> HttpResponse:
    """This will show an entry that an agency told the review, and who had been told it: by the decision `at` names, or ever.

    By a decision it shows what its maker could see, until whoever reads it has said why they look at what others held.
    """
    context, team = framed(request), request.post.team
    case, record, found = _found(team, context["frame"].cases, id)
    decision = _decision(record, request.GET.get("at"))
    rows: Iterable[Told] = record.told
    if decision:
        then = frozen.frozen(record, decision)
        record, rows = then.record, then.record.told
        if found.id not in {one.id for one in record.entries}:
            raise Http404("no such entry at that decision")
        if looking.looked(request.post, UUID(decision.id)) is None:
            rows = then.knew.tellings()
            if found.id != decision.id and then.knew.entry(found.id) is None:
                return redirect("review_decision", id=case.id, decision=decision.id)
    look(request.post, "opened the entry in a review", id)
    called = names(team, case.people)
    context |= {
        "entry": found,
        "short": short(found, called),
        "text": full(found, called),
        "when": when(found.occurred, found.noted.day),
        "told": _told(rows, found),
        "corrected": [one for one in record.entries if one.corrects == found.id],
        "decision": decision,
        "looked": decision and looking.looked(request.post, UUID(decision.id)),
        "decides": found.kind in frozen.DECIDES and found.corrects is None,
        "case": case,
        "resting": _resting(team, found),
        "names": called,
        "may_write": allowed(request.post, Permission.WRITE_REVIEW),
        "words": finding,
    }
    return render(request, "reviews/entry.html", context)


def _found(team: Team, of: Sequence[cases.Case], id: UUID) -> tuple[cases.Case, Record, Entry[Any]]:
    """An entry that agencies told the review, with its case and all that was told of that. Raises Http404 for any other."""
    for case in of:
        record = vantage.told(team, case.people)
        for one in record.entries:
            if one.id == str(id) and findings.may_be_rested_on(one):
                return case, record, one
    raise Http404("no such entry for this review")


def _decision(record: Record, text: str | None) -> Entry[Any] | None:
    if text is None:
        return None
    found = next((one for one in frozen.decisions(record) if one.id == str(id_of(text))), None)
    if found is None:
        raise Http404("no such decision for this review")
    return found


def _told(rows: Iterable[Told], found: Entry[Any]) -> list[Told]:
    """The first telling of the entry to each other agency, in their order."""
    first: dict[str, Told] = {}
    for row in rows:
        if row.entry == found.id and row.knower != found.author:
            first.setdefault(row.knower, row)
    return list(first.values())


def _resting(team: Team, found: Entry[Any]) -> list[findings.Standing]:
    return [one for one in findings.findings(store.may_see(team)) if found.id in one.last.body.rests_on]
