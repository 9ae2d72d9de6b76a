"""The database that Sightline brings with it: nothing lost, nothing left running, whatever happens to its program."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from config import postgres, roles

ROOT = Path(__file__).resolve().parents[2]
INSTALLED = postgres.installations()
# Starts a server in the folder named, says where, and waits to be killed.
PROGRAM = """
import sys, time
from pathlib import Path
from config import postgres, roles
folder, binaries = map(Path, sys.argv[1:])
with postgres.running(folder, binaries) as server:
    print(server.process.pid, roles.embedded(server, folder).owner, flush=True)
    time.sleep(120)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """This will give an empty folder that the server's account can get through, and nobody can look into."""
    with TemporaryDirectory(prefix="sightline-launcher-") as made:
        Path(made).chmod(0o711)
        yield Path(made)


@pytest.fixture(params=INSTALLED, ids=lambda each: f"PostgreSQL {postgres.version(each)}")
def binaries(request: pytest.FixtureRequest) -> Path:
    """This will give each PostgreSQL that this machine has."""
    return Path(request.param)


def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def test_killing_the_program_leaves_no_server_and_loses_no_row(folder: Path, binaries: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, folder, binaries]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout
            pid, url = program.stdout.readline().split()
            with psycopg.connect(url) as owner:
                owner.execute("create table kept as select generate_series(1, 10000) as n")
        finally:
            program.kill()
    until = time.monotonic() + 30
    while not _gone(int(pid)):
        assert time.monotonic() < until, "the server outlived its program"
        time.sleep(0.05)
    with (
        postgres.running(folder, binaries) as server,
        psycopg.connect(roles.embedded(server, folder).owner) as owner,
    ):
        assert owner.execute("select count(*) from kept").fetchone() == (10000,)


def test_a_killed_server_comes_back_with_every_row(folder: Path, binaries: Path) -> None:
    with postgres.running(folder, binaries) as server:
        with psycopg.connect(roles.embedded(server, folder).owner) as owner:
            owner.execute("create table kept as select generate_series(1, 10000) as n")
        server.process.send_signal(signal.SIGKILL)
    with (
        postgres.running(folder, binaries) as server,
        psycopg.connect(roles.embedded(server, folder).owner) as owner,
    ):
        assert owner.execute("select count(*) from kept").fetchone() == (10000,)


def test_a_second_program_is_refused_the_same_data(folder: Path) -> None:
    with (
        postgres.running(folder),
        pytest.raises(postgres.Refused, match="already running"),
        postgres.running(folder),
    ):
        pass


def test_the_webs_role_is_neither_owner_nor_above_row_security(folder: Path, binaries: Path) -> None:
    with postgres.running(folder, binaries) as server:
        addresses = roles.embedded(server, folder)
        with psycopg.connect(addresses.owner) as owner:
            owner.execute("create table theirs (n int)")
            able = (
                "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = user"
            )
            assert owner.execute(able).fetchone() == (False,) * 4
        with psycopg.connect(addresses.web, autocommit=True) as web:
            assert web.execute(able).fetchone() == (False,) * 4
            member = "select count(*) from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = %s"
            assert web.execute(member, [roles.WEB]).fetchone() == (0,)
            for command in ("select from theirs", "truncate theirs", "create table mine (n int)"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    web.execute(command)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(f"set role {roles.OWNER}")
        with psycopg.connect(addresses.owner) as owner:
            for role in (roles.WEB, roles.DISPOSAL):
                owner.execute(f"set role {role}")
                assert owner.execute("select current_user").fetchone() == (role,)
                owner.execute("reset role")


def test_passwords_are_random_kept_and_shut(folder: Path) -> None:
    with postgres.running(folder) as server:
        first = roles.embedded(server, folder)
        assert roles.embedded(server, folder) == first
    kept = sorted(folder.glob("*-password"))
    assert len({each.read_text() for each in kept}) == len(kept) == 4
    assert {each.stat().st_mode & 0o777 for each in kept} == {0o600}


def test_the_servers_log_holds_no_statement_and_no_value(folder: Path, binaries: Path) -> None:
    with (
        postgres.running(folder, binaries) as server,
        psycopg.connect(roles.embedded(server, folder).owner, autocommit=True) as owner,
    ):
        owner.execute("create table named (name text primary key)")
        owner.execute("insert into named values (%s)", ["Aelfgifu"])
        with pytest.raises(psycopg.errors.UniqueViolation):
            owner.execute("insert into named values (%s)", ["Aelfgifu"])
    log = (folder / "postgres.log").read_text()
    assert "duplicate key" in log
    assert "Aelfgifu" not in log
    assert "insert into" not in log
