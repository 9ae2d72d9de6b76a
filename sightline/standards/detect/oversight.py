"""Whether something serious reaches a manager."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, InformationSharing, Referral, Visit
from sightline.record.kinds.decision import Decision, Escalation
from sightline.record.kinds.harm import Concern, Hospital, Injury, Medical, Observation
from sightline.record.kinds.help import WorkerChange
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.reading import said
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import decisions, harm
from sightline.state.phrases import affirms, says, text_of
from sightline.state.referrals import child_of
from sightline.state.table import took_place

_NOTES = (Observation, Visit, Appointment, Medical, Hospital, Police, Meeting, InformationSharing)
"""Notes that may say themselves that something grave was kept, or that nobody has the work."""


@detects("management_oversight_missing", Decision, WorkerChange, Injury, Concern, *_NOTES)
def management_oversight_missing(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A worker alone decides not to protect, or keeps a telling injury or high worry; or is away, or new, uncovered."""
    entry = subject.entry
    edition = rule.on(entry.day)
    if edition is None or clock.passed(days_after(entry.day, edition["lapses_after_days"])):
        return SETTLED
    if isinstance(entry.body, WorkerChange):
        return _uncovered(entry, known, clock, edition)
    if isinstance(entry.body, Decision):
        return _alone(entry, known, edition)
    if _nobody_has_it(entry, known, edition):
        return _unheld(entry, known, clock, edition)
    return _kept(entry, known, clock, edition)


def _kept(entry: Entry[Any], known: Knowledge, clock: Clock, edition: Edition) -> Answer:
    """An injury or a worry that a manager or named professional must be told of, and one worker's answer to it."""
    team = known.teams.get(entry.author)
    child = next(iter(harm.children_in(known, entry)), None)
    told_nobody = _told_nobody(entry, edition)
    if (
        team is None
        or team.type == "community"
        or not (told_nobody or _has_somebody_to_tell(entry, team.type, edition))
    ):
        return SETTLED
    if child is None or not (told_nobody or _must_be_told(entry, known, child, edition)):
        return []
    if _taken_to_manager(known, entry.author, entry.day, child):
        return SETTLED
    if _acted_on(known, entry, child) and not _above_the_writer(entry, team.type, edition):
        return SETTLED
    if not clock.passed(working_days_after(entry.day, edition["tell_within_working_days"])):
        return []
    words = {
        "agency": wording.team(known, entry.author),
        "day": wording.day(entry.day),
        "what": edition["texts"].get(entry.kind, edition["texts"]["note"]),
    }
    return [Finding((child,), (entry.id,), entry.day, words=words)]


def _told_nobody(entry: Entry[Any], edition: Edition) -> bool:
    """A note's own words are that something grave went to no manager or named professional: then whoever wrote it has one."""
    text, body = text_of(entry), entry.body
    if getattr(body, "direction", None) == "positive" or not says(text, edition["told_nobody"]):
        return False
    if affirms(text, edition["told_somebody"]):
        return False
    named = topics(entry) | set(said("observation", "topics", text) or ())
    grave = (
        isinstance(body, Injury)
        or getattr(body, "level", None) == "high"
        or says(text, edition["grave_words"])
    )
    unsaid = isinstance(body, Concern) and not topics(entry) and body.level is None
    return grave or unsaid or bool(named & set(edition["grave_topics"]))


def _nobody_has_it(entry: Entry[Any], known: Knowledge, edition: Edition) -> bool:
    """A team that works with the child writes that nobody has the work, or that it is not talked over with a manager."""
    team = known.teams.get(entry.author)
    if (
        team is None
        or isinstance(entry.body, Injury | Concern)
        or team.type not in edition["tell_their_named"]
    ):
        return False
    return says(text_of(entry), edition["nobody_has_it"])


def _unheld(entry: Entry[Any], known: Knowledge, clock: Clock, edition: Edition) -> Answer:
    """As of a worker who is away: until somebody has the work, or supervision of it is held."""
    child = next(iter(harm.children_in(known, entry)), None)
    again = known.entries(WorkerChange, None, days_after(entry.day, -edition["unsaid_within_working_days"]))
    if child is None or any(w.author == entry.author for w in again):
        return []
    if _supervised(known, entry.author, entry.day):
        return SETTLED
    if not clock.passed(working_days_after(entry.day, edition["cover_within_working_days"])):
        return []
    words = {
        "agency": wording.team(known, entry.author),
        "day": wording.day(entry.day),
        "what": edition["texts"]["unheld"],
    }
    return [Finding((child,), (entry.id,), entry.day, words=words)]


