"""Injuries that no doctor is recorded to have examined, though somebody was to, or somebody decided as if one had."""

from __future__ import annotations

import datetime as dt

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Injury, Medical
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import Edition
from sightline.state import decisions, harm, injuries, people
from sightline.state.phrases import says


def unexamined_at(
    known: Knowledge, decision: Entry[Decision], child: Person, edition: Edition
) -> list[Entry[Injury]]:
    """This will give the injuries that raise a question in a child who moves, at an answer without protection, if nobody has
    examined them by then."""
    referral = known.entry(decision.body.responds_to)
    rank = decisions.level(decision.body.outcome)
    answers = isinstance(referral.body, Referral) if referral is not None else False
    if not (answers or _rests_on_an_injury(known, decision)) or rank == decisions.PROTECTION:
        return []
    if (
        referral is not None
        and answers
        and topics(referral) & {*edition["own_hand"]}
        and not referral.body.alleges_harm
    ):
        return []  # what the child does to itself is for another doctor
    since = days_after(decision.day, -edition["look_back_days"])
    marks = [
        i
        for i in known.entries(Injury, child, since, decision.day)
        if harm.raises_a_question(known, i, child, edition.numbers)
        and not _by_a_doctor(known, i, edition)
        and not harm.in_a_baby(known, i, child, edition.numbers)
        and i.body.action not in edition["sent_to_doctor"]
    ]
    # What has faded is for no examination: the account of it is another standard's.
    shows = any(
        i.body.type not in edition["fading"]
        or i.day >= days_after(decision.day, -edition["fades_after_days"])
        for i in marks
    )
    return [] if not shows or known.entries(Medical, child, marks[0].day) else marks


def _rests_on_an_injury(known: Knowledge, decision: Entry[Decision]) -> bool:
    return any(
        e is not None and isinstance(e.body, Injury)
        for e in map(known.entry, decision.body.on_information or ())
    )


def none_agreed(
    known: Knowledge, talk: Entry[StrategyDiscussion], child: Person, edition: Edition
) -> list[Entry[Injury]]:
    """This will give the injuries of a child that were sent on and that no doctor has seen, where an enquiry begins, no medical
    is agreed, and nobody at the table could say whether one is needed."""
    body = talk.body
    table = {_type(known, one) for one in body.attended or ()}
    if (
        body.medical_agreed is not False
        or body.outcome not in edition["begins_enquiry"]
        or table & {*edition["doctors"]}
    ):
        return []
    if says(talk.summary, edition["doctor_asked_words"]):
        return []
    since = days_after(talk.day, -edition["look_back_days"])
    marks = [
        i
        for i in known.entries(Injury, child, since, talk.day)
        if i.body.action in edition["passed_on"]
        and not injuries.explained(known, i, child)
        and not _by_a_doctor(known, i, edition)
    ]
    return [] if not marks or known.entries(Medical, child, marks[0].day) else marks


def fresh(known: Knowledge, talk: Entry[StrategyDiscussion], child: Person, edition: Edition) -> bool:
    """This will say whether agencies talked over an injury of these days, without a charted cause: its signs fade."""
    since = days_after(talk.day, -edition["fresh_days"])
    return any(not injuries.explained(known, i, child) for i in known.entries(Injury, child, since, talk.day))


def was_to_be_seen(
    known: Knowledge, injury: Entry[Injury], child: Person, clock: Clock, edition: Edition
) -> bool:
    """This will say whether a paediatrician was to see a serious injury of a small child in hospital, or one that was seen to
    happen in a baby who cannot move alone; and, whatever was said of the cause, what was found and thought is not recorded."""
    years = people.years_old(known, child, injury.day)
    in_hospital = (
        injury.body.type in edition["serious_injuries"]
        and _type(known, injury.author) in edition["paediatricians_at"]
        and years is not None
        and years < edition["small_child_years"]
    )
    witnessed = injury.body.documented_cause in edition["seen_to_happen"]
    in_a_baby = witnessed and harm.in_a_baby(known, injury, child, edition.numbers)
    serious = injury.body.action in edition["paediatrician_sees"] and (in_hospital or in_a_baby)
    due = working_days_after(injury.noted.day, edition["write_up_working_days"])
    since = days_after(injury.day, -edition["same_examination_days"])
    if not serious or known.entries(Medical, child, since) or written_to(known, child, since, edition):
        return False
    # An examination that agencies agreed is asked for by itself.
    return not harm.talked_over(known, child, since) and clock.passed(due)


def written_to(known: Knowledge, child: Person, since: dt.date, edition: Edition) -> bool:
    """This will say whether a doctor who has the child wrote all there is to those who decide: a letter can be an opinion."""
    return any(
        letter.body.content == "full"
        and _type(known, letter.author) in edition["doctors"]
        and any(_type(known, one) in edition["deciders"] for one in letter.body.to or ())
        and any(
            isinstance(e.body, Medical) for id in letter.body.what or () if (e := known.entry(id)) is not None
        )
        for letter in known.entries(InformationSharing, child, since)
    )


def _by_a_doctor(known: Knowledge, injury: Entry[Injury], edition: Edition) -> bool:
    """Whether it was a doctor's surgery or a hospital that saw the injury and wrote it down."""
    team = known.teams.get(injury.author)
    return team is not None and team.type in edition["doctors"] and injury.body.seen_or_reported != "reported"


def _type(known: Knowledge, agency: Agency) -> str | None:
    return known.teams[agency].type if agency in known.teams else None
