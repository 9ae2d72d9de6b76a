"""What the web may do to the tables that are not the record: accounts, sessions, second factors, posts and their endings."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import Error

from sightline.people.models import Account, Post, PostEnd, Team
from tests.house.world import World, as_web, fails, owner, undone

pytestmark = pytest.mark.django_db(databases=["owner"])

# Every table of Django's, of allauth's and of signing in, and all that the web may do to it.
MAY = {
    "account_emailaddress": {"SELECT", "INSERT", "UPDATE"},
    "django_session": {"SELECT", "INSERT", "UPDATE", "DELETE"},
    "mfa_authenticator": {"SELECT", "INSERT", "UPDATE", "DELETE"},
    "sightline_account": {"SELECT", "INSERT"},
    "sightline_kept": {"SELECT", "INSERT", "DELETE"},
    "sightline_post": {"SELECT", "INSERT"},
    "sightline_postend": {"SELECT", "INSERT"},
    "sign_in_attempts": {"SELECT", "INSERT", "UPDATE", "DELETE"},
    "socialaccount_socialaccount": {"SELECT", "INSERT", "UPDATE"},
    "socialaccount_socialapp": {"SELECT"},
}
DAY = dt.date(2025, 3, 6)


def appoint(by: Post, team: Team) -> tuple[str, list[object]]:
    sql = (
        "insert into sightline_post (id, team_id, name, role, starts, appointed_by_id)"
        " values (gen_random_uuid(), %s, 'Somebody', 'administrator', %s, %s)"
    )
    return sql, [team.pk, DAY, by.pk]


def end(by: Post, post: Post, last: dt.date = DAY) -> tuple[str, list[object]]:
    sql = (
        "insert into sightline_postend (id, post_id, last_day, reason, by_id) values (%s, %s, %s, 'left', %s)"
    )
    return sql, [uuid.uuid4(), post.pk, last, by.pk]


@pytest.fixture
def administrator(world: World) -> Post:
    """This will make somebody of midwifery's organisation its administrator."""
    return Post.objects.create(
        team=world.week.teams["midwifery"], name="An administrator", role="administrator", starts=DAY
    )


def test_the_web_may_do_this_to_them_and_nothing_else(world: World) -> None:
    found = owner(
        "select table_name, array_agg(privilege_type::text) from information_schema.table_privileges"
        " where grantee = 'sightline_web' and (table_name not like 'sightline\\_%%' or table_name = any(%s)) group by 1",
        [list(MAY)],
    )
    assert {table: set(may) for table, may in found} == MAY


def test_of_an_account_the_web_changes_the_password_and_the_last_sign_in_alone(world: World) -> None:
    Account.objects.create(email="somebody@example.org")
    as_web(world, "midwifery", "update sightline_account set password = 'x', last_login = now()")
    for column in ("email = 'other@example.org'", "is_active = false", "id = gen_random_uuid()"):
        assert fails(world, "midwifery", f"update sightline_account set {column}")[0] == "42501", column
    assert fails(world, "midwifery", "delete from sightline_account")[0] == "42501"


def test_an_administrator_appoints_and_ends_within_the_organisation(
    world: World, administrator: Post
) -> None:
    teams, posts = world.week.teams, world.week.posts
    as_web(world, "midwifery", *appoint(administrator, teams["midwifery"]))
    as_web(world, "midwifery", *end(administrator, posts["midwifery"]))
    refused = {
        "another organisation's team": appoint(administrator, teams["police"]),
        "another organisation's post": end(administrator, posts["police"]),
        "by a practitioner": appoint(posts["midwifery"], teams["midwifery"]),
        "ended by a practitioner": end(posts["midwifery"], administrator),
        "in the name of another organisation's": appoint(posts["police"], teams["police"]),
    }
    for what, (sql, values) in refused.items():
        assert fails(world, "midwifery", sql, values)[0] == "42501", what
    assert fails(world, "police", *appoint(administrator, teams["midwifery"]))[0] == "42501"


def test_an_ending_brings_the_last_day_forward_and_never_puts_it_off(
    world: World, administrator: Post
) -> None:
    post = world.week.posts["midwifery"]
    for last, then in (
        (dt.date(2030, 1, 1), dt.date(2030, 1, 1)),
        (dt.date(2031, 1, 1), dt.date(2030, 1, 1)),
        (DAY, DAY),
    ):
        owner(*end(administrator, post, last))
        post.refresh_from_db()
        assert post.ends == then
    with pytest.raises(Error, match="post_ends_after_start"), undone():
        owner(*end(administrator, post, dt.date(2001, 1, 1)))


def test_endings_are_seen_by_the_organisation_alone(world: World, administrator: Post) -> None:
    PostEnd.objects.create(post=world.week.posts["midwifery"], last_day=DAY, reason="left", by=administrator)
    assert len(as_web(world, "midwifery", "select * from sightline_postend")) == 1
    assert as_web(world, "police", "select * from sightline_postend") == []


def test_kept_text_is_its_own_team_s_alone(world: World) -> None:
    sql = "insert into sightline_kept (id, post_id, sealed, until) values (gen_random_uuid(), %s, 'x', now())"
    owner(sql, [world.week.posts["midwifery"].pk])
    assert len(as_web(world, "midwifery", "select * from sightline_kept")) == 1
    assert as_web(world, "police", "select * from sightline_kept") == []
    assert as_web(world, "police", "delete from sightline_kept returning id") == []
    assert fails(world, "police", sql, [world.week.posts["midwifery"].pk])[0] == "42501"


def contact(by: Post, team: Team) -> tuple[str, list[object]]:
    sql = (
        "insert into sightline_contact (id, team_id, sector, name, role, telephone, hours, by_id)"
        " values (gen_random_uuid(), %s, 'health', 'Somebody', '', '01632 960 001', '', %s)"
    )
    return sql, [team.pk, by.pk]


def test_only_an_administrator_says_who_answers_and_only_at_a_front_door_of_theirs(world: World) -> None:
    teams, posts = world.week.teams, world.week.posts
    door = Post.objects.create(team=teams["front_door"], name="A", role="administrator", starts=DAY)
    other = Post.objects.create(team=teams["gp"], name="B", role="administrator", starts=DAY)
    as_web(world, "front_door", *contact(door, teams["front_door"]))
    for who, by, team in (
        ("front_door", posts["front_door"], "front_door"),  # no administrator
        ("gp", other, "front_door"),  # of another organisation
        ("gp", door, "front_door"),  # as somebody else
        ("gp", other, "gp"),  # no front door
    ):
        assert fails(world, who, *contact(by, teams[team]))[0] == "42501", (who, team)
    for sql in ("update sightline_contact set name = ''", "delete from sightline_contact"):
        assert fails(world, "front_door", sql)[0] == "42501", sql
