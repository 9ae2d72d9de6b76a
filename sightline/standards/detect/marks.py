"""Marks and injuries that stand in separate entries, and whether anybody looked at them together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Hospital, Injury, Medical, Observation
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.of_children import Asked, about_children
from sightline.standards.standard import Answer, Edition, Finding
from sightline.state import beside, harm, injuries, marks_told, people, phrases
from sightline.state.phrases import says

_MARKS: tuple[type[Any], ...] = (Injury, *marks_told.KINDS)


@about_children("pattern_of_injuries_not_joined_up", *_MARKS)
def pattern_of_injuries_not_joined_up(asked: Asked) -> Answer:
    """A further mark on a child, or on a child beside them, with no view recorded of the marks together."""
    entry, child, known, edition = asked.entry, asked.child, asked.known, asked.edition
    if not _is_mark(known, entry, child, edition):
        return []
    before = _before(known, entry, child, edition)
    if before is None or not _pattern(known, entry, before, child, edition):
        return []
    if _joined(known, child, entry, before):
        return []
    passed_on = getattr(entry.body, "action", None) in edition["passed_on"] or not isinstance(
        entry.body, Injury
    )
    wait = edition["join_within_working_days"] if passed_on else 0
    if not asked.clock.passed(working_days_after(asked.since, wait)):
        return []
    marks = sorted([*before, entry], key=lambda e: (e.day, e.noted.key))
    about = tuple(dict.fromkeys([child, *(c for m in before for c in harm.children_in(known, m)[:1])]))
    words = {
        "child": wording.who(known, about),
        "count": str(len(marks)),
        "days": wording.phrase(wording.day(m.day) for m in marks[-4:]),
        "holders": wording.teams(known, (m.author for m in marks)),
    }
    return [Finding(about, (entry.id, *(m.id for m in reversed(before)))[:15], asked.since, words=words)]


def _is_mark(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    body = entry.body
    if isinstance(body, Injury):
        in_play = (
            not harm.in_a_baby(known, entry, child, edition.numbers)
            and body.type not in edition["serious"]
            and harm.at(entry, tuple(edition["ordinary_sites"]))
        )
        return not in_play and not injuries.explained(known, entry, child)
    why = getattr(body, "reason", None) or getattr(body, "service", None)
    if says(why, edition["treated_words"]) or injuries.compared(known, entry, child):
        return False
    return _by_a_box(entry, edition) or _by_its_words(known, entry, child, edition)


def _by_its_words(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """A sentence of a note tells of a mark, and not of a knock of play at an ordinary place of a child who moves alone."""
    if getattr(entry.body, "about_decision", None) is not None or getattr(entry.body, "what", None):
        return False
    if isinstance(entry.body, Hospital) and entry.body.stage not in (None, "attended"):
        return False
    if people.unborn_on(known, child, entry.day):
        return False
    baby = _baby(known, entry, child, edition)
    weeks = people.weeks_old(known, child, entry.day)
    first_year = weeks is not None and weeks < edition["whole_life_weeks"]
    telling = (*edition["telling_sites"], *(edition["mouth"] if first_year else ()))
    return any(
        (baby and not marks_told.of_another_child(part))
        or not phrases.says(part, edition["ordinary_sites"])
        or phrases.says(part, telling)
        for part in marks_told.sentences(known, entry, edition.numbers)
    )


def _baby(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    noted, mobile = getattr(entry.body, "child_mobility", None), tuple(edition["mobile"])
    return injuries.cannot_move_alone(known, child, entry.day, noted, mobile, edition["under_weeks"])


def _by_a_box(entry: Entry[Any], edition: Edition) -> bool:
    """What may be a mark, by the boxes of the entry: an injury, going to hospital hurt, a note of a mark."""
    body = entry.body
    if isinstance(body, Injury):
        return True
    if isinstance(body, Hospital):
        reason = (body.reason or "").lower()
        return body.stage in (None, "attended") and says(reason, edition["hurt_words"])
    if phrases.affirms(phrases.text_of(entry), injuries.CHARTED):
        return False
    if getattr(body, "about_decision", None) is not None:  # it disagrees, and tells of nothing new
        return False
    note = isinstance(body, Concern) or (isinstance(body, Observation) and body.direction != "positive")
    return note and "unexplained_mark" in topics(entry)


def _telling(known: Knowledge, mark: Entry[Any], child: Person, edition: Edition) -> bool:
    """A mark that two of are a pattern: in a baby, of an unusual sort or place, or one that nobody explains."""
    weeks = people.weeks_old(known, child, mark.day)
    if weeks is not None and weeks < edition["whole_life_weeks"]:
        return True
    if isinstance(mark.body, Injury):
        return harm.account(mark) is None or harm.raises_a_question(known, mark, child, edition.numbers)
    if not isinstance(mark.body, Hospital) and "unexplained_mark" in topics(mark):
        return True
    words = (*edition["telling_sites"], *edition["telling_words"])
    return any(phrases.says(part, words) for part in marks_told.sentences(known, mark, edition.numbers))


def _before(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> list[Entry[Any]] | None:
    """The earlier marks, each event once; None where this entry only tells again of one that was written before it."""
    since = days_after(entry.day, -edition["look_back_days"])
    until = days_after(entry.day, edition["one_event_days"])
    mine, days = _written(entry), edition["one_event_days"]

    def tells(mark: Entry[Any]) -> bool:
        return _by_a_box(mark, edition) or marks_told.tells(known, mark, edition.numbers)

    kept: list[Entry[Any]] = []
    ordinary: list[Entry[Any]] = []
    of_day: dict[dt.date, list[Entry[Any]]] = {}
    for own in (child, *beside.children_beside(known, child)):
        found = [
            m
            for kind in _MARKS
            for m in known.chosen(("may be a mark", edition.source), ("kind", kind, own), tells, since, until)
        ]
        # Of one event, what says most of it is kept: an attendance only says that there was one.
        for mark in sorted(found, key=lambda m: (isinstance(m.body, Hospital), m.noted.key, m.id)):
            if mark.id == entry.id or not _is_mark(known, mark, own, edition):
                continue
            if own == child and _one_event(mark, entry, days) and not _of_another(known, mark, entry, child):
                if _written(mark) < mine:
                    return None
            elif own == child and _written(mark) < mine and _retold(known, entry, mark, edition):
                return None
            elif _found_ordinary(known, own, mark, edition):
                ordinary.append(mark)
            elif (
                (mark.day, *_written(mark)) < (entry.day, *mine)
                and not any(_retold(known, mark, other, edition) for other in (*kept, *ordinary))
                and not any(_one_event(mark, other, days) for other in _about(of_day, mark.day, days))
            ):
                kept.append(mark)
                of_day.setdefault(mark.day, []).append(mark)
    return kept


def _written(entry: Entry[Any]) -> tuple[Any, str]:
    """Which of two entries was written first."""
    return entry.noted.key, entry.id


def _about(of_day: Mapping[dt.date, list[Entry[Any]]], day: dt.date, days: int) -> Iterator[Entry[Any]]:
    """Those of the days around a day."""
    for count in range(-days, days + 1):
        yield from of_day.get(days_after(day, count), ())


def _one_event(one: Entry[Any], other: Entry[Any], days: int) -> bool:
    """Of one day, or within a few days and not said to be at two places of the body."""
    apart = abs((one.day - other.day).days)
    alike = injuries.same_place(*(getattr(e.body, "site", None) for e in (one, other)))
    return bool(set(one.people) & set(other.people)) and (apart == 0 or (apart <= days and alike))


def _of_another(known: Knowledge, mark: Entry[Any], entry: Entry[Any], child: Person) -> bool:
    """A note without a place, of a day on which an injury was written down at another place than this: it is of that one."""
    if mark.day == entry.day or getattr(mark.body, "site", None) is not None:
        return False
    site = getattr(entry.body, "site", None)
    places = [i.body.site for i in known.entries(Injury, child, mark.day, mark.day)]
    return bool(places) and not any(injuries.same_place(place, site) for place in places)


def _retold(known: Knowledge, note: Entry[Any], mark: Entry[Any], edition: Edition) -> bool:
    """A note that rests on what somebody said tells of the mark that was written down in the weeks before; so does another's
    form or note, where its writer had been told of the mark and tells nothing else."""
    told = note.author != mark.author and known.knows(note.author, mark, note.day)
    if not (_heard(note) or _again(known, note, mark, told, edition) or (told and _same_account(note, mark))):
        return False
    back = days_after(note.day, -edition["retold_days"])
    return back <= mark.day <= note.day and bool({*note.people} & {*mark.people})


def _same_account(note: Entry[Any], mark: Entry[Any]) -> bool:
    """Two forms of an injury by two who spoke of it: one sort at one place, with one account of it."""
    if (
        not isinstance(note.body, Injury)
        or not isinstance(mark.body, Injury)
        or note.body.type != mark.body.type
    ):
        return False
    said, before = (phrases.plain(harm.account(e)) for e in (note, mark))
    alike = bool(said and before) and (said in before or before in said)
    return alike and injuries.same_place(note.body.site, mark.body.site)


def _again(known: Knowledge, note: Entry[Any], mark: Entry[Any], told: bool, edition: Edition) -> bool:
    """A mark that only the words of a later note tell of is the same, unless they say of it, or next, that it is new, or put it
    at another telling place; so is one that its writer, who had been told of the first, notes without concern."""
    calm = told and getattr(note.body, "direction", None) == "neutral"
    if isinstance(note.body, Injury | Hospital) or (_by_a_box(note, edition) and not calm):
        return False
    text, before = (
        phrases.text_of(note),
        f"{phrases.text_of(mark)} {getattr(mark.body, 'site', None) or ''}",
    )
    elsewhere = any(
        phrases.says(text, [site]) and not phrases.says(before, [site]) for site in edition["telling_sites"]
    )
    parts, tell = phrases.sentences(text), {*marks_told.sentences(known, note, edition.numbers)}
    new = any(
        phrases.affirms(part, edition["new_words"])
        for before, part in zip(("", *parts), parts, strict=False)
        if tell & {before, part}
    )
    return not elsewhere and not new


def _heard(note: Entry[Any]) -> bool:
    return getattr(note.body, "rests_on", None) in ("other_report", "parent_report")


def _found_ordinary(known: Knowledge, child: Person, mark: Entry[Any], edition: Edition) -> bool:
    """In a baby who cannot move alone only a paediatrician's view that it was an accident counts as one. A skilled view that it
    is a disorder, or was there from birth, may come some weeks later, when the tests are back."""
    until = days_after(mark.day, edition["one_event_days"])
    if any(
        m.body.opinion in edition["no_injury"] and m.body.type in injuries.SKILLED
        for m in known.entries(Medical, child, mark.day, days_after(mark.day, edition["retold_days"]))
    ):
        return True
    noted, mobile = getattr(mark.body, "child_mobility", None), tuple(edition["mobile"])
    baby = injuries.cannot_move_alone(known, child, mark.day, noted, mobile, edition["under_weeks"])
    return any(
        m.body.opinion in injuries.EXPLAINED_BY
        or (m.body.opinion == "accidental" and (m.body.type in injuries.SKILLED or not baby))
        for m in known.entries(Medical, child, mark.day, until)
    )


def _pattern(
    known: Knowledge, entry: Entry[Any], before: list[Entry[Any]], child: Person, edition: Edition
) -> bool:
    """Two marks each telling by itself; or as many of any sort, within fewer days, as partnerships usually count."""
    telling = [m for m in before if _telling(known, m, harm.children_in(known, m)[0], edition)]
    if telling and _telling(known, entry, child, edition):
        return True
    lately = [m for m in before if m.day >= days_after(entry.day, -edition["any_within_days"])]
    return len([*lately, entry]) >= int(edition["any_marks"])


def _joined(known: Knowledge, child: Person, entry: Entry[Any], before: list[Entry[Any]]) -> bool:
    """Agencies talked since, a paediatrician who had the background examined, or a decision rests on more than one mark."""
    examined = any(
        m.body.information_given_to_clinician in (None, "full")
        for m in injuries.examined(known, child, entry.day)
    )
    marks = {entry.id, *(m.id for m in before)}
    rests = (set(d.body.on_information or ()) & marks for d in known.entries(Decision, child, entry.day))
    return bool(harm.talked_over(known, child, entry.day)) or examined or any(len(r) > 1 for r in rests)