def _has_somebody_to_tell(entry: Entry[Any], type_: str, edition: Edition) -> bool:
    """The writer's team; a school too, where what was done with a worry that is never one worker's to judge is written."""
    written = (
        isinstance(entry.body, Concern) and bool(entry.body.action_taken) and _never_alone(entry, edition)
    )
    return type_ in edition["tell_their_named"] or (written and type_ in edition["writer_may_be_named"])


def _never_alone(entry: Entry[Any], edition: Edition) -> bool:
    return bool(topics(entry) & set(edition["never_alone"]))


def _above_the_writer(entry: Entry[Any], type_: str, edition: Edition) -> bool:
    """A high worry that is never one worker's to judge, where what was done with it names somebody who is no named professional:
    a referral from the same desk leaves the named professional still to hear of it."""
    written = isinstance(entry.body, Concern) and entry.body.level == "high" and bool(entry.body.action_taken)
    return written and _never_alone(entry, edition) and type_ in edition["tell_their_named"]


def _must_be_told(entry: Entry[Any], known: Knowledge, child: Person, edition: Edition) -> bool:
    body = entry.body
    if not isinstance(body, Injury | Concern):
        return False
    if isinstance(body, Injury):
        if body.action not in edition["kept_by"] or not harm.raises_a_question(
            known, entry, child, edition.numbers
        ):
            return False
        return harm.account(entry) is None or harm.in_a_baby(known, entry, child, edition.numbers)
    said = (body.action_taken or "").lower()
    told = says(said, edition["told_a_manager"])
    weighs = body.level == "high" or (body.level != "low" and _never_alone(entry, edition))
    return weighs and not body.about_decision and not told


def _acted_on(known: Knowledge, entry: Entry[Any], child: Person) -> bool:
    """Since then it was referred or challenged by the same agency: its own procedure brings that to a manager."""
    made = (*known.entries(Referral, child, entry.day), *known.entries(Escalation, child, entry.day))
    return any(e.author == entry.author for e in made)


def _alone(entry: Entry[Decision], known: Knowledge, edition: Edition) -> Answer:
    """One worker alone decides not to protect after an injury or alleged harm."""
    body = entry.body
    told_nobody = says(text_of(entry), edition["told_nobody"])
    alone = (body.forum == "single_practitioner" and body.type in edition["must_be_shared"]) or (
        told_nobody and body.forum in ("single_practitioner", "single_agency", None)
    )
    child = child_of(known, entry)
    if not alone:
        return SETTLED
    if decisions.stepped_up(entry) and not decisions.leaves_as_it_was(known, entry, child):
        return []
    rests = _rests_on(known, entry, child, edition)
    serious = [e for e in rests if isinstance(e.body, Injury) or getattr(e.body, "alleges_harm", False)]
    if not serious:
        return []
    if _taken_to_manager(known, entry.author, min(e.day for e in serious), child):
        return SETTLED
    words = {
        "agency": wording.team(known, entry.author),
        "day": wording.day(entry.day),
        "what": f"{body.type.replace('_', ' ')} ({body.outcome.replace('_', ' ')})",
    }
    return [
        Finding(
            (child,) if child else entry.people,
            (entry.id, *(e.id for e in serious))[:15],
            entry.day,
            words=words,
        )
    ]


def _rests_on(
    known: Knowledge, decision: Entry[Decision], child: Person | None, edition: Edition
) -> list[Entry[Any]]:
    """As stated, with the referral it answers; where nobody wrote it down, what its maker was told of in the days before."""
    body = decision.body
    if body.on_information:
        ids = dict.fromkeys((*body.on_information, *((body.responds_to,) if body.responds_to else ())))
        return [e for e in map(known.entry, ids) if e is not None]
    since = days_after(decision.day, -edition["rests_on_days"])
    came: list[Entry[Any]] = [
        e for kind in (Injury, Referral) for e in known.entries(kind, child, since, decision.day)
    ]
    return [e for e in came if known.knows(decision.author, e, decision.day)]


