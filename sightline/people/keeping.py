"""Text kept through a time-out: sealed, with the post that typed it, until it is used or its time is over.

Called with the post's team in force: the database gives nobody else's.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from uuid import UUID

from sightline.people.models import Kept, Post
from sightline.people.sealing import Unreadable, seal, unseal

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was sent: to which address, with which fields in their order."""

    id: UUID
    path: str
    fields: Fields


def keep(post: Post, path: str, fields: Fields, until: dt.datetime) -> None:
    """This will keep a form that was sent when its session had ended."""
    sealed = seal(json.dumps([path, fields]), _purpose(post))
    Kept(post=post, sealed=sealed, until=until).save(force_insert=True)


def kept(post: Post, now: dt.datetime) -> list[Typed]:
    """This will give what is kept of a post, the last first, and take away what has had its time."""
    Kept.objects.filter(post=post, until__lte=now).delete()
    return [
        typed for row in Kept.objects.filter(post=post).order_by("-until") if (typed := _opened(post, row))
    ]


def throw_away(post: Post, id: UUID) -> None:
    """This will take one away: it has been used, or is not wanted."""
    Kept.objects.filter(post=post, pk=id).delete()


def _opened(post: Post, row: Kept) -> Typed | None:
    try:
        path, fields = json.loads(unseal(row.sealed, _purpose(post)))
    except Unreadable:  # the site's secret has been changed since
        return None
    return Typed(row.pk, path, [(name, value) for name, value in fields])


def _purpose(post: Post) -> str:
    return f"typed text of {post.pk}"
