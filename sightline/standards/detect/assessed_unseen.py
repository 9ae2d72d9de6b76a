"""Enquiries and assessments in which social care has not seen the child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Hospital, Injury, Medical, Observation
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.plan_visits import (
    gap,
    may_say,
    remote_was_lawful,
    told_seen,
    worker,
)
from sightline.standards.detect.promised import promises
from sightline.standards.standard import Edition, Finding, Standard
from sightline.state import decisions, harm, people
from sightline.state.care import authors, in_care
from sightline.state.phrases import affirms, says
from sightline.state.sight import met, saw, visits_with


def in_enquiry(known: Knowledge, child: Person, clock: Clock, rule: Standard) -> Finding | None:
    """An enquiry begun, social care writing on, and nobody recorded as having the child before them since."""
    last = next(_enquiries(known, child), None)
    edition = rule.on(last.day) if last else None
    if last is None or edition is None or not may_say(known, edition):
        return None
    if people.unborn_on(known, child, last.day):
        return None
    start = _start(known, child, last, edition)
    due = working_days_after(start.day, edition["seen_in_enquiry_working_days"])
    written = working_days_after(due, edition["visit_write_up_working_days"])
    if not clock.passed(written) or clock.passed(days_after(due, edition["lapses_after_days"])):
        return None
    lately = days_after(start.day, -edition["seen_before_enquiry_days"])
    if (
        met(known, child, lately)
        or any(remote_was_lawful(v, edition) for v in known.entries(Visit, child, start.day))
        or _noted_seen(known, child, start, lately, edition)
        or told_seen(known, child, edition, start.day)
        or not authors(known, child, start.day, *edition["workers"])
    ):
        return None
    words = f"an enquiry began on {wording.day(start.day)}, and no visit to the child or examination is recorded since"
    return gap(f"harm {start.id}", child, [start, *_went_on(known, child, start, edition)], start.day, words)


def _went_on(known: Knowledge, child: Person, start: Entry[Any], edition: Edition) -> list[Entry[Any]]:
    """What the enquiry went on to without the child: its visits to the family, and its end."""
    visits = [v for v in known.entries(Visit, None, start.day) if worker(known, v, edition)]
    made = [v for v in visits if set(v.people) & {child, *start.people}]
    works = known.entries(Assessment, child, start.day)
    return [*made, *(a for a in works if a.body.type == "section47" and a.body.status != "started")]


def _enquiries(
    known: Knowledge, child: Person, since: dt.date | None = None, until: dt.date | None = None
) -> Iterator[Entry[StrategyDiscussion]]:
    """The discussions that set an enquiry going, the last one first."""
    talks = reversed(known.entries(StrategyDiscussion, child, since, until))
    return (talk for talk in talks if harm.enquiry_began(known, talk, child))


def _start(known: Knowledge, child: Person, last: Entry[StrategyDiscussion], edition: Edition) -> Entry[Any]:
    """A later discussion of the same enquiry begins nothing, nor does the first one where work on it had begun before."""
    same = days_after(last.day, -edition["one_enquiry_days"])
    works = [a for a in known.entries(Assessment, child, same) if a.body.type == "section47"]
    begun = (a for a in works if a.body.status == "started")
    return min(
        (*_enquiries(known, child, same, last.day), *begun), key=lambda entry: (entry.day, entry.noted.key)
    )


def _noted_seen(
    known: Knowledge, child: Person, start: Entry[Any], lately: dt.date, edition: Edition
) -> bool:
    """An injury looked at, or what somebody who sees children day by day wrote of what they saw."""
    looked = (i.body.seen_or_reported == "seen" for i in known.entries(Injury, child, lately))
    sees = {team.id for team in known.teams_of(*edition["see_children"])}
    noted = known.entries(Observation, child, start.day)
    came = (o for o in noted if o.body.rests_on == "seen")
    return any(looked) or any(
        o.author in sees or affirms(o.summary, edition["heard_back_words"]) for o in came
    )


def written_up(
    known: Knowledge, child: Person, clock: Clock, rule: Standard, said_on: Callable[[dt.date], bool]
) -> Finding | None:
    """This will find an assessment or an enquiry that social care has finished, with no visit of its own that saw the child.

    `said_on` tells whether that had been said already, on a day, because of the visits themselves.
    """
    for last in reversed(known.entries(Assessment, child)):
        edition = rule.on(last.day)
        if edition is None or last.body.status != "completed":
            continue
        if not _to_be_seen_in(known, child, last, edition):
            continue
        if not clock.passed(working_days_after(last.day, edition["write_up_working_days"])):
            continue
        if clock.passed(days_after(last.day, edition["lapses_after_days"])):
            return None  # and so has every one before it
        if said_on(last.day):
            continue
        unseen = _unseen_in(known, child, last, edition)
        if unseen is not None:
            return unseen
    return None


def _to_be_seen_in(known: Knowledge, child: Person, done: Entry[Assessment], edition: Edition) -> bool:
    """An assessment that social care finished and in which the child, born by then, should have been seen."""
    if done.body.type not in edition["written_up"] or not may_say(known, edition):
        return False
    return worker(known, done, edition) and _of_an_age(known, child, done.day)


def _unseen_in(known: Knowledge, child: Person, last: Entry[Assessment], edition: Edition) -> Finding | None:
    since = _begun(known, child, last, edition)
    visits = [v for v in known.entries(Visit, None, since) if worker(known, v, edition)]
    own = [v for v in visits_with(known, child, since) if worker(known, v, edition)]
    if any(saw(v, child) or remote_was_lawful(v, edition) for v in own):
        return None
    if told_seen(known, child, edition, since):
        return None
    made = [v for v in visits if v.day <= last.day and set(v.people) & set(last.people)]
    # A doctor's examination is no social worker's sight of the child where the record gives visits, and they saw others.
    examined = not made and _examined(known, child, since)
    if last.body.type == "section47" and (examined or on_a_ward(known, child)):
        return None
    if not made and last.body.type not in edition["always_visits"]:
        return None
    words = (
        f"{wording.team(known, last.author)} finished its assessment on {wording.day(last.day)}, "
        f"and no visit of social care since {wording.day(since)} is recorded as seeing the child"
    )
    begun = next(_enquiries(known, child, since, last.day), None)
    of_enquiry = begun if last.body.type == "section47" else None  # the same point, while the enquiry goes on
    key = f"harm {_start(known, child, of_enquiry, edition).id}" if of_enquiry else f"assessed {last.id}"
    return gap(key, child, [last, *made[::-1]], last.day, words)


def _begun(known: Knowledge, child: Person, done: Entry[Assessment], edition: Edition) -> dt.date:
    """The day from which a visit counts: shortly before it was begun, or as long before its end as one may take."""
    longest = days_after(done.day, -edition["assessed_within_days"])
    begun = [
        a for a in known.entries(Assessment, child, longest, done.day)
        if a.body.type == done.body.type and a.body.status == "started"
    ]  # fmt: skip
    return days_after(begun[0].day, -edition["seen_before_plan_days"]) if begun else longest


def _of_an_age(known: Knowledge, child: Person, day: dt.date) -> bool:
    """Born, and a child: of a brother or sister that has to be shown by a day of birth."""
    if people.unborn_on(known, child, day):
        return False
    return people.role(known, child) == "child" or bool(people.not_of_age(known, [child], day, "sibling"))


def on_a_ward(known: Knowledge, child: Person, day: dt.date | None = None) -> bool:
    """This will say whether a child is still there on a day, where nurses have it before them day and night."""
    stays = [
        s for s in known.entries(Hospital, child, until=day) if s.body.stage in ("admitted", "discharged")
    ]
    return bool(stays) and stays[-1].body.stage == "admitted"


def _examined(known: Knowledge, child: Person, since: dt.date) -> bool:
    """The examination that an enquiry asks for has the child before somebody on the enquiry's behalf."""
    return any(m.body.type == "child_protection_medical" for m in known.entries(Medical, child, since))


