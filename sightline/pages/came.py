"""One thing that came in, opened: what was told; and, of a check, the search among one's own people and the answer."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import Error
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from sightline.access import Permission, allowed
from sightline.checks import asking
from sightline.checks.looking import Looked, look
from sightline.pages import board_words, finding
from sightline.pages.ask import last
from sightline.pages.face import face
from sightline.pages.forms.checks import COULD_NOT, AnswerForm
from sightline.pages.forms.sent import seen_of
from sightline.pages.items import YOURS, items
from sightline.pages.opened import names_of, now
from sightline.pages.signed_in import Request, needs
from sightline.pages.telling import step
from sightline.pages.to_decision import decision_of
from sightline.pages.words import day, full, when
from sightline.people.models import Post, Team
from sightline.record import actions, cases, inbox, store
from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, Referral
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.state.board import Asked, stands

_OWN_NOT_TOLD = frozenset(
    {"particulars", "same_person", "born_of", "check", "check_answer", "check_refused", "information_sharing", "restriction"}
)  # fmt: skip
_MOST_OWN = 30
_LOG = logging.getLogger(__name__)
_COLLIDED = (
    "Somebody of your team has written about this person since you opened the page. What stands now is above; you can"
    " still send this"
)


@dataclass(frozen=True, slots=True)
class Searched:
    """A check that the team was asked, what it was sent, where that stands, and whom it has said is meant."""

    check: Entry[Check]
    person: Person
    known: Knowledge
    sent: Particulars
    others: tuple[Particulars, ...]
    stands: Asked
    matched: dict[Person, str]
    own: list[Entry[Any]]


@needs(Permission.SEE_INBOX)
@require_http_methods(["GET", "HEAD", "POST"])
def came(request: Request, id: UUID) -> HttpResponse:
    """This will show what was told by one telling, keep that it was opened, and take that it is acknowledged."""
    found = inbox.came(request.post.team, id)
    if found is None:
        raise Http404("nothing was told to this team by that id")
    if request.method == "POST":
        actions.acknowledge(by=request.post, at=now(), key=f"acknowledged {id}", telling=id)
        return redirect("came", id=id)
    return _page(request, found[0], AnswerForm(key=str(uuid.uuid4())))


@needs(Permission.ANSWER_CHECK)
@require_POST
def check(request: Request, id: UUID) -> HttpResponse:
    """This will take one act on a check: a match, its undoing, an answer. Raises Http404 where the team was asked none."""
    found = inbox.came(request.post.team, id)
    if found is None or not _asked(found[0].entry, request.post.team):
        raise Http404("nothing was asked of this team by that id")
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404("no such act")
    try:
        return act(request, found[0])
    except actions.NotKnown as error:
        raise Http404("nothing here by that id") from error


def _asked(entry: Entry[Any], team: Team) -> bool:
    me = str(team.pk)
    return isinstance(entry.body, Check) and entry.body.asked == me and entry.author != me


def _match(request: Request, one: inbox.Came) -> HttpResponse:
    found = searched(request.post.team, one.entry)
    person = request.POST.get("person", "")
    looked = _looked(request.post, found)
    if looked is None:
        return _page(request, one, AnswerForm(key=str(uuid.uuid4())), 503)
    if person not in {each.person for each in looked.candidates[0]}:
        raise Http404("nobody of the team's own by that id")
    key = f"match {request.POST.get('key', '')[:100]}"
    if person not in found.matched:
        asking.match(
            by=request.post, at=now(), key=f"{key} {person}", check=UUID(one.entry.id), person=Person(person)
        )
    return redirect("came", id=one.told.id)


def _unmatch(request: Request, one: inbox.Came) -> HttpResponse:
    found = searched(request.post.team, one.entry)
    person, why = request.POST.get("person", ""), request.POST.get("why", "").strip()[:1000]
    if person in found.matched:
        if not why:
            form = AnswerForm(key=str(uuid.uuid4()), errors={"why": "Enter why this is not the person"})
            return _page(request, one, form, 422)
        asking.unmatch(
            by=request.post, at=now(), key=f"unmatch {request.POST.get('key', '')[:100]} {person}",
            check=UUID(one.entry.id), person=Person(person), why=why,
        )  # fmt: skip
    return redirect("came", id=one.told.id)


def _answer(request: Request, one: inbox.Came) -> HttpResponse:
    found = searched(request.post.team, one.entry)
    form = AnswerForm.of(request.POST, bool(found.matched))
    if form.errors:
        return _page(request, one, form, 422)
    if not set(form.entries) <= {entry.id for entry in found.own}:
        raise Http404("no such entry of the team's own")
    said: dict[str, Any] = {
        "by": request.post, "at": now(), "key": f"answer {form.key}", "check": UUID(one.entry.id),
        "expects": seen_of(form.seen),
    }  # fmt: skip
    try:
        if form.result == "information_found":
            asking.answer(
                result="information_found",
                words=form.words,
                entries=[UUID(id) for id in form.entries],
                **said,
            )
        elif form.result == "nothing_found":
            asking.answer(result="nothing_found", **said)
        else:
            before = COULD_NOT if form.result == "could_not_search" else ""
            asking.refuse(reason=before + form.words, **said)
    except actions.Conflict:
        form.again(last(found.known, found.person), _COLLIDED)
        return _page(request, one, form, 409)
    return redirect("came", id=one.told.id)


_ACTS: dict[str, Callable[[Request, inbox.Came], HttpResponse]] = {
    "match": _match,
    "unmatch": _unmatch,
    "answer": _answer,
}


def searched(team: Team, check: Entry[Any]) -> Searched:
    """This will put together a check that the team was asked: what it was sent, and what it has said of it."""
    person, me = asking.person_of(check), Agency(str(team.pk))
    known = store.may_see(team, people=[UUID(person)])
    matched = asking.matches(known, check)
    named = dict.fromkeys((person, *(check.body.of_people or ()), *check.people, *matched))
    own = cases.who(team, [*map(UUID, named)])
    told = [e.body for e in own if e.author == check.author and e.body.person == person]
    sent = asking.sent(told[-1:], person)
    entries = [e for e in known.all() if e.author == me and e.kind not in _OWN_NOT_TOLD] if matched else []
    last_first = sorted(entries, key=lambda entry: entry.noted.key, reverse=True)[:_MOST_OWN]
    names = {e.body.person: e.body.name or "a person without a name on file" for e in own}
    return Searched(
        check, person, known, sent, asking.others_of(check, own), stands(known, check, person, now().day),
        {one: names.get(one, "one of your people") for one in matched}, last_first,
    )  # fmt: skip


def _looked(post: Post, found: Searched) -> Looked | None:
    """The search among the team's own people, with the look that it is; None where it failed, which is not nobody found."""
    actions.look(
        by=post, at=now(), key=f"search {uuid.uuid4()}", purpose="searched our own people for whom a check is about",
        entry=UUID(found.check.id),
    )  # fmt: skip
    try:
        return look(post.team, [found.sent, *found.others], now().day)
    except Error:
        _LOG.exception("a search among a team's own people failed")
        return None


