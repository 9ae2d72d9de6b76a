"""What agencies told a review about some people, read for pages: a page of entries at a time, and who had been told each then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, get_args
from uuid import UUID

from sightline.people.models import Team
from sightline.record import cases, store
from sightline.record.entry import Entry, Record
from sightline.record.kinds.words import ReviewType
from sightline.record.knowledge import Knowledge
from sightline.record.store import Only, Page, Place

_OF_THE_TIME = Only(
    " and e.kind <> all (%s) and not starts_with(e.kind, 'review_')"
    " and not exists (select from sightline_team t where t.id = e.author_id"
    " and t.type in ('learning_review', 'review_participant'))",
    (["particulars", "same_person", "born_of"],),
)


def page(
    team: Team, record: Record, people: Sequence[UUID], *, after: Place | None = None, before: Place | None = None
) -> Page:  # fmt: skip
    """This will give one page of what agencies told a review about some people, in the order in which it happened.

    `record` is what it was told of them (`vantage.told`): there everybody goes under the review's own ids.
    """
    listed = store.chronology(team, people=people, after=after, before=before, only=_OF_THE_TIME)
    told = {one.id: one for one in record.entries}
    return replace(listed, entries=tuple(told[one.id] for one in listed.entries if one.id in told))


def everything(team: Team, people: Sequence[UUID]) -> Knowledge:
    """This will give all that a review may see with its tellings, what was told of these people under their own ids."""
    known, whole = store.may_see(team, people=people), store.may_see(team)
    there = {one.id for one in known.all()}
    for one in whole.all():
        known.learn(one)
    for row in whole.tellings():
        if row.entry not in there:
            known.hear(row)
    return known


def told_then(team: Team, entries: Iterable[Entry[Any]]) -> Knowledge:
    """This will give some entries with the tellings of them among agencies, as far as the review was shown them.

    That the review itself was told is left out: it is of another time.
    """
    seen = cases.seen_of(team, entries)
    known = Knowledge(None, seen.teams)
    for one in seen.all():
        known.learn(one)
    for row in seen.tellings():
        if seen.teams[row.knower].type not in get_args(ReviewType):
            known.hear(row)
    return known
