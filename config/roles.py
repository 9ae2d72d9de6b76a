"""Makes the four database roles, and gives the addresses that the owner, the web and the worker use.

the owner            makes the tables and changes them; nothing that answers a request has its address
sightline_web        what every page and interface is: owns nothing, is a member of nothing, bound by row security
sightline_worker     what sweeps the timers: sees no row of the record but with the web's role put on, as a page does
sightline_disposal   the one that may delete a payload; nobody logs in as it, the owner puts it on
"""

from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import scalar_row

from config.postgres import OLDEST, Refused, Server, secret

OWNER, WEB, DISPOSAL = "sightline_owner", "sightline_web", "sightline_disposal"
WORKER = "sightline_worker"
DATABASE = "sightline"

_PLAIN: LiteralString = "login nosuperuser nobypassrls nocreaterole nocreatedb noreplication"
_TRAITS: dict[str, LiteralString] = {
    OWNER: f"{_PLAIN} noinherit",
    WEB: _PLAIN,
    WORKER: f"{_PLAIN} noinherit",
}
_NAMES = {WEB: "DATABASE_WEB_URL", WORKER: "DATABASE_WORKER_URL"}


@dataclass(frozen=True)
class Addresses:
    """Where the database is, as its owner, as the web and as the worker."""

    owner: str
    web: str
    worker: str


def embedded(server: Server, folder: Path) -> Addresses:
    """This will make the roles and the database on our own server, their passwords kept in files of `folder`."""
    passwords = {role: secret(folder / f"{role}-password") for role in (OWNER, WEB, WORKER)}
    with psycopg.connect(server.url(), autocommit=True) as admin:
        for role, password in passwords.items():
            _login(admin, role, password, _TRAITS[role])
        _disposal(admin, OWNER)
        if not _there(admin, "select true from pg_database where datname = %s", DATABASE):
            admin.execute(
                sql.SQL("create database {} owner {}").format(*map(sql.Identifier, (DATABASE, OWNER)))
            )
        admin.execute(
            sql.SQL("revoke connect, temporary on database {} from public").format(sql.Identifier(DATABASE))
        )
        connects = sql.SQL("grant connect on database {} to {}, {}")
        admin.execute(connects.format(*map(sql.Identifier, (DATABASE, WEB, WORKER))))
    with psycopg.connect(server.url(name=DATABASE), autocommit=True) as admin:
        # Before 16 a login that puts roles on only on demand has not its database's schema by owning the database.
        admin.execute(sql.SQL("alter schema public owner to {}").format(sql.Identifier(OWNER)))
    return Addresses(*(server.url(role, passwords[role], DATABASE) for role in passwords))


def given(owner_url: str, web_url: str | None, folder: Path, worker_url: str | None = None) -> Addresses:
    """This will use a database that the person brought, making the roles in it where its login may.

    Raises Refused, with what to run, where it may not, or where a role could do more than it should.
    """
    web, worker = web_url or _as(WEB, owner_url, folder), worker_url or _as(WORKER, owner_url, folder)
    urls = {WEB: web, WORKER: worker}
    passwords = {role: _password(role, url) for role, url in urls.items()}
    try:
        with psycopg.connect(owner_url, autocommit=True) as owner:
            if owner.info.server_version < OLDEST * 10000:
                raise Refused(f"Sightline needs PostgreSQL {OLDEST} or newer.")
            _refuse_power(owner)
            if missing := [role for role, url in urls.items() if not _answers(url)]:
                _make_given(owner, {role: passwords[role] for role in missing})
    except psycopg.OperationalError as error:
        raise Refused(f"DATABASE_URL does not lead to a database: {str(error).strip()}") from error
    for role, url in urls.items():
        if not _answers(url):
            raise Refused(f"The role {role} was made but may not connect to this database.")
    return Addresses(owner_url, web, worker)


def _password(role: str, url: str) -> str:
    parts = conninfo_to_dict(url)
    if parts.get("user") != role:
        raise Refused(f"{_NAMES[role]} must log in as {role}: the tables' grants name that role.")
    return str(parts.get("password", ""))


def _make_given(owner: psycopg.Connection, passwords: dict[str, str]) -> None:
    try:
        for role, password in passwords.items():
            _login(owner, role, password, _TRAITS[role])
        _disposal(owner, owner.info.user)
    except psycopg.errors.InsufficientPrivilege as error:
        made = "".join(f"    create role {role} login password '...';\n" for role in passwords)
        raise Refused(
            f"The login in DATABASE_URL may not make roles. Ask whoever may to run this, with passwords of your own:\n"
            f"{made}"
            f"    create role {DISPOSAL} nologin;\n"
            f"    grant {WEB} to {DISPOSAL};\n"
            f"    alter role {WORKER} noinherit;\n"
            f"    grant {WEB} to {WORKER};\n"
            f"    grant {WEB}, {DISPOSAL} to {owner.info.user};\n"
            f"and then set DATABASE_WEB_URL and DATABASE_WORKER_URL to the same database as {WEB} and as {WORKER}."
        ) from error


def _login(admin: psycopg.Connection, role: str, password: str, traits: LiteralString) -> None:
    """Makes or mends a role that logs in. The password leaves here only as its scrambled form."""
    scrambled = admin.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    verb = "alter" if _there(admin, "select true from pg_roles where rolname = %s", role) else "create"
    command = "{} role {} " + traits + " password {}"
    admin.execute(sql.SQL(command).format(sql.SQL(verb), sql.Identifier(role), sql.Literal(scrambled)))


def _disposal(admin: psycopg.Connection, owner: str) -> None:
    """Makes the disposal role, and lets owner and worker put on what they may without having it all the time."""
    if not _there(admin, "select true from pg_roles where rolname = %s", DISPOSAL):
        admin.execute(sql.SQL("create role {} nologin").format(sql.Identifier(DISPOSAL)))
    admin.execute(sql.SQL("grant {} to {}").format(sql.Identifier(WEB), sql.Identifier(DISPOSAL)))
    on_demand = " with inherit false, set true" if admin.info.server_version >= 160000 else ""
    command = sql.SQL("grant {}, {} to {}" + on_demand)
    admin.execute(command.format(*map(sql.Identifier, (WEB, DISPOSAL, owner))))
    admin.execute(sql.SQL("grant {} to {}" + on_demand).format(*map(sql.Identifier, (WEB, WORKER))))


def _refuse_power(owner: psycopg.Connection) -> None:
    """Refuses a role that row security would not bind, whoever made it: the worker's may put on the web's, no other."""
    for role, member_of in ((WEB, ""), (WORKER, WEB)):
        too_strong = owner.execute(
            "select true from pg_roles r where rolname = %s and (rolsuper or rolbypassrls or rolcreaterole or exists"
            " (select from pg_auth_members m where member = r.oid and roleid::regrole::text <> %s)"
            " or exists (select from pg_class where relowner = r.oid))",
            [role, member_of],
        ).fetchone()
        if too_strong:
            raise Refused(
                f"The role {role} must own nothing, be a member of nothing and have no special powers."
            )


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=10).close()
    except psycopg.OperationalError:
        return False
    return True


def _as(role: str, owner_url: str, folder: Path) -> str:
    password = secret(folder / f"{role}-password")
    return psycopg.conninfo.make_conninfo(owner_url, user=role, password=password)


def _there(admin: psycopg.Connection, query: LiteralString, name: str) -> bool:
    return bool(admin.cursor(row_factory=scalar_row).execute(query, [name]).fetchone())
