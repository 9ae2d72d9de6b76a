"""Checks that a decision's own words say were not made, of kin to whom a child goes, or that the end of a piece of work lacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Injury, Observation
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.place import Household, Placement
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import days_after
from sightline.standards.detect.asked_and_waiting import asked_and_waiting
from sightline.standards.detect.asked_of import adults_named, in_words, not_asked
from sightline.standards.in_words import called
from sightline.standards.standard import Edition, Finding
from sightline.state import beside, checks, decisions, people
from sightline.state.holders import bearing
from sightline.state.phrases import says
from sightline.state.table import present

Held = dict[Person, list[Agency]]
_NOTES: tuple[type[Any], ...] = (Assessment, Check, Visit, Observation)


def beyond_referrals(
    known: Knowledge, decision: Entry[Decision], child: Person, said_before: bool, edition: Edition
) -> list[Finding]:
    """This will give the one finding of a decision whose blanks show by its words, by who takes the child in, or by what it ends.

    Of what it ends, not where a decision before it left the same blanks: they were said then.
    """
    if known.knower not in (None, decision.author) or _done_since(known, decision, child):
        return []
    said = _says_unasked(known, decision, child, edition)
    if said:
        adults = _adults(known, decision, [decision, *said], edition)
        return [_finding(known, decision, child, adults or [child], said, edition)]
    kin = _kin_not_asked_about(known, decision, child, edition)
    if kin:
        return [_finding(known, decision, child, kin, _placed(known, decision, child, edition), edition)]
    came = _left_with_whoever_came(known, decision, child, edition)
    if came:
        return [_finding(known, decision, child, list(came), list(came.values()), edition)]
    around = _kin_with_a_history(known, decision, child, edition)
    if around:
        return [_of_kin(known, decision, child, around)]
    waiting = asked_and_waiting(known, decision, child, edition)
    if waiting:
        return waiting
    trigger = None if said_before else _ends_without(known, decision, child, edition)
    if trigger is None:
        return []
    adults = [
        p
        for p in adults_named(known, decision, edition)
        if _blank(known, decision, trigger, child, p, edition)
    ]
    return [_finding(known, decision, child, adults, [trigger], edition)] if adults else []


def _done_since(known: Knowledge, decision: Entry[Decision], child: Person) -> bool:
    """Agencies talked it over since, or the decider has asked since."""
    talked = known.entries(StrategyDiscussion, child, decision.day)
    asked = [
        c for c in known.entries(Check, None, days_after(decision.day, 1)) if c.author == decision.author
    ]
    return bool(talked) or any(checks.whom(known, c) not in (None, decision.author) for c in asked)


def _says_unasked(
    known: Knowledge, decision: Entry[Decision], child: Person, edition: Edition
) -> list[Entry[Any]]:
    """Where it stands in words that nobody was asked: in the decision, or in the decider's own work that it rests on."""
    reason = f"{decision.body.rationale or ''}. {decision.summary or ''}"
    if says(reason, edition["below_threshold_words"]):
        return []
    since = days_after(decision.day, -edition["own_work_days"])
    rests_on = [known.entry(id) for id in decision.body.on_information or ()]
    lately = [e for kind in _NOTES for e in known.entries(kind, child, since, decision.day)]
    own = {e.id: e for e in (*rests_on, *lately) if e is not None and e.author == decision.author}
    text = {e.id: f"{e.summary}. {getattr(e.body, 'outcome', None) or ''}" for e in own.values()}
    said = [e for e in own.values() if says(text[e.id], edition["unasked_words"])]
    if says(reason, edition["unasked_words"]):
        return [decision, *said]
    return said


def _adults(
    known: Knowledge, decision: Entry[Decision], entries: Iterable[Entry[Any]], edition: Edition
) -> list[Person]:
    named = [p for e in entries for p in e.people if not people.is_child(known, p)]
    return list(dict.fromkeys((*named, *adults_named(known, decision, edition))))


def _placed(known: Knowledge, decision: Entry[Decision], child: Person, edition: Edition) -> list[Entry[Any]]:
    near = edition["same_placement_days"]
    return [
        p
        for p in known.entries(
            Placement, child, days_after(decision.day, -near), days_after(decision.day, near)
        )
        if p.body.type in edition["kin_placements"]
    ]


