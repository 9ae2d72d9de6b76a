"""The sentences of the case on a page. It speaks of what the team was told, and never says that nobody did something."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sightline.pages.at_a_glance import Glance
from sightline.pages.finding import count, day, first_up, hour, number
from sightline.pages.queue import due_words
from sightline.pages.words import Names, age, curly, full, gestation, phrase, plain, service_words, short
from sightline.record.entry import Entry
from sightline.record.kinds.decision import DecisionOutcome
from sightline.record.kinds.words import Person
from sightline.record.times import Moment
from sightline.state.on_a_page.ahead import Due
from sightline.state.on_a_page.decided import Decided
from sightline.state.on_a_page.lines import Line
from sightline.state.on_a_page.unknown import Unknown
from sightline.state.on_a_page.who import Said, Someone
from sightline.state.topics import is_worry

__all__ = [
    "ago", "by_when", "count", "curly", "day", "dial", "first_up", "full", "headline", "number", "phrase", "plain", "short",
]  # fmt: skip

_MOST_HISTORY = 3
_NOT_TOLD = "nothing your team was told says"


def ago(on: dt.date, today: dt.date) -> str:
    """This will say how long ago a day was, while that can be counted on one's fingers; then the day itself."""
    days = (today - on).days
    if days < 0:
        return day(on, today)
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago" if days < 22 else day(on, today))


def clock(at: Moment) -> str:
    """This will give a moment as it is spoken: Thursday 14 May 2020, 9:40pm; or the end of a day."""
    said = f"{at.day:%A} {day(at.day)}"
    return f"{said}, {hour(at.time)}" if at.time else f"the end of {said}"


def time_of(at: Moment) -> str:
    """This will give the time of a moment, with what comes before it in a sentence; nothing where none is known."""
    return f", {hour(at.time)}" if at.time else ""


def dial(telephone: str) -> str:
    """This will give a number as a telephone takes it."""
    return "".join(sign for sign in telephone if sign.isdigit() or sign == "+")


def headline(shown: Glance) -> str:
    """This will say the one thing that somebody who reads no further must know."""
    if shown.prompt:
        return curly(shown.prompt.said.title)
    if shown.ahead.clocks and (shown.ahead.late or shown.ahead.coming[0].clock):
        one = shown.ahead.clocks[0]
        return f"{what(one, shown.names)}: {due_words(one.day, shown.on)}"
    if shown.latest:
        last = shown.latest.entry
        said = inside(tag(shown.latest.says, shown.names))
        return f"Last recorded: {said} ({shown.names.agency(last.author)}, {ago(last.day, shown.on)})"
    return "Nothing is recorded as told to your team"


_WHAT = {
    "decision": "A decision on the contact of {day}",
    "check": "An answer from {asked} about {people}",
    "challenge": "An answer to the challenge of {day}",
    "discussion": "A strategy discussion about what was seen on {seen} (a local limit)",
    "next_step": "{step}",
    "appointment": "The next appointment",
    "planned": "{short}",
    "birth": "{people} is due",
}


def what(due: Due, names: Names) -> str:
    """This will say what is due."""
    entry, body = due.entry, due.entry.body
    words = {
        "day": day(entry.noted.day, due.day),
        "seen": day(entry.day, due.day),
        "asked": names.agency(getattr(body, "asked", None) or entry.author),
        "people": names.people(getattr(body, "of_people", None) or entry.people),
        "step": getattr(body, "next_step", None) or "The next step of a decision",
        "short": short(entry, names),
    }
    return curly(first_up(_WHAT[due.what].format_map(words)))


def by_when(due: Due, today: dt.date) -> str:
    """This will say by when: with the words for today and tomorrow, and that a day has passed without an answer."""
    if due.what in ("planned", "appointment", "birth"):
        return f"{due.day:%A} {day(due.day, today)}"
    return due_words(due.day, today)


