"""How often a plan's own words say that a child is to be seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sightline.state.phrases import says
from sightline.state.shared import shared

_COUNTS = {
    "two": 2, "other": 2, "second": 2, "three": 3, "third": 3, "four": 4, "fourth": 4, "five": 5, "six": 6, "eight": 8,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20,
}  # fmt: skip
_DAYS = {"day": 1, "dai": 1, "week": 7, "fortnight": 14, "month": 31}
_TIMES = {"twice": 2, "three times": 3}

_COUNT = r"(\d+|" + "|".join(_COUNTS) + r")"
_UNIT = r"(working[\s-]+day|day|week|fortnight|month)"
_SEEING = shared()["pace_of_visits"].words("seeing_words")
_WORKER_COMES = re.compile(
    r"\bsocial[\s-]+workers?(?:[\s-]+(?:comes?|goes|at[\s-]+least|at[\s-]+home))*"
    r"[\s-]+(?:every|each|once|twice|three times|(?:\w+[\s-]+)?(?:dai|week|fortnight|month)ly)\b"
)
_GROUP = shared()["pace_of_visits"].words("core_group_words")
_EVERY = re.compile(rf"\b(?:every|each)[\s-]+(?:{_COUNT}[\s-]+)?{_UNIT}s?\b")
_LY = re.compile(rf"\b(?:{_COUNT}[\s-]+)?(dai|week|fortnight|month)ly\b")
_OFTEN = re.compile(rf"\b(once|twice|three times)[\s-]+(?:(?:in|a|an|each|every|per)[\s-]+)*{_UNIT}(?:ly)?\b")
_LASTS = re.compile(rf"\bfor[\s-]+(?:(?:the|a|an|one|first|next|about)[\s-]+)*(?:{_COUNT}[\s-]+)?{_UNIT}s?\b")
_THEN = re.compile(r"^\s*(?:and[\s-]+)?(?:then|after that|afterwards)\b")
_LATER = re.compile(
    rf"^\s*(?:and[\s-]+)?(?:(?:every|each)[\s-]+(?:{_COUNT}[\s-]+)?{_UNIT}s?|(?:{_COUNT}[\s-]+)?(?:dai|week|fortnight|month)ly)"
    r"[\s-]+(?:from|after|once)\b"
)
_BY_DAYS = re.compile(rf"\b{_COUNT}[\s-]+{_UNIT}s?[\s-]+visits?\b")


@dataclass(frozen=True, slots=True)
class Pace:
    """From one sight of a child to the next: so many days, or so many working days."""

    days: float
    working: bool = False

    @property
    def in_days(self) -> float:
        """About how many days of the calendar it is."""
        return self.days * 7 / 5 if self.working else self.days


def pace(
    terms: str, not_of: Sequence[str] = (), for_now: Sequence[str] = (), after_days: int | None = None
) -> Pace | None:
    """This will give the pace of visits that a plan's words set, or None where they set none.

    Only a part of a sentence that speaks of seeing or visiting, or says how often the social worker comes, counts, and not one
    that speaks of somebody whose visits are their own (`not_of`), nor one that gives a pace for the first weeks alone
    (`for_now`). Of a pace and another that is to come then, the first stands for as long as it says, counted from the plan
    (`after_days` is where that stands); where it does not say how long, the slower does.
    """
    clauses = _clauses(terms)
    for clause, then in clauses:
        of_visits = says(clause, _SEEING) or _WORKER_COMES.search(clause)
        if not of_visits or any(words in clause for words in not_of):
            continue
        found, later = _pace_in(clause), _pace_in(then)
        if found is not None and later is not None:
            lasts = _LASTS.search(clause)
            if lasts is None or after_days is None:
                return max(found, later, key=lambda one: one.in_days)
            return found if after_days < _of(lasts[1], lasts[2]).in_days else later
        if found is not None and not any(words in clause for words in for_now):
            return found
    return None


def _clauses(terms: str) -> list[tuple[str, str]]:
    """The parts of a plan's words, each with what it says is to come then."""
    parts: list[str] = []
    for part in re.split(r"[;.,]", terms.lower().replace("_", " ")):
        first, *rest = re.split(r"\b(?=(?:and )?then\b)", part, maxsplit=1)
        parts.extend(one for one in (first, *rest) if one.strip())
    return [
        (part, then if _THEN.search(then) or _LATER.search(then) else "")
        for part, then in pairwise((*parts, ""))
    ]


def worker_comes(terms: str) -> bool:
    """This will say whether a plan's words say how often the social worker comes, whoever else comes between."""
    return _WORKER_COMES.search(terms.lower().replace("_", " ")) is not None


def pace_of_groups(terms: str, for_now: Sequence[str] = ()) -> Pace | None:
    """This will give how often a plan's words say that its core group meets, or None where they do not say, or only for now."""
    clauses = (c for c in re.split(r"[;.,]", terms.lower().replace("_", " ")) if says(c, _GROUP))
    lasting = (c for c in clauses if not any(words in c for words in for_now))
    return next((found for c in lasting if (found := _pace_in(c)) is not None), None)


def _pace_in(clause: str) -> Pace | None:
    if often := _OFTEN.search(clause):
        return _of(None, often[2], _TIMES.get(often[1], 1))
    for pattern in (_EVERY, _LY, _BY_DAYS):
        if stated := pattern.search(clause):
            return _of(stated[1], stated[2])
    return None


def _of(count: str | None, unit: str, times: int = 1) -> Pace:
    number = _COUNTS.get(count) or int(count) if count else 1
    if unit.startswith("working"):
        return Pace(number / times, working=True)
    return Pace(number * _DAYS[unit] / times)
