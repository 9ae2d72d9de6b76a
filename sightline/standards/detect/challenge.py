"""Thresholds, challenge, forums and oversight: how a decision was come to, and who stood behind it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing, Referral
from sightline.record.kinds.decision import Decision, Escalation
from sightline.record.kinds.harm import Concern, Injury
from sightline.record.kinds.help import Assessment, WorkerChange
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import decisions
from sightline.state.referrals import child_of, earlier
from sightline.state.topics import topics


@detects("repeat_referral_not_stepped_up", Decision)
def repeat_referral_not_stepped_up(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A further referral about the same worry, answered at no higher level than the one before."""
    decision: Entry[Decision] = subject.entry
    edition = rule.on(decision.day)
    child = child_of(known, decision)
    rank = decisions.level(decision.body.outcome)
    if edition is None or decision.body.type != "referral_outcome" or rank is None or decisions.stepped_up(decision):
        return SETTLED
    referral = known.entry(decision.body.responds_to)
    if child is None or referral is None or not isinstance(referral.body, Referral):
        return []
    if clock.passed(days_after(decision.day, edition["lapses_after_days"])):
        return SETTLED
    before = [r for r in earlier(known, referral, edition["repeat_days"], edition["same_event_days"]) if _same_worry(r, referral)]
    answers = [a for r in before if (a := decisions.answer_to(known, r)) is not None and a.id != decision.id]
    ranks = [r for a in answers if (r := decisions.level(a.body.outcome)) is not None]
    if not answers or not ranks or rank > max(ranks) or decision.body.forum in edition["weighed_by"]:
        return []
    if decisions.step_up_after(known, child, decision.day) or _assessment_since(known, child, decision.day):
        return SETTLED
    words = {
        "count": str(len(before) + 1),
        "decider": wording.team(known, decision.author),
        "day": wording.day(decision.day),
        "referrer": wording.team(known, referral.author),
        "first": wording.day(before[0].day),
    }
    evidence = (decision.id, referral.id, *(r.id for r in before), *(a.id for a in answers))
    return [Finding((child,), evidence[:15], decision.day, words=words)]


def _same_worry(one: Entry[Referral], other: Entry[Referral]) -> bool:
    """Worries overlap, or one of the two does not say what it was."""
    return not topics(one) or not topics(other) or bool(topics(one) & topics(other))


def _assessment_since(known: Knowledge, child: Person, day: dt.date) -> bool:
    statutory = ("prebirth", "child_and_family", "section47", "parenting", "risk")
    return any(
        a.day > day and a.body.type in statutory and a.body.status in ("started", "completed")
        for a in known.entries(Assessment)
        if child in a.people or child in (a.body.covers or ())
    )


def _by_decision(entry: Entry[Any]) -> list[tuple[Any, None]]:
    return [(entry.body.about_decision, None)] if entry.body.about_decision else []


