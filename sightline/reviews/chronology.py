"""What agencies told a review about some people, read for pages: a page of entries at a time, and who had been told each then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sightline.people.models import Team
from sightline.record import cases, store
from sightline.record.entry import Entry
from sightline.record.knowledge import Knowledge
from sightline.record.store import Only, Page, Place
from sightline.reviews.vantage import of_the_time

_OF_THE_TIME = Only(
    " and e.kind <> all (%s) and not starts_with(e.kind, 'review_')"
    " and not exists (select from sightline_team t where t.id = e.author_id"
    " and t.type in ('learning_review', 'review_participant'))",
    (["particulars", "same_person", "born_of"],),
)


def page(
    team: Team, people: Sequence[UUID], *, after: Place | None = None, before: Place | None = None, limit: int = 50
) -> Page:  # fmt: skip
    """This will give one page of what agencies told a review about some people, in the order in which it happened."""
    return store.chronology(team, people=people, after=after, before=before, limit=limit, only=_OF_THE_TIME)


def entry(team: Team, id: UUID) -> Entry[Any] | None:
    """This will give an entry of the time that an agency told the review, or None where it was told none by that id."""
    found = cases.entry(team, id)
    return found if found and of_the_time(found, store.directory()) else None


def told_then(team: Team, entries: Iterable[Entry[Any]]) -> Knowledge:
    """This will give some entries with the tellings of them among agencies, as far as the review was shown them.

    That the review itself was told is left out: it is of another time.
    """
    seen = cases.seen_of(team, entries)
    known = Knowledge(None, seen.teams)
    for one in seen.all():
        for _ in known.learn(one):
            pass
    for row in seen.tellings():
        if seen.teams[row.knower].type not in ("learning_review", "review_participant", "partnership"):
            for _ in known.hear(row):
                pass
    return known