def in_assessment(known: Knowledge, child: Person, clock: Clock, rule: Standard) -> Finding | None:
    """This will find an assessment that goes on, social care's last sight of the child longer ago than any local pace."""
    last = _going_on(known, child, rule)
    edition = rule.on(last.day) if last else None
    if last is None or edition is None or not may_say(known, edition):
        return None
    visits = [v for v in known.entries(Visit) if worker(known, v, edition)]
    own = [v for v in visits_with(known, child) if worker(known, v, edition)]
    seen = next((v for v in reversed(own) if saw(v, child)), None)
    lately = days_after(last.day, -edition["seen_before_plan_days"])
    if seen is None or seen.day < lately:
        nursed = on_a_ward(known, child) and known.entries(Hospital, child, lately)
        if nursed or not _of_an_age(known, child, last.day):
            return None
        seen, since = None, last.day
        due = working_days_after(since, edition["seen_in_assessment_working_days"])
        noticed = working_days_after(due, edition["write_up_working_days"])
    else:
        since = seen.day
        due = days_after(since, edition["seen_before_closing_days"])
        if not any(v.day > since and {child, *last.people} & set(v.people) for v in visits):
            # Nobody has been in vain: one sight of the child may do for as long as an assessment may take.
            due = max(due, working_days_after(last.day, edition["assessment_working_days"]))
        noticed = working_days_after(due, edition["late_in_assessment_working_days"])
    if not clock.passed(noticed) or clock.passed(days_after(due, edition["lapses_after_days"])):
        return None
    if _elsewhere(known, child, last, edition, seen is not None):
        return None
    if not _kept(known, child, last, since, edition):
        return None
    ended = (
        f"was last seen by social care on {wording.day(since)}"
        if seen
        else "has not been seen by social care since it began"
    )
    words = f"an assessment goes on, and the child {ended}"
    made = [v for v in visits if v.day > since and set(v.people) & {child, *last.people}]
    return gap("unseen", child, [*made[::-1], *([seen] if seen else []), last], due, words)


