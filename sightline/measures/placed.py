"""Placements that began, and whether a practice was told of each before the child came there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sightline.record.kinds.place import Placement
from sightline.record.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Placed:
    """A placement that the team recorded: the day it began, and whether a gp team had been told of it by the day before."""

    on: dt.date
    told_first: bool


def placed(known: Knowledge) -> list[Placed]:
    """This will give the placements that a team recorded as begun: of each the first entry alone, which is not a correction.

    Told is told in the record: of a telephone call that nobody wrote down nothing is known here.
    """
    practices = {team.id for team in known.teams_of("gp")}
    found = [
        entry
        for entry in known.entries(Placement)
        if entry.body.status == "started" and entry.author == known.knower and not entry.corrects
    ]
    agreed = [entry for entry in known.entries(Placement) if entry.body.status == "agreed"]
    return [
        Placed(one.day, any(
            row.told.day < one.day
            for other in (one, *agreed) if set(other.people) & set(one.people)
            for practice, row in known.told(other.id).items() if practice in practices
        ))
        for one in found
    ]  # fmt: skip
