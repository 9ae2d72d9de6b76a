"""Assessment before birth."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.legal import Legal
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.expected import NOTES, Since, of_mother_alone, worries
from sightline.standards.standard import (
    Answer,
    Edition,
    Finding,
    Standard,
    Subject,
    detects,
    each_person,
)
from sightline.state import decisions, people
from sightline.state.phrases import affirms
from sightline.state.referrals import weighty

_CITED = 5


@detects(
    "prebirth_assessment_late", Particulars, Referral, Assessment, Decision, *NOTES, subjects=each_person
)
def prebirth_assessment_late(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A weighty worry about an unborn baby, past the weeks by which its assessment should have begun; or begun too late, not
    gone on, or the birth planned without its end."""
    child = subject.person
    if child is None or (due := people.due(known, child)) is None:
        return []
    birth = people.born(known, child)
    if birth is not None and clock.passed(birth):
        return []
    pregnant = people.gestation_day(due, 0)
    weighed = _weighed(known, child, pregnant, rule)
    edition = rule.on(weighed[0][1].day) if weighed else None
    if edition is None or clock.passed(days_after(due, edition["overdue_days"])):
        return []
    begun = _begun(known, child, edition)
    if begun is not None:
        late = (
            _begun_late(known, child, begun, weighed, due, edition)
            or _planned_without(known, child, weighed, due, clock, edition)
            or _stands_still(known, child, begun, due, clock, edition)
        )
        return [late] if late else []
    return [
        _not_begun(known, child, worry, weighed, due, edition)
        for worry in _points(known, weighed, edition)
        if clock.passed(_start_by(worry, due, edition)) and not _help_agreed(known, child, worry[1])
    ]


def _weighed(known: Knowledge, child: Person, pregnant: dt.date, rule: Standard) -> list[Since]:
    """The first worries of weight that were with social care: referrals, and what else told of one."""
    edition = rule.on(pregnant)
    if edition is None:
        return []
    of_mother = (r for m in people.those_in(known, ("mother",)) for r in known.entries(Referral, m, pregnant))
    referrals = [
        *known.entries(Referral, child, pregnant),
        *(r for r in of_mother if of_mother_alone(known, r)),
    ]
    referred = [(r.day, r) for r in referrals if _weighty_unborn(known, child, r, rule)]
    given_up = [
        (a.day, a) for a in known.entries(Assessment, child, pregnant)
        if a.body.type == "prebirth" and a.body.status == "not_completed"
    ]  # fmt: skip
    found = sorted(
        (*referred, *given_up, *worries(known, child, pregnant, edition)), key=lambda row: (row[0], row[1].id)
    )
    return found[:_CITED]


def _points(known: Knowledge, weighed: list[Since], edition: Edition) -> list[Since]:
    """The first worry, and each later referral that a decision of its own has turned away: a new decision is a new point.

    One that follows shortly, or whose answer agrees to assess, joins the point that stands: what is to be done is the same,
    and was said.
    """
    points = weighed[:1]
    for row in weighed[1:]:
        joins = row[0] <= days_after(points[-1][0], edition["same_gap_days"])
        answer = decisions.answer_to(known, row[1]) if isinstance(row[1].body, Referral) else None
        if answer is not None and not joins and not decisions.stepped_up(answer):
            points.append(row)
    return points


def _start_by(worry: Since, due: dt.date, edition: Edition) -> dt.date:
    within = working_days_after(worry[0], edition["start_within_working_days"])
    return max(people.gestation_day(due, edition["start_by_weeks"]), within)


def _not_begun(
    known: Knowledge,
    child: Person,
    worry: Since,
    weighed: list[Since],
    due: dt.date,
    edition: Edition,
) -> Finding:
    start_by, (_, referral) = _start_by(worry, due, edition), worry
    decided = known.entries(Decision, child, referral.day, start_by)
    evidence = dict.fromkeys((referral.id, *(d.id for d in decided), *(r.id for _, r in weighed)))
    return Finding(
        (child,), tuple(evidence)[:15], referral.day,
        words=_words(known, child, referral, due, start_by, "No pre-birth assessment is recorded as started."),
        key=referral.id,
    )  # fmt: skip


def _begun_late(
    known: Knowledge,
    child: Person,
    begun: Entry[Assessment],
    weighed: list[Since],
    due: dt.date,
    edition: Edition,
) -> Finding | None:
    """An assessment begun when it should have been finished, though the worry had been referred in time to begin before."""
    since = known.entries(Assessment, child, begun.day)
    if any(a.body.status == "completed" and a.body.type in (None, *edition["assessments"]) for a in since):
        return None
    if begun.day <= people.gestation_day(due, edition["finish_by_weeks"]):
        return None
    if days_after(begun.day, edition["takes_days"]) <= due:
        return None  # that it had not begun was said day by day until now; it can still be done in time
    waited = [
        row[1] for row in weighed
        if begun.day > _start_by(row, due, edition) and not _help_agreed(known, child, row[1])
    ]  # fmt: skip
    if not waited:
        return None
    evidence = dict.fromkeys((begun.id, weighed[-1][1].id, *(r.id for _, r in weighed)))
    state = f"A pre-birth assessment was started on {wording.day(begun.day)}: {_weeks(begun.day, due)} weeks before that."
    return Finding(
        (child,), tuple(evidence)[:15], begun.day,
        words=_words(known, child, waited[0], due, begun.day, state), key=begun.id,
    )  # fmt: skip


