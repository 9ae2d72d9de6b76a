"""Whose eyes the database looks through: the only place that says who the knower in force is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Literal

import psycopg
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from sightline.people.models import Team

Role = Literal["sightline_web", "sightline_disposal"]

_PUT_ON = (
    "select coalesce(current_setting('app.knower', true), ''), coalesce(current_setting('app.looking_back', true), ''),"
    " current_setting('role'), set_config('app.knower', %s, true), set_config('app.looking_back', %s, true),"
    " set_config('role', %s, true), set_config('plan_cache_mode', 'force_generic_plan', true)"
)
# A generic plan: policies find rows by index whatever the values, and the plan itself is the dear part.
_PUT_BACK = (
    "select set_config('role', %s, true), set_config('app.knower', %s, true),"
    " set_config('app.looking_back', %s, true)"
)

_ALIAS: ContextVar[str] = ContextVar("alias", default="default")


class Through:
    """Django's router: everything goes through the web's connection, or, inside `as_owner`, through the owner's."""

    def db_for_read(self, _model: Any, **_hints: Any) -> str:
        """This will name the connection there is."""
        return _ALIAS.get()

    db_for_write = db_for_read

    def allow_relation(self, _one: Any, _other: Any, **_hints: Any) -> bool:
        """This will let rows read by either connection stand together: it is one database."""
        return True


@contextmanager
def as_owner() -> Iterator[None]:
    """This will go through the owner's connection: for commands that load or hand back files, never for a request."""
    before = _ALIAS.set("owner")
    try:
        yield
    finally:
        _ALIAS.reset(before)


def here() -> BaseDatabaseWrapper:
    """This will give the connection there is."""
    return connections[_ALIAS.get()]


def run(sql: str, values: Sequence[Any]) -> psycopg.Cursor[Any]:
    """This will run one statement in the transaction there is, prepared on its connection.

    With the policies of several tables in a statement, planning it takes longer than running it; Django's own cursors
    plan each time.
    """
    with here().wrap_database_errors:
        return _cursor().execute(sql, values)


def run_many(sql: str, rows: Sequence[Sequence[Any]]) -> None:
    """This will run one statement for each of some rows, in the same way."""
    with here().wrap_database_errors:
        _cursor().executemany(sql, rows)


def _cursor() -> psycopg.Cursor[Any]:
    here().ensure_connection()
    raw = here().connection
    raw.prepare_threshold = 0
    return psycopg.Cursor(raw)


@contextmanager
def acting_for(team: Team, *, looking_back: bool = False, role: Role = "sightline_web") -> Iterator[None]:
    """This will open one transaction in which the database shows what `team` may see, and nothing else.

    It acts as the web's role whoever is connected, so a command of the owner's sees no more than a page would.
    `looking_back` also opens the functions that answer what was known: for a review or a replay only.
    Raises ValueError for relatives and the public: nobody acts for them.
    """
    if team.type == "community":
        raise ValueError(f"nobody acts for {team.name}")
    inside = here().in_atomic_block
    with transaction.atomic(using=_ALIAS.get()), here().cursor() as cursor:
        cursor.execute(_PUT_ON, [str(team.pk), "on" if looking_back else "", role])
        knower, looked_back, was, *_ = cursor.fetchone() or ("", "", "none")
        yield
        if inside:  # else the transaction's end takes it off, as a failure does
            cursor.execute(_PUT_BACK, [was, knower, looked_back])