def who_is(shown: Glance) -> str:
    """This will answer the first question in one sentence: how old, where, under which order."""
    children = shown.who.children
    if not children:
        return "Nothing your team was told says who the child is"
    names = shown.names.people(child.id for child in children)
    first = f"{first_up(number(len(children)))} children: {names}"
    if len(children) == 1:
        first = _child(children[0], shown.on)
    home, legal = shown.who.home, shown.who.legal
    parts = [first]
    if home and home.body.type and home.body.status != "ended":
        parts.append(plain(home.body.type))
    if legal and legal.body.step and legal.body.status not in ("ended", "refused", "requested", "advised"):
        parts.append(plain(legal.body.step))
    return ", ".join(parts)


def _child(child: Someone, on: dt.date) -> str:
    born = child.birth or (child.born[0].value if child.born else None)
    if born and born <= on:
        young = (on - born).days < 365
        return f"A {'baby' if young else 'child'} of {age(born, on)}"
    if child.due:
        due: dt.date = child.due[0].value
        if due < on:
            return f"A baby who was due on {day(due)}; no day of birth is recorded as told to your team"
        return f"A baby due on {day(due)}, at {gestation(due, on)} of pregnancy"
    return "A child; " + _NOT_TOLD + " how old"


def held(values: Iterable[Said], names: Names) -> str:
    """This will give a particular: the one value; or each of several, with whose word it is."""
    said = [(day(one.value) if isinstance(one.value, dt.date) else str(one.value), one) for one in values]
    if len(said) == 1:
        return curly(said[0][0])
    return curly(" or ".join(f"{value} ({names.agency(one.entry.author)} says)" for value, one in said))


def history(one: Someone, names: Names) -> str:
    """This will give the last of what is held on file about somebody, each once, with how much there is before it."""
    said = list(dict.fromkeys(full(entry, names).rstrip(".") for entry in reversed(one.history)))
    more = (
        f". {first_up(count(len(said) - _MOST_HISTORY, 'more entry', 'more entries'))} on file"
        if len(said) > _MOST_HISTORY
        else ""
    )
    return ". ".join(said[:_MOST_HISTORY]) + more


def rests_on(one: Someone) -> list[str]:
    """This will give the entries that a person's line is made of."""
    particulars = (*one.names, *one.born, *one.due, *one.telephones)
    return [said.entry.id for said in particulars] + [entry.id for entry in one.history[-_MOST_HISTORY:]]


def worry_is(shown: Glance) -> str:
    """This will answer the second question: the last worry, and whether anything is told to work well."""
    last = shown.worries.worries[:1]
    bad = (
        f"{_with_sender(last[0], shown.names)}, {ago(last[0].entry.day, shown.on)}"
        if last
        else "No worry is recorded as told to your team"
    )
    good = "" if shown.worries.well else f"; {_NOT_TOLD} what works well"
    return bad + good


def _with_sender(line: Line, names: Names) -> str:
    said = tag(line.says, names)
    return f"{said} from {names.agency(line.entry.author)}" if line.entry.kind == "referral" else said


def well(line: Line, names: Names) -> str:
    """This will give what works well in its writer's words."""
    return curly(getattr(line.says.body, "working_well", None) or full(line.says, names))


def tag(entry: Entry[Any], names: Names) -> str:
    """This will label a worry by its kind, without saying again that it is one."""
    said = short(entry, names)
    return first_up(said.split(": ", 1)[1]) if is_worry(entry) and ": " in said else said


def decision_is(shown: Glance) -> str:
    """This will answer the third question: the last decision and by whom."""
    if not shown.decided:
        return "No decision is recorded as told to your team"
    last = shown.decided[0].line.says
    return f"{first_up(ago(last.day, shown.on))}: {inside(short(last, shown.names))}, by {shown.names.agency(last.author)}"


