"""What of it was known by the end of a day, for the page as it stood then. Never more than may be seen today."""

from __future__ import annotations

import datetime as dt

from sightline.record.knowledge import Knowledge


def as_at(known: Knowledge, on: dt.date) -> Knowledge:
    """This will leave out what was written, or told to the knower, after a day."""
    told = {row.entry for row in known.tellings() if row.knower == known.knower and row.told.day <= on}
    then = Knowledge(known.knower, known.teams)
    for entry in known.all():
        if entry.id in told and entry.noted.day <= on:
            then.learn(entry)
    for row in known.tellings():
        if row.told.day <= on and then.entry(row.entry) is not None:
            then.hear(row)
    return then
