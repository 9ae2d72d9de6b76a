"""A protective step that the words of an entry say has not come, or was put off, or was done."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, InformationSharing, Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Hospital, Injury, Medical, Observation
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.detect.own_life import Step, any_since
from sightline.standards.standard import Edition
from sightline.state import decisions, harm, injuries, marks_told, phrases, places
from sightline.state.phrases import says

NOTES: tuple[type[Any], ...] = (*phrases.NOTES, Appointment)
MET = (StrategyDiscussion, Medical, Hospital, Police)
_SHORT = 5  # a sentence of so few words ("Not yet lodged.") is of what the note speaks of
_MONTHS = [month.lower() for month in calendar.month_name[1:]]
_DATE = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({'|'.join(_MONTHS)})\b")


def after_words(known: Knowledge, note: Entry[Any], child: Person, edition: Edition) -> Step | None:
    """This will give the step that a note asks for by what it says has not come, or by whom it sends the child to."""
    if isinstance(note.body, Appointment) and (missed := _recheck_missed(known, note, child, edition)):
        return missed
    return (
        _still_not_done(known, note, child, edition)
        or _did_not_come(known, note, child, edition)
        or sent_to_a_doctor(known, note, child, edition)
    )


def _did_not_come(known: Knowledge, note: Entry[Any], child: Person, edition: Edition) -> Step | None:
    """Those who treat at once write that a child did not come, whom another had lately sent to them, hurt or ill."""
    treating = {team.id for team in known.teams_of(*edition["hospitals"])}
    if note.author not in treating or not phrases.says(phrases.text_of(note), edition["not_come_words"]):
        return None
    since = days_after(note.day, -edition["one_event_days"])
    sent = (
        other
        for kind in NOTES
        for other in known.entries(kind, child, since, note.day)
        if other.author not in treating and phrases.affirms(phrases.text_of(other), edition["sends_words"])
    )
    if not any(sent):
        return None
    seen = any_since(known, child, note.day, Medical, Hospital, StrategyDiscussion)
    due = working_days_after(harm.written(note), edition["still_undone_within_working_days"])
    return Step("medical help for which the child was sent", due, seen)


def _recheck_missed(
    known: Knowledge, missed: Entry[Appointment], child: Person, edition: Edition
) -> Step | None:
    """Whoever saw an unexplained injury was to see it again, the child was not brought, and nothing has come of it."""
    since = days_after(missed.day, -edition["recheck_days"])
    if missed.body.outcome not in edition["not_brought"] or not _hurt(known, missed, child, since, edition):
        return None
    told = (e for e in known.entries(InformationSharing, child, missed.day) if e.author == missed.author)
    done = any_since(known, child, missed.day, *MET, Referral, Visit) or any(told)
    due = working_days_after(harm.written(missed), edition["recheck_within_working_days"])
    return Step("medical help for an injury", due, done)


def _hurt(known: Knowledge, entry: Entry[Any], child: Person, since: dt.date, edition: Edition) -> bool:
    """The same team has written since a day of an injury of which a question stands: no doctor skilled in it has looked."""
    return not injuries.examined(known, child, since) and any(
        i.author == entry.author and harm.raises_a_question(known, i, child, edition.numbers)
        for i in known.entries(Injury, child, since, entry.day)
    )


def _still_not_done(known: Knowledge, note: Entry[Any], child: Person, edition: Edition) -> Step | None:
    """A note says that a protective step has not been taken, of a child about whom harm has been spoken of lately."""
    if not _names_it(note, edition) or not _harm_is_open(known, note, child, edition):
        return None
    after = days_after(note.day, 1)
    taken = any_since(known, child, after, *MET, Legal, Meeting)
    due = working_days_after(harm.written(note), edition["still_undone_within_working_days"])
    return Step("what a note says has not been done", due, taken)


def _names_it(note: Entry[Any], edition: Edition) -> bool:
    text = phrases.text_of(note)
    return any(
        phrases.says(part, edition["undone_words"])
        and phrases.says(text if len(part.split()) <= _SHORT else part, edition["step_words"])
        for part in phrases.sentences(text)
    )


def _harm_is_open(known: Knowledge, note: Entry[Any], child: Person, edition: Edition) -> bool:
    since, until = days_after(note.day, -edition["look_back_days"]), days_after(note.day, -1)
    asks = any(known.entries(kind, child, since, until) for kind in (StrategyDiscussion, Injury))
    asks = asks or any(
        m.body.type in edition["step_meetings"] for m in known.entries(Meeting, child, since, until)
    )
    asks = asks or any(
        harm.alleges(e, edition.numbers) or marks_told.tells(known, e, edition.numbers)
        for kind in (Referral, Concern, Observation, Visit, Medical)
        for e in known.entries(kind, child, since, until)
    )
    ended = any(s.body.outcome == "no_section47" for s in known.entries(StrategyDiscussion, child, since))
    return asks and not ended


def sent_to_a_doctor(known: Knowledge, note: Entry[Any], child: Person, edition: Edition) -> Step | None:
    """This will give the step where whoever saw a mark or an injury wrote that a hospital is to see it at once."""
    author = known.teams.get(note.author)
    if author is None or author.type in edition["hospitals"] or isinstance(note.body, Appointment):
        return None
    if isinstance(note.body, Medical) and note.body.opinion in harm.CLEAR:
        return None
    if not marks_told.tells(known, note, edition.numbers):
        return None
    if not any(
        phrases.affirms(part, edition["sends_words"]) and not phrases.says(part, edition["went_words"])
        for part in phrases.sentences(phrases.text_of(note))
    ):
        return None
    due = days_after(harm.written(note), edition["doctor_within_days"])
    seen = any(m.author != note.author for m in known.entries(Medical, child, note.day))
    told = any(
        m.author != note.author and known.teams[m.author].type in edition["hospitals"]
        for m in known.entries(Injury, child, note.day)
        if m.author in known.teams
    )
    met = any_since(known, child, note.day, Hospital, StrategyDiscussion)
    return Step(
        "medical help for an injury",
        due,
        seen or told or met or done_in_words(known, child, note.day, edition),
    )


def done_in_words(known: Knowledge, child: Person, since: dt.date, edition: Edition) -> bool:
    """This will say whether a note since a day tells of an examination that took place."""
    return any(
        phrases.says(part, edition["examination_words"])
        and phrases.affirms(part, edition["took_place_words"])
        and not phrases.says(part, edition["undone_words"])
        for kind in NOTES
        for note in known.entries(kind, child, since)
        for part in phrases.sentences(phrases.text_of(note))
    )


def asked_to_talk(known: Knowledge, met: Entry[Meeting], child: Person, edition: Edition) -> Step | None:
    """This will give the step where a meeting of a child about whom harm has been spoken asks for a strategy discussion."""
    text = phrases.text_of(met)
    if not phrases.affirms(text, edition["talk_words"]) or not _harm_is_open(known, met, child, edition):
        return None
    due = working_days_after(harm.written(met), edition["talk_within_working_days"])
    return Step(
        "the strategy discussion that a meeting asked for", due, bool(harm.talked_over(known, child, met.day))
    )


def waits_until(held: Entry[StrategyDiscussion], edition: Edition) -> dt.date | None:
    """This will give by when an examination is meant that a discussion says need not be at once; None where it does not say so.

    The day after one that it names, or the number of working days for that.
    """
    text = phrases.text_of(held)
    if not phrases.says(text, edition["not_urgent_words"]):
        return None
    named = _DATE.search(text)
    if named is None:
        return working_days_after(harm.written(held), edition["not_urgent_working_days"])
    return days_after(_next(int(named[1]), _MONTHS.index(named[2]) + 1, held.day), 1)


def _next(number: int, month: int, since: dt.date) -> dt.date:
    """The first such day from a day on; of one that no year soon has (31 June, 29 February) the month's last."""
    year = since.year if (month, number) >= (since.month, since.day) else since.year + 1
    return dt.date(year, month, max(1, min(number, calendar.monthrange(year, month)[1])))


