"""Who takes which contact, and how soon: allocation at the front door, and what each contact follows."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from sightline.people.models import Post
from sightline.record import actions
from sightline.record.actions import NotKnown, Seen
from sightline.record.entry import Entry
from sightline.record.kinds.contact import Allocation, Referral
from sightline.record.kinds.words import EntryRef
from sightline.record.times import Moment, Span
from sightline.record.writing import one_act, people_of
from sightline.standards.clock import working_days_after


@dataclass(frozen=True, slots=True)
class Priority:
    """How soon a contact is decided on: so many working days after the day on which it came."""

    id: str
    title: str
    working_days: int


@cache
def priorities() -> tuple[Priority, ...]:
    """This will give the levels, the most urgent first."""
    data = tomllib.loads(Path(__file__).with_name("priorities.toml").read_text(encoding="utf-8"))
    return tuple(Priority(**one) for one in data["priorities"])


def due(received: dt.date, priority: Priority | None = None) -> dt.date:
    """This will give the day by whose end a contact is to be decided on; where nobody set how urgent, the last level's."""
    return working_days_after(received, (priority or priorities()[-1]).working_days)


def allocate(
    *, by: Post, at: Moment, key: str, referral: Entry[Referral], to: Post, priority: str, expects: Seen
) -> UUID:
    """This will give a contact to somebody of the team, at a level of priority.

    Raises Conflict where somebody of the team has written of these people since what the allocator had seen, NotKnown
    for a referral to another team or a post of another team, ValueError for a level that there is none of.
    """
    level = next((one for one in priorities() if one.id == priority), None)
    if level is None:
        raise ValueError("there is no such priority")
    if referral.body.to != str(by.team_id) or to.team_id != by.team_id or not to.held_on(at.day):
        raise NotKnown("there is nothing here by that id")
    said = Allocation(
        referral=EntryRef(referral.id),
        to_post=to.name,
        priority=level.id,
        decide_by=due(referral.noted.day, level),
    )
    with one_act(by, at):
        return actions.record(
            by=by, at=at, key=key, body=said, people=people_of(referral.id), occurred=Span(at.day), expects=expects
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Earlier:
    """Contacts about the same people before this one, as the team knows them; `same` are of the same referrer."""

    all: tuple[Entry[Referral], ...]
    same: tuple[Entry[Referral], ...]


def earlier(referral: Entry[Referral], about: Iterable[Entry[Referral]]) -> Earlier:
    """This will give the contacts before this one that share a person with it, from those that the team may see.

    The same referrer is the same agency, and where both give a name the same name: "second by the same midwife".
    """
    people = set(referral.people)
    before = tuple(
        one
        for one in about
        if one.id != referral.id and people & set(one.people) and one.noted.key < referral.noted.key
    )
    return Earlier(before, tuple(one for one in before if _who(one) == _who(referral)))


def _who(referral: Entry[Referral]) -> tuple[str, str]:
    return (referral.author, " ".join((referral.body.contact_name or "").casefold().split()))
