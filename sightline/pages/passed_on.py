"""The team's counts as they may be passed on: a finished quarter, small numbers hidden, and nobody's referrals to open."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from sightline.access import Permission
from sightline.measures.passed_on import PassedOn, Quarter, SafeTable, passed_on, quarters
from sightline.pages import finding
from sightline.pages.charts import Bars, bars
from sightline.pages.measured import told_since
from sightline.pages.opened import now
from sightline.pages.signed_in import Request, needs

MANY = 12


@needs(Permission.SEE_SAFE_MEASURES)
def measures_to_pass_on(request: Request) -> HttpResponse:
    """This will show one quarter, the last finished one where none is chosen."""
    today = now().day
    offered = {f"{one.first:%Y-%m}": one for one in quarters(today, MANY)}
    asked = request.GET.get("quarter", next(iter(offered)))
    context: dict[str, Any] = {
        "words": finding,
        "quarters": [{"value": key, "text": named(one)} for key, one in offered.items()],
        "asked": asked,
    }
    if asked not in offered:
        context["errors"] = [("quarter", "Choose a quarter from the list")]
        return render(request, "measures_to_pass_on.html", context, status=422)
    quarter = offered[asked]
    found = passed_on(quarter, told_since(request.post.team, quarter.first), today)
    context |= {"quarter": named(quarter), "found": found, "tables": _drawn(found, quarter)}
    return render(request, "measures_to_pass_on.html", context)


def named(quarter: Quarter) -> str:
    """This will name a quarter by its months."""
    return f"{quarter.first:%B} to {quarter.last:%B %Y}"


_CELLS = {
    "in_time": "Answered within one working day",
    "not_in_time": "Answered later, or not at all",
    "no_reply_kept": "From family or the public, or too recent to say",
    "some_blank": "Decided with a check blank",
    "none_blank": "Decided with no blank known, or not decided",
    "changed": "Challenged, and the decision changed",
    "not_changed": "Challenged, and the decision not changed so far",
    "not_challenged": "Not challenged",
    "within_3": "No further action, came back within three months",
    "within_12": "No further action, came back within twelve months, after the third",
    "not_back": "No further action, not back within twelve months",
    "not_back_3": "No further action, not back within three months",
    "other": "Another outcome, one changed later, or not decided",
}


def _drawn(found: PassedOn, quarter: Quarter) -> dict[str, tuple[list[tuple[str, str]], Bars]]:
    """Each table's rows in words, and its drawing."""
    return {one.name: _laid(one, quarter, found.total or 0) for one in found.tables if one.cells}


def _laid(table: SafeTable, quarter: Quarter, total: int) -> tuple[list[tuple[str, str]], Bars]:
    names = [
        (_month(quarter, int(cell)) if cell.isdigit() else _CELLS[cell], many) for cell, many in table.cells
    ]
    rows = [(name, "hidden" if many is None else f"{many:,}") for name, many in names]
    drawn = [(f"{name}: {shown}", many, 0) for (name, shown), (_, many) in zip(rows, names, strict=True)]
    return rows, bars([*drawn, (f"All referrals: {total:,}", total, 0)])


def _month(quarter: Quarter, n: int) -> str:
    return f"{dt.date(quarter.first.year, quarter.first.month + n, 1):%B %Y}"
