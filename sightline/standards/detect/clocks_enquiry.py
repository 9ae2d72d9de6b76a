"""Clocks from a referral to a protection plan: what starts each, and what stops or replaces it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection
from itertools import pairwise
from typing import Any

from sightline.record.entry import Entry, Team
from sightline.record.kinds.contact import Feedback, Handover, Referral, Visit
from sightline.record.kinds.decision import Decision, DecisionOutcome
from sightline.record.kinds.harm import Medical
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.legal import Legal
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Move
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.running import Due, Numbers, allowed, deadline, months_after, timescale
from sightline.state import decisions, people
from sightline.state.care import authors, in_care
from sightline.state.pace import pace_of_groups


@timescale("referral_decision", Referral)
def referral_decision(
    entry: Entry[Referral], child: Person, known: Knowledge, numbers: Numbers
) -> Due | None:
    """A referral to a team that decides; on an open case it is news for the worker, and starts nothing."""
    receiver, sender = _receiver(known, entry, numbers), known.teams.get(entry.author)
    if receiver is None or receiver.type not in numbers["deciders"]:
        return None
    if sender is not None and sender.type in numbers["deciders"]:
        return None
    if known.knower not in (None, receiver.id) or _open_case(known, child, entry.day):
        return None
    if decisions.answers_to(known, entry) or _acted(known, child, entry, receiver.id):
        return None
    return Due(entry.day, deadline(entry.day, numbers), (child,), (entry.id,))


def _receiver(known: Knowledge, referral: Entry[Referral], numbers: Numbers) -> Team | None:
    """Whom it was sent to; where it does not say, the one that decides among those who were told of it that day."""
    if referral.body.to is not None:
        return known.teams.get(referral.body.to)
    told = (known.teams.get(a) for a, t in known.told(referral.id).items() if t.told.day == referral.day)
    return next((team for team in told if team is not None and team.type in numbers["deciders"]), None)


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
    """A decision on somebody's asking for help for themselves, of which they have nothing, not even the outcome."""
    if entry.body.source_type not in numbers["referrers"] or entry.body.to in (None, entry.author):
        return None
    answers = [a for a in decisions.answers_to(known, entry) if isinstance(a.body, Decision)]
    if not answers or known.knower not in (None, entry.author, answers[0].author):
        return None
    if any(known.knows(entry.author, a) for a in answers):
        return None
    if any(known.knows(entry.author, o) for o in known.entries(DecisionOutcome, child, answers[0].day)):
        return None
    if any(f.body.to == entry.author for f in known.entries(Feedback, since=answers[0].day)):
        return None
    if any(e.author == answers[0].author for e in known.held(entry.author, child, answers[0].day)):
        return None
    if any(v.author == answers[0].author for v in known.entries(Visit, child, answers[0].day)):
        return None
    return Due(answers[0].day, deadline(answers[0].day, numbers), (child,), (answers[0].id, entry.id))


@timescale("strategy_discussion", Decision, Medical)
def strategy_discussion(entry: Entry[Any], child: Person, known: Knowledge, numbers: Numbers) -> Due | None:
    """Somebody entitled to say so has written that harm is suspected: a decision for protection, or a clinician."""
    if isinstance(entry.body, Decision):
        starts = any(words in entry.body.outcome.lower() for words in numbers["outcomes"])
        starts = starts and decisions.level(entry.body.outcome) == decisions.PROTECTION
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
    begun = [s for s in known.entries(StrategyDiscussion, child, since, day) if _initiates(s)]
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
    if any(a.body.status in ("completed", "not_completed") or _reasoned(a) for a in begun):
        return None
    if _over(known, child, entry.day, begun, numbers):
        return None
    evidence = tuple(dict.fromkeys((*evidence, *(a.id for a in begun))))
    initial = isinstance(entry.body, Referral) and _initial(known, entry, numbers)
    by = (
        working_days_after(entry.day, allowed(numbers["initial_working_days"], entry.day))
        if initial
        else None
    )
    return Due(entry.day, by or deadline(entry.day, numbers), (child,), evidence)


