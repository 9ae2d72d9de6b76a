"""Whether what one agency wrote has reached another, by whatever way a record can show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, CheckAnswer, Handover, InformationSharing, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background, Hospital, Injury, Medical
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import concerned, topics
from sightline.state import checks, people
from sightline.state.decisions import stepped_up
from sightline.state.shared import shared

_EVENTS: tuple[type[Any], ...] = (Injury, Hospital, Medical, Police)
_TELL_OF_EVENTS: tuple[type[Any], ...] = (*_EVENTS, Referral, StrategyDiscussion)
_TELL_ALL: tuple[type[Any], ...] = (Check, Meeting, StrategyDiscussion, Assessment, Decision)
_ONE_EVENT = dt.timedelta(days=shared()["one_event"].number("one_event_days"))


def has(known: Knowledge, agency: Agency, item: Entry[Any], by: dt.date | None = None) -> bool:
    """This will say whether an agency is seen to have what an entry says (by a day): told, sent it on, or asked and answered.

    What was said in part counts only where it names the entry; an answer that nothing is held is no answer about an entry
    that is. Those who met since are taken to have heard what each held, and whoever answers to say all it has, its own or not.
    It is a question of its own, and changes seldom.
    """
    return known.found(("has", agency, item.id, by), lambda: _has(known, agency, item, by))


def _has(known: Knowledge, agency: Agency, item: Entry[Any], by: dt.date | None) -> bool:
    if (
        known.knows(agency, item, by)
        or _has_the_same(known, agency, item, by)
        or _rung(known, agency, item, by)
        or _handed_on(known, agency, item, by)
        or _told_in_a_decision(known, agency, item, by)
    ):
        return True
    return any(_had_from(known, agency, item, holder, by) for holder in _holders(known, agency, item))


def _holders(known: Knowledge, agency: Agency, item: Entry[Any]) -> list[Agency]:
    """Whoever can tell what an entry says: its writer, and those who were told of it."""
    return [item.author, *(one for one in known.told(item.id) if one not in (item.author, agency))]


def _had_from(known: Knowledge, agency: Agency, item: Entry[Any], holder: Agency, by: dt.date | None) -> bool:
    """Whether an entry between the two carries it, made when the holder had it."""
    persons, writer = concerned(item), holder == item.author

    def may_carry(entry: Entry[Any]) -> bool:
        return _between(entry, holder, agency)

    return any(
        (writer or (isinstance(carrier.body, _TELL_ALL) and known.knows(holder, item, carrier.day)))
        and _carries(known, carrier, agency, item, persons)
        for person in persons
        for carrier in known.chosen(("from", holder), ("held", agency, person), may_carry, item.day, by)
    )


def _had_of(
    known: Knowledge,
    agency: Agency,
    person: Person,
    kinds: tuple[type[Any], ...],
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Sequence[Entry[Any]]:
    """What an agency knows of a person from day to day, of these kinds."""
    return known.chosen(
        ("had of", kinds), ("held", agency, person), lambda entry: isinstance(entry.body, kinds), since, until
    )


def _has_the_same(known: Knowledge, agency: Agency, item: Entry[Any], by: dt.date | None) -> bool:
    """Whether an agency has it from elsewhere: the same history of a person, or the same event told by another."""
    body = item.body
    if isinstance(body, Background):
        of = body.of_person or next(iter(item.people), None)
        if of is None or not topics(item):
            return False
        return all(
            any(
                other.id != item.id and known.knows(agency, other, by)
                for other in _history(known, agency, of, topic, by)
            )
            for topic in sorted(topics(item))
        )
    if not isinstance(body, _EVENTS) or (isinstance(body, Police) and body.event == "intelligence"):
        return False  # what police were told of somebody is no event at which others were
    since, until = item.day - _ONE_EVENT, item.day + _ONE_EVENT
    return any(
        _of_one_event(other, item) and known.knows(agency, other, by)
        for child in concerned(item)
        if people.is_child(known, child)
        for other in _had_of(known, agency, child, _TELL_OF_EVENTS, since, until)
    )


def _of_one_event(other: Entry[Any], item: Entry[Any]) -> bool:
    """Two entries of one kind in one agency's record are two things: it does not write the same down twice."""
    return other.id != item.id and not (other.author == item.author and type(other.body) is type(item.body))


def _history(
    known: Knowledge, agency: Agency, person: Person, topic: str, until: dt.date | None
) -> Sequence[Entry[Any]]:
    """What an agency knows of a person's history on one topic, up to a day."""

    def tells(entry: Entry[Any]) -> bool:
        return isinstance(entry.body, Background) and topic in topics(entry)

    return known.chosen(("history of", topic), ("held", agency, person), tells, None, until)


