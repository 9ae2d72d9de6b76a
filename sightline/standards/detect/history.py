"""What happened to an earlier child, weighed for this one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, InformationSharing, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Placement
from sightline.record.kinds.pregnancy import AntenatalBooking
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import concerned, covered, topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.in_words import all_saying, says_of
from sightline.standards.standard import (
    SETTLED,
    Answer,
    Edition,
    Finding,
    Standard,
    Subject,
    detects,
)
from sightline.state import care, decisions, people
from sightline.state.grounds import on_a_plan
from sightline.state.history import known_to, tells_of
from sightline.state.phrases import NOTES, affirms, text_of
from sightline.state.referrals import child_of

_NOTES = (*NOTES, Background)
_TELL: tuple[type[Any], ...] = (*_NOTES, Referral, AntenatalBooking, StrategyDiscussion)
_PLACES = "placement"
"""A decision on where a child is to live; with kin, it is weighed as the placement is."""
Told = dict[Person, list[Entry[Any]]]


@detects("previous_child_history_not_weighed", Decision, Assessment, Meeting, Placement, *_NOTES)
def previous_child_history_not_weighed(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """Harm to an earlier child on record: a decision to do little, an assessment without that adult, or news left lying."""
    entry = subject.entry
    edition = rule.on(entry.day)
    if edition is None:
        return SETTLED
    if isinstance(entry.body, _NOTES):
        return _left_lying(entry, known, clock, edition)
    if not _calls(entry, edition) or _rests_on_one_that_calls(known, entry, edition):
        return SETTLED
    child = child_of(known, entry)
    if clock.passed(days_after(entry.day, edition["lapses_after_days"])):
        return SETTLED
    if child is None:
        return []
    told = _told(known, entry, edition)
    told = {
        p: notes
        for p, notes in told.items()
        if notes and not _covered_since(known, child, p, entry.day, edition)
    }
    if not told:
        return []
    on_file = [e for p in told for topic in edition["history_topics"] for e in known.on_topic(topic, p)[:3]]
    held = [e.id for e in on_file if isinstance(e.body, Background)]
    evidence = (entry.id, *dict.fromkeys([*(e.id for notes in told.values() for e in notes), *held]))
    return [Finding((child, *told), evidence[:15], entry.day, words=_words(known, entry, told))]


def _left_lying(note: Entry[Any], known: Knowledge, clock: Clock, edition: Edition) -> Answer:
    """News of an earlier child that came to whoever decides: nothing begun for this one, or its old file not asked for."""
    wanted = frozenset(edition["history_topics"])
    if not topics(note) & wanted and not affirms(
        text_of(note), edition["history_words"], beside=edition["earlier_words"]
    ):
        return SETTLED
    child = next(iter(people.those_in(known, ("child", "unborn"))), None)
    came = _came_to(known, note, edition)
    if child is None or came is None or known.knower not in (None, came[0]):
        return []
    decider, day = came
    if clock.passed(days_after(day, edition["lapses_after_days"])):
        return SETTLED
    news = [
        adult
        for adult in concerned(note)
        if people.role(known, adult) in people.PARENTS
        and (tells_of(note, adult) if topics(note) & wanted else _in_words(known, note, adult, edition))
        and all(e.id == note.id for e in known_to(known, decider, adult, tuple(wanted), day))
        and not _covered_since(known, child, adult, day, edition)
    ]
    if not news or decisions.step_up_after(known, child, days_after(day, -1)):
        return []
    under_way = _under_way(known, child, news, day, edition)
    within = "ask_within_working_days" if under_way else "answer_within_working_days"
    if under_way and (note.author == decider or any(_old_file_asked(known, p, edition) for p in news)):
        return []
    if not clock.passed(working_days_after(day, edition[within])):
        return []
    words = {
        "adults": wording.who(known, news),
        "decider": wording.team(known, decider),
        "day": wording.day(day),
        "step": "it came to be known",
        "known": "and what was found then is not recorded as asked for"
        if under_way
        else "and nothing is recorded as begun on it",
        "writers": wording.team(known, note.author),
    }
    return [Finding((child, *news), (note.id,), note.day, words=words)]


def _came_to(known: Knowledge, note: Entry[Any], edition: Edition) -> tuple[Agency, dt.date] | None:
    """Whoever decides and had it first, and on which day."""
    told = known.told(note.id)
    days = {
        team.id: note.noted.day if team.id == note.author else told[team.id].told.day
        for team in known.teams_of(*edition["deciders"])
        if team.id == note.author or team.id in told
    }
    return min(days.items(), key=lambda one: (one[1], one[0]), default=None)


def _under_way(known: Knowledge, child: Person, adults: list[Person], day: dt.date, edition: Edition) -> bool:
    """Whether somebody was at work that can weigh it: an assessment lately begun that covers them, or a plan."""
    lately = known.entries(Assessment, child, days_after(day, -edition["begun_before_days"]), day)
    if any(a.body.type in edition["assessments"] and all(_covers(a, one) for one in adults) for a in lately):
        return True
    return on_a_plan(known, child, day, edition["plans"])


def _old_file_asked(known: Knowledge, adult: Person, edition: Edition) -> bool:
    """Whether a council or court that may hold the earlier file was asked, consulted, or has told something."""
    holders = _holders(known, edition)
    if any(c.body.asked in holders for c in known.entries(Check, adult)):
        return True
    return any(
        holders & {*(a.body.agencies_consulted or ())}
        for a in known.covering(adult)
        if a.body.status != "not_completed"
    )


def _holders(known: Knowledge, edition: Edition) -> set[Agency]:
    return {team.id for team in known.teams_of(*edition["hold_earlier_files"])}


def _calls(entry: Entry[Any], edition: Edition) -> bool:
    if isinstance(entry.body, Assessment):
        return entry.body.type in edition["assessments"] and entry.body.status in (
            "started",
            "updated",
            "completed",
        )
    if isinstance(entry.body, Placement):
        return entry.body.type in care.WITH_KIN and entry.body.status == "started"
    if isinstance(entry.body, Meeting):
        return _set_aside(entry, edition)
    if decisions.stepped_up(entry):
        return False
    return entry.body.type in (*edition["decisions"], _PLACES) or _set_aside(entry, edition)


def _rests_on_one_that_calls(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """Whether a decision only writes down what a meeting or an assessment that it rests on said already: the same point."""
    if not isinstance(entry.body, Decision) or entry.body.type in edition["decisions"]:
        return False
    rests = (known.entry(id) for id in entry.body.on_information or ())
    return any(e is not None and isinstance(e.body, Meeting) and _calls(e, edition) for e in rests)


def _told(known: Knowledge, entry: Entry[Any], edition: Edition) -> Told:
    """Of each parent or partner: what whoever decides or assesses knew by then of an earlier child.

    For a decision on which an adult was named, also what another agency's record says: nobody asked, and it is there.
    """
    found: Told = {}
    named = (*entry.people, *covered(entry))
    kin = [
        p for p in people.those_in(known, people.WIDER_FAMILY) if p in named or _placed_by(known, entry, p)
    ]
    places = isinstance(entry.body, Placement) or getattr(entry.body, "type", None) == _PLACES
    adults = people.those_in(known, people.PARENTS) if not places or _set_aside(entry, edition) else []
    for adult in (*adults, *kin):
        weighed = isinstance(entry.body, Assessment) and _covers(entry, adult)
        if weighed and not _taken_at_their_word(known, entry, adult, edition):
            continue
        notes = _known_to(known, entry, adult, edition)
        if isinstance(entry.body, Meeting):
            pass
        elif isinstance(entry.body, Placement):
            notes = notes or _stood(known, entry, adult, edition)
            notes = [] if _said_before(known, entry, adult, notes, edition) else notes
        elif isinstance(entry.body, Assessment):
            stood = _stood(known, entry, adult, edition) if not notes else []
            notes = notes or [e for e in stood if _sent_on(known, e, adult, entry)]
        else:
            if not notes and _named(known, entry, adult):
                notes = _stood(known, entry, adult, edition)
            if _said_before(known, entry, adult, notes, edition):
                notes = []
            notes = [] if _weighed_before(known, entry, adult, notes, edition) else notes
        found[adult] = notes
    return found


def _placed_by(known: Knowledge, entry: Entry[Any], adult: Person) -> bool:
    """Whether a decision on where a child is to live rests on what names an adult of its kin."""
    return isinstance(entry.body, Decision) and entry.body.type == _PLACES and _named(known, entry, adult)


def _known_to(known: Knowledge, step: Entry[Any], adult: Person, edition: Edition) -> list[Entry[Any]]:
    """What whoever takes a step had been told by then of an adult's earlier child, by topic or in words."""
    notes = known_to(known, step.author, adult, edition["history_topics"], step.day)
    if notes:
        return notes
    said = all_saying(known, _TELL, [adult], edition["history_words"], until=step.day)
    return [
        e
        for e in said
        if e.id != step.id
        and e.noted.day <= step.day
        and _in_words(known, e, adult, edition)
        and known.knows(step.author, e, step.day)
    ][-3:]


