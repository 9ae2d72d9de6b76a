"""Clocks that ran out, as one team may know of them: what it told and nobody opened, what it asked and nobody answered.

Each is settled by the fold that a page shows, over what the team may see; so a page and a sweep say the same, and neither
says anything of what the team was not told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sightline.pathways import challenge
from sightline.people.models import Team
from sightline.record import by_kind, clocks, emergency, store
from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, Referral
from sightline.record.kinds.decision import Escalation
from sightline.record.kinds.review import ReviewClosed
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.reviews import following
from sightline.reviews.following import Late
from sightline.reviews.limits import follow_through
from sightline.standards.clock import working_days_after
from sightline.state.board import stands
from sightline.state.decisions import answer_to
from sightline.timers.reasons import limits

Known = Callable[[Entry[Any]], Knowledge]
_HERE = ZoneInfo("Europe/London")
_DAY = dt.timedelta(days=1)
_LONGEST = dt.timedelta(days=21)
"""No limit in working days is longer in days, bank holidays and all."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A clock of a team's that ran out at the end of a day: why, about which entry, and which other team to ask.

    `item` tells it apart: the telling that is unread, else the entry whose clock it was. `late` says what of a recommendation.
    """

    reason: str
    item: UUID
    entry: Entry[Any]
    due: dt.date
    other: Agency
    late: Late | None = None


def begins(day: dt.date) -> dt.datetime:
    """This will give the moment at which a day begins here."""
    return dt.datetime.combine(day, dt.time(), _HERE)


def day_of(at: dt.datetime) -> dt.date:
    """This will give the day that it is here at a moment."""
    return at.astimezone(_HERE).date()


def alarms(team: Team, on: dt.date) -> list[Alarm]:
    """This will give a team's clocks that had run out by the beginning of a day and not too long before, latest first."""
    since = on - limits().look_back_days * _DAY
    known = _families(team)
    found = [
        *_unread(team, on),
        *_challenges(team, since, on, known),
        *_decisions(team, since, on, known),
        *_checks(team, since, on, known),
        *_reviews(team, since, on),
        *_asked_by_review(team, since, on),
        *_recommended(team, on),
    ]
    return sorted(
        (one for one in found if since <= one.due < on), key=lambda one: (one.due, one.item), reverse=True
    )


def _families(team: Team) -> Known:
    """What the team may see of an entry's people: of each family once."""

    @cache
    def of(people: tuple[Person, ...]) -> Knowledge:
        return store.may_see(team, people=[UUID(person) for person in people])

    return lambda entry: of(entry.people)


def _unread(team: Team, on: dt.date) -> Iterator[Alarm]:
    """What the team told others, needs reading, and had not been opened there by the end of its limit."""
    days, back = limits().working_days, limits().look_back_days
    last = on - _DAY
    while working_days_after(last, min(days.values())) >= on:
        last -= _DAY
    since, until = begins(on - back * _DAY - _LONGEST), begins(last + _DAY)
    for one in clocks.not_opened(team, list(days), since, until, limits().told_within_days):
        due = working_days_after(day_of(one.since), days[one.entry.kind])
        yield Alarm("unread", one.telling, one.entry, due, one.to)


def _challenges(team: Team, since: dt.date, on: dt.date, family: Known) -> Iterator[Alarm]:
    """The last stage that each challenger took, where no answer came: for whoever challenged, and for whoever decided."""
    me = Agency(str(team.pk))
    made = [one for one in clocks.challenges(team, since - _LONGEST) if isinstance(one.body, Escalation)]
    of = {(one.body.about_decision, one.author): family(one) for one in made if one.body.about_decision}
    for (about, by), known in of.items():
        late = challenge.run_out(known, about, by, on)
        decider = late.decider if late else None
        if late and decider and me in (by, decider):
            reason, other = ("challenge_due", decider) if by == me else ("challenge_due_here", by)
            yield Alarm(reason, UUID(late.entry.id), late.entry, late.answer_by, other)


def _decisions(team: Team, since: dt.date, on: dt.date, family: Known) -> Iterator[Alarm]:
    """Referrals undecided after their day: those to the team, as its queue has them, and those that it made."""
    for entry, due in clocks.undecided(team, since, on):
        yield Alarm("decision_due_here", UUID(entry.id), entry, due, entry.author)
    for entry in clocks.to_be_answered(team, "referral", since, on):
        said = entry.body
        theirs = isinstance(said, Referral) and said.to not in (None, entry.author)
        if theirs and answer_to(family(entry), entry) is None:
            yield Alarm("decision_due", UUID(entry.id), entry, said.decide_by, said.to)


def _checks(team: Team, since: dt.date, on: dt.date, family: Known) -> Iterator[Alarm]:
    """Checks that the team made of others and that no answer came to, as its board has them."""
    for entry in clocks.to_be_answered(team, "check", since, on):
        said = entry.body
        if isinstance(said, Check) and said.answer_by and said.asked not in (None, entry.author):
            person = (said.of_people or entry.people)[0]
            stood = stands(family(entry), entry, person, on)
            if stood.state == "no_answer":
                due = max(filter(None, (said.answer_by, stood.withdrawn)))
                yield Alarm("check_due", UUID(entry.id), entry, due, stood.to)


def _reviews(team: Team, since: dt.date, on: dt.date) -> Iterator[Alarm]:
    """Emergency accesses to the team's record that it has not reviewed, as its list of them has it."""
    for one in emergency.unreviewed(team, since, on, clocks.MOST):
        entry = one.entry
        yield Alarm("review_due", UUID(entry.id), entry, entry.body.review_by, entry.author)


def _asked_by_review(team: Team, since: dt.date, on: dt.date) -> Iterator[Alarm]:
    """What a learning review asked agencies for and no answer came to."""
    for entry in clocks.to_be_answered(team, "review_request", since, on):
        yield Alarm("review_request_due", UUID(entry.id), entry, entry.body.answer_by, entry.body.asked)


def _recommended(team: Team, on: dt.date) -> Iterator[Alarm]:
    """What is late of a recommendation: for whoever can still do it, and for the review and the partnership that wait.

    A review that is closed sees no reply any more, so it waits for none.
    """
    me, known = Agency(str(team.pk)), by_kind.followed(team)
    if any(one.author == me for one in known.entries(ReviewClosed)):
        return
    for one in following.followed(known, on):
        for late in following.late(one, on, follow_through()):
            if me in late.whose or team.type in ("learning_review", "partnership"):
                here = me in late.whose
                reason = "recommendation_due_here" if here else "recommendation_due"
                other = one.entry.author if here else late.whose[0]
                yield Alarm(reason, UUID(late.item), one.entry, late.due, other, late)
