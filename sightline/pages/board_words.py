"""The sentences of the check board, and the words for its states."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Set

from sightline.pages.finding import count, number
from sightline.pages.words import Names, day, first_up, phrase, role_words, short_day
from sightline.record.kinds.words import Person
from sightline.state.board import BLANK, STATES, Asked, Board, Row, State

__all__ = [
    "BASES",
    "KEY",
    "WORDS",
    "answered",
    "count",
    "day",
    "finding",
    "first_up",
    "known_of",
    "ring",
    "role_of",
    "searched_by",
]

WORDS: Mapping[State, str] = {
    "not_expected": "Not expected",
    "not_asked": "Not asked",
    "waiting": "Asked, waiting",
    "no_answer": "No answer",
    "refused": "Refused",
    "nothing_held": "Nothing held",
    "held": "Information held",
}
KEY: tuple[tuple[str, State, tuple[State, ...]], ...] = (
    ("not asked", "not_asked", ("not_asked",)),
    ("asked, waiting", "waiting", ("waiting",)),
    ("no answer or refused", "refused", ("no_answer", "refused")),
    ("information held", "held", ("held",)),
    ("nothing held", "nothing_held", ("nothing_held",)),
)
BASES: Mapping[str, str] = {
    "public_task": "Public task: it is part of our statutory work for this child",
    "legal_obligation": "Legal obligation: the law requires it, for example a section 47 enquiry",
    "vital_interests": "Vital interests: somebody’s life or health is in danger now",
    "consent": "Consent: the person has agreed to this, and may say no",
}


_KEYS: Mapping[str, tuple[str, ...]] = {
    "name": ("names", "beginnings", "endings", "initial and surname", "year and name"),
    "date of birth": ("born", "birthday", "year and name"),
    "NHS number": ("nhs", "NHS, part"),
    "address": ("house", "street", "postcode"),
    "telephone": ("phone",),
}


def searched_by(keys: Set[str]) -> str:
    """This will say by what was searched, in a reader's words: name, date of birth and address."""
    return phrase([word for word, kinds in _KEYS.items() if keys & set(kinds)])


def role_of(row: Row) -> str:
    """This will call a person of the board by role, as a heading does."""
    return first_up(role_words(row.role).removeprefix("the "))


def finding(shown: Board) -> str:
    """This will say what the board shows, in one or two sentences: how many were not asked, and about whom most."""
    many = shown.counts["not_asked"]
    waiting = sum(shown.counts[state] for state in BLANK) - many
    if not sum(shown.counts[state] for state in STATES):
        return "No check is expected about the people of this contact"
    if not many:
        if waiting:
            are = "is" if waiting == 1 else "are"
            return f"Every expected check has been asked. {first_up(number(waiting))} {are} without an answer"
        return "Every expected check has an answer"
    said = f"{first_up(number(many))} {'check has' if many == 1 else 'checks have'} not been asked"
    top = shown.loudest[0]
    most = top.count("not_asked")
    about = f"about {role_words(top.role)}"
    if most == many:
        return f"{said}. It is {about}" if many == 1 else f"{said}. All are {about}"
    return f"{said}. {first_up(number(most))} {'is' if most == 1 else 'are'} {about}"


def answered(check: Asked) -> str:
    """This will say in a cell since when a check stands as it does."""
    if check.state == "waiting":
        return f"since {short_day(check.since)}"
    if check.state == "no_answer":
        due = f", due {short_day(check.answer_by)}" if check.answer_by else ""
        return f"asked {short_day(check.asked)}{due}"
    return short_day(check.since)


def ring(check: Asked, on: dt.date, telephone: str | None) -> str:
    """This will say how long a check has stood, and whom to ring."""
    days = (on - check.since).days
    stood = {
        "waiting": f"Waiting {count(days, 'day')}" if days else "Waiting since today",
        "no_answer": f"No answer: asked on {day(check.asked, on)}",
        "refused": f"Refused on {day(check.since, on)}: {check.reason.rstrip('.')}",
    }[check.state]
    if check.state == "no_answer" and check.answer_by:
        stood += f", was due on {day(check.answer_by, on)}"
    if check.withdrawn:
        stood += f". An answer was taken back on {day(check.withdrawn, on)}: it was about somebody else"
    return f"{stood}. {telephone or 'Telephone not known'}"


def known_of(held: Mapping[str, object]) -> str:
    """This will say which particulars can be sent of somebody, and which are not known."""
    has = [words for words, value in held.items() if value]
    lacks = [words for words, value in held.items() if not value]
    parts = [f"{', '.join(has)} known"] * bool(has) + [f"{', '.join(lacks)} not known"] * bool(lacks)
    return "; ".join(parts)


def labels(shown: Board, names: Names) -> dict[Person, str]:
    """This will call each person of the board by role, and by name too where two have the same role."""
    many = Counter(role_of(row) for row in shown.rows)
    return {
        row.person: role_of(row)
        if many[role_of(row)] == 1
        else f"{role_of(row)} {n}, {names.person(row.person)}"
        for n, row in enumerate(shown.rows, 1)
    }
