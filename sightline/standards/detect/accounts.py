"""What somebody says of an injury, of themselves or of home, and whether it was set against anything else."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, CheckAnswer, InformationSharing, Referral, Visit
from sightline.record.kinds.decision import TOGETHER, Decision
from sightline.record.kinds.harm import Background, Concern, Injury, Medical, Observation
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.detect import accounts_answered, accounts_told, illness_told
from sightline.standards.of_children import Asked, about_children
from sightline.standards.standard import Answer, Edition, Finding
from sightline.state import family_words, harm, injuries, people, phrases, sight, taken_back

# What was said, what it stands against, and by when it could be tested.
_Rest = tuple[str, list[Entry[Any]], dt.date]
_OTHER_SOURCES = (Check, Medical, Assessment, Police, Background)


@about_children(
    "explanation_not_tested",
    *(Injury, Assessment, Decision, *accounts_told.KINDS),
    or_else=accounts_answered.of_whom,
)
def explanation_not_tested(asked: Asked) -> Answer:
    """An account on which something rests, and no record that it was set against anything else."""
    entry, child, known, edition = asked.entry, asked.child, asked.known, asked.edition
    rests = _rests(known, entry, child, edition)
    if rests is None or _tested(known, entry, child, edition):
        return []
    what, against, due = rests
    if not asked.clock.passed(due):
        return []
    words = {
        "child": wording.who(known, asked.children),
        "day": wording.day(entry.day),
        "holder": wording.team(known, entry.author),
        "what": what,
        "beside": f" Beside it stands what {wording.teams(known, (e.author for e in against))} recorded."
        if against
        else "",
    }
    evidence = (entry.id, *(e.id for e in against))[:15]
    own = isinstance(entry.body, Decision) and (
        entry.body.responds_to is not None or entry.body.type in edition["own_decisions"]
    )
    return [Finding(asked.children, evidence, asked.since, words=words, own=own)]


def _rests(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> _Rest | None:
    body = entry.body
    if isinstance(body, Injury):
        return _of_an_injury(known, entry, child, edition)
    if isinstance(body, Assessment):
        return _in_an_assessment(known, entry, edition) or _taken_back(known, entry, child, edition)
    if not harm.children_in(known, entry):
        return accounts_answered.rests(known, entry, child, edition)
    if isinstance(body, Observation | Concern):
        return (
            _of_home(known, entry, child, edition)
            or accounts_told.of_care_missed(known, entry, child, edition)
            or _beside_an_injury(known, entry, child, edition)
            or accounts_told.rests(known, entry, child, edition)
            or accounts_answered.rests(known, entry, child, edition)
        )
    if isinstance(body, Medical):
        history = illness_told.of_a_history(known, entry, child, edition)
        return history or accounts_told.rests(known, entry, child, edition)
    if not isinstance(body, Decision):
        told = accounts_told.rests(known, entry, child, edition)
        return told or accounts_answered.rests(known, entry, child, edition)
    return _taken_back(known, entry, child, edition) or _in_a_decision(known, entry, child, edition)


def _of_an_injury(known: Knowledge, injury: Entry[Injury], child: Person, edition: Edition) -> _Rest | None:
    said = harm.account(injury)
    if injury.body.explanation is None and family_words.account_in(injury.summary, edition.numbers):
        said = injury.summary  # the box was left empty, and the note gives the account
    if said is None or phrases.says(said, edition["somebody_did_it"]):
        return None
    if _the_child_told(known, injury, said, child, edition) or injuries.found_to_fit(injury, edition.numbers):
        return None

    def explained(other: Entry[Any]) -> bool:
        return isinstance(other.body, Injury) and harm.account(other) is not None

    apart = edition["one_event_days"]
    asked = _asked_of(known, injury, child, edition)
    asks = asked or harm.raises_a_question(known, injury, child, edition.numbers)
    if not asks or not harm.first_of(known, injury, child, explained, apart, apart):
        return None
    sent_on, since = injury.body.action in edition["sent_on"], harm.written(injury)
    against: list[Entry[Any]] = []
    if not harm.in_a_baby(known, injury, child, edition.numbers):
        days = edition["look_back_days"]
        marks = [*injuries.unexplained_before(known, injury, child, days)]
        notes = _serious(known, (child,), injury, edition)
        against = accounts_told.once(
            [*asked, *marks, *(n for n in notes if not injuries.told_of(n, injury, edition.numbers))]
        )
        # A fall of a child who walks, and nothing on record to set it against, is ordinary; until the child is referred.
        if not against and not sent_on:
            against = _referred_since(known, child, injury, edition)
            if not against:
                return None
            since = min(harm.written(referral) for referral in against)
    wait = edition["test_within_working_days"] if sent_on else 0
    what = f"an account of {(injury.body.type or 'injury').replace('_', ' ')}"
    return what, against, working_days_after(since, wait)


def _asked_of(known: Knowledge, injury: Entry[Injury], child: Person, edition: Edition) -> list[Entry[Any]]:
    """Referrals of the child over physical harm by another team in the days that follow: the injury is one of which they ask."""
    if injuries.explained(known, injury, child):
        return []
    until = days_after(injury.day, edition["referred_within_days"])
    return [
        r
        for r in known.entries(Referral, child, injury.day, until)
        if r.author != injury.author and topics(r) & {*edition["referred_topics"]}
    ]


def _the_child_told(
    known: Knowledge, injury: Entry[Injury], said: str, child: Person, edition: Edition
) -> bool:
    """The account is the child's own, and was written down that day as something told: another standard's."""
    if {*re.findall(r"[a-z]+", said.lower())} & {*edition["family_words"]}:
        return False
    return any(
        "child_disclosure" in topics(note)
        for kind in (Referral, Concern, Observation)
        for note in known.entries(kind, child, injury.day, injury.day)
    )


def _beside_an_injury(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> _Rest | None:
    """A parent's word, written in a note of its own, days after an injury that asks for an account: one, or a second."""
    body = entry.body
    if getattr(body, "rests_on", None) != "parent_report" or body.direction == "concern":
        return None
    mine, since = (entry.noted.key, entry.id), days_after(entry.day, -edition["one_event_days"])
    hurt = [
        i
        for i in known.entries(Injury, child, since, entry.day)
        if (i.noted.key, i.id) < mine
        and harm.raises_a_question(known, i, child, edition.numbers)
        and not _seen_by_a_doctor(known, i, child, edition)
        and not injuries.found_to_fit(i, edition.numbers)
        and _of_an_injury(known, i, child, edition) is None
    ]
    due = working_days_after(harm.written(entry), edition["test_within_working_days"])
    return ("what a parent said in the days of an injury", accounts_told.once(hurt), due) if hurt else None


