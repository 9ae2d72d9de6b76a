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
from sightline.record.kinds.legal import Legal
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.detect.clocks_plan import maybe, on_plan
from sightline.standards.running import Due, Numbers, allowed, deadline, result, timescale
from sightline.state import decisions, harm, people
from sightline.state.care import in_care
from sightline.state.phrases import affirms, says
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
    latest: dict[str, str | None] = {}
    for plan in known.entries(Plan, child, until=before):
        if plan.body.type in plans:
            latest[plan.body.type] = plan.body.status
    if any(status != "ended" for status in latest.values()):
        return True
    works = [
        a for a in known.entries(Assessment, child, until=before) if a.body.type in ("child_and_family", "section47", "prebirth")
    ]  # fmt: skip
    if works and works[-1].body.status in ("started", "updated"):
        return True
    care = in_care(known, child)
    return care is not None and care.since < day


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


@timescale("assessment", Referral, Assessment, StrategyDiscussion)
def assessment(entry: Entry[Any], child: Person, known: Knowledge, numbers: Numbers) -> Due | None:
    """A social work assessment or an enquiry decided on or begun, and neither finished nor given a reason for taking longer."""
    if people.unborn_on(known, child, entry.day):
        return None
    if isinstance(entry.body, StrategyDiscussion):
        return _enquiry_unwritten(known, entry, child, numbers)
    evidence: tuple[str, ...] = (entry.id,)
    begun = [a for a in known.entries(Assessment, child, entry.day) if _maybe_of(a, numbers["types"])]
    if isinstance(entry.body, Assessment):
        if entry.body.type not in numbers["types"] or entry.body.status != "started":
            return None
        if _counts_already(known, entry, child, numbers):
            return None
        begun = [a for a in begun if a.body.type in (entry.body.type, None)]
    else:
        answer = _assessing(known, entry, numbers)
        if answer is None:
            return None
        evidence = (entry.id, answer.id)
        begun = _of_first(begun, numbers)
    if _finished(begun) or any(_reasoned(a, numbers) for a in begun):
        return None
    if _over(known, child, entry.day, begun, numbers):
        return None
    evidence = tuple(dict.fromkeys((*evidence, *(a.id for a in begun))))
    initial = isinstance(entry.body, Referral) and _initial(known, entry, numbers)
    if initial and any(
        talk.body.outcome != "no_section47" for talk in known.entries(StrategyDiscussion, child, entry.day)
    ):
        return None  # the enquiry took the place of the short assessment
    by = (
        working_days_after(entry.day, allowed(numbers["initial_working_days"], entry.day))
        if initial
        else None
    )
    return Due(entry.day, by or deadline(entry.day, numbers), (child,), evidence)


def _of_first(begun: list[Entry[Assessment]], numbers: Numbers) -> list[Entry[Assessment]]:
    """Of those begun on a referral, the one that the timescale is about: the end of an enquiry beside it is not its own."""
    standing = {a.body.type for a in begun if a.body.status == "started"}
    first = next((type for type in numbers["types"] if type in standing), None)
    return [a for a in begun if first is None or a.body.type in (first, None)]


def _finished(works: list[Entry[Assessment]]) -> bool:
    """One of them is written as over, or does not say how it stands and either has a conclusion or follows one begun."""
    unsaid = [(n, a) for n, a in enumerate(works) if a.body.status is None]
    return any(a.body.status in ("completed", "not_completed") for a in works) or any(
        n > 0 or a.body.outcome for n, a in unsaid
    )


def _initial(known: Knowledge, referral: Entry[Referral], numbers: Numbers) -> bool:
    """The answer names the short assessment of the 2010 edition, which came before a core assessment."""
    answer = _assessing(known, referral, numbers)
    return answer is not None and says(answer.body.outcome, numbers["initial_words"])


def _enquiry_unwritten(
    known: Knowledge, begun: Entry[StrategyDiscussion], child: Person, numbers: Numbers
) -> Due | None:
    """An enquiry of which neither its own end nor any assessment is recorded, though it may have led to a conference."""
    if not _sets_going(known, begun, child, numbers):
        return None
    since = days_after(begun.day, -numbers["one_enquiry_days"])
    works = [a for a in known.entries(Assessment, child, since) if _maybe_of(a, numbers["types"])]
    if any(a.day < begun.day or a.body.status != "updated" or a.body.outcome for a in works):
        return None  # one that stands as begun has a clock of its own
    held = next(
        (
            m.day
            for m in known.entries(Meeting, child, begun.day)
            if m.body.type in numbers["meetings"] and took_place(m)
        ),
        None,
    )
    talked = known.entries(StrategyDiscussion, child, begun.day, held)
    if any(s.body.outcome == "no_section47" for s in talked):
        return None
    if any(d.body.type in numbers["ends_enquiry"] for d in known.entries(Decision, child, begun.day)):
        return None
    if any(o.body.step in numbers["court_assesses"] for o in known.entries(Legal, child, since)):
        return None
    return Due(begun.day, deadline(begun.day, numbers), (child,), (begun.id,))


def _maybe_of(assessment: Entry[Assessment], types: Collection[str]) -> bool:
    """An assessment of one of these types, or of which the record does not say what it was."""
    return assessment.body.type is None or assessment.body.type in types


