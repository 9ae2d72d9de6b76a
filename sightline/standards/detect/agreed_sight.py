"""A sight of the child that a strategy discussion agreed for a day close by, and that nobody has written down."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from sightline.record.entry import Entry
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.plan_visits import gap, may_say
from sightline.standards.standard import Edition, Finding, Standard
from sightline.state.phrases import affirms, clauses, says, text_of
from sightline.state.sight import met

_DAYS = [day.lower() for day in calendar.day_name]
_WHEN = re.compile(rf"\b(today|tonight|tomorrow|{'|'.join(_DAYS)})\b")


def not_kept(known: Knowledge, child: Person, clock: Clock, rule: Standard) -> Finding | None:
    """This will find that the last discussion agreed a day on which a worker visits, and that nobody had the child before them
    from then until that can be written up."""
    talk = next(iter(reversed(known.entries(StrategyDiscussion, child))), None)
    edition = rule.on(talk.day) if talk else None
    if talk is None or edition is None or not may_say(known, edition):
        return None
    day = _agreed(talk, edition)
    if day is None or met(known, child, min(day, days_after(talk.day, 1))):
        return None
    if not clock.passed(working_days_after(day, edition["agreed_write_up_working_days"])):
        return None
    if clock.passed(days_after(day, edition["lapses_after_days"])):
        return None
    words = f"the strategy discussion of {wording.day(talk.day)} agreed a visit for {wording.day(day)}"
    return gap("unseen", child, [talk], day, words)


def _agreed(talk: Entry[StrategyDiscussion], edition: Edition) -> dt.date | None:
    """The day that a clause of its plan or its note gives for a worker's visit to the child's home, or to the child."""
    for clause in clauses(text_of(talk)):
        when = _WHEN.search(clause)
        if (
            when
            and affirms(clause, edition["agreed_words"])
            and not says(clause, edition["agreed_of_others"])
        ):
            return _day(talk.day, when[1])
    return None


def _day(talk: dt.date, when: str) -> dt.date:
    """The next day of that name; a discussion that means the day itself says today."""
    if when in ("today", "tonight"):
        return talk
    ahead = 1 if when == "tomorrow" else (_DAYS.index(when) - talk.weekday() - 1) % 7 + 1
    return days_after(talk, ahead)
