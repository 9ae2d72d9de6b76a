"""Referrals about a child, which one is a repeat, and which are serious enough to ask other agencies about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.words import Agency, KnowerType, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import concerned, topics
from sightline.state import people

_DOORS: tuple[KnowerType, ...] = ("front_door", "children_social_care", "emergency_duty")
_OTHER_ADULTS = ("grandparent", "relative", "other_adult", "family_friend", "foster_carer")


def child_of(known: Knowledge, entry: Entry[object]) -> Person | None:
    """This will give the child that an entry is about (the first named, where there are several)."""
    return next(iter(people.children(known, entry.people)), None)


def doors(known: Knowledge, referral: Entry[Referral]) -> tuple[Agency, ...]:
    """This will give whom a referral went to: as stated or, where nobody wrote that down, the doors that were told of it.

    A door that wrote it down, and of which no other knows, took a call: whoever takes one writes it as a referral to itself.
    """
    if referral.body.to is not None:
        return (referral.body.to,)
    teams = known.teams_of(*_DOORS, "other_local_authority", "early_help")
    told = tuple(t.id for t in teams if t.id != referral.author and known.knows(t.id, referral))
    own = (t.id for t in known.teams_of(*_DOORS) if t.id == referral.author)
    return told or tuple(own)


def earlier(known: Knowledge, referral: Entry[Referral], days: int, apart: int) -> list[Entry[Referral]]:
    """This will give the referrals about the same children to the same door, or to another of the same area, in the days before.

    Two within `apart` days are one event told twice, and not counted.
    """
    since, until = referral.day - dt.timedelta(days=days), referral.day - dt.timedelta(days=apart + 1)
    found = {
        r.id: r
        for child in people.children(known, referral.people)
        for r in known.entries(Referral, child, since, until)
        if same_door(known, r, referral)
    }
    return sorted(found.values(), key=lambda r: (r.day, r.noted.key, r.id))


def same_door(known: Knowledge, first: Entry[Referral], second: Entry[Referral]) -> bool:
    """This will say whether two referrals went to one team, or to two of one council, where a worry may be handed in."""
    one, other = doors(known, first), doors(known, second)
    areas = [
        {t.area for d in side if (t := known.teams.get(d)) and t.type in _DOORS} for side in (one, other)
    ]
    return bool(set(one) & set(other)) or one == other or bool(areas[0] & areas[1])


def accused(known: Knowledge, step: Entry[Any]) -> list[Person]:
    """This will give the adults who are neither parent nor partner and are named in the allegation that a decision answers."""
    referral = known.entry(getattr(step.body, "responds_to", None))
    if referral is None or not isinstance(referral.body, Referral) or not referral.body.alleges_harm:
        return []
    others = (p for p in concerned(referral) if people.role(known, p) in _OTHER_ADULTS)
    return list(dict.fromkeys(others))


def weighty(
    known: Knowledge, referral: Entry[Referral], serious: Collection[str], days: int, apart: int
) -> bool:
    """This will say whether a referral goes beyond a first, low worry: harm alleged, a serious topic, or a repeat."""
    sequence = referral.body.sequence or 1
    return bool(
        referral.body.alleges_harm
        or topics(referral) & set(serious)
        or sequence > 1
        or earlier(known, referral, days, apart)
    )


def serious_of(known: Knowledge, referral: Entry[Referral], numbers: Mapping[str, Any]) -> frozenset[str]:
    """This will give the topics that make a referral serious; from a hospital or a crew, that a child hurt itself is one."""
    by = known.teams.get(referral.author)
    treated = numbers["hurts_self"] if by is not None and by.type in numbers["treats_at_once"] else ()
    return frozenset((*numbers["serious_topics"], *treated))
