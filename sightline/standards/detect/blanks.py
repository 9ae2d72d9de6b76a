"""Checks that were not made before a decision."""

from __future__ import annotations

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after
from sightline.standards.standard import (
    SETTLED,
    Answer,
    Edition,
    Finding,
    Standard,
    Subject,
    detects,
)
from sightline.state import checks, decisions, people
from sightline.state.holders import bearing
from sightline.state.referrals import child_of, weighty

Blanks = tuple[list[Agency], list[str]]


@detects("background_checks_incomplete", Decision)
def background_checks_incomplete(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A decision on a weighty referral that leads to no assessment, with a parent nobody else was asked about."""
    decision: Entry[Decision] = subject.entry
    edition = rule.on(decision.day)
    if edition is None or decision.body.type not in edition["decisions"] or decisions.stepped_up(decision):
        return SETTLED
    if clock.passed(days_after(decision.day, edition["lapses_after_days"])):
        return SETTLED
    referral = known.entry(decision.body.responds_to)
    if referral is None or not weighty(
        known, referral, edition["serious_topics"], edition["repeat_days"], edition["same_event_days"]
    ):
        return []
    child = child_of(known, decision)
    if child is not None and decisions.step_up_after(known, child, decision.day):
        return SETTLED
    blanks = {
        parent: _not_asked(known, decision, parent, edition) for parent in _parents_named(known, decision)
    }
    missing = [(p, str(one)) for p, (holders, types) in blanks.items() for one in (*holders, *types)]
    if not missing:
        return []
    adults = tuple(dict.fromkeys(person for person, _ in missing))
    since = days_after(decision.day, -edition["repeat_days"])
    looked = [check for adult in adults for check in known.entries(Check, adult, since, decision.day)]
    own = [check.id for check in looked if check.author == decision.author]
    evidence = (decision.id, referral.id, *dict.fromkeys(own))
    words = {
        "adults": wording.who(known, adults),
        "not_asked": _in_words(known, list(blanks.values())),
        "decided": wording.day(decision.day),
        "holder": wording.team(known, decision.author),
    }
    about = (*((child,) if child else ()), *adults)
    return [Finding(about, evidence[:15], decision.day, tuple(missing), words=words)]


def _parents_named(known: Knowledge, decision: Entry[Decision]) -> list[Person]:
    """Parents and partners whom the decider knew of by then."""
    by, day = decision.author, decision.day
    parents = people.those_in(known, people.PARENTS)
    return [
        p
        for p in parents
        if any(known.knows(by, who, day) for who in known.entries(Particulars, p, until=day))
    ]


def _in_words(known: Knowledge, blanks: list[Blanks]) -> str:
    holders = wording.teams(known, (holder for named, _ in blanks for holder in named))
    types = wording.types(type_ for _, expected in blanks for type_ in expected)
    return wording.phrase(part for part in (holders, types) if part)


def _not_asked(known: Knowledge, decision: Entry[Decision], person: Person, edition: Edition) -> Blanks:
    """The blanks of one person: holders in the whole record that were not asked, and the other types expected."""
    decider = decision.author
    made = set(decision.body.checks_made or ()) - {decider}
    asked = made | {to for by, to in checks.asked(known, person) if by == decider}
    types = {known.teams[agency].type for agency in asked if agency in known.teams}
    held = (
        bearing(known, person, tuple(edition["history_topics"]), decision.day) if known.knower is None else {}
    )
    holders = [
        agency
        for agency in held
        if agency != decider
        and agency not in asked
        and known.teams[agency].type in edition["ask"]
        and not known.has_from(decider, agency, person)
    ]
    if types & set(edition["ask"]) and not holders:
        return [], []
    shown = types | {known.teams[agency].type for agency in holders}
    return holders, [type_ for type_ in edition["ask"] if type_ not in shown]
