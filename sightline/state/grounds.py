"""What gives weight to a question about a child's home: a referral, a plan, a legal step, harm; not a first, low worry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Injury, Observation
from sightline.record.kinds.help import Plan
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.state.injuries import explained
from sightline.state.phrases import says
from sightline.state.shared import shared
from sightline.state.topics import is_worry

_GIVEN = shared()["plan_decided"]
_NEED_NO_CHECK = ("early_help", "birth")


def formal(known: Knowledge, child: Person, since: dt.date) -> list[Entry[Any]]:
    """This will give the plans above early help, placements, legal steps and strategy discussions about a child since a day."""
    return _in_order(_formal(known, child, since))


def on_a_plan(known: Knowledge, child: Person, on: dt.date, types: Collection[str]) -> bool:
    """This will say whether the last plan of these types for a child stood at the end of a day."""
    plans = [p for p in known.entries(Plan, child, until=on) if p.body.type in types]
    return bool(plans) and plans[-1].body.status != "ended"


def plan_decided(known: Knowledge, child: Person, on: dt.date) -> bool:
    """This will say whether a decision gave the child a plan that none has ended by a day: for where no plan was entered."""
    made = known.entries(Decision, child, until=on)
    told = [d for d in made if d.body.type == "close" or says(d.body.outcome, _GIVEN.words("given_words"))]
    return (
        bool(told)
        and told[-1].body.type != "close"
        and not says(told[-1].body.outcome, _GIVEN.words("none_words"))
    )


def grounds(known: Knowledge, child: Person, since: dt.date, serious: Collection[str]) -> list[Entry[Any]]:
    """This will give all that gives weight since a day: formal steps, police enquiries, serious referrals, worries, injuries."""
    return _in_order(_grounds(known, child, since, serious))


def any_grounds(known: Knowledge, child: Person, since: dt.date, serious: Collection[str]) -> bool:
    """This will say whether anything gives weight since a day; it looks no further than the first that does."""
    return any(True for _ in _grounds(known, child, since, serious))


def _formal(known: Knowledge, child: Person, since: dt.date) -> Iterator[Entry[Any]]:
    for plan in known.entries(Plan, child, since):
        if plan.body.status != "ended" and plan.body.type not in _NEED_NO_CHECK:
            yield plan
    for placed in known.entries(Placement, child, since):
        if placed.body.status != "ended":
            yield placed
    yield from known.entries(Legal, child, since)
    yield from known.entries(StrategyDiscussion, child, since)


def _grounds(
    known: Knowledge, child: Person, since: dt.date, serious: Collection[str]
) -> Iterator[Entry[Any]]:
    wanted = set(serious)
    yield from _formal(known, child, since)
    for referral in known.entries(Referral, child, since):
        if referral.body.alleges_harm or topics(referral) & wanted or (referral.body.sequence or 1) > 1:
            yield referral
    for kind in (Concern, Observation):
        for worry in known.entries(kind, child, since):
            if is_worry(worry) and topics(worry) & wanted and getattr(worry.body, "level", None) != "low":
                yield worry
    for police in known.entries(Police, child, since):
        if police.body.event == "enquiry_opened":
            yield police
    for injury in known.entries(Injury, child, since):
        if not explained(known, injury, child):
            yield injury


def _in_order(entries: Iterable[Entry[Any]]) -> list[Entry[Any]]:
    return sorted(entries, key=lambda entry: (entry.day, entry.noted.key, entry.id))
