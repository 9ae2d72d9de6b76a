"""Disagreement with a decision, and whether it is raised."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision, DecisionOutcome, Disagreement, Escalation
from sightline.record.kinds.harm import Concern
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import decisions, harm
from sightline.state.referrals import child_of


def _by_decision(entry: Entry[Any]) -> list[tuple[Any, None]]:
    return [(entry.body.about_decision or ("of", entry.id), None)]


def _decision_of(known: Knowledge, entry: Entry[Any], edition: Edition) -> str | None:
    """The decision that a worry disagrees with: as stated, else the last of others that its writer had been told of lately.

    A worry beside a step up is about the child, and so is one that its writer calls low; unless its own words are that the
    writer does not agree.
    """
    if entry.body.about_decision:
        return str(entry.body.about_decision)
    child, plain = next(iter(harm.children_in(known, entry)), None), says_no(entry, edition)
    if child is None or (getattr(entry.body, "level", None) == "low" and not plain):
        return None
    days = edition["lapses_after_days" if plain else "still_worried_days"]
    since = days_after(entry.day, -days)
    made: list[decisions.Decided] = [
        *known.entries(Decision, child, since, entry.day),
        *known.entries(DecisionOutcome, child, since, entry.day),
    ]
    others = [d for d in made if d.author != entry.author]
    # Whoever writes of not agreeing has heard of it, from whomever.
    told = others if plain else [d for d in others if known.knows(entry.author, d, entry.day)]
    last = max(told, key=lambda d: (d.day, d.noted.key, d.id), default=None)
    rank = decisions.level(last.body.outcome) if last else None
    less = rank in (decisions.NO_SERVICE, decisions.EARLY_HELP) or (
        last and last.body.type in edition["relaxing"]
    )
    if last is None or not (plain or less):
        return None
    return last.body.decision if isinstance(last.body, DecisionOutcome) else last.id


def says_no(entry: Entry[Any], edition: Edition) -> bool:
    """This will say whether a note's own words are that its writer does not agree with what was decided."""
    said = f"{entry.summary} {getattr(entry.body, 'action_taken', None) or ''}".lower().replace("’", "'")
    return any(words in said for words in edition["disagreeing"])


def _standing(known: Knowledge, decision: str) -> list[Entry[Any]]:
    """The disagreements with a decision, oldest first, without those of whoever has since said that talking met them."""
    left = known.naming(decision, Disagreement)
    met = {(one.author, one.noted) for one in left if one.body.why_not == "settled_by_talking"}
    said: list[Entry[Any]] = [*known.naming(decision, Concern), *left]
    open_ = [
        one for one in said if not any(author == one.author and noted >= one.noted for author, noted in met)
    ]
    return sorted(open_, key=lambda one: (one.day, one.noted.key))


def _said_before(known: Knowledge, worry: Entry[Any], decision: str, edition: Edition) -> bool:
    earlier = known.entries(Concern, child_of(known, worry), until=worry.day)
    return any(
        c.noted < worry.noted and c.author == worry.author and _decision_of(known, c, edition) == decision
        for c in earlier
    )


def _concerns(known: Knowledge, entry: Entry[Any], ref: str, edition: Edition) -> list[Entry[Any]]:
    """The disagreements that stand; a worry that names no decision only where nobody has said that one is meant."""
    stated = _standing(known, ref)
    if entry.body.about_decision:
        return stated
    return [] if stated or _said_before(known, entry, ref, edition) else [entry]


def _challenged(known: Knowledge, first: Entry[Any], ref: str, child: Person | None) -> bool:
    """A challenge of that decision; or one by the same writer about the child that does not say of which."""
    unsaid = (
        e
        for e in known.entries(Escalation, child, first.day)
        if e.body.about_decision is None and e.author == first.author
    )
    return any(e.day >= first.day for e in known.naming(ref, Escalation)) or any(unsaid)


def _referred_again(known: Knowledge, worry: Entry[Any], child: Person) -> bool:
    """A worry that names no decision is taken up by referring again."""
    later = known.entries(Referral, child, worry.day)
    return not worry.body.about_decision and any(r.author == worry.author for r in later)


@detects("decision_not_challenged", Concern, Disagreement, subjects=_by_decision)
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
    if not clock.passed(working_days_after(first.day, edition["challenge_within_working_days"])):
        return []
    if clock.passed(days_after(concerns[-1].day, edition["lapses_after_days"])):
        return []
    child = child_of(known, first)
    if _challenged(known, first, ref, child):
        return SETTLED
    if child is not None and _referred_again(known, first, child):
        return SETTLED
    if child is not None and decisions.step_up_after(known, child, first.day):
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
