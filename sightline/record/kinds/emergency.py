"""Opening another team's record in an emergency out of hours, and what the holder says of it the next day."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sightline.record.kinds.registry import kind
from sightline.record.kinds.words import Agency, EntryRef


@kind("emergency_access", "contact", since=2)
class EmergencyAccess:
    """Somebody out of hours opens what another team holds about a person, because of a danger that does not wait.

    Whatever was opened by it closes a day later. Whom it was about is in the particulars told with it.
    """

    asked: Agency
    danger: str
    why_now: str
    review_by: dt.date


@kind("emergency_review", "contact", since=2)
class EmergencyReview:
    """Whether opening its record was right, as a manager or a named professional of the holder sees it; its summary says why.

    `left_open`: the holder tells what was opened in the ordinary way, so that it does not close.
    """

    of: EntryRef
    finding: Literal["right", "not_right", "cannot_say"]
    left_open: bool = False
