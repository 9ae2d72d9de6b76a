"""Placements and returns home that begin before they are prepared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.placed_in_words import TELLING, moved_in_words, unplanned
from sightline.standards.running import allowed
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import care, people, phrases
from sightline.state.phrases import says

Lacking = list[tuple[str, dt.date]]
"""What is not recorded, and from which day that can be said."""


def _child_and_day(entry: Entry[Any]) -> Iterator[tuple[Any, Person | None]]:
    """A move of one child on one day is one step, however many wrote it down."""
    for person in entry.people:
        yield (person, entry.day), person


@detects("placement_planning_incomplete", Placement, Decision, *TELLING, subjects=_child_and_day)
def placement_planning_incomplete(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A child is placed, or goes home, and the meeting, plan, information or assessment that comes first is not recorded."""
    child, day = subject.person, subject.entry.day
    edition = rule.on(day)
    if edition is None or clock.passed(days_after(day, edition["lapses_after_days"])):
        return SETTLED
    if child is None or not _placed(known, child, subject.entry):
        return []
    move = _moved(known, child, day, edition)
    together = _together(known, child, move, edition)
    if together[0] != child:
        return []  # said with the first of those who moved by the same entries
    due = {one: _due(known, one, move, clock, edition) for one in together}
    lacking = [one for one in together if due[one]]
    if not lacking:
        return []
    was = "was" if len(lacking) == 1 else "were"
    words = {
        "child": wording.who(known, lacking),
        "day": wording.day(day),
        "missing": wording.phrase(list(dict.fromkeys(what for one in lacking for what in due[one]))),
        "what": f"{was} placed" if move.starts or move.told_moved else f"went home or {was} to go home",
    }
    noted = unplanned(known, child, day, edition) if move.starts else []
    evidence = dict.fromkeys((*move.by, *(e.id for e in noted)))
    return [Finding(tuple(lacking), tuple(evidence)[:15], day, words=words)]


@dataclass(frozen=True, slots=True)
class _Move:
    """What tells that a child was placed or went home on a day: placements, decisions, notes, the placement that was left."""

    day: dt.date
    starts: list[Entry[Placement]]
    home: list[Entry[Decision]]
    told_home: list[Entry[Any]]
    told_moved: list[Entry[Any]]
    left: list[Entry[Placement]]

    @property
    def by(self) -> list[str]:
        """The entries that tell of it."""
        told = (*self.starts, *self.home, *self.told_home, *self.told_moved, *self.left)
        return list(dict.fromkeys(e.id for e in told))


def _together(known: Knowledge, child: Person, move: _Move, edition: Edition) -> list[Person]:
    """Brothers and sisters of whose move the same entries tell, in the order in which the first names them."""
    first = known.entry(move.by[0]) if move.by else None
    if first is None:
        return [child]
    others = (one for one in first.people if one != child and _placed(known, one, first))
    same = {child, *(one for one in others if _moved(known, one, move.day, edition).by == move.by)}
    return sorted(same, key=[*first.people, child].index)


def _due(known: Knowledge, child: Person, move: _Move, clock: Clock, edition: Edition) -> list[str]:
    lacking = dict.fromkeys(_lacking(known, child, move, edition))
    return [what for what, since in lacking if clock.passed(since)]


def _moved(known: Knowledge, child: Person, day: dt.date, edition: Edition) -> _Move:
    told_home = moved_in_words(known, child, day, "home", edition)
    told_moved = [] if told_home else moved_in_words(known, child, day, "carers", edition)
    starts = [
        p for p in known.entries(Placement, child, day, day)
        if care.begins(p) and p.body.type not in edition["no_plan_needed"]
    ]  # fmt: skip
    home = [
        d for d in known.entries(Decision, child, day, day)
        if d.body.type == "return_home" and d.body.forum != "court" and care.away(known, child, day)
    ]  # fmt: skip
    left = care.went_home(known, child, day)
    return _Move(day, starts, home, list(told_home), list(told_moved), [left] if left is not None else [])


