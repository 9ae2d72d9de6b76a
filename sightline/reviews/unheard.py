"""Whom a learning review has not heard, read from what it knows today: always in view, and for its report's limits."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sightline.people.models import Team
from sightline.record import cases, store
from sightline.record.entry import Entry
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.review_people import ReviewFamilyView
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.reviews import opening, vantage
from sightline.reviews.heard import Case, NotHeard, family_views, not_heard


def cases_of(review: Team) -> list[Case]:
    """This will give the cases of a review, each with its family by name and what agencies told about them."""
    return [
        Case(
            str(one.id), one.title, family(review, one.people), vantage.told(review, one.people),
            {person: said[-1] for person, said in views(review, one.people).items()},
        )
        for one in opening.people_of(review)
    ]  # fmt: skip


def views(review: Team, people: Sequence[UUID]) -> dict[Person, list[Entry[ReviewFamilyView]]]:
    """This will give what was said of the views of some people, under the ids by which the review knows them.

    Read of those people, and not of everything: otherwise somebody whom an agency says is the same may lend them their id.
    """
    return family_views(store.may_see(review, people=people))


def family(review: Team, people: Sequence[UUID]) -> dict[Person, str]:
    """This will give what the review calls some people: by name, or by who they are in the family where it has none."""
    said = {
        entry.body.person: entry.body.name or _by_role(entry.body.role)
        for entry in cases.who(review, people)
        if isinstance(entry.body, Particulars) and entry.author == str(review.pk)
    }
    return {Person(str(one)): said.get(Person(str(one))) or "Somebody without a name" for one in people}


def _by_role(role: str | None) -> str:
    if role is None:
        return ""
    return "the baby" if role == "unborn" else f"the {role.replace('_', ' ')}"


def unheard(review: Team, known: Knowledge | None = None) -> NotHeard:
    """This will give whom a review has not heard until today."""
    return not_heard(known or store.may_see(review), cases_of(review))
