"""Fathers and partners: met, asked and assessed."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing, Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.legal import Police
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.place import Household
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
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
)
from sightline.state import decisions, people
from sightline.state.history import known_to
from sightline.state.responsible import at_work

_PLACES_HIM: tuple[type[Any], ...] = (
    Household,
    Referral,
    Visit,
    InformationSharing,
    Police,
    Concern,
    Observation,
)


@detects("father_or_partner_not_assessed", Assessment, Decision, Police)
def father_or_partner_not_assessed(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """A father or partner about whom the assessor or decider knew something weighty, and who is not himself looked at."""
    entry = subject.entry
    edition = rule.on(entry.day)
    if edition is None or clock.passed(days_after(entry.day, edition["lapses_after_days"])):
        return SETTLED
    if isinstance(entry.body, Decision):
        return _decided_without_him(entry, known, edition)
    if isinstance(entry.body, Police):
        return _violent_and_not_met(entry, known, clock, edition)
    if entry.body.status == "completed":
        return _finished_without_him(entry, known, edition)
    return _assessed_without_him(entry, known, clock, edition)


def _finished_without_him(assessment: Entry[Assessment], known: Knowledge, edition: Edition) -> Answer:
    """An assessment ends, and a man whom its author knew to be around is neither covered by one nor met for it."""
    by = known.teams.get(assessment.author)
    if (
        assessment.body.type not in edition["finished"]
        or by is None
        or by.type not in edition["case_holders"]
    ):
        return SETTLED
    findings = []
    since = days_after(assessment.day, -edition["around_within_days"])
    for man in people.those_in(known, people.MEN_AND_PARTNERS):
        around = _around(known, assessment.author, man, since, assessment.day)
        if (around or _one_parent_of_two(known, assessment, man, edition)) and not _looked_at(
            known, man, since
        ):
            evidence = (assessment.id, *(e.id for e in around[-14:]))
            words = _words(known, man, assessment.author, assessment.day, "the assessment")
            findings.append(Finding((man,), evidence, assessment.day, words=words, key=man))
    return findings


def _one_parent_of_two(
    known: Knowledge, assessment: Entry[Assessment], man: Person, edition: Edition
) -> bool:
    """An assessment of the family looks at the mother, and not at a father who was named in the record by then."""
    if assessment.body.type not in edition["of_both_parents"] or people.role(known, man) != "father":
        return False
    named = any(p.noted.day <= assessment.noted.day for p in known.entries(Particulars, man))
    return named and any(people.role(known, p) == "mother" for p in assessment.body.covers or ())


def _violent_and_not_met(incident: Entry[Police], known: Knowledge, clock: Clock, edition: Edition) -> Answer:
    """Violence at home, and those who hold the child's case and were told have not met the man since."""
    if incident.body.event != "domestic_incident":
        return SETTLED
    due = working_days_after(incident.noted.day, edition["follow_up_within_working_days"])
    children = [p for p in incident.people if people.is_child(known, p)]
    if not children or not clock.passed(due):
        return []
    held = at_work(known, children, due, edition["case_holders"], edition["holds_case_days"])
    told = [team for team in held if known.knows(team, incident, due)]
    findings = []
    for man in incident.people if told else ():
        if people.role(known, man) not in people.MEN_AND_PARTNERS:
            continue
        if not _looked_at(known, man, incident.day) and not _said_lately(known, man, incident, edition):
            evidence = (incident.id, *(held[team].id for team in told))
            words = _words(known, man, told[0], incident.day, "the plan")
            findings.append(Finding((man, *children), evidence, incident.day, words=words, key=man))
    return findings


def _said_lately(known: Knowledge, man: Person, incident: Entry[Police], edition: Edition) -> bool:
    """An incident not long before, of which the same was said."""
    since = days_after(incident.day, -edition["joins_days"])
    before = known.entries(Police, man, since, incident.day)
    return any(
        e.body.event == "domestic_incident" and (e.noted.key, e.id) < (incident.noted.key, incident.id)
        for e in before
    )


def _looked_at(known: Knowledge, man: Person, since: dt.date) -> bool:
    """An assessment covers him, or he was seen on a visit that assesses or protects."""
    seen = (
        v.body.purpose in ("assessment", "statutory_cp") and man in (v.body.seen or ())
        for v in known.entries(Visit, man, since)
    )
    return bool(known.covering(man, since)) or any(seen)


