"""Whether whoever reviews worked with the family: what each declares, and what the record that the review was told says.

The record is compared, not only the word: a post of the same account or of the same name that wrote an entry. A name proves
nothing, and nothing found proves nothing either; both are shown, for people to judge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sightline.people.models import Post, Team
from sightline.record import store
from sightline.record.entry import Entry
from sightline.record.kinds.review_people import ReviewDeclaration
from sightline.record.writers import writers
from sightline.reviews import opening


@dataclass(frozen=True, slots=True)
class Standing:
    """A member of the review: what they declared last (None: nothing yet), and the posts that may be theirs and wrote."""

    member: Post
    declared: Entry[ReviewDeclaration] | None
    wrote: tuple[Post, ...]

    @property
    def contradicted(self) -> bool:
        """This will say whether they declare that they had not worked with the family, and the record says otherwise."""
        return bool(self.wrote) and self.declared is not None and self.declared.body.worked_with == "no"


def standings(review: Team) -> list[Standing]:
    """This will give each member of a review with their declaration and what the record says, by name."""
    declared = {entry.body.member: entry for entry in _declarations(review)}
    people = [person for case in opening.people_of(review) for person in case.people]
    wrote = writers(review, people)
    members = sorted(Post.objects.filter(team=review), key=lambda one: (one.name, str(one.pk)))
    return [Standing(one, declared.get(str(one.pk)), _theirs(one, wrote)) for one in members]


def _declarations(review: Team) -> list[Entry[ReviewDeclaration]]:
    said = store.may_see(review).entries(ReviewDeclaration)
    return sorted(said, key=lambda entry: entry.noted.key)


def _theirs(member: Post, wrote: Sequence[Post]) -> tuple[Post, ...]:
    name = _plain(member.name)
    return tuple(post for post in wrote if _account(post) == _account(member) or _plain(post.name) == name)


def _account(post: Post) -> UUID:
    """Whose the post is; one without an account is nobody else's."""
    return post.account_id or post.pk


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
