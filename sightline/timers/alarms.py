"""Clocks that ran out, as one team may know of them: what it told and nobody opened, what it asked and nobody answered.

Each is settled by the fold that a page shows, over what the team may see; so a page and a sweep say the same, and neither
says anything of what the team was not told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sightline.pathways import challenge
from sightline.people.models import Team
from sightline.record import clocks, store
from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, Referral
from sightline.record.kinds.decision import DecisionOutcome
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import working_days_after
from sightline.state.board import stands
from sightline.state.decisions import answer_to
from sightline.timers.reasons import limits

_HERE = ZoneInfo("Europe/London")
_DAY = dt.timedelta(days=1)
_LONGEST = dt.timedelta(days=21)
"""No limit in working days is longer in days, bank holidays and all."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A clock of a team's that ran out at the end of a day: why, about which entry, and which other team to ask.

    `item` tells it apart: the telling that is unread, else the entry whose clock it was.
    """

    reason: str
    item: UUID
    entry: Entry[Any]
    due: dt.date
    other: Agency


def begins(day: dt.date) -> dt.datetime:
    """This will give the moment at which a day begins here."""
    return dt.datetime.combine(day, dt.time(), _HERE)


def day_of(at: dt.datetime) -> dt.date:
    """This will give the day that it is here at a moment."""
    return at.astimezone(_HERE).date()


def alarms(team: Team, on: dt.date) -> list[Alarm]:
    """This will give a team's clocks that had run out by the beginning of a day and not too long before, latest first."""
    since = on - limits().look_back_days * _DAY
    found = [
        *unread(team, on),
        *_challenges(team, since, on),
        *_decisions(team, since, on),
        *_checks(team, since, on),
    ]
    return sorted(
        (one for one in found if since <= one.due < on), key=lambda one: (one.due, one.item), reverse=True
    )


def unread(team: Team, on: dt.date) -> Iterator[Alarm]:
    """This will give what a team told others, needs reading, and had not been opened there by the end of its limit."""
    days, back = limits().working_days, limits().look_back_days
    since = begins(on - back * _DAY - _LONGEST)
    for one in clocks.not_opened(team, list(days), since, begins(on), limits().told_within_days):
        due = working_days_after(day_of(one.since), days[one.entry.kind])
        if due < on:
            yield Alarm("unread", one.telling, one.entry, due, one.to)


def _challenges(team: Team, since: dt.date, on: dt.date) -> Iterator[Alarm]:
    """The last stage that each challenger took, where no answer came: for whoever challenged, and for whoever decided."""
    me = Agency(str(team.pk))
    made = clocks.challenges(team, since - _LONGEST)
    for about, by in dict.fromkeys(
        (one.body.about_decision, one.author) for one in made if one.body.about_decision
    ):
        (first, *_) = (one for one in made if (one.body.about_decision, one.author) == (about, by))
        known = _family(team, first)
        late = challenge.run_out(known, about, by, on)
        decider = _decider(known, about)
        if late and decider and me in (by, decider):
            reason, other = ("challenge_due", decider) if by == me else ("challenge_due_here", by)
            yield Alarm(reason, UUID(late.entry.id), late.entry, late.answer_by, other)


def _decider(known: Knowledge, about: str) -> Agency | None:
    said = known.entry(about) or next(iter(known.naming(about, DecisionOutcome)), None)
    return said.author if said else None


def _decisions(team: Team, since: dt.date, on: dt.date) -> Iterator[Alarm]:
    """Referrals undecided after their day: those to the team, as its queue has them, and those that it made."""
    for entry, due in clocks.undecided(team, since, on):
        yield Alarm("decision_due_here", UUID(entry.id), entry, due, entry.author)
    for entry in clocks.to_be_answered(team, "referral", since, on):
        said = entry.body
        theirs = isinstance(said, Referral) and said.to not in (None, entry.author)
        if theirs and answer_to(_family(team, entry), entry) is None:
            yield Alarm("decision_due", UUID(entry.id), entry, said.decide_by, said.to)


def _checks(team: Team, since: dt.date, on: dt.date) -> Iterator[Alarm]:
    """Checks that the team made of others and that no answer came to, as its board has them."""
    for entry in clocks.to_be_answered(team, "check", since, on):
        said = entry.body
        if isinstance(said, Check) and said.answer_by and said.asked not in (None, entry.author):
            person = (said.of_people or entry.people)[0]
            stood = stands(_family(team, entry), entry, person, on)
            if stood.state == "no_answer":
                due = max(filter(None, (said.answer_by, stood.withdrawn)))
                yield Alarm("check_due", UUID(entry.id), entry, due, stood.to)


def _family(team: Team, entry: Entry[Any]) -> Knowledge:
    return store.may_see(team, people=[UUID(person) for person in entry.people])
