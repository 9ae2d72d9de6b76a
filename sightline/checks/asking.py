"""Asking another agency what it holds, and the asked agency's answer: each act one transaction, each told to one team.

The asked agency learns the particulars that were sent and the check, and nothing else. It matches within its own people
by an entry that is told to nobody. An answer found to be about somebody else is hidden; that it was known stays known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal, cast
from uuid import UUID

from sightline.checks.matching import merged
from sightline.people.contacts import standing
from sightline.people.models import Post, Team
from sightline.record import actions, cases, store
from sightline.record.actions import NotKnown, Tell
from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, CheckAnswer, CheckRefused, InformationSharing, Referral
from sightline.record.kinds.particulars import Particulars, SamePerson
from sightline.record.kinds.words import Agency, EntryRef, LegalBasis, Person
from sightline.record.knowledge import Knowledge
from sightline.record.times import Moment, Span
from sightline.record.writing import one_act

Result = Literal["nothing_found", "information_found", "partial"]


def telephones(teams: Iterable[Agency]) -> dict[Agency, str]:
    """This will give the number on which each of these teams answers, for those that publish one."""
    published = standing(teams).items()
    return {
        Agency(str(team)): (there.get("other") or next(iter(there.values()))).telephone
        for team, there in published
    }


def sent(held: Sequence[Particulars], person: Person) -> Particulars:
    """This will give what is sent of a person: what it takes to find them. A protected address is not, nor a telephone."""
    last = merged(held) or Particulars(person=person)
    protected = {"address": None, "postcode": None} if last.protected else {}
    return replace(last, person=person, telephone=None, protected=False, **protected)


def preview(
    by: Post, at: Moment, person: Person, team: Team, purpose: str, basis: LegalBasis, answer_by: dt.date
) -> tuple[Entry[Particulars], Entry[Check]]:
    """This will give the two entries that the asked team would be told, without writing them."""
    held = [entry.body for entry in cases.who(by.team, [UUID(person)])]
    check = Check(
        asked=Agency(str(team.pk)),
        of_people=(person,),
        purpose=purpose,
        legal_basis=basis,
        answer_by=answer_by,
    )
    me = Agency(str(by.team_id))
    return (
        Entry("", me, sent(held, person), (person,), Span(at.day), at),
        Entry("", me, check, (person,), Span(at.day), at),
    )


def ask(
    *,
    by: Post,
    at: Moment,
    key: str,
    referral: UUID,
    person: Person,
    teams: Sequence[Team],
    purpose: str,
    basis: LegalBasis,
    answer_by: dt.date,
    expects: UUID | Literal["nothing"] | None = None,
) -> list[UUID]:
    """This will ask each team, telling it what is sent of the person and the check, and give the checks' ids.

    Raises NotKnown where the referral is not one to the team that asks, or is not about the person.
    """
    about = cases.entry(by.team, referral)
    if about is None or not _ours(about, by.team) or person not in board_people(by.team, about):
        raise NotKnown("there is nothing here by that id")
    made = []
    with one_act(by, at):
        for team in teams:
            who, check = preview(by, at, person, team, purpose, basis, answer_by)
            common: dict[str, Any] = {
                "by": by, "at": at, "people": [UUID(person)], "occurred": Span(at.day), "tell": [Tell(team, at)],
            }  # fmt: skip
            stated = f"{key} {team.pk}"
            actions.record(key=f"{stated} who", body=who.body, expects=expects, **common)
            made.append(actions.record(key=f"{stated} check", body=check.body, **common))
            expects = None  # what this act writes itself is newer than what its author had seen
    return made


def board_people(team: Team, referral: Entry[Referral]) -> tuple[Person, ...]:
    """This will give whom a referral's board is about: those it names."""
    return referral.people


def _ours(entry: Entry[Any], team: Team) -> bool:
    return isinstance(entry.body, Referral) and entry.body.to == str(team.pk)


def asked_of(team: Team, check: UUID) -> Entry[Check]:
    """This will give a check that the team was asked. Raises NotKnown where it was asked none by that id."""
    found = cases.entry(team, check)
    if found is None or not isinstance(found.body, Check) or found.body.asked != str(team.pk):
        raise NotKnown("there is nothing here by that id")
    if found.author == str(team.pk):
        raise NotKnown("there is nothing here by that id")
    return cast("Entry[Check]", found)


def person_of(check: Entry[Check]) -> Person:
    """This will give whom a check is about."""
    return (check.body.of_people or check.people)[0]


def others_of(check: Entry[Check], told: Iterable[Entry[Particulars]]) -> tuple[Particulars, ...]:
    """This will give what the asker told of the others whom a check names, who are searched for together with its own."""
    theirs: dict[Person, list[Particulars]] = {}
    for entry in told:
        if entry.author == check.author:
            theirs.setdefault(entry.body.person, []).append(entry.body)
    named = dict.fromkeys((*(check.body.of_people or ()), *check.people))
    return tuple(sent(theirs[one][-1:], one) for one in named if one in theirs and one != person_of(check))


def matches(known: Knowledge, check: Entry[Check]) -> dict[Person, Entry[SamePerson]]:
    """This will give the knower's own people who are said, by itself, to be the person asked about: the last word of each."""
    return matched(known, person_of(check))


def matched(known: Knowledge, asked: Person) -> dict[Person, Entry[SamePerson]]:
    """This will give the knower's own people who are said, by itself, to be somebody asked about, with what says so."""
    said: dict[Person, Entry[SamePerson]] = {}
    for entry in sorted(known.entries(SamePerson, asked), key=lambda entry: (entry.noted.key, entry.id)):
        if entry.author == known.knower:
            other = next((one for one in entry.body.persons if one != asked), asked)
            said[other] = entry
    return {person: entry for person, entry in said.items() if entry.body.same}


