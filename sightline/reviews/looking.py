"""Looking past a decision: what others held that day is seen by whoever has said why, and that they looked is kept."""

from __future__ import annotations

from uuid import UUID

from sightline.people.models import Post
from sightline.record import actions
from sightline.record.acting import acting_for
from sightline.record.models import Look
from sightline.record.times import Moment

_PURPOSE = "what others held at this decision: "


def see_others(*, by: Post, at: Moment, key: str, decision: UUID, why: str) -> UUID:
    """This will keep that the post looks at what others held at a decision, and why."""
    return actions.look(by=by, at=at, key=key, purpose=f"{_PURPOSE}{why}", entry=decision)


def looked(post: Post, decision: UUID) -> tuple[Moment, str] | None:
    """This will give when this post first looked at what others held at a decision and why, or None where it has not."""
    with acting_for(post.team):
        found = (
            Look.objects.filter(post=post, entry=decision, purpose__startswith=_PURPOSE)
            .order_by("stored", "id")
            .first()
        )
    if found is None:
        return None
    return Moment(found.at_day, time=found.at_time), found.purpose.removeprefix(_PURPOSE)
