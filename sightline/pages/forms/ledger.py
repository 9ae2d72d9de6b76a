"""The filters of the ledger. What makes no sense is left out, so every address shows something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args
from uuid import UUID

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


@dataclass(frozen=True, slots=True)
class LedgerForm:
    """Which entries to show: of one family of kinds, told to one team, or with tellings that lag."""

    family: str = ""
    agency: UUID | None = None
    show: Show = "every"

    @classmethod
    def of(cls, query: Mapping[str, str]) -> LedgerForm:
        """This will read the filters from a query."""
        family, show = query.get("family", ""), query.get("show", "every")
        return cls(
            family if family in FAMILIES else "",
            _id(query.get("agency", "")),
            cast("Show", show) if show in get_args(Show) else "every",
        )

    @property
    def kept(self) -> dict[str, str]:
        """This will give the filters as they stand in an address."""
        given = {"family": self.family, "agency": str(self.agency or ""), "show": self.show}
        return {name: value for name, value in given.items() if value not in ("", "every")}


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
