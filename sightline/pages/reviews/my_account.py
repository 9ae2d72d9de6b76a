"""The pages of whoever takes part in a learning review: what they are asked, what they answered, and what they are then shown."""

from __future__ import annotations

from dataclasses import dataclass
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
from sightline.pages.signed_in import Request, needs
from sightline.pages.words import day
from sightline.record import store
from sightline.record.entry import Entry
from sightline.record.kinds.review_people import ReviewContribution, ReviewSession
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge
from sightline.reviews import gathering, heard


@dataclass(frozen=True, slots=True)
class Mine:
    """One question: its place, what oneself answered, and what one was shown of the others' answers."""

    session: str
    number: int
    question: str
    own: list[Entry[ReviewContribution]]
    shown: list[Entry[ReviewContribution]]


@require_http_methods(["GET", "HEAD"])
@needs(Permission.TAKE_PART_IN_REVIEW)
def my_account(request: Request) -> HttpResponse:
    """This will list the sessions that somebody is invited to, with their questions and their own answers."""
    known = _known(request)
    asked.looked(request, "reading one's own account")
    me = Agency(str(request.post.team_id))
    context = {
        "sessions": [(one.body, _questions(known, me, id, one)) for id, one in heard.sessions(known).items()],
        "who": heard.participants(known).get(me),
        "teams": known.teams,
        "words": finding,
        "day": day,
    }
    return render(request, "reviews/my_account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TAKE_PART_IN_REVIEW)
def answer(request: Request, id: UUID, number: int) -> HttpResponse:
    """This will take an answer in one's own words. Raises Http404 for a session one was not told of."""
    known = _known(request)
    session = heard.sessions(known).get(str(id))
    if session is None or number >= len(session.body.questions):
        raise Http404("no such question")
    question = session.body.questions[number]
    if request.method == "POST":
        sheet = Sheet.of(reviewing.ANSWER, {}, request.POST, now().day)
    else:
        sheet = Sheet.blank(reviewing.ANSWER, {})

    def keep() -> None:
        gathering.contribute(
            by=request.post,
            at=now(),
            key=sheet.key,
            session=id,
            question=question,
            words=sheet.answers["words"],
        )

    status = asked.sent(request, sheet, keep)
    if status == 302:
        return redirect("my_account")
    one = _mine(known, Agency(str(request.post.team_id)), str(id), number, question)
    context = {
        "form": sheet,
        "errors": sheet.errors,
        "mine": one,
        "teams": known.teams,
        "words": finding,
        "day": day,
    }
    return render(request, "reviews/answer.html", context, status=status)


def _known(request: Request) -> Knowledge:
    if request.post.team.type != "review_participant":
        raise Http404("the post takes part in no review")
    return store.may_see(request.post.team)


def _questions(known: Knowledge, me: Agency, id: str, session: Entry[ReviewSession]) -> list[Mine]:
    return [_mine(known, me, id, n, question) for n, question in enumerate(session.body.questions)]


def _mine(known: Knowledge, me: Agency, id: str, number: int, question: str) -> Mine:
    said = heard.contributions(known, id, question)
    return Mine(
        id, number, question, [e for e in said if e.author == me], [e for e in said if e.author != me]
    )
