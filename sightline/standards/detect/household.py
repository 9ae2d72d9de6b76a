"""Adults who live at the home or are met there again and again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, InformationSharing, Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Hospital, Observation
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Household, Placement
from sightline.record.kinds.words import Agency, Person, Role
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.household_weight import NOBODY_KNOWS, weight_of, with_the_police
from sightline.standards.in_words import all_saying
from sightline.standards.standard import Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import beside, care, decisions, people
from sightline.state.phrases import affirms, text_of

_TELLS: tuple[type[Any], ...] = (
    Observation, Concern, Referral, Visit, Police, Hospital, InformationSharing, Assessment, Meeting, Decision, Household,
)  # fmt: skip
_NAMED: tuple[Role, ...] = (
    "other_adult",
    "family_friend",
    "partner",
    "relative",
    "grandparent",
    "foster_carer",
)
_WHOSE_HOME = ("mother", "father")
_AT_HOME = "is recorded as living at or often being in the home"
_RELIED_ON = "is named in a plan for the child's safety that stands"
_PLACED_WITH = "is named in a placement with relatives or friends that stands"


def _adult_or_child(entry: Entry[Any]) -> Iterator[tuple[Person, Person]]:
    """The adult where one is named; a child stands for an adult whom nobody can name."""
    if isinstance(entry.body, Visit):
        yield from ((person, person) for person in dict.fromkeys((*(entry.body.seen or ()), *entry.people)))
    elif isinstance(entry.body, Plan):
        yield from ((person, person) for person in entry.people if entry.body.type == "safety")
    elif isinstance(entry.body, Placement):
        yield from ((person, person) for person in entry.people if entry.body.type in care.WITH_KIN)
    elif isinstance(entry.body, _TELLS) or NOBODY_KNOWS in topics(entry):
        named = getattr(entry.body, "person", None)
        yield from ((person, person) for person in ((named,) if named else entry.people))


@detects(
    "unassessed_adult_in_household",
    *(*_TELLS, Plan, Placement),
    subjects=_adult_or_child,
)
def unassessed_adult_in_household(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """An adult living at the home, or met there on several days, of whom no check is recorded, where that bears on safety."""
    adult = subject.person
    numbers = next(iter(rule.editions))  # what places somebody at a home is that of every edition
    standing = _standing(known, adult, numbers) if adult else []
    edition = rule.on(standing[0].day) if standing else None
    if adult is None or edition is None or _let_be(known, adult, standing, edition):
        return []
    start = _at_home_from(known, adult, standing, edition)
    if start is None or _checked(known, adult, standing, edition):
        return []
    children = people.children(known, (person for entry in standing for person in entry.people))
    weight = weight_of(known, adult, children or people.those_in(known, ("child", "unborn")), start, edition)
    if not weight:
        return []
    due = working_days_after(max(start.day, weight[0].day), edition["check_within_working_days"])
    if not clock.passed(due):
        return []
    if clock.passed(days_after(max(standing[-1].day, weight[0].day), edition["lapses_after_days"])):
        return []
    evidence = (*(e.id for e in standing[:10]), *(e.id for e in weight[:3]))
    nameless = adult in children
    about = tuple(dict.fromkeys((*children, adult)))
    words = {
        "adult": "an adult whom nobody names" if nameless else wording.who(known, [adult]),
        "stands": _stands(standing),
        "day": wording.day(standing[0].day),
    }
    found = [Finding(about, tuple(dict.fromkeys(evidence)), standing[0].day, words=words)]
    for decision in (
        []
        if nameless
        else [*_left_there(known, adult, standing, due), *_sat_with(known, adult, due, edition)]
    ):
        so_far = tuple(e.id for e in standing[:10] if e.noted <= decision.noted)
        found.append(Finding(about, (decision.id, *so_far), decision.day, words=words, key=decision.id))
    return found


def _sat_with(known: Knowledge, adult: Person, due: dt.date, edition: Edition) -> list[Entry[Visit]]:
    """The first visit of social care's at which an adult was there whom a referral of the days before names as it alleges harm,
    once a check should have been made: who that is was to be asked there."""
    visits = known.entries(Visit, adult, days_after(due, 1))
    return [
        v
        for v in visits
        if v.author in known.teams
        and known.teams[v.author].type in edition["visits_to_check"]
        and any(
            r.body.alleges_harm
            for r in known.entries(Referral, adult, days_after(v.day, -edition["accused_days"]), v.day)
        )
    ][:1]


def _left_there(
    known: Knowledge, adult: Person, standing: list[Entry[Any]], due: dt.date
) -> list[Entry[Decision]]:
    """The decisions that name an adult, once a check should have been made, by somebody who knew that the adult is there, and
    that lead to no assessment: each leaves the adult there anew."""
    return [
        d
        for d in known.entries(Decision, adult, days_after(due, 1))
        if d.body.forum != "court"
        and not decisions.stepped_up(d)
        and any(known.knows(d.author, e, d.day) for e in standing)
    ]


def _standing(known: Knowledge, person: Person, edition: Edition) -> list[Entry[Any]]:
    """What places this adult at the home since they were last said to have left; of a child, what places somebody nameless."""
    child = people.is_child(known, person) and not _grown(known, person)
    found: list[Entry[Any]] = [h for h in known.entries(Household) if _is_of(known, h, person, child)]
    found.extend(
        entry
        for entry in known.on_topic(NOBODY_KNOWS, person)
        if isinstance(entry.body, Observation | Concern | Referral)
        and (not child or not _adults(known, entry))
    )
    if child:
        found.extend(_nameless(known, person, edition))
    else:
        found.extend(visit for visit in known.entries(Visit) if _met_at_home(known, visit, person))
        found.extend(plan for plan in known.entries(Plan, person) if _relied_on(plan))
        found.extend(p for p in known.entries(Placement, person) if _placed_with(p))
        found.extend(_told_of(known, person, edition))
    found = [
        e
        for e in found
        if not affirms(text_of(e), edition["passing_words"]) or affirms(text_of(e), edition["lives_words"])
    ]
    found = list({e.id: e for e in found}.values())
    found.sort(key=lambda entry: (entry.day, entry.noted.key, entry.id))
    left = max((n for n, e in enumerate(found, 1) if getattr(e.body, "change", None) == "leaves"), default=0)
    return found[left:]


def _grown(known: Knowledge, person: Person) -> bool:
    """An older brother or sister who was of age when last said to be at the home."""
    last = known.entries(Household, person)[-1:]
    of_age = any(people.of_age(known, person, h.day) for h in last)
    return of_age and people.role(known, person) == "sibling"


def _told_of(known: Knowledge, person: Person, edition: Edition) -> Iterator[Entry[Any]]:
    """Whatever entry says in words that this adult lives or stays there, or says of them that nobody checked; and the police, who
    come upon somebody who is no kin with the children."""
    there, wished = (*edition["lives_words"], *edition["unchecked_words"]), edition["wished_words"]
    for entry in all_saying(known, _TELLS, [person], there):
        if not affirms(text_of(entry), there, unless=wished):
            continue
        if _lives_by(known, entry, person, edition) and not affirms(
            text_of(entry), edition["not_there_words"]
        ):
            yield entry
    yield from (
        incident for incident in with_the_police(known, person) if _at_home(incident, known, person, edition)
    )


def _at_home(incident: Entry[Police], known: Knowledge, person: Person, edition: Edition) -> bool:
    """Whether the police met an adult at the home: somebody who is no kin by what they came to, anybody by their words."""
    called = incident.body.event in ("domestic_incident", "welfare_check")
    return (called and people.role(known, person) in people.STRANGERS) or affirms(
        text_of(incident), edition["at_home_words"]
    )


def _nameless(known: Knowledge, child: Person, edition: Edition) -> Iterator[Entry[Any]]:
    """What says in words that somebody lives there whom it does not name, where the record knows of no such adult at all."""
    first = next(iter(people.those_in(known, ("child", "unborn"))), None)
    if child != first or people.those_in(known, _NAMED):
        return
    for entry in all_saying(
        known, (Observation, Concern, Referral, Visit, Police), [child], edition["lives_words"]
    ):
        if affirms(
            text_of(entry),
            edition["lives_words"],
            beside=edition["somebody_words"],
            unless=edition["not_there_words"],
        ):
            yield entry


def _met_at_home(known: Knowledge, visit: Entry[Visit], person: Person) -> bool:
    """Whoever is seen on a call about a child is there, as far as a visit can say; of strangers, whoever its note names. So is a
    partner or a stranger beside a parent whom somebody went to see; kin come along."""
    seen = visit.body.seen or ()
    named = (*seen, *visit.people)
    role = people.role(known, person)
    beside_a_parent = role in ("partner", *people.STRANGERS) and any(
        p != person and people.role(known, p) in _WHOSE_HOME for p in seen
    )
    return (
        person in (named if role in people.STRANGERS else seen)
        and visit.body.mode not in ("video", "phone")
        and (beside_a_parent or any(people.is_child(known, p) for p in named))
    )


def _relied_on(plan: Entry[Plan]) -> bool:
    """A plan for a child's safety that names an adult rests on them, wherever they live."""
    return plan.body.type == "safety" and plan.body.status != "ended"


