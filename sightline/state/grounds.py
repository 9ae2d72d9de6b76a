"""What gives weight to a question about a child's home: a referral, a plan, a legal step, harm; not a first, low worry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.harm import Concern, Injury, Observation
from sightline.record.kinds.help import Plan
from sightline.record.kinds.legal import Legal
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.state.injuries import explained
from sightline.state.topics import is_worry

_NEED_NO_CHECK = ("early_help", "birth")


def formal(known: Knowledge, child: Person, since: dt.date) -> list[Entry[Any]]:
    """This will give the plans above early help, placements, legal steps and strategy discussions about a child since a day."""
    plans = [
        p
        for p in known.entries(Plan, child, since)
        if p.body.status != "ended" and p.body.type not in _NEED_NO_CHECK
    ]
    placed = [p for p in known.entries(Placement, child, since) if p.body.status != "ended"]
    others = [*known.entries(Legal, child, since), *known.entries(StrategyDiscussion, child, since)]
    return _in_order([*plans, *placed, *others])


def grounds(known: Knowledge, child: Person, since: dt.date, serious: Collection[str]) -> list[Entry[Any]]:
    """This will give all that gives weight since a day: what is formal, and referrals, worries and injuries that are serious."""
    wanted = set(serious)
    referrals = [
        r
        for r in known.entries(Referral, child, since)
        if r.body.alleges_harm or topics(r) & wanted or (r.body.sequence or 1) > 1
    ]
    worries = [
        w
        for kind in (Concern, Observation)
        for w in known.entries(kind, child, since)
        if is_worry(w) and topics(w) & wanted and getattr(w.body, "level", None) != "low"
    ]
    injuries = [i for i in known.entries(Injury, child, since) if not explained(known, i, child)]
    return _in_order([*formal(known, child, since), *referrals, *worries, *injuries])


def _in_order(entries: list[Entry[Any]]) -> list[Entry[Any]]:
    return sorted(entries, key=lambda entry: (entry.day, entry.noted.key, entry.id))
