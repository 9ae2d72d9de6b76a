"""Handing over a child between teams and areas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Acknowledgement, Handover, InformationSharing
from sightline.record.kinds.decision import Decision, DecisionOutcome
from sightline.record.kinds.help import WorkerChange
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.place import Move
from sightline.record.kinds.words import Agency, Area, KnowerType, Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.handover_words import NOTES, nothing_came
from sightline.standards.detect.new_school import file_not_sent
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state.care import in_care
from sightline.state.grounds import on_a_plan
from sightline.state.phrases import affirms
from sightline.state.referrals import child_of

_LIKE: dict[str, tuple[KnowerType, ...]] = {"children_social_care": ("other_local_authority",)}


@detects("handover_incomplete", Handover, Move, *NOTES)
def handover_incomplete(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A handover that holds little, or whose arrival nobody confirmed; a move, or a worker gone, and no handover recorded."""
    entry = subject.entry
    edition = rule.on(entry.day)
    if edition is None or clock.passed(days_after(entry.day, edition["lapses_after_days"])):
        return SETTLED
    if isinstance(entry.body, Handover):
        return _handover(entry, known, clock, edition)
    if isinstance(entry.body, NOTES):
        said = _said_by_the_receiver(entry, known, clock, edition) or file_not_sent(
            entry, known, clock, edition
        )
        if said or not isinstance(entry.body, WorkerChange):
            return said
        return _worker_without_handover(entry, known, clock, edition)
    return list(_move_without_handover(entry, known, clock, edition))


def _handover(handover: Entry[Handover], known: Knowledge, clock: Clock, edition: Edition) -> Answer:
    """One that holds little; or that was neither spoken through nor confirmed, where the receiver has written nothing since."""
    body, receivers = handover.body, _receivers(known, handover)
    later = [
        h
        for h in known.entries(Handover, since=handover.day)
        if h.id != handover.id and h.body.content == "full" and set(_receivers(known, h)) & set(receivers)
    ]
    if later:
        return SETTLED
    child = child_of(known, handover)
    words = {
        "sender": wording.team(known, handover.author),
        "receiver": wording.teams(known, receivers) or "whoever takes over",
        "day": wording.day(handover.day),
        "held": (body.content or "not stated").replace("_", " "),
    }
    near = edition["same_move_days"]
    moves = [
        m.id
        for m in known.entries(Move, child, days_after(handover.day, -near), days_after(handover.day, near))
    ]
    finding = Finding(handover.people, (handover.id, *moves)[:15], handover.day, words=words)
    if body.content in edition["thin"] and not (body.content == "brief" and body.verbal):
        return [finding]
    # Of a full one nobody wrote whether it was spoken through as well: whoever it went to has it.
    sent = body.content == "full" and body.verbal is None
    # Nobody filled in what it held, and the note tells that both workers went to the family together.
    sent = sent or (body.content is None and affirms(handover.summary, edition["together_words"]))
    if not receivers or sent or _arrived(known, handover, receivers, child, edition):
        return []
    due = working_days_after(handover.day, edition["acknowledge_within_working_days"])
    return [finding] if clock.passed(due) else []


def _said_by_the_receiver(
    note: Entry[Any], known: Knowledge, clock: Clock, edition: Edition
) -> list[Finding]:
    """Whoever has a child now writes that no history came; unless a move says so already."""
    child = child_of(known, note)
    if child is None or not nothing_came(known, note, child, edition):
        return []
    since = days_after(note.day, -edition["lapses_after_days"])
    moves = known.entries(Move, child, since, note.day)
    if any(True for move in moves for _ in _move_without_handover(move, known, clock, edition)):
        return []
    words = {
        "sender": "whoever had the child before",
        "receiver": wording.team(known, note.author),
        "day": wording.day(note.day),
        "held": "none, as the receiver writes",
    }
    return [Finding(note.people, (note.id, *(m.id for m in moves))[:15], note.day, words=words)]


def _receivers(known: Knowledge, handover: Entry[Handover]) -> list[Agency]:
    """Whom it names; where it names nobody, those it was told to."""
    if handover.body.to:
        return [handover.body.to]
    return [one for one in known.told(handover.id) if one != handover.author]


def _arrived(
    known: Knowledge,
    handover: Entry[Handover],
    receivers: list[Agency],
    child: Person | None,
    edition: Edition,
) -> bool:
    """Whether its arrival shows: confirmed, spoken through, or the receiver itself writes of the child since."""
    spoken = handover.body.verbal and handover.body.content not in edition["thin"]
    if spoken or known.naming(handover.id, Acknowledgement):
        return True
    # That the receiver is at work does not show what it was given, where nobody wrote that down.
    return (
        child is not None
        and (handover.body.content, handover.body.verbal) != (None, False)
        and any(
            e.author == one and e.id != handover.id and not isinstance(e.body, Particulars)
            for one in receivers
            for e in known.held(one, child, handover.day)
        )
    )


def _worker_without_handover(
    change: Entry[WorkerChange], known: Knowledge, clock: Clock, edition: Edition
) -> Answer:
    """A worker has gone, the team works on with the child, and no handover inside the team is recorded about that time."""
    child = child_of(known, change)
    if child is None or change.body.status not in edition["worker_gone"]:
        return []
    since = days_after(change.day, -edition["worker_before_days"])
    if any(h.author == change.author for h in known.entries(Handover, child, since)):
        return []
    if any(w.author == change.author and _taken_over(w) for w in known.entries(WorkerChange, child, since)):
        return []
    if not clock.passed(working_days_after(change.day, edition["handover_within_working_days"])):
        return []
    works_on = known.held(change.author, child, days_after(change.day, 1))
    if not any(e.author == change.author for e in works_on):
        return []
    words = {
        "sender": change.body.role or "the worker",
        "receiver": "the next",
        "day": wording.day(change.day),
        "held": "none recorded",
    }
    return [Finding(change.people, (change.id,), change.day, words=words)]


