"""Who sat at a meeting, also where nobody wrote the list down."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge


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
