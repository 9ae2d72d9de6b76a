"""Safeguards that are relaxed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Handover
from sightline.record.kinds.decision import TOGETHER, Decision
from sightline.record.kinds.help import Plan
from sightline.record.kinds.legal import Legal
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Placement, Supervision
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after
from sightline.standards.detect.eased import changed_to_less, eased, protected, protection_ended, watch_ended
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import care, harm, people, questions, supervision
from sightline.state.phrases import NOTES, affirms, says, text_of
from sightline.state.table import present


def _child_and_day(entry: Entry[Any]) -> Iterator[tuple[Any, Person | None]]:
    """What is relaxed for one child on one day is one step, however many wrote it down."""
    for person in entry.people:
        yield (person, entry.day), person


@detects(
    "safeguard_stepped_down_without_review",
    *(Decision, Supervision, Plan, Placement, Legal, Meeting, *NOTES),
    subjects=_child_and_day,
)
def safeguard_stepped_down_without_review(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """Supervision, a plan or a legal safeguard is relaxed by one agency, whatever kind of entry tells of it, and no review of
    those involved came before."""
    child, day = subject.person, subject.entry.day
    edition = rule.on(day)
    if edition is None or clock.passed(days_after(day, edition["lapses_after_days"])):
        return SETTLED
    if child is None or child not in people.children(known, [child]):
        return []
    relaxed = [e for e in _on_day(known, child, day) if _relaxes(known, child, e, edition)]
    relaxed += _home_undecided(known, child, day, edition) or watch_ended(known, child, day, edition)
    noted = eased(known, child, day, edition)
    relaxed += noted
    ended = [e for e in _on_day(known, child, day) if _ends_protection(known, child, e, edition)]
    ended += protection_ended(known, child, day, edition)
    if any(_without_conference(known, child, e, edition) for e in ended):
        return [_finding(known, child, list({e.id: e for e in (*relaxed, *ended)}.values()), day)]
    if not relaxed:
        return []
    # What is only said, and agreed with nobody, is not what a review of some weeks ago agreed.
    said_only = all(
        e in noted or (isinstance(e.body, Supervision) and not e.body.agreed_with) for e in relaxed
    )
    days = edition["review_within_days_where_only_said" if said_only else "review_within_days"]
    if _reviewed(known, child, day, days, edition):
        return []
    return [_finding(known, child, relaxed, day)]


def _set_the_watching(
    known: Knowledge, met: Entry[Meeting], child: Person, day: dt.date, edition: Edition
) -> bool:
    """A review of an earlier day wrote that somebody is to be there, and what was decided since by one alone changes just that:
    it made the safeguard, and did not review the change."""
    changed = any(
        d.body.type == "supervision_change" and d.body.forum == "single_practitioner"
        for d in known.entries(Decision, child, day, day)
    )
    return changed and met.day < day and affirms(text_of(met), edition["watching_words"])


def _finding(known: Knowledge, child: Person, relaxed: list[Entry[Any]], day: dt.date) -> Finding:
    words = {
        "child": wording.who(known, [child]),
        "day": wording.day(day),
        "by": wording.teams(known, (e.author for e in relaxed)),
    }
    return Finding((child,), tuple(e.id for e in relaxed)[:15], day, words=words)


def _ends_protection(known: Knowledge, child: Person, entry: Entry[Any], edition: Edition) -> bool:
    """A protection plan ends, gives way to a lighter one, or is decided to end."""
    body = entry.body
    if isinstance(body, Plan):
        if body.type in edition["lighter"]:
            return body.status == "started" and _gives_way(known, child, entry)
        return body.type == "child_protection" and body.status == "ended"
    if not isinstance(body, Decision) or body.type not in edition["ending_decisions"]:
        return False
    said = body.outcome.lower().replace("-", "_").replace(" ", "_")
    about_it = says(said, edition["protection_words"])
    author = known.teams.get(entry.author)
    if author is not None and author.type in edition["keep_the_plan"]:
        # Whoever keeps the plan closes its own work, or goes over to a lighter plan: that ends it, whatever else it says.
        about_it = about_it or body.type == "close" or says(said, edition["lighter_words"])
    return about_it and protected(known, child, days_after(entry.day, -1), edition)


def _without_conference(known: Knowledge, child: Person, ended: Entry[Any], edition: Edition) -> bool:
    """No conference is recorded about the end of a protection plan, and nothing else ends it."""
    since = days_after(ended.day, -edition["review_within_days"])
    if any(m.body.type in (None, *edition["conferences"]) for m in known.entries(Meeting, child, since)):
        return False
    until = days_after(ended.day, edition["replaced_within_days"])
    decided = known.entries(Decision, child, since, until)
    said = (
        f"{d.body.outcome} {d.body.rationale or ''}".lower()
        for d in decided
        if d.body.forum == "multi_agency"
    )
    if any(d.body.forum == "court" for d in decided) or any(
        says(words, edition["conference_words"]) for words in said
    ):
        return False
    return care.in_care(known, child) is None


def _on_day(known: Knowledge, child: Person, day: dt.date) -> list[Entry[Any]]:
    return [e for kind in (Decision, Supervision, Plan, Legal) for e in known.entries(kind, child, day, day)]


def _home_undecided(known: Knowledge, child: Person, day: dt.date, edition: Edition) -> list[Entry[Any]]:
    """A child went home from care, and nobody is recorded as having decided it: the end of the placement is all there is."""
    left = care.went_home(known, child, day)
    since = days_after(day, -edition["return_decided_days"])
    decided = known.entries(Decision, child, since, days_after(day, edition["review_within_days"]))
    return [left] if left and not any(d.body.type == "return_home" for d in decided) else []


def _relaxes(known: Knowledge, child: Person, entry: Entry[Any], edition: Edition) -> bool:
    body = entry.body
    if isinstance(body, Decision):
        alone = body.forum not in TOGETHER and not _set_out_before(known, entry, edition)
        said = _without_a_no(body.outcome)
        by_words = says(said, edition["relaxing_words"])
        # What is changed by one alone lets somebody nearer, unless it says that it does not.
        by_words = by_words or (said == _plain(body.outcome) and not says(said, edition["closer_words"]))
        plainly = says(said, edition["unwatched_words"])  # whatever the decision is called
        home = body.type == "return_home" and (
            care.away(known, child, entry.day) or _kept_away(known, child, entry, edition)
        )
        return alone and (
            body.type == "step_down"
            or home
            or plainly
            or (body.type == "supervision_change" and by_words)
            or (body.type in edition["steps"] and says(said, edition["step_ended_words"]))
        )
    if isinstance(body, Legal):
        return body.step in edition["steps"] and body.status == "ended"
    if isinstance(body, Plan):
        if body.type in edition["lighter"] and body.status == "started":
            return _gives_way(known, child, entry)
        if body.type in edition["stands"] and changed_to_less(entry, edition):
            return not (body.type == "safety" and _decided_together(known, child, entry, edition))
        if body.status != "ended" or _replaced(known, child, entry, edition):
            return False
        if body.type == "safety" and _decided_together(known, child, entry, edition):
            return False
        return body.type in edition["plans"] or (
            body.type in edition["plans_by_consent"] and not _reasoned(known, child, entry, edition)
        )
    if body.written and len(body.agreed_with or ()) >= edition["agencies"]:
        return False  # those involved agreed it, and wrote it down
    now = supervision.rank(entry)
    before = known.entries(Supervision, child, until=days_after(entry.day, -1))
    last = next((rank for s in reversed(before) if (rank := supervision.rank(s)) is not None), None)
    if last is not None:
        return now is not None and now < last
    return entry.body.level in edition["alone"] and _to_be_watched(known, child, entry, edition)


def _set_out_before(known: Knowledge, decided: Entry[Decision], edition: Edition) -> bool:
    """The reason says that a review set this step out, and the decision rests on a meeting of agencies that is on record: the
    step was written with its conditions, however long ago."""
    met = (e for id in decided.body.on_information or () if (e := known.entry(id)) is not None)
    held = (m for m in met if isinstance(m.body, Meeting) and m.body.type in (None, *edition["reviews"]))
    return says(decided.body.rationale, edition["set_out_words"]) and any(
        len(present(known, m) or ()) >= edition["agencies"] for m in held
    )


def _without_a_no(outcome: str) -> str:
    """The words of an outcome without what it says is not to be: "no_overnight_stays" lets nobody nearer."""
    return re.sub(r"(^|_)(no(?!_longer)|not(_to_be|_yet|_be)?|never|without)_[a-z]+", "", _plain(outcome))


def _plain(outcome: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", outcome.lower())


def _decided_together(known: Knowledge, child: Person, ended: Entry[Plan], edition: Edition) -> bool:
    """Agencies together, or a court, decided not long before what a safety plan was there to keep from happening; or the
    enquiry that it was for ended, on more than what a parent says and with others asked."""
    since = days_after(ended.day, -edition["review_within_days"])
    return questions.enquired(known, child, since, ended.day) or any(
        d.body.forum in TOGETHER and d.body.type in edition["deciding"]
        for d in known.entries(Decision, child, since, ended.day)
    )


def _gives_way(known: Knowledge, child: Person, begun: Entry[Plan]) -> bool:
    """A lighter plan starts while a protection plan stands that is not written as ended."""
    stood = [p for p in known.entries(Plan, child, until=begun.day) if p.body.type == "child_protection"]
    return bool(stood) and stood[-1].body.status != "ended" and stood[-1].day < begun.day


def _kept_away(known: Knowledge, child: Person, decided: Entry[Decision], edition: Edition) -> bool:
    """A plan that stands keeps a child elsewhere without its being placed; a ward that sends a child home relaxes nothing."""
    author = known.teams.get(decided.author)
    if author is None or author.type not in edition["deciders"]:
        return False
    standing: dict[str | None, bool] = {}
    for plan in known.entries(Plan, child, until=days_after(decided.day, -1)):
        standing[plan.body.type] = plan.body.status != "ended"
    return any(standing.get(kind) for kind in edition["plans"])


def _replaced(known: Knowledge, child: Person, ended: Entry[Plan], edition: Edition) -> bool:
    """A plan that a family may decline gives way, about that day, to one of more weight or to care."""
    if ended.body.type not in edition["plans_by_consent"]:
        return False
    since, until = (days_after(ended.day, sign * edition["replaced_within_days"]) for sign in (-1, 1))
    heavier = {*edition["plans"], *edition["plans_above"]}
    begun = [p for p in known.entries(Plan, child, since, until) if p.body.status == "started"]
    return any(p.body.type in heavier for p in begun) or care.in_care(known, child) is not None


def _reasoned(known: Knowledge, child: Person, ended: Entry[Plan], edition: Edition) -> bool:
    """Help that a family may decline ends for a reason that was decided and written, by agencies together, or with a handover."""
    since = days_after(ended.day, -edition["review_within_days"])
    until = days_after(ended.day, edition["replaced_within_days"])
    decided = known.entries(Decision, child, since, until)
    weighed = any(d.body.rationale or d.body.forum in TOGETHER for d in decided)
    return weighed or bool(known.entries(Handover, child, since, until))


def _to_be_watched(known: Knowledge, child: Person, statement: Entry[Supervision], edition: Edition) -> bool:
    """No earlier statement says how closely, but a plan that stands says that somebody is to be there; and what takes its
    place is neither written nor agreed."""
    if statement.body.written and statement.body.agreed_with:
        return False
    before = known.entries(Supervision, child, until=days_after(statement.day, -1))
    if any(s.body.level is None and s.body.written and s.body.agreed_with for s in before):
        return True  # a page was agreed on how closely; its level is the one thing that nobody wrote
    plans = known.entries(Plan, child, until=days_after(statement.day, -1))
    terms = " ".join((p.body.terms or "").lower() for p in plans if p.body.status != "ended")
    return says(terms, edition["watching_words"])


def _reviewed(known: Knowledge, child: Person, day: dt.date, days: int, edition: Edition) -> bool:
    """A review so many days before with at least two agencies at it; also one held afterwards, which mends it."""
    since = days_after(day, -days)
    talks = known.entries(StrategyDiscussion, child, since)
    if any(s.day >= day or not _set_it_up(known, s, child, edition) for s in talks):
        return True
    reviews = edition["kept_for" if _kept_for_a_review(known, child, day, edition) else "reviews"]
    return any(
        m.body.type in (None, *reviews, *(edition["first_conference"] if m.day >= day else ()))
        and not (m.day < day and _kept_as_it_was(m, edition))
        and not _set_the_watching(known, m, child, day, edition)
        and ((there := present(known, m)) is None or len(there) >= edition["agencies"])
        for m in known.entries(Meeting, child, since)
    )


def _kept_as_it_was(review: Entry[Meeting], edition: Edition) -> bool:
    """A review that looked at no change: by its outcome or, where nobody wrote one, by its note."""
    if review.body.outcome:
        return says(review.body.outcome, edition["kept_as_it_was_words"])
    return says(review.summary, edition["kept_as_it_was_noted"])


def _set_it_up(known: Knowledge, talk: Entry[StrategyDiscussion], child: Person, edition: Edition) -> bool:
    """A discussion that began an enquiry, and wrote how the child is kept safe meanwhile or was followed by a plan that does,
    made the safeguard, and reviewed none."""
    if not harm.enquiry_began(known, talk, child):
        return False
    plans = known.entries(Plan, child, talk.day, days_after(talk.day, edition["set_up_within_days"]))
    return bool(talk.body.safety_plan) or any(
        p.body.type == "safety" and p.body.status == "started" for p in plans
    )


def _kept_for_a_review(known: Knowledge, child: Person, day: dt.date, edition: Edition) -> bool:
    """A plan that stands says itself that a change waits for the review: a core group does not take its place."""
    plans = known.entries(Plan, child, until=days_after(day, -1))
    terms = plans[-1].body.terms if plans and plans[-1].body.status != "ended" else None
    return says(terms, edition["kept_for_review_words"])
