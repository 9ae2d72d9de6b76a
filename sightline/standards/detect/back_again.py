"""A child back with a possible source of harm, as a note tells it: whoever was to stay away is there, the child went home, or
a parent speaks of killing or harming the child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import TOGETHER, Decision
from sightline.record.kinds.harm import Hospital
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.place import Household, Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import in_words
from sightline.standards.clock import days_after
from sightline.standards.standard import Edition
from sightline.state import bail, beside, care, people, phrases, places
from sightline.state import questions as questions_of_harm
from sightline.state.grounds import on_a_plan

NOTES: tuple[type[Any], ...] = (Referral, *phrases.NOTES)
_KIN = ("relative", "grandparent")


def against_the_plan(
    known: Knowledge, entry: Entry[Any], child: Person, edition: Edition
) -> list[Entry[Any]]:
    """This will give the last words that keep somebody away, where an entry finds that very adult with the child.

    Not at contact that others watch over, nor once the question was answered.
    """
    there = _there(known, entry, edition)
    held = _keeps_away(known, entry, child, edition) if there is not None else None
    if there is None or held is None or questions_of_harm.answered(known, child, held[0], edition.numbers):
        return []
    holder, away = held
    words = edition["role_words"]
    kept = {role for role in words if phrases.says(away, words[role])}
    roles = {people.role(known, p) for p in there.people}
    # Where the words name nobody, it is whoever they were written about, or one of those who are not kin.
    met = bool(kept & roles) or (not kept and _is_one_of(known, there, holder, edition))
    adults = {people.role(known, p) for p in holder.people if not people.is_child(known, p)} - {"mother"}
    said = (phrases.says(part, words.get(role, ())) for part in there.said for role in kept or adults)
    return [holder] if met or any(said) else []


def met_on_bail(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> list[Entry[Any]]:
    """This will give what police wrote last of an adult whom bail keeps from the home, where a visit that others do
    not watch over sees that adult with the child: bail says where they may not be, not who is there when they meet."""
    words = (*edition["kept_away_words"], *edition["held_by_police_words"], *edition["stays_away_words"])
    since = days_after(entry.day, -edition["of_this_adult_days"])
    wrote = bail.seen_with(known, entry, child, since, words, edition["watched_words"])
    return [p for p in wrote if p.body.event == "bail"][:1]


def kept_away(
    known: Knowledge, entry: Entry[Household], child: Person, questions: list[Entry[Any]], edition: Edition
) -> bool:
    """This will say whether the adult who is found is one whom a question was about, and the last words on how the child is kept
    safe keep somebody away."""
    since, until = days_after(entry.day, -edition["of_this_adult_days"]), days_after(entry.day, -1)
    said = [(p.noted.key, p.body.terms or "") for p in _plans(known, child, since, until)]
    said += [
        (s.noted.key, s.body.safety_plan or "")
        for s in known.entries(StrategyDiscussion, child, since, until)
    ]
    last = max(((key, words) for key, words in said if words), default=None, key=lambda one: one[0])
    away = last is not None and phrases.says(last[1], edition["kept_away_words"])
    return away and any(beside.found_at_home(known, entry) in question.people for question in questions)


def _is_one_of(known: Knowledge, there: _There, holder: Entry[Any], edition: Edition) -> bool:
    by_a_note = bool(there.said)
    return any(
        p in holder.people or (by_a_note and people.role(known, p) in edition["found_by_a_note"])
        for p in there.people
    )


class _There(NamedTuple):
    """Who an entry finds with the child: the people it names, and the sentences that say so."""

    people: tuple[Person, ...]
    said: tuple[str, ...]


def _there(known: Knowledge, entry: Entry[Any], edition: Edition) -> _There | None:
    if isinstance(entry.body, Household):
        person = beside.found_at_home(known, entry)
        came = entry.body.change in ("joins", "staying", "found_present")
        return _There((person,), ()) if came and person is not None else None
    said = tuple(
        part
        for part in phrases.sentences(phrases.text_of(entry))
        if phrases.affirms(part, edition["there_words"]) and not phrases.says(part, edition["watched_words"])
    )
    adults = (p for p in entry.people if not people.is_child(known, p) and people.role(known, p) != "mother")
    return _There(tuple(adults), said) if said else None


def _plans(known: Knowledge, child: Person, since: dt.date, until: dt.date) -> list[Entry[Plan]]:
    """The plans that still stand: one that has ended since keeps nobody away any more."""
    made = (p for p in known.entries(Plan, child, since, until) if p.body.status != "ended")
    return [p for p in made if p.body.type is None or on_a_plan(known, child, until, {p.body.type})]


def _keeps_away(
    known: Knowledge, entry: Entry[Any], child: Person, edition: Edition
) -> tuple[Entry[Any], str] | None:
    """The last words in the months before that keep somebody away from the child, and the entry they stand in."""
    since, until = days_after(entry.day, -edition["of_this_adult_days"]), days_after(entry.day, -1)
    held: list[Entry[Any]] = [*_plans(known, child, since, until)]
    held += known.entries(StrategyDiscussion, child, since, until)
    # What police write of bail may name only whoever is bailed.
    wrote = {p.id: p for one in (child, *entry.people) for p in known.entries(Police, one, since, until)}
    held += [p for p in wrote.values() if p.body.event in edition["lets_home_after"]]
    for one in sorted(held, key=lambda e: e.noted.key, reverse=True):
        text = phrases.text_of(one)
        words = (*edition["kept_away_words"], *edition["held_by_police_words"], *edition["stays_away_words"])
        away = [part for part in phrases.sentences(text) if phrases.says(part, words)]
        if away:
            return one, " ".join(away)
    return None


def goes_home(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """This will say whether whoever had the child in hand writes that the child went home, or that a parent ends care, and no
    form of it is filled in."""
    author = known.teams.get(entry.author)
    if author is None or author.type not in edition["hands_over"]:
        return False
    from_care = home_from_care(known, entry, child, edition)
    if not from_care and not _says_home(entry, edition):
        return False
    within = edition["filled_within_days"]
    about = days_after(entry.day, -within), days_after(entry.day, within)
    kinds = (Hospital, Placement, Legal)
    forms: list[Entry[Any]] = [e for kind in kinds for e in known.entries(kind, child, *about)]
    ended = any(
        getattr(e.body, "status", None) == "ended" or getattr(e.body, "stage", None) == "discharged"
        for e in forms
    )
    # What put the child elsewhere in those days speaks against a way home, unless the way is from there.
    return not ended and (from_care or all(isinstance(e.body, Hospital) for e in forms))


def home_from_care(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """This will say whether a note has it that a child who was placed or held away from home is back with a parent, or that a
    parent ends its care: where it was keeps it safe no more. Not once another placement began, nor where carers write of a way
    home, which may be to theirs."""
    author = known.teams.get(entry.author)
    if not isinstance(entry.body, NOTES) or author is None or not _was_away(known, child, entry):
        return False
    after = days_after(entry.day, 1)
    if any(p.body.status == "started" for p in known.entries(Placement, child, after)):
        return False
    ends = phrases.affirms(phrases.text_of(entry), edition["consent_words"], edition["of_care_words"])
    carers = author.type in edition["carers"]
    parents = (*in_words.called("mother"), *in_words.called("father"))
    return ends or (not carers and _says_home(entry, edition, parents))


def _was_away(known: Knowledge, child: Person, entry: Entry[Any]) -> bool:
    before = days_after(entry.day, -1)
    return care.away(known, child, before) or places.held_safe(known, child, entry.day)


def _says_home(entry: Entry[Any], edition: Edition, beside: tuple[str, ...] = ()) -> bool:
    return phrases.affirms(
        phrases.text_of(entry), edition["went_home_words"], beside, edition["no_return_words"]
    )


def lets_back(decision: Entry[Decision], edition: Edition) -> bool:
    """This will say whether the words of one agency's ending let somebody home who was to stay away while it was open."""
    if decision.body.type not in edition["endings"]:
        return False
    said = f"{decision.body.outcome}. {decision.body.rationale or ''}"
    return phrases.affirms(said, edition["let_back_words"])


