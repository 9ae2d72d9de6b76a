"""An account that only the words of an entry give: of a mark, of where a child is, of what is said to be over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, InformationSharing, Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background, Concern, Hospital, Injury, Medical, Observation
from sightline.record.kinds.help import Service
from sightline.record.kinds.legal import Police
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.standard import Edition
from sightline.state import decisions, family_words, harm, injuries, marks_told, people, phrases
from sightline.state.topics import is_worry

KINDS: tuple[type[Any], ...] = (
    Observation,
    Concern,
    Visit,
    Appointment,
    InformationSharing,
    Hospital,
    Medical,
)
Rest = tuple[str, list[Entry[Any]], dt.date]
"""What was said, what it stands against, and by when it could be tested."""


def rests(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> Rest | None:
    """This will give what an entry's words take from an account, where something on record stands beside it; None otherwise."""
    return (
        _of_a_mark(known, entry, child, edition)
        or _of_where_the_child_is(known, entry, child, edition)
        or _of_what_is_over(known, entry, child, edition)
    )


def _of_a_mark(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> Rest | None:
    if not _accounts_for_a_mark(known, entry, edition) or injuries.found_to_fit(entry, edition.numbers):
        return None
    apart = edition["one_event_days"]
    about = days_after(entry.day, -apart), days_after(entry.day, apart)
    if known.entries(Injury, child, *about) or _written_before(known, entry, child, about[0], edition):
        return None
    what, since = "an account of a mark or an injury", harm.written(entry)
    noted, mobile = getattr(entry.body, "child_mobility", None), tuple(edition["mobile"])
    if injuries.cannot_move_alone(known, child, entry.day, noted, mobile, edition["under_weeks"]):
        return (what, [], since) if not people.unborn_on(known, child, entry.day) else None
    if not phrases.says(phrases.text_of(entry), (*edition["telling_sites"], *edition["telling_words"])):
        return None
    back = days_after(entry.day, -edition["look_back_days"])
    marks: list[Entry[Any]] = [*injuries.unexplained_before(known, entry, child, edition["look_back_days"])]
    against = [
        *marks,
        *_grave(known, entry, child, back, edition),
        *police_hold(known, child, back, entry, edition),
    ]
    due = working_days_after(since, edition["test_within_working_days"])
    return (what, once(against), due) if against else None


def _accounts_for_a_mark(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """The note tells of a mark, and of how it is said to have come about, by anybody, the child too."""
    text = phrases.text_of(entry)
    if getattr(entry.body, "what", None) or getattr(entry.body, "about_decision", None) is not None:
        return False
    if "child_disclosure" in topics(entry):
        return False
    if isinstance(entry.body, Medical) and entry.body.opinion not in (None, "not_stated"):
        return False
    told = phrases.affirms(text, edition["says_how_words"])
    # What is said is that somebody did it: an allegation, and another standard's.
    if not told or phrases.says(text, edition["somebody_did_it"]):
        return False
    taken = isinstance(entry.body, Hospital) and phrases.affirms(text, edition["hospital_hurt_words"])
    return taken or marks_told.tells(known, entry, edition.numbers)


def marks_of_others(
    known: Knowledge, child: Person, since: dt.date, entry: Entry[Any], edition: Edition
) -> list[Entry[Any]]:
    """This will give what others wrote of a child since a day that tells of a mark of a kind that play seldom gives, where no
    doctor has since found an ordinary cause."""
    telling = (*edition["telling_sites"], *edition["telling_words"])
    return [
        e
        for kind in marks_told.KINDS
        for e in known.entries(kind, child, since, entry.day)
        if e.author != entry.author
        and not harm.cleared(known, child, e.day)
        and any(phrases.says(part, telling) for part in marks_told.sentences(known, e, edition.numbers))
    ]


def _written_before(
    known: Knowledge, entry: Entry[Any], child: Person, since: dt.date, edition: Edition
) -> bool:
    mine = (entry.noted.key, entry.id)
    return any(
        (other.noted.key, other.id) < mine and _accounts_for_a_mark(known, other, edition)
        for kind in KINDS
        for other in known.entries(kind, child, since, entry.day)
    )


def _of_where_the_child_is(
    known: Knowledge, entry: Entry[Any], child: Person, edition: Edition
) -> Rest | None:
    """A parent's word on where a child is who is not seen, beside a grave worry of the last months."""
    if not _says_where(entry, edition):
        return None
    lately, mine = days_after(entry.day, -edition["lapses_after_days"]), (entry.noted.key, entry.id)
    if any(
        (other.noted.key, other.id) < mine and _says_where(other, edition)
        for kind in (Observation, Visit, Appointment, InformationSharing)
        for other in known.entries(kind, child, lately, entry.day)
    ):
        return None
    back = days_after(entry.day, -edition["look_back_days"])
    against = once([*_grave(known, entry, child, back, edition)])
    due = working_days_after(harm.written(entry), edition["word_within_working_days"])
    return ("what a parent said of where the child is", against, due) if against else None


def _says_where(entry: Entry[Any], edition: Edition) -> bool:
    if not isinstance(entry.body, Observation | Visit | Appointment | InformationSharing):
        return False
    return any(
        family_words.reported(part, edition.numbers) and phrases.says(part, edition["elsewhere_words"])
        for part in phrases.sentences(phrases.text_of(entry))
    )


def _of_what_is_over(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> Rest | None:
    """Somebody of the family says that a grave worry is over, in a note with no box that says so."""
    of = _over(entry, edition)
    if not of:
        return None
    lately, mine = days_after(entry.day, -edition["joins_days"]), (entry.noted.key, entry.id)
    if any(
        (other.noted.key, other.id) < mine and of & _over(other, edition)
        for kind in (Observation, Visit, InformationSharing)
        for other in known.entries(kind, child, lately, entry.day)
    ):
        return None
    back = days_after(entry.day, -edition["look_back_days"])
    against = [e for e in _grave(known, entry, child, back, edition) if topics(e) & of]
    for person in entry.people:
        if "domestic_abuse" in of:
            calls = known.entries(Police, person, back, entry.day)
            against += [p for p in calls if p.body.event == "domestic_incident"]
        if "substance_use" in of:
            against += given_up(known, person, back, entry, edition)
        if phrases.says(phrases.text_of(entry), edition["accepted_words"]):
            held = known.entries(Background, person, until=entry.day)
            against += [b for b in held if topics(b) & of and b.author != entry.author]
    due = working_days_after(harm.written(entry), edition["word_within_working_days"])
    return ("what a parent said of home", once(against), due) if against else None


def _over(entry: Entry[Any], edition: Edition) -> set[str]:
    """The topics that the words say are over; none where the note itself is a worry."""
    if not isinstance(entry.body, Observation | Visit | InformationSharing):
        return set()
    if getattr(entry.body, "direction", None) == "concern":
        return set()
    told = [
        part
        for part in phrases.sentences(phrases.text_of(entry))
        if family_words.reported(part, edition.numbers)
    ]
    return {
        topic
        for words, named in (("gone_words", "gone_topics"), ("sober_words", "sober_topics"))
        if any(phrases.says(part, edition[words]) for part in told)
        for topic in edition[named]
    }


def given_up(
    known: Knowledge, person: Person, since: dt.date, entry: Entry[Any], edition: Edition
) -> list[Entry[Any]]:
    """This will give what another service holds of a person who stopped coming, or would not begin, since a day."""
    return [
        s
        for s in known.entries(Service, person, since, entry.day)
        if s.body.status in ("ended", "refused")
        and s.author != entry.author
        and phrases.says(phrases.text_of(s), edition["stopped_words"])
    ]


def _grave(
    known: Knowledge, entry: Entry[Any], child: Person, since: dt.date, edition: Edition
) -> list[Entry[Any]]:
    """Worries and referrals of these months on grave topics, and not merely on a parent's word."""
    return [
        e
        for topic in edition["serious_topics"]
        for e in known.on_topic(topic, child, since, entry.day)
        if e.id != entry.id
        and (is_worry(e) or isinstance(e.body, Referral))
        and getattr(e.body, "rests_on", None) != "parent_report"
        and e.day < entry.day
    ]


def police_hold(
    known: Knowledge, child: Person, since: dt.date, entry: Entry[Any], edition: Edition
) -> list[Entry[Any]]:
    """This will give what police hold of the child's being threatened or used, or of violence around it."""
    return [
        p
        for p in known.entries(Police, child, since, entry.day)
        if p.id != entry.id
        and (
            p.body.event in ("domestic_incident", "arrest")
            or phrases.affirms(phrases.text_of(p), edition["police_words"])
        )
    ]


def police_of_men(known: Knowledge, since: dt.date, entry: Entry[Any], edition: Edition) -> list[Entry[Any]]:
    """This will give what police wrote of the father or a partner since a day: whoever ends work on the family's word about
    home, and asked nobody, has not set it against that."""
    return [
        p
        for man in people.those_in(known, people.MEN_AND_PARTNERS)
        for p in known.entries(Police, man, since, entry.day)
        if p.body.event in edition["police_of_men"]
    ]


def settles(known: Knowledge, decided: Entry[Decision], child: Person, edition: Edition) -> bool:
    """This will say whether a decision ends the work, does nothing, finds all well, or leaves it to the help there is or to
    others who are to keep an eye on the child."""
    body, rank = decided.body, decisions.level(decided.body.outcome)
    found_well = body.type == "assessment_outcome" and rank is None
    to_others = rank is None and phrases.says(body.outcome, edition["left_to_others"])
    ends = body.type in edition["ending"] or rank == decisions.NO_SERVICE
    return ends or found_well or to_others or decisions.leaves_as_it_was(known, decided, child)


def once(found: Iterable[Entry[Any]]) -> list[Entry[Any]]:
    """This will give entries once each, in the order in which they were written; the last, where there are many."""
    return sorted({e.id: e for e in found}.values(), key=lambda e: e.noted.key)[-14:]


def of_care_missed(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> Rest | None:
    """This will give what a parent says of why a child goes without, beside appointments missed in another file."""
    if not _goes_without(entry, edition):
        return None
    lately = days_after(entry.day, -edition["lapses_after_days"])
    mine = (entry.noted.key, entry.id)
    if any(
        (n.noted.key, n.id) < mine and _goes_without(n, edition)
        for kind in (Observation, Concern)
        for n in known.entries(kind, child, lately, entry.day)
    ):
        return None
    since = days_after(entry.day, -edition["look_back_days"])
    missed = [
        a
        for a in known.entries(Appointment, child, since, entry.day)
        if a.body.outcome == "was_not_brought" and a.author != entry.author
    ]
    if len(missed) < edition["appointments_missed"]:
        return None
    due = working_days_after(harm.written(entry), edition["word_within_working_days"])
    return "what a parent said of care that the child goes without", once(missed), due


def _goes_without(entry: Entry[Any], edition: Edition) -> bool:
    if not is_worry(entry) or not topics(entry) & {*edition["care_topics"]}:
        return False
    said = f"{entry.summary} {getattr(entry.body, 'action_taken', None) or ''}"
    return family_words.reported(said, edition.numbers)


def worries(
    known: Knowledge, persons: Iterable[Person], named: Iterable[str], since: dt.date, until: dt.date
) -> list[Entry[Any]]:
    """This will give what others wrote of these people on these topics as a worry, and not merely on a parent's word."""
    return [
        e
        for person in persons
        for topic in named
        for e in known.on_topic(topic, person, since, until)
        if (is_worry(e) or isinstance(e.body, Referral))
        and getattr(e.body, "rests_on", None) != "parent_report"
    ]
