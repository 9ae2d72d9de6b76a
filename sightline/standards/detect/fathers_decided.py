"""A decision made without the father or partner of whom its author knew."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, CheckAnswer, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards.clock import days_after
from sightline.standards.detect.fathers_in_words import his_words
from sightline.standards.standard import Edition, Finding
from sightline.state import decisions, fathers, people
from sightline.state.history import known_to


def decided_without_him(decision: Entry[Decision], known: Knowledge, edition: Edition) -> list[Finding]:
    """This will say it of each man of whom a decision's author was told something weighty, or whom it lets near unassessed."""
    if decision.body.type in edition["lets_near"] and decision.body.forum != "court":
        home = _home_unassessed(decision, known, edition)
        if home:
            return home
    if decision.body.type not in edition["decisions"] or _goes_up(decision):
        return []
    findings = []
    for man in people.those_in(known, people.MEN_AND_PARTNERS):
        reasons = _told_of(known, decision.author, man, decision.day, edition)
        if not reasons or fathers.heard_by_himself(known, man, reasons[-1].day):
            continue
        # Under a plan he was looked at as it was made: what is new since does not ask for it again as it is stepped down, or as
        # agencies end the work together.
        around = days_after(decision.day, -edition["around_within_days"])
        if _ends_what_had_a_plan(decision) and fathers.looked_at(known, man, around):
            continue
        if not _said_at_a_decision(known, decision, man, reasons, edition):
            evidence = (decision.id, *dict.fromkeys(e.id for e in reasons))
            words = his_words(known, man, decision.author, decision.day, "the decision")
            findings.append(Finding((man,), evidence[:15], decision.day, words=words, key=man))
    return findings


def _ends_what_had_a_plan(decision: Entry[Decision]) -> bool:
    """A plan is stepped down, or agencies together end the work."""
    together = decision.body.type == "close" and decision.body.forum == "multi_agency"
    return decision.body.type == "step_down" or together


def _goes_up(decision: Entry[Decision]) -> bool:
    """What leads to assessment or protection will look at him; a protection plan that gives way to a lighter one will not."""
    return decision.body.type != "step_down" and decisions.stepped_up(decision)


def _home_unassessed(decision: Entry[Decision], known: Knowledge, edition: Edition) -> list[Finding]:
    """Agencies let a man back to the children of whom a referral or note told that he harmed them; no finished assessment
    covers him since, and nobody met him by himself for one."""
    findings = []
    since = days_after(decision.day, -edition["harm_told_days"])
    for man in (p for p in decision.people if people.role(known, p) in people.MEN_AND_PARTNERS):
        told = [
            e
            for kind in (Referral, Observation, Concern)
            for e in known.entries(kind, man, since, decision.day)
            if topics(e) & {*edition["harm_topics"]} and getattr(e.body, "direction", "concern") == "concern"
        ]
        first = min(told, key=lambda e: (e.day, e.noted.key, e.id), default=None)
        if first is None or fathers.seen_alone(known, man, first.day):
            continue
        if not any(fathers.finished(a.body) for a in known.covering(man, first.day)):
            words = his_words(known, man, decision.author, decision.day, "the decision")
            findings.append(Finding((man,), (decision.id, first.id), decision.day, words=words, key=man))
    return findings


def _told_of(
    known: Knowledge, agency: Agency, man: Person, until: dt.date, edition: Edition
) -> list[Entry[Any]]:
    """What weighty an agency had been told of him; a referral that names him and says neither topic nor "no harm" may be that."""
    told = [
        e
        for e in known_to(known, agency, man, edition["history_topics"], until)
        if getattr(e.body, "direction", None) != "positive"  # that it goes well is nothing new to hear him on
    ]
    told += _found_by_checks(known, agency, man, until, edition)
    unsaid = (
        r
        for r in known.entries(Referral, man, until=until)
        if not topics(r) and r.body.alleges_harm is not False
    )
    return told or [r for r in unsaid if r.noted.day <= until and known.knows(agency, r, until)]


def _found_by_checks(
    known: Knowledge, agency: Agency, man: Person, until: dt.date, edition: Edition
) -> list[Entry[Any]]:
    """What an agency heard of him from those who keep records of grown-ups, of which no box says what it was."""
    holders = {team.id for team in known.teams_of(*edition["keep_records_of_men"])}
    return [
        c
        for c in known.entries(Check, man, until=until)
        if c.body.asked in holders
        and known.knows(agency, c, until)
        and any(
            a.body.result == "information_found" and a.noted.day <= until
            for a in known.naming(c.id, CheckAnswer)
        )
    ]


def _said_at_a_decision(
    known: Knowledge, decision: Entry[Decision], man: Person, reasons: list[Entry[Any]], edition: Edition
) -> bool:
    """An earlier decision of the time in which the point stands was made with the same told of him: nothing is new."""
    wanted = set(edition["history_topics"])
    told = {topic for entry in reasons for topic in topics(entry) & wanted}
    since = days_after(decision.day, -edition["lapses_after_days"])
    for before in known.entries(Decision, None, since, decision.day):
        later = (before.noted.key, before.id) >= (decision.noted.key, decision.id)
        if later or before.body.type not in edition["decisions"] or _goes_up(before):
            continue
        then = _told_of(known, before.author, man, before.day, edition)
        if then and told <= {topic for entry in then for topic in topics(entry)}:
            return True
    return False
