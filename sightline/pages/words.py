"""Plain words for what entries, people, agencies and days are; the words themselves stand in templates/words.toml."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, cast

from sightline.record.entry import Entry, Team
from sightline.record.kinds.registry import Body
from sightline.record.kinds.shape import shapes
from sightline.record.kinds.words import Agency, Person
from sightline.record.times import Span
from sightline.standards.standard import standards
from sightline.standards.wording import day, phrase

__all__ = [
    "Names",
    "age",
    "curly",
    "day",
    "first_up",
    "full",
    "gestation",
    "hour",
    "listed",
    "number_words",
    "phrase",
    "plain",
    "role_words",
    "service_words",
    "short",
    "short_day",
    "when",
]

_MOST_TOPICS = 3


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "templates" / "words.toml").read_text(encoding="utf-8"))


def plain(value: str) -> str:
    """This will give the words for a value of a closed list."""
    words = _words()["value"].get(value)
    return words if isinstance(words, str) else value.replace("_", " ")


def first_up(text: str) -> str:
    """This will begin a text with a capital and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def short_day(on: dt.date, *, year: bool = False) -> str:
    """This will give a day as a picture has room for it."""
    return f"{on.day} {on:%b %Y}" if year else f"{on.day} {on:%b}"


def hour(time: dt.time) -> str:
    """This will give a time of day as it is spoken: 9:40pm; 9pm where the hour is full."""
    minutes = f":{time:%M}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes}{'am' if time.hour < 12 else 'pm'}"


def when(span: Span, noted: dt.date, beside: dt.date | None = None) -> str:
    """This will say when something happened, as precisely as is known and no more."""
    if span.start is None:
        return f"day not known, written {day(noted, beside)}"
    if span.precision == "year":
        return f"{span.start.year}, day not known"
    if span.precision == "month":
        return f"{span.start:%B %Y}, day not known"
    if span.until and span.until != span.start:
        return f"{day(span.start, beside)} to {day(span.until, beside)}"
    return day(span.start, beside)


