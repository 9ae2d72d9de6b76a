"""Which services a note names in its own words, where no box does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from sightline.record.entry import Team
from sightline.state.phrases import found, plain, says

Called = Mapping[str, Sequence[str]]


def types_named(text: str, called: Called) -> list[str]:
    """This will give the types of service that a text names; within a longer name a shorter one names nobody."""
    types = _by_phrase(tuple((type_, tuple(phrases)) for type_, phrases in called.items()))
    return list(dict.fromkeys(types[phrase] for phrase, _ in found(text, tuple(types))))


@lru_cache(maxsize=20)
def _by_phrase(called: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, str]:
    return {phrase: type_ for type_, phrases in reversed(called) for phrase in phrases}


def names(text: str, team: Team, called: Called) -> bool:
    """This will say whether a text names a team: by the first words of its name, or by what its type of service is called."""
    # To look for the names of this type alone is quick, and most texts have none.
    of_its_type = says(text, called.get(team.type, ())) and team.type in types_named(text, called)
    return of_its_type or says(text, tuple(_first_words(team.name)))


def _first_words(name: str) -> Iterator[str]:
    words = name.split()
    if len(words) > 1:
        yield " ".join(words[:2])


def own_words(team: Team, teams: Iterable[Team]) -> tuple[str, ...]:
    """This will give the words of a team's name that stand in no other team's, of one or of several: whoever says one of them
    means this team."""
    others = {word for other in teams if other.id != team.id for word in _words(other.name)}
    return tuple(f"{word}*" for word in _words(team.name) if word not in others)


@lru_cache(maxsize=5_000)
def _words(name: str) -> tuple[str, ...]:
    words = (re.sub(r"(ies|s)$", "", word) for word in re.findall(r"[a-z]+", plain(name)))
    return tuple(word for word in words if len(word) > len("care"))
