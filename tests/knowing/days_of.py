"""A partnership whose acts are of today, so that clocks begin to run, and moments of the days to come."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sightline.checks import asking
from sightline.pathways import challenge
from sightline.pathways.emergency import Asking, open_record
from sightline.people.models import Contact, Organisation, Post, Team
from sightline.record import acting, actions, store
from sightline.record.acting import acting_for
from sightline.record.kinds.contact import Check, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Person
from sightline.record.times import Moment, Span
from sightline.record.writing import Tell
from sightline.standards.clock import working_days_after
from sightline.timers.models import Notification
from sightline.timers.sweep import sweep
from tests import database
from tests.knowing.people_of import Partnership, partnership

HERE = ZoneInfo("Europe/London")
WORRY = "They are not sure that they will manage with the baby"
NAME = "Zebedee Quillfeather"


@dataclass
class Today:
    """What happens today in a partnership: `door` is the front door."""

    week: Partnership = field(default_factory=partnership)
    day: dt.date = field(default_factory=lambda: dt.datetime.now(HERE).date())

    @property
    def at(self) -> Moment:
        """This will give the moment of every act: now."""
        return Moment(self.day)

    def does(self, who: str) -> dict[str, Any]:
        """This will give the words every act begins with."""
        return {"by": self.week.posts[who], "at": self.at, "key": str(uuid.uuid4())}

    def writes(self, who: str, body: Any, *people: UUID, told: tuple[str, ...] = (), **more: Any) -> UUID:
        """This will record one entry, told to some."""
        tell = [Tell(self.week.teams[one], self.at) for one in told]
        return actions.record(
            **self.does(who), body=body, people=people, occurred=Span(self.day), tell=tell, **more
        )

    def refers(self, who: str = "midwifery", **more: Any) -> UUID:
        """This will meet a child and refer it to the front door, to be decided on in one working day."""
        child = actions.meet(**self.does(who))
        self.writes(who, Particulars(person=Person(str(child)), name=NAME), child, told=("front_door",))
        said = Referral(to=self.id("front_door"), decide_by=working_days_after(self.day, 1), **more)
        return self.writes(who, said, child, told=("front_door",), summary=WORRY)

    def decides(self, referral: UUID) -> UUID:
        """This will have the front door decide, and tell the referrer."""
        entry = store.may_see(self.week.teams["front_door"]).entry(str(referral))
        assert entry
        said = Decision(
            type="referral_outcome", outcome="early_help", responds_to=str(referral), rationale="x"
        )  # type: ignore[arg-type]
        return self.writes("front_door", said, *map(UUID, entry.people), told=(self.named(entry.author),))

    def manned(self) -> None:
        """This will put a practitioner into every post, a manager at the front door, and say who answers there for health."""
        Post.objects.update(role="practitioner")
        Post.objects.filter(team=self.week.teams["front_door"]).update(role="team manager")
        for post in self.week.posts.values():
            post.refresh_from_db()
        Contact.objects.create(
            team=self.week.teams["front_door"], sector="health", name="Ines Carrow", role="representative of health",
            telephone="01632 960 118", hours="Monday to Friday, 9am to 5pm",
        )  # fmt: skip

    def asks(self, referral: UUID, whom: str = "gp") -> UUID:
        """This will have the front door ask about the child, for an answer in one working day."""
        entry = store.may_see(self.week.teams["front_door"]).entry(str(referral))
        assert entry
        said = Check(
            asked=self.id(whom), of_people=entry.people[:1], purpose="to decide", legal_basis="public_task",  # type: ignore[arg-type]
            answer_by=working_days_after(self.day, 1),
        )  # fmt: skip
        return self.writes("front_door", said, UUID(entry.people[0]), told=(whom,))

    def answers(self, check: UUID, whom: str = "gp") -> UUID:
        """This will have the asked team answer that it holds nothing."""
        return asking.answer(**self.does(whom), check=check, result="nothing_found")

    def challenges(
        self, decision: UUID, who: str = "midwifery", stage: Any = "practitioner", also: str = ""
    ) -> UUID:
        """This will have a team disagree, and bring another in."""
        known = store.may_see(self.week.teams[who])
        entry: Any = known.entry(str(decision))
        mine = [row.entry for row in known.tellings() if row.knower == self.id(who)]
        return challenge.challenge(
            **self.does(who),
            known=known,
            decision=entry,
            stage=stage,
            view=WORRY,
            expects=UUID(mine[-1]),
            also=[self.week.teams[also]] if also else (),
        )

    def opens_in_an_emergency(self, whom: str = "midwifery") -> UUID:
        """This will have somebody out of hours, of a team that is added for it, ask for a team's record."""
        if "night" not in self.week.teams:
            of = Organisation.objects.create(name="night")
            made = Team.objects.create(organisation=of, type="emergency_duty", name="night")
            post = Post.objects.create(
                team=made, name="A night", role="out of hours", starts=dt.date(2025, 1, 1)
            )
            self.week.teams["night"], self.week.posts["night"] = made, post
        asking = Asking(
            self.week.teams[whom], NAME, dt.date(2025, 1, 14), None, None, "A torn frenulum", "Closed"
        )
        return open_record(**self.does("night"), asking=asking)

    def opens(self, who: str, entry: UUID) -> None:
        """This will have a team open what it was told."""
        actions.open(**self.does(who), telling=self.week.telling(who, entry))

    def id(self, who: str) -> Any:
        """This will give a team as agencies are named."""
        return str(self.week.teams[who].pk)

    def named(self, id: str) -> str:
        """This will give the word for a team of that id."""
        return next(who for who, team in self.week.teams.items() if str(team.pk) == id)

    def after(self, working_days: int, minutes: int = 0) -> dt.datetime:
        """This will give the moment at which the last day of so many working days is over, and some minutes more."""
        last = working_days_after(self.day, working_days) + dt.timedelta(days=1)
        return dt.datetime.combine(last, dt.time(), HERE) + dt.timedelta(minutes=minutes)

    def swept(self, at: dt.datetime) -> set[tuple[str, str]]:
        """This will sweep as the worker, and give who was ever made aware and why, but for what only arrived."""
        with as_worker():
            sweep(at)
        return {(who, reason) for who, reason, _ in self.notified() if reason != "arrived"}

    def notified(self) -> list[tuple[str, str, UUID]]:
        """This will give all that was written down: who, why, of what."""
        names = {team.pk: who for who, team in self.week.teams.items()}
        return sorted((names[note.team_id], note.reason, note.item) for note in Notification.objects.all())


@contextmanager
def as_worker() -> Iterator[None]:
    """This will go through a connection of the worker's own login, as its process does."""
    before = acting._ALIAS.set("default")
    try:
        with database.as_worker():
            yield
    finally:
        acting._ALIAS.reset(before)


def seen(today: Today, who: str) -> list[Any]:
    """This will give the notifications that a team's own eyes see."""
    with acting_for(today.week.teams[who]):
        return list(Notification.objects.values_list("reason", "item"))
