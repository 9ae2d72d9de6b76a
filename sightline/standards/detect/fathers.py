"""Fathers and partners: met, asked and assessed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.place import Household, Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import covered
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.fathers_decided import decided_without_him
from sightline.standards.detect.fathers_in_words import (
    his_words,
    no_part_in_it,
    said_of_him_before,
    told_of_at_home,
    written_unmet,
)
from sightline.standards.detect.his_services import not_followed_up, pointed_to
from sightline.standards.standard import (
    SETTLED,
    Answer,
    Edition,
    Finding,
    Settled,
    Standard,
    Subject,
    detects,
)
from sightline.state import fathers, people
from sightline.state.history import known_to
from sightline.state.phrases import affirms
from sightline.state.responsible import at_work


@detects("father_or_partner_not_assessed", Assessment, Decision, Police, Placement, Meeting, Plan)
def father_or_partner_not_assessed(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """A father or partner about whom the assessor or decider knew something weighty, and who is not himself looked at."""
    entry = subject.entry
    edition = rule.on(entry.day)
    if edition is None or clock.passed(days_after(entry.day, edition["lapses_after_days"])):
        return SETTLED
    if isinstance(entry.body, Meeting):
        return _planned_without_him(entry, known, edition) or written_unmet(entry, known, edition)
    if isinstance(entry.body, Plan):
        return written_unmet(entry, known, edition)
    if isinstance(entry.body, Decision):
        return decided_without_him(entry, known, edition) or written_unmet(entry, known, edition)
    if isinstance(entry.body, Police):
        return _violent_and_not_met(entry, known, clock, edition)
    if isinstance(entry.body, Placement):
        return _placed_without_him(entry, known, clock, edition)
    if fathers.finished(entry.body):
        without = _finished_without_him(entry, known, edition)
        if isinstance(without, Settled):
            return without
        without = without or written_unmet(entry, known, edition)
        return without or _finished_with_no_father_named(entry, known, clock, edition)
    return _assessed_without_him(entry, known, clock, edition)


def _begun(assessment: Assessment) -> bool:
    return assessment.status == "started" or (assessment.status is None and not assessment.outcome)


def _of_type(known: Knowledge, assessment: Entry[Assessment], types: list[str], edition: Edition) -> bool:
    """As stated; where nobody says, whoever holds a child's case assesses the family."""
    if assessment.body.type is not None:
        return assessment.body.type in types
    by = known.teams.get(assessment.author)
    return by is not None and by.type in edition["case_holders"]


def _finished_without_him(assessment: Entry[Assessment], known: Knowledge, edition: Edition) -> Answer:
    """An assessment ends, and a man whom its author knew to be around is neither covered by one nor met for it."""
    by = known.teams.get(assessment.author)
    if (
        not _of_type(known, assessment, edition["finished"], edition)
        or by is None
        or by.type not in edition["case_holders"]
    ):
        return SETTLED
    findings = []
    since = days_after(assessment.day, -edition["around_within_days"])
    for man in people.those_in(known, people.MEN_AND_PARTNERS):
        around = fathers.around(known, assessment.author, man, since, assessment.day)
        around = around or told_of_at_home(known, assessment, man, since, edition)
        if not around and not _one_parent_of_two(known, assessment, man, edition):
            continue
        if no_part_in_it(known, assessment, man, edition) or _in_touch(known, assessment, man, edition):
            continue
        if _checked_and_goes_on(known, assessment, man, since):
            continue
        harmed = fathers.harm_told(known, assessment, man, since, edition["harm_topics"])
        heard = (fathers.heard_by_himself if harmed else fathers.looked_at)(known, man, since)
        if not heard and not _asked_already(known, man, assessment, edition):
            evidence = (assessment.id, *(e.id for e in around[-14:]))
            words = his_words(known, man, assessment.author, assessment.day, "the assessment")
            findings.append(Finding((man,), evidence, assessment.day, words=words, key=man))
    return findings


def _in_touch(known: Knowledge, assessment: Entry[Assessment], man: Person, edition: Edition) -> bool:
    """Assessed not long before, and met since: a later assessment of the other parent leaves out nobody."""
    covering = known.covering(man, days_after(assessment.day, -edition["assessed_lasts_days"]))
    return any(fathers.finished(a.body) and fathers.met(known, man, days_after(a.day, 1)) for a in covering)


def _checked_and_goes_on(
    known: Knowledge, assessment: Entry[Assessment], man: Person, since: dt.date
) -> bool:
    """A partner of whom the checks were made in a section 47 enquiry: when it ends, the assessment of the home goes on to its
    own end, and is where the partner is met."""
    if assessment.body.type != "section47" or people.role(known, man) != "partner":
        return False
    return any(
        c.author == assessment.author and c.noted <= assessment.noted
        for c in known.entries(Check, man, since)
    )


