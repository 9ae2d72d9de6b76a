"""A small partnership for the stories: five teams, a post in each, and days of one week."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from sightline.people.models import Organisation, Post, Team
from sightline.record import actions, store
from sightline.record.acting import acting_for
from sightline.record.knowledge import Knowledge
from sightline.record.models import Told
from sightline.record.times import Moment, Span
from sightline.record.writing import Tell

TEAMS = {
    "midwifery": "midwifery", "health_visiting": "health_visiting", "front_door": "front_door", "police": "police", "gp": "gp",
}  # fmt: skip
DAYS = {
    day: dt.date(2025, 3, 3) + dt.timedelta(days=n)
    for n, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
}


@dataclass
class Partnership:
    """The teams, who is in post, and how a story says what happens: `at("tue", 9)`, `tell("gp", "tue")`."""

    teams: dict[str, Team] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    keys: int = 0

    def key(self) -> str:
        """This will give a key not used before."""
        self.keys += 1
        return f"key {self.keys}"

    def does(self, who: str, day: str) -> dict[str, object]:
        """This will give the words every act begins with."""
        return {"by": self.posts[who], "at": at(day), "key": self.key()}

    def tell(self, whom: str, day: str, how: str = "shared") -> Tell:
        """This will give a telling."""
        return Tell(self.teams[whom], at(day), how)  # type: ignore[arg-type]

    def meet(self, who: str, day: str = "mon") -> UUID:
        """This will begin a person in a team's record."""
        return actions.meet(**self.does(who, day))  # type: ignore[arg-type]

    def writes(
        self, who: str, day: str, body: object, *people: UUID, told: tuple[Tell, ...] = (), **more: object
    ) -> UUID:
        """This will record one entry."""
        span = more.pop("occurred", Span(DAYS[day]))
        return actions.record(
            **self.does(who, day), body=body, people=people, occurred=span, tell=told, **more
        )  # type: ignore[arg-type]

    def knew(self, who: str, day: str, *people: UUID) -> Knowledge:
        """This will give what a team knew at the end of a day."""
        return store.knew(self.teams[who], on=DAYS[day], people=people or None)

    def sees(self, who: str, *people: UUID) -> Knowledge:
        """This will give what a team may see today."""
        return store.may_see(self.teams[who], people=people or None)

    def who_knew(self, entry: UUID, day: str) -> str:
        """This will name, in order, the teams that knew an entry at the end of a day."""
        return " ".join(who for who in self.teams if self.knew(who, day).entry(str(entry)))

    def who_sees(self, entry: UUID) -> str:
        """This will name, in order, the teams that may see an entry today."""
        return " ".join(who for who in self.teams if self.sees(who).entry(str(entry)))

    def tellings(self, who: str, entry: UUID) -> list[tuple[str, str, str]]:
        """This will give the tellings of an entry that a team may see: told, by whom, how."""
        names = {team.pk: who for who, team in self.teams.items()}
        with acting_for(self.teams[who]):
            rows = Told.objects.filter(entry=entry).values_list("knower", "by", "how")
            return sorted((names[to], names[by], how) for to, by, how in rows)

    def telling(self, who: str, entry: UUID) -> UUID:
        """This will give the id of the telling by which a team came to know an entry."""
        with acting_for(self.teams[who]):
            return Told.objects.get(entry=entry, knower=self.teams[who]).pk


def at(day: str, hour: int | None = None) -> Moment:
    """This will give a moment of the story's week."""
    return Moment(DAYS[day], 0, None if hour is None else dt.time(hour))


def partnership() -> Partnership:
    """This will make the teams and a post in each."""
    made = Partnership()
    for name, type in TEAMS.items():
        team = Team.objects.create(organisation=Organisation.objects.create(name=name), type=type, name=name)
        made.teams[name] = team
        made.posts[name] = Post.objects.create(
            team=team, name=f"A {name}", role="worker", starts=dt.date(2025, 1, 1)
        )
    return made
