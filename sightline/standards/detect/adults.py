"""The adults around the child: assessed, weighed, understood and supported."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing, Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background, Concern, Observation
from sightline.record.kinds.help import Assessment, Plan, Service
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.place import Household
from sightline.record.kinds.pregnancy import AntenatalBooking
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import (
    SETTLED,
    Answer,
    Edition,
    Finding,
    Standard,
    Subject,
    detects,
    each_person,
    once,
)
from sightline.state import checks, decisions, people
from sightline.state.referrals import child_of
from sightline.state.topics import topics

_TELLING = (Referral, Background, Concern, Observation)


def _known_to(known: Knowledge, agency: Agency, person: Person, on_topics: list[str], until: dt.date) -> list[Entry[Any]]:
    """The entries about a person on these topics that an agency is seen to have known by a day."""
    return [
        entry
        for kind in _TELLING
        for entry in known.entries(kind, person)
        if topics(entry) & set(on_topics) and known.knows(agency, entry, until)
        and getattr(entry.body, "of_person", None) in (None, person)
    ]


@detects("father_or_partner_not_assessed", Assessment, Decision)
def father_or_partner_not_assessed(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A father or partner about whom the assessor or decider knew something weighty, and who is not himself looked at."""
    entry = subject.entry
    edition = rule.on(entry.day)
    if edition is None or clock.passed(days_after(entry.day, edition["lapses_after_days"])):
        return SETTLED
    if isinstance(entry.body, Decision):
        return _decided_without_him(entry, known, edition)
    return _assessed_without_him(entry, known, clock, edition)


def _decided_without_him(decision: Entry[Decision], known: Knowledge, edition: Edition) -> Answer:
    if decision.body.type not in edition["decisions"] or decisions.stepped_up(decision):
        return SETTLED
    findings = []
    for man in people.those_in(known, people.MEN_AND_PARTNERS):
        reasons = _known_to(known, decision.author, man, edition["history_topics"], decision.day)
        assessed = any(man in (a.body.covers or ()) and a.day >= decision.day for a in known.entries(Assessment))
        if reasons and not assessed:
            evidence = (decision.id, *dict.fromkeys(e.id for e in reasons))
            words = _words(known, man, decision, "the decision")
            findings.append(Finding((man,), evidence[:15], decision.day, words=words, key=man))
    return findings


def _assessed_without_him(assessment: Entry[Assessment], known: Knowledge, clock: Clock, edition: Edition) -> Answer:
    body = assessment.body
    if body.type not in edition["assessments"] or body.status != "started":
        return SETTLED
    if not clock.passed(working_days_after(assessment.day, edition["follow_up_within_working_days"])):
        return []
    findings = []
    for man in people.those_in(known, people.MEN_AND_PARTNERS):
        reasons = _known_to(known, assessment.author, man, list(edition["points_to"]), dt.date.max)
        unfollowed = [e for e in reasons if _not_followed_up(known, assessment, man, e, edition)]
        unfollowed += _around_and_left_out(known, assessment, man, edition)
        if unfollowed:
            evidence = (assessment.id, *dict.fromkeys(e.id for e in unfollowed))
            words = _words(known, man, assessment, "the assessment")
            services = {edition["points_to"][t] for e in unfollowed for t in topics(e) if t in edition["points_to"]}
            missing = tuple((man, service) for service in sorted(services))
            findings.append(Finding((man,), evidence[:15], assessment.day, missing, words=words, key=man))
    return findings


def _around_and_left_out(known: Knowledge, assessment: Entry[Assessment], man: Person, edition: Edition) -> list[Entry[Any]]:
    """What the assessor knew by then that places him with the child or the family, where no assessment since covers him."""
    later = [a for a in known.entries(Assessment) if a.day >= assessment.day and a.body.type in edition["assessments"]]
    if any(man in (a.body.covers or ()) for a in later):
        return []
    since = days_after(assessment.day, -edition["around_within_days"])
    return [
        entry
        for kind in (Household, Referral, Visit, InformationSharing)
        for entry in known.entries(kind, man)
        if since <= entry.day <= assessment.day
        and known.knows(assessment.author, entry, assessment.day)
        and getattr(entry.body, "change", None) != "leaves"
    ]


