"""What came of each recommendation, from what somebody knows of it: its reply, each profession's steps, and what is overdue.

A draft and what puts it right are one, named by the last; only that is issued, so nobody reads the drafts. Of replies and
steps the last stands. A step counts only from the agency it is of or from the owner, a reply from the owner, an end from the
partnership.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_args

from sightline.record.entry import Entry
from sightline.record.kinds.recommendation import (
    ReviewFollowThrough,
    ReviewLoopSession,
    ReviewMeasureTold,
    ReviewRecommendation,
    ReviewRecommendationClosed,
    ReviewRecommendationReply,
    Step,
)
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge
from sightline.reviews.limits import Waits

State = Literal["draft", "waiting", "accepted", "declined", "overdue", "closed"]
STEPS: tuple[Step, ...] = get_args(Step)
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Row:
    """One profession at one agency: each step that stands, with the entry that is its evidence; and the sessions it came to."""

    profession: str
    agency: Agency
    steps: dict[Step, Entry[ReviewFollowThrough]]
    sessions: tuple[Entry[ReviewLoopSession], ...]

    @property
    def missing(self) -> tuple[Step, ...]:
        """This will give the steps that are not there, in order."""
        return tuple(step for step in STEPS if step not in self.steps)


@dataclass(frozen=True, slots=True)
class Followed:
    """A recommendation as it stands: what was replied, who has followed it through how far, and whether it is over.

    `ids` are those of its drafts, with its own as the last.
    """

    ids: tuple[str, ...]
    entry: Entry[ReviewRecommendation]
    issued: dt.date | None
    reply: Entry[ReviewRecommendationReply] | None
    rows: tuple[Row, ...]
    measured: Entry[ReviewMeasureTold] | None
    closed: Entry[ReviewRecommendationClosed] | None
    state: State

    @property
    def id(self) -> str:
        """This will give the id of the entry that stands."""
        return self.ids[-1]

    @property
    def body(self) -> ReviewRecommendation:
        """This will give what is recommended, in its last words."""
        return self.entry.body

    @property
    def lacking(self) -> tuple[Row, ...]:
        """This will give the professions that lack some step."""
        return tuple(row for row in self.rows if row.missing)

    @property
    def through(self) -> int:
        """This will give how many professions have followed it through, of `rows`."""
        return len(self.rows) - len(self.lacking)


def followed(known: Knowledge, on: dt.date) -> list[Followed]:
    """This will give every recommendation that is known, each review's by number, as it stood at the end of a day."""
    chains: dict[str, list[Entry[ReviewRecommendation]]] = {}
    for entry in sorted(known.entries(ReviewRecommendation), key=_order):
        chain = chains.pop(entry.corrects or "", [])
        chains[entry.id] = [*chain, entry]
    found = [_one(known, chain, on) for chain in chains.values()]
    return sorted(found, key=lambda one: (one.entry.author, one.body.number, one.id))


@dataclass(frozen=True, slots=True)
class Late:
    """Something of a recommendation that was to be there by the end of a day and is not.

    `item` is the entry whose clock it was: the recommendation, or that a profession (`row`) was told. `whose` are those who can
    still do it.
    """

    why: Literal["no_reply", "not_understood", "not_tested"]
    of: Followed
    item: str
    due: dt.date
    whose: tuple[Agency, ...]
    row: Row | None = None


def late(one: Followed, on: dt.date, waits: Waits) -> list[Late]:
    """This will give what of a recommendation was late when a day began; nothing of a draft, or of one declined or closed.

    Once its test is late that alone is said: it names every step that is missing.
    """
    if one.issued is None or one.state in ("declined", "closed"):
        return []
    owner = (one.body.owner,)
    found = []
    if one.lacking:
        found.append(Late("not_tested", one, one.id, one.body.test_by, owner))
    if not any(each.due < on for each in found):
        found = [*_not_replied(one, waits), *_not_understood(one, waits)]
    return [each for each in found if each.due < on]


def _not_replied(one: Followed, waits: Waits) -> Iterator[Late]:
    if one.reply is None and one.issued:
        due = one.issued + dt.timedelta(days=waits.reply_within)
        yield Late("no_reply", one, one.id, due, (one.body.owner,))


