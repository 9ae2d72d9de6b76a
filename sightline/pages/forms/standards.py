"""The forms that switch a practice standard off for the partnership, and on again."""

from __future__ import annotations

import datetime as dt

from sightline.pages.forms.fields import Field
from sightline.pages.forms.sheet import Sheet
from sightline.pathways.switching import LONGEST

SWITCH_OFF = (
    Field(
        name="since", label="Off from which day?", kind="date", missing="Enter the day from which it is off",
        hint="Today or later: what a prompt has said cannot be unsaid.",
        wrong=lambda day, today: "The day from which it is off must be today or later" if day < today else "",
    ),
    Field(
        name="review", label="By which day will you look at it again?", kind="date",
        missing="Enter the day by which you look at it again",
        hint="Within a year. It stays off until you switch it on: from that day every page says that the review is overdue.",
    ),
    Field(
        name="why", label="Why?", kind="area", missing="Enter why it is switched off",
        hint="Every team reads these words, wherever the standard is. Name no child and no family.",
    ),
)  # fmt: skip
SWITCH_ON = (
    Field(
        name="why", label="Why is it on again?", kind="area", missing="Enter why it is switched on again",
        hint="Every team reads these words. Name no child and no family.",
    ),
)  # fmt: skip


def wrong(form: Sheet) -> dict[str, str]:
    """This will say what is wrong with the two days together."""
    since, review = form.on("since"), form.on("review")
    if review <= since:
        return {"review-day": "You must look at it again after the day from which it is off"}
    if review > since + dt.timedelta(days=LONGEST):
        return {"review-day": "You must look at it again within a year"}
    return {}
