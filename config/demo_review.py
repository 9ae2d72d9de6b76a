"""The demonstration's learning review of Child A and Child B: its agencies asked and answering, and its eleven recommendations.

The partnership, whoever leads the review and what agencies have done since are made up.
"""

from __future__ import annotations

import datetime as dt
import tomllib
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from config.review_of_stories import Asked, ask_and_answer, name_case
from sightline.people.models import Organisation, Post, Team
from sightline.record.acting import as_owner
from sightline.record.interchange.read import read
from sightline.record.kinds.recommendation import ReviewRecommendation
from sightline.record.kinds.review import ReviewTerms
from sightline.record.kinds.words import Agency
from sightline.record.models import ImportedName
from sightline.record.times import Moment
from sightline.reviews import opening, recommending
from sightline.reviews.asking import Asking
from sightline.reviews.opening import Member

FILE = Path(__file__).resolve().parent.parent / "stories" / "recommendations.toml"
CASES = {"child-a": "Child A", "child-b": "Child B"}
DAYS = (dt.date(2016, 1, 1), dt.date(2020, 12, 31))
_SINCE = dt.date(2020, 1, 1)


def load() -> None:
    """This will open the review and issue its recommendations, unless there is a partnership already or no Child A."""
    with as_owner():
        named = ImportedName.objects.filter(source="story child-a", what="team")
        teams = dict(named.values_list("file_id", "ours"))
        if not teams or Team.objects.filter(type="partnership").exists():
            return
        at = Moment(dt.datetime.now(tz=dt.UTC).date())
        lead = _review(at)
        _asked(lead, at)
        for one in said():
            _recommend(lead, at, one, teams)


def said() -> list[dict[str, Any]]:
    """This will read the file."""
    found: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["recommendation"]
    return found


def of(one: Mapping[str, Any], teams: Mapping[str, UUID], by: dt.date) -> ReviewRecommendation:
    """This will make a recommendation of what the file says, `by` a day."""
    return ReviewRecommendation(
        number=one["number"], owner=Agency(str(teams[one["owner"]])), owner_post=one["post"],
        different_for_child=one["different"], test_by=by, professions=tuple(who for who, _ in one["concerns"]),
        agencies=tuple(Agency(str(teams[team])) for _, team in one["concerns"]), audit_question=one["audit"],
        measure=one.get("measure"), no_measure=one.get("no_measure"), paragraphs=tuple(one["paragraphs"]),
        beyond_limit=one.get("beyond"),
    )  # fmt: skip


def _review(at: Moment) -> Post:
    """A partnership with its manager, and a review with its lead."""
    organisation = Organisation.objects.create(name="Safeguarding children partnership")
    unit = Team.objects.create(
        organisation=organisation, type="partnership", name="Safeguarding children partnership"
    )
    manager = Post.objects.create(team=unit, name="Ishbel Corrin", role="partnership manager", starts=_SINCE)
    invited = Member("Hesper Lyle", "lead reviewer", "hesper.lyle@example.org")
    review = opening.open_review(by=manager, at=at, key=uuid.uuid4(), lead=invited)
    lead = Post.objects.create(team=review, name="Hesper Lyle", role="lead reviewer", starts=at.day)
    terms = ReviewTerms(
        template="appreciative_inquiry", questions=("Why were two babies with injuries answered so differently?",),
        since=DAYS[0], until=DAYS[1], legal_basis="public_task",
        authority="Children Act 2004, sections 16F and 16H",
    )  # fmt: skip
    opening.set_terms(by=lead, at=at, key="terms", terms=terms)
    return lead


def _asked(lead: Post, at: Moment) -> None:
    """Every team of both stories was asked for the days of the terms, and has answered."""
    made = Asked(lead, at, lambda team: Post.objects.filter(team=team).order_by("name").first())
    for story, title in CASES.items():
        file = read((FILE.parent / f"{story}.yaml").read_bytes())
        name_case(made, story, title, file)
        people = tuple(person for (name, _), person in made.people.items() if name == story)
        purpose = "To learn from how the agencies worked together"
        by = at.day + dt.timedelta(days=14)
        ask_and_answer(made, story, Asking(people, *DAYS, purpose, "public_task", by))


def _recommend(lead: Post, at: Moment, one: Mapping[str, Any], teams: Mapping[str, UUID]) -> None:
    n, by = one["number"], at.day + dt.timedelta(days=182)
    id = recommending.write(
        by=lead, at=at, key=f"recommends {n}", said=of(one, teams, by), words=one["words"]
    )
    recommending.issue(by=lead, at=at, id=id, seen=str(id))
    if "reply" in one and (owner := _post(teams[one["owner"]])):
        recommending.reply(
            by=owner, at=at, key=f"replies {n}", id=id, reply=one["reply"], words=one["reasons"]
        )
    professions = {team: who for who, team in one["concerns"]}
    for team, step, words in one.get("steps", ()):
        if post := _post(teams[team]):
            row = (professions[team], str(teams[team]))
            recommending.step(
                by=post, at=at, key=f"{step} {n} {team}", id=id, row=row, step=step, stands=True, words=words
            )


def _post(team: UUID) -> Post | None:
    return Post.objects.filter(team=team).order_by("name").first()
