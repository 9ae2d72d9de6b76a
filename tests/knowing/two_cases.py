"""A learning review of Child A and Child B: every team of both stories was asked for all its days, matched, and answered.

`two_cases()` makes it in a few seconds. What the review knows then is what the two files hold, but for what no agency holds.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from sightline.people.models import Organisation, Post, Team
from sightline.record import store
from sightline.record.entry import How, Record
from sightline.record.imports import import_record
from sightline.record.interchange.casefile import CaseFile
from sightline.record.interchange.read import read
from sightline.record.kinds.particulars import Particulars, SamePerson
from sightline.record.kinds.review import ReviewAnswer, ReviewRequest
from sightline.record.kinds.words import Agency, EntryRef, Person
from sightline.record.models import Imported, ImportedName, ImportedPerson, Told, ToldShown
from sightline.record.times import Moment, Span
from sightline.record.writing import Draft, Telling, keep, put, settle
from sightline.reviews import opening, vantage
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
    for story in CASES:
        file = read((STORIES / f"{story}.yaml").read_bytes())
        _load(made, story, file)
        asked = {
            id: team for (name, id), team in made.teams.items() if name == story and team.type != "community"
        }
        asked = {id: team for id, team in asked.items() if (story, id) not in unasked}
        with transaction.atomic(using="owner"):
            _ask(made, story, asked)
            _answer(made, story, [id for id in asked if (story, id) not in silent])
            settle()
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
    who = [Particulars(person=Person(""), role=one.role, dob=one.dob, edd=one.edd) for one in file.people]
    id = opening.name_case(**made.does("lead"), title=CASES[story], who=who)
    (case,) = (one for one in opening.people_of(made.review) if one.id == id)
    made.cases[story] = id
    said = store.may_see(made.review, people=case.people).entries(Particulars)
    by_role = {entry.body.role: entry.body.person for entry in said}
    made.people |= {(story, one.id): by_role[one.role] for one in file.people}


def _ask(made: TwoCases, story: str, teams: Mapping[str, Team]) -> None:
    """What `asking.ask` does for each team, written for all of them at once."""
    who = tuple(Person(str(person)) for person in made.of(story))
    said = [entry.body for entry in store.may_see(made.review, people=made.of(story)).entries(Particulars)]
    drafts, tellings = [], []
    for id, team in teams.items():
        request = ReviewRequest(
            asked=Agency(str(team.pk)), of_people=who, since=SINCE, until=UNTIL, legal_basis="public_task",
            purpose="To learn from how the agencies worked together", answer_by=dt.date(2021, 3, 1),
        )  # fmt: skip
        asks = _draft(made.posts["lead"], request, who)
        made.requests[story, id] = asks.id
        for draft in (*(_draft(made.posts["lead"], one, (one.person,)) for one in said), asks):
            drafts.append(draft)
            tellings += [_own_telling(draft), Telling(draft.id, team.pk, AT, "shared", made.review.pk)]
    keep(drafts, tellings)


def _answer(made: TwoCases, story: str, ids: Collection[str]) -> None:
    """What `say_who` and `asking.answer` do for each team, written for all of them at once."""
    drafts, tellings, shown = [], [], []
    for id in ids:
        team, post = made.teams[story, id], made.workers[story, id]
        for person, own in _own(story, team).items():
            pair = (made.people[story, person], own)
            drafts.append(_draft(post, SamePerson(persons=pair), pair))
        held = list(Told.objects.filter(knower=team, entry__in=_of_the_time(story)))
        told = dict.fromkeys(row.entry_id for row in held)
        request = made.requests[story, id]
        answers = ReviewAnswer(of=EntryRef(str(request)), result="told" if told else "nothing_held")
        drafts.append(_draft(post, answers, [made.people[story, one] for one in made.named[story]]))
        tellings += [Telling(one, made.review.pk, AT, "review", team.pk) for one in told]
        seen = Told.objects.filter(entry__in=list(told)).filter(Q(knower=team) | Q(by=team))
        shown += [ToldShown(told_id=row.pk, knower=made.review, by=team) for row in seen]
    for draft in drafts:
        how: How = "shared" if isinstance(draft.body, ReviewAnswer) else "review"
        tellings += [_own_telling(draft), Telling(draft.id, made.review.pk, AT, how, draft.author.pk)]
    keep(drafts, tellings)
    put(shown)


def _of_the_time(story: str) -> list[UUID]:
    """The entries of a story that an agency tells a review: not who somebody is."""
    found = Imported.objects.filter(source=f"story {story}").exclude(entry__kind="particulars")
    return list(found.values_list("entry", flat=True))


def _draft(post: Post, body: Any, people: Iterable[str]) -> Draft:
    return Draft(post.team, body, tuple(UUID(person) for person in people), Span(AT.day), AT, post)


def _own_telling(draft: Draft) -> Telling:
    return Telling(draft.id, draft.author.pk, AT, "recorded", draft.author.pk)


def _own(story: str, team: Team) -> dict[str, Person]:
    """Whom a team means by each person of the file: its own, or else whom it was told of."""
    told = Told.objects.filter(knower=team).values_list("entry__people", flat=True)
    seen = {str(person) for people in told for person in people}
    found: dict[str, Person] = {}
    rows = ImportedPerson.objects.filter(source=f"story {story}").order_by("id")
    for row in sorted(rows, key=lambda one: one.team_id != team.pk):
        if row.team_id == team.pk or str(row.person_id) in seen:
            found.setdefault(row.file_id, Person(str(row.person_id)))
    return found
