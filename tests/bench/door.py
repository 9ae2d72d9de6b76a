"""A front door with many contacts, made inside the database: families of three people, two contacts each, half of them decided."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from sightline.people.models import Organisation, Post, Team
from tests.bench.big import INDEX_PEOPLE, id_of

PEOPLE_EACH = 3
_FIRST = dt.date(2020, 1, 6)
_MET = "(date '2020-01-06' + (f % 2400)::int)"
_DAY = "(date '2020-01-06' + (f % 2400)::int + (n % 2)::int * 30)"
_PEOPLE = f"array[{id_of('person', 'f * 3')}, {id_of('person', 'f * 3 + 1')}, {id_of('person', 'f * 3 + 2')}]"
# The families' numbers, and of each its contacts, its decisions or who is in it, as one row of an entry each.
_CONTACTS = "(select n, n / 2 as f from generate_series(0, {contacts} - 1) n) of_contact"
_MEMBERS = "(select n, n / 3 as f from generate_series(0, {members} - 1) n) of_member"
_ENTRY = (
    "insert into sightline_entry (id, author_id, organisation_id, post_id, kind, version, people, concerns, occurred_start,"
    " occurred_precision, noted_day, noted_ordinal, payload_hash)"
)
_PAYLOAD = "insert into sightline_payload (entry_id, summary, body, salt)"
# Each came in at a moment of its own, as acts do; what comes in at one moment is read as one.
_TOLD = "insert into sightline_told (id, knower_id, entry_id, by_id, how, told_day, told_ordinal, stored)"


def fill(contacts: int) -> tuple[Team, Post]:
    """This will make a front door with so many contacts of one midwifery team, half decided, and give it with one who decides."""
    with transaction.atomic(using="owner"):
        door, decider = _team("front_door", "Tobias Arkle", "front-door decision maker")
        midwifery, midwife = _team("midwifery", "Rosalind Pym", "practitioner")
        values = {
            "contacts": contacts, "members": contacts // 2 * PEOPLE_EACH, "door": door.pk, "decider": decider.pk,
            "midwifery": midwifery.pk, "midwife": midwife.pk, "door_org": door.organisation_id,
            "midwifery_org": midwifery.organisation_id,
        }  # fmt: skip
        with connections["owner"].cursor() as cursor:
            for table in ("entry", "told"):
                cursor.execute(f"alter table sightline_{table} disable trigger user")
            for sql in (*_people(), *_contacts(), *_decisions()):
                cursor.execute(sql.format(**values))
            cursor.execute(INDEX_PEOPLE)
            cursor.execute("set constraints all immediate; set constraints all deferred")
            for table in ("entry", "told"):
                cursor.execute(f"alter table sightline_{table} enable trigger user")
    with connections["owner"].cursor() as cursor:
        cursor.execute("analyze")
        # What the triggers would have kept, made anew as after a restore.
        for made_anew in ("requeue", "find_again", "rewind", "remeasure"):
            cursor.execute(f"select sightline_{made_anew}()")
        cursor.execute("analyze")
    return door, decider


def contact(number: int) -> UUID:
    """This will give the id of a contact by its number: those with odd numbers wait."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"select {id_of('contact', str(number))}")
        ((found,),) = cursor.fetchall()
    return UUID(str(found))


def _team(type: str, name: str, role: str) -> tuple[Team, Post]:
    team = Team.objects.create(organisation=Organisation.objects.create(name=type), type=type, name=type)
    return team, Post.objects.create(team=team, name=name, role=role, starts=_FIRST)


def _people() -> tuple[str, ...]:
    member, person = id_of("member", "n"), id_of("person", "n")
    role = "case n % 3 when 0 then 'child' when 1 then 'mother' else 'father' end"
    body = f"jsonb_build_object('person', {person}, 'role', {role}, 'name', 'Somebody ' || n, 'dob', '1995-05-05')"
    return (
        f"insert into sightline_person (id, team_id) select {person}, '{{midwifery}}' from {_MEMBERS}",
        f"{_ENTRY} select {member}, '{{midwifery}}', '{{midwifery_org}}', '{{midwife}}', 'particulars', 2, array[{person}],"
        f" array[{person}], {_MET}, 'day', {_MET}, 0, '' from {_MEMBERS}",
        f"{_PAYLOAD} select {member}, '', {body}, gen_random_uuid() from {_MEMBERS}",
        *_told(member, _MEMBERS, "midwifery", "door", _MET),
    )


def _contacts() -> tuple[str, ...]:
    contact = id_of("contact", "n")
    body = f"jsonb_build_object('to', '{{door}}', 'decide_by', to_char({_DAY} + 1, 'YYYY-MM-DD'), 'contact_name', 'Rosalind Pym')"
    return (
        f"{_ENTRY} select {contact}, '{{midwifery}}', '{{midwifery_org}}', '{{midwife}}', 'referral', 2, {_PEOPLE}, {_PEOPLE}, {_DAY},"
        f" 'day', {_DAY}, 0, '' from {_CONTACTS}",
        f"{_PAYLOAD} select {contact}, repeat('They cannot keep what they learn. ', 6), {body}, gen_random_uuid() from {_CONTACTS}",
        *_told(contact, _CONTACTS, "midwifery", "door"),
    )


def _decisions() -> tuple[str, ...]:
    decision, half = id_of("decision", "n"), f"{_CONTACTS} where n % 2 = 0"
    body = (
        "jsonb_build_object('type', 'referral_outcome', 'outcome', 'early_help', 'rationale', 'They come every week',"
        f" 'responds_to', {id_of('contact', 'n')}, 'level', '3', 'thresholds', '2019')"
    )
    return (
        f"{_ENTRY} select {decision}, '{{door}}', '{{door_org}}', '{{decider}}', 'decision', 2, {_PEOPLE}, {_PEOPLE}, {_DAY}, 'day',"
        f" {_DAY} + 1, 0, '' from {half}",
        f"{_PAYLOAD} select {decision}, '', {body}, gen_random_uuid() from {half}",
        *_told(decision, half, "door", "midwifery"),
    )


def _told(entry: str, of: str, by: str, to: str, day: str = _DAY) -> tuple[str, ...]:
    return tuple(
        f"{_TOLD} select gen_random_uuid(), '{{{knower}}}', {entry}, '{{{by}}}', '{how}', {day} + {later}, 0,"
        f" {day} + {later} + f * interval '1 millisecond' from {of}"
        for knower, how, later in ((by, "recorded", 0), (to, "shared", 1))
    )


def queries(act: Any) -> int:
    """This will count the statements that the web's connection is asked while something is done."""
    asked = 0

    def counted(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(sql, params, many, context)

    with connections["default"].execute_wrapper(counted):
        act()
    return asked
