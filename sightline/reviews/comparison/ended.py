"""How it ended with a standard that spoke. That it fell silent does not say that it was met."""

from __future__ import annotations

from typing import Literal

from sightline.reviews.comparison.case import Case
from sightline.reviews.comparison.steps import Missing, steps
from sightline.standards.replay import Raise
from sightline.standards.standard import standards

How = Literal["met", "overtaken", "lapsed", "open"]
_LAPSES = "lapses_after_days"


def ended(case: Case, raised: Raise, missing: tuple[Missing, ...]) -> How:
    """This will say how it ended: `open` at the end of what is known, or

    `lapsed` where only time passed; `overtaken` where something came, and not what it called for (the birth, before an
    assessment); `met` where that came, or, of a standard that calls for no step of its own, where what came closed it.
    """
    if raised.closed is None:
        return "open"
    if raised.closed not in case.days or _at_its_lapse(case, raised):
        return "lapsed"
    absent = {
        one.step.name
        for one in missing
        if one.raised.raised == raised.raised and (not one.came or one.came.day > raised.closed)
    }
    called_for = {step.name for step in steps().values() if raised.kind in step.called_for_by}
    return "overtaken" if called_for and called_for <= absent else "met"


def _at_its_lapse(case: Case, raised: Raise) -> bool:
    """Whether it closed on the very day on which it would have lapsed, whatever else came on that day."""
    standard = next(one for one in standards() if one.kind == raised.kind)
    evidence = (entry for entry in map(case.known.entry, raised.evidence) if entry is not None)
    return raised.closed is not None and any(
        (edition := standard.on(entry.day)) is not None
        and edition.numbers.get(_LAPSES) == (raised.closed - entry.day).days
        for entry in evidence
    )
