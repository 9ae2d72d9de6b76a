"""Who keeps a child safe while a question of harm is open: at a strategy discussion, and when the child goes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing, Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Hospital, Medical, Observation
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.place import Household, Move, Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.detect import back_again
from sightline.standards.of_children import Asked, about_children
from sightline.standards.standard import Answer, Edition, Finding
from sightline.state import (
    bail,
    beside,
    decisions,
    harm,
    injuries,
    meanwhile,
    people,
    phrases,
    places,
    within_reach,
)
from sightline.state import questions as questions_of_harm
from sightline.state.phrases import says

_RETURNS = (Hospital, Decision, Placement, Legal, Household, Move, Police)
_ALLEGES = (Referral, Concern, Observation)
_HOME = ("with_parents", None)
# A grandmother who comes to help is no return to harm, unless a question named her; nobody is said to be a source of it.
_MAY_HARM = ("mother", "father", "partner", "other_adult", "family_friend")


class _Gap(NamedTuple):
    """A gap: whether the child stays with somebody named, whether it is a return, and the questions that stand open."""

    stays: bool
    back: bool
    questions: list[Entry[Any]]


@about_children(
    "child_left_without_safety_plan",
    StrategyDiscussion,
    Medical,
    *_RETURNS,
    *_ALLEGES,
    Visit,
    InformationSharing,
)
def child_left_without_safety_plan(asked: Asked) -> Answer:
    """A question of harm is open, the child stays or goes back, and nothing written says who keeps the child safe."""
    entry, child, known, edition = asked.entry, asked.child, asked.known, asked.edition
    gap = _gap(known, entry, child, edition)
    if gap is None or _told_before(known, entry, child, edition):
        return []
    if not asked.clock.passed(_due(known, entry, child, gap, edition)):
        return []
    words = {
        "child": wording.who(known, asked.children),
        "day": wording.day(entry.day),
        "what": _what(known, entry, gap, edition),
        "holder": wording.team(known, entry.author),
    }
    answers = [d.id for d in harm.decided_about(known, child, entry.day)] if gap.stays else []
    evidence = dict.fromkeys((entry.id, *(question.id for question in gap.questions), *answers))
    return [Finding(asked.children, tuple(evidence)[:15], asked.since, words=words)]


def _what(known: Knowledge, entry: Entry[Any], gap: _Gap, edition: Edition) -> str:
    if gap.back:
        return _WHAT.get(entry.kind, _AGAIN)
    return _OWN_LIFE if back_again.their_own_life(known, entry, edition) else _OPENED[gap.stays]


def _gap(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> _Gap | None:
    """The gap that an entry opens, where nothing written since, or in the days before, answers or closes it: a question of
    its own, asked also by what may join it."""
    question = ("gap tonight", entry.id, child, edition.source, edition.since)
    return known.found(question, lambda: _open_gap(known, entry, child, edition))


def _open_gap(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> _Gap | None:
    stays = _stays(known, entry, child, edition)
    named = _named_before(known, entry, child, edition) if _goes_back(known, entry, child, edition) else None
    if named is None and not stays and not _opens(known, entry, child, edition):
        return None
    questions, care = [entry], list[Entry[Any]]()
    if named is not None:
        questions = named or questions_of_harm.standing(known, entry, child, _how_far_back(entry, edition))
        care = [] if questions else back_again.care_ended(known, entry, child, edition)
    if not (questions or care):
        return None
    # What was written to keep the child safe before care began does not say what happens when care ends.
    since = [] if named or care else questions
    questions = questions or care
    first = _planned_from(known, entry, child, since, questions, edition)
    # Who exploits a child waits outside a foster home as well as outside any other.
    away = places.held_safe if _exploited(known, entry, child, edition) else places.safe_elsewhere
    safe = away(known, child, entry.day) and not within_reach.where_it_stays(known, entry, child)
    if (
        safe
        or meanwhile.planned(known, child, entry, first, edition.numbers)
        or questions_of_harm.answered(known, child, entry, edition.numbers)
    ):
        return None
    return _Gap(stays, named is not None, questions)


def _how_far_back(entry: Entry[Any], edition: Edition) -> Mapping[str, Any]:
    """A child who took tablets or the like leaves hospital: what was told months before, and not answered, is asked anew."""
    reason = (getattr(entry.body, "reason", None) or "").lower()
    hurt = isinstance(entry.body, Hospital) and says(reason, edition["self_harm_words"])
    further = {"open_for_days": edition["of_this_adult_days"]} if hurt else {}
    return {**edition.numbers, **further}


def _exploited(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    since = days_after(entry.day, -edition["of_this_adult_days"])
    return bool(known.on_topic("exploitation", child, since, entry.day))


def _due(known: Knowledge, entry: Entry[Any], child: Person, gap: _Gap, edition: Edition) -> dt.date:
    """At once; a day after a doctor's opinion; and where the child stays, when the answer leaves it so, or none is given."""
    since = harm.written(entry)
    if gap.back or not gap.stays:
        # A discussion comes the same or the next day.
        tomorrow = isinstance(entry.body, Medical) or (isinstance(entry.body, Decision) and not gap.back)
        return working_days_after(since, edition["after_opinion_working_days"] if tomorrow else 0)
    limit = working_days_after(since, edition["stays_within_working_days"])
    lower = (decisions.NO_SERVICE, decisions.EARLY_HELP, decisions.ASSESSMENT)
    decided = harm.decided_about(known, child, entry.day)
    left = [harm.written(d) for d in decided if decisions.level(d.body.outcome) in lower]
    left += [harm.written(d) for d in known.naming(entry.id, Decision) if _leaves_it(d)]
    return max(since, min([limit, *left]))


