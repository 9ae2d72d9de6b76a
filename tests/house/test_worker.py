"""The worker: what its login may do and what it may not, and that real ones, two at once, do what they are for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import LazySettings
from django.db import connections

from sightline.people.models import Post
from sightline.record.acting import as_owner
from sightline.timers.models import Mailed, Notification
from tests import database
from tests.house.world import record_tables, tables
from tests.knowing.days_of import Today, as_worker
from tests.pages.accounts import account, post
from tests.pages.postbox import postbox

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db(databases=["owner", "default"], transaction=True)

DIRECTORY = {
    f"sightline_{table}": {"SELECT"} for table in ("organisation", "area", "team", "post", "account")
} | {"account_emailaddress": {"SELECT"}}
ENGINE = {
    f"procrastinate_{table}": {"SELECT", "INSERT", "UPDATE", "DELETE"}
    for table in ("jobs", "events", "periodic_defers", "workers")
}
OURS = {"sightline_notification": {"SELECT", "INSERT"}, "sightline_mailed": {"SELECT", "INSERT"}}


@pytest.fixture
def today(db: None) -> Iterator[Today]:
    """This will let a referral wait to be read by somebody with an address."""
    with as_owner():
        made = Today()
        Post.objects.update(role="practitioner")
        for one in made.week.posts.values():
            one.refresh_from_db()
        post(account("desk@example.org", second_factor=False), made.week.teams["front_door"])
        made.refers()
        yield made


@contextmanager
def login() -> Iterator[psycopg.Connection]:
    """This will log in as the worker does."""
    with database.as_worker() as url, psycopg.connect(url, autocommit=True) as made:
        yield made


def asked(sql: str) -> list[tuple[object, ...]]:
    """This will ask the owner."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_the_worker_s_own_login_may_do_this_and_nothing_else(today: Today) -> None:
    found = asked(
        "select table_name, array_agg(privilege_type::text) from information_schema.table_privileges"
        " where grantee = 'sightline_worker' group by 1"
    )
    assert {table: set(may) for table, may in found} == DIRECTORY | ENGINE | OURS  # type: ignore[call-overload]
    ((traits),) = asked(
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit,"
        " exists (select from pg_class where relowner = r.oid),"
        " array(select roleid::regrole::text from pg_auth_members where member = r.oid)"
        " from pg_roles r where rolname = 'sightline_worker'"
    )
    assert traits == (False, False, False, False, False, False, ["sightline_web"])


def test_as_itself_it_sees_no_row_of_the_record(today: Today) -> None:
    with login() as worker:
        for table in set(tables()) - set(DIRECTORY) - set(OURS):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                worker.execute(f"select from {table}")  # type: ignore[arg-type]
        worker.execute("set role sightline_web")
        for table in record_tables():
            try:
                assert worker.execute(f"select from {table}").fetchall() == [], table  # type: ignore[arg-type]
            except psycopg.errors.InsufficientPrivilege:
                continue


@pytest.mark.parametrize("role", ["sightline_disposal", "sightline_owner", "postgres"])
def test_it_puts_on_no_other_role(today: Today, role: str) -> None:
    with login() as worker, pytest.raises(psycopg.Error, match=r"permission denied|does not exist"):
        worker.execute(f"set role {role}")  # type: ignore[arg-type]


def test_it_adds_and_never_changes_or_takes_away(today: Today) -> None:
    with as_worker():
        made = Notification.objects.create(
            team=today.week.teams["gp"],
            reason="arrived",
            item=uuid.uuid4(),
            due=today.after(0),
            at=today.after(0),
        )
        Mailed.objects.create(notification=made, account=account_of(today), taken=True)
    with login() as worker:
        for table in OURS:
            for change in (f"update {table} set id = id", f"delete from {table}", f"truncate {table}"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    worker.execute(change)  # type: ignore[arg-type]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):  # nor is one of another time
            worker.execute(
                "insert into sightline_notification (id, team_id, reason, item, due, at, stored) select gen_random_uuid(),"
                " team_id, 'unread', item, due, at, now() - interval '1 day' from sightline_notification"
            )


def account_of(today: Today) -> object:
    """This will give somebody's account."""
    return Post.objects.exclude(account=None).get(team=today.week.teams["front_door"]).account


def test_what_answers_requests_has_nothing_to_do_with_jobs_or_mail(today: Today) -> None:
    with psycopg.connect(os.environ["DATABASE_WEB_URL"], autocommit=True) as web:
        for table in (*ENGINE, "sightline_mailed"):
            for act in (
                f"select from {table}",
                f"delete from {table}",
                f"insert into {table} default values",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    web.execute(act)  # type: ignore[arg-type]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("insert into sightline_notification default values")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("select procrastinate_register_worker_v1()")


@contextmanager
def worker(url: str, settings: LazySettings, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """This will run a worker as run.py and the how-to do."""
    told = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    smtp = {"SMTP_HOST": settings.EMAIL_HOST, "SMTP_PORT": str(settings.EMAIL_PORT)}
    site = {"SIGHTLINE_SITE": "https://sightline.example", "DATABASE_WORKER_URL": url}
    command = [sys.executable, "manage.py", "procrastinate", "worker"]
    with log.open("wb") as out:
        made = subprocess.Popen(command, cwd=ROOT, env=told | smtp | site, stdout=out, stderr=out)
    try:
        yield made
    finally:
        made.kill()
        made.wait(10)


def test_two_real_workers_write_it_down_once_and_send_it_once(
    today: Today, settings: LazySettings, tmp_path: Path
) -> None:
    logs = [tmp_path / "one.log", tmp_path / "two.log"]
    with postbox(settings) as box, ExitStack() as stack:
        with database.as_worker() as url:
            pass
        workers = [stack.enter_context(worker(url, settings, log)) for log in logs]
        until = time.monotonic() + 90
        while not Mailed.objects.exists():
            assert time.monotonic() < until, "".join(log.read_text() for log in logs)
            time.sleep(0.2)
        while asked("select count(*) from procrastinate_workers") != [(2,)]:  # the slower has begun too
            assert time.monotonic() < until, "".join(log.read_text() for log in logs)
            time.sleep(0.2)
        for one in workers:
            one.send_signal(signal.SIGTERM)
        assert [one.wait(30) for one in workers] == [0, 0]
    assert (Notification.objects.count(), box.to) == (1, ["desk@example.org"])
    assert b"https://sightline.example/inbox/" in box.arrived[0].content
    assert (
        asked("select status::text from procrastinate_jobs where status not in ('succeeded', 'todo')") == []
    )
    said = "".join(log.read_text() for log in logs)
    assert "desk@" not in said
    assert "Traceback" not in said
