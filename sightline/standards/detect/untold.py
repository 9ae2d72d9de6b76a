"""What one agency wrote and nobody who decides, cares or examines was told of: one gap, however many entries it is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Handover, Visit
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.kinds.pregnancy import AntenatalBooking
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import concerned, topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.reading import said
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard
from sightline.state import passed_on, people, signs
from sightline.state.phrases import says
from sightline.state.responsible import Held, at_work, leading_early_help

HOLDS: tuple[type[Any], ...] = (*signs.KINDS, Visit, AntenatalBooking)
"""In which a holder writes what it may have to tell, with a box for it or not."""


@dataclass(frozen=True, slots=True)
class _Untold:
    """An entry that nobody who needs it had by the day it was due, and who that was."""

    entry: Entry[Any]
    due: dt.date
    grave: bool
    needers: tuple[Agency, ...]
    because: Held
    edition: Edition


def held_back(holder: Agency, known: Knowledge, clock: Clock, rule: Standard) -> list[Finding]:
    """What a holder wrote that bears on safety, once the days in which it could be told have passed.

    It is seen by the owner of the whole file, and by the holder itself. What was left untold in the days after joins
    what was said; a sign of harm is said anew.
    """
    if known.knower not in (None, holder):
        return []
    untold = sorted(
        _not_told_in_time(holder, known, clock, rule),
        key=lambda one: (one.due, one.entry.noted.key, one.entry.id),
    )
    starts = [n for n, one in enumerate(untold) if not _joins(one, untold[:n])]
    gaps = [untold[n:until] for n, until in pairwise((*starts, len(untold)))]
    return [_said(known, holder, gap) for gap in gaps if _stands(known, clock, gap)]


def assessed(entry: Entry[Any], known: Knowledge, clock: Clock, rule: Standard) -> list[Finding]:
    """What somebody who neither decides nor holds the case found in a risk assessment, and did not tell them."""
    edition = rule.on(entry.noted.day)
    if known.knower not in (None, entry.author) or edition is None:
        return []
    one = _untold(entry.author, known, clock, entry, edition)
    return [_said(known, entry.author, [one])] if one and _stands(known, clock, [one]) else []


def said_of_holder(entry: Entry[Any], on: dt.date, known: Knowledge, clock: Clock, rule: Standard) -> bool:
    """This will say whether it was already said by a day, and not long before, that the holder of an entry had told nobody."""
    edition = rule.on(entry.noted.day)
    if edition is None or on > days_after(entry.noted.day, edition["lapses_after_days"]):
        return False
    one = _untold(entry.author, known, clock, entry, edition) if isinstance(entry.body, HOLDS) else None
    if one is None or one.due > on:
        return False
    before = [
        other
        for other in _not_told_in_time(entry.author, known, clock, rule)
        if (other.due, other.entry.noted.key, other.entry.id) < (one.due, entry.noted.key, entry.id)
    ]
    return not _joins(one, sorted(before, key=lambda o: (o.due, o.entry.noted.key, o.entry.id)))


def _joins(one: _Untold, before: list[_Untold]) -> bool:
    """Whether it is the same gap still: not long after, and no new harm."""
    if one.grave:
        days, before = one.edition["same_harm_days"], [other for other in before if other.grave]
    else:
        days = one.edition["same_gap_days"]
    return bool(before) and one.due <= days_after(before[-1].due, days)


def _not_told_in_time(holder: Agency, known: Knowledge, clock: Clock, rule: Standard) -> Iterator[_Untold]:
    """What stood untold on its day, back as far as it may still be open or say that what follows joins it."""
    for entry in reversed(known.chosen("own signs", ("held", holder, None), _own_sign, dt.date.min)):
        if entry.author != holder:
            continue
        edition = rule.on(entry.noted.day)
        if edition is None:
            continue
        back = edition["lapses_after_days"] + edition["same_gap_days"]
        if clock.passed(days_after(entry.day, back + edition["recorded_late_days"])):
            return
        if clock.passed(days_after(entry.noted.day, back)):
            continue
        one = _untold(holder, known, clock, entry, edition)
        if one is not None:
            yield one


def _own_sign(entry: Entry[Any]) -> bool:
    return isinstance(entry.body, HOLDS)


def _untold(
    holder: Agency, known: Knowledge, clock: Clock, entry: Entry[Any], edition: Edition
) -> _Untold | None:
    # Whoever does not agree with a decision is told to challenge it: another standard says so.
    if isinstance(entry.body, Concern) and entry.body.about_decision is not None:
        return None
    grave = signs.grave(known, entry, edition.numbers)
    kept = kept_to_itself(entry, edition)
    waits = says(entry.summary, edition["waits_for_words"])
    grave = grave or (waits and edition["told_by_a_child"] in topics(entry))
    if not grave and not kept and not _bears(known, entry, edition):
        return None
    within = "tell_harm_within_working_days" if grave else "tell_within_working_days"
    due = working_days_after(entry.noted.day, edition[within])
    if not clock.passed(due):
        return None
    question = ("untold", holder, entry.id, grave, kept, due, edition.source)
    return known.found(question, lambda: _not_told_by(due, holder, known, entry, grave, kept, edition))


def kept_to_itself(entry: Entry[Any], edition: Edition) -> bool:
    """This will say whether a note says of itself that it went no further: somebody thought that another might need it."""
    text = f"{entry.summary} {getattr(entry.body, 'action_taken', None) or ''}"
    calm = isinstance(entry.body, Observation) and entry.body.direction in ("neutral", "positive")
    return not calm and says(text, edition["kept_words"])


def _bears(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """As signs do; a visit or a booking has no box for its topics, and bears by what its words name."""
    if not isinstance(entry.body, Visit | AntenatalBooking):
        return signs.bears(known, entry, edition.numbers)
    named = said("observation", "topics", entry.summary) or ()
    return bool({*named} & {*edition["visit_topics"]})


def _not_told_by(
    due: dt.date,
    holder: Agency,
    known: Knowledge,
    entry: Entry[Any],
    grave: bool,
    kept: bool,
    edition: Edition,
) -> _Untold | None:
    because = _case_held(known, entry, edition)
    needers = _needers(known, holder, grave or kept, because, edition)
    if not needers or any(passed_on.has(known, needer, entry, due) for needer in needers):
        return None
    return _Untold(entry, due, grave, needers, because, edition)


def _case_held(known: Knowledge, entry: Entry[Any], edition: Edition) -> Held:
    """Who held the case of the children when an entry was written: social care, or else whoever leads early help.

    Whoever works with a brother or sister works with the family, where nobody holds the case of the child itself.
    """
    own, day, days = signs.children_of(known, entry), entry.noted.day, edition["holds_case_days"]
    family = [child for child in people.those_in(known, people.CHILDREN) if child not in own]
    for children in (own, family):
        for types in edition["case_holders"]:
            held = at_work(known, children, day, types, days)
            if held:
                return held
    return leading_early_help(known, [*own, *family], day, edition["leads_days"])


def _needers(
    known: Knowledge, holder: Agency, grave: bool, because: Held, edition: Edition
) -> tuple[Agency, ...]:
    """Whoever holds the case or decides; of harm, also where nobody holds it. Nobody, where the holder is one of them."""
    if not grave and not because:
        return ()
    deciders = tuple(team.id for team in known.teams_of(*edition["tell_harm_to"]))
    if holder in because or (holder in deciders and not because):
        return ()
    return tuple(dict.fromkeys((*because, *deciders)))


def _stands(known: Knowledge, clock: Clock, gap: list[_Untold]) -> bool:
    """A gap is open while any of it is untold, for some days after it was first said."""
    first = gap[0]
    if clock.passed(days_after(first.entry.noted.day, first.edition["lapses_after_days"])):
        return False
    return any(not any(passed_on.has(known, needer, one.entry) for needer in one.needers) for one in gap)


def _said(known: Knowledge, holder: Agency, gap: list[_Untold]) -> Finding:
    first = gap[0]
    persons = [p for one in gap for p in concerned(one.entry)]
    about = (*dict.fromkeys((*persons, *signs.children_of(known, first.entry))),)
    receivers = wording.teams(known, first.because) or wording.types(first.edition["tell_first"])
    evidence = dict.fromkeys((*(one.entry.id for one in gap[-12:]), *(e.id for e in first.because.values())))
    missing = tuple((person, str(holder)) for person in dict.fromkeys(concerned(first.entry)))
    words = {
        "adults": wording.who(known, about),
        "holders": wording.team(known, holder),
        "receiver": receivers,
        "day": wording.day(first.entry.noted.day),
    }
    to = (holder, *first.because)
    return Finding(
        about, tuple(evidence)[:15], first.entry.noted.day, missing, to, words, key=f"gap:{first.entry.id}"
    )


def at_handover(
    handover: Entry[Handover], known: Knowledge, clock: Clock, rule: Standard, edition: Edition
) -> Answer:
    """Whoever takes a child over without what the sender wrote of it; of another's record nothing is said here."""
    to, content = _receiver(known, handover), handover.body.content
    if content in (None, "full") or known.knower not in (None, handover.author):
        return SETTLED
    if to is None:
        return []
    since = days_after(handover.day, -edition["look_back_days"])
    own = [e for e in written(known, handover, since, signs.WRITTEN) if e.author == handover.author]
    lacking = [
        e
        for e in lacking_of(known, to, own, edition)
        if not _reached_a_decider(known, e, edition)
        and not said_of_holder(e, handover.day, known, clock, rule)
        and getattr(e.body, "about_decision", None) is None
    ]
    return to_receiver(known, handover, to, lacking)


