"""Proper names in a text: those that stand for somebody of the record, spelt another way or shortened, and unknown ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sightline.checks.finding.names import edits, name_words, plain, roots, sound
from sightline.reviews.report.generalise import name_pattern
from sightline.reviews.report.kinds import MONTHS, english, listed
from sightline.reviews.report.private import Private

_WORD = re.compile(r"(?<!\d)[^\W\d_]+(?:['’-][^\W\d_]+)*")
_INITIAL = re.compile(r"\b(?:Mr|Mrs|Miss|Ms|Mx|Baby|Child)\.?\s+(?P<letter>[A-Z])\b\.?")
_ACRONYM = re.compile(r"[A-Z]+(?:['’]?s)?|[A-Z][a-z]?[A-Z]+")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Miss|Ms|Mx|Dr|Sister|Nurse|PC|DC|Sgt)\.?\s+$")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CALENDAR = frozenset(word.lower() for word in (*MONTHS, *_DAYS))
# Roles that a report gives to children are letters too.
_ROLES = re.compile(r"\bChild\s+[A-Z]\b")


@dataclass(frozen=True, slots=True)
class Index:
    """The words of a directory's names, each with its kind; given names; and the initials of the family."""

    words: dict[str, str]
    given: frozenset[str]
    initials: frozenset[str]
    roles: frozenset[str]


def index(private: Private) -> Index:
    """This will make the index of a directory."""
    words: dict[str, str] = {}
    given: set[str] = set()
    initials: set[str] = set()
    for place in private.places:
        words.update((word, "place") for name in place.names for word in name_words(name) if _says(word))
    for person in private.people:
        for n, name in enumerate(person.names):
            parts = name_words(name)
            kind = "professional" if person.professional else "name" if n == 0 else "part_of_name"
            for part in parts:
                words.setdefault(part, kind)
            given.add(parts[0])
            if not person.professional:
                initials.update(part[0] for part in parts)
    roles = {word for person in private.people for word in plain(person.called).split()}
    return Index(words, frozenset(given), frozenset(initials), frozenset(roles))


def _says(word: str) -> bool:
    return word not in listed("public") and word not in {"lane", "street", "road", "point", "flats", "house"}


def capitals(text: str, known: Index, lower: frozenset[str] | None) -> Iterator[tuple[int, int, str]]:
    """This will find words with a capital that are names: known, another spelling or form of a known one, or unknown.

    `lower` is what the document says in small letters, which is then no name; None looks for known names alone.
    """
    for match in _INITIAL.finditer(text):
        if match["letter"].lower() in known.initials and not _ROLES.match(match[0]):
            yield match.start(), match.end(), "part_of_name"
    unknown: list[re.Match[str]] = []
    for match in _words(text):
        if match[0] in MONTHS and not name_pattern(match[0]).match(text, match.start()):
            continue
        kind = _kind(match[0], known, lower or frozenset())
        if kind:
            title = _TITLE.search(text, 0, match.start())
            yield title.start() if title else match.start(), match.end(), kind
        if lower is None:
            continue
        if not kind and _unknown(match, text, known, lower):
            unknown.append(match)
    yield from _runs(text, unknown)


def _words(text: str) -> Iterator[re.Match[str]]:
    """Each word; of "mother-Vane", where a rule has taken half of a name, what begins with a capital is one of its own."""
    for match in _WORD.finditer(text):
        yield match
        half = re.search(r"(?<=-)[A-Z]", match[0]) if match[0][0].islower() else None
        if half and (alone := _WORD.match(text, match.start() + half.start())):
            yield alone


def _kind(said: str, known: Index, lower: frozenset[str]) -> str | None:
    """Of what kind a word is, if the directory has it or something like it."""
    if not said[0].isupper():
        word = plain(said)
        short = len(word) < 4 or word in english()
        return None if short else known.words.get(word)
    whole = re.sub(r"['’]s$", "", said)
    for part in (whole, *re.split(r"[-'’]", whole)):
        word = plain(part)
        for bare in (word, word.removesuffix("s"), word.removesuffix("es")):
            if bare in known.words:
                kind = known.words[bare]
                return "part_of_name" if kind == "name" and bare != word else kind
        if _ordinary(word, known, lower):
            continue
        like = next((of for of in known.words if _alike(word, of)), None)
        if like:
            return "part_of_name" if known.words[like] == "name" else known.words[like]
        if any(roots(word) & roots(of) for of in known.given):
            return "part_of_name"
    return None


def _ordinary(word: str, known: Index, lower: frozenset[str]) -> bool:
    public = word in english() or word in listed("public") or word in _CALENDAR
    return not word or public or word in lower or word in known.roles


def _alike(word: str, of: str) -> bool:
    """Whether a slip of the hand or of the ear lies between two names; short ones are too near to too much."""
    if min(len(word), len(of)) < 5:
        return False
    return edits(word, of) == 1 or (sound(word) == sound(of) and edits(word, of) <= 2)


def _unknown(match: re.Match[str], text: str, known: Index, lower: frozenset[str]) -> bool:
    """Whether a word with a capital is no English word; or is one, and also a given name or a title's."""
    said = match[0]
    if not said[0].isupper() or _ACRONYM.fullmatch(said):
        return False
    bare = re.sub(r"['’]s?$", "", said)
    parts = {plain(part) for part in bare.split("-")} | {plain(bare)}
    singular = {part.removesuffix("s") for part in parts}
    if not any(_ordinary(part, known, lower) for part in parts | singular):
        return True
    if plain(bare) in known.roles or plain(bare) in listed("public") or plain(bare) in _CALENDAR:
        return False
    titled = bool(_TITLE.search(text, 0, match.start()))
    given = plain(bare) in listed("also_names") or bool(roots(plain(bare)))
    return titled or (given and not _begins(text, match.start()))


def _runs(text: str, unknown: list[re.Match[str]]) -> Iterator[tuple[int, int, str]]:
    """Neighbours as one name."""
    run: list[re.Match[str]] = []
    for match in [*unknown, None]:
        if match and run and re.fullmatch(r"\s+", text[run[-1].end() : match.start()]):
            run.append(match)
            continue
        if run:
            yield run[0].start(), run[-1].end(), "unlisted"
        run = [match] if match else []


def _begins(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\n“\"‘'([•]–-")
    return not before or before[-1] in ".!?:;" or before[-1].isdigit()
