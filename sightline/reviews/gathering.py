"""Bringing people together in a learning review: groups, who takes part, sessions, and each account before the others'.

Each verb is one act of a post of the review, save `contribute`, which is of whoever takes part. What is said in a
review is told within it and nowhere else; the database holds that (migrations/blind.sql).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sightline.people import posts
from sightline.people.models import Post, Team
from sightline.people.posts import Appointed
from sightline.people.within import found, within
from sightline.record import actions, by_kind, store
from sightline.record.acting import run
from sightline.record.actions import Conflict, NotKnown, Tell
from sightline.record.entry import Entry
from sightline.record.kinds.review_people import (
    Came,
    ReviewAttendance,
    ReviewContribution,
    ReviewDeclaration,
    ReviewFamilyView,
    ReviewGroup,
    ReviewNote,
    ReviewParticipant,
    ReviewSession,
    ReviewTwoAccounts,
)
from sightline.record.kinds.words import Agency, EntryRef, Person
from sightline.record.knowledge import Knowledge
from sightline.record.times import Moment, Span
from sightline.record.writing import came_of, one_act
from sightline.reviews import heard

ROLE = "review participant"


def _says(by: Post, at: Moment, key: str, body: Any, **more: Any) -> UUID:
    return actions.record(
        by=by, at=at, key=key, body=body, people=more.pop("people", []), occurred=Span(at.day), **more
    )


def _tell(teams: Sequence[UUID | str], at: Moment) -> list[Tell]:
    return [Tell(team, at, "review") for team in Team.objects.filter(pk__in=teams).order_by("pk")]


def add_group(*, by: Post, at: Moment, key: str, group: ReviewGroup) -> UUID:
    """This will begin a group of those who take part."""
    return _says(by, at, key, group)


def take_part(
    *, by: Post, at: Moment, key: UUID, name: str, profession: str, worked_for: Agency | None = None,
    worked_for_words: str = "", groups: Sequence[str] = (), email: str = "",
) -> tuple[Team, Post | None]:  # fmt: skip
    """This will let somebody take part: a knower of their own, told who the review says they are and its sessions for them.

    With an address they are appointed, under the name that the directory has for them, so that it names nobody.
    """
    with one_act(by, at):
        others = [one for one in within(by.team) if one.pk != key]
        team = found(key, f"Participant {len(others) + 1}")
        said = ReviewParticipant(
            participant=Agency(str(team.pk)), name=name, profession=profession, worked_for=worked_for,
            worked_for_words=worked_for_words, groups=tuple(EntryRef(one) for one in groups),
        )  # fmt: skip
        _says(by, at, f"{key} takes part", said, tell=_tell([team.pk], at))
        known = by_kind.gathered(by.team)
        for id, session in heard.sessions(known).items():
            if set(session.body.groups) & set(groups):
                actions.tell(by=by, at=at, key=f"{key} {id}", entry=UUID(id), to=_tell([team.pk], at))
        return team, _appoint(by, at, team, email) if email else None


def invite(*, by: Post, at: Moment, participant: Agency, email: str) -> Post:
    """This will appoint somebody who takes part, at an address. Raises NotKnown where nobody does by that id."""
    with one_act(by, at):
        if participant not in heard.participants(by_kind.gathered(by.team)):
            raise NotKnown("there is nothing here by that id")
        return _appoint(by, at, Team.objects.get(pk=participant), email)


def _appoint(by: Post, at: Moment, team: Team, email: str) -> Post:
    before = Post.objects.filter(team=team, ends=None).first()
    if before is not None:
        return before
    appointed = Appointed(team.name, team, ROLE, at.day)
    return posts.invite(by=by, key=uuid.uuid5(team.pk, email), appointed=appointed, email=email)[0]


def put_right(*, by: Post, at: Moment, key: str, participant: ReviewParticipant, seen: str) -> UUID:
    """This will say anew who somebody is and in which groups, and invite them to what is still to come in those."""
    with one_act(by, at):
        known = _as_seen(by, key, seen, lambda k: heard.latest(k, ReviewParticipant))
        first = next(
            (id for id, one in heard.latest(known, ReviewParticipant).items()
             if one.body.participant == participant.participant), None,
        )  # fmt: skip
        if first is None:
            raise NotKnown("there is nothing here by that id")
        for id, session in heard.sessions(known).items():
            groups = set(session.body.groups) & set(participant.groups)
            if groups and session.body.day >= at.day and participant.participant not in known.told(id):
                to = _tell([participant.participant], at)
                actions.tell(by=by, at=at, key=f"{key} {id}", entry=UUID(id), to=to)
        return actions.correct(by=by, at=at, key=key, entry=UUID(first), body=participant)


def call(*, by: Post, at: Moment, key: str, session: ReviewSession) -> UUID:
    """This will call a session, and invite the groups or the one person that it is for by telling them of it."""
    with one_act(by, at):
        to = _for(by_kind.gathered(by.team), session)
        return _says(by, at, key, session, tell=_tell(to, at))


def change_session(*, by: Post, at: Moment, key: str, session: UUID, said: ReviewSession, seen: str) -> UUID:
    """This will say anew when and where a session is and what it asks, to all who were told of it."""
    with one_act(by, at):
        known = _as_seen(by, key, seen, heard.sessions)
        if str(session) not in heard.sessions(known):
            raise NotKnown("there is nothing here by that id")
        id = actions.correct(by=by, at=at, key=key, entry=session, body=said, occurred=Span(at.day))
        new = [who for who in _for(known, said) if who not in known.told(str(session))]
        actions.tell(by=by, at=at, key=f"{key} tells", entry=session, to=_tell(new, at))
        return id


def _for(known: Knowledge, session: ReviewSession) -> list[Agency]:
    """Those whom a session is for."""
    to = [who for group in session.groups for who in heard.members(known, group)]
    return [*to, session.participant] if session.participant else to


def attended(
    *, by: Post, at: Moment, key: str, session: UUID, came: Mapping[Agency, tuple[Came, str]], seen: str
) -> None:
    """This will say who of those invited to a session came, each with words; what is as it was is not said again."""
    with one_act(by, at):
        known = by_kind.gathered(by.team)
        before = heard.attendance(known)
        stands = {
            who: (one.body.came, one.summary) for (of, who), one in before.items() if of == str(session)
        }
        new = {who: said for who, said in came.items() if stands.get(who) != said}
        if not new:
            return
        known = _as_seen(by, key, seen, lambda k: attendance_of(k, session))
        if not set(new) <= set(heard.invited(known, str(session))):
            raise NotKnown("there is nothing here by that id")
        for who, (how, words) in sorted(new.items()):
            body = ReviewAttendance(of=EntryRef(str(session)), participant=who, came=how)
            _says(by, at, f"{key} {who}", body, summary=words)


def attendance_of(known: Knowledge, session: UUID) -> dict[str, Entry[ReviewAttendance]]:
    """This will give what was said of who came to one session, by entry."""
    return {entry.id: entry for entry in known.naming(str(session), ReviewAttendance)}


def contribute(*, by: Post, at: Moment, key: str, session: UUID, question: str, words: str) -> UUID:
    """This will keep what somebody who takes part answers, and tell it to the review alone.

    Raises NotKnown for a session that they were not told of, or a question that it does not ask.
    """
    with one_act(by, at):
        known = by_kind.gathered(by.team)
        asked = heard.sessions(known).get(str(session))
        if asked is None or question not in asked.body.questions or by.team.within is None:
            raise NotKnown("there is nothing here by that id")
        said = heard.contributions(known, str(session), question)
        others = any(one.author != str(by.team.pk) for one in said)
        body = ReviewContribution(of=EntryRef(str(session)), question=question, after_others=others)
        return _says(by, at, key, body, summary=words, tell=[Tell(by.team.within, at, "review")])


def show(*, by: Post, at: Moment, key: str, session: UUID, question: str) -> None:
    """This will show the answers to a question to each who has answered it. Whoever answers later is shown them later."""
    with one_act(by, at):
        known = by_kind.gathered(by.team)
        if str(session) not in heard.sessions(known):
            raise NotKnown("there is nothing here by that id")
        for entry, to in heard.not_shown(known, str(session), question):
            actions.tell(by=by, at=at, key=f"{key} {entry}", entry=UUID(entry), to=_tell(to, at))


def note(*, by: Post, at: Moment, key: str, said: ReviewNote, words: str) -> UUID:
    """This will keep a reviewer's note."""
    return _says(by, at, key, said, summary=words)


