"""An injury, whether the child could have come by it alone, and what was done about it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing, Visit
from sightline.record.kinds.harm import Injury, Medical, Observation
from sightline.record.kinds.pregnancy import Birth
from sightline.record.kinds.words import AgencyType, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.state import people
from sightline.state.phrases import affirms, says, sentences, text_of
from sightline.state.shared import shared

SKILLED = ("child_protection_medical", "paediatric_review")
OPEN = ("not_stated", "inconclusive", "non_accidental", "examination_not_completed")
EXPLAINED_BY = ("birth_mark", "medical_cause", "normal")


def explained(known: Knowledge, injury: Entry[Injury], child: Person) -> bool:
    """This will say whether a clinician has charted a cause, or the mark was charted at birth at the same site, as shared.toml
    says it.

    Where nobody wrote whether there is a charted cause, a vaccine that was charted in the days before is one, if it was at that
    site, or the note itself speaks of a needle and gives no site or one where vaccines go; so is a needle, where whoever gives
    it was told of the mark that day. A site that nobody filled in is looked for in the note.
    """
    cause, place = injury.body.documented_cause, _words(injury.body.site or injury.summary)
    if cause not in (None, "none"):
        return True
    if cause is None and _from_a_needle(known, injury, place):
        return True
    charted = [m for b in known.entries(Birth, child) for m in _charted(b)]
    if injury.body.type == "mark" and _all_charted(injury.body.site, charted):
        return True
    if compared(known, injury, child):
        return True
    since = injury.day - _SHOWS
    given = [m for m in known.entries(Medical, child, since, injury.day) if m.body.type == "immunisation"]
    if cause is not None or not given:
        return False
    if _of_a_needle(injury) and (not injury.body.site or place & _VACCINE_PLACES):
        return True
    return any(place & _words(m.body.finding or m.summary) & _VACCINE_PLACES for m in given)


def _charted(birth: Entry[Birth]) -> tuple[str, ...]:
    """The marks charted at birth: as listed or, where the list was left empty, the sentences of the note that tell of one."""
    listed = birth.body.marks_recorded_at_birth
    return listed or tuple(s for s in sentences(birth.summary) if says(s, _AT_BIRTH))


def _all_charted(site: str | None, charted: list[str]) -> bool:
    """Whether each of the places that a site names is that of a mark charted at birth: one in the book does not speak for two."""
    places = [words for part in _PLACES.split(site or "") if (words := _words(part))]
    return bool(places) and all(any(_one_place(place, _words(m)) for m in charted) for place in places)


def compared(known: Knowledge, mark: Entry[Any], child: Person) -> bool:
    """This will say whether somebody in health wrote in the same days that a mark is the one that was charted."""
    until = mark.day + _COMPARED_WITHIN
    health = {team.id for team in known.teams_of(*_COMPARED_BY)}
    return any(
        note.id != mark.id and note.author in health and affirms(text_of(note), CHARTED)
        for kind in (Observation, Visit, Medical, InformationSharing)
        for note in known.entries(kind, child, mark.day, until)
    )


def same_place(one: str | None, other: str | None) -> bool:
    """This will say whether two sites, as two people write them, may be one place of the body: they share a word of it and not
    the other side, or one of them says none."""
    first, second = _words(one), _words(other)
    return not first or not second or _one_place(first, second)


def _one_place(first: frozenset[str], second: frozenset[str]) -> bool:
    (left, one), (right, other) = (
        (words & _SIDES.keys(), words - _SIDES.keys()) for words in (first, second)
    )
    sides = [{_SIDES[word] for word in words} for words in (left, right)]
    return bool((one & other) - _NO_PART) and (not all(sides) or bool(sides[0] & sides[1]))


def _of_a_needle(injury: Entry[Injury]) -> bool:
    """The account or the note speaks of a needle, and the injury is of a sort that one leaves."""
    return injury.body.type in _NEEDLE_LEAVES and says(
        f"{injury.body.explanation or ''} {injury.summary}", _NEEDLE
    )


def _from_a_needle(known: Knowledge, injury: Entry[Injury], place: frozenset[str]) -> bool:
    """The account or the note speaks of one at a limb, and a surgery, midwife or hospital heard of the mark the same day."""
    if not _of_a_needle(injury) or (injury.body.site and not place & _NEEDLE_PLACES):
        return False
    given_by = known.teams_of(*_NEEDLE_GIVEN_BY)
    return any(known.knows(team.id, injury, injury.noted.day) for team in given_by)


def _words(text: str | None) -> frozenset[str]:
    """The words of a place on the body, singular, without the small ones."""
    return _singular(re.findall(r"[a-z]+", (text or "").lower())) - _SMALL


def _singular(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in words)


_PLACES = re.compile(r"[,;&+]| and ")
_EXPLAINED, _PLACE = shared()["injury_explained"], shared()["place_on_the_body"]
CHARTED = _EXPLAINED.words("charted_words")
"""How a note says that a mark is one that was written down before. That somebody calls it a birth mark does not."""
_COMPARED_BY = cast("tuple[AgencyType, ...]", _EXPLAINED.words("compared_by"))
_COMPARED_WITHIN = dt.timedelta(days=_EXPLAINED.number("compared_within_days"))
_AT_BIRTH = _EXPLAINED.words("mark_at_birth_words")
_NEEDLE = _EXPLAINED.words("needle_words")
_NEEDLE_PLACES = frozenset(_EXPLAINED.words("needle_places"))
_NEEDLE_LEAVES = (None, "bruise", "mark", "swelling", "bleeding")
_NEEDLE_GIVEN_BY = cast("tuple[AgencyType, ...]", _EXPLAINED.words("needle_given_by"))
_VACCINE_PLACES = frozenset(_EXPLAINED.words("vaccine_places"))
_SHOWS = dt.timedelta(days=_EXPLAINED.number("vaccine_shows_days"))
_SIDES = {word: side for side in ("left", "right") for word in _PLACE.words(side)}
_NO_PART = frozenset(_PLACE.words("names_no_part"))
_SMALL = _singular(_PLACE.words("small_words"))
_A_SIDE = re.compile(f" (?:{'|'.join(_SIDES)})(?= )")


def without_sides(site: str) -> str:
    """This will give the words of a place on the body, between spaces, without the side."""
    return _A_SIDE.sub("", site)


def unexplained_before(known: Knowledge, entry: Entry[Any], child: Person, days: int) -> list[Entry[Injury]]:
    """This will give a child's unexplained injuries in the days up to an entry, that entry itself left out."""
    before = known.entries(Injury, child, entry.day - dt.timedelta(days=days), entry.day)
    return [i for i in before if i.id != entry.id and not explained(known, i, child)]


