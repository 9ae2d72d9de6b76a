"""A learning review that has asked every team of packaged stories and was answered: what its pages do one by one, all at once.

The demonstration's review is made so, and the one of the tests. It runs as the owner.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from sightline.people.models import Post, Team
from sightline.record import store
from sightline.record.entry import How
from sightline.record.interchange.casefile import CaseFile
from sightline.record.kinds.particulars import Particulars, SamePerson
from sightline.record.kinds.review import ReviewAnswer, ReviewRequest
from sightline.record.kinds.words import Agency, EntryRef, Person
from sightline.record.models import Imported, ImportedName, ImportedPerson, Told, ToldShown
from sightline.record.times import Moment, Span
from sightline.record.writing import Draft, Telling, keep, put, settle
from sightline.reviews import opening
from sightline.reviews.asking import Asking

Story = tuple[str, str]
"""A story by its name, and somebody or something of it by its file's id."""


@dataclass
class Asked:
    """A review by its lead; and by the name of a story its case, its teams, its people under the review's ids, its requests."""

    lead: Post
    at: Moment
    post_of: Callable[[Team], Post | None]
    cases: dict[str, UUID] = field(default_factory=dict)
    teams: dict[Story, Team] = field(default_factory=dict)
    people: dict[Story, Person] = field(default_factory=dict)
    requests: dict[Story, UUID] = field(default_factory=dict)

    def of(self, story: str) -> list[UUID]:
        """This will give the people of a story's case."""
        return [UUID(person) for (name, _), person in self.people.items() if name == story]


def name_case(made: Asked, story: str, title: str, file: CaseFile) -> None:
    """This will begin the review's case of a story that was imported, with the people of its file."""
    named = ImportedName.objects.filter(source=f"story {story}", what="team").values_list("file_id", "ours")
    made.teams |= {(story, id): Team.objects.get(pk=ours) for id, ours in named}
    who = [Particulars(person=Person(""), role=one.role, dob=one.dob, edd=one.edd) for one in file.people]
    id = opening.name_case(by=made.lead, at=made.at, key=f"case {story}", title=title, who=who)
    (case,) = (one for one in opening.people_of(made.lead.team) if one.id == id)
    made.cases[story] = id
    said = store.may_see(made.lead.team, people=case.people).entries(Particulars)
    by_role = {entry.body.role: entry.body.person for entry in said}
    made.people |= {(story, one.id): by_role[one.role] for one in file.people}


def ask_and_answer(
    made: Asked, story: str, asking: Asking, *, silent: Collection[Story] = (), unasked: Collection[Story] = ()
) -> None:  # fmt: skip
    """This will ask the teams of a story and have them answer, but for those of `unasked`, and of `silent`."""
    asked = {
        id: team
        for (name, id), team in made.teams.items()
        if name == story and team.type != "community" and (story, id) not in unasked
    }
    with transaction.atomic(using="owner"):
        _ask(made, story, asked, asking)
        _answer(made, story, [id for id in asked if (story, id) not in silent])
        settle()


def _ask(made: Asked, story: str, teams: Mapping[str, Team], asking: Asking) -> None:
    """What `asking.ask` does for each team, written for all of them at once."""
    who, review = tuple(Person(str(person)) for person in made.of(story)), made.lead.team
    said = [entry.body for entry in store.may_see(review, people=made.of(story)).entries(Particulars)]
    drafts, tellings = [], []
    for id, team in teams.items():
        request = ReviewRequest(
            asked=Agency(str(team.pk)), of_people=who, since=asking.since, until=asking.until,
            legal_basis=asking.legal_basis, purpose=asking.purpose, answer_by=asking.answer_by,
        )  # fmt: skip
        asks = _draft(made, review, made.lead, request, who)
        made.requests[story, id] = asks.id
        for draft in (*(_draft(made, review, made.lead, one, (one.person,)) for one in said), asks):
            drafts.append(draft)
            tellings += [_own_telling(draft), Telling(draft.id, team.pk, made.at, "shared", review.pk)]
    keep(drafts, tellings)


def _answer(made: Asked, story: str, ids: Collection[str]) -> None:
    """What `say_who` and `asking.answer` do for each team, written for all of them at once."""
    drafts, tellings, shown, review = [], [], [], made.lead.team.pk
    people = [person for (name, _), person in made.people.items() if name == story]
    for id in ids:
        team = made.teams[story, id]
        post = made.post_of(team)
        for person, own in _own(story, team).items():
            pair = (made.people[story, person], own)
            drafts.append(_draft(made, team, post, SamePerson(persons=pair), pair))
        told = dict.fromkeys(
            row.entry_id for row in Told.objects.filter(knower=team, entry__in=_of_the_time(story))
        )
        answers = ReviewAnswer(
            of=EntryRef(str(made.requests[story, id])), result="told" if told else "nothing_held"
        )
        drafts.append(_draft(made, team, post, answers, people))
        tellings += [Telling(one, review, made.at, "review", team.pk) for one in told]
        seen = Told.objects.filter(entry__in=list(told)).filter(Q(knower=team) | Q(by=team))
        shown += [ToldShown(told_id=row.pk, knower_id=review, by=team) for row in seen]
    for draft in drafts:
        how: How = "shared" if isinstance(draft.body, ReviewAnswer) else "review"
        tellings += [_own_telling(draft), Telling(draft.id, review, made.at, how, draft.author.pk)]
    keep(drafts, tellings)
    put(shown)


def _of_the_time(story: str) -> list[UUID]:
    """The entries of a story that an agency tells a review: not who somebody is."""
    found = Imported.objects.filter(source=f"story {story}").exclude(entry__kind="particulars")
    return list(found.values_list("entry", flat=True))


def _draft(made: Asked, team: Team, post: Post | None, body: Any, people: Iterable[str]) -> Draft:
    return Draft(team, body, tuple(UUID(person) for person in people), Span(made.at.day), made.at, post)


def _own_telling(draft: Draft) -> Telling:
    return Telling(draft.id, draft.author.pk, draft.noted, "recorded", draft.author.pk)


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
