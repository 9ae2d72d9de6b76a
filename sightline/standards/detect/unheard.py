"""An enquiry that ends with nothing more, in which no health service was heard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, InformationSharing, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Medical
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import days_after
from sightline.standards.standard import SETTLED, Answer, Edition, Finding
from sightline.state import checks, decisions

_WORK = (Assessment, StrategyDiscussion, Meeting, Check, InformationSharing, Medical)


def closed_without_health(
    known: Knowledge, decision: Entry[Decision], child: Person, edition: Edition
) -> Answer:
    """This will raise a closing of what an allegation of harm led to, where no health service was asked, sat in or wrote.

    Where the closing does not say whom it asked, nothing is concluded.
    """
    since = days_after(decision.day, -edition["unnamed_referral_days"])
    referral = next(reversed(known.entries(Referral, child, since, decision.day)), None)
    if referral is None or not _ends_an_enquiry(known, decision, referral, edition):
        return []
    if known.entries(StrategyDiscussion, child, days_after(decision.day, 1)) or decisions.step_up_after(
        known, child, decision.day
    ):
        return SETTLED
    work = [
        e for kind in _WORK for e in known.entries(kind, child, referral.day) if e.noted.day <= decision.day
    ]
    later = [e for e in known.entries(Check, child, decision.day) if e.author == decision.author]
    heard = {referral.author, *(decision.body.checks_made or ())}
    heard.update(agency for e in (*work, *later) for agency in _heard_in(known, e, child))
    types = {known.teams[one].type for one in heard if one in known.teams}
    if types & set(edition["health"]):
        return []
    rested_on = [e.id for e in work if isinstance(e.body, Assessment | StrategyDiscussion)]
    words = {
        "adults": wording.who(known, [child]),
        "not_asked": wording.types(edition["health_of_a_child"]),
        "decided": wording.day(decision.day),
        "holder": wording.team(known, decision.author),
    }
    missing = tuple((child, one) for one in edition["health_of_a_child"])
    evidence = (decision.id, referral.id, *dict.fromkeys(rested_on))
    return [Finding((child,), evidence[:15], decision.day, missing, words=words)]


def _ends_an_enquiry(
    known: Knowledge, decision: Entry[Decision], referral: Entry[Referral], edition: Edition
) -> bool:
    """Whether a case is closed with nothing more, after harm was alleged and each answer led to protection.

    Where an answer led to an assessment, its blanks were said then.
    """
    alleged = referral.body.alleges_harm
    harm = bool(topics(referral) & set(edition["grave"])) if alleged is None else alleged
    answers = [d for d in decisions.answers_to(known, referral) if d.id != decision.id]
    return (
        decision.body.type == "close"
        and decision.body.checks_made is not None
        and decisions.level(decision.body.outcome) == decisions.NO_SERVICE
        and harm
        and bool(answers)
        and all(decisions.level(one.body.outcome) == decisions.PROTECTION for one in answers)
    )


def _heard_in(known: Knowledge, entry: Entry[Any], child: Person) -> Iterator[Agency]:
    """Whoever was asked, present or wrote in a piece of work; an examination that was not made tells nothing."""
    body = entry.body
    if isinstance(body, Check):
        if body.asked is not None and checks.answered(known, entry, child) is not None:
            yield body.asked
    elif isinstance(body, Medical):
        if body.opinion not in (None, "not_stated", "examination_not_completed"):
            yield entry.author
    else:
        yield entry.author
        yield from getattr(body, "agencies_consulted", None) or getattr(body, "attended", None) or ()
