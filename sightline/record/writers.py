"""By which posts entries were written, as far as a team may see the entries."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sightline.people.models import Post, Team
from sightline.record.acting import acting_for
from sightline.record.store import fetch, same_as

_WROTE = (
    "select distinct e.post_id from sightline_entry e join sightline_entryperson x on x.entry_id = e.id"
    " where x.person_id = any (%s::uuid[]) and e.author_id <> %s and e.post_id is not null"
)


def writers(team: Team, people: Sequence[UUID]) -> list[Post]:
    """This will give the posts of others that wrote what a team may see of some people, by name."""
    with acting_for(team):
        found = fetch(_WROTE, [sorted(same_as(set(map(str, people)))), team.pk])
        posts = Post.objects.filter(pk__in=[id for (id,) in found]).select_related("team")
        return sorted(posts, key=lambda post: (post.name, str(post.pk)))
