"""A case, opened by somebody in a post: found among the team's own or not there at all, and the look is kept."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404

from sightline.pages.child import Child, child
from sightline.pages.words import Names, role_words
from sightline.people.models import Post
from sightline.record import actions, cases, store
from sightline.record.entry import Entry
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.times import Moment

_HERE = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Opened:
    """A case with what the team knows of who is in it."""

    case: cases.Case
    agency: Agency
    names: Names
    child: Child | None
    people: tuple[Particulars, ...]
    """What is held of each person, one after another."""


def now() -> Moment:
    """This will give the moment at which somebody looks or writes."""
    at = dt.datetime.now(tz=_HERE)
    return Moment(at.date(), time=at.time().replace(microsecond=0))


def opened(post: Post, id: UUID, purpose: str) -> Opened:
    """This will open one of the team's cases and keep the look. Raises Http404 where the team has none by that id."""
    found = cases.case(post.team, id)
    if found is None:
        raise Http404("no such case of this team")
    actions.look(by=post, at=now(), key=f"look {uuid.uuid4()}", purpose=purpose, case=id)
    entries = cases.who(post.team, found.people)
    bodies = tuple(entry.body for entry in entries)
    return Opened(found, Agency(str(post.team_id)), names_of(entries), child(bodies), _held(bodies))


def read(post: Post, known: Knowledge, entry: str) -> None:
    """This will keep that the post opened an entry, for each telling by which its team was told it."""
    for row in known.tellings():
        if row.entry == entry and row.knower == str(post.team_id) and row.how != "recorded":
            actions.open(by=post, at=now(), key=f"opened {row.id} {post.pk}", telling=UUID(row.id))


def names_of(entries: list[Entry[Particulars]], people: Iterable[Person] = ()) -> Names:
    """This will call people by the last name held for them, else by the role; of `people` nobody is left as an id."""
    return called((entry.body for entry in entries), people)


def called(bodies: Iterable[Particulars], people: Iterable[Person] = ()) -> Names:
    """This will call people by the last name said of them, else by the role; of `people` nobody is left as an id."""
    said = list(bodies)
    roles = {body.person: body.role for body in said if body.role}
    words = dict.fromkeys(people, "somebody not described")
    words |= {person: role_words(role) for person, role in roles.items()}
    return Names(store.directory(), roles, words | {body.person: body.name for body in said if body.name})


def _held(bodies: tuple[Particulars, ...]) -> tuple[Particulars, ...]:
    """What is held of each person in one: the last that was said of each particular stands."""
    held: dict[Person, Particulars] = {}
    for said in bodies:
        before = held.get(said.person, said)
        held[said.person] = replace(
            said,
            role=said.role or before.role,
            name=said.name or before.name,
            dob=said.dob or before.dob,
            edd=said.edd or before.edd,
        )
    return tuple(held.values())
