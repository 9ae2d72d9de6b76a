"""That the partnership switches a practice standard off, and on again."""

from __future__ import annotations

import datetime as dt

from sightline.record.kinds.registry import kind
from sightline.record.kinds.words import EntryRef


@kind("standard_off", "record", since=2)
class StandardOff:
    """The partnership switches a practice standard off from a day, to look at it again by another; the summary says why."""

    standard: str
    since: dt.date
    review_by: dt.date


@kind("standard_on", "record", since=2)
class StandardOn:
    """The partnership switches a practice standard on again from the day it writes this; the summary says why."""

    of: EntryRef
    standard: str