def _leaves_it(answer: Entry[Decision]) -> bool:
    """One person, or one agency, answered in words that tell of no level of response ("to be looked at again in a week")."""
    alone = answer.body.forum not in ("multi_agency", "court")
    return alone and decisions.level(answer.body.outcome) is None


def _planned_from(
    known: Knowledge,
    entry: Entry[Any],
    child: Person,
    since: list[Entry[Any]],
    questions: list[Entry[Any]],
    edition: Edition,
) -> dt.date:
    """From when a plan answers this question: since it was opened, where that is what counts. One made while somebody was
    away does not say what happens when they are back; one that keeps them away has not held; one that a decision lifts
    says nothing any more."""
    ordinary = days_after(min((q.day for q in since), default=entry.day), -edition["current_days"])
    if isinstance(entry.body, Decision) and back_again.lets_back(entry, edition):
        return entry.day
    if isinstance(entry.body, (*back_again.NOTES, Police)) and back_again.against_the_plan(
        known, entry, child, edition
    ):
        return entry.day
    if isinstance(entry.body, back_again.NOTES):
        return max((q.day for q in back_again.met_on_bail(known, entry, child, edition)), default=ordinary)
    if isinstance(entry.body, Household) and (
        back_again.against_the_plan(known, entry, child, edition)
        or back_again.kept_away(known, entry, child, questions, edition)
    ):
        return days_after(entry.day, 1)
    if isinstance(entry.body, Move):
        return entry.day
    if isinstance(entry.body, Police):
        return days_after(max(q.day for q in questions), 0 if entry in questions else 1)
    return ordinary


_OPENED = {
    False: "a question of harm was opened",
    True: "somebody close to the child was named in an allegation of harm, and the child stays where they are",
}
_OWN_LIFE = "a parent was said to be in danger of taking their own life, and the child stays where they are"
_AGAIN = "whoever was to stay away is with the child, or the child went home"
_WHAT = {
    "hospital": "the child left hospital",
    "decision": "a return home was decided, of the child or of somebody who was to stay away",
    "placement": "a placement changed",
    "legal": "a legal safeguard ended",
    "household": "an adult came to where the child lives",
    "move": "the child moved",
    "police": "police let somebody go home to the child, or the bail that kept them away came to an end",
}


