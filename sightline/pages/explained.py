"""A practice standard laid open for whoever wants to read and dispute it: its rule in words, its numbers, its examples.

The pages and the reference (docs/generate.py) are both made from this; it asks no database and no request.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sightline.pages.words import (
    Names,
    curly,
    day,
    first_up,
    full,
    number_words,
    phrase,
    plain,
    role_words,
    service_words,
)
from sightline.record.entry import Entry, Record
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.registry import Body, Family
from sightline.record.kinds.shape import shapes
from sightline.record.kinds.words import Person
from sightline.standards.examples import record_of
from sightline.standards.reading import by_order, hidden, phrases
from sightline.standards.standard import FAMILIES, Edition, Standard, cited, standards
from sightline.state.shared import shared

_UNITS = (
    ("working_days", "working day"),
    ("days", "day"),
    ("weeks", "week"),
    ("months", "month"),
    ("years", "year"),
)
_REFERS = ("person", "agency", "entry", "decision", "area")
_YES_NO = {"true": "yes", "false": "no"}
_BLANK = re.compile(r"\{(\w+)\}")


class _Many(int):
    """A number in a text: `{days:working day}` gives 1 working day, 3 working days."""

    def __format__(self, unit: str) -> str:
        if not unit or self == 1:
            return f"{int(self)} {unit}".strip()
        many = f"{unit[:-1]}ies" if unit[-1] == "y" and unit[-2] not in "aeo" else f"{unit}s"
        return f"{int(self)} {many}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a list of words that a rule goes by: what it is, its value in words, and whether the source itself gives it."""

    label: str
    value: str
    national: bool
    is_list: bool


