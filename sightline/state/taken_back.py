"""What a child told and is said to have taken back: whether an ending rests on that, and who asked the child since."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Visit
from sightline.record.kinds.decision import TOGETHER, Decision
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.kinds.legal import Police
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.state import decisions, harm, people
from sightline.state.phrases import found, says

Numbers = Mapping[str, Any]
_DENIED = re.compile(r"(?:\bnot|n't|never)(?: been)? $")  # right before it: "has not been taken back"


def ends_on_it(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> bool:
    """This will say whether an assessment or a decision of one agency ends on a child's having taken back what the child
    told, and nobody has asked the child alone, nor agencies talked, since it was taken back.

    Where a decision follows an assessment and says so too, it is said of the decision. `numbers` holds the words and days of
    explanation_not_tested.toml.
    """
    body = entry.body
    if isinstance(body, Decision):
        low = decisions.level(body.outcome) in (decisions.NO_SERVICE, decisions.EARLY_HELP)
        ends = (low or body.type in numbers["ending"]) and body.forum not in TOGETHER
        return ends and _rests_on_it(known, entry, child, numbers)
    wanted = body.type in numbers["assessments"] and body.status == "completed"
    if not wanted or body.main_evidence not in (None, "parent_report"):
        return False
    decided = known.entries(Decision, child, entry.day)
    return _rests_on_it(known, entry, child, numbers) and not any(
        ends_on_it(known, d, child, numbers) for d in decided
    )


def _rests_on_it(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> bool:
    body, notes = entry.body, _notes(known, entry, child, numbers)
    said = [body.outcome or "", entry.summary]
    if isinstance(body, Decision):
        used = {*(body.on_information or ())}
        said = [body.outcome, body.rationale or "", *(n.summary for n in notes if n.id in used)]
    if not any(says_so(text, numbers) for text in said):
        return False
    since = min((n.day for n in notes), default=entry.day - dt.timedelta(days=numbers["asked_before_days"]))
    return not (harm.talked_over(known, child, since) or asked_alone(known, child, since, numbers))


def _notes(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> list[Entry[Any]]:
    since = entry.day - dt.timedelta(days=numbers["joins_days"])
    return [
        n
        for kind in (Observation, Concern)
        for n in known.entries(kind, child, since, entry.day)
        if says_so(n.summary, numbers)
    ]


def says_so(text: str, numbers: Numbers) -> bool:
    """This will say whether a text says that the child has taken back what was told."""
    told = found(text, tuple(numbers["taken_back_words"]))
    return any(not _DENIED.search(before) for _, before in told)


def asked_alone(known: Knowledge, child: Person, since: dt.date, numbers: Numbers) -> bool:
    """This will say whether the child was seen with no parent there, or interviewed by police, on a later day than this."""
    after = since + dt.timedelta(days=1)
    alone = any(
        v.body.access == "seen"
        and child in (v.body.seen or ())
        and not any(people.role(known, p) in people.PARENTS for p in v.body.seen or ())
        for v in known.entries(Visit, child, after)
    )
    interviewed = any(
        says(p.body.outcome, numbers["interview_words"]) for p in known.entries(Police, child, after)
    )
    return alone or interviewed
