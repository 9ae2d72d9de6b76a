"""Visits that a plan promises, and what every standard of seeing a child is asked with."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Observation
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.promised import latest_pace, shared, terms
from sightline.standards.standard import Edition, Finding, Standard
from sightline.state import harm, people
from sightline.state.care import in_care
from sightline.state.grounds import any_grounds
from sightline.state.pace import Pace
from sightline.state.phrases import affirms, clauses_affirming, says
from sightline.state.sight import saw, visits_with


def gap(
    key: str, child: Person, evidence: list[Entry[Any]], on: dt.date, words: str, how: str = "face to face"
) -> Finding:
    """This will give a finding that a child was not seen, or not in the way that `how` says: `words` say when, and by whom."""
    ids = tuple(dict.fromkeys(e.id for e in evidence))[:15]
    return Finding((child,), ids, on, words={"gap": words, "how": how}, key=key)


def worker(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """This will say whether an entry is of social care, whose every visit is to the child, whatever it is called."""
    return entry.author in known.teams and known.teams[entry.author].type in edition["workers"]


def may_say(known: Knowledge, edition: Edition) -> bool:
    """In one agency's eyes absence is said only to social care: others may not have been told of its visits."""
    team = known.teams.get(known.knower) if known.knower else None
    return known.knower is None or (team is not None and team.type in edition["workers"])


def remote_was_lawful(visit: Entry[Visit], edition: Edition) -> bool:
    """This will say whether a visit to a child in care was by telephone or video in the months in which that was allowed."""
    remote = visit.body.mode in ("video", "phone") and visit.body.access == "seen"
    return (
        remote
        and visit.body.purpose == "statutory_child_in_care"
        and any(since <= visit.day <= until for since, until in edition["remote_lawful"])
    )


def on_a_plan(known: Knowledge, child: Person, clock: Clock, rule: Standard) -> Finding | None:
    """This will find a protection plan, or another that promises visits, and no visit that has kept it for too long."""
    if in_care(known, child) is not None:
        return None
    for plan in _standing(known, child, rule):
        edition = rule.on(plan[0].day)
        if edition is None or not may_say(known, edition):
            continue
        seen = _sights(known, child, plan, edition)
        every = latest_pace(known, child, plan, seen, edition)
        if every is not None or plan[0].body.type in edition["always_visited"]:
            return _late_on(known, child, plan, seen, every, clock, edition)
    return None


def ended_unseen(known: Knowledge, child: Person, clock: Clock, rule: Standard) -> Finding | None:
    """This will find a plan that was ended after the day of a visit that it promised, and no such visit: where none is to follow,
    a few days late is a gap."""
    if in_care(known, child) is not None:
        return None
    for spell, end in _ended(known, child, rule):
        edition = rule.on(end.day)
        if edition is None or not may_say(known, edition):
            continue
        if clock.passed(days_after(end.day, edition["lapses_after_days"])):
            continue
        seen = _sights(known, child, spell, edition)
        every = latest_pace(known, child, spell, seen, edition)
        if every is None or (seen and seen[-1].day > end.day):
            continue
        least = edition["ended_at_least_days"]
        every = Pace(every.days, every.working) if every.in_days >= least else Pace(least)
        began = max(spell[0].day, people.born(known, child) or spell[0].day)
        lately = days_after(began, -edition["seen_before_plan_days"])
        last = next((v for v in reversed(seen) if v.day >= lately), None)
        due = _after(max(last.day, began) if last else began, every)
        said = _written_by(_due(last, began, spell[0].body.type, every, edition), every, edition)
        if due < end.day <= said:
            words = (
                f"{wording.team(known, end.author)} ended a plan that promises visits on {wording.day(end.day)}, "
                f"and one should have been made by {wording.day(due)}"
            )
            return gap("unseen", child, [end, *([last] if last else []), spell[0]], end.day, words)
    return None


