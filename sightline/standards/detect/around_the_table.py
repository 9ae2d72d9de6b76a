"""Who was at a meeting, and who works with the family and was not."""

from __future__ import annotations

from collections.abc import Collection
from itertools import takewhile
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Handover, InformationSharing, Referral
from sightline.record.kinds.decision import Decision, DecisionOutcome
from sightline.record.kinds.harm import Background, Concern, Injury, Observation
from sightline.record.kinds.help import Service
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import people
from sightline.state.referrals import child_of
from sightline.state.table import present

# What is held of a person, or was passed on of a decision, and is no contact with them.
_NO_WORK = (Particulars, Background, DecisionOutcome)


@detects("key_agency_missing_from_meeting", Meeting, StrategyDiscussion)
def key_agency_missing_from_meeting(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """A meeting that decides or plans, without an agency that knows the family, which sent no report."""
    meeting = subject.entry
    edition = rule.on(meeting.day)
    if edition is None or clock.passed(days_after(meeting.day, edition["lapses_after_days"])):
        return SETTLED
    child = child_of(known, meeting)
    if child is None:
        return []
    if isinstance(meeting.body, StrategyDiscussion):
        due = working_days_after(meeting.day, edition["full_discussion_within_working_days"])
        return _at_a_discussion(known, child, meeting, edition) if clock.passed(due) else []
    if meeting.body.type not in (None, *edition["deciding"], *edition["planning"], *edition["routine"]):
        return SETTLED
    absent = [
        a for a in _absent(known, child, meeting, edition) if not _heard(known, child, a, meeting, edition)
    ]
    if not absent:
        return []
    evidence = (
        meeting.id,
        *(e.id for agency in absent for e in _work(known, child, agency, meeting, edition)),
    )
    words = _words(meeting, (meeting.body.type or "meeting").replace("_", " "), wording.teams(known, absent))
    missing = tuple((child, str(agency)) for agency in absent)
    return [Finding((child,), tuple(dict.fromkeys(evidence))[:15], meeting.day, missing, words=words)]


def _words(meeting: Entry[Any], what: str, absent: str) -> dict[str, str]:
    return {
        "what": what.replace(" cp ", " child protection "),
        "day": wording.day(meeting.day),
        "absent": absent,
    }


def _at_a_discussion(
    known: Knowledge, child: Person, meeting: Entry[StrategyDiscussion], edition: Edition
) -> Answer:
    """A strategy discussion whose list of those present, with any soon after, has nobody of one of the three services, or not
    those who had told of the harm."""
    if present(known, meeting) is None:
        return []
    since, until = meeting.day, days_after(meeting.day, edition["lapses_after_days"])
    together = known.entries(StrategyDiscussion, child, since, until)
    there = {a for m in together for a in present(known, m) or ()}
    lacking = _services_lacking(known, child, meeting, there, edition)
    told = _who_told(known, meeting, there, edition)
    if not lacking and not told:
        return []
    services = ("health" if n == edition["health"] else n.replace("_", " ") for n in lacking)
    teams = dict.fromkeys(e.author for e in told)
    says = wording.phrase([*services, *(wording.team(known, team) for team in teams)])
    missing = tuple((child, str(name)) for name in (*lacking, *teams))
    words = _words(meeting, "strategy discussion", says)
    evidence = (meeting.id, *(e.id for e in told))
    return [Finding((child,), evidence[:15], meeting.day, missing, words=words)]


def _services_lacking(
    known: Knowledge, child: Person, meeting: Entry[Any], there: Collection[Agency], edition: Edition
) -> list[str]:
    """Those of the three services of which nobody was there and nobody sent a report."""
    sent = {e.author for e in _reports(known, child, meeting, edition)}
    types = {known.teams[a].type for a in there if a in known.teams}
    wrote = {known.teams[a].type for a in sent if a in known.teams}
    return [
        needed[0]
        for needed in edition["strategy_needs"]
        if not types & set(needed) and not wrote & set(needed)
    ]


def _who_told(
    known: Knowledge, meeting: Entry[Any], there: Collection[Agency], edition: Edition
) -> list[Entry[Any]]:
    """What those not there had referred, been told by the child or seen since the children were last talked about together."""
    found: dict[str, Entry[Any]] = {}
    for child in people.children(known, meeting.people):
        start = days_after(meeting.day, -edition["told_within_days"])
        before = known.entries(StrategyDiscussion, child, start, meeting.day)
        since = max((s.day for s in before if s.noted.key < meeting.noted.key), default=start)
        heard = {*there, *(e.author for e in _reports(known, child, meeting, edition) if e.day >= since)}
        heard |= {a for m in known.entries(Meeting, child, meeting.day) for a in present(known, m) or ()}
        for kind in (Referral, Injury, Concern, Observation):
            for told in known.entries(kind, child, since, meeting.day):
                team = known.teams.get(told.author)
                tells = team is not None and team.type in edition["tells"] and told.author not in heard
                if tells and _of_harm(told, edition):
                    found[told.id] = told
    return sorted(found.values(), key=lambda e: (e.day, e.noted.key), reverse=True)


def _of_harm(told: Entry[Any], edition: Edition) -> bool:
    """A referral or an injury; a worry that is about harm, or about what the child said."""
    if isinstance(told.body, Referral | Injury):
        return True
    well = isinstance(told.body, Observation) and told.body.direction == "positive"
    return not well and bool(topics(told) & set(edition["grave"]))


def _absent(known: Knowledge, child: Person, meeting: Entry[Meeting], edition: Edition) -> list[Agency]:
    """Those not asked, those asked who did not come, and those at work with the family of whom nobody says either."""
    body = meeting.body
    asked_not, came_not = list(body.not_invited or ()), list(body.invited_absent or ())
    if body.type is None or body.type in edition["routine"]:
        asked_not = [a for a in asked_not if _in_a_row(known, child, meeting, a) == 1]
        row = edition["routine_absences_in_a_row"]
        return asked_not + [a for a in came_not if _in_a_row(known, child, meeting, a) == row]
    if body.type in edition["planning"]:
        return list(dict.fromkeys((*asked_not, *came_not)))
    there = present(known, meeting)
    named = {*asked_not, *came_not, *(there or ())}
    silent = [
        team.id
        for team in known.teams_of(*edition["at_work_types"])
        if team.id not in named and there and _work(known, child, team.id, meeting, edition)
        if not _handed_over(known, child, team.id, meeting, edition)
        and not _met_lately(known, child, team.id, meeting, edition)
    ]
    return list(dict.fromkeys((*asked_not, *came_not, *silent)))


def _handed_over(
    known: Knowledge, child: Person, agency: Agency, meeting: Entry[Meeting], edition: Edition
) -> bool:
    """Whether an agency lately handed all over to one that was there: it is at work with the family no longer."""
    since, there = days_after(meeting.day, -edition["at_work_days"]), present(known, meeting) or ()
    family = (child, *people.those_in(known, ("sibling", "mother", "father")))
    return any(
        handover.author == agency and handover.body.to in there and handover.body.content == "full"
        for person in family
        for handover in known.entries(Handover, person, since, meeting.day)
    )


def _met_lately(
    known: Knowledge, child: Person, agency: Agency, meeting: Entry[Meeting], edition: Edition
) -> bool:
    """Whether it sat with those who met at a meeting about the child not long before: what it holds was heard there."""
    before = known.entries(
        Meeting, child, days_after(meeting.day, -edition["report_within_days"]), meeting.day
    )
    return any(
        m.id != meeting.id
        and m.noted.key < meeting.noted.key
        and {agency, meeting.author} <= {*(present(known, m) or ())}
        for m in before
    )


def _in_a_row(known: Knowledge, child: Person, meeting: Entry[Meeting], agency: Agency) -> int:
    """How many meetings of this type up to this one, without a break, an agency was not at; said once, not each time."""
    before = [m for m in known.entries(Meeting, child, until=meeting.day) if m.body.type == meeting.body.type]
    back = reversed([m for m in before if m.noted.key <= meeting.noted.key])
    missed = takewhile(
        lambda m: agency in (*(m.body.not_invited or ()), *(m.body.invited_absent or ())), back
    )
    return sum(1 for _ in missed)


def _work(
    known: Knowledge, child: Person, agency: Agency, meeting: Entry[Any], edition: Edition
) -> list[Entry[Any]]:
    """What an agency lately wrote of the child or the parents, where it gives a service or wrote on enough days."""
    since = days_after(meeting.day, -edition["at_work_days"])
    family = (child, *people.those_in(known, people.PARENTS))
    wrote = {
        e.id: e
        for person in family
        for e in known.held(agency, person, since)
        if e.author == agency
        and e.day <= meeting.day
        and e.noted.day <= meeting.day
        and not isinstance(e.body, _NO_WORK)
    }
    helps = (isinstance(e.body, Service) and e.body.status in ("started", "reviewed") for e in wrote.values())
    enough = any(helps) or len({e.day for e in wrote.values()}) >= edition["at_work_entries"]
    last = sorted(wrote.values(), key=lambda e: (e.day, e.id))[-3:]
    return last if enough and not any(_gave_up(e) for e in last if e.day == last[-1].day) else []


def _gave_up(last: Entry[Any]) -> bool:
    """The last word of an agency is that its work has ended, or was not wanted: it is at work with the family no longer."""
    if isinstance(last.body, Decision):
        return last.body.type == "close"
    return isinstance(last.body, Service) and last.body.status in ("ended", "refused")


def _reports(
    known: Knowledge, child: Person, meeting: Entry[Any], edition: Edition
) -> list[Entry[InformationSharing]]:
    since = days_after(meeting.day, -edition["report_within_days"])
    people_ = (child, *people.those_in(known, people.PARENTS))
    return [e for person in people_ for e in known.entries(InformationSharing, person, since)]


def _heard(
    known: Knowledge, child: Person, agency: Agency, meeting: Entry[Meeting], edition: Edition
) -> bool:
    """A report of the agency, shared shortly before or since; the meeting's own note that a report was read, where one alone was
    asked and did not come; or it was at a later meeting about the child."""
    if any(report.author == agency for report in _reports(known, child, meeting, edition)):
        return True
    said = f"{meeting.body.outcome or ''} {meeting.summary}".lower()
    asked = meeting.body.invited_absent or ()
    if list(asked) == [agency] and any(words in said for words in edition["report_words"]):
        return True
    later = known.entries(Meeting, child, days_after(meeting.day, 1))
    return any(agency in (present(known, m) or ()) for m in later)
