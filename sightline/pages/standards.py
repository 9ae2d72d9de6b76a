"""Practice standards laid open: the list, each on its page, and switching one off for the partnership and on again.

The rules are published, and open to everyone. Somebody signed in sees besides which of them the partnership told their team are
switched off, and how often each spoke on what that team was told.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import Permission, allowed
from sightline.measures.later import months_after
from sightline.measures.passed_on import quarters
from sightline.measures.prompted import said, spoken, spoken_safely
from sightline.pages import finding
from sightline.pages.explained import Explained, by_family, explained, for_several, from_notes
from sightline.pages.forms.sheet import COLLIDED, Sheet
from sightline.pages.forms.standards import SWITCH_OFF, SWITCH_ON, wrong
from sightline.pages.opened import called, now
from sightline.pages.passed_on import named
from sightline.pages.signed_in import Request, needs, reader
from sightline.pages.small_lines import drawn
from sightline.pathways import switching
from sightline.people.models import Post
from sightline.record import by_kind, store
from sightline.record.actions import Conflict
from sightline.standards.standard import Standard
from sightline.standards.switched import Off, standing, switched

_QUARTERS = 4
_FIRST = 6  # examples that stand open, of up to a hundred: what follows them must be reached with a thumb
MOST = 1_000
"""As many entries as a page can go through while somebody waits; of a longer record no count is given, and the page says so."""


@require_http_methods(["GET", "HEAD"])
def standards(request: HttpRequest) -> HttpResponse:
    """This will list every practice standard under what it is about, and say which are switched off."""
    post, today = reader(request), now().day
    times = _told(post)
    off = {one.kind: one for one in times or () if not one.over(today)}
    context = _words() | {"families": by_family(), "off": off, "told": times is not None, "today": today}
    return _answer(post, render(request, "standards/list.html", context))


@require_http_methods(["GET", "HEAD"])
def standard(request: HttpRequest, kind: str) -> HttpResponse:
    """This will show one standard. Raises Http404 where there is none of that kind."""
    one, post, today = _found(kind), reader(request), now().day
    times = _told(post)
    mine = [time for time in times or () if time.kind == kind]
    context = _words() | {
        "one": one, "told": times is not None, "times": mine, "today": today,
        "off": next((time for time in mine if not time.over(today)), None),
        "spoke": _spoke(post, one.standard, today) if post else None,
        "may_switch": post is not None and _may_switch(post),
        "examples": [(example, drawn(example)) for example in one.examples], "first": _FIRST,
        "spoken_in": sum(bool(example.speaks) for example in one.examples),
    }  # fmt: skip
    return _answer(post, render(request, "standards/one.html", context))


@require_http_methods(["GET", "HEAD"])
def read_from_notes(request: HttpRequest) -> HttpResponse:
    """This will show what the standards read from the words of a note where a field was left empty."""
    return _answer(
        reader(request), render(request, "standards/read_from_notes.html", _words() | {"read": from_notes()})
    )


@require_http_methods(["GET", "HEAD"])
def alike(request: HttpRequest) -> HttpResponse:
    """This will show what several standards go by alike: words, numbers and lists that no one of them has to itself."""
    return _answer(
        reader(request), render(request, "standards/alike.html", _words() | {"alike": for_several()})
    )


def _found(kind: str) -> Explained:
    one = explained(kind)
    if one is None:
        raise Http404("no such standard")
    return one


def _words() -> dict[str, Any]:
    return {"words": finding, "names": called([]), "errors": {}}


def _answer(post: Post | None, answer: HttpResponse) -> HttpResponse:
    if post is not None:
        answer["Cache-Control"] = "no-store"
    return answer


def _told(post: Post | None) -> list[Off] | None:
    """Every time for which a standard was off, where the reader's team is told of that; a learning review is not."""
    if post is None or post.team.within_id is not None:
        return None
    return switched(by_kind.switched(post.team))


def _spoke(post: Post, standard: Standard, today: dt.date) -> dict[str, Any] | None:
    """How often a standard spoke on what the reader's team was told, exactly or small numbers hidden; or why it is not said."""
    exactly = allowed(post, Permission.SEE_CASE)
    if not exactly and not allowed(post, Permission.SEE_SAFE_MEASURES):
        return None
    if post.team.type not in standard.prompts:
        return {"why_not": "not_for_them"}
    if not by_kind.holds_at_most(post.team, MOST):
        return {"why_not": "too_long"}
    raises = said(store.may_see(post.team), standard.kind, today)
    if exactly:
        since = months_after(today, -12)
        return {"since": since, "found": spoken(raises, since, today)}
    return {"quarters": [(named(one), spoken_safely(raises, one)) for one in quarters(today, _QUARTERS)]}


def _may_switch(post: Post) -> bool:
    return allowed(post, Permission.SWITCH_STANDARDS) and post.team.type == "partnership"


@needs(Permission.SWITCH_STANDARDS)
@require_http_methods(["GET", "HEAD", "POST"])
def switch(request: Request, kind: str) -> HttpResponse:
    """This will switch a standard off, or on again. Raises Http404 for a post that is of no partnership."""
    one, today = _found(kind), now().day
    if not _may_switch(request.post):
        raise Http404("the post is of no partnership")
    known = by_kind.switched(request.post.team)
    off = standing(known, kind, today)
    last = next((time.entry.id for time in reversed(switched(known)) if time.kind == kind), "")
    act = request.POST.get("act", "")
    if request.method == "GET" or act not in _ACTS:
        return _form(
            request, one, off, Sheet.blank(SWITCH_ON if off else SWITCH_OFF, seen=last, **_first(off, today))
        )
    form = Sheet.of(SWITCH_ON if act == "on" else SWITCH_OFF, {}, request.POST, today)
    form.errors = wrong(form) if act == "off" and not form.errors else form.errors
    if form.errors:
        return _form(request, one, off, form, act, 422)
    try:
        _ACTS[act](request.post, kind, form)
    except Conflict:
        form.again(last)
        form.errors = {"why": COLLIDED}
        return _form(request, one, off, form, act, 409)
    return redirect("standard", kind=kind)


def _first(off: Off | None, today: dt.date) -> dict[str, Any]:
    """A standard is most often switched off from today."""
    return {} if off else {"since": today}


def _off(by: Post, kind: str, form: Sheet) -> None:
    switching.switch_off(
        by=by, at=now(), kind=kind, since=form.on("since"), review_by=form.on("review"), words=form.answers["why"],
        seen=form.seen,
    )  # fmt: skip


def _on(by: Post, kind: str, form: Sheet) -> None:
    switching.switch_on(by=by, at=now(), kind=kind, words=form.answers["why"], seen=form.seen)


_ACTS = {"off": _off, "on": _on}


def _form(
    request: Request, one: Explained, off: Off | None, form: Sheet, act: str = "", status: int = 200
) -> HttpResponse:
    context = _words() | {
        "one": one, "off": off, "form": form, "errors": form.errors, "act": act or ("on" if off else "off"), "today": now().day,
    }  # fmt: skip
    return render(request, "standards/switch.html", context, status=status)