def put_off(known: Knowledge, decided: Entry[Decision], child: Person, edition: Edition) -> Step | None:
    """This will give the step where a referral that says a child is being harmed is answered with a later day, in the outcome
    or the reason, and nobody has gone to the child; at home it is at the weekend too."""
    referral = decisions.answered_by(known, decided)
    if referral is None or not harm.alleges(referral, edition.numbers):
        return None
    level = decisions.level(decided.body.outcome)
    said = decided.body.outcome if level is None else ""
    reason = decided.body.rationale or "" if level in (None, decisions.ASSESSMENT) else ""
    text = re.sub(r"[^a-z0-9]+", " ", f"{said} {reason}".lower())
    if not phrases.says(text, edition["later_words"]) or places.safe_elsewhere(known, child, decided.day):
        return None
    due = days_after(harm.written(decided), edition["put_off_within_days"])
    taken = any_since(known, child, decided.day, *MET, Visit, Legal)
    taken = taken or any(a.id for a in known.entries(Assessment, child, decided.day) if level is None)
    return Step("an answer today to a referral of harm, which was put off to a later day", due, taken)


def examined(known: Knowledge, child: Person, since: dt.date, edition: Edition) -> bool:
    """This will say whether an examination by a skilled doctor is on record since a day, or a note tells of it."""
    return bool(injuries.examined(known, child, since)) or done_in_words(known, child, since, edition)


