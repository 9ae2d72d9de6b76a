"""What a learning review knows, as the pure core takes it: a record of what agencies told it, and of who had been told then.

Nothing here is anybody's whole record. What no agency told the review is not in it, and neither is a telling that nobody
showed it: so "was not told" means that nobody who was asked says so (docs/adr/0026).
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sightline.people.models import Team
from sightline.record import store
from sightline.record.entry import Entry, Record, Told


def told(team: Team, people: Sequence[UUID]) -> Record:
    """This will give what agencies told a review about some people: entries in the order of `noted`, and their tellings.

    What is said within the review, and the review's being told, are left out: the record is of the time.
    """
    known = store.may_see(team, people=people)
    teams = {
        id: one
        for id, one in known.teams.items()
        if one.type not in ("learning_review", "review_participant")
    }
    entries = [entry for entry in known.all() if _of_the_time(entry, teams.keys())]
    here = {entry.id for entry in entries}
    tellings = [row for row in known.tellings() if row.entry in here and row.knower in teams]
    written = {row.entry for row in tellings if row.how == "recorded"}
    tellings += [_its_author(entry) for entry in entries if entry.id not in written]
    return Record(
        "", teams, {}, tuple(sorted(entries, key=lambda entry: (entry.noted.key, entry.id))),
        tuple(sorted(tellings, key=lambda row: (row.told.key, row.id))),
    )  # fmt: skip


def _of_the_time(entry: Entry[object], teams: object) -> bool:
    return not entry.kind.startswith("review_") and entry.author in teams  # type: ignore[operator]


def _its_author(entry: Entry[object]) -> Told:
    """That whoever wrote an entry knew it, which the entry says although nobody showed that row."""
    return Told(f"{entry.id} written", entry.id, entry.author, entry.noted, "recorded", entry.author)
