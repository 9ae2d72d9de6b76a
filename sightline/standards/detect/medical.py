"""What an examination says about the cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Hospital, Injury, Medical, Observation
from sightline.record.kinds.help import Plan
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.medical_words import (
    asked_in_vain,
    leaves_it_unsaid,
    only_a_look,
    says_it_is_missing,
    sent_no_further,
    surgery_alone,
)
from sightline.standards.detect.unexamined import (
    fresh,
    none_agreed,
    unexamined_at,
    was_to_be_seen,
    written_to,
)
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import decisions, harm, injuries, people
from sightline.state.phrases import NOTES, affirms, says, text_of
from sightline.state.places import in_hospital
from sightline.state.topics import is_worry

_UNSAID = "The record does not say, in writing, what the examining doctor thought about the cause and what it means for safety."
_SAID: tuple[type[Any], ...] = (Medical, Injury)
_NOT_A_PAEDIATRICIAN = (
    "It is a view of an injury in a baby who cannot move alone, "
    "and no paediatrician's examination is set down in writing."
)

_ONLY_A_LOOK = (
    "It is the one view of an injury that raises a question, "
    "and no paediatrician's examination is set down in writing."
)

_BY_A_SURGERY = (
    "Harm by somebody's hand was alleged, and no paediatrician's examination is set down in writing."
)
_ASKED_FOR = "A doctor's opinion was asked for in writing, and none is recorded."
_NOBODY = (
    "An injury without a charted cause stands in the record, and nobody is recorded to have examined it."
)
_NONE_AGREED = "An injury without a charted cause was sent on; no medical was agreed, and nobody is recorded to have examined it."
_WAS_TO_BE_SEEN = (
    "A paediatrician was to see it that day. What was found, and thought of the cause, is not recorded."
)


@detects(
    "medical_opinion_unclear_or_incomplete",
    *(Medical, Decision, StrategyDiscussion, Hospital, Injury, *NOTES),
)
def medical_opinion_unclear_or_incomplete(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """A view of possible harm that leaves the cause unsaid, is not in writing, or is not a paediatrician's; or none at all."""
    entry = subject.entry
    edition = rule.on(entry.day)
    if edition is None or clock.passed(days_after(entry.day, edition["lapses_after_days"])):
        return SETTLED
    children = harm.children_in(known, entry)
    if isinstance(entry.body, Medical):
        return [
            f
            for child in children[:1]
            for f in _left_open(known, entry, child, edition)
            or _nothing_said(known, entry, child, edition)
            or _never_settled(known, entry, child, edition)
            or _by_a_surgery(known, entry, child, clock, edition)
        ]
    if isinstance(entry.body, NOTES):
        return [f for child in children[:1] for f in _by_a_note(known, entry, child, clock, edition)]
    if isinstance(entry.body, Hospital):
        return [f for child in children[:1] for f in _left_unsaid(known, entry, child, clock, edition)]
    if isinstance(entry.body, Injury):
        due = (c for c in children[:1] if was_to_be_seen(known, entry, c, clock, edition))
        return [_finding(known, entry, child, [], _WAS_TO_BE_SEEN) for child in due]
    named = [p for p in entry.people if people.is_child(known, p)]  # an older brother's arm too
    if isinstance(entry.body, Decision):
        return [f for child in named for f in _nobody_examined(known, entry, child, edition)]
    if not entry.body.medical_agreed:
        sent_on = ((child, none_agreed(known, entry, child, edition)) for child in named)
        return [_finding(known, entry, child, marks, _NONE_AGREED) for child, marks in sent_on if marks]
    within = edition["examine_within_working_days"].get(entry.body.outcome)
    return SETTLED if within is None else _not_by_then(known, entry, children, clock, within, edition)


def _not_by_then(
    known: Knowledge,
    entry: Entry[StrategyDiscussion],
    children: list[Person],
    clock: Clock,
    within: int,
    edition: Edition,
) -> list[Finding]:
    """A medical was agreed, and its days have passed, or they meet again, with no examination recorded."""
    # Brothers and sisters too: which of them was meant, no box says.
    named = [p for p in entry.people if people.is_child(known, p)]
    hurt = [child for child in named if fresh(known, entry, child, edition)]
    due = working_days_after(entry.day, min(within, edition["fresh_within_working_days"]) if hurt else within)
    if entry.body.outcome == "reconvene":
        due = min([due, *(t.day for child in children for t in _taken_up_again(known, entry, child))])
    since = days_after(entry.day, -edition["same_examination_days"])
    seen = any(
        known.entries(Medical, child, since) or written_to(known, child, since, edition) for child in named
    )
    if seen or not children or not clock.passed(due) or any(in_hospital(known, c, due) for c in children):
        return []
    return [_finding(known, entry, [*hurt, *children][0], [], "A medical was agreed, and none is recorded.")]


def _taken_up_again(
    known: Knowledge, talk: Entry[StrategyDiscussion], child: Person
) -> list[Entry[StrategyDiscussion]]:
    """The discussions since, before which the examination was to take place."""
    since = days_after(talk.day, 1)
    return [*known.entries(StrategyDiscussion, child, since)]


