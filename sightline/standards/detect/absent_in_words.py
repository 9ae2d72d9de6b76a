"""Who was not at a meeting, or not asked, where only the words of a note say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from sightline.record.entry import Entry, Team
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after
from sightline.standards.detect.services_named import own_words, types_named
from sightline.standards.standard import Edition
from sightline.state import people
from sightline.state.phrases import NOTES, affirms, clauses, says, sentences
from sightline.state.table import present

_LISTED = 3
"""A clause of so few words that names a service stands in a list ("the surgery, school nurses and college were not asked")."""


@dataclass(frozen=True, slots=True)
class Absent:
    """The types of service that a note says were not asked, and those that did not come."""

    not_asked: tuple[str, ...] = ()
    away: tuple[str, ...] = ()


def absent(entry: Entry[Any], edition: Edition) -> Absent:
    """This will give whom the words of a meeting, or of a note on one, say to be missing; not those whose report was there."""
    text = _text(entry)
    reported, nobodys = _reported(text, edition)
    if nobodys:
        return Absent()
    not_asked = [t for s in sentences(text) for t in _missing(s, edition["not_asked_words"], edition)]
    away = [t for s in sentences(text) for t in _missing(s, edition["away_words"], edition)]
    kept = tuple(t for t in dict.fromkeys(not_asked) if t not in reported)
    return Absent(kept, tuple(t for t in dict.fromkeys(away) if t not in (*reported, *kept)))


def _text(entry: Entry[Any]) -> str:
    return f"{entry.summary or ''}\n{getattr(entry.body, 'outcome', None) or ''}"


def _missing(sentence: str, words: Iterable[str], edition: Edition) -> Iterator[str]:
    """Those named in the part of a sentence that says it, and in the list that it ends; where nobody is, those of the whole."""
    parts, called = clauses(sentence), edition["called"]
    for n, part in enumerate(parts):
        if says(part, tuple(words)):
            listed = takewhile(
                lambda one: len(one.split()) <= _LISTED and types_named(one, called), parts[:n][::-1]
            )
            named = [t for one in (part, *listed) for t in types_named(one, called)]
            yield from named or types_named(sentence, called)


def reported_in_words(
    known: Knowledge, entry: Entry[Any], team: Team, edition: Edition, *, asked: bool
) -> bool:
    """This will say whether the words of a meeting say that the report of a team was there: of its type of service, or by a word
    that stands in its name alone; or of nobody in particular, where it was asked."""
    text = _text(entry)
    (reported, nobodys), teams = _reported(text, edition), tuple(known.teams.values())
    if team.type in reported:
        return True
    named = {
        one.id
        for part, so_far in _reports(text, edition)
        for said in [part if types_named(part, edition["called"]) else so_far]
        for one in _named_in(part, teams) or _named_in(said, teams)
    }
    return team.id in named or (asked and nobodys and not named)


def _named_in(text: str, teams: tuple[Team, ...]) -> list[Team]:
    return [one for one in teams if says(text, own_words(one, teams))]


def _reports(text: str, edition: Edition) -> Iterator[tuple[str, str]]:
    """Each clause that says that a report was there, and its sentence as far as that: who sent it may stand before.

    A paper by itself behind a service ("apologies from the surgery (letter)") is of whoever stands next before it.
    """
    for sentence in sentences(text):
        parts = clauses(sentence)
        for n, part in enumerate(parts, start=1):
            if _is_report(part, edition):
                yield part, ", ".join(parts[:n])
            elif n > 1 and " " not in (paper := part.removeprefix("by ")) and says(paper, edition["papers"]):
                yield part, parts[n - 2]


def _is_report(part: str, edition: Edition) -> bool:
    """Whether a clause says that a report was there: outright, or that a paper came or was read."""
    return affirms(part, edition["report_words"]) or affirms(part, edition["papers"], edition["papers_came"])


def _reported(text: str, edition: Edition) -> tuple[frozenset[str], bool]:
    """The types whose report was there, and whether one was of which nobody says whose."""
    found: set[str] = set()
    before: list[str] = []
    nobodys = False
    for sentence in sentences(text):
        for part, so_far in _reports(sentence, edition):
            here = types_named(part, edition["called"]) or types_named(so_far, edition["called"])
            nobodys = nobodys or not (here or before)
            found.update(here or before)
        before = types_named(sentence, edition["called"])
    return frozenset(found), nobodys


def teams_absent(
    known: Knowledge, children: Iterable[Person], types: Iterable[str], there: Iterable[Agency]
) -> list[Agency]:
    """This will give the teams of these types that know the family and were not there; of one that is there the type is."""
    at_table = {known.teams[a].type for a in there if a in known.teams}
    wanted = tuple(t for t in types if t not in at_table)
    family = (*children, *people.those_in(known, people.PARENTS))
    return [t.id for t in known.teams_of(*wanted) if any(known.knows_of(t.id, person) for person in family)]  # type: ignore[arg-type]


def own_word(known: Knowledge, child: Person, meeting: Entry[Any], edition: Edition) -> list[Entry[Any]]:
    """This will give the notes of those not at a meeting that say, since it, that they were not asked."""
    there = {*(present(known, meeting) or ()), meeting.author}
    until = days_after(meeting.day, edition["own_word_days"])
    family = (child, *people.those_in(known, people.PARENTS))
    notes = {
        e.id: e
        for person in family
        for kind in NOTES
        for e in known.entries(kind, person, meeting.day, until)
        if e.author not in there and not_asked_itself(e, edition)
    }
    return sorted(notes.values(), key=lambda e: (e.day, e.noted.key, e.id))


def not_asked_itself(note: Entry[Any], edition: Edition) -> bool:
    """This will say whether whoever writes a note says that it was not asked to a meeting."""
    return any(
        says(s, edition["own_not_asked_words"]) and says(note.summary, edition["meeting_words"])
        for s in sentences(note.summary)
    )
