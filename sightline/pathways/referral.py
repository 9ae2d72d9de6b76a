"""Telling a front door about a worry: who it is about, the worry, and what of it the door has not been told before.

Working Together to Safeguard Children (2018, pages 16 and 17; 2023 likewise): whoever is worried refers, says why, and
is told within one working day what was decided. Information sharing advice (2024): the family is told unless that
would put somebody at risk, and the reason why not is written down.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal
from uuid import UUID

from sightline.pathways.queue import Earlier, due, earlier
from sightline.people.contacts import standing
from sightline.people.models import Contact, Post, Team
from sightline.record import actions, cases, store
from sightline.record.actions import NotKnown, Seen, Tell
from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency, Person, Role, Topic
from sightline.record.knowledge import Knowledge
from sightline.record.queue import referrals_about
from sightline.record.times import Moment, Span
from sightline.record.writing import came_of, once, one_act

Father = Literal["known", "not_known", "not_asked"]
_SECTORS: Mapping[str, str] = dict.fromkeys(
    ("midwifery", "health_visiting", "gp", "out_of_hours_gp", "hospital", "urgent_care", "ambulance", "school_nursing",
     "adult_mental_health", "learning_disability", "substance_misuse", "camhs"), "health",
) | dict.fromkeys(
    ("childrens_centre", "nursery", "school", "education_service"), "education",
) | {"police": "police"}  # fmt: skip
_PLAIN = ("role", "name", "dob", "edd", "nhs_number", "also_known_as")
"""What of a person can be said again in the team's own words: never an address, which may be protected."""
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another over the telephone


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """One of the family. `id` None: new to the team. The rest is what is said of them now and was not written before."""

    slot: str
    id: UUID | None = None
    role: Role | None = None
    name: str | None = None
    dob: dt.date | None = None
    edd: dt.date | None = None
    nhs_number: str | None = None
    address: str | None = None
    postcode: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referring:
    """A referral as it is about to be sent. `case` None: the team has none of this family, and opens one by `title`."""

    to: Team
    people: tuple[Someone, ...]
    case: UUID | None
    title: str
    worry: str
    topics: tuple[Topic, ...]
    alleges_harm: bool | None
    working_well: str
    wanted: str
    family_told: bool
    why_not_told: str | None
    father: Father
    contact_name: str
    contact_telephone: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """What would be written and told: the referral, who people are in new entries, and older ones told with them.

    `new` are the people of whom the team has told this door nothing before; `earlier` the contacts about any of these
    people that the team knows of.
    """

    referral: Entry[Referral]
    particulars: tuple[Particulars, ...]
    older: tuple[Entry[Particulars], ...]
    known: tuple[Particulars, ...]
    """What the door has been told of these people before, as far as the team knows."""
    new: tuple[Person, ...]
    kept_back: tuple[Person, ...]
    """Those of whom the team holds a protected address, which is not sent."""
    earlier: Earlier


@dataclass(frozen=True, slots=True)
class Sent:
    """A referral that was sent: its reference, who at the door holds it, and the day by whose end it is decided."""

    entry: UUID
    reference: str
    door: Team
    holder: Contact | None
    due: dt.date

    @property
    def telephone(self) -> str:
        """This will give the number on which the holder answers."""
        return self.holder.telephone if self.holder else ""


def doors(team: Team) -> list[Team]:
    """This will give the front doors that a team can tell: those with somebody named to ring, its own area's first."""
    every = {door.pk: door for door in Team.objects.filter(type="front_door").exclude(pk=team.pk)}
    found = [every[id] for id in standing(every)]
    near = {True: 0, False: 1}
    return sorted(found, key=lambda door: (near[door.area_id == team.area_id], door.name, str(door.pk)))


def types_of(sector: str) -> list[str]:
    """This will give the types of team of a sector that somebody at a front door answers for."""
    return [type for type, one in _SECTORS.items() if one == sector]


def holder(door: Team, team: Team) -> Contact | None:
    """This will give who answers at a door for a team's sector, else for all others."""
    return answering(standing([door.pk]).get(door.pk, {}), team)


def answering(there: Mapping[str, Contact], team: Team) -> Contact | None:
    """This will give who of a team's published contacts, by sector, answers for another team's sector, else for all others."""
    return (
        there.get(_SECTORS.get(team.type, "other")) or there.get("other") or next(iter(there.values()), None)
    )


