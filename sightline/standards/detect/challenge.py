"""Disagreement with a decision, and whether it is raised."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, Feedback, InformationSharing, Referral, Visit
from sightline.record.kinds.decision import Decision, DecisionOutcome, Disagreement, Escalation
from sightline.record.kinds.harm import Concern, Hospital, Medical, Observation
from sightline.record.kinds.help import Plan, Service
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import decisions, harm
from sightline.state.phrases import affirms, found, says, text_of
from sightline.state.referrals import child_of

_NOTES = (Observation, Visit, Appointment, Meeting, InformationSharing, Medical, Hospital, Police)
_STEPS = (StrategyDiscussion, Plan, Placement, Service, Feedback)
"""Where a worry says in so many words that it disagrees, and what it may disagree with, beside decisions."""


def _by_decision(entry: Entry[Any]) -> list[tuple[Any, None]]:
    return [(getattr(entry.body, "about_decision", None) or ("of", entry.id), None)]


def _decision_of(known: Knowledge, entry: Entry[Any], edition: Edition) -> str | None:
    """The decision that a note disagrees with: as stated, else the last of others that its writer had been told of lately.

    A worry beside a step up is about the child, and so is one that its writer calls low; unless its own words are that the
    writer does not agree.
    """
    if getattr(entry.body, "about_decision", None):
        return str(entry.body.about_decision)
    child = next(iter(harm.children_in(known, entry)), None)
    if child is None:
        return None
    if _disputes(entry, edition):
        last = _last(known, entry, child, edition["lapses_after_days"]) or _last_step(
            known, entry, child, edition
        )
        return _id(last) if last else None
    if not isinstance(entry.body, Concern) and not _own_words(entry, edition, "uneasy"):
        return None
    if getattr(entry.body, "level", None) == "low":
        return None
    told = _last(known, entry, child, edition["still_worried_days"], told=True)
    rank = decisions.level(told.body.outcome) if told else None
    less = rank in (decisions.NO_SERVICE, decisions.EARLY_HELP)
    return _id(told) if told and (less or told.body.type in edition["relaxing"]) else None


def _id(decided: Entry[Any]) -> str:
    return decided.body.decision if isinstance(decided.body, DecisionOutcome) else decided.id


def _last(
    known: Knowledge, entry: Entry[Any], child: Person, days: int, told: bool = False
) -> decisions.Decided | None:
    """The last decision of others about a child before a note. Whoever writes of not agreeing has heard of it, from whomever."""
    since = days_after(entry.day, -days)
    made: list[decisions.Decided] = [
        *known.entries(Decision, child, since, entry.day),
        *known.entries(DecisionOutcome, child, since, entry.day),
    ]
    others = (
        d
        for d in made
        if d.author != entry.author
        and not (told and not known.knows(entry.author, d, entry.day))
        and not _rests_on(known, d, entry)
    )
    return max(others, key=lambda d: (d.day, d.noted.key, d.id), default=None)


def _rests_on(known: Knowledge, decided: decisions.Decided, note: Entry[Any]) -> bool:
    """Whether a note came before a decision, which rests on it or answers it: then it is no word on that decision."""
    decision = known.entry(_id(decided))
    if decision is None or not isinstance(decision.body, Decision):
        return False
    return note.id in (*(decision.body.on_information or ()), decision.body.responds_to)


def _last_step(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> Entry[Any] | None:
    """Where no decision was written: the last strategy discussion, plan, placement, service or answer of others before a note."""
    since = days_after(entry.day, -edition["lapses_after_days"])
    made = (
        e for kind in _STEPS for e in known.entries(kind, child, since, entry.day) if e.author != entry.author
    )
    return max(made, key=lambda e: (e.day, e.noted.key, e.id), default=None)


def says_no(entry: Entry[Any], edition: Edition) -> bool:
    """This will say whether a worry's own words are that its writer does not agree with what was decided."""
    return says(text_of(entry), edition["disagreeing"])


def _of_others(text: str, phrases: tuple[str, ...], people: Iterable[str]) -> bool:
    """Whether each phrase in a text has one of these people before it in its clause: then it is what they said."""
    befores = [before for _, before in found(text, phrases)]
    return bool(befores) and all(says(before, people) for before in befores)


def _disputes(entry: Entry[Any], edition: Edition) -> bool:
    """As a worry says it; or in words that dispute a decision which the note speaks of, not said by somebody of the family."""
    if isinstance(entry.body, Concern | Disagreement) and says_no(entry, edition):
        return True
    said, words = text_of(entry), (*edition["disagreeing"], *edition["disputing"])
    return (
        says(said, edition["of_a_decision"])
        and says(said, words)
        and not _of_others(said, words, edition["family"])
    )


def _own_words(entry: Entry[Any], edition: Edition, *lists: str) -> bool:
    """Whether a note affirms one of some phrases, and not as what somebody of the family said."""
    said, words = text_of(entry), tuple(phrase for name in lists for phrase in edition[name])
    return affirms(said, words) and not _of_others(said, words, edition["family"])


