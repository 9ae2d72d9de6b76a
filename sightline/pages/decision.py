"""A decision as its referrer reads it, who disagrees with it, and disagreeing and answering from the same page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission, allowed
from sightline.pages import finding
from sightline.pages.face import face
from sightline.pages.family import Family, family
from sightline.pages.forms.sent import seen_of
from sightline.pages.opened import now, read
from sightline.pages.reply import told, told_outcome
from sightline.pages.signed_in import Request, needs
from sightline.pathways import challenge as ladder
from sightline.pathways import unchallenged
from sightline.pathways.challenge import Disputed
from sightline.pathways.unchallenged import REASONS
from sightline.people.models import Post
from sightline.record import actions, cases
from sightline.record.entry import Entry
from sightline.record.kinds.decision import DecidedWithout, Decision, DecisionOutcome, WhyNot
from sightline.record.kinds.words import Agency
from sightline.record.writing import Conflict, NotKnown, Refused
from sightline.state.decisions import standing

_LONGEST = 10_000
_MEANWHILE = (
    "Something came in after you opened this page. Nothing was sent and what you wrote is kept: read it below"
)
_WHY_NOT: dict[WhyNot, str] = {
    "did_not_know_how": "I did not know how, or whom to ask",
    "no_time": "There was no time for it",
    "expected_no_change": "I did not expect it to change anything",
    "working_relationship": "I did not want to strain working together",
    "advised_not_to": "I was advised not to",
    "settled_by_talking": "We talked, and I accept it for now",
    "other": "Something else",
}


@dataclass(frozen=True, slots=True)
class _Opened:
    """A decision with what the team knows of the family, and the challenges to it."""

    decision: Disputed
    shown: Family
    challenges: list[ladder.Challenge]
    offered: tuple[ladder.Stage, ...]

    @property
    def later(self) -> Entry[Decision] | None:
        """The decision on the same contact that took this one's place, where the team was told of it whole."""
        body = self.decision.body
        stands = (
            standing(self.shown.known, body.responds_to)
            if isinstance(body, Decision) and body.responds_to
            else None
        )
        return stands if stands and stands.noted.key > self.decision.noted.key else None

    @property
    def id(self) -> str:
        """The decision's own id, where only its outcome was told too."""
        body = self.decision.body
        return body.decision if isinstance(body, DecisionOutcome) else self.decision.id


def _opened(post: Post, id: UUID) -> _Opened:
    """The decision, with the look kept and its telling opened. Raises Http404 where the team was told of none by that id."""
    found = cases.entry(post.team, id)
    if found is None or not isinstance(found.body, Decision | DecisionOutcome):
        raise Http404("no such decision for this team")
    actions.look(by=post, at=now(), key=f"look {uuid.uuid4()}", purpose="opened the decision", entry=id)
    shown = family(post.team, found.people)
    me = Agency(str(post.team_id))
    read(post, shown.known, found.id)
    about = found.body.decision if isinstance(found.body, DecisionOutcome) else found.id
    made = ladder.challenges(shown.known, about)
    mine = ladder.offered(shown.known, about, me, now().day) if found.author != me else ()
    return _Opened(cast("Disputed", found), shown, made, mine)


@require_http_methods(["GET", "HEAD"])
@needs(Permission.SEE_DECISION)
def decision(request: Request, id: UUID) -> HttpResponse:
    """This will show a decision, whole or only its outcome as the team was told, and the challenges to it."""
    opened = _opened(request.post, id)
    return _page(request, opened, {}, 200)


@require_http_methods(["POST"])
@needs(Permission.CHALLENGE)
def disagree(request: Request, id: UUID) -> HttpResponse:
    """This will send a challenge to a decision."""
    opened = _opened(request.post, id)
    view = request.POST.get("view", "").strip()[:_LONGEST]
    stage = next((one for one in ladder.stages() if one.id == request.POST.get("stage")), None)
    errors = {}
    if stage is None:
        errors["stage"] = "Choose whom you want an answer from"
    if not view:
        errors["view"] = "Say what you think should happen, and why"
    if not errors and stage is not None:
        try:
            ladder.challenge(
                by=request.post, at=now(), key=request.POST.get("key", "")[:80], known=opened.shown.known,
                decision=opened.decision, stage=stage.id, view=view, expects=seen_of(request.POST.get("latest", "")),
            )  # fmt: skip
            return redirect("decision", id=id)
        except NotKnown as error:
            raise Http404("no such decision to disagree with") from error
        except (Conflict, ValueError):
            errors["view"] = _MEANWHILE
    return _page(request, opened, errors, 422)


