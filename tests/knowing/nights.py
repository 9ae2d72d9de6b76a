"""Somebody on duty at night, a child in another team’s record, and a day that goes by: for stories of emergency access."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sightline.pathways.emergency import Asking, open_record
from sightline.record.kinds.harm import Concern
from sightline.record.kinds.particulars import Particulars
from tests.house.world import owner as as_the_owner
from tests.knowing.people_of import Partnership, at

BORN = dt.date(2025, 1, 14)


NUMBER = "999 000 0018"


SECRET = "Bleeding from the mouth, twice"


def child(week: Partnership, who: str = "health_visiting", summary: str = SECRET, **said: Any) -> UUID:
    """This will begin a child in a team's record, with one worry told to nobody."""
    person = week.meet(who)
    held = {"name": "Wren Attley", "dob": BORN, "role": "child", **said}
    week.writes(who, "mon", Particulars(person=str(person), **held), person)  # type: ignore[arg-type]
    week.writes(who, "mon", Concern(level="high"), person, summary=summary)
    return person


def opens(
    week: Partnership, day: str = "tue", key: str = "one", who: str = "health_visiting", **said: Any
) -> UUID:
    asked: dict[str, Any] = {
        "name": "Wren Attley", "dob": BORN, "nhs_number": None, "address": None, "danger": "A torn frenulum",
        "why_now": "They open at nine", **said,
    }  # fmt: skip
    return open_record(
        by=week.posts["night"], at=at(day, 21), key=key, asking=Asking(holder=week.teams[who], **asked)
    )


def sees(week: Partnership, who: str = "night") -> list[str]:
    """This will give the worries that a team may see."""
    return sorted(entry.summary for entry in week.sees(who).entries(Concern))


def a_day_later(access: UUID) -> None:
    """This will move back by 25 hours what an access did, as the database's own clock will have it."""
    changed("told", "stored = stored - interval '25 hours' where idem = %s", str(access))
    changed("restriction", "starts = starts - interval '25 hours' where because_id = %s", access)


def changed(table: str, what: str, *values: Any) -> None:
    """This will change rows that nobody can change: with the guards off, as the owner."""
    alter = f"alter table sightline_{table} {{}} trigger refuse, {{}} force row level security"
    as_the_owner(alter.format("disable", "no"))
    as_the_owner(f"update sightline_{table} set {what}", values)
    as_the_owner("set constraints all immediate; set constraints all deferred")
    as_the_owner(alter.format("enable", ""))
