"""Words for people, agencies and days inside a standard's text: roles, never names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.state import people

_START = re.compile(r"(?:^|(?<=[.?] ))[a-z](?=[a-z]* )")
_ROLES = {
    "child": "the child",
    "unborn": "the baby",
    "sibling": "the older child",
    "mother": "the mother",
    "father": "the father",
    "partner": "the partner",
    "grandparent": "the grandparent",
    "relative": "the relative",
    "foster_carer": "the foster carer",
    "other_adult": "the other adult",
    "family_friend": "the family friend",
}


def who(known: Knowledge, persons: Iterable[Person]) -> str:
    """This will give people by their role, as one phrase."""
    return phrase(
        _ROLES.get(people.role(known, person) or "", "a person in the record") for person in persons
    )


def team(known: Knowledge, agency: Agency) -> str:
    """This will give an agency's name from the directory."""
    found = known.teams.get(agency)
    return found.name if found else "an agency not in the directory"


def types(names: Iterable[str]) -> str:
    """This will give types of agency as one phrase, whoever is of them: what may be said where no holder may be named."""
    return phrase(_TYPES.get(name, name.replace("_", " ")) for name in names)


def teams(known: Knowledge, agencies: Iterable[Agency]) -> str:
    """This will give agencies as one phrase."""
    return phrase(team(known, agency) for agency in agencies)


def sentences(text: str, words: Mapping[str, str]) -> str:
    """This will fill a standard's text, each sentence of it beginning with a capital whatever word it begins with."""
    filled = text.format_map(words)
    return _START.sub(lambda start: start.group().upper(), filled)


def day(on: dt.date, beside: dt.date | None = None) -> str:
    """This will give a day as it is spoken; the year is left out where it is that of the day `beside` it."""
    return f"{on.day} {on:%B}" if beside and beside.year == on.year else f"{on.day} {on:%B %Y}"


def phrase(parts: Iterable[str]) -> str:
    """This will join words as a sentence does: one, two and three; each once."""
    words = list(dict.fromkeys(parts))
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


_TYPES = {
    "gp": "GP",
    "adult_mental_health": "adult mental health",
    "leaving_care": "leaving care",
    "other_local_authority": "other councils",
    "substance_misuse": "substance misuse service",
}
