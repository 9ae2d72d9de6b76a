"""A family told to the front door, and what the teams then do, an hour after an hour: the acts of exports."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sightline.checks import asking
from sightline.pathways import challenge, unchallenged
from sightline.pathways.deciding import decide
from sightline.people.models import Contact, Post
from sightline.record import actions
from sightline.record import models as rows
from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background, Concern
from sightline.record.kinds.particulars import Particulars
from sightline.record.times import Moment, Span
from tests.knowing.people_of import Partnership, partnership
from tests.knowing.test_deciding import reply
from tests.knowing.test_referring import BABY, MOTHER, Someone, referral, send

FATHER = Someone(slot="other", role="father", name="Dean Cole")


START = dt.date(2025, 3, 3)


@dataclass
class Live:
    """A family told to the front door; what the teams then do, an hour after an hour."""

    week: Partnership = field(default_factory=partnership)
    hours: int = 8

    def __post_init__(self) -> None:
        door = self.week.teams["front_door"]
        Post.objects.update(role="practitioner")
        Contact.objects.create(
            team=door, sector="health", name="Ines Carrow", role="r", telephone="01632 960118", hours="9 to 5"
        )
        self.patient = self.week.meet("gp")
        who = Particulars(person=str(self.patient), role="father", name="Dean Cole")  # type: ignore[arg-type]
        self.week.writes("gp", "mon", who, self.patient)
        self.own = self.week.writes(
            "gp", "mon", Background(topics=("mental_health",)), self.patient, summary="Low\x0b mood\n: 12:30"
        )
        self.refer()
        sent = rows.Entry.objects.get(kind="referral")
        self.people = list(sent.people)
        self.case = rows.Case.objects.get(team=self.week.teams["midwifery"]).pk
        self.doors_case = actions.open_case(**self.does("front_door"), title="The family", people=self.people)
        self.gps_case = actions.open_case(**self.does("gp"), title="Our patient", people=[self.patient])

    def at(self) -> Moment:
        self.hours += 1
        return Moment(
            START + dt.timedelta(days=self.hours // 24), self.hours % 3, dt.time(self.hours % 24, 7, 5)
        )

    def does(self, who: str) -> dict[str, Any]:
        return {"by": self.week.posts[who], "at": self.at(), "key": self.week.key()}

    def known(self, who: str) -> Any:
        return self.week.sees(who)

    def one(self, who: str, kind: type[Any], author: str = "") -> Entry[Any] | None:
        found = [
            e
            for e in self.known(who).entries(kind)
            if not author or e.author == str(self.week.teams[author].pk)
        ]
        return found[-1] if found else None

    def refer(self) -> None:
        said = referral(self.week, BABY, MOTHER, FATHER)
        if self.hours > 10:
            ids = dict(zip(("child", "carer", "other"), self.people, strict=True))
            again = [Someone(slot=slot, id=id) for slot, id in ids.items()]
            said = referral(self.week, *again, case=self.case)
        send(**self.does("midwifery"), referral=said)

    def ask(self) -> None:
        asked: Any = {"purpose": "What do you know of him?", "basis": "public_task", "answer_by": START}
        to = self.one("front_door", Referral)
        assert to is not None
        teams = [self.week.teams["gp"], self.week.teams["police"]]
        asking.ask(
            **self.does("front_door"), referral=UUID(to.id), person=str(self.people[2]), teams=teams, **asked
        )  # type: ignore[arg-type]

    def match(self) -> None:
        if check := self.one("gp", Check):
            asking.match(**self.does("gp"), check=UUID(check.id), person=str(self.patient))  # type: ignore[arg-type]

    def answer(self) -> None:
        if check := self.one("gp", Check):
            asking.answer(
                **self.does("gp"),
                check=UUID(check.id),
                result="information_found",
                words="He is known",
                entries=[self.own],
            )

    def unmatch(self) -> None:
        if check := self.one("gp", Check):
            asking.unmatch(
                **self.does("gp"), check=UUID(check.id), person=str(self.patient), why="A namesake"
            )  # type: ignore[arg-type]

    def refuse(self) -> None:
        if check := self.one("police", Check):
            asking.refuse(**self.does("police"), check=UUID(check.id), reason="The system is down")

    def decide(self, reasons_told: bool = True) -> None:
        to = self.one("front_door", Referral)
        assert to is not None
        said = reply(self.people[2], reasons_told=reasons_told)
        decide(**self.does("front_door"), referral=to, reply=said, expects=self.latest("front_door"))

    def decide_quietly(self) -> None:
        self.decide(reasons_told=False)

    def latest(self, who: str) -> UUID:
        mine = [row.entry for row in self.known(who).tellings() if row.knower == str(self.week.teams[who].pk)]
        return UUID(mine[-1])

    def disagree(self) -> None:
        decision = self.one("midwifery", Decision)
        known = self.known("midwifery")
        if decision and challenge.offered(known, decision.id, str(self.week.teams["midwifery"].pk), START):  # type: ignore[arg-type]
            stage = challenge.offered(known, decision.id, str(self.week.teams["midwifery"].pk), START)[0]  # type: ignore[arg-type]
            challenge.challenge(
                **self.does("midwifery"), known=known, decision=decision, stage=stage.id, view="Assess them",
                expects=self.latest("midwifery"),
            )  # fmt: skip

    def settle(self) -> None:
        known = self.known("front_door")
        for decision in known.entries(Decision):
            for one in challenge.challenges(known, decision.id):
                if one.outcome is None:
                    by = Post.objects.create(
                        team=self.week.teams["front_door"],
                        name="Edda",
                        role=one.stage.answers[0],
                        starts=START,
                    )
                    challenge.settle(
                        by=by, at=self.at(), key=self.week.key(), challenge=one, outcome="upheld_with_reasons",
                        reasons="They come", expects=self.latest("front_door"),
                    )  # fmt: skip

    def leave(self) -> None:
        if decision := self.one("midwifery", Decision):
            unchallenged.leave(
                **self.does("midwifery"), decision=decision, why_not="no_time", words="", expects=self.latest("midwifery")
            )  # fmt: skip

    def correct(self) -> None:
        actions.correct(**self.does("gp"), entry=self.own, body=Background(topics=("trauma_history",)))

    def dispute(self) -> None:
        sent = rows.Told.objects.filter(
            knower=self.week.teams["front_door"], by=self.week.teams["midwifery"]
        ).first()
        assert sent is not None
        actions.dispute(**self.does("front_door"), telling=sent.pk, says="told_later", told_on=START)

    def worry(self) -> None:
        self.week.writes(
            "midwifery", "thu", Concern(level="high"), self.people[0], summary="null", occurred=Span(START, None, "month"),
            told=(self.week.tell("police", "fri"),),
        )  # fmt: skip

    def pass_on(self) -> None:
        to = self.one("front_door", Referral)
        assert to is not None
        actions.tell(
            **self.does("front_door"), entry=UUID(to.id), to=[self.week.tell("police", "fri", "other")]
        )
