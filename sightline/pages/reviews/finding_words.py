"""What a finding does not say, in words; and what a finding can rest on, as choices of a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sightline.pages.words import Names, day, full, phrase
from sightline.people.models import Team
from sightline.record import store
from sightline.record.cases import Case
from sightline.record.entry import Entry
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.reviews import answered, findings, heard, vantage
from sightline.reviews.findings import Limits, Silence, Under

_MOST_FOUND = 30
_LONGEST = 160
_SILENT: Mapping[Silence, str] = {
    "other_case": "It says nothing of {whom}.",
    "not_asked": "It says nothing of what {whom} may have known: nobody asked.",
    "waiting": "It says nothing of what {whom} may have known: there is no answer yet.",
    "withheld": "It leaves out what {whom} withheld.",
    "nobody_heard": "It rests on records and standards alone: nobody who took part has said it.",
    "not_known_today": "It does not say whether this is still so today.",
    "not_agreed": "It is not agreed: it may change.",
}


def silences(
    said: Iterable[tuple[Silence, tuple[str, ...]]], names: Names, cases: Mapping[str, str]
) -> list[str]:
    """This will put what a finding does not say in words."""
    return [
        _SILENT[what].format(whom=phrase(cases.get(one) or names.agency(one) for one in whom))
        for what, whom in said
    ]


def limits(team: Team, cases: Iterable[Case]) -> Limits:
    """This will give what limits every finding of a review: whom it has not asked, or not heard from."""
    made = Limits()
    for case in cases:
        asked = answered.asked(
            store.may_see(team, people=case.people), [Person(str(one)) for one in case.people]
        )
        record = vantage.told(team, case.people)
        made = Limits(
            (*made.cases, str(case.id)),
            tuple(dict.fromkeys((*made.not_asked, *answered.not_asked(record, asked)))),
            (*made.waiting, *(one.agency for one in asked if one.waiting)),
            (*made.withheld, *(one.agency for one in asked if one.withheld)),
        )
    asked_somewhere = {*made.waiting, *made.withheld}
    return Limits(
        made.cases,
        tuple(one for one in made.not_asked if one not in asked_somewhere),
        tuple(dict.fromkeys(made.waiting)),
        tuple(dict.fromkeys(made.withheld)),
    )


def rests_on(under: Under) -> str:
    """This will say how much is under a finding: of the time, of what was said in the review, and of standards."""
    said = sum(entry.kind in findings.RESTS_ON for entry in under.entries)
    counted = (
        (len(under.entries) - said, "entry", "entries"), (said, "account", "accounts"),
        (len(under.standards), "standard", "standards"),
    )  # fmt: skip
    return phrase(f"{many} {one if many == 1 else more}" for many, one, more in counted if many)


def of_review(known: Knowledge, names: Names, entry: Entry[Any]) -> str:
    """This will say whose an entry is: whoever takes part by name and profession, as the review knows them."""
    one = heard.participants(known).get(entry.author)
    return f"{one.body.name}, {one.body.profession}" if one else names.heading(entry.author)


def choice(entry: Entry[Any], names: Names) -> str:
    """This will give an entry as something to choose: its day, what it says, and whose it is."""
    said = full(entry, names)
    short = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1].rstrip()}…"
    return f"{day(entry.day)}: {short} ({names.heading(entry.author)})"


def found(known: Knowledge, names: Names, words: str) -> dict[str, str]:
    """This will give the entries that say some words, as choices: at most so many, in the order in which they happened."""
    wanted = words.casefold().split()
    rows = [
        (entry.day, entry.id, entry)
        for entry in known.all()
        if findings.may_be_rested_on(entry) and all(word in full(entry, names).casefold() for word in wanted)
    ]
    return {id: choice(entry, names) for _, id, entry in sorted(rows, key=lambda row: row[:2])[:_MOST_FOUND]}


def people(cases: Iterable[Case], chosen: Iterable[str]) -> list[UUID]:
    """This will give the people of the cases that were chosen."""
    wanted = set(chosen)
    return list(dict.fromkeys(one for case in cases if str(case.id) in wanted for one in case.people))
