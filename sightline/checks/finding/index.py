"""Fills the tables that are searched: the owner's work, for a file loaded whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sightline.checks.finding import keys
from sightline.checks.finding.details import Details
from sightline.people.models import Team
from sightline.record.acting import here

Row = tuple[Any, ...]
COLUMNS = (
    "id", "person_id", "recorded", "given", "middle", "surname", "sex", "born", "known", "nhs", "phone", "units", "street",
    "postcode", "keys",
)  # fmt: skip
"""A row's, in its order."""
_COLUMNS = ", ".join(COLUMNS)
_ONE_KEY = "sightline_findkey_pkey"
_AFTERWARDS = (
    f"insert into sightline_findable (knower_id, {_COLUMNS}) select %(team)s, {_COLUMNS} from loading",
    "drop table loading",
    (
        "insert into sightline_findkey (knower_id, key, findable_id)"
        " select knower_id, unnest(keys), id from sightline_findable where knower_id = %(team)s"
    ),
    f"alter table sightline_findkey add constraint {_ONE_KEY} primary key (knower_id, key, findable_id)",
    """
    insert into sightline_findname (knower_id, kind, name, held)
    select %(team)s, n.kind, n.name, count(*)
    from sightline_findable f cross join lateral sightline_find_names(f.given, f.middle, f.surname) n
    where f.knower_id = %(team)s group by 2, 3
    """,
)


def row(id: int, person: UUID, recorded: dt.date | None, details: Details) -> Row:
    """This will give a record as it is stored, but for whose it is."""
    found = sorted({keys.number(kind, value) for kind, value in keys.keys(details)})
    return (id, person, recorded, *_columns(details), found)


def _columns(person: Details) -> tuple[Any, ...]:
    return (
        " ".join(person.given), " ".join(person.middle), " ".join(person.surname), person.sex, person.born, person.known,
        person.nhs, person.phone, " ".join(sorted(person.units)), " ".join(person.street), person.postcode,
    )  # fmt: skip


def line(row: Iterable[Any]) -> str:
    """This will give a row, or the end of one, as COPY reads it. What is made plain has no sign that COPY would mistake."""
    return "\t".join(map(_copied, row)) + "\n"


def _copied(value: Any) -> str:
    if value is None:
        return "\\N"
    return "{" + ",".join(map(str, value)) + "}" if isinstance(value, list) else str(value)


def fill(team: Team, lines: Iterable[str]) -> None:
    """This will put a whole file's records into a team's index, which was empty; the keys are indexed when all are there."""
    connection = here()
    connection.ensure_connection()
    raw = connection.connection
    with connection.cursor() as cursor:
        cursor.execute(f"alter table sightline_findkey drop constraint {_ONE_KEY}")
        # COPY does not go into a table under row security, which binds the owner too.
        cursor.execute("create temporary table loading (like sightline_findable)")
        cursor.execute("alter table loading alter knower_id drop not null")
    with raw.cursor() as cursor, cursor.copy(f"copy loading ({_COLUMNS}) from stdin") as copy:
        for one in lines:
            copy.write(one)
    with connection.cursor() as cursor:
        for sql in _AFTERWARDS:
            cursor.execute(sql, {"team": team.pk})


def tidy() -> None:
    """This will have the database count what is there and mark it as seen by all, so that looking up reads the index alone.

    Outside any transaction. A database that lives sees to it itself (autovacuum).
    """
    with here().cursor() as cursor:
        cursor.execute("vacuum (analyze) sightline_findable, sightline_findkey, sightline_findname")