def _kin_not_asked_about(
    known: Knowledge, decision: Entry[Decision], child: Person, edition: Edition
) -> list[Person]:
    """Relatives and friends to whom a child goes by a decision that names no check of anybody, and of whom none is on record."""
    body = decision.body
    if body.type not in edition["leaves_with"] or _asked_somebody(known, decision, edition):
        return []
    placed = _placed(known, decision, child, edition)
    called = _called_there(known, decision, edition)
    to_kin = bool(placed or called) or says(body.outcome, edition["kin_words"])
    if not to_kin and (body.type != "return_home" or body.checks_made is None):
        return []
    # Who else is at a parent's home stands in what the return rests on; to whom else a child goes, in the decision.
    rests_on = (known.entry(id) for id in body.on_information or ())
    telling = (decision, *placed) if to_kin else [e for e in rests_on if e is not None]
    named = [p for e in telling for p in e.people if people.role(known, p) in edition["may_care"]]
    return [p for p in dict.fromkeys((*named, *called)) if not _looked_into(known, p, decision, edition)]


def _asked_somebody(known: Knowledge, decision: Entry[Decision], edition: Edition) -> bool:
    """Whether a decision names a check of one who may hold a history; where it says nothing of checks, whether more than one
    took part in it, or whoever decided had asked or looked in the days before."""
    named = decision.body.checks_made
    if named is not None:
        return bool({known.teams[a].type for a in named if a in known.teams} & {*edition["ask"]})
    since = days_after(decision.day, -edition["own_work_days"])
    own = (c for c in known.entries(Check, None, since, decision.day) if c.author == decision.author)
    return decision.body.forum not in edition["alone"] or any(own)


def _called_there(known: Knowledge, decision: Entry[Decision], edition: Edition) -> list[Person]:
    """Those whom the outcome names by their part in the family: kin, and a parent where it is a placement with that parent."""
    outcome, body = decision.body.outcome, decision.body
    if says(outcome, edition["no_change_words"]):
        return []
    roles = (*people.WIDER_FAMILY, *(("father", "mother") if body.type == "placement" else ()))
    return [p for p in people.those_in(known, roles) if says(outcome, called(people.role(known, p)))]


def _left_with_whoever_came(
    known: Knowledge, decision: Entry[Decision], child: Person, edition: Edition
) -> dict[Person, Entry[Household]]:
    """Of a decision on where a child lives that names no check of anybody: each adult whom it names, who came into that home not
    long before, and of whom none is on record."""
    body = decision.body
    asked = {known.teams[a].type for a in body.checks_made or () if a in known.teams}
    if body.type not in edition["places"] or body.checks_made is None or asked & {*edition["ask"]}:
        return {}
    since = days_after(decision.day, -edition["ended_work_days"])
    came = {
        adult: h
        for h in known.entries(Household, None, since, decision.day)
        if (adult := beside.found_at_home(known, h)) in decision.people
        and adult is not None
        and h.body.change in edition["came"]
        and h.body.checked is not True
        and not people.is_child(known, adult)
        and known.knows(decision.author, h, decision.day)
    }
    return {adult: h for adult, h in came.items() if not _looked_into(known, adult, decision, edition)}


def _kin_with_a_history(known: Knowledge, decision: Entry[Decision], child: Person, edition: Edition) -> Held:
    """Of whom among kin and friends somebody holds a history, who was not asked when a child went to live with kin.

    Whoever shares the carer's home is one of them, and seldom named in the papers of the carer; only over a whole record.
    """
    body = decision.body
    placed = [p for p in _placed(known, decision, child, edition) if p.body.type != "with_parents"]
    if body.type not in edition["places"] or not placed or known.knower is not None:
        return {}
    asked = {decision.author, *(body.checks_made or ())}
    found: Held = {}
    for person in people.those_in(known, people.WIDER_FAMILY):
        held = bearing(known, person, tuple(edition["history_topics"]), decision.day)
        new = [a for a in held if a not in asked and not known.has_from(decision.author, a, person)]
        if new and not _looked_into(known, person, decision, edition):
            found[person] = new
    return found


def _of_kin(known: Knowledge, decision: Entry[Decision], child: Person, held: Held) -> Finding:
    words = {
        "adults": wording.who(known, list(held)),
        "not_asked": wording.teams(known, (agency for agencies in held.values() for agency in agencies)),
        "decided": wording.day(decision.day),
        "holder": wording.team(known, decision.author),
    }
    missing = tuple((person, agency) for person, agencies in held.items() for agency in agencies)
    return Finding((child, *held), (decision.id,), decision.day, missing, words=words)


