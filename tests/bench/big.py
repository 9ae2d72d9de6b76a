"""A big record made inside the database: families of entries, told to some of sixty teams. For plans and benchmarks."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

TEAMS = 60
ENTRIES_EACH = 50
PEOPLE_EACH = 5

# A thing's number makes its id, so that rows need not be looked up to be spoken of. (Real ids are random, and so are these
# in the order that indexes see.)
_ID = "md5('{0} ' || {1})::uuid"


def id_of(what: str, number: str) -> str:
    """This will give the SQL of the id of the thing with a number."""
    return _ID.format(what, number)


def fill(connection: BaseDatabaseWrapper, families: int, *, quick: bool = False) -> None:
    """This will make `families` of 5 people and 50 entries, each entry told to 3 teams of the family's 12.

    `quick` leaves foreign keys, the triggers and told's indexes out while it loads, and puts them back.
    """
    entries = families * ENTRIES_EACH
    with connection.cursor() as cursor:
        for sql in _DIRECTORY:
            cursor.execute(sql.format(teams=TEAMS))
        cursor.execute(_PEOPLE.format(people=families * PEOPLE_EACH))
        cursor.execute("set constraints all immediate; set constraints all deferred")
        put_back = _take_off(cursor) if quick else []
        for sql in _RECORD:
            cursor.execute(sql.format(entries=entries - 1))
        for sql in put_back:
            cursor.execute(sql)
        cursor.execute("set constraints all immediate; set constraints all deferred")
        cursor.execute("analyze")


def _take_off(cursor: Any) -> list[str]:
    """Takes off what makes loading slow, and gives the statements that put it back (keys unchecked: the rows are ours)."""
    tables = "('sightline_entry', 'sightline_payload', 'sightline_entryperson', 'sightline_told')"
    cursor.execute(
        "select conrelid::regclass, conname, pg_get_constraintdef(oid) from pg_constraint"
        f" where contype = 'f' and conrelid::regclass::text in {tables}"
    )
    keys = cursor.fetchall()
    cursor.execute(
        "select indexname, indexdef from pg_indexes where tablename = 'sightline_told' and indexname not like '%pkey'"
    )
    indexes = cursor.fetchall()
    for table, name, _ in keys:
        cursor.execute(f"alter table {table} drop constraint {name}")
    for name, _ in indexes:
        cursor.execute(f"drop index {name}")
    for table in ("entry", "told"):
        cursor.execute(f"alter table sightline_{table} disable trigger user")
    return [
        *(f"alter table sightline_{table} enable trigger user" for table in ("entry", "told")),
        INDEX_PEOPLE,
        *(definition for _, definition in indexes),
        *(
            f"alter table {table} add constraint {name} {definition} not valid"
            for table, name, definition in keys
        ),
    ]


def ids(connection: BaseDatabaseWrapper, family: int) -> dict[str, Any]:
    """This will give a family's first child and the team that knows all of the family's entries."""
    with connection.cursor() as cursor:
        child, team = id_of("person", str(family * PEOPLE_EACH)), id_of("team", f"({family} %% {TEAMS})")
        cursor.execute(f"select {child}, {team}".replace("%%", "%"))
        found = cursor.fetchone() or ()
    return {"child": found[0], "team": found[1]}


_FAMILY = f"(n / {ENTRIES_EACH})"
_DIRECTORY = [
    f"insert into sightline_organisation (id, name) select {id_of('org', 'n')}, 'o' || n from generate_series(0, {{teams}} - 1) n",
    "insert into sightline_team (id, organisation_id, type, name, decision_maker)"
    f" select {id_of('team', 'n')}, {id_of('org', 'n')}, 'gp', 't' || n, false from generate_series(0, {{teams}} - 1) n",
    "insert into sightline_post (id, team_id, name, role, starts)"
    f" select {id_of('post', 'n')}, {id_of('team', 'n')}, 'p', 'worker', '2020-01-01' from generate_series(0, {{teams}} - 1) n",
]
_PEOPLE = (
    "insert into sightline_person (id, team_id)"
    f" select {id_of('person', 'n')}, {id_of('team', f'((n / {PEOPLE_EACH}) % {TEAMS})')} from generate_series(0, {{people}} - 1) n"
)
_WHO = f"array[{id_of('person', f'({_FAMILY} * {PEOPLE_EACH})')}, {id_of('person', f'({_FAMILY} * {PEOPLE_EACH} + 1 + n % 4)')}]"
_DAY = f"(date '2015-01-01' + (({_FAMILY} * 37) % 2000)::int + ((n % {ENTRIES_EACH}) * 7)::int)"
_TOLD = (
    "insert into sightline_told (id, knower_id, entry_id, by_id, how, told_day, told_ordinal)"
    f" select gen_random_uuid(), {id_of('team', f'(({_FAMILY} + {{step}}) % {TEAMS})')}, {id_of('entry', 'n')},"
    f" {id_of('team', f'(({_FAMILY} + n % 12) % {TEAMS})')}, 'shared', {_DAY} + {{later}}, 0 from generate_series(0, {{{{entries}}}}) n"
)
_RECORD = [
    "insert into sightline_entry (id, author_id, organisation_id, post_id, kind, version, people, concerns, occurred_start,"
    " occurred_precision, noted_day, noted_ordinal, payload_hash)"
    f" select {id_of('entry', 'n')}, {id_of('team', f'(({_FAMILY} + n % 12) % {TEAMS})')}, {id_of('org', f'(({_FAMILY} + n % 12) % {TEAMS})')},"
    f" {id_of('post', f'(({_FAMILY} + n % 12) % {TEAMS})')}, 'concern', 1, {_WHO}, {_WHO}, {_DAY}, 'day', {_DAY}, 0, ''"
    " from generate_series(0, {entries}) n",
    "insert into sightline_payload (entry_id, summary, body, salt)"
    f" select {id_of('entry', 'n')}, repeat('What was seen and said. ', 8), '{{{{\"action_taken\": \"rang back\"}}}}', gen_random_uuid()"
    " from generate_series(0, {entries}) n",
    # The family's own team is told everything; one of its twelve, and one more, are told each entry besides.
    _TOLD.format(step="0", later="1"),
    _TOLD.format(step="(1 + n % 6)", later="2"),
    _TOLD.format(step="(7 + n % 5)", later="3"),
]
INDEX_PEOPLE = "insert into sightline_entryperson (person_id, entry_id) select distinct one, e.id from sightline_entry e, unnest(e.concerns) one"
