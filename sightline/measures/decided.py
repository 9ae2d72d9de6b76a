"""What decisions did without, and who disagreed with them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sightline.measures.contacts import Challenge, Contact
from sightline.measures.proportion import Proportion
from sightline.standards.clock import working_days_after

Stood = Literal["not_asked", "waiting", "no_answer", "refused"]
STOOD: tuple[Stood, ...] = ("not_asked", "waiting", "no_answer", "refused")


@dataclass(frozen=True, slots=True)
class Blanks:
    """`with_blank` of `said` decisions were made without an answer to some check; of `unsaid` the record does not say.

    `cells` counts blank checks by (service, how it stood); `by_service` the decisions that did without that service.
    """

    with_blank: int
    said: int
    unsaid: int
    cells: Counter[tuple[str, str]]
    by_service: Counter[str]

    @property
    def proportion(self) -> Proportion:
        """Decisions with a blank, of those whose checks the record has."""
        return Proportion(self.with_blank, self.said)


def blanks(contacts: Iterable[Contact]) -> Blanks:
    """This will count the checks that first decisions did without."""
    made = [one.decided.blanks for one in contacts if one.decided]
    said = [cells for cells in made if cells is not None]
    return Blanks(
        with_blank=sum(bool(cells) for cells in said),
        said=len(said),
        unsaid=len(made) - len(said),
        cells=Counter(cell for cells in said for cell in cells),
        by_service=Counter(service for cells in said for service in {service for service, _ in cells}),
    )


@dataclass(frozen=True, slots=True)
class Challenges:
    """Decided referrals, how many of them were `challenged` at all, and what came of it in the end.

    `changed`: at some stage the decision was; `stands`: the last stage that each challenger took was answered and it was not;
    `open`: one was not. `stages` counts every stage taken, by (stage, how it ended); `overdue` of them have no answer and
    are past their limit.
    """

    decided: int
    changed: int
    stands: int
    open: int
    overdue: int
    stages: Counter[tuple[str, str]]

    @property
    def proportion(self) -> Proportion:
        """Challenged, of those decided."""
        return Proportion(self.changed + self.stands + self.open, self.decided)


def challenges(contacts: Iterable[Contact], limits: Mapping[str, int], today: dt.date) -> Challenges:
    """This will count the disagreements with decisions on these referrals; `limits` are working days by stage."""
    decided = 0
    ends: Counter[str] = Counter()
    stages: Counter[tuple[str, str]] = Counter()
    for one in contacts:
        decided += bool(one.decisions)
        taken = [challenge for made in one.decisions for challenge in made.challenges]
        if taken:
            ends[end(taken)] += 1
        for challenge in taken:
            stage = challenge.stage or ""
            late = (
                challenge.settled is None
                and stage in limits
                and today > working_days_after(challenge.on, limits[stage])
            )
            ends["overdue"] += late
            stages[stage, _ended(challenge)] += 1
    return Challenges(decided, ends["changed"], ends["stands"], ends["open"], ends["overdue"], stages)


def end(taken: Iterable[Challenge]) -> str:
    """This will say what came of a disagreement, its stages in order: changed, open or stands."""
    stages = list(taken)
    if any(one.changed for one in stages):
        return "changed"
    last = {one.by: one for one in stages}
    return "open" if any(one.settled is None for one in last.values()) else "stands"


def _ended(challenge: Challenge) -> str:
    if challenge.settled is None:
        return "open"
    return "changed" if challenge.changed else "stands"