def reference(entry: UUID) -> str:
    """This will give what is said over the telephone to find a referral: eight letters of its random id."""
    number = entry.int >> 88
    letters = "".join(_LETTERS[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def drafted(by: Post, at: Moment, said: Referring, ids: Mapping[str, UUID]) -> Drafted:
    """This will give what sending would write and tell, reading and writing nothing else. `ids` names whoever is new."""
    people = {one.slot: one.id or ids[one.slot] for one in said.people}
    about = tuple(Person(str(id)) for id in people.values())
    before = store.may_see(by.team, people=list(people.values()))
    door = Agency(str(said.to.pk))
    after = Moment(
        at.day, at.ordinal + 1, at.time
    )  # what is there already is earlier, of this very second too
    others = earlier(_referral(by, after, said, about, door), referrals_about(by.team, about))
    to_door = sum(one.body.to == door for one in others.all)
    new_words = {Person(str(people[one.slot])): _said(one, people[one.slot]) for one in said.people}
    words, older, known = [], [], []
    for person in about:
        had, tell, again = _introduced(before, Agency(str(by.team_id)), door, person)
        older += tell
        known += had
        words += [body for body in (again, new_words[person]) if body]
    return Drafted(
        _referral(by, at, said, about, door, to_door + 1), tuple(words), tuple(older), tuple(known),
        tuple(person for person in about if not before.held(door, person)),
        tuple(person for person in about if _protected(before, door, person)), others,
    )  # fmt: skip


def send(*, by: Post, at: Moment, key: str, referral: Referring, expects: Seen | None = None) -> Sent:
    """This will tell a front door, in one transaction: the people, the worry, and what it was not told before.

    The same key again gives the same and adds nothing. `expects` is the last entry about these people that the
    referrer had seen: something newer is a Conflict. NotKnown for a person or a case that is not the team's.
    """
    to = [Tell(referral.to, at)]
    with one_act(by, at):
        if once(by, key, "refer", [], referral=_content(referral)) is not None:
            return sent(by.team, came_of(by, f"{key} referral")[0])
        ids = {
            one.slot: actions.meet(by=by, at=at, key=f"{key} meet {one.slot}")
            for one in referral.people
            if one.id is None
        }
        made = drafted(by, at, referral, ids)
        people = [UUID(person) for person in made.referral.people]
        id = actions.record(
            by=by, at=at, key=f"{key} referral", body=made.referral.body, people=people, occurred=Span(at.day),
            summary=referral.worry, tell=to, expects=expects,
        )  # fmt: skip
        for n, body in enumerate(made.particulars):
            actions.record(
                by=by, at=at, key=f"{key} who {n}", body=body, people=[UUID(body.person)], occurred=Span(at.day), tell=to,
            )  # fmt: skip
        for n, entry in enumerate(made.older):
            actions.tell(by=by, at=at, key=f"{key} tell {n}", entry=UUID(entry.id), to=to)
        _group(by, at, key, referral, list(ids.values()), people)
        return sent(by.team, id)


def sent(team: Team, entry: UUID) -> Sent:
    """This will give what a team is told of a referral that it sent. Raises NotKnown where it sent none by that id."""
    found = cases.entry(team, entry)
    if found is None or not isinstance(found.body, Referral) or found.author != str(team.pk):
        raise NotKnown("there is nothing here by that id")
    door = Team.objects.get(pk=found.body.to or "")
    by = found.body.decide_by or due(found.noted.day)
    return Sent(entry, reference(entry), door, holder(door, team), by)


def _group(by: Post, at: Moment, key: str, said: Referring, new: list[UUID], all: list[UUID]) -> None:
    if said.case is None:
        actions.open_case(by=by, at=at, key=f"{key} case", title=said.title, people=all)
        return
    if cases.case(by.team, said.case) is None:
        raise NotKnown("there is nothing here by that id")
    for n, person in enumerate(new):
        actions.group(by=by, at=at, key=f"{key} group {n}", case=said.case, person=person)


def _referral(
    by: Post,
    at: Moment,
    said: Referring,
    about: tuple[Person, ...],
    door: Agency,
    sequence: int | None = None,
) -> Entry[Referral]:
    body = Referral(
        to=door, sequence=sequence, topics=said.topics, source_type="professional", alleges_harm=said.alleges_harm,
        working_well=said.working_well, wanted=said.wanted, family_told=said.family_told,
        why_not_told=said.why_not_told, father=said.father, contact_name=said.contact_name,
        contact_telephone=said.contact_telephone, decide_by=due(at.day),
    )  # fmt: skip
    return Entry("", Agency(str(by.team_id)), body, about, Span(at.day), at, said.worry)


def particulars(one: Someone, person: UUID) -> Particulars:
    """This will give what is said of somebody as what it will be written as, of the person that they are."""
    held = {name: value for name, value in asdict(one).items() if name not in ("slot", "id") and value}
    return Particulars(person=Person(str(person)), **held)


def _said(one: Someone, person: UUID) -> Particulars | None:
    said = particulars(one, person)
    return said if said != Particulars(person=said.person) else None


def _introduced(
    known: Knowledge, me: Agency, door: Agency, person: Person
) -> tuple[list[Particulars], list[Entry[Particulars]], Particulars | None]:
    """What a door had of a person, what of the team's own it can be told, and what else in the team's own words.

    What another agency wrote, and what is protected, is not sent on: name, dates and number are said again without it.
    """
    said = list(known.entries(Particulars, person))
    had = [entry for entry in said if known.knows(door, entry)]
    own = [entry for entry in said if entry not in had and entry.author == me and not entry.body.protected]
    rest = _merged(entry.body for entry in said if entry not in had and entry not in own)
    there = _merged(entry.body for entry in (*had, *own))
    again = {name: value for name, value in rest.items() if there.get(name) is None}
    return [entry.body for entry in had], own, Particulars(person=person, **again) if again else None


def _protected(known: Knowledge, door: Agency, person: Person) -> bool:
    said = known.entries(Particulars, person)
    return any(one.body.protected and one.body.address and not known.knows(door, one) for one in said)


def _merged(bodies: Any) -> dict[str, Any]:
    return {name: value for body in bodies for name in _PLAIN if (value := getattr(body, name))}


def _content(said: Referring) -> dict[str, Any]:
    held = {name: getattr(said, name) for name in Referring.__slots__ if name not in ("to", "people")}
    return held | {"to": str(said.to.pk), "people": [asdict(one) for one in said.people]}
