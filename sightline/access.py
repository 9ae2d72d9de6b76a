"""Who may: the permissions, and the one table of which role has which.

What a team may see is not settled here: it is what the team recorded or was told, and the database shows nothing else.
A permission only says which pages and acts a post may use at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sightline.people.models import Post


class Permission(Enum):
    """What a page or an act asks for."""

    SEE_CASES = "see the team's list of cases"
    SEE_CASE = "open a case, its chronology and its entries"
    SEE_LEDGER = "see who was told what, as far as the team told it or was told"
    MAKE_REFERRAL = "tell a front door about a worry"
    SEE_QUEUE = "see the contacts that wait for the team's decision, and who has each"
    ASK_CHECK = "ask other agencies what they hold, about the people of a referral to the team"
    DECIDE = "decide on a contact made to the team, and allocate it"
    SEE_DECISION = "read a decision that the team made or was told of, and the challenges to it"
    CHALLENGE = "disagree with a decision that the team was told of"
    ANSWER_CHALLENGE = "answer a challenge to a decision, at a stage that their role and side answer"
    SEE_WEEK = "see what is unanswered and what is disputed, of the sector where the post is of one"
    SEE_INBOX = "open the team's inbox and say that something has arrived"
    ANSWER_CHECK = "match, answer or refuse what other agencies ask the team"
    OPEN_IN_EMERGENCY = "open, in an emergency out of hours, what another team holds about a person"
    REVIEW_EMERGENCY = "review the emergency accesses to the team's record"
    NAME_CONTACTS = "say who answers at the organisation's front doors, for which sector"
    SEE_MEASURES = (
        "see what the team was asked and decided, counted exactly, and which referrals each count is of"
    )
    SEE_SAFE_MEASURES = "see the team's counts for finished quarters, small numbers hidden"
    OPEN_REVIEW = "open a learning review, and follow what came of each"
    SEE_REVIEW = "read a learning review that the post is of"
    WRITE_REVIEW = "write in a learning review: sessions, notes, findings"
    NOTE_REVIEW = "take notes in the sessions of a learning review"
    LEAD_REVIEW = (
        "lead a learning review: set its terms, ask agencies, appoint its members, agree findings, close it"
    )
    TAKE_PART_IN_REVIEW = (
        "enter one's own account in a learning review, and read what it then shows of the others'"
    )
    ANSWER_REVIEW = "answer what a learning review asks the team for"
    SEE_RECOMMENDATION = (
        "read the recommendations of learning reviews that the team was told of, and what came of each"
    )
    ANSWER_RECOMMENDATION = (
        "accept or decline a recommendation to the team, record its steps, pass its numbers on"
    )
    FOLLOW_RECOMMENDATIONS = (
        "follow the recommendations of the partnership's reviews, hold sessions to close the loop, close one"
    )
    SWITCH_STANDARDS = "switch a practice standard off for the partnership, and on again"
    ADMINISTER_POSTS = "see the organisation's people and posts, invite, move and end them"


_READ = frozenset(
    {
        Permission.SEE_CASES,
        Permission.SEE_CASE,
        Permission.SEE_LEDGER,
        Permission.SEE_DECISION,
        Permission.SEE_INBOX,
        Permission.SEE_RECOMMENDATION,
    }
)
_WORK = _READ | {Permission.CHALLENGE, Permission.ANSWER_CHECK, Permission.ANSWER_REVIEW}
_REVIEW = frozenset(
    {
        Permission.SEE_REVIEW,
        Permission.SEE_INBOX,
        Permission.SEE_CASES,
        Permission.SEE_CASE,
        Permission.SEE_LEDGER,
        Permission.SEE_RECOMMENDATION,
    }
)
_DOOR = _WORK | {
    Permission.SEE_QUEUE,
    Permission.ASK_CHECK,
    Permission.DECIDE,
    Permission.ANSWER_CHALLENGE,
    Permission.SEE_WEEK,
}
_SECTOR = _WORK | {Permission.MAKE_REFERRAL, Permission.SEE_WEEK}

ROLES: dict[str, frozenset[Permission]] = {
    "practitioner": _WORK | {Permission.MAKE_REFERRAL},
    "front-door decision maker": _DOOR,
    "front-door representative of health": _SECTOR,
    "front-door representative of education": _SECTOR,
    "front-door representative of the police": _SECTOR,
    "team manager": _DOOR
    | {
        Permission.MAKE_REFERRAL,
        Permission.REVIEW_EMERGENCY,
        Permission.SEE_MEASURES,
        Permission.SEE_SAFE_MEASURES,
        Permission.ANSWER_RECOMMENDATION,
    },
    "named professional": _WORK
    | {
        Permission.ANSWER_CHALLENGE,
        Permission.MAKE_REFERRAL,
        Permission.REVIEW_EMERGENCY,
        Permission.ANSWER_RECOMMENDATION,
    },
    "out of hours": _WORK | {Permission.MAKE_REFERRAL, Permission.OPEN_IN_EMERGENCY},
    "lead reviewer": _REVIEW | {Permission.NOTE_REVIEW, Permission.WRITE_REVIEW, Permission.LEAD_REVIEW},
    "reviewer": _REVIEW | {Permission.NOTE_REVIEW, Permission.WRITE_REVIEW},
    "review observer": _REVIEW | {Permission.NOTE_REVIEW},
    "review panel member": _REVIEW,
    "review participant": frozenset({Permission.TAKE_PART_IN_REVIEW}),
    "delegated safeguarding partner": _READ | {Permission.ANSWER_CHALLENGE, Permission.ANSWER_RECOMMENDATION},
    "partnership manager": frozenset(
        {
            Permission.SEE_SAFE_MEASURES,
            Permission.OPEN_REVIEW,
            Permission.SEE_RECOMMENDATION,
            Permission.FOLLOW_RECOMMENDATIONS,
            Permission.SWITCH_STANDARDS,
        }
    ),
    "administrator": frozenset({Permission.ADMINISTER_POSTS, Permission.NAME_CONTACTS}),
}
"""Managers of the partnership and administrators run the service; they read nobody's record. A partnership manager sees safe
counts of the team that the post is of, and never whose they are (docs/adr/0023). A representative at the
front door holds a post of their own agency: they see what it recorded or was told, and nothing of the front door's."""


OF_REVIEW: Mapping[str, str] = {
    "lead reviewer": "Leads the review: asks agencies, agrees findings, closes it",
    "reviewer": "Facilitates sessions, writes notes and findings",
    "review observer": "Reads, takes notes in sessions and joins the discussion afterwards",
    "review panel member": "Reads the review and says what the partnership makes of it",
    "review participant": "Enters their own account, and reads what is then shown of the others’",
}
"""Roles that are given within a learning review, and by no organisation's administrator; what each is for."""


def allowed(post: Post, permission: Permission) -> bool:
    """This will say whether a post has a permission; a role that the table does not name has none."""
    return permission in ROLES.get(post.role, frozenset())
