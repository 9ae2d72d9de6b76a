"""What an examination says about the cause."""

from __future__ import annotations

from sightline.record.entry import Entry
from sightline.record.kinds.harm import Medical
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after
from sightline.standards.standard import SETTLED, Answer, Finding, Standard, Subject, detects
from sightline.state import injuries
from sightline.state.referrals import child_of

_OPEN_OPINIONS = ("not_stated", "inconclusive", "non_accidental", "examination_not_completed")


@detects("medical_opinion_unclear_or_incomplete", Medical)
def medical_opinion_unclear_or_incomplete(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """An examination of an injury that leaves the cause unsaid, or its safeguarding meaning not spelled out in writing."""
    medical: Entry[Medical] = subject.entry
    edition = rule.on(medical.day)
    body = medical.body
    if edition is None:
        return SETTLED
    unsaid = body.opinion in edition["unclear"] or (
        body.explicit is False and body.opinion in edition["needs_explicit"]
    )
    if not unsaid or not body.finding:
        return SETTLED
    if clock.passed(days_after(medical.day, edition["lapses_after_days"])):
        return SETTLED
    child = child_of(known, medical)
    if child is None:
        return []
    hurt = injuries.unexplained_before(known, medical, child, edition["look_back_days"])
    if not hurt and body.explicit is not False:
        return []
    later = [
        m
        for m in known.entries(Medical, child, medical.day)
        if m.id != medical.id and m.body.opinion in edition["clear"] and m.body.explicit is not False
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
