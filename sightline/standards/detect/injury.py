"""Injury in a baby who cannot move alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Injury, Medical, Observation
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import injuries, marks_told, people, phrases, places
from sightline.state.referrals import child_of

INJURY = "injury_non_mobile_no_child_protection_response"


@detects(INJURY, Injury, *marks_told.KINDS)
def injury_non_mobile_no_child_protection_response(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """An injury (or a doctor's finding of one) in a baby who cannot move alone, not examined and talked over at once."""
    entry = subject.entry
    edition = rule.on(entry.day)
    if edition is None or clock.passed(days_after(entry.day, edition["lapses_after_days"])):
        return SETTLED
    child = child_of(known, entry)
    if child is None or not _calls_for_it(known, entry, child, edition):
        return []
    if _settled(known, entry, child):
        return SETTLED
    held = _discussed(known, entry, child)
    # Where the discussion decided against an examination, that is its answer.
    if held is not None and held.body.medical_agreed is False:
        return []
    due = _due(known, entry, child, edition) if held is None else _medical_due(known, held, child, edition)
    if not clock.passed(due):
        return []
    words = {
        "child": wording.who(known, [child]),
        "day": wording.day(entry.day),
        "what": _what(entry),
        "done": _done(known, entry, child, held),
    }
    evidence = (*_evidence(known, entry, child, edition), *([held.id] if held else []))
    return [Finding((child,), evidence[:15], entry.day, words=words)]


def discussion_due(known: Knowledge, entry: Entry[Any], rule: Standard) -> dt.date | None:
    """This will give the day by whose end agencies are to talk an injury over; none where it is not called for, or done."""
    edition, child = rule.on(entry.day), child_of(known, entry)
    if edition is None or child is None or not _calls_for_it(known, entry, child, edition):
        return None
    over = _settled(known, entry, child) or _discussed(known, entry, child) is not None
    return None if over else _due(known, entry, child, edition)


def _settled(known: Knowledge, entry: Entry[Any], child: Person) -> bool:
    """A skilled doctor's opinion explains it, or one has looked and agencies have talked it over."""
    looked = injuries.examined(known, child, entry.day)
    explained = any(one.body.opinion in injuries.EXPLAINED_BY for one in looked)
    return explained or (bool(looked) and _discussed(known, entry, child) is not None)


def _discussed(known: Knowledge, entry: Entry[Any], child: Person) -> Entry[StrategyDiscussion] | None:
    return next(iter(reversed(known.entries(StrategyDiscussion, child, entry.day))), None)


def _medical_due(
    known: Knowledge, held: Entry[StrategyDiscussion], child: Person, edition: Edition
) -> dt.date:
    """Talking it over is half of it: by this day the examination is on record. Who stays on a ward is with doctors meanwhile."""
    since = max(held.day, held.noted.day)
    on_ward = working_days_after(since, edition["on_ward_within_working_days"])
    if places.in_hospital(known, child, on_ward):
        return on_ward
    return working_days_after(since, edition["examine_within_working_days"])


def _done(known: Knowledge, entry: Entry[Any], child: Person, held: Entry[StrategyDiscussion] | None) -> str:
    if held is not None:
        return f"talked over by agencies on {wording.day(held.day)}, and no examination by a paediatrician"
    if injuries.examined(known, child, entry.day):
        return "examined, but not talked over by agencies"
    return "no examination by a paediatrician"


def _due(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> dt.date:
    """The same day; some working days more where it was examined or sent on at once."""
    protective = bool(injuries.examined(known, child, entry.day)) or _sent_on(known, entry, child, edition)
    return working_days_after(entry.day, edition["discuss_within_working_days"]) if protective else entry.day


def _calls_for_it(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    mobile, weeks = tuple(edition["mobile"]), edition["under_weeks"]
    if isinstance(entry.body, Injury):
        noted = entry.body.child_mobility
        if _written_by_another(known, entry, child, edition):
            return False
        return not injuries.explained(known, entry, child) and injuries.cannot_move_alone(
            known, child, entry.day, noted, mobile, weeks
        )
    if not isinstance(entry.body, Medical) or (
        entry.body.type not in injuries.SKILLED and entry.body.opinion in (None, "not_stated")
    ):
        told = _noted(known, entry, child, edition) or _told(known, entry, child, edition)
        if told or not isinstance(entry.body, Medical):
            return told
    body = entry.body
    if body.type in injuries.SKILLED or body.opinion not in (None, *injuries.OPEN) or not body.finding:
        return False
    # What a team finds of an injury that it wrote down itself in these days is that one; what another finds is a look of its own.
    lately = injuries.unexplained_before(known, entry, child, edition["one_event_days"])
    if any(injury.author == entry.author for injury in lately):
        return False
    before = injuries.unexplained_before(known, entry, child, edition["look_back_days"])
    noted = before[-1].body.child_mobility if before else None
    suspected = bool(before) or body.opinion not in (None, "not_stated")
    return suspected and injuries.cannot_move_alone(known, child, entry.day, noted, mobile, weeks)


def _written_by_another(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """The same injury, which another agency wrote down first in these days: it was said of that."""
    since, mine = days_after(entry.day, -edition["one_event_days"]), (entry.noted.key, entry.id)
    return any(
        other.author != entry.author
        and (other.noted.key, other.id) < mine
        and injuries.same_place(other.body.site, entry.body.site)
        and not injuries.explained(known, other, child)
        for other in known.entries(Injury, child, since, entry.day)
    )


def _noted(known: Knowledge, note: Entry[Any], child: Person, edition: Edition) -> bool:
    """A mark that stands only in a note, nobody having filled in a form of an injury in the days around it."""
    named, body = topics(note), note.body
    if (
        not isinstance(body, Observation | Concern)
        or "unexplained_mark" not in named
        or getattr(body, "direction", "concern") not in ("concern", None)
    ):
        return False
    if getattr(body, "about_decision", None) is not None:
        return False
    around = edition["one_event_days"]
    if known.entries(Injury, child, days_after(note.day, -around), days_after(note.day, around)):
        return False
    noted = getattr(body, "child_mobility", None)
    mobile = tuple(edition["mobile"])
    return injuries.cannot_move_alone(known, child, note.day, noted, mobile, edition["under_weeks"])


def _told(known: Knowledge, note: Entry[Any], child: Person, edition: Edition) -> bool:
    """A mark that only the words of a note tell of, of any kind, for the first time: what is written of it in the weeks after
    is the same told again, unless it is said to be another."""
    body = note.body
    told = marks_told.sentences(known, note, edition.numbers)
    if all(marks_told.of_another_child(sentence) for sentence in told):
        return False
    if getattr(body, "about_decision", None) is not None or phrases.says(
        note.summary, edition["moves_words"]
    ):
        return False
    noted, mobile = getattr(body, "child_mobility", None), tuple(edition["mobile"])
    if people.unborn_on(known, child, note.day) or not injuries.cannot_move_alone(
        known, child, note.day, noted, mobile, edition["under_weeks"]
    ):
        return False
    again = not phrases.affirms(note.summary, edition["new_words"])
    since = days_after(note.day, -edition["look_back_days" if again else "one_event_days"])
    if known.entries(Injury, child, since, days_after(note.day, edition["one_event_days"])):
        return False
    mine = (note.noted.key, note.id)
    return not any(
        (other.noted.key, other.id) < mine and _first_told(known, other, child, edition)
        for kind in marks_told.KINDS
        for other in known.entries(kind, child, since, note.day)
    )


def _first_told(known: Knowledge, other: Entry[Any], child: Person, edition: Edition) -> bool:
    if isinstance(other.body, Medical) and other.body.type in injuries.SKILLED:
        return True
    return _noted(known, other, child, edition) or marks_told.tells(known, other, edition.numbers)


def _sent_on(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """Whoever saw it passed it on at once: the action says so, or a referral that alleges harm went out that day."""
    if getattr(entry.body, "action", None) in edition["protective_actions"]:
        return True
    sent = known.entries(Referral, child, entry.day, entry.day)
    return isinstance(entry.body, Referral) or any(r.body.alleges_harm for r in sent)


def _what(entry: Entry[Any]) -> str:
    if isinstance(entry.body, Injury):
        site = f" ({entry.body.site})" if entry.body.site else ""
        return f"{(entry.body.type or 'injury').replace('_', ' ')}{site}"
    if isinstance(entry.body, Medical) and entry.body.finding:
        return f"a finding at an examination ({entry.body.finding})"
    return "a mark or an injury that a note tells of"


def _evidence(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> tuple[str, ...]:
    """The injury itself, earlier ones, and that day's decisions about it."""
    earlier = [i.id for i in injuries.unexplained_before(known, entry, child, edition["look_back_days"])]
    decided = [
        d.id
        for d in known.entries(Decision, child, entry.day, entry.day)
        if d.body.type in ("medical_route", "protection_response")
    ]
    return (entry.id, *decided, *earlier)[:15]
