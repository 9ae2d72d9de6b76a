"""Recommendations, written by a review and followed by others: each act is an entry, told to those whom it is for.

A draft is the review's alone. Issued, it is told to the partnership, to its owner and to every agency that it concerns; what
they do about it is told back to the partnership, the owner and the review.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, get_args
from uuid import UUID

from sightline.people.models import Post, Team
from sightline.record import actions, by_kind
from sightline.record.actions import Conflict, NotKnown, Refused, Tell
from sightline.record.kinds.recommendation import (
    ReviewFollowThrough,
    ReviewLoopSession,
    ReviewMeasureTold,
    ReviewRecommendation,
    ReviewRecommendationClosed,
    ReviewRecommendationReply,
    Step,
)
from sightline.record.kinds.words import Agency, EntryRef
from sightline.record.times import Moment, Span
from sightline.record.writing import one_act
from sightline.reviews import limits
from sightline.reviews.following import Followed, followed, why_open


def every(team: Team, on: dt.date) -> list[Followed]:
    """This will give the recommendations that a team may see, as they stand."""
    return followed(by_kind.followed(team), on)


def one(team: Team, id: UUID, on: dt.date) -> Followed:
    """This will give one of them, by the id of any of its drafts. Raises NotKnown where the team may see none by that id."""
    found = next((each for each in every(team, on) if str(id) in each.ids), None)
    if found is None:
        raise NotKnown("there is nothing here by that id")
    return found


def write(*, by: Post, at: Moment, key: str, said: ReviewRecommendation, words: str) -> UUID:
    """This will write a draft within the review. Raises Refused for one beyond the limit that does not say why."""
    _limited(said)
    return actions.record(by=by, at=at, key=key, body=said, people=[], occurred=Span(at.day), summary=words)


def write_again(
    *, by: Post, at: Moment, key: str, id: UUID, seen: str, said: ReviewRecommendation, words: str
) -> UUID:
    """This will put a draft right. Raises Conflict where its author had `seen` other words of it, or it is issued."""
    _limited(said)
    with one_act(by, at):
        draft = _own(by, id, at.day)
        if draft.entry.id != seen and (draft.body, draft.entry.summary) != (said, words):
            raise Conflict("the recommendation was written anew")
        if draft.state != "draft":
            raise Conflict("the recommendation is issued")
        if (draft.body, draft.entry.summary) == (said, words):
            return UUID(draft.entry.id)
        return actions.correct(by=by, at=at, key=key, entry=UUID(draft.entry.id), body=said, summary=words)


def _limited(said: ReviewRecommendation) -> None:
    if said.number > limits.recommendations().most and not said.beyond_limit:
        raise Refused("a recommendation beyond the limit says why")


def issue(*, by: Post, at: Moment, id: UUID, seen: str) -> None:
    """This will tell a draft to the partnership, its owner and those it concerns, as it was `seen`; once."""
    with one_act(by, at):
        draft = _own(by, id, at.day)
        if draft.state != "draft":
            return
        if draft.entry.id != seen:
            raise Conflict("the recommendation was written anew")
        to = [team for team in (*_above(draft), *_agencies(draft)) if team.pk != by.team_id]
        actions.tell(
            by=by, at=at, key=f"issues {draft.id}", entry=UUID(draft.id), to=[Tell(team, at) for team in to]
        )


def _own(by: Post, id: UUID, on: dt.date) -> Followed:
    found = one(by.team, id, on)
    if found.entry.author != str(by.team_id):
        raise NotKnown("there is nothing here by that id")
    return found


def reply(*, by: Post, at: Moment, key: str, id: UUID, reply: Any, words: str) -> UUID:
    """This will accept or decline a recommendation, for its owner, with the reasons. Raises NotKnown for anybody else."""
    found = one(by.team, id, at.day)
    if found.body.owner != str(by.team_id):
        raise NotKnown("there is nothing here by that id")
    _still(found)
    said = ReviewRecommendationReply(of=EntryRef(str(id)), reply=reply)
    return _says(by, at, key, said, words, [*_above(found), *_agencies(found)])


def step(
    *, by: Post, at: Moment, key: str, id: UUID, row: tuple[str, str], step: Step, stands: bool, words: str
) -> UUID:
    """This will record a step of a profession (`row`: which, and at which agency) with its evidence, or that it does not stand.

    Raises NotKnown where that is neither the team's own profession nor in a recommendation that the team owns.
    """
    found = one(by.team, id, at.day)
    rows = {(each.profession, each.agency) for each in found.rows}
    mine = row[1] == str(by.team_id) or found.body.owner == str(by.team_id)
    if row not in rows or not mine or step not in get_args(Step):
        raise NotKnown("there is nothing here by that id")
    _still(found)
    said = ReviewFollowThrough(
        of=EntryRef(str(id)), profession=row[0], agency=Agency(row[1]), step=step, stands=stands
    )
    owner_and = Team.objects.filter(pk__in={found.body.owner, row[1]})
    return _says(by, at, key, said, words, [*_above(found), *owner_and])


def _still(found: Followed) -> None:
    if found.closed:
        raise Refused("It is closed: nothing more is recorded of it")


def pass_on(*, by: Post, at: Moment, key: str, id: UUID, numbers: ReviewMeasureTold) -> UUID:
    """This will tell the partnership the numbers of a recommendation's measure, for its owner."""
    found = one(by.team, id, at.day)
    if found.body.owner != str(by.team_id):
        raise NotKnown("there is nothing here by that id")
    return _says(by, at, key, numbers, "", [team for team in _above(found) if team.type == "partnership"])


