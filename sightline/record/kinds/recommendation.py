"""What a learning review recommends, and what comes of it: the owner's reply, each profession's steps, sessions, the end."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sightline.record.kinds.registry import kind
from sightline.record.kinds.words import Agency, EntryRef

Measured = Literal["blank_checks", "challenged", "answered_in_time", "gp_told_first"]
Step = Literal["told", "understood", "changed", "tested"]


@kind("review_recommendation", "record", since=2)
class ReviewRecommendation:
    """What is to be different for a child, who owns it and how it will be tested; the recommendation itself is the summary.

    `professions` and `agencies` go together, place by place: whom it concerns. `measure` is one that the record has; where
    there is none, `no_measure` says why. `paragraphs` are those of the report that it rests on, `beyond_limit` why it is
    one more than the limit (reviews/limits.toml).
    """

    number: int
    owner: Agency
    owner_post: str
    different_for_child: str
    test_by: dt.date
    professions: tuple[str, ...]
    agencies: tuple[Agency, ...]
    audit_question: str | None = None
    measure: Measured | None = None
    no_measure: str | None = None
    findings: tuple[EntryRef, ...] = ()
    paragraphs: tuple[str, ...] = ()
    beyond_limit: str | None = None


@kind("review_recommendation_reply", "contact", since=2)
class ReviewRecommendationReply:
    """Whoever owns a recommendation accepts or declines it; the reasons are the summary. The last reply stands."""

    of: EntryRef
    reply: Literal["accepted", "declined"]


@kind("review_follow_through", "record", since=2)
class ReviewFollowThrough:
    """One step of one profession at one agency, with its evidence as the summary; or (`stands` false) not after all."""

    of: EntryRef
    profession: str
    agency: Agency
    step: Step
    stands: bool = True


@kind("review_loop_session", "meeting", since=2)
class ReviewLoopSession:
    """A session that closes the loop: what became of recommendations is said to whoever took part, and heard from them.

    `professions` and `attended` go together, place by place: who came. What was said is the summary.
    """

    recommendations: tuple[EntryRef, ...]
    professions: tuple[str, ...]
    attended: tuple[Agency, ...]


@kind("review_measure_told", "record", since=2)
class ReviewMeasureTold:
    """The numbers of a recommendation's measure, by quarter, as its owner passes them on: small ones are left out.

    `many` of `out_of` go with the `quarters`, place by place; `hidden` are quarters whose numbers are too small to tell.
    """

    of: EntryRef
    measure: Measured
    quarters: tuple[dt.date, ...]
    many: tuple[int, ...]
    out_of: tuple[int, ...]
    hidden: tuple[dt.date, ...] = ()


@kind("review_recommendation_closed", "record", since=2)
class ReviewRecommendationClosed:
    """The partnership closes a recommendation: every profession that it concerns was told, understood, changed and tested."""

    of: EntryRef