def _in_words(known: Knowledge, note: Entry[Any], adult: Person, edition: Edition) -> bool:
    words, earlier = edition["history_words"], edition["earlier_words"]
    return says_of(known, note, adult, words, beside=earlier, unless=edition["own_childhood_words"])


def _set_aside(step: Entry[Any], edition: Edition) -> bool:
    """Whether a step says in words that the earlier history was not read, or does not count."""
    return affirms(text_of(step), edition["aside_words"]) or affirms(
        text_of(step), edition["unread_words"], beside=edition["old_record_words"]
    )


def _taken_at_their_word(
    known: Knowledge, assessment: Entry[Assessment], adult: Person, edition: Edition
) -> bool:
    """An assessment that covers an adult and does not weigh the history: it says so, or it is finished on what the family says,
    with nobody asked who may hold the old file, and no word of it."""
    if _set_aside(assessment, edition):
        return True
    if assessment.body.status != "completed" or assessment.body.main_evidence != "parent_report":
        return False
    return not _old_file_asked(known, adult, edition) and not affirms(
        text_of(assessment), edition["weighed_words"]
    )


def _stood(known: Knowledge, decision: Entry[Any], adult: Person, edition: Edition) -> list[Entry[Any]]:
    """What was on record of an adult's earlier child when it was decided, whoever wrote it."""
    wanted = edition["history_topics"]
    notes = {e.id: e for topic in wanted for e in known.on_topic(topic, adult, until=decision.day)}
    return [e for e in notes.values() if tells_of(e, adult) and e.noted.day <= decision.day][:3]


