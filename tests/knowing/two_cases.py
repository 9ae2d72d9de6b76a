"""A learning review of Child A and Child B: every team of both stories was asked for all its days, matched, and answered.

`two_cases()` makes it in a few seconds. What the review knows then is what the two files hold, but for what no agency holds.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from config.review_of_stories import Asked, ask_and_answer, name_case
from sightline.people.models import Organisation, Post, Team
from sightline.record.entry import Record
from sightline.record.imports import import_record
from sightline.record.interchange.casefile import CaseFile
from sightline.record.interchange.read import read
from sightline.record.kinds.words import Person
from sightline.record.models import Imported, ImportedName
from sightline.record.times import Moment
from sightline.reviews import opening, vantage
from sightline.reviews.asking import Asking
from sightline.reviews.opening import Member
from tests.knowing.reviewing import terms

STORIES = Path(__file__).parents[2] / "stories"
STARTS = dt.date(2021, 1, 4)
AT = Moment(dt.date(2021, 2, 1), 0, dt.time(9))
SINCE, UNTIL = dt.date(2016, 1, 1), dt.date(2020, 12, 31)
CASES = {"child-a": "Child A", "child-b": "Child B"}


@dataclass
class TwoCases:
    """The review with its posts, and by the name of a story: its teams, a post in each, its people, entries and requests."""

    posts: dict[str, Post] = field(default_factory=dict)
    """lead | facilitator | observer of the review, and the partnership's manager."""
    cases: dict[str, UUID] = field(default_factory=dict)
    teams: dict[tuple[str, str], Team] = field(default_factory=dict)
    workers: dict[tuple[str, str], Post] = field(default_factory=dict)
    people: dict[tuple[str, str], Person] = field(default_factory=dict)
    """Whom the review is about, under its own ids: (child-a, father)."""
    entries: dict[tuple[str, str], UUID] = field(default_factory=dict)
    """By the file's ids: (child-a, d02)."""
    requests: dict[tuple[str, str], UUID] = field(default_factory=dict)

    @property
    def named(self) -> dict[str, list[str]]:
        """This will give the people of each story by the file's ids."""
        return {story: [one for name, one in self.people if name == story] for story in CASES}

    @property
    def review(self) -> Team:
        """This will give the review as a team."""
        return self.posts["lead"].team

    def of(self, story: str) -> list[UUID]:
        """This will give the people of a story's case."""
        return [UUID(person) for (name, _), person in self.people.items() if name == story]

    def told(self, story: str) -> Record:
        """This will give what the review was told of a case."""
        return vantage.told(self.review, self.of(story))

    def does(self, who: str | tuple[str, str], at: Moment = AT) -> dict[str, Any]:
        """This will give the words every act begins with, for a post of the review or for a story's team."""
        post = self.posts[who] if isinstance(who, str) else self.workers[who]
        return {"by": post, "at": at, "key": str(uuid.uuid4())}


def two_cases(
    *, silent: Collection[tuple[str, str]] = (), unasked: Collection[tuple[str, str]] = ()
) -> TwoCases:
    """This will make it all, inside `as_owner`: the two stories, the review, and every team's answer.

    Teams of `silent` are asked and do not answer; teams of `unasked` are not asked.
    """
    made = TwoCases()
    _review(made)
    for story, title in CASES.items():
        file = read((STORIES / f"{story}.yaml").read_bytes())
        _load(made, story, file)
        asked = Asked(made.posts["lead"], AT, lambda team: Post.objects.filter(team=team).first())
        name_case(asked, story, title, file)
        made.cases |= asked.cases
        made.people |= asked.people
        wanted = Asking(
            tuple(asked.people.values()), SINCE, UNTIL, "To learn from how the agencies worked together", "public_task",
            dt.date(2021, 3, 1),
        )  # fmt: skip
        ask_and_answer(asked, story, wanted, silent=silent, unasked=unasked)
        made.requests |= asked.requests
    return made


def _review(made: TwoCases) -> None:
    organisation = Organisation.objects.create(name="The partnership")
    unit = Team.objects.create(organisation=organisation, type="partnership", name="The partnership")
    manager = Post.objects.create(team=unit, name="Verity Holt", role="partnership manager", starts=STARTS)
    lead = Member("Hana Lloyd", "lead reviewer", "lead@example.org")
    review = opening.open_review(by=manager, at=AT, key=uuid.uuid4(), lead=lead)
    made.posts["manager"] = manager
    for who, role in (
        ("lead", "lead reviewer"),
        ("facilitator", "reviewer"),
        ("observer", "review observer"),
    ):
        made.posts[who] = Post.objects.create(team=review, name=f"A {who}", role=role, starts=STARTS)
    said = terms(
        questions=("What made it likely that Child A’s injury was answered in days, and Child B’s in hours?",),
        since=SINCE, until=UNTIL,
    )  # fmt: skip
    opening.set_terms(**made.does("lead"), terms=said)


def _load(made: TwoCases, story: str, file: CaseFile) -> None:
    source = f"story {story}"
    import_record(file, source=source, by="test", at=AT)
    named = ImportedName.objects.filter(source=source, what="team").values_list("file_id", "ours")
    for id, ours in named:
        team = Team.objects.get(pk=ours)
        made.teams[story, id] = team
        made.workers[story, id] = Post.objects.create(
            team=team, name=f"A worker of {team.name}", role="practitioner", starts=STARTS
        )
    for id, part, entry in Imported.objects.filter(source=source).values_list("file_id", "part", "entry"):
        made.entries[story, f"{id}/{part}" if part else id] = entry