def _lacking(known: Knowledge, child: Person, move: _Move, edition: Edition) -> Lacking:
    """What comes first and is not recorded, each with the day from which it can be said."""
    lacking: Lacking = []
    for start in move.starts:
        lacking.extend(_unprepared(known, child, start, edition))
    if move.home or move.told_home or any(p.body.type == "with_parents" for p in move.starts):
        lacking.extend(_home_unassessed(known, child, move.day, move.home, edition))
    for left in move.left:
        if not move.starts and not move.home:
            lacking.extend(_home_without_a_plan(known, child, left, edition))
        lacking.extend(_unapproved(known, child, left, edition))
    before = days_after(move.day, -edition["prepared_within_days"])
    if move.told_moved and not _planned(known, child, before, edition, move.day):
        by = working_days_after(move.day, allowed(edition["plan_within_working_days"], move.day))
        lacking.append(("a placement plan agreed with the carers", by))
    return lacking


def _placed(known: Knowledge, child: Person, entry: Entry[Any]) -> bool:
    """Whose placement it is: a child's, or a young parent's who is in care, and then not that of the baby who is expected."""
    young = people.young_parents(known, entry.people, entry.day)
    if child in young:
        return care.in_care(known, child) is not None
    expected = people.unborn_on(known, child, entry.day)
    return child in people.children(known, [child]) and not (expected and young)


def _unprepared(known: Knowledge, child: Person, start: Entry[Placement], edition: Edition) -> Lacking:
    """What is written as not done speaks at once where there was time; what is not written speaks when it was due."""
    day = start.day
    since = days_after(day, -edition["prepared_within_days"])
    # Within so many working days: on the last of them it may still come.
    by = days_after(working_days_after(day, allowed(edition["plan_within_working_days"], day)), 1)
    prepared = _since_the_last(known, child, start, since, edition)
    said = [
        p.body for p in known.entries(Placement, child, since, day)
        if p.body.type == start.body.type and p.body.status != "ended"
    ]  # fmt: skip
    met = next((b.preplacement_meeting for b in reversed(said) if b.preplacement_meeting is not None), None)
    told = next(
        (b.information_to_carers for b in reversed(said) if b.information_to_carers is not None), None
    )
    if met is None and says(start.summary, edition["unmet_words"]):
        met = False
    if told is None and says(start.summary, edition["untold_words"]):
        told = "limited"
    planned = _planned(known, child, prepared, edition)
    noted = unplanned(known, child, day, edition)
    at_once = by if _emergency(known, child, day, edition) else day
    found: Lacking = []
    if met is False and not planned:
        found.append(("a meeting of carers, parents and social worker beforehand", at_once))
    if told in ("limited", "none") and not _brought_up_to_date(known, child, day, edition):
        found.append(("full information to the carers", at_once))
    if (
        met is not False
        and not _planned(known, child, prepared, edition, day)
        and not _says_signed(start, edition)
        and _noticeable(known, child, start, edition)
    ):
        found.append(("a placement plan agreed with the carers", by))
    elif noted and not _planned(known, child, prepared, edition, noted[0].day):
        found.append(("a placement plan agreed with the carers", max(at_once, noted[0].day)))
    return found


def _since_the_last(
    known: Knowledge, child: Person, start: Entry[Placement], since: dt.date, edition: Edition
) -> dt.date:
    """From when on what was planned can be of this placement: what was planned as another began, a while ago, is that one's."""
    starts = [p for p in known.entries(Placement, child, since, days_after(start.day, -1)) if care.begins(p)]
    other = [p.day for p in starts if p.body.type not in edition["no_plan_needed"]]
    if not other:
        return since
    its_own = working_days_after(other[-1], allowed(edition["plan_within_working_days"], other[-1]))
    return min(max(since, days_after(its_own, 1)), days_after(start.day, -edition["planned_ahead_days"]))


