"""Where a referral stands: what was decided, at what level, and whether a later decision stepped it up."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from functools import cache

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision, DecisionOutcome
from sightline.record.kinds.help import Plan, WorkerChange
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.state.referrals import doors
from sightline.state.shared import shared

Decided = Entry[Decision] | Entry[DecisionOutcome]

# The format leaves outcomes to local wording. The words of shared.toml tell the level of response apart; a phrase with none
# of them has no known level, and nothing is concluded from it.
_LEVEL = shared()["level_of_response"]
NO_SERVICE, EARLY_HELP, ASSESSMENT, PROTECTION = range(4)
_WORDS = tuple(
    (rank, _LEVEL.words(name))
    for rank, name in (
        (PROTECTION, "protection"),
        (ASSESSMENT, "assessment"),
        (EARLY_HELP, "early_help"),
        (NO_SERVICE, "no_service"),
    )
)
_ENDS = _LEVEL.words("ends_with_nothing")
_PLAN_ENDS = re.compile(f"^.*(?:{'|'.join(_LEVEL.words('ends_a_plan'))})_?")
_BEFORE = re.compile(f"_(?:{'|'.join(_LEVEL.words('came_before'))})_")
_SOCIAL_WORK = ("child_in_need", "child_protection", "care")
_UNLINKED = dt.timedelta(days=shared()["answer_to_a_referral"].number("answers_within_days"))


def _has(words: str, name: str) -> bool:
    return any(word in words for word in _LEVEL.words(name))


@cache
def level(outcome: str) -> int | None:
    """This will give the level of response that an outcome's words speak of, or None where they do not say.

    A phrase that begins with "no" ("no_child_protection_response") says that the response is not made, and so does one that
    ends in no further action ("s47_ended_no_further_action") or in nothing substantiated; what stands behind
    "after" or "following" ("closed_after_assessment") says what came before it, and behind "no" ("advice_no_section_47") what
    was not chosen. Of a plan that ends, only what stands behind it is a response ("protection_plan_ends_child_in_need"); where
    nothing does, there is none.
    """
    words = _BEFORE.split(outcome.lower().replace(" ", "_").replace("-", "_"))[0]
    words, ended = _PLAN_ENDS.subn("", words)
    if ended and not words:
        return NO_SERVICE
    if words.startswith(("no_", "not_")) or any(sign in words for sign in _ENDS):
        return NO_SERVICE
    words = re.split("_(?:no|not)_", words)[0]
    return next((rank for rank, signs in _WORDS if any(sign in words for sign in signs)), None)


def stepped_up(decided: Decided) -> bool:
    """This will say whether a decision leads to social work assessment or to protection."""
    rank = level(decided.body.outcome)
    return rank is not None and rank >= ASSESSMENT


def begins_enquiry(decided: Decided) -> bool:
    """This will say whether a decision is that section 47 enquiries are made."""
    return level(decided.body.outcome) == PROTECTION and _has(decided.body.outcome, "enquiry")


def assesses(decided: Decided, of_early_help: Collection[str]) -> bool:
    """This will say whether a decision is that social work is to assess; an assessment by early help is another."""
    words = decided.body.outcome.lower().replace(" ", "_")
    return (
        level(words) == ASSESSMENT and _has(words, "assesses") and not any(w in words for w in of_early_help)
    )


def leaves_as_it_was(known: Knowledge, decided: Decided, child: Person | None) -> bool:
    """This will say whether an outcome speaks only of social work that the child had already: the plan, or the worker to
    whom it is passed. An assessment, a step up and anything that protects is something new.
    """
    words = decided.body.outcome.lower().replace(" ", "_").replace("-", "_")
    new = decided.body.type == "step_up" or _has(words, "new_step")
    if child is None or new or level(words) != ASSESSMENT:
        return False
    if _has(words, "goes_on"):
        return True  # it says so of itself, whether or not the plan was ever entered
    before = decided.day - dt.timedelta(days=1)
    plans = [p for p in known.entries(Plan, child, until=before) if p.body.type in _SOCIAL_WORK]
    stands = plans[-1].body.type if plans and plans[-1].body.status != "ended" else None
    passed_on = _has(words, "allocated")
    if stands is not None and (stands in words or passed_on):
        return True
    has_it = (w.body.status == "allocated" for w in known.entries(WorkerChange, child, until=before))
    return passed_on and any(has_it)


def answers_to(known: Knowledge, referral: Entry[Referral]) -> list[Decided]:
    """This will give the decisions that answer a referral, whole, or only their outcomes where no whole one is known.

    A decision on a referral that does not say on which answers whatever reached its maker in the two weeks before.
    """
    whole: list[Decided] = [*known.naming(referral.id, Decision)]
    people = set(referral.people)
    if not whole:
        made = known.entries(Decision, None, referral.day, referral.day + _UNLINKED)
        whole.extend(
            d for d in made if d.author in doors(known, referral) and _unlinked(d) and people & set(d.people)
        )
    if not whole:
        made = known.entries(Decision, None, referral.day, referral.day + _UNLINKED)
        whole.extend(d for d in made if d.author in doors(known, referral) and _rests_on(d, referral.id))
    if whole:
        return whole
    parts = known.entries(DecisionOutcome, since=referral.day)
    return [
        part
        for part in parts
        if part.author in doors(known, referral)
        and part.body.type == "referral_outcome"
        and people & set(part.people)
    ]


def _unlinked(decision: Entry[Decision]) -> bool:
    return decision.body.type == "referral_outcome" and decision.body.responds_to is None


def _rests_on(decision: Entry[Decision], referral: str) -> bool:
    """A decision on protection that names no referral answers the one that it says it rests on."""
    body = decision.body
    unlinked = body.type == "protection_response" and body.responds_to is None
    return unlinked and referral in (body.on_information or ())


def answered_by(known: Knowledge, decision: Entry[Decision]) -> Entry[Referral] | None:
    """This will give the referral that a decision answers: the one it names, else the last that reached its maker."""
    named = known.entry(decision.body.responds_to)
    if named is not None:
        return named if isinstance(named.body, Referral) else None
    if not _unlinked(decision):
        return None
    people = set(decision.people)
    came = known.entries(Referral, None, decision.day - _UNLINKED, decision.day)
    return next(
        (r for r in reversed(came) if decision.author in doors(known, r) and people & set(r.people)), None
    )


def answer_to(known: Knowledge, referral: Entry[Referral]) -> Decided | None:
    """This will give the first decision that answers a referral, where one is known here."""
    return next(iter(answers_to(known, referral)), None)


def standing(known: Knowledge, referral: str, on: dt.date = dt.date.max) -> Entry[Decision] | None:
    """This will give the decision that stands on a referral at the end of a day: of those known whole, the last made."""
    made = (one for one in known.naming(referral, Decision) if one.day <= on)
    return max(made, key=lambda one: (one.noted.key, one.id), default=None)


def step_up_after(known: Knowledge, child: Person, day: dt.date) -> Decided | None:
    """This will give the first decision after a day that led to assessment or protection for this child.

    An outcome told later, of a decision that is known whole, is that decision and no further one.
    """
    since = day + dt.timedelta(days=1)
    whole: Decided | None = next((d for d in known.entries(Decision, child, since) if stepped_up(d)), None)
    part: Decided | None = next(
        (
            d
            for d in known.entries(DecisionOutcome, child, since)
            if stepped_up(d) and known.entry(d.body.decision) is None
        ),
        None,
    )
    return min((d for d in (whole, part) if d), key=lambda decided: decided.day, default=None)
