"""Who was at a meeting, and who works with the family and was not."""

from __future__ import annotations

from collections.abc import Collection
from itertools import takewhile
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Handover, InformationSharing, Referral
from sightline.record.kinds.harm import Concern, Injury, Observation
from sightline.record.kinds.help import Plan
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Move
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.absent_in_words import absent as absent_in_words
from sightline.standards.detect.absent_in_words import (
    not_asked_itself,
    own_word,
    teams_absent,
)
from sightline.standards.detect.at_work import booked, involved, serves_since, work
from sightline.standards.detect.heard_there import (
    gave_answer,
    handed_over,
    heard,
    heard_before,
    report_read,
    reports,
    told_at_once,
)
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import people
from sightline.state.phrases import NOTES, affirms, says
from sightline.state.referrals import child_of
from sightline.state.table import present


@detects("key_agency_missing_from_meeting", Meeting, StrategyDiscussion, *NOTES)
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
    if isinstance(meeting.body, NOTES):
        return _only_in_a_note(known, child, meeting, edition)
    if isinstance(meeting.body, StrategyDiscussion):
        due = working_days_after(meeting.day, edition["full_discussion_within_working_days"])
        return _at_a_discussion(known, child, meeting, edition) if clock.passed(due) else []
    if meeting.body.type not in (None, *edition["deciding"], *edition["planning"], *edition["routine"]):
        return SETTLED
    absent = [
        a for a in _absent(known, child, meeting, edition) if not heard(known, child, a, meeting, edition)
    ]
    if not absent:
        return []
    own = own_word(known, child, meeting, edition)
    evidence = (
        meeting.id,
        *(e.id for e in own if e.author in absent),
        *(e.id for agency in absent for e in work(known, child, agency, meeting, edition)),
    )
    words = _words(meeting, (meeting.body.type or "meeting").replace("_", " "), wording.teams(known, absent))
    missing = tuple((child, str(agency)) for agency in absent)
    about = tuple(dict.fromkeys((child, *_spoken_of_here(known, meeting))))
    return [Finding(about, tuple(dict.fromkeys(evidence))[:15], meeting.day, missing, words=words)]


def _only_in_a_note(known: Knowledge, child: Person, note: Entry[Any], edition: Edition) -> list[Finding]:
    """A meeting of which nothing but a note is on record, and the note says who was not asked."""
    since = days_after(note.day, -edition["own_word_days"])
    if any(known.entries(kind, child, since, note.day) for kind in (Meeting, StrategyDiscussion)):
        return []
    if not says(note.summary, edition["meeting_words"]):
        return []
    named = absent_in_words(note, edition)
    missing = teams_absent(known, _spoken_of_here(known, note), named.not_asked, ())
    if not_asked_itself(note, edition):
        missing = [note.author, *missing]
    missing = [a for a in dict.fromkeys(missing) if not heard(known, child, a, note, edition)]
    if not missing:
        return []
    words = _words(note, "meeting that a note speaks of", wording.teams(known, missing))
    return [Finding((child,), (note.id,), note.day, tuple((child, str(a)) for a in missing), words=words)]


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
    said = absent_in_words(meeting, edition)
    named = {edition["health"] if one == "health" else one for one in (*said.not_asked, *said.away)}
    if present(known, meeting) is None and not named:
        return []
    since, until = meeting.day, days_after(meeting.day, edition["lapses_after_days"])
    together = known.entries(StrategyDiscussion, child, since, until)
    there = {a for m in together for a in present(known, m) or ()}
    lacking = _services_lacking(known, child, meeting, there, edition)
    told = _who_told(known, meeting, there, edition)
    if present(known, meeting) is None:  # who came is not known: only whom the note says to be missing
        together = [m for m in together if m.id != meeting.id and present(known, m) is not None]
        lacking = (
            [needed[0] for needed in edition["strategy_needs"] if {*needed} & named] if not together else []
        )
        told = [e for e in told if known.teams[e.author].type in named]
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
    sent = {e.author for e in reports(known, child, meeting, edition)}
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
        had = {*there}
        had |= {a for m in known.entries(Meeting, child, meeting.day) for a in present(known, m) or ()}
        of_harm = {
            e.id: e
            for kind in (Referral, Injury, Concern, Observation)
            for e in known.entries(kind, child, since, meeting.day)
            if _of_harm(e, edition)
        }
        last = max((e.day for e in of_harm.values() if e.author in there), default=start)
        sent = [e for e in reports(known, child, meeting, edition) if e.day >= since]
        had |= {
            a for a in {e.author for e in of_harm.values()} if gave_answer(known, child, a, meeting, edition)
        }
        had |= {e.author for e in sent if not last <= e.day <= meeting.day or not _passes_on(e, of_harm)}
        tells = {team.id for team in known.teams_of(*edition["tells"])} - had
        found |= {id: e for id, e in of_harm.items() if e.author in tells}
    return sorted(found.values(), key=lambda e: (e.day, e.noted.key), reverse=True)


