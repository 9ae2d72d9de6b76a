"""What may be passed on beyond the team: finished quarters alone, each a handful of partitions of its referrals, made safe.

Quarters do not overlap, so no two of them can be subtracted; every table of one quarter has the same total, and no count
stands in two tables, so nothing hidden in one is shown in another.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sightline.measures.contacts import Contact
from sightline.measures.later import back_within, changed, is_no_further_action, months_after
from sightline.measures.safe import safe, safe_total
from sightline.measures.waiting import answered


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months from the first of January, April, July or October."""

    first: dt.date

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return months_after(self.first, 3) - dt.timedelta(days=1)


def quarters(today: dt.date, many: int) -> list[Quarter]:
    """This will give the finished quarters, the latest first."""
    this = dt.date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    return [Quarter(months_after(this, -3 * back)) for back in range(1, many + 1)]


@dataclass(frozen=True, slots=True)
class SafeTable:
    """A partition by name: each cell's count, or None where it is hidden."""

    name: str
    cells: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A quarter's tables with the total of each (None: too small to show)."""

    total: int | None
    tables: tuple[SafeTable, ...]


def passed_on(quarter: Quarter, every: Sequence[Contact], today: dt.date) -> PassedOn:
    """This will give the tables of one quarter; `every` also holds what the team was told later."""
    exact = counted(quarter, every, today)
    total = safe_total(exact.total or 0)
    made = tuple(SafeTable(one.name, _safe(one.cells)) for one in exact.tables)
    return PassedOn(total, made if total else ())


def counted(quarter: Quarter, every: Sequence[Contact], today: dt.date) -> PassedOn:
    """This will give the same tables before they are made safe: for the team's own eyes alone."""
    of = [one for one in every if quarter.first <= one.told <= quarter.last]
    later, cells = _later(of, every, quarter, today)
    tables = (
        _table("month", [f"{n}" for n in range(3)], (str((one.told.month - 1) % 3) for one in of)),
        _table("reply", ("in_time", "not_in_time", "no_reply_kept"), (_REPLY[answered(one, today)] for one in of)),
        _table("blanks", ("some_blank", "none_blank"), ("some_blank" if _blank(one) else "none_blank" for one in of)),
        _table("challenges", ("changed", "not_changed", "not_challenged"), map(_challenged, of)),
        _table("later", cells, later),
    )  # fmt: skip
    return PassedOn(len(of), tables)


def _safe(cells: Sequence[tuple[str, int | None]]) -> tuple[tuple[str, int | None], ...]:
    return tuple(zip([name for name, _ in cells], safe([many or 0 for _, many in cells]), strict=True))


_REPLY = {
    "within": "in_time",
    "late": "not_in_time",
    "unanswered": "not_in_time",
    "private": "no_reply_kept",
    "early": "no_reply_kept",
}


def _table(name: str, cells: Sequence[str], found: Iterable[str]) -> SafeTable:
    counts = Counter(found)
    return SafeTable(name, tuple((cell, counts[cell]) for cell in cells))


def _blank(contact: Contact) -> bool:
    return bool(contact.decided and contact.decided.blanks)


def _challenged(contact: Contact) -> str:
    taken = [one for made in contact.decisions for one in made.challenges]
    if not taken:
        return "not_challenged"
    return "changed" if any(one.changed for one in taken) else "not_changed"


def _later(
    of: Sequence[Contact], every: Sequence[Contact], quarter: Quarter, today: dt.date
) -> tuple[list[str], tuple[str, ...]]:
    """What became of no further action: within three months only, until every decision is twelve months old."""
    made = [one.decided.on for one in of if one.decided]
    end = max([*made, quarter.last])
    months = next((many for many in (12, 3) if months_after(end, many) < today), 0)
    cells = {
        12: ("within_3", "within_12", "not_back", "other"),
        3: ("within_3", "not_back_3", "other"),
        0: (),
    }
    if not months:
        return [], cells[0]
    found = []
    for one, first in zip(of, back_within(of, every), strict=True):
        if not one.decided or not is_no_further_action(one.decided.outcome) or changed(one):
            found.append("other")
        elif first and first <= months_after(one.decided.on, 3):
            found.append("within_3")
        elif months == 3:
            found.append("not_back_3")
        else:
            found.append("within_12" if first and first <= months_after(one.decided.on, 12) else "not_back")
    return found, cells[months]