def _not_understood(one: Followed, waits: Waits) -> Iterator[Late]:
    for row in one.rows:
        told = row.steps.get("told")
        if told and "understood" in row.missing:
            due = told.noted.day + dt.timedelta(days=waits.understood_within)
            whose = tuple(dict.fromkeys((row.agency, one.body.owner)))
            yield Late("not_understood", one, told.id, due, whose, row)


def issued(every: Iterable[Followed]) -> list[Followed]:
    """This will leave out those that are drafts of a review yet."""
    return [one for one in every if one.state != "draft"]


def _one(known: Knowledge, chain: Sequence[Entry[ReviewRecommendation]], on: dt.date) -> Followed:
    ids, entry = tuple(each.id for each in chain), chain[-1]
    id = entry.id
    owner = entry.body.owner
    sent = [row.told.day for row in known.told(id).values() if row.knower != entry.author]
    reply = _last(one for one in known.naming(id, ReviewRecommendationReply) if one.author == owner)
    closed = _last(one for one in known.naming(id, ReviewRecommendationClosed) if _partnership(known, one))
    measured = _last(one for one in known.naming(id, ReviewMeasureTold) if one.author == owner)
    rows = tuple(
        _row(known, id, profession, agency, owner)
        for profession, agency in zip(entry.body.professions, entry.body.agencies, strict=True)
        if _hears_of(known, owner, agency)
    )
    day = min(sent, default=None)
    late = on > entry.body.test_by and any(row.missing for row in rows)
    state = _state(day, reply.body.reply if reply else None, closed is not None, late)
    return Followed(ids, entry, day, reply, rows, measured, closed, state)


def _state(issued: dt.date | None, reply: str | None, closed: bool, late: bool) -> State:
    if issued is None:
        return "draft"
    if closed:
        return "closed"
    if reply == "declined":
        return "declined"
    if late:
        return "overdue"
    return "accepted" if reply else "waiting"


def _hears_of(known: Knowledge, owner: Agency, agency: Agency) -> bool:
    """Whether the knower is told an agency's steps: nobody else learns even that none came."""
    me = known.knower
    if me is None or me in (owner, agency):
        return True
    return me in known.teams and known.teams[me].type in ("partnership", "learning_review")


def _partnership(known: Knowledge, entry: Entry[Any]) -> bool:
    return entry.author in known.teams and known.teams[entry.author].type == "partnership"


def _row(known: Knowledge, id: str, profession: str, agency: Agency, owner: Agency) -> Row:
    steps: dict[Step, Entry[ReviewFollowThrough]] = {}
    said = [
        one
        for one in known.naming(id, ReviewFollowThrough)
        if (one.body.profession, one.body.agency) == (profession, agency) and one.author in (agency, owner)
    ]
    for one in sorted(said, key=_order):
        if one.body.stands:
            steps[one.body.step] = one
        else:
            steps.pop(one.body.step, None)
    held = tuple(
        one
        for one in known.entries(ReviewLoopSession)
        if id in one.body.recommendations
        and (profession, agency) in zip(one.body.professions, one.body.attended, strict=True)
    )
    return Row(profession, agency, {step: steps[step] for step in STEPS if step in steps}, held)


def _order(entry: Entry[Any]) -> tuple[Any, ...]:
    """Of one moment, what was learned last is the last: a sort keeps that order."""
    return (entry.noted.key, entry.corrects is not None)


def _last(entries: Iterable[Entry[B]]) -> Entry[B] | None:
    found = sorted(entries, key=_order)
    return found[-1] if found else None


def why_open(one: Followed) -> str:
    """This will say why a recommendation cannot be closed, "" where it can: who lacks what, by name of the profession."""
    if one.state == "draft":
        return "It is not issued"
    if one.reply is None or one.reply.body.reply == "declined":
        return "Its owner has not accepted it"
    lacking = [f"{row.profession} ({', '.join(row.missing)})" for row in one.lacking]
    return f"It cannot be closed while these lack a step: {'; '.join(lacking)}" if lacking else ""


def counts(every: Sequence[Followed]) -> dict[State, int]:
    """This will count recommendations by where they stand; each is counted once, and all of them are the denominator."""
    found: dict[State, int] = dict.fromkeys(get_args(State), 0)
    for one in every:
        found[one.state] += 1
    return found
