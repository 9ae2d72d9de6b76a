"""Whether the child is seen."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Injury, Observation
from sightline.record.kinds.help import Plan
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import Answer, Edition, Finding, Standard, Subject, detects, once
from sightline.state import decisions, harm, people
from sightline.state.care import authors, in_care
from sightline.state.grounds import grounds
from sightline.state.sight import met, saw

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10}
_SEEING = re.compile(r"\b(?:see|seen|sees|visits?|visited)\b")
_EVERY = re.compile(r"\b(\d+|" + "|".join(_NUMBERS) + r")[\s-]+(working days?|days?|weeks?)\b")
_ENQUIRIES = ("section47_joint", "section47_single")
_PACE = re.compile(r"\b(weekly|fortnightly|monthly)\b")


@detects("child_not_seen", Visit, Decision, Plan, StrategyDiscussion, subjects=once)
def child_not_seen(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """Children not seen at visit after visit, after harm was alleged, as often as a plan says, or before a decision."""
    found: dict[str, Finding] = {}
    for child in people.those_in(known, people.CHILDREN):
        if people.unborn_on(known, child, dt.date.max):
            continue
        since_seen = _unseen(known, child, clock, rule)
        decided = _decided_unseen(known, child, since_seen is not None, clock, rule)
        for gap in (*((since_seen,) if since_seen else ()), *decided):
            found[gap.key] = _joined(known, found.get(gap.key, gap), gap)
    return list(found.values())


def _joined(known: Knowledge, first: Finding, gap: Finding) -> Finding:
    """Brothers and sisters whom nobody saw are one point."""
    about = tuple(dict.fromkeys((*first.about, *gap.about)))
    evidence = tuple(dict.fromkeys((*first.evidence, *gap.evidence)))[:15]
    words = {**first.words, "child": wording.who(known, about)}
    return Finding(about, evidence, first.on, words=words, key=first.key)


def _gap(key: str, child: Person, evidence: list[Entry[Any]], on: dt.date, words: str) -> Finding:
    return Finding(
        (child,), tuple(dict.fromkeys(e.id for e in evidence))[:15], on, words={"gap": words}, key=key
    )


def _unseen(known: Knowledge, child: Person, clock: Clock, rule: Standard) -> Finding | None:
    """A child who should have been seen since it last was; one gap, however many reasons there are for it."""
    tries = _tries(known, child, rule)
    return (
        _after_harm(known, child, tries, clock, rule)
        or _in_enquiry(known, child, clock, rule)
        or _at_visits(known, child, tries, clock, rule)
        or _on_a_plan(known, child, clock, rule)
    )


def _tries(known: Knowledge, child: Person, rule: Standard) -> list[Entry[Visit]]:
    """The visits since a child was last seen that should have seen it and did not, oldest first."""
    row: list[Entry[Visit]] = []
    for visit in reversed(known.entries(Visit, child)):
        edition = rule.on(visit.day)
        if edition is None or _remote_was_lawful(visit, edition):
            continue
        must = visit.body.purpose in edition["must_see"] or _worker(known, visit, edition)
        if saw(visit, child):
            if must:
                break
            continue
        if must or (
            visit.body.purpose in edition["must_see_with_grounds"] and _weight(known, child, visit, edition)
        ):
            row.append(visit)
    return row[::-1]


def _worker(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """Whether an entry is of social care, whose every visit is to the child, whatever it is called."""
    return entry.author in known.teams and known.teams[entry.author].type in edition["workers"]


def _weight(known: Knowledge, child: Person, visit: Entry[Visit], edition: Edition) -> bool:
    since = days_after(visit.day, -edition["grounds_days"])
    return any(g.day <= visit.day for g in grounds(known, child, since, edition["serious_topics"]))


def _at_visits(
    known: Knowledge, child: Person, row: list[Entry[Visit]], clock: Clock, rule: Standard
) -> Finding | None:
    """Visits that must see a child, one after another, and the child not seen face to face at any of them."""
    edition = rule.on(row[-1].day) if row else None
    if edition is None or len(row) < edition["in_a_row"]:
        return None
    if clock.passed(days_after(row[-1].day, edition["lapses_after_days"])):
        return None
    visitors = wording.teams(known, (v.author for v in row))
    gap = f"{len(row)} visits in a row since {wording.day(row[0].day)} ({visitors})"
    return _gap("unseen", child, row[::-1], row[-1].day, gap)


def _after_harm(
    known: Knowledge, child: Person, row: list[Entry[Visit]], clock: Clock, rule: Standard
) -> Finding | None:
    """One visit is enough where harm was alleged before it and nobody has had the child before them since."""
    if not row or (edition := rule.on(row[-1].day)) is None:
        return None
    visit = row[-1]
    alleged = _alleged(known, child, days_after(visit.day, -edition["harm_days"]), visit.day, edition)
    if alleged is None or clock.passed(days_after(visit.day, edition["lapses_after_days"])):
        return None
    due = working_days_after(alleged.day, edition["seen_after_harm_working_days"])
    if not clock.passed(max(due, visit.day)) or met(known, child, alleged.day):
        return None
    gap = (
        f"harm was alleged on {wording.day(alleged.day)}, the visit on {wording.day(visit.day)} "
        f"({wording.team(known, visit.author)}) did not see the child, and no examination or other sight is recorded since"
    )
    return _gap(f"harm {alleged.id}", child, [*row[::-1], alleged], visit.day, gap)


def _in_enquiry(known: Knowledge, child: Person, clock: Clock, rule: Standard) -> Finding | None:
    """An enquiry begun, social care writing on, and nobody recorded as having the child before them since."""
    begun = [s for s in known.entries(StrategyDiscussion, child) if s.body.outcome in _ENQUIRIES]
    edition = rule.on(begun[-1].day) if begun else None
    if edition is None or not _may_say(known, edition) or people.unborn_on(known, child, begun[-1].day):
        return None
    same = days_after(begun[-1].day, -edition["one_enquiry_days"])
    start = next(s for s in begun if s.day >= same)  # a later discussion of the same enquiry begins nothing
    due = working_days_after(start.day, edition["seen_in_enquiry_working_days"])
    if not clock.passed(due) or clock.passed(days_after(due, edition["lapses_after_days"])):
        return None
    lately = days_after(start.day, -edition["seen_before_enquiry_days"])
    if (
        met(known, child, lately)
        or _noted_seen(known, child, start, lately, edition)
        or not authors(known, child, start.day, *edition["workers"])
    ):
        return None
    gap = f"an enquiry began on {wording.day(start.day)}, and no visit to the child or examination is recorded since"
    return _gap(f"harm {start.id}", child, [start], start.day, gap)


def _noted_seen(
    known: Knowledge, child: Person, start: Entry[Any], lately: dt.date, edition: Edition
) -> bool:
    """An injury looked at, or what somebody who sees children day by day wrote of what they saw."""
    looked = (i.body.seen_or_reported == "seen" for i in known.entries(Injury, child, lately))
    sees = {team.id for team in known.teams_of(*edition["see_children"])}
    noted = known.entries(Observation, child, start.day)
    return any(looked) or any(o.author in sees and o.body.rests_on == "seen" for o in noted)


def _alleged(
    known: Knowledge, child: Person, since: dt.date, until: dt.date, edition: Edition
) -> Entry[Any] | None:
    """The last referral that alleges harm, or discussion that began an enquiry, between two days."""
    found: list[Entry[Any]] = [
        r for r in known.entries(Referral, child, since, until) if harm.alleges(r, edition.numbers)
    ]
    begun = known.entries(StrategyDiscussion, child, since, until)
    found += [s for s in begun if s.body.outcome in _ENQUIRIES]
    return max(found, key=lambda e: (e.day, e.noted.key), default=None)


def _on_a_plan(known: Knowledge, child: Person, clock: Clock, rule: Standard) -> Finding | None:
    """A protection plan, and no sight of the child by social care for longer than the plan, or local procedure, says."""
    plans = [p for p in known.entries(Plan, child) if p.body.type == "child_protection"]
    if not plans or plans[-1].body.status == "ended" or in_care(known, child) is not None:
        return None
    began = next((p for p in reversed(plans) if p.body.status == "started"), plans[0])
    edition = rule.on(began.day)
    if edition is None or not _may_say(known, edition):
        return None
    kept = (v for v in known.entries(Visit, child) if _for_plan(known, v, plans, edition))
    seen = [
        v for v in kept if saw(v, child) and v.day >= days_after(began.day, -edition["seen_before_plan_days"])
    ]
    start = max(began.day, people.born(known, child) or began.day)  # a plan made before birth
    last = seen[-1].day if seen else start
    # Absence shows only where social care has gone on writing of the child.
    if not authors(known, child, last, *edition["workers"]):
        return None
    due = _seen_by(last, plans, edition)
    noticed = working_days_after(due, edition["write_up_working_days"])
    if not clock.passed(noticed) or clock.passed(days_after(due, edition["lapses_after_days"])):
        return None
    ended = f"last seen on {wording.day(last)}" if seen else f"not seen since {wording.day(start)}"
    gap = f"a protection plan stands, {ended}, and by {wording.day(due)} a visit should have been made"
    return _gap("unseen", child, [*seen[-1:], began, plans[-1]], due, gap)


def _may_say(known: Knowledge, edition: Edition) -> bool:
    """In one agency's eyes absence is said only to social care: others may not have been told of its visits."""
    team = known.teams.get(known.knower) if known.knower else None
    return known.knower is None or (team is not None and team.type in edition["workers"])


