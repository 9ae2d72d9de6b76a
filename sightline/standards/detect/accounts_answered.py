"""What a family says when a worry is put to it: a parent's answer to what another saw, a child's beside an adult of the home."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing, Referral, Visit
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.detect.accounts_told import Rest, once
from sightline.standards.standard import Edition
from sightline.state import family_words, harm, people, phrases, taken_back
from sightline.state.topics import is_worry

_WORRIES: tuple[type[Any], ...] = (Concern, Observation, Referral)


def of_whom(known: Knowledge, entry: Entry[Any]) -> list[Person]:
    """This will give the children of the record, for a note of a parent's word in which only adults are named."""
    by_parents = getattr(entry.body, "rests_on", None) == "parent_report"
    return people.children(known, people.those_in(known, people.CHILDREN)) if by_parents else []


def rests(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> Rest | None:
    """This will give what an entry takes from a parent's answer to a grave worry of somebody else, or from a child who is said to
    take back what was told while the adults of the home sit there; None otherwise."""
    return _an_answer(known, entry, child, edition) or _taken_back_there(known, entry, child, edition)


def _an_answer(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> Rest | None:
    if not _answers(known, entry, edition):
        return None
    since = days_after(entry.day, -edition["answers_within_days"])
    put = once(
        w
        for kind in _WORRIES
        for w in known.entries(kind, child, since, entry.day)
        if w.author != entry.author
        and w.noted < entry.noted
        and known.knows(entry.author, w, entry.noted.day)
        and topics(w) & {*edition["put_topics"]}
        and (is_worry(w) or isinstance(w.body, Referral))
        and getattr(w.body, "rests_on", None) != "parent_report"
        and getattr(w.body, "about_decision", None) is None
    )
    due = working_days_after(harm.written(entry), edition["test_within_working_days"])
    alone = put and taken_back.asked_alone(known, child, entry.day, edition.numbers)
    return ("what a parent said of another's worry", put, due) if put and not alone else None


def _answers(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """A note of what a parent says, which its writer does not see as a worry; a call to the family, or in place of a visit."""
    body = entry.body
    if isinstance(body, Observation):
        said = body.rests_on == "parent_report" or (
            body.rests_on is None and family_words.reported(entry.summary, edition.numbers)
        )
        return said and body.direction in ("positive", "neutral")
    if isinstance(body, InformationSharing):
        family = {team.id for team in known.teams_of("community")}
        rung = bool(family & {*(body.to or ())})
    else:
        if isinstance(body, Visit) and phrases.affirms(entry.summary, edition["believed_words"]):
            return True
        rung = isinstance(body, Visit) and body.mode in edition["from_afar"]
    return rung and family_words.account_in(entry.summary, edition.numbers)


def _taken_back_there(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> Rest | None:
    """At a visit the child is said to take back what was told, with an adult of the home in the room."""
    body = entry.body
    if not isinstance(body, Visit) or not taken_back.says_so(entry.summary, edition.numbers):
        return None
    adults = [p for p in body.seen or () if not people.is_child(known, p)]
    if not adults or child not in (body.seen or ()):
        return None
    since = days_after(entry.day, -edition["joins_days"])
    told = once(
        e
        for kind in _WORRIES
        for e in known.entries(kind, child, since, entry.day)
        if "child_disclosure" in topics(e) and e.id != entry.id
    )
    if not told or taken_back.asked_alone(known, child, entry.day, edition.numbers):
        return None
    return "that the child takes back what was told, beside adults of the home", told, harm.written(entry)
