"""The demonstration's learning review of Child A and Child B: its agencies asked and answering, what was said and found in it,
and its eleven recommendations.

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

from django.db import transaction

from config import demo_said
from config.review_of_stories import Asked, ask_and_answer, name_case
from sightline.people.models import Organisation, Post, Team
from sightline.record.acting import as_owner
from sightline.record.interchange.read import read
from sightline.record.kinds.recommendation import ReviewRecommendation
from sightline.record.kinds.review import ReviewTerms
from sightline.record.kinds.words import Agency, EntryRef
from sightline.record.models import ImportedName
from sightline.record.times import Moment
from sightline.reviews import opening, recommending
from sightline.reviews.asking import Asking
from sightline.reviews.opening import Member

FILE = Path(__file__).resolve().parent.parent / "stories" / "recommendations.toml"
CASES = {"child-a": "Child A", "child-b": "Child B"}
DAYS = (dt.date(2016, 1, 1), dt.date(2020, 12, 31))
_SINCE = dt.date(2020, 1, 1)
_OPENED, _ISSUED, _REPLIED = 120, 14, 7
"""How many days ago the review was opened, its recommendations were issued, and what came of them was said."""


def load() -> None:
    """This will open the review and issue its recommendations, unless there is a partnership already or a story is missing."""
    with as_owner():
        if Team.objects.filter(type="partnership").exists() or not all(map(_teams, CASES)):
            return
        today = dt.datetime.now(tz=dt.UTC).date()
        with transaction.atomic(using="owner"):
            _load(today)


def _load(today: dt.date) -> None:
    lead = _review(_ago(today, _OPENED))
    made = _asked(lead, _ago(today, _OPENED))
    found = demo_said.load(made, today, _OPENED)
    for one in said():
        _recommend(lead, today, one, found)


def _teams(story: str) -> dict[str, UUID]:
    """The teams of a story that was imported, by the file's ids."""
    named = ImportedName.objects.filter(source=f"story {story}", what="team")
    return dict(named.values_list("file_id", "ours"))


def _ago(today: dt.date, days: int) -> Moment:
    return Moment(today - dt.timedelta(days=days))


def said() -> list[dict[str, Any]]:
    """This will read the file."""
    found: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["recommendation"]
    return found


def of(
    one: Mapping[str, Any], teams: Mapping[str, UUID], found: Mapping[str, UUID], by: dt.date
) -> ReviewRecommendation:
    """This will make a recommendation of what the file says, resting on what was `found`, `by` a day."""
    return ReviewRecommendation(
        number=one["number"], owner=Agency(str(teams[one["owner"]])), owner_post=one["post"],
        different_for_child=one["different"], test_by=by, professions=tuple(who for who, _ in one["concerns"]),
        agencies=tuple(Agency(str(teams[team])) for _, team in one["concerns"]), audit_question=one["audit"],
        measure=one.get("measure"), no_measure=one.get("no_measure"), paragraphs=tuple(one["paragraphs"]),
        findings=tuple(EntryRef(str(found[id])) for id in one["findings"]),
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


def _asked(lead: Post, at: Moment) -> Asked:
    """Every team of both stories was asked for the days of the terms, and has answered."""
    made = Asked(lead, at, lambda team: Post.objects.filter(team=team).order_by("name").first())
    for story, title in CASES.items():
        file = read((FILE.parent / f"{story}.yaml").read_bytes())
        name_case(made, story, title, file)
        people = tuple(person for (name, _), person in made.people.items() if name == story)
        purpose = "To learn from how the agencies worked together"
        by = at.day + dt.timedelta(days=14)
        ask_and_answer(made, story, Asking(people, *DAYS, purpose, "public_task", by))
    return made


def _recommend(lead: Post, today: dt.date, one: Mapping[str, Any], found: Mapping[str, UUID]) -> None:
    n, at, teams = one["number"], _ago(today, _ISSUED), _teams("child-a")
    said = of(one, teams, found, at.day + dt.timedelta(days=182))
    id = recommending.write(by=lead, at=at, key=f"recommends {n}", said=said, words=one["words"])
    recommending.issue(by=lead, at=at, id=id, seen=str(id))
    at, owner = _ago(today, _REPLIED), _post(teams[one["owner"]])
    if "reply" in one and owner:
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
