"""The clocks of a team that ran out, as its inbox shows them: what was to happen, by when, and whom to ring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from sightline.access import Permission, allowed
from sightline.pages import finding
from sightline.pages.opened import names_of
from sightline.pages.words import Names
from sightline.pathways.challenge import stages
from sightline.pathways.referral import holder
from sightline.people.models import Contact, Post, Team
from sightline.record import cases
from sightline.record.kinds.words import Agency, Person
from sightline.reviews.following import Late
from sightline.timers.alarms import Alarm, alarms

MOST = 12
OWN = ("decision_due_here", "challenge_due_here", "review_due", "recommendation_due_here")


@dataclass(frozen=True, slots=True)
class Line:
    """One clock that ran out: where it leads, whom it is about; whether nobody there has even opened it, and whether a
    next stage of the challenge is open to whoever looks."""

    alarm: Alarm
    href: str
    what: str
    about: str
    unopened: bool
    further: bool


@dataclass(frozen=True, slots=True)
class Group:
    """What is late for one reason with, or for, one other team; and who answers there, where that is published."""

    reason: str
    other: str
    ring: Contact | None
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class RunOut:
    """What is late with the team itself and with others, the latest of it; how many in all, and how many are shown."""

    own: list[Group]
    others: list[Group]
    many_own: int
    many_others: int
    shown: int


def run_out(post: Post, today: dt.date) -> RunOut:
    """This will give the clocks of the post's team that had run out by the beginning of today, each thing once."""
    found = alarms(post.team, today)
    answers = {(one.entry.id, one.other) for one in found if one.reason != "unread"}
    unread = {(one.entry.id, one.other) for one in found if one.reason == "unread"}
    once = [one for one in found if one.reason != "unread" or (one.entry.id, one.other) not in answers]
    own = [one for one in once if one.reason in OWN]
    others = [one for one in once if one.reason not in OWN]
    shown = own[:MOST] + others[:MOST]
    names = _names(post.team, shown)
    lines = [(one, _line(one, post, names, (one.entry.id, one.other) in unread)) for one in shown]
    groups = _groups(post.team, lines)
    return RunOut(
        [one for one in groups if one.reason in OWN],
        [one for one in groups if one.reason not in OWN],
        len(own),
        len(others),
        len(shown),
    )


def _line(one: Alarm, post: Post, names: Names, unread: bool) -> Line:
    what = of_recommendation(one.late) if one.late else finding.listed(one.entry, names)
    about = names.people(one.entry.people)
    further = one.reason == "challenge_due" and one.entry.body.stage != stages()[-1].id
    return Line(
        one, _leads_to(one, post), what, about, unread and one.reason != "unread",
        further and allowed(post, Permission.CHALLENGE),
    )  # fmt: skip


def _names(team: Team, shown: Sequence[Alarm]) -> Names:
    people = {UUID(person) for one in shown for person in one.entry.people}
    who = cases.who(team, sorted(people)) if people else []
    return names_of(who, [Person(str(one)) for one in people])


def _groups(team: Team, lines: Sequence[tuple[Alarm, Line]]) -> list[Group]:
    """By reason, and within it by the other team: a number is said once, and rung once."""
    teams = {str(one.pk): one for one in Team.objects.filter(pk__in={one.other for one, _ in lines})}
    ring = {id: holder(one, team) for id, one in teams.items()}
    groups: dict[tuple[str, Agency], Group] = {}
    for one, line in lines:
        name = teams[one.other].name if one.other in teams else "a team that is not described"
        group = groups.setdefault((one.reason, one.other), Group(one.reason, name, ring.get(one.other), []))
        group.lines.append(line)
    return list(groups.values())


def _leads_to(one: Alarm, post: Post) -> str:
    """The page on which something can be done about it, where the post may open that; else the entry."""
    if one.reason in ("challenge_due", "challenge_due_here"):
        return reverse("decision", kwargs={"id": one.entry.body.about_decision})
    if one.reason == "review_request_due":
        return reverse("review_requests")
    if one.late and post.team.type == "learning_review":
        return reverse("review_recommendations")
    if one.late:
        return reverse("recommendation", kwargs={"id": one.entry.id})
    if one.reason == "decision_due_here" and allowed(post, Permission.SEE_QUEUE):
        return reverse("contact", kwargs={"id": one.entry.id})
    if one.reason == "review_due" and allowed(post, Permission.REVIEW_EMERGENCY):
        return reverse("emergency_review", kwargs={"id": one.entry.id})
    return reverse("entry", kwargs={"id": one.entry.id})


def of_recommendation(late: Late) -> str:
    """This will say what of a recommendation is late: which one, and what is missing."""
    missing = {
        "no_reply": "it has no reply",
        "not_understood": f"{late.row.profession if late.row else ''}: told, and not yet understood",
        "not_tested": f"{finding.number(len(late.of.lacking))} of {finding.count(len(late.of.rows), 'profession')} "
        f"{'has' if len(late.of.lacking) == 1 else 'have'} not followed it through",
    }
    return f"Recommendation {late.of.body.number}, {missing[late.why]}"