def match(*, by: Post, at: Moment, key: str, check: UUID, person: Person) -> UUID:
    """This will say, to nobody but the team itself, that the person asked about is one of its own people."""
    return tie(by, at, key, person_of(asked_of(by.team, check)), person, True)


def tie(by: Post, at: Moment, key: str, asked: Person, own: Person, same: bool) -> UUID:
    """This will say, to nobody but the team itself, that somebody asked about is, or is not, one of its own people."""
    # Said and unsaid within one second, the later still comes later.
    known = store.may_see(by.team, people=[UUID(asked)])
    turn = sum(entry.author == known.knower for entry in known.entries(SamePerson))
    later = replace(at, ordinal=at.ordinal + turn)
    return actions.same_person(by=by, at=later, key=key, persons=(UUID(asked), UUID(own)), same=same)


def answer(
    *,
    by: Post,
    at: Moment,
    key: str,
    check: UUID,
    result: Result,
    words: str = "",
    entries: Sequence[UUID] = (),
    expects: UUID | Literal["nothing"] | None = None,
) -> UUID:
    """This will answer a check to whoever asked, in `words` and by telling `entries` of the team's record, and no more.

    With entries it also tells who of their people it is, since nothing else would say whom they are about.
    """
    asked = asked_of(by.team, check)
    asker = Team.objects.get(pk=asked.author)
    to = [Tell(asker, at)]
    common: dict[str, Any] = {
        "by": by, "at": at, "people": [UUID(person_of(asked))], "occurred": Span(at.day), "tell": to,
    }  # fmt: skip
    tied = matches(store.may_see(by.team, people=[UUID(person_of(asked))]), asked) if entries else {}
    with one_act(by, at):
        body = CheckAnswer(check=EntryRef(str(check)), result=result)
        said = actions.record(key=f"{key} answer", body=body, expects=expects, **common)
        if words or entries:
            what = (said, *entries, *(UUID(entry.id) for entry in tied.values()))
            told = InformationSharing(
                to=(asked.author,),
                what=tuple(EntryRef(str(one)) for one in what),
                content="partial" if result == "partial" else "summary",
                mode="system",
            )
            actions.record(key=f"{key} sharing", body=told, summary=words, **common)
            for entry in what[1:]:
                actions.tell(by=by, at=at, key=f"{key} tells {entry}", entry=entry, to=to)
    return said


def refuse(
    *,
    by: Post,
    at: Moment,
    key: str,
    check: UUID,
    reason: str,
    expects: UUID | Literal["nothing"] | None = None,
) -> UUID:
    """This will say to whoever asked that the team does not answer, and why. Not having been able to search is such a why."""
    asked = asked_of(by.team, check)
    return actions.record(
        by=by,
        at=at,
        key=key,
        body=CheckRefused(check=EntryRef(str(check)), reason=reason),
        people=[UUID(person_of(asked))],
        occurred=Span(at.day),
        tell=[Tell(Team.objects.get(pk=asked.author), at)],
        expects=expects,
    )


def unmatch(*, by: Post, at: Moment, key: str, check: UUID, person: Person, why: str) -> UUID:
    """This will say that the match was wrong, and hide what was told under it: the check is open again.

    Nobody but the team sees the answer any more; of its own entries, only whoever asked loses sight, and not of those
    that it had been told before. An answer that named others of the team's people, and not this one, stays.
    """
    asked = asked_of(by.team, check)
    known = store.may_see(by.team, people=[UUID(person_of(asked))])
    answers = {
        UUID(entry.id) for entry in known.naming(asked.id, CheckAnswer) if _rests_on(known, entry, person)
    }
    sharings = [entry for one in answers for entry in _sharings(known, str(one))]
    own = {
        UUID(one): entry.noted
        for entry in sharings
        for one in entry.body.what or ()
        if UUID(one) not in answers
    }
    asker = Team.objects.get(pk=asked.author)
    since = [one for one, noted in own.items() if _told_then(known, str(one), asked.author, noted)]
    said = answers | {UUID(entry.id) for entry in sharings}
    with one_act(by, at):
        untied = tie(by, at, f"{key} tie", person_of(asked), person, False)
        act: dict[str, Any] = {"by": by, "at": at, "reason": "wrong_person", "authority": why}
        if said:
            actions.restrict(key=f"{key} answer", entries=sorted(said), spares=[by.team], **act)
        if since:
            actions.restrict(key=f"{key} own", entries=sorted(since), binds=[asker], **act)
    return untied


def _sharings(known: Knowledge, answer: str) -> list[Entry[InformationSharing]]:
    """What was told with an answer."""
    return [entry for entry in known.entries(InformationSharing) if answer in (entry.body.what or ())]


def _rests_on(known: Knowledge, answer: Entry[CheckAnswer], person: Person) -> bool:
    """Whether an answer may be about one of the team's people: unless it says that it is about others, it may be."""
    said = [known.entry(one) for entry in _sharings(known, answer.id) for one in entry.body.what or ()]
    ties = [entry.body.persons for entry in said if entry and isinstance(entry.body, SamePerson)]
    return not ties or any(person in persons for persons in ties)


def _told_then(known: Knowledge, entry: str, to: Agency, noted: Moment) -> bool:
    """Whether the first that an agency was told of an entry was with what was noted then."""
    told = known.told(entry).get(to)
    return told is not None and told.told >= noted
