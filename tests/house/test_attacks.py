"""What the web's role could be made to do if a page let somebody's SQL through, and what the database answers.

It can do this much: it chooses the knower itself (that is what a page does for whoever is signed in), so SQL that
reaches it can choose another. That guard is in code: `acting_for` alone sets it, and a test here reads the code. And
the planner's statistics of whole tables (how many rows there are) are visible to any role of the database; no page
shows them. What it cannot do, with a knower in force, is learn of a single row that the knower does not know.
"""

from __future__ import annotations

import json
import re
import uuid
from pathlib import Path

import pytest
from django.db import Error, connections

from sightline.record.acting import acting_for
from tests.house.world import World, as_web, fails, owner, record_tables, undone

pytestmark = pytest.mark.django_db(databases=["owner"])
ROOT = Path(__file__).parents[2]
TABLES_SEEN = (
    "entry", "payload", "entryperson", "told", "toldshown", "withheld", "restriction", "lifting", "disposal", "receipt",
    "look", "case", "caseperson", "idempotency", "tie", "awaiting", "draft", "postend",
    "findable", "findkey", "clock", "notification", "unopened",
)  # fmt: skip


def test_with_nobody_in_force_there_are_no_rows(world: World) -> None:
    with undone():
        owner("set local role sightline_web")
        for table in TABLES_SEEN:
            assert owner(f"select count(*) from sightline_{table}") == [(0,)], table
        owner("select set_config('app.knower', '', true)")
        assert owner("select count(*) from sightline_entry") == [(0,)]


def test_tables_of_the_owner_s_alone_are_shut(world: World) -> None:
    for table in (
        set(record_tables()) - {f"sightline_{table}" for table in TABLES_SEEN} - {"sightline_person"}
    ):
        assert fails(world, "midwifery", f"select count(*) from {table}")[0] == "42501", table
    assert fails(world, "midwifery", "select team_id from sightline_person")[0] == "42501"
    assert len(as_web(world, "midwifery", "select id from sightline_person")) == 2


def test_no_table_shows_what_is_hidden(world: World) -> None:
    hidden = [str(world.hidden), str(world.child), str(world.hidden_telling), "hidden", "a reason", "a court"]
    for table in TABLES_SEEN:
        text = str(as_web(world, "midwifery", f"select * from sightline_{table}"))
        assert not [word for word in hidden if word in text], table
    assert str(world.told) in str(as_web(world, "midwifery", "select * from sightline_entry"))


@pytest.mark.parametrize(
    "leak",
    [
        "select 1 from sightline_payload where 1 / (case when summary = 'hidden' then 0 else 1 end) = 1",
        "select 1 from sightline_payload where summary = 'hidden' and body::text::int > 0",
        "select 1 from sightline_entry where (case when noted_day = '2025-03-04' then 'x' else '1' end)::int = 1",
        "select 1 from sightline_told where 1 / (case when told_day = '2025-03-04' then 0 else 1 end) = 1",
        "select 1 from sightline_person where id::text::int = 1 and id = %s",
    ],
)
def test_a_condition_that_raises_is_not_tried_on_hidden_rows(world: World, leak: str) -> None:
    values = [world.child] if "%s" in leak else []
    as_web(world, "midwifery", leak, values)
    with pytest.raises(Error), undone():
        owner(leak, values)  # on the hidden row it does raise


def test_a_function_of_the_attacker_s_own_is_not_shown_hidden_rows(world: World) -> None:
    assert (
        fails(
            world,
            "midwifery",
            "create function public.peep(x text) returns bool language sql as 'select true'",
        )[0]
        == "42501"
    )
    with undone():
        owner(
            "create function peep(x text) returns boolean language plpgsql cost 0.0000001 as"
            " $$ begin raise notice '%%', x; return true; end $$"
        )
        owner("grant execute on function peep(text) to sightline_web")
        owner(
            "create function peep(x uuid) returns boolean language plpgsql cost 0.0000001 as"
            " $$ begin raise notice '%%', x; return true; end $$"
        )
        owner("grant execute on function peep(uuid) to sightline_web")
        said: list[str] = []
        raw = connections["owner"].connection
        raw.add_notice_handler(handler := lambda notice: said.append(notice.message_primary))
        as_web(world, "midwifery", "select count(*) from sightline_payload where peep(summary)")
        as_web(world, "midwifery", "select count(*) from sightline_entry e where peep(e.id)")
        as_web(world, "midwifery", "select count(*) from sightline_restricted where peep(entry_id)")
        raw.remove_notice_handler(handler)
    assert "mine" in said
    assert "told" in said
    assert not {"hidden", str(world.hidden)} & set(said)


