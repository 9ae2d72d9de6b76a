"""Who saw a child, and who went to see a child and did not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, Visit
from sightline.record.kinds.harm import Hospital, Medical
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge


def saw(visit: Entry[Visit], child: Person) -> bool:
    """This will say whether a visit saw a child face to face: as stated, or, where nobody says otherwise, so."""
    body = visit.body
    named = body.seen is None or child in body.seen
    return body.mode in ("face_to_face", None) and (
        names(visit, child) or (body.access in ("seen", None) and named)
    )


def names(visit: Entry[Visit], child: Person) -> bool:
    """This will say whether a visit's list of those seen has the child on it: that says more than any other word of it."""
    return child in (visit.body.seen or ())


def visits_with(
    known: Knowledge, child: Person, since: dt.date | None = None, until: dt.date | None = None
) -> list[Entry[Visit]]:
    """This will give the visits that are about a child, or that have it on the list of those seen."""
    return [v for v in known.entries(Visit, None, since, until) if child in v.people or names(v, child)]


def met(known: Knowledge, child: Person, since: dt.date, until: dt.date | None = None) -> list[Entry[Any]]:
    """This will give where anybody had a child before them: visits, examinations, the ward, appointments kept."""
    found: list[Entry[Any]] = [v for v in visits_with(known, child, since, until) if saw(v, child)]
    found += known.entries(Medical, child, since, until)
    found += [h for h in known.entries(Hospital, child, since, until) if h.body.stage != "discharged"]
    kept = (a for a in known.entries(Appointment, child, since, until) if a.body.outcome == "attended")
    return [*found, *(a for a in kept if a.body.for_person in (None, child))]


def unseen_at(
    known: Knowledge, child: Person, entry: Entry[Any], numbers: Mapping[str, Any]
) -> list[Entry[Visit]]:
    """This will give the visits before an entry at which a child was not seen, and no later one at which it was.

    `numbers` holds the words and days of explanation_not_tested.toml.
    """
    since = entry.day - dt.timedelta(days=numbers["look_back_days"])
    visits = known.entries(Visit, child, since, entry.day)
    seen = [v.day for v in visits if v.body.access == "seen" and child in (v.body.seen or (child,))]
    tried = [v for v in visits if v.body.access in numbers["not_seen"]]
    return [v for v in tried if not any(day > v.day for day in seen)]