def _passes_on(report: Entry[InformationSharing], told: Collection[str]) -> bool:
    """What was sent is the telling itself and nothing more: where nobody at the table told of harm since, that is why they talk,
    and no report."""
    what = report.body.what or ()
    return bool(what) and all(sent in told for sent in what)


def _of_harm(told: Entry[Any], edition: Edition) -> bool:
    """A referral or an injury; a worry that is about harm, or about what the child said."""
    if isinstance(told.body, Referral | Injury):
        return True
    well = isinstance(told.body, Observation) and told.body.direction == "positive"
    return not well and bool(topics(told) & {*edition["grave"], *edition["told_of_neglect"]})


def _absent(known: Knowledge, child: Person, meeting: Entry[Meeting], edition: Edition) -> list[Agency]:
    """Those not asked, those asked who did not come, and those at work with the family of whom nobody says either."""
    body = meeting.body
    asked_not, came_not = (
        _not_asked(known, child, meeting, edition),
        _came_not(known, child, meeting, edition),
    )
    if _routine(meeting, edition):
        asked_not = [a for a in asked_not if _in_a_row(known, child, meeting, a, edition) == 1]
        came_not = [
            a
            for a in came_not
            if _in_a_row(known, child, meeting, a, edition) == _absences_asked_about(known, body, a, edition)
            and involved(known, child, a, meeting, edition)
        ]
        silent = [] if body.type is None else _never_named(known, child, meeting, edition)
        return list(dict.fromkeys((*asked_not, *came_not, *silent)))
    if body.type in edition["planning"]:
        return list(dict.fromkeys((*asked_not, *came_not)))
    there = present(known, meeting)
    named = {*asked_not, *came_not, *(there or ())}
    silent = [
        team.id
        for team in known.teams_of(*edition["at_work_types"])
        if team.id not in named
        and there
        and (work(known, child, team.id, meeting, edition) or booked(known, child, team.id, meeting, edition))
        if not handed_over(known, child, team.id, meeting, edition)
        and not heard_before(known, child, team.id, meeting, edition)
        and not report_read(known, team.id, meeting, edition, asked=False)
    ]
    if body.type in edition["transfers"] and there:
        silent += [a for a in _came_from(known, child, meeting, edition) if a not in named]
    return list(dict.fromkeys((*asked_not, *came_not, *silent)))


def _absences_asked_about(known: Knowledge, body: Meeting, agency: Agency, edition: Edition) -> int:
    """At a panel on an adult's danger, social care speaks for the children: that it stays away once is enough."""
    for_children = agency in known.teams and known.teams[agency].type in edition["councils"]
    once = body.type in edition["panels"] and for_children
    return 1 if once else int(edition["routine_absences_in_a_row"])


def _routine(meeting: Entry[Meeting], edition: Edition) -> bool:
    """One of a series, or of which nobody says what it was; with the family at the table professionals review its plan."""
    body = meeting.body
    reviews = body.type in edition["with_family_routine"] and bool(body.family_present)
    return body.type is None or body.type in edition["routine"] or reviews


