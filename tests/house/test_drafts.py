"""Drafts may be changed, and only by their own team, until they are sent; they cannot become anybody else's."""

from __future__ import annotations

import uuid

import pytest

from sightline.pathways import drafts
from tests.house.world import World, as_web, fails, owner

pytestmark = pytest.mark.django_db(databases=["owner"])


@pytest.fixture
def draft(world: World) -> uuid.UUID:
    """This will begin a draft of midwifery's."""
    id = uuid.uuid4()
    drafts.begin(world.week.posts["midwifery"], id, "referral", {"worry": "ours"})
    return id


def test_a_team_sees_and_changes_its_own(world: World, draft: uuid.UUID) -> None:
    seen = as_web(world, "midwifery", "select id, answers->>'worry' from sightline_draft")
    assert seen == [(draft, "ours")]
    changed = "update sightline_draft set answers = '{}', revision = 1 returning id"
    assert as_web(world, "midwifery", changed) == [(draft,)]


def test_another_team_sees_and_changes_nothing(world: World, draft: uuid.UUID) -> None:
    assert as_web(world, "gp", "select id from sightline_draft") == []
    assert (
        as_web(world, "gp", "update sightline_draft set answers = '{}' where id = %s returning id", [draft])
        == []
    )
    made_up = as_web(
        world, "gp", "update sightline_draft set answers = '{}' where id = %s returning id", [uuid.uuid4()]
    )
    assert made_up == []


@pytest.mark.parametrize("column", ["team_id", "post_id", "journey", "id"])
def test_it_cannot_be_made_another_s(world: World, draft: uuid.UUID, column: str) -> None:
    assert fails(world, "midwifery", f"update sightline_draft set {column} = {column}")[0] == "42501"


def test_nobody_adds_one_as_another(world: World) -> None:
    sql = (
        "insert into sightline_draft (id, team_id, post_id, journey, answers, revision, updated)"
        " values (gen_random_uuid(), %s, %s, 'referral', '{}', 0, now())"
    )
    week = world.week
    mine, theirs = (
        (week.teams["gp"].pk, week.posts["gp"].pk),
        (week.teams["police"].pk, week.posts["police"].pk),
    )
    as_web(world, "gp", sql, mine)
    for values in (theirs, (mine[0], theirs[1]), (theirs[0], mine[1])):
        assert fails(world, "gp", sql, values)[0] == "42501"


def test_once_sent_it_stays_as_it_is(world: World, draft: uuid.UUID) -> None:
    sent = "update sightline_draft set sent = %s"
    for entry in (world.hidden, world.told, uuid.uuid4()):  # not midwifery's own
        assert fails(world, "midwifery", sent, [entry])[0] == "42501"
    again = f"{sent}; update sightline_draft set answers = '{{}}', revision = 9 returning id"
    assert as_web(world, "midwifery", again.replace("%s", f"'{world.mine}'", 1)) == []


def test_nobody_deletes_one(world: World, draft: uuid.UUID) -> None:
    assert fails(world, "midwifery", "delete from sightline_draft")[0] == "42501"
    assert owner("select count(*) from sightline_draft") == [(2,)]
