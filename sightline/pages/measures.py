"""For managers: what the team was asked and what it decided, counted; and which referrals each count is of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from sightline.access import Permission
from sightline.measures.contacts import Contact
from sightline.measures.later import MONTHS, back_within, changed, is_no_further_action, months_after
from sightline.measures.waiting import answered
from sightline.pages import finding
from sightline.pages.figures import figures
from sightline.pages.forms.period import MOST, PeriodForm
from sightline.pages.measured import told_since
from sightline.pages.opened import now
from sightline.pages.signed_in import Request, needs
from sightline.pathways.outcomes import outcome
from sightline.pathways.referral import reference
from sightline.record import measured

MOST_LISTED = 50


@needs(Permission.SEE_MEASURES)
def measures(request: Request) -> HttpResponse:
    """This will show every measure of a period of months."""
    today = now().day
    form = PeriodForm.of(request.GET, today)
    context: dict[str, Any] = {"form": form, "words": finding, "kept": urlencode(form.kept), "most": MOST}
    if form.errors:
        return render(request, "measures.html", context, status=422)
    every = told_since(request.post.team, form.first)
    of = [one for one in every if one.told <= form.last]
    if of:
        context["figures"] = figures(of, every, form, today)
        context["so_far"] = form.last >= today
        context["listed"] = {which: len(list(pick(of, every, today))) for which, pick in LISTS.items()}
    else:
        context["latest"] = _latest(request)
    return render(request, "measures.html", context)


def _latest(request: Request) -> PeriodForm | None:
    """The twelve months that end with the last referral there was, where there was one."""
    day = measured.latest(request.post.team)
    return PeriodForm.at(months_after(day.replace(day=1), -11), day) if day else None


Pick = Callable[[Sequence[Contact], Sequence[Contact], dt.date], Sequence[Contact]]


def _not_in_time(of: Sequence[Contact], every: Sequence[Contact], today: dt.date) -> Sequence[Contact]:
    return [one for one in of if answered(one, today) in ("late", "unanswered")]


def _waiting(of: Sequence[Contact], every: Sequence[Contact], today: dt.date) -> Sequence[Contact]:
    return [one for one in of if one.decided is None]


def _blank(of: Sequence[Contact], every: Sequence[Contact], today: dt.date) -> Sequence[Contact]:
    return [one for one in of if one.decided and one.decided.blanks]


def _challenged(of: Sequence[Contact], every: Sequence[Contact], today: dt.date) -> Sequence[Contact]:
    return [one for one in of if any(made.challenges for made in one.decisions)]


def _back(of: Sequence[Contact], every: Sequence[Contact], today: dt.date) -> Sequence[Contact]:
    """Those whose family came back within the longest span, whether or not that is over."""
    ended = [
        one for one in of if one.decided and is_no_further_action(one.decided.outcome) and not changed(one)
    ]
    return [
        one
        for one, back in zip(ended, back_within(ended, every), strict=True)
        if back and one.decided and back <= months_after(one.decided.on, MONTHS[-1])
    ]


LISTS: Mapping[str, Pick] = {
    "not-in-time": _not_in_time,
    "waiting": _waiting,
    "blank": _blank,
    "challenged": _challenged,
    "came-back": _back,
}


@needs(Permission.SEE_MEASURES)
def listed(request: Request, which: str) -> HttpResponse:
    """This will list the referrals that one count is of, page by page. Raises Http404 for a list that there is none of."""
    today = now().day
    form = PeriodForm.of(request.GET, today)
    if which not in LISTS or form.errors:
        raise Http404("no such list")
    every = told_since(request.post.team, form.first)
    found = LISTS[which]([one for one in every if one.told <= form.last], every, today)
    beyond = [one for one in found if (one.told.isoformat(), one.id) > _place(request.GET.get("after", ""))]
    page = beyond[:MOST_LISTED]
    after = f"{page[-1].told.isoformat()}~{page[-1].id}" if len(beyond) > MOST_LISTED else ""
    context = {
        "which": which,
        "many": len(found),
        "lines": [(one, reference(UUID(one.id)), _outcome(one)) for one in page],
        "kept": urlencode(form.kept),
        "after": urlencode(form.kept | {"after": after}) if after else "",
        "words": finding,
    }
    return render(request, "measured_contacts.html", context)


def _place(text: str) -> tuple[str, str]:
    day, _, id = text.partition("~")
    return day, id


def _outcome(contact: Contact) -> str:
    if contact.decided is None:
        return ""
    known = outcome(contact.decided.outcome)
    return known.title if known else finding.first_up(finding.plain(contact.decided.outcome))
