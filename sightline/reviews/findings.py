"""Where a review's findings stand: the versions of each, what it rests on, whether it is agreed, what it does not say. Pure."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from sightline.record.entry import Entry
from sightline.record.kinds.particulars import WHO_IT_IS
from sightline.record.kinds.review_finding import ReviewFinding, ReviewFindingAgreed
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge
from sightline.standards.standard import Standard, standards

RESTS_ON = frozenset({"review_contribution", "review_note", "review_two_accounts", "review_family_view"})
"""Kinds of a review's own that a finding may rest on: what somebody said in it. Every kind of the time may be rested on."""
Silence = Literal[
    "other_case", "not_asked", "waiting", "withheld", "nobody_heard", "not_known_today", "not_agreed"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """A finding: every version of it, the first first, and the agreement of the last one (None: it is not agreed)."""

    versions: tuple[Entry[ReviewFinding], ...]
    agreed: Entry[ReviewFindingAgreed] | None
    agreed_before: Entry[ReviewFindingAgreed] | None
    """The last agreement of an older version."""

    @property
    def id(self) -> str:
        """The id that it keeps through its versions: the first one's."""
        return self.versions[0].id

    @property
    def last(self) -> Entry[ReviewFinding]:
        """The version that stands."""
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class Under:
    """What a finding rests on that its readers can open: entries and contributions, and practice standards."""

    entries: tuple[Entry[Any], ...]
    standards: tuple[Standard, ...]

    def __bool__(self) -> bool:
        return bool(self.entries or self.standards)


@dataclass(frozen=True, slots=True)
class Limits:
    """What limits every finding of a review: its other cases, and agencies that were not asked, wait, or withheld something."""

    cases: tuple[str, ...] = ()
    not_asked: tuple[Agency, ...] = ()
    waiting: tuple[Agency, ...] = ()
    withheld: tuple[Agency, ...] = ()


@cache
def parts() -> Mapping[str, str]:
    """This will give the parts of the system that a finding can be in, each with its words."""
    text = (Path(__file__).parent / "parts.toml").read_text(encoding="utf-8")
    return {name: str(part["words"]) for name, part in tomllib.loads(text).items()}


def findings(known: Knowledge) -> list[Standing]:
    """This will give the findings of the review whose knowledge it is, in the order they were first written."""
    said = [one for one in known.entries(ReviewFinding) if one.author == known.knower]
    later: dict[str, list[Entry[ReviewFinding]]] = defaultdict(list)
    for one in said:
        if one.corrects:
            later[one.corrects].append(one)
    first = sorted((one for one in said if not one.corrects), key=lambda one: (one.noted.key, one.id))
    return [_standing(known, _versions(one, later)) for one in first]


def _versions(
    first: Entry[ReviewFinding], later: Mapping[str, Sequence[Entry[ReviewFinding]]]
) -> tuple[Entry[ReviewFinding], ...]:
    found, here = [first], [first]
    while here:
        here = [one for before in here for one in later.get(before.id, ())]
        found.extend(here)
    return tuple(found)


def _standing(known: Knowledge, versions: tuple[Entry[ReviewFinding], ...]) -> Standing:
    agreed = [
        next(iter(known.naming(version.id, ReviewFindingAgreed)), None) if version.author == known.knower else None
        for version in versions
    ]  # fmt: skip
    before = next((one for one in reversed(agreed[:-1]) if one), None)
    return Standing(versions, agreed[-1], before)


def finding(known: Knowledge, id: str) -> Standing | None:
    """This will give the finding that an id is of, its own or any version's."""
    return next((one for one in findings(known) if any(version.id == id for version in one.versions)), None)


def may_be_rested_on(entry: Entry[Any]) -> bool:
    """This will say whether a finding may rest on an entry: on one of the time, or on what somebody said in the review."""
    own = entry.kind.startswith("review_")
    return entry.kind in RESTS_ON if own else entry.kind not in WHO_IT_IS


def under(known: Knowledge, body: ReviewFinding) -> Under:
    """This will give what is under a finding: what its readers can open, and no more."""
    found = [entry for id in body.rests_on if (entry := known.entry(id)) and may_be_rested_on(entry)]
    named = set(body.standards)
    return Under(tuple(found), tuple(one for one in standards() if one.kind in named))


def silent(one: Standing, beneath: Under, limits: Limits) -> list[tuple[Silence, tuple[str, ...]]]:
    """This will give what a finding does not say, so that nobody reads it as if it did: each with whom or what it is about."""
    said = one.last.body
    found: list[tuple[Silence, tuple[str, ...]]] = [
        ("other_case", tuple(case for case in limits.cases if case not in said.cases)),
        ("not_asked", limits.not_asked),
        ("waiting", limits.waiting),
        ("withheld", limits.withheld),
    ]
    found = [row for row in found if row[1]]
    if not any(entry.kind in RESTS_ON for entry in beneath.entries):
        found.append(("nobody_heard", ()))
    if said.still_so == "not_known":
        found.append(("not_known_today", ()))
    return found if one.agreed else [*found, ("not_agreed", ())]