def _came_from(known: Knowledge, child: Person, meeting: Entry[Meeting], edition: Edition) -> list[Agency]:
    """The council that held the plan, wrote that the family moves, or handed over: unless all of it is with those who meet."""
    wrote = (
        e.author for kind in (Plan, Move, Handover) for e in known.entries(kind, child, until=meeting.day)
    )
    return [
        agency
        for agency in dict.fromkeys(wrote)
        if agency in known.teams
        and known.teams[agency].type in edition["councils"]
        and not handed_over(known, child, agency, meeting, edition)
    ]


def _not_asked(known: Knowledge, child: Person, meeting: Entry[Meeting], edition: Edition) -> list[Agency]:
    """Those recorded as not asked: in the box, in the meeting's own words, or in their own since."""
    said = absent_in_words(meeting, edition).not_asked
    found = (
        *(meeting.body.not_invited or ()),
        *teams_absent(known, _spoken_of_here(known, meeting), said, present(known, meeting) or ()),
        *(e.author for e in own_word(known, child, meeting, edition)),
    )
    return [a for a in dict.fromkeys(found) if not report_read(known, a, meeting, edition, asked=False)]


def _came_not(known: Knowledge, child: Person, meeting: Entry[Meeting], edition: Edition) -> list[Agency]:
    """Those recorded as asked and not there, in the box or in the meeting's own words."""
    said = absent_in_words(meeting, edition).away
    there = present(known, meeting) or ()
    found = (
        *(meeting.body.invited_absent or ()),
        *teams_absent(known, _spoken_of_here(known, meeting), said, there),
    )
    return [
        a
        for a in dict.fromkeys(found)
        if not report_read(known, a, meeting, edition, asked=True)
        and not told_at_once(known, a, meeting, edition)
    ]


def _spoken_of_here(known: Knowledge, meeting: Entry[Any]) -> list[Person]:
    """The children that a meeting is about, brothers and sisters too."""
    return [person for person in meeting.people if people.is_child(known, person)]


def _in_a_row(
    known: Knowledge, child: Person, meeting: Entry[Meeting], agency: Agency, edition: Edition
) -> int:
    """How many meetings of this type up to this one, without a break, an agency was not at; said once, not each time."""
    before = [m for m in known.entries(Meeting, child, until=meeting.day) if m.body.type == meeting.body.type]
    back = reversed([m for m in before if m.noted.key <= meeting.noted.key])
    missed = takewhile(
        lambda m: agency in (*_not_asked(known, child, m, edition), *_came_not(known, child, m, edition)),
        back,
    )
    return sum(1 for _ in missed)


def _never_named(known: Knowledge, child: Person, meeting: Entry[Meeting], edition: Edition) -> list[Agency]:
    """Specialist services at work through two routine meetings in a row, and named at neither; said at the second."""
    before = [
        m
        for m in known.entries(Meeting, child, until=meeting.day)
        if m.body.type == meeting.body.type and m.noted.key < meeting.noted.key and present(known, m)
    ]
    # At a review that settles where a child is to live once is enough: nobody weighs it again before it happens.
    settles = affirms(meeting.body.outcome, edition["settles_words"])
    row = 0 if settles else edition["routine_absences_in_a_row"] - 1
    if len(before) < row or not present(known, meeting):
        return []
    start = len(before) - row
    last, earlier = before[start:], before[:start]
    return [
        team.id
        for team in known.teams_of(*edition["specialists"])
        if (began := serves_since(known, child, team.id, meeting)) is not None
        and all(began <= m.day and team.id not in _spoken_of(known, m) for m in (*last, meeting))
        and not (earlier and began <= earlier[-1].day and team.id not in _spoken_of(known, earlier[-1]))
        and not heard_before(known, child, team.id, meeting, edition)
    ]


def _spoken_of(known: Knowledge, meeting: Entry[Meeting]) -> set[Agency]:
    """Those there, asked or not asked, and those who were sent word of it: who is sent the minutes is thought of."""
    body = meeting.body
    told = known.told(meeting.id)
    return {*(present(known, meeting) or ()), *(body.invited_absent or ()), *(body.not_invited or ()), *told}
