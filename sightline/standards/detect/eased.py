"""Safeguards that are relaxed in the words of a note: a visit, a telephone call, a core group, a ward's log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.decision import TOGETHER, Decision
from sightline.record.kinds.help import Plan
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Placement, Supervision
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after
from sightline.standards.standard import Edition
from sightline.state import care, places, supervision
from sightline.state.grounds import on_a_plan
from sightline.state.phrases import NOTES, affirms, clauses_affirming, clauses_saying, says


def eased(known: Knowledge, child: Person, day: dt.date, edition: Edition) -> list[Entry[Any]]:
    """This will give the notes of a day whose words let somebody nearer, or put a safeguard away, while one stands: by those
    who keep it, or told of as what the social worker said."""
    notes = [n for kind in NOTES for n in known.entries(kind, child, day, day)]
    found = [
        n for n in notes if _lets_nearer(known, n, edition) and not _with_the_ward(known, child, n, edition)
    ]
    return found if found and _safeguarded(known, child, day, edition) else []


def _lets_nearer(known: Knowledge, note: Entry[Any], edition: Edition) -> bool:
    author = known.teams.get(note.author)
    type_ = author.type if author else None
    told = affirms(note.summary, edition["worker_said_words"])
    if (type_ in edition["deciders_on_home"] or told) and _in_one(note.summary, "may", "home", edition):
        return True
    watched = _in_one(note.summary, "may", "alone", edition) or _in_one(note.summary, "kept", "away", edition)
    return (type_ in edition["keepers"] or told) and watched


def _with_the_ward(known: Knowledge, child: Person, note: Entry[Any], edition: Edition) -> bool:
    """The child is on a ward, and somebody else writes of what was there to keep it safe at home: the ward watches now."""
    author = known.teams.get(note.author)
    ward = author is not None and author.type in edition["wards"]
    return not ward and places.in_hospital(known, child, note.day)


def _in_one(text: str | None, first: str, then: str, edition: Edition) -> bool:
    """Two things said in one clause, that does not only ask, hope or plan for it; not where a review or a court is spoken of."""
    if says(text, edition["reviewed_words"]):
        return False
    both = {*clauses_saying(text, edition[f"{first}_words"])} & {
        *clauses_affirming(text, edition[f"{then}_words"])
    }
    return any(not says(part, edition["not_yet_words"]) for part in both)


def _safeguarded(known: Knowledge, child: Person, day: dt.date, edition: Edition) -> bool:
    """A plan, an order, bail, a placement away from home, or a statement that somebody is to be watched stood until then."""
    before = days_after(day, -1)
    planned = any(on_a_plan(known, child, before, (kind,)) for kind in edition["stands"])
    if planned or care.away(known, child, day):
        return True
    statements = known.entries(Supervision, child, until=before)
    if statements and (supervision.rank(statements[-1]) or len(supervision.LEVELS)) > 1:
        return True
    since = days_after(day, -edition["stands_for_days"])
    bailed = [
        *(p for p in known.entries(Police, child, since, before) if p.body.event == "bail"),
        *(b for b in known.entries(Legal, child, since, before) if b.body.step == "bail"),
    ]
    talks = known.entries(StrategyDiscussion, child, since, before)
    return bool(bailed) or any(t.body.safety_plan for t in talks)


def protected(known: Knowledge, child: Person, on: dt.date, edition: Edition) -> bool:
    """This will say whether a protection plan stood at the end of a day: not one in whose place a lighter one had begun, which
    was its end, whether anybody wrote that or not."""
    if not on_a_plan(known, child, on, ("child_protection",)):
        return False
    plans = [p for p in known.entries(Plan, child, until=on) if p.body.type == "child_protection"]
    since = max((p.day for p in plans if p.body.status == "started"), default=plans[-1].day)
    lighter = known.entries(Plan, child, days_after(since, 1), on)
    return not any(p.body.type in edition["lighter"] and p.body.status == "started" for p in lighter)


def protection_ended(known: Knowledge, child: Person, day: dt.date, edition: Edition) -> Iterator[Entry[Any]]:
    """This will give what a day's notes, and meetings that are no conference, say of the end of a protection plan that stands."""
    if not protected(known, child, days_after(day, -1), edition):
        return
    social_care = {team.id for team in known.teams_of(*edition["social_care"])}
    kinds: tuple[type[Any], ...] = (*NOTES, Meeting)
    for kind in kinds:
        for note in known.entries(kind, child, day, day):
            said = f"{note.summary} . {getattr(note.body, 'outcome', None) or ''}"
            conference = isinstance(note.body, Meeting) and note.body.type in (None, *edition["conferences"])
            ends = clauses_affirming(said, edition["plan_ended_words"])
            plainly = [p for p in ends if not says(p, edition["not_yet_words"])]
            if plainly and note.author in social_care and not conference:
                yield note


def watch_ended(known: Knowledge, child: Person, day: dt.date, edition: Edition) -> list[Entry[Any]]:
    """This will give the end of a placement where a parent was watched with the child, where they went on together to no other
    and neither agencies together nor a court are recorded as having decided it."""
    near = edition["next_bed_days"]
    moves = known.entries(Placement, child, days_after(day, -near), days_after(day, near))
    left = [
        p for p in moves
        if p.day == day and p.body.status == "ended" and p.body.type in edition["watched_placements"]
    ]  # fmt: skip
    if not left or any(care.begins(p) for p in moves) or care.in_care(known, child) is not None:
        return []
    since, until = days_after(day, -edition["review_within_days"]), days_after(day, near)
    decided = any(d.body.forum in TOGETHER for d in known.entries(Decision, child, since, until))
    return [] if decided or known.entries(Legal, child, since, until) else left


def changed_to_less(plan: Entry[Plan], edition: Edition) -> bool:
    """This will say whether a plan is changed by words that let somebody nearer."""
    said = f"{plan.body.terms or ''} . {plan.summary}"
    pairs = (("may", "home"), ("may", "alone"), ("kept", "away"))
    return plan.body.status == "changed" and any(_in_one(said, *pair, edition) for pair in pairs)
