"""Where a child has gone, and whether the teams there have heard of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge

_LATELY = dt.timedelta(days=14)


def told_of(known: Knowledge, agency: Agency, change: Entry[Any], child: Person | None) -> bool:
    """This will say whether an agency is seen to know of a move or a placement, or of anything about the child since.

    What it was told in the two weeks before counts: arrangements are made ahead.
    """
    return known.knows(agency, change) or bool(known.held(agency, child, change.day - _LATELY))
