"""The checks that a decision would do without."""

from __future__ import annotations

import datetime as dt

from sightline.pages.forms.decide import Blank
from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.knowledge import Knowledge


def blanks(known: Knowledge, referral: Entry[Referral], on: dt.date) -> list[Blank]:
    """This will give the expected checks that have no answer on a day, loudest first."""
    return []