def _rung(known: Knowledge, agency: Agency, item: Entry[Any], by: dt.date | None) -> bool:
    """Whether the holder knows of a strategy discussion since in which the agency took part: it was rung, if not there."""

    def took_part(entry: Entry[Any]) -> bool:
        if not isinstance(entry.body, StrategyDiscussion):
            return False
        return agency in (entry.author, *(entry.body.attended or ()))

    return any(
        known.chosen(("took part", agency), ("held", item.author, person), took_part, item.day, by)
        for person in concerned(item)
    )


def _handed_on(known: Knowledge, agency: Agency, item: Entry[Any], by: dt.date | None) -> bool:
    """Whether somebody who had it handed the case over to the agency in full: a child's, with what is held of its family."""

    def in_full(entry: Entry[Any]) -> bool:
        body = entry.body
        return isinstance(body, Handover) and body.to == agency and body.content == "full"

    return any(
        (by is None or handover.day <= by) and _had(known, handover.author, item, handover.day)
        for person in dict.fromkeys((*concerned(item), *people.those_in(known, people.CHILDREN)))
        for handover in known.chosen(("handed over to", agency), ("held", agency, person), in_full, item.day)
    )


def _had(known: Knowledge, agency: Agency, item: Entry[Any], by: dt.date) -> bool:
    """Whether an agency was told of an entry by a day, or had it in answer to what it asked."""
    holders = _holders(known, agency, item)
    return known.knows(agency, item, by) or any(_had_from(known, agency, item, h, by) for h in holders)


def _told_in_a_decision(known: Knowledge, agency: Agency, item: Entry[Any], by: dt.date | None) -> bool:
    """Whether it was told of a decision, with its reasons, by somebody who had this: what it rests on goes with the case."""

    def told(entry: Entry[Any]) -> bool:
        return isinstance(entry.body, Decision) and entry.author != agency

    return any(
        stepped_up(made) and known.knows(agency, made, by) and known.knows(made.author, item, made.day)
        for person in concerned(item)
        for made in known.chosen(("a decision told to", agency), ("held", agency, person), told, item.day, by)
    )


def _between(entry: Entry[Any], holder: Agency, agency: Agency) -> bool:
    """Whether an entry is of a kind, and between the right two, to carry what a holder wrote to an agency."""
    body = entry.body
    if isinstance(body, Meeting | StrategyDiscussion):
        return {agency, holder} <= {entry.author, *(body.attended or ())}
    if isinstance(body, Assessment | Decision):
        asked = getattr(body, "agencies_consulted", None) or getattr(body, "checks_made", None) or ()
        return entry.author == agency and holder in asked
    if isinstance(body, Check):
        return body.asked == holder
    if isinstance(body, InformationSharing):
        return agency in (body.to or ()) and (entry.author == holder or bool(body.what))
    return isinstance(body, Referral | Handover) and entry.author == holder and body.to == agency


def _carries(
    known: Knowledge, carrier: Entry[Any], agency: Agency, item: Entry[Any], persons: tuple[Person, ...]
) -> bool:
    """Whether an entry between the two carries this one: all that was held, or this by name."""
    body, holder = carrier.body, item.author
    if isinstance(body, Check):
        answers = known.naming(carrier.id, CheckAnswer)
        told = carrier.author == agency or any(known.knows(agency, answer) for answer in answers)
        return told and any(_told_all(known, carrier, person) for person in persons)
    if isinstance(body, InformationSharing):
        if body.what:
            whole = item.id in body.what and body.content != "partial"
            return whole or _answers_sent_on(known, body, holder, persons)
        return body.content in (None, "full")
    if isinstance(body, Referral):
        return _same_matter(carrier, item)
    return not isinstance(body, Handover) or body.content in (None, "full")


def _answers_sent_on(
    known: Knowledge, sharing: InformationSharing, holder: Agency, persons: tuple[Person, ...]
) -> bool:
    """Whether what is sent on is the holder's own answer in full to somebody's check."""
    for id in sharing.what or ():
        sent = known.entry(id)
        check = known.entry(sent.body.check) if sent and isinstance(sent.body, CheckAnswer) else sent
        if check is not None and isinstance(check.body, Check) and check.body.asked == holder:
            return any(_told_all(known, check, person) for person in persons)
    return False


def _told_all(known: Knowledge, check: Entry[Check], person: Person) -> bool:
    """A check of this person that had an answer in full, and not that nothing was held."""
    if person not in (check.body.of_people or check.people):
        return False
    found = {answer.body.result for answer in known.naming(check.id, CheckAnswer)}
    return "information_found" in found and checks.answered(known, check, person) == "in full"


def _same_matter(referral: Entry[Referral], item: Entry[Any]) -> bool:
    """A referral by the holder passes on what led to it; where both name topics, one in common shows that."""
    asked, held = topics(referral), topics(item)
    return not asked or not held or bool(asked & held)
