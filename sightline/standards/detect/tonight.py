"""Who keeps a child safe while a question of harm is open: at a strategy discussion, and when the child goes back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Hospital, Injury, Medical, Observation
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Household, Move, Placement, Supervision
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.of_children import Asked, about_children
from sightline.standards.standard import Answer, Edition, Finding
from sightline.state import decisions, harm, injuries, people

_QUESTIONS = (StrategyDiscussion, Medical, Injury, Referral, Concern, Observation, Police)
_RETURNS = (Hospital, Decision, Placement, Legal, Household, Move)
_HOME = ("with_parents", None)
# A grandmother who comes to help is no return to harm; nobody is said to be a source of it.
_MAY_HARM = ("mother", "father", "partner", "other_adult", "family_friend")


@about_children("child_left_without_safety_plan", StrategyDiscussion, Medical, *_RETURNS)
def child_left_without_safety_plan(asked: Asked) -> Answer:
    """A question of harm is open, the child stays or goes back, and nothing written says who keeps the child safe."""
    entry, child, known, edition = asked.entry, asked.child, asked.known, asked.edition
    opens = _opens(known, entry, child, edition)
    if not opens and not _goes_back(known, entry, child):
        return []
    questions = [entry] if opens else _open_questions(known, entry, child, edition)
    if not questions or _told_before(known, entry, child, edition):
        return []
    first = days_after(min(question.day for question in questions), -edition["current_days"])
    if _planned(known, child, entry, first, edition) or _safe_elsewhere(known, child, entry):
        return []
    wait = edition["after_opinion_working_days"] if opens and isinstance(entry.body, Medical) else 0
    if _answered(known, child, entry.day, edition) or not asked.clock.passed(
        working_days_after(asked.since, wait)
    ):
        return []
    words = {
        "child": wording.who(known, asked.children),
        "day": wording.day(entry.day),
        "what": "a question of harm was opened" if opens else _WHAT.get(entry.kind, "something changed"),
        "holder": wording.team(known, entry.author),
    }
    evidence = dict.fromkeys((entry.id, *(question.id for question in questions)))
    return [Finding(asked.children, tuple(evidence)[:15], asked.since, words=words)]


_WHAT = {
    "hospital": "the child left hospital",
    "decision": "a return home was decided",
    "placement": "a placement changed",
    "legal": "a legal safeguard ended",
    "household": "an adult came to where the child lives",
    "move": "the child moved",
}


def _opens(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """Enquiries began, or a doctor's opinion leaves harm open: from that night on somebody keeps the child safe."""
    body = entry.body
    if isinstance(body, StrategyDiscussion):
        return body.outcome != "no_section47" and not (body.safety_plan or "").strip()
    if not isinstance(body, Medical):
        return False
    hurt = injuries.unexplained_before(known, entry, child, edition["injury_before_days"])
    return body.opinion == "non_accidental" or (body.opinion == "inconclusive" and bool(hurt))


def _goes_back(known: Knowledge, entry: Entry[Any], child: Person) -> bool:
    """The child returns to, or an adult joins, where the harm may have come from."""
    body = entry.body
    if isinstance(body, Hospital):
        return body.stage == "discharged"
    if isinstance(body, Decision):
        together = body.forum in ("multi_agency", "court") and bool(body.rationale)
        return body.type == "return_home" and not together and not body.outcome.startswith(("no_", "not_"))
    if isinstance(body, Placement):
        return body.status == "ended" or (body.status == "started" and body.type in _HOME)
    if isinstance(body, Legal):
        held = ("police_protection", "emergency_protection_order", "section20", "interim_care_order", "bail")
        return body.status == "ended" and body.step in held
    if isinstance(body, Household):
        joins = body.change in ("joins", "staying", "found_present")
        return joins and body.person is not None and people.role(known, body.person) in _MAY_HARM
    return isinstance(body, Move) and body.type == "with_partner"


