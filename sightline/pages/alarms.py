"""The clocks of a team that ran out, as its inbox shows them: what was to happen, by when, and whom to ring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from sightline.access import Permission, allowed
from sightline.pages import finding
from sightline.pages.opened import names_of
from sightline.pages.words import Names
from sightline.pathways.referral import holder
from sightline.people.models import Contact, Post, Team
from sightline.record import cases
from sightline.record.kinds.words import Person
from sightline.timers.alarms import Alarm, alarms

MOST = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One clock that ran out: where it leads, whom it is about, and who is to be rung."""

    alarm: Alarm
    href: str
    what: str
    about: str
    other: str
    ring: Contact | None


@dataclass(frozen=True, slots=True)
class RunOut:
    """The latest of them by their reason, how many there are in all, and how many of these are shown."""

    lines: Mapping[str, list[Line]]
    many: int
    shown: int


def run_out(post: Post, today: dt.date) -> RunOut:
    """This will give the clocks of the post's team that had run out by the beginning of today."""
    found = alarms(post.team, today)
    people = {UUID(person) for one in found[:MOST] for person in one.entry.people}
    names = names_of(
        cases.who(post.team, sorted(people)) if people else [], [Person(str(one)) for one in people]
    )
    teams = {str(team.pk): team for team in Team.objects.filter(pk__in={one.other for one in found[:MOST]})}
    ring = {id: holder(team, post.team) for id, team in teams.items()}
    lines: dict[str, list[Line]] = {}
    for one in found[:MOST]:
        line = _line(one, post, names, teams, ring.get(one.other))
        lines.setdefault(one.reason, []).append(line)
    return RunOut(lines, len(found), sum(map(len, lines.values())))


def _line(one: Alarm, post: Post, names: Names, teams: Mapping[str, Team], ring: Contact | None) -> Line:
    other = teams[one.other].name if one.other in teams else "a team that is not described"
    what = finding.short(one.entry, names)
    return Line(one, _leads_to(one, post), what, names.people(one.entry.people), other, ring)


def _leads_to(one: Alarm, post: Post) -> str:
    """The page on which something can be done about it, where the post may open that; else the entry."""
    if one.reason in ("challenge_due", "challenge_due_here"):
        return reverse("decision", kwargs={"id": one.entry.body.about_decision})
    if one.reason == "decision_due_here" and allowed(post, Permission.SEE_QUEUE):
        return reverse("contact", kwargs={"id": one.entry.id})
    return reverse("entry", kwargs={"id": one.entry.id})