def _sent_on(known: Knowledge, note: Entry[Any], adult: Person, step: Entry[Any]) -> bool:
    """Whether what a note says was sent, by name, to whoever takes a step: it need not have had the note itself."""
    return any(
        step.author in (sent.body.to or ()) and note.id in (sent.body.what or ())
        for sent in known.entries(InformationSharing, adult, note.day, step.day)
    )


def _said_before(
    known: Knowledge, decision: Entry[Any], adult: Person, stood: list[Entry[Any]], edition: Edition
) -> bool:
    """An earlier decision of this sort named the adult, or its maker was told, and the same stood there: the same point still."""
    child = child_of(known, decision)
    since = days_after(decision.day, -edition["lapses_after_days"])
    return any(
        d.noted < decision.noted
        and any(
            e.noted.day <= d.day
            and (known.knows(d.author, e, d.day) or any(_named(known, d, one) for one in (adult, *e.people)))
            for e in stood
        )
        and _calls(d, edition)
        for d in known.entries(Decision, child, since, decision.day)
    )


def _weighed_before(
    known: Knowledge, decision: Entry[Decision], adult: Person, told: list[Entry[Any]], edition: Edition
) -> bool:
    """A finished assessment of this child that rests on records too covers the adult, whoever wrote it had been told of an
    earlier child or asked who holds the old file, and nothing has been written of it since."""
    parents = people.those_in(known, people.PARENTS)
    return any(
        a.body.status == "completed"
        and a.body.type in edition["assessments"]
        and a.body.main_evidence in ("mixed", "records")
        and _covers(a, adult)
        and all(e.noted.day <= a.day for e in told)
        and (
            _holders(known, edition) & {*(a.body.agencies_consulted or ())}
            or any(_known_to(known, a, one, edition) for one in (*parents, adult) if _covers(a, one))
        )
        and not _taken_at_their_word(known, a, adult, edition)
        for a in known.entries(Assessment, child_of(known, decision), until=decision.day)
    )


def _named(known: Knowledge, decision: Entry[Decision], adult: Person) -> bool:
    """Whether what a decision answers or rests on names an adult."""
    rests = (known.entry(id) for id in (decision.body.responds_to, *(decision.body.on_information or ())))
    return adult in decision.people or any(e is not None and adult in e.people for e in rests)


def _covers(assessment: Entry[Assessment], adult: Person) -> bool:
    """As stated; an assessment that does not say whom it covers is taken to cover whom it concerns, and then everybody."""
    return not assessment.body.covers or adult in assessment.body.covers


def _covered_since(known: Knowledge, child: Person, adult: Person, day: dt.date, edition: Edition) -> bool:
    begun = (a for a in known.entries(Assessment, child, day) if a.body.type in edition["assessments"])
    return any(
        _covers(a, adult)
        and a.body.status != "not_completed"
        and not _taken_at_their_word(known, a, adult, edition)
        for a in begun
    )


def _words(known: Knowledge, entry: Entry[Any], told: Told) -> dict[str, str]:
    notes = [e for held in told.values() for e in held]
    knew = all(known.knows(entry.author, e, entry.day) for e in notes)
    steps: dict[type[Any], str] = {
        Assessment: "an assessment was written",
        Meeting: "a meeting was held",
        Placement: "a placement began",
    }
    step = steps.get(type(entry.body), "it was decided")
    writers = wording.teams(known, (e.author for e in notes))
    return {
        "adults": wording.who(known, told),
        "decider": wording.team(known, entry.author),
        "day": wording.day(entry.day),
        "step": step,
        "known": "which had been told of it" if knew else "which is not recorded as having been told of it",
        "writers": writers,
    }
