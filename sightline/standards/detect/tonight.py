"""Who keeps a child safe while a question of harm is open: at a strategy discussion, and when the child goes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing, Referral, Visit
from sightline.record.kinds.decision import TOGETHER, Decision
from sightline.record.kinds.harm import Concern, Hospital, Injury, Medical, Observation
from sightline.record.kinds.help import Plan
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.place import Household, Move, Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.detect import back_again
from sightline.standards.detect.at_home import (
    ALLEGES,
    RETURNS,
    goes_back,
    hurt_at_home,
    named_against,
    named_before,
    named_beside,
    of_the_home,
    opens,
    stays_with,
)
from sightline.standards.of_children import Asked, about_children
from sightline.standards.standard import Answer, Edition, Finding
from sightline.state import bail, decisions, harm, meanwhile, people, places, within_reach
from sightline.state import questions as questions_of_harm
from sightline.state.phrases import says

_STAYS = (*ALLEGES, Injury)


class _Gap(NamedTuple):
    """A gap: whether the child stays with somebody named, whether it is a return, and the questions that stand open."""

    stays: bool
    back: bool
    questions: list[Entry[Any]]


@about_children(
    "child_left_without_safety_plan",
    StrategyDiscussion,
    Medical,
    *RETURNS,
    *ALLEGES,
    Visit,
    InformationSharing,
    Injury,
)
def child_left_without_safety_plan(asked: Asked) -> Answer:
    """A question of harm is open, the child stays or goes back, and nothing written says who keeps the child safe."""
    entry, child, known, edition = asked.entry, asked.child, asked.known, asked.edition
    gap = _gap(known, entry, child, edition)
    if gap is None and isinstance(entry.body, StrategyDiscussion):
        return _for_another(asked)
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


def _for_another(asked: Asked) -> Answer:
    """A discussion says how one child is kept safe, and not how another is who was named with it in what was told, or who lives
    with the same parents where the child was hurt and nobody says how."""
    held, known, edition = asked.entry, asked.known, asked.edition
    told = named_beside(known, held, asked.child, edition)
    hurt = hurt_at_home(known, held, asked.child, edition)
    home = of_the_home(known, held, edition) if hurt else []
    since = days_after(held.day, -edition["current_days"])
    left = tuple(
        other
        for other in dict.fromkeys((*(p for e in told for p in e.people), *home, *held.people))
        if people.is_child(known, other)
        and (
            other not in held.people or meanwhile.of_another_on_the_ward(known, held, other, edition.numbers)
        )
        and not people.of_age(known, other, held.day)
        and not people.unborn_on(known, other, held.day)
        and not any(talk.id != held.id for talk in known.entries(StrategyDiscussion, other, since))
        and not places.safe_elsewhere(known, other, held.day)
        and not meanwhile.planned(known, other, held, since, edition.numbers)
        and not questions_of_harm.answered(known, other, held, edition.numbers)
    )
    if not left:
        return []
    words = {
        "child": wording.who(known, left),
        "day": wording.day(held.day),
        "what": _BESIDE if told else _OF_THE_HOME,
        "holder": wording.team(known, held.author),
    }
    evidence = dict.fromkeys((held.id, *(e.id for e in told if {*e.people} & {*left}), *(e.id for e in hurt)))
    return [Finding(left, tuple(evidence)[:15], asked.since, words=words)]


def _what(known: Knowledge, entry: Entry[Any], gap: _Gap, edition: Edition) -> str:
    if gap.back:
        return _WHAT.get(entry.kind, _AGAIN)
    if not gap.stays and isinstance(entry.body, Injury | Referral | Police):
        return _ON_A_VISIT if isinstance(entry.body, Injury) else _WITH_A_PARENT
    return _OWN_LIFE if back_again.their_own_life(known, entry, edition) else _OPENED[gap.stays]


def _gap(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> _Gap | None:
    """The gap that an entry opens, where nothing written since, or in the days before, answers or closes it: a question of
    its own, asked also by what may join it."""
    question = ("gap tonight", entry.id, child, edition.source, edition.since)
    return known.found(question, lambda: _open_gap(known, entry, child, edition))


def _open_gap(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> _Gap | None:
    stays = stays_with(known, entry, child, edition)
    named = named_before(known, entry, child, edition) if goes_back(known, entry, child, edition) else None
    if named is None and not stays and not opens(known, entry, child, edition):
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
    safe = (
        away(known, child, entry.day)
        and not within_reach.where_it_stays(known, entry, child, edition.numbers)
        and not back_again.home_from_care(known, entry, child, edition)
    )
    safe = safe and not _taken_home(known, entry, child, edition)
    if (
        safe
        or meanwhile.planned(known, child, entry, first, edition.numbers)
        or questions_of_harm.answered(known, child, entry, edition.numbers)
    ):
        return None
    return _Gap(stays, named is not None, questions)


def _taken_home(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """A return home is decided, or was some days before, and no placement or order has come since: nobody wrote the end of the
    one that it ends."""
    until = days_after(entry.day, -edition["taken_home_within_days"])
    made = [d for d in known.entries(Decision, child, until=until) if d.body.type == "return_home"]
    if isinstance(entry.body, Decision) and entry.body.type == "return_home":
        made.append(entry)
    kinds: tuple[type[Any], ...] = (Placement, Legal, Hospital)
    return bool(made) and not any(known.entries(kind, child, made[-1].day) for kind in kinds)


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
    """At once; a day after a doctor's opinion; some days after a placement, in which the next may yet be written, or after a
    return was decided that no placement's end shows; and where the child stays, when the answer leaves it so or none is given."""
    since = harm.written(entry)
    if isinstance(entry.body, Placement) and back_again.by_its_end_alone(entry, gap.questions, edition):
        return days_after(since, edition["next_placement_days"])
    returns = isinstance(entry.body, Decision) and places.safe_elsewhere(known, child, entry.day)
    if gap.back and returns and _taken_home(known, entry, child, edition):
        return days_after(since, edition["taken_home_within_days"])
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
    alone = answer.body.forum not in TOGETHER
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
        first = _before_nothing_new(known, entry, child, edition) or ordinary
        return max((q.day for q in back_again.met_on_bail(known, entry, child, edition)), default=first)
    if isinstance(entry.body, Household) and (
        back_again.against_the_plan(known, entry, child, edition)
        or back_again.kept_away(known, entry, child, questions, edition)
    ):
        return days_after(entry.day, 1)
    if isinstance(entry.body, Move):
        return entry.day
    leaned = isinstance(entry.body, Legal) and bail.leaned_on(known, entry, child, edition.numbers)
    if leaned or isinstance(entry.body, Police):
        return days_after(max(q.day for q in questions), 0 if entry in questions else 1)
    return ordinary


