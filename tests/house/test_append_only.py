"""The database refuses change, to the web's role by grants and to the owner by triggers, on every table that there is."""

from __future__ import annotations

import pytest
from django.db import Error, connections

from sightline.record import actions
from sightline.record.models import Disposal, Payload
from tests.house.world import DIRECTORY, SIGN_IN, World, fails, owner, record_tables, tables, undone

pytestmark = pytest.mark.django_db(databases=["owner"])
CHANGES = ("update {table} set {column} = {column}", "delete from {table}", "truncate {table} cascade")


def column(table: str) -> str:
    """This will name some column of a table."""
    return str(
        owner("select attname from pg_attribute where attrelid = %s::regclass and attnum = 1", [table])[0][0]
    )


def test_the_web_may_change_nothing_on_any_table(world: World) -> None:
    assert len(tables()) > 20
    for table in set(tables()) - SIGN_IN:
        for change in CHANGES:
            code, words = fails(world, "midwifery", change.format(table=table, column=column(table)))
            assert (code, words) == ("42501", f"permission denied for table {table}"), change


def test_the_web_s_own_login_has_no_right_that_row_security_would_not_bind(world: World) -> None:
    (row,) = owner(
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
        " exists (select from pg_auth_members where member = r.oid), exists (select from pg_class where relowner = r.oid)"
        " from pg_roles r where rolname = 'sightline_web'"
    )
    assert row == (False,) * 6


def test_the_owner_s_slip_is_refused_on_every_table_of_the_record(world: World) -> None:
    for table in record_tables():
        for change in CHANGES[:2]:
            with pytest.raises(Error, match="the record is only added to"), undone():
                owner(change.format(table=table, column=column(table)))


def test_row_security_is_forced_on_every_table_of_the_record(world: World) -> None:
    free = {
        row[0]
        for row in owner(
            "select relname from pg_class where relkind in ('r', 'p') and relname like 'sightline\\_%%'"
            " and not (relrowsecurity and relforcerowsecurity)"
        )
    }
    assert free == DIRECTORY


def test_a_new_table_that_nobody_guarded_is_found(world: World) -> None:
    with undone():
        owner("create table sightline_forgotten (id uuid)")
        assert "sightline_forgotten" in record_tables()
        with pytest.raises(AssertionError):
            test_row_security_is_forced_on_every_table_of_the_record(world)


def test_the_web_has_no_sequence(world: World) -> None:
    found = owner(
        "select c.relname from pg_class c where relkind = 'S' and (has_sequence_privilege('sightline_web', c.oid, 'usage')"
        " or has_sequence_privilege('sightline_web', c.oid, 'select'))"
    )
    assert found == []
    assert not owner("select 1 from pg_class where relkind = 'S' and relname like 'sightline\\_%%'")


def test_every_unique_index_is_of_random_ids_or_within_one_team(world: World) -> None:
    """So no clash tells anybody of another agency's row, save by an id that it would have to have been shown."""
    found = owner(
        "select t.relname, array(select a.attname::text from unnest(i.indkey) k join pg_attribute a"
        " on a.attrelid = i.indrelid and a.attnum = k) from pg_index i join pg_class t on t.oid = i.indrelid"
        " where i.indisunique and t.relname like 'sightline\\_%%' and has_table_privilege('sightline_web', t.oid, 'insert')"
    )
    assert len(found) > 10
    scoped = {("sightline_idempotency", ("key", "team_id"))}
    # An account is a person's and no agency's: whoever invites it is answered the same whether it is there or not.
    scoped |= {("sightline_account", ("email",))}
    ids = {("id",), ("entry_id",)}
    assert {
        (table, tuple(sorted(columns))) for table, columns in found if tuple(columns) not in ids
    } == scoped


def test_a_payload_is_disposed_of_only_with_a_disposal_left_behind(world: World) -> None:
    week = world.week
    assert (
        fails(world, "midwifery", "delete from sightline_payload where entry_id = %s", [world.mine])[0]
        == "42501"
    )
    with undone():
        owner("set local role sightline_disposal")
        owner("select set_config('app.knower', %s, true)", [str(week.teams["midwifery"].pk)])
        owner("delete from sightline_payload")  # a role alone is not enough: no policy lets any row go
        owner("reset role")
        assert Payload.objects.filter(entry=world.mine).exists()
    with pytest.raises(actions.NotKnown):
        actions.dispose(**week.does("midwifery", "fri"), entry=world.told, authority="not ours to dispose of")
    left = actions.dispose(**week.does("police", "fri"), entry=world.told, authority="retention schedule 4")
    assert not Payload.objects.filter(entry=world.told).exists()
    assert Payload.objects.filter(entry=world.mine).exists()
    assert Disposal.objects.get(entry=world.told).because_id == left
    seen = week.sees("midwifery")
    assert (seen.entry(str(world.told)).kind, seen.entry(str(world.told)).summary) == ("disposal", "")
    assert seen.entry(str(left)).body.authority == "retention schedule 4"


def test_a_payload_s_hash_is_its_envelope_s(world: World) -> None:
    from sightline.record.models import Entry
    from sightline.record.writing import payload_hash

    for entry in Entry.objects.select_related("payload"):
        assert entry.payload_hash == payload_hash(
            entry.payload.salt, entry.payload.summary, entry.payload.body
        )
    assert connections["owner"].in_atomic_block