def meet(
    *, by: Post, at: Moment, key: str, ids: Sequence[UUID], came: Sequence[tuple[str, str]], on: dt.date, words: str
) -> UUID:  # fmt: skip
    """This will record a close-the-loop session of the partnership's: which recommendations, who came, what was said."""
    there = {each.id: each for each in every(by.team, at.day)}
    concerned = {
        (row.profession, str(row.agency)) for id in ids if str(id) in there for row in there[str(id)].rows
    }
    if not ids or not {str(id) for id in ids} <= set(there) or not came or not set(came) <= concerned:
        raise NotKnown("there is nothing here by that id")
    said = ReviewLoopSession(
        recommendations=tuple(EntryRef(str(id)) for id in ids), professions=tuple(who for who, _ in came),
        attended=tuple(Agency(agency) for _, agency in came),
    )  # fmt: skip
    attended = Team.objects.filter(pk__in={agency for _, agency in came}).exclude(pk=by.team_id)
    return actions.record(
        by=by, at=at, key=key, body=said, people=[], occurred=Span(on), summary=words,
        tell=[Tell(team, at, "attended") for team in attended],
    )  # fmt: skip


def close(*, by: Post, at: Moment, id: UUID) -> None:
    """This will close a recommendation, for the partnership; once. Raises Refused, naming the professions that lack a step."""
    with one_act(by, at):
        found = one(by.team, id, at.day)
        if by.team.type != "partnership":
            raise NotKnown("there is nothing here by that id")
        if found.closed:
            return
        if why := why_open(found):
            raise Refused(why)
        to = [*_above(found), *_agencies(found)]
        _says(by, at, f"closes {id}", ReviewRecommendationClosed(of=EntryRef(str(id))), "", to)


def _says(by: Post, at: Moment, key: str, said: Any, words: str, to: Iterable[Team]) -> UUID:
    once = {team.pk: team for team in to if team.pk != by.team_id}
    return actions.record(
        by=by, at=at, key=key, body=said, people=[], occurred=Span(at.day), summary=words,
        tell=[Tell(team, at) for team in once.values()],
    )  # fmt: skip


def _above(found: Followed) -> list[Team]:
    """The review that recommends and the partnership that it is of."""
    review = Team.objects.select_related("within").get(pk=found.entry.author)
    return [review, *([review.within] if review.within else [])]


def _agencies(found: Followed) -> list[Team]:
    """Whom a recommendation is for: its owner, and those whom it concerns."""
    return list(Team.objects.filter(pk__in={found.body.owner, *found.body.agencies}).order_by("name", "id"))
