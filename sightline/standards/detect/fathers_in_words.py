"""What is written of a father or partner: that nobody has met him, or why nobody can."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import days_after
from sightline.standards.in_words import all_about
from sightline.standards.standard import Edition, Finding
from sightline.state import fathers, history, people, phrases
from sightline.state.phrases import affirms, text_of

_STEPS = (Assessment, Meeting, Decision, Plan)


def written_unmet(step: Entry[Any], known: Knowledge, edition: Edition) -> list[Finding]:
    """This will say it of each man of whom a step of those who hold the case says in words that he was not met.

    Where no man is named on record, it is said of the child. A man whom an assessment covers or who was seen since, or who has
    no part in the child's life as somebody confirmed, is left out, and so is one of whom it was said not long before.
    """
    by = known.teams.get(step.author)
    children = people.children(known, step.people) or people.those_in(known, ("child", "unborn"))
    if by is None or by.type not in edition["case_holders"] or not children or not _unmet(step, edition):
        return []
    if _confirmed(step, edition):
        return []
    men = people.those_in(known, people.MEN_AND_PARTNERS)
    since = days_after(step.day, -edition["around_within_days"])
    unmet = [
        man
        for man in _meant(known, step, men, edition)
        if not fathers.looked_at(known, man, since if isinstance(step.body, Assessment) else step.day)
        and not said_of_him_before(known, step, man, edition)
    ]
    if not men and not said_of_him_before(known, step, None, edition):
        words = his_words(known, None, step.author, step.day, "this step")
        return [Finding(tuple(children), (step.id,), step.day, words=words, key="father")]
    return [
        Finding(
            (man, *children),
            (step.id,),
            step.day,
            words=his_words(known, man, step.author, step.day, "this step"),
            key=man,
        )
        for man in unmet
    ]


def told_of_at_home(
    known: Knowledge, step: Entry[Any], man: Person, since: dt.date, edition: Edition
) -> list[Entry[Any]]:
    """This will give what whoever takes a step holds, or had been told, of something weighty in a man, and the notes
    in whose words somebody of his part in the family is about, though they name nobody."""
    words = edition["named_by"].get(people.role(known, man) or "", ())
    alike = people.those_in(known, tuple(r for r in people.MEN_AND_PARTNERS if r == people.role(known, man)))
    told = history.known_to(known, step.author, man, edition["history_topics"], step.day)
    if not words or not told or alike != [man]:
        return []
    family = people.those_in(known, ("child", "unborn"))
    notes = [
        e
        for e in all_about(known, phrases.NOTES, family, since, step.day)
        if known.knows(step.author, e, step.day)
        and affirms(text_of(e), words, unless=edition["not_there_words"])
    ]
    return [*told[-3:], *notes[-3:]] if notes else []


def no_part_in_it(known: Knowledge, step: Entry[Any], man: Person, edition: Edition) -> bool:
    """This will say whether a step says of a man that he has no part in the child's life, as somebody confirmed, or that meeting
    him would put somebody in danger."""
    if man not in _meant(known, step, people.those_in(known, people.MEN_AND_PARTNERS), edition):
        return False
    return affirms(text_of(step), edition["unsafe_words"]) or _confirmed(step, edition)


def _confirmed(step: Entry[Any], edition: Edition) -> bool:
    return affirms(text_of(step), edition["no_part_words"]) and affirms(
        text_of(step), edition["confirmed_words"], beside=edition["him_words"]
    )


def said_of_him_before(known: Knowledge, step: Entry[Any], man: Person | None, edition: Edition) -> bool:
    """This will say whether an earlier step, of the time in which the point stands, said the same of him in words."""
    since = days_after(step.day, -edition["lapses_after_days"])
    family = people.those_in(known, ("child", "unborn"))
    return any(
        (e.noted.key, e.id) < (step.noted.key, step.id)
        and _unmet(e, edition)
        and (man is None or man in _meant(known, e, people.those_in(known, people.MEN_AND_PARTNERS), edition))
        for e in all_about(known, _STEPS, family, since, step.day)
    )


def _unmet(step: Entry[Any], edition: Edition) -> bool:
    otherwise = (*edition["unsafe_words"], *edition["by_him_words"])
    return affirms(
        text_of(step), edition["unmet_words"], beside=edition["him_words"], unless=otherwise
    ) and not affirms(text_of(step), edition["unsafe_words"])


def _meant(known: Knowledge, step: Entry[Any], men: list[Person], edition: Edition) -> list[Person]:
    """Of whom a note says so: the one man there is, else whose part in the family its sentence names."""
    if len(men) == 1:
        return men
    of_father = affirms(text_of(step), edition["father_words"])
    wanted = "father" if of_father else "partner"
    return [man for man in men if people.role(known, man) == wanted]


def his_words(
    known: Knowledge, man: Person | None, agency: Agency, day: dt.date, what: str
) -> dict[str, str]:
    """This will give the words of the standard's text about a man, or about a father whom nobody has named."""
    adult = wording.who(known, [man]) if man else "the father or partner"
    return {
        "adult": adult,
        "on_record": f"{adult} was on record" if man else "No father or partner was named on record",
        "find": ""
        if man
        else "Ask who he is and what part he has: the mother, and the child where that is right. ",
        "or_met": "" if man else ", or he has been named and met",
        "agency": wording.team(known, agency),
        "day": wording.day(day),
        "what": what,
    }