def two_accounts(
    *, by: Post, at: Moment, key: str, about: str, accounts: Sequence[str], session: UUID, words: str
) -> UUID:
    """This will set accounts side by side that differ. Raises NotKnown for an account that the review does not have."""
    with one_act(by, at):
        known = by_kind.gathered(by.team)
        said = [known.entry(one) for one in accounts]
        if any(one is None or not isinstance(one.body, ReviewContribution | ReviewNote) for one in said):
            raise NotKnown("there is nothing here by that id")
        body = ReviewTwoAccounts(
            about=about, accounts=tuple(EntryRef(one) for one in accounts), of=EntryRef(str(session))
        )
        return _says(by, at, key, body, summary=words)


def family_view(*, by: Post, at: Moment, key: str, said: ReviewFamilyView, words: str, seen: str) -> UUID:
    """This will say where the review stands with a relative's view; what was said of it before stays."""
    with one_act(by, at):
        _as_seen(by, key, seen, lambda k: views_of(k, said.of_person), said.of_person)
        return _says(by, at, key, said, people=[UUID(said.of_person)], summary=words)


def views_of(known: Knowledge, person: Person) -> dict[str, Entry[ReviewFamilyView]]:
    """This will give what was said of one relative's view, by entry, the last word last."""
    return {entry.id: entry for entry in heard.family_views(known).get(person, [])}


def declare(*, by: Post, at: Moment, key: str, worked_with: bool, words: str) -> UUID:
    """This will keep a member's own word on whether they worked with the family."""
    body = ReviewDeclaration(member=str(by.pk), worked_with="yes" if worked_with else "no")
    return _says(by, at, key, body, summary=words)


def mark(entries: Mapping[str, Entry[Any]]) -> str:
    """This will give what a form keeps of the things its page showed: it changes when any of them does."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, " ".join(sorted(entry.id for entry in entries.values()))))


def _as_seen(
    by: Post,
    key: str,
    seen: str,
    things: Callable[[Knowledge], Mapping[str, Entry[Any]]],
    person: Person | None = None,
) -> Knowledge:
    """What the review knows, of one person or of all, no colleague writing meanwhile.

    Raises Conflict where it is not what the form had seen. A form sent twice is not a conflict with itself.
    """
    run("select pg_advisory_xact_lock(hashtext(%s))", [f"review {by.team_id}"])
    known = store.may_see(by.team, people=[UUID(person)]) if person else by_kind.gathered(by.team)
    if mark(things(known)) != seen and not _done(by, key):
        raise Conflict("a colleague has said something else since")
    return known


def _done(by: Post, key: str) -> bool:
    try:
        came_of(by, key)
    except NotKnown:
        return False
    return True
