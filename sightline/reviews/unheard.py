"""Whom a learning review has not heard, read from what it knows today: always in view, and for its report's limits."""

from __future__ import annotations

from uuid import UUID

from sightline.people.models import Team
from sightline.record import cases, store
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.reviews import opening, vantage
from sightline.reviews.heard import Case, NotHeard, not_heard


def cases_of(review: Team) -> list[Case]:
    """This will give the cases of a review, each with its family by name and what agencies told about them."""
    return [
        Case(str(one.id), one.title, family(review, one.people), vantage.told(review, one.people))
        for one in opening.people_of(review)
    ]


def family(review: Team, people: tuple[UUID, ...]) -> dict[Person, str]:
    """This will give the names by which the review knows some people."""
    said = {
        entry.body.person: entry.body.name
        for entry in cases.who(review, people)
        if isinstance(entry.body, Particulars) and entry.author == str(review.pk)
    }
    return {Person(str(one)): said.get(Person(str(one))) or "Somebody without a name" for one in people}


def unheard(review: Team, known: Knowledge | None = None) -> NotHeard:
    """This will give whom a review has not heard until today."""
    return not_heard(known or store.may_see(review), cases_of(review))
