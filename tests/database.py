"""The tests' database: a throw-away PostgreSQL, started only if a test asks for it.

pyproject.toml loads this by `-p`, before pytest-django reads the settings (a conftest would be too late): the settings
then have both addresses, leading nowhere. tests/conftest.py starts the server when the first test needs it and puts the
true addresses in. Tests of pure thinking wait for nothing.

Both of the settings' aliases lead to that one database:

    default   as `sightline_web`, exactly as a page sees it: bound by row security, owning nothing
    owner     as `sightline_owner`, who made the tables

`as_worker()` makes `sightline_worker` of the first for a while, as the worker's process has it.

    @pytest.mark.django_db                                    the web's role only; rolled back after the test
    @pytest.mark.django_db(databases=["owner"])               the owner only; rolled back after the test
    @pytest.mark.django_db(databases=["default", "owner"])    both, rolled back; neither sees the other's
    @pytest.mark.django_db(transaction=True)                  both, committing; afterwards the owner empties the tables
                                                              (also whatever uses `live_server`)

`connections["owner"]` or `.using("owner")` says which. To set up as the owner and look as the web's role in one
transaction, put the role on with `set local role sightline_web`: the owner may.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeVar, cast

import psycopg
from psycopg import sql

from config import postgres, roles

T = TypeVar("T")
NOWHERE = "postgresql://nobody@/nothing?host=/nowhere"
# Nothing here has to survive a power cut.
_QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

os.environ.update(
    DATABASE_URL=NOWHERE,
    DATABASE_WEB_URL=NOWHERE,
    SIGHTLINE_DEMO="1",
    DJANGO_ALLOW_ASYNC_UNSAFE="1",  # a browser's driver keeps an event loop in the thread that the tests run in
)

_WORKER: list[str] = []
_ADMIN: list[psycopg.Connection[Any]] = []
_REMEMBERED: dict[tuple[Callable[..., Any], tuple[object, ...]], tuple[Any, dict[str, bytes]]] = {}


@contextmanager
def running() -> Iterator[roles.Addresses]:
    """This will run the throw-away server, with both settings and environment leading to it."""
    with tempfile.TemporaryDirectory(prefix="sightline-tests-") as made:
        folder = Path(made)
        folder.chmod(0o711)  # root's server runs as another account, which must get through to its own folder
        with postgres.running(folder, settings=_QUICK) as server:
            addresses = roles.embedded(server, folder)
            _lead_to(addresses)
            with psycopg.connect(server.url(name=roles.DATABASE), autocommit=True) as admin:
                _emptied_by(admin)
                yield addresses


@contextmanager
def as_worker() -> Iterator[str]:
    """This will make the worker's role of the web's connection, in this thread; gives the worker's address."""
    from django.db import connections

    from config.settings import database

    connection = connections["default"]
    before = connection.settings_dict
    login = {name: database(_WORKER[0])[name] for name in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict = {**before, **login}  # the dictionary itself is every thread's
    try:
        yield _WORKER[0]
    finally:
        connection.close()
        connection.settings_dict = before


def remembered(make: Callable[..., T], *of: object) -> T:
    """This will give what `make` gives, and what it committed, though it works but once in a run: later its rows are put back.

    Only for tests that commit, before anything else is written. What is given is a fresh copy each time.
    """
    if (make, of) not in _REMEMBERED:
        _REMEMBERED[make, of] = make(*of), dict(_rows())
    made, rows = _REMEMBERED[make, of]
    with _ADMIN[0].transaction():
        for table, content in rows.items():
            _ADMIN[0].execute(sql.SQL("delete from {}").format(sql.Identifier(table)))
            with _ADMIN[0].cursor().copy(sql.SQL("copy {} from stdin").format(sql.Identifier(table))) as into:
                into.write(content)
    return cast(T, deepcopy(made))


def _rows() -> Iterator[tuple[str, bytes]]:
    """The tables of ours that hold anything, with what they hold. Django makes its own anew whenever all are emptied."""
    tables = _ADMIN[0].execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
    for (table,) in tables:
        if table.startswith(("django_", "auth_")):
            continue
        with _ADMIN[0].cursor().copy(sql.SQL("copy {} to stdout").format(sql.Identifier(table))) as out:
            content = b"".join(out)
        if content:
            yield table, content


def _emptied_by(admin: psycopg.Connection[Any]) -> None:
    """Has the tables emptied past the guards of their rows: to truncate them, most of them empty, takes ten times as long."""
    from django.db import connections

    admin.execute("set session_replication_role = replica")
    _ADMIN[:] = [admin]

    def execute(deletes: list[str]) -> None:
        with admin.transaction():
            for delete in deletes:
                admin.execute(delete)

    operations = connections["owner"].ops
    operations.sql_flush = lambda _style, tables, **_: [
        f"delete from {operations.quote_name(table)}" for table in tables
    ]
    operations.execute_sql_flush = execute


def _lead_to(addresses: roles.Addresses) -> None:
    from django.db import connections

    from config.settings import database

    os.environ.update(DATABASE_URL=addresses.owner, DATABASE_WEB_URL=addresses.web)
    _WORKER[:] = [addresses.worker]
    for alias, url in (("default", addresses.web), ("owner", addresses.owner)):
        connections[alias].settings_dict.update(database(url))
    # So that Django leaves it to the owner to empty the tables.
    connections["default"].settings_dict["TEST"]["MIRROR"] = "owner"