def _taken_over(change: Entry[WorkerChange]) -> bool:
    """Whether a case is recorded as handed over, and nobody writes that it is without cover or that the manager is unclear."""
    body = change.body
    return body.status == "handed_over" and body.cover is not False and body.oversight != "unclear"


def _move_without_handover(
    move: Entry[Move], known: Knowledge, clock: Clock, edition: Edition
) -> Iterator[Finding]:
    """Teams of the area left behind that worked with the child and are not seen to have handed over to their like."""
    child = child_of(known, move)
    old, new = move.body.from_area, move.body.to_area
    if child is None or old is None or new is None or old == new:
        return
    if not clock.passed(working_days_after(move.day, edition["handover_within_working_days"])):
        return
    since = days_after(move.day, -edition["about_the_move_days"])
    planned = on_a_plan(known, child, move.day, edition["plans"])
    with_a_plan = edition["hands_over_a_plan"] if planned else ()
    for team in known.teams_of(*edition["hands_over"], *with_a_plan, area=old):
        lately = known.held(team.id, child, days_after(move.day, -edition["worked_within_days"]))
        own = [e for e in lately if e.author == team.id and e.day <= move.day and e.id != move.id]
        worked = [e for e in own if not isinstance(e.body, Particulars)]
        if not worked or _closed(worked[-1]) or _said_of_an_earlier(known, move, child, team.type, edition):
            continue
        local = _local(known, team.type, new)
        if not _calls(known, move, child, team.type, edition):
            continue
        if team.type in with_a_plan:
            local = [one for one in local if known.knows_of(one, child)]  # the school that the child goes to
        if known.knower not in (None, team.id, *local):
            continue  # what others sent one another does not show from here
        if local and not _passed_on(known, team.id, local, child, own, since, planned):
            words = {
                "sender": team.name,
                "receiver": wording.teams(known, local),
                "day": wording.day(move.day),
                "held": "none recorded",
            }
            yield Finding((child,), (move.id, worked[-1].id), move.day, words=words, key=team.id)


def _local(known: Knowledge, type_: KnowerType, area: Area | None) -> list[Agency]:
    """The teams of an area that do the same work (another council's is called so)."""
    return [t.id for t in known.teams_of(type_, *_LIKE.get(type_, ()), area=area)]


def _calls(known: Knowledge, move: Entry[Move], child: Person, type_: KnowerType, edition: Edition) -> bool:
    """Whether a move is one that a team of this type hands over at.

    The council that looks after a child keeps its case wherever the child is placed. While a family is away for a time its
    case stays, unless those of the new area soon work with the child themselves.
    """
    if type_ not in edition["keeps_the_case"]:
        return True
    if in_care(known, child):
        return False
    if move.body.type not in edition["for_a_time"]:
        return True
    until = days_after(move.day, edition["about_the_move_days"])
    closed = (d for d in known.entries(Decision, child, move.day, until) if d.body.type == "close")
    if any(d.author in known.teams and known.teams[d.author].type == type_ for d in closed):
        return True  # it keeps the case no longer
    return any(
        e.author == one and e.day <= until and not isinstance(e.body, Particulars)
        for one in _local(known, type_, move.body.to_area)
        for e in known.held(one, child, move.day)
    )


def _said_of_an_earlier(
    known: Knowledge, move: Entry[Move], child: Person, type_: KnowerType, edition: Edition
) -> bool:
    """Whether the same way was gone before, to a refuge or to relatives: what was not handed over then was said then."""
    since = days_after(move.day, -edition["lapses_after_days"])
    return any(
        earlier.noted < move.noted
        and (earlier.body.from_area, earlier.body.to_area) == (move.body.from_area, move.body.to_area)
        and _calls(known, earlier, child, type_, edition)
        for earlier in known.entries(Move, child, since, move.day)
    )


def _passed_on(
    known: Knowledge,
    sender: Agency,
    local: list[Agency],
    child: Person,
    worked: list[Entry[Any]],
    since: dt.date,
    planned: bool,
) -> bool:
    """Whether a team is seen to have passed the child on: by a handover about the move, or ever to a team there; or all sent.

    Without a plan it is enough that a team of the new area has all that it wrote; with one, somebody has to take it over.
    """
    handovers = [h for h in known.entries(Handover, child) if h.author == sender]
    if any(h.day >= since or h.body.to in local for h in handovers):
        return True
    if any(
        s.author == sender and s.body.content == "full" and set(local) & {*(s.body.to or ())}
        for s in known.entries(InformationSharing, child, since)
    ):
        return True
    # Another service's own, of about that time, that was told to both: what it says of theirs may stand in its words.
    for other in known.entries(Handover, child, since):
        if (
            other.body.content == "full"
            and known.knows(sender, other)
            and any(known.knows(one, other) for one in local)
        ):
            return True
    return not planned and any(all(known.knows(one, e) for e in worked) for one in local)


def _closed(last: Entry[Any]) -> bool:
    """Whether the last that a team wrote of the child before the move closed its case: it had nothing left to hand over."""
    return isinstance(last.body, Decision | DecisionOutcome) and last.body.type == "close"