def _not_followed_up(known: Knowledge, assessment: Entry[Assessment], man: Person, reason: Entry[Any], edition: Edition) -> bool:
    """Neither this assessment nor a later one covers him and consults the service that the worry points to."""
    wanted = {edition["points_to"][t] for t in topics(reason) if t in edition["points_to"]}
    if reason.author in known.teams and known.teams[reason.author].type in wanted:
        return False
    for later in known.entries(Assessment):
        consulted = {known.teams[a].type for a in later.body.agencies_consulted or () if a in known.teams}
        if later.day >= assessment.day and man in (later.body.covers or ()) and wanted <= consulted:
            return False
    heard = {
        team.type
        for team in known.teams.values()
        if team.type in wanted and checks.has_from(known, assessment.author, team.id, man, dt.date.max)
    }
    return not wanted <= heard


def _words(known: Knowledge, man: Person, entry: Entry[Any], what: str) -> dict[str, str]:
    return {
        "adult": wording.who(known, [man]),
        "agency": wording.team(known, entry.author),
        "day": wording.day(entry.day),
        "what": what,
    }


@detects("previous_child_history_not_weighed", Decision)
def previous_child_history_not_weighed(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A decision to do little, by somebody who had been told that an earlier child was injured or removed."""
    decision: Entry[Decision] = subject.entry
    edition = rule.on(decision.day)
    if edition is None or decision.body.type not in edition["decisions"] or decisions.stepped_up(decision):
        return SETTLED
    child = child_of(known, decision)
    if clock.passed(days_after(decision.day, edition["lapses_after_days"])):
        return SETTLED
    if child is None:
        return []
    parents = people.those_in(known, people.PARENTS)
    told = {p: _known_to(known, decision.author, p, edition["history_topics"], decision.day) for p in parents}
    told = {p: entries for p, entries in told.items() if entries}
    if not told or _assessed_since(known, child, decision.day):
        return []
    held = [e.id for p in told for e in known.entries(Background, p) if topics(e) & set(edition["history_topics"])]
    evidence = (decision.id, *dict.fromkeys([*(e.id for entries in told.values() for e in entries), *held]))
    words = {
        "adults": wording.who(known, told),
        "decider": wording.team(known, decision.author),
        "day": wording.day(decision.day),
    }
    return [Finding((child, *told), evidence[:15], decision.day, words=words)]


def _assessed_since(known: Knowledge, child: Person, day: dt.date) -> bool:
    return any(
        a.day >= day and a.body.type in ("prebirth", "child_and_family", "parenting", "risk", "section47")
        for a in known.entries(Assessment)
        if child in a.people or child in (a.body.covers or ())
    )


@detects("specialist_input_missing_learning_needs", Observation, Concern, Service, Background, subjects=once)
def specialist_input_missing_learning_needs(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """Several signs that a parent finds it hard to keep hold of what is taught, and no advice or help fitted to it."""
    if not people.those_in(known, ("child", "unborn")):
        return []
    parents = people.those_in(known, people.PARENTS)
    signs = _signs(known, parents, rule)
    if not signs:
        return []
    latest = max(e.day for e in signs)
    edition = rule.on(latest)
    if edition is None or len(signs) < edition["signs"] or clock.passed(days_after(latest, edition["lapses_after_days"])):
        return []
    if any(_adapted(known, p, edition) for p in parents):
        return []
    about = tuple(dict.fromkeys(p for e in signs for p in e.people if p in parents))
    words = {
        "adults": wording.who(known, about),
        "count": str(len(signs)),
        "since": wording.day(min(e.day for e in signs)),
        "writers": wording.teams(known, (e.author for e in signs)),
    }
    return [Finding(about, tuple(e.id for e in signs)[:15], latest, words=words)]


def _signs(known: Knowledge, parents: list[Person], rule: Standard) -> list[Entry[Any]]:
    found: dict[str, Entry[Any]] = {}
    for parent in parents:
        for kind in (Observation, Concern, Background, Service):
            for entry in known.entries(kind, parent):
                edition = rule.on(entry.day)
                if edition is not None and _is_sign(entry, edition):
                    standing = isinstance(entry.body, Background)  # the same fact on file twice is one sign
                    found[f"{entry.author} holds" if standing else entry.id] = entry
    return sorted(found.values(), key=lambda entry: entry.noted.key)


def _is_sign(entry: Entry[Any], edition: Edition) -> bool:
    if isinstance(entry.body, Service):
        text = (entry.body.service or "").lower()
        return entry.body.status in ("unavailable", "refused") and any(word in text for word in edition["advice_words"])
    return bool(topics(entry) & set(edition["topics"]))


def _adapted(known: Knowledge, parent: Person, edition: Edition) -> bool:
    """Advice or help fitted to the need has begun, or the need itself was assessed."""
    for service in known.entries(Service, parent):
        text = (service.body.service or "").lower()
        team = known.teams.get(service.author)
        fitted = any(word in text for word in edition["advice_words"]) or (team and team.type == "learning_disability")
        if fitted and service.body.status in ("started", "reviewed"):
            return True
    return any(a.body.type == "cognitive" and a.body.status != "not_completed" for a in known.entries(Assessment, parent))


@detects("care_leaver_parent_pathway_missing", Background, Referral, AntenatalBooking, Concern, Observation, subjects=each_person)
def care_leaver_parent_pathway_missing(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A parent who was in care, a child expected or very young, and nobody from leaving care at the table."""
    parent = subject.person
    if parent is None or people.role(known, parent) not in people.PARENTS:
        return []
    for child in people.those_in(known, ("unborn", "child")):
        first = _first_of_child(known, child)
        if first is None or (edition := rule.on(first.day)) is None:
            continue
        care = [
            e
            for kind in _TELLING
            for e in known.entries(kind, parent)
            if topics(e) & set(edition["topics"]) and getattr(e.body, "of_person", None) in (None, parent)
        ]
        if not care or _joined_up(known, parent, child, first.day, edition):
            continue
        start = max(first.day, care[0].noted.day)
        young = people.born(known, child)
        if young is not None and clock.passed(days_after(young, edition["until_child_is_days_old"])):
            continue
        if not clock.passed(working_days_after(start, edition["join_up_within_working_days"])):
            continue
        words = {"adult": wording.who(known, [parent]), "child": wording.who(known, [child])}
        evidence = (*(e.id for e in care), first.id)
        return [Finding((parent,), evidence[:15], start, words=words)]
    return []


def _first_of_child(known: Knowledge, child: Person) -> Entry[Any] | None:
    first = [e for kind in (AntenatalBooking, Referral, Assessment) for e in known.entries(kind, child)[:1]]
    return min(first, key=lambda entry: entry.day, default=None)


def _joined_up(known: Knowledge, parent: Person, child: Person, since: dt.date, edition: Edition) -> bool:
    """Leaving care knows of the child, or met with those who do, or a pathway is recorded."""
    for team in known.teams_of("leaving_care"):
        if known.held(team.id, child) or any(team.id in (m.body.attended or ()) for m in known.entries(Meeting)):
            return True
    services = [s for s in known.entries(Service, parent) if s.day >= since and s.body.status in ("started", "reviewed")]
    said = [(s.body.service or "").lower() for s in services]
    said += [(p.body.terms or "").lower() for p in known.entries(Plan, parent) if p.day >= since]
    return any(word in text for text in said for word in edition["pathway_words"])
