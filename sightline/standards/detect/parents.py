"""What is recorded of a parent that may bear on the child, and whether anybody set down how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background, Hospital, Medical, Observation
from sightline.record.kinds.help import Assessment, Plan, Service
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import concerned, topics
from sightline.record.waiting import Key
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.parents_told import (
    TELL,
    current,
    dangerous,
    disagrees,
    from_own_service,
    grave,
    notes_of,
    specialist,
    tested,
    under_plan,
)
from sightline.standards.in_words import all_about
from sightline.standards.standard import Answer, Edition, Finding, Standard, Subject, detects, once
from sightline.state import decisions, people
from sightline.state.phrases import affirms, says, text_of

Notes = Sequence[Entry[Any]]


@dataclass(frozen=True, slots=True)
class _Risk:
    """What is recorded of one adult (or of a child's home) and not yet weighed; `start` makes it enough to ask about, and it is
    asked so many working days on, by the name of their number."""

    adult: Person
    notes: Notes
    start: Entry[Any]
    within: str = "begin_within_working_days"


@detects("parental_risk_not_assessed", *TELL, Service, subjects=once)
def parental_risk_not_assessed(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A present risk from a parent, with no assessment begun in time, one that leaves the parent out, or a decision without."""
    children = people.those_in(known, ("child", "unborn"))
    adults = [*people.those_in(known, people.PARENTS), *_bringing_up(known, children)]
    found: dict[str, Finding] = {}
    started: dict[str, str] = {}
    for adult in (*adults, *children):
        risk = _standing(known, adult, adult in children, rule)
        edition = rule.on(risk.start.day) if risk else None
        if risk is None or edition is None or not children:
            continue
        first = next((started[n.id] for n in risk.notes if n.id in started), risk.start.id)
        started |= {n.id: first for n in risk.notes if not isinstance(n.body, Background)}
        shows = _without_assessment(known, risk, children, clock, edition)
        if shows is None:
            continue
        last = max(e.day for e in (risk.notes[-1], *shows))
        if clock.passed(days_after(last, edition["lapses_after_days"])):
            continue
        # An assessment that leaves the adult out is a new point, and so is the first call to violence where others had told of
        # the adult before; whatever else comes joins the one that stands.
        called = [n.id for n in risk.notes if getattr(n.body, "event", None) == "domestic_incident"][:1]
        left_out = [e.id for e in shows if isinstance(e.body, Assessment)][:1]
        key = " ".join((first, *left_out, *called))
        joined = found.get(key)
        about = tuple(dict.fromkeys((*(joined.about if joined else children), adult)))
        found[key] = replace(_finding(known, risk, about, shows, edition), key=key)
    return list(found.values())


def _bringing_up(known: Knowledge, children: list[Person]) -> list[Person]:
    """Grandparents and relatives with whom a child lives, as a plan or a placement says that names them and no parent."""
    found: dict[Person, None] = {}
    for entry in all_about(known, (Plan, Placement), children):
        with_kin = isinstance(entry.body, Plan) or entry.body.type == "relatives"
        roles = {person: people.role(known, person) for person in entry.people}
        if with_kin and not {*roles.values()} & {*people.PARENTS}:
            found.update(dict.fromkeys(p for p, role in roles.items() if role in ("grandparent", "relative")))
    return list(found)


def _finding(
    known: Knowledge, risk: _Risk, about: tuple[Person, ...], shows: Notes, edition: Edition
) -> Finding:
    named = [p for p in about if not people.is_child(known, p)]
    wanted = set(edition["danger_topics"]) | set(edition["health_topics"])
    said = {topic for note in risk.notes for topic in topics(note) & wanted}
    said |= {edition["incident_topic"] for note in risk.notes if isinstance(note.body, Police)}
    said = said or {"what these entries tell in words"}
    evidence = dict.fromkeys((risk.start.id, *(e.id for e in shows), *(n.id for n in risk.notes[-12:])))
    words = {
        "adult": wording.who(known, named) or "the adults at home",
        "risk": wording.phrase(sorted(topic.replace("_", " ") for topic in said)),
        "day": wording.day(risk.start.day),
    }
    return Finding(about, tuple(evidence)[:15], risk.start.day, words=words)


def _standing(known: Knowledge, adult: Person, child: bool, rule: Standard) -> _Risk | None:
    """What is recorded of an adult since it was last weighed, where it is enough: one grave note, or several on several days."""
    edition = next(iter(rule.editions))  # the words of what is a risk are those of every edition
    notes = notes_of(known, adult, child, edition)
    weighed = _weighed(known, adult, child, edition)
    left = [n for n in notes if weighed is None or n.day > weighed]
    told = left = [n for n in left if not tested(known, n, weighed, edition)]
    treated = None if child else _treated(known, adult)
    left = [n for n in left if grave(n, edition) or dangerous(n, edition) or not treated or n.day > treated]
    for at, note in enumerate(left):
        news = from_own_service(known, note, adult, edition)
        if isinstance(note.body, Background) or not (news or current(note, edition)) or disagrees(note):
            continue
        since = days_after(note.day, -edition["within_days"])
        so_far = [n for n in left[: at + 1] if n.day >= since]
        needed = edition["notes"] if any(dangerous(n, edition) for n in so_far) else edition["health_notes"]
        if news or (isinstance(note.body, Police) and under_plan(known, note, edition)):
            needed = edition["news_under_a_plan"]
        if grave(note, edition) or len({n.day for n in so_far}) >= needed:
            return _Risk(adult, left, note)
    return (
        None
        if child
        else _put_aside(known, adult, told, edition) or _taken_on(known, adult, told, weighed, edition)
    )


def _put_aside(known: Knowledge, adult: Person, notes: Notes, edition: Edition) -> _Risk | None:
    """Less than would be asked about by itself, and a step of somebody who knew of it that leaves it to others in words."""
    telling = [n for n in notes if current(n, edition) or grave(n, edition)]
    if not any(_aside(known, adult, n, edition) for n in telling):
        return None
    start = next((n for n in telling if not isinstance(n.body, Background)), telling[0])
    return _Risk(adult, notes, start)


def _aside(known: Knowledge, adult: Person, note: Entry[Any], edition: Edition) -> list[Entry[Any]]:
    """The assessments, meetings and decisions since a note, by somebody who knew of it, that say it is not for them."""
    family = (*people.those_in(known, ("child", "unborn")), adult)
    return [
        step
        for step in all_about(known, (Assessment, Meeting, Decision), family, note.day)
        if step.id != note.id
        and _sets_aside(step, edition)
        and note.noted <= step.noted
        and known.knows(step.author, note, step.day)
    ]


def _sets_aside(step: Entry[Any], edition: Edition) -> bool:
    """Whether a step says in words that what an adult's difficulty means for the child is left to others, or was not asked; a
    decision to assess or protect leaves it to nobody."""
    if isinstance(step.body, Decision) and decisions.stepped_up(step):
        return False
    return affirms(text_of(step), edition["aside_words"]) or affirms(
        text_of(step), edition["unasked_words"], beside=edition["risk_words"]
    )


def _taken_on(
    known: Knowledge, adult: Person, notes: Notes, weighed: dt.date | None, edition: Edition
) -> _Risk | None:
    """A worry of others about the adult's health, or a doctor's letter to a service, and an adult's own service that has taken
    the adult on since: it is more than a low week, and treatment says nothing of what the child goes without."""
    worries = [
        n for n in notes if not isinstance(n.body, Background) and current(n, edition) and not disagrees(n)
    ]
    sent_on = [m for m in known.entries(Medical, adult, weighed) if weighed is None or m.day > weighed]
    for note in (*worries, *sent_on):
        until = days_after(note.day, edition["taken_on_within_days"])
        help_ = [s for s in known.entries(Service, adult, note.day) if s.body.for_person == adult]
        over = {s.author for s in help_ if s.body.status == "ended"}
        for service in help_:
            begun = service.body.status == "started" and service.day <= until
            begun = begun and (note in worries or known.knows(service.author, note))
            if begun and service.author not in {note.author, *over} and specialist(known, service, edition):
                return _Risk(adult, notes or [note], service, _TREATED)
    return None


def _covers(assessment: Entry[Assessment], adult: Person) -> bool:
    """Whether an assessment looks at a person: as stated, or, where nobody says whom it covers, as it concerns them."""
    return adult in (assessment.body.covers or assessment.people) or not assessment.body.covers


def _of_family(known: Knowledge, adult: Person, since: dt.date) -> list[Entry[Assessment]]:
    people_ = (*people.those_in(known, ("child", "unborn")), adult)
    found = {a.id: a for person in people_ for a in known.entries(Assessment, person, since)}
    return sorted(found.values(), key=lambda a: (a.day, a.noted.key, a.id))


def _weighed(known: Knowledge, adult: Person, child: bool, edition: Edition) -> dt.date | None:
    """The last day on which it was set down together: an assessment that covers the adult, a conference, a panel, a plan."""

    def weighs(entry: Entry[Any]) -> bool:
        body = entry.body
        if isinstance(body, Assessment | Meeting) and _sets_aside(entry, edition):
            return False
        if isinstance(body, Assessment):
            return body.status == "completed" and _covers(entry, adult)
        if isinstance(body, Meeting):
            return body.type in edition["weighed_at"]
        if isinstance(body, Decision):
            return _weighs_together(known, entry, adult, edition)
        if isinstance(body, Observation | InformationSharing):
            return _view_shared(known, entry, adult, edition)
        return body.type in ("child_protection", "child_in_need", "care") and body.status in (
            "started",
            "changed",
        )

    def keep(days: list[dt.date], entry: Entry[Any]) -> None:
        if weighs(entry):
            days.append(entry.day)

    family = (*people.those_in(known, ("child", "unborn")), adult)
    keys: list[Key] = [
        ("kind", kind, one) for one in family for kind in (Assessment, Meeting, Plan, Decision)
    ]
    if not child:
        keys += [("kind", kind, adult) for kind in (InformationSharing, Observation)]
    days = [day for key in keys for day in known.fold(("weighs", adult), key, list[dt.date], keep)]
    return max(days, default=None)


def _view_shared(known: Knowledge, note: Entry[Any], adult: Person, edition: Edition) -> bool:
    """The adult's specialist service shared its view, and not news of danger; or the ward that took a parent in writes how it
    goes with the child, and that this is good."""
    body = note.body
    if isinstance(body, InformationSharing):
        words = (*edition["danger_words"], *edition["grave_words"])
        tells = affirms(text_of(note), words) and not affirms(text_of(note), edition["effect_words"])
        return specialist(known, note, edition) and not tells
    good = body.direction == "positive" and bool(topics(note) & {*edition["health_topics"]})
    stays = known.entries(Hospital, adult, until=note.day)
    with_child = any(people.is_child(known, p) for p in note.people)
    return good and with_child and any(stay.author == note.author for stay in stays)


def _weighs_together(known: Knowledge, entry: Entry[Decision], adult: Person, edition: Edition) -> bool:
    """Agencies decide together about an adult and a child on what was written of the adult, and it leads to no less help."""
    if entry.body.forum != "multi_agency" or adult not in entry.people or _leads_away(entry, edition):
        return False
    rests_on = (known.entry(id) for id in entry.body.on_information or ())
    return any(e is not None and adult in concerned(e) for e in rests_on)


_TREATED = "weigh_treated_within_working_days"


def _treated(known: Knowledge, adult: Person) -> dt.date | None:
    """The last day on which a service or doctor is recorded as helping the adult; it answers what is neither grave nor danger."""

    services = (
        s.day
        for s in reversed(known.entries(Service, adult))
        if s.body.for_person == adult and s.body.status in ("started", "reviewed")
    )
    days = (next(services, None), *(m.day for m in known.entries(Medical, adult)[-1:]))
    return max((day for day in days if day is not None), default=None)


def _without_assessment(
    known: Knowledge, risk: _Risk, children: list[Person], clock: Clock, edition: Edition
) -> Notes | None:
    """What shows that the risk goes unassessed: a completed assessment or a decision without it, or only the days passing."""
    since = days_after(risk.start.day, -edition["begun_before_days"])
    about = _of_family(known, risk.adult, since)
    begun = [
        a.day
        for a in about
        if a.body.status in ("started", "updated")
        and _covers(a, risk.adult)
        and not (risk.within == _TREATED and a.body.type in edition["unclocked"])
    ]
    told = _told_first(risk, edition)
    for child in children:
        plans = known.entries(Plan, child, told)
        begun += [p.day for p in plans if p.body.status in ("started", "changed")]
        begun += [s.day for s in known.entries(StrategyDiscussion, child, told)]
        stepped = decisions.step_up_after(known, child, days_after(told, -1))
        begun += [stepped.day] if stepped else []
    last = max(begun, default=dt.date.min)
    left_out = [
        a
        for a in about
        if a.body.status == "completed"
        and a.body.type in edition["assessments"]
        and a.day >= risk.start.day
        and not _covers(a, risk.adult)
        and set(children) & set(a.body.covers or a.people)  # an adult's own checklist leaves nobody out
    ]
    decided = [d for child in children for d in _decided(known, risk, child, edition)]
    aside = {e.id: e for n in risk.notes for e in _aside(known, risk.adult, n, edition)}
    shown = (*left_out, *decided, *aside.values())
    shows = list({e.id: e for e in shown if e.day >= last and not _of_the_talk(e, last)}.values())
    if shows:
        return shows
    due = working_days_after(risk.start.day, edition[risk.within])
    return [] if not begun and clock.passed(due) else None


def _told_first(risk: _Risk, edition: Edition) -> dt.date:
    """The first day, of the few before it is enough to ask about, on which something of the same was written: what was begun
    on that answers what comes out in the days after."""
    since = days_after(risk.start.day, -edition["answered_before_days"])
    return min(n.day for n in (risk.start, *risk.notes) if n.day >= since and n.day <= risk.start.day)


def _of_the_talk(step: Entry[Any], begun: dt.date) -> bool:
    """What agencies decided together on the very day on which they met, planned or began to assess came of that."""
    return isinstance(step.body, Decision) and step.body.forum == "multi_agency" and step.day == begun


def _decided(known: Knowledge, risk: _Risk, child: Person, edition: Edition) -> list[Entry[Decision]]:
    """Decisions since that lead away from assessment, by somebody who knew of the risk."""
    return [
        d
        for d in known.entries(Decision, child, risk.start.day)
        if _leads_away(d, edition)
        and any(n.day <= d.day and known.knows(d.author, n, d.day) for n in risk.notes)
    ]


def _leads_away(decision: Entry[Decision], edition: Edition) -> bool:
    if decisions.stepped_up(decision):
        return False
    if decision.body.type in edition["decisions"]:
        return True
    declined = decisions.level(decision.body.outcome) == decisions.NO_SERVICE or says(
        decision.body.outcome, edition["declines_words"]
    )
    return decision.body.type in edition["decisions_that_decline"] and declined