def _taken_to_manager(known: Knowledge, agency: Agency, since: dt.date, child: Person | None) -> bool:
    """Supervision or talk inside the agency recorded since then, or a strategy discussion, which a manager convenes."""
    if known.entries(StrategyDiscussion, child, since):
        return True
    if _supervised(known, agency, since):
        return True
    return any(
        s.author == agency and agency in (s.body.to or ())
        for s in known.entries(InformationSharing, child, since)
    )


def _supervised(known: Knowledge, agency: Agency, since: dt.date, until: dt.date | None = None) -> bool:
    held = (
        m
        for m in known.entries(Meeting, since=since, until=until)
        if m.body.type == "supervision" and took_place(m)
    )
    return any(agency in (m.author, *(m.body.attended or ())) for m in held)


def _uncovered(change: Entry[WorkerChange], known: Knowledge, clock: Clock, edition: Edition) -> Answer:
    body = change.body
    if not _gap(body, edition) or _joins_a_gap(change, known, edition):
        return SETTLED
    unsaid = body.cover is None and body.oversight is None and body.status != "allocated"
    days = edition["unsaid_within_working_days" if unsaid else "cover_within_working_days"]
    due = working_days_after(change.day, days)
    child = child_of(known, change)
    resolved = _resolved(change, known, edition) or (unsaid and _works_on(change, known, child))
    if resolved or not clock.passed(due):
        return SETTLED if resolved else []
    words = {
        "agency": wording.team(known, change.author),
        "day": wording.day(change.day),
        "what": f"{body.role or 'worker'} {body.status or 'change'}",
    }
    return [Finding((child,) if child else change.people, (change.id,), change.day, words=words)]


def _works_on(change: Entry[WorkerChange], known: Knowledge, child: Person | None) -> bool:
    """Whether somebody of the same team has been to see the child since: where nobody wrote of cover, that is it."""
    return any(v.author == change.author for v in known.entries(Visit, child, days_after(change.day, 1)))


def _gap(body: WorkerChange, edition: Edition) -> bool:
    """Nobody covers for whoever is away, or nobody is named over whoever is new; any one of what would say so may be left out."""
    uncovered = body.cover is False or (body.cover is None and body.oversight != "clear")
    gone = body.status in ("absent", "left") or (body.status is None and body.cover is False)
    new = body.status in ("allocated", None) and body.experience in edition["needs_oversight"]
    new = new or (
        body.status in ("allocated", None)
        and body.oversight == "unclear"
        and body.experience != "experienced"
    )
    unsaid = body.oversight == "unclear" or (body.oversight is None and body.cover is not True)
    return (gone and uncovered) or (new and unsaid)


def _resolved(
    change: Entry[WorkerChange], known: Knowledge, edition: Edition, until: dt.date | None = None
) -> bool:
    """Another worker has the work, or this one is back; of whoever is new to it, supervision too says who is over them.

    Where nobody clear is over whoever takes it on it is the same gap still.
    """

    def supervised(new: Entry[WorkerChange]) -> bool:
        return new.body.status == "allocated" and _supervised(known, new.author, new.day, until)

    if supervised(change):
        return True
    return any(
        w.id != change.id
        and w.author == change.author
        and _takes_on(w.body)
        and (not _gap(w.body, edition) or supervised(w))
        for w in known.entries(WorkerChange, since=change.day, until=until)
    )


def _takes_on(body: WorkerChange) -> bool:
    """Somebody has the work: allocated, back, or it was handed over and not left without cover or under nobody clear."""
    kept = body.cover is not False and body.oversight != "unclear"
    return body.status in ("allocated", "returned", None) or (body.status == "handed_over" and kept)


def _joins_a_gap(change: Entry[WorkerChange], known: Knowledge, edition: Edition) -> bool:
    """The same team's work with the same people had nobody over it already, and still has not: one point, made once."""
    since = days_after(change.day, -edition["lapses_after_days"])
    return any(
        w.author == change.author
        and (w.noted.key, w.id) < (change.noted.key, change.id)
        and bool(set(w.people) & set(change.people))
        and _gap(w.body, edition)
        and not _resolved(w, known, edition, change.day)
        for w in known.entries(WorkerChange, None, since, change.day)
    )
