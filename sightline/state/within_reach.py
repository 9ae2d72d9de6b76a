"""Who can reach a child that stays where it is, when harm by somebody's hand is spoken of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.harm import Concern, Hospital, Injury, Observation
from sightline.record.kinds.place import Household, Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.state import beside, care, harm, injuries, people, phrases, places

Numbers = Mapping[str, Any]


def named(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> bool:
    """This will say whether any of what follows holds of an entry."""
    return (
        of_a_relative(known, entry, numbers)
        or of_a_baby(known, entry, child, numbers)
        or on_the_ward(known, entry, child)
        or by_a_carer(known, entry)
        or by_staff(known, entry, child)
        or by_another_child(known, entry, numbers)
        or bool(topics(entry) & {*numbers["by_the_household"]})
    )


def of_a_relative(known: Knowledge, entry: Entry[Any], numbers: Numbers) -> bool:
    """This will say whether an entry is of what a child told, or of sexual abuse, and names somebody of the wider family or a
    friend of it and no parent: they come and go where the child lives. Not where the family itself tells, and is named for
    that. `numbers` are those of child_left_without_safety_plan.toml, here and below."""
    named = topics(entry)
    adults = [
        p
        for p in entry.people
        if not people.is_child(known, p) and p not in people.not_of_age(known, [p], entry.day, "relative")
    ]
    # A call that a front door wrote down itself, and not from whom, may be from the very relative.
    source, to = (getattr(entry.body, field, None) for field in ("source_type", "to"))
    rang = source is None and to == entry.author
    told_by_family = "wider_family_concerns" in named or source in numbers["family_tells"] or rang
    roles = {people.role(known, p) for p in adults}
    # Where it is sexual abuse, a mother who is named beside an uncle is the one who was told.
    beside = roles <= {*people.WIDER_FAMILY, "mother"} and bool(roles & {"relative", "family_friend"})
    kin = bool(roles) and (roles <= {*people.WIDER_FAMILY} or (beside and "sexual_abuse" in named))
    return kin and not told_by_family and bool(named & {*numbers["of_a_relative"]})


def of_a_baby(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> bool:
    """This will say whether harm is referred of a baby who has marks that nobody explains: it is home with whoever was there."""
    weeks = people.weeks_old(known, child, entry.day)
    if not isinstance(entry.body, Referral) or weeks is None or weeks >= numbers["under_weeks"]:
        return False
    hurt = injuries.unexplained_before(known, entry, child, numbers["injury_before_days"])
    return bool(hurt) and not harm.cleared(known, child, entry.day)


def on_the_ward(known: Knowledge, entry: Entry[Any], child: Person) -> bool:
    """This will say whether a ward's own staff saw it, with a parent there: being in hospital is no answer until it is written
    who is beside the child."""
    author = known.teams.get(entry.author)
    seen = (
        author is not None and author.type == "hospital" and getattr(entry.body, "rests_on", None) == "seen"
    )
    if not seen or not any(people.role(known, p) in people.PARENTS for p in entry.people):
        return False
    stays = known.entries(Hospital, child, until=entry.day)[-1:]
    return any(stay.body.stage in ("admitted", "attended") for stay in stays)


def by_a_carer(known: Knowledge, entry: Entry[Any]) -> bool:
    """This will say whether a referral alleges harm by whoever fosters the child: named, with no other adult, by others than
    the carers themselves. To be placed is then no answer."""
    author = known.teams.get(entry.author)
    own = author is not None and author.type in ("foster_carer", "fostering")
    adults = {people.role(known, p) for p in entry.people if not people.is_child(known, p)}
    return isinstance(entry.body, Referral) and adults == {"foster_carer"} and not own


def by_staff(known: Knowledge, entry: Entry[Any], child: Person) -> bool:
    """This will say whether others than the carers name somebody who has to do with a child where it is placed, as a note of the
    home or the carers themselves shows: to be placed is then no answer."""
    carers = {team.id for team in known.teams_of("foster_carer")}
    if entry.author in carers or not places.placed_away(known, child, entry.day):
        return False
    adults = {p for p in entry.people if not people.is_child(known, p)}
    if {people.role(known, p) for p in adults} != {"other_adult"}:
        return False
    placed = known.entries(Placement, child, until=entry.day)[-1]
    kinds: tuple[type[Any], ...] = (Observation, Concern, Injury)
    own = (e for kind in kinds for e in known.entries(kind, child, placed.day, entry.day))
    return any(e.author in carers and adults & {*e.people} for e in own)


def by_another_child(known: Knowledge, entry: Entry[Any], numbers: Numbers) -> bool:
    """This will say whether an entry is of what one child does to another, and names both: they live under one roof, or meet."""
    young = [
        p
        for p in entry.people
        if people.is_child(known, p) or people.not_of_age(known, [p], entry.day, "relative")
    ]
    return len(young) > 1 and bool(topics(entry) & {*numbers["by_another_child"]})


def where_it_stays(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> bool:
    """This will say whether what an entry tells of is where a ward or a placement keeps the child: being there is no answer."""
    return (
        on_the_ward(known, entry, child)
        or by_a_carer(known, entry)
        or by_staff(known, entry, child)
        or _by_kin_who_care(known, entry, child)
        or traced(known, entry, child)
        or hurt_on_a_visit(known, entry, child, numbers)
        or _sent_back_to_carers(known, entry, child, numbers)
    )


def said_to_live_there(
    known: Knowledge, child: Person, since: dt.date, entry: Entry[Any], numbers: Numbers
) -> set[Person | None]:
    """This will give the adults of whom a note or a referral about the child, from a day to this entry, says in words that they
    live or stay there, where it names one such adult alone."""
    kinds: tuple[type[Any], ...] = (Referral, Concern, Observation)
    notes = (n for kind in kinds for n in known.entries(kind, child, since, entry.day) if n.id != entry.id)
    found: set[Person | None] = set()
    for note in notes:
        adults = [p for p in note.people if people.role(known, p) in ("other_adult", "family_friend")]
        if len(adults) == 1 and phrases.affirms(phrases.text_of(note), numbers["lives_words"]):
            found |= {*adults}
    return found


def hurt_on_a_visit(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> bool:
    """This will say whether an injury that raises a question was noted of a child who lives with carers, when it came back from
    time with others: it goes there again."""
    if not isinstance(entry.body, Injury) or not places.placed_away(known, child, entry.day):
        return False
    asks = harm.raises_a_question(known, entry, child, numbers)
    return asks and phrases.affirms(phrases.text_of(entry), numbers["back_from_words"])


def _sent_back_to_carers(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> bool:
    """A hospital sends a child back to carers with whom it lived when it was hurt, and no cause is known."""
    left = isinstance(entry.body, Hospital) and entry.body.stage == "discharged"
    if not left or not places.placed_away(known, child, entry.day):
        return False
    placed = known.entries(Placement, child, until=entry.day)[-1]
    hurt = injuries.unexplained_before(known, entry, child, numbers["injury_before_days"])
    return any(i.day > placed.day and harm.raises_a_question(known, i, child, numbers) for i in hurt)


def _by_kin_who_care(known: Knowledge, entry: Entry[Any], child: Person) -> bool:
    """A child placed with relatives or friends of the family, and it is of them, or of an adult who has come to live there,
    that harm is told, not by them."""
    placed = next(iter(reversed(known.entries(Placement, child, until=entry.day))), None)
    if placed is None or placed.body.type not in care.WITH_KIN:
        return False
    author = known.teams.get(entry.author)
    own = author is not None and author.type in ("community", "foster_carer")
    there = _come_to_live(known, child, placed.day, entry.day)
    named = (p for p in entry.people if people.role(known, p) in people.WIDER_FAMILY or p in there)
    return not own and isinstance(entry.body, (Referral, Concern, Observation)) and any(named)


def _come_to_live(known: Knowledge, child: Person, since: dt.date, until: dt.date) -> set[Person | None]:
    """Whoever was found where the child was placed; what names a parent too is of the home that the child has left."""
    found = (
        h
        for h in known.entries(Household, child, since, until)
        if h.body.change != "leaves" and not any(people.role(known, p) in people.PARENTS for p in h.people)
    )
    return {beside.found_at_home(known, h) for h in found}


def traced(known: Knowledge, entry: Entry[Any], child: Person) -> bool:
    """This will say whether a concern is that a stranger has come to where a child who is exploited was placed, and police,
    who can keep them off, were not told that day: whoever exploits the child knows where that is."""
    strange = {"exploitation", "unknown_adult"} <= topics(entry)
    if not (isinstance(entry.body, Concern) and strange and places.placed_away(known, child, entry.day)):
        return False
    return not any(known.knows(team.id, entry, entry.day) for team in known.teams_of("police"))
