"""The replay of a packaged story: what one agency knew on a day, and what stood in others' records by then."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.pages import finding, story_files
from sightline.pages.forms.moment import MomentForm
from sightline.pages.items import Item, items
from sightline.pages.lanes import Asked, picture, shown
from sightline.pages.turned import turned
from sightline.pages.words import Names, age, gestation
from sightline.record.entry import Record
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge, knowledge, vantage
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
    names = _names(case)
    context: dict[str, Any] = {
        "story": story,
        "names": names,
        "form": form,
        "agency": agency,
        "words": finding,
    }
    context["choices"] = [{"value": a, "text": names.heading(a)} for a in _knowers(record)]
    if form.errors:
        context["errors"] = [{"text": text, "href": f"#on-{box}"} for box, text in form.errors.items()]
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
def _names(case: str) -> Names:
    """Roles come from the whole file: the page is its owner's, and a role is not a name."""
    bodies = [e.body for e in story_files.record(case).entries if isinstance(e.body, Particulars)]
    return Names(story_files.record(case).teams, {b.person: b.role for b in bodies if b.role})


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
    record, names = story_files.record(case), _names(case)
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


@dataclass(frozen=True, slots=True)
class Child:
    """The child whose age or expected birth the picture is measured by, as the file says it on the day."""

    id: Person
    due: dt.date | None
    born: dt.date | None


def _child(record: Record, whole: Knowledge) -> Child | None:
    bodies = [e.body for e in whole.all() if isinstance(e.body, Particulars)]
    child = next((b.person for b in bodies if b.role in ("unborn", "child")), None)
    if child is None:
        return None
    mine = [b for b in bodies if b.person == child]
    return Child(
        child, next((b.edd for b in mine if b.edd), None), next((b.dob for b in mine if b.dob), None)
    )


def _seen(case: str, agency: Agency, on: dt.date) -> dict[str, Any]:
    """Everything that the page shows of a day."""
    record, names = story_files.record(case), _names(case)
    knew, whole = knowledge(record, agency, on), knowledge(record, None, on)
    listed = items(knew, whole, names, on)
    child = _child(record, whole)
    about = [e.day for e in whole.all() if child and child.id in e.people and e.kind != "particulars"]
    asked = Asked(
        items=listed,
        tellings=whole.tellings(),
        known=frozenset(row.id for row in knew.tellings()),
        agency=agency,
        on=on,
        begins=min(about, default=None),
    )
    own, beyond = _standards(case, agency, on)
    return _drawn(asked, names, child) | {
        "on": on,
        "child": child,
        "knew": [item for item in listed if item.known],
        "not_told": [item for item in listed if not item.known],
        "items": listed,
        "own": own,
        "beyond": beyond,
        "numbers": _numbers(listed),
        "before": on < moments(case)[0],
        "first": on <= moments(case)[0],
        "last": on >= moments(case)[-1],
    }


def _drawn(asked: Asked, names: Names, child: Child | None) -> dict[str, Any]:
    """The two pictures, and what their line of time is measured in."""
    if not asked.items:
        return {}
    drawn, _ = shown(asked)
    touched = {agency for row in drawn if row.id in asked.known for agency in (row.by, row.knower)} - {
        asked.agency
    }
    return {
        "picture": picture(asked, names),
        "turned": turned(asked, names),
        "touched": touched,
        "measure": child and (lambda day: _measure(child, day or asked.on, asked.on, exact=day is None)),
    }


def _measure(child: Child, day: dt.date, on: dt.date, *, exact: bool) -> str:
    """Weeks of pregnancy until the birth, age after it; whole weeks under the months, to the day under the last."""
    if child.born and child.born <= on and day >= child.born:
        return age(child.born, day)
    if child.due and (child.due - day).days < 280:
        said = gestation(child.due, day)
        return said if exact else said.split(" week")[0] + " weeks"
    return ""


def _numbers(listed: Sequence[Item]) -> dict[str, int]:
    return {id: item.number for item in listed for id in item.ids}


def _standards(case: str, agency: Agency, on: dt.date) -> tuple[list[Raise], list[Raise]]:
    """What stands open on the day in the agency's own eyes, and what only the whole file can say besides."""
    own = [r for r in story_files.raises(case, agency) if _stands(r, on)]
    said = {(r.kind, r.about) for r in own}
    whole = [r for r in story_files.raises(case, None) if _stands(r, on)]
    return own, [r for r in whole if (r.kind, r.about) not in said]


def _stands(raised: Raise, on: dt.date) -> bool:
    return raised.raised <= on and (raised.closed is None or raised.closed > on)
