"""An allegation or sign of significant harm, and the strategy discussion that it calls for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, InformationSharing, Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Hospital, Injury, Medical, Observation
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import reading, wording
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.of_children import Asked, about_children
from sightline.standards.standard import Answer, Edition, Finding
from sightline.state import decisions, harm, injuries, people, phrases
from sightline.state.phrases import says

_WHAT = {
    "referral": "a referral that speaks of harm",
    "concern": "a concern that speaks of harm",
    "observation": "a note that speaks of harm",
    "injury": "an injury whose cause is open",
    "medical": "a doctor's opinion that it is not accidental",
    "assessment": "an enquiry under section 47",
    "legal": "an emergency safeguard of the law",
    "police": "a police record that speaks of harm",
    "hospital": "a time in hospital that speaks of harm",
    "visit": "a note of a visit that speaks of harm",
    "appointment": "a note of an appointment that speaks of harm",
    "information_sharing": "a message that speaks of harm",
}
_TELLS = (Referral, Concern, Observation)


@about_children("harm_allegation_no_strategy_discussion", *harm.SIGNS, Assessment, Legal)
def harm_allegation_no_strategy_discussion(asked: Asked) -> Answer:
    """An allegation or sign of significant harm, or an answer to it, and no talk of social care, police and health."""
    entry, child, known, edition = asked.entry, asked.child, asked.known, asked.edition
    if isinstance(entry.body, Assessment):
        return _begun_without_a_talk(asked, edition["before_enquiry_days"])
    if isinstance(entry.body, Legal):
        return _begun_without_a_talk(asked, edition["current_days"])
    if not _sign(known, entry, child, edition):
        return []
    if _has_its_own(known, entry, child, edition) or not all(
        _first(known, entry, c, edition) for c in asked.children
    ):
        return []
    if _in_an_enquiry(known, entry, child, edition) or _weighed(known, child, entry, edition):
        return []
    about, due = asked.children, _due(known, entry, child, edition)
    current = days_after(entry.day, -edition["current_days"])
    talk = next((t for c in asked.children if (t := harm.talked_over(known, c, current))), None)
    if talk is not None:
        about = _left_out(known, entry, current, edition)
        due = max(due, harm.written(talk))
    if not about or not asked.clock.passed(due):
        return []
    answers = [d.id for d in harm.decided_about(known, child, entry.day)]
    words = {
        "child": wording.who(known, about),
        "day": wording.day(entry.day),
        "what": _WHAT[entry.kind],
        "holder": wording.team(known, entry.author),
    }
    return [Finding(about, (entry.id, *answers)[:15], asked.since, words=words)]


def _begun_without_a_talk(asked: Asked, before_days: int) -> Answer:
    """A section 47 enquiry, or an emergency safeguard of the law, is recorded, and no talk of agencies so many days before, in
    which it began, or since; unless that was said of what led to it."""
    entry, known, edition = asked.entry, asked.known, asked.edition
    since = days_after(entry.day, -before_days)
    if not _begins(entry, edition) or any(harm.talked_over(known, c, since) for c in asked.children):
        return []
    earlier = (e for e in known.entries(type(entry.body), asked.child, since, entry.day) if e.id != entry.id)
    signs = (s for kind in harm.SIGNS for s in known.entries(kind, asked.child, since, entry.day))
    if any(_begins(e, edition) for e in earlier) or any(_sign(known, s, asked.child, edition) for s in signs):
        return []
    if not asked.clock.passed(working_days_after(asked.since, edition["within_working_days"])):
        return []
    words = {
        "child": wording.who(known, asked.children),
        "day": wording.day(entry.day),
        "what": _WHAT[entry.kind],
        "holder": wording.team(known, entry.author),
    }
    answers = [d.id for d in harm.decided_about(known, asked.child, entry.day)]
    return [Finding(asked.children, (entry.id, *answers)[:15], asked.since, words=words)]


def _begins(entry: Entry[Any], edition: Edition) -> bool:
    body = entry.body
    if isinstance(body, Legal):
        return body.step in edition["emergency_steps"] and body.status in (None, "granted", "held")
    return isinstance(body, Assessment) and body.type == "section47"


def _left_out(known: Knowledge, entry: Entry[Any], since: dt.date, edition: Edition) -> tuple[Person, ...]:
    """Other children, cousins too, whom an allegation of grave harm names, and of whom no talk is recorded, though agencies
    talked of a child whom it names as well."""
    if not isinstance(entry.body, _TELLS) or not topics(entry) & {*edition["grave"]}:
        return ()
    named = [p for p in entry.people if people.is_child(known, p)]
    named += people.not_of_age(known, entry.people, entry.day, "relative")
    return tuple(p for p in named if not harm.talked_over(known, p, since))


def _in_an_enquiry(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """A doctor's opinion that comes while the enquiry that a discussion began is not yet ended is part of what it asked for."""
    if not isinstance(entry.body, Medical):
        return False
    since = days_after(entry.day, -edition["enquiry_days"])
    held = [t for t in known.entries(StrategyDiscussion, child, since, entry.day) if t.body.medical_agreed]
    return any(
        harm.enquiry_began(known, t, child)
        and not any(
            a.body.type == "section47" and a.body.status == "completed"
            for a in known.entries(Assessment, child, t.day, entry.day)
        )
        for t in held
    )