def _receiver(known: Knowledge, handover: Entry[Handover]) -> Agency | None:
    """Whom it went to: as stated or, where nobody wrote that down, the one team that was told of it that day."""
    if handover.body.to is not None:
        return handover.body.to
    day = handover.noted.day
    told = [a for a, row in known.told(handover.id).items() if a != handover.author and row.told.day <= day]
    return told[0] if len(told) == 1 else None


def _reached_a_decider(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """What whoever decides has is not lost with the move; that the receiver lacks it is for another standard to say."""
    return any(passed_on.has(known, team.id, entry) for team in known.teams_of(*edition["deciders"]))


def written(
    known: Knowledge, step: Entry[Any], since: dt.date, kinds: tuple[type[Any], ...]
) -> list[Entry[Any]]:
    """What stood of the children a step concerns, wherever it was written, on that day."""
    found = {
        e.id: e
        for child in people.children(known, concerned(step))
        for kind in kinds
        for e in known.entries(kind, child, since, step.day)
        if e.id != step.id and e.noted.day <= step.day
    }
    return sorted(found.values(), key=lambda entry: (entry.day, entry.noted.key, entry.id))


def lacking_of(
    known: Knowledge, agency: Agency, written: list[Entry[Any]], edition: Edition
) -> list[Entry[Any]]:
    return [
        e
        for e in written
        if e.author != agency
        and (signs.grave(known, e, edition.numbers) or signs.bears(known, e, edition.numbers))
        and not passed_on.has(known, agency, e)
    ]


def to_receiver(
    known: Knowledge, step: Entry[Any], receiver: Agency, lacking: list[Entry[Any]]
) -> list[Finding]:
    if not lacking:
        return []
    persons: list[Person] = [*dict.fromkeys(p for e in (step, *lacking) for p in concerned(e))]
    holders = list(dict.fromkeys(e.author for e in lacking))
    missing = tuple(dict.fromkeys((p, str(e.author)) for e in lacking for p in concerned(e)))
    words = {
        "adults": wording.who(known, persons),
        "holders": wording.teams(known, holders),
        "receiver": wording.team(known, receiver),
        "day": wording.day(step.day),
    }
    evidence = (step.id, *(e.id for e in lacking[-14:]))
    return [Finding(tuple(persons), evidence, step.day, missing, (receiver, *holders), words, key="receiver")]