def _placed_with(placement: Entry[Placement]) -> bool:
    """A placement with relatives or friends that names an adult puts the child in that adult's home."""
    return placement.body.type in care.WITH_KIN and placement.body.status == "started"


def _stands(standing: list[Entry[Any]]) -> str:
    if all(isinstance(e.body, Plan) for e in standing):
        return _RELIED_ON
    return _PLACED_WITH if all(isinstance(e.body, Placement) for e in standing) else _AT_HOME


def _is_of(known: Knowledge, entry: Entry[Household], person: Person, child: bool) -> bool:
    if found := beside.found_at_home(known, entry):
        return found == person and not child
    return person in entry.people and (not child or not _adults(known, entry))


def _adults(known: Knowledge, entry: Entry[Any]) -> list[Person]:
    """The adults named, but for parents: a note about mother and child may speak of a third whom it cannot name."""
    return [
        p
        for p in dict.fromkeys((*entry.people, *(getattr(entry.body, "seen", None) or ())))
        if not people.is_child(known, p) and people.role(known, p) not in ("mother", "father")
    ]


def _spoken_of(known: Knowledge, entry: Entry[Any]) -> list[Person]:
    """Of whom a note says that they live there: the adult it names; beside a partner, whose home it is, the one stranger."""
    adults = _adults(known, entry)
    strangers = [p for p in adults if people.role(known, p) in people.STRANGERS]
    others = {people.role(known, p) for p in adults if p not in strangers}
    return strangers if len(strangers) == 1 and others == {"partner"} else adults