def _before_nothing_new(
    known: Knowledge, entry: Entry[Any], child: Person, edition: Edition
) -> dt.date | None:
    """Whoever refers says that no harm is alleged: what was written to keep the child safe, and has not ended, still says it."""
    if not isinstance(entry.body, Referral) or entry.body.alleges_harm is not False:
        return None
    since = days_after(entry.day, -edition["of_this_adult_days"])
    ended = (p.day for p in known.entries(Plan, child, since, entry.day) if p.body.status == "ended")
    return max((days_after(day, 1) for day in ended), default=since)


_OPENED = {
    False: "a question of harm was opened",
    True: "somebody close to the child was named in an allegation of harm, and the child stays where they are",
}
_ON_A_VISIT = "a child who lives with carers came back hurt from time with others, and goes there again"
_WITH_A_PARENT = "police found a parent in no state to care for the child, and the child stayed there"
_OWN_LIFE = "a parent was said to be in danger of taking their own life, and the child stays where they are"
_BESIDE = "a discussion says how another child is kept safe, and who was named with that child is at home"
_OF_THE_HOME = "a discussion says how a child hurt without explanation is kept safe, and others live with the same parents"
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


_JOINS: tuple[tuple[Any, tuple[type[Any], ...]], ...] = (
    (_STAYS, RETURNS),
    (StrategyDiscussion, ALLEGES),
    (Placement, (Decision,)),  # a placement ends as it was decided
)


def _told_before(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """Said once for one gap: a further note of the same days joins it; a return is a gap of its own, which a later
    allegation joins, as a discussion without a plan joins an allegation that was left so."""
    if isinstance(entry.body, back_again.NOTES) and goes_back(known, entry, child, edition):
        return _told_of_return(known, entry, child, edition)
    kinds: tuple[type[Any], ...] = (StrategyDiscussion, Medical)
    same = next((k for k in (kinds, _STAYS) if isinstance(entry.body, k)), RETURNS)
    apart = edition["stays_days" if same is _STAYS else "one_event_days"]
    since, until = days_after(entry.day, -apart), days_after(entry.day, edition["one_event_days"])
    mine = (entry.noted.key, entry.id)
    named = named_against(known, entry, edition) if same is _STAYS else set[Person]()
    joins = next((joined for kind, joined in _JOINS if isinstance(entry.body, kind)), ())
    lately = days_after(entry.day, -edition["stays_days"])
    if same is _STAYS and any(
        opens(known, begun, child, edition) and _gap(known, begun, child, edition)
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
        and not _answered_by_itself(known, entry, other)
        and (
            opens(known, other, child, edition)
            or stays_with(known, other, child, edition)
            or goes_back(known, other, child, edition)
        )
        for kind in same
        for other in known.entries(kind, child, since, until)
    )


def _answered_by_itself(known: Knowledge, entry: Entry[Any], note: Entry[Any]) -> bool:
    """A referral that was answered with no service, after a note that stayed with its author: that is a decision of its own."""
    asked = isinstance(entry.body, Referral) and isinstance(note.body, (Concern, Observation, Injury))
    kept = all(agency == note.author for agency in known.told(note.id))
    answers = known.naming(entry.id, Decision)
    return asked and kept and any(decisions.level(d.body.outcome) == decisions.NO_SERVICE for d in answers)


def _told_of_return(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """A note of a return joins an earlier one, by whatever kind of entry, that nothing answered."""
    since, mine = days_after(entry.day, -edition["stays_days"]), (entry.noted.key, entry.id)
    kinds: tuple[type[Any], ...] = (*RETURNS, *back_again.NOTES)
    return any(
        (other.noted.key, other.id) < mine
        and goes_back(known, other, child, edition)
        and _gap(known, other, child, edition) is not None
        for kind in kinds
        for other in known.entries(kind, child, since, entry.day)
    )