def test_the_plan_says_the_same_of_a_hidden_id_as_of_a_made_up_one(world: World) -> None:
    owner("analyze sightline_entry, sightline_told, sightline_entryperson, sightline_payload")
    for table, column, hidden in (
        ("entry", "id", world.hidden), ("payload", "entry_id", world.hidden), ("told", "id", world.hidden_telling),
    ):  # fmt: skip
        plans = []
        for value in (hidden, uuid.uuid4()):
            ((plan,),) = as_web(
                world,
                "midwifery",
                f"explain (format json) select * from sightline_{table} where {column} = %s",
                [value],
            )
            text = json.dumps(json.loads(plan) if isinstance(plan, str) else plan)
            plans.append(text.replace(str(value), "…"))
        assert plans[0] == plans[1], table


def test_statistics_of_values_are_not_to_be_read(world: World) -> None:
    owner("analyze sightline_entry, sightline_told, sightline_payload")
    assert (
        as_web(
            world,
            "midwifery",
            "select * from pg_stats where tablename like 'sightline\\_%%' and tablename <> all(%s)",
            [["sightline_organisation", "sightline_area", "sightline_team", "sightline_post"]],
        )
        == []
    )
    assert fails(world, "midwifery", "select * from pg_statistic")[0] == "42501"


def rows(world: World, who: str) -> dict[str, tuple[str, list[object]]]:
    """This will give inserts that name an entry, telling, person, case or restriction, for a team; `?` is the id."""
    team, post = world.week.teams[who], world.week.posts[who]
    me, day = f"'{team.pk}'", "'2025-03-06'"
    entry = (
        "insert into sightline_entry (id, author_id, organisation_id, post_id, kind, version, people, concerns, occurred_start,"
        " occurred_precision, noted_day, noted_ordinal, payload_hash, corrects_id) values"
        f" (gen_random_uuid(), {me}, '{team.organisation_id}', '{post.pk}', 'concern', 1, {{people}}, {{concerns}}, {day}, 'day',"
        f" {day}, 0, '', {{corrects}})"
    )
    tell = "insert into sightline_told (id, entry_id, knower_id, by_id, how, told_day, told_ordinal) values"
    made = {
        "corrects": entry.format(people="'{}'", concerns="'{}'", corrects="%s"),
        "people": entry.format(people="array[%s::uuid]", concerns="'{}'", corrects="null"),
        "concerns": entry.format(people="'{}'", concerns="array[%s::uuid]", corrects="null"),
        "told": f"{tell} (gen_random_uuid(), %s, {me}, {me}, 'shared', {day}, 0)",
        "told others": f"{tell} (gen_random_uuid(), %s, '{world.week.teams['front_door'].pk}', {me}, 'shared', {day}, 0)",
        "payload": "insert into sightline_payload (entry_id, summary, body, salt) values (%s, '', '{}', gen_random_uuid())",
        "entryperson": "insert into sightline_entryperson (entry_id, person_id) values (%s, gen_random_uuid())",
        "withheld": f"insert into sightline_withheld (id, entry_id, knower_id, reason) values (gen_random_uuid(), %s, {me}, '')",
        "look": "insert into sightline_look (id, team_id, post_id, entry_id, purpose, at_day) values"
        f" (gen_random_uuid(), {me}, '{post.pk}', %s, '', {day})",
        "look at case": "insert into sightline_look (id, team_id, post_id, case_id, purpose, at_day) values"
        f" (gen_random_uuid(), {me}, '{post.pk}', %s, '', {day})",
        "receipt": "insert into sightline_receipt (id, telling_id, team_id, post_id, what, at_day) values"
        f" (gen_random_uuid(), %s, {me}, '{post.pk}', 'opened', {day})",
        "shown": f"insert into sightline_toldshown (id, told_id, knower_id, by_id) values (gen_random_uuid(), %s, {me}, {me})",
        "caseperson": "insert into sightline_caseperson (id, case_id, person_id, joins) values (gen_random_uuid(), %s, gen_random_uuid(), true)",
        "restriction": "insert into sightline_restriction (id, entry_id, because_id, made_by_id, knower_id, spares) values"
        f" (gen_random_uuid(), %s, '{world.mine}', {me}, {me}, '{{{{}}}}')".replace("{{}}", "{}"),
        "lifting": f"insert into sightline_lifting (id, restriction_id, because_id) values (gen_random_uuid(), %s, '{world.mine}')",
        "disposal": "insert into sightline_disposal (id, entry_id, because_id, made_by_id) values"
        f" (gen_random_uuid(), %s, '{world.mine}', {me})",
    }  # fmt: skip
    return {name: (sql, []) for name, sql in made.items()}


