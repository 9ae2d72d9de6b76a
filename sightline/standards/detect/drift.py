"""Worries that go on, or grow, while the plan stands still.

Four rules, each of which a reader can dispute. Worries that nothing seen has answered, since the plan last changed:
(1) several, more than one of the same matter, over some time; (2) a review that had them before it and leaves the plan as
it was; (3) one whose result nobody wrote down, with no change written since; (4) a decision of one agency that eases, or
goes on, or of any that steps a plan down, because people are willing, or that leaves what came to the plan that there was.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Any, NamedTuple

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral, Visit
from sightline.record.kinds.decision import Decision, DecisionOutcome
from sightline.record.kinds.harm import Hospital, Observation
from sightline.record.kinds.help import Assessment, Plan, Service
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.worries_at_visits import with_visits
from sightline.standards.standard import Answer, Edition, Finding, Standard, Subject, detects, once
from sightline.state import decisions, people, worries
from sightline.state.phrases import says
from sightline.state.table import took_place
from sightline.state.worries import Worry


class _Point(NamedTuple):
    """The day on which the worries came to a point, the last day on which anything joined it, which point it is since the
    plan changed, the worries themselves in order, and the last review that had them."""

    day: dt.date
    until: dt.date
    number: int
    worries: Sequence[Worry]
    review: Entry[Any] | None = None


@detects("concern_drift_or_overoptimism", *worries.KINDS, Meeting, Assessment, subjects=once)
def concern_drift_or_overoptimism(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """Worries that nothing seen has answered, since the plan last changed, and the review that left it as it was."""
    children = people.those_in(known, people.CHILDREN)
    edition = rule.on(subject.entry.noted.day)
    if edition is None or not people.children(known, children):
        return []
    changed = _plan_changed(known, children, edition) or _work_began(known, children, edition)
    if changed is None or _work_ended(known, children, changed, edition):
        return []
    since = days_after(changed, 1)
    found = worries.standing(known, children, since, edition.numbers)
    found = with_visits(known, children, since, found, edition)
    standing = [
        w for w in _each_episode_once(found, edition) if not _awaits_an_answer(w.entry, clock, edition)
    ]
    reviews: list[Entry[Any]] = [
        *_left_in_a_note(known, children, since, edition),
        *(r for r in _reviews(known, children, changed, edition) if _left_as_it_was(r, clock, edition)),
        *_eased_on_goodwill(known, children, changed, edition),
        *_left_to_the_plan(known, children, changed, clock, edition),
    ]
    point = _last_point(standing, reviews, edition)
    if point is None or rule.on(point.day) is None:
        return []
    if clock.passed(days_after(point.until, edition["lapses_after_days"])):
        return []
    return [_finding(known, point, edition)]


def _finding(known: Knowledge, point: _Point, edition: Edition) -> Finding:
    laid_out = point.worries[-12:]
    about = tuple(dict.fromkeys(worry.child for worry in laid_out))
    counted = Counter(matter for worry in laid_out for matter in worry.matters)
    same = [matter for matter, count in counted.items() if count > 1] or list(counted)
    words = {
        "child": wording.who(known, about),
        "count": str(len(point.worries)),
        "since": wording.day(point.worries[0].entry.day),
        "worry": wording.phrase(sorted(same)),
        "laid_out": "; ".join(_line(known, worry) for worry in laid_out[-6:]),
        "review": _reviewed(point.review, edition) if point.review else "",
    }
    evidence = dict.fromkeys([*([point.review.id] if point.review else []), *(w.entry.id for w in laid_out)])
    return Finding(about, tuple(evidence), point.day, words=words, key=str(point.number))


_REVIEWED = {
    "meeting": " On {day} a review was held, and no change is recorded of it.",
    "visit": " A visit of {day} leaves the plan as it was.",
    "observation": " A note of {day} leaves the plan as it was.",
    "assessment": " The assessment of {day} leaves the plan as it was.",
    "decision": " The decision of {day} leaves it to the plan that there was.",
    "goodwill": " The decision of {day} gives as its reason how people work with services.",
}


def _reviewed(review: Entry[Any], edition: Edition) -> str:
    goodwill = isinstance(review.body, Decision) and says(review.body.rationale, edition["goodwill_words"])
    return _REVIEWED["goodwill" if goodwill else review.kind].format(day=wording.day(review.day))


def _line(known: Knowledge, worry: Worry) -> str:
    team = wording.team(known, worry.entry.author)
    return f"{wording.day(worry.entry.day)}, {team}: {wording.phrase(sorted(worry.matters))}"


def _last_point(standing: Sequence[Worry], reviews: Sequence[Entry[Any]], edition: Edition) -> _Point | None:
    """The last point that the worries came to: a review that had a new one before it, or the day on which those since the
    last review became several. What comes while a point is open joins it; once it was quiet for long it can come anew."""
    last: _Point | None = None
    before: list[Worry] = []
    fresh: list[Worry] = []
    had: list[Worry] = []
    points = 0
    steps: list[tuple[dt.date, int, Any]] = [(w.entry.day, 0, w) for w in standing]
    steps += [(r.day, 1, r) for r in reviews]
    for day, _, step in sorted(steps, key=lambda s: s[:2]):
        if last is not None and day > days_after(last.until, edition["lapses_after_days"]):
            last = None
        if isinstance(step, Worry):
            if before and day > days_after(before[-1].entry.day, edition["lapses_after_days"]):
                fresh = []  # quiet since the one before: it takes several to be said
            before.append(step)
            fresh.append(step)
            comes = _several(fresh, edition) or _had_before(step, had, edition)
        else:
            comes = bool(fresh) and (
                len(_notes(before)) >= edition["worries_at_review"]
                or len(_unmet(before)) >= edition["worries"]
            )
        review = None if isinstance(step, Worry) else step
        if review is not None and (comes or last is not None):
            had, fresh = [*before], []
        if last is not None:
            last = last._replace(until=day, worries=[*before], review=review or last.review)
        elif comes:
            points += 1
            last = _Point(day, day, points, [*before], review)
    return last


def _had_before(worry: Worry, had: Sequence[Worry], edition: Edition) -> bool:
    """The last review that left the plan as it was had enough of the same matter before it, in the months before this one."""
    since = days_after(worry.entry.day, -edition["had_at_review_days"])
    matters = worry.matters - {*edition["others_speak_of"]}
    same = [w for w in had if w.matters & matters and w.entry.day >= since]
    return bool(len(same) >= edition["worries_at_review"])


def _left_in_a_note(
    known: Knowledge, children: Sequence[Person], since: dt.date, edition: Edition
) -> list[Entry[Any]]:
    """A visit, a note, an update or a supervision of those who hold the plan, whose words are that it stays as it is."""
    found: dict[str, Entry[Any]] = {
        entry.id: entry
        for child in children
        for kind in (Visit, Observation, Assessment, Meeting)
        for entry in known.entries(kind, child, since)
        if not (isinstance(entry.body, Meeting) and _is_review(entry, edition))
    }
    holders = {team.id for team in known.teams_of(*edition["plan_holders"])}
    return [e for e in found.values() if e.author in holders and _stays_in_words(e, edition)]


def _stays_in_words(entry: Entry[Any], edition: Edition) -> bool:
    return says(entry.summary, edition["of_the_plan"], edition["unchanged_words"])


def _each_episode_once(found: Sequence[Worry], edition: Edition) -> list[Worry]:
    """An ambulance and a ward write down one going to hospital, a carer and the police one going missing: it is one worry."""
    kept: list[Worry] = []
    for worry in found:
        episode, since = _episode(worry.entry), days_after(worry.entry.day, -edition["one_event_days"])
        same = (
            k.child == worry.child and _episode(k.entry) == episode and k.entry.day >= since for k in kept
        )
        if episode is None or not any(same):
            kept.append(worry)
    return kept


def _episode(entry: Entry[Any]) -> str | None:
    if isinstance(entry.body, Hospital):
        return "hospital"
    called = isinstance(entry.body, Police) and entry.body.event == "incident"
    return "missing" if called or "missing" in topics(entry) else None


def _awaits_an_answer(entry: Entry[Any], clock: Clock, edition: Edition) -> bool:
    """A referral, and who passes it on, asks for a change; until an answer is due nobody can say that there was none."""
    due = working_days_after(entry.noted.day, edition["answer_within_working_days"])
    asks = isinstance(entry.body, Referral) or getattr(entry.body, "type", None) == "referral_outcome"
    return asks and not clock.passed(due)


_MISSED = frozenset({"visits and appointments missed"})


def _notes(found: Sequence[Worry]) -> list[Worry]:
    """Worries other than a visit or an appointment missed, for which another standard speaks."""
    return [
        w for w in found if not isinstance(w.entry.body, worries.CONTACTS) or w.matters.isdisjoint(_MISSED)
    ]


def _unmet(found: Sequence[Worry]) -> list[Worry]:
    """Worries other than a visit at which nobody was seen: an appointment to which a child is not brought is care that it goes
    without, and a review can say what is to be done about that."""
    return [w for w in found if not isinstance(w.entry.body, Visit) or w.matters.isdisjoint(_MISSED)]


def _several(found: Sequence[Worry], edition: Edition) -> bool:
    """As many as the number, within the days and spread over some, at least two of the same matter."""
    first = days_after(found[-1].entry.day, -edition["within_days"])
    lately = [w for w in found if w.entry.day >= first]
    same = Counter(matter for worry in lately for matter in worry.matters - {*edition["others_speak_of"]})
    spread = (lately[-1].entry.day - lately[0].entry.day).days
    return bool(
        len(lately) >= edition["worries"]
        and len(_notes(lately)) >= edition["notes"]
        and max(same.values(), default=0) >= edition["same_worry"]
        and spread >= edition["over_days"]
    )


def _reviews(
    known: Knowledge, children: Sequence[Person], changed: dt.date, edition: Edition
) -> list[Entry[Meeting]]:
    since = days_after(changed, 1)
    found = {m.id: m for child in children for m in known.entries(Meeting, child, since)}
    return [m for m in found.values() if _is_review(m, edition)]


def _eased_on_goodwill(
    known: Knowledge, children: Sequence[Person], changed: dt.date, edition: Edition
) -> list[Entry[Decision]]:
    """One agency eases what keeps a child safe, or goes on as before, or a plan is stepped down by whomever, and the reason is
    how willing people are."""
    made = {d.id: d for c in children for d in known.entries(Decision, c, days_after(changed, 1))}
    return [
        d
        for d in made.values()
        if d.body.type in edition["easing"]
        and d.body.forum != "court"
        and (d.body.forum != "multi_agency" or d.body.type == "step_down")
        and says(d.body.rationale, edition["goodwill_words"])
    ]


def _left_to_the_plan(
    known: Knowledge, children: Sequence[Person], changed: dt.date, clock: Clock, edition: Edition
) -> list[Entry[Decision]]:
    """Something is answered with the plan or the worker that the child had; a referral passed on, once these had time for it."""
    since = days_after(changed, 1)
    made = ((d, c) for c in children for d in known.entries(Decision, c, since))
    left = {d.id: d for d, c in made if decisions.leaves_as_it_was(known, d, c)}
    return [d for d in left.values() if not _awaits_an_answer(d, clock, edition)]


def _is_review(met: Entry[Any], edition: Edition) -> bool:
    """By its type; where nobody wrote that, one whose outcome speaks of a plan that stays as it is."""
    unchanged = says(met.body.outcome, edition["unchanged_words"])
    unsaid = met.body.type is None and (unchanged or _stays_in_words(met, edition))
    return took_place(met) and (met.body.type in edition["reviews"] or unsaid)


def _left_as_it_was(review: Entry[Meeting], clock: Clock, edition: Edition) -> bool:
    """Its outcome says so; or, where none is written, there was time to write that the plan changed."""
    if said := _said(review.body.outcome):
        return says(said, edition["unchanged_words"])
    if _stays_in_words(review, edition):
        return True
    return clock.passed(working_days_after(review.noted.day, edition["write_up_working_days"]))


def _said(outcome: str | None) -> str:
    return (outcome or "").lower().replace("_", " ").replace("-", " ").strip()


def _plan_changed(known: Knowledge, children: Sequence[Person], edition: Edition) -> dt.date | None:
    """The last day on which help was decided on or stepped up, a plan or placement began or changed, or agencies met
    about harm. An assessment that ends where it began has changed nothing. None: there is no plan that could stand still."""

    def changes(entry: Entry[Any]) -> bool:
        return _changes(entry, edition)

    question = ("changes the plan", edition.source)
    kinds = (Decision, DecisionOutcome, Plan, Placement, Assessment, StrategyDiscussion, Meeting)
    return max(
        (
            entry.day
            for child in people.children(known, children)
            for kind in kinds
            for entry in _last_that_changes(
                known, known.chosen(question, ("kind", kind, child), changes), child
            )
        ),
        default=None,
    )


def _last_that_changes(known: Knowledge, found: Sequence[Entry[Any]], child: Person) -> list[Entry[Any]]:
    """The last of these; of decisions, the last that gives a child something that was not there."""
    decides = (Decision, DecisionOutcome)
    anew = (
        e
        for e in reversed(found)
        if not isinstance(e.body, decides) or not decisions.leaves_as_it_was(known, e, child)
    )
    return list(islice(anew, 1))


def _work_began(known: Knowledge, children: Sequence[Person], edition: Edition) -> dt.date | None:
    """Where no plan is recorded: the first visit or help that shows that somebody above universal services is at work."""
    days = [
        e.day
        for child in people.children(known, children)
        for kind, field, values in (
            (Visit, "purpose", "visits_of_open_work"),
            (Service, "level", "help_above_universal"),
        )
        for e in known.entries(kind, child)
        if getattr(e.body, field) in edition[values] and getattr(e.body, "status", "started") == "started"
    ]
    return min(days, default=None)


def _work_ended(known: Knowledge, children: Sequence[Person], changed: dt.date, edition: Edition) -> bool:
    """Since the last change the case was closed; or, no plan being on record, the help was refused or came to an end."""
    for child in people.children(known, children):
        if any(d.body.type == "close" for d in known.entries(Decision, child, changed)):
            return True
        planned = any(p.body.status != "ended" for p in known.entries(Plan, child)[-1:])
        over = (
            s.body.level in edition["family_help"] and s.body.status in edition["help_over"]
            for s in known.entries(Service, child, changed)
        )
        if not planned and any(over):
            return True
    return False


def _changes(entry: Entry[Any], edition: Edition) -> bool:
    body: Any = entry.body
    if isinstance(body, Decision | DecisionOutcome):
        return _decides_anew(entry, edition)
    if isinstance(body, StrategyDiscussion):
        return True
    said = _said(getattr(body, "outcome", None))
    same = says(said, edition["unchanged_words"])
    if isinstance(body, Meeting):
        changed = says(said, edition["changed_words"])
        return body.type == "initial_cp_conference" or (
            body.type in edition["reviews"] and changed and not same
        )
    if isinstance(body, Assessment):
        if body.type not in (None, *edition["assessments"]):
            return False
        return body.status == "started" or (body.status == "completed" and not same)
    if isinstance(body, Plan):  # one written down with no word of how it stands was made
        return body.status != "ended" and not (body.status is None and _stays_in_words(entry, edition))
    return body.status in ("started", "changed", "ended")


def _decides_anew(decided: decisions.Decided, edition: Edition) -> bool:
    """Help or protection that was not there; what "continues" was, and what eases a plan gives less."""
    if decided.body.type in ("step_down", "close"):
        return False
    said = _said(decided.body.outcome)
    rank = decisions.level(decided.body.outcome)
    helps = rank is not None and rank >= decisions.EARLY_HELP
    same = says(said, edition["unchanged_words"])
    return (helps and not same) or decided.body.type in edition["decided_anew"]
