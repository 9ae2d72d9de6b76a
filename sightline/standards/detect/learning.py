"""Parents who find it hard to keep hold of what is taught."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.harm import Background, Concern, Observation
from sightline.record.kinds.help import Assessment, Service
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after
from sightline.standards.standard import (
    Answer,
    Edition,
    Finding,
    Standard,
    Subject,
    detects,
    once,
)
from sightline.state import people

_SIGNS = (Observation, Concern, Background, Service)


@detects("specialist_input_missing_learning_needs", Observation, Concern, Service, Background, subjects=once)
def specialist_input_missing_learning_needs(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """Several signs that a parent finds it hard to keep hold of what is taught, and no advice or help fitted to it."""
    if not people.those_in(known, ("child", "unborn")):
        return []
    parents = people.those_in(known, people.PARENTS)
    last = max((day for p in parents if (day := _last_sign(known, p, rule))), default=None)
    edition = rule.on(last) if last else None
    if last is None or edition is None or clock.passed(days_after(last, edition["lapses_after_days"])):
        return []
    signs = _signs(known, parents, edition, days_after(last, -edition["within_days"]))
    if len(signs) < edition["signs"] or all(isinstance(e.body, Background) for e in signs):
        return []
    if any(_adapted(known, p, edition) for p in parents):
        return []
    about = tuple(dict.fromkeys(p for e in signs for p in e.people if p in parents))
    words = {
        "adults": wording.who(known, about),
        "count": str(len(signs)),
        "since": wording.day(min(e.day for e in signs)),
        "writers": wording.teams(known, (e.author for e in signs)),
    }
    return [Finding(about, tuple(e.id for e in signs)[:15], last, words=words)]


def _last_sign(known: Knowledge, parent: Person, rule: Standard) -> dt.date | None:
    def step(latest: dict[str, dt.date], entry: Entry[Any]) -> None:
        edition = rule.on(entry.day)
        if edition is not None and _is_sign(entry, edition):
            latest["sign"] = max(entry.day, latest.get("sign", entry.day))

    days = [known.fold("last sign", ("kind", kind, parent), dict, step).get("sign") for kind in _SIGNS]
    return max((day for day in days if day is not None), default=None)


def _signs(known: Knowledge, parents: list[Person], edition: Edition, since: dt.date) -> list[Entry[Any]]:
    """What was seen since a day, and what agencies hold on file whenever it was (the same fact on file twice is one sign)."""
    found: dict[str, Entry[Any]] = {}
    rests_on = (tuple(edition["topics"]), tuple(edition["advice_words"]))
    is_sign = partial(_is_sign, edition=edition)
    for parent in parents:
        on_file = known.fold(("on file", *rests_on), ("kind", Background, parent), dict, _on_file(edition))
        found.update({f"{author} holds": entry for author, entry in on_file.items()})
        for kind in (Observation, Concern, Service):
            seen = known.chosen(("signs", *rests_on), ("kind", kind, parent), is_sign, since)
            found.update({e.id: e for e in seen})
    return sorted(found.values(), key=lambda entry: entry.noted.key)


def _on_file(edition: Edition) -> Callable[[dict[Agency, Entry[Any]], Entry[Any]], None]:
    def step(found: dict[Agency, Entry[Any]], entry: Entry[Any]) -> None:
        if _is_sign(entry, edition):
            found[entry.author] = entry

    return step


def _is_sign(entry: Entry[Any], edition: Edition) -> bool:
    if isinstance(entry.body, Service):
        text = (entry.body.service or "").lower()
        return entry.body.status in ("unavailable", "refused") and any(
            word in text for word in edition["advice_words"]
        )
    return not topics(entry).isdisjoint(edition["topics"])


def _adapted(known: Knowledge, parent: Person, edition: Edition) -> bool:
    """Advice or help fitted to the need has begun, or the need itself was assessed."""

    def step(found: list[bool], service: Entry[Service]) -> None:
        text = (service.body.service or "").lower()
        team = known.teams.get(service.author)
        fitted = any(word in text for word in edition["advice_words"]) or (
            team and team.type == "learning_disability"
        )
        if fitted and service.body.status in ("started", "reviewed"):
            found.append(True)

    if known.fold(("fitted", tuple(edition["advice_words"])), ("kind", Service, parent), list, step):
        return True
    return bool(known.fold("cognitive", ("kind", Assessment, parent), list, _cognitive))


def _cognitive(found: list[bool], assessment: Entry[Assessment]) -> None:
    if assessment.body.type == "cognitive" and assessment.body.status != "not_completed":
        found.append(True)
