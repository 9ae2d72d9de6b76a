"""What an entry says in its own words, beside its boxes, and whether one of a standard's phrases stands in it.

A phrase is a few words as offices write them, held in a standard's TOML. There `*` stands for any more letters of a
word ("bruis*") and `..` for up to six words of the same clause: "not .. manager" is said by "have not told the project manager".
Any space or hyphen parts two words; capitals, underscores and the kind of apostrophe do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing, Visit
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.named import fields_of

NOTES: tuple[type[Any], ...] = (Observation, Concern, Visit, InformationSharing)
"""In which workers write whatever was said or seen: there the words may tell what no box of theirs is for."""
_BOXES = (
    "outcome", "rationale", "reason", "terms", "detail", "finding", "action_taken", "explanation", "safety_plan",
)  # fmt: skip
_SENTENCE = re.compile(r"[.;!?]+(?=\s|$)|\n")
_CLAUSE = re.compile(
    r"[.;:!?,()\n]| but | although | though | until | because | and so | and (?=\w+ (?:has|had|is|was) )"
)
_WORD = re.compile(r"\w+")
_BETWEEN = r"(?:[ ,'-]+[\w']+){0,6}?"

DENIED = frozenset((
    "no", "not", "never", "without", "nor", "neither", "nobody", "nothing", "none", "nil", "cannot", "denies", "denied", "deny",
    "instead", "unlikely", "cancelled", "awaiting", "before", "until", "unless", "if", "whether",
))  # fmt: skip
"""Words behind which a phrase says nothing, within so many words of the same clause."""
WITHIN = 4


def plain(text: str | None) -> str:
    """This will give a text in small letters, with a space for every underscore and a straight apostrophe."""
    return (text or "").lower().replace("_", " ").replace("’", "'")


def text_of(entry: Entry[Any]) -> str:
    """This will give all that an entry says in words, its note and the boxes that hold words, as one plain text of sentences."""
    note = entry.summary or ""
    boxes = (getattr(entry.body, name) for name in fields_of(entry.body.__class__, _BOXES))
    return plain(". ".join((note, *(box for box in boxes if isinstance(box, str) and box not in note))))


@lru_cache(maxsize=20_000)
def sentences(text: str | None) -> tuple[str, ...]:
    """This will give the sentences of a text, plain."""
    return tuple(part.strip() for part in _SENTENCE.split(plain(text)) if part.strip())


@lru_cache(maxsize=20_000)
def clauses(text: str | None) -> tuple[str, ...]:
    """This will give the clauses of a text, plain."""
    return tuple(part.strip() for part in _CLAUSE.split(plain(text)) if part.strip())


def says(text: str | None, *wanted: Iterable[str]) -> bool:
    """This will say whether a text has one of the phrases, whatever stands before it; of several lists, whether one sentence has
    one of each. It is for what is absent, too, whose phrases deny of themselves.
    """
    if len(wanted) == 1:
        return _says(text or "", tuple(wanted[0]))
    rows = [tuple(row) for row in wanted]
    return any(all(_says(part, row) for row in rows) for part in sentences(text))


def affirms(
    text: str | None, phrases: Iterable[str], beside: Iterable[str] = (), unless: Iterable[str] = ()
) -> bool:
    """This will say whether a sentence of a text has one of the phrases and does not deny it in the few words before; has
    one of those `beside` it, where any are given, denied or not; and none of `unless`.
    """
    wanted, near, none_of = tuple(phrases), tuple(beside), tuple(unless)
    if not _affirms(text or "", wanted):
        return False
    if not near and not none_of:
        return True
    return any(
        _affirms(part, wanted) and (not near or _says(part, near)) and not _says(part, none_of)
        for part in sentences(text)
    )


def clauses_saying(text: str | None, phrases: Iterable[str]) -> list[str]:
    """This will give the clauses of a text that have one of these phrases in them, denied or not."""
    wanted = tuple(phrases)
    return [part for part in clauses(text) if _says(part, wanted)]


def clauses_affirming(text: str | None, phrases: Iterable[str]) -> list[str]:
    """This will give the clauses of a text that have one of these phrases and do not deny it."""
    wanted = tuple(phrases)
    return [part for part in clauses(text) if _affirms(part, wanted)]


@lru_cache(maxsize=50_000)
def _says(text: str, phrases: tuple[str, ...]) -> bool:
    return bool(phrases) and _pattern(phrases).search(plain(text)) is not None


@lru_cache(maxsize=50_000)
def _affirms(text: str, phrases: tuple[str, ...]) -> bool:
    return any(not denies(before) for _, before in _matches(plain(text), phrases))


def found(text: str | None, phrases: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """This will give each phrase that stands in a text, as the list has it, and what stands before it in its clause. Of two that
    begin at one word it is the longer; within a longer phrase a shorter one is not found.
    """
    return ((_which(words, phrases), before) for words, before in _matches(plain(text), phrases))


def _matches(said: str, phrases: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for match in _pattern(phrases).finditer(said) if phrases else ():
        yield match.group(), _CLAUSE.split(said[: match.start()])[-1]


def denies(before: str) -> bool:
    """This will say whether what stands before a phrase in its clause denies it."""
    return not DENIED.isdisjoint(_WORD.findall(before)[-WITHIN:])


@lru_cache(maxsize=20_000)
def _which(words: str, phrases: tuple[str, ...]) -> str:
    begins = (words[0], "*")
    alike = (phrase for phrase in _longest_first(phrases) if plain(phrase).startswith(begins))
    return next(phrase for phrase in alike if _pattern((phrase,)).fullmatch(words))


def _longest_first(phrases: Collection[str]) -> list[str]:
    return sorted(phrases, key=len, reverse=True)


@lru_cache(maxsize=20_000)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern of all these phrases, for a plain text. Without capitals to heed, and without groups to remember, a phrase
    whose first letter does not stand there costs next to nothing.
    """
    return re.compile(rf"\b(?:{'|'.join(map(_as_pattern, _longest_first(phrases)))})(?!\w)")


def _as_pattern(phrase: str) -> str:
    first, *rest = re.split(r"[\s-]+", plain(phrase))
    pattern = _word(first)
    for word in rest:
        pattern += _BETWEEN if word == ".." else rf"[\s-]+{_word(word)}"
    return pattern


def _word(word: str) -> str:
    return re.escape(word).replace(r"\*", r"[\w']*")
