"""A partnership with two families of its week, and a learning review of them: for tests of reviews.

Of the first, midwifery has three entries and told the front door of one; the front door decided; the gp holds something of the father
that it told nobody. Of the second, health visiting told the police. A third family is nobody's business but the gp's.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sightline.people.models import Organisation, Post, Team
from sightline.record import cases
from sightline.record.kinds.contact import InformationSharing, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background, Concern, Observation
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.review import ReviewTerms
from sightline.record.kinds.words import Agency, EntryRef, Person
from sightline.record.times import Moment
from sightline.reviews import asking, opening
from sightline.reviews.asking import Asking
from sightline.reviews.opening import Member
from tests.knowing.people_of import DAYS, Partnership, partnership

TODAY = dt.date(2025, 9, 1)
AT = Moment(TODAY, 0, dt.time(9))
NAMES = {"child": "Wren Aldous", "father": "Jory Aldous", "other": "Isolde Marrin"}


@dataclass
class Reviewing:
    """The week's partnership, its business unit's manager, the review with its lead reviewer, and who is who in it."""

    week: Partnership = field(default_factory=partnership)
    posts: dict[str, Post] = field(default_factory=dict)
    own: dict[tuple[str, str], UUID] = field(default_factory=dict)
    """Whom a team has: (team, child | father | other | stranger)."""
    entries: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    requests: dict[str, UUID] = field(default_factory=dict)

    @property
    def review(self) -> Team:
        """This will give the review as a team."""
        return self.posts["lead"].team

    def does(self, who: str, at: Moment = AT) -> dict[str, Any]:
        """This will give the words every act begins with."""
        return {"by": self.posts.get(who) or self.week.posts[who], "at": at, "key": str(uuid.uuid4())}

    def asks(self, *teams: str, who: tuple[str, ...] = ("child", "father")) -> None:
        """This will have the review ask teams about some of its people, for the days of the week."""
        wanted = Asking(
            tuple(self.people[one] for one in who), DAYS["mon"], DAYS["fri"], "To learn why nobody asked about the father",
            "public_task", dt.date(2025, 9, 12),
        )  # fmt: skip
        for team in teams:
            (self.requests[team],) = asking.ask(
                **self.does("lead"), teams=[self.week.teams[team]], asking=wanted
            )

    def matches(self, team: str, *who: str) -> None:
        """This will have a team say that its own child or father is who is asked about."""
        for one in who:
            asking.say_who(
                **self.does(team), request=self.requests[team], person=self.people[one],
                own=Person(str(self.own[team, one])), same=True,
            )  # fmt: skip

    def answers(self, team: str, **withheld: str) -> UUID:
        """This will have a team tell the review all that was offered, but for the entries named with a reason."""
        mark = asking.offered(self.week.teams[team], self.requests[team]).mark
        held = {self.entries[name]: why for name, why in withheld.items()}
        return asking.answer(**self.does(team), request=self.requests[team], withheld=held, mark=mark)


def reviewing() -> Reviewing:
    """This will make it all: the week as it was lived, then the review of September with its two cases and terms."""
    made = Reviewing()
    _the_week(made)
    manager = _business_unit(made)
    review = opening.open_review(
        by=manager, at=AT, key=uuid.uuid4(), lead=Member("Hana Lloyd", "lead reviewer", "lead@example.org")
    )
    for who, role in (
        ("lead", "lead reviewer"),
        ("facilitator", "reviewer"),
        ("observer", "review observer"),
    ):
        made.posts[who] = Post.objects.create(team=review, name=f"A {who}", role=role, starts=TODAY)
    made.posts |= {"manager": manager, "invited": Post.objects.get(team=review, name="Hana Lloyd")}
    opening.set_terms(**made.does("lead"), terms=terms())
    _cases(made)
    return made


def terms(**more: Any) -> ReviewTerms:
    """This will give the terms of an appreciative inquiry into the week."""
    said: dict[str, Any] = {
        "template": "appreciative_inquiry", "questions": ("Why was nobody asked about the father?",), "since": DAYS["mon"],
        "until": DAYS["fri"], "legal_basis": "public_task", "authority": "Children Act 2004, section 16F",
    }  # fmt: skip
    return ReviewTerms(**said | more)


def _business_unit(made: Reviewing) -> Post:
    organisation = Organisation.objects.create(name="The partnership")
    unit = Team.objects.create(organisation=organisation, type="partnership", name="The partnership")
    return Post.objects.create(
        team=unit, name="Verity Holt", role="partnership manager", starts=dt.date(2025, 1, 1)
    )


def _the_week(made: Reviewing) -> None:
    week = made.week
    for team, who in (
        ("midwifery", ("child", "father")), ("front_door", ("child",)), ("gp", ("father", "stranger")),
        ("health_visiting", ("other",)),
    ):  # fmt: skip
        for one in who:
            made.own[team, one] = person = week.meet(team)
            held = Particulars(person=Person(str(person)), name=NAMES.get(one, "Nobody Asked"))
            week.writes(team, "mon", held, person)
    child = made.own["midwifery", "child"]
    door = Agency(str(week.teams["front_door"].pk))
    said = made.entries
    said["referral"] = week.writes(
        "midwifery", "mon", Referral(to=door, sequence=1), child, summary="They are not sure they will manage",
        told=(week.tell("front_door", "mon"),),
    )  # fmt: skip
    said["uneasy"] = week.writes(
        "midwifery", "wed", Concern(level="medium"), child, summary="Still uneasy on Wednesday"
    )
    said["late"] = week.writes(
        "midwifery", "sun", Observation(), child, summary="After the days that the review looks at"
    )
    said["decision"] = week.writes(
        "front_door", "tue",
        Decision(type="referral_outcome", outcome="early_help", responds_to=EntryRef(str(said["referral"]))),
        child, summary="Early help", told=(week.tell("midwifery", "tue"),),
    )  # fmt: skip
    said["low mood"] = week.writes(
        "gp", "mon", Background(topics=("mental_health",)), made.own["gp", "father"],
        summary="Low mood, and a history of trauma",
    )  # fmt: skip
    said["stranger"] = week.writes(
        "gp", "mon", Background(topics=("mental_health",)), made.own["gp", "stranger"], summary="Of nobody asked about",
    )  # fmt: skip
    said["told police"] = week.writes(
        "health_visiting", "thu", InformationSharing(content="full"), made.own["health_visiting", "other"],
        summary="The ear is swollen", told=(week.tell("police", "thu"),),
    )  # fmt: skip


def _cases(made: Reviewing) -> None:
    for title, who in (("Child A", ("child", "father")), ("Child B", ("other",))):
        id = opening.name_case(
            **made.does("lead"), title=title,
            who=[Particulars(person=Person(""), name=NAMES[one]) for one in who],
        )  # fmt: skip
        (case,) = (one for one in opening.people_of(made.review) if one.id == id)
        ids = {entry.body.name: entry.body.person for entry in cases.who(made.review, case.people)}
        made.people |= {one: ids[NAMES[one]] for one in who}
