"""Two agencies and a third, with something hidden from the first: what the attacks attack."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import Error, connections, transaction

from sightline.pathways import drafts
from sightline.record import actions
from sightline.record.acting import acting_for
from sightline.record.kinds.harm import Concern
from tests.knowing.people_of import Partnership, partnership

# The published directory is the owner's to change; everything else called sightline_… is a table of the record.
DIRECTORY = {
    "sightline_organisation",
    "sightline_area",
    "sightline_team",
    "sightline_post",
    "sightline_account",
    "sightline_contact",
}

# Kept by the database from the entries, and made anew from them: nobody else writes it.
PROJECTIONS = {
    "sightline_awaiting",
    "sightline_clock",
    "sightline_findable",
    "sightline_findkey",
    "sightline_findlack",
    "sightline_measured",
    "sightline_unopened",
    "sightline_findname",
}
# What is being written and is not the record yet: a team changes its own (test_drafts.py), and nobody else's.
DRAFTS = {"sightline_draft"}
# Not the record: the web may change these, as far as tests/house/test_sign_in_tables.py says and no further.
SIGN_IN = {"sightline_account", "sightline_kept"}


@dataclass
class World:
    """`mine` is midwifery's own, `told` was told to it, `hidden` is between police and gp; `child` is hidden's child."""

    week: Partnership
    mine: UUID
    told: UUID
    hidden: UUID
    child: UUID
    hidden_telling: UUID


def world() -> World:
    """This will write the three entries."""
    week = partnership()
    ours, theirs, other = week.meet("midwifery"), week.meet("police"), week.meet("police")
    mine = week.writes("midwifery", "mon", Concern(), ours, summary="mine")
    told = week.writes(
        "police", "mon", Concern(), other, summary="told", told=(week.tell("midwifery", "mon"),)
    )
    hidden = week.writes("police", "tue", Concern(), theirs, summary="hidden", told=(week.tell("gp", "tue"),))
    actions.look(**week.does("police", "tue"), purpose="duty", entry=hidden)
    actions.open_case(**week.does("police", "tue"), title="hidden", people=[theirs])
    actions.open(**week.does("gp", "wed"), telling=week.telling("gp", hidden))
    telling = week.telling("gp", hidden)
    actions.correct(
        **week.does("police", "wed"), entry=hidden, body=Concern(), withhold={week.teams["gp"].pk: "a reason"}
    )
    actions.restrict(
        **week.does("police", "thu"),
        entries=[hidden],
        reason="court_order",
        authority="a court",
        binds=[week.teams["gp"]],
    )
    drafts.begin(week.posts["police"], uuid.uuid4(), "referral", {"worry": "hidden"})
    return World(week, mine, told, hidden, theirs, telling)


def tables() -> list[str]:
    """This will give every table of the app that there is, from the catalogue."""
    return [
        row[0]
        for row in owner(
            "select relname from pg_class where relkind in ('r', 'p') and relname like 'sightline\\_%%' order by 1"
        )
    ]


def record_tables() -> list[str]:
    """This will give the tables that row security must guard."""
    return [table for table in tables() if table not in DIRECTORY | PROJECTIONS | DRAFTS | SIGN_IN]


def owner(sql: str, values: Sequence[Any] = ()) -> list[Any]:
    """This will run a statement as the owner."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def as_web(world: World, who: str, sql: str, values: Sequence[Any] = (), *, back: bool = False) -> list[Any]:
    """This will run a statement as the web's role with an agency in force, and take back what it did."""
    with undone(), acting_for(world.week.teams[who], looking_back=back):
        return owner(sql, values)


def fails(world: World, who: str, sql: str, values: Sequence[Any] = ()) -> tuple[str, str]:
    """This will give how a statement fails: its SQLSTATE and words, with the ids it was given taken out."""
    try:
        as_web(world, who, sql, values)
    except Error as error:
        words = str(error).splitlines()[0]
        for value in values:
            words = words.replace(str(value), "…")
        return (getattr(error.__cause__, "sqlstate", ""), words)
    return ("", "did not fail")


@contextmanager
def undone() -> Iterator[None]:
    """This will take back whatever is done inside."""
    with transaction.atomic(using="owner"):
        point = transaction.savepoint(using="owner")
        try:
            yield
        finally:
            transaction.savepoint_rollback(point, using="owner")