def _standing(known: Knowledge, decision: str) -> list[Entry[Any]]:
    """The disagreements with a decision, oldest first, without those of whoever has since said that talking met them."""
    left = known.naming(decision, Disagreement)
    met = {(one.author, one.noted) for one in left if one.body.why_not == "settled_by_talking"}
    said: list[Entry[Any]] = [*known.naming(decision, Concern), *left]
    open_ = [
        one for one in said if not any(author == one.author and noted >= one.noted for author, noted in met)
    ]
    return sorted(open_, key=lambda one: (one.day, one.noted.key))


def _said_before(known: Knowledge, note: Entry[Any], decision: str, edition: Edition) -> bool:
    child = child_of(known, note)
    earlier = (e for kind in (Concern, *_NOTES) for e in known.entries(kind, child, until=note.day))
    return any(
        e.noted < note.noted and e.author == note.author and _decision_of(known, e, edition) == decision
        for e in earlier
    )


def _concerns(known: Knowledge, entry: Entry[Any], ref: str, edition: Edition) -> list[Entry[Any]]:
    """The disagreements that stand; a note that names no decision only where nobody has said that one is meant."""
    stated = _standing(known, ref)
    if getattr(entry.body, "about_decision", None):
        return stated
    return [] if stated or _said_before(known, entry, ref, edition) else [entry]


def _challenged(
    known: Knowledge, first: Entry[Any], ref: str, child: Person | None, edition: Edition
) -> bool:
    """A challenge of that decision; or by the same writer one that does not say of which, also where a note alone tells of it."""
    own = (e for e in known.entries(Escalation, child, first.day) if e.author == first.author)
    if any(e.day >= first.day for e in known.naming(ref, Escalation)) or any(
        e.body.about_decision is None for e in own
    ):
        return True
    notes = (
        e
        for kind in (Concern, *_NOTES)
        for e in known.entries(kind, child, first.day)
        if e.author == first.author
    )
    return any(_own_words(e, edition, "raised", "accepting") for e in notes)


def _referred_again(known: Knowledge, worry: Entry[Any], child: Person) -> bool:
    """A worry that names no decision is taken up by referring again."""
    later = known.entries(Referral, child, worry.day)
    return not getattr(worry.body, "about_decision", None) and any(r.author == worry.author for r in later)


def _changed(known: Knowledge, first: Entry[Any], ref: str, child: Person) -> bool:
    """Since then it was stepped up; on the day itself, where that decision came after the worry."""
    if decisions.step_up_after(known, child, first.day):
        return True
    return any(
        d.id != ref and d.noted >= first.noted and (d.body.type == "step_up" or decisions.stepped_up(d))
        for d in known.entries(Decision, child, first.day)
    )


def _of_harm(worry: Entry[Any], edition: Edition) -> bool:
    """A high worry of harm that names the decision: the child's safety does not wait while colleagues talk."""
    stated = isinstance(worry.body, Concern) and worry.body.about_decision is not None
    harm_of = {*edition["grave"], *edition["grave_if_high"]}
    return stated and worry.body.level == "high" and bool(topics(worry) & harm_of)


@detects("decision_not_challenged", Concern, Disagreement, *_NOTES, subjects=_by_decision)
def decision_not_challenged(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A recorded disagreement with a decision, some working days on, with no challenge and no change."""
    edition = rule.on(subject.entry.day)
    ref = _decision_of(known, subject.entry, edition) if edition else None
    concerns = _concerns(known, subject.entry, ref, edition) if ref and edition else []
    if ref is None or not concerns:
        return []
    first = concerns[0]
    edition = rule.on(first.day)
    if edition is None:
        return SETTLED
    within = (
        "challenge_harm_within_working_days" if _of_harm(first, edition) else "challenge_within_working_days"
    )
    if not clock.passed(working_days_after(first.day, edition[within])):
        return []
    if clock.passed(days_after(concerns[-1].day, edition["lapses_after_days"])):
        return []
    child = child_of(known, first)
    if _challenged(known, first, ref, child, edition):
        return SETTLED
    if child is not None and (_referred_again(known, first, child) or _changed(known, first, ref, child)):
        return SETTLED
    decided = known.entry(ref) or known.entry(f"{ref}/outcome")
    words = {
        "writers": wording.teams(known, (c.author for c in concerns)),
        "day": wording.day(first.day),
        "decider": wording.team(known, decided.author) if decided else "whoever decided",
    }
    evidence = (*(c.id for c in concerns), *((decided.id,) if decided else ()))
    about = (child,) if child else first.people
    return [
        Finding(
            about,
            evidence[:15],
            first.day,
            to=() if known.knower else tuple({c.author: None for c in concerns}),
            words=words,
        )
    ]
