"""What was written of a person on some topics, and what of it one agency had been told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import islice
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.harm import Background, Concern, Observation
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge

_TELLING = (Referral, Background, Concern, Observation)
_OF_EACH_TOPIC = 3


def tells_of(entry: Entry[Any], person: Person) -> bool:
    """This will say whether an entry tells something of this person (a background is of one person, whoever it names)."""
    return isinstance(entry.body, _TELLING) and getattr(entry.body, "of_person", None) in (None, person)


def known_to(
    known: Knowledge, agency: Agency, person: Person, on_topics: Iterable[str], until: dt.date
) -> list[Entry[Any]]:
    """This will give what an agency is seen to have known of a person by a day, the last few entries on each topic."""
    found: dict[str, Entry[Any]] = {}
    for topic in on_topics:
        telling = (
            e
            for e in reversed(known.on_topic(topic, person, until=until))
            if tells_of(e, person) and e.noted.day <= until and known.knows(agency, e, until)
        )
        found.update({entry.id: entry for entry in islice(telling, _OF_EACH_TOPIC)})
    return sorted(found.values(), key=lambda entry: entry.noted.key)