def _looked_into(known: Knowledge, adult: Person, decision: Entry[Decision], edition: Edition) -> bool:
    since = days_after(decision.day, -edition["repeat_days"])
    return bool(known.covering(adult, since)) or any(
        adult in (c.body.of_people or c.people) for c in known.entries(Check, adult, since)
    )


def _ends_without(
    known: Knowledge, decision: Entry[Decision], child: Person, edition: Edition
) -> Entry[Any] | None:
    """What began the work that a decision ends, where none of those whom it asked is one who may hold a history."""
    body = decision.body
    ends = body.type in edition["ends"] and (body.type == "step_down" or not decisions.stepped_up(decision))
    if body.checks_made is None or not ends:
        return None
    since = days_after(decision.day, -edition["ended_work_days"])
    work = known.entries(Assessment, child, since, decision.day)
    met = [
        a
        for kind in (Meeting, StrategyDiscussion)
        for m in known.entries(kind, child, since, decision.day)
        for a in present(known, m) or ()
    ]
    asked = {*body.checks_made, *(a for w in work for a in w.body.agencies_consulted or ()), *met}
    if {known.teams[a].type for a in asked if a in known.teams} & {*edition["ask"]}:
        return None
    if any(w.body.agencies_consulted is None and w.body.status == "completed" for w in work):
        return None  # whom it asked is not known
    began = _beginnings(known, decision, child, since, edition)
    return max(began, key=lambda e: (e.day, e.noted.key, e.id), default=None)


def _beginnings(
    known: Knowledge, decision: Entry[Decision], child: Person, since: dt.date, edition: Edition
) -> list[Entry[Any]]:
    """What may have begun such work: an injury sent in, a weighty referral, the police, a protection plan."""
    return [
        *(
            i
            for i in known.entries(Injury, child, since, decision.day)
            if i.body.action == "referred_to_social_care" and known.knows(decision.author, i, decision.day)
        ),
        *(
            r
            for r in known.entries(Referral, child, since, decision.day)
            if r.body.alleges_harm or topics(r) & {*edition["serious_topics"]}
        ),
        *(
            p
            for p in known.entries(Police, child, since, decision.day)
            if p.body.event in edition["police_events"] and known.knows(decision.author, p, decision.day)
        ),
        *(
            p
            for p in known.entries(
                Plan, child, days_after(decision.day, -edition["repeat_days"]), decision.day
            )
            if p.body.type == "child_protection" and p.body.status in (None, "started")
        ),
    ]


def _blank(
    known: Knowledge,
    decision: Entry[Decision],
    trigger: Entry[Any],
    child: Person,
    adult: Person,
    edition: Edition,
) -> bool:
    """Another holds something of an adult; or the adult came into the home, or first came to be known to whoever decides, while
    the work went on, and nobody looked."""
    holders, types = not_asked(known, decision, trigger, child, adult, edition)
    since = days_after(decision.day, -edition["repeat_days"])
    new = any(
        beside.found_at_home(known, h) == adult and h.body.checked is not True
        for h in known.entries(Household, adult, since, decision.day)
    )
    heard_of = min(
        (who.noted.day for who in known.entries(Particulars, adult) if who.author == decision.author),
        default=None,
    )
    new = new or (people.role(known, adult) == "partner" and heard_of is not None and heard_of >= trigger.day)
    of_a_plan = isinstance(
        trigger.body, Plan
    )  # made by agencies that said what they hold: only who is new since is a blank
    return (bool(holders) and (new or not of_a_plan)) or (bool(types) and new)


def _finding(
    known: Knowledge,
    decision: Entry[Decision],
    child: Person,
    adults: list[Person],
    because: list[Entry[Any]],
    edition: Edition,
) -> Finding:
    blanks = {p: not_asked(known, decision, decision, child, p, edition) for p in adults}
    missing = tuple((p, str(one)) for p, (holders, types) in blanks.items() for one in (*holders, *types))
    words = {
        "adults": wording.who(known, adults),
        "not_asked": in_words(known, list(blanks.values())) or "whoever else may know them",
        "decided": wording.day(decision.day),
        "holder": wording.team(known, decision.author),
    }
    evidence = dict.fromkeys((decision.id, *(e.id for e in because)))
    about = tuple(dict.fromkeys((child, *adults)))
    return Finding(about, tuple(evidence)[:15], decision.day, missing, words=words)