def _for_plan(known: Knowledge, visit: Entry[Visit], plans: list[Entry[Plan]], edition: Edition) -> bool:
    """A visit that keeps the plan: social care's, one for the plan, or anybody's where the plan shares visits out."""
    terms = " ".join(p.body.terms or "" for p in plans).lower()
    shared = any(words in terms for words in edition["visits_shared"])
    return shared or visit.body.purpose == "statutory_cp" or _worker(known, visit, edition)


def _seen_by(last: dt.date, plans: list[Entry[Plan]], edition: Edition) -> dt.date:
    """By when a visit was due at the pace that the plan's own words set, and half as long again; never longer than local pace."""
    longest = days_after(last, edition["on_a_plan_days"])
    clauses = (c for plan in reversed(plans) for c in re.split(r"[;.,]", (plan.body.terms or "").lower()))
    for clause in clauses:
        if not _SEEING.search(clause):
            continue
        if stated := _EVERY.search(clause):
            count = _NUMBERS.get(stated[1]) or int(stated[1])
            if stated[2].startswith("working"):
                return min(working_days_after(last, count + math.ceil(count / 2)), longest)
            days = count * (7 if stated[2].startswith("week") else 1)
            return days_after(last, days + math.ceil(days / 2))
        if pace := _PACE.search(clause):
            days = edition["paces"][pace[1]]
            return days_after(last, days + math.ceil(days / 2))
    return longest


