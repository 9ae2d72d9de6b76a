"""The thin row of one thing that is counted of a team's work: what measures are made of, without Django."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

Pair = tuple[str, str]


class Row(NamedTuple):
    """One thing that is counted. `day` is when the team was told of a referral, when it told a reply, else when it was noted.

    `about` is the team a referral is to, the referral a decision answers, the decision a blank, a reply or a challenge is
    of, the challenge an outcome settles. `word` is what was decided, how a blank stood, the stage or outcome of a challenge,
    or who a referral came from; `more` the threshold document of a decision, or the service of a blank.
    """

    kind: str
    entry: str
    author: str
    told_to: str
    day: dt.date
    about: str | None
    people: list[str] | None
    word: str | None
    more: str | None
    corrects: str | None
