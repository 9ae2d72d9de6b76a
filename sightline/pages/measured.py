"""What the team's measures are made of: its referrals from a day on, as far as it may see them."""

from __future__ import annotations

import datetime as dt

from sightline.measures.contacts import Contact, contacts
from sightline.people.models import Team
from sightline.record import measured, store


def told_since(team: Team, since: dt.date) -> list[Contact]:
    """This will give the referrals told to a team from a day on, with what came of each until now."""
    rows = measured.rows(team, since)
    same = measured.same(team, {person for row in rows for person in row.people or ()})
    private = {str(one.id) for one in store.directory().values() if one.type == "community"}
    return contacts(rows, str(team.pk), same, private)
