"""Looks for people among a team's own, through its index: for whom an agency asks about, and whom a referral names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from uuid import UUID

from sightline.checks.finding.called import called
from sightline.checks.finding.household import Candidate as Found
from sightline.checks.finding.roles import Asked
from sightline.checks.finding.search import NothingToSearch, search
from sightline.checks.finding.weights import limit
from sightline.checks.matching import Candidate, meant, merged
from sightline.people.models import Team
from sightline.record import cases
from sightline.record.kinds.particulars import Particulars


@dataclass(frozen=True, slots=True)
class Looked:
    """Among how many records was looked; of each asked about, by which kinds of key, and who of the team's own may be meant."""

    records: int
    by: tuple[frozenset[str], ...]
    candidates: tuple[tuple[Candidate, ...], ...]


def look(team: Team, people: Sequence[Particulars], on: dt.date) -> Looked:
    """This will look for people, who belong together, among the team's own, and give for each those who may be meant.

    A team that has nobody to search has looked among none. Raises whatever goes wrong in the search.
    """
    best: list[dict[UUID, float]] = [{} for _ in people]
    by: list[set[str]] = [set() for _ in people]
    records = 0
    try:
        for asked in _asked(people, on):
            found = search(team, asked, latest=on)
            records = found.records
            for answer, scores, searched in zip(found.answers, best, by, strict=True):
                searched.update(answer.searched)
                for one in answer.candidates:
                    if one.person and _may_be(one):
                        scores[one.person] = max(one.score, scores.get(one.person, one.score))
    except NothingToSearch:
        return Looked(0, tuple(frozenset() for _ in people), tuple(() for _ in people))
    held = _held(team, {person for scores in best for person in scores})
    lists = (meant(said, scores, held, on) for said, scores in zip(people, best, strict=True))
    return Looked(records, tuple(map(frozenset, by)), tuple(lists))


def _may_be(found: Found) -> bool:
    """Whether it is worth a look: a number or the whole name always, half a name only with what makes it likely."""
    agree = {one.field for one in found.because if one.points > 0}
    return "nhs" in agree or agree >= {"given", "surname"} or found.score >= limit()["shown"]


def _asked(people: Sequence[Particulars], on: dt.date) -> Iterator[list[Asked]]:
    """The people as they are asked about: once by their names, and again where one of them goes by another."""
    names = [called(said, on) for said in people]
    roles = [str(said.role or "").replace("_", " ") for said in people]
    for turn in range(max(map(len, names), default=0)):
        yield [Asked(one[min(turn, len(one) - 1)], role) for one, role in zip(names, roles, strict=True)]


def _held(team: Team, people: AbstractSet[UUID]) -> dict[UUID, Particulars]:
    """What the team holds of each, the last of every particular."""
    said: dict[UUID, list[Particulars]] = {}
    for entry in cases.who(team, list(people)) if people else []:
        said.setdefault(UUID(entry.body.person), []).append(entry.body)
    found = {person: merged(bodies) for person, bodies in said.items()}
    return {person: body for person, body in found.items() if body is not None and person in people}
