"""Makes the three database roles, and gives the addresses that the owner and the web use.

the owner            makes the tables and changes them; nothing that answers a request has its address
sightline_web        what every page and interface is: owns nothing, is a member of nothing, bound by row security
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
DATABASE = "sightline"

_PLAIN: LiteralString = "login nosuperuser nobypassrls nocreaterole nocreatedb noreplication"


@dataclass(frozen=True)
class Addresses:
    """Where the database is, as its owner and as the web."""

    owner: str
    web: str


def embedded(server: Server, folder: Path) -> Addresses:
    """This will make the roles and the database on our own server, their passwords kept in files of `folder`."""
    passwords = {role: secret(folder / f"{role}-password") for role in (OWNER, WEB)}
    with psycopg.connect(server.url(), autocommit=True) as admin:
        _login(admin, OWNER, passwords[OWNER], _PLAIN + " noinherit")
        _login(admin, WEB, passwords[WEB], _PLAIN)
        _disposal(admin, OWNER)
        if not _there(admin, "select true from pg_database where datname = %s", DATABASE):
            admin.execute(
                sql.SQL("create database {} owner {}").format(*map(sql.Identifier, (DATABASE, OWNER)))
            )
        admin.execute(
            sql.SQL("revoke connect, temporary on database {} from public").format(sql.Identifier(DATABASE))
        )
        admin.execute(
            sql.SQL("grant connect on database {} to {}").format(*map(sql.Identifier, (DATABASE, WEB)))
        )
    with psycopg.connect(server.url(name=DATABASE), autocommit=True) as admin:
        # Before 16 a login that puts roles on only on demand has not its database's schema by owning the database.
        admin.execute(sql.SQL("alter schema public owner to {}").format(sql.Identifier(OWNER)))
    return Addresses(*(server.url(role, passwords[role], DATABASE) for role in (OWNER, WEB)))


def given(owner_url: str, web_url: str | None, folder: Path) -> Addresses:
    """This will use a database that the person brought, making the roles in it where its login may.

    Raises Refused, with what to run, where it may not, or where the web's role could do more than a web's role should.
    """
    addresses = Addresses(owner_url, web_url or _as_web(owner_url, secret(folder / f"{WEB}-password")))
    web = conninfo_to_dict(addresses.web)
    if web.get("user") != WEB:
        raise Refused(f"DATABASE_WEB_URL must log in as {WEB}: the tables' grants name that role.")
    try:
        with psycopg.connect(owner_url, autocommit=True) as owner:
            if owner.info.server_version < OLDEST * 10000:
                raise Refused(f"Sightline needs PostgreSQL {OLDEST} or newer.")
            if not _answers(addresses.web):
                _make_given(owner, str(web.get("password", "")))
            _refuse_power(owner)
    except psycopg.OperationalError as error:
        raise Refused(f"DATABASE_URL does not lead to a database: {str(error).strip()}") from error
    if not _answers(addresses.web):
        raise Refused(f"The role {WEB} was made but may not connect to this database.")
    return addresses


def _make_given(owner: psycopg.Connection, password: str) -> None:
    try:
        _login(owner, WEB, password, _PLAIN)
        _disposal(owner, owner.info.user)
    except psycopg.errors.InsufficientPrivilege as error:
        raise Refused(
            f"The login in DATABASE_URL may not make roles. Ask whoever may to run this, with a password of your own:\n"
            f"    create role {WEB} login password '...';\n"
            f"    create role {DISPOSAL} nologin;\n"
            f"    grant {WEB} to {DISPOSAL};\n"
            f"    grant {WEB}, {DISPOSAL} to {owner.info.user};\n"
            f"and then set DATABASE_WEB_URL to the same database as {WEB} with that password."
        ) from error


def _login(admin: psycopg.Connection, role: str, password: str, traits: LiteralString) -> None:
    """Makes or mends a role that logs in. The password leaves here only as its scrambled form."""
    scrambled = admin.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    verb = "alter" if _there(admin, "select true from pg_roles where rolname = %s", role) else "create"
    command = "{} role {} " + traits + " password {}"
    admin.execute(sql.SQL(command).format(sql.SQL(verb), sql.Identifier(role), sql.Literal(scrambled)))


def _disposal(admin: psycopg.Connection, owner: str) -> None:
    """Makes the disposal role, and lets the owner put it or the web's role on without having them all the time."""
    if not _there(admin, "select true from pg_roles where rolname = %s", DISPOSAL):
        admin.execute(sql.SQL("create role {} nologin").format(sql.Identifier(DISPOSAL)))
    admin.execute(sql.SQL("grant {} to {}").format(sql.Identifier(WEB), sql.Identifier(DISPOSAL)))
    on_demand = " with inherit false, set true" if admin.info.server_version >= 160000 else ""
    command = sql.SQL("grant {}, {} to {}" + on_demand)
    admin.execute(command.format(*map(sql.Identifier, (WEB, DISPOSAL, owner))))


def _refuse_power(owner: psycopg.Connection) -> None:
    """Refuses a web role that row security would not bind, whoever made it."""
    too_strong = _there(
        owner,
        "select rolsuper or rolbypassrls or rolcreaterole or exists (select from pg_auth_members where member = r.oid)"
        " or exists (select from pg_class where relowner = r.oid) from pg_roles r where rolname = %s",
        WEB,
    )
    if too_strong:
        raise Refused(f"The role {WEB} must own nothing, be a member of nothing and have no special powers.")


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=10).close()
    except psycopg.OperationalError:
        return False
    return True


def _as_web(owner_url: str, password: str) -> str:
    return psycopg.conninfo.make_conninfo(owner_url, user=WEB, password=password)


def _there(admin: psycopg.Connection, query: LiteralString, name: str) -> bool:
    return bool(admin.cursor(row_factory=scalar_row).execute(query, [name]).fetchone())
