"""Emergency access out of hours: asked for by name of team and particulars, opened for a day, reviewed the next.

The Information Sharing advice (2024): fears about sharing must not stand in the way of a child's safety, and what is shared is
necessary, proportionate and recorded. docs/adr/0021 argues what can be asked.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal, get_args
from uuid import UUID

from sightline.people.models import Post, Team
from sightline.record import actions, emergency
from sightline.record.actions import NotKnown, Refused, Tell
from sightline.record.emergency import Access
from sightline.record.kinds.emergency import EmergencyAccess, EmergencyReview
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency, EntryRef, Person, ReviewType
from sightline.record.times import Moment, Span
from sightline.record.writing import came_of, once, one_act, seen

Finding = Literal["right", "not_right", "cannot_say"]


@dataclass(frozen=True, slots=True)
class Asking:
    """Whose record is needed, whom about, and why now. A name, with a date of birth or an NHS number, is what has to agree."""

    holder: Team
    name: str
    dob: dt.date | None
    nhs_number: str | None
    address: str | None
    danger: str
    why_now: str


def holders(team: Team) -> list[Team]:
    """This will give every team of the published directory whose record can be asked for, whatever it holds."""
    return list(
        Team.objects.exclude(type__in=("community", *get_args(ReviewType)))
        .exclude(pk=team.pk)
        .order_by("name", "id")
    )


def told(asking: Asking, at: Moment, person: UUID | None = None) -> tuple[Particulars, EmergencyAccess]:
    """This will give the two entries that the holder is told, whatever it holds (`person` None: not written yet)."""
    who = Particulars(
        person=Person(str(person or "")), name=asking.name, dob=asking.dob, nhs_number=asking.nhs_number,
        address=asking.address,
    )  # fmt: skip
    act = EmergencyAccess(
        asked=Agency(str(asking.holder.pk)), danger=asking.danger, why_now=asking.why_now,
        review_by=at.day + dt.timedelta(days=1),
    )  # fmt: skip
    return who, act


def open_record(*, by: Post, at: Moment, key: str, asking: Asking) -> UUID:
    """This will tell the holder who asks, whom about and why, open what it may give, and give the access's id.

    One transaction, and the same steps whatever is found; the same key again gives the same. What came of it is what the
    team was then told: see `record.emergency`.
    """
    tell = [Tell(asking.holder, at)]
    with one_act(by, at):
        if once(by, key, "emergency", [], asking=_content(asking)) is not None:
            return came_of(by, f"{key} access")[0]
        person = actions.meet(by=by, at=at, key=f"{key} meet")
        act: dict[str, Any] = {"by": by, "at": at, "people": [person], "occurred": Span(at.day), "tell": tell}
        who, said = told(asking, at, person)
        actions.record(key=f"{key} who", body=who, **act)
        access = actions.record(key=f"{key} access", body=said, **act)
        for other in emergency.opened(access):
            # Told to nobody: it is not the asker's to join two of the holder's people.
            actions.same_person(by=by, at=at, key=f"{key} same {other}", persons=(person, other))
        actions.open_case(by=by, at=at, key=f"{key} case", title=asking.name, people=[person])
    return access


def review(*, by: Post, at: Moment, access: Access, finding: Finding, words: str, leave_open: bool) -> UUID:
    """This will keep what the holder says of an access to its record, told to whoever made it. Once: the key is the access's.

    `leave_open`: what was opened is told to them in the ordinary way too, so that it does not close. Raises NotKnown for an
    access to another's record, Refused for whoever opened it, Conflict where a colleague has reviewed it.
    """
    id, key = UUID(access.entry.id), f"review {access.entry.id}"
    if access.entry.body.asked != str(by.team_id):
        raise NotKnown("there is nothing here by that id")
    to = [Tell(Team.objects.get(pk=access.entry.author), at)]
    body = EmergencyReview(of=EntryRef(str(id)), finding=finding, left_open=leave_open)
    with one_act(by, at):
        _not_ones_own(by, id)
        made = actions.record(
            by=by, at=at, key=key, body=body, people=[UUID(one) for one in access.entry.people],
            occurred=Span(at.day), summary=words, tell=to,
        )  # fmt: skip
        for entry in emergency.entries_given(by.team, id) if leave_open else ():
            actions.tell(by=by, at=at, key=f"{key} {entry}", entry=entry, to=to)
    return made


def _not_ones_own(by: Post, access: UUID) -> None:
    made = Post.objects.filter(pk=seen(access).post_id or access).first()
    if made is not None and made.account_id is not None and made.account_id == by.account_id:
        raise Refused("nobody reviews what they opened themselves: ask a colleague")


def _content(asking: Asking) -> dict[str, Any]:
    held = {name: getattr(asking, name) for name in Asking.__slots__ if name != "holder"}
    return held | {"holder": str(asking.holder.pk)}