def _around(known: Knowledge, assessor: Agency, man: Person, since: dt.date, by: dt.date) -> list[Entry[Any]]:
    """What an assessor knew by a day that places a man with the child or the family."""
    found: list[Entry[Any]] = []
    for kind in _PLACES_HIM:
        placing = (
            e
            for e in reversed(known.entries(kind, man, since, by))
            if getattr(e.body, "change", None) != "leaves"
            and e.noted.day <= by
            and known.knows(assessor, e, by)
        )
        found.extend(islice(placing, 2))
    return sorted(found, key=lambda entry: entry.noted.key)


def _decided_without_him(decision: Entry[Decision], known: Knowledge, edition: Edition) -> Answer:
    if decision.body.type not in edition["decisions"] or decisions.stepped_up(decision):
        return SETTLED
    findings = []
    for man in people.those_in(known, people.MEN_AND_PARTNERS):
        reasons = known_to(known, decision.author, man, edition["history_topics"], decision.day)
        if reasons and not known.covering(man, decision.day):
            evidence = (decision.id, *dict.fromkeys(e.id for e in reasons))
            words = _words(known, man, decision.author, decision.day, "the decision")
            findings.append(Finding((man,), evidence[:15], decision.day, words=words, key=man))
    return findings


def _assessed_without_him(
    assessment: Entry[Assessment], known: Knowledge, clock: Clock, edition: Edition
) -> Answer:
    body = assessment.body
    if body.type not in edition["assessments"] or body.status != "started":
        return SETTLED
    due = working_days_after(assessment.day, edition["follow_up_within_working_days"])
    if not clock.passed(due):
        return []
    findings = []
    for man in people.those_in(known, people.MEN_AND_PARTNERS):
        reasons = known_to(known, assessment.author, man, edition["points_to"], due)
        unfollowed = [e for e in reasons if _not_followed_up(known, assessment, man, e, edition)]
        unfollowed += _around_and_left_out(known, assessment, man, edition)
        if unfollowed:
            evidence = (assessment.id, *dict.fromkeys(e.id for e in unfollowed))
            words = _words(known, man, assessment.author, assessment.day, "the assessment")
            services = {
                edition["points_to"][t] for e in unfollowed for t in topics(e) if t in edition["points_to"]
            }
            missing = tuple((man, service) for service in sorted(services))
            findings.append(Finding((man,), evidence[:15], assessment.day, missing, words=words, key=man))
    return findings  # who he is may be written down later


def _around_and_left_out(
    known: Knowledge, assessment: Entry[Assessment], man: Person, edition: Edition
) -> list[Entry[Any]]:
    """What the assessor knew by then that places him with the child or the family, where no assessment since covers him."""
    later = known.covering(man, assessment.day)
    if any(one.body.type in edition["assessments"] for one in later):
        return []
    since = days_after(assessment.day, -edition["around_within_days"])
    return _around(known, assessment.author, man, since, assessment.day)


def _not_followed_up(
    known: Knowledge, assessment: Entry[Assessment], man: Person, reason: Entry[Any], edition: Edition
) -> bool:
    """Neither this assessment nor a later one covers him and consults the service that the worry points to."""
    wanted = {edition["points_to"][t] for t in topics(reason) if t in edition["points_to"]}
    if all(_heard(known, assessment.author, service, man) for service in wanted):
        return False
    if reason.author in known.teams and known.teams[reason.author].type in wanted:
        return False
    for later in known.covering(man, assessment.day):
        consulted = {known.teams[a].type for a in later.body.agencies_consulted or () if a in known.teams}
        if wanted <= consulted:
            return False
    return True


def _heard(known: Knowledge, agency: Agency, service: str, man: Person) -> bool:
    teams = (team for team in known.teams.values() if team.type == service)
    return any(known.has_from(agency, team.id, man) for team in teams)


def _words(known: Knowledge, man: Person, agency: Agency, day: dt.date, what: str) -> dict[str, str]:
    return {
        "adult": wording.who(known, [man]),
        "agency": wording.team(known, agency),
        "day": wording.day(day),
        "what": what,
    }