def _counts_already(known: Knowledge, begun: Entry[Assessment], child: Person, numbers: Numbers) -> bool:
    """A referral that led to it counts, one of lately or one whose assessment has not been finished before this was begun.

    The last come first: what was finished since one of them was finished since all that came before it.
    """
    lately = days_after(begun.day, -numbers["referred_within_days"])
    for referral in reversed(known.entries(Referral, child, until=begun.day)):
        if referral.day < lately and _finished_between(known, child, referral.day, begun.day, numbers):
            return False
        if _assessing(known, referral, numbers) is not None:
            return True
    return False


def _finished_between(
    known: Knowledge, child: Person, since: dt.date, before: dt.date, numbers: Numbers
) -> bool:
    """An assessment came to its end from one day to the eve of another, written as that or as something else."""
    until = days_after(before, -1)
    return _concluded(known, child, since, numbers, until) or any(
        a.body.type in numbers["types"] and a.body.status in ("completed", "not_completed")
        for a in known.entries(Assessment, child, since, until)
    )


def _over(
    known: Knowledge, child: Person, since: dt.date, begun: list[Entry[Assessment]], numbers: Numbers
) -> bool:
    """Where an assessment stands as begun, a plan made or a conference held meanwhile does not finish it (a conference does
    an enquiry); a decision on it does, unless that rests on the end of another."""
    started = {a.body.type for a in begun if a.body.status == "started"} & {*numbers["end_by_themselves"]}
    if not started:
        return _concluded(known, child, since, numbers)
    return any(
        d.body.type in numbers["concludes"] and not _of_another(known, d, started, numbers)
        for d in known.entries(Decision, child, since)
    )


def _of_another(
    known: Knowledge, decided: Entry[Decision], started: Collection[str | None], numbers: Numbers
) -> bool:
    """A step up to an enquiry; or what a decision says that it rests on is the end of an assessment, and of none of these types;
    or it rests on no such end and says no more than that what is in place goes on."""
    if decided.body.type == "step_up" and says(decided.body.outcome, numbers["enquires"]):
        return True  # an enquiry is made beside it
    rests_on = (known.entry(id) for id in decided.body.on_information or ())
    ends = {e.body.type for e in rests_on if e is not None and isinstance(e.body, Assessment)}
    if decided.body.type not in numbers["of_one_assessment"]:
        return False
    if ends:
        return ends.isdisjoint(started)
    return says(decided.body.outcome, numbers["goes_on"])


def _assessing(known: Knowledge, referral: Entry[Referral], numbers: Numbers) -> decisions.Decided | None:
    """The answer that a social work assessment is to be made; one of early help has no timescale here."""
    found = decisions.answers_to(known, referral)
    return next((a for a in found if decisions.assesses(a, numbers["of_early_help"])), None)


def _reasoned(assessment: Entry[Assessment], numbers: Numbers) -> bool:
    """It stands as brought up to date, and says what came of it so far or that it is given longer."""
    longer = says(assessment.summary, numbers["longer_words"])
    return assessment.body.status == "updated" and (bool(assessment.body.outcome) or longer)


def _concluded(
    known: Knowledge, child: Person, since: dt.date, numbers: Numbers, until: dt.date | None = None
) -> bool:
    """An assessment's end that is written as something else: a decision on it, a plan, a conference."""
    if any(_ends_with(d, numbers) for d in known.entries(Decision, child, since, until)):
        return True
    if any(p.body.type in numbers["plans"] for p in known.entries(Plan, child, since, until)):
        return True
    return any(maybe(m, numbers["meetings"]) for m in known.entries(Meeting, child, since, until))


def _ends_with(decided: Entry[Decision], numbers: Numbers) -> bool:
    """A decision of those types, unless it is for the very step that is waited for."""
    said = decided.body.outcome
    to_come = says(said, numbers["still_to_come"]) and not says(said, numbers["substantiated_not"])
    return decided.body.type in numbers["concludes"] and not to_come


@timescale("initial_conference", StrategyDiscussion)
def initial_conference(
    entry: Entry[StrategyDiscussion], child: Person, known: Knowledge, numbers: Numbers
) -> Due | None:
    """The discussion that set the enquiry going; a later one starts nothing, an end of the enquiry or care stops it."""
    if not _sets_going(known, entry, child, numbers):
        return None
    if on_plan(known, child, entry.day, numbers) or in_care(known, child) is not None:
        return None
    if any(s.body.outcome == "no_section47" for s in known.entries(StrategyDiscussion, child, entry.day)):
        return None
    works = [a for a in known.entries(Assessment, child, entry.day) if a.body.type in numbers["types"]]
    if any(_ends_enquiry(a, numbers) for a in works) or _concluded(known, child, entry.day, numbers):
        return None
    met = known.entries(Meeting, child, entry.day)
    if any(took_place(m) and affirms(m.body.outcome, numbers["ended_at_meeting"]) for m in met):
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
    said = result(assessment)
    return says(said, numbers["substantiated_not"]) or not says(said, numbers["substantiated"])


def _sets_going(known: Knowledge, talk: Entry[StrategyDiscussion], child: Person, numbers: Numbers) -> bool:
    """Whether an enquiry began with this discussion, and not with one that came shortly before it."""
    since = days_after(talk.day, -numbers["one_enquiry_days"])
    before = known.entries(StrategyDiscussion, child, since, talk.day)
    return harm.enquiry_began(known, talk, child) and not any(
        harm.enquiry_began(known, s, child) and s.noted.key < talk.noted.key for s in before
    )
