"""Injury, and the medical view of it."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Injury, Medical
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import injuries
from sightline.state.referrals import child_of

_OPEN_OPINIONS = ("not_stated", "inconclusive", "non_accidental", "examination_not_completed")


@detects("injury_non_mobile_no_child_protection_response", Injury, Medical)
def injury_non_mobile_no_child_protection_response(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """An injury (or a doctor's finding of one) in a baby who cannot move alone, not examined and talked over at once."""
    entry = subject.entry
    edition = rule.on(entry.day)
    if edition is None or clock.passed(days_after(entry.day, edition["lapses_after_days"])):
        return SETTLED
    child = child_of(known, entry)
    if child is None or not _calls_for_it(known, entry, child, edition):
        return []
    if injuries.discussed(known, child, entry.day):
        return SETTLED
    examined = injuries.examined(known, child, entry.day)
    if any(m.body.opinion in injuries.EXPLAINED_BY for m in examined):
        return SETTLED
    protective = bool(examined) or _sent_on(known, entry, child, edition)
    due = working_days_after(entry.day, edition["discuss_within_working_days"]) if protective else entry.day
    if not clock.passed(due):
        return []
    words = {
        "child": wording.who(known, [child]),
        "day": wording.day(entry.day),
        "what": _what(entry),
        "done": "examined, but not talked over by agencies" if examined else "no examination by a paediatrician",
    }
    return [Finding((child,), _evidence(known, entry, child, edition), entry.day, words=words)]


def _calls_for_it(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    mobile, weeks = tuple(edition["mobile"]), edition["under_weeks"]
    if isinstance(entry.body, Injury):
        noted = entry.body.child_mobility
        return not injuries.explained(known, entry, child) and injuries.cannot_move_alone(
            known, child, entry.day, noted, mobile, weeks
        )
    body = entry.body
    if body.type in injuries.SKILLED or body.opinion not in _OPEN_OPINIONS or not body.finding:
        return False
    before = [i for i in _recent(known, entry, child, edition) if not injuries.explained(known, i, child)]
    noted = before[-1].body.child_mobility if before else None
    suspected = bool(before) or body.opinion != "not_stated"
    return suspected and injuries.cannot_move_alone(known, child, entry.day, noted, mobile, weeks)


def _recent(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> list[Entry[Injury]]:
    since = days_after(entry.day, -edition["look_back_days"])
    return [i for i in known.entries(Injury, child) if since <= i.day <= entry.day and i.id != entry.id]


def _sent_on(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """Whoever saw it passed it on at once: the action says so, or a referral that alleges harm went out that day."""
    if getattr(entry.body, "action", None) in edition["protective_actions"]:
        return True
    return any(r.day == entry.day and r.body.alleges_harm for r in known.entries(Referral, child))


def _what(entry: Entry[Any]) -> str:
    if isinstance(entry.body, Injury):
        site = f" ({entry.body.site})" if entry.body.site else ""
        return f"{(entry.body.type or 'injury').replace('_', ' ')}{site}"
    return f"a finding at an examination ({entry.body.finding})"


def _evidence(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> tuple[str, ...]:
    """The injury itself, earlier ones, and that day's decisions about it."""
    earlier = [i.id for i in _recent(known, entry, child, edition)]
    decided = [
        d.id
        for d in known.entries(Decision, child)
        if d.day == entry.day and d.body.type in ("medical_route", "protection_response")
    ]
    return (entry.id, *decided, *earlier)[:15]


@detects("medical_opinion_unclear_or_incomplete", Medical)
def medical_opinion_unclear_or_incomplete(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """An examination of an injury that leaves the cause unsaid, or its safeguarding meaning not spelled out in writing."""
    medical: Entry[Medical] = subject.entry
    edition = rule.on(medical.day)
    body = medical.body
    if edition is None:
        return SETTLED
    unsaid = body.opinion in edition["unclear"] or (body.explicit is False and body.opinion in edition["needs_explicit"])
    if not unsaid or not body.finding:
        return SETTLED
    if clock.passed(days_after(medical.day, edition["lapses_after_days"])):
        return SETTLED
    child = child_of(known, medical)
    if child is None:
        return []
    hurt = [i for i in _recent(known, medical, child, edition) if not injuries.explained(known, i, child)]
    if not hurt and body.explicit is not False:
        return []
    later = [
        m
        for m in known.entries(Medical, child)
        if m.id != medical.id and m.day >= medical.day and m.body.opinion in edition["clear"] and m.body.explicit is not False
    ]
    if later:
        return SETTLED
    words = {
        "examiner": wording.team(known, medical.author),
        "day": wording.day(medical.day),
        "finding": body.finding,
        "child": wording.who(known, [child]),
    }
    return [Finding((child,), (medical.id, *(i.id for i in hurt))[:15], medical.day, words=words)]
