"""Who else is involved? Teams that the entries name, whom they name in them on which number, and when it last was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Allocation, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge
from sightline.record.named import parties


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom an entry names as answering for a team, with a number where it gives one."""

    name: str
    telephone: str
    entry: Entry[Any]


@dataclass(frozen=True, slots=True)
class Involved:
    """One team: the last entry that it wrote or was there for, if any, and whom entries name in it, the last named first."""

    team: Agency
    last: Entry[Any] | None
    named: tuple[Named, ...]


def involved(known: Knowledge, on: dt.date) -> list[Involved]:
    """This will give the teams that the entries known by a day name, the last involved first; no relatives, no callers."""
    last: dict[Agency, Entry[Any] | None] = {}
    named: dict[Agency, dict[str, Named]] = {}
    for entry in known.all():
        if entry.day > on:
            continue
        for team in parties(entry):
            there = team == entry.author or team in (getattr(entry.body, "attended", None) or ())
            before = last.setdefault(team, None)
            if there and (before is None or _when(before) < _when(entry)):
                last[team] = entry
        for one in _named(entry):
            before_named = named.setdefault(entry.author, {}).get(_key(one))
            if before_named is None or _when(before_named.entry) < _when(entry):
                named[entry.author][_key(one)] = one
    teams = [team for team in last if team in known.teams and known.teams[team].type != "community"]
    found = [Involved(team, last[team], _newest(named.get(team, {}))) for team in teams]
    return sorted(found, key=lambda one: (_when(one.last) if one.last else (), one.team), reverse=True)


def _named(entry: Entry[Any]) -> Iterator[Named]:
    body = entry.body
    if isinstance(body, Decision) and (body.held_by or body.telephone):
        yield Named(body.held_by or "", body.telephone or "", entry)
    if isinstance(body, Referral) and (body.contact_name or body.contact_telephone):
        yield Named(body.contact_name or "", body.contact_telephone or "", entry)
    if isinstance(body, Allocation) and body.to_post:
        yield Named(body.to_post, "", entry)


def _newest(named: dict[str, Named]) -> tuple[Named, ...]:
    return tuple(sorted(named.values(), key=lambda one: _when(one.entry), reverse=True))


def _key(one: Named) -> str:
    return " ".join(one.name.casefold().split()) or one.telephone


def _when(entry: Entry[Any]) -> tuple[Any, ...]:
    return (entry.day, entry.noted.key, entry.id)
