"""The filters of the ledger. What makes no sense is left out, except a day: that is to be put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast, get_args
from uuid import UUID

from sightline.pages.forms.day import Day
from sightline.pages.forms.sent import id_of
from sightline.record.cases import Show

FAMILIES: Mapping[str, str] = {
    "contact": "Contacts and checks",
    "decision": "Decisions",
    "meeting": "Meetings and assessments",
    "concern": "Observations and concerns",
    "help": "Help offered or refused",
    "background": "Background",
    "health": "Health",
    "injury": "Injuries",
}
SHOWS: Mapping[str, str] = {
    "every": "Every entry",
    "unopened": "Told, and not opened",
    "unconfirmed": "Told, and not acknowledged",
    "late": "Told later than it was written",
}
QUICK: Mapping[str, str] = {
    "unopened": "told, and not opened",
    "unconfirmed": "told, and not acknowledged",
    "late": "told later than written",
}
DAYS: Mapping[str, str] = {"from": "“From”", "to": "“To”"}


@dataclass(frozen=True, slots=True)
class LedgerForm:
    """Which entries to show: of one family of kinds, told to one team, of some days, or with tellings that lag."""

    family: str = ""
    agency: UUID | None = None
    show: Show = "every"
    since: Day = field(default_factory=Day)
    until: Day = field(default_factory=Day)

    @classmethod
    def of(cls, query: Mapping[str, str]) -> LedgerForm:
        """This will read the filters from a query."""
        family, show = query.get("family", ""), query.get("show", "every")
        since, until = (Day.of(query, end, called) for end, called in DAYS.items())
        return cls(
            family if family in FAMILIES else "",
            id_of(query.get("agency", "")),
            cast("Show", show) if show in get_args(Show) else "every",
            since,
            until,
        )

    @property
    def errors(self) -> dict[str, str]:
        """This will say what to put right, from the name of the box to go to, to the words."""
        found = {**self.since.errors, **self.until.errors}
        if self.since.on and self.until.on and self.until.on < self.since.on:
            found["to-day"] = "“To” must be the same day as “From”, or a later one"
        return found

    @property
    def kept(self) -> dict[str, str]:
        """This will give the filters as they stand in an address."""
        given = {"family": self.family, "agency": str(self.agency or ""), "show": self.show}
        for end, day in (("from", self.since), ("to", self.until)):
            given |= {f"{end}-{part}": value for part, value in day.boxes.items()}
        return {name: value for name, value in given.items() if value not in ("", "every")}
