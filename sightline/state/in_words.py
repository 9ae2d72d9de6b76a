"""What an entry says in plain words, sentence by sentence: for kinds that have no box for it, and boxes that were left empty.

Police who write of a row that the baby has a bruise have recorded a bruise, whatever kind of entry it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from sightline.record.entry import Entry

_SENTENCE = re.compile(r"[.;!?\n]+(?=\s|$)")
_CLAUSE = re.compile(r"[.;!?,:()\n]| but | although | though | and (?=\w+ (?:has|had|is|was) )")
_WORD = re.compile(r"\w+")
_DENIED = frozenset(
    {"no", "not", "never", "without", "denies", "denied", "nobody", "nothing", "none", "nil", "nor", "neither", "if"}
)  # fmt: skip
_WITHIN = 4
_BOXES = ("outcome", "reason", "finding", "detail", "terms", "action_taken", "explanation")


def text_of(entry: Entry[Any]) -> str:
    """This will give the note of an entry and what its boxes for free text hold, as one text of sentences."""
    boxes = (getattr(entry.body, name, None) for name in _BOXES)
    note = entry.summary or ""
    held = (str(box).replace("_", " ") for box in boxes if box and str(box) not in note)
    return ". ".join((*held, note)).lower()


def sentences(text: str) -> Iterator[str]:
    """This will give the sentences of a text."""
    return (part.strip() for part in _SENTENCE.split(text) if part.strip())


def has(text: str, phrases: Collection[str]) -> bool:
    """This will say whether a text has a word, or words, that begin as one of the phrases does, denied or not."""
    return bool(phrases) and _pattern(tuple(phrases)).search(text) is not None


def says(text: str, phrases: Collection[str]) -> bool:
    """This will say whether a text has one of the phrases and does not deny it in the few words before, in the same clause."""
    return any(
        not _DENIED.intersection(_WORD.findall(_CLAUSE.split(text[: match.start()])[-1])[-_WITHIN:])
        for match in (_pattern(tuple(phrases)).finditer(text) if phrases else ())
    )


@lru_cache(maxsize=256)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A phrase stands for any ending of its last word; `~` at its end for none."""
    rows = sorted(phrases, key=len, reverse=True)
    return re.compile(
        "|".join(rf"\b{re.escape(p[:-1])}\b" if p.endswith("~") else rf"\b{re.escape(p)}" for p in rows)
    )
