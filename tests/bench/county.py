"""A county's cases for benchmarks: each of them one family of five through three years, written down by fourteen agencies.

How often each kind of entry comes was read off the packaged stories: visits, meetings, appointments and observations are most of a
file; injuries and legal steps are few. An entry is known to its author and to whom it names; others are told of some, at once or days
later, so that each agency knows a part. Everybody is invented.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

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
from sightline.record.kinds.decision import DecisionType
from sightline.record.kinds.words import Agency, KnowerType, Person
from tests.bench.chronology import parties_of

DAYS = 1_095
"""Over how many days a case is written."""
_UNBORN = 120  # days of the first pregnancy that are still to come when the file begins
# How much each agency writes.
_WRITES = {
    "children_social_care": 8, "health_visiting": 5, "nursery": 4, "gp": 3, "police": 2, "adult_mental_health": 2,
    "school": 2, "hospital": 2, "midwifery": 1, "front_door": 1, "substance_misuse": 1, "childrens_centre": 1, "housing": 1,
    "domestic_abuse_service": 1,
}  # fmt: skip
_TOPICS = (
    "neglect", "domestic_abuse", "mental_health", "substance_use", "parenting_capacity", "home_conditions", "engagement_poor",
    "engagement_good", "feeding", "child_presentation", "parental_stress", "unexplained_mark", "school_attendance",
)  # fmt: skip
_CHECKED = ("gp", "police", "health_visiting", "adult_mental_health", "school", "housing", "substance_misuse")
Said = tuple[str, str, Mapping[str, Any]]  # its kind, who writes it, and what it says


@dataclass(slots=True)
class _Case:
    """A case on the way: chance, and what has been written so far, for what answers it or rests on it."""

    rng: random.Random
    born: dt.date
    today: dt.date
    events: list[FileEvent] = field(default_factory=list)
    decisions: list[FileDecision] = field(default_factory=list)

    def one(self, *values: Any) -> Any:
        return self.rng.choice(values)

    def writer(self) -> str:
        return self.rng.choices(list(_WRITES), list(_WRITES.values()))[0]

    def topics(self) -> tuple[str, ...]:
        return tuple(self.rng.sample(_TOPICS, self.one(1, 1, 2)))

    def others(self, least: int, most: int) -> tuple[Agency, ...]:
        return tuple(map(Agency, self.rng.sample(list(_WRITES), self.rng.randint(least, most))))


def case(number: int, entries: int, *, seed: int) -> CaseFile:
    """This will give one case of a county, of so many events and decisions; the same for the same seed and number."""
    rng = random.Random(f"{seed}/{number}")
    start = dt.date(2018, 1, 1) + dt.timedelta(days=rng.randrange(1_500))
    born = start + dt.timedelta(days=_UNBORN)
    made = _Case(rng, born, start)
    days = [0, _UNBORN, _UNBORN + 1, *rng.choices(range(DAYS), k=entries - 3)]
    for n, after in enumerate(sorted(days)):
        made.today = start + dt.timedelta(days=after)
        if after in (0, _UNBORN) and not any(e.occurred == made.today for e in made.events):
            made.events.append(_event(made, n, _BOOKED if after == 0 else _BORN))
        elif rng.random() < 0.05 and len(made.events) > 4:
            made.decisions.append(_decision(made, n))
        else:
            (say,) = rng.choices([say for _, say in _KINDS], [weight for weight, _ in _KINDS])
            made.events.append(_event(made, n, say(made)))
    teams = {
        Agency(t): Team(Agency(t), cast(KnowerType, t), t, None, t in ("front_door", "children_social_care"))
        for t in _WRITES
    }
    return CaseFile(
        f"county-{number}", {}, teams, _family(start, born), tuple(made.events), tuple(made.decisions)
    )


def _family(start: dt.date, born: dt.date) -> tuple[FilePerson, ...]:
    older = start - dt.timedelta(days=1_500)
    known = (Characteristic("mental_health", (Agency("adult_mental_health"), Agency("gp"))),)
    return (
        FilePerson(Person("child"), "unborn", born, born, ()),
        FilePerson(Person("sibling"), "sibling", older, None, ()),
        FilePerson(Person("mother"), "mother", None, None, ()),
        FilePerson(Person("father"), "father", None, None, known),
        FilePerson(
            Person("partner"), "partner", None, None, (Characteristic("offending", (Agency("police"),)),)
        ),
    )


def _event(made: _Case, n: int, said: Said) -> FileEvent:
    kind, author, attributes = said
    written = made.today + dt.timedelta(days=made.one(0, 0, 0, 1, 3))
    named = [a for a in parties_of(attributes) if a != author]
    told = dict.fromkeys([*named, *(a for a in made.others(0, 3) if a != author)])
    known = [On(Agency(author), written)]
    known += [On(Agency(a), written + dt.timedelta(days=made.one(0, 0, 1, 5, 30))) for a in told]
    about = dict.fromkeys(
        ("child", *made.rng.sample(("mother", "father", "partner", "sibling"), made.one(0, 1, 1, 2)))
    )
    shared = tuple(on for on in known[1:] if made.rng.random() < 0.8)
    return FileEvent(
        f"e{n}", made.today, written, Agency(author), kind, tuple(map(Person, about)), tuple(known), summary="",
        attributes=attributes, shared_with=shared,
    )  # fmt: skip


def _decision(made: _Case, n: int) -> FileDecision:
    referral = next((e for e in reversed(made.events[-40:]) if e.kind == "referral"), None)
    kind, outcome = made.one(*(_ANSWERS if referral else _ENDS))
    told = () if referral is None else (
        Communicated(referral.agency, made.today + dt.timedelta(days=made.one(0, 1, 4)), made.one("outcome_only", "outcome_and_reason")),
    )  # fmt: skip
    return FileDecision(
        f"d{n}", made.today, made.today, Agency("front_door" if referral else "children_social_care"), (Person("child"),),
        cast(DecisionType, kind), outcome, made.one("single_agency", "multi_agency", "single_practitioner"),
        referral.id if referral else None, tuple(e.id for e in made.events[-3:]), (), "", told,
    )  # fmt: skip


_ANSWERS = (
    ("referral_outcome", "early_help"),
    ("referral_outcome", "no_further_action"),
    ("referral_outcome", "social_work_assessment"),
)
_ENDS = (("assessment_outcome", "child_in_need"), ("close", "closed"), ("step_down", "early_help"), ("step_up", "child_protection"))  # fmt: skip
_BOOKED: Said = ("antenatal_booking", "midwifery", {"gestation_weeks": 23.0, "partner_asked_about": False, "disclosed": ("mental_health",)})  # fmt: skip
_BORN: Said = (
    "birth",
    "hospital",
    {"gestation_weeks": 40.0, "place": "hospital", "marks_recorded_at_birth": ()},
)


def _disputed(made: _Case) -> Said:
    """A worry about a decision where there is one, else a worry."""
    about = {"about_decision": made.decisions[-1].id} if made.decisions and made.rng.random() < 0.3 else {}
    return (
        "concern",
        made.writer(),
        {"topics": made.topics(), "level": made.one("low", "medium", "high"), **about},
    )


def _check(made: _Case) -> Said:
    answer = {"result": made.one("nothing_found", "information_found"), "answered_on": made.today + dt.timedelta(days=made.one(0, 2, 9))}  # fmt: skip
    of = (made.one("mother", "father", "partner"),)
    return (
        "check",
        "front_door",
        {"asked": made.one(*_CHECKED), "of_people": of, **made.one({}, answer, answer)},
    )


def _injury(made: _Case) -> Said:
    if made.today < made.born:
        return _hospital(made)
    age = (made.today - made.born).days
    mobility = "non_mobile" if age < 200 else "crawling" if age < 365 else "walking"
    return "injury", made.one("nursery", "health_visiting", "hospital", "gp"), {
        "type": made.one("bruise", "mark", "swelling"), "site": made.one("cheek", "shin", "forehead", "left_ear"),
        "child_mobility": mobility, "explanation": made.one(None, "fell against the table"), "documented_cause": "none",
        "action": made.one("recorded_only", "advice_given", "same_day_paediatric", "referred_to_social_care"),
    }  # fmt: skip


def _hospital(made: _Case) -> Said:
    return "hospital", "hospital", {"stage": made.one("attended", "admitted", "discharged"), "reason": made.one("fever", "fall", "vomiting")}  # fmt: skip


def _sharing(made: _Case) -> Said:
    what = tuple(e.id for e in made.rng.sample(made.events[-20:], 1)) if made.events else ()
    return (
        "information_sharing",
        made.writer(),
        {"to": made.others(1, 2), "what": what, "content": "full", "mode": "email"},
    )


def _meeting(made: _Case) -> Said:
    types = ("core_group", "core_group", "team_around_family", "review_cp_conference")
    return (
        "meeting",
        "children_social_care",
        {"type": made.one(*types), "attended": ("children_social_care", *made.others(2, 4))},
    )


_KINDS: tuple[tuple[int, Callable[[_Case], Said]], ...] = (
    (20, lambda c: ("visit", c.one("children_social_care", "health_visiting"), {"purpose": c.one("statutory_cp", "routine", "assessment"), "mode": c.one("face_to_face", "face_to_face", "doorstep", "video"), "access": c.one("seen", "seen", "seen", "no_reply", "child_not_seen"), "seen": ("child",)})),
    (18, lambda c: ("observation", c.writer(), {"topics": c.topics(), "direction": c.one("concern", "neutral", "positive"), "rests_on": c.one("seen", "parent_report")})),
    (14, lambda c: ("appointment", c.one("gp", "health_visiting", "adult_mental_health", "midwifery"), {"outcome": c.one("attended", "attended", "did_not_attend", "was_not_brought"), "for_person": c.one("child", "mother", "father")})),
    (11, _meeting),
    (7, _check),
    (4, lambda c: ("medical", c.one("hospital", "gp"), {"type": c.one("gp_consultation", "paediatric_review", "child_protection_medical"), "finding": "", "opinion": c.one("inconclusive", "accidental", "normal", "not_stated"), "explicit": True, "information_given_to_clinician": c.one("full", "partial", "none")})),
    (4, _disputed),
    (4, lambda c: ("referral", c.one("midwifery", "nursery", "police", "health_visiting"), {"to": "front_door", "topics": c.topics(), "source_type": "professional", "alleges_harm": c.one(False, False, True)})),
    (4, _sharing),
    (4, lambda c: ("service", c.one("adult_mental_health", "substance_misuse", "childrens_centre"), {"for_person": c.one("mother", "father"), "level": c.one("universal", "targeted", "specialist"), "status": c.one("requested", "started", "reviewed", "ended")})),
    (3, lambda c: ("assessment", "children_social_care", {"type": c.one("child_and_family", "section47", "parenting"), "status": c.one("started", "completed"), "covers": ("child", "mother"), "main_evidence": c.one("observation", "parent_report")})),
    (3, lambda c: ("plan", "children_social_care", {"type": c.one("child_in_need", "child_protection"), "status": c.one("started", "changed", "ended")})),
    (3, lambda c: ("police", "police", {"event": c.one("domestic_incident", "incident", "arrest", "enquiry_opened", "enquiry_closed")})),
    (3, _injury),
    (2, _hospital),
    (2, lambda c: ("worker_change", c.one("children_social_care", "health_visiting"), {"role": "worker", "status": c.one("allocated", "absent", "left", "handed_over"), "cover": c.one(True, False)})),
    (2, lambda c: ("background", c.writer(), {"topics": c.topics(), "of_person": c.one("mother", "father", "partner")})),
    (2, lambda c: ("handover", c.one("midwifery", "health_visiting"), {"to": c.one("school", "nursery", "gp"), "content": c.one("full", "brief")})),
    (2, lambda c: ("household", c.writer(), {"change": c.one("joins", "leaves", "mentioned"), "person": "partner", "checked": c.one(True, False)})),
    (1, lambda c: ("strategy_discussion", "children_social_care", {"attended": ("children_social_care", "police", "hospital"), "outcome": c.one("section47_joint", "no_section47")})),
    (1, lambda c: ("feedback", "front_door", {"to": c.one("nursery", "police"), **({"about_decision": c.decisions[-1].id} if c.decisions else {}), "content": c.one("outcome_and_reason", "outcome_only")})),
    (1, lambda c: ("legal", "children_social_care", {"step": c.one("pre_proceedings", "section20", "supervision_order"), "status": c.one("requested", "granted", "ended")})),
    (1, lambda c: ("placement", "children_social_care", {"type": c.one("foster", "relatives"), "status": c.one("started", "ended"), "legal_basis": "section 20"})),
    (1, lambda c: ("supervision", "children_social_care", {"level": c.one("continuous", "partial_monitoring"), "written": c.one(True, False)})),
    (1, lambda c: ("move", c.writer(), {"type": c.one("address", "with_relatives", "with_partner")})),
    (1, lambda c: ("escalation", c.writer(), {"about_decision": c.decisions[-1].id} if c.decisions else {})),
)  # fmt: skip
