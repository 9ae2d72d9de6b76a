"""What a learning review asks agencies for, and how each answers: everything of those days in one act, or why not all.

Children Act 2004, section 16H: safeguarding partners may ask for information that a review needs. What a review
is told is told to the review and to nobody else; the database refuses what it did not ask for (migrations/reviews.sql).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast
from uuid import UUID

from sightline.checks.asking import matched, sent, tie
from sightline.people.models import Post, Team
from sightline.record import actions, cases, store
from sightline.record.actions import Conflict, NotKnown, Tell
from sightline.record.entry import Entry
from sightline.record.kinds.particulars import WHO_IT_IS, SamePerson
from sightline.record.kinds.review import ReviewAnswer, ReviewRequest, ReviewWithheld
from sightline.record.kinds.words import Agency, EntryRef, LegalBasis, Person
from sightline.record.knowledge import Knowledge
from sightline.record.times import Moment, Span
from sightline.record.writing import came_of, one_act

Without = Literal["nothing_held", "refused", "could_not_search"]
_OWN = WHO_IT_IS | {"restriction", "dispute", "disposal"}


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked: about whom, between which two days, what for, on which basis and for when."""

    people: tuple[Person, ...]
    since: dt.date
    until: dt.date
    purpose: str
    legal_basis: LegalBasis
    answer_by: dt.date


@dataclass(frozen=True, slots=True)
class Offered:
    """What an agency holds that a review asked for: who is who, and its entries in the order of their days.

    `told` are those that it has told the review already; `mark` changes when anything that it would tell does.
    """

    request: Entry[ReviewRequest]
    matched: Mapping[Person, Mapping[Person, Entry[SamePerson]]]
    entries: tuple[Entry[Any], ...]
    answers: tuple[Entry[ReviewAnswer], ...]
    told: frozenset[str]
    mark: str


def ask(*, by: Post, at: Moment, key: str, teams: Sequence[Team], asking: Asking) -> list[UUID]:
    """This will ask each team, telling it who the people are and the request, and give the requests' ids.

    Raises NotKnown for somebody the review does not know of.
    """
    people = [UUID(one) for one in asking.people]
    held = {one: [e.body for e in cases.who(by.team, [UUID(one)])] for one in asking.people}
    made = []
    with one_act(by, at):
        for team in teams:
            common: dict[str, Any] = {"by": by, "at": at, "occurred": Span(at.day), "tell": [Tell(team, at)]}
            for one in asking.people:
                who, stated = sent(held[one], one), f"{key} {team.pk} {one}"
                actions.record(key=stated, body=who, people=[UUID(one)], **common)
            body = ReviewRequest(
                asked=Agency(str(team.pk)), of_people=asking.people, since=asking.since, until=asking.until,
                purpose=asking.purpose, legal_basis=asking.legal_basis, answer_by=asking.answer_by,
            )  # fmt: skip
            made.append(actions.record(key=f"{key} {team.pk}", body=body, people=people, **common))
    return made


def asked_of(team: Team, request: UUID) -> Entry[ReviewRequest]:
    """This will give what a review asked a team for. Raises NotKnown where the team was asked nothing by that id."""
    found = cases.entry(team, request)
    if found is None or not isinstance(found.body, ReviewRequest) or found.body.asked != str(team.pk):
        raise NotKnown("there is nothing here by that id")
    return cast("Entry[ReviewRequest]", found)


def offered(team: Team, request: UUID) -> Offered:
    """This will give what the team holds of what it was asked for, about those it has said are the same people."""
    asked = asked_of(team, request)
    known = store.may_see(team, people=[UUID(one) for one in asked.people])
    who = {person: matched(known, person) for person in asked.body.of_people}
    entries = _of_those_days(known, asked) if any(who.values()) else ()
    answers = tuple(known.naming(asked.id, ReviewAnswer))
    told = frozenset(row.entry for row in known.tellings() if row.knower == asked.author)
    marked = [*entries, *(one for tied in who.values() for one in tied.values()), *answers]
    mark = hashlib.sha256(" ".join(entry.id for entry in marked).encode()).hexdigest()[:16]
    return Offered(asked, who, entries, answers, told, mark)


def _of_those_days(known: Knowledge, asked: Entry[ReviewRequest]) -> tuple[Entry[Any], ...]:
    """What happened in those days, or may have; a correction goes with what it corrects."""
    since, until = asked.body.since, asked.body.until
    days = [
        entry
        for entry in known.all()
        if entry.day <= until
        and (entry.occurred.until or entry.occurred.start or entry.noted.day) >= since
        and entry.kind not in _OWN
        and not entry.kind.startswith("review_")
    ]
    here = {entry.id for entry in days}
    return tuple(entry for entry in days if entry.corrects not in here)


def say_who(
    *, by: Post, at: Moment, key: str, request: UUID, person: Person, own: Person, same: bool
) -> UUID:
    """This will say that somebody a review asks about is one of the team's own people, or is not after all."""
    asked = asked_of(by.team, request)
    if person not in asked.body.of_people:
        raise NotKnown("there is nothing here by that id")
    return tie(by, at, key, person, own, same)


def answer(*, by: Post, at: Moment, key: str, request: UUID, withheld: Mapping[UUID, str], mark: str) -> UUID:
    """This will tell the review all that the team holds of what it asked for, but for what is withheld with a reason.

    One act: each entry, the tellings of it that the team made or received, who is who, and the answer. Raises Conflict
    where what would be told is not what its `mark` stood for, NotKnown for withholding what is not there.
    """
    found = offered(by.team, request)
    with one_act(by, at):
        if found.mark != mark:
            return _done_before(by, key)
        entries = [UUID(entry.id) for entry in found.entries]
        if not set(withheld) <= set(entries):
            raise NotKnown("there is nothing here by that id")
        ties = [UUID(one.id) for tied in found.matched.values() for one in tied.values()]
        told = [one for one in [*ties, *entries] if one not in withheld and str(one) not in found.told]
        review = Team.objects.get(pk=found.request.author)
        id = _says(
            by, at, key, found.request, "part_withheld" if withheld else "told", tuple(withheld.values())
        )
        actions.tell_all(by=by, at=at, key=f"{key} tells", entries=told, to=Tell(review, at, "review"))
        for one, why in withheld.items():
            note = ReviewWithheld(of=EntryRef(str(request)), entry=EntryRef(str(one)), reason=why)
            people = [UUID(person) for person in found.request.people]
            actions.record(by=by, at=at, key=f"{key} {one}", body=note, people=people, occurred=Span(at.day))
    return id


def _done_before(by: Post, key: str) -> UUID:
    """What the same form did when it was sent before."""
    try:
        return came_of(by, f"{key} answer")[0]
    except NotKnown:
        raise Conflict("what would be told is not what its author had seen") from None


def answer_without(
    *, by: Post, at: Moment, key: str, request: UUID, result: Without, words: str = ""
) -> UUID:
    """This will answer a review that the team holds nothing, does not tell, or could not search; `words` say why."""
    return _says(by, at, key, asked_of(by.team, request), result, (), words)


def _says(
    by: Post, at: Moment, key: str, asked: Entry[ReviewRequest], result: Any, reasons: tuple[str, ...], words: str = ""
) -> UUID:  # fmt: skip
    body = ReviewAnswer(of=EntryRef(asked.id), result=result, withheld=reasons)
    return actions.record(
        by=by, at=at, key=f"{key} answer", body=body, people=[UUID(one) for one in asked.people],
        occurred=Span(at.day), summary=words, tell=[Tell(Team.objects.get(pk=asked.author), at)],
    )  # fmt: skip