def _lives_by(known: Knowledge, entry: Entry[Any], person: Person, edition: Edition) -> bool:
    """Whether what a note says of who lives there is of this adult: the one it speaks of, or each of several."""
    together = person in _adults(known, entry) and affirms(text_of(entry), edition["live_words"])
    return together or _spoken_of(known, entry) == [person]


def _let_be(known: Knowledge, adult: Person, standing: list[Entry[Any]], edition: Edition) -> bool:
    """A parent or carer whom the services know, unless somebody writes that no check was made."""
    if any(getattr(e.body, "checked", None) is False for e in standing):
        return False
    if people.role(known, adult) in edition["known_by_role"]:
        return True
    said_unchecked = any(affirms(text_of(e), edition["unchecked_words"]) for e in standing)
    return not said_unchecked and all(
        _at_a_foster_home(known, e) and not affirms(text_of(e), edition["new_there_words"]) for e in standing
    )


def _at_a_foster_home(known: Knowledge, entry: Entry[Any]) -> bool:
    """Whoever is met beside a foster carer is of a household that was approved, unless somebody writes otherwise."""
    there = (*(getattr(entry.body, "seen", None) or ()), *entry.people)
    return any(people.role(known, p) == "foster_carer" for p in there)


def _at_home_from(
    known: Knowledge, adult: Person, standing: list[Entry[Any]], edition: Edition
) -> Entry[Any] | None:
    """The entry that says somebody lives or stays there, or the sighting that makes it regular."""
    told = _nameless if people.is_child(known, adult) and not _grown(known, adult) else _told_of
    met = (e for e in standing if isinstance(e.body, Visit) and _lives_by(known, e, adult, edition))
    in_words = {
        e.id
        for e in (*told(known, adult, edition), *met)
        if affirms(text_of(e), edition["lives_words"]) and not affirms(text_of(e), edition["not_there_words"])
    }
    lives = [
        e
        for e in standing
        if getattr(e.body, "change", None) in edition["lives_there"]
        or isinstance(e.body, Plan | Placement)
        or e.id in in_words
    ]
    days = sorted({e.day for e in standing})
    enough = _sightings(known, standing, edition)
    regular = days[enough - 1 :][:1]  # met once too often to be passing, whatever is said later
    return min((*lives, *(e for e in standing if e.day in regular)), key=lambda e: e.day, default=None)


