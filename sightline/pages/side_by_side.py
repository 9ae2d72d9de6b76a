"""Two packaged stories side by side, on clocks that start with the same event."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.pages import side_words, story_files
from sightline.pages.forms.compare import CompareForm
from sightline.reviews.comparison.case import Case, seen
from sightline.reviews.comparison.clock import before, stretch
from sightline.reviews.comparison.compared import Comparison, compare
from sightline.reviews.comparison.steps import NotThere, aligning, steps


def side_by_side(request: HttpRequest) -> HttpResponse:
    """This will show two stories on one clock, each with the whole of its file."""
    stories = story_files.stories()
    events = {step.name: step.title for step in aligning()}
    form = CompareForm.of(request.GET, _opens(), stories, events)
    context: dict[str, Any] = {
        "form": form,
        "words": side_words,
        "stories": [{"value": case, "text": story.name} for case, story in stories.items()],
        "events": [{"value": name, "text": title} for name, title in events.items()],
    }
    try:
        found = (
            None if form.errors else _compared(form.asked["one"], form.asked["other"], form.asked["align"])
        )
    except NotThere as missing:
        found, form.errors["align"] = None, side_words.not_there(missing)
    if found is None:
        return render(request, "side_by_side.html", context, status=422)
    context |= {
        "found": found,
        "names": [story_files.names(form.asked[which]) for which in ("one", "other")],
        "cases": [form.asked["one"], form.asked["other"]],
        "before_": [before(side) for side in found.sides],
        "clock": stretch(found, form.since),
    }
    return render(request, "side_by_side.html", context)


def _opens() -> dict[str, str]:
    """The first two stories of the shelf, from the event that its first pair was written to show."""
    one, other = list(story_files.stories())[:2]
    return {"one": one, "other": other, "align": "injury"}


@lru_cache(maxsize=64)
def _case(case: str) -> Case:
    return seen(story_files.record(case), name=story_files.stories()[case].name)


@lru_cache(maxsize=64)
def _compared(one: str, other: str, align: str) -> Comparison:
    """The files are packaged and do not change while the program runs."""
    return compare(_case(one), _case(other), steps()[align])
