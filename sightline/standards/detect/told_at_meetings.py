"""What those at a meeting told of a child, as its note has it: that a worry goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sightline.record.entry import Entry
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards.reading import said as read_as
from sightline.standards.standard import Edition
from sightline.state import sight
from sightline.state.phrases import says, sentences
from sightline.state.table import took_place
from sightline.state.worries import Worry, seen_better


def told_to_go_on(met: Entry[Meeting], edition: Edition) -> frozenset[str]:
    """This will give the topics, of those that are a worry however they are put, of which a sentence of a meeting's note says
    that they are as they were, or worse: "still" is as often said of what is good."""
    going_on = (part for part in sentences(met.summary) if says(part, edition["goes_on_words"]))
    read = {topic for part in going_on for topic in read_as("observation", "topics", part) or ()}
    return frozenset(read & {*edition["going_on"]})


def told_at_meetings(
    known: Knowledge, children: Iterable[Person], since: dt.date, edition: Edition
) -> list[Worry]:
    """This will give the meetings since a day that were told that a worry goes on, each once, where nothing since answers it."""
    found: dict[str, Worry] = {}
    for child in children:
        for met in known.entries(Meeting, child, since):
            told = told_to_go_on(met, edition)
            matters = frozenset(m for m, about in edition["matters"].items() if told & {*about})
            if matters and not seen_better(known, child, told, met.day + dt.timedelta(days=1)):
                found.setdefault(met.id, Worry(met, child, matters))
    return [*found.values()]


def untested_since_meeting(
    known: Knowledge, child: Person, since: dt.date, until: dt.date, edition: Edition
) -> list[Entry[Meeting]]:
    """This will give the last meeting about a child between two days, where it was told there that a worry goes on, and nobody
    had the child before them, assessed it or saw that it is better from then on."""
    met = [m for m in known.entries(Meeting, child, since, until) if took_place(m)][-1:]
    told = told_to_go_on(met[0], edition) if met else frozenset()
    if not told:
        return []
    after = met[0].day + dt.timedelta(days=1)
    done = any(a.body.status == "completed" for a in known.entries(Assessment, child, after, until))
    answered = done or sight.met(known, child, after, until) or seen_better(known, child, told, after, until)
    return [] if answered else met
