"""Who was asked about an adult before a decision, who answered, and which blanks that leaves."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, CheckAnswer
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.place import Household
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import days_after
from sightline.standards.standard import Edition
from sightline.state import beside, checks, people
from sightline.state.holders import bearing
from sightline.state.referrals import accused

Blanks = tuple[list[Agency], list[str]]


def adults_named(known: Knowledge, decision: Entry[Decision], edition: Edition) -> list[Person]:
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


def in_words(known: Knowledge, blanks: list[Blanks]) -> str:
    holders = wording.teams(known, (holder for named, _ in blanks for holder in named))
    types = wording.types(type_ for _, expected in blanks for type_ in expected)
    return wording.phrase(part for part in (holders, types) if part)


def not_asked(
    known: Knowledge,
    decision: Entry[Decision],
    trigger: Entry[Any],
    child: Person | None,
    person: Person,
    edition: Edition,
) -> Blanks:
    """The blanks of one person: holders in the whole record that gave no answer, and the other types expected.

    Whoever referred has said its part; only a question put to it, and answered, is a check of what it holds besides.
    """
    decider = decision.author
    answered, partly = answers(known, decision, child, person, edition)
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
    said_its_part = {trigger.author} - {to for _, to in checks.asked(known, person)}
    if types_of(known, answered - said_its_part) & set(edition["ask"]) and not holders:
        return [], []
    shown = types_of(known, {*answered, *partly, *holders})
    return holders, [type_ for type_ in edition["ask"] if type_ not in shown]


def _told_by_others(known: Knowledge, held: list[Entry[Any]], answered: set[Agency]) -> bool:
    """Whether whoever answered in full had been told all of it, or has the same in its own file: what a surgery knows of a
    treatment need not be asked twice."""
    return all(
        any(known.knows(agency, entry) or _files_the_same(known, agency, entry) for agency in answered)
        for entry in held
    )


def _files_the_same(known: Knowledge, agency: Agency, entry: Entry[Any]) -> bool:
    """Of a topic that stands in a file without a word: whether another has written it in its own of the same person."""
    if not isinstance(entry.body, Background) or entry.summary:
        return False
    of = entry.body.of_person or next(iter(entry.people), None)
    own = {t for e in (known.entries(Background, of) if of else ()) if e.author == agency for t in topics(e)}
    return topics(entry) <= own


def types_of(known: Knowledge, agencies: set[Agency]) -> set[str]:
    return {known.teams[agency].type for agency in agencies if agency in known.teams}


def answers(
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
