"""A doctor's view that a note says is not in writing, an examination of which nothing is said, a look that was none."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Hospital, Injury, Medical, Observation
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import Edition
from sightline.state import harm, injuries, marks_told
from sightline.state.phrases import NOTES, says, sentences


def leaves_it_unsaid(known: Knowledge, medical: Entry[Medical], child: Person, edition: Edition) -> bool:
    """This will say whether the words of an examination of a child who may have been harmed say that no view of the cause is
    written. An empty box alone is not that: it may be the recorder who left it out."""
    body, said = medical.body, f"{medical.summary}. {medical.body.finding or ''}"
    if body.opinion is not None or body.explicit is True or body.type in edition["routine_examinations"]:
        return False
    plainly = says(said, edition["unwritten_words"]) or says(said, edition["unsaid_words"])
    return plainly and _of_an_injury(known, medical, child, said, edition)


def _of_an_injury(
    known: Knowledge, medical: Entry[Medical], child: Person, said: str, edition: Edition
) -> bool:
    """A child protection medical; a hospital's look at a child with such an injury, or that names one after agencies talked the
    child over; another's that names one."""
    if medical.body.type == injuries.SKILLED[0]:
        return True
    hurt = bool(injuries.unexplained_before(known, medical, child, edition["same_examination_days"]))
    since = days_after(medical.day, -edition["same_examination_days"])
    came = any(
        says(stay.body.reason, edition["serious_words"])
        for stay in known.entries(Hospital, child, since, medical.day)
    )
    names_one = says(said, edition["injury_words"])
    hurt = hurt or (names_one and bool(told_of_a_mark(known, medical, child, edition)))
    by = known.teams.get(medical.author)
    of_hospital = by is not None and by.type in ("hospital", "urgent_care")
    talks = known.entries(
        StrategyDiscussion, child, days_after(medical.day, -edition["look_back_days"]), medical.day
    )
    asked = names_one and bool(talks)
    return (hurt or came or asked) if of_hospital else (hurt and names_one)


def told_of_a_mark(
    known: Knowledge, medical: Entry[Medical], child: Person, edition: Edition
) -> list[Entry[Any]]:
    """This will give what others wrote in words alone, in the days before an examination, of a mark or an injury of the child."""
    since = days_after(medical.day, -edition["same_examination_days"])
    return [
        e
        for kind in marks_told.KINDS
        for e in known.entries(kind, child, since, medical.day)
        if e.id != medical.id and marks_told.tells(known, e, edition.numbers)
    ]


def surgery_alone(
    known: Knowledge, medical: Entry[Medical], child: Person, clock: Clock, edition: Edition
) -> list[Entry[Any]]:
    """This will give the allegations of physical harm after which a surgery looked at the child and, when whoever heard of it can
    have had a paediatrician do so, none has: for that a surgery's view is none, whatever it says."""
    body, said = medical.body, f"{medical.summary}. {medical.body.finding or ''}"
    if body.type not in edition["not_skilled"] or body.explicit is True:
        return []
    since = days_after(medical.day, -edition["same_examination_days"])
    alleged = [
        r
        for r in known.entries(Referral, child, since, medical.day)
        if r.body.alleges_harm
        and r.author != medical.author
        and topics(r) & {*edition["examined_topics"]}
        and (says(said, edition["injury_words"]) or marks_told.tells(known, r, edition.numbers))
    ]
    looked = [m for m in known.entries(Medical, child, since) if m.body.type in injuries.SKILLED]
    talks = [t for t in known.entries(StrategyDiscussion, child, since) if t.body.medical_agreed]
    due = working_days_after(medical.noted.day, edition["look_working_days"])
    return alleged if not looked and not talks and clock.passed(due) else []