@dataclass(frozen=True, slots=True)
class Timescale:
    """One clock of the timescales: what it is called, what starts it, who keeps it, its numbers, and what it rests on."""

    title: str
    start: str
    missing: str
    keepers: str
    figures: tuple[Figure, ...]
    editions: tuple[Edition, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """An entry of an example, numbered: what was written on which day by whom, with what in its fields, and told to whom."""

    number: int
    family: Family
    on: dt.date
    who: str
    wrote: str
    fields: str
    told: str


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: who is in it, its steps, and the day on which it speaks (None: it stays silent, up to `until`)."""

    title: str
    people: str
    steps: tuple[Step, ...]
    speaks: dt.date | None
    until: dt.date
    eyes: str


@dataclass(frozen=True, slots=True)
class Explained:
    """Everything that a standard's page and its part of the reference say of the rule itself."""

    standard: Standard
    says: str
    speaks_when: tuple[str, ...]
    silent_when: tuple[str, ...]
    do_next: str
    ring: str
    closes: str
    lapses: str
    prompts: str
    figures: tuple[Figure, ...]
    timescales: tuple[Timescale, ...]
    examples: tuple[Example, ...]

    @property
    def numbers(self) -> list[Figure]:
        """This will give the numbers, without the lists of words."""
        return [one for one in self.figures if not one.is_list]

    @property
    def lists(self) -> list[Figure]:
        """This will give the lists of words."""
        return [one for one in self.figures if one.is_list]


@dataclass(frozen=True, slots=True)
class ForSeveral:
    """One thing that several standards go by alike: what it is, when it holds, and the words and numbers that decide it."""

    title: str
    says: tuple[str, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class FromNotes:
    """A field of a kind of entry that the standards read from a note where it was left empty.

    `says` are its values with the phrases of each; `hides` phrases that say nothing; `by_order` says that the value listed first
    decides, and not the one said first.
    """

    kind: str
    field: str
    says: tuple[tuple[str, str], ...]
    hides: str
    by_order: bool


def for_several() -> list[ForSeveral]:
    """This will give everything that several standards go by alike, with its numbers in its sentences."""
    return [
        ForSeveral(
            curly(one.title),
            tuple(_filled(text, one.numbers) for text in one.says),
            tuple(_figures(one.numbers, ())),
        )
        for one in shared().values()
    ]


def _filled(text: str, numbers: Mapping[str, Any]) -> str:
    return first_up(curly(text.format_map({name: _said(name, value) for name, value in numbers.items()})))


def from_notes() -> list[FromNotes]:
    """This will give every field that is read from the words of a note, in the order of the kinds and fields."""
    return [
        FromNotes(
            first_up(plain(kind)),
            plain(field),
            tuple((_YES_NO.get(value) or plain(value), _quoted(by_value[value])) for value in by_value),
            _quoted(hidden(kind, field)),
            by_order(kind, field),
        )
        for kind, fields in sorted(phrases().items())
        for field, by_value in sorted(fields.items())
    ]


def _quoted(said: Iterable[str]) -> str:
    return ", ".join(f"“{phrase.replace('*', '…')}”" for phrase in said)


def by_family() -> dict[str, list[Standard]]:
    """This will give every standard under what it is about, each family by title."""
    ordered = sorted(standards(), key=lambda one: one.title)
    return {title: [one for one in ordered if one.family == name] for name, title in FAMILIES.items()}


@cache
def explained(kind: str) -> Explained | None:
    """This will lay open the standard of a kind, or None where there is none."""
    standard = next((one for one in standards() if one.kind == kind), None)
    if standard is None:
        return None
    numbers = {name: value for name, value in standard.editions[-1].numbers.items() if name != "clocks"}
    clocks = standard.editions[-1].numbers.get("clocks", {})
    return Explained(
        standard=standard,
        says=_open(standard.says),
        speaks_when=tuple(_filled(one, numbers) for one in standard.speaks_when),
        silent_when=tuple(_filled(one, numbers) for one in standard.silent_when),
        do_next=_open(standard.do_next),
        ring=_open(standard.ring),
        closes=_open(standard.closes),
        lapses=_in_words(numbers["lapses_after_days"], "day") if "lapses_after_days" in numbers else "",
        prompts=phrase(service_words(one, inside=True) for one in standard.prompts),
        figures=tuple(_figures(numbers, standard.national)),
        timescales=tuple(_timescale(name, clock, standard.national) for name, clock in clocks.items()),
        examples=tuple(_example(one) for one in standard.examples),
    )


def _open(text: str) -> str:
    """A standard's sentence with what a case would fill in named instead."""
    return curly(first_up(_BLANK.sub(lambda found: f"[{found[1].replace('_', ' ')}]", text)))


def _said(name: str, value: Any) -> Any:
    """A number or a list of a rule, for a sentence."""
    return _Many(value) if isinstance(value, int) else _shown(name, value, "")


def _shown(name: str, value: Any, unit: str) -> str:
    """What is looked for in a note stands as it is looked for: the name of a code that is spelt alike does not take its place."""
    return _as_written(value) if name.endswith("_words") else _in_words(value, unit)


def _as_written(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{_in_words(name, '')}: {_as_written(one)}" for name, one in value.items())
    return phrase([curly(one.replace("_", " ")) for one in value]) or "none"


def _figures(numbers: Mapping[str, Any], national: Sequence[str], within: str = "") -> Iterator[Figure]:
    for name, value in numbers.items():
        unit = next((words for part, words in _UNITS if re.search(rf"(^|_){part}(_|$)", name)), "")
        words = isinstance(value, str) or (isinstance(value, list) and not _dated(value))
        words = words or (isinstance(value, dict) and all(isinstance(one, str) for one in value.values()))
        yield Figure(_label(name), _shown(name, value, unit), f"{within}{name}" in national, words)


def _label(name: str) -> str:
    """What a number is called, in the words kept for it, or its own name without its unit, which stands beside the value."""
    if said := number_words(name):
        return said
    bare = re.sub(r"(^|_)(working_days|days|weeks|months|years)(?=_|$)", "", name).strip("_")
    return first_up(plain(bare)) or "Length"


def _dated(value: Sequence[Any]) -> bool:
    return any(isinstance(part, dt.date) for one in value if isinstance(one, list) for part in one)


def _in_words(value: Any, unit: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return format(_Many(value), unit)
    if isinstance(value, dt.date):
        return day(value)
    if isinstance(value, dict):
        return "; ".join(f"{_in_words(name, '')}: {_in_words(one, unit)}" for name, one in value.items())
    if isinstance(value, list):
        return _list_in_words(value, unit)
    return curly(service_words(value, inside=True))


def _list_in_words(value: Sequence[Any], unit: str) -> str:
    if not value:
        return "none"
    if not _dated(value):
        parts = [_in_words(one, unit) for one in value]
        return "; ".join(parts) if any(isinstance(one, list) for one in value) else phrase(parts)
    spans = (
        f"{_in_words(one, unit)} from {day(since)}" if isinstance(one, int) else f"{day(since)} to {day(one)}"
        for since, one in value
    )
    return "; ".join(spans)


_ABOUT_A_CLOCK = ("name", "start", "missing", "series", "where", "keepers")


def _timescale(name: str, clock: Mapping[str, Any], national: Sequence[str]) -> Timescale:
    numbers = {key: value for key, value in clock.items() if key not in _ABOUT_A_CLOCK}
    return Timescale(
        title=clock["name"],
        start=clock["start"],
        missing=clock["missing"],
        keepers=phrase(service_words(one, inside=True) for one in clock["keepers"]),
        figures=tuple(_figures(numbers, national, f"{name}.")),
        editions=tuple(cited(clock["series"], clock["where"])),
    )


def _example(example: Mapping[str, Any]) -> Example:
    record = record_of(example)
    names = _names(record)
    entries = [entry for entry in record.entries if not isinstance(entry.body, Particulars)]
    steps = tuple(_step(n, entry, record, names) for n, entry in enumerate(entries, 1))
    speaks = example.get("fires")
    until = max([step.on for step in steps] + [one for one in (speaks, example.get("until")) if one])
    eyes = example.get("as")
    return Example(
        title=curly(example["title"]),
        people=curly(_people(record, names)),
        steps=steps,
        speaks=speaks,
        until=until,
        eyes=names.agency(eyes) if eyes else "",
    )


def _names(record: Record) -> Names:
    """People by their role; where two have one role, with what the example calls them."""
    roles = {
        one.body.person: one.body.role
        for one in record.entries
        if isinstance(one.body, Particulars) and one.body.role
    }
    many = Counter(roles.values())
    called = {
        person: role_words(role) + (f" ({person.replace('_', ' ')})" if many[role] > 1 else "")
        for person, role in roles.items()
    }
    return Names(record.teams, roles, called)


def _people(record: Record, names: Names) -> str:
    said = {one.body.person: one.body for one in record.entries if isinstance(one.body, Particulars)}
    return phrase(_person(names, person, body) for person, body in said.items())


def _person(names: Names, person: Person, body: Particulars) -> str:
    known = f", born {day(body.dob)}" if body.dob else f", due {day(body.edd)}" if body.edd else ""
    return f"{names.person(person)}{known}"


def _step(number: int, entry: Entry[Any], record: Record, names: Names) -> Step:
    told = [row.knower for row in record.told if row.entry == entry.id and row.knower != entry.author]
    about = names.people(entry.people)
    wrote = full(entry, names).rstrip(".")
    return Step(
        number=number,
        family=entry.body.FAMILY,
        on=entry.day,
        who=first_up(names.agency(entry.author)),
        wrote=f"{wrote}, about {about}" if about and about not in wrote else wrote,
        fields=_fields(entry),
        told=names.agencies(dict.fromkeys(told)),
    )


def _fields(entry: Entry[Any]) -> str:
    """What the entry's fields hold, as far as that is no reference: what the rule reads."""
    found = []
    for name, shape in shapes(cast("type[Body]", type(entry.body))).items():
        value = getattr(entry.body, name)
        if value is None or shape.holds in _REFERS:
            continue
        said = "yes" if value is True else "no" if value is False else _value(value)
        found.append(f"{plain(name)}: {said}")
    return curly("; ".join(found))


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return phrase(_value(one) for one in value)
    return day(value) if isinstance(value, dt.date) else plain(str(value))
