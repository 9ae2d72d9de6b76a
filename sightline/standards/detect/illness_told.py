"""A child's illness as a parent tells it, and what others found or saw of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.harm import Medical, Observation
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.detect.accounts_told import Rest, once, worries
from sightline.standards.standard import Edition
from sightline.state import harm
from sightline.state.phrases import affirms, says


def of_a_history(known: Knowledge, entry: Entry[Medical], child: Person, edition: Edition) -> Rest | None:
    """This will give what a doctor goes by as a parent tells it, where others found the child well, or doubt what is told."""
    body, words = entry.body, (entry.body.finding or "").lower()
    told = says(words, edition["history_words"])
    lacking = (
        body.information_given_to_clinician in ("partial", "none") and body.opinion in edition["goes_by"]
    )
    if body.information_given_to_clinician == "full" or not (told or lacking):
        return None
    since = days_after(entry.day, -edition["look_back_days"])
    against = seen_otherwise(known, entry, child, edition) if told else []
    against += _seen_by_others(known, entry, child, since, edition)
    due = working_days_after(harm.written(entry), edition["word_within_working_days"])
    what = "a medical view that rests on a history as a parent gave it"
    return (what, once(against), due) if against else None


def seen_otherwise(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> list[Entry[Any]]:
    """This will give what others than the writer of an entry found of a child, or wrote in doubt of what is told."""
    since = days_after(entry.day, -edition["look_back_days"])
    doubted = worries(known, [child], edition["reported_symptoms"], since, entry.day)
    return once([*found_well(known, entry, child, since, edition), *doubted])


def _seen_by_others(
    known: Knowledge, entry: Entry[Any], child: Person, since: dt.date, edition: Edition
) -> list[Entry[Any]]:
    """What others than the doctor wrote of such symptoms from what they saw themselves, however they saw it."""
    return [
        o
        for topic in edition["reported_symptoms"]
        for o in known.on_topic(topic, child, since, entry.day)
        if isinstance(o.body, Observation) and o.body.rests_on == "seen" and o.author != entry.author
    ]


def found_well(
    known: Knowledge, entry: Entry[Any], child: Person, since: dt.date, edition: Edition
) -> list[Entry[Any]]:
    """This will give the examinations of a child since a day in which other doctors found nothing."""
    return [
        m
        for m in known.entries(Medical, child, since, entry.day)
        if m.author != entry.author
        and (m.body.opinion == "normal" or affirms(m.body.finding, edition["found_well_words"]))
    ]