def _page(request: Request, one: inbox.Came, form: AnswerForm, status: int = 200) -> HttpResponse:
    team, entry = request.post.team, one.entry
    again = inbox.came(team, UUID(one.told.id))
    along = list(again[1]) if again else []
    known = cases.seen_of(team, [entry])
    _opened(request.post, one, along, known)
    people = [UUID(person) for person in entry.people]
    names = names_of(cases.who(team, people), entry.people)
    receipts = cases.receipts(team, [one.told])
    listed_items = items(known, known, names, now().day, YOURS)
    found = searched(team, entry) if _asked(entry, team) else None
    if found and not form.seen:
        form.seen = last(found.known, found.person)
    context = {
        "one": one,
        "entry": entry,
        "face": face(team, entry),
        "item": listed_items[0] if listed_items else None,
        "facts": [row.entry.body for row in along if row.entry.kind == "particulars"],
        "names": names,
        "how": step(one.told, entry, receipts.get(one.told.id, ())),
        "receipts": receipts.get(one.told.id, ()),
        "board": isinstance(entry.body, Referral)
        and entry.body.to == str(team.pk)
        and allowed(request.post, Permission.ASK_CHECK),
        "decision": decision_of(team, entry),
        "searched": found,
        "asker": known.teams[entry.author].name if entry.author in known.teams else "",
        "may_answer": allowed(request.post, Permission.ANSWER_CHECK),
        "form": form,
        "errors": form.errors,
        "bases": board_words.BASES,
        "words": finding,
        "full": lambda own: full(own, names),
        "when": lambda own: when(own.occurred, own.noted.day),
        "day": day,
        "key": str(uuid.uuid4()),
    }
    context |= _shown_of(_looked(request.post, found) if found and context["may_answer"] else None)
    return render(request, "came.html", context, status=status)


def _shown_of(looked: Looked | None) -> dict[str, Any]:
    return {
        "looked": looked,
        "candidates": looked.candidates[0] if looked else (),
        "looked_by": board_words.searched_by(looked.by[0]) if looked else "",
    }


def _opened(post: Post, one: inbox.Came, along: list[inbox.Came], known: Knowledge) -> None:
    """The look, and that what the page shows was opened: every telling of it, and who it is about where that came along."""
    actions.look(
        by=post,
        at=now(),
        key=f"look {uuid.uuid4()}",
        purpose="opened from the inbox",
        entry=UUID(one.entry.id),
    )
    told = [row for row in known.tellings() if row.knower == str(post.team_id) and row.how != "recorded"]
    told += [each.told for each in along if each.entry.kind in ("particulars", "check_answer")]
    for row in told:
        actions.open(by=post, at=now(), key=f"opened {row.id} {post.pk}", telling=UUID(row.id))
