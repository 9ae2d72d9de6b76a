"""The form of a comparison: two stories and the event that starts both clocks."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

_PLACE = re.compile(r"-?[0-9]{1,6}")


@dataclass(slots=True)
class CompareForm:
    """What was asked for, by name, with `errors` from the id of a field to what to put right; `since` on the clock."""

    asked: dict[str, str]
    since: int = 0
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        query: Mapping[str, str],
        opens: Mapping[str, str],
        stories: Collection[str],
        events: Collection[str],
    ) -> CompareForm:
        """This will read the form from a query; what was not asked is as the page `opens`. A senseless place is the start."""
        asked = {name: query.get(name, value) for name, value in opens.items()}
        errors = {
            name: "Choose one of the stories" for name in ("one", "other") if asked[name] not in stories
        }
        if not errors and asked["one"] == asked["other"]:
            errors["other"] = "Choose a story other than the first"
        if asked["align"] not in events:
            errors["align"] = "Choose what starts both clocks"
        place = query.get("from", "")
        return cls(asked, int(place) if _PLACE.fullmatch(place) else 0, errors)
