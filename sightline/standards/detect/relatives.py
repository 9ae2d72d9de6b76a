"""What relatives, neighbours and callers say, and whether anybody spoke with them or tested it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, Check, InformationSharing, Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background, Concern, Medical, Observation
from sightline.record.kinds.help import Assessment, Plan, Service
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.boxes import topics_written
from sightline.standards.detect.challenge import says_no
from sightline.standards.reading import said
from sightline.standards.standard import Answer, Edition, Finding, Standard, Subject, detects, once
from sightline.state import decisions, harm, people
from sightline.state.injuries import SKILLED
from sightline.state.phrases import denies, found, says, sentences, text_of
from sightline.state.referrals import child_of, doors
from sightline.state.sight import names
from sightline.state.topics import is_worry

_TOLD = (Referral, Concern, Observation, InformationSharing)
_HEARD = (Visit, Police, Appointment, Meeting, Medical, Background)
"""Kinds of note in which a professional may write down, beside what it is for, what kin or a neighbour said."""
"""A look from there is no answer to whoever alleges harm to a child's body."""


@detects("community_concern_not_explored", *_TOLD, *_HEARD, subjects=once)
def community_concern_not_explored(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """A worry from family, neighbours or a caller, turned down or left, with nobody spoken to and nothing looked at since.

    What one caller told of several children is one point.
    """
    groups: dict[tuple[str, str], tuple[list[Person], list[Entry[Any]]]] = {}
    for child in people.those_in(known, (*people.CHILDREN, "relative")):
        for answer, worries in _unexplored(known, clock, rule, child).items():
            about, told = groups.setdefault((answer, worries[0].id), ([], []))
            about.append(child)
            told += (w for w in worries if w not in told)
    return [
        _finding(known, about, told, known.entry(answer) if answer else None)
        for (answer, _), (about, told) in groups.items()
    ]


def _unexplored(known: Knowledge, clock: Clock, rule: Standard, child: Person) -> dict[str, list[Entry[Any]]]:
    """What was told of a child and nobody looked into, by the answer that turned it down, or none."""
    groups: dict[str, list[Entry[Any]]] = {}
    for worry in _worries(known, child, rule):
        edition = rule.on(worry.day)
        if edition is None or clock.passed(days_after(worry.day, edition["lapses_after_days"])):
            continue
        answer, days = _answered(known, worry, edition)
        if answer is None and not clock.passed(working_days_after(worry.day, days)):
            continue
        if not _explored(known, child, worry, rule, edition):
            groups.setdefault(answer.id if answer else "", []).append(worry)
    return groups


def _worries(known: Knowledge, child: Person, rule: Standard) -> Iterator[Entry[Any]]:
    """What came from the community about this child, oldest first; a brother or sister only where no other child is named."""
    found = [
        e
        for kind in (*_TOLD, *_HEARD)
        for e in known.entries(kind, None if kind is Background else child)
        if _told_by_community(known, child, e, rule)
    ]
    yield from sorted(found, key=lambda entry: (entry.day, entry.noted.key, entry.id))


def _told_by_community(known: Knowledge, child: Person, entry: Entry[Any], rule: Standard) -> bool:
    """Kept, since it is asked of the same entries again whenever anything is told of the child."""
    return known.found(
        ("told by the community", child, entry.id),
        lambda: child in _children_of(known, entry) and _from_community(known, entry, rule),
    )


def _children_of(known: Knowledge, entry: Entry[Any]) -> list[Person]:
    """The children it is about; a cousin, where none of the family's own is named; of carers, whoever lives with them."""
    named = harm.children_in(known, entry) or people.not_of_age(known, entry.people, entry.day, "relative")
    carers = isinstance(entry.body, Background) and any(
        people.role(known, p) == "foster_carer" for p in entry.people
    )
    return named or (people.those_in(known, ("child",)) if carers else [])


def _from_community(known: Knowledge, entry: Entry[Any], rule: Standard) -> bool:
    edition = rule.on(entry.day)
    if edition is None:
        return False
    body = entry.body
    theirs = _of_community(known, entry.author)
    if isinstance(body, Referral):
        # A call, written by whoever took it.
        taken_down = body.source_type is None and doors(known, entry) == (entry.author,)
        rang = body.source_type is None and _known_to_community(known, entry)
        return theirs or taken_down or rang or body.source_type in edition["sources"]
    if isinstance(body, InformationSharing):
        return _passed_on(known, entry) or _heard(entry, edition) or _set_aside_since(known, entry, edition)
    if isinstance(body, _HEARD):
        return _heard(entry, edition) or _turned_down_at_the_door(known, entry, edition)
    if theirs:
        return getattr(body, "direction", None) not in ("positive", "neutral")
    if getattr(body, "about_decision", None) or (isinstance(body, Concern) and says_no(entry, edition)):
        return False  # a professional disagrees with a decision: that is for challenge
    # Family and callers know of a professional's note where it is what they told.
    if _heard(entry, edition) or _set_aside_since(known, entry, edition):
        return True
    told = topics(entry) & set(edition["worry_topics"]) or _known_to_community(known, entry)
    told = told or _what_kin_said(known, entry, edition)
    return bool(told) and (is_worry(entry) or _set_down_as_nothing(entry, edition))


def _heard(entry: Entry[Any], edition: Edition) -> bool:
    """A professional's note says in its own words that kin, a neighbour or a caller told of something alarming, and that it was
    set aside or left; or, of a note that was written of nothing else, that they told of it."""
    text = text_of(entry)
    if getattr(entry.body, "direction", None) == "positive" or not says(text, edition["alarming"]):
        # Of what the writer saw, the topics are the writer's own; what kin say beside it may be no worry at all.
        own = getattr(entry.body, "rests_on", None) == "seen"
        serious = frozenset() if own else {*(said("observation", "topics", text) or ()), *topics(entry)}
        if getattr(entry.body, "direction", None) == "positive" or not serious & {*edition["serious_topics"]}:
            return False
    aside = says(text, edition["set_aside"])
    if aside and says(text, edition["parents_apart"]):
        return True
    if not (says(text, edition["unnamed"]) or _told_by_them(text, edition)):
        return False
    return aside or says(text, edition["left"]) or isinstance(entry.body, Observation | InformationSharing)


def _turned_down_at_the_door(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """What an unnamed caller told one service, which sent it on, and a decision that rests on it offers nothing."""
    if not says(text_of(entry), edition["unnamed"]):
        return False
    since = known.entries(Decision, None, entry.day)
    return any(
        entry.id in (d.body.on_information or ()) and decisions.level(d.body.outcome) == decisions.NO_SERVICE
        for d in since
    )


def _set_aside_since(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """What a professional's note has of a neighbour, of kin or of a caller, and a decision resting on it sets aside."""
    if not says(text_of(entry), edition["tellers"]):
        return False
    since = known.entries(Decision, None, entry.day)
    return any(
        entry.id in (d.body.on_information or ()) and says(d.body.rationale, edition["set_aside"])
        for d in since
    )


def _told_by_them(text: str, edition: Edition) -> bool:
    """One of those who tell stands before what somebody does who tells, in one clause; or shortly after "from" or "by"; or it
    opens a sentence in which a colon parts who told from what was told."""
    tellers = tuple(edition["tellers"])
    return (
        any(says(before, tellers) for _, before in found(text, tuple(edition["telling"])))
        or any({"from", "by"} & {*before.split()[-4:]} for _, before in found(text, tellers))
        or any(
            not before.split()[1:]
            for sentence in sentences(text)
            for head, colon, _ in [sentence.partition(":")]
            if colon
            for _, before in found(head.split(",")[0], tellers)
        )
    )


def _taken_up(known: Knowledge, child: Person, worry: Entry[Any], edition: Edition) -> bool:
    """The note, or a later one by whoever had been told, says that child or caller was spoken with; or it was referred, and not
    turned down."""
    if isinstance(worry.body, Referral):
        return False
    if any(not _turned_down(known, r) for r in _referred(known, child, worry)):
        return True
    since = (e for kind in (*_TOLD, *_HEARD) for e in known.entries(kind, child, worry.day))
    notes = (worry, *since)
    return any(_spoken_with(e, edition) and known.knows(e.author, worry, e.day) for e in notes)


def _referred(known: Knowledge, child: Person, worry: Entry[Any]) -> list[Entry[Referral]]:
    """The referrals since of whoever knew of what was told."""
    return [r for r in known.entries(Referral, child, worry.day) if known.knows(r.author, worry, r.day)]


def _turned_down(known: Knowledge, referral: Entry[Referral]) -> bool:
    """Whether it was answered with nothing, by whoever asked nobody."""
    answer = decisions.answer_to(known, referral)
    nothing = answer is not None and decisions.level(answer.body.outcome) == decisions.NO_SERVICE
    return nothing and not _answered_by_looking(known, referral, by_sight=False)


def _spoken_with(note: Entry[Any], edition: Edition) -> bool:
    """Whether a note says that somebody was spoken with or seen; that they will be is a promise."""
    said = found(text_of(note), tuple(edition["spoken_with"]))
    return any(not denies(b) and not says(" ".join(b.split()[-2:]), edition["promised"]) for _, b in said)


def _passed_on(known: Knowledge, entry: Entry[InformationSharing]) -> bool:
    """What kin or a caller told is passed on, and written nowhere else: they know of it, and it was not told to them."""
    told_them = any(_of_community(known, agency) for agency in entry.body.to or ())
    theirs = _of_community(known, entry.author) or _known_to_community(known, entry)
    return theirs and not told_them and not entry.body.what


def _known_to_community(known: Knowledge, entry: Entry[Any]) -> bool:
    return any(_of_community(known, knower) for knower in known.told(entry.id))


def _what_kin_said(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """A note of what somebody else reported, told to nobody, that names kin and whose topics nobody wrote: it may be theirs."""
    if getattr(entry.body, "rests_on", None) != "other_report" or topics_written(entry):
        return False
    if {*known.told(entry.id)} - {entry.author}:
        return False
    return any(people.role(known, person) in edition["kin"] for person in entry.people)


def _set_down_as_nothing(entry: Entry[Any], edition: Edition) -> bool:
    """A relative's word that names something serious, or no topic at all, written down without saying that it is a worry."""
    unsaid = getattr(entry.body, "direction", None) in (None, "neutral")
    return (
        unsaid
        and isinstance(entry.body, Observation)
        and bool(topics(entry) & set(edition["serious_topics"]) or not topics_written(entry))
    )


def _of_community(known: Knowledge, agency: Agency) -> bool:
    team = known.teams.get(agency)
    return team is not None and team.type == "community"


def _answered(known: Knowledge, worry: Entry[Any], edition: Edition) -> tuple[Entry[Any] | None, int]:
    """The answer to a referral, where it offers nothing further; and else the working days in which somebody may yet look."""
    answer = decisions.answer_to(known, worry) if isinstance(worry.body, Referral) else None
    level = decisions.level(answer.body.outcome) if answer else None
    if level == decisions.NO_SERVICE:
        return answer, 0
    offered = level == decisions.EARLY_HELP
    return None, edition["help_within_working_days" if offered else "explore_within_working_days"]


def _explored(known: Knowledge, child: Person, worry: Entry[Any], rule: Standard, edition: Edition) -> bool:
    """Somebody looked, asked or met since; or family or callers said the same not long before, and it was looked at then."""
    by_sight = _only_by_sight(known, child, worry, edition)
    if _taken_up(known, child, worry, edition):
        return True
    if _looked(known, child, worry, edition, worry.day, by_sight=by_sight) or _answered_by_looking(
        known, worry, by_sight
    ):
        return True
    since = days_after(worry.day, -edition["same_content_days"])
    for kind in _TOLD:
        for before in known.entries(kind, child, since, days_after(worry.day, -1)):
            same = bool(topics(worry)) and topics(worry) <= topics(before)
            # What a service told before of the same sort is another event: who rings now tells of what came since.
            same = same and _told_by_community(known, child, before, rule)
            if same and _looked(known, child, before, edition, before.day, worry.day, by_sight):
                return True
    return False


def _only_by_sight(known: Knowledge, child: Person, worry: Entry[Any], edition: Edition) -> bool:
    """What is said of how a baby cries, looks or is held shows in no file: only whoever sees the baby has tested it."""
    weeks = people.weeks_old(known, child, worry.day)
    baby = weeks is not None and weeks < edition["by_sight_under_weeks"]
    return baby and bool(topics(worry) & set(edition["by_sight_topics"]))


def _answered_by_looking(known: Knowledge, worry: Entry[Any], by_sight: bool) -> bool:
    if not isinstance(worry.body, Referral):
        return False
    answers = decisions.answers_to(known, worry)
    child = child_of(known, worry)
    if any(decisions.stepped_up(a) and not decisions.leaves_as_it_was(known, a, child) for a in answers):
        return True
    # Of harm alleged, what others have on file is no sight of the child; and an agency's own files are nobody asked.
    return not (worry.body.alleges_harm or by_sight) and any(
        set(a.body.checks_made or ()) - {a.author} for a in answers if isinstance(a.body, Decision)
    )


def _looked(
    known: Knowledge,
    child: Person,
    worry: Entry[Any],
    edition: Edition,
    since: dt.date,
    until: dt.date | None = None,
    by_sight: bool = False,
) -> bool:
    """The child seen, examined or helped, a strategy discussion, others asked, family or caller met.

    An assessment that was begun looks into what its author was told; one that is finished has asked around.
    """
    if known.entries(StrategyDiscussion, child, since, until) or _found(known, child, worry, since, until):
        return True
    medical = (
        m.id != worry.id and m.body.type in SKILLED for m in known.entries(Medical, child, since, until)
    )
    helped = (
        s.body.status == "started" and s.body.level != "universal"
        for s in known.entries(Service, child, since, until)
    )
    planned = (p.body.status == "started" for p in known.entries(Plan, child, since, until))
    seen = (
        v.id != worry.id
        and (v.body.access == "seen" or names(v, child))
        and not (v.body.mode in edition["at_a_distance"] and getattr(worry.body, "alleges_harm", None))
        for v in known.entries(Visit, child, since, until)
    )
    begun = (
        not _passed_over(known, a, worry)
        and (
            a.body.status == "completed"
            or (a.body.status != "not_completed" and known.knows(a.author, worry, until))
        )
        for a in known.entries(Assessment, child, since, until)
    )
    asked = (
        not by_sight and c.body.asked not in (None, c.author)
        for c in (*known.entries(Check, child, since, until), *_of_those_named(known, worry, since, until))
    )
    met = (
        (bool(m.body.family_present) and m.id != worry.id)
        or m.body.type in ("family", "family_group_conference")
        or any(_of_community(known, agency) for agency in m.body.attended or ())
        for m in known.entries(Meeting, child, since, until)
    )
    return any(any(of_a_sort) for of_a_sort in (seen, medical, helped, planned, begun, asked, met))


def _passed_over(known: Knowledge, assessment: Entry[Assessment], worry: Entry[Any]) -> bool:
    """A finished assessment says whom it asked, and whoever passed on what kin had told is not among them."""
    asked = assessment.body.agencies_consulted
    passed_on = isinstance(worry.body, InformationSharing) and not _of_community(known, worry.author)
    return passed_on and asked is not None and worry.author not in asked


def _found(known: Knowledge, child: Person, worry: Entry[Any], since: dt.date, until: dt.date | None) -> bool:
    """The police called to see that all is well, or somebody who had been told looked for themselves at what was said."""
    called = (p.body.event == "welfare_check" for p in known.entries(Police, child, since, until))
    looked = (
        o.id != worry.id
        and o.body.rests_on == "seen"
        and bool(topics(o) & topics(worry))
        and not _of_community(known, o.author)
        and known.knows(o.author, worry, o.day)
        for o in known.entries(Observation, child, since, until)
    )
    return any(called) or any(looked)


def _of_those_named(
    known: Knowledge, worry: Entry[Any], since: dt.date, until: dt.date | None
) -> list[Entry[Check]]:
    """What is said of an adult is tested by whoever was told and asks about them; harm to the child is not, by files alone."""
    if getattr(worry.body, "alleges_harm", None):
        return []
    adults = (p for p in worry.people if not people.is_child(known, p))
    checks = (c for adult in adults for c in known.entries(Check, adult, since, until))
    return [c for c in checks if known.knows(c.author, worry, c.day)]


def _finding(
    known: Knowledge, about: list[Person], worries: list[Entry[Any]], answer: Entry[Any] | None
) -> Finding:
    first = worries[0]
    evidence = (*(w.id for w in worries[:12]), *((answer.id,) if answer else ()))
    words = {
        "child": wording.who(known, about),
        "day": wording.day(first.day),
        "answered": f" It was answered without further action on {wording.day(answer.day)}."
        if answer
        else "",
    }
    return Finding(tuple(about), evidence, first.day, words=words, key=first.id)
