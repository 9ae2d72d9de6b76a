"""How a child is kept safe meanwhile: as a strategy discussion wrote it, shown by the record around one whose box is empty, or
written elsewhere."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.harm import Hospital, Injury, Medical
from sightline.record.kinds.help import Plan
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Household, Supervision
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.state import beside, people, phrases, places

Numbers = Mapping[str, Any]


def keeps_safe(known: Knowledge, held: Entry[StrategyDiscussion], child: Person, numbers: Numbers) -> bool:
    """This will say whether a discussion says in its plan or its summary how the child is kept safe, or what stands beside an
    empty box shows it. `numbers` are those of child_left_without_safety_plan.toml."""
    if of_another_on_the_ward(known, held, child, numbers):
        return False
    said = bool(_arranged(held, numbers)) or _said_how(held, numbers)
    return said or shown(known, held, child, numbers)


def _arranged(held: Entry[StrategyDiscussion], numbers: Numbers) -> str:
    """What a discussion wrote of how the child is kept safe; nothing, where what stands there is that there is none."""
    said = (held.body.safety_plan or "").strip()
    bare = re.sub(r"[^a-z/]+", " ", said.lower()).strip()
    none = bare in numbers["no_plan_words"] or bare.startswith(tuple(numbers["no_plan_begins"]))
    return "" if none else said


def _said_how(held: Entry[StrategyDiscussion], numbers: Numbers) -> bool:
    """The summary of a discussion says in plain words where the child, or whoever may harm, is to be meanwhile."""
    words = (*numbers["kept_away_words"], *numbers["kept_safe_words"])
    parts = phrases.sentences(held.summary)
    return any(
        phrases.says(part, words) and not phrases.says(part, numbers["not_kept_safe_words"]) for part in parts
    )


def shown(known: Knowledge, held: Entry[StrategyDiscussion], child: Person, numbers: Numbers) -> bool:
    """This will say whether any of what follows is on record beside a discussion. Not asked where its box says that there is
    nothing: that is an answer. `numbers` are those of child_left_without_safety_plan.toml."""
    return held.body.safety_plan is None and (
        _kept_away_by_police(known, held, numbers)
        or _carers_know(known, held, child)
        or _changed_that_day(known, held, child)
        or _ward_at_the_table(known, held, child)
    )


def _kept_away_by_police(known: Knowledge, held: Entry[StrategyDiscussion], numbers: Numbers) -> bool:
    """Police wrote, in the days before or that day, that somebody whom the discussion is about too is not to come near, or
    arrested them."""
    since = held.day - dt.timedelta(days=numbers["current_days"])
    wrote = [p for person in held.people for p in known.entries(Police, person, since, held.day)]
    words = (*numbers["kept_away_words"], *numbers["held_by_police_words"])
    away = any(phrases.says(p.body.outcome or p.summary, words) for p in wrote)
    # Of an arrest since yesterday of which no end is written: in custody.
    lately = held.day - dt.timedelta(days=1)
    return away or any(p.body.event == "arrest" and not p.body.outcome and p.day >= lately for p in wrote)


def _carers_know(known: Knowledge, held: Entry[StrategyDiscussion], child: Person) -> bool:
    """The child lives away from home, and whoever cares for them there was at the table or was told that day."""
    carers = known.teams_of("foster_carer", "fostering")
    return places.safe_elsewhere(known, child, held.day) and any(
        known.knows(team.id, held, held.day) for team in carers
    )


def _changed_that_day(known: Knowledge, held: Entry[StrategyDiscussion], child: Person) -> bool:
    """Who lives with the child was changed that day: somebody left, or a relative who was checked came to stay."""
    for entry in known.entries(Household, None, held.day, held.day):
        person = beside.found_at_home(known, entry)
        if person is None or (
            child not in entry.people and any(people.is_child(known, p) for p in entry.people)
        ):
            continue
        kin = people.role(known, person) in people.WIDER_FAMILY
        if entry.body.change == "leaves" or (kin and entry.body.checked and entry.body.change != "mentioned"):
            return True
    return False


def _ward_at_the_table(known: Knowledge, held: Entry[StrategyDiscussion], child: Person) -> bool:
    """The child was brought to hospital that day or the day before, nobody wrote whether they stayed, and the ward took part."""
    since = held.day - dt.timedelta(days=1)
    stays = known.entries(Hospital, child, since, held.day)[-1:]
    return any(stay.body.stage is None and known.knows(stay.author, held, held.day) for stay in stays)


def planned(known: Knowledge, child: Person, entry: Entry[Any], since: dt.date, numbers: Numbers) -> bool:
    """This will say whether something written since a day says who keeps a child safe, for what an entry tells of."""
    leaves = getattr(entry.body, "stage", None) == "discharged" or (
        getattr(entry.body, "type", None) == "return_home"
    )
    held = known.entries(StrategyDiscussion, child, since)
    discussed = any(
        keeps_safe(known, s, child, numbers)
        and not (leaves and s.day <= entry.day and _of_the_ward_alone(s, numbers))
        for s in held
    )
    watched = any(
        (s.body.written or (s.body.written is None and s.body.agreed_with))
        and s.body.level not in ("unspecified", "believed_continuous", "unsupervised")
        for s in known.entries(Supervision, child, since)
    )
    met = any(
        m.body.type in ("initial_cp_conference", "discharge_planning")
        for m in known.entries(Meeting, child, since)
    )
    kept = isinstance(entry.body, Hospital) and (
        entry.body.discharge_planning_meeting == "held" or (leaves and _agreed_to_go(entry, numbers))
    )
    # The ward met with those who care for the child before it let the child go.
    kept = kept or any(
        h.body.discharge_planning_meeting == "held" for h in known.entries(Hospital, child, since)
    )
    plans = known.entries(Plan, child, since)
    return discussed or watched or met or kept or any(_says_who(known, p, numbers) for p in plans)


def _agreed_to_go(left: Entry[Hospital], numbers: Numbers) -> bool:
    """The box is empty, and a sentence of the ward says that the child went home as it was agreed with social care."""
    if left.body.discharge_planning_meeting is not None:
        return False
    return phrases.affirms(left.summary, numbers["agreed_to_go_words"], beside=numbers["social_care_words"])


def _says_who(known: Knowledge, plan: Entry[Plan], numbers: Numbers) -> bool:
    """A plan that protects. What one team wrote down with a parent for safety, and gave to nobody who sees the child, is not
    yet one: nobody else can keep to it."""
    kind = plan.body.type
    if plan.body.status == "ended" or not (kind in numbers["plans"] or (kind is None and plan.body.terms)):
        return False
    return kind != "safety" or any(
        agency != plan.author and known.teams[agency].type != "community"
        for agency in known.told(plan.id)
        if agency in known.teams
    )


def of_another_on_the_ward(
    known: Knowledge, held: Entry[StrategyDiscussion], child: Person, numbers: Numbers
) -> bool:
    """This will say whether what was agreed is of the ward alone and not of all the children, and of those whom a discussion that
    begins an enquiry is about this one has not been hurt, seen by a doctor or in hospital lately, where another has: nothing in
    it says who keeps this one safe."""
    if held.body.outcome == "no_section47":
        return False
    if not _of_the_ward_alone(held, numbers) or phrases.says(held.body.safety_plan, numbers["of_all_words"]):
        return False
    since = held.day - dt.timedelta(days=numbers["current_days"])

    def hurt(one: Person) -> bool:
        # Of whom such an entry is stands first; a brother may be named who is said to have done it.
        of = (e.people for kind in (Hospital, Injury, Medical) for e in known.entries(kind, one, since))
        return any(next((p for p in named if people.is_child(known, p)), None) == one for named in of)

    others = (p for p in held.people if p != child and people.is_child(known, p))
    return not hurt(child) and any(hurt(other) for other in others)


def _of_the_ward_alone(held: Entry[StrategyDiscussion], numbers: Numbers) -> bool:
    """What a discussion wrote says where the child is while on the ward, and nothing of afterwards."""
    parts = [part for text in phrases.sentences(held.body.safety_plan) for part in text.split(";")]
    ward = [part for part in parts if phrases.says(part, numbers["on_the_ward_words"])]
    words = (*numbers["kept_away_words"], *numbers["kept_safe_words"])
    return bool(ward) and not any(phrases.says(part, words) for part in parts if part not in ward)
