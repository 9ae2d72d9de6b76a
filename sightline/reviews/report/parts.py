"""What the report of a review is made of, in the order in which it is read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, Protocol, TypeVar, cast

Audience = Literal["panel", "publication", "family"]
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chronology that a reader can bear: what a reader must know, who knew it, and who was not told.

    `when` is a day until it is generalised, and words from then on.
    """

    when: dt.date | str
    what: str
    knew: str
    not_told: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A phase of one case: what happened, and what those who were there said of it. `case` is "Child A"."""

    case: str
    title: str
    text: tuple[str, ...]
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What the review learned: the finding as a sentence, why it was so, on what it rests, and what went well."""

    title: str
    text: tuple[str, ...]
    rests_on: tuple[str, ...] = ()
    went_well: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What is to change: who does it, by when, and how anybody will know that it is done.

    `number` is the one under which it was told to its owner ("": its place in the report).
    """

    what: str
    who: str
    by: str
    known_by: str
    finding: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class FamilyView:
    """What somebody of the family said of the help they had; or that they could not be heard, and why."""

    who: str
    asked: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What the review was asked: its questions, the time it looks at, and under what it was made."""

    basis: str
    period: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """Somebody who was not heard or something that was not seen, why, and what that leaves unknown."""

    what: str
    why: str
    unknown: str


@dataclass(frozen=True, slots=True)
class Method:
    """How the review was made, who took part, and what it could not do. A report without limits is not believed."""

    text: tuple[str, ...]
    heard: tuple[str, ...]
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class PlainWords:
    """The review told to one reader of the family, in words that the reviewer chose for them and for nobody else."""

    reader: str
    happened: tuple[str, ...]
    found: tuple[str, ...]
    changes: tuple[str, ...]
    you_said: tuple[str, ...]
    ask: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report, as its authors wrote it. `issued` is the day that stands on its front."""

    title: str
    partnership: str
    authors: tuple[str, ...]
    issued: dt.date
    introduction: tuple[str, ...]
    scene: tuple[Chapter, ...]
    phases: tuple[Chapter, ...]
    family: tuple[FamilyView, ...]
    findings: tuple[Finding, ...]
    conclusions: tuple[str, ...]
    recommendations: tuple[Recommendation, ...]
    terms: Terms
    method: Method
    plain: tuple[PlainWords, ...] = ()


class Rewrite(Protocol):
    """How a text or a day is written another way."""

    def __call__(self, said: dt.date | str, /) -> str:
        """This will write it."""


def rewritten(part: R, rewrite: Rewrite) -> R:
    """This will give a part of a report with each of its texts and days written another way, the day of issue apart."""
    return cast(R, _rewritten(part, rewrite))


def _rewritten(part: Any, rewrite: Rewrite) -> Any:
    if isinstance(part, str | dt.date):
        return rewrite(part)
    if isinstance(part, tuple):
        return tuple(_rewritten(each, rewrite) for each in part)
    others = [field.name for field in fields(part) if field.name != "issued"]
    return replace(part, **{name: _rewritten(getattr(part, name), rewrite) for name in others})
