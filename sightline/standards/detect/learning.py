"""Parents who find it hard to keep hold of what is taught."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, Feedback, InformationSharing, Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background, Concern, Hospital, Medical, Observation
from sightline.record.kinds.help import Assessment, Plan, Service
from sightline.record.kinds.legal import Legal
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after
from sightline.standards.in_words import all_about, all_saying, says_of
from sightline.standards.standard import (
    Answer,
    Edition,
    Finding,
    Standard,
    Subject,
    detects,
    once,
)
from sightline.state import decisions, people
from sightline.state.phrases import affirms, says, text_of

_SEEN: tuple[type[Any], ...] = (
    Observation, Concern, Service, Referral, Visit, Appointment, Meeting, Assessment, Hospital, Medical, Legal, Decision,
    Plan, InformationSharing, Feedback,
)  # fmt: skip
_ADAPTING = (*_SEEN, Background)


@detects("specialist_input_missing_learning_needs", *_SEEN, Background, subjects=once)
def specialist_input_missing_learning_needs(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """Several signs that a parent finds it hard to keep hold of what is taught, and no advice or help fitted to it."""
    if not people.those_in(known, ("child", "unborn")):
        return []
    parents = people.those_in(known, people.PARENTS)
    numbers = next(iter(rule.editions))  # what is a sign is that of every edition
    signs = {p: _signs(known, p, numbers) for p in parents}
    found = sorted({e.id: e for own in signs.values() for e in own}.values(), key=lambda e: e.noted.key)
    last = max((e.day for e in found if not isinstance(e.body, Background)), default=None)
    edition = rule.on(last) if last else None
    if last is None or edition is None or clock.passed(days_after(last, edition["lapses_after_days"])):
        return []
    since = days_after(last, -edition["within_days"])
    found = [e for e in found if isinstance(e.body, Background) or e.day >= since]
    if len(found) < edition["signs"] or any(_adapted(known, p, edition) for p in parents):
        return []
    about = tuple(p for p in parents if any(e in found for e in signs[p]))
    words = {
        "adults": wording.who(known, about),
        "count": str(len(found)),
        "since": wording.day(min(e.day for e in found)),
        "writers": wording.teams(known, (e.author for e in found)),
    }
    return [Finding(about, tuple(e.id for e in found)[-15:], last, words=words)]


def _signs(known: Knowledge, parent: Person, edition: Edition) -> list[Entry[Any]]:
    """What was seen or said of a parent, what agencies hold on file (the same fact on file twice is one sign), and work that was
    finished with a need on file in its author's hands, and nothing said of fitting it to that."""
    topics_, refused = tuple(edition["topics"]), tuple(edition["advice_words"])
    on_file = known.fold(("on file", topics_), ("kind", Background, parent), dict, _on_file(edition))
    found: dict[str, Entry[Any]] = {f"{author} holds": entry for author, entry in on_file.items()}
    is_sign = partial(_is_sign, edition=edition)
    for kind in (Observation, Concern, Service):
        seen = known.chosen(("signs", topics_, refused), ("kind", kind, parent), is_sign)
        found.update({e.id: e for e in seen})
    for entry in all_saying(known, (*_SEEN, Background), [parent], edition["sign_words"]):
        other = edition["other_need_words"]
        if not affirms(text_of(entry), other) and says_of(
            known, entry, parent, edition["sign_words"], unless=other
        ):
            found[entry.id] = entry
    asked = known.on_topic(_KEEPS_NOTHING, parent)  # of a need, a referral may only pass on what is on file
    found.update({e.id: e for e in asked if isinstance(e.body, Referral)})
    needs = [e for e in on_file.values() if not topics(e).isdisjoint(edition["need_topics"])]
    found.update({e.id: e for e in known.covering(parent) if _made_without(known, e, needs, edition)})
    found.update({e.id: e for e in _asked_for_and_passed_over(known, parent, edition)})
    found.update({e.id: e for e in _agreed_without(known, parent, needs, edition)})
    signs = [e for e in found.values() if not affirms(text_of(e), edition["other_need_words"])]
    dropped = all_saying(known, (Service, Meeting, Decision), [parent], edition["dropped_words"])
    signs += [e for e in dropped if any(s.day < e.day and known.knows(e.author, s, e.day) for s in signs)]
    return list({e.id: e for e in signs}.values())


_KEEPS_NOTHING = "retention_of_information"


