"""What a learning review finds: practice that helped or got in the way, what that rests on, and that the lead has agreed it."""

from __future__ import annotations

from typing import Literal

from sightline.record.kinds.registry import kind
from sightline.record.kinds.words import EntryRef

Effect = Literal["helped", "got_in_the_way"]
StillSo = Literal["yes", "partly", "no", "not_known"]


@kind("review_finding", "record", since=2)
class ReviewFinding:
    """Practice that helped or got in the way: the finding itself is the summary. A newer version corrects the one before.

    `part` is a part of the system (reviews/parts.toml); `cases` the review's cases that it was seen in; `shown_by` says
    what shows whether it is still so today. `rests_on` are entries and contributions, `standards` practice standards.
    `kept_words` are words of hindsight that its author keeps, and `kept_why` the reason.
    """

    effect: Effect
    part: str
    cases: tuple[str, ...]
    still_so: StillSo
    shown_by: str = ""
    rests_on: tuple[EntryRef, ...] = ()
    standards: tuple[str, ...] = ()
    kept_words: tuple[str, ...] = ()
    kept_why: str = ""


@kind("review_finding_agreed", "record", since=2)
class ReviewFindingAgreed:
    """The lead reviewer agrees a finding as it stands; a version written later is not agreed with it."""

    of: EntryRef
