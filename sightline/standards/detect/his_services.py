"""What is known of a father or partner points to a service, and nobody has asked it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import covered, topics
from sightline.standards.clock import Clock, working_days_after
from sightline.standards.standard import Edition
from sightline.state.history import known_to
from sightline.state.phrases import affirms, text_of


def not_followed_up(
    known: Knowledge, assessment: Entry[Assessment], man: Person, clock: Clock, edition: Edition
) -> list[Entry[Any]]:
    """This will give what the assessor knew of a man that points to a service, where that service was not asked.

    Whom the assessment covers is being assessed, and his services may be asked in the course of it.
    """
    asked_by = working_days_after(assessment.day, edition["ask_of_covered_within_working_days"])
    if man in covered(assessment) and not clock.passed(asked_by):
        return []
    due = working_days_after(assessment.day, edition["follow_up_within_working_days"])
    reasons = known_to(known, assessment.author, man, edition["points_to"], due)
    return [e for e in reasons if not _followed_up(known, assessment, man, _points(known, e, edition), e)]


def _points(known: Knowledge, reason: Entry[Any], edition: Edition) -> set[str]:
    """What one entry points to. Of offending the police tell what they hold; probation has more of one under a sentence."""
    wanted = pointed_to([reason], edition)
    if _types(known, [reason.author]) == {"police"} and not affirms(
        text_of(reason), edition["sentence_words"]
    ):
        wanted -= {edition["points_to"]["offending"]}
    return wanted


def pointed_to(reasons: Iterable[Entry[Any]], edition: Edition) -> set[str]:
    """This will give the types of service that what is known of him points to."""
    return {edition["points_to"][t] for e in reasons for t in topics(e) if t in edition["points_to"]}


def _followed_up(
    known: Knowledge, assessment: Entry[Assessment], man: Person, wanted: set[str], reason: Entry[Any]
) -> bool:
    """The service was heard or referred to, or this assessment or a later one covers him and consults it."""
    if all(_heard(known, assessment.author, service, man) for service in wanted):
        return True
    if _types(known, [reason.author]) & wanted or wanted <= _referred_to(known, assessment, man):
        return True
    covering = known.covering(man, assessment.day)
    return any(wanted <= _types(known, later.body.agencies_consulted or ()) for later in covering)


def _referred_to(known: Knowledge, assessment: Entry[Assessment], man: Person) -> set[str]:
    own = (r for r in known.entries(Referral, man, assessment.day) if r.author == assessment.author)
    return _types(known, (r.body.to for r in own))


def _types(known: Knowledge, agencies: Iterable[Agency | None]) -> set[str]:
    return {known.teams[a].type for a in agencies if a is not None and a in known.teams}


def _heard(known: Knowledge, agency: Agency, service: str, man: Person) -> bool:
    teams = (team for team in known.teams.values() if team.type == service)
    return any(known.has_from(agency, team.id, man) for team in teams)
