"""Fathers and partners: met, asked and assessed."""

from __future__ import annotations

from itertools import islice
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing, Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.help import Assessment
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


@detects("father_or_partner_not_assessed", Assessment, Decision)
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
    return _assessed_without_him(entry, known, clock, edition)


def _decided_without_him(decision: Entry[Decision], known: Knowledge, edition: Edition) -> Answer:
    if decision.body.type not in edition["decisions"] or decisions.stepped_up(decision):
        return SETTLED
    findings = []
    for man in people.those_in(known, people.MEN_AND_PARTNERS):
        reasons = known_to(known, decision.author, man, edition["history_topics"], decision.day)
        if reasons and not known.covering(man, decision.day):
            evidence = (decision.id, *dict.fromkeys(e.id for e in reasons))
            words = _words(known, man, decision, "the decision")
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
            words = _words(known, man, assessment, "the assessment")
            services = {
                edition["points_to"][t] for e in unfollowed for t in topics(e) if t in edition["points_to"]
            }
            missing = tuple((man, service) for service in sorted(services))
            findings.append(Finding((man,), evidence[:15], assessment.day, missing, words=words, key=man))
    return findings or SETTLED  # what it had been told by then can only be followed up, not grow


def _around_and_left_out(
    known: Knowledge, assessment: Entry[Assessment], man: Person, edition: Edition
) -> list[Entry[Any]]:
    """What the assessor knew by then that places him with the child or the family, where no assessment since covers him."""
    later = known.covering(man, assessment.day)
    if any(one.body.type in edition["assessments"] for one in later):
        return []
    since = days_after(assessment.day, -edition["around_within_days"])
    found: list[Entry[Any]] = []
    for kind in (Household, Referral, Visit, InformationSharing):
        placing = (
            e
            for e in reversed(known.entries(kind, man, since, assessment.day))
            if getattr(e.body, "change", None) != "leaves"
            and e.noted.day <= assessment.day
            and known.knows(assessment.author, e, assessment.day)
        )
        found.extend(islice(placing, 2))
    return sorted(found, key=lambda entry: entry.noted.key)


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


def _words(known: Knowledge, man: Person, entry: Entry[Any], what: str) -> dict[str, str]:
    return {
        "adult": wording.who(known, [man]),
        "agency": wording.team(known, entry.author),
        "day": wording.day(entry.day),
        "what": what,
    }
