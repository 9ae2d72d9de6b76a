"""Booking and birth."""

from __future__ import annotations

from sightline.record.kinds.registry import kind
from sightline.record.kinds.words import Topic


@kind("antenatal_booking", "health")
class AntenatalBooking:
    """First midwifery (booking) appointment."""

    gestation_weeks: float | None = None
    partner_asked_about: bool | None = None
    disclosed: tuple[Topic, ...] | None = None


@kind("birth", "health")
class Birth:
    """The baby is born. `marks_recorded_at_birth`: empty says that none was charted, None that nobody says."""

    gestation_weeks: float | None = None
    place: str | None = None
    marks_recorded_at_birth: tuple[str, ...] | None = None