def _finished_with_no_father_named(
    assessment: Entry[Assessment], known: Knowledge, clock: Clock, edition: Edition
) -> Answer:
    """An assessment of the family looked at the mother, nobody had written who the father is, and he is not met soon after.

    It stands until he has been named and met, and is said of a family once in the time in which it stands.
    """
    children = people.children(known, assessment.people)
    if not children or not _of_mother_alone(known, assessment, edition):
        return []
    if _partner_left_out(known, assessment, edition):
        return []  # of men around the family it was said when it ended
    since = days_after(assessment.day, -edition["lapses_after_days"])
    before = known.entries(Assessment, None, since, assessment.day)
    if any(
        (a.noted.key, a.id) < (assessment.noted.key, assessment.id)
        and fathers.finished(a.body)
        and _of_mother_alone(known, a, edition)
        for a in before
    ):
        return []
    found = any(fathers.met(known, man, assessment.day) for man in people.those_in(known, ("father",)))
    due = working_days_after(assessment.day, edition["follow_up_within_working_days"])
    if found or not clock.passed(due):
        return []
    words = {
        "adult": "the father",
        "on_record": "No father was named on record",
        "or_met": ", or he has been named and met",
        "find": "Ask who he is and what part he has: the mother, and the child where that is right. ",
        "agency": wording.team(known, assessment.author),
        "day": wording.day(assessment.day),
        "what": "the assessment",
    }
    return [Finding(tuple(children), (assessment.id,), assessment.day, words=words, key="father")]


def _partner_left_out(known: Knowledge, assessment: Entry[Assessment], edition: Edition) -> bool:
    """A partner of whom its author knew had been covered by no assessment when this one ended."""
    since = days_after(assessment.day, -edition["around_within_days"])
    return any(
        fathers.around(known, assessment.author, he, since, assessment.day)
        and not any(a.noted <= assessment.noted for a in known.covering(he, since))
        for he in people.those_in(known, ("partner",))
    )


def _of_mother_alone(known: Knowledge, assessment: Entry[Assessment], edition: Edition) -> bool:
    """An assessment of the family that looks at the mother, and at no other parent, when no father is named in the record."""
    if not _of_type(known, assessment, edition["of_both_parents"], edition):
        return False
    roles = {people.role(known, person) for person in covered(assessment)}
    named = (_named_by_then(known, assessment, father) for father in people.those_in(known, ("father",)))
    return "mother" in roles and not roles & {*people.MEN_AND_PARTNERS} and not any(named)


def _named_by_then(known: Knowledge, assessment: Entry[Assessment], man: Person) -> bool:
    return any(p.noted.day <= assessment.noted.day for p in known.entries(Particulars, man))


def _one_parent_of_two(
    known: Knowledge, assessment: Entry[Assessment], man: Person, edition: Edition
) -> bool:
    """An assessment of the family looks at the mother, and not at a father who was named in the record by then.

    Before a birth whoever is her partner is looked at with her.
    """
    roles = people.MEN_AND_PARTNERS if assessment.body.type == "prebirth" else ("father",)
    if (
        not _of_type(known, assessment, edition["of_both_parents"], edition)
        or people.role(known, man) not in roles
    ):
        return False
    return _named_by_then(known, assessment, man) and any(
        people.role(known, p) == "mother" for p in covered(assessment)
    )


def _planned_without_him(meeting: Entry[Meeting], known: Knowledge, edition: Edition) -> list[Finding]:
    """A meeting plans for the child with the family, and a man who is around, of whom its author was told something weighty, has
    not been met."""
    by = known.teams.get(meeting.author)
    children = people.children(known, meeting.people)
    if meeting.body.type not in edition["planning"] or not children:
        return []
    if by is None or by.type not in edition["case_holders"]:
        return []
    findings = []
    since = days_after(meeting.day, -edition["around_within_days"])
    for man in people.those_in(known, people.MEN_AND_PARTNERS):
        around = fathers.around(known, meeting.author, man, since, meeting.day)
        told = known_to(known, meeting.author, man, edition["history_topics"], meeting.day)
        if not around or not told or fathers.met(known, man, since):
            continue
        if said_of_him_before(known, meeting, man, edition) or _asked_lately(known, meeting, man, edition):
            continue
        evidence = (meeting.id, *dict.fromkeys(e.id for e in (*around[-7:], *told[-7:])))
        words = his_words(known, man, meeting.author, meeting.day, "the meeting")
        findings.append(Finding((man, *children), evidence[:15], meeting.day, words=words, key=man))
    return findings


def _asked_lately(known: Knowledge, meeting: Entry[Meeting], man: Person, edition: Edition) -> bool:
    """An earlier step of the time in which the point stands, of which the same was said: nothing is new."""
    since = days_after(meeting.day, -edition["lapses_after_days"])
    told = (
        known_to(known, e.author, man, edition["history_topics"], e.day)
        for e in known.entries(Meeting, None, since, meeting.day)
        if e.body.type in edition["planning"] and (e.noted.key, e.id) < (meeting.noted.key, meeting.id)
    )
    decided = known.entries(Decision, man, since, meeting.day)
    finished = (
        a
        for a in known.entries(Assessment, None, since, meeting.day)
        if fathers.finished(a.body) and man not in covered(a)
    )
    return any(told) or any(decided) or any(finished) or _asked_at_the_start(known, man, meeting, edition)


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
        if fathers.looked_at(known, man, incident.day) or _said_lately(known, man, incident, edition):
            continue
        if not _asked_at_the_start(known, man, incident, edition):
            evidence = (incident.id, *(held[team].id for team in told))
            words = his_words(known, man, told[0], incident.day, "the plan")
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


