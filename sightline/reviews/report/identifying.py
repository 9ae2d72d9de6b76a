"""Finds what in a document still points at somebody: the check that must be answered before a copy leaves the panel.

It finds more than a rule may change: other spellings, initials, names that no directory has, words of the record, and
traits that are rare together. It cannot find what only a neighbour knows.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from sightline.reviews.report.generalise import name_pattern, unhidden
from sightline.reviews.report.kinds import kinds, words
from sightline.reviews.report.names import Index, capitals, index
from sightline.reviews.report.outline import BY, Document, texts
from sightline.reviews.report.private import Private
from sightline.reviews.report.wording import combinations, quotations, said_in, traits

_SENTENCE = re.compile(r"[^.!?]*(?:[.!?]+|$)")


class Found(NamedTuple):
    """Something found in one text: from where to where, and of which kind."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing to answer. `key` is the same as long as the thing, its kind and its sentence are."""

    key: str
    kind: str
    found: str
    where: str
    sentence: str
    why: str
    do: str


def identifying(document: Document, private: Private) -> tuple[Hit, ...]:
    """This will give everything in a document that points at somebody, in reading order."""
    known, recorded = _index(private), said_in(private)
    lower = frozenset(word for _, text in texts(document) for word in re.findall(r"\b[a-z][a-z'’-]+", text))
    hits: list[Hit] = []
    often: Counter[str] = Counter()
    traced: dict[str, str] = {}
    for where, said in texts(document):
        text = unhidden(said)
        for trait in traits(text):
            traced.setdefault(trait, where)
        for found, its_words in _in_text(text, known, private, recorded, lower if where != BY else None):
            sentence = _sentence(text, found)
            once = f"{found.kind}|{its_words}|{sentence}"
            often[once] += 1
            hits.append(_hit(once, often[once], found.kind, its_words, where, sentence))
    return (*hits, *_throughout(traced))


def _throughout(traced: dict[str, str]) -> Iterator[Hit]:
    """The traits that stand pages apart, where they are many: the document's own hit, at the end."""
    if len(traced) >= words()["traits"]["throughout"]:
        found = "; ".join(sorted(traced))
        yield _hit(found, 1, "combination", found, ", ".join(dict.fromkeys(traced.values())), "")


def _hit(once: str, time: int, kind: str, words: str, where: str, sentence: str) -> Hit:
    key = hashlib.sha256(f"{once}|{time}".encode()).hexdigest()[:16]
    return Hit(key, kind, words, where, sentence, kinds()[kind].why, kinds()[kind].do)


@lru_cache(16)
def _index(private: Private) -> Index:
    return index(private)


def _in_text(
    text: str,
    known: Index,
    private: Private,
    recorded: frozenset[tuple[str, ...]],
    lower: frozenset[str] | None,
) -> Iterator[tuple[Found, str]]:
    """What is found in one text, with its words; of those who sign it, only names that the record has."""
    spans = [*_by_form(text), *_directory(text, private)]
    spans += [Found(*each) for each in quotations(text, recorded)]
    spans += [Found(*each) for each in capitals(text, known, lower) if not _inside(each, _dates(spans))]
    for found in _outermost(spans):
        yield found, text[found.start : found.end].strip()
    for start, end, together in combinations(text):
        yield Found(start, end, "combination"), together


def _by_form(text: str) -> Iterator[Found]:
    for kind in kinds().values():
        for pattern in kind.patterns:
            yield from (Found(match.start(), match.end(), kind.name) for match in pattern.finditer(text))


def _directory(text: str, private: Private) -> Iterator[Found]:
    """Whole names of people, services and places, and numbers of files, however they are spaced."""
    for kind, pattern in _patterns(private):
        yield from (Found(match.start(), match.end(), kind) for match in pattern.finditer(text))


@lru_cache(16)
def _patterns(private: Private) -> tuple[tuple[str, re.Pattern[str]], ...]:
    named = [
        *(
            (_kind(person.professional, bool(set(name.split()) & set(person.names[0].split()))), name)
            for person in private.people
            for name in person.names
        ),
        *(("job_title", person.post) for person in private.people if person.post),
        *(("service", name) for service in private.services for name in service.names),
        *(("place", name) for place in private.places for name in place.names),
    ]
    spaced = [
        ("case_number", re.compile(r"[\s-]*".join(map(re.escape, re.sub(r"[\s-]", "", n)))))
        for n in private.numbers
    ]
    return (*((kind, name_pattern(name)) for kind, name in named), *spaced)


def _kind(professional: bool, full: bool) -> str:
    return "professional" if professional else "name" if full else "part_of_name"


def _dates(spans: list[Found]) -> list[Found]:
    return [each for each in spans if each.kind in ("date", "time")]


def _inside(one: tuple[int, int, str], others: list[Found]) -> bool:
    return any(other.start <= one[0] and one[1] <= other.end for other in others)


def _outermost(spans: list[Found]) -> list[Found]:
    """What lies within something longer that was found is part of it; of two over the same words the first kind counts.

    What overlaps and is of one kind is one thing.
    """
    order = list(kinds())
    kept: list[Found] = []
    for each in sorted(set(spans), key=lambda f: (f.start, -f.end, order.index(f.kind))):
        last = kept[-1] if kept else Found(-1, -1, "")
        if each.start < last.end < each.end and each.kind == last.kind:
            kept[-1] = last._replace(end=each.end)
        elif each.end > last.end:
            kept.append(each)
    return kept


def _sentence(text: str, found: Found) -> str:
    for match in _SENTENCE.finditer(text):
        if match.start() <= found.start < max(match.end(), match.start() + 1):
            return match[0].strip()
    return text
