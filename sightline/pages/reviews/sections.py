"""The parts of a learning review's workbench: what each page of it stands under, and who may use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from sightline.access import Permission, allowed
from sightline.pages.signed_in import Request
from sightline.people.models import Team
from sightline.record.cases import Case
from sightline.reviews import opening


@dataclass(frozen=True, slots=True)
class Section:
    """One part: the name of its first address, and the words it goes by."""

    name: str
    words: str
    permission: Permission = Permission.SEE_REVIEW


SECTIONS: tuple[Section, ...] = (
    Section("review", "The review"),
    Section("review_cases", "Cases"),
    Section("review_requests", "What agencies told"),
    Section("review_compare", "Side by side"),
    Section("review_people", "Who takes part"),
    Section("review_sessions", "Sessions"),
    Section("review_family", "The family"),
    Section("review_findings", "Findings"),
    Section("review_recommendations", "Recommendations"),
    Section("review_report", "Report"),
    Section("review_members", "Members"),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of a review shows around its own content."""

    review: Team
    cases: list[Case]
    sections: list[Section]


def framed(request: Request) -> dict[str, Any]:
    """This will give the frame of a page of the review that the post is of. Raises Http404 where it is of none."""
    team = request.post.team
    if team.type != "learning_review":
        raise Http404("the post is of no review")
    shown = [one for one in SECTIONS if allowed(request.post, one.permission)]
    return {"frame": Frame(team, opening.people_of(team), shown)}
