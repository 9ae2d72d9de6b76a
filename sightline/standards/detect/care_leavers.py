"""Parents who were in care themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, InformationSharing, Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background, Concern, Observation
from sightline.record.kinds.help import Assessment, Plan, Service, WorkerChange
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.pregnancy import AntenatalBooking, Birth
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.in_words import all_about, all_saying, says_of
from sightline.standards.standard import (
    Answer,
    Edition,
    Finding,
    Standard,
    Subject,
    detects,
    each_person,
)
from sightline.state import people
from sightline.state.history import tells_of
from sightline.state.phrases import affirms, says, sentences, text_of

_TELL_OF_A_CHILD = (
    AntenatalBooking, Birth, Referral, Assessment, Visit, Meeting, StrategyDiscussion, Plan, Observation, Concern,
)  # fmt: skip
_WRITTEN = (
    Visit, Meeting, Assessment, Plan, Decision, Observation, Concern, Referral, Background, AntenatalBooking,
    InformationSharing, Service, Appointment,
)  # fmt: skip


@detects(
    "care_leaver_parent_pathway_missing",
    *(Background, Referral, AntenatalBooking, Concern, Observation, Visit, Meeting, Assessment, WorkerChange),
    subjects=each_person,
)
def care_leaver_parent_pathway_missing(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """A parent who was in care, a child expected or very young, and no help from leaving care that plans for it."""
    parent = subject.person
    if parent is None or people.role(known, parent) not in people.PARENTS:
        return []
    for child in people.those_in(known, ("unborn", "child")):
        first = _first_of_child(known, child)
        if first is None or (edition := rule.on(first.day)) is None:
            continue
        care = _was_in_care(known, parent, edition)
        if not care:
            continue
        start = max(first.day, care[0].noted.day)
        if not _owed_now(known, parent, child, start, clock, edition):
            continue
        shows = _not_joined_up(known, parent, child, start, clock, edition)
        if shows is None:
            continue
        words = {"adult": wording.who(known, [parent]), "child": wording.who(known, [child])}
        evidence = dict.fromkeys((*shows, *(e.id for e in care[:4]), first.id))
        return [Finding((parent,), tuple(evidence)[:15], start, words=words)]
    return []


def _owed_now(
    known: Knowledge, parent: Person, child: Person, start: dt.date, clock: Clock, edition: Edition
) -> bool:
    """A parent whose day of birth is known is owed the adviser up to an age, however old the child is; of another the child's
    first months are asked about."""
    years = people.years_old(known, parent, start)
    if years is not None:
        return bool(years < edition["owed_until_years"])
    born = people.born(known, child)
    return born is None or not clock.passed(days_after(born, edition["until_child_is_days_old"]))


def _was_in_care(known: Knowledge, parent: Person, edition: Edition) -> list[Entry[Any]]:
    """What tells that a parent was in care: by its topic or, where nobody named one, in its words."""
    found = {
        e.id: e
        for topic in edition["topics"]
        for e in known.on_topic(topic, parent)[:4]
        if tells_of(e, parent) or _said_at_booking(known, e, parent)
    }
    if not found:
        written = all_saying(known, _WRITTEN, [parent], edition["in_care_words"])
        said = (e for e in written if _tells(known, e, parent, edition))
        found = {e.id: e for e in said}
    return sorted(found.values(), key=lambda e: (e.noted.key, e.id))


def _tells(known: Knowledge, entry: Entry[Any], parent: Person, edition: Edition) -> bool:
    own = getattr(entry.body, "of_person", None) in (None, parent)
    return own and says_of(known, entry, parent, edition["in_care_words"], unless=edition["of_others_words"])


def _said_at_booking(known: Knowledge, entry: Entry[Any], parent: Person) -> bool:
    """What is disclosed at booking is of the mother."""
    return isinstance(entry.body, AntenatalBooking) and people.role(known, parent) == "mother"


def _first_of_child(known: Knowledge, child: Person) -> Entry[Any] | None:
    first = [e for kind in _TELL_OF_A_CHILD for e in known.entries(kind, child)[:1]]
    return min(first, key=lambda entry: (entry.day, entry.noted.key, entry.id), default=None)


def _not_joined_up(
    known: Knowledge, parent: Person, child: Person, start: dt.date, clock: Clock, edition: Edition
) -> tuple[str, ...] | None:
    """What shows that nobody from leaving care helps: somebody wrote it, or the days have passed; None where somebody does."""
    family = (parent, child)
    missing = [
        e
        for e in all_about(known, (*_WRITTEN, WorkerChange), family, start)
        if _written_missing(known, e, edition)
    ]
    helped = [e for e in all_about(known, _WRITTEN, family) if _helps(known, e, start, edition)]
    since = [
        e for e in helped if not missing or (e.day, e.noted.key) > (missing[-1].day, missing[-1].noted.key)
    ]
    if any(e.id not in {m.id for m in missing} for e in since):
        return None
    if missing:
        return tuple(e.id for e in missing[-3:])
    told = [e.day for team in known.teams_of("leaving_care") for e in known.held(team.id, child)[:1]]
    within = "plan_within_working_days" if told else "join_up_within_working_days"
    due = working_days_after(max(start, *told) if told else start, edition[within])
    return () if clock.passed(due) else None


def _written_missing(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """Whether an entry says that the help is not there: in words, by who was not asked to come, or by an adviser who has gone."""
    leaving_care = {team.id for team in known.teams_of("leaving_care")}
    if isinstance(entry.body, WorkerChange):
        gone = entry.body.status in ("left", "absent") and entry.body.cover is not True
        return gone and entry.author in leaving_care
    if isinstance(entry.body, Meeting) and leaving_care & {*(entry.body.not_invited or ())}:
        return True
    if affirms(text_of(entry), edition["missing_words"]):
        return True
    said = [s for s in sentences(text_of(entry)) if not says(s, edition["untroubled_words"])]
    return any(_lacks(s, edition) for s in said)


def _lacks(sentence: str, edition: Edition) -> bool:
    """A sentence that names the help and, beside it, a word of what is not there."""
    return says(sentence, edition["help_words"]) and says(sentence, edition["lacking_words"])


def _helps(known: Knowledge, entry: Entry[Any], start: dt.date, edition: Edition) -> bool:
    """What leaving care did or offered since the child was known of, or a pathway for parents that somebody recorded."""
    body, leaving_care = entry.body, {team.id for team in known.teams_of("leaving_care")}
    if isinstance(body, Meeting) and leaving_care & {entry.author, *(body.attended or ())}:
        return True
    if entry.day < start:
        return False
    begun = isinstance(body, Service | Plan) and body.status not in ("unavailable", "requested", "ended")
    named = f"{text_of(entry)}. {getattr(body, 'service', None) or ''}"
    if begun and affirms(named, edition["pathway_words"]):
        return True
    on_file = isinstance(body, Background | Concern)
    return (entry.author in leaving_care and not on_file) or affirms(text_of(entry), edition["helped_words"])
