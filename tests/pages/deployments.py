"""A small partnership's fortnight, deployed with or without what is hidden from one of its agencies."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest import mock
from uuid import UUID

from django.core.management import call_command

from sightline.checks import asking
from sightline.pathways import drafts
from sightline.pathways.challenge import challenge, challenges, settle
from sightline.pathways.deciding import Reply, decide
from sightline.people.models import Contact, Post
from sightline.record import actions, cases
from sightline.record.acting import as_owner
from sightline.record.kinds.contact import Allocation, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background, Concern
from sightline.record.kinds.particulars import Particulars
from sightline.record.writing import Tell
from tests.knowing.people_of import DAYS, TEAMS, Partnership, at, partnership

ROLES = {"front_door": "front-door decision maker"}
LATE = at("sun", 23)  # after anything was told that is passed on
NAMES = ("Wren Attley", "Corin Attley", "Isla Farrant")


@dataclass
class InOrder(Partnership):
    """The partnership as its story goes: each act at an hour of its own, so that no order hangs on an id."""

    def does(self, who: str, day: str) -> dict[str, object]:
        """This will give the words every act begins with."""
        key = f"in order {self.key()}"
        return {"by": self.posts[who], "at": at(day, self.keys % 24), "key": key}

    def tell(self, whom: str, day: str, how: str = "shared") -> Tell:
        """This will give a telling, at the hour of the act that tells."""
        return Tell(self.teams[whom], at(day, (self.keys + 1) % 24), how)  # type: ignore[arg-type]


@dataclass
class Deployment:
    """The partnership with what its agencies did, and the ids of what one of them was told nothing of."""

    week: Partnership
    hidden: list[UUID] = field(default_factory=list)
    managers: dict[str, Post] = field(default_factory=dict)


def emptied() -> None:
    """This will empty the database, as between two tests."""
    with as_owner():
        call_command("flush", database="owner", verbosity=0, interactive=False, inhibit_post_migrate=True)


def deployed(unseen_by: str, hidden: random.Random | None) -> Deployment:
    """This will do what is the same everywhere, and between its acts such as `unseen_by` is told nothing of (None: no such)."""
    same = random.Random(0)
    with as_owner():
        with ids_of(same):
            made = Deployment(partnership())
        Post.objects.update(role="practitioner")
        for who, post in made.week.posts.items():
            post.role = ROLES.get(who, "practitioner")
            post.save()
            made.managers[who] = Post.objects.create(
                team=post.team, name=f"B {who}", role="team manager", starts=dt.date(2025, 1, 1)
            )
        Contact.objects.create(
            team=made.week.teams["front_door"], sector="health", name="Ines Carrow", role="health representative",
            telephone="01632 960 118", hours="Monday to Friday",
        )  # fmt: skip
        story = _story(InOrder(made.week.teams, made.week.posts), made.managers)
        goes_on = True
        while goes_on:
            with ids_of(same):
                goes_on = next(story, False)
            if hidden:
                _behind(made, unseen_by, hidden)
    return made


@contextmanager
def ids_of(generator: random.Random) -> Iterator[None]:
    """This will make ids (uuid4 asks the system for bytes) from a generator, so that two deployments call a thing by one id."""
    with mock.patch("os.urandom", generator.randbytes):
        yield


def _story(week: Partnership, managers: dict[str, Post]) -> Iterator[bool]:
    """Midwifery refers, the front door asks the practice and decides, midwifery disagrees and the manager answers."""
    door, mine = week.teams["front_door"], week.meet("midwifery")
    father = week.meet("midwifery")
    for person, said in (
        (mine, {"name": "Wren Attley", "role": "child", "dob": dt.date(2025, 1, 20)}),
        (father, {"name": "Corin Attley", "role": "father", "dob": dt.date(1999, 3, 3)}),
    ):
        told = (week.tell("front_door", "mon"),)
        week.writes("midwifery", "mon", Particulars(person=str(person), **said), person, told=told)  # type: ignore[arg-type]
        yield True
    week.writes(
        "midwifery", "mon", Concern(level="medium"), mine, summary="She was not herself at the clinic"
    )
    actions.open_case(**week.does("midwifery", "mon"), title="The family at number nine", people=[mine])  # type: ignore[arg-type]
    yield True
    body = Referral(to=str(door.pk), decide_by=DAYS["tue"], contact_name="Rosalind Pym")  # type: ignore[arg-type]
    told = (week.tell("front_door", "mon"),)
    referral = week.writes("midwifery", "mon", body, mine, father, summary="They cannot manage", told=told)
    yield True
    check = asking.ask(
        **week.does("front_door", "tue"), referral=referral, person=str(father), teams=[week.teams["gp"]],
        purpose="Is the baby safe with them?", basis="public_task", answer_by=DAYS["wed"],
    )[0]  # type: ignore[arg-type]  # fmt: skip
    yield True
    patient = week.meet("gp")
    who = Particulars(person=str(patient), name="Corin Attley", dob=dt.date(1999, 3, 3))  # type: ignore[arg-type]
    week.writes("gp", "tue", who, patient)
    held = week.writes("gp", "tue", Background(topics=("mental_health",)), patient, summary="Low for a year")
    asking.match(**week.does("gp", "wed"), check=check, person=str(patient))  # type: ignore[arg-type]
    asking.answer(**week.does("gp", "wed"), check=check, result="information_found", entries=[held])  # type: ignore[arg-type]
    yield True
    found = cases.entry(door, referral)
    assert found is not None
    reply = Reply(
        outcome="early_help", level="3", thresholds="2019", reasons="They come every week", held_by="Tobias Arkle",
        telephone="01632 960 114", next_step="We talk again", next_on=DAYS["sun"],
    )  # fmt: skip
    decision = decide(**week.does("front_door", "thu"), referral=found, reply=reply, expects=None)  # type: ignore[arg-type]
    yield True
    known = week.sees("midwifery")
    disputed = next(one for one in known.entries(Decision) if one.id == str(decision))
    challenge(
        **week.does("midwifery", "fri"), known=known, decision=disputed, stage="manager", view="Please assess",
        expects=None,
    )  # type: ignore[arg-type]  # fmt: skip
    yield True
    (one,) = challenges(week.sees("front_door"), str(decision))
    act = week.does("front_door", "sat") | {"by": managers["front_door"]}
    settle(**act, challenge=one, outcome="decision_changed", reasons="We agree", expects=None)  # type: ignore[arg-type]
    yield True
    adult = week.meet("police")
    told = (week.tell("front_door", "sat"),)
    concern = week.writes(
        "police", "sat", Concern(level="high"), adult, summary="A call to the flat", told=told
    )
    actions.open(**week.does("front_door", "sun"), telling=week.telling("front_door", concern))  # type: ignore[arg-type]
    yield True


Act = Callable[[Deployment, str, str, random.Random], list[UUID]]


def _behind(made: Deployment, unseen_by: str, own: random.Random) -> None:
    """One to three acts of two other agencies, of which `unseen_by` is told nothing."""
    for _ in range(own.randint(1, 3)):
        author, to = own.sample([who for who in TEAMS if who != unseen_by], 2)
        made.hidden += own.choice(ACTS)(made, author, to, own)


def _a_namesake(made: Deployment, author: str, to: str, own: random.Random) -> list[UUID]:
    """Somebody of the same name, told on, with a case and a worry."""
    week = made.week
    person, name = week.meet(author), own.choice(NAMES)
    told = (week.tell(to, "tue"),)
    who = Particulars(person=str(person), name=name, dob=dt.date(1999, 3, 3), telephone="01632 960 199")  # type: ignore[arg-type]
    actions.open_case(**week.does(author, "tue"), title=f"{name} again", people=[person])  # type: ignore[arg-type]
    return [
        person,
        week.writes(author, "tue", who, person, told=told),
        week.writes(author, "tue", Concern(level="high"), person, summary="Behind the scenes", told=told),
    ]


def _of_whom_it_knows(made: Deployment, author: str, to: str, own: random.Random) -> list[UUID]:
    """A worry about one of the family, where the author knows of them, passed between the two."""
    week = made.week
    known = sorted({person for entry in week.sees(author).all() for person in entry.people})
    if not known:
        return []
    person = UUID(own.choice(known))
    told = own.choice([(), (week.tell(to, "wed"),)])
    return [week.writes(author, "wed", Concern(level="low"), person, summary="Nobody else heard", told=told)]


def _another_contact(made: Deployment, author: str, to: str, own: random.Random) -> list[UUID]:
    """A referral, given to somebody; and a look at it."""
    week, door = made.week, "front_door"
    if to != door:
        return _a_namesake(made, author, to, own)
    child = week.meet(author)
    said = Referral(to=str(week.teams[door].pk), decide_by=DAYS["mon"])  # type: ignore[arg-type]
    id = week.writes(author, "tue", said, child, summary="Another family", told=(week.tell(door, "tue"),))
    given = Allocation(referral=str(id), to_post="A front_door", priority="today")  # type: ignore[arg-type]
    week.writes(door, "tue", given, child)
    actions.look(**week.does(door, "tue"), purpose="duty", entry=id)  # type: ignore[arg-type]
    return [child, id]


def _passed_on(made: Deployment, author: str, to: str, own: random.Random) -> list[UUID]:
    """Something that somebody told the author, told on by it and opened."""
    week = made.week
    theirs = (str(week.teams[author].pk), str(week.teams[to].pk))
    told = sorted(entry.id for entry in week.sees(author).all() if entry.author not in theirs)
    if not told:
        return []
    entry = UUID(own.choice(told))
    (telling,) = actions.tell(
        **{**week.does(author, "sun"), "at": LATE}, entry=entry, to=[Tell(week.teams[to], LATE, "shared")]
    )  # type: ignore[arg-type]
    actions.open(**{**week.does(to, "sun"), "at": LATE}, telling=telling)  # type: ignore[arg-type]
    return [telling]


def _a_restriction(made: Deployment, author: str, to: str, own: random.Random) -> list[UUID]:
    """Something told by mistake and hidden again."""
    week = made.week
    made_up = _a_namesake(made, author, to, own)
    actions.restrict(
        **week.does(author, "thu"), entries=[made_up[-1]], reason="mis_sent", authority=author,
        binds=[week.teams[to]],
    )  # type: ignore[arg-type]  # fmt: skip
    actions.open(**week.does(to, "thu"), telling=week.telling(to, made_up[1]))  # type: ignore[arg-type]
    return made_up


def _a_draft(made: Deployment, author: str, _to: str, _own: random.Random) -> list[UUID]:
    """Something half written."""
    id = UUID(int=_own.getrandbits(128), version=4)
    drafts.begin(made.week.posts[author], id, "referral", {"worry": "not sent"})
    return [id]


ACTS: tuple[Act, ...] = (
    _a_namesake,
    _of_whom_it_knows,
    _another_contact,
    _passed_on,
    _a_restriction,
    _a_draft,
)
