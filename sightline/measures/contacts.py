"""The referrals to a team, each with its decisions, blanks, challenges and replies, put together from thin rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sightline.record.counted import Pair, Row

_STAGES = ("", "practitioner", "manager", "named_professional", "partnership")
_PRIVATE = frozenset(("family", "public", "anonymous", "self"))


@dataclass(frozen=True, slots=True)
class Challenge:
    """One stage of a team's disagreement with a decision. `settled` None: not answered; `changed`: the decision was."""

    by: str
    on: dt.date
    stage: str | None
    settled: dt.date | None
    changed: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on a referral. `blanks` are (service, how it stood); None where the record does not say what was blank."""

    id: str
    on: dt.date
    outcome: str
    blanks: tuple[tuple[str, str], ...] | None
    challenges: tuple[Challenge, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """A referral to the team: the first day it was told of it, who it is about, and what came of it, first decision first.

    `people` are called by one id each. `reply` is the first day on which the referrer was told; `private`: it came from
    family or the public, whom no telling reaches.
    """

    id: str
    told: dt.date
    people: frozenset[str]
    private: bool
    decisions: tuple[Decision, ...]
    reply: dt.date | None

    @property
    def decided(self) -> Decision | None:
        """The first decision, or None while it waits."""
        return self.decisions[0] if self.decisions else None


def contacts(
    rows: Iterable[Row], me: str, same: Iterable[Pair], private: Collection[str] = ()
) -> list[Contact]:
    """This will give every referral to a team, in the order in which the team was told; `private` are authors of no service.

    An entry and what puts it right are one: on the day of the first, in the words of the last.
    """
    said = _put_right(rows, me)
    one, replies, decisions = _one(same), said.replies, _decisions(said)
    found = [
        Contact(
            id=row.entry,
            told=row.day,
            people=frozenset(one.get(person, person) for person in row.people or ()),
            private=row.word in _PRIVATE or row.author in private,
            decisions=tuple(sorted(decisions[row.entry], key=lambda made: (made.on, made.id))),
            reply=min(
                (replies[made.id, row.author] for made in decisions[row.entry] if (made.id, row.author) in replies),
                default=None,
            ),
        )
        for row in said.kinds["referral"]
        if row.about == me and row.author != me
    ]  # fmt: skip
    return sorted(found, key=lambda contact: (contact.told, contact.id))


@dataclass(slots=True)
class _Said:
    """Rows by kind, each put right and named by its first entry; and the first day of each reply by (decision, to whom)."""

    kinds: Mapping[str, list[Row]]
    replies: Mapping[tuple[str, str], dt.date]


def _put_right(rows: Iterable[Row], me: str) -> _Said:
    own: dict[str, Row] = {}
    sent: list[Row] = []
    for row in rows:
        if row.told_to == me:
            own[row.entry] = row
        else:
            sent.append(row)
    first: dict[str, str] = {}
    for row in own.values():
        if row.corrects:
            first[row.entry] = _first(row, own)
    stands = {id: row for id, row in own.items() if not row.corrects}
    for id in sorted(first, key=lambda id: (_steps(own[id], own), id)):
        stands[first[id]] = own[id]._replace(
            entry=first[id], day=own[first[id]].day if first[id] in own else own[id].day
        )
    kinds: dict[str, list[Row]] = defaultdict(list)
    for row in stands.values():
        about = first.get(row.about, row.about) if row.about else row.about
        kinds[row.kind].append(row if about == row.about else row._replace(about=about))
    return _Said(kinds, _replies(sent, first))


def _first(row: Row, own: Mapping[str, Row]) -> str:
    """The entry that a row puts right, at the beginning of its chain as far as it is seen here."""
    while row.corrects and row.corrects in own:
        row = own[row.corrects]
    return row.entry


def _steps(row: Row, own: Mapping[str, Row]) -> int:
    steps = 0
    while row.corrects and row.corrects in own:
        row, steps = own[row.corrects], steps + 1
    return steps


def _replies(sent: Iterable[Row], first: Mapping[str, str]) -> dict[tuple[str, str], dt.date]:
    found: dict[tuple[str, str], dt.date] = {}
    for row in sent:
        decision = row.entry if row.kind == "decision" else row.about or ""
        key = (first.get(decision, decision), row.told_to)
        found[key] = min(found.get(key, row.day), row.day)
    return found


def _decisions(said: _Said) -> dict[str, list[Decision]]:
    blanks: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in said.kinds["decided_without"]:
        blanks[row.about or ""].append((row.more or "", row.word or ""))
    challenges = _challenges(said)
    found: dict[str, list[Decision]] = defaultdict(list)
    for row in said.kinds["decision"]:
        if row.about:
            there = tuple(blanks[row.entry]) if row.more or row.entry in blanks else None
            made = Decision(row.entry, row.day, row.word or "", there, tuple(challenges[row.entry]))
            found[row.about].append(made)
    return found


def _challenges(said: _Said) -> dict[str, list[Challenge]]:
    answers = {
        row.about: row for row in said.kinds["escalation_outcome"] if row.word not in (None, "pending")
    }
    found: dict[str, list[Challenge]] = defaultdict(list)
    for row in sorted(
        said.kinds["escalation"], key=lambda row: (row.day, _STAGES.index(row.word or ""), row.entry)
    ):
        answer = answers.get(row.entry)
        changed = answer is not None and answer.word == "decision_changed"
        found[row.about or ""].append(
            Challenge(row.author, row.day, row.word, answer.day if answer else None, changed)
        )
    return found


def _one(same: Iterable[Pair]) -> dict[str, str]:
    """From each person who is the same as another to the one id that they are all called by."""
    to: dict[str, str] = {}

    def root(person: str) -> str:
        while to.setdefault(person, person) != person:
            to[person] = to[to[person]]
            person = to[person]
        return person

    for one, other in same:
        to[root(one)] = root(other)
    return {person: root(person) for person in list(to)}
