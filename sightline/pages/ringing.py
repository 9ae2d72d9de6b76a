"""Whom one can ring about a case: by team, with the number that is published or that an entry names, who answers now first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sightline.pages.hours import answers
from sightline.pathways.referral import answering
from sightline.people.contacts import standing
from sightline.people.models import Contact, Team
from sightline.record.entry import Entry
from sightline.record.kinds.words import Agency
from sightline.record.times import Moment
from sightline.state.on_a_page.involved import Involved


@dataclass(frozen=True, slots=True)
class Ring:
    """One line of the network. `now`: they answer now, as their published hours say. `source`: the entry that names them."""

    team: Agency
    name: str
    role: str
    telephone: str
    hours: str
    now: bool
    last: Entry[object] | None
    source: Entry[object] | None = None


def network(involved: Sequence[Involved], mine: Team, at: Moment) -> list[Ring]:
    """This will give whom to ring in the teams involved: who answers now, then who has a number, then the others."""
    published = {str(team): there for team, there in standing(one.team for one in involved).items()}
    rows = [row for one in involved for row in _rows(one, published.get(one.team, {}), mine, at)]
    return sorted(rows, key=lambda row: (not row.now, not row.telephone))


def first(rows: Iterable[Ring], about: Collection[Agency], most: int = 3) -> list[Ring]:
    """This will give the first who can be rung: of those who answer now, and of the others, the teams concerned first."""
    can = [row for row in rows if row.telephone]
    return sorted(can, key=lambda row: (not row.now, row.team not in about))[:most]


def _rows(one: Involved, published: Mapping[str, Contact], mine: Team, at: Moment) -> Iterable[Ring]:
    contact = answering(published, mine)
    if contact:
        yield Ring(
            one.team, contact.name, contact.role, contact.telephone, contact.hours,
            answers(contact.hours, at) is True, one.last,
        )  # fmt: skip
    there = {contact.telephone} if contact else set()
    for named in one.named:
        if named.telephone not in there or (named.name and not (contact and named.name == contact.name)):
            yield Ring(one.team, named.name, "", named.telephone, "", False, one.last, named.entry)
    if not contact and not one.named and one.team != str(mine.pk):
        yield Ring(one.team, "", "", "", "", False, one.last)