def examined(known: Knowledge, child: Person, since: dt.date) -> list[Entry[Medical]]:
    """This will give the examinations by a skilled paediatrician since a day, finished ones."""
    return [
        m
        for m in known.entries(Medical, child, since)
        if _skilled(known, m) and m.body.opinion != "examination_not_completed"
    ]


def _skilled(known: Knowledge, medical: Entry[Medical]) -> bool:
    """By its type; where nobody wrote the type, a hospital's that gives an opinion in so many words."""
    if medical.body.type is not None:
        return medical.body.type in SKILLED
    author = known.teams.get(medical.author)
    return author is not None and author.type == "hospital" and bool(medical.body.explicit)


def cannot_move_alone(
    known: Knowledge,
    child: Person,
    day: dt.date,
    noted: str | None,
    mobile: tuple[str, ...],
    under_weeks: int,
) -> bool:
    """This will say whether a child cannot move alone: as noted, or, where nobody noted it, by age in weeks."""
    if noted is not None and noted != "not_recorded":
        return noted not in mobile
    weeks = people.weeks_old(known, child, day)
    return weeks is not None and weeks < under_weeks


def found_to_fit(injury: Entry[Any], numbers: Mapping[str, Any]) -> bool:
    """This will say whether the note itself says, in one sentence, that a nurse or a doctor looked and found it as it is told.

    `numbers` holds the words of explanation_not_tested.toml.
    """
    by_whom, doubt = {*numbers["clinician_words"]}, {*numbers["doubt_words"]}
    for part in re.split(r"[.;!?]", injury.summary.lower()):
        words = {*re.findall(r"[a-z&]+", part)}
        if words & by_whom and not words & doubt and says(part, numbers["fits_words"]):
            return True
    return False


def told_of(note: Entry[Any], injury: Entry[Injury], numbers: Mapping[str, Any]) -> bool:
    """This will say whether a note of the same days speaks of a mark and of nothing else as grave: it is of the injury itself.

    `numbers` are those of explanation_not_tested.toml.
    """
    near = abs((note.day - injury.day).days) <= numbers["one_event_days"]
    marks_only = topics(note) & {*numbers["serious_topics"]} == {"unexplained_mark"}
    return near and marks_only and isinstance(note.body, Observation)
