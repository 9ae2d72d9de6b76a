"""Writing a finding, putting it another way, and agreeing it: what is agreed is one version, and something is under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from sightline.access import Permission, allowed
from sightline.people.models import Post
from sightline.record import actions, by_kind, cases
from sightline.record.acting import run
from sightline.record.kinds.review_finding import ReviewFinding, ReviewFindingAgreed
from sightline.record.kinds.words import EntryRef
from sightline.record.knowledge import Knowledge
from sightline.record.times import Moment, Span
from sightline.record.writing import Conflict, NotKnown, Refused, came_of, one_act
from sightline.reviews import findings
from sightline.reviews.findings import Standing


def say(
    *, by: Post, at: Moment, key: str, finding: ReviewFinding, words: str, people: Sequence[UUID]
) -> UUID:
    """This will write a finding of the review, about the people of the cases that it was seen in.

    Raises NotKnown where it rests on something that the review was not told.
    """
    with one_act(by, at):
        _known_here(by, finding)
        return actions.record(
            by=by, at=at, key=key, body=finding, people=people, occurred=Span(at.day), summary=words
        )


def change(
    *, by: Post, at: Moment, key: str, version: UUID, finding: ReviewFinding, words: str, people: Sequence[UUID]
) -> UUID:  # fmt: skip
    """This will put a finding another way: a newer version, which nobody has agreed yet. Every older one stays.

    Raises Conflict where `version` is not the last one any more, NotKnown for what is no finding of this review.
    """
    with one_act(by, at), _alone(by, str(version)) as one:
        if one.last.id != str(version):
            return _done_before(by, key)
        _known_here(by, finding)
        return actions.correct(
            by=by, at=at, key=key, entry=version, body=finding, summary=words, people=people
        )


def agree(*, by: Post, at: Moment, key: str, version: UUID) -> UUID:
    """This will agree the finding as it stands in its last version.

    Raises Refused where whoever acts is no lead reviewer or nothing is under the finding, Conflict where there is a newer
    version, NotKnown for what is no finding of this review.
    """
    if not allowed(by, Permission.LEAD_REVIEW):
        raise Refused("only a lead reviewer agrees a finding")
    with one_act(by, at), _alone(by, str(version)) as one:
        if one.last.id != str(version):
            return _done_before(by, key)
        if one.agreed:
            return UUID(one.agreed.id)
        if not findings.under(_rested_on(by, one.last.body), one.last.body):
            raise Refused("nothing is under this finding: say first what it rests on")
        people = [UUID(person) for person in one.last.people]
        return actions.record(
            by=by, at=at, key=key, body=ReviewFindingAgreed(of=EntryRef(str(version))), people=people, occurred=Span(at.day)
        )  # fmt: skip


@contextmanager
def _alone(by: Post, version: str) -> Iterator[Standing]:
    """The finding that a version is of, while nobody else of the review changes or agrees a finding."""
    run("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"findings of {by.team_id}"])
    one = findings.finding(by_kind.found(by.team), version)
    if one is None:
        raise NotKnown("there is nothing here by that id")
    yield one


def _done_before(by: Post, key: str) -> UUID:
    """What the same form did when it was sent before."""
    try:
        return came_of(by, key)[0]
    except NotKnown:
        raise Conflict("the finding is not as its author had seen it") from None


def _known_here(by: Post, finding: ReviewFinding) -> None:
    known = _rested_on(by, finding)
    for id in finding.rests_on:
        entry = known.entry(id)
        if entry is None or not findings.may_be_rested_on(entry):
            raise NotKnown("there is nothing here by that id")


def _rested_on(by: Post, finding: ReviewFinding) -> Knowledge:
    return cases.seen_of(by.team, cases.entries(by.team, finding.rests_on))
