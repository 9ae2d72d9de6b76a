"""What became of "no further action": which families came back, and what was decided then."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sightline.measures.contacts import Contact, Decision
from sightline.measures.proportion import Proportion
from sightline.state.decisions import ASSESSMENT, level

MONTHS = (3, 12)


@dataclass(frozen=True, slots=True)
class CameBack:
    """Within so many months: `back` of the `old` decisions that are older than that, `higher` of them to assessment or more.

    `young` are too young to say, even where the family is back already: counting only those would mislead.
    """

    months: int
    back: int
    higher: int
    old: int
    young: int

    @property
    def proportion(self) -> Proportion:
        """Came back, of those old enough."""
        return Proportion(self.back, self.old)


@dataclass(frozen=True, slots=True)
class NoFurtherAction:
    """First decisions of no further action: all, those `changed` later on the same referral, and what became of the rest."""

    many: int
    changed: int
    within: tuple[CameBack, ...]


def is_no_further_action(outcome: str) -> bool:
    """This will say whether the words of an outcome, ours or an import's, are no further action."""
    words = outcome.lower().replace(" ", "_").replace("-", "_")
    return words.startswith("no_further_action") or words == "nfa"


def changed(contact: Contact) -> bool:
    """This will say whether a first decision did not stand: a challenge changed it, or a later one says something else."""
    first, *others = contact.decisions
    return any(one.changed for made in contact.decisions for one in made.challenges) or any(
        made.outcome != first.outcome for made in others
    )


def months_after(day: dt.date, months: int) -> dt.date:
    """This will give the same day so many months later, or the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def no_further_action(
    contacts: Sequence[Contact], every: Iterable[Contact], today: dt.date
) -> NoFurtherAction:
    """This will say what became of those of `contacts` decided so; `every` also holds what the team was told later."""
    ended = [
        (one, one.decided) for one in contacts if one.decided and is_no_further_action(one.decided.outcome)
    ]
    stood = [(one, made) for one, made in ended if not changed(one)]
    next_of = _Next(every)
    within = tuple(_within(stood, next_of, months, today) for months in MONTHS)
    return NoFurtherAction(len(ended), len(ended) - len(stood), within)


class _Next:
    """The referrals about each person, in the order told."""

    def __init__(self, every: Iterable[Contact]) -> None:
        self._about: dict[str, list[Contact]] = defaultdict(list)
        for one in every:
            for person in one.people:
                self._about[person].append(one)

    def after(self, contact: Contact, day: dt.date) -> Contact | None:
        """The first that shares a person with a referral and was told after a day."""
        later = (
            one
            for person in contact.people
            for one in self._about[person]
            if one.told > day and one.id != contact.id
        )
        return min(later, key=lambda one: (one.told, one.id), default=None)


def back_within(contacts: Iterable[Contact], every: Iterable[Contact]) -> list[dt.date | None]:
    """This will give for each referral the day on which the family came back after its first decision, if it did."""
    next_of = _Next(every)
    found = [next_of.after(one, one.decided.on) if one.decided else None for one in contacts]
    return [one.told if one else None for one in found]


def _within(
    stood: Sequence[tuple[Contact, Decision]], next_of: _Next, months: int, today: dt.date
) -> CameBack:
    back = higher = old = 0
    for contact, made in stood:
        end = months_after(made.on, months)
        if end >= today:
            continue
        old += 1
        again = next_of.after(contact, made.on)
        if again and again.told <= end:
            back += 1
            higher += stepped_up(again)
    return CameBack(months, back, higher, old, len(stood) - old)


def stepped_up(contact: Contact) -> bool:
    """This will say whether any decision on a referral was assessment or protection."""
    return any((level(made.outcome) or 0) >= ASSESSMENT for made in contact.decisions)
