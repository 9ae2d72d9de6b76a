"""Bail, where it is what keeps somebody away from a child: police let them go back, or it comes to an end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Visit
from sightline.record.kinds.harm import Observation
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.state import beside, people, phrases
from sightline.state.phrases import says

Numbers = Mapping[str, Any]
# Whom an order or bail is made against; a mother is named beside the one who hurt her.
_KEPT_AWAY = ("partner", "father", "other_adult", "family_friend", "relative", "grandparent")


def lets_home(known: Knowledge, entry: Entry[Police], numbers: Numbers) -> bool:
    """This will say whether police wrote that an adult to whom they were called, or whom they had arrested, went back home,
    and not that somebody is to keep away.

    `numbers` are those of child_left_without_safety_plan.toml, here and below.
    """
    came = entry.body.event in numbers["lets_home_after"]
    lived_there = beside.adults_at_home(known, entry.day)
    adult = any(people.role(known, p) in people.PARENTS or p in lived_there for p in entry.people)
    said = _said(entry)
    away = phrases.says(said, (*numbers["kept_away_words"], *numbers["held_by_police_words"]))
    return came and adult and not away and says(said, numbers["lets_home_words"])


def seen_with(
    known: Knowledge,
    entry: Entry[Any],
    child: Person,
    since: dt.date,
    words: Iterable[str],
    watched: Iterable[str],
) -> list[Entry[Police]]:
    """This will give what police wrote last, from a day on, of each adult who is seen with a child, if it says in one of
    these words that they are to keep away; nothing, where the entry has a word of others who watch over it."""
    seen = _seen(entry)
    if child not in seen or phrases.says(phrases.text_of(entry), watched):
        return []
    last = [
        wrote
        for adult in seen
        if people.role(known, adult) in _KEPT_AWAY
        for wrote in known.entries(Police, adult, since, entry.day)[-1:]
    ]
    return [wrote for wrote in last if phrases.says(phrases.text_of(wrote), words)]


def _seen(entry: Entry[Any]) -> tuple[Person, ...]:
    """Those whom a visit saw, or whom a note names that its writer wrote of having seen."""
    if isinstance(entry.body, Visit):
        return entry.body.seen or ()
    return entry.people if isinstance(entry.body, Observation) and entry.body.rests_on == "seen" else ()


def leaned_on(
    known: Knowledge, entry: Entry[Police] | Entry[Legal], child: Person, numbers: Numbers
) -> list[Entry[Any]]:
    """This will give what was last written of how a child is kept safe, where that is bail and this entry says that the bail
    of somebody is over; nothing, where it is not, where an order or a sentence holds them still, or where an enquiry has
    since ended on more than what a parent says."""
    if not _ends(entry, numbers) or says(_said(entry), numbers["still_held_words"]):
        return []
    since = entry.day - dt.timedelta(days=numbers["of_this_adult_days"])
    bailed = isinstance(entry.body, Legal) or any(
        p.id != entry.id and (p.body.event == "bail" or says(_said(p), numbers["bail_words"]))
        for person in entry.people
        for p in known.entries(Police, person, since, entry.day)
    )
    wrote = _wrote(known, child, since, entry.day)
    last = max(wrote, default=None, key=lambda one: one[0].noted.key)
    if not bailed or last is None or not says(last[1], numbers["bail_words"]):
        return []
    enquired = any(
        a.body.type == "section47"
        and a.body.status == "completed"
        and a.body.main_evidence != "parent_report"
        for a in known.entries(Assessment, child, last[0].day)
    )
    return [] if enquired else [last[0]]


def _wrote(known: Knowledge, child: Person, since: dt.date, until: dt.date) -> list[tuple[Entry[Any], str]]:
    """How the child is kept safe, as plans and discussions wrote it; a plan without words is one still."""
    plans = [
        (p, p.body.terms or "") for p in known.entries(Plan, child, since, until) if p.body.status != "ended"
    ]
    held = [(s, s.body.safety_plan or "") for s in known.entries(StrategyDiscussion, child, since, until)]
    return [*plans, *((s, words) for s, words in held if words)]


def _ends(entry: Entry[Police] | Entry[Legal], numbers: Numbers) -> bool:
    if isinstance(entry.body, Legal):
        return entry.body.step == "bail" and entry.body.status == "ended"
    return entry.body.event == "enquiry_closed" or says(_said(entry), numbers["bail_over_words"])


def _said(entry: Entry[Any]) -> str:
    box = getattr(entry.body, "outcome", None) or getattr(entry.body, "detail", None) or ""
    return f" {box}. {entry.summary}".lower().replace("_", " ")
