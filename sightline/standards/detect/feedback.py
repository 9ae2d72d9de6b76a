"""Whether the one who referred was told, and why."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Feedback, InformationSharing, Referral, Visit
from sightline.record.kinds.decision import Decision, DecisionOutcome
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.words import Agency, KnowerType
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.services_named import types_named
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import decisions, people
from sightline.state.phrases import says, sentences, text_of

_TAKE_ON: tuple[KnowerType, ...] = ("children_social_care", "other_local_authority")
"""Who takes on what a door steps up."""


@detects("referral_outcome_not_fed_back", Referral)
def referral_outcome_not_fed_back(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A professional who referred, some working days after the decision, without the outcome and the reasons for it."""
    referral: Entry[Referral] = subject.entry
    edition = rule.on(referral.day)
    if edition is None or not _professional(known, referral, edition):
        return SETTLED
    if clock.passed(days_after(referral.day, edition["lapses_after_days"])):
        return SETTLED
    answers = decisions.answers_to(known, referral)
    if any(_told_why(known, referral, answer, edition) for answer in answers):
        return SETTLED
    decided: Entry[Any] | None = answers[0] if answers else _heard_nothing(known, referral, edition)
    if decided is None or not clock.passed(
        working_days_after(decided.day, edition["answer_within_working_days"])
    ):
        return []
    decider = referral.body.to or decided.author
    day, referrer = wording.day(decided.day), wording.team(known, referral.author)
    words = {
        "referrer": referrer,
        "decider": wording.team(known, decider),
        "decided": f"A decision was made on {day}"
        if answers
        else f"On {day} {referrer} wrote that nothing came back",
        "referred": wording.day(referral.day),
    }
    about = tuple(people.children(known, referral.people)) or referral.people
    return [
        Finding(
            about,
            (decided.id, referral.id),
            decided.day,
            to=() if known.knower else (decider,),
            words=words,
        )
    ]


def _heard_nothing(known: Knowledge, referral: Entry[Referral], edition: Edition) -> Entry[Any] | None:
    """No decision is on record, the receiver has begun to work, and the referrer writes that nothing came back."""
    child = next(iter(people.children(known, referral.people)), None)
    since = days_after(referral.day, 1)
    begun = (e for kind in (Assessment, Visit) for e in known.entries(kind, child, referral.day))
    wrote = (e for kind in (Observation, Concern) for e in known.entries(kind, child, since))
    said = (e for e in wrote if e.author == referral.author and says(text_of(e), edition["heard_nothing"]))
    work = any(e.author == referral.body.to for e in begun)
    return next(said, None) if work else None


def _professional(known: Knowledge, referral: Entry[Referral], edition: Edition) -> bool:
    """As stated; where nobody says who it came from, an agency that sends a referral to another sends its own."""
    if referral.body.source_type is not None:
        return referral.body.source_type in edition["referrers"]
    sender = known.teams.get(referral.author)
    return sender is not None and sender.type != "community" and referral.author != referral.body.to


def _told_why(
    known: Knowledge, referral: Entry[Referral], answer: decisions.Decided, edition: Edition
) -> bool:
    """The referrer has the whole decision, feedback with reasons, or a part in what follows."""
    if isinstance(answer.body, Decision) and known.knows(referral.author, answer):
        return True
    if _told_by_voice(known, referral, answer, edition):
        return True
    told = known.entries(Feedback, since=answer.day)
    # Feedback of which nobody wrote that it left the reasons out was feedback.
    fed_back = any(
        referral.author in _fed_back_to(known, f) and f.body.content in ("outcome_and_reason", None)
        for f in told
    )
    passed_on = any(
        (answer.id in (s.body.what or ()) or _tells_of_it(s, answer, edition))
        and referral.author in (s.body.to or ())
        and s.body.content in ("full", None)
        for s in known.entries(InformationSharing, since=answer.day)
    )
    return fed_back or passed_on or _brought_in(known, referral, answer)


def _told_by_voice(
    known: Knowledge, referral: Entry[Referral], answer: decisions.Decided, edition: Edition
) -> bool:
    """A sentence of the decision's reasons has it that the referrer was told them, or one of the referrer's own since then that
    somebody rang back with them; no entry says so by itself."""
    referrer = known.teams.get(referral.author)
    why = (edition["rings"], edition["tells_why"])
    reasons = sentences(getattr(answer.body, "rationale", None))
    if referrer and any(
        referrer.type in types_named(s, edition["called"]) and says(s, *why) for s in reasons
    ):
        return True
    child = next(iter(people.children(known, referral.people)), None)
    until = days_after(answer.day, edition["rings_within_days"])
    notes = (n for kind in (Observation, Concern) for n in known.entries(kind, child, answer.day, until))
    return any(
        n.author == referral.author and says(text_of(n), edition["rings_back"], edition["tells_why"])
        for n in notes
    )


def _tells_of_it(told: Entry[InformationSharing], answer: decisions.Decided, edition: Edition) -> bool:
    """Whoever decided writes that they told what was decided, and does not say what record they passed on."""
    about = bool(set(told.people) & set(answer.people))
    return (
        about
        and told.author == answer.author
        and not told.body.what
        and says(text_of(told), edition["tells_why"])
    )


def _fed_back_to(known: Knowledge, feedback: Entry[Feedback]) -> Collection[Agency]:
    """Whom it names; where it names nobody, those who were told of it."""
    return (feedback.body.to,) if feedback.body.to else known.told(feedback.id)


def _brought_in(known: Knowledge, referral: Entry[Referral], decided: decisions.Decided) -> bool:
    """A step up, and the referrer is told of or works with what follows; to have been sent the outcome alone is no part in it."""
    if not decisions.stepped_up(decided):
        return False
    at_work = {decided.author, *(team.id for team in known.teams_of(*_TAKE_ON))} - {referral.author}
    what_follows = (p for p in known.held(referral.author, since=decided.day) if p.author in at_work)
    return any(
        not isinstance(p.body, DecisionOutcome) and known.knows(referral.author, p) for p in what_follows
    )