def asked_in_vain(known: Knowledge, note: Entry[Any], child: Person, clock: Clock, edition: Edition) -> bool:
    """This will say whether a note has it that whoever decides asked doctors for their opinion in writing, and some working days
    later no view of the child is recorded, nor anything sent by those who were asked."""
    by = known.teams.get(note.author)
    if by is None or by.type not in edition["deciders"]:
        return False
    asks = any(
        says(s, edition["asks_words"])
        and says(s, edition["opinion_words"])
        and says(s, edition["doctor_words"])
        for s in sentences(note.summary)
    )
    due = working_days_after(note.noted.day, edition["report_working_days"])
    if not asks or not clock.passed(due):
        return False
    views = known.entries(Medical, child, days_after(note.day, -edition["same_examination_days"]))
    sent = known.entries(InformationSharing, child, note.day)
    doctors = {team.id for team in known.teams_of(*edition["doctors"])}
    return not any(m.body.opinion in edition["clear"] for m in views) and not any(
        s.author in doctors for s in sent
    )


def says_it_is_missing(
    known: Knowledge, note: Entry[Any], child: Person, edition: Edition
) -> list[Entry[Any]]:
    """This will give what a note is of that says a doctor's view is not in writing: the examination, else the injury."""
    if not _of_a_view(note, edition):
        return []
    since = days_after(note.day, -edition["spoken_of_days"])
    views = [
        m
        for m in known.entries(Medical, child, since, note.day)
        if m.body.type not in edition["routine_examinations"]
    ]
    if any(
        m.body.explicit is True and m.body.opinion in edition["clear"]
        for m in known.entries(Medical, child, since)
    ):
        return []
    marks = [
        i for i in known.entries(Injury, child, since, note.day) if not injuries.explained(known, i, child)
    ]
    stays = [
        h
        for h in known.entries(Hospital, child, since, note.day)
        if says(h.body.reason, edition["serious_words"])
    ]
    talks = [t for t in known.entries(StrategyDiscussion, child, since, note.day) if t.body.medical_agreed]
    before = [
        n
        for kind in NOTES
        for n in known.entries(kind, child, since, note.day)
        if n.noted < note.noted and _of_a_view(n, edition)
    ]
    return [] if before else [*views, *marks, *stays, *talks]


def _of_a_view(note: Entry[Any], edition: Edition) -> bool:
    return says(note.summary, edition["doctor_words"]) and says(note.summary, edition["unwritten_words"])


def only_a_look(
    known: Knowledge, note: Entry[Observation], child: Person, clock: Clock, edition: Edition
) -> list[Entry[Injury]]:
    """This will give the injuries that raise a question, noted by others, that nobody but the writer of a note has looked at."""
    by = known.teams.get(note.author)
    if by is None or by.type not in edition["no_paediatrician"]:
        return []
    if not says(note.summary, edition["injury_words"]):
        return []
    since = days_after(note.day, -edition["same_examination_days"])
    marks = [
        i
        for i in known.entries(Injury, child, since, note.day)
        if i.author != note.author
        and harm.raises_a_question(known, i, child, edition.numbers)
        and i.body.action != "same_day_paediatric"
    ]
    seen = known.entries(Medical, child, since)
    talks = known.entries(StrategyDiscussion, child, since)
    if not marks or seen or any(t.body.medical_agreed for t in talks):
        return []
    return marks if clock.passed(working_days_after(note.noted.day, edition["look_working_days"])) else []


def sent_no_further(
    known: Knowledge, decision: Entry[Decision], child: Person, edition: Edition
) -> list[Entry[Injury]]:
    """This will give the injuries that raise a question and that, as is decided, no paediatrician need see."""
    outcome = decision.body.outcome.lower().replace("_", " ")
    since = days_after(decision.day, -edition["look_back_days"])
    marks = [
        i
        for i in known.entries(Injury, child, since, decision.day)
        if harm.raises_a_question(known, i, child, edition.numbers)
    ]
    words = edition["no_examination_words"]
    if not any(harm.in_a_baby(known, i, child, edition.numbers) for i in marks):
        words = [*words, *edition["sent_elsewhere_words"]]
    if not marks or not says(outcome, words):
        return []  # a baby who is sent to a surgery is another standard's, until the surgery has looked
    views = known.entries(Medical, child, marks[0].day)
    return [] if any(m.body.type in injuries.SKILLED for m in views) else marks