def test_a_row_that_names_something_hidden_fails_as_one_that_names_nothing(world: World) -> None:
    from sightline.record.models import Case, Restriction

    hidden = {
        "people": world.child, "concerns": world.child, "receipt": world.hidden_telling, "shown": world.hidden_telling,
        "look at case": Case.objects.get().pk, "caseperson": Case.objects.get().pk, "lifting": Restriction.objects.get().pk,
    }  # fmt: skip
    for name, (sql, _) in rows(world, "midwifery").items():
        made_up = fails(world, "midwifery", sql, [uuid.uuid4()])
        assert made_up[0] == "42501", (name, made_up)
        assert fails(world, "midwifery", sql, [hidden.get(name, world.hidden)]) == made_up, name


def test_the_same_rows_are_let_in_where_they_are_the_team_s_own(world: World) -> None:
    """So the refusals above are for what is named, not for a slip in the statement."""
    own = rows(world, "midwifery")
    person = as_web(world, "midwifery", "select id from sightline_person")[0][0]
    for name, value in (
        ("corrects", world.mine),
        ("people", person),
        ("concerns", person),
        ("told", world.told),
        ("look", world.told),
    ):
        as_web(world, "midwifery", own[name][0], [value])
    as_web(
        world,
        "gp",
        rows(world, "gp")["shown"][0],
        [as_web(world, "gp", "select id from sightline_told limit 1")[0][0]],
    )


def test_nobody_writes_as_another_or_at_another_time_or_back_into_an_entry(world: World) -> None:
    sql = rows(world, "police")["people"][0]
    assert fails(world, "midwifery", sql.replace("array[%s::uuid]", "'{}'"))[0] == "42501"
    own = rows(world, "midwifery")
    late = (
        own["corrects"][0]
        .replace("corrects_id)", "corrects_id, stored)")
        .replace("%s)", "null, '2020-01-01')")
    )
    assert fails(world, "midwifery", late)[0] == "42501"
    passed = own["told"][0].replace("'shared'", "'passed_on'")
    assert fails(world, "midwifery", passed, [world.told])[0] == "42501"
    assert fails(world, "midwifery", own["payload"][0], [world.told])[0] == "42501"


def test_functions_of_the_owner_s_answer_only_of_the_knower_in_force(world: World) -> None:
    asked = {
        "sightline_wrote": [world.hidden], "sightline_wrote_now": [world.hidden], "sightline_sees": [world.hidden],
        "sightline_is_party": [world.hidden_telling],
    }  # fmt: skip
    for name, values in asked.items():
        assert as_web(world, "midwifery", f"select {name}(%s)", values) == [(False,)], name
    gp = world.week.teams["gp"].pk
    assert as_web(world, "midwifery", "select sightline_told_between(%s, %s)", [world.hidden, gp]) == [
        (False,)
    ]
    for what in (world.hidden, uuid.uuid4()):  # what is hidden and what is not there are one
        assert as_web(world, "midwifery", "select sightline_in_review(%s, %s)", [what, gp]) == [(None,)]
    assert fails(world, "midwifery", "select * from sightline_known(null, '2030-01-01')")[0] == "42501"
    assert (
        fails(world, "midwifery", "select sightline_pass_on(%s, %s, null, '{}')", [world.mine, world.hidden])[
            0
        ]
        == "42501"
    )
    known = "select id from sightline_known(array[%s::uuid], '2030-01-01')"
    tellings = "select id from sightline_known_tellings(array[%s::uuid], '2030-01-01')"
    assert as_web(world, "midwifery", known, [world.child], back=True) == []
    assert as_web(world, "midwifery", tellings, [world.hidden], back=True) == []
    assert len(as_web(world, "gp", known, [world.child], back=True)) > 0