def _planned_without(
    known: Knowledge,
    child: Person,
    weighed: list[Since],
    due: dt.date,
    clock: Clock,
    edition: Edition,
) -> Finding | None:
    """The birth is planned while the assessment that should shape the plan stands as begun, and no end of it is recorded."""
    assessed = [a for a in known.entries(Assessment, child) if a.body.type == "prebirth"]
    begun = next((a for a in reversed(assessed) if a.body.status == "started"), None)
    if begun is None or _over(known, child, begun, edition):
        return None
    if any(affirms(a.summary, edition["waits_words"]) for a in known.entries(Assessment, child, begun.day)):
        return None  # it says itself what its end waits for
    since = max(begun.day, people.gestation_day(due, edition["planned_from_weeks"]))
    plans: list[Entry[Any]] = [p for p in known.entries(Plan, child, begun.day) if p.body.type == "birth"]
    plans += [m for m in known.entries(Meeting, child, since) if m.body.type == "prebirth_planning"]
    if not plans:
        return None
    planned = min(plans, key=lambda entry: (entry.day, entry.noted.key, entry.id))
    by = max(
        working_days_after(planned.day, edition["written_up_working_days"]),
        days_after(
            people.gestation_day(due, edition["finish_by_weeks"] + 1), -1
        ),  # "at 32 weeks" lasts until 33
        days_after(begun.day, edition["takes_days"]),
    )
    if not clock.passed(by):
        return None
    state = (
        f"The birth was planned on {wording.day(planned.day)}; no end is recorded of the pre-birth assessment "
        f"begun on {wording.day(begun.day)}."
    )
    return Finding(
        (child,), (planned.id, begun.id, weighed[0][1].id), planned.day,
        words=_words(known, child, weighed[0][1], due, by, state), key=begun.id,
    )  # fmt: skip


def _over(known: Knowledge, child: Person, begun: Entry[Assessment], edition: Edition) -> bool:
    """Its end is written, as that or as a decision on what was assessed; the end of an enquiry beside it is not its own."""
    after = (
        a for a in known.entries(Assessment, child, begun.day) if a.body.status not in ("started", "updated")
    )
    if any(a.body.type in (*edition["ends_it"], None) for a in after):
        return True
    return any(d.body.type in edition["concludes"] for d in known.entries(Decision, child, begun.day))


def _words(
    known: Knowledge, child: Person, referral: Entry[Any], due: dt.date, start: dt.date, state: str
) -> dict[str, str]:
    return {
        "child": wording.who(known, [child]),
        "due": wording.day(due),
        "referred": wording.day(referral.day),
        "weeks": str(_weeks(start, due)),
        "state": state,
    }


def _weeks(start: dt.date, due: dt.date) -> int:
    return max((due - start).days // 7, 0)


def _weighty_unborn(known: Knowledge, child: Person, referral: Entry[Referral], rule: Standard) -> bool:
    edition = rule.on(referral.day)
    if edition is None or not people.unborn_on(known, child, referral.day):
        return False
    answer = decisions.answer_to(known, referral)
    if answer is not None and decisions.stepped_up(answer):
        return True  # whoever decided gave it weight
    return weighty(
        known, referral, edition["serious_topics"], edition["repeat_days"], edition["same_event_days"]
    )


def _begun(known: Knowledge, child: Person, edition: Edition) -> Entry[Assessment] | None:
    """The first assessment of the baby that was begun, and not given up: what was begun before is over with it."""
    found = [a for a in known.entries(Assessment, child) if a.body.type in (None, *edition["assessments"])]
    given_up = [n for n, a in enumerate(found, 1) if a.body.status == "not_completed"]
    return next(iter(found[given_up[-1] if given_up else 0 :]), None)


def _help_agreed(known: Knowledge, child: Person, worry: Entry[Any]) -> bool:
    """Agencies together judged, in a recorded decision, that early help is enough; an assessment agreed is one to begin."""
    answers = (
        [decisions.answer_to(known, worry)]
        if isinstance(worry.body, Referral)
        else known.entries(Decision, child, worry.day)
    )
    return any(
        d is not None and getattr(d.body, "forum", None) == "multi_agency" and not decisions.stepped_up(d)
        for d in answers
    )


def _stands_still(
    known: Knowledge, child: Person, begun: Entry[Assessment], due: dt.date, clock: Clock, edition: Edition
) -> Finding | None:
    """An assessment begun in time of which nothing more is recorded when it should be finished: no end, no plan, no meeting,
    no decision, no step in law; unless its own words say what it waits for."""
    by = max(
        people.gestation_day(due, edition["stands_still_weeks"]), days_after(begun.day, edition["takes_days"])
    )
    in_time = begun.day <= people.gestation_day(due, edition["finish_by_weeks"])
    if not in_time or not clock.passed(by) or affirms(begun.summary, edition["waits_words"]):
        return None
    works: list[Entry[Any]] = [*known.entries(Assessment, child, begun.day)]
    went_on = any(a.body.status != "started" or affirms(a.summary, edition["waits_words"]) for a in works)
    since: list[Entry[Any]] = [
        e for kind in (Plan, Meeting, Decision, Legal) for e in known.entries(kind, child, begun.day)
    ]
    if went_on or since:
        return None
    state = (
        f"A pre-birth assessment was started on {wording.day(begun.day)}, and nothing more of it is recorded."
    )
    return Finding(
        (child,), (begun.id,), begun.day,
        words=_words(known, child, begun, due, by, state), key=begun.id,
    )  # fmt: skip