def of_life(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """This will say whether an entry has it that a parent speaks of killing or harming the child, or a service for adults refers
    the child because a parent may take their own life; and not that they are apart."""
    text = phrases.text_of(entry)
    if phrases.says(text, (*edition["apart_words"], *edition["kept_safe_words"])):
        return False
    return phrases.affirms(text, edition["threat_words"]) or their_own_life(known, entry, edition)


def their_own_life(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """This will say whether a service for adults refers a child because a parent, whom it sees, may take their own life; not once
    that parent has been admitted to a ward, which is where it is looked after."""
    author = known.teams.get(entry.author)
    by_theirs = author is not None and author.type in edition["services_for_adults"]
    if not (by_theirs and isinstance(entry.body, Referral) and topics(entry) & {*edition["own_life"]}):
        return False
    parents = [p for p in entry.people if people.role(known, p) in people.PARENTS]
    stays = (h for parent in parents for h in known.entries(Hospital, parent, entry.day))
    return bool(parents) and not any(stay.body.stage == "admitted" for stay in stays)


def care_ended(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> list[Entry[Any]]:
    """This will give what brought a child into a council's care that ends on one agency's decision or a parent's withdrawal,
    where no assessment says that home is safe: that is then the open question. A placement that ends as agencies together decided
    leaves none."""
    consent = phrases.says(_said(entry), edition["withdrawn_words"])
    withdrawn = (
        isinstance(entry.body, Decision)
        or consent
        or care.went_home(known, child, entry.day) == entry
        or home_from_care(known, entry, child, edition)
    )
    if not withdrawn or not care.away(known, child, days_after(entry.day, -1)):
        return []
    since = days_after(entry.day, -edition["assessed_within_days"])
    if not consent and any(
        d.body.type == "return_home" and d.body.forum in TOGETHER
        for d in known.entries(Decision, child, since, entry.day)
    ):
        return []
    if any(
        a.body.type in edition["assessments"]
        and a.body.status == "completed"
        and not phrases.affirms(a.body.outcome, edition["harm_found_words"])
        for a in known.entries(Assessment, child, since)
    ):
        return []
    until = days_after(entry.day, -1)
    orders = [e for e in known.entries(Legal, child, until=until) if e.body.step in care.ORDERS]
    placed = [p for p in known.entries(Placement, child, until=until) if p.body.status == "started"]
    return _last_two([*orders, *placed])


def by_its_end_alone(left: Entry[Placement], questions: list[Entry[Any]], edition: Edition) -> bool:
    """This will say whether only the end of a placement tells that the child went home: no question of harm stood open, and
    nobody wrote that a parent took the child."""
    of_care = all(isinstance(question.body, (Legal, Placement)) for question in questions)
    return of_care and not phrases.says(_said(left), edition["withdrawn_words"])


def _last_two(entries: Iterable[Entry[Any]]) -> list[Entry[Any]]:
    return sorted(entries, key=lambda e: e.noted.key)[-2:]


def _said(entry: Entry[Any]) -> str:
    basis = getattr(entry.body, "legal_basis", None) or ""
    return f"{phrases.text_of(entry)} {str(basis).lower().replace('_', ' ')}"
