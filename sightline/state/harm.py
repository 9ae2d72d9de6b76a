"""Signs of significant harm: an allegation, an injury that raises a question, a doctor's opinion; and which are one event."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, InformationSharing, Referral, Visit
from sightline.record.kinds.decision import Decision, DecisionOutcome
from sightline.record.kinds.harm import Concern, Hospital, Injury, Medical, Observation
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Household
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.state import decisions, injuries, people, phrases
from sightline.state.shared import shared

Numbers = Mapping[str, Any]
Wanted = Callable[[Entry[Any]], bool]
SIGNS = (
    Referral, Concern, Observation, Injury, Medical, Police, Hospital, Visit, Appointment, InformationSharing,
)  # fmt: skip
ENQUIRIES = ("section47_joint", "section47_single")
_BEGAN, _TABLE = shared()["enquiry_began"], shared()["talk_of_agencies"]
_DECIDED_WITHIN = dt.timedelta(days=_BEGAN.number("decided_within_days"))
_ENQUIRY_WITHIN = dt.timedelta(days=_BEGAN.number("enquiry_within_days"))
CLEAR = (*injuries.EXPLAINED_BY, "accidental")
_NO_ACCOUNT = frozenset(shared()["account_of_an_injury"].words("no_account_begins"))
_SOCIAL_CARE, _HEALTH = frozenset(_TABLE.words("social_care")), frozenset(_TABLE.words("health"))


def children_in(known: Knowledge, entry: Entry[Any]) -> list[Person]:
    """This will give the children an entry is about: those the record is about, else older brothers and sisters (not who by
    their day of birth is of age), else others of the family who by it are not.

    Who is found in the household is found with the children of the record, also where only the adult is named; and the bail
    of an adult, or the end of a police enquiry, is of the children of the record too.
    """
    named = (
        people.children(known, entry.people)
        or [p for p in entry.people if people.is_child(known, p) and not people.of_age(known, p, entry.day)]
        or people.not_of_age(known, entry.people, entry.day, "relative")
    )
    police = isinstance(entry.body, Police) and entry.body.event in ("bail", "enquiry_closed")
    bail = police or (isinstance(entry.body, Legal) and entry.body.step == "bail")
    if named or not (bail or isinstance(entry.body, Household)):
        return named
    return people.children(known, people.those_in(known, people.CHILDREN))


def account(injury: Entry[Injury]) -> str | None:
    """This will give the explanation that was offered for an injury, or None where none was, or none is written."""
    said = (injury.body.explanation or "").strip()
    first = re.match(r"[a-z']*", phrases.plain(said))
    return None if not said or (first and first.group() in _NO_ACCOUNT) else said


def in_a_baby(known: Knowledge, injury: Entry[Injury], child: Person, numbers: Numbers) -> bool:
    """This will say whether a child could not move alone when an injury was noted."""
    noted, mobile = injury.body.child_mobility, tuple(numbers["mobile"])
    return injuries.cannot_move_alone(known, child, injury.day, noted, mobile, numbers["under_weeks"])


def at(injury: Entry[Injury], sites: tuple[str, ...]) -> bool:
    """This will say whether an injury is at one of these places on the body, as its writer put it, in the note where not as site.

    A forearm is no ear, and the back of a hand is no back; the upper left arm is an upper arm.
    """
    words = " " + re.sub(r"[^a-z]+", " ", (injury.body.site or injury.summary).lower())
    words = injuries.without_sides(words + " ")
    words = re.sub(r" back of (?:the |her |his )?", " ", words)
    return phrases.says(words, sites)


def raises_a_question(known: Knowledge, injury: Entry[Injury], child: Person, numbers: Numbers) -> bool:
    """This will say whether an injury without a charted cause is of a kind that play seldom gives, or in a small baby."""
    if injuries.explained(known, injury, child):
        return False
    unusual = injury.body.type in numbers["serious"] or at(injury, tuple(numbers["telling_sites"]))
    return unusual or in_a_baby(known, injury, child, numbers)


def alleges(entry: Entry[Any], numbers: Numbers) -> bool:
    """This will say whether a referral or a note says that a child is being significantly harmed, or is likely to be.

    A note on somebody's own childhood is no allegation about the child; a low worry, as its writer put it, is none.
    That a child told something is grave by itself only where no other topic says that it was something else.
    """
    body, named = entry.body, topics(entry)
    grave = named & {*numbers["grave"]}
    if grave == {"child_disclosure"} and named & {*numbers["told_of"]}:
        grave = frozenset()
    if isinstance(body, Referral):
        reached = _all_of(named, numbers["grave_unless_denied"])
        unsaid = body.alleges_harm is None and (bool(grave) or reached)
        beyond = bool(named & {*numbers["not_physical"]}) or _all_of(named, numbers["grave_together"])
        return bool(body.alleges_harm) or unsaid or beyond
    if named & {*numbers["of_the_past"]}:
        return False
    if isinstance(body, Concern):
        # A disagreement with a decision says how strongly it is held, not that something more has happened.
        new = body.about_decision is None
        high = new and body.level == "high" and bool(named & {*numbers["grave_if_high"]})
        together = _all_of(named, numbers["grave_together"])
        return high or (body.level != "low" and (bool(grave) or together))
    if not isinstance(body, Observation):
        return False
    if body.direction is None and grave == {"child_disclosure"}:
        return False  # a child tells many things; nobody wrote that this was a worry
    worried = body.direction == "concern" and _all_of(named, numbers["grave_together"])
    return worried or (body.direction in (None, "concern") and bool(grave))


def passed_on(known: Knowledge, referral: Entry[Any], child: Person, days: int) -> Entry[Any] | None:
    """This will give the note of what a child told that its own writer refers within so many days, in a referral that says
    neither what it is about nor that no harm is alleged: the last that names the same adults."""
    body = referral.body
    if not isinstance(body, Referral) or topics(referral) or body.alleges_harm is False:
        return None
    since = referral.day - dt.timedelta(days=days)
    told = (
        note
        for note in known.on_topic("child_disclosure", child, since, referral.day)
        if note.author == referral.author and isinstance(note.body, Observation | Concern)
    )
    adults = {p for p in referral.people if not people.is_child(known, p)}
    return next((n for n in reversed([*told]) if adults and adults <= {*n.people}), None)


def _all_of(named: frozenset[str], together: Collection[str]) -> bool:
    return bool(together) and named >= {*together}


def enquiry_began(known: Knowledge, talk: Entry[StrategyDiscussion], child: Person) -> bool:
    """This will say whether a strategy discussion set an enquiry going: as stated; where its outcome is not, as a decision of
    about that day for an enquiry shows, or an enquiry that is written of in the weeks after it."""
    if talk.body.outcome is not None:
        return talk.body.outcome in ENQUIRIES
    about = (talk.day - _DECIDED_WITHIN, talk.day + _DECIDED_WITHIN)
    decided = known.entries(Decision, child, *about)
    works = known.entries(Assessment, child, talk.day, talk.day + _ENQUIRY_WITHIN)
    return any(map(decisions.begins_enquiry, decided)) or any(a.body.type == "section47" for a in works)


def written(entry: Entry[Any]) -> dt.date:
    """This will give the day from which something could be done about an entry: when it happened, or was written later."""
    return max(entry.day, entry.noted.day)


def first_of(
    known: Knowledge, entry: Entry[Any], child: Person, wanted: Wanted, apart: int, joins: int
) -> bool:
    """This will say whether an entry is the first written of one event, and not the same told again.

    Entries `apart` days from each other are one event; a note joins whatever was written in the `joins` days before.
    """
    notes = (Concern, Observation, Visit, Appointment, InformationSharing)
    back = joins if isinstance(entry.body, notes) else apart
    since, until = entry.day - dt.timedelta(days=back), entry.day + dt.timedelta(days=apart)
    mine = (entry.noted.key, entry.id)
    return not any(
        (other.noted.key, other.id) < mine and wanted(other)
        for kind in SIGNS
        for other in known.entries(kind, child, since, until)
    )


def cleared(known: Knowledge, child: Person, since: dt.date) -> bool:
    """This will say whether a doctor found an ordinary cause since a day (in a finished examination)."""
    return any(m.body.opinion in CLEAR for m in known.entries(Medical, child, since))


def talked_over(known: Knowledge, child: Person, since: dt.date) -> Entry[Any] | None:
    """This will give the first talk of social care with police and health about a child since a day, by whatever name."""
    held = next(iter(known.entries(StrategyDiscussion, child, since)), None)
    return held or next((m for m in known.entries(Meeting, child, since) if _as_good_as(known, m)), None)


def _as_good_as(known: Knowledge, meeting: Entry[Meeting]) -> bool:
    types = {known.teams[a].type for a in meeting.body.attended or () if a in known.teams}
    three = bool(types & _SOCIAL_CARE) and bool(types & _HEALTH) and "police" in types
    return three or meeting.body.type == "initial_cp_conference"


def decided_about(known: Knowledge, child: Person, since: dt.date) -> list[decisions.Decided]:
    """This will give what was decided about a child since a day, whole or by outcome alone."""
    return [*known.entries(Decision, child, since), *known.entries(DecisionOutcome, child, since)]
