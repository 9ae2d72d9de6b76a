"""Words that give somebody away without naming them: those of the record, and traits that are rare together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sightline.reviews.report.kinds import listed, words
from sightline.reviews.report.private import Private

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARKS = re.compile(r"[“\"][^”\"]+[”\"]|‘[^’]+(?:’\w[^’]*)*’|(?<!\w)'[^']+'(?!\w)")


def said_in(private: Private) -> frozenset[tuple[str, ...]]:
    """This will give every run of words of the record that is long enough to be a quotation, marked or not."""
    rule = words()["quotation"]
    return frozenset(
        run
        for text in private.texts
        for length in (rule["words"], rule["between_marks"])
        for run in _all_runs([_bare(match[0]) for match in _WORD.finditer(text)], length)
    )


def _all_runs(said: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(said[i : i + length]) for i in range(len(said) - length + 1))


def _bare(word: str) -> str:
    return word.lower().replace("’", "'")


def quotations(text: str, recorded: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, int, str]]:
    """This will find runs of words that stand in the record as they stand here."""
    rule = words()["quotation"]
    yield from _runs(text, 0, recorded, rule["words"], rule["telling"])
    for match in _MARKS.finditer(text):
        yield from _runs(match[0], match.start(), recorded, rule["between_marks"], 1)


def _runs(
    text: str, offset: int, recorded: frozenset[tuple[str, ...]], length: int, telling: int
) -> Iterator[tuple[int, int, str]]:
    found = list(_WORD.finditer(text))
    said = [_bare(match[0]) for match in found]
    at = 0
    while at <= len(said) - length:
        if tuple(said[at : at + length]) not in recorded:
            at += 1
            continue
        last = at + length
        while last < len(said) and tuple(said[last - length + 1 : last + 1]) in recorded:
            last += 1
        if len({word for word in said[at:last] if word not in listed("quotation", "empty")}) >= telling:
            yield offset + found[at].start(), offset + found[last - 1].end(), "quotation"
        at = last


def combinations(text: str) -> Iterator[tuple[int, int, str]]:
    """This will find a paragraph that has too many rare traits together, and name them."""
    rule, found = words()["traits"], traits(text)
    very = any(name in rule["very"] for name in found)
    if len(found) >= (rule["with_a_very"] if very else rule["together"]):
        yield (
            min(match.start() for match in found.values()),
            max(match.end() for match in found.values()),
            "; ".join(found),
        )


def traits(text: str) -> dict[str, re.Match[str]]:
    """This will give the rare traits that a text speaks of, each where it does so first."""
    return {name: match for name, pattern in _traits() if (match := pattern.search(text))}


@cache
def _traits() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rule = words()["traits"]
    return tuple(
        (name, re.compile(rf"(?i)\b(?:{pattern})\b"))
        for group in ("rare", "very")
        for name, pattern in rule[group].items()
    )