@require_http_methods(["POST"])
@needs(Permission.CHALLENGE)
def leave(request: Request, id: UUID) -> HttpResponse:
    """This will record, for the team alone, that it disagrees and does not challenge, and why."""
    opened = _opened(request.post, id)
    words = request.POST.get("words", "").strip()[:_LONGEST]
    why_not = next((one for one in REASONS if one == request.POST.get("why_not")), None)
    errors = {}
    if why_not is None:
        errors["why_not"] = "Choose what stood in the way"
    if why_not == "other" and not words:
        errors["words"] = "Say what stood in the way"
    if not errors and why_not is not None:
        try:
            unchallenged.leave(
                by=request.post, at=now(), key=request.POST.get("key", "")[:80], decision=opened.decision,
                why_not=why_not, words=words, expects=seen_of(request.POST.get("latest", "")),
            )  # fmt: skip
            return redirect("decision", id=id)
        except NotKnown as error:
            raise Http404("no such decision to disagree with") from error
        except Conflict:
            errors["why_not"] = _MEANWHILE
    return _page(request, opened, errors, 422)


@require_http_methods(["POST"])
@needs(Permission.ANSWER_CHALLENGE)
def answer(request: Request, id: UUID) -> HttpResponse:
    """This will answer a challenge to a decision."""
    opened = _opened(request.post, id)
    one = next((c for c in opened.challenges if c.entry.id == request.POST.get("challenge")), None)
    outcome = request.POST.get("outcome", "")
    reasons = request.POST.get("reasons", "").strip()[:_LONGEST]
    if one is None:
        raise Http404("no such challenge for this team")
    errors = {}
    if outcome not in ("decision_changed", "upheld_with_reasons"):
        errors["outcome"] = "Choose what the outcome is"
    if not reasons:
        errors["reasons"] = "Give the reasons: the challenger will read them"
    if not errors:
        try:
            ladder.settle(
                by=request.post, at=now(), key=request.POST.get("key", "")[:80], challenge=one, reasons=reasons,
                outcome=cast("ladder.Settled", outcome), expects=seen_of(request.POST.get("latest", "")),
            )  # fmt: skip
            return redirect("decision", id=id)
        except Refused as refused:
            errors["outcome"] = finding.first_up(str(refused))
        except (Conflict, ValueError):
            errors["reasons"] = _MEANWHILE
    return _page(request, opened, errors, 422)


def _may_answer(post: Post, one: ladder.Challenge) -> bool:
    """Whoever challenged is not shown the form; whoever decided is told why not."""
    return one.outcome is None and ladder.may_answer(post, one) and not ladder.made(post, one)


def _offer(post: Post, decision: Disputed, stage: ladder.Stage) -> dict[str, Any]:
    also = [team.name for team in ladder.also_told(post, decision, stage, now().day)]
    hint = (
        {"hint": {"text": f"This is told to {finding.phrase(also)} too, with the decision."}} if also else {}
    )
    return {"value": stage.id, "text": stage.title, **hint}


def _page(request: Request, opened: _Opened, errors: dict[str, str], status: int) -> HttpResponse:
    shown, found = opened.shown, opened.decision
    if isinstance(found.body, Decision):
        blanks = shown.known.naming(found.id, DecidedWithout)
        said = told(found, blanks, shown.names)
    else:
        said = told_outcome(found, shown.names)
    today = now().day
    context: dict[str, Any] = {
        "decision": found,
        "face": face(request.post.team, found),
        "said": said,
        "names": shown.names,
        "later": opened.later,
        "changed": ladder.changed(shown.known, opened.id),
        "may_decide": allowed(request.post, Permission.DECIDE) and found.author == str(request.post.team_id),
        "challenges": [
            (one, one.overdue(today), _may_answer(request.post, one)) for one in opened.challenges
        ],
        "why_not": _WHY_NOT,
        "offered": [_offer(request.post, found, stage) for stage in opened.offered],
        "may_challenge": allowed(request.post, Permission.CHALLENGE) and bool(opened.offered),
        "unchallenged": unchallenged.unchallenged(shown.known, opened.id),
        "reasons": [{"value": one, "text": _WHY_NOT[one]} for one in REASONS],
        "answers": allowed(request.post, Permission.ANSWER_CHALLENGE),
        "settled": [
            {"value": "decision_changed", "text": "The decision is changed"},
            {"value": "upheld_with_reasons", "text": "The decision stands, for the reasons given"},
        ],
        "errors": errors,
        "given": request.POST,
        "key": request.POST.get("key") or str(uuid.uuid4()),
        "latest": shown.latest,
        "words": finding,
    }
    return render(request, "decision.html", context, status=status)