def _ended(known: Knowledge, child: Person, rule: Standard) -> Iterator[tuple[list[Entry[Plan]], Entry[Any]]]:
    """The last spell of each kind of plan that was ended, by an entry of its own or with the work, and by what; not one in whose
    place the child has a protection plan."""
    every = known.entries(Plan, child)
    edition = rule.on(every[-1].day) if every else None
    for kind in edition["visited_on"] if edition else ():
        spell: list[Entry[Plan]] = []
        for plan in every:
            if plan.body.type == kind:
                spell = [plan] if not spell or spell[-1].body.status == "ended" else [*spell, plan]
        if not spell or edition is None:
            continue
        end = spell[-1] if spell[-1].body.status == "ended" else _given_up(known, child, spell[-1], edition)
        protected = (p for p in every if p.body.type in edition["always_visited"] and p not in spell)
        if end is not None and not any(p.day <= end.day and p.body.status != "ended" for p in protected):
            yield spell, end


def _late_on(
    known: Knowledge,
    child: Person,
    plan: list[Entry[Plan]],
    seen: list[Entry[Any]],
    every: Pace | None,
    clock: Clock,
    edition: Edition,
) -> Finding | None:
    if _given_up(known, child, plan[-1], edition) is not None:
        return None
    if not _each_is_written(plan, seen, every, edition):
        return None
    began = max(plan[0].day, people.born(known, child) or plan[0].day)  # a plan made before birth
    lately = days_after(plan[0].day, -edition["seen_before_plan_days"])
    last = next((v for v in reversed(seen) if v.day >= lately), None)
    since = last.day if last else began
    due = _due(last, began, plan[0].body.type, every, edition)
    due = max(
        due,
        _said_of_this_pace(known, child, seen, began, every, edition),
        _enquiry_goes_on(known, child, plan, since, edition),
    )
    first_of_it = last is None and every is not None and _gives_visits(known, edition, began)
    if not first_of_it and not _would_show(known, child, seen, since, every, edition):
        return None
    noticed = max(_written_by(due, every, edition), _as_written_before(due, seen, edition))
    if not clock.passed(noticed) or clock.passed(days_after(due, edition["lapses_after_days"])):
        return None
    ended = f"last seen on {wording.day(since)}" if last else f"not seen since {wording.day(began)}"
    name = "a protection plan" if plan[0].body.type == "child_protection" else "a plan that promises visits"
    words = f"{name} stands, {ended}, and by {wording.day(due)} a visit should have been made"
    others = _without(known, child, since, edition)
    return gap("unseen", child, [*([last] if last else []), plan[0], plan[-1], *others], due, words)


def _each_is_written(
    plan: list[Entry[Plan]], seen: list[Entry[Any]], every: Pace | None, edition: Edition
) -> bool:
    """Whether the record would give each visit of a plan in need as an entry of its own. Of visits as often as a fortnight it
    would where so many sights of the child stand in it, or the plan says that the child itself is to be seen."""
    often = every is not None and every.in_days <= edition["often_days"]
    if plan[0].body.type not in edition["listed_elsewhere"] or not often:
        return True
    return len(seen) >= edition["sights_where_often"] or says(terms(plan), edition["each_seen"])


def _enquiry_goes_on(
    known: Knowledge, child: Person, plan: list[Entry[Plan]], seen: dt.date, edition: Edition
) -> dt.date:
    """Until when an enquiry begun since a plan in need was written takes its place: social care saw the child in it, and a
    conference is to say what is to be now."""
    if plan[0].body.type in edition["always_visited"]:
        return dt.date.min
    talks = reversed(known.entries(StrategyDiscussion, child, plan[-1].day, seen))
    begun = next((t for t in talks if harm.enquiry_began(known, t, child)), None)
    return working_days_after(begun.day, edition["enquiry_working_days"]) if begun else dt.date.min


def _without(known: Knowledge, child: Person, since: dt.date, edition: Edition) -> list[Entry[Visit]]:
    """Social care's visits since to the child's brothers and sisters, at which they were seen and this one was not."""
    home = {
        p for v in visits_with(known, child) for p in v.people if p != child and people.is_child(known, p)
    }
    visits = known.entries(Visit, None, days_after(since, 1))
    return [
        v
        for v in visits
        if worker(known, v, edition) and not saw(v, child) and any(saw(v, other) for other in home)
    ]


