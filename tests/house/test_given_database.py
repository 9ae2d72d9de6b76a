"""A database that the person brings with DATABASE_URL."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from config import postgres, roles


@pytest.fixture(
    scope="module", params=postgres.installations(), ids=lambda each: f"PostgreSQL {postgres.version(each)}"
)
def running(request: pytest.FixtureRequest) -> Iterator[postgres.Server]:
    """This will run a server that stands for the person's own, with two logins and an empty database."""
    with TemporaryDirectory(prefix="sightline-given-") as made:
        Path(made).chmod(0o711)
        with postgres.running(Path(made), request.param) as started:
            with psycopg.connect(started.url(), autocommit=True) as admin:
                admin.execute("create role maker login createrole password 'm'")
                admin.execute("create role humble login password 'h'")
                admin.execute("create database brought owner maker")
            yield started


@pytest.fixture
def server(running: postgres.Server) -> postgres.Server:
    """This will give that server as it was before Sightline made any role on it."""
    with psycopg.connect(running.url(), autocommit=True) as admin:
        for role in (roles.WEB, roles.WORKER, roles.DISPOSAL):
            admin.execute(f"drop role if exists {role}")
    return running


def test_a_login_that_may_make_roles_is_enough(server: postgres.Server, tmp_path: Path) -> None:
    url = server.url("maker", "m", "brought")
    addresses = roles.given(url, None, tmp_path)
    assert roles.given(url, None, tmp_path) == addresses
    with psycopg.connect(addresses.web) as web:
        assert web.execute("select current_user").fetchone() == (roles.WEB,)
    with psycopg.connect(addresses.owner) as owner:
        owner.execute(f"set role {roles.DISPOSAL}")
    with psycopg.connect(addresses.worker) as worker:
        assert worker.execute("select current_user").fetchone() == (roles.WORKER,)
        worker.execute(f"set role {roles.WEB}")


def test_a_worker_is_added_where_the_web_s_role_was_there_before(
    server: postgres.Server, tmp_path: Path
) -> None:
    """As a deployment of an earlier version has it: what the web logs in with is left alone."""
    with psycopg.connect(server.url("maker", "m", "brought"), autocommit=True) as maker:
        maker.execute("create role sightline_web login password 'w'")
    web = server.url(roles.WEB, "w", "brought")
    addresses = roles.given(server.url("maker", "m", "brought"), web, tmp_path)
    psycopg.connect(addresses.web).close()
    psycopg.connect(addresses.worker).close()


def test_a_login_that_may_not_is_told_what_to_run(server: postgres.Server, tmp_path: Path) -> None:
    with pytest.raises(postgres.Refused, match="create role sightline_web login password"):
        roles.given(server.url("humble", "h", "brought"), None, tmp_path)


def test_roles_made_by_hand_are_used_as_they_are(server: postgres.Server, tmp_path: Path) -> None:
    with psycopg.connect(server.url(), autocommit=True) as admin:
        admin.execute("create role sightline_web login password 'w'")
        admin.execute("create role sightline_worker login noinherit password 'k'")
    url, web = server.url("humble", "h", "brought"), server.url(roles.WEB, "w", "brought")
    worker = server.url(roles.WORKER, "k", "brought")
    assert roles.given(url, web, tmp_path, worker) == roles.Addresses(url, web, worker)


@pytest.mark.parametrize("power", ["superuser", "bypassrls", "createrole"])
def test_a_web_role_above_row_security_is_refused(
    server: postgres.Server, tmp_path: Path, power: str
) -> None:
    with psycopg.connect(server.url(), autocommit=True) as admin:
        admin.execute(f"create role sightline_web login {power} password 'w'")
    web = server.url(roles.WEB, "w", "brought")
    with pytest.raises(postgres.Refused, match="no special powers"):
        roles.given(server.url("maker", "m", "brought"), web, tmp_path)


def test_a_worker_that_may_put_on_more_than_the_web_s_role_is_refused(
    server: postgres.Server, tmp_path: Path
) -> None:
    with psycopg.connect(server.url(), autocommit=True) as admin:
        admin.execute("create role sightline_worker login noinherit password 'k'")
        admin.execute("grant pg_read_all_data to sightline_worker")
    worker = server.url(roles.WORKER, "k", "brought")
    with pytest.raises(postgres.Refused, match="role sightline_worker must own nothing"):
        roles.given(server.url("maker", "m", "brought"), None, tmp_path, worker)


def test_the_owners_address_is_not_taken_for_the_webs(server: postgres.Server, tmp_path: Path) -> None:
    url = server.url("maker", "m", "brought")
    with pytest.raises(postgres.Refused, match="must log in as sightline_web"):
        roles.given(url, url, tmp_path)


def test_an_address_that_leads_nowhere_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(postgres.Refused, match="does not lead to a database"):
        roles.given("postgresql://someone@/brought?host=/nowhere", None, tmp_path)
