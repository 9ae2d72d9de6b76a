"""Who is to watch a parent with a child, as notes, plans and bail say it, and who writes that this is not clear to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from sightline.record.entry import Entry
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.help import Plan
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Placement, Supervision
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards.clock import days_after
from sightline.standards.reading import said
from sightline.standards.standard import Edition
from sightline.state import people, supervision
from sightline.state.phrases import NOTES, affirms, clauses_saying, says
from sightline.state.topics import is_worry

ARRANGES = (Plan, StrategyDiscussion, Police, Legal, Decision, Meeting)
_TEXTS = ("terms", "safety_plan", "outcome", "detail", "rationale")


def noted_levels(known: Knowledge, child: Person, edition: Edition) -> list[Entry[Supervision]]:
    """This will give, as statements, the notes on supervision whose words say how closely somebody is watched."""
    found: list[Entry[Supervision]] = []
    for kind in NOTES:
        for note in known.entries(kind, child):
            about_it = edition["doubts"] in topics(note) or says(note.summary, edition["supervision_words"])
            level = said("supervision", "level", note.summary) if about_it else None
            if level is not None:
                stated = Supervision(level=level, written=False)
                found.append(cast("Entry[Supervision]", replace(note, body=stated)))
    return found


def doubted(known: Knowledge, child: Person, edition: Edition) -> tuple[Entry[Any], list[Entry[Any]]] | None:
    """This will give the last note that says that it is not clear who watches, that an arrangement was not passed on or that
    whoever is watched was alone with the child, and the arrangements it is about, latest first; None where none stood, or a
    page agreed since has settled it. What somebody who watches states of it may say so too."""
    arranged = sorted(_arranged(known, child, edition), key=lambda e: (e.day, e.id), reverse=True)
    if not arranged:
        return None
    statements = known.entries(Supervision, child)
    pages = [s for s in statements if supervision.shared(known, s, tuple(edition["agreed_between"]))]
    settled = pages[-1].day if pages else dt.date.min
    bound = {pages[-1].author, *(pages[-1].body.agreed_with or ())} if pages else set()
    kinds: tuple[type[Any], ...] = (*NOTES, Supervision)
    notes = [n for kind in kinds for n in known.entries(kind, child, arranged[-1].day)]
    for note in sorted(notes, key=lambda e: (e.day, e.id), reverse=True):
        about = [a for a in arranged if a.day <= note.day and a.id != note.id]
        if (
            about
            and note.day >= settled
            and note.author not in bound
            and _doubts(known, note, about, bool(pages), edition)
        ):
            return (note, about) if not _written_since(known, child, note.day, edition) else None
    return None


def _arranged(known: Knowledge, child: Person, edition: Edition) -> Iterator[Entry[Any]]:
    """What says that somebody is to be watched with the child, or not to be alone with it."""
    yield from known.entries(Supervision, child)
    keepers = {team.id for team in known.teams_of(*edition["arrange"])}
    kinds: tuple[type[Any], ...] = (*ARRANGES, Placement, *NOTES)
    for kind in kinds:
        for entry in known.entries(kind, child):
            if getattr(entry.body, "type", None) == "supervision":
                continue  # of a worker by a manager
            own = kind in ARRANGES or entry.author in keepers
            texts = [entry.summary, *(getattr(entry.body, name, None) or "" for name in _TEXTS)]
            if own and any(says(text, edition["watch_words"]) for text in texts):
                yield entry


def _doubts(
    known: Knowledge, note: Entry[Any], about: list[Entry[Any]], page: bool, edition: Edition
) -> bool:
    """In words; or, where nobody has a page or a plan, a worry on how somebody is watched or a note that whoever is watched
    was alone with the child, by another than who arranged it."""
    of_others = any(a.author != note.author for a in about)
    for part in clauses_saying(note.summary, edition["unclear_words"]):
        if says(part, edition["unclear_of"]) or (isinstance(note.body, Supervision) and of_others):
            return True
    planned = page or any(isinstance(a.body, Plan) for a in about)
    worry = edition["doubts"] in topics(note) and is_worry(note)
    return (worry or _was_alone(known, note, edition)) and not planned and of_others


def _was_alone(known: Knowledge, note: Entry[Any], edition: Edition) -> bool:
    """Whether a note tells of a parent, whom it names, alone with the child."""
    adults = any(people.role(known, p) in people.PARENTS for p in note.people)
    return adults and affirms(note.summary, edition["alone_words"])


def _written_since(known: Knowledge, child: Person, day: dt.date, edition: Edition) -> bool:
    plans = known.entries(Plan, child, days_after(day, 1))
    return any(p.body.type in edition["says_who_watches"] and p.body.status != "ended" for p in plans)