def _initial(known: Knowledge, referral: Entry[Referral], numbers: Numbers) -> bool:
    """The answer names the short assessment of the 2010 edition, which came before a core assessment."""
    answer = _assessing(known, referral, numbers)
    said = answer.body.outcome.lower().replace(" ", "_") if answer else ""
    return any(words in said for words in numbers["initial_words"])


def _enquiry_unwritten(
    known: Knowledge, begun: Entry[StrategyDiscussion], child: Person, numbers: Numbers
) -> Due | None:
    """An enquiry of which neither its own end nor any assessment is recorded, though it may have led to a conference or care."""
    if not _initiates(begun):
        return None
    since = days_after(begun.day, -numbers["one_enquiry_days"])
    before = known.entries(StrategyDiscussion, child, since, begun.day)
    if any(_initiates(s) and s.noted.key < begun.noted.key for s in before):
        return None
    works = [a for a in known.entries(Assessment, child, since) if _maybe_of(a, numbers["types"])]
    if any(a.day < begun.day or a.body.status != "updated" or a.body.outcome for a in works):
        return None  # one that stands as begun has a clock of its own
    held = next(
        (m.day for m in known.entries(Meeting, child, begun.day) if m.body.type in numbers["meetings"]), None
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
    """A referral that led to it counts, one of lately or one whose assessment has not been finished before this was begun."""
    lately = days_after(begun.day, -numbers["referred_within_days"])
    for referral in known.entries(Referral, child, until=begun.day):
        if _assessing(known, referral, numbers) is None:
            continue
        works = known.entries(Assessment, child, referral.day, days_after(begun.day, -1))
        if referral.day >= lately or not (
            any(
                a.body.type in numbers["types"] and a.body.status in ("completed", "not_completed")
                for a in works
            )
            or _concluded(known, child, referral.day, numbers, days_after(begun.day, -1))
        ):
            return True
    return False


def _over(
    known: Knowledge, child: Person, since: dt.date, begun: list[Entry[Assessment]], numbers: Numbers
) -> bool:
    """Where an assessment stands as begun, a plan made or a conference held meanwhile does not finish it (a conference does
    an enquiry); a decision on it does, unless that rests on the end of another."""
    started = {a.body.type for a in begun if a.body.status == "started"} & {*numbers["end_by_themselves"]}
    if not started:
        return _concluded(known, child, since, numbers)
    if started == {"section47"} and _led_on(known, child, since, numbers):
        return True
    return any(
        d.body.type in numbers["concludes"] and not _of_another(known, d, started)
        for d in known.entries(Decision, child, since)
    )


def _led_on(known: Knowledge, child: Person, since: dt.date, numbers: Numbers) -> bool:
    """An enquiry led to what an enquiry is for: a conference, or care."""
    if any(m.body.type in numbers["meetings"] for m in known.entries(Meeting, child, since)):
        return True
    return in_care(known, child) is not None


def _of_another(known: Knowledge, decided: Entry[Decision], started: Collection[str | None]) -> bool:
    """What a decision says that it rests on is the end of an assessment, and of none of these types."""
    rests_on = (known.entry(id) for id in decided.body.on_information or ())
    ends = {e.body.type for e in rests_on if e is not None and isinstance(e.body, Assessment)}
    return decided.body.type == "assessment_outcome" and bool(ends) and ends.isdisjoint(started)


def _assessing(known: Knowledge, referral: Entry[Referral], numbers: Numbers) -> decisions.Decided | None:
    """The answer that a social work assessment is to be made; one of early help has no timescale here."""
    found = decisions.answers_to(known, referral)
    assessing = (a for a in found if decisions.level(a.body.outcome) == decisions.ASSESSMENT)
    said = ((a, a.body.outcome.lower().replace(" ", "_")) for a in assessing)
    help_words = numbers["of_early_help"]
    return next((a for a, o in said if "assess" in o and not any(words in o for words in help_words)), None)


def _reasoned(assessment: Entry[Assessment]) -> bool:
    return assessment.body.status == "updated" and bool(assessment.body.outcome)


def _concluded(
    known: Knowledge, child: Person, since: dt.date, numbers: Numbers, until: dt.date | None = None
) -> bool:
    """An assessment's end that is written as something else: a decision on it, a plan, a conference."""
    if any(d.body.type in numbers["concludes"] for d in known.entries(Decision, child, since, until)):
        return True
    if any(p.body.type in numbers["plans"] for p in known.entries(Plan, child, since, until)):
        return True
    return any(_maybe(m, numbers["meetings"]) for m in known.entries(Meeting, child, since, until))


@timescale("initial_conference", StrategyDiscussion)
def initial_conference(
    entry: Entry[StrategyDiscussion], child: Person, known: Knowledge, numbers: Numbers
) -> Due | None:
    """The discussion that set the enquiry going; a later one starts nothing, an end of the enquiry or care stops it."""
    if not _initiates(entry):
        return None
    since = days_after(entry.day, -numbers["one_enquiry_days"])
    before = known.entries(StrategyDiscussion, child, since, entry.day)
    if any(_initiates(s) and s.noted.key < entry.noted.key for s in before):
        return None
    if _on_plan(known, child, entry.day, numbers) or in_care(known, child) is not None:
        return None
    if any(s.body.outcome == "no_section47" for s in known.entries(StrategyDiscussion, child, entry.day)):
        return None
    works = [a for a in known.entries(Assessment, child, entry.day) if a.body.type in numbers["types"]]
    if any(_ends_enquiry(a, numbers) for a in works) or _concluded(known, child, entry.day, numbers):
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
    said = (assessment.body.outcome or "").lower().replace("_", " ")
    if any(words in said for words in numbers["substantiated_not"]):
        return True
    return not any(words in said for words in numbers["substantiated"])


def _initiates(entry: Entry[StrategyDiscussion]) -> bool:
    return entry.body.outcome in ("section47_joint", "section47_single")


def _on_plan(known: Knowledge, child: Person, day: dt.date, numbers: Numbers) -> bool:
    """A protection plan stands, as written, or else as the last conference's own words say."""
    plans = [p for p in known.entries(Plan, child, until=day) if p.body.type == "child_protection"]
    if plans:
        return plans[-1].body.status != "ended"
    held = [m for m in known.entries(Meeting, child, until=day) if m.body.type in numbers["conferences"]]
    return bool(held) and _says_plan(held[-1], numbers)


def _says_plan(meeting: Entry[Meeting], numbers: Numbers) -> bool:
    said = (meeting.body.outcome or "").lower().replace("_", " ")
    made = any(words in said for words in numbers["plan_made"])
    return made and not any(words in said for words in numbers["plan_not_made"])


def _made_plan(known: Knowledge, meeting: Entry[Meeting], child: Person, numbers: Numbers) -> bool:
    """The record, or the conference's own words, show that it made or kept a plan, and that plan has not ended since."""
    until = days_after(meeting.day, numbers["plan_within_days"])
    plans = [p for p in known.entries(Plan, child) if p.body.type == "child_protection"]
    if any(p.body.status == "ended" and p.day >= meeting.day for p in plans):
        return False
    if any(p.body.status in ("started", "changed") and p.day <= until for p in plans):
        return True
    return _says_plan(meeting, numbers)


@timescale("core_group", Meeting)
def core_group(entry: Entry[Meeting], child: Person, known: Knowledge, numbers: Numbers) -> Due | None:
    """The first core group of a plan that a conference made, and the next after each while the plan stands."""
    since = known.entries(Meeting, child, days_after(entry.day, 1))
    if any(_maybe(m, numbers["meetings"]) for m in since):
        return None
    if entry.body.type == "core_group":
        return _next_core_group(known, entry, child, numbers)
    if entry.body.type not in numbers["first_after"] or not _made_plan(known, entry, child, numbers):
        return None
    return Due(entry.day, deadline(entry.day, numbers), (child,), (entry.id,))


def _next_core_group(known: Knowledge, held: Entry[Meeting], child: Person, numbers: Numbers) -> Due | None:
    """At the pace that the plan sets, or, where core groups have come one after another, at the longest of local ones."""
    plans = [p for p in known.entries(Plan, child) if p.body.type == "child_protection"]
    if not plans or plans[-1].body.status == "ended" or in_care(known, child) is not None:
        return None
    if any(d.body.type in numbers["gives_up_plan"] for d in known.entries(Decision, child, held.day)):
        return None
    terms = (pace_of_groups(plan.body.terms or "", numbers["pace_for_now"]) for plan in reversed(plans))
    promised = next((pace for pace in terms if pace is not None), None)
    groups = [m for m in known.entries(Meeting, child, plans[0].day) if m.body.type == "core_group"]
    kept = all(days_after(a.day, numbers["then_days"]) >= b.day for a, b in pairwise(groups))
    if promised is None and (len(groups) < numbers["groups_given"] or not kept):
        return None
    if not authors(known, child, held.day, *numbers["keepers"]):
        return None
    by = days_after(held.day, numbers["then_days"])
    if promised is not None:
        late = math.ceil(promised.days * 1.5)  # as for visits: a few days late are no gap
        by = working_days_after(held.day, late) if promised.working else days_after(held.day, late)
    return Due(held.day, by, (child,), (held.id, plans[-1].id))


def _maybe(meeting: Entry[Meeting], types: Collection[str]) -> bool:
    """A meeting of one of these types, or of which the record does not say what it was."""
    return meeting.body.type is None or meeting.body.type in types


@timescale("review_conference", Meeting)
def review_conference(entry: Entry[Meeting], child: Person, known: Knowledge, numbers: Numbers) -> Due | None:
    """The next conference on a plan that stands: months after the first conference, then after each review."""
    months = numbers["months_after"].get(entry.body.type or "")
    if months is None or not _made_plan(known, entry, child, numbers):
        return None
    since = known.entries(Meeting, child, days_after(entry.day, 1))
    if any(_maybe(m, numbers["meetings"]) for m in since) or in_care(known, child) is not None:
        return None
    if any(m.body.type in numbers["moves"] for m in known.entries(Move, child, entry.day)):
        return None  # the next conference is the one where the child now lives, which has a clock of its own
    return Due(entry.day, months_after(entry.day, months), (child,), (entry.id,))


@timescale("transfer_in_conference", Move)
def transfer_in_conference(
    entry: Entry[Move], child: Person, known: Knowledge, numbers: Numbers
) -> Due | None:
    """A child on a plan moves to another council for good, and the council there has been told."""
    if entry.body.type not in numbers["moves"] or not _on_plan(known, child, entry.day, numbers):
        return None
    told = _told_there(known, entry, child, numbers)
    if told is None or in_care(known, child) is not None:
        return None
    since = known.entries(Plan, child, entry.day)
    if any(p.body.type == "child_protection" and p.body.status == "ended" for p in since):
        return None
    if any(_maybe(m, numbers["meetings"]) for m in known.entries(Meeting, child, entry.day)):
        return None
    if any(m.id != entry.id for m in known.entries(Move, child, days_after(entry.day, 1))):
        return None
    day, ids = told
    return Due(day, deadline(day, numbers), (child,), (entry.id, *ids))


def _told_there(
    known: Knowledge, move: Entry[Move], child: Person, numbers: Numbers
) -> tuple[dt.date, tuple[str, ...]] | None:
    """The day on which a council's team where the child now lives was first told: a handover, or the move itself."""
    area = move.body.to_area
    there = {t.id for t in known.teams_of(*numbers["receivers"], area=area)} if area else set()
    away = {t.id for t in known.teams_of("other_local_authority")} - {move.author}
    there = there or away
    early = days_after(move.day, -numbers["told_ahead_days"])
    days: list[tuple[dt.date, tuple[str, ...]]] = [
        (h.day, (h.id,)) for h in known.entries(Handover, child, early) if h.body.to in there
    ]
    days += [(max(t.told.day, move.day), ()) for a, t in known.told(move.id).items() if a in there]
    return min(days, default=None)