def after_a_result(known: Knowledge, result: Entry[Medical], child: Person, edition: Edition) -> Step | None:
    """This will give the step after a result that speaks of harm and stays in the file of whoever has it: nobody is told who can
    keep the child safe."""
    opinion = result.body.opinion
    sent = sent_to_a_doctor(known, result, child, edition)
    if sent is not None:
        return sent
    urgent = _asked_urgently(known, result, child, edition)
    if urgent is not None:
        return urgent
    if opinion in (*harm.CLEAR, "examination_not_completed"):
        return None
    if opinion != "non_accidental" and not _speaks_of_harm(result, edition):
        return None
    told = {known.teams[agency].type for agency in known.told(result.id) if agency in known.teams}
    due = working_days_after(harm.written(result), edition["note_within_working_days"])
    done = any_since(known, child, result.day, Referral, InformationSharing, Legal, Police)
    # Those who met about the child not long before asked for it, and hear of it.
    met = harm.talked_over(known, child, days_after(result.day, -edition["look_back_days"]))
    done = done or met is not None or bool(told & {*edition["protectors"]})
    return Step("telling social care of a result", due, done)


def _asked_urgently(known: Knowledge, result: Entry[Medical], child: Person, edition: Edition) -> Step | None:
    """A report on an injured child asks for an urgent look by others, and nobody has looked since."""
    since = days_after(result.day, -edition["recheck_days"])
    asks = phrases.affirms(phrases.text_of(result), edition["look_urgently_words"])
    if not asks or result.body.opinion in harm.CLEAR or not _hurt(known, result, child, since, edition):
        return None
    later = (m.id for m in known.entries(Medical, child, result.day) if m.id != result.id)
    done = any_since(known, child, result.day, Hospital, StrategyDiscussion, Referral) or any(later)
    return Step(
        "medical help for an injury", days_after(harm.written(result), edition["doctor_within_days"]), done
    )


def _speaks_of_harm(result: Entry[Medical], edition: Edition) -> bool:
    """In a part of a sentence that denies nothing: "toxicology negative" and "no retinal bleeding" say that there is none."""
    parts = re.split(r"[.,;:!?]", f"{result.body.finding or ''}. {result.summary}".lower())
    said = (part for part in parts if not {*re.findall(r"[a-z]+", part)} & {*edition["result_denied_words"]})
    return any(says(part, edition["result_words"]) for part in said)


def says_it_was_done(note: Entry[Any], edition: Edition) -> bool:
    said = (getattr(note.body, "action_taken", None) or "").lower()
    return says(said, edition["done_words"])
