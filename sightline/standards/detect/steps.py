"""Protective steps that were agreed, asked for or plainly needed, and whether they are recorded as taken in time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, Check, InformationSharing, Referral, Visit
from sightline.record.kinds.decision import TOGETHER, Decision
from sightline.record.kinds.harm import Concern, Hospital, Injury, Medical, Observation
from sightline.record.kinds.help import Assessment, Plan, Service
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.detect import undone
from sightline.standards.detect.boxes import topics_written
from sightline.standards.detect.kept_from import bail_not_kept
from sightline.standards.detect.own_life import (
    Step,
    after_a_refusal,
    after_a_stay,
    any_since,
    attended,
    for_their_own_life,
    old_enough,
)
from sightline.standards.of_children import Asked, about_children
from sightline.standards.standard import Answer, Edition, Finding
from sightline.state import harm, injuries, marks_told, people, phrases, places
from sightline.state.phrases import says

_NOTES = (Concern, Observation, Referral)
_TOLD = (*_NOTES, Visit, Appointment, InformationSharing)
_ACTS = (Referral, StrategyDiscussion, Meeting, Plan, Medical, Hospital, Legal, Police)
_PRE_PROCEEDINGS = (Plan, Legal)


@about_children(
    "protective_action_delayed",
    *(
        *_TOLD,
        *_PRE_PROCEEDINGS,
        StrategyDiscussion,
        Meeting,
        Injury,
        Medical,
        Service,
        Decision,
        Police,
        Hospital,
    ),
)
def protective_action_delayed(asked: Asked) -> Answer:
    """A protective step agreed, asked for or plainly needed, and its day gone by without a record of it."""
    entry, child, known, edition = asked.entry, asked.child, asked.known, asked.edition
    step = _step(known, entry, child, edition)
    if step is None or step.taken or _told_before(known, entry, child, step, edition):
        return []
    if not asked.clock.passed(step.due) or asked.clock.passed(
        days_after(step.due, edition["stands_for_days"])
    ):
        return []
    if step.may_wait and _waits_for_a_reason(known, entry, child):
        return []
    words = {
        "child": wording.who(known, asked.children),
        "day": wording.day(entry.day),
        "due": wording.day(step.due),
        "step": step.what,
        "holder": wording.team(known, entry.author),
    }
    return [Finding(asked.children, (entry.id,), asked.since, words=words)]


def _step(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> Step | None:
    step = _STEPS[type(entry.body)](known, entry, child, edition)
    if step is None and isinstance(entry.body, undone.NOTES):
        step = undone.after_words(known, entry, child, edition)
        if step is not None and _waited_for(known, entry, child, edition):
            return None
    return step


def _waited_for(known: Knowledge, note: Entry[Any], child: Person, edition: Edition) -> bool:
    """What a discussion, lawyers, a meeting or a decision asked for is overdue and spoken of already: a note of it joins."""
    since = days_after(note.day, -edition["stands_for_days"])
    return any(
        (step := _STEPS[kind](known, other, child, edition)) is not None
        and not step.taken
        and step.due <= harm.written(note)
        for kind in (StrategyDiscussion, Legal, Meeting, Decision, Injury)
        for other in known.entries(kind, child, since, note.day)
    )


def _told_before(known: Knowledge, entry: Entry[Any], child: Person, step: Step, edition: Edition) -> bool:
    """The same step is already waited for: a second note joins the first."""
    kinds = next((k for k in (_TOLD, _PRE_PROCEEDINGS) if isinstance(entry.body, k)), (type(entry.body),))
    apart = edition["one_event_days" if isinstance(entry.body, Injury) else "joins_days"]
    since, mine = days_after(entry.day, -apart), (entry.noted.key, entry.id)
    return any(
        (other.noted.key, other.id) < mine
        and (before := _step(known, other, child, edition)) is not None
        and before.what == step.what
        for kind in kinds
        for other in known.entries(kind, child, since, entry.day)
    )


def _waits_for_a_reason(known: Knowledge, entry: Entry[Any], child: Person) -> bool:
    """Agencies together decided since to wait, or on something else, and wrote why."""
    return any(
        d.id != entry.id and d.body.forum in TOGETHER and d.body.rationale
        for d in known.entries(Decision, child, entry.day)
    )


def _after_a_discussion(
    known: Knowledge, held: Entry[StrategyDiscussion], child: Person, edition: Edition
) -> Step | None:
    if held.body.medical_agreed:
        # Where harm cannot reach the child now, the medical can be at the child's pace.
        table = {known.teams[a].type for a in held.body.attended or () if a in known.teams}
        written = harm.written(held)
        due = working_days_after(written, edition["medical_within_working_days"])
        with_carers = bool(table & {*edition["carers"]}) or says(
            held.body.safety_plan, edition["elsewhere_words"]
        )
        if with_carers or _away_by(known, child, held.day, due):
            due = working_days_after(written, edition["medical_when_safe_working_days"])
        due = undone.waits_until(held, edition) or due
        taken = undone.examined(known, child, days_after(held.day, -edition["medical_before_days"]), edition)
        # It came in for it: doctors have the child before them, and their view has a standard of its own.
        taken = taken or any(
            h.body.stage == "admitted" for h in known.entries(Hospital, child, days_after(held.day, 1), due)
        )
        return Step("the child protection medical that was agreed", due, taken)
    if held.body.outcome == "reconvene":
        due = working_days_after(harm.written(held), edition["reconvene_within_working_days"])
        again = any(
            s.id != held.id for s in known.entries(StrategyDiscussion, child, days_after(held.day, 1))
        )
        return Step("the further strategy discussion that was agreed", due, again)
    return None


def _away_by(known: Knowledge, child: Person, since: dt.date, due: dt.date) -> bool:
    """The child is where harm cannot reach, and was so by the day on which the step was due: moved later, it was late."""
    placed = known.entries(Placement, child)[-1:]
    return places.safe_elsewhere(known, child, since) and not any(p.day > due for p in placed)


def _after_advice(known: Knowledge, legal: Entry[Legal], child: Person, edition: Edition) -> Step | None:
    step, status = legal.body.step, legal.body.status
    if step == "pre_proceedings":  # the letter to parents, however its sending is put
        over = status in ("requested", "refused", "ended")
        return None if over else _end_of_pre_proceedings(known, legal, child, edition)
    if status not in ("requested", "advised") or step in (None, "hearing", "bail", "finding_of_fact"):
        return None
    urgent = step in edition["urgent_steps"]
    days = edition["urgent_within_working_days" if urgent else "legal_within_working_days"]
    answered = any(
        e.id != legal.id and (e.body.status not in ("requested", "advised") or e.body.step == "hearing")
        for e in known.entries(Legal, child, legal.day)
    )
    what = f"the legal step that was advised or asked for ({step.replace('_', ' ')})"
    return Step(what, working_days_after(harm.written(legal), days), answered)


def _after_a_meeting(known: Knowledge, met: Entry[Meeting], child: Person, edition: Edition) -> Step | None:
    """What a legal planning meeting agreed: its outcome speaks of a legal step."""
    said = re.sub(r"[^a-z]+", " ", f" {met.body.outcome or ''} ".lower())
    agreed = any(f" {word}" in said and f" no {word}" not in said for word in edition["agreed_words"])
    text = phrases.text_of(met)
    planning = met.body.type == "legal_planning" and agreed and " not " not in said
    if not planning and not phrases.affirms(text, edition["meeting_words"]):
        return undone.asked_to_talk(known, met, child, edition)
    # Where others met, the lawyers were asked once they have met too: from then on it is what that meeting agreed.
    others = met.body.type != "legal_planning"
    if others and any(m.body.type == "legal_planning" for m in known.entries(Meeting, child, met.day)):
        return None
    started = [p for p in known.entries(Plan, child, met.day) if p.body.type == "pre_proceedings"]
    legal = any_since(known, child, met.day, Legal) or any(
        d.body.type in ("pre_proceedings", "court_order") for d in known.entries(Decision, child, met.day)
    )
    due = working_days_after(harm.written(met), edition["legal_within_working_days"])
    return Step("the legal step that a meeting agreed", due, legal or bool(started))


def _after_a_plan(known: Knowledge, plan: Entry[Plan], child: Person, edition: Edition) -> Step | None:
    if plan.body.type != "pre_proceedings" or plan.body.status not in ("started", None):
        return None
    return _end_of_pre_proceedings(known, plan, child, edition)


def _end_of_pre_proceedings(known: Knowledge, began: Entry[Any], child: Person, edition: Edition) -> Step:
    after = days_after(began.day, 1)
    ended = any(
        p.body.type == "pre_proceedings" and p.body.status in ("changed", "ended")
        for p in known.entries(Plan, child, after)
    )
    decided = any(
        d.body.type in edition["ends_pre_proceedings"] for d in known.entries(Decision, child, after)
    )
    court = any(
        e.body.step != "pre_proceedings" or e.body.status == "ended"
        for e in known.entries(Legal, child, after)
    )
    due = days_after(began.day, edition["pre_proceedings_days"])
    return Step("an end or a review of the time before proceedings", due, ended or decided or court)


def _after_an_injury(known: Knowledge, injury: Entry[Injury], child: Person, edition: Edition) -> Step | None:
    """A serious injury at any age is seen by a doctor at once; so is a baby for whom whoever saw it arranged that.

    Where nobody arranged it for a baby, another standard speaks.
    """
    arranged = injury.body.action in edition["arranged"] and harm.in_a_baby(
        known, injury, child, edition.numbers
    )
    serious = injury.body.type in edition["needs_a_doctor"] or (
        injury.body.type in edition["serious"] and harm.account(injury) is None
    )
    hurt = arranged or serious
    author = known.teams.get(injury.author)
    by_a_doctor = author is not None and author.type in edition["doctors"]
    if not hurt or by_a_doctor or injuries.explained(known, injury, child):
        return None
    due = days_after(harm.written(injury), edition["doctor_within_days"])
    seen = any_since(known, child, injury.day, Medical, Hospital)
    return Step("medical help for an injury", due, seen or bool(harm.talked_over(known, child, injury.day)))


def _after_a_note(known: Knowledge, note: Entry[Any], child: Person, edition: Edition) -> Step | None:
    """A child who may hurt themselves; help sought late; a worry held high; a second sign of harm that stays in one file.
    A referral is itself a step taken."""
    body, named = note.body, topics(note)
    if isinstance(body, Referral):
        return _after_a_mark_was_referred(known, note, child, edition)
    if getattr(body, "direction", "concern") not in (None, "concern"):
        return None
    if getattr(body, "about_decision", None) is not None:  # a disagreement: another standard's
        return None
    if getattr(body, "level", None) == "low" or undone.says_it_was_done(note, edition):
        return None
    since = harm.written(note)
    if named & {*edition["own_life"]} and old_enough(known, child, note.day, edition):
        return for_their_own_life(known, note, child, edition)
    if "delay_seeking_help" in named and not people.unborn_on(known, child, note.day):
        due = working_days_after(since, edition["note_within_working_days"])
        taken = any_since(known, child, note.day, *_ACTS, Visit) or attended(known, child, note.day)
        return Step("medical help that was sought late", due, taken)
    if getattr(body, "level", None) == "high" and not harm.alleges(note, edition.numbers):
        due = working_days_after(since, edition["note_within_working_days"])
        more = (*_ACTS, Service, Visit, Check, Assessment, InformationSharing, Decision)
        return Step("a step on a worry that is held high", due, any_since(known, child, note.day, *more))
    if _seen_twice_and_kept(known, note, child, edition):
        due = working_days_after(since, edition["note_within_working_days"])
        own = (
            e
            for kind in (Referral, InformationSharing)
            for e in known.entries(kind, child, note.day)
            if e.author == note.author
        )
        taken = any(own) or any_since(known, child, note.day, StrategyDiscussion, Legal)
        return Step("telling social care or police of a further sign of harm", due, taken)
    return None


def _seen_twice_and_kept(known: Knowledge, note: Entry[Any], child: Person, edition: Edition) -> bool:
    """A team has written a sign of harm again, and neither note is seen to have left it."""
    before = [
        n
        for kind in (Concern, Observation)
        for n in known.entries(kind, child, days_after(note.day, -edition["kept_days"]), note.day)
        if n.author == note.author
    ]
    signs = [n for n in before if harm.alleges(n, edition.numbers)]
    kept = [n for n in signs if all(agency == n.author for agency in known.told(n.id))]
    return len(kept) > 1 and len(kept) == len(signs) and note.id in {n.id for n in kept}


def _after_a_mark_was_referred(
    known: Knowledge, referral: Entry[Referral], child: Person, edition: Edition
) -> Step | None:
    """A mark on a child that was referred is seen by a doctor, whoever is to go and talk with the family."""
    bare = bool(referral.body.alleges_harm) and not topics_written(referral)
    told = bare and marks_told.tells(known, referral, edition.numbers)
    if not (told or "unexplained_mark" in topics(referral)) or people.unborn_on(known, child, referral.day):
        return None
    due = working_days_after(harm.written(referral), edition["mark_within_working_days"])
    seen = any(
        m.body.type in injuries.SKILLED
        for m in known.entries(Medical, child, days_after(referral.day, -edition["medical_before_days"]))
    )
    met = bool(harm.talked_over(known, child, days_after(referral.day, -edition["medical_before_days"])))
    taken = seen or met or any_since(known, child, referral.day, Hospital)
    return Step("an examination of a mark that was referred", due, taken)


def _after_an_enquiry(
    known: Knowledge, police: Entry[Police], child: Person, edition: Edition
) -> Step | None:
    """Police close an enquiry over a child, or put it off: what keeps the child safe then is for agencies to say."""
    if police.body.event not in edition["police_ends"]:
        return _still_to_be_done(known, police, child, edition)
    since = days_after(police.day, -edition["look_back_days"])
    spoken = any(
        harm.alleges(e, edition.numbers)
        for kind in _NOTES
        for e in known.entries(kind, child, since, police.day)
    )
    if not spoken or harm.talked_over(known, child, since):
        return None
    due = working_days_after(harm.written(police), edition["note_within_working_days"])
    taken = any_since(known, child, police.day, StrategyDiscussion, Meeting, Plan, Legal)
    return Step("a talk of agencies on how the child is kept safe without the police enquiry", due, taken)


def _still_to_be_done(
    known: Knowledge, police: Entry[Police], child: Person, edition: Edition
) -> Step | None:
    """Police write that something is still to be taken, or somebody to be seen or arrested; no record of theirs since."""
    said = f"{police.body.outcome or ''} {police.summary}".lower()
    if not says(said, edition["police_to_do_words"]):
        return None
    due = working_days_after(harm.written(police), edition["said_urgent_within_working_days"])
    taken = any(e.id != police.id for e in known.entries(Police, child, police.day))
    return Step("what police wrote was still to be done", due, taken)


def _after_a_decision(
    known: Knowledge, decided: Entry[Decision], child: Person, edition: Edition
) -> Step | None:
    # What a decision says is not to be ("conference_no_proceedings") is no step.
    outcome = re.sub(
        r"(^|_)(no|not|without)_.*", "", re.sub(r"[^a-z0-9]+", "_", decided.body.outcome.lower())
    )
    court, other = (says(outcome, edition[name]) for name in ("court_words", "decided_words"))
    if not (court or other):
        later = undone.put_off(known, decided, child, edition)
        return later or _what_was_urgent(known, decided, child, edition)
    taken = any_since(known, child, decided.day, Legal, Medical, Police, StrategyDiscussion) or any(
        m.body.type == "legal_planning" for m in known.entries(Meeting, child, decided.day)
    )
    days = edition["legal_within_working_days" if court else "decided_within_working_days"]
    due = working_days_after(harm.written(decided), days)
    return Step("the protective step that was decided", due, taken)


def _what_was_urgent(
    known: Knowledge, decided: Entry[Decision], child: Person, edition: Edition
) -> Step | None:
    """A decision says that something is to be done urgently, and nothing is written since. A closing says what others may
    do one day, and "seen this week" is done already."""
    said = re.split(r"[.;:!?]", f"{decided.body.outcome}. {decided.body.rationale or ''}".lower())
    ahead = (part for part in said if not {*re.findall(r"[a-z]+", part)} & {*edition["done_already_words"]})
    urgent = any(says(part, edition["urgent_words"]) for part in ahead)
    if not urgent or decided.body.type in edition["closings"]:
        return None
    done = (
        Check, Referral, Appointment, Service, InformationSharing, Visit, Assessment, Plan, Legal, *undone.MET,
    )  # fmt: skip
    taken = any(e.id != decided.id for kind in done for e in known.entries(kind, child, decided.day))
    due = working_days_after(harm.written(decided), edition["said_urgent_within_working_days"])
    return Step("what a decision said was urgent", due, taken)


def _after_a_visit(known: Knowledge, visit: Entry[Visit], child: Person, edition: Edition) -> Step | None:
    return bail_not_kept(known, visit, child, edition) or undone.after_words(known, visit, child, edition)


_STEPS: dict[type[Any], Callable[[Knowledge, Entry[Any], Person, Edition], Step | None]] = {
    StrategyDiscussion: _after_a_discussion,
    Legal: _after_advice,
    Meeting: _after_a_meeting,
    Plan: _after_a_plan,
    Injury: _after_an_injury,
    Medical: undone.after_a_result,
    Concern: _after_a_note,
    Observation: _after_a_note,
    Referral: _after_a_note,
    Visit: _after_a_visit,
    Appointment: undone.after_words,
    InformationSharing: undone.after_words,
    Service: after_a_refusal,
    Decision: _after_a_decision,
    Police: _after_an_enquiry,
    Hospital: after_a_stay,
}
