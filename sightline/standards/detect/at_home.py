"""When a child is, or stays, where harm may reach while a question of it is open: enquiries begin, whoever was named is at
home, or the child or that adult is back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral, Visit
from sightline.record.kinds.decision import TOGETHER, Decision
from sightline.record.kinds.harm import Concern, Hospital, Injury, Medical, Observation
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.place import Household, Move, Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards.clock import days_after
from sightline.standards.detect import back_again
from sightline.standards.standard import Edition
from sightline.state import bail, beside, decisions, harm, injuries, meanwhile, people, phrases, within_reach
from sightline.state import questions as questions_of_harm

RETURNS = (Hospital, Decision, Placement, Legal, Household, Move, Police)
"""The kinds of entry by which a child goes back, or somebody comes back to the child."""
ALLEGES = (Referral, Concern, Observation)
"""The kinds of entry that may name somebody in an allegation of harm."""
_HOME = ("with_parents", None)
# A grandmother who comes to help is no return to harm, unless a question named her; nobody is said to be a source of it.


def opens(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """This will say whether enquiries began, or a doctor's opinion leaves harm open: from that night on somebody keeps the child
    safe."""
    body = entry.body
    if isinstance(body, StrategyDiscussion):
        asks = not _still_expected(known, child, entry.day) and body.outcome != "no_section47"
        return asks and not meanwhile.keeps_safe(known, entry, child, edition.numbers)
    if isinstance(body, Decision):
        return _begins_unspoken(known, entry, child, edition)
    if isinstance(body, Injury):
        return within_reach.hurt_on_a_visit(known, entry, child, edition.numbers)
    if isinstance(body, Referral | Police):
        return _left_with_the_unfit(known, entry, child, edition)
    if not isinstance(body, Medical):
        return False
    hurt = injuries.unexplained_before(known, entry, child, edition["injury_before_days"])
    return body.opinion == "non_accidental" or (body.opinion == "inconclusive" and bool(hurt))


def _left_with_the_unfit(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """Police write that they found a parent in no state to care for a child, and that the child stayed with that parent."""
    author, text = known.teams.get(entry.author), phrases.text_of(entry)
    if author is None or author.type != "police" or _still_expected(known, child, entry.day):
        return False
    return phrases.affirms(text, edition["unfit_words"]) and phrases.affirms(text, edition["left_with_words"])


def _begins_unspoken(known: Knowledge, decided: Entry[Decision], child: Person, edition: Edition) -> bool:
    """An enquiry is decided on, and no discussion about that day, which would be where to say who keeps the child safe."""
    since = days_after(decided.day, -edition["one_event_days"])
    begun = decisions.begins_enquiry(decided) and not _still_expected(known, child, decided.day)
    return begun and not known.entries(StrategyDiscussion, child, since)


def _still_expected(known: Knowledge, child: Person, day: dt.date) -> bool:
    """A birth that lies ahead; past the day it was due, whoever was not told of it must take the child as born."""
    due = people.due(known, child)
    return people.unborn_on(known, child, day) and due is not None and day < due


def stays_with(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """This will say whether an allegation of harm by a person's hand names a partner, one parent apart from the other,
    or an adult who has been found in the home; and the child has not been away and come back since, a point of its own."""
    if isinstance(entry.body, Injury):
        return _hurt_beside(known, entry, child, edition)
    if not isinstance(entry.body, ALLEGES):
        return False
    if harm.passed_on(known, entry, child, edition["passes_on_days"]):
        return _within_reach(known, entry, child, edition)
    if back_again.of_life(known, entry, edition):
        return True
    # That a referral alleges harm says as much as a topic would, where nobody wrote any.
    unsaid = isinstance(entry.body, Referral) and not topics(entry) and entry.body.alleges_harm
    if not unsaid and not topics(entry) & {*edition["by_hand"]}:
        return False
    if not isinstance(entry.body, Referral) and not topics(entry) & {*edition["noted_by_hand"]}:
        return False
    return harm.alleges(entry, edition.numbers) and _within_reach(known, entry, child, edition)


def _within_reach(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """Who is named in what alleges harm can reach the child where it stays."""
    since = days_after(entry.day, -edition["of_this_adult_days"])
    homes = known.entries(Household, child, since, entry.day)
    there = {beside.found_at_home(known, h) for h in homes}
    there |= within_reach.said_to_live_there(known, child, since, entry, edition.numbers)
    roles = _roles(known, entry, edition)
    apart = "partner" in roles or ("father" in roles and "mother" not in roles)
    apart = apart or within_reach.named(known, entry, child, edition.numbers)
    # Who exploits a child need not live there, and is often not named: they know where the child is to be found.
    exploited = "exploitation" in topics(entry)
    told = bool(topics(entry) & {*edition["told_by_hand"]})
    apart = apart or (exploited and (told or (isinstance(entry.body, Referral) and "other_adult" in roles)))
    if not apart and not there & {*entry.people}:
        return False
    after = days_after(entry.day, 1)
    return not any(
        goes_back(known, r, child, edition) for kind in RETURNS for r in known.entries(kind, child, after)
    )


def _hurt_beside(known: Knowledge, injury: Entry[Injury], child: Person, edition: Edition) -> bool:
    """An injury of a kind that play seldom gives, whose cause is not on record, is written of the child and of a partner or an
    adult of no kin, and of no parent, by a team that sees children and treats none."""
    roles = {people.role(known, p) for p in injury.people} & {"partner", "other_adult", *people.PARENTS}
    team = known.teams.get(injury.author)
    sees = team is not None and team.type in edition["see_children"]
    named = bool(roles) and roles <= {"partner", "other_adult"}
    return sees and named and harm.raises_a_question(known, injury, child, edition.numbers)


def _roles(known: Knowledge, entry: Entry[Any], edition: Edition) -> set[str | None]:
    """Whom an allegation is about: those it names; where a child's telling, or sexual abuse, names no adult, the partner of
    whom its words speak (who exploits a child is no partner)."""
    named: set[str | None] = {people.role(known, p) for p in entry.people}
    told = topics(entry) & {*edition["of_a_relative"]} and "exploitation" not in topics(entry)
    alone = told and all(people.is_child(known, p) for p in entry.people)
    said = alone and phrases.says(phrases.text_of(entry), edition["role_words"]["partner"])
    return named | {"partner"} if said else named


def named_before(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> list[Entry[Any]]:
    """This will give what named the adult who is back, as the one whom a question of harm was about, or what leaned
    on the bail that ends; empty, where it is of another kind."""
    if isinstance(entry.body, Police):
        if _still_expected(known, child, entry.day):
            return []
        home = bail.lets_home(known, entry, edition.numbers)
        leaned = bail.leaned_on(known, entry, child, edition.numbers)
        return [entry] if home else leaned or back_again.against_the_plan(known, entry, child, edition)
    if isinstance(entry.body, Legal):
        return bail.leaned_on(known, entry, child, edition.numbers)
    if isinstance(entry.body, back_again.NOTES):
        if within_reach.traced(known, entry, child):
            return [entry]
        held = back_again.against_the_plan(known, entry, child, edition)
        return held or back_again.met_on_bail(known, entry, child, edition)
    if not isinstance(entry.body, Household):
        return []
    held = back_again.against_the_plan(known, entry, child, edition)
    if held:
        return held
    since = days_after(entry.day, -edition["of_this_adult_days"])
    until = days_after(entry.day, -edition["current_days"])
    named = [
        q
        for kind in (StrategyDiscussion, Police, *ALLEGES)
        for q in known.entries(kind, child, since, until)
        if beside.found_at_home(known, entry) in q.people
        and (
            questions_of_harm.asks(known, q, child, edition.numbers)
            or getattr(q.body, "event", None) == "domestic_incident"
        )
    ]
    discussed = any(isinstance(q.body, StrategyDiscussion) for q in named)
    if not discussed or questions_of_harm.enquired(known, child, max(q.day for q in named), entry.day):
        return []
    return sorted(named, key=lambda q: q.noted.key)


def named_against(known: Knowledge, entry: Entry[Any], edition: Edition) -> set[Person]:
    """This will give those an allegation names who are no parent: another than before is a new point."""
    roles = ("partner", "other_adult", "family_friend")
    kin = people.WIDER_FAMILY if within_reach.of_a_relative(known, entry, edition.numbers) else ()
    return {p for p in entry.people if people.role(known, p) in (*roles, *kin)}


def goes_back(known: Knowledge, entry: Entry[Any], child: Person, edition: Edition) -> bool:
    """This will say whether the child returns to, or an adult joins, where the harm may have come from."""
    body = entry.body
    if isinstance(body, Hospital):
        return body.stage == "discharged"
    if isinstance(body, Decision):
        together = body.forum in TOGETHER and bool(body.rationale)
        home = body.type == "return_home" and not body.outcome.startswith(("no_", "not_"))
        return not together and (home or back_again.lets_back(entry, edition))
    if isinstance(body, Placement):
        return body.status == "ended" or (body.status == "started" and body.type in _HOME)
    if isinstance(body, Legal):
        held = ("police_protection", "emergency_protection_order", "section20", "interim_care_order", "bail")
        return body.status == "ended" and body.step in held
    if isinstance(body, Police):
        return bool(named_before(known, entry, child, edition))
    if isinstance(body, back_again.NOTES):
        home = back_again.goes_home(known, entry, child, edition)
        return home or bool(named_before(known, entry, child, edition))
    if isinstance(body, Household):
        joins = body.change in ("joins", "staying", "found_present")
        person = beside.found_at_home(known, entry)
        if not joins or person is None:
            return False
        kin = people.role(known, person) in people.WIDER_FAMILY
        return people.role(known, person) in edition["may_harm"] or (
            kin and bool(named_before(known, entry, child, edition))
        )
    return isinstance(body, Move) and body.type == "with_partner"


def named_beside(
    known: Knowledge, held: Entry[StrategyDiscussion], child: Person, edition: Edition
) -> list[Entry[Any]]:
    """This will give what alleged harm of a child in the days before a discussion that begins an enquiry, and names more
    children than the discussion is about; none, where what was agreed is of them all, or nothing was agreed."""
    plan = held.body.safety_plan
    if held.body.outcome == "no_section47" or not plan or phrases.says(plan, edition["of_all_words"]):
        return []
    since = days_after(held.day, -edition["current_days"])
    return [
        e
        for kind in ALLEGES
        for e in known.entries(kind, child, since, held.day)
        if harm.alleges(e, edition.numbers)
    ]


def hurt_at_home(
    known: Knowledge, held: Entry[StrategyDiscussion], child: Person, edition: Edition
) -> list[Entry[Any]]:
    """This will give the injuries, in the days before a discussion that begins an enquiry and is about a parent too, of which
    nobody knows the cause; none, where what was agreed is of all the children."""
    body = held.body
    of_all = any(
        phrases.says(text, edition["of_all_words"]) for text in (body.safety_plan or "", held.summary)
    )
    of_a_parent = any(people.role(known, p) in people.PARENTS for p in held.people)
    if body.outcome == "no_section47" or of_all or not of_a_parent:
        return []
    return injuries.unexplained_before(known, held, child, edition["injury_before_days"])


def of_the_home(known: Knowledge, held: Entry[StrategyDiscussion], edition: Edition) -> list[Person]:
    """This will give the children whom somebody lately visited together with a parent whom a discussion is about."""
    since = days_after(held.day, -edition["of_this_adult_days"])
    parents = [p for p in held.people if people.role(known, p) in people.PARENTS]
    with_them = (e for p in parents for e in known.entries(Visit, p, since, held.day))
    return [p for p in dict.fromkeys(p for e in with_them for p in e.people) if people.is_child(known, p)]
