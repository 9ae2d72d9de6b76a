"""What was written of children as a worry, what each worry is about, and whether anybody has since seen it answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, Referral, Visit
from sightline.record.kinds.harm import Concern, Hospital, Injury, Medical, Observation
from sightline.record.kinds.legal import Police
from sightline.record.kinds.place import Household
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.state import harm, injuries, people
from sightline.state.phrases import says
from sightline.state.topics import EITHER_WAY

Numbers = Mapping[str, Any]


class Worry(NamedTuple):
    """One entry that is a worry about a child, and the matters it is about, as a standard's table names them."""

    entry: Entry[Any]
    child: Person
    matters: frozenset[str]


def standing(known: Knowledge, children: Iterable[Person], since: dt.date, numbers: Numbers) -> list[Worry]:
    """This will give the worries about these children since a day that nothing seen has answered, in order, each once.

    `numbers` holds the tables that say what is a worry and about what (see concern_drift_or_overoptimism.toml).
    """
    found: dict[str, Worry] = {}
    children = [*children]
    for child in children:
        for kind, about in _ABOUT.items():
            for entry in known.entries(kind, child, since):
                matters = frozenset(about(known, entry, child, numbers))
                if matters and not _answered(known, entry, child):
                    found.setdefault(entry.id, Worry(entry, child, matters))
    for one in _of_parents_alone(known, children, since, numbers):
        found.setdefault(one.entry.id, one)
    return sorted(found.values(), key=lambda w: (w.entry.day, w.entry.noted.key, w.entry.id))


def _of_parents_alone(
    known: Knowledge, children: Collection[Person], since: dt.date, numbers: Numbers
) -> Iterable[Worry]:
    """What a service for adults writes of a parent, whose file names no child, is a worry about the children at home."""
    at_home = people.children(known, children)[:1]
    for child in at_home:
        for adult in people.those_in(known, people.PARENTS):
            for kind in (Observation, Concern):
                for entry in known.entries(kind, adult, since):
                    matters = frozenset(_of_a_note(known, entry, child, numbers))
                    alone = not {*entry.people} & {*children}
                    if alone and matters and not _answered(known, entry, adult):
                        yield Worry(entry, child, matters)


def _of_topics(named: Collection[str], numbers: Numbers) -> Iterable[str]:
    return (matter for matter, about in numbers["matters"].items() if set(about) & set(named))


def _of_a_note(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> Iterable[str]:
    """A note that its writer, or nobody, calls good or neutral; what relatives say is a worry whatever it was called."""
    named, direction = topics(entry), getattr(entry.body, "direction", "concern")
    if getattr(entry.body, "about_decision", None) is not None:  # it disagrees, and tells of nothing new
        return ()
    if direction is None:
        return _of_topics(named - EITHER_WAY, numbers)
    if direction == "concern" or (direction == "neutral" and named & {*numbers["whoever_says_it"]}):
        return _of_topics(named, numbers)
    return ()


def _of_a_referral(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> Iterable[str]:
    return _of_topics(topics(entry), numbers)


def _of_an_injury(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> Iterable[str]:
    asks = harm.raises_a_question(known, entry, child, numbers)
    return ("marks and injuries",) if asks else ()


def _of_police(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> Iterable[str]:
    matter = numbers["police_matters"].get(entry.body.event)
    missing = says(f"{entry.body.outcome or ''}. {entry.summary}", numbers["missing_words"])
    away = _of_topics(("missing",), numbers) if missing else ()
    return ((matter,) if matter else ()) + (*away,)


def _of_a_hospital(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> Iterable[str]:
    if entry.body.stage == "discharged":
        return ()
    reason = (entry.body.reason or "").lower()
    words = numbers["hospital_matters"].items()
    return (matter for matter, signs in words if any(sign in reason for sign in signs))


def _of_a_visit(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> Iterable[str]:
    return ("visits and appointments missed",) if entry.body.access in numbers["not_seen"] else ()


def _of_an_appointment(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> Iterable[str]:
    own = entry.body.for_person in (None, child)
    return ("visits and appointments missed",) if own and entry.body.outcome in numbers["missed"] else ()


def _of_a_household(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> Iterable[str]:
    there = entry.body.change in ("joins", "staying", "found_present") and entry.body.checked is False
    return ("adults in the home",) if there else ()


_About = Callable[[Knowledge, Entry[Any], Person, Numbers], Iterable[str]]
_ABOUT: dict[type[Any], _About] = {
    Observation: _of_a_note,
    Concern: _of_a_note,
    Referral: _of_a_referral,
    Injury: _of_an_injury,
    Police: _of_police,
    Hospital: _of_a_hospital,
    Visit: _of_a_visit,
    Appointment: _of_an_appointment,
    Household: _of_a_household,
}
KINDS = tuple(_ABOUT)
CONTACTS = (Visit, Appointment)


def _answered(known: Knowledge, worry: Entry[Any], child: Person) -> bool:
    """Somebody has since seen for themselves that it is better: the same topic, or the child they had not seen.

    A parent's word answers nothing, and goodwill is not change.
    """
    after = worry.day + dt.timedelta(days=1)
    if isinstance(worry.body, Visit):
        return any(v.body.access == "seen" for v in known.entries(Visit, child, after))
    if isinstance(worry.body, Appointment):
        kept = known.entries(Appointment, child, after)
        return any(a.body.outcome == "attended" and a.body.service == worry.body.service for a in kept)
    if isinstance(worry.body, Injury):
        looked = known.entries(Medical, child, worry.day)
        return any(m.body.opinion in (*injuries.EXPLAINED_BY, "accidental") for m in looked)
    return seen_better(known, child, topics(worry), after)


def seen_better(
    known: Knowledge, child: Person, told: Collection[str], since: dt.date, until: dt.date | None = None
) -> bool:
    """This will say whether somebody has written of one of these topics, of what they saw from a day on, that it is good."""
    return any(
        o.body.direction == "positive" and o.body.rests_on in ("seen", None) and topics(o) & {*told}
        for o in known.entries(Observation, child, since, until)
    )