def _first(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """Not the same told again; what a second agency sees for itself, or a child tells it, is a new sign, and not one more
    telling. What itself only joined a sign makes none of what follows it join."""
    question = ("first sign", entry.id, child, edition.source, edition.since)
    return known.found(question, lambda: _leads(known, entry, child, edition))


def _leads(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    def wanted(other: Entry[Any]) -> bool:
        return _sign(known, other, child, edition)

    def leads(other: Entry[Any]) -> bool:
        theirs = _answered_low(known, entry) and _has_its_own(known, other, child, edition)
        return wanted(other) and not theirs and _first(known, other, child, edition)

    apart, joins = edition["one_event_days"], edition["joins_days"]
    if getattr(entry.body, "rests_on", None) == "seen" or "child_disclosure" in topics(entry):
        before = [
            s
            for kind in harm.SIGNS
            for s in known.entries(kind, child, days_after(entry.day, -joins), entry.day)
        ]
        if not any(
            s.author == entry.author and s.id != entry.id and wanted(s) and _as_near(entry, s) for s in before
        ):
            joins = apart
    return harm.first_of(known, entry, child, leads, apart, joins)


def _as_near(entry: Entry[Any], other: Entry[Any]) -> bool:
    """An earlier sign is as near to what happened as this one: where a child now tells, the child told then."""
    return "child_disclosure" not in topics(entry) or "child_disclosure" in topics(other)


def _sign(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    body = entry.body
    if isinstance(body, Medical) and body.opinion not in (None, "not_stated"):
        return body.opinion == "non_accidental"
    if isinstance(body, Visit | Appointment | InformationSharing | Medical):
        return _in_words(known, entry, edition)
    if isinstance(body, Injury):
        return _unaccounted(known, entry, child, edition)
    if isinstance(body, Police):
        return _found_by_police(known, entry, child, edition)
    if isinstance(body, Hospital):
        reason = (body.reason or "").lower()
        told = says(reason, edition["hospital_words"]) or _in_words(known, entry, edition)
        return body.stage != "discharged" and told
    # A disagreement with a decision tells of nothing new: another standard's.
    if getattr(body, "about_decision", None) is not None:
        return False
    if harm.alleges(entry, edition.numbers) or _violence_again(known, entry, child, edition):
        return True
    if harm.passed_on(known, entry, child, edition["passes_on_days"]):
        return True
    return _told_of_exploitation(entry, edition) or _between_children(entry, edition)


def _told_of_exploitation(entry: Entry[Any], edition: Edition) -> bool:
    """A referral passes on that a child told how somebody uses the child; whatever else it was about, that is harm by itself."""
    body = entry.body
    told = isinstance(body, Referral) and body.alleges_harm is not False
    return told and topics(entry) >= {*edition["told_together"]}


def _between_children(entry: Entry[Any], edition: Edition) -> bool:
    """Harmful sexual behaviour is noted as a worry, not a low one, and the words say that bodies were bare or touched."""
    body = entry.body
    calm = getattr(body, "level", None) == "low" or getattr(body, "direction", None) in (
        "neutral",
        "positive",
    )
    if calm or "harmful_sexual_behaviour" not in topics(entry):
        return False
    return phrases.affirms(phrases.text_of(entry), edition["contact_words"])


def _in_words(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """A sentence of an entry that has no box for topics says of a child of the record that somebody did it grave harm. Who
    passes on what stands in the record already tells it again; of somebody's own childhood it is of the past."""
    if getattr(entry.body, "what", None) or not any(people.is_child(known, p) for p in entry.people):
        return False
    return any(
        {*(reading.said("observation", "topics", part) or ())} & {*edition["grave_in_words"]}
        for part in phrases.sentences(phrases.text_of(entry))
        if not phrases.says(part, edition["of_the_past_words"])
    )


def _violence_again(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """A child tells of violence at home where it is on record already: under a plan, or police came not long ago; or
    violence at home that a child has told of is referred again."""
    named = topics(entry)
    if "domestic_abuse" not in named:
        return False
    since = days_after(entry.day, -edition["look_back_days"])
    if isinstance(entry.body, Referral) and "violence" in named:
        return _told_before(known, entry, child, edition)
    if "child_disclosure" not in named or getattr(entry.body, "direction", None) in ("neutral", "positive"):
        return False
    called = any(p.body.event == "domestic_incident" for p in known.entries(Police, child, since, entry.day))
    return called or _protected(known, child, entry.day)


def _told_of_harm(known: Knowledge, entry: Entry[Police], child: Person, edition: Edition) -> bool:
    """Police come to violence at home that a child told of not long ago, as harm to a child."""
    told = _told_by_a_child(known, entry, child, edition)
    return any(harm.alleges(t, edition.numbers) and "domestic_abuse" in topics(t) for t in told)


def _told_before(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """The child told not long ago of violence at home, or of an adult whom this entry names too."""
    told = _told_by_a_child(known, entry, child, edition)
    # A mother is named wherever her child is: that the child named her before says nothing of who was violent.
    adults = {p for p in entry.people if not people.is_child(known, p) and people.role(known, p) != "mother"}
    return any("domestic_abuse" in topics(t) or adults & {*t.people} for t in told)


def _told_by_a_child(
    known: Knowledge, entry: Entry[Any], child: Person, edition: Edition
) -> Sequence[Entry[Any]]:
    since = days_after(entry.day, -edition["look_back_days"])
    return known.on_topic("child_disclosure", child, since, days_after(entry.day, -1))


def _protected(known: Knowledge, child: Person, day: dt.date) -> bool:
    """The child has a protection plan on a day."""
    plans = [p for p in known.entries(Plan, child, until=day) if p.body.type == "child_protection"]
    return bool(plans) and plans[-1].body.status != "ended"


def _found_by_police(known: Knowledge, entry: Entry[Police], child: Person, edition: Edition) -> bool:
    """Police met the child with somebody who may exploit them, called to violence where there is a protection plan,
    or took up an enquiry or arrested an adult over this child, where agencies had not begun one together."""
    roles = {people.role(known, person) for person in entry.people}
    event = entry.body.event
    if event == "domestic_incident":
        return _protected(known, child, days_after(entry.day, -1)) or _told_of_harm(
            known, entry, child, edition
        )
    if event in (None, *edition["police_meetings"]) and _in_words(known, entry, edition):
        return True
    if event in edition["police_enquiries"]:
        begun = harm.talked_over(known, child, days_after(entry.day, -edition["enquiry_days"]))
        return bool(roles & {*edition["may_harm"]}) and not begun
    since = days_after(entry.day, -edition["look_back_days"])
    worried = any(known.on_topic(topic, child, since, entry.day) for topic in edition["with_strangers"])
    return event in edition["police_meetings"] and bool(roles & {*people.STRANGERS}) and worried


def _unaccounted(known: Knowledge, injury: Entry[Injury], child: Person, edition: Edition) -> bool:
    """Nobody explains it and it is no knock of play; what is said of it is that somebody did it, or changes with the
    telling; or it is where sexual abuse leaves marks, and that has been spoken of."""
    said = (harm.account(injury) or "").lower()
    if phrases.says(said, edition["somebody_did_it"]):
        return injury.body.documented_cause in (None, "none")
    if not harm.raises_a_question(known, injury, child, edition.numbers):
        return False
    since = days_after(injury.day, -edition["look_back_days"])
    spoken = known.on_topic("sexual_abuse", child, since, injury.day)
    if spoken and harm.at(injury, tuple(edition["private_sites"])):
        return True
    passed_on = injury.body.action in edition["passed_on"]
    # Where nobody wrote whether it was explained, a mark at a place that play seldom hurts still asks.
    telling = injury.body.type in edition["marks"] and harm.at(injury, tuple(edition["telling_sites"]))
    # Whoever treated it heard how it came about, and passed it on to social care all the same.
    author = known.teams.get(injury.author)
    treated = author is not None and author.type in edition["treats"]
    doubted = treated and bool(said) and injury.body.action == "referred_to_social_care"
    silent = not said and (injury.body.explanation is not None or passed_on or telling)
    return silent or doubted or says(said, edition["changed_account"])


def _answered_low(known: Knowledge, entry: Entry[Any]) -> bool:
    answers = known.naming(entry.id, Decision) if isinstance(entry.body, Referral) else []
    return any((decisions.level(d.body.outcome) or 0) < decisions.PROTECTION for d in answers)


def _has_its_own(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """An injury in a baby who cannot move alone has a standard of its own, which speaks for what is said beside it; until a
    referral of it is answered by less than protection, which is a decision to be asked about."""
    if _answered_low(known, entry):
        return False
    apart = edition["one_event_days"]
    beside = known.entries(Injury, child, days_after(entry.day, -apart), days_after(entry.day, apart))
    return any(
        harm.in_a_baby(known, i, child, edition.numbers) and not injuries.explained(known, i, child)
        for i in beside
    )


def _weighed(known: Knowledge, child: Person, entry: Entry[Any], edition: Edition) -> bool:
    """A doctor found an ordinary cause; agencies together decided below this threshold, with a reason; or a first referral
    was weighed: one about what is done by degrees, such as neglect, by an assessment with others asked; one about going
    missing and exploitation that alleges no harm, by help; each with the reason written."""
    together = any(
        getattr(d.body, "forum", None) == "multi_agency" and getattr(d.body, "rationale", None)
        for d in harm.decided_about(known, child, entry.day)
    )
    hurt = isinstance(entry.body, Injury) or bool(known.entries(Injury, child, entry.day, entry.day))
    cleared = hurt and harm.cleared(known, child, entry.day)
    at_once = _assessed_at_once(known, entry, edition) or _helped_at_once(known, entry, edition)
    return together or cleared or at_once or _asks_for_help(known, entry, child, edition)


def _asks_for_help(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """A referral that says that it alleges no harm, to a service that helps, of matters that agencies have talked over since
    they were first told."""
    body = entry.body
    team = known.teams.get(body.to) if isinstance(body, Referral) and body.to else None
    if team is None or body.alleges_harm is not False or team.type in edition["takes_allegations"]:
        return False
    since = days_after(entry.day, -edition["look_back_days"])
    talk = harm.talked_over(known, child, since)
    if talk is None or talk.day > entry.day:
        return False
    return all(known.on_topic(t, child, since, talk.day) for t in topics(entry) & {*edition["grave"]})


def _assessed_at_once(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    body = entry.body
    first = isinstance(body, Referral) and (body.sequence or 1) == 1
    if not first or not topics(entry) or not topics(entry) <= {*edition["by_degrees"]}:
        return False
    return any(
        decisions.level(d.body.outcome) == decisions.ASSESSMENT
        and d.body.rationale
        and len(d.body.checks_made or ()) >= edition["checks_beside"]
        for d in known.naming(entry.id, Decision)
    )


def _helped_at_once(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    body = entry.body
    first = isinstance(body, Referral) and (body.sequence or 1) == 1 and body.alleges_harm is False
    if not first or topics(entry) & {*edition["grave"]}:
        return False
    helps = (decisions.EARLY_HELP, decisions.ASSESSMENT)
    return any(
        decisions.level(d.body.outcome) in helps and d.body.rationale and d.body.checks_made
        for d in known.naming(entry.id, Decision)
    )


def _due(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> dt.date:
    """The local limit; sooner where a lower answer shows that no talk is meant; after the birth it is never put off."""
    since = harm.written(entry)
    bodily = isinstance(entry.body, Injury | Medical) and not people.unborn_on(known, child, entry.day)
    limit = working_days_after(
        since, edition["injury_within_working_days" if bodily else "within_working_days"]
    )
    for decided in harm.decided_about(known, child, entry.day):
        rank, day = decisions.level(decided.body.outcome), harm.written(decided)
        if rank in (decisions.NO_SERVICE, decisions.EARLY_HELP):
            limit = min(limit, max(day, since))
        elif rank == decisions.ASSESSMENT:
            limit = min(limit, working_days_after(max(day, since), edition["assessment_working_days"]))
    return limit
