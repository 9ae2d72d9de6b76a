"""A front door's months in the database: referrals, decisions, blanks and challenges, made inside it. For the measures."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

from sightline.people.models import Team
from tests.bench.big import id_of

AGAIN = 4
"""So many referrals about each family: they come back."""


def fill(
    connection: BaseDatabaseWrapper,
    door: Team,
    referrer: Team,
    referrals: int,
    until: str,
    per_day: int = 150,
) -> None:
    """This will make referrals to a front door, `per_day` of them, the last on `until`, and what came of all but a few.

    Two of three are decided on the day, the rest up to three days later, one of 20 not at all; two of three decisions
    have a blank, one of 40 is challenged, and every other challenge is answered. Two particulars come with each.
    """
    teams = {
        "door": f"'{door.pk}'::uuid",
        "door_org": f"'{door.organisation_id}'::uuid",
        "ref": f"'{referrer.pk}'::uuid",
        "ref_org": f"'{referrer.organisation_id}'::uuid",
    }
    day = f"(date '{until}' - (({referrals} - n) / {per_day})::int)"
    person = id_of("p", f"(n % ({referrals} / {AGAIN}))")
    with connection.cursor() as cursor:
        cursor.execute(
            "alter table sightline_entry disable trigger user; alter table sightline_told disable trigger user"
        )
        cursor.execute(
            f"insert into sightline_person (id, team_id) select {id_of('p', 'n')}, {teams['ref']}"
            f" from generate_series(0, {referrals} / {AGAIN}) n"
        )
        for kind, by, to, body, later, which in _WHAT:
            values = {
                "kind": kind,
                "by": teams[by],
                "org": teams[f"{by}_org"],
                "to": teams[to],
                "person": person,
            }
            rows = f"from generate_series(1, {referrals}) n where {which}"
            values |= {"day": f"({day} + {later})", "rows": rows, "id": id_of(kind + which, "n")}
            values["body"] = body.format(door=teams["door"], r=id_of("referraltrue", "n"), d=id_of("decisionn % 20 <> 7", "n"), c=id_of("escalationn % 40 = 1", "n"), person=person)  # fmt: skip
            for sql in _ENTRY:
                cursor.execute(sql.format(**values))
        cursor.execute("alter table sightline_entry enable trigger user")
        cursor.execute("alter table sightline_told enable trigger user; select sightline_remeasure()")
        cursor.execute("set constraints all immediate; set constraints all deferred")
        cursor.execute("analyze")


_OUTCOME = "(array['no_further_action', 'advice', 'early_help', 'social_work_assessment'])[1 + n % 4]"
_WHAT = (
    ("referral", "ref", "door", "jsonb_build_object('to', {door}, 'decide_by', '2030-01-01')", "0", "true"),
    ("particulars", "ref", "door", "jsonb_build_object('person', {person}, 'name', 'Somebody')", "0", "true"),
    ("particulars", "ref", "door", "jsonb_build_object('person', {person}, 'name', 'Some Body')", "0", "n > 0"),
    (
        "decision", "door", "ref",
        "jsonb_build_object('type', 'referral_outcome', 'responds_to', {r}, 'thresholds', '2019', 'outcome', " + _OUTCOME
        + ", 'rationale', repeat('What was seen and said. ', 20))",
        "(case when n % 3 = 0 then n % 4 else 0 end)", "n % 20 <> 7",
    ),
    (
        "decided_without", "door", "ref",
        "jsonb_build_object('decision', {d}, 'person', {person}, 'service', (array['gp', 'police', 'housing', 'school'])[1 + n % 4],"
        " 'stood', (array['not_asked', 'waiting'])[1 + n % 2], 'why', repeat('It was safe because. ', 5))",
        "0", "n % 20 <> 7 and n % 3 > 0",
    ),
    ("escalation", "ref", "door", "jsonb_build_object('about_decision', {d}, 'stage', 'manager')", "2", "n % 40 = 1"),
    (
        "escalation_outcome", "door", "ref",
        "jsonb_build_object('escalation', {c}, 'outcome', 'upheld_with_reasons')", "3", "n % 80 = 1",
    ),
)  # fmt: skip
_ENTRY = (
    "insert into sightline_entry (id, author_id, organisation_id, kind, version, people, concerns, occurred_start,"
    " occurred_precision, noted_day, noted_ordinal, payload_hash)"
    " select {id}, {by}, {org}, '{kind}', 1, array[{person}], array[{person}], {day}, 'day', {day}, 0, '' {rows}",
    "insert into sightline_payload (entry_id, summary, body, salt)"
    " select {id}, repeat('A worry in words. ', 10), {body}, gen_random_uuid() {rows}",
    "insert into sightline_told (id, knower_id, entry_id, by_id, how, told_day, told_ordinal)"
    " select gen_random_uuid(), {by}, {id}, {by}, 'recorded', {day}, 0 {rows}",
    "insert into sightline_told (id, knower_id, entry_id, by_id, how, told_day, told_ordinal)"
    " select gen_random_uuid(), {to}, {id}, {by}, 'shared', {day}, 0 {rows}",
)
