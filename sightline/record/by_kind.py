"""What is read by its kind rather than by whom it is about: what a review's people say, its findings, its recommendations.

And the placements that one of those may count, and which standards are off.
"""

from __future__ import annotations

from sightline.people.models import Team
from sightline.record import cases
from sightline.record.acting import acting_for
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge
from sightline.record.store import ENTRY, FROM, directory, entry_of, fetch

_OF_KIND = f"select {ENTRY} from {FROM} where e.kind in"
_FOLLOWED = (
    f"{_OF_KIND} ('review_recommendation', 'review_recommendation_reply', 'review_follow_through', 'review_loop_session',"
    " 'review_measure_told', 'review_recommendation_closed', 'review_closed') order by e.stored, e.id"
)
_AS_MANY = "select count(*) from (select t.entry_id from sightline_told t where t.knower_id = sightline_me() limit %s) found"
_SWITCHED = f"{_OF_KIND} ('standard_off', 'standard_on') order by e.stored, e.id"
_GATHERED = (
    f"{_OF_KIND} ('review_group', 'review_participant', 'review_session', 'review_attendance', 'review_contribution',"
    " 'review_note', 'review_two_accounts') order by e.stored, e.id"
)
_FOUND = f"{_OF_KIND} ('review_finding', 'review_finding_agreed') order by e.stored, e.id"
_PLACED = f"{_OF_KIND} ('placement') order by e.stored, e.id"


def followed(team: Team) -> Knowledge:
    """This will give what a team may see of recommendations and of what came of them, with the tellings of each."""
    return _of(team, _FOLLOWED)


def gathered(team: Team) -> Knowledge:
    """This will give what a team may see of who takes part in its review, of sessions and of what was said in them."""
    return _of(team, _GATHERED)


def found(team: Team) -> Knowledge:
    """This will give what a team may see of its review's findings and of whether they are agreed."""
    return _of(team, _FOUND)


def placements(team: Team) -> Knowledge:
    """This will give the placements that a team may see, with the tellings of each."""
    return _of(team, _PLACED)


def switched(team: Team) -> Knowledge:
    """This will give what a team may see of standards being switched off and on; not who else was told, which all are."""
    known = Knowledge(Agency(str(team.pk)), directory())
    with acting_for(team):
        found = fetch(_SWITCHED, [])
    for row in found:
        for _ in known.learn(entry_of(row)):
            pass
    return known


def holds_at_most(team: Team, most: int) -> bool:
    """This will say whether a team's record is no longer than so many entries: whether all of it can be read for one page."""
    with acting_for(team):
        ((many,),) = fetch(_AS_MANY, [most + 1])
    return bool(many <= most)


def _of(team: Team, sql: str) -> Knowledge:
    with acting_for(team):
        found = fetch(sql, [])
    entries = [entry_of(row) for row in found]
    return cases.seen_of(team, entries) if entries else Knowledge(Agency(str(team.pk)), {})
