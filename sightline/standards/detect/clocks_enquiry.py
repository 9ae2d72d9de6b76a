"""Clocks from a referral to a conference: what starts each, and what stops or replaces it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from sightline.record.entry import Entry, Team
from sightline.record.kinds.contact import Feedback, Referral, Visit
from sightline.record.kinds.decision import Decision, DecisionOutcome
from sightline.record.kinds.harm import Concern, Medical, Observation
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after
from sightline.standards.detect.clocks_plan import maybe, on_plan
from sightline.standards.running import Due, Numbers, deadline, result, timescale
from sightline.state import decisions, harm, people
from sightline.state.care import in_care
from sightline.state.phrases import affirms, says, text_of
from sightline.state.table import took_place


@timescale("referral_decision", Referral)
def referral_decision(
    entry: Entry[Referral], child: Person, known: Knowledge, numbers: Numbers
) -> Due | None:
    """A referral to a team that decides; on an open case it is news for the worker, and starts nothing. Whoever takes a call
    writes it down as a referral to itself."""
    receiver, sender = _receiver(known, entry, numbers), known.teams.get(entry.author)
    if receiver is None or receiver.type not in numbers["deciders"]:
        return None
    taken = entry.author == receiver.id or entry.body.source_type in numbers["rings_up"]
    if sender is not None and sender.type in numbers["deciders"] and not taken:
        return None
    if known.knower not in (None, receiver.id) or _open_case(known, child, entry.day):
        return None
    if decisions.answers_to(known, entry) or _acted(known, child, entry, receiver.id):
        return None
    return Due(entry.day, deadline(entry.day, numbers), (child,), (entry.id,))


def _receiver(known: Knowledge, referral: Entry[Referral], numbers: Numbers) -> Team | None:
    """Whom it was sent to; where it does not say, the one that decides among those who were told of it that day, or the only
    one that there is where its note speaks of the door it went to."""
    if referral.body.to is not None:
        return known.teams.get(referral.body.to)
    told = [known.teams.get(a) for a, t in known.told(referral.id).items() if t.told.day == referral.day]
    decides = next((team for team in told if team is not None and team.type in numbers["deciders"]), None)
    if decides is not None or any(team is not None and team.id != referral.author for team in told):
        return decides
    there = known.teams_of(*numbers["deciders"])
    said = says(referral.summary, numbers["door_words"])
    return there[0] if said and len(there) == 1 else None


def _acted(known: Knowledge, child: Person, entry: Entry[Referral], receiver: Agency) -> bool:
    """Something since shows that the next step was chosen: a discussion, an assessment, a visit, a plan, an answer."""
    if any(
        known.entries(kind, child, entry.day) for kind in (StrategyDiscussion, Assessment, Plan, Decision)
    ):
        return True
    if any(v.author == receiver for v in known.entries(Visit, child, entry.day)):
        return True
    return any(f.body.to == entry.author for f in known.entries(Feedback, child, entry.day))


def _open_case(known: Knowledge, child: Person, day: dt.date) -> bool:
    """Social work is under way: a plan that has not ended, an assessment not finished, or the child in care."""
    before = days_after(day, -1)
    plans = ("child_in_need", "child_protection", "care", "pre_proceedings")
    latest: dict[str, Entry[Plan]] = {}
    for plan in known.entries(Plan, child, until=before):
        if plan.body.type in plans:
            latest[plan.body.type] = plan
    if any(p.body.status != "ended" and not _stepped_down(known, child, p, before) for p in latest.values()):
        return True
    works = [
        a for a in known.entries(Assessment, child, until=before) if a.body.type in ("child_and_family", "section47", "prebirth")
    ]  # fmt: skip
    if works and works[-1].body.status in ("started", "updated"):
        return True
    care = in_care(known, child)
    return care is not None and care.since < day


def _stepped_down(known: Knowledge, child: Person, plan: Entry[Plan], until: dt.date) -> bool:
    """Whoever kept a plan has closed the work since, or stepped it down to help without a social worker."""
    return plan.body.type != "care" and any(
        d.author == plan.author
        and d.body.type in ("close", "step_down")
        and decisions.level(d.body.outcome) in (decisions.NO_SERVICE, decisions.EARLY_HELP)
        for d in known.entries(Decision, child, plan.day, until)
    )


@timescale("referral_feedback", Referral)
def referral_feedback(
    entry: Entry[Referral], child: Person, known: Knowledge, numbers: Numbers
) -> Due | None:
    """A decision on somebody's asking for help for themselves, of which they have nothing, not even the outcome; or one on a
    service's referral, where that service has since written that it has no answer, or none that says why."""
    answers = [a for a in decisions.answers_to(known, entry) if isinstance(a.body, Decision)]
    if entry.body.to in (None, entry.author) or not answers:
        return None
    made = answers[0]
    if known.knower not in (None, entry.author, made.author):
        return None
    if any(known.knows(entry.author, a) for a in answers):
        return None
    if entry.body.source_type in numbers["referrers"]:
        evidence = _unanswered(known, entry, made, child)
    else:
        evidence = _asks_again(known, entry, made, child, numbers)
    if evidence is None:
        return None
    return Due(made.day, deadline(made.day, numbers), (child,), (made.id, entry.id, *evidence))


