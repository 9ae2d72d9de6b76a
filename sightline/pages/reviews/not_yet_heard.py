"""Whom a review has not heard, for the panel that its first page always has."""

from __future__ import annotations

from typing import Any

from sightline.pages.forms.reviewing import CAME, STANDS
from sightline.pages.words import service_words
from sightline.people.models import Team
from sightline.record import store
from sightline.reviews import opening
from sightline.reviews.unheard import unheard


def context(review: Team) -> dict[str, Any]:
    """This will give what the panel needs: whom, and the words for it."""
    known = store.may_see(review)
    return {
        "not_heard": unheard(review, known),
        "titles": {str(case.id): case.title for case in opening.people_of(review)},
        "teams": known.teams,
        "came": CAME,
        "stands": STANDS,
        "service": service_words,
    }