def _standing(known: Knowledge, child: Person, rule: Standard) -> list[list[Entry[Plan]]]:
    """The plans that stand, each with its changes since it was first started, by any council. Protection goes first."""
    every = known.entries(Plan, child)
    edition = rule.on(every[-1].day) if every else None
    spells: list[list[Entry[Plan]]] = []
    if edition is None:
        return spells
    for kind in edition["visited_on"]:
        spell: list[Entry[Plan]] = []
        for plan in every:
            if plan.body.type == kind:
                spell = [] if plan.body.status == "ended" else [*spell, plan]
            elif plan.body.status != "ended" and plan.body.type in edition["gives_way_to"].get(
                kind, ["care"]
            ):
                spell = []  # in care, and on a lighter plan after protection, the visits are those of the plan that came after
        if spell:
            spells.append(spell)
    return spells


def _given_up(known: Knowledge, child: Person, plan: Entry[Plan], edition: Edition) -> Entry[Any] | None:
    """What ended a plan: the decision by which whoever kept it has closed the work or stepped it down, rightly or not, or
    words of a decision or a meeting; where no other team of social care goes on."""
    words = edition["ends_plan"].get(plan.body.type, ())
    made = known.entries(Decision, child, plan.day)
    met = known.entries(Meeting, child, plan.day)
    ended: list[Entry[Any]] = [m for m in met if worker(known, m, edition) and affirms(m.body.outcome, words)]
    ended += [d for d in made if d.body.type in edition["gives_up_plan"] or affirms(d.body.rationale, words)]
    ended.sort(key=lambda entry: (entry.day, entry.noted.key))
    if not ended:
        return None
    since = ended[-1].day
    after = [e for kind in (Meeting, Visit, Plan) for e in known.entries(kind, child, since)]
    goes_on = any(worker(known, e, edition) and e.author != ended[-1].author for e in after)
    return None if goes_on else ended[-1]


def _sights(known: Knowledge, child: Person, plan: list[Entry[Plan]], edition: Edition) -> list[Entry[Any]]:
    """Visits that kept the plan, meetings of social care at which the child itself was in the room, and what it wrote of a
    meeting or an assessment that tells of a visit with no entry of its own. A plan in need that promises its family visits,
    and not that each child is seen, is kept by one that saw a brother or sister on it."""
    words = terms(plan)
    of_family = plan[0].body.type not in edition["always_visited"] and not says(words, edition["each_seen"])
    named = {p for one in plan for p in one.people if people.is_child(known, p)} if of_family else set()
    seen = {v.id: v for one in (child, *named) for v in visits_with(known, one) if saw(v, one)}
    kept = [v for v in seen.values() if _keeps(known, v, words, edition)]
    told = told_seen(known, child, edition)
    return sorted([*kept, *told], key=lambda entry: (entry.day, entry.noted.key, entry.id))


def told_seen(
    known: Knowledge, child: Person, edition: Edition, since: dt.date | None = None
) -> list[Entry[Any]]:
    """This will give what social care wrote of a meeting, an assessment or what it saw that tells of a sight of the child."""
    return [
        e
        for kind in (Meeting, StrategyDiscussion, Assessment, Observation)
        for e in known.entries(kind, child, since)
        if worker(known, e, edition) and _tells_of_sight(e, child, edition)
    ]