def _unanswered(
    known: Knowledge, entry: Entry[Referral], made: decisions.Decided, child: Person
) -> tuple[str, ...] | None:
    """Nothing of whoever decided has reached them since, and nobody came."""
    if any(known.knows(entry.author, o) for o in known.entries(DecisionOutcome, child, made.day)):
        return None
    if any(f.body.to == entry.author for f in known.entries(Feedback, since=made.day)):
        return None
    if any(e.author == made.author for e in known.held(entry.author, child, made.day)):
        return None
    return None if any(v.author == made.author for v in known.entries(Visit, child, made.day)) else ()


def _asks_again(
    known: Knowledge, entry: Entry[Referral], made: decisions.Decided, child: Person, numbers: Numbers
) -> tuple[str, ...] | None:
    """Its own note since, that nothing has come or not why, with no answer that gives reasons."""
    feedback = (f for f in known.entries(Feedback, since=made.day) if f.body.to == entry.author)
    if any(f.body.content != "outcome_only" for f in feedback):
        return None
    notes = (n for kind in (Observation, Concern) for n in known.entries(kind, child, made.day))
    asks = (n for n in notes if n.author == entry.author and says(n.summary, numbers["waiting_words"]))
    return next(((n.id,) for n in asks), None)


@timescale("strategy_discussion", Decision, Medical)
def strategy_discussion(entry: Entry[Any], child: Person, known: Knowledge, numbers: Numbers) -> Due | None:
    """Somebody entitled to say so has written that harm is suspected: a decision for protection, or a clinician."""
    if isinstance(entry.body, Decision):
        rank = decisions.level(entry.body.outcome)
        starts = rank == decisions.PROTECTION and says(entry.body.outcome, numbers["outcomes"])
        starts |= rank != decisions.NO_SERVICE and says(entry.body.outcome, numbers["enquiries"])
    else:
        starts = entry.body.opinion in numbers["opinions"]
    since = days_after(entry.day, -numbers["held_within_days"])
    if not starts or known.entries(StrategyDiscussion, child, since):
        return None
    if _enquiry_under_way(known, child, entry.day, numbers):
        return None
    return Due(entry.day, deadline(entry.day, numbers), (child,), (entry.id,))


def _enquiry_under_way(known: Knowledge, child: Person, day: dt.date, numbers: Numbers) -> bool:
    """A discussion began an enquiry that is not written up yet: what comes of it, such as an opinion asked for, is part of it."""
    since = days_after(day, -numbers["one_enquiry_days"])
    begun = [
        s
        for s in known.entries(StrategyDiscussion, child, since, day)
        if s.body.outcome in (*harm.ENQUIRIES, None)
    ]
    if not begun:
        return False
    works = known.entries(Assessment, child, begun[-1].day, days_after(day, -1))
    return not any(
        a.body.type == "section47" and a.body.status in ("completed", "not_completed") for a in works
    )


