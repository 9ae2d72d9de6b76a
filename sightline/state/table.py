"""Whether a meeting was held and who sat at it, also where nobody wrote the list down."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge
from sightline.state.phrases import affirms, says
from sightline.state.shared import shared

_HELD = shared()["meeting_held"]
# What a meeting's own note says where it was not held: it stops no clock.
_CALLED_OFF, _TOO_FEW = _HELD.words("called_off"), _HELD.words("too_few")
_WAS_HELD = _HELD.words("held")


def took_place(meeting: Entry[Meeting]) -> bool:
    """This will say whether a meeting was held: not where its note or its outcome says that it was called off and names nobody
    who came, or that too few came for it to decide."""
    said = f"{meeting.body.outcome or ''}. {meeting.summary}"
    if says(said, _TOO_FEW):
        return False
    return bool(meeting.body.attended) or affirms(said, _WAS_HELD) or not says(said, _CALLED_OFF)


def present(known: Knowledge, meeting: Entry[Any]) -> tuple[Agency, ...] | None:
    """This will give those present at a meeting or a strategy discussion, its writer among them; None where that is not known.

    Where there is no list, whoever knew of it by the end of its day was there or was rung that day: in a whole file alone, since
    one team does not see who else was told, and only where the writer is not the only one, since minutes are sent to somebody.
    """
    body = meeting.body
    if body.attended:
        return tuple(dict.fromkeys((*body.attended, meeting.author)))
    if known.knower is not None:
        return None
    away = {*(getattr(body, "invited_absent", None) or ()), *(getattr(body, "not_invited", None) or ())}
    knew = (agency for agency, told in known.told(meeting.id).items() if told.told.day <= meeting.day)
    there = dict.fromkeys((meeting.author, *(agency for agency in knew if agency not in away)))
    return tuple(there) if len(there) > 1 else None
