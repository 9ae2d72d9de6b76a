"""Going earlier and later in a list, by the place of its first and last row. A senseless place is the beginning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from sightline.record.store import Page, Place


def asked(query: Mapping[str, str]) -> tuple[Place | None, Place | None]:
    """This will read where to go on from (`after`), and where to go back from (`before`)."""
    return _place(query.get("after", "")), _place(query.get("before", ""))


def links(page: Page, kept: Mapping[str, str]) -> dict[str, str]:
    """This will give the addresses of the pages before and after this one, with what else the address asks for."""
    places = {"before": page.before, "after": page.after}
    return {way: "?" + urlencode({**kept, way: _said(place)}) for way, place in places.items() if place}


def here(after: Place | None, before: Place | None) -> dict[str, str]:
    """This will give the place of this page itself, as it stands in an address."""
    places = {"after": after, "before": before}
    return {way: _said(place) for way, place in places.items() if place}


def _said(place: Place) -> str:
    return "~".join(str(part) for part in place.key)


def _place(text: str) -> Place | None:
    try:
        day, noted, time, ordinal, id = text.split("~")
        at = time if time == "24:00" else dt.time.fromisoformat(time)
        key = (dt.date.fromisoformat(day), dt.date.fromisoformat(noted), at, int(ordinal[:9]), str(UUID(id)))
    except ValueError:
        return None
    return Place(key)


def queue_place(text: str) -> Place | None:
    """This will read a place in a queue. A senseless one is the beginning."""
    try:
        day, since, id = text.split("~")
        return Place((dt.date.fromisoformat(day), dt.datetime.fromisoformat(since), UUID(id)))
    except ValueError:
        return None


def queue_link(place: Place | None) -> str:
    """This will give the address of the page after a place in a queue, or nothing after the last."""
    if place is None:
        return ""
    day, since, id = place.key
    return "?" + urlencode({"after": f"{day}~{since.isoformat()}~{id}"})