@timescale("initial_conference", StrategyDiscussion)
def initial_conference(
    entry: Entry[StrategyDiscussion], child: Person, known: Knowledge, numbers: Numbers
) -> Due | None:
    """The discussion that set the enquiry going; a later one starts nothing, an end of the enquiry or care stops it."""
    if not sets_going(known, entry, child, numbers):
        return None
    if on_plan(known, child, entry.day, numbers) or in_care(known, child) is not None:
        return None
    if any(s.body.outcome == "no_section47" for s in known.entries(StrategyDiscussion, child, entry.day)):
        return None
    works = [a for a in known.entries(Assessment, child, entry.day) if a.body.type in numbers["types"]]
    if any(_ends_enquiry(a, numbers) for a in works) or concluded(known, child, entry.day, numbers):
        return None
    met = known.entries(Meeting, child, entry.day)
    if any(took_place(m) and affirms(m.body.outcome, numbers["no_conference"]) for m in met):
        return None
    ended = ended_at_meeting(known, child, entry.day, numbers)
    if ended is not None and _ends_it(text_of(ended), numbers):
        return None
    evidence = (entry.id, *(a.id for a in works if a.body.status == "completed"))
    by = deadline(entry.day, numbers)
    if people.unborn_on(known, child, entry.day):
        born = people.due(known, child)
        if born is None:
            return None
        by = max(by, people.gestation_day(born, numbers["unborn_by_weeks"]))
    return Due(entry.day, by, (child,), evidence)


def _ends_enquiry(assessment: Entry[Assessment], numbers: Numbers) -> bool:
    """An enquiry written up, unless its own words are that the harm goes on or that a conference is to come."""
    if assessment.body.status not in ("completed", "not_completed"):
        return False
    return _ends_it(result(assessment), numbers)


def _ends_it(said: str, numbers: Numbers) -> bool:
    return says(said, numbers["substantiated_not"]) or not says(said, numbers["substantiated"])


def sets_going(known: Knowledge, talk: Entry[StrategyDiscussion], child: Person, numbers: Numbers) -> bool:
    """Whether an enquiry began with this discussion, and not with one that came shortly before it."""
    since = days_after(talk.day, -numbers["one_enquiry_days"])
    before = known.entries(StrategyDiscussion, child, since, talk.day)
    return harm.enquiry_began(known, talk, child) and not any(
        harm.enquiry_began(known, s, child) and s.noted.key < talk.noted.key for s in before
    )


def ended_at_meeting(
    known: Knowledge, child: Person, since: dt.date, numbers: Numbers
) -> Entry[Meeting] | None:
    """The meeting since a day at which those round the table wrote that the enquiry is over, if there is one."""
    named, over = numbers["enquiry_named"], numbers["enquiry_over"]
    met = (m for m in known.entries(Meeting, child, since) if took_place(m))
    return next((m for m in met if affirms(text_of(m), over, beside=named)), None)


def concluded(
    known: Knowledge,
    child: Person,
    since: dt.date,
    numbers: Numbers,
    until: dt.date | None = None,
    began: Collection[str] = (),
) -> bool:
    """An assessment's end that is written as something else: a decision on it (not the one that `began` it), a plan, a
    conference."""
    made = (d for d in known.entries(Decision, child, since, until) if d.id not in began)
    if any(_ends_with(d, numbers) for d in made):
        return True
    if any(p.body.type in numbers["plans"] for p in known.entries(Plan, child, since, until)):
        return True
    return any(maybe(m, numbers["meetings"]) for m in known.entries(Meeting, child, since, until))


def _ends_with(decided: Entry[Decision], numbers: Numbers) -> bool:
    """A decision of those types, unless it is for the very step that is waited for."""
    said = decided.body.outcome
    to_come = says(said, numbers["still_to_come"]) and not says(said, numbers["substantiated_not"])
    return decided.body.type in numbers["concludes"] and not to_come
