"""Which services a note names in its own words, where no box does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from sightline.record.entry import Team
from sightline.standards.reading import as_pattern, says

Called = Mapping[str, Sequence[str]]
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n|, but | but ")


def sentences(text: str | None) -> list[str]:
    """This will give the sentences of a note, each as it stands; what follows a "but" is one of its own."""
    return [part for part in _SENTENCE.split(text or "") if part.strip()]


def types_named(text: str, called: Called) -> list[str]:
    """This will give the types of service that a text names; within a longer name a shorter one names nobody."""
    pattern, says_type = _compiled(tuple((type_, tuple(words)) for type_, words in called.items()))
    found = (says_type[int((match.lastgroup or "_0")[1:])] for match in pattern.finditer(text))
    return list(dict.fromkeys(found))


@cache
def _compiled(called: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    rows = sorted(
        ((phrase, type_) for type_, phrases in called for phrase in phrases), key=lambda row: -len(row[0])
    )
    parts = "|".join(f"(?P<_{place}>{as_pattern(phrase)})" for place, (phrase, _) in enumerate(rows))
    return re.compile(rf"(?<!\w)(?:{parts})(?!\w)", re.IGNORECASE), tuple(type_ for _, type_ in rows)


def names(text: str, team: Team, called: Called) -> bool:
    """This will say whether a text names a team: by the first words of its name, or by what its type of service is called."""
    return team.type in types_named(text, called) or says(text, tuple(_first_words(team.name)))


def _first_words(name: str) -> Iterator[str]:
    words = name.split()
    if len(words) > 1:
        yield " ".join(words[:2])
