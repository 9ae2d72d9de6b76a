"""What tests of pages need: a cast of whom one may sign in as."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connections
from django.test import Client

from sightline.pages.referring import begun
from sightline.pathways import drafts
from sightline.people.models import Contact, Post
from sightline.record import actions
from sightline.record.acting import as_owner
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern
from sightline.record.kinds.particulars import Particulars
from tests.database import remembered
from tests.knowing.people_of import Partnership, partnership


@dataclass
class Cast:
    """Who can look, by name; a case of midwifery's, an entry told the front door (by `telling`), and one told nobody."""

    week: Partnership
    posts: dict[str, Post] = field(default_factory=dict)
    case: UUID | None = None
    told: UUID | None = None
    telling: UUID | None = None
    own: UUID | None = None
    contact: UUID | None = None
    decision: UUID | None = None
    draft: UUID | None = None

    def client(self, who: str) -> Client:
        """This will give a browser in which somebody of the cast is signed in (or nobody: "signed out")."""
        client = Client()
        if who in self.posts:
            client.post("/sign-in-as/", {"post": str(self.posts[who].pk)})
        return client


@pytest.fixture(autouse=True)
def no_attempts(request: pytest.FixtureRequest) -> None:
    """This will forget earlier attempts to sign in, which allauth counts."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture(autouse=True)
def quick_passwords(settings: LazySettings) -> None:
    """This will not spend half a second on each password of the tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def cast(db: None) -> Cast:
    """This will have written a small case: midwifery tells the front door of a referral, and nobody of a worry."""
    return remembered(_small_case)


def _small_case() -> Cast:
    with as_owner():
        week = partnership()
        Post.objects.update(role="practitioner")
        made = Cast(week)
        for who, team in (("author", "midwifery"), ("told", "front_door"), ("untold", "police")):
            made.posts[who] = week.posts[team]
        week.posts["front_door"].role = "front-door decision maker"
        week.posts["front_door"].save()
        made.posts["manager"] = Post.objects.create(
            team=week.teams["front_door"],
            name="A manager",
            role="partnership manager",
            starts=dt.date(2025, 1, 1),
        )
        child = week.meet("midwifery")
        who_it_is = Particulars(person=str(child), role="unborn", edd=dt.date(2025, 6, 1))  # type: ignore[arg-type]
        week.writes("midwifery", "mon", who_it_is, child, told=(week.tell("front_door", "mon"),))
        made.told = week.writes(
            "midwifery",
            "mon",
            Referral(to=str(week.teams["front_door"].pk), sequence=1),  # type: ignore[arg-type]
            child,
            summary="The couple are not sure that they will manage",
            told=(week.tell("front_door", "tue"),),
        )
        made.telling = week.telling("front_door", made.told)
        made.own = week.writes(
            "midwifery", "tue", Concern(level="medium"), child, summary="Still uneasy on Tuesday"
        )
        made.case = actions.open_case(
            **week.does("midwifery", "wed"), title="The family at number nine", people=[child]
        )  # type: ignore[arg-type]
        _a_family_at_the_front_door(made)
        _somebody_answers(week)
    made.draft = uuid.uuid4()
    drafts.begin(made.posts["author"], made.draft, "referral", begun(made.posts["author"], None))
    return made


def _somebody_answers(week: Partnership) -> None:
    """Who answers at the front door, for health and for everybody else."""
    for sector, name, telephone in (
        ("health", "Ines Carrow", "01632 960 118"),
        ("other", "Tobias Arkle", "01632 960 114"),
    ):
        Contact.objects.create(
            team=week.teams["front_door"], sector=sector, name=name, role=f"{sector} representative", telephone=telephone,
            hours="Monday to Friday, 9am to 5pm",
        )  # fmt: skip


def _a_family_at_the_front_door(made: Cast) -> None:
    """A contact answered on Tuesday, and the next, which waits; both told by midwifery to the front door."""
    week, door = made.week, str(made.week.teams["front_door"].pk)
    child = week.meet("midwifery")
    told = (week.tell("front_door", "mon"),)
    week.writes(
        "midwifery", "mon", Particulars(person=str(child), role="child", name="Wren"), child, told=told
    )  # type: ignore[arg-type]
    first = week.writes("midwifery", "mon", Referral(to=door), child, summary="A worry", told=told)  # type: ignore[arg-type]
    answer = Decision(
        type="referral_outcome", outcome="early_help", responds_to=str(first), rationale="They come every week",  # type: ignore[arg-type]
        level="3", thresholds="2019", held_by="Tobias Arkle", telephone="01632 960 114", next_step="We talk again",
        next_on=dt.date(2025, 3, 10),
    )  # fmt: skip
    made.decision = week.writes("front_door", "tue", answer, child, told=(week.tell("midwifery", "tue"),))
    made.contact = week.writes(
        "midwifery", "wed", Referral(to=door, decide_by=dt.date(2025, 3, 6), contact_name="Rosalind"), child,  # type: ignore[arg-type]
        summary="They still cannot say how they will manage", told=(week.tell("front_door", "wed"),),
    )  # fmt: skip


@contextmanager
def no_search() -> Iterator[None]:
    """This will have the database refuse every search while it lasts."""
    with as_owner(), connections["owner"].cursor() as cursor:
        cursor.execute("revoke select on sightline_findkey from sightline_web")
    try:
        yield
    finally:
        with as_owner(), connections["owner"].cursor() as cursor:
            cursor.execute("grant select on sightline_findkey to sightline_web")
