"""A mark or an injury of a child that stands in the words of any kind of entry: a visit, a police form, a letter of a clinic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, InformationSharing, Referral, Visit
from sightline.record.kinds.harm import Concern, Hospital, Medical, Observation
from sightline.record.kinds.legal import Police
from sightline.record.knowledge import Knowledge
from sightline.state import people, phrases
from sightline.state.shared import shared

Numbers = Mapping[str, Any]
KINDS: tuple[type[Any], ...] = (
    Observation, Concern, Referral, Visit, Appointment, InformationSharing, Hospital, Medical, Police,
)  # fmt: skip
_ANOTHER = shared()["mark_of_another"]
_BABY = _ANOTHER.words("child_words")


def _any(name: str) -> str:
    return "|".join(map(re.escape, _ANOTHER.words(name)))


_THEIRS = rf"(?:['’]s (?:own )?(?:\w+ )?(?:{_any('parts_and_marks')})| (?:{_any('has_or_got')})\b)"
_HAS = re.compile(rf"\b(?:{_any('adults')}){_THEIRS}")
_HURT = re.compile(rf"\b(?:{_any('adults_hurt')})(?: was| been)? (?:{_any('was_hurt')})\b")
_BESIDE = re.compile(rf"\b(?:{_any('brothers_and_sisters')}){_THEIRS}")


def tells(known: Knowledge, entry: Entry[Any], numbers: Numbers) -> bool:
    """This will say whether a sentence of an entry tells of a mark or an injury of the child, with no ordinary cause in it."""
    return any(sentences(known, entry, numbers))


def of_another_child(sentence: str) -> bool:
    """This will say whether a sentence tells what a brother or sister has, and speaks of no baby."""
    return bool(_BESIDE.search(sentence)) and not phrases.says(sentence, _BABY)


def sentences(known: Knowledge, entry: Entry[Any], numbers: Numbers) -> Iterator[str]:
    """This will give the sentences that do.

    `numbers` holds the lists `mark_words` and `no_mark_words`. Police write of adults: there the sentence must speak of a child.
    """
    text = phrases.text_of(entry)
    if not phrases.says(text, numbers["mark_words"]):
        return
    of_adults = isinstance(entry.body, Police) and any(
        not people.is_child(known, person) for person in entry.people
    )
    for part in phrases.sentences(text):
        if (
            phrases.affirms(part, numbers["mark_words"])
            and not phrases.says(part, numbers["no_mark_words"])
            and not (_HAS.search(part) and not phrases.says(part, _BABY))
            and (not of_adults or _of_a_child(part, numbers))
        ):
            yield part


def _of_a_child(sentence: str, numbers: Numbers) -> bool:
    """The sentence speaks of a child; of one who was only in the room where an adult was hurt, the clause that tells of the mark
    would have to."""
    parts = (
        phrases.clauses_affirming(sentence, numbers["mark_words"]) if _HURT.search(sentence) else [sentence]
    )
    return any(phrases.says(part, _BABY) for part in parts)