def _planned(
    known: Knowledge, child: Person, since: dt.date, edition: Edition, placed: dt.date | None = None
) -> bool:
    """A placement plan or a planning meeting, before or since; where the day of the placement is given, a meeting before it
    has prepared it, and is not yet the plan."""
    plans = known.entries(Plan, child, since)
    if any(p.body.type in (None, *edition["plans"]) and p.body.status != "ended" for p in plans):
        return True
    held = [
        m for m in known.entries(Meeting, None, since) if child in m.people or not _names_a_child(known, m)
    ]
    return any(
        (
            m.body.type in (None, *edition["meetings"])
            and child in m.people
            and (placed is None or m.day > placed)
        )
        or _says_planned(m, edition)
        for m in held
    )


def _names_a_child(known: Knowledge, meeting: Entry[Meeting]) -> bool:
    """One that names only the carers may be about the child who is to come to them."""
    return any(people.is_child(known, person) for person in meeting.people)


def _says_signed(start: Entry[Placement], edition: Edition) -> bool:
    """The note of the placement itself says that its plan was signed."""
    said = start.summary.lower()
    return says(said, edition["signed_in_note"]) and not says(said, edition["unsigned_in_note"])


def _says_planned(meeting: Entry[Meeting], edition: Edition) -> bool:
    """Whatever the meeting was called, its own words may be that the plan was made there, or, if held to plan, signed."""
    said = (meeting.body.outcome or "").lower().replace("_", " ")
    signed = meeting.body.type in edition["meetings"] and says(said, edition["signed_words"])
    return signed or says(said, edition["planned_words"])


def _brought_up_to_date(known: Knowledge, child: Person, day: dt.date, edition: Edition) -> bool:
    """The carers were brought up to date from the day on: told, or at a meeting, or by a plan."""
    carers = {team.id for team in known.teams_of("fostering", "foster_carer")}
    told = known.entries(InformationSharing, child, day)
    if any(carers & set(s.body.to or ()) and s.body.content in ("full", None) for s in told):
        return True
    return _planned(known, child, days_after(day, 1), edition)


def _emergency(known: Knowledge, child: Person, day: dt.date, edition: Edition) -> bool:
    """The law was used to keep the child safe; or the need arose as the child was placed: police found the child, somebody
    referred, an enquiry began, a parent agreed to care, on that day or the one before, or the placement's own note calls it
    one."""
    steps = known.entries(Legal, child, days_after(day, -edition["emergency_within_days"]), day)
    if any(s.body.step in edition["emergency_steps"] for s in steps):
        return True
    just_before = days_after(day, -edition["arose_within_days"])
    if _called_emergency(known, child, day, edition):
        return True
    arose: list[Entry[Any]] = [
        e for kind in (Police, Referral) for e in known.entries(kind, child, just_before, day)
    ]
    met = known.entries(StrategyDiscussion, child, just_before, day)
    if enquiries := [s for s in met if s.body.outcome in edition["enquiry_begins"]]:
        return bool(
            enquiries
        )  # where the child lived already with carers, too: it is to be elsewhere tonight
    came = any(
        s.body.step == "section20" and s.day >= just_before and s.body.status != "ended" for s in steps
    )
    earlier = known.entries(Placement, child, until=days_after(just_before, -1))
    return bool(arose or came) and not earlier


def _called_emergency(known: Knowledge, child: Person, day: dt.date, edition: Edition) -> bool:
    """Whoever placed the child, or decided on it, wrote that it was an emergency; there had been no placement before."""
    placed = known.entries(Placement, child, day, day)
    decided = (d for d in known.entries(Decision, child, day, day) if d.body.type == "placement")
    called = any(phrases.affirms(phrases.text_of(e), edition["emergency_words"]) for e in (*placed, *decided))
    return called and not known.entries(Placement, child, until=days_after(day, -1))


def _noticeable(known: Knowledge, child: Person, start: Entry[Placement], edition: Edition) -> bool:
    """The child is looked after, and whoever keeps the record of the placement has gone on writing in it."""
    if known.knower is not None:
        team = known.teams.get(known.knower)
        if team is None or team.type not in edition["keepers"]:
            return False
    standing = care.in_care(known, child)
    if standing is None:
        return False
    return bool(care.authors(known, child, start.day, *edition["keepers"]))


