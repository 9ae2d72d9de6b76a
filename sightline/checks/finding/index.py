"""Fills the tables that are searched: the owner's work, for a file loaded whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sightline.checks.finding import keys
from sightline.checks.finding.details import Details
from sightline.checks.finding.search import columns
from sightline.people.models import Team
from sightline.record.acting import here

Row = tuple[Any, ...]
_TYPES = {
    "id": "int8", "person_id": "uuid", "recorded": "date", "given": "text", "middle": "text", "surname": "text", "sex": "text",
    "born": "date", "known": "text", "nhs": "text", "phone": "text", "units": "text", "street": "text", "postcode": "text",
    "keys": "int8[]", "knower_id": "uuid",
}  # fmt: skip
_COLUMNS = ", ".join(_TYPES)
_ONE_KEY = "sightline_findkey_pkey"
_AFTERWARDS = (
    f"insert into sightline_findable ({_COLUMNS}) select {_COLUMNS} from loading",
    "drop table loading",
    (
        "insert into sightline_findkey (knower_id, key, findable_id)"
        " select knower_id, unnest(keys), id from sightline_findable where knower_id = %(team)s"
    ),
    f"alter table sightline_findkey add constraint {_ONE_KEY} primary key (knower_id, key, findable_id)",
    """
    insert into sightline_findname (knower_id, kind, name, held)
    select %(team)s, 'given', name, count(*)
    from sightline_findable, string_to_table(trim(given || ' ' || middle), ' ') name
    where knower_id = %(team)s and name <> '' group by name
    union all
    select %(team)s, 'surname', name, count(*) from sightline_findable, string_to_table(surname, ' ') name
    where knower_id = %(team)s and name <> '' group by name
    union all
    select %(team)s, 'all', '', count(*) from sightline_findable where knower_id = %(team)s
    """,
    "analyze sightline_findable, sightline_findkey, sightline_findname",
)


def row(id: int, person: UUID, recorded: dt.date | None, details: Details) -> Row:
    """This will give a record as it is stored, but for whose it is."""
    found = sorted({keys.number(kind, value) for kind, value in keys.keys(details)})
    return (id, person, recorded, *columns(details), found)


def fill(team: Team, rows: Iterable[Row]) -> None:
    """This will put a whole file's records into a team's index, which was empty; the keys are indexed when all are there."""
    connection = here()
    connection.ensure_connection()
    raw = connection.connection
    with connection.cursor() as cursor:
        cursor.execute(f"alter table sightline_findkey drop constraint {_ONE_KEY}")
        # COPY does not go into a table under row security, which binds the owner too.
        cursor.execute("create temporary table loading (like sightline_findable)")
    with raw.cursor() as cursor, cursor.copy(f"copy loading ({_COLUMNS}) from stdin (format binary)") as copy:
        copy.set_types(list(_TYPES.values()))
        for one in rows:
            copy.write_row((*one, team.pk))
    with connection.cursor() as cursor:
        for sql in _AFTERWARDS:
            cursor.execute(sql, {"team": team.pk})
