"""The replay of a packaged story: what one agency knew on a day, and what stood in others' records by then."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.pages import finding, story_files
from sightline.pages.child import child
from sightline.pages.drawing import drawing
from sightline.pages.forms.moment import MomentForm
from sightline.pages.items import items
from sightline.record.entry import Record
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import knowledge, vantage
from sightline.standards.replay import Raise

_AT_A_GLANCE = 18
"""As many entries as a first page can show to somebody who has never seen one."""


def replay(request: HttpRequest, case: str) -> HttpResponse:
    """This will show a day of a story through an agency's eyes, beside what the file's whole record held."""
    story, record = _story(case)
    opens = _opens(case)
    agency = Agency(request.GET.get("agency", opens[0]))
    if agency not in _knowers(record):
        raise Http404("no such agency in this story")
    form = MomentForm.of(request.GET)
    names = story_files.names(case)
    context: dict[str, Any] = {
        "story": story,
        "names": names,
        "form": form,
        "agency": agency,
        "words": finding,
    }
    context["choices"] = [{"value": a, "text": names.heading(a)} for a in _knowers(record)]
    if form.errors:
        return render(request, "replay.html", context, status=422)
    on = form.on or opens[1]
    if "go" in request.GET or "on-day" in request.GET:
        return redirect(f"{request.path}?{_moved(request, case, agency, on)}")
    context |= _seen(case, agency, on) | {"as_table": request.GET.get("as") == "table"}
    return render(request, "replay.html", context)


def _story(case: str) -> tuple[story_files.Story, Record]:
    try:
        return story_files.stories()[case], story_files.record(case)
    except KeyError as error:
        raise Http404("no such story") from error


def _knowers(record: Record) -> list[Agency]:
    """Every agency of the directory; relatives and neighbours are no agency and have no eyes of their own here."""
    return [team.id for team in record.teams.values() if team.type != "community"]


@cache
def moments(case: str) -> Sequence[dt.date]:
    """This will give the days of a story on which anything came to be known to anybody."""
    return sorted({moment.day for moment, _ in vantage(story_files.record(case), None)})


def _moved(request: HttpRequest, case: str, agency: Agency, on: dt.date) -> str:
    """The address of the day asked for. It is found here, so that no page names a moment that is still to come."""
    days, go = moments(case), request.GET.get("go")
    if go == "next":
        on = days[min(bisect_right(days, on), len(days) - 1)]
    elif go == "previous":
        on = days[max(bisect_left(days, on) - 1, 0)]
    kept = {"as": "table"} if request.GET.get("as") == "table" else {}
    return urlencode({"on": on.isoformat(), "agency": agency, **kept})


@cache
def _opens(case: str) -> tuple[Agency, dt.date]:
    """Where a story opens: the decision whose maker had not been told most, early enough to be read at a glance."""
    record, names = story_files.record(case), story_files.names(case)
    found = []
    for entry in record.entries:
        if entry.kind == "decision":
            on = entry.noted.day
            listed = items(knowledge(record, entry.author, on), knowledge(record, None, on), names, on)
            found.append((len(listed) <= _AT_A_GLANCE, sum(not i.known for i in listed), on, entry.author))
    if found:
        *_, on, author = max(found)
        return author, on
    agencies = [entry.author for entry in record.entries]
    return max(agencies, key=agencies.count), moments(case)[len(moments(case)) // 2]


def _seen(case: str, agency: Agency, on: dt.date) -> dict[str, Any]:
    """Everything that the page shows of a day."""
    record = story_files.record(case)
    knew, whole = knowledge(record, agency, on), knowledge(record, None, on)
    about = child([entry.body for entry in whole.all() if isinstance(entry.body, Particulars)])
    own, beyond = _standards(case, agency, on)
    days = moments(case)
    return drawing(knew, whole, story_files.names(case), on, about) | {
        "own": own,
        "beyond": beyond,
        "first": on <= days[0],
        "last": on >= days[-1],
    }


def _standards(case: str, agency: Agency, on: dt.date) -> tuple[list[Raise], list[Raise]]:
    """What stands open on the day in the agency's own eyes, and what only the whole file can say besides."""
    own = [r for r in story_files.raises(case, agency) if _stands(r, on)]
    said = {(r.kind, r.about) for r in own}
    whole = [r for r in story_files.raises(case, None) if _stands(r, on)]
    return own, [r for r in whole if (r.kind, r.about) not in said]


def _stands(raised: Raise, on: dt.date) -> bool:
    return raised.raised <= on and (raised.closed is None or raised.closed > on)
