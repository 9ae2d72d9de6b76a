"""What is written of a parent that may bear on the child: of now or of the past, grave or not, and already looked into or not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, CheckAnswer, InformationSharing, Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background, Concern, Hospital, Observation
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import covered, topics
from sightline.standards.clock import days_after
from sightline.standards.in_words import all_about, all_saying, says_of
from sightline.standards.standard import Edition
from sightline.state import decisions, people
from sightline.state.grounds import on_a_plan, plan_decided
from sightline.state.history import tells_of
from sightline.state.phrases import affirms, text_of
from sightline.state.topics import is_worry

TELL: tuple[type[Any], ...] = (
    Observation, Concern, Referral, Background, InformationSharing, Visit, Hospital, Police,
)  # fmt: skip


def notes_of(known: Knowledge, adult: Person, child: bool, edition: Edition) -> list[Entry[Any]]:
    """What names a risk and this adult; of a child, what tells of domestic abuse and names no adult at all. It reaches
    back from the last for as long as each counts together with the one before it."""

    def kept(entry: Entry[Any]) -> bool:
        if isinstance(entry.body, Police):
            again = entry.body.event is None and any(
                p.body.event == "domestic_incident" for p in known.entries(Police, adult, until=entry.day)
            )  # whoever does not say what they came to, and came to the same two before
            tells = entry.body.event == "domestic_incident" or again or bool(topics(entry) & {*wanted})
        else:
            by_topic = bool(topics(entry) & {*wanted}) and tells_of(entry, adult)
            now = current(entry, edition) or from_own_service(known, entry, adult, edition)
            tells = by_topic and (now or isinstance(entry.body, Background))
        if not child and says_of(known, entry, adult, in_words):
            return getattr(entry.body, "direction", None) != "positive"
        if not tells or not child:
            return tells and (_on_file(known, entry, adult) or not _may_be_the_child_s(known, entry, edition))
        return not any(people.role(known, p) in people.PARENTS for p in entry.people)

    def written() -> Iterator[Sequence[Entry[Any]]]:
        for topic in wanted:
            yield known.on_topic(topic, adult)
        yield known.entries(Police, adult)
        yield all_saying(known, TELL, [adult], in_words)

    in_words = (*edition["danger_words"], *edition["grave_words"])
    wanted = [edition["incident_topic"]] if child else [*edition["danger_topics"], *edition["health_topics"]]
    found = {e.id: e for row in written() for e in row if kept(e)}
    notes = sorted(found.values(), key=lambda e: (e.day, e.noted.key, e.id))
    gaps = (
        at
        for at in range(len(notes) - 1, 0, -1)
        if notes[at].day > days_after(notes[at - 1].day, edition["within_days"])
    )
    return notes[next(gaps, 0) :]


def _on_file(known: Knowledge, note: Entry[Any], adult: Person) -> bool:
    """Whether the same is on file of the adult: then a note that names an older child too is of the adult."""
    return any(topics(note) & topics(b) for b in known.entries(Background, adult) if tells_of(b, adult))


def _may_be_the_child_s(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """Whether a note that names an older child too may tell of the child's own drinking, mood or temper."""
    if isinstance(entry.body, Police | Background) or edition["incident_topic"] in topics(entry):
        return False
    years = (people.years_old(known, child, entry.day) for child in people.children(known, entry.people))
    return any(age is not None and age >= edition["own_from_years"] for age in years)


def current(entry: Entry[Any], edition: Edition) -> bool:
    """Whether a note tells of now: a worry, a referral, a call to the police, or what its words call grave or a danger; not
    history, and not what went well."""
    if isinstance(entry.body, Referral | Police) or is_worry(entry):
        return True
    if isinstance(entry.body, Background) or getattr(entry.body, "direction", None) == "positive":
        return False
    return affirms(text_of(entry), edition["danger_words"]) or affirms(text_of(entry), edition["grave_words"])


