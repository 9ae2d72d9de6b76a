"""What a review's report must not give away: each name, place, number and word that the review knows, for the check. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast, get_args

from sightline.record.entry import Entry
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.review_people import ReviewParticipant
from sightline.record.kinds.words import AgencyType, Person, Role
from sightline.record.knowledge import Knowledge
from sightline.reviews.report.kinds import words
from sightline.reviews.report.private import Place, Private, Service, Someone

# What the review itself wrote to be read; everything else that anybody wrote is somebody's words.
_OWN = (
    "review_terms",
    "review_finding",
    "review_finding_agreed",
    "review_recommendation",
    "review_request",
    "review_closed",
    "review_session",
)
_ROLES: Mapping[Role | None, str] = {
    "sibling": "brother or sister", "mother": "mother", "father": "father", "partner": "parent’s partner",
    "grandparent": "grandparent", "relative": "relative", "foster_carer": "foster carer", "other_adult": "family’s acquaintance",
    "family_friend": "family’s friend",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody whose name stands at entries: how colleagues see it, and of which type of team."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Directory:
    """The published names that a report leaves out: teams and organisations by type, areas, and who wrote."""

    services: Sequence[tuple[str, str]]
    areas: Sequence[str]
    workers: Sequence[Worker]


def called(title: str, who: Iterable[Particulars]) -> dict[Person, str]:
    """This will say what a reader is to call each of the people of a case: Child A, Child A’s mother."""
    roles: dict[Person, Role | None] = {}
    for one in who:
        roles[one.person] = one.role or roles.get(one.person)
    found: dict[Person, str] = {}
    for person, role in roles.items():
        child = role in ("child", "unborn")
        said = title if child else f"{title}’s {_ROLES.get(role, 'family')}"
        times = sum(name == said or name.startswith(f"{said} (") for name in found.values())
        found[person] = f"{said} ({times + 1})" if times else said
    return found


def private(
    known: Knowledge, who: Sequence[Particulars], called: Mapping[Person, str], directory: Directory
) -> Private:
    """This will gather what must not show, from everything that the review knows."""
    return Private(
        (*_family(who, called), *_participants(known), *_workers(directory)),
        tuple(_services(known, directory)),
        tuple(_places(who, directory)),
        tuple(dict.fromkeys(text for entry in known.all() for text in _texts(entry))),
        tuple(dict.fromkeys(n for one in who for n in (one.nhs_number, one.telephone) if n)),
    )


def _family(who: Sequence[Particulars], called: Mapping[Person, str]) -> Iterator[Someone]:
    for person in dict.fromkeys(one.person for one in who):
        said = [one for one in who if one.person == person]
        names = [name for one in said for name in (one.name, one.also_known_as) if name and name.strip()]
        born = next(
            (one.dob for one in reversed(said) if one.dob and one.role in ("child", "unborn", None)), None
        )
        if names:
            yield Someone(
                tuple(dict.fromkeys(names)), called.get(person, "somebody of the family"), born=born
            )


def _participants(known: Knowledge) -> Iterator[Someone]:
    for one in known.entries(ReviewParticipant):
        profession = one.body.profession[:1].lower() + one.body.profession[1:]
        yield Someone((one.body.name,), f"the {profession}", professional=True)


def _workers(directory: Directory) -> Iterator[Someone]:
    for one in directory.workers:
        # "A worker of the surgery" is a post that nobody's name stands at.
        if re.search(r"\w", one.name) and not re.match(r"(?:An?|The)\s+[a-z]", one.name):
            service = words()["services"].get(one.type)
            yield Someone(
                (one.name,), f"a worker of {service}" if service else "a practitioner", professional=True
            )


def _services(known: Knowledge, directory: Directory) -> Iterator[Service]:
    """Teams by their names, and by the part of a name before its comma; "police" is what every police service is called."""
    elsewhere = [(one.body.worked_for_words, "voluntary_service") for one in known.entries(ReviewParticipant)]
    for whole, type in (*directory.services, *elsewhere):
        names = [name for name in dict.fromkeys((whole, whole.split(",")[0])) if re.search(r"[A-Z]", name)]
        if type in get_args(AgencyType):
            general = words()["services"][type].lower()
            names = [name for name in names if name.lower() not in general]
            if names:
                yield Service(tuple(names), cast("AgencyType", type))


def _places(who: Sequence[Particulars], directory: Directory) -> Iterator[Place]:
    yield from (
        Place((name,), "area") for name in dict.fromkeys(directory.areas) if re.search(r"[A-Z]", name)
    )
    for one in who:
        # A house's number is nobody's without its street.
        parts = [re.sub(r"^\d+\w?\s+", "", part.strip()) for part in (one.address or "").split(",")]
        names = [name for name in (*parts, one.postcode or "") if re.search(r"[A-Za-z]{2}", name)]
        yield from (Place((name,), "street") for name in dict.fromkeys(names))


def _texts(entry: Entry[Any]) -> Iterator[str]:
    """What somebody wrote in an entry: its summary and every text in it of more than one word."""
    if entry.kind in _OWN or entry.kind.startswith("review_report"):
        return
    said = [entry.summary, *(getattr(entry.body, name) for name in entry.body.__dataclass_fields__)]
    yield from (text for text in said if isinstance(text, str) and " " in text.strip())