def _decided_unseen(
    known: Knowledge, child: Person, said: bool, clock: Clock, rule: Standard
) -> Iterator[Finding]:
    """Decisions to do no more about alleged harm, or on visits that did not see the child, with no sight of it before."""
    for decision in known.entries(Decision, child):
        edition = rule.on(decision.day)
        if (
            edition is None
            or decision.body.type not in edition["decisions"]
            or decisions.stepped_up(decision)
        ):
            continue
        if clock.passed(days_after(decision.day, edition["lapses_after_days"])):
            continue
        weighed = decision.body.forum in ("multi_agency", "court")
        if weighed or (said and decision.body.type == "close"):
            continue
        if decisions.step_up_after(known, child, decision.day):
            continue
        since = _rests_unseen(known, child, decision, edition)
        if since is None or met(known, child, days_after(since[0].day, 1)):
            continue
        what = f"{wording.day(decision.day)} ({decision.body.outcome.replace('_', ' ')})"
        gap = (
            f"{wording.team(known, decision.author)} decided on {what}, "
            f"and no sight of the child since {wording.day(since[0].day)} is recorded"
        )
        yield _gap(decision.id, child, [decision, *since], decision.day, gap)


def _rests_unseen(
    known: Knowledge, child: Person, decision: Entry[Decision], edition: Edition
) -> list[Entry[Any]] | None:
    """What a decision answers or rests on that called for the child to be seen: an allegation, or visits in vain."""
    if decision.body.type == "close":
        return _long_ago(known, child, decision, edition)
    since = days_after(decision.day, -edition["harm_days"])
    tried = [v for v in known.entries(Visit, child, since, decision.day) if v.author == decision.author]
    if tried and not any(saw(v, child) for v in tried):
        return [*tried]
    answered = decisions.answered_by(known, decision)
    if answered is None or not harm.alleges(answered, edition.numbers):
        return None
    asked = {known.teams[a].type for a in decision.body.checks_made or () if a in known.teams}
    declined = decisions.level(decision.body.outcome) == decisions.NO_SERVICE and topics(answered) & set(
        edition["tested_by_seeing"]
    )
    return [answered] if declined and not asked & set(edition["see_children"]) else None


def _long_ago(
    known: Knowledge, child: Person, closing: Entry[Decision], edition: Edition
) -> list[Entry[Any]] | None:
    """The last visit at which whoever closes saw the child, where that was longer ago than any local pace of visits."""
    visits = [v for v in known.entries(Visit, child, until=closing.day) if v.author == closing.author]
    seen = next((v for v in reversed(visits) if saw(v, child)), None)
    long = seen is not None and days_after(seen.day, edition["seen_before_closing_days"]) < closing.day
    return [seen] if seen and long and _worker(known, closing, edition) else None


def _remote_was_lawful(visit: Entry[Visit], edition: Edition) -> bool:
    remote = visit.body.mode in ("video", "phone") and visit.body.access == "seen"
    lawful = any(since <= visit.day <= until for since, until in edition["remote_lawful"])
    return remote and lawful and visit.body.purpose == "statutory_child_in_care"
