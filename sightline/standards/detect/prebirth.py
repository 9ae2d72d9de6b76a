"""Assessment before birth."""

from __future__ import annotations

from itertools import islice

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import (
    Answer,
    Finding,
    Standard,
    Subject,
    detects,
    each_person,
)
from sightline.state import decisions, people
from sightline.state.referrals import weighty

_CITED = 5


@detects("prebirth_assessment_late", Referral, subjects=each_person)
def prebirth_assessment_late(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A weighty referral about an unborn baby, past the weeks by which the assessment should have begun."""
    child = subject.person
    if child is None or (due := people.due(known, child)) is None:
        return []
    birth = people.born(known, child)
    if birth is not None and clock.passed(birth):
        return []
    pregnant = people.gestation_day(due, 0)
    heavy = (r for r in known.entries(Referral, child, pregnant) if _weighty_unborn(known, child, r, rule))
    weighed = list(islice(heavy, _CITED))
    referral = weighed[0] if weighed else None
    edition = rule.on(referral.day) if referral else None
    if referral is None or edition is None or clock.passed(days_after(due, edition["overdue_days"])):
        return []
    start_by = max(
        people.gestation_day(due, edition["start_by_weeks"]),
        working_days_after(referral.day, edition["start_within_working_days"]),
    )
    if not clock.passed(start_by) or _started(known, child) or _help_agreed(known, referral):
        return []
    decided = known.entries(Decision, child, referral.day, start_by)
    words = {
        "child": wording.who(known, [child]),
        "weeks": str((due - start_by).days // 7),
        "due": wording.day(due),
        "referred": wording.day(referral.day),
    }
    evidence = (*(r.id for r in weighed), *(d.id for d in decided))
    return [Finding((child,), evidence[:15], referral.day, words=words)]


def _weighty_unborn(known: Knowledge, child: Person, referral: Entry[Referral], rule: Standard) -> bool:
    edition = rule.on(referral.day)
    return (
        edition is not None
        and people.unborn_on(known, child, referral.day)
        and weighty(
            known, referral, edition["serious_topics"], edition["repeat_days"], edition["same_event_days"]
        )
    )


def _started(known: Knowledge, child: Person) -> bool:
    return any(
        a.body.type in ("prebirth", "child_and_family", "parenting", "section47")
        and a.body.status != "not_completed"
        for a in known.entries(Assessment, child)
    )


def _help_agreed(known: Knowledge, referral: Entry[Referral]) -> bool:
    """Agencies together judged, in a recorded decision, that early help is enough."""
    answer = decisions.answer_to(known, referral)
    return answer is not None and getattr(answer.body, "forum", None) == "multi_agency"
