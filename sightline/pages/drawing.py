"""What a page with lanes needs of what somebody knew: the items, both pictures, and the child they are measured by."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.pages.child import Child
from sightline.pages.items import ITS, Voice, items
from sightline.pages.lanes import Asked, picture, shown
from sightline.pages.turned import turned
from sightline.pages.words import Names
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge


def drawing(
    knew: Knowledge,
    whole: Knowledge,
    names: Names,
    on: dt.date,
    child: Child | None,
    voice: Voice = ITS,
) -> dict[str, Any]:
    """This will lay out what stands in `whole` on a day, as the knower of `knew` knew it or had not been told."""
    listed = items(knew, whole, names, on, voice)
    about = [e.day for e in whole.all() if child and child.id in e.people and e.kind != "particulars"]
    asked = Asked(
        items=listed,
        tellings=whole.tellings(),
        known=frozenset(row.id for row in knew.tellings()),
        agency=Agency(str(knew.knower)),
        on=on,
        begins=min(about, default=None),
    )
    drawn, _ = shown(asked)
    mine = [row for row in drawn if row.id in asked.known]
    return {
        "on": on,
        "child": child,
        "items": listed,
        "knew": [item for item in listed if item.known],
        "not_told": [item for item in listed if not item.known],
        "picture": picture(asked, names) if listed else None,
        "turned": turned(asked, names) if listed else None,
        "touched": {agency for row in mine for agency in (row.by, row.knower)} - {asked.agency},
        "numbers": {id: item.number for item in listed for id in item.ids},
    }