def _kept(known: Knowledge, child: Person, begun: Entry[Any], since: dt.date, edition: Edition) -> bool:
    """Whether social care's record goes on: it has written of the child since, or others told it of whom it assesses."""
    family = {child, *begun.people}
    return any(
        e.day > since and (child in e.people or (e.author != team.id and family & set(e.people)))
        for team in known.teams_of(*edition["workers"])
        for e in known.held(team.id, None, since)
    )


def _going_on(known: Knowledge, child: Person, rule: Standard) -> Entry[Any] | None:
    """The assessment of social care's that was begun last and stands; or the decision that there is to be one, where none is
    written of since and the record gives social care's visits to the family for it."""
    works = [a for a in known.entries(Assessment, child) if (e := rule.on(a.day)) and worker(known, a, e)]
    last = works[-1] if works else None
    if last is not None and last.body.status in ("started", "updated"):
        edition = rule.on(last.day)
        return last if edition and last.body.type in edition["written_up"] else None
    decided = next((d for d in reversed(known.entries(Decision, child)) if _to_assess(d, rule)), None)
    edition = rule.on(decided.day) if decided else None
    if decided is None or edition is None or (last is not None and last.day >= decided.day):
        return None
    visits = [v for v in known.entries(Visit, None, decided.day) if worker(known, v, edition)]
    return decided if any(set(v.people) & set(decided.people) for v in visits) else None


def _to_assess(decided: Entry[Decision], rule: Standard) -> bool:
    edition = rule.on(decided.day)
    return (
        edition is not None
        and decided.body.type in edition["begins_assessment"]
        and decisions.assesses(decided, edition["of_early_help"])
    )


def _elsewhere(
    known: Knowledge, child: Person, begun: Entry[Assessment], edition: Edition, seen: bool
) -> bool:
    """A protection plan or care since has visits of its own, and so has a plan that says how often, once the child was seen; or
    a decision has ended the assessment.
    """
    planned = known.entries(Plan, child, begun.day)
    visited = (p.body.type in edition["always_visited"] or (seen and promises(p, edition)) for p in planned)
    if any(visited) or in_care(known, child) is not None:
        return True
    ends = (d for d in known.entries(Decision, child, begun.day) if d.body.type in edition["ends_assessment"])
    return not all(says(d.body.outcome, edition["goes_on"]) for d in ends)
