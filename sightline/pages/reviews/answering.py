"""What a learning review asks of a team, and the team's answer: who is meant, then everything of those days in one act."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import Error
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission
from sightline.checks.asking import sent
from sightline.checks.looking import Looked, look
from sightline.pages import board_words, finding
from sightline.pages.forms.reviews import BASES, AnswerForm
from sightline.pages.forms.sent import id_of
from sightline.pages.opened import names_of, now
from sightline.pages.signed_in import Request, needs
from sightline.pages.words import full, when
from sightline.people.models import Post
from sightline.record import actions, cases
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Person
from sightline.reviews import asking
from sightline.reviews.asking import Offered

_LOG = logging.getLogger(__name__)
_COLLIDED = "Something of those days was written, or answered, since you opened the page. Look at the list again, then send it"


@needs(Permission.ANSWER_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def answering(request: Request, id: UUID) -> HttpResponse:
    """This will show what a review asks and what the team holds of it, and take the answer. 404 where it was asked nothing so."""
    try:
        found = asking.offered(request.post.team, id)
        if request.method == "POST":
            return _ACTS.get(request.POST.get("act", ""), _nothing)(request, found)
    except actions.NotKnown as error:
        raise Http404("nothing was asked of this team by that id") from error
    return _page(request, found, AnswerForm(key=str(uuid.uuid4())))


def _nothing(request: Request, found: Offered) -> HttpResponse:
    raise Http404("no such act")


def _match(request: Request, found: Offered) -> HttpResponse:
    person, own = request.POST.get("person", ""), request.POST.get("own", "")
    looked = _looked(request.post, found)
    if looked is None:
        return _page(request, found, AnswerForm(key=str(uuid.uuid4())), 503)
    there = dict(zip(found.request.body.of_people, looked.candidates, strict=True))
    if own not in {one.person for one in there.get(Person(person), ())}:
        raise Http404("nobody of the team's own by that id")
    return _say(request, found, Person(person), Person(own), True)


def _unmatch(request: Request, found: Offered) -> HttpResponse:
    person, own = Person(request.POST.get("person", "")), Person(request.POST.get("own", ""))
    if own not in found.matched.get(person, {}):
        raise Http404("nobody was matched so")
    return _say(request, found, person, own, False)


def _say(request: Request, found: Offered, person: Person, own: Person, same: bool) -> HttpResponse:
    key = f"review {'match' if same else 'unmatch'} {request.POST.get('key', '')[:60]} {own}"
    if same is (own not in found.matched.get(person, {})):
        asking.say_who(
            by=request.post,
            at=now(),
            key=key,
            request=UUID(found.request.id),
            person=person,
            own=own,
            same=same,
        )
    return redirect("review_request", id=found.request.id)


def _answer(request: Request, found: Offered) -> HttpResponse:
    form = AnswerForm.of(request.POST, any(found.matched.values()))
    if form.errors:
        return _page(request, found, form, 422)
    act: dict[str, Any] = {
        "by": request.post,
        "at": now(),
        "key": f"review {form.key}",
        "request": UUID(found.request.id),
    }
    if form.result != "told":
        asking.answer_without(result=form.without, words=form.words, **act)
        return redirect("review_request", id=found.request.id)
    if form.withheld and request.POST.get("step") != "send":
        return _reasons(request, found, form, 200)
    form.reasons()
    if form.errors:
        return _reasons(request, found, form, 422)
    withheld = {one: why for id, why in form.withheld.items() if (one := id_of(id))}
    try:
        asking.answer(withheld=withheld, mark=form.mark, **act)
    except actions.Conflict:
        form.errors = {"result": _COLLIDED}
        return _page(request, asking.offered(request.post.team, UUID(found.request.id)), form, 409)
    return redirect("review_request", id=found.request.id)


_ACTS: dict[str, Callable[[Request, Offered], HttpResponse]] = {
    "match": _match,
    "unmatch": _unmatch,
    "answer": _answer,
}


def _sent(post: Post, found: Offered) -> list[Particulars]:
    """Who is asked about, as the review said it."""
    said: dict[Person, list[Particulars]] = {one: [] for one in found.request.body.of_people}
    for entry in cases.who(post.team, [UUID(one) for one in said]):
        if entry.author == found.request.author and entry.body.person in said:
            said[entry.body.person].append(entry.body)
    return [sent(bodies[-1:], one) for one, bodies in said.items()]


def _looked(post: Post, found: Offered) -> Looked | None:
    """The search among the team's own people, with the look that it is; None where it failed, which is not nobody found."""
    actions.look(
        by=post, at=now(), key=f"search {uuid.uuid4()}", purpose="searched our own people for whom a review asks about",
        entry=UUID(found.request.id),
    )  # fmt: skip
    try:
        return look(post.team, _sent(post, found), now().day)
    except Error:
        _LOG.exception("a search among a team's own people failed")
        return None


def _reasons(request: Request, found: Offered, form: AnswerForm, status: int) -> HttpResponse:
    """Why each entry that is not told is not: asked once it is known which they are."""
    held = [entry for entry in found.entries if entry.id in form.withheld]
    if len(held) != len(form.withheld):
        raise Http404("no such entry of the team's")
    return render(
        request, "reviews/withholding.html", _context(request, found, form) | {"held": held}, status=status
    )


def _page(request: Request, found: Offered, form: AnswerForm, status: int = 200) -> HttpResponse:
    form.mark = found.mark
    looked = _looked(request.post, found)
    return render(
        request, "reviews/answering.html", _context(request, found, form) | {
            "looked": looked,
            "looked_by": board_words.searched_by(frozenset().union(*looked.by)) if looked else "",
            "candidates": dict(zip(found.request.body.of_people, looked.candidates, strict=True)) if looked else {},
        },
        status=status,
    )  # fmt: skip


def _context(request: Request, found: Offered, form: AnswerForm) -> dict[str, Any]:
    own = [UUID(one) for tied in found.matched.values() for one in tied]
    who = cases.who(request.post.team, [*(UUID(one) for one in found.request.body.of_people), *own])
    names = names_of(who, [Person(str(one)) for one in own])
    return {
        "asked": found.request, "found": found, "form": form, "errors": form.errors, "names": names,
        "sent": dict(zip(found.request.body.of_people, _sent(request.post, found), strict=True)),
        "review": names.teams[found.request.author].name, "bases": BASES, "words": finding, "key": str(uuid.uuid4()),
        "full": lambda entry: full(entry, names), "when": lambda entry: when(entry.occurred, entry.noted.day),
    }  # fmt: skip
