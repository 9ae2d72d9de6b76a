"""Writes a report wider: names become roles, days months, ages bands, places and services what sort they are.

By rule alone, and the rules are in `kinds.toml` and `words.toml`. What a rule cannot see is left for the check.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sightline.reviews.report.kinds import MONTHS, english, kinds, words
from sightline.reviews.report.parts import Report, rewritten
from sightline.reviews.report.private import Private
from sightline.reviews.report.times import wider_day, wider_days, wider_hours_and_ages

_TITLE = r"(?:(?:Mr|Mrs|Miss|Ms|Mx|Dr|Sister|Nurse|PC|DC|Sgt)\.?\s+)?"
_POSSESSIVE = r"(?=(?:['’]s?)?(?![\w]))"
# "In May", "early May" and "May 2020" are the month, also where somebody is called May.
_NOT_THE_MONTH = (
    "".join(
        rf"(?<!\b[{word[0].upper()}{word[0]}]{word[1:]} )"
        for word in ("in", "of", "by", "since", "until", "early", "late")
    )
    + r"(?!\w+\s+\d)"
)
_WIDE = re.compile(r"(?P<article>\b(?:[Tt]he|[Aa]n?)\s+)?(?P<wide>\x02[^\x03]*\x03)")


@dataclass(frozen=True, slots=True)
class Swap:
    """What is looked for, and the words that take its place."""

    pattern: re.Pattern[str]
    by: str


def generalise(report: Report, private: Private) -> Report:
    """This will give the report written wider, for a copy that leaves the panel."""
    wider = _wider(private)
    return rewritten(report, wider)


def _wider(private: Private) -> Callable[[dt.date | str], str]:
    swaps = swaps_for(private)
    birthdays = frozenset(each.born for each in private.people if each.born)

    def wider(said: dt.date | str) -> str:
        if not isinstance(said, str):
            return wider_day(said, birthdays)
        # Days first, while "11 Dec" is a day and not somebody called Dec; ages last, when "Kasia, 23," is "the mother, 23,".
        return wider_hours_and_ages(_swapped(wider_days(unhidden(said), birthdays), swaps))

    return wider


def unhidden(text: str) -> str:
    """This will give a text without signs that nobody sees (soft hyphens, joiners) and with each letter as one sign."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if unicodedata.category(c) != "Cf")


def wider_text(text: str, private: Private) -> str:
    """This will write one text wider."""
    return _wider(private)(text)


def swaps_for(private: Private) -> tuple[Swap, ...]:
    """This will give every swap, the longest names first, so that no part of a name is left behind."""
    named = dict(_names(private))
    ordered = sorted(named.items(), key=lambda each: -len(each[0]))
    by_form = [
        Swap(pattern, kind.becomes) for kind in kinds().values() if kind.becomes for pattern in kind.patterns
    ]
    return (*by_form, *(Swap(name_pattern(name), by) for name, by in ordered))


def name_pattern(name: str) -> re.Pattern[str]:
    """This will give what finds a name: whole, however it is spaced, and in small letters unless it is a word too."""
    parts = re.findall(r"[\w.]+", name)
    short = {long.lower(): brief for long, brief in words()["short"].items()}
    # The dot of "Kiln Ln." is its own only where the sentence goes on.
    spelt = [
        rf"(?:{re.escape(part)}|{short[part.lower()]}(?:\.(?=\s+[a-z]))?)"
        if part.lower() in short
        else re.escape(part)
        for part in parts
    ]
    case = "" if len(parts) == 1 and (len(name) < 4 or name.lower() in english()) else "(?i)"
    body = r"['’\s-]*".join(spelt)
    plural = "(?:e?s)?" if len(parts) == 1 and len(name) > 3 else ""
    month = _NOT_THE_MONTH if name in MONTHS else ""
    return re.compile(rf"{case}\b{month}{_TITLE}(?<!\w){body}{plural}{_POSSESSIVE}")


def _names(private: Private) -> Iterator[tuple[str, str]]:
    """Each name and part of a name with what stands for it; a part that several people share stands for none of them."""
    owners: dict[str, set[str]] = {}
    work: dict[str, bool] = {}
    for person in private.people:
        for name in (*person.names, *filter(None, (person.post,))):
            parts = [name] if name == person.post else [name, *_parts(name)]
            for part in parts:
                owners.setdefault(part, set()).add(person.called)
                work[part] = work.get(part, True) and person.professional
    for part, called in owners.items():
        yield (
            part,
            called.pop()
            if len(called) == 1
            else words()["shared"]["professional" if work[part] else "family"],
        )
    for service in private.services:
        yield from ((name, words()["services"][service.type]) for name in service.names)
    for place in private.places:
        yield from ((name, words()["places"][place.kind]) for name in place.names)


def _parts(name: str) -> list[str]:
    """The words of a name, and those of a double surname; a title is none."""
    return [
        part
        for part in re.findall(r"[^\W\d_]+", name)
        if not re.fullmatch(_TITLE, part + " ") and part != "Nanny"
    ]


def _swapped(text: str, swaps: tuple[Swap, ...]) -> str:
    for swap in swaps:
        # Marked while others follow, so that nothing looks for a name in words just written.
        text = swap.pattern.sub(f"\x02{swap.by}\x03", text)
    return _WIDE.sub(lambda m: _fitted(m, text), text).strip()


def _fitted(match: re.Match[str], text: str) -> str:
    """The words in the sentence: its own article gives way to theirs, and a sentence begins with a capital."""
    wide = match["wide"][1:-1]
    article = match["article"] or ""
    if wide.startswith(("the ", "a ", "an ", "another ", "Child")):
        capital = article[:1].isupper()
        article = ""
    else:
        capital = False
    before = text[: match.start()].rstrip("\x02\x03 “\"'‘(")
    starts = not before or (before[-1] in ".!?" and not article)
    return article + (wide[:1].upper() + wide[1:] if capital or starts else wide)
