"""What a visitor wrote of a home, or a meeting was told, set among the worries that notes tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sightline.record.kinds.contact import Visit
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards.detect.told_at_meetings import told_at_meetings
from sightline.standards.reading import said as read_as
from sightline.standards.standard import Edition
from sightline.state.phrases import says
from sightline.state.worries import Worry


def with_visits(
    known: Knowledge, children: Sequence[Person], since: dt.date, found: Sequence[Worry], edition: Edition
) -> list[Worry]:
    """This will give the worries of notes and those that a visitor wrote in a visit alone, or that a meeting was told; what
    was written of a home is answered once it is seen to be good."""
    visits = {v.id: (v, child) for child in children for v in known.entries(Visit, child, since)}
    good = [v.day for v, _ in visits.values() if says(v.summary, edition["home_is_good"])]
    seen = told_at_meetings(known, children, since, edition)
    for visit, child in visits.values():
        topics_ = {*(read_as("observation", "topics", visit.summary) or ())} & {*edition["seen_at_visits"]}
        matters = frozenset(m for m, about in edition["matters"].items() if topics_ & {*about})
        if matters and visit.body.access in ("seen", None) and visit.day not in good:
            seen.append(Worry(visit, child, matters))
    answered = max(good, default=dt.date.min)
    of_home = {*edition["answered_at_visits"]}
    standing = [w for w in (*found, *seen) if w.entry.day > answered or not _all_in(known, w, of_home)]
    return sorted(standing, key=lambda w: (w.entry.day, w.entry.noted.key, w.entry.id))


def _all_in(known: Knowledge, worry: Worry, of_home: set[str]) -> bool:
    named = topics(worry.entry) or {*(read_as("observation", "topics", worry.entry.summary) or ())}
    return bool(named) and named <= of_home