def _tells_of_sight(entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """A child among those who came; seen there, or at a visit about then, as the note says, where only grown-ups are listed."""
    came = getattr(entry.body, "mode", None) != "virtual" and child in (
        getattr(entry.body, "family_present", None) or ()
    )
    seen = clauses_affirming(entry.summary, edition["told_seen_words"])
    return came or any(not says(part, edition["of_adults"]) for part in seen)


def _keeps(known: Knowledge, visit: Entry[Visit], of_plan: str, edition: Edition) -> bool:
    """A visit that keeps the plan: social care's, one for the plan, or anybody's where the plan shares visits out."""
    return shared(of_plan, edition) or visit.body.purpose == "statutory_cp" or worker(known, visit, edition)


def _due(
    last: Entry[Any] | None, began: dt.date, kind: str | None, every: Pace | None, edition: Edition
) -> dt.date:
    """By when the next visit is late. A plan that says how often promises the first within that time of its beginning; from one
    sight to the next a few days are no gap. One just before the plan is such a sight: on a plan in need the next is counted
    from the plan's beginning, on a protection plan from that sight, and not before the plan's own first visit is due."""
    if every is None:
        return _late_from(last.day if last else began, every, edition)
    first = _after(began, every)
    if last is None:
        return first
    if last.day < began and kind in edition["always_visited"]:
        return max(first, _late_from(last.day, every, edition))
    return _late_from(max(last.day, began), every, edition)


def _late_from(last: dt.date, every: Pace | None, edition: Edition) -> dt.date:
    """By when a visit is late by so large a part of the time from one to the next: a few days late is no gap."""
    return _after(last, every or Pace(edition["on_a_plan_days"]), 100 + edition["late_by_percent"])


def _written_by(due: dt.date, every: Pace | None, edition: Edition) -> dt.date:
    """From when its absence can be noticed: a visit is written up within days, and where it is to be made more often, before
    the next."""
    count = int(edition["visit_write_up_working_days"])
    own = every.days if every and every.working else every.days * 5 / 7 if every else count
    return working_days_after(due, max(1, min(count, int(own))))


def _as_written_before(due: dt.date, seen: list[Entry[Any]], edition: Edition) -> dt.date:
    """From when its absence can be noticed where whoever visits has lately taken longer over writing up."""
    most = int(edition["visit_write_up_at_most_working_days"])
    visits = [e for e in seen if isinstance(e.body, Visit)][-edition["visits_kept"] :]
    took = (
        next((n for n in range(most) if working_days_after(v.day, n) >= harm.written(v)), most)
        for v in visits
    )
    return working_days_after(due, max(took, default=0))


def _after(day: dt.date, every: Pace, percent: int = 100) -> dt.date:
    count = math.ceil(every.days * percent / 100)
    return working_days_after(day, count) if every.working else days_after(day, count)


def _said_of_this_pace(
    known: Knowledge, child: Person, seen: list[Entry[Any]], began: dt.date, every: Pace | None, edition: Edition
) -> dt.date:  # fmt: skip
    """How long the same team's last gap on this plan was, counted from its last visit, where that gap was late as well: a team
    that comes more slowly than its plan says is asked once, and again where it comes more slowly still or something else has come
    up."""
    if len(seen) < 2 or seen[-1].author != seen[-2].author:
        return dt.date.min
    before, last = max(seen[-2].day, began), seen[-1].day
    if last <= _late_from(before, every, edition) or not _would_show(
        known, child, seen[:-1], before, every, edition, last
    ):
        return dt.date.min
    if any_grounds(known, child, days_after(last, 1), edition["serious_topics"]):
        return dt.date.min
    return last + (last - before)


def _would_show(
    known: Knowledge, child: Person, seen: list[Entry[Any]], since: dt.date, every: Pace | None, edition: Edition,
    until: dt.date = dt.date.max,
) -> bool:  # fmt: skip
    """Whether a visit would be in the record, as it was before a day: social care has written of the child since; or it writes
    its visits down and has been told something since; or its visits have come one after another at the pace of the plan, or,
    where it gives none, at the longest local one."""
    workers = [team.id for team in known.teams_of(*edition["workers"])]
    of_child = ((team, e) for team in workers for e in known.held(team, child, since))
    if any(e.author == team and since < e.day < until for team, e in of_child):
        return True
    lately = seen[-edition["visits_kept"] :]
    if len(lately) == edition["visits_kept"] and all(
        b.day <= _late_from(a.day, every, edition) for a, b in pairwise(lately)
    ):
        return True
    if every is None:
        return False
    return _gives_visits(known, edition, until) and any(
        since < e.day < until for team in workers for e in known.held(team, None, since)
    )


def _gives_visits(known: Knowledge, edition: Edition, until: dt.date) -> bool:
    """Whether the record gives social care's visits, so that one that a plan promises would be in it."""
    given = [v for v in known.entries(Visit) if worker(known, v, edition) and v.day < until]
    return len(given) >= int(edition["visits_given"])
