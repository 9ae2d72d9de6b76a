"""A further referral about the same worry."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing, Referral
from sightline.record.kinds.decision import Decision, DecisionOutcome
from sightline.record.kinds.harm import Concern, Medical
from sightline.record.kinds.help import Assessment, Plan, Service
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.boxes import topics_written
from sightline.standards.reading import said
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import decisions, people
from sightline.state.phrases import says, text_of
from sightline.state.referrals import child_of, earlier, same_door

Asked = Entry[Any]
"""A referral, or what a team told a door that then decided on it."""
_TOLD_A_DOOR = (Concern, InformationSharing, Police)
_READ_BESIDE = 7  # as many earlier referrals as a raise can cite with their answers


@detects("repeat_referral_not_stepped_up", Decision)
def repeat_referral_not_stepped_up(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """A further referral about the same worry, answered at no higher level than the one before."""
    decision: Entry[Decision] = subject.entry
    edition = rule.on(decision.day)
    child = child_of(known, decision) or next(iter(_cousins(known, decision)), None)
    if edition is None:
        return SETTLED
    if _steps_up(decision, edition) and not decisions.leaves_as_it_was(known, decision, child):
        return []
    referral = decisions.answered_by(known, decision) or _answers_a_telling(known, decision, edition)
    if child is None or referral is None:
        return []
    if clock.passed(days_after(decision.day, edition["lapses_after_days"])):
        return SETTLED
    every = _before(known, decision, referral, edition)
    same = (r for r in reversed(every) if _same_worry(known, r, referral, decision, edition))
    before = list(islice(same, _READ_BESIDE))[::-1]
    answers = [a for r in before if (a := _answer(known, r, edition)) is not None and a.id != decision.id]
    answers += [] if before else _ended_lately(known, child, decision, referral, edition)
    unseen = not every and _says_it_is_a_repeat(decision, referral, edition)
    if not (answers or unseen) or decision.body.forum in edition["weighed_by"]:
        return []
    level = _said(known, decision, referral, answers, edition)
    if level is None or _may_begin(known, child, decision, clock, edition):
        return []
    if _at_the_top(known, child, decision.day, edition):
        return SETTLED
    if decisions.step_up_after(known, child, decision.day) or _assessment_since(known, child, decision.day):
        return SETTLED
    words = {
        "count": str(max(len(every) + 1, getattr(referral.body, "sequence", None) or 0)),
        "level": level,
        "decider": wording.team(known, decision.author),
        "day": wording.day(decision.day),
        "referrer": wording.team(known, referral.author),
        "first": wording.day(before[0].day if before else referral.day),
    }
    evidence = (decision.id, referral.id, *(r.id for r in before), *(a.id for a in answers))
    return [Finding((child,), evidence[:15], decision.day, words=words)]


def _ended_lately(
    known: Knowledge, child: Person, decision: Entry[Decision], referral: Asked, edition: Edition
) -> list[decisions.Decided]:
    """Where harm is alleged: the last decision of the same council, not long before, that closed the work or stepped it down."""
    if not _harm_alleged(referral, edition):
        return []
    since, until = days_after(referral.day, -edition["ended_within_days"]), days_after(referral.day, -1)
    made = [
        d
        for d in known.entries(Decision, child, since, until)
        if d.body.type in edition["ends_work"]
        and _one_council(known, d, decision)
        and d.body.forum not in edition["weighed_by"]
    ]
    return [*made[-1:]]


def _answers_a_telling(known: Knowledge, decision: Entry[Decision], edition: Edition) -> Asked | None:
    """The last that another team told whoever decided, where no referral was written: a worry, a call, a notification."""
    if decision.body.type != "referral_outcome" or decision.body.responds_to is not None:
        return None
    since = days_after(decision.day, -edition["answers_within_days"])
    child = child_of(known, decision)
    told = (e for kind in _TOLD_A_DOOR for e in known.entries(kind, child, since, decision.day))
    theirs = [
        e for e in told if e.author != decision.author and known.knows(decision.author, e, decision.day)
    ]
    return max(theirs, key=lambda e: (e.day, e.noted.key, e.id), default=None)


def _answer(known: Knowledge, asked: Asked, edition: Edition) -> decisions.Decided | None:
    if isinstance(asked.body, Referral):
        return decisions.answer_to(known, asked)
    until = days_after(asked.day, edition["answers_within_days"])
    made = known.entries(Decision, child_of(known, asked), asked.day, until)
    return next((d for d in made if _answers_a_telling(known, d, edition) is asked), None)


def _says_it_is_a_repeat(decision: Entry[Decision], referral: Asked, edition: Edition) -> bool:
    """Where those before it are not on record: the form counts them or the words say that it is the same, and nothing is done."""
    count = getattr(referral.body, "sequence", None) or 1
    again = says(text_of(referral), edition["again"]) or says(text_of(decision), edition["again"])
    level = decisions.level(decision.body.outcome)
    return (again or count >= edition["repeat_by_its_number"]) and level == decisions.NO_SERVICE


def _cousins(known: Knowledge, entry: Entry[Any]) -> list[Person]:
    """Relatives who by their birth are not of age."""
    return people.not_of_age(known, entry.people, entry.day, "relative")


def _told_before(
    known: Knowledge, decision: Entry[Decision], asked: Asked, edition: Edition
) -> dict[str, Asked]:
    """What was told the same council before, or referred to it, and answered there."""
    since = days_after(asked.day, -edition["repeat_days"])
    until, child = days_after(asked.day, -edition["same_event_days"] - 1), child_of(known, decision)
    made = [d for d in known.entries(Decision, child, since, until) if _one_council(known, d, decision)]
    told = [_answers_a_telling(known, d, edition) or decisions.answered_by(known, d) for d in made]
    return {t.id: t for t in told if t is not None and since <= t.day <= until}


def _one_council(known: Knowledge, one: Entry[Decision], other: Entry[Decision]) -> bool:
    """Where the directory gives one of them no area, the other may be in it."""
    areas = {team.area for d in (one, other) if (team := known.teams.get(d.author)) and team.area}
    return len(areas) < 2


def _before(known: Knowledge, decision: Entry[Decision], referral: Asked, edition: Edition) -> list[Asked]:
    """The referrals before about the same children, and those of another child that allege harm and name the same adult."""
    told = _told_before(known, decision, referral, edition)
    if not isinstance(referral.body, Referral):
        return sorted(told.values(), key=lambda r: (r.day, r.noted.key, r.id))
    only_told = {id: t for id, t in told.items() if not isinstance(t.body, Referral)}
    found = {r.id: r for r in earlier(known, referral, edition["repeat_days"], edition["same_event_days"])}
    found |= only_told
    if _harm_alleged(referral, edition):
        since = days_after(referral.day, -edition["repeat_days"])
        until = days_after(referral.day, -edition["same_event_days"] - 1)
        adults = (
            p for p in referral.people if not people.is_child(known, p) and p not in _cousins(known, referral)
        )
        for adult in adults:
            tellings = (r for r in known.entries(Referral, adult, since, until) if _harm_alleged(r, edition))
            found |= {r.id: r for r in tellings if same_door(known, r, referral)}
    return sorted(found.values(), key=lambda r: (r.day, r.noted.key, r.id))


def _said(
    known: Knowledge,
    decision: Entry[Decision],
    referral: Asked,
    before: list[decisions.Decided],
    edition: Edition,
) -> str | None:
    """What is to be said of the level of an answer beside those before it, or None where it is a step up."""
    rank = decisions.level(decision.body.outcome)
    ranks = [r for answer in before if (r := decisions.level(answer.body.outcome)) is not None]
    if (
        rank is None
        or _goes_on(decision, edition)
        or decisions.leaves_as_it_was(known, decision, child_of(known, decision))
        or rank <= max(ranks, default=decisions.NO_SERVICE)
        or _help_in_place(known, decision, referral, edition)
    ):
        return "at no higher level than before"
    if ranks and _harm_alleged(referral, edition) and rank != decisions.ASSESSMENT:
        return "with no assessment, though harm is alleged"
    return None


def _harm_alleged(referral: Asked, edition: Edition) -> bool:
    """As stated; where nobody says, a topic that tells of harm done."""
    stated = getattr(referral.body, "alleges_harm", None)
    return bool(topics(referral) & set(edition["harm_topics"])) if stated is None else stated


def _at_the_top(known: Knowledge, child: Person, day: dt.date, edition: Edition) -> bool:
    """A plan that protects already stood: there is no higher level of response but the court. A case stepped down since
    has none, also where nobody wrote that the plan ended."""
    plans = [p for p in known.entries(Plan, child, until=day) if p.body.type in edition["protecting"]]
    if not plans or plans[-1].body.status == "ended":
        return False
    since = known.entries(Decision, child, plans[-1].day, day)
    return not any(d.body.type in edition["ends_a_plan"] for d in since)


def _goes_on(decision: Entry[Decision], edition: Edition) -> bool:
    """Whether an answer leaves social work as it was: the plan continues, the worker has it already."""
    words = decision.body.outcome.lower().replace(" ", "_").replace("-", "_")
    return says(words, edition["goes_on"])


def _steps_up(decision: Entry[Decision], edition: Edition) -> bool:
    rank = decisions.level(decision.body.outcome)
    return rank == decisions.PROTECTION or (rank == decisions.ASSESSMENT and not _goes_on(decision, edition))


def _may_begin(
    known: Knowledge, child: Person, decision: Entry[Decision], clock: Clock, edition: Edition
) -> bool:
    """An answer in words that tell no level is judged by what follows it in the days after: something has begun, or still may."""
    if decisions.level(decision.body.outcome) is not None or _goes_on(decision, edition):
        return False
    day = decision.day
    begun = (known.entries(kind, child, day) for kind in (StrategyDiscussion, Plan, Service, Medical))
    if any(begun) or _assessment_since(known, child, days_after(day, -1)):
        return True
    return not clock.passed(working_days_after(day, edition["begins_within_working_days"]))


def _help_in_place(known: Knowledge, decision: Entry[Decision], referral: Asked, edition: Edition) -> bool:
    """Early help is no step up where a team of that sort, or the one that is told to help, was at work with them already."""
    if decisions.level(decision.body.outcome) != decisions.EARLY_HELP:
        return False
    since = days_after(referral.day, -edition["at_work_days"])
    parts = (decision, *known.naming(decision.id, DecisionOutcome))
    may_help = [t.id for t in known.teams_of(*edition["may_help"])]
    told = {team for team in may_help if any(known.knows(team, part) for part in parts)}
    helping = told | {t.id for t in known.teams_of("early_help")}
    return any(
        e.author == team and e.day < referral.day
        for team in helping
        for person in referral.people
        for e in known.held(team, person, since)
    )


def _same_worry(
    known: Knowledge, one: Asked, other: Asked, answer: Entry[Decision], edition: Edition
) -> bool:
    """Worries overlap, or one of the two does not say what it was. Of a child who is still to be born every worry is one:
    whether those who will care for the baby can keep it safe."""
    ours, again = topics(one), topics(other)
    boxed = hasattr(other.body, "topics")
    if not boxed:  # a call or a notification: its own words, or those of its answer, say what it was about
        again = _worded(other) | frozenset(said("referral", "topics", text_of(answer)) or ())
    if ours & again or not ours or not again:
        return True
    # The box may name one side of a worry and the note the other.
    if (ours | _worded(one)) & (again | _worded(other)):
        return True
    if any(people.unborn_on(known, p, other.day) and people.is_child(known, p) for p in other.people):
        return True
    # Words alone part two worries where neither says that harm was done; else somebody filled the box in.
    boxes = boxed and topics_written(one) and topics_written(other)
    no_harm = getattr(other.body, "alleges_harm", None) is False
    no_harm = no_harm or (not boxed and not again & set(edition["harm_topics"]))
    return not (boxes or (no_harm and getattr(one.body, "alleges_harm", None) is False))


def _worded(asked: Asked) -> frozenset[str]:
    return frozenset(said("referral", "topics", asked.summary) or ())


def _assessment_since(known: Knowledge, child: Person, day: dt.date) -> bool:
    statutory = ("prebirth", "child_and_family", "section47", "parenting", "risk")
    return any(
        a.body.type in statutory and a.body.status in ("started", "completed")
        for a in known.entries(Assessment, child, days_after(day, 1))
    )