def _open_questions(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> list[Entry[Any]]:
    """What raised a question of harm in the days before and is not answered by the day of the return."""
    since = days_after(entry.day, -edition["open_for_days"])
    until = days_after(entry.day, -1) if isinstance(entry.body, Household) else entry.day
    found = [
        question
        for kind in _QUESTIONS
        for question in known.entries(kind, child, since, until)
        if question.id != entry.id and _asks(known, question, child, edition)
    ]
    last = _answers(known, child, since, entry.day, edition)
    return sorted((q for q in found if not any(day >= q.day for day in last)), key=lambda q: q.noted.key)


def _asks(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    body = entry.body
    if isinstance(body, StrategyDiscussion):
        return body.outcome != "no_section47"
    if isinstance(body, Medical):
        return body.opinion in ("non_accidental", "inconclusive")
    if isinstance(body, Injury):
        open_still = harm.account(entry) is None or body.action in edition["passed_on"]
        asked = open_still or harm.in_a_baby(known, entry, child, edition.numbers)
        return asked and harm.raises_a_question(known, entry, child, edition.numbers)
    if isinstance(body, Police):
        return body.event in edition["police_questions"]
    return harm.alleges(entry, edition.numbers)


def _answers(
    known: Knowledge, child: Person, since: dt.date, until: dt.date, edition: Edition
) -> list[dt.date]:
    """The days on which questions of harm were answered: an enquiry ended with a reason, or a doctor found the cause."""
    ended: list[Entry[Any]] = [
        a
        for a in known.entries(Assessment, child, since, until)
        if a.body.type == "section47" and a.body.status == "completed"
    ]
    ended += [
        s for s in known.entries(StrategyDiscussion, child, since, until) if s.body.outcome == "no_section47"
    ]
    ended += [m for m in known.entries(Medical, child, since, until) if m.body.opinion in harm.CLEAR]
    ended += [
        d
        for d in known.entries(Decision, child, since, until)
        if d.body.forum == "multi_agency"
        and d.body.rationale
        and decisions.level(d.body.outcome) in (decisions.NO_SERVICE, decisions.EARLY_HELP)
    ]
    ended += [
        p for p in known.entries(Police, child, since, until) if p.body.event in edition["police_answers"]
    ]
    return [entry.day for entry in ended]


def _answered(known: Knowledge, child: Person, since: dt.date, edition: Edition) -> bool:
    """Answered since: on the same day counts only where it was written after."""
    return bool(_answers(known, child, days_after(since, 1), dt.date.max, edition))


def _told_before(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """Said once for one gap: a further note of the same days joins it; a return is a gap of its own."""
    kinds: tuple[type[Any], ...] = (StrategyDiscussion, Medical)
    same = kinds if isinstance(entry.body, kinds) else _RETURNS
    apart = edition["one_event_days"]
    since, until = days_after(entry.day, -apart), days_after(entry.day, apart)
    mine = (entry.noted.key, entry.id)
    return any(
        (other.noted.key, other.id) < mine
        and (_opens(known, other, child, edition) or _goes_back(known, other, child))
        for kind in same
        for other in known.entries(kind, child, since, until)
    )


def _planned(known: Knowledge, child: Person, entry: Entry[Any], since: dt.date, edition: Edition) -> bool:
    """Something written since the question was opened, or in the days before, says who keeps the child safe."""
    discussed = any(s.body.safety_plan for s in known.entries(StrategyDiscussion, child, since))
    plans = any(
        p.body.type in edition["plans"] and p.body.status != "ended"
        for p in known.entries(Plan, child, since)
    )
    watched = any(
        s.body.written and s.body.level not in ("unspecified", "believed_continuous", "unsupervised")
        for s in known.entries(Supervision, child, since)
    )
    met = any(
        m.body.type in ("initial_cp_conference", "discharge_planning")
        for m in known.entries(Meeting, child, since)
    )
    held = isinstance(entry.body, Hospital) and entry.body.discharge_planning_meeting == "held"
    return discussed or plans or watched or met or held


def _safe_elsewhere(known: Knowledge, child: Person, entry: Entry[Any]) -> bool:
    """The child is where the harm cannot have come from: in hospital, placed elsewhere, or under a safeguard of the law."""
    placed = _last(known, Placement, child)
    if placed is not None and placed.body.status == "started" and placed.body.type not in _ELSEWHERE_NOT:
        return True
    hospital = _last(known, Hospital, child)
    if hospital is not None and hospital.body.stage == "admitted":
        return True
    granted = {e.body.step: e.body.status for e in known.entries(Legal, child) if e.body.step in _SAFEGUARDS}
    moved = any(m.body.type in ("refuge", "with_relatives") for m in known.entries(Move, child, entry.day))
    orders = (e for e in known.entries(Legal, child, entry.day) if e.body.step in _ORDERS)
    ordered = any(order.body.status == "granted" for order in orders)
    return moved or ordered or any(status in ("granted", "held", None) for status in granted.values())


_ELSEWHERE_NOT = ("with_parents", "parent_and_child_foster", "residential_parent_and_child", None)
_ORDERS = ("interim_care_order", "care_order", "supervision_order")
_SAFEGUARDS = ("police_protection", "emergency_protection_order")


def _last(known: Knowledge, kind: type[Any], child: Person) -> Entry[Any] | None:
    return next(iter(reversed(known.entries(kind, child))), None)
