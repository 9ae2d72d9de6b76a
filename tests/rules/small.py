"""A small case written entry by entry, all of it known to one team: for what an example's lines cannot say."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry, Team, Told
from sightline.record.kinds import KINDS
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.times import Moment, Span

ME = Agency("me")
TEAMS: dict[Agency, Team] = {
    Agency(name): Team(Agency(name), kind, name)  # type: ignore[arg-type]
    for name, kind in (
        ("me", "front_door"), ("gp", "gp"), ("school", "school"), ("police", "police"), ("door", "front_door"),
        ("hospital", "hospital"), ("carers", "foster_carer"), ("gran", "community"),
    )
}  # fmt: skip


class Small:
    """What the team "me" (a front door) knows of a baby, growing by a day with each entry that somebody writes."""

    def __init__(self) -> None:
        self.known = Knowledge(ME, TEAMS)
        self.day = dt.date(2019, 4, 1)
        self.count = 0

    def says(
        self,
        author: str,
        kind: str,
        *people: str,
        corrects: str | None = None,
        summary: str = "",
        day: dt.date | None = None,
        **body: Any,
    ) -> str:
        """This will write one entry, told to "me" the same day, and give its id."""
        self.count += 1
        self.day = day or self.day + dt.timedelta(days=1)
        if kind == "particulars":
            body["person"] = Person(people[0])
        id = f"e{self.count}"
        at = Moment(self.day)
        said = KINDS[kind](**body)  # type: ignore[call-arg]
        about = tuple(Person(person) for person in people)
        entry = Entry(id, Agency(author), said, about, Span(self.day), at, summary, corrects)
        for _ in self.known.learn(entry):
            pass
        self.hears(f"t{self.count}", id, by=author)
        return id

    def hears(self, telling: str, entry: str, *, by: str, on: dt.date | None = None) -> None:
        """This will tell "me" an entry once more, or what it writes itself for the first time."""
        how = "recorded" if by == "me" else "shared"
        for _ in self.known.hear(Told(telling, entry, ME, Moment(on or self.day), how, Agency(by))):  # type: ignore[arg-type]
            pass


def baby(**particulars: Any) -> Small:
    """This will begin a case about a baby."""
    case = Small()
    case.says("gp", "particulars", "baby", role="child", **particulars)
    return case


def referred(case: Small, *, by: str = "gp", to: str = "me", **more: Any) -> str:
    """This will refer the baby, to be decided on by the eleventh."""
    return case.says(by, "referral", "baby", to=to, decide_by=dt.date(2019, 4, 11), **more)


def answered(case: Small, referral: str, *, by: str = "me", outcome: str = "early_help", **more: Any) -> str:
    """This will decide on a referral, with a next step on the thirtieth."""
    return case.says(
        by, "decision", "baby", type="referral_outcome", outcome=outcome, responds_to=referral, rationale="It fits",
        next_on=dt.date(2019, 4, 30), held_by="Ada Lund", telephone="01632 960 111", **more,
    )  # fmt: skip