def _left_open(known: Knowledge, medical: Entry[Medical], child: Person, edition: Edition) -> list[Finding]:
    hurt = injuries.unexplained_before(known, medical, child, edition["look_back_days"])
    body = medical.body
    open_still = body.opinion in edition["unfinished"] or (
        body.opinion in edition["unclear"] and body.explicit is not True
    )
    unsaid = open_still and (bool(hurt) or _about_harm(known, medical, child, edition))
    unwritten = body.opinion in edition["needs_explicit"] and body.explicit is False
    baby = [i for i in hurt if harm.in_a_baby(known, i, child, edition.numbers)]
    not_skilled = bool(baby) and body.type in edition["not_skilled"] and body.explicit is not True
    if not (unsaid or unwritten or not_skilled) or _made_plain(known, medical, child, not_skilled, edition):
        return []
    if not hurt and _as_before(known, medical, child, edition):
        return []
    what = _UNSAID if unsaid or unwritten else _NOT_A_PAEDIATRICIAN
    found = f"What was found: {body.finding}. " if body.finding else ""
    return [_finding(known, medical, child, hurt, found + what)]


def _nothing_said(
    known: Knowledge, medical: Entry[Medical], child: Person, edition: Edition
) -> list[Finding]:
    """An examination whose own words say that what it says of the cause is not written."""
    if not leaves_it_unsaid(known, medical, child, edition):
        return []
    if _made_plain(known, medical, child, False, edition):
        return []
    hurt = injuries.unexplained_before(known, medical, child, edition["look_back_days"])
    return [_finding(known, medical, child, hurt, _UNSAID)]


def _by_a_surgery(
    known: Knowledge, medical: Entry[Medical], child: Person, clock: Clock, edition: Edition
) -> list[Finding]:
    """Physical harm is alleged, and the one examination is a surgery's; not where it was said when the child was sent there."""
    alleged = surgery_alone(known, medical, child, clock, edition)
    if not alleged or _made_plain(known, medical, child, True, edition):
        return []
    routes = known.entries(Decision, child, min(a.day for a in alleged), medical.day)
    if any(sent_no_further(known, d, child, edition) for d in routes if d.body.type in edition["routes"]):
        return []
    return [_finding(known, medical, child, alleged, _BY_A_SURGERY)]


def _by_a_note(
    known: Knowledge, note: Entry[Any], child: Person, clock: Clock, edition: Edition
) -> list[Finding]:
    """A note that a doctor's view is not in writing, or not to be had; or the one look at an injury, by no paediatrician."""
    of = says_it_is_missing(known, note, child, edition)
    views = [m for m in of if isinstance(m.body, Medical)]
    said = any(_left_open(known, m, child, edition) or _nothing_said(known, m, child, edition) for m in views)
    if of:
        found = tuple(dict.fromkeys((note.id, *(e.id for e in of))))[:15]
        return [] if said else [replace(_finding(known, note, child, [], _UNSAID), evidence=found)]
    if asked_in_vain(known, note, child, clock, edition):
        return [_finding(known, note, child, [], _ASKED_FOR)]
    if isinstance(note.body, Observation):
        marks = only_a_look(known, note, child, clock, edition)
        return [_finding(known, note, child, marks, _ONLY_A_LOOK)] if marks else []
    return []


def _never_settled(
    known: Knowledge, medical: Entry[Medical], child: Person, edition: Edition
) -> list[Finding]:
    """A cause that could not be told yet, of an injury in a baby who cannot move alone; then what kept the child safe is
    ended, or the work, as if it had been, and no doctor's view is set down between."""
    if medical.body.opinion not in edition["not_yet"] or medical.body.type not in injuries.SKILLED:
        return []
    hurt = injuries.unexplained_before(known, medical, child, edition["look_back_days"])
    if not any(harm.in_a_baby(known, i, child, edition.numbers) for i in hurt):
        return []
    later = known.entries(Medical, child, medical.day)
    if any(_settles(m, medical, edition) for m in later) or not _more_to_come(known, medical, child, edition):
        return []
    until = days_after(medical.day, edition["settled_within_days"])
    ends = (
        e
        for kind in (Plan, Decision)
        for e in known.entries(kind, child, days_after(medical.day, 1), until)
        if _ends_safety(e, edition)
    )
    first = min(ends, key=lambda e: (e.day, e.noted.key, e.id), default=None)
    if first is None:
        return []
    ended = (
        f"On {wording.day(first.day)} what kept {wording.who(known, [child])} safe, or the work, was ended."
    )
    what = f"That view left the cause open. {ended} {_UNSAID}"
    finding = _finding(known, medical, child, hurt, what)
    return [replace(finding, evidence=tuple(dict.fromkeys((medical.id, first.id, *finding.evidence)))[:15])]


