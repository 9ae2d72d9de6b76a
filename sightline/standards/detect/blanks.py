"""Checks that were not made before a decision."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, CheckAnswer, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.place import Household
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.unheard import closed_without_health
from sightline.standards.standard import (
    SETTLED,
    Answer,
    Edition,
    Finding,
    Standard,
    Subject,
    detects,
)
from sightline.state import beside, checks, decisions, people, places
from sightline.state.care import in_care
from sightline.state.holders import bearing
from sightline.state.referrals import accused, child_of, serious_of, weighty

Blanks = tuple[list[Agency], list[str]]


@detects("background_checks_incomplete", Decision)
def background_checks_incomplete(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A decision on a weighty referral, short of protection, with a parent or adult at home of whom nobody else was asked."""
    decision: Entry[Decision] = subject.entry
    edition = rule.on(decision.day)
    if edition is None or decision.body.type not in edition["decisions"]:
        return SETTLED
    if clock.passed(days_after(decision.day, edition["lapses_after_days"])):
        return SETTLED
    child = child_of(known, decision)
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
        person: _not_asked(known, decision, referral, child, person, edition)
        for person in _adults_named(known, decision, edition) or ([child] if child else [])
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
        "not_asked": _in_words(known, list(blanks.values())),
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
    """A weighty referral answered without assessment; or one that alleges harm, answered with less than protection."""
    if not weighty(
        known,
        referral,
        serious_of(known, referral, edition.numbers),
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
            if not {*accused(known, decision)} <= {*_adults_named(known, earlier, edition)}:
                continue  # somebody is accused of whom it had not heard
            referral = _answered(known, earlier, child, edition)
            if referral is not None and _calls_for_checks(known, earlier, referral, edition):
                return True
    return False


def _more_is_done(decision: Entry[Decision], edition: Edition) -> bool:
    """An assessment or protection follows; that a plan goes on as it was is neither."""
    same = any(word in decision.body.outcome.lower() for word in edition["no_change_words"])
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


def _adults_named(known: Knowledge, decision: Entry[Decision], edition: Edition) -> list[Person]:
    """Parents, partners, adults living in the home and those accused, of whom the decider knew by then.

    Where it knew of none, somebody could have been asked of the child.
    """
    by, day = decision.author, decision.day
    at_home = [
        person
        for h in known.entries(Household, until=day)
        if (person := beside.found_at_home(known, h)) is not None
        and h.body.change in edition["lives_there"]
        and not people.is_child(known, person)
        and known.knows(by, h, day)
    ]
    parents = people.those_in(known, people.PARENTS)
    return [
        p
        for p in dict.fromkeys((*parents, *at_home, *accused(known, decision)))
        if any(known.knows(by, who, day) for who in known.entries(Particulars, p, until=day))
    ]


def _in_words(known: Knowledge, blanks: list[Blanks]) -> str:
    holders = wording.teams(known, (holder for named, _ in blanks for holder in named))
    types = wording.types(type_ for _, expected in blanks for type_ in expected)
    return wording.phrase(part for part in (holders, types) if part)


def _not_asked(
    known: Knowledge,
    decision: Entry[Decision],
    referral: Entry[Referral],
    child: Person | None,
    person: Person,
    edition: Edition,
) -> Blanks:
    """The blanks of one person: holders in the whole record that gave no answer, and the other types expected.

    Whoever referred has said its part; only a question put to it, and answered, is a check of what it holds besides.
    """
    decider = decision.author
    answered, partly = _answers(known, decision, child, person, edition)
    held = (
        bearing(known, person, tuple(edition["history_topics"]), decision.day) if known.knower is None else {}
    )
    holders = [
        agency
        for agency in held
        if agency not in (decider, *answered, *partly)
        and known.teams[agency].type in edition["ask"]
        and not known.has_from(decider, agency, person)
        and not _told_by_others(known, held[agency], answered)
    ]
    said_its_part = {referral.author} - {to for _, to in checks.asked(known, person)}
    if _types(known, answered - said_its_part) & set(edition["ask"]) and not holders:
        return [], []
    shown = _types(known, {*answered, *partly, *holders})
    return holders, [type_ for type_ in edition["ask"] if type_ not in shown]


def _of_carers_alone(
    known: Knowledge, child: Person, decision: Entry[Decision], referral: Entry[Referral]
) -> bool:
    """A worry, no allegation, about adults where a child was placed: no parent lives there, and carers are approved first."""
    roles = {people.role(known, p) for p in referral.people if not people.is_child(known, p)}
    others = bool(roles) and not roles & {*people.PARENTS} and not accused(known, decision)
    return others and (places.placed_away(known, child, decision.day) or in_care(known, child) is not None)


def _told_by_others(known: Knowledge, held: list[Entry[Any]], answered: set[Agency]) -> bool:
    """Whether whoever answered in full had been told all of it: what a surgery knows of a treatment need not be asked twice."""
    return all(any(known.knows(agency, entry) for agency in answered) for entry in held)


def _types(known: Knowledge, agencies: set[Agency]) -> set[str]:
    return {known.teams[agency].type for agency in agencies if agency in known.teams}


def _answers(
    known: Knowledge, decision: Entry[Decision], child: Person | None, person: Person, edition: Edition
) -> tuple[set[Agency], set[Agency]]:
    """Whoever answered about a person, in full and in part.

    A decision that says whom it checked speaks for everybody, unless the check itself is on record and was about
    somebody else, or has had no answer. What another team asked counts where its answer had come to the decider, or where
    the decision asked that team and it holds cases itself; so does what that team's own decisions say that they rest on.
    """
    decider = decision.author
    since = days_after(decision.day, -edition["repeat_days"])
    full: set[Agency] = set()
    part: set[Agency] = set()
    on_record: set[Agency] = set()
    for check in known.entries(Check, None, since):
        to = checks.whom(known, check)
        if to is None or to == decider or not _speaks_for(known, decision, check, edition):
            continue
        if check.author == decider:
            on_record.add(to)
        if person in (check.body.of_people or check.people):
            how = checks.answered(known, check, person)
            if how is not None:
                (full if how == "in full" else part).add(to)
    full |= set(decision.body.checks_made or ()) - {decider} - on_record
    for earlier in known.entries(Decision, child, since, decision.day) if child else ():
        asked = earlier.author in (decision.body.checks_made or ())
        if asked and known.teams[earlier.author].type in edition["hold_cases"]:
            full |= set(earlier.body.checks_made or ()) - {decider} - on_record
    for one in known.entries(Assessment, child, decision.day) if child else ():
        full |= set(one.body.agencies_consulted or ()) - {decider}
    return full, part - full


def _speaks_for(known: Knowledge, decision: Entry[Decision], check: Entry[Check], edition: Edition) -> bool:
    """Whether what was asked in a check was there for a decision: its own, or another's that it had or could hear of."""
    decider, other = decision.author, check.author
    if other == decider:
        return True
    answers = known.naming(check.id, CheckAnswer)
    if any(known.knows(decider, answer, decision.day) for answer in answers):
        return True
    asked = other in (decision.body.checks_made or ()) and known.teams[other].type in edition["hold_cases"]
    return asked and any(answer.day <= decision.day for answer in answers)
