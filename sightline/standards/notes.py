"""What a note says in its own words, beside its boxes: whether one of a standard's phrases stands in it.

A standard keeps its phrases in its TOML. There `*` at the end of a word is any ending, and `..` up to six words of the same
clause: "not .. manager" is said by "have not told the project manager".
Capitals do not matter, and any space or hyphen parts two words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from sightline.record.entry import Entry

_FREE = ("action_taken", "outcome", "rationale", "terms", "reason", "detail", "finding", "explanation")
_BETWEEN = r"(?:[ ,'-]+[\w']+){0,6}?"
_DENIES = frozenset((
    "no", "not", "never", "without", "nor", "neither", "nobody", "nothing", "cannot",
    "if", "whether", "before", "until", "unless",
))  # fmt: skip
_CLAUSE = re.compile(r"[.;:!?()\n]| but | although | though ")


def written(entry: Entry[Any]) -> str:
    """This will give all that an entry says in words: its note, and the boxes that hold words."""
    boxes = (getattr(entry.body, name, None) for name in _FREE)
    return ". ".join(str(text).replace("_", " ") for text in (entry.summary, *boxes) if text)


def says(text: str, phrases: Collection[str]) -> bool:
    """This will say whether one of the phrases stands in a text, whatever stands before it."""
    return bool(phrases) and _pattern(tuple(phrases)).search(_plain(text)) is not None


def affirms(text: str, phrases: Collection[str]) -> bool:
    """This will say whether one of the phrases stands in a text and is not denied in the few words before it."""
    return any(not _DENIES.intersection(before.split()[-5:]) for before in _before(text, phrases))


def of_others(text: str, phrases: Collection[str], people: Collection[str]) -> bool:
    """This will say whether each phrase in a text has one of these people before it in its clause: then it is what they said."""
    befores = list(_before(text, phrases))
    return bool(befores) and all(says(before, people) for before in befores)


def told_by(text: str, people: Collection[str], verbs: Collection[str]) -> bool:
    """This will say whether a text has one of these people before one of these verbs in a clause, or after "from" or "by"."""
    plain = _plain(text)
    who, tell = _pattern(tuple(people)).pattern, _pattern(tuple(verbs)).pattern
    after = rf"\b(?:from|by)(?: [\w']+){{0,3}}? (?:{who})"
    return re.search(rf"(?:{who}){_BETWEEN}[ ,:-]+(?:{tell})|{after}", plain) is not None


def _before(text: str, phrases: Collection[str]) -> Iterator[str]:
    """For each phrase that stands in a text, what stands before it in the same clause."""
    plain = _plain(text)
    for match in _pattern(tuple(phrases)).finditer(plain) if phrases else ():
        yield _CLAUSE.split(plain[: match.start()])[-1]


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{_as_pattern(phrase.lower())}\b" for phrase in phrases))


def _as_pattern(phrase: str) -> str:
    first, *rest = re.split(r"[\s-]+", phrase)
    pattern = _word(first)
    for word in rest:
        pattern += _BETWEEN if word == ".." else rf"[\s-]+{_word(word)}"
    return pattern


def _word(word: str) -> str:
    return re.escape(word).replace(r"\*", r"[\w']*")