def _home_unassessed(
    known: Knowledge, child: Person, day: dt.date, home: list[Entry[Decision]], edition: Edition
) -> Lacking:
    """With neither an assessment nor a plan it can be said at once, or where an assessment is written as not finished;
    otherwise one of the two may still come within days."""
    since = days_after(day, -edition["assessed_within_days"])
    assessed = any(
        a.body.type in (None, *edition["assessments"]) and a.body.status in ("completed", "updated", None)
        for a in known.entries(Assessment, child, since)
    ) or _weighed_together(known, child, since, home)
    lately = days_after(day, -edition["prepared_within_days"])  # an older plan is that of the placement left
    agreed = _planned(known, child, lately, edition) or any(
        m.body.type in edition["home_meetings"] for m in known.entries(Meeting, child, since)
    )
    by = working_days_after(day, allowed(edition["plan_within_working_days"], day))
    unfinished = any(
        a.body.type in edition["assessments"] and a.body.status == "not_completed"
        for a in known.entries(Assessment, child, since, day)
    )
    at_once = day if not assessed and not agreed else by
    found: Lacking = []
    if not assessed:
        found.append(("an assessment of the return", day if unfinished else at_once))
    if not agreed:
        found.append(("a plan or meeting that agreed the return", at_once))
    return found


def _home_without_a_plan(
    known: Knowledge, child: Person, left: Entry[Placement], edition: Edition
) -> Lacking:
    """A child has gone home from care and no plan says who calls and what happens if it goes wrong. Where what agreed the return
    was lacking, that was said when it was decided."""
    since = days_after(left.day, -edition["assessed_within_days"])
    by = working_days_after(left.day, allowed(edition["plan_within_working_days"], left.day))
    decided = [d for d in known.entries(Decision, child, since, by) if d.body.type == "return_home"]
    if any(_home_unassessed(known, child, d.day, [d], edition) for d in decided):
        return []
    lately = days_after(left.day, -edition["prepared_within_days"])
    plans = [
        p
        for p in known.entries(Plan, child, since)
        if p.body.type not in edition["plans_in_care"] and p.body.status != "ended"
    ]
    if any(p.day >= lately or p.body.type in edition["plans"] for p in plans):
        return []
    return [("a written plan for the child at home", by)]


def _unapproved(known: Knowledge, child: Person, left: Entry[Placement], edition: Edition) -> Lacking:
    """Those who agreed the return wrote that somebody was still to approve it, and by its day nobody wrote that they did."""
    since = days_after(left.day, -edition["assessed_within_days"])
    written = sorted(
        (
            e
            for kind in (Decision, Meeting, Plan, Assessment)
            for e in known.entries(kind, child, since, left.day)
        ),
        key=lambda e: (e.day, e.noted.key, e.id),
    )
    awaited = [e for e in written if says(_text(e), edition["approval_awaited"])]
    if not awaited:
        return []
    after = (e for e in written if e.day >= awaited[-1].day and e not in awaited)
    if any(says(_text(e), edition["approved_words"]) for e in after):
        return []
    return [(f"the approval that was still awaited on {wording.day(awaited[-1].day)}", left.day)]


def _text(entry: Entry[Any]) -> str:
    """Whatever an entry says in words."""
    said = (getattr(entry.body, name, None) or "" for name in ("outcome", "rationale", "terms"))
    return " ".join((*said, entry.summary)).lower().replace("_", " ")


def _weighed_together(known: Knowledge, child: Person, since: dt.date, home: list[Entry[Decision]]) -> bool:
    """A care review, a plan for the return and agencies' own decision on it: what they weighed is the assessment of it."""
    reviewed = any(m.body.type == "child_in_care_review" for m in known.entries(Meeting, child, since))
    planned = any(p.body.type == "reunification" for p in known.entries(Plan, child, since))
    return reviewed and planned and any(d.body.forum == "multi_agency" for d in home)
