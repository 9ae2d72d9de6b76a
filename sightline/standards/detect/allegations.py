"""An allegation or sign of significant harm, and the strategy discussion that it calls for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.harm import Concern, Injury, Medical, Observation
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.of_children import Asked, about_children
from sightline.standards.standard import Answer, Edition, Finding
from sightline.state import decisions, harm, injuries, people

_WHAT = {
    "referral": "a referral that speaks of harm",
    "concern": "a concern that speaks of harm",
    "observation": "a note that speaks of harm",
    "injury": "an injury without an account of how it came about",
    "medical": "a doctor's opinion that it is not accidental",
}


@about_children("harm_allegation_no_strategy_discussion", Referral, Concern, Observation, Injury, Medical)
def harm_allegation_no_strategy_discussion(asked: Asked) -> Answer:
    """An allegation or sign of significant harm, or an answer to it, and no talk of social care, police and health."""
    entry, child, known, edition = asked.entry, asked.child, asked.known, asked.edition
    if not _sign(known, entry, child, edition):
        return []
    if _has_its_own(known, entry, child, edition) or not harm.first_of(
        known,
        entry,
        child,
        lambda e: _sign(known, e, child, edition),
        edition["one_event_days"],
        edition["joins_days"],
    ):
        return []
    current = days_after(entry.day, -edition["current_days"])
    if any(harm.talked_over(known, c, current) for c in asked.children) or _weighed(known, child, entry):
        return []
    if not asked.clock.passed(_due(known, entry, child, edition)):
        return []
    answers = [d.id for d in harm.decided_about(known, child, entry.day)]
    words = {
        "child": wording.who(known, asked.children),
        "day": wording.day(entry.day),
        "what": _WHAT[entry.kind],
        "holder": wording.team(known, entry.author),
    }
    return [Finding(asked.children, (entry.id, *answers)[:15], asked.since, words=words)]


def _sign(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    body = entry.body
    if isinstance(body, Medical):
        return body.opinion == "non_accidental"
    if isinstance(body, Injury):
        return _unaccounted(known, entry, child, edition)
    return harm.alleges(entry, edition.numbers)


def _unaccounted(known: Knowledge, injury: Entry[Injury], child: Person, edition: Edition) -> bool:
    """Nobody explains it and it is no knock of play, or what is said of it is that somebody did it."""
    said = (harm.account(injury) or "").lower()
    if any(word in said for word in edition["somebody_did_it"]):
        return injury.body.documented_cause in (None, "none")
    passed_on = injury.body.action in edition["passed_on"]
    silent = injury.body.explanation is not None or passed_on
    return not said and silent and harm.raises_a_question(known, injury, child, edition.numbers)


def _has_its_own(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """An injury in a baby who cannot move alone has a standard of its own, which speaks for what is said beside it."""
    apart = edition["one_event_days"]
    beside = known.entries(Injury, child, days_after(entry.day, -apart), days_after(entry.day, apart))
    return any(
        harm.in_a_baby(known, i, child, edition.numbers) and not injuries.explained(known, i, child)
        for i in beside
    )


def _weighed(known: Knowledge, child: Person, entry: Entry[Any]) -> bool:
    """A doctor found an ordinary cause, or agencies together decided below this threshold, with a reason."""
    together = any(
        getattr(d.body, "forum", None) == "multi_agency" and getattr(d.body, "rationale", None)
        for d in harm.decided_about(known, child, entry.day)
    )
    hurt = isinstance(entry.body, Injury) or bool(known.entries(Injury, child, entry.day, entry.day))
    return together or (hurt and harm.cleared(known, child, entry.day))


def _due(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> dt.date:
    """The local limit; sooner where a lower answer shows that no talk is meant; after the birth it is never put off."""
    since = harm.written(entry)
    bodily = isinstance(entry.body, Injury | Medical) and not people.unborn_on(known, child, entry.day)
    limit = working_days_after(
        since, edition["injury_within_working_days" if bodily else "within_working_days"]
    )
    for decided in harm.decided_about(known, child, entry.day):
        rank, day = decisions.level(decided.body.outcome), harm.written(decided)
        if rank in (decisions.NO_SERVICE, decisions.EARLY_HELP):
            limit = min(limit, max(day, since))
        elif rank == decisions.ASSESSMENT:
            limit = min(limit, working_days_after(max(day, since), edition["assessment_working_days"]))
    return limit
