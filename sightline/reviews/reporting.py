"""The report of a review read from its record, and what its lead reviewer does with it: writes around it, answers, publishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from sightline.access import Permission, allowed
from sightline.people.models import Post, Team
from sightline.record import actions, store
from sightline.record.acting import run
from sightline.record.actions import Tell
from sightline.record.entry import Entry
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.review_report import (
    Outcome,
    ReviewReport,
    ReviewReportAnswer,
    ReviewReportFamily,
    ReviewReportWords,
)
from sightline.record.kinds.words import Person
from sightline.record.times import Moment, Span
from sightline.record.writers import writers
from sightline.record.writing import Conflict, NotKnown, Refused, came_of, one_act
from sightline.reviews import answered, chronology, opening, unheard, unnamed
from sightline.reviews.drawn_up import Drawn
from sightline.reviews.report.copies import Answer
from sightline.reviews.report.private import Private
from sightline.reviews.unnamed import Directory, Worker

B = TypeVar("B")


@dataclass(frozen=True)
class Reporting:
    """A review's report as far as it has come: what it is drawn up from, what must not show, and what was answered."""

    drawn: Drawn
    directory: Directory
    answers: tuple[Answer, ...]

    @cached_property
    def private(self) -> Private:
        """What must not show."""
        who = [one for said in self.drawn.who.values() for one in said]
        return unnamed.private(self.drawn.known, who, self.drawn.called, self.directory)


def reporting(review: Team) -> Reporting:
    """This will read from what a review knows all that its report is made of."""
    told = unheard.cases_of(review)
    of = {str(one.id): one.people for one in opening.people_of(review)}
    everybody = [person for people in of.values() for person in people]
    known = chronology.everything(review, everybody)
    # Read case by case under the review's own ids: a person whom an agency says is the same may lend theirs otherwise.
    each = {id: store.may_see(review, people=people) for id, people in of.items()}
    who = {id: [entry.body for entry in one.entries(Particulars)] for id, one in each.items()}
    called: dict[Person, str] = {}
    for case in told:
        called |= unnamed.called(case.title, [one for one in who[case.id] if one.person in case.family])
        called |= {person: f"{case.title}’s family" for person in case.family if person not in called}
    drawn = Drawn(
        review.name, review.within.name if review.within else "", _leads(review), known, opening.terms(review), told, who,
        {id: answered.asked(one, [Person(str(p)) for p in of[id]]) for id, one in each.items()}, called,
        next(reversed(_in_order(known.entries(ReviewReportWords))), None),
        {one.body.of_person: one for one in _in_order(known.entries(ReviewReportFamily)) if one.body.of_person in called},
    )  # fmt: skip
    answers = tuple(
        Answer(one.body.hit, one.body.outcome, one.body.reason, one.author)
        for one in known.entries(ReviewReportAnswer)
    )
    return Reporting(drawn, _directory(review, everybody), answers)


def write(*, by: Post, at: Moment, key: str, said: ReviewReportWords, seen: str) -> UUID:
    """This will keep the words around the findings. Raises Conflict where they are not as their author had seen them."""
    return _written(by, at, key, said, [], seen)


def write_for(*, by: Post, at: Moment, key: str, said: ReviewReportFamily, seen: str) -> UUID:
    """This will keep the words for one reader of the family. Raises NotKnown for nobody of the review's, and Conflict."""
    person = UUID(said.of_person)
    if not any(person in case.people for case in opening.people_of(by.team)):
        raise NotKnown("there is nothing here by that id")
    return _written(by, at, key, said, [person], seen)


def written(review: Team, kind: type[B], person: UUID | None = None) -> Entry[B] | None:
    """This will give the words that stand, around the findings or for one reader; None before there are any."""
    known = store.may_see(review, people=[person] if person else None)
    return next(reversed(_in_order(known.entries(kind))), None)


def _written(by: Post, at: Moment, key: str, said: Any, people: Sequence[UUID], seen: str) -> UUID:
    _lead(by)
    with one_act(by, at):
        _alone(by)
        last = written(by.team, type(said), people[0] if people else None)
        if (last.id if last else "") != seen:
            return _done_before(by, key)
        return actions.record(by=by, at=at, key=key, body=said, people=people, occurred=Span(at.day))


def answer(*, by: Post, at: Moment, key: str, hit: str, outcome: Outcome, reason: str) -> UUID:
    """This will keep an answer to one thing that may point at somebody. Raises Refused where it is kept without a reason."""
    _lead(by)
    if outcome == "kept" and not reason.strip():
        raise Refused("what is kept needs its reason")
    said = ReviewReportAnswer(hit=hit, outcome=outcome, reason=reason)
    return actions.record(by=by, at=at, key=key, body=said, people=[], occurred=Span(at.day))


def publish(*, by: Post, at: Moment, key: str, digest: str) -> UUID:
    """This will keep that the report is published, as the file with that digest, and tell the partnership so.

    The same file is published once.
    """
    _lead(by)
    with one_act(by, at):
        _alone(by)
        before = published(by.team)
        if before and before.body.digest == digest:
            return UUID(before.id)
        to = [Tell(by.team.within, at)] if by.team.within else []
        said = ReviewReport(audience="publication", digest=digest)
        return actions.record(by=by, at=at, key=key, body=said, people=[], occurred=Span(at.day), tell=to)


def published(review: Team) -> Entry[ReviewReport] | None:
    """This will give the last publication of a review's report, or None."""
    mine = (one for one in store.may_see(review).entries(ReviewReport) if one.author == str(review.pk))
    return next(reversed(_in_order(list(mine))), None)


def _in_order(entries: Sequence[Entry[B]]) -> list[Entry[B]]:
    """As they were noted; those of one moment as they came to be known."""
    return sorted(entries, key=lambda one: one.noted.key)


def _leads(review: Team) -> tuple[str, ...]:
    posts = Post.objects.filter(team=review, role="lead reviewer").order_by("starts", "name", "pk")
    return tuple(dict.fromkeys(post.name for post in posts))


def _directory(review: Team, people: Sequence[UUID]) -> Directory:
    """The names of the whole directory: an agency that told the review nothing is named by others all the same."""
    teams = Team.objects.select_related("organisation", "area").exclude(pk__in=[review.pk, review.within_id])
    services = [(name, team.type) for team in teams for name in (team.name, team.organisation.name)]
    areas = [team.area.name for team in teams if team.area]
    return Directory(
        tuple(dict.fromkeys(services)),
        tuple(dict.fromkeys(areas)),
        tuple(Worker(post.name, post.team.type) for post in writers(review, people)),
    )


def _lead(by: Post) -> None:
    if not allowed(by, Permission.LEAD_REVIEW):
        raise Refused("only a lead reviewer writes, answers for and publishes the report")


def _alone(by: Post) -> None:
    run("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"report of {by.team_id}"])


def _done_before(by: Post, key: str) -> UUID:
    """What the same form did when it was sent before."""
    try:
        return came_of(by, key)[0]
    except NotKnown:
        raise Conflict("the words are not as their author had seen them") from None
