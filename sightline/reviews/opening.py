"""Opening a learning review and closing it: who is in it, whom it is about, what it is to find out.

A review is opened by the partnership (Children Act 2004, section 16F), as a knower of its own. What it is told stays with it, and
closes with it: what was known stays known, and nobody of the review can see it any more.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sightline.people import posts
from sightline.people.models import Post, Team
from sightline.people.posts import Appointed
from sightline.people.within import found, within
from sightline.record import actions, cases, store
from sightline.record.actions import NotKnown, Tell
from sightline.record.entry import Entry
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.review import ReviewClosed, ReviewTerms
from sightline.record.kinds.words import Person
from sightline.record.times import Moment, Span
from sightline.record.writing import one_act
from sightline.reviews.kinds import kind


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody to be appointed to a review: a name, a role within a review, the address that the invitation goes to."""

    name: str
    role: str
    email: str


def open_review(*, by: Post, at: Moment, key: UUID, lead: Member) -> Team:
    """This will open a review within the partnership, with its lead reviewer in post; the same key again gives the same.

    Whoever leads it is `led(review)`, to be sent an invitation.
    """
    with one_act(by, at):
        others = [one for one in within(by.team) if one.pk != key]
        review = found(key, f"Learning review {at.day.year}-{len(others) + 1}")
        _appoint(by, at.day, key, review, lead)
    return review


def led(review: Team) -> Post:
    """This will give the post of whoever was invited to lead a review when it was opened."""
    return Post.objects.select_related("account").filter(team=review, role="lead reviewer").earliest("stored")


def part(*, by: Post, at: Moment, key: UUID, member: Post) -> None:
    """This will end somebody's post in the review that `by` leads, today. Raises posts.Conflict where it has ended."""
    with one_act(by, at):
        posts.end(by=by, key=key, post=member, last_day=at.day, reason="left", expects=None)


def appoint(*, by: Post, at: Moment, key: UUID, member: Member) -> Post:
    """This will appoint somebody to the review that the post is of."""
    with one_act(by, at):
        return _appoint(by, at.day, key, by.team, member)


def _appoint(by: Post, day: dt.date, key: UUID, review: Team, member: Member) -> Post:
    appointed = Appointed(member.name, review, member.role, day)
    return posts.invite(by=by, key=uuid.uuid5(key, "appointed"), appointed=appointed, email=member.email)[0]


def set_terms(
    *, by: Post, at: Moment, key: str, terms: ReviewTerms, corrects: UUID | None = None, words: str = ""
) -> UUID:  # fmt: skip
    """This will say what the review is to find out, to the review and the partnership; new terms correct the old.

    Raises NotKnown for a kind of review that kinds.toml has not.
    """
    if kind(terms.template) is None:
        raise NotKnown("there is no such kind of review")
    if corrects is not None:
        return actions.correct(by=by, at=at, key=key, entry=corrects, body=terms, summary=words)
    partnership = [Tell(by.team.within, at)] if by.team.within else []
    return actions.record(
        by=by, at=at, key=key, body=terms, people=[], occurred=Span(at.day), summary=words, tell=partnership
    )


def terms(team: Team) -> Entry[ReviewTerms] | None:
    """This will give the terms of a review that stand, or None before there are any."""
    known = store.may_see(team)
    said = [entry for entry in known.entries(ReviewTerms) if entry.author == str(team.pk)]
    return max(said, key=lambda entry: (entry.noted.key, entry.corrects is not None), default=None)


def name_case(*, by: Post, at: Moment, key: str, title: str, who: Sequence[Particulars]) -> UUID:
    """This will begin a case of the review, with the people it is about (the `person` of each is met here)."""
    with one_act(by, at):
        people = [_met(by, at, f"{key} {n}", one) for n, one in enumerate(who)]
        return actions.open_case(by=by, at=at, key=f"{key} case", title=title, people=people)


def add_person(*, by: Post, at: Moment, key: str, case: UUID, who: Particulars) -> UUID:
    """This will put somebody into a case of the review. Raises NotKnown where it has none by that id."""
    with one_act(by, at):
        person = _met(by, at, key, who)
        actions.group(by=by, at=at, key=f"{key} joins", case=case, person=person)
    return person


def _met(by: Post, at: Moment, key: str, who: Particulars) -> UUID:
    person = actions.meet(by=by, at=at, key=f"{key} meet")
    said = replace(who, person=Person(str(person)))
    actions.record(by=by, at=at, key=f"{key} who", body=said, people=[person], occurred=Span(at.day))
    return person


def close(*, by: Post, at: Moment, key: str, published: bool) -> UUID:
    """This will end the review: from now on it sees nothing that agencies told it, and its posts end today."""
    with one_act(by, at):
        told = [UUID(id) for id in _from_agencies(by.team)]
        if told:
            actions.restrict(
                by=by, at=at, key=f"{key} restricts", entries=told, reason="review_over",
                authority="The review is closed", binds=[by.team],
            )  # fmt: skip
        to = [Tell(by.team.within, at)] if by.team.within else []
        closed = actions.record(
            by=by, at=at, key=key, body=ReviewClosed(published=published), people=[], occurred=Span(at.day), tell=to
        )  # fmt: skip
        _end_posts(by, at.day, key)
    return closed


def _from_agencies(team: Team) -> list[str]:
    me = {str(team.pk), *(str(one.pk) for one in within(team)), str(team.within_id)}
    return [entry.id for entry in store.may_see(team).all() if entry.author not in me]


def _end_posts(by: Post, day: dt.date, key: str) -> None:
    for team in (by.team, *within(by.team)):
        for post in Post.objects.filter(team=team, ends=None):
            id = uuid.uuid5(post.pk, key)
            posts.end(by=by, key=id, post=post, last_day=day, reason="role_ended", expects=None)


def people_of(team: Team) -> list[cases.Case]:
    """This will give the cases of a review, each with the people that it is about."""
    return [found for one in cases.cases(team) if (found := cases.case(team, one.id))]
