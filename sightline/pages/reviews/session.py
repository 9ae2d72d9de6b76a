"""One session of a learning review: its prompts, who came, what each answered, the reviewers' notes, accounts that differ."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from sightline.access import Permission
from sightline.pages import finding
from sightline.pages.forms import reviewing
from sightline.pages.forms.fields import Field
from sightline.pages.forms.sheet import Sheet
from sightline.pages.opened import now
from sightline.pages.reviews import asked
from sightline.pages.reviews.sections import framed
from sightline.pages.reviews.sessions import found, kind_of
from sightline.pages.signed_in import Request, needs
from sightline.pages.words import day
from sightline.record import store
from sightline.record.entry import Entry
from sightline.record.kinds.review_people import (
    Came,
    ReviewContribution,
    ReviewGroup,
    ReviewNote,
    ReviewSession,
    ReviewTwoAccounts,
)
from sightline.record.kinds.words import Agency, EntryRef
from sightline.record.knowledge import Knowledge
from sightline.reviews import gathering, heard


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a session with what was answered, and how many have answered and not been shown all the others'."""

    number: int
    question: str
    answers: Sequence[Entry[ReviewContribution]]
    waiting: int


@require_http_methods(["GET", "HEAD"])
@needs(Permission.SEE_REVIEW)
def session(request: Request, id: UUID) -> HttpResponse:
    """This will show a session. Raises Http404 where the review has none by that id."""
    frame = framed(request)
    known = store.may_see(request.post.team)
    one, kind = found(known, str(id)), kind_of(request.post.team)
    asked.looked(request, "reading a session", id)
    said = heard.attendance(known)
    context = frame | {
        "id": id,
        "session": one.body,
        "stage": kind.stage(one.body.stage) if kind else None,
        "people": heard.participants(known),
        "groups": heard.latest(known, ReviewGroup),
        "invited": [(who, said.get((str(id), who))) for who in heard.invited(known, str(id))],
        "instead": [(key, s) for key, s in heard.sessions(known).items() if s.body.of == str(id)],
        "asked": _asked(known, id, one.body),
        "notes": _notes(known, id),
        "two": [(two, _accounts(known, two)) for two in known.naming(str(id), ReviewTwoAccounts)],
        "review": str(request.post.team_id),
        "came": reviewing.CAME,
        "key": uuid.uuid4(),
        "words": finding,
        "day": day,
    }
    return render(request, "reviews/session.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.WRITE_REVIEW)
def attendance(request: Request, id: UUID) -> HttpResponse:
    """This will say who of those invited came, all in one act."""
    frame = framed(request)
    known = store.may_see(request.post.team)
    found(known, str(id))
    people, said = heard.participants(known), heard.attendance(known)
    invited = heard.invited(known, str(id))
    fields = [field for who in invited for field in _attending(who, people[who].body.name)]
    before = {name: text for who in invited for name, text in _stood(who, said.get((str(id), who))).items()}
    sheet = _sheet(request, fields, {}, gathering.mark(gathering.attendance_of(known, id)), **before)

    def keep() -> None:
        came = {
            who: (cast("Came", how), sheet.answers[f"words-{who}"])
            for who in invited
            if (how := sheet.answers[f"came-{who}"])
        }
        gathering.attended(by=request.post, at=now(), key=sheet.key, session=id, came=came, seen=sheet.seen)

    mark = lambda: gathering.mark(gathering.attendance_of(store.may_see(request.post.team), id))  # noqa: E731
    status = asked.sent(request, sheet, keep, mark)
    if status == 302:
        return redirect("review_session", id=id)
    words: dict[str, Any] = {"title": "Who came", "button": "Save", "back": ("review_session", {"id": id})}
    words["stands"] = _stands(store.may_see(request.post.team), id) if status == 409 else []
    return asked.form(request, sheet, frame, status, part="review_sessions", **words)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NOTE_REVIEW)
def note(request: Request, id: UUID) -> HttpResponse:
    """This will keep a note of a session, in the words of whoever writes it."""
    frame = framed(request)
    known = store.may_see(request.post.team)
    of = found(known, str(id)).body
    people = {who: one.body.name for who, one in heard.participants(known).items()}
    groups = {
        group: one.body.name for group, one in heard.latest(known, ReviewGroup).items() if group in of.groups
    }
    offers = {"participant": {"": "The session as a whole"} | people, "group": {"": "All of them"} | groups}
    fields = (*reviewing.NOTE, Field(name="group", label="Which group it is about", kind="select"))
    sheet = _sheet(request, fields, offers)

    def keep() -> None:
        group, who = sheet.chosen("group"), sheet.chosen("participant")
        said = ReviewNote(
            stage=of.stage, of=EntryRef(str(id)), group=EntryRef(group) if group else None,
            participant=Agency(who) if who else None,
        )  # fmt: skip
        gathering.note(by=request.post, at=now(), key=sheet.key, said=said, words=sheet.answers["words"])

    status = asked.sent(request, sheet, keep)
    if status == 302:
        return redirect("review_session", id=id)
    words: dict[str, Any] = {
        "title": "A note of this session",
        "button": "Keep the note",
        "back": ("review_session", {"id": id}),
    }
    return asked.form(request, sheet, frame, status, part="review_sessions", **words)