def _asked_at_the_start(known: Knowledge, man: Person, entry: Entry[Any], edition: Edition) -> bool:
    """It was said of him when an assessment of the time before had begun without him, and stands."""
    since = days_after(entry.day, -edition["around_within_days"])
    begun = (a for a in known.entries(Assessment, None, since, entry.day) if _begun(a.body))
    said = (_assessed_without_him(a, known, Clock(entry.noted.day), edition) for a in begun)
    return any(
        finding.key == man for findings in said if not isinstance(findings, Settled) for finding in findings
    )


def _asked_already(known: Knowledge, man: Person, assessment: Entry[Assessment], edition: Edition) -> bool:
    """It was said when the assessment had begun without him, when another ended, or after violence at home, not long before."""
    if _asked_at_the_start(known, man, assessment, edition):
        return True
    since = days_after(assessment.day, -edition["joins_days"])
    clock = Clock(assessment.noted.day)
    said = [
        _violent_and_not_met(e, known, clock, edition)
        for e in known.entries(Police, man, since, assessment.day)
    ]
    said += [
        _finished_without_him(a, known, edition)
        for a in known.entries(Assessment, None, since, assessment.day)
        if fathers.finished(a.body) and (a.noted.key, a.id) < (assessment.noted.key, assessment.id)
    ]
    return any(
        finding.key == man for findings in said if not isinstance(findings, Settled) for finding in findings
    )


def _placed_without_him(
    placement: Entry[Placement], known: Knowledge, clock: Clock, edition: Edition
) -> Answer:
    """A child begins to live away from home, and a father of whom those who place had heard has not been met as a parent."""
    if placement.body.status != "started" or placement.body.type not in edition["away_from_parents"]:
        return SETTLED
    due = working_days_after(placement.day, edition["follow_up_within_working_days"])
    children = people.children(known, placement.people)
    before_court = (
        step.body.step in edition["before_court"]
        for child in children
        for step in known.entries(Legal, child, days_after(placement.day, -edition["joins_days"]))
    )
    if any(before_court) or affirms(placement.body.legal_basis, edition["court_words"]):
        return SETTLED  # both parents are parties there, and the court asks for what it needs of them
    if not clock.passed(due):
        return []
    findings = []
    since = days_after(placement.day, -edition["around_within_days"])
    for man in people.those_in(known, ("father",)):
        around = fathers.around(known, placement.author, man, since, due)
        if (
            not around
            or fathers.met(known, man, since)
            or _asked_at_the_start(known, man, placement, edition)
        ):
            continue
        evidence = (placement.id, *(e.id for e in around[-14:]))
        words = his_words(known, man, placement.author, placement.day, "the placement")
        findings.append(Finding((man, *children), evidence, placement.day, words=words, key=man))
    return findings


def _assessed_without_him(
    assessment: Entry[Assessment], known: Knowledge, clock: Clock, edition: Edition
) -> Answer:
    if not _of_type(known, assessment, edition["assessments"], edition) or not _begun(assessment.body):
        return SETTLED
    due = working_days_after(assessment.day, edition["follow_up_within_working_days"])
    if not clock.passed(due):
        return []
    findings = []
    for man in people.those_in(known, people.MEN_AND_PARTNERS):
        unfollowed = not_followed_up(known, assessment, man, clock, edition)
        unfollowed += _around_and_left_out(known, assessment, man, clock, edition)
        if unfollowed:
            evidence = (assessment.id, *dict.fromkeys(e.id for e in unfollowed))
            words = his_words(known, man, assessment.author, assessment.day, "the assessment")
            services = pointed_to(unfollowed, edition)
            missing = tuple((man, service) for service in sorted(services))
            findings.append(Finding((man,), evidence[:15], assessment.day, missing, words=words, key=man))
    return findings  # who he is may be written down later


def _around_and_left_out(
    known: Knowledge, assessment: Entry[Assessment], man: Person, clock: Clock, edition: Edition
) -> list[Entry[Any]]:
    """What the assessor knew that places him with the child or the family, and he has not been looked at.

    While the assessment goes on, what its author writes of him joins it, with as many days to follow it up.
    """
    since = days_after(assessment.day, -edition["around_within_days"])
    if fathers.looked_at(known, man, since):
        return []
    found = fathers.around(known, assessment.author, man, since, assessment.day)
    return found or _turned_up(known, assessment, man, clock, edition)


def _turned_up(
    known: Knowledge, assessment: Entry[Assessment], man: Person, clock: Clock, edition: Edition
) -> list[Entry[Any]]:
    """What the assessor wrote while assessing that places him at the home, where he has not been met since."""
    days = edition["follow_up_within_working_days"]
    return [
        h
        for h in known.entries(Household, man, days_after(assessment.day, 1))
        if h.author == assessment.author
        and h.body.change != "leaves"
        and clock.passed(working_days_after(h.noted.day, days))
        and not fathers.looked_at(known, man, assessment.day)
    ]
