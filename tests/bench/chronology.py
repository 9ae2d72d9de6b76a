"""A generated chronology for benchmarks: one family, fifteen agencies, every kind of entry, as many as asked for."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping

from sightline.record.entry import Team
from sightline.record.interchange.casefile import (
    CaseFile,
    Characteristic,
    Communicated,
    FileDecision,
    FileEvent,
    FilePerson,
    On,
)
from sightline.record.kinds.words import Agency, Person

TYPES = (
    "midwifery", "health_visiting", "gp", "hospital", "adult_mental_health", "leaving_care", "front_door",
    "children_social_care", "other_local_authority", "childrens_centre", "school", "police", "fostering",
    "foster_carer", "housing",
)  # fmt: skip
FAMILY = (
    FilePerson(Person("child"), "unborn", dt.date(2015, 6, 1), dt.date(2015, 6, 3), ()),
    FilePerson(Person("mother"), "mother", None, None, ()),
    FilePerson(
        Person("father"), "father", None, None, (Characteristic("care_leaver", (Agency("leaving_care"),)),)
    ),
)
TOPICS = (
    "parenting_capacity",
    "neglect",
    "mental_health",
    "retention_of_information",
    "handling",
    "learning_need",
    "engagement_good",
)
ADULT = ("mother", "father")


def case(entries: int, *, seed: int = 1, per_day: float = 1.5) -> CaseFile:
    """This will give a case of so many events and decisions, `per_day` of them on a day, the same for the same seed."""
    rng = random.Random(seed)
    teams = {
        Agency(t): Team(Agency(t), t, t, None, t in ("front_door", "children_social_care")) for t in TYPES
    }
    start = dt.date(2015, 1, 5)
    events: list[FileEvent] = []
    decisions: list[FileDecision] = []
    for n in range(entries):
        day = start + dt.timedelta(days=int(n / per_day))
        if n % 12 == 11 and events:
            decisions.append(_decision(rng, n, day, events))
        else:
            events.append(_event(rng, n, day, decisions))
    return CaseFile(f"generated-{entries}", {}, teams, FAMILY, tuple(events), tuple(decisions))


def _event(rng: random.Random, n: int, day: dt.date, decisions: list[FileDecision]) -> FileEvent:
    kind, author, attributes = rng.choice(_KINDS)(rng, decisions)
    others = [Agency(t) for t in rng.sample(TYPES, rng.choice((0, 0, 1, 1, 2, 3))) if t != author]
    told = list(dict.fromkeys([*others, *(p for p in parties_of(attributes) if p != author)]))
    known = (
        On(Agency(author), day),
        *(On(a, day + dt.timedelta(days=rng.choice((0, 0, 1, 4)))) for a in told),
    )
    about = ("child", *rng.sample(ADULT, rng.choice((0, 1, 2))))
    shared = tuple(on for on in known[1:] if rng.random() < 0.8)
    return FileEvent(
        f"e{n}",
        day,
        day,
        Agency(author),
        kind,
        tuple(map(Person, about)),
        known,
        summary="",
        attributes=attributes,
        shared_with=shared,
    )


def parties_of(attributes: Mapping[str, object]) -> list[Agency]:
    """This will give whom what an event says names as having been there, asked or sent it."""
    return [Agency(a) for name in ("to", "asked", "attended") for a in _each(attributes.get(name))]


def _each(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def _decision(rng: random.Random, n: int, day: dt.date, events: list[FileEvent]) -> FileDecision:
    by = Agency(rng.choice(("front_door", "children_social_care")))
    referral = next((e for e in reversed(events[-60:]) if e.kind == "referral"), None)
    kind = rng.choice(
        ("referral_outcome", "referral_outcome", "placement", "supervision_change", "protection_response")
    )
    outcome = rng.choice(("early_help", "no_further_action", "social_work_assessment", "monitoring_reduced"))
    to = (
        (Communicated(referral.agency, day, rng.choice(("outcome_only", "outcome_and_reason"))),)
        if referral
        else ()
    )
    return FileDecision(
        f"d{n}", day, day, by, (Person("child"),), kind, outcome, rng.choice(("single_agency", "multi_agency", "single_practitioner")),
        referral.id if referral else None, tuple(e.id for e in events[-3:]), (), "", to,
    )  # fmt: skip


def _topics(rng: random.Random) -> tuple[str, ...]:
    return tuple(rng.sample(TOPICS, 2))


_KINDS = (
    lambda rng, d: ("observation", rng.choice(TYPES), {"topics": _topics(rng), "direction": rng.choice(("concern", "neutral", "positive"))}),
    lambda rng, d: ("observation", "foster_carer", {"topics": _topics(rng), "direction": "concern"}),
    lambda rng, d: ("concern", rng.choice(TYPES), {"topics": _topics(rng), **({"about_decision": rng.choice(d[-5:]).id} if d else {})}),
    lambda rng, d: ("referral", rng.choice(("midwifery", "school", "police")), {"to": "front_door", "topics": _topics(rng), "source_type": "professional"}),
    lambda rng, d: ("check", "front_door", {"asked": rng.choice(TYPES), "of_people": ("father",), "result": "nothing_found"}),
    lambda rng, d: ("visit", "children_social_care", {"purpose": "statutory_cp", "mode": rng.choice(("video", "face_to_face")), "access": "seen", "seen": ("child",)}),
    lambda rng, d: ("service", rng.choice(("adult_mental_health", "leaving_care")), {"for_person": "father", "level": "specialist", "status": rng.choice(("started", "ended"))}),
    lambda rng, d: ("meeting", "children_social_care", {"type": rng.choice(("core_group", "child_in_care_review")), "attended": ("children_social_care", "school", "health_visiting")}),
    lambda rng, d: ("injury", "foster_carer", {"type": "bruise", "site": "cheek", "child_mobility": "non_mobile", "documented_cause": "none", "action": "recorded_only"}),
    lambda rng, d: ("medical", "hospital", {"type": "child_protection_medical", "finding": "bruise", "opinion": "inconclusive", "explicit": True}),
    lambda rng, d: ("strategy_discussion", "children_social_care", {"attended": ("children_social_care", "police", "hospital")}),
    lambda rng, d: ("supervision", "foster_carer", {"level": rng.choice(("continuous", "partial_monitoring")), "written": False}),
    lambda rng, d: ("background", rng.choice(TYPES), {"topics": _topics(rng), "of_person": rng.choice(ADULT)}),
    lambda rng, d: ("handover", "health_visiting", {"to": "school", "content": rng.choice(("full", "brief"))}),
    lambda rng, d: ("placement", "fostering", {"type": "parent_and_child_foster", "status": rng.choice(("started", "ended"))}),
    lambda rng, d: ("assessment", "children_social_care", {"type": "child_and_family", "status": rng.choice(("started", "completed")), "covers": ("child", "mother")}),
    lambda rng, d: ("appointment", "midwifery", {"outcome": "attended", "for_person": "mother"}),
    lambda rng, d: ("escalation", "midwifery", {"about_decision": rng.choice(d[-3:]).id} if d else {}),
)  # fmt: skip
