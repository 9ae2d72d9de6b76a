"""How long referrals waited for a decision and for a reply, in working days, with those that still wait.

Working Together to Safeguard Children (2018, page 17; 2023 likewise): a decision within one working day, and the referrer
told of it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from sightline.measures.contacts import Contact
from sightline.measures.proportion import Proportion
from sightline.standards.clock import working_days_after, working_days_until

LIMIT = 1


@dataclass(frozen=True, slots=True)
class InTime:
    """Referrals whose limit has passed: replied to within it, after it, not at all; and those left out, with why.

    `private` came from family or the public, whom no telling reaches; `early` are those whose limit is not over,
    answered already or not: counting only the quick ones of them would flatter.
    """

    within: int
    late: int
    unanswered: int
    private: int
    early: int

    @property
    def proportion(self) -> Proportion:
        """Replied to within the limit, of those that could have been."""
        return Proportion(self.within, self.within + self.late + self.unanswered)


def in_time(contacts: Iterable[Contact], today: dt.date) -> InTime:
    """This will say how many referrers were told what was decided by the end of the first working day after."""
    return InTime(
        **{**dict.fromkeys(InTime.__slots__, 0), **Counter(answered(one, today) for one in contacts)}
    )


def answered(contact: Contact, today: dt.date) -> str:
    """This will say in which of the counts of InTime a referral is."""
    due = working_days_after(contact.told, LIMIT)
    if contact.private:
        return "private"
    if due >= today:
        return "early"
    if contact.reply is None:
        return "unanswered"
    return "within" if contact.reply <= due else "late"


@dataclass(frozen=True, slots=True)
class Percentile:
    """So many working days: at least `least`, at most `most` (None: that cannot be said, because too many still wait)."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Waits:
    """`decided` by the working days that it took, `waiting` by the working days that have passed so far."""

    decided: Counter[int]
    waiting: Counter[int]

    @property
    def many(self) -> int:
        """All of them."""
        return self.decided.total() + self.waiting.total()

    def percentile(self, share: float) -> Percentile | None:
        """This will give within how many working days this share (0 to 1) were decided, by nearest rank; None of nothing.

        Nobody knows yet how long the waiting ones will have waited. If all were decided today it is the least; if none ever
        is, the most. The two are given and nothing is guessed.
        """
        if not self.many:
            return None
        rank = ceil(share * self.many)
        least = _at(sorted((self.decided + self.waiting).items()), rank)
        most = _at(sorted(self.decided.items()), rank) if rank <= self.decided.total() else None
        return Percentile(least, most)


def _at(counts: Sequence[tuple[int, int]], rank: int) -> int:
    passed = 0
    for days, many in counts:
        passed += many
        if passed >= rank:
            return days
    raise IndexError(rank)


def waits(contacts: Iterable[Contact], today: dt.date) -> Waits:
    """This will give the working days from being told to the first decision, or so far."""
    decided: Counter[int] = Counter()
    waiting: Counter[int] = Counter()
    for one in contacts:
        if one.decided:
            decided[working_days_until(one.told, one.decided.on)] += 1
        else:
            waiting[working_days_until(one.told, today)] += 1
    return Waits(decided, waiting)
