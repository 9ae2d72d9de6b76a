"""What makes an adult at the home bear on a child's safety."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.place import Household
from sightline.record.kinds.words import Person, Role
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after
from sightline.standards.standard import Edition
from sightline.state import people
from sightline.state.grounds import formal, grounds
from sightline.state.phrases import affirms, text_of
from sightline.state.topics import is_worry

NOBODY_KNOWS = "unknown_adult"
_NO_PARENTS: tuple[Role, ...] = ("other_adult", "family_friend", "grandparent", "relative")


def with_the_police(known: Knowledge, person: Person) -> list[Entry[Police]]:
    """This will give what the police wrote of an adult who is no parent and of a child together."""
    if people.role(known, person) not in _NO_PARENTS:
        return []
    return [i for i in known.entries(Police, person) if any(people.is_child(known, p) for p in i.people)]


def weight_of(
    known: Knowledge, adult: Person, children: list[Person], start: Entry[Any], edition: Edition
) -> list[Entry[Any]]:
    """This will give what makes it bear on safety; for kin who come to help, only a plan, placement, legal step or strategy
    discussion, unless whoever found them at the home wrote that nobody checked. So does a social worker who finds a stranger
    there and writes so, and that the police met the adult with a child on several days."""
    since = days_after(start.day, -edition["weight_days"])
    said_so = any(h.body.checked is False for h in known.entries(Household, adult, since))
    unchecked = said_so or any(
        affirms(text_of(e), edition["unchecked_words"]) for e in known.entries(Assessment, adult, since)
    )
    kin = people.role(known, adult) in edition["kin"] and not unchecked
    found = [
        *_found_by_social_work(known, adult, since, edition),
        *_police_again(known, adult, since, edition),
    ]
    for child in children:
        found += (
            formal(known, child, since) if kin else grounds(known, child, since, edition["serious_topics"])
        )
        found += [m for m in known.entries(Meeting, child, since) if m.body.type in edition["conferences"]]
        if not kin:
            found += [
                p
                for p in known.entries(Police, child, since)
                if p.body.event in ("domestic_incident", "arrest")
            ]
        if said_so:
            found += [
                e for e in known.on_topic(NOBODY_KNOWS, child, since) if is_worry(e) and adult in e.people
            ]
    return sorted(found, key=lambda entry: (entry.day, entry.noted.key, entry.id))


def _found_by_social_work(
    known: Knowledge, adult: Person, since: dt.date, edition: Edition
) -> list[Entry[Any]]:
    """Somebody who is no kin, found at the home by those who work there for the child's safety, and not checked as they write."""
    if people.role(known, adult) in edition["kin"]:
        return []
    social = {team.id for team in known.teams_of(*edition["social_work"])}
    return [
        h for h in known.entries(Household, adult, since) if h.author in social and h.body.checked is False
    ]


def _police_again(known: Knowledge, adult: Person, since: dt.date, edition: Edition) -> list[Entry[Any]]:
    """What the police wrote of an adult and a child together on so many days that it is regular, from that day on."""
    came = [i for i in with_the_police(known, adult) if i.day >= since]
    days = sorted({i.day for i in came})[edition["sightings"] - 1 :]
    return [i for i in came if i.day in days]