def from_own_service(known: Knowledge, note: Entry[Any], adult: Person, edition: Edition) -> bool:
    """This will say whether the adult's own service wrote of what it treats the adult for (not that it goes well) to those who
    hold a child's plan, and nothing since takes it up or says that it goes well again: it is news that the plan has not
    weighed, as a call to the police is."""
    if not isinstance(note.body, Observation) or note.body.direction not in (None, "concern"):
        return False
    if note.body.direction is None and topics(note) & {*edition["good_topics"]}:
        return False
    if (
        adult not in note.people
        or not specialist(known, note, edition)
        or not under_plan(known, note, edition)
    ):
        return False
    children = people.those_in(known, ("child", "unborn"))
    plans = all_about(known, (Plan,), children, until=note.day)
    told = any(p.body.type in edition["plans"] and known.knows(p.author, note) for p in plans)
    return told and not any(
        (isinstance(e.body, Plan) and e.body.status in ("started", "changed"))
        or (isinstance(e.body, Assessment) and adult in covered(e))
        or (isinstance(e.body, Meeting) and note.author in (e.body.attended or ()))
        or (isinstance(e.body, Observation) and e.author == note.author and e.body.direction == "positive")
        for e in all_about(known, (Plan, Assessment, Meeting, Observation), (*children, adult), note.day)
    )


def specialist(known: Knowledge, entry: Entry[Any], edition: Edition) -> bool:
    """This will say whether an adult's own specialist service wrote an entry."""
    return entry.author in known.teams and known.teams[entry.author].type in edition["specialists"]


def grave(note: Entry[Any], edition: Edition) -> bool:
    """A high concern, one of some level that names danger, a referral that alleges harm or tells of danger, or grave words."""
    if affirms(text_of(note), edition["grave_words"]):
        return True
    danger = dangerous(note, edition)
    if isinstance(note.body, Referral):
        return danger or bool(note.body.alleges_harm)
    level = getattr(note.body, "level", None)
    return isinstance(note.body, Concern) and (level == "high" or (danger and level == "medium"))


def dangerous(note: Entry[Any], edition: Edition) -> bool:
    danger = topics(note) & {*edition["danger_topics"]}
    return isinstance(note.body, Police) or bool(danger) or affirms(text_of(note), edition["danger_words"])


def disagrees(note: Entry[Any]) -> bool:
    """What is written against a decision is for its writer to take up; it adds to a risk, and begins none."""
    return isinstance(note.body, Concern) and note.body.about_decision is not None


def under_plan(known: Knowledge, incident: Entry[Police], edition: Edition) -> bool:
    """A child whom a social worker plans for already: one incident is news that the plan has not weighed."""
    children = people.those_in(known, ("child", "unborn"))
    return any(
        on_a_plan(known, child, incident.day, edition["plans"]) or plan_decided(known, child, incident.day)
        for child in children
    )


def tested(known: Knowledge, note: Entry[Any], weighed: dt.date | None, edition: Edition) -> bool:
    """This will say whether what was heard of adults while a plan stands was looked into: whoever wrote it down asked the police
    about one, who found nothing, or it is a report that waits for its answer (also soon after all was weighed)."""
    if (
        not isinstance(note.body, Concern | Observation | Referral)
        or getattr(note.body, "level", None) == "high"
    ):
        return False
    lately = weighed is not None and note.day <= days_after(weighed, edition["begun_before_days"])
    if isinstance(note.body, Referral):
        stands = lately or under_plan(known, note, edition) or _answered_together(known, note)
        return stands and _left_to_its_answer(known, note, edition)
    if not under_plan(known, note, edition):
        return False
    until = days_after(note.day, edition["tested_within_days"])
    police = {team.id for team in known.teams_of("police")}
    return any(
        check.author == note.author
        and check.body.asked in police
        and any(a.body.result == "nothing_found" for a in known.naming(check.id, CheckAnswer))
        for check in known.entries(Check, None, note.day, until)
        if any(not people.is_child(known, p) and p in note.people for p in check.people)
    )


def _answered_together(known: Knowledge, report: Entry[Referral]) -> bool:
    """Agencies together have answered a report, with the reason."""
    answers = known.naming(report.id, Decision)
    return any(a.body.forum == "multi_agency" and a.body.rationale for a in answers)


def _left_to_its_answer(known: Knowledge, report: Entry[Referral], edition: Edition) -> bool:
    """A report by neighbours or kin that alleges no harm waits for its own answer, and adds to nothing unless it is turned away
    by somebody who did not ask the police."""
    if report.body.alleges_harm is not False or report.body.source_type not in edition["lay_sources"]:
        return False
    police = {team.id for team in known.teams_of("police")}
    return not any(
        not decisions.stepped_up(answer) and not police & {*(answer.body.checks_made or ())}
        for answer in known.naming(report.id, Decision)
    )
