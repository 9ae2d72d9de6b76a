"""Switching a practice standard off for the partnership, and on again: each is an entry, told to every team.

The live prompts of every team obey it from its day; a replay does not (docs/adr/0030).
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sightline.people.models import Post, Team
from sightline.record import actions, by_kind
from sightline.record.actions import Conflict, NotKnown, Refused, Tell
from sightline.record.kinds.standard import StandardOff, StandardOn
from sightline.record.kinds.words import EntryRef
from sightline.record.times import Moment, Span
from sightline.record.writing import one_act
from sightline.standards.standard import standards
from sightline.standards.switched import Off, switched

LONGEST = 366
"""A standard is looked at again within so many days of being switched off."""


def switch_off(
    *, by: Post, at: Moment, kind: str, since: dt.date, review_by: dt.date, words: str, seen: str
) -> UUID:
    """This will switch a standard off from a day, until it is switched on again, and tell every team.

    `seen` is the last time for which its author had seen it off ("": none); Conflict where there is a newer. Raises Refused for
    a day that is past, no reason, or a review that does not come within a year; NotKnown for whoever is of no partnership.
    """
    _partnership(by, kind)
    if since < at.day or not since < review_by <= since + dt.timedelta(days=LONGEST) or not words.strip():
        raise Refused(
            "A standard is switched off from today or later, with a reason and a review within a year"
        )
    said = StandardOff(standard=kind, since=since, review_by=review_by)
    with one_act(by, at):
        last = _last(by.team, kind)
        if last and (last.entry.body, last.entry.summary) == (said, words) and not last.ended:
            return UUID(last.entry.id)
        if last and (last.entry.id != seen or not last.over(at.day)):
            raise Conflict("the standard was switched off since")
        return _says(by, at, f"switches {kind} off after {seen}", said, words)


def switch_on(*, by: Post, at: Moment, kind: str, words: str, seen: str) -> UUID:
    """This will switch on again from today a standard that is off or to be off (`seen`), and tell every team; once.

    Raises Conflict where it is on by now, or off by another act; Refused without a reason; NotKnown as above.
    """
    _partnership(by, kind)
    if not words.strip():
        raise Refused("A standard is switched on again with a reason")
    with one_act(by, at):
        last = _last(by.team, kind)
        if last is None or last.entry.id != seen:
            raise Conflict("the standard was switched off or on since")
        if last.ended and last.ended.summary == words:
            return UUID(last.ended.id)
        if last.ended:
            raise Conflict("the standard was switched on since")
        said = StandardOn(of=EntryRef(seen), standard=kind)
        return _says(by, at, f"switches {kind} on after {seen}", said, words)


def _partnership(by: Post, kind: str) -> None:
    if by.team.type != "partnership" or kind not in {one.kind for one in standards()}:
        raise NotKnown("there is nothing here by that name")


def _last(team: Team, kind: str) -> Off | None:
    return next((one for one in reversed(switched(by_kind.switched(team))) if one.kind == kind), None)


def _says(by: Post, at: Moment, key: str, said: Any, words: str) -> UUID:
    everybody = Team.objects.filter(within=None).exclude(type="community").exclude(pk=by.team_id)
    return actions.record(
        by=by, at=at, key=key, body=said, people=[], occurred=Span(at.day), summary=words,
        tell=[Tell(team, at) for team in everybody.order_by("name", "id")],
    )  # fmt: skip