def test_a_request_of_a_review_opens_nothing_to_whoever_was_asked(world: World) -> None:
    """Whoever is asked about a child learns nothing of what others hold of it, and nobody but a partnership begins a review."""
    review, request = uuid.uuid4(), uuid.uuid4()
    midwifery, gp = (world.week.teams[one] for one in ("midwifery", "gp"))
    ((ours,),) = owner("select people from sightline_entry where id = %s", [world.mine])
    both = [*ours, world.child]
    with undone():
        owner(
            "insert into sightline_team (id, organisation_id, type, name, decision_maker) values (%s, %s, 'learning_review', 'r', false)",
            [review, gp.organisation_id],
        )
        owner(
            "insert into sightline_entry (id, author_id, organisation_id, kind, version, people, concerns, occurred_precision, noted_day,"
            " noted_ordinal, payload_hash) values (%s, %s, %s, 'review_request', 1, %s::uuid[], %s::uuid[], 'unknown',"
            " '2025-03-03', 0, '')",
            [request, review, gp.organisation_id, both, both],
        )
        asked = {
            "asked": str(midwifery.pk),
            "since": "2000-01-01",
            "until": "2030-01-01",
            "answer_by": "2030-01-01",
        }
        owner(
            "insert into sightline_payload (entry_id, summary, body, salt) values (%s, '', %s, %s)",
            [request, json.dumps(asked), uuid.uuid4()],
        )
        with acting_for(midwifery):
            ask = "select sightline_review_asked(%s, %s)"
            assert owner(ask, [world.mine, review]) == [(True,)]
            assert owner(ask, [world.hidden, review]) == [(False,)]
    assert fails(world, "midwifery", "select sightline_found_team(%s, 'ours')", [uuid.uuid4()])[0] == "42501"


def test_nothing_is_put_into_an_index_that_was_not_told(world: World) -> None:
    hidden = json.dumps(
        [{"id": 1, "entry_id": str(world.hidden), "person_id": str(world.child), "keys": [1]}]
    )
    with undone(), acting_for(world.week.teams["midwifery"]):
        owner("select sightline_find_put(array[%s::uuid], %s)", [world.hidden, hidden])
        assert owner("select entry_id, noted, body from sightline_find_lacking(10)") == []
        assert owner("select count(*) from sightline_findable") == [(0,)]
    assert (
        fails(
            world,
            "midwifery",
            "insert into sightline_findkey (knower_id, key, findable_id) values (%s, 1, 1)",
            [uuid.uuid4()],
        )[0]
        == "42501"
    )


def test_every_function_of_the_owner_s_is_one_of_those(world: World) -> None:
    found = owner(
        "select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace"
        " and has_function_privilege('sightline_web', oid, 'execute') order by 1"
    )
    assert [row[0] for row in found] == [
        "sightline_find_lacking", "sightline_find_put", "sightline_found_team", "sightline_from_outside", "sightline_in_review", "sightline_is_party",
        "sightline_known", "sightline_known_tellings", "sightline_open_in_emergency", "sightline_review_asked", "sightline_review_followed", "sightline_sees",
        "sightline_told_between", "sightline_wrote", "sightline_wrote_now",
    ]  # fmt: skip
    unpinned = owner(
        "select proname from pg_proc where prosecdef and proconfig is null and pronamespace = 'public'::regnamespace"
    )
    assert unpinned == []


def test_what_was_known_is_read_by_one_who_looks_back_and_restricted_or_not(world: World) -> None:
    gp = world.week.teams["gp"]
    known = as_web(world, "gp", "select id from sightline_known(null, '2030-01-01')", back=True)
    assert (world.hidden,) in known
    assert as_web(world, "gp", "select id from sightline_entry where id = %s", [world.hidden]) == []
    assert gp.type == "gp"


def test_only_one_place_in_the_code_says_whose_eyes() -> None:
    sets = re.compile(r"app\.(knower|looking_back)|set_config|set (local )?role", re.IGNORECASE)
    found = {
        str(path.relative_to(ROOT))
        for folder in ("sightline", "config")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".sql", ".jinja"} and sets.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"sightline/record/acting.py", "sightline/migrations/guards.sql"}


def test_only_the_actions_and_the_import_write_to_the_record() -> None:
    writes = re.compile(
        r"bulk_create|objects\.create|\.save\(|insert into|\.delete\(|\.update\(", re.IGNORECASE
    )
    found = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "sightline").rglob("*.py")
        if writes.search(path.read_text(encoding="utf-8"))
        and re.search("record.models|record import models", path.read_text(encoding="utf-8"))
    }
    assert found <= {
        "sightline/record/actions.py",
        "sightline/record/writing.py",
        "sightline/record/imports.py",
    }