@detects("decision_not_challenged", Concern, subjects=_by_decision)
def decision_not_challenged(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A recorded disagreement with a decision, some working days on, with no challenge and no change."""
    ref = subject.entry.body.about_decision
    concerns = [c for c in known.entries(Concern) if c.body.about_decision == ref]
    first = concerns[0]
    edition = rule.on(first.day)
    if edition is None:
        return SETTLED
    if not clock.passed(working_days_after(first.day, edition["challenge_within_working_days"])):
        return []
    if clock.passed(days_after(concerns[-1].day, edition["lapses_after_days"])):
        return []
    if any(e.body.about_decision == ref and e.day >= first.day for e in known.entries(Escalation)):
        return SETTLED
    child = child_of(known, first)
    if child is not None and decisions.step_up_after(known, child, first.day):
        return SETTLED
    decided = known.entry(ref) or known.entry(f"{ref}/outcome")
    words = {
        "writers": wording.teams(known, (c.author for c in concerns)),
        "day": wording.day(first.day),
        "decider": wording.team(known, decided.author) if decided else "whoever decided",
    }
    evidence = (*(c.id for c in concerns), *((decided.id,) if decided else ()))
    about = (child,) if child else first.people
    return [Finding(about, evidence[:15], first.day, to=() if known.knower else tuple({c.author: None for c in concerns}), words=words)]


@detects("decision_without_multi_agency_forum", Decision)
def decision_without_multi_agency_forum(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A major step decided by one agency, with no meeting of several agencies about the child shortly before."""
    decision: Entry[Decision] = subject.entry
    edition = rule.on(decision.day)
    body = decision.body
    if edition is None or body.type not in edition["major_steps"] or body.forum in ("multi_agency", "court", None):
        return SETTLED
    if clock.passed(days_after(decision.day, edition["lapses_after_days"])):
        return SETTLED
    child = child_of(known, decision)
    if child is None:
        return []
    since = days_after(decision.day, -edition["forum_within_days"])
    if _forums(known, child, decision.author, since, edition):
        return SETTLED
    words = {
        "decider": wording.team(known, decision.author),
        "step": body.type.replace("_", " "),
        "day": wording.day(decision.day),
        "outcome": body.outcome.replace("_", " "),
    }
    return [Finding((child,), (decision.id,), decision.day, words=words)]


def _forums(known: Knowledge, child: Person, decider: Agency, since: dt.date, edition: Edition) -> bool:
    """A meeting since a day at which the decider and enough others were, or a strategy discussion."""
    if any(s.day >= since for s in known.entries(StrategyDiscussion, child)):
        return True
    return any(
        m.day >= since
        and m.body.type in edition["forums"]
        and decider in (m.body.attended or ())
        and len(set(m.body.attended or ()) - {decider}) >= edition["other_agencies"]
        for m in known.entries(Meeting, child)
    )


@detects("management_oversight_missing", Decision, WorkerChange)
def management_oversight_missing(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """One worker alone decides not to protect after an injury or alleged harm; or a worker is away, or new, uncovered."""
    entry = subject.entry
    edition = rule.on(entry.day)
    if edition is None or clock.passed(days_after(entry.day, edition["lapses_after_days"])):
        return SETTLED
    if isinstance(entry.body, WorkerChange):
        return _uncovered(entry, known, clock, edition)
    body = entry.body
    alone = body.forum == "single_practitioner" and body.type in edition["must_be_shared"]
    rank = decisions.level(body.outcome)
    if not alone or (rank is not None and rank >= decisions.ASSESSMENT):
        return SETTLED
    rests = [e for e in map(known.entry, body.on_information or ()) if e is not None]
    child = child_of(known, entry)
    serious = [e for e in rests if isinstance(e.body, Injury) or getattr(e.body, "alleges_harm", False)]
    if not serious:
        return []
    if _taken_to_manager(known, entry.author, entry.day, child):
        return SETTLED
    words = {
        "agency": wording.team(known, entry.author),
        "day": wording.day(entry.day),
        "what": f"{body.type.replace('_', ' ')} ({body.outcome.replace('_', ' ')})",
    }
    return [Finding((child,) if child else entry.people, (entry.id, *(e.id for e in serious))[:15], entry.day, words=words)]


def _taken_to_manager(known: Knowledge, agency: Agency, since: dt.date, child: Person | None) -> bool:
    """Supervision or talk inside the agency recorded since then, or a strategy discussion, which a manager convenes."""
    if any(s.day >= since for s in known.entries(StrategyDiscussion, child)):
        return True
    if any(m.day >= since and m.body.type == "supervision" and m.author == agency for m in known.entries(Meeting)):
        return True
    return any(
        s.day >= since and s.author == agency and agency in (s.body.to or ())
        for s in known.entries(InformationSharing, child)
    )


def _uncovered(change: Entry[WorkerChange], known: Knowledge, clock: Clock, edition: Edition) -> Answer:
    body = change.body
    away = body.status in ("absent", "left") and body.cover is False
    unsupported = (
        body.status == "allocated" and body.experience in edition["needs_oversight"] and body.oversight == "unclear"
    )
    if not (away or unsupported):
        return SETTLED
    due = working_days_after(change.day, edition["cover_within_working_days"])
    child = child_of(known, change)
    resolved = any(
        w.id != change.id and w.author == change.author and w.day >= change.day and w.body.status in ("allocated", "returned")
        for w in known.entries(WorkerChange)
    )
    if resolved or not clock.passed(due):
        return SETTLED if resolved else []
    words = {
        "agency": wording.team(known, change.author),
        "day": wording.day(change.day),
        "what": f"{body.role or 'worker'} {body.status}",
    }
    return [Finding((child,) if child else change.people, (change.id,), change.day, words=words)]