def _sightings(known: Knowledge, standing: list[Entry[Any]], edition: Edition) -> int:
    """On how many days somebody is met who is of the household: once is enough where a child is placed with a parent."""
    children = people.children(known, (person for entry in standing for person in entry.people))
    placed = (known.entries(Placement, child, until=standing[-1].day)[-1:] for child in children)
    home = (p.body.type == "with_parents" and p.body.status == "started" for last in placed for p in last)
    return int(edition["sightings_where_placed" if any(home) else "sightings"])


def _checked(known: Knowledge, adult: Person, standing: list[Entry[Any]], edition: Edition) -> bool:
    """A check said, asked for or told, or an assessment that covers the adult, lately enough."""
    since = days_after(standing[0].day, -edition["check_lasts_days"])
    if any(getattr(e.body, "checked", None) for e in standing) or known.covering(adult, since):
        return True
    said = all_saying(known, _TELLS, [adult], edition["checked_words"], since)
    if any(e in standing or _adults(known, e) == [adult] for e in said):
        return True
    if people.is_child(known, adult):
        return False
    decided = known.entries(Decision, adult, since)
    asked = {a for d in decided for a in (d.body.checks_made or ()) if a != d.author}
    if any(_may_know_of(known, agency, edition) for agency in asked):
        return True
    if any(_police_told(known, e) for e in standing):
        return True
    discussed = (d.body.attended for d in known.entries(StrategyDiscussion, adult, since))
    met = (m.body.attended for m in known.entries(Meeting, adult, since))
    there = {team for attended in (*discussed, *met) for team in attended or ()}
    if any(known.teams[a].type in edition["told_by"] for a in there if a in known.teams):
        return True
    told = known.entries(InformationSharing, adult, since)
    by = (known.teams[e.author].type for e in told if e.author in known.teams)
    return bool(known.entries(Check, adult, since)) or any(type_ in edition["told_by"] for type_ in by)


def _may_know_of(known: Knowledge, agency: Agency, edition: Edition) -> bool:
    """What a child's own school or social worker has on file is no check of an adult."""
    team = known.teams.get(agency)
    return team is None or team.type not in edition["know_the_child"]


def _police_told(known: Knowledge, entry: Entry[Any]) -> bool:
    """Where nobody says whether a check was made: that the police were told who stays there is asking them."""
    unsaid = isinstance(entry.body, Household) and entry.body.checked is None
    police = (t.id for t in known.teams_of("police") if t.id != entry.author)
    return unsaid and any(known.knows(team, entry) for team in police)