@require_POST
@needs(Permission.WRITE_REVIEW)
def show(request: Request, id: UUID, number: int) -> HttpResponse:
    """This will show the answers to a question to each who has answered it. Raises Http404 for a question not asked."""
    framed(request)
    questions = found(store.may_see(request.post.team), str(id)).body.questions
    if number >= len(questions):
        raise Http404("no such question of this session")
    sheet = Sheet.of((), {}, request.POST, now().day)
    asked.sent(
        request,
        sheet,
        lambda: gathering.show(
            by=request.post, at=now(), key=sheet.key, session=id, question=questions[number]
        ),
    )
    return redirect("review_session", id=id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.WRITE_REVIEW)
def two_accounts(request: Request, id: UUID) -> HttpResponse:
    """This will set two accounts or more side by side that differ."""
    frame = framed(request)
    known = store.may_see(request.post.team)
    one = found(known, str(id))
    people = heard.participants(known)
    told = [entry for ask in _asked(known, id, one.body) for entry in ask.answers] + list(_notes(known, id))
    sheet = _sheet(request, reviewing.TWO_ACCOUNTS, {"accounts": {e.id: _short(e, people) for e in told}})
    if request.method == "POST" and len(set(sheet.answers["accounts"])) < 2:
        sheet.errors["accounts"] = "Choose at least two accounts"

    def keep() -> None:
        gathering.two_accounts(
            by=request.post, at=now(), key=sheet.key, about=sheet.answers["about"], accounts=sheet.answers["accounts"],
            session=id, words=sheet.answers["words"],
        )  # fmt: skip

    status = asked.sent(request, sheet, keep)
    if status == 302:
        return redirect("review_session", id=id)
    words: dict[str, Any] = {
        "title": "Accounts that differ",
        "button": "Set them side by side",
        "back": ("review_session", {"id": id}),
    }
    return asked.form(request, sheet, frame, status, part="review_sessions", **words)


def _asked(known: Knowledge, id: UUID, session: ReviewSession) -> list[Asked]:
    found = []
    for number, question in enumerate(session.questions):
        waiting = {who for _, to in heard.not_shown(known, str(id), question) for who in to}
        found.append(Asked(number, question, heard.contributions(known, str(id), question), len(waiting)))
    return found


def _notes(known: Knowledge, id: UUID) -> Sequence[Entry[ReviewNote]]:
    return known.naming(str(id), ReviewNote)


def _accounts(known: Knowledge, two: Entry[ReviewTwoAccounts]) -> list[Entry[Any]]:
    return [entry for one in two.body.accounts if (entry := known.entry(one))]


def _short(entry: Entry[Any], people: Mapping[Agency, Entry[Any]]) -> str:
    who = people[entry.author].body.name if entry.author in people else "A reviewer’s note"
    return f"{who}: “{entry.summary[:120]}{'…' if len(entry.summary) > 120 else ''}”"


def _attending(who: Agency, name: str) -> tuple[Field, Field]:
    choices = {"": "Not said yet"} | reviewing.CAME
    return (
        Field(name=f"came-{who}", label=name, kind="select", choices=choices),
        Field(name=f"words-{who}", label=f"Reason or remark: {name}"),
    )


def _stood(who: Agency, said: Entry[Any] | None) -> dict[str, str]:
    return {f"came-{who}": said.body.came, f"words-{who}": said.summary} if said else {}


def _stands(known: Knowledge, id: UUID) -> list[str]:
    people = heard.participants(known)
    said = {who: one for (of, who), one in heard.attendance(known).items() if of == str(id)}
    return [
        f"{people[who].body.name}: {reviewing.CAME[one.body.came]}. {one.summary}"
        for who, one in said.items()
    ]


def _sheet(request: Request, fields: Sequence[Field], offers: Any, seen: str = "", **before: Any) -> Sheet:
    if request.method == "POST":
        return Sheet.of(fields, offers, request.POST, now().day)
    return Sheet.blank(fields, offers, seen, **before)
