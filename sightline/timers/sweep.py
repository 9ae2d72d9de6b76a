"""The sweep: what has come to be by a moment is written down, once, whoever else is writing it down too."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from uuid import UUID

from sightline.people.models import Team
from sightline.record import clocks
from sightline.timers.alarms import alarms, begins, day_of
from sightline.timers.models import Notification
from sightline.timers.reasons import limits

_DAY = dt.timedelta(days=1)
logger = logging.getLogger(__name__)
Found = tuple[str, UUID, dt.datetime]


def sweep(at: dt.datetime) -> None:
    """This will write down, for every team, what it is to be made aware of by a moment and was not before.

    Each team's is found through its own eyes. A team of which it cannot be found is logged and holds up no other.
    """
    for team in Team.objects.exclude(type="community").order_by("id"):
        try:
            _write(team, at, found(team, at))
        except Exception:
            logger.exception("the timers of a team could not be swept")


def found(team: Team, at: dt.datetime) -> list[Found]:
    """This will give what a team is to be made aware of by a moment: the reason, the item, and since which moment."""
    return [*_arrived(team, at), *_run_out(team, at)]


def _arrived(team: Team, at: dt.datetime) -> Iterator[Found]:
    since = at - limits().look_back_days * _DAY
    kinds = list(limits().working_days)
    for item, since_then in clocks.arrived(team, kinds, since, at, limits().told_within_days):
        yield ("arrived", item, since_then)


def _run_out(team: Team, at: dt.datetime) -> Iterator[Found]:
    for one in alarms(team, day_of(at)):
        yield (one.reason, one.item, begins(one.due + _DAY))


def _write(team: Team, at: dt.datetime, rows: list[Found]) -> None:
    """The database's own constraint makes it once: a row that is there already is left as it is."""
    made = [Notification(team=team, reason=reason, item=item, due=due, at=at) for reason, item, due in rows]
    Notification.objects.bulk_create(made, ignore_conflicts=True)
