"""Which entries show a step, or good practice: the conditions of steps.toml and strengths.toml, and the tests they name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds import KINDS, Body
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.harm import Injury
from sightline.record.kinds.shape import fits, shapes
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge
from sightline.record.named import parties
from sightline.record.times import Moment
from sightline.standards.standard import Edition, cited
from sightline.state.people import is_child
from sightline.state.referrals import child_of

Test = Callable[[Entry[Any], Knowledge], bool]
_SOCIAL_CARE = ("children_social_care", "emergency_duty", "front_door", "other_local_authority")
_HEALTH = (
    "hospital", "gp", "out_of_hours_gp", "urgent_care", "health_visiting", "midwifery", "school_nursing", "ambulance",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """One way in which an entry can show it."""

    kind: type[Body]
    has: Mapping[str, tuple[Any, ...]]
    lacks: Mapping[str, tuple[Any, ...]]
    given: tuple[str, ...]
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What steps and strengths have in common: a title, the entries that show it, and what it rests on, by edition."""

    title: str
    matches: tuple[Match, ...]
    editions: tuple[Edition, ...]


def shown(raw: Mapping[str, Any]) -> Shown:
    """This will read what a step or a strength is. Raises ValueError for a kind, field, value or test that is not there."""
    matches = tuple(_match(raw["title"], one) for one in raw["is"])
    return Shown(raw["title"], matches, tuple(cited(raw["series"], raw["where"])))


def matches(one: Match, entry: Entry[Any], known: Knowledge) -> bool:
    """This will say whether an entry of the right kind meets a match's conditions. What is not known has no value."""
    body = entry.body
    return (
        all(_any_of(getattr(body, field), values) for field, values in one.has.items())
        and not any(_any_of(getattr(body, field), values) for field, values in one.lacks.items())
        and all(getattr(body, field) for field in one.given)
        and all(test(entry, known) for test in one.tests)
    )


def learned(known: Knowledge, agency: Agency, entry: Entry[Any]) -> Moment | None:
    """This will give the moment at which an agency is seen to have come to know an entry, or None."""
    told = known.told(entry.id).get(agency)
    if told is not None:
        return told.told
    return entry.noted if agency in parties(entry) else None


def _match(title: str, raw: Mapping[str, Any]) -> Match:
    kind = KINDS.get(raw["kind"])
    if kind is None:
        raise ValueError(f"{title}: there is no kind called {raw['kind']}")
    fields = shapes(kind)
    for field, values in (*raw.get("has", {}).items(), *raw.get("lacks", {}).items()):
        if field not in fields or not all(fits(fields[field], value) for value in values):
            raise ValueError(f"{title}: {raw['kind']}.{field} cannot hold {values}")
    wrong = [*(set(raw.get("given", ())) - set(fields)), *(set(raw.get("tests", ())) - set(TESTS))]
    if wrong:
        raise ValueError(f"{title}: {raw['kind']} has no {wrong[0]}")
    return Match(
        kind,
        {field: tuple(values) for field, values in raw.get("has", {}).items()},
        {field: tuple(values) for field, values in raw.get("lacks", {}).items()},
        tuple(raw.get("given", ())),
        tuple(TESTS[name] for name in raw.get("tests", ())),
    )


def _any_of(value: Any, wanted: tuple[Any, ...]) -> bool:
    return any(one in wanted for one in value) if isinstance(value, tuple) else value in wanted


def _asks_another(entry: Entry[Any], known: Knowledge) -> bool:
    return entry.body.asked is not None and entry.body.asked != entry.author


def _to_another(entry: Entry[Any], known: Knowledge) -> bool:
    return any(to != entry.author for to in entry.body.to or ())


def _saw_a_child(entry: Entry[Any], known: Knowledge) -> bool:
    return any(is_child(known, person) for person in entry.body.seen or ())


def _came_back(entry: Entry[Any], known: Knowledge) -> bool:
    before = known.entries(Referral, child_of(known, entry), until=entry.day)
    return any(r.author == entry.author and r.noted.key < entry.noted.key for r in before)


def _told_whole(entry: Entry[Any], known: Knowledge) -> bool:
    return any(agency != entry.author for agency in known.told(entry.id))


def _told_another_that_day(entry: Entry[Any], known: Knowledge) -> bool:
    others = (a for a, team in known.teams.items() if a != entry.author and team.type != "community")
    return any((at := learned(known, a, entry)) is not None and at.day <= entry.day for a in others)


def _day_of_an_injury(entry: Entry[Any], known: Knowledge) -> bool:
    return bool(known.entries(Injury, child_of(known, entry), entry.day, entry.day))


def _three_agencies(entry: Entry[Any], known: Knowledge) -> bool:
    there = {known.teams[a].type for a in (entry.author, *(entry.body.attended or ())) if a in known.teams}
    return "police" in there and not there.isdisjoint(_SOCIAL_CARE) and not there.isdisjoint(_HEALTH)


TESTS: dict[str, Test] = {
    "asks_another": _asks_another,
    "to_another": _to_another,
    "saw_a_child": _saw_a_child,
    "came_back": _came_back,
    "told_whole": _told_whole,
    "told_another_that_day": _told_another_that_day,
    "day_of_an_injury": _day_of_an_injury,
    "three_agencies": _three_agencies,
}
