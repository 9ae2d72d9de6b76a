"""Who may: the permissions, and the one table of which role has which.

What a team may see is not settled here: it is what the team recorded or was told, and the database shows nothing else.
A permission only says which pages and acts a post may use at all.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sightline.people.models import Post


class Permission(Enum):
    """What a page or an act asks for."""

    SEE_CASES = "see the team's list of cases"
    SEE_CASE = "open a case, its chronology and its entries"
    SEE_LEDGER = "see who was told what, as far as the team told it or was told"
    ADMINISTER_POSTS = "see the organisation's people and posts, invite, move and end them"


_READ = frozenset({Permission.SEE_CASES, Permission.SEE_CASE, Permission.SEE_LEDGER})

ROLES: dict[str, frozenset[Permission]] = {
    "practitioner": _READ,
    "front-door decision maker": _READ,
    "front-door representative of health": _READ,
    "front-door representative of education": _READ,
    "front-door representative of the police": _READ,
    "team manager": _READ,
    "named professional": _READ,
    "out of hours": _READ,
    "reviewer": _READ,
    "partnership manager": frozenset(),
    "administrator": frozenset({Permission.ADMINISTER_POSTS}),
}
"""Managers of the partnership and administrators run the service; they read nobody's record. A representative at the
front door holds a post of their own agency: they see what it recorded or was told, and nothing of the front door's."""


def allowed(post: Post, permission: Permission) -> bool:
    """This will say whether a post has a permission; a role that the table does not name has none."""
    return permission in ROLES.get(post.role, frozenset())