def inside(text: str) -> str:
    """This will give words as they stand inside a sentence; an abbreviation keeps its capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


_FORUM = {
    "single_practitioner": "one practitioner alone", "single_agency": "one agency alone",
    "multi_agency": "agencies together", "court": "a court",
}  # fmt: skip


def by_whom(one: Decided, names: Names) -> str:
    """This will say who decided, and whether alone or together where that is recorded."""
    forum = _FORUM.get(getattr(one.line.says.body, "forum", None) or "")
    return first_up(names.agency(one.line.entry.author)) + (f": {forum}" if forum else "")


def why(one: Decided) -> str:
    """This will give the reasons, or say that none were told."""
    if one.reasons:
        return curly(f"Why: {one.reasons}")
    only = isinstance(one.line.entry.body, DecisionOutcome)
    return "Only the outcome was told to your team, not the reasons" if only else "Why: no reason is recorded"


def next_is(shown: Glance) -> str:
    """This will answer the fourth question: what is due first; or that nothing told names a day."""
    due = shown.ahead.clocks
    if not due:
        return "Nothing your team was told names a day ahead"
    return f"{what(due[0], shown.names)}: {by_when(due[0], shown.on)}"


def involved_is(shown: Glance) -> str:
    """This will answer the fifth question: who answers now."""
    now = [row for row in shown.network if row.now]
    if now:
        return f"{first_up(phrase(shown.names.agency(row.team) for row in now))} answer{'s' if len(now) == 1 else ''} now"
    numbers = sum(bool(row.telephone) for row in shown.network)
    if numbers:
        return f"{first_up(count(numbers, 'number'))} to ring; {_NOT_TOLD} who answers now"
    return f"{first_up(_NOT_TOLD)} on which number anybody answers"


_UNKNOWN = {
    "services_not_asked": "about {person}: {services}",
    "services_not_said": "whether anybody asked about {person}: {services}. Your team was told of no such check",
    "no_answer": "what is held about {person} by {services}: asked, and no answer is recorded as told to your team",
    "father_not_asked": "about a father or partner. The referrer wrote on {day} that they had not asked",
    "father_not_known": "who the father or a partner is. The referrer wrote on {day} that they did not know",
    "father_not_named": f"whether there is a father or partner: {_NOT_TOLD} it",
    "not_examined": f"whether there is any other injury: {_NOT_TOLD} that a paediatrician has examined {{person}} since {{day}}",
    "cause": "how {short} of {day} came about: no cause is charted in what your team was told",
    "watching": f"who watches {{children}} with the parents, and when: {_NOT_TOLD} it in writing",
    "reasons": "why it was decided on {day}: {outcome}. No reasons were told to your team",
    "decided_without": "what {services} holds about {person}: decided without on {day} ({why})",
    "no_dates": f"how old {{person}} is: {_NOT_TOLD} a date of birth or a due date",
    "no_home": f"where {{person}} lives: {_NOT_TOLD} it",
    "conflict": "which {field} of {person} is right: agencies hold different ones",
}


def gap(one: Unknown, shown: Glance) -> str:
    """This will say one thing that is not known or not asked, as it goes on after those words."""
    entry, names = one.entry, shown.names
    label = short(entry, names) if entry else ""
    said = {
        "person": names.person(one.person or ""),
        "services": phrase(service_words(service, inside=True) for service in one.services),
        "day": day(entry.day, shown.on) if entry else "",
        "short": _the(label),
        "outcome": inside(label),
        "children": names.people(Person(child.id) for child in shown.who.children),
        "why": getattr(entry.body, "why", "") if entry else "",
        "field": one.field,
    }
    return curly(_UNKNOWN[one.sort].format_map(said))


def _the(label: str) -> str:
    """The injury (bleeding)."""
    kind, _, more = label.partition(": ")
    return f"the {inside(kind)} ({more})" if more else f"the {inside(kind)}"


def gap_is(shown: Glance) -> str:
    """This will answer the sixth question with the most pressing gap."""
    if not shown.unknown:
        return "No gap shows in what your team was told. That does not mean that there is none"
    first = shown.unknown[0]
    return f"{'Not asked' if first.not_asked else 'Not known'}: {gap(first, shown).split('. ')[0].split(f': {_NOT_TOLD}')[0]}"