def _more_to_come(known: Knowledge, medical: Entry[Medical], child: Person, edition: Edition) -> bool:
    """Films or tests came after it or are written as still to come, or agencies that day wanted a medical beyond a first look: it
    was not the last word."""
    if any(m.body.type in edition["tests"] for m in known.entries(Medical, child, medical.day)):
        return True
    stays = known.entries(Hospital, child, medical.day)
    if any(affirms(text_of(e), edition["awaited_words"]) for e in (medical, *stays)):
        return True
    talks = known.entries(StrategyDiscussion, child, medical.day)
    return medical.body.type != injuries.SKILLED[0] and any(t.body.medical_agreed for t in talks)


def _settles(later: Entry[Medical], medical: Entry[Medical], edition: Edition) -> bool:
    """A doctor who saw the child says since what the cause is, or why it cannot be told; a film by itself says neither."""
    body = later.body
    return later.id != medical.id and body.type not in edition["parts"] and body.opinion in edition["clear"]


def _ends_safety(entry: Entry[Any], edition: Edition) -> bool:
    body = entry.body
    if isinstance(body, Plan):
        return body.type == "safety" and body.status == "ended"
    return body.type in edition["ends_safety"] and not decisions.stepped_up(entry)


def _as_before(known: Knowledge, medical: Entry[Medical], child: Person, edition: Edition) -> bool:
    """Whether the same clinic not long before left as much unsaid of the child: the point stands already. A letter that is said
    to leave it unsaid is more than a box that was left empty while the child was still being looked at."""
    since = days_after(medical.day, -edition["lapses_after_days"])
    return any(
        m.author == medical.author
        and m.noted < medical.noted
        and m.body.opinion == medical.body.opinion
        and m.body.explicit == medical.body.explicit
        and m.body.type == medical.body.type
        and _about_harm(known, m, child, edition)
        for m in known.entries(Medical, child, since, medical.day)
    )


def _about_harm(known: Knowledge, medical: Entry[Medical], child: Person, edition: Edition) -> bool:
    """The examination is of possible harm: by its kind, by what was found, or by what others had written of the child."""
    found = (medical.body.finding or "").lower()
    if medical.body.type in injuries.SKILLED[:1] or says(found, edition["injury_words"]):
        return True
    if says(text_of(medical), edition["health_assessment_words"]):
        return False
    agreed = days_after(medical.day, -edition["look_back_days"])
    if any(t.body.medical_agreed for t in known.entries(StrategyDiscussion, child, agreed, medical.day)):
        return True
    since = days_after(medical.day, -edition["worry_days"])
    return any(
        e.author != medical.author
        and e.noted.day <= medical.day
        and (is_worry(e) or isinstance(e.body, Referral))
        for topic in edition["worry_topics"]
        for e in known.on_topic(topic, child, since, medical.day)
    )


def _made_plain(
    known: Knowledge, medical: Entry[Medical], child: Person, by_skilled: bool, edition: Edition
) -> bool:
    """Another view since, or about the same time, that says what it thinks; a paediatrician's where it has to be."""
    since = days_after(medical.day, -edition["same_examination_days"])
    return any(
        m.id != medical.id
        and m.body.opinion in edition["clear"]
        and m.body.explicit is not False
        and (m.day >= medical.day or m.body.type in injuries.SKILLED)
        and (not by_skilled or m.body.type in injuries.SKILLED)
        for m in known.entries(Medical, child, since)
    )


def _nobody_examined(
    known: Knowledge, decision: Entry[Decision], child: Person, edition: Edition
) -> list[Finding]:
    """An injury that raises a question in a child who moves, and an answer without protection, before anybody examined it."""
    if decision.body.type in edition["routes"]:
        unseen = sent_no_further(known, decision, child, edition)
        views = known.entries(Medical, child, unseen[0].day, decision.day) if unseen else ()
        if not unseen or any(_left_open(known, m, child, edition) for m in views):
            return []  # said of that view already
        return [_finding(known, decision, child, unseen, _ONLY_A_LOOK)]
    marks = unexamined_at(known, decision, child, edition)
    return [_finding(known, decision, child, marks, _NOBODY)] if marks else []


def _left_unsaid(
    known: Knowledge, stay: Entry[Hospital], child: Person, clock: Clock, edition: Edition
) -> list[Finding]:
    """A child who was in hospital with a serious injury, of which no doctor's view and no cause is recorded."""
    reason = (stay.body.reason or "").lower()
    if stay.body.stage == "admitted" or not says(reason, edition["serious_words"]):
        return []
    within = 0 if stay.body.stage == "discharged" else edition["write_up_working_days"]
    if not clock.passed(working_days_after(stay.day, within)):
        return []
    since = days_after(stay.day, -edition["look_back_days"])
    if any(True for kind in _SAID for _ in known.entries(kind, child, since)):
        return []
    what = f"{stay.body.reason}. Neither how it came about nor what a doctor thought of it is recorded."
    return [_finding(known, stay, child, [], what[:1].upper() + what[1:])]


def _finding(
    known: Knowledge, entry: Entry[Any], child: Person, hurt: Sequence[Entry[Any]], what: str
) -> Finding:
    words = {
        "holder": wording.team(known, entry.author),
        "day": wording.day(entry.day),
        "what": what,
        "child": wording.who(known, [child]),
    }
    return Finding((child,), (entry.id, *(i.id for i in hurt))[:15], entry.day, words=words, key=child)