def _opens(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """Enquiries began, or a doctor's opinion leaves harm open: from that night on somebody keeps the child safe."""
    body = entry.body
    if isinstance(body, StrategyDiscussion):
        asks = not _still_expected(known, child, entry.day) and body.outcome != "no_section47"
        return asks and not meanwhile.keeps_safe(known, entry, child, edition.numbers)
    if isinstance(body, Decision):
        return _begins_unspoken(known, entry, child, edition)
    if not isinstance(body, Medical):
        return False
    hurt = injuries.unexplained_before(known, entry, child, edition["injury_before_days"])
    return body.opinion == "non_accidental" or (body.opinion == "inconclusive" and bool(hurt))


def _begins_unspoken(known: Knowledge, decided: Entry[Decision], child: Person, edition: Edition) -> bool:
    """An enquiry is decided on, and no discussion about that day, which would be where to say who keeps the child safe."""
    since = days_after(decided.day, -edition["one_event_days"])
    begun = decisions.begins_enquiry(decided) and not _still_expected(known, child, decided.day)
    return begun and not known.entries(StrategyDiscussion, child, since)


def _still_expected(known: Knowledge, child: Person, day: dt.date) -> bool:
    """A birth that lies ahead; past the day it was due, whoever was not told of it must take the child as born."""
    due = people.due(known, child)
    return people.unborn_on(known, child, day) and due is not None and day < due


def _stays(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """An allegation of harm by a person's hand names a partner, one parent apart from the other, or an adult who has
    been found in the home; and the child has not been away and come back since, which is a point of its own."""
    if not isinstance(entry.body, _ALLEGES):
        return False
    if back_again.of_life(known, entry, edition):
        return True
    # That a referral alleges harm says as much as a topic would, where nobody wrote any.
    unsaid = isinstance(entry.body, Referral) and not topics(entry) and entry.body.alleges_harm
    if not unsaid and not topics(entry) & {*edition["by_hand"]}:
        return False
    if not isinstance(entry.body, Referral) and not topics(entry) & {*edition["noted_by_hand"]}:
        return False
    if not harm.alleges(entry, edition.numbers):
        return False
    since = days_after(entry.day, -edition["of_this_adult_days"])
    homes = known.entries(Household, child, since, entry.day)
    there = {beside.found_at_home(known, h) for h in homes}
    roles = _roles(known, entry, edition)
    apart = "partner" in roles or ("father" in roles and "mother" not in roles)
    apart = apart or within_reach.named(known, entry, child, edition.numbers)
    # Who exploits a child need not live there, and is often not named: they know where the child is to be found.
    exploited = "exploitation" in topics(entry)
    told = bool(topics(entry) & {*edition["told_by_hand"]})
    apart = apart or (exploited and (told or (isinstance(entry.body, Referral) and "other_adult" in roles)))
    if not apart and not there & {*entry.people}:
        return False
    after = days_after(entry.day, 1)
    return not any(
        _goes_back(known, r, child, edition) for kind in _RETURNS for r in known.entries(kind, child, after)
    )


def _roles(known: Knowledge, entry: Entry[Any], edition: Edition) -> set[str | None]:
    """Whom an allegation is about: those it names; where a child's telling, or sexual abuse, names no adult, the partner of
    whom its words speak (who exploits a child is no partner)."""
    named: set[str | None] = {people.role(known, p) for p in entry.people}
    told = topics(entry) & {*edition["of_a_relative"]} and "exploitation" not in topics(entry)
    alone = told and all(people.is_child(known, p) for p in entry.people)
    said = alone and phrases.says(phrases.text_of(entry), edition["role_words"]["partner"])
    return named | {"partner"} if said else named


def _named_before(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> list[Entry[Any]]:
    """What named the adult who is back, as the one whom a question of harm was about, or what leaned on the bail that ends;
    empty, where it is of another kind."""
    if isinstance(entry.body, Police):
        if _still_expected(known, child, entry.day):
            return []
        home = bail.lets_home(known, entry, edition.numbers)
        leaned = bail.leaned_on(known, entry, child, edition.numbers)
        return [entry] if home else leaned or back_again.against_the_plan(known, entry, child, edition)
    if isinstance(entry.body, back_again.NOTES):
        if within_reach.traced(known, entry, child):
            return [entry]
        held = back_again.against_the_plan(known, entry, child, edition)
        return held or back_again.met_on_bail(known, entry, child, edition)
    if not isinstance(entry.body, Household):
        return []
    held = back_again.against_the_plan(known, entry, child, edition)
    if held:
        return held
    since = days_after(entry.day, -edition["of_this_adult_days"])
    until = days_after(entry.day, -edition["current_days"])
    named = [
        q
        for kind in (StrategyDiscussion, Police, *_ALLEGES)
        for q in known.entries(kind, child, since, until)
        if beside.found_at_home(known, entry) in q.people
        and (
            questions_of_harm.asks(known, q, child, edition.numbers)
            or getattr(q.body, "event", None) == "domestic_incident"
        )
    ]
    discussed = any(isinstance(q.body, StrategyDiscussion) for q in named)
    if not discussed or questions_of_harm.enquired(known, child, max(q.day for q in named), entry.day):
        return []
    return sorted(named, key=lambda q: q.noted.key)


def _named_against(known: Knowledge, entry: Entry[Any], edition: Edition) -> set[Person]:
    """Those an allegation names who are no parent: another than before is a new point."""
    roles = ("partner", "other_adult", "family_friend")
    kin = within_reach.OF_THE_FAMILY if within_reach.of_a_relative(known, entry, edition.numbers) else ()
    return {p for p in entry.people if people.role(known, p) in (*roles, *kin)}


def _goes_back(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """The child returns to, or an adult joins, where the harm may have come from."""
    body = entry.body
    if isinstance(body, Hospital):
        return body.stage == "discharged"
    if isinstance(body, Decision):
        together = body.forum in ("multi_agency", "court") and bool(body.rationale)
        home = body.type == "return_home" and not body.outcome.startswith(("no_", "not_"))
        return not together and (home or back_again.lets_back(entry, edition))
    if isinstance(body, Placement):
        return body.status == "ended" or (body.status == "started" and body.type in _HOME)
    if isinstance(body, Legal):
        held = ("police_protection", "emergency_protection_order", "section20", "interim_care_order", "bail")
        return body.status == "ended" and body.step in held
    if isinstance(body, Police):
        return bool(_named_before(known, entry, child, edition))
    if isinstance(body, back_again.NOTES):
        home = back_again.goes_home(known, entry, child, edition)
        return home or bool(_named_before(known, entry, child, edition))
    if isinstance(body, Household):
        joins = body.change in ("joins", "staying", "found_present")
        person = beside.found_at_home(known, entry)
        if not joins or person is None:
            return False
        kin = people.role(known, person) in within_reach.OF_THE_FAMILY
        return people.role(known, person) in _MAY_HARM or (
            kin and bool(_named_before(known, entry, child, edition))
        )
    return isinstance(body, Move) and body.type == "with_partner"


def _told_before(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """Said once for one gap: a further note of the same days joins it; a return is a gap of its own, which a later
    allegation joins, as a discussion without a plan joins an allegation that was left so."""
    if isinstance(entry.body, back_again.NOTES) and _goes_back(known, entry, child, edition):
        return _told_of_return(known, entry, child, edition)
    kinds: tuple[type[Any], ...] = (StrategyDiscussion, Medical)
    same = next((k for k in (kinds, _ALLEGES) if isinstance(entry.body, k)), _RETURNS)
    apart = edition["stays_days" if same is _ALLEGES else "one_event_days"]
    since, until = days_after(entry.day, -apart), days_after(entry.day, edition["one_event_days"])
    mine = (entry.noted.key, entry.id)
    named = _named_against(known, entry, edition) if same is _ALLEGES else set[Person]()
    joins = _RETURNS if same is _ALLEGES else _ALLEGES if isinstance(entry.body, StrategyDiscussion) else ()
    lately = days_after(entry.day, -edition["stays_days"])
    if same is _ALLEGES and any(
        _opens(known, begun, child, edition) and _gap(known, begun, child, edition)
        for kind in (StrategyDiscussion, Decision)
        for begun in known.entries(kind, child, entry.day)
    ):
        return True  # what a discussion, or an enquiry begun without one, left open is said of that
    if any(
        (other.noted.key, other.id) < mine
        and (gap := _gap(known, other, child, edition)) is not None
        and _due(known, other, child, gap, edition) <= harm.written(entry)
        for kind in joins
        for other in known.entries(kind, child, lately, entry.day)
    ):
        return True
    return any(
        (other.noted.key, other.id) < mine
        and named <= {*other.people}
        and (
            _opens(known, other, child, edition)
            or _stays(known, other, child, edition)
            or _goes_back(known, other, child, edition)
        )
        for kind in same
        for other in known.entries(kind, child, since, until)
    )


def _told_of_return(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """A note of a return joins an earlier one, by whatever kind of entry, that nothing answered."""
    since, mine = days_after(entry.day, -edition["stays_days"]), (entry.noted.key, entry.id)
    kinds: tuple[type[Any], ...] = (*_RETURNS, *back_again.NOTES)
    return any(
        (other.noted.key, other.id) < mine
        and _goes_back(known, other, child, edition)
        and _gap(known, other, child, edition) is not None
        for kind in kinds
        for other in known.entries(kind, child, since, entry.day)
    )