def age(born: dt.date, on: dt.date) -> str:
    """This will give a child's age as a practitioner says it: days, then weeks, then months, then years."""
    days = (on - born).days
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if days < 21:
        return _count(days, "day")
    if months < 6:
        weeks, rest = divmod(days, 7)
        return _count(weeks, "week") + (f" {_count(rest, 'day')}" if rest else "")
    return _count(months, "month") if months < 24 else _count(months // 12, "year")


def gestation(due: dt.date, on: dt.date) -> str:
    """This will give weeks of pregnancy from the due date, taken as 40 weeks."""
    weeks, rest = divmod(280 - (due - on).days, 7)
    return _count(weeks, "week") + (f" {_count(rest, 'day')}" if rest else "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@dataclass(frozen=True)
class Names:
    """What the teams and people of one case are called: by what they are to it, in plain words."""

    teams: Mapping[Agency, Team]
    roles: Mapping[Person, str]
    called: Mapping[Person, str] = field(default_factory=dict)
    """What people are called where ids say nothing: by name where one is known, else by role."""

    def agency(self, id: str) -> str:
        """This will name an agency inside a sentence: by its type where it is the only one, else by its own name."""
        team = self.teams.get(Agency(id))
        if team is None:
            return id.replace("_", " ")
        words = _words()["team"].get(team.type)
        if words and Counter(t.type for t in self.teams.values())[team.type] == 1:
            return curly(words)
        return curly(_article(_short_name(team, self.teams.values())))

    def heading(self, id: str) -> str:
        """This will name an agency on its own, as at the head of a lane."""
        return first_up(self.agency(id).removeprefix("the "))

    def agencies(self, ids: Iterable[str]) -> str:
        """This will name several agencies as one phrase."""
        return phrase(self.agency(id) for id in ids)

    def person(self, id: str) -> str:
        """This will name a person by role and, where the role is not a name, by the file's own id."""
        if Person(id) in self.called:
            return self.called[Person(id)]
        role = self.roles.get(Person(id), "")
        words = _words()["role"].get(role, "somebody")
        if id == role:
            return str(words)
        own = _words()["person"].get(id) or _spoken(id)
        return f"the baby ({own})" if role == "unborn" else str(own)

    def people(self, ids: Iterable[str]) -> str:
        """This will name several people as one phrase."""
        return phrase(self.person(id) for id in ids)


def _short_name(team: Team, teams: Iterable[Team]) -> str:
    """The name up to its first comma, where no other team shares that."""
    short = team.name.split(",")[0]
    return short if sum(other.name.split(",")[0] == short for other in teams) == 1 else team.name


def _article(name: str) -> str:
    """Somebody's own place ("Sami's nursery") takes no article, nor does a kind of help ("children's social care")."""
    alone = name.split(",", maxsplit=1)[0].rsplit(maxsplit=1)[-1] in _words()["article"]["none"]
    return (
        name if alone or name.startswith("the ") or (name[:1].isupper() and "'s " in name) else f"the {name}"
    )


def role_words(role: str | None) -> str:
    """This will give a role in plain words: the mother, the baby; or say that none is recorded."""
    words = _words()["role"].get(role or "")
    return f"the {words}" if words else "a person in the record"


def service_words(service: str, *, inside: bool = False) -> str:
    """This will give a type of service as the head of a column, or as it stands inside a sentence."""
    said = str(_words()["service"].get(service) or first_up(plain(service)))
    return said[:1].lower() + said[1:] if inside and not said[:2].isupper() else said


def number_words(name: str) -> str:
    """This will give what a number of a practice standard is called, or nothing where its own name says it."""
    return str(_words()["number"].get(name, ""))


def curly(text: str) -> str:
    """This will set apostrophes as print does."""
    return text.replace("'", "’")


def _spoken(id: str) -> str:
    """An id such as child_a or noor, as it is said."""
    words = id.split("_")
    return first_up(" ".join(w.upper() if len(w) == 1 else w for w in words))


def short(entry: Entry[Any], names: Names) -> str:
    """This will label an entry in a few words, from its kind and what its fields hold."""
    return curly(first_up(_said("short", entry, names) or plain(entry.kind)))


def listed(entry: Entry[Any], names: Names) -> str:
    """This will label an entry as a line among others of every kind: a bare outcome would not be taken for a decision."""
    return curly(first_up(_said("listed", entry, names))) or short(entry, names)


def full(entry: Entry[Any], names: Names) -> str:
    """This will give what an entry says: its writer's summary, else a sentence from its kind."""
    return curly(
        entry.summary
        or first_up(_said("full", entry, names) or _said("short", entry, names) or plain(entry.kind))
    )


def _said(form: str, entry: Entry[Any], names: Names) -> str:
    for pattern in _words()[form].get(entry.kind, ()):
        fields = [field for _, field, _, _ in Formatter().parse(pattern) if field]
        values = {field: _value(field, entry, names) for field in fields}
        if all(values.values()):
            return str(pattern.format_map(values))
    return ""


def _value(field: str, entry: Entry[Any], names: Names) -> str:
    """A field of a body in words, or nothing where it is not known."""
    if field == "day":
        return day(entry.day)
    value = getattr(entry.body, field)
    if field == "standard":
        return f"“{next((one.title for one in standards() if one.kind == value), plain(value))}”"
    holds = shapes(cast("type[Body]", type(entry.body)))[field].holds
    values = value if isinstance(value, tuple) else (value,)
    own = _words()["value"].get(
        "decision" if entry.kind.startswith("decision") and field == "type" else field
    )
    special: Mapping[str, str] = own if isinstance(own, dict) else {}

    def say(one: Any) -> str:
        if holds == "person":
            return names.person(one)
        if holds == "agency":
            return "its own records" if one == entry.author else names.agency(one)
        if holds == "date":
            return day(one)
        return f"{one:g}" if holds == "number" else special.get(one) or plain(str(one))

    return phrase(say(one) for one in values[:_MOST_TOPICS] if one is not None)
