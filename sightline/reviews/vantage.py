"""What a learning review knows, as the pure core takes it: a record of what agencies told it, and of who had been told then.

Nothing here is anybody's whole record. What no agency told the review is not in it, and neither is a telling that nobody
showed it: so "was not told" means that nobody who was asked says so (docs/adr/0026).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sightline.people.models import Team
from sightline.record import cases, store
from sightline.record import entry as knower
from sightline.record.entry import Entry, Record, Told
from sightline.record.kinds.words import WITHIN_REVIEW, Agency
from sightline.reviews.introduced import introduced


def told(team: Team, people: Sequence[UUID]) -> Record:
    """This will give what agencies told a review about some people: entries in the order of `noted`, and their tellings.

    What is said within the review, and the review's being told, are left out: the record is of the time.
    """
    known = store.may_see(team, people=people)
    teams = {id: one for id, one in known.teams.items() if one.type not in WITHIN_REVIEW}
    entries = [entry for entry in known.all() if of_the_time(entry, known.teams)]
    here = {entry.id for entry in entries}
    tellings = [row for row in known.tellings() if row.entry in here and row.knower in teams]
    written = {row.entry for row in tellings if row.how == "recorded"}
    tellings += [_its_author(entry) for entry in entries if entry.id not in written]
    return Record(
        "", teams, {}, tuple(sorted(entries, key=lambda entry: (entry.noted.key, entry.id))),
        tuple(sorted(tellings, key=lambda row: (row.told.key, row.id))),
    )  # fmt: skip


def introduced_to(team: Team, people: Sequence[UUID]) -> Record:
    """This will give what `told` gives, with who the people are, as the review has it, for the standards to speak on."""
    said = cases.who(team, people)
    mine = [entry.body for entry in said if entry.author == str(team.pk)]
    return introduced(told(team, people), mine)


def of_the_time(entry: Entry[object], teams: Mapping[Agency, knower.Team]) -> bool:
    """This will say whether an entry is an agency's record of the time, and not something said within a review."""
    return not entry.kind.startswith("review_") and teams[entry.author].type not in WITHIN_REVIEW


def _its_author(entry: Entry[object]) -> Told:
    """That whoever wrote an entry knew it, which the entry says although nobody showed that row."""
    return Told(f"{entry.id} written", entry.id, entry.author, entry.noted, "recorded", entry.author)