def _made_without(
    known: Knowledge, made: Entry[Assessment], needs: list[Entry[Any]], edition: Edition
) -> bool:
    """An assessment of a parent that was finished by somebody who had a need on file."""
    return (
        made.body.type in edition["assessments"]
        and made.body.status == "completed"
        and any(known.knows(made.author, need, made.day) for need in needs)
    )


def _asked_for_and_passed_over(known: Knowledge, parent: Person, edition: Edition) -> list[Entry[Any]]:
    """A referral that told of a need, and the assessment that it led to, finished with nothing said of fitting it to that."""
    asked = [
        r
        for r in known.entries(Referral, parent)
        if not topics(r).isdisjoint(edition["need_topics"])
        and any(decisions.stepped_up(a) for a in decisions.answers_to(known, r))
    ]
    made = [
        a
        for a in known.covering(parent, asked[0].day if asked else None)
        if asked and a.body.type in edition["assessments"] and a.body.status == "completed"
    ]
    return [*asked, *made] if made else []


def _agreed_without(
    known: Knowledge, parent: Person, needs: list[Entry[Any]], edition: Edition
) -> list[Entry[Meeting]]:
    """Meetings at which a parent was bound to an agreement in writing by somebody who had a need on file."""
    return [
        met
        for met in known.entries(Meeting, parent)
        if parent in (*met.people, *(met.body.family_present or ()))
        and affirms(text_of(met), edition["agreement_words"])
        and any(known.knows(met.author, need, met.day) for need in needs)
    ]


def _on_file(edition: Edition) -> Callable[[dict[Agency, Entry[Any]], Entry[Any]], None]:
    def step(found: dict[Agency, Entry[Any]], entry: Entry[Any]) -> None:
        if _is_sign(entry, edition):
            found[entry.author] = entry

    return step


def _is_sign(entry: Entry[Any], edition: Edition) -> bool:
    if isinstance(entry.body, Service):
        text = (entry.body.service or "").lower()
        return entry.body.status in ("unavailable", "refused") and says(text, edition["advice_words"])
    return not topics(entry).isdisjoint(edition["topics"])


def _adapted(known: Knowledge, parent: Person, edition: Edition) -> bool:
    """Advice or help fitted to the need has begun, the need itself was assessed, or a note tells of work that is fitted to it."""

    def step(found: list[bool], service: Entry[Service]) -> None:
        text = (service.body.service or "").lower()
        if service.body.status in ("started", "reviewed") and says(text, edition["advice_words"]):
            found.append(True)

    if known.fold(("fitted", tuple(edition["advice_words"])), ("kind", Service, parent), list, step):
        return True
    if known.fold("cognitive", ("kind", Assessment, parent), list, _cognitive):
        return True
    fitted, not_yet = edition["adapted_words"], edition["not_yet_words"]
    children = people.those_in(known, ("child", "unborn"))
    if any(
        affirms(text_of(e), fitted, unless=not_yet)
        for e in all_saying(known, _ADAPTING, [parent, *children], fitted)
    ):
        return True
    advisers = {team.id for team in known.teams_of("learning_disability")}
    if any(_in_touch(known, team, parent, children, edition) for team in sorted(advisers)):
        return True
    given = (
        all_about(known, (Assessment, InformationSharing, Visit, Meeting, Service), [parent])
        if advisers
        else []
    )
    return any(_advised(e, advisers) and not affirms(text_of(e), edition["refused_words"]) for e in given)


def _in_touch(
    known: Knowledge, team: Agency, parent: Person, children: list[Person], edition: Edition
) -> bool:
    """A learning disability team that knows the parent by its own work or file was told of the child, and has not said no."""
    own = [e for e in known.held(team, parent) if e.author == team and not isinstance(e.body, Particulars)]
    refused = any(
        affirms(text_of(e), edition["refused_words"])
        or (isinstance(e.body, Service) and e.body.status in ("unavailable", "refused", "ended"))
        for e in own
    )
    return bool(own) and not refused and any(known.knows_of(team, child) for child in children)


def _advised(entry: Entry[Any], advisers: set[Agency]) -> bool:
    """Whether a learning disability team did the work, sat at the table or was consulted."""
    body = entry.body
    if isinstance(body, Meeting):
        return bool(advisers & {*(body.attended or ())})
    if isinstance(body, Service) and body.status not in ("started", "reviewed"):
        return False
    if isinstance(body, Assessment):
        return bool(advisers & {entry.author, *(body.agencies_consulted or ())})
    return entry.author in advisers


def _cognitive(found: list[bool], assessment: Entry[Assessment]) -> None:
    if assessment.body.type == "cognitive" and assessment.body.status != "not_completed":
        found.append(True)
