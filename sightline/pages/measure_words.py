"""The findings of the measures in a sentence each, and the words of their rows. A share never stands without its numbers."""

from __future__ import annotations

import datetime as dt

from sightline.measures.decided import Blanks, Challenges
from sightline.measures.later import CameBack, NoFurtherAction
from sightline.measures.proportion import Proportion
from sightline.measures.waiting import InTime, Percentile, Waits
from sightline.pages.finding import count

FEW = 10
"""Of fewer than this a percentage says more than is known: one more or less would move it by ten points."""
MONTHS = {3: "three months", 12: "twelve months"}
STAGES = {
    "practitioner": "Whoever decided, or a colleague",
    "manager": "Their team manager",
    "named_professional": "Named professionals of both agencies",
    "partnership": "The partnership",
    "": "Stage not stated",
}


def month(day: dt.date, today: dt.date) -> str:
    """This will name a month; the one that is not over yet is told apart."""
    return f"{day:%B %Y}{' so far' if (day.year, day.month) == (today.year, today.month) else ''}"


def of(one: Proportion) -> str:
    """This will give a proportion: 38 of 41 (93%). Of few, without a percentage; of none, that there was none."""
    if not one.of:
        return "none to count"
    share = f" ({percent(one.share)})" if one.of >= FEW else ""
    return f"{one.many:,} of {one.of:,}{share}"


def percent(share: float) -> str:
    """This will give a share in whole per cent, where only none is 0% and only all is 100%."""
    if 0 < share < 0.01:
        return "under 1%"
    return "over 99%" if 0.99 < share < 1 else f"{share * 100:.0f}%"


def between(one: Proportion) -> str:
    """This will give the interval of a proportion in per cent."""
    low, high = one.interval
    return f"{low * 100:.0f}% to {high * 100:.0f}%" if one.of else ""


def load(many: int, waiting: int) -> str:
    """This will say how many referrals there were."""
    told = f"{many:,} {'referral was' if many == 1 else 'referrals were'} told to your team"
    if not waiting:
        return f"{told}, and {'it is' if many == 1 else 'all are'} decided"
    return f"{told}; {waiting:,} still {'waits' if waiting == 1 else 'wait'} for a decision"


def in_time(one: InTime) -> str:
    """This will say how many referrers had their answer in time."""
    said = one.proportion
    if not said.of:
        return "No referral of this period can be counted for its answer yet"
    were = "referral was" if said.of == 1 else "referrals were"
    return f"{said.many:,} of {said.of:,} {were} answered within one working day"


def waits(one: Waits) -> str:
    """This will say within how long half, and nine of ten, were decided."""
    half, most, waiting = one.percentile(0.5), one.percentile(0.9), one.waiting.total()
    still = f"{waiting:,} still {'waits' if waiting == 1 else 'wait'}"
    if half is None or most is None:
        return "There was nothing to wait for"
    if half.most is None:
        return f"{still} of {one.many:,}: too many to say within how long half are decided"
    said = f"Half were decided {within(half)}"
    if one.many >= FEW and most.most is not None:
        said += f", nine in ten {within(most)}"
    elif one.many >= FEW:
        said += "; for nine in ten it cannot be said yet"
    return f"{said}; {still}" if waiting else said


def within(one: Percentile) -> str:
    """This will say a number of working days: two, where it depends on how long what waits will have waited."""
    most = one.least if one.most is None else one.most
    if one.least != most:
        return f"within {one.least} to {count(most, 'working day')}"
    return f"within {count(most, 'working day')}" if most else "on the day itself"


def days(many: int) -> str:
    """This will name a wait in working days."""
    return f"Within {count(many, 'working day')}" if many else "On the day itself"


def blanks(one: Blanks) -> str:
    """This will say how many decisions did without some check."""
    if not one.said:
        return "No decision of this period says which checks had no answer"
    were = "decision was" if one.said == 1 else "decisions were"
    return f"{one.with_blank:,} of {one.said:,} {were} made with a check blank"


def challenges(one: Challenges) -> str:
    """This will say how many decisions were disagreed with, and what came of it."""
    said = one.proportion
    if not said.of:
        return "Nothing is decided yet that could be challenged"
    if not said.many:
        return f"None of {said.of:,} decided referrals was challenged"
    were = "was" if said.many == 1 else "were"
    return f"{said.many:,} of {said.of:,} decided referrals {were} challenged; {one.changed or 'none'} of the decisions changed"


def later(one: NoFurtherAction) -> str:
    """This will say how often no further action was followed by the family coming back."""
    if not one.many:
        return "No referral of this period ended in no further action"
    told = [f"{it.back:,} of {it.old:,} within {MONTHS[it.months]}" for it in one.within if it.old]
    if not told:
        return f"No further action {count(one.many, 'time')}: none is three months old yet"
    return f"After no further action the family came back: {', '.join(told)}"


def back(one: CameBack) -> str:
    """This will name a row of what became of no further action."""
    return f"Within {MONTHS[one.months]}: {of(one.proportion)}"
