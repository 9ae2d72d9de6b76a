"""Particulars, as an agency writes them, made plain as the search has them."""

from __future__ import annotations

import datetime as dt

from sightline.checks.finding.details import Details, details
from sightline.checks.finding.names import name_words
from sightline.record.kinds.particulars import Particulars


def called(said: Particulars, on: dt.date) -> list[Details]:
    """This will give a person's particulars made plain, once for each name that they go by. `on` is the day of saying so."""
    found = []
    for name in [name for name in (said.name, said.also_known_as) if name] or [""]:
        *given, surname = name_words(name) or ("",)
        found.append(details(
            given=" ".join(given), surname=surname, dob=said.dob.isoformat() if said.dob else "",
            nhs_number=said.nhs_number or "", phone=said.telephone or "", address=said.address or "",
            postcode=said.postcode or "", latest=on,
        ))  # fmt: skip
    return found
