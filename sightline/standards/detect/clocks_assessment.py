"""The clock of a social work assessment, or of an enquiry that is to be written up: what starts it, and what stops it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.legal import Legal
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.detect.clocks_enquiry import concluded, ended_at_meeting, sets_going
from sightline.standards.running import Due, Numbers, allowed, deadline, timescale
from sightline.state import decisions, people
from sightline.state.phrases import affirms, says
from sightline.state.table import took_place


@timescale("assessment", Referral, Assessment, StrategyDiscussion)
def assessment(entry: Entry[Any], child: Person, known: Knowledge, numbers: Numbers) -> Due | None:
    """A social work assessment or an enquiry decided on or begun, and neither finished nor given a reason for taking longer."""
    if people.unborn_on(known, child, entry.day):
        return _born_meanwhile(known, entry, child, numbers)
    if isinstance(entry.body, StrategyDiscussion):
        return _enquiry_unwritten(known, entry, child, numbers)
    begun = [a for a in known.entries(Assessment, child, entry.day) if _maybe_of(a, numbers["types"])]
    if isinstance(entry.body, Referral):
        return _referred(known, entry, child, begun, numbers)
    if _leads_on(known, entry, numbers):
        return _core(known, entry, child, [a for a in begun if a.id != entry.id], numbers)
    if entry.body.type not in numbers["types"] or entry.body.status != "started":
        return None
    if _counts_already(known, entry, child, numbers):
        return None
    begun = [a for a in begun if a.body.type in (entry.body.type, None)]
    by = deadline(entry.day, numbers)
    return _unfinished(known, child, entry.day, by, begun, (entry.id,), numbers)


def _born_meanwhile(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> Due | None:
    """Referred before birth and born inside the days of an assessment: from then on no day of birth lies ahead to time it by."""
    birth = people.born(known, child)
    if not isinstance(entry.body, Referral) or birth is None or birth > deadline(entry.day, numbers):
        return None
    types = (*numbers["types"], numbers["before_birth"])
    begun = [a for a in known.entries(Assessment, child, entry.day) if _maybe_of(a, types)]
    return _referred(known, entry, child, begun, numbers)


def _referred(
    known: Knowledge,
    referral: Entry[Referral],
    child: Person,
    begun: list[Entry[Assessment]],
    numbers: Numbers,
) -> Due | None:
    """An assessment that is the answer to a referral; the short one of the 2010 edition has fewer days, and an enquiry may take
    its place."""
    answer = _assessing(known, referral, numbers)
    if answer is None:
        return None
    by = deadline(referral.day, numbers)
    if says(answer.body.outcome, numbers["initial_words"]):
        talked = known.entries(StrategyDiscussion, child, referral.day)
        if any(talk.body.outcome != "no_section47" for talk in talked):
            return None
        by = working_days_after(referral.day, allowed(numbers["initial_working_days"], referral.day))
    begun, evidence = _of_first(begun, numbers), (referral.id, answer.id)
    return _unfinished(known, child, referral.day, by, begun, evidence, numbers)


def _unfinished(
    known: Knowledge,
    child: Person,
    since: dt.date,
    by: dt.date,
    begun: list[Entry[Assessment]],
    began: tuple[str, ...],
    numbers: Numbers,
) -> Due | None:
    """Nothing recorded has ended what `began` it, and nothing gives a reason for taking longer."""
    if _finished(begun) or any(_reasoned(a, numbers) for a in begun):
        return None
    if _over(known, child, since, begun, numbers, began):
        return None
    evidence = tuple(dict.fromkeys((*began, *(a.id for a in begun))))
    return Due(since, by, (child,), evidence)


def _leads_on(known: Knowledge, short: Entry[Assessment], numbers: Numbers) -> bool:
    """A short assessment whose end is that a core assessment follows: in its outcome or note, or in what was decided on it."""
    if short.body.status == "started" or not _maybe_of(short, numbers["types"]):
        return False
    made = known.entries(Decision, None, short.day, days_after(short.day, numbers["decided_on_within_days"]))
    decided = (d.body.outcome for d in made if short.id in (d.body.on_information or ()))
    said = (short.body.outcome, *decided)
    core, done = numbers["core_words"], numbers["core_done"]
    return any(affirms(outcome, core, unless=done) for outcome in said) or affirms(
        short.summary, core, beside=numbers["to_follow"]
    )


def _core(
    known: Knowledge,
    short: Entry[Assessment],
    child: Person,
    begun: list[Entry[Assessment]],
    numbers: Numbers,
) -> Due | None:
    """The core assessment that a short one led to; one of which nobody wrote how it stands is taken as its end."""
    if any(a.body.status is None for a in begun):
        return None
    return _unfinished(known, child, short.day, deadline(short.day, numbers), begun, (short.id,), numbers)


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


def _enquiry_unwritten(
    known: Knowledge, begun: Entry[StrategyDiscussion], child: Person, numbers: Numbers
) -> Due | None:
    """An enquiry of which neither its own end nor any assessment is recorded, though it may have led to a conference."""
    if not sets_going(known, begun, child, numbers):
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
    if ended_at_meeting(known, child, begun.day, numbers):
        return None
    if any(o.body.step in numbers["court_assesses"] for o in known.entries(Legal, child, since)):
        return None
    return Due(begun.day, deadline(begun.day, numbers), (child,), (begun.id,))


def _maybe_of(assessment: Entry[Assessment], types: Collection[str]) -> bool:
    """An assessment of one of these types, or of which the record does not say what it was."""
    return assessment.body.type is None or assessment.body.type in types


def _counts_already(known: Knowledge, begun: Entry[Assessment], child: Person, numbers: Numbers) -> bool:
    """A short assessment that led to it counts, or a referral that did, one of lately or one whose assessment has not been
    finished before this was begun.

    The last come first: what was finished since one of them was finished since all that came before it.
    """
    lately = days_after(begun.day, -numbers["referred_within_days"])
    if any(_leads_on(known, a, numbers) for a in known.entries(Assessment, child, lately, begun.day)):
        return True
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
    return concluded(known, child, since, numbers, until) or any(
        a.body.type in numbers["types"] and a.body.status in ("completed", "not_completed")
        for a in known.entries(Assessment, child, since, until)
    )


def _over(
    known: Knowledge,
    child: Person,
    since: dt.date,
    begun: list[Entry[Assessment]],
    numbers: Numbers,
    began: Collection[str],
) -> bool:
    """Where an assessment stands as begun, a plan made or a conference held meanwhile does not finish it (a conference does
    an enquiry); a decision on it does, unless that is the one that `began` it, or rests on the end of another."""
    started = {a.body.type for a in begun if a.body.status == "started"} & {*numbers["end_by_themselves"]}
    if not started:
        return concluded(known, child, since, numbers, began=began)
    return any(
        d.body.type in numbers["concludes"]
        and d.id not in began
        and not _of_another(known, d, started, numbers)
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