def _taken_back(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> _Rest | None:
    """An enquiry or a case ends on a child's having taken back what the child told."""
    against = _serious(known, (child,), entry, edition)
    if not against or not taken_back.ends_on_it(known, entry, child, edition.numbers):
        return None
    wait = 0 if isinstance(entry.body, Decision) else edition["test_within_working_days"]
    what = "an ending that rests on the child's having taken back what was told"
    return what, against, working_days_after(harm.written(entry), wait)


def _in_an_assessment(known: Knowledge, entry: Entry[Assessment], edition: Edition) -> _Rest | None:
    body = entry.body
    wanted = body.type in edition["assessments"] and body.status in ("completed", "updated")
    text = phrases.text_of(entry)
    told = body.main_evidence is None and family_words.reported(text, edition.numbers)
    told = told and not phrases.affirms(text, edition["with_others_words"])
    if (
        not wanted
        or not (told or body.main_evidence == "parent_report")
        or _said_already(known, entry, edition)
    ):
        return None
    persons = dict.fromkeys((*entry.people, *(body.covers or ())))
    against = _serious(known, persons, entry, edition)
    since = days_after(entry.day, -edition["look_back_days"])
    against += [s for p in persons for s in accounts_told.given_up(known, p, since, entry, edition)]
    if told:
        against += _history(known, persons, entry, edition)
    if body.agencies_consulted:  # then what those hold who were not, and history, which the writer has not
        held = [*against, *_history(known, persons, entry, edition)]
        asked = body.agencies_consulted
        against = accounts_told.once(
            e for e in held if e.author not in asked and not known.knows(entry.author, e)
        )
    return ("an assessment that rests on what parents say", against, entry.day) if against else None


def _in_a_decision(known: Knowledge, entry: Entry[Decision], child: Person, edition: Edition) -> _Rest | None:
    """A case is closed, nothing done or all found well, alone and without checks, on what somebody in the family says."""
    body = entry.body
    ends = accounts_told.settles(known, entry, child, edition)
    treats = body.type == "medical_route"
    asked = {*(body.checks_made or ())} - {entry.author}  # one's own index is no check with others
    if not (ends or treats) or asked or body.forum in TOGETHER:
        return None
    rested = [e for e in map(known.entry, body.on_information or ()) if e is not None]
    told = any(_as_told(e, edition) for e in rested)
    alone = told and not any(
        isinstance(e.body, _OTHER_SOURCES) and getattr(e.body, "status", None) != "started" for e in rested
    )
    by_words = family_words.reported(body.rationale, edition.numbers) or phrases.affirms(
        body.rationale, edition["asked_family_words"]
    )
    if not alone and not by_words:
        return None
    what = "a decision that rests on what the family says"
    against = [
        *_serious(known, entry.people, entry, edition),
        *sight.unseen_at(known, child, entry, edition.numbers),
        *(e for e in rested if isinstance(e.body, Injury) and _asks(known, e, child, edition)),
    ]
    since = days_after(entry.day, -edition["look_back_days"])
    against += accounts_told.police_hold(known, child, since, entry, edition)
    against += accounts_told.police_of_men(known, since, entry, edition)
    against += accounts_told.marks_of_others(known, child, since, entry, edition)
    if treats:  # others have found the child well, or doubt what the parent tells
        what = "a treatment that rests on what a parent says"
        against = illness_told.seen_otherwise(known, entry, child, edition)
    return (what, accounts_told.once(against), entry.day) if against else None


def _asks(known: Knowledge, injury: Entry[Injury], child: Person, edition: Edition) -> bool:
    """An injury that asks for an account, and no doctor has looked at it who could set one against it."""
    asks = harm.raises_a_question(known, injury, child, edition.numbers)
    return asks and not _seen_by_a_doctor(known, injury, child, edition)


def _as_told(entry: Entry[Any], edition: Edition) -> bool:
    """What a parent reports; and what adults say at a visit at which the child is not seen, or not face to face."""
    body = entry.body
    unseen = isinstance(body, Visit) and (
        body.access in edition["not_seen"] or body.mode in edition["from_afar"]
    )
    return unseen or getattr(entry.body, "rests_on", None) == "parent_report"


def _of_home(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> _Rest | None:
    """A parent's word that a serious worry is over, or of symptoms that others do not see, beside what others wrote."""
    if not _reassures(entry, edition):
        return None
    named = topics(entry) & {*edition["tested_topics"]}
    since = days_after(entry.day, -edition["look_back_days"])
    symptoms = named & {*edition["reported_symptoms"]}
    # Who has written that what is told and what is seen do not agree does not rest on what is told.
    if any(
        w.author == entry.author
        for w in accounts_told.worries(known, [child], sorted(symptoms), since, entry.day)
    ):
        return None
    earlier = known.entries(Observation, child, days_after(entry.day, -edition["joins_days"]), entry.day)
    if any(
        (o.noted.key, o.id) < (entry.noted.key, entry.id) and _reassures(o, edition) and topics(o) & named
        for o in earlier
    ):
        return None
    against = [
        e
        for e in accounts_told.worries(known, entry.people, sorted(named), since, entry.day)
        if e.id != entry.id
    ]
    if named & {*edition["police_may_hold"]}:
        incidents = [p for person in entry.people for p in known.entries(Police, person, since, entry.day)]
        against += [p for p in incidents if p.body.event == "domestic_incident"]
    if symptoms:
        against += illness_told.found_well(known, entry, child, since, edition)
    due = working_days_after(harm.written(entry), edition["word_within_working_days"])
    return ("what a parent said of home", accounts_told.once(against), due) if against else None


def _reassures(entry: Entry[Any], edition: Edition) -> bool:
    body, named = entry.body, topics(entry)
    if not isinstance(body, Observation):
        return False
    told = body.rests_on == "parent_report" and bool(named & {*edition["tested_topics"]})
    return told and (
        body.direction in ("positive", "neutral") or bool(named & {*edition["reported_symptoms"]})
    )


def _serious(
    known: Knowledge, persons: Iterable[Person], entry: Entry[Any], edition: Edition
) -> list[Entry[Any]]:
    since = days_after(entry.day, -edition["look_back_days"])
    found = [*accounts_told.worries(known, persons, edition["serious_topics"], since, entry.day)]
    alleged = [
        r for p in persons for r in known.entries(Referral, p, since, entry.day) if r.body.alleges_harm
    ]
    return accounts_told.once([*found, *alleged])


def _history(
    known: Knowledge, persons: Iterable[Person], entry: Entry[Any], edition: Edition
) -> list[Entry[Any]]:
    """What services hold on these people from before, on topics as grave, however long ago."""
    return [
        held
        for person in persons
        for held in known.entries(Background, person, until=entry.day)
        if topics(held) & {*edition["serious_topics"]}
    ]


def _referred_since(
    known: Knowledge, child: Person, injury: Entry[Injury], edition: Edition
) -> list[Entry[Any]]:
    """Referrals after an injury that allege harm, or name something as grave."""
    return [
        referral
        for referral in known.entries(Referral, child, days_after(injury.day, 1))
        if referral.body.alleges_harm or topics(referral) & {*edition["serious_topics"]}
    ]


def _said_already(known: Knowledge, entry: Entry[Assessment], edition: Edition) -> bool:
    """What a parent said to this team is open already, untested: the assessment that takes it up joins it."""
    since, mine = days_after(entry.day, -edition["lapses_after_days"]), (entry.noted.key, entry.id)
    earlier = (
        (child, other)
        for child in entry.people
        if people.is_child(known, child)
        for kind in (Observation, Concern)
        for other in known.entries(kind, child, since, entry.day)
        if (other.noted.key, other.id) < mine and other.author == entry.author
    )
    return any(
        (rests := _rests(known, other, child, edition)) is not None
        and rests[2] <= harm.written(entry)
        and not _tested(known, other, child, edition)
        for child, other in earlier
    )


def _tested(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """Set against something else since: agencies talked, a doctor looked who knew more, somebody asked or went to see."""
    if harm.talked_over(known, child, entry.day):
        return True
    if isinstance(entry.body, Injury):
        return _seen_by_a_doctor(known, entry, child, edition)
    after = days_after(entry.day, 1)
    asked = _asked(known, entry, edition)
    if isinstance(entry.body, Medical):
        return asked or _told_more(known, entry, child)
    met = any(len(m.body.attended or ()) >= edition["agencies"] for m in known.entries(Meeting, child, after))
    assessed = any(
        a.id != entry.id and a.body.main_evidence not in (None, "parent_report")
        for a in known.entries(Assessment, child, entry.day)
    )
    police = any(p.body.event in edition["police_tests"] for p in known.entries(Police, child, entry.day))
    gone = any(
        v.body.access == "seen" and child in (v.body.seen or (child,)) and v.body.announced is False
        for v in known.entries(Visit, child, after)
    )
    return bool(asked or met or assessed or police or gone or injuries.examined(known, child, entry.day))


def _asked(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """Another agency was asked (one's own index is none), and has not left it without an answer; a decision had it before it."""
    since = days_after(entry.day, -edition["asked_before_days"])
    asked = (c for person in entry.people for c in known.entries(Check, person, since))
    checks = {c.id for c in asked if c.body.asked != c.author}
    answers = {id: [a.body.result for a in known.naming(id, CheckAnswer)] for id in sorted(checks)}
    if isinstance(entry.body, Decision):
        return any(result not in (None, "no_response") for found in answers.values() for result in found)
    return any("no_response" not in found for found in answers.values())


def _told_more(known: Knowledge, entry: Entry[Medical], child: Person) -> bool:
    """Whoever went by the history has since been sent what others hold, or has examined the child with it."""
    sent = any(entry.author in (s.body.to or ()) for s in known.entries(InformationSharing, child, entry.day))
    looked = [m for m in known.entries(Medical, child, days_after(entry.day, 1)) if m.author == entry.author]
    return sent or any(m.body.information_given_to_clinician == "full" for m in looked)


def _seen_by_a_doctor(known: Knowledge, injury: Entry[Injury], child: Person, edition: Edition) -> bool:
    """In a baby by a skilled paediatrician; otherwise any doctor who gives a view, and had something to set it against."""
    if harm.in_a_baby(known, injury, child, edition.numbers):
        seen = injuries.examined(known, child, injury.day)
    else:
        clear = (*harm.CLEAR, "non_accidental", "inconclusive")
        seen = [m for m in known.entries(Medical, child, injury.day) if m.body.opinion in clear]
    return any(m.body.information_given_to_clinician != "none" for m in seen)
