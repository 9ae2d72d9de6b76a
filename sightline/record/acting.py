"""Whose eyes the database looks through: the only place that says who the knower in force is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from django.db import connection, transaction

from sightline.people.models import Team

Role = Literal["sightline_web", "sightline_disposal"]

_PUT_ON = (
    "select coalesce(current_setting('app.knower', true), ''), coalesce(current_setting('app.looking_back', true), ''),"
    " current_setting('role'), set_config('app.knower', %s, true), set_config('app.looking_back', %s, true),"
    " set_config('role', %s, true)"
)
_PUT_BACK = (
    "select set_config('role', %s, true), set_config('app.knower', %s, true), set_config('app.looking_back', %s, true)"
)


@contextmanager
def acting_for(team: Team, *, looking_back: bool = False, role: Role = "sightline_web") -> Iterator[None]:
    """This will open one transaction in which the database shows what `team` may see, and nothing else.

    It acts as the web's role whoever is connected, so a command of the owner's sees no more than a page would.
    `looking_back` also opens the functions that answer what was known: for a review or a replay only.
    Raises ValueError for relatives and the public: nobody acts for them.
    """
    if team.type == "community":
        raise ValueError(f"nobody acts for {team.name}")
    inside = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PUT_ON, [str(team.pk), "on" if looking_back else "", role])
        knower, looked_back, was, *_ = cursor.fetchone() or ("", "", "none")
        yield
        if inside:  # otherwise the transaction's end takes it off; a failure rolls back to before it was put on
            cursor.execute(_PUT_BACK, [was, knower, looked_back])
