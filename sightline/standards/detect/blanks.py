"""Checks that were not made before a decision."""

from __future__ import annotations

import datetime as dt

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.asked_of import adults_named, in_words, not_asked
from sightline.standards.detect.blanks_said import beyond_referrals
from sightline.standards.detect.unheard import closed_without_health
from sightline.standards.reading import said
from sightline.standards.standard import (
    SETTLED,
    Answer,
    Edition,
    Finding,
    Settled,
    Standard,
    Subject,
    detects,
)
from sightline.state import decisions, people, places
from sightline.state.care import in_care
from sightline.state.phrases import says
from sightline.state.referrals import accused, child_of, serious_of, weighty


@detects("background_checks_incomplete", Decision)
def background_checks_incomplete(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A decision on a weighty referral, short of protection, with a parent or adult at home of whom nobody else was asked."""
    decision: Entry[Decision] = subject.entry
    edition = rule.on(decision.day)
    kinds = (*edition["decisions"], *edition["leaves_with"], *edition["ends"]) if edition else ()
    if edition is None or decision.body.type not in kinds:
        return SETTLED
    if clock.passed(days_after(decision.day, edition["lapses_after_days"])):
        return SETTLED
    child = child_of(known, decision)
    found = _of_a_referral(known, decision, child, clock, edition)
    if isinstance(found, Settled) or found or child is None or not clock.passed(_due(decision, edition)):
        return found
    before = _said_before(known, decision, child, edition)
    return beyond_referrals(known, decision, child, before, edition)


def _of_a_referral(
    known: Knowledge, decision: Entry[Decision], child: Person | None, clock: Clock, edition: Edition
) -> Answer:
    """What the answer to a referral leaves blank, or the closing of what one led to."""
    if decision.body.type not in edition["decisions"]:
        return []
    referral = _answered(known, decision, child, edition)
    if referral is None and child is not None:
        return closed_without_health(known, decision, child, edition)
    if referral is None or not _calls_for_checks(known, decision, referral, edition):
        return []
    if child is not None and _taken_further(known, child, decision):
        return SETTLED
    if _more_is_done(decision, edition) and _said_before(known, decision, child, edition):
        return []
    if not clock.passed(_due(decision, edition)):
        return []
    return _blank(known, decision, referral, child, edition)


def _blank(
    known: Knowledge,
    decision: Entry[Decision],
    referral: Entry[Referral],
    child: Person | None,
    edition: Edition,
) -> list[Finding]:
    if child is not None and _of_carers_alone(known, child, decision, referral):
        return []
    blanks = {
        person: not_asked(known, decision, referral, child, person, edition)
        for person in adults_named(known, decision, edition) or ([child] if child else [])
    }
    missing = [(p, str(one)) for p, (holders, types) in blanks.items() for one in (*holders, *types)]
    if not missing:
        return []
    adults = tuple(dict.fromkeys(person for person, _ in missing))
    since = days_after(decision.day, -edition["repeat_days"])
    concerned = (*adults, *((child,) if child else ()))
    looked = [check for one in concerned for check in known.entries(Check, one, since, decision.day)]
    own = [check.id for check in looked if check.author == decision.author]
    evidence = (decision.id, referral.id, *dict.fromkeys(own))
    words = {
        "adults": wording.who(known, adults),
        "not_asked": in_words(known, list(blanks.values())),
        "decided": wording.day(decision.day),
        "holder": wording.team(known, decision.author),
    }
    about = (*dict.fromkeys((*((child,) if child else ()), *adults)),)
    return [Finding(about, evidence[:15], decision.day, tuple(missing), words=words)]


def _answered(
    known: Knowledge, decision: Entry[Decision], child: Person | None, edition: Edition
) -> Entry[Referral] | None:
    """The referral that a decision answers; where it names none, the last about the child that nobody has answered yet."""
    named = known.entry(decision.body.responds_to)
    if named is not None or child is None:
        return named
    since = days_after(decision.day, -edition["unnamed_referral_days"])
    last = next(reversed(known.entries(Referral, child, since, decision.day)), None)
    if last is None or any(d.id != decision.id for d in decisions.answers_to(known, last)):
        return None
    return last


def _calls_for_checks(
    known: Knowledge, decision: Entry[Decision], referral: Entry[Referral], edition: Edition
) -> bool:
    """A weighty referral answered without assessment, or one whose words tell of violence at home; or one that alleges harm,
    answered with less than protection."""
    in_words = {*(said("observation", "topics", referral.summary) or ())}
    if not in_words & {*edition["violence_at_home"]} and not weighty(
        known,
        referral,
        {*serious_of(known, referral, edition.numbers), *edition["illness_told"]},
        edition["repeat_days"],
        edition["same_event_days"],
    ):
        return False
    if not _more_is_done(decision, edition):
        return True
    return decisions.level(decision.body.outcome) != decisions.PROTECTION and _alleges(referral, edition)


def _alleges(referral: Entry[Referral], edition: Edition) -> bool:
    """As it says; where it does not, by a topic that is an allegation of itself."""
    said = referral.body.alleges_harm
    return bool(topics(referral) & set(edition["grave"])) if said is None else said


def _said_before(known: Knowledge, decision: Entry[Decision], child: Person | None, edition: Edition) -> bool:
    """Whether a decision before this one left the blanks: now that an assessment follows, it has them to fill."""
    since = days_after(decision.day, -edition["lapses_after_days"])
    for earlier in known.entries(Decision, child, since, decision.day) if child else ():
        if earlier.noted < decision.noted and earlier.body.type in edition["decisions"]:
            if not {*accused(known, decision)} <= {*adults_named(known, earlier, edition)}:
                continue  # somebody is accused of whom it had not heard
            referral = _answered(known, earlier, child, edition)
            if referral is not None and _calls_for_checks(known, earlier, referral, edition):
                return True
    return False


def _more_is_done(decision: Entry[Decision], edition: Edition) -> bool:
    """An assessment or protection follows; that a plan goes on as it was is neither."""
    same = says(decision.body.outcome, edition["no_change_words"])
    return decisions.stepped_up(decision) and not same


def _due(decision: Entry[Decision], edition: Edition) -> dt.date:
    """The day of the decision; where an assessment follows, some working days in which it may ask."""
    days = edition["assessment_asks_within_working_days"] if _more_is_done(decision, edition) else 0
    return working_days_after(decision.day, days)


def _taken_further(known: Knowledge, child: Person, decision: Entry[Decision]) -> bool:
    """A later decision to assess or protect, or a strategy discussion, in which agencies say what they hold."""
    return bool(
        decisions.step_up_after(known, child, decision.day)
        or known.entries(StrategyDiscussion, child, decision.day)
    )


def _of_carers_alone(
    known: Knowledge, child: Person, decision: Entry[Decision], referral: Entry[Referral]
) -> bool:
    """A worry, no allegation, about adults where a child was placed: no parent lives there, and carers are approved first."""
    roles = {people.role(known, p) for p in referral.people if not people.is_child(known, p)}
    others = bool(roles) and not roles & {*people.PARENTS} and not accused(known, decision)
    return others and (places.placed_away(known, child, decision.day) or in_care(known, child) is not None)
