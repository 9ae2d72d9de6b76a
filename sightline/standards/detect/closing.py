"""What is still open when a case or an enquiry is closed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import (
    Acknowledgement,
    Appointment,
    Handover,
    InformationSharing,
    Referral,
    Visit,
)
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Injury, Medical, Observation
from sightline.record.kinds.help import Assessment, Plan, Service
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.detect.boxes import topics_written
from sightline.standards.detect.endings import NOTES, closes, steps_down
from sightline.standards.detect.told_at_meetings import untested_since_meeting
from sightline.standards.detect.unended import Open, under_way, unexamined
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import decisions, harm, people, sight
from sightline.state.grounds import grounds
from sightline.state.injuries import SKILLED, explained
from sightline.state.phrases import affirms, says
from sightline.state.table import present
from sightline.state.topics import is_worry


@detects("closed_with_unresolved_concern", Decision, Plan, Service, Police, Assessment, *NOTES)
def closed_with_unresolved_concern(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """A closing on whose day an assessment is unfinished, a worry untested, or a child of whom there is weight unseen."""
    closing = subject.entry
    edition = rule.on(closing.day)
    if edition is None or not closes(known, closing, edition):
        return SETTLED
    if clock.passed(days_after(closing.day, edition["lapses_after_days"])):
        return SETTLED
    treated = getattr(closing.body, "for_person", None)
    own = treated is not None and people.is_child(known, treated)  # help for a parent is the family's
    children = [c for c in closing.people if (c == treated or not own) and people.is_child(known, c)]
    by_child = {child: _left_open(known, child, closing, clock, edition) for child in children}
    open_ = [one for left in by_child.values() for one in left]
    if not open_:
        return []
    about = tuple(child for child, left in by_child.items() if left)
    evidence = dict.fromkeys((closing.id, *(e.id for _, entries in open_ for e in entries)))
    words = {
        "closer": wording.team(known, closing.author),
        "closed": "stepped this down" if steps_down(closing, edition) else "closed this",
        "day": wording.day(closing.day),
        "open": "; ".join(dict.fromkeys(what for what, _ in open_)),
        "child": wording.who(known, about),
    }
    return [Finding(about, tuple(evidence)[:15], closing.day, words=words)]


def _left_open(
    known: Knowledge, child: Person, closing: Entry[Any], clock: Clock, edition: Edition
) -> list[Open]:
    """What is open of one child on the day of a closing; nothing, where others took over or the work was taken up again."""
    if _decided_beside(known, child, closing, edition):
        return []
    if _hands_on(closing, edition) and not clock.passed(
        working_days_after(closing.day, edition["accepted_within_working_days"])
    ):
        return []
    if _is_to_follow(closing) and not clock.passed(
        working_days_after(closing.day, edition["decided_within_working_days"])
    ):
        return []
    if _accepted(known, child, closing, edition) or _reopened(known, child, closing):
        return []
    untested = [*_untested(known, child, closing, edition), *_others_named(known, child, closing, edition)]
    if steps_down(closing, edition):
        return untested  # the work goes on, and so may an assessment
    return [
        *_unfinished(known, child, closing, edition),
        *untested,
        *_unseen(known, child, closing, edition),
        *unexamined(known, child, closing, edition),
    ]


def _hands_on(closing: Entry[Any], edition: Edition) -> bool:
    """Whether others may take over: a closing says so, or an assessment is given up; then there is time to accept."""
    return (isinstance(closing.body, Assessment) and closing.body.status == "not_completed") or (
        isinstance(closing.body, Decision)
        and (
            decisions.level(closing.body.outcome) == decisions.EARLY_HELP
            or says(closing.body.outcome, edition["hands_on_words"])
        )
    )


def _is_to_follow(closing: Entry[Any]) -> bool:
    """Whether a decision may follow: an assessment or a note says in words alone that the work ends."""
    finished = isinstance(closing.body, Assessment) and closing.body.status != "not_completed"
    return finished or isinstance(closing.body, NOTES)


def _decided_beside(known: Knowledge, child: Person, closing: Entry[Any], edition: Edition) -> bool:
    """A plan or service that ends with a decision to close is one closing, and the decision speaks."""
    if isinstance(closing.body, Decision):
        return False
    near = edition["decision_follows_days" if _is_to_follow(closing) else "same_closing_days"]
    beside = known.entries(Decision, child, days_after(closing.day, -near), days_after(closing.day, near))
    if any(closes(known, d, edition) for d in beside):
        return True
    new = known.entries(Plan, child, days_after(closing.day, -near), days_after(closing.day, near))
    return any(p.body.status == "started" for p in new)  # one plan takes the place of another


def _accepted(known: Knowledge, child: Person, closing: Entry[Any], edition: Edition) -> bool:
    """Another service has begun, or a handover was full or acknowledged, about the time of closing."""
    since = days_after(closing.day, -edition["handed_over_within_days"])
    until = days_after(closing.day, edition["handed_over_within_days"])
    begun = known.entries(Service, child, since, until)
    if any(s.body.status == "started" and s.author != closing.author for s in begun):
        return True
    return any(
        h.body.content == "full" or known.naming(h.id, Acknowledgement)
        for h in known.entries(Handover, child, since, until)
        if h.body.to != closing.author  # from one worker to the next nobody else has taken it on
    )


def _reopened(known: Knowledge, child: Person, closing: Entry[Any]) -> bool:
    """Since then the work was taken up again, or the child seen by whoever closed it."""
    since = days_after(closing.day, 1)
    if decisions.step_up_after(known, child, closing.day) or known.entries(StrategyDiscussion, child, since):
        return True
    begun = (a.body.status in ("started", "completed") for a in known.entries(Assessment, child, since))
    seen = (_seen(v) and v.author == closing.author for v in known.entries(Visit, child, since))
    return any(begun) or any(seen)


def _unfinished(known: Knowledge, child: Person, closing: Entry[Any], edition: Edition) -> list[Open]:
    """The last assessment of the child before a closing, where it was begun and not completed."""
    since = days_after(closing.day, -edition["begun_days"])
    made = known.entries(Assessment, child, since, closing.day)
    # Who answers a call, or ends an enquiry of the police, closes that, and not another team's work.
    answers = isinstance(closing.body, Police) or getattr(closing.body, "type", None) == "referral_outcome"
    assessments = [
        a
        for a in made
        if a.body.status
        and _concerns_the_closer(known, a, closing)
        and (not answers or a.author == closing.author)
    ]
    # An enquiry that is written up finishes no assessment that was begun beside it.
    if assessments and assessments[-1].body.status == "completed":
        kind = assessments[-1].body.type
        beside = [a for a in assessments if a.body.type not in (None, kind)]
        assessments = beside if kind in edition["finishes_no_other"] and not answers else []
    if not assessments and made and made[-1].body.type in edition["finishes_no_other"] and not answers:
        return under_way(known, child, made[-1], closing)
    if not assessments or assessments[-1].body.status == "completed":
        return []
    last = assessments[-1]
    weight = grounds(known, child, since, edition["serious_topics"])
    planned = known.entries(Plan, child, last.day, closing.day)
    if (
        last.body.type == "early_help"
        and not any(g.day <= closing.day for g in weight)
        and not any(p.body.type == "early_help" and p.body.status == "started" for p in planned)
    ):
        return []  # help that a family may decline; where a plan was made the family took it
    concluded = (
        d.body.type == "assessment_outcome" for d in known.entries(Decision, child, last.day, closing.day)
    )
    if last.body.status != "not_completed" and any(concluded):
        return []
    return [(f"an assessment begun by {wording.day(last.day)} and not recorded as completed", [last])]


def _untested(known: Knowledge, child: Person, closing: Entry[Any], edition: Edition) -> list[Open]:
    """Worries, referrals and unexplained injuries of the weeks before that nothing recorded since then tests."""
    since = days_after(closing.day, -edition["worry_days"])
    lasting = days_after(closing.day, -edition["assessment_days"])
    injuries = known.entries(Injury, child, since, closing.day)
    found: list[Entry[Any]] = [i for i in injuries if not explained(known, i, child)]
    alone = getattr(closing.body, "forum", None) in edition["alone"]
    if getattr(closing.body, "type", None) == "referral_outcome":
        answered = decisions.answered_by(known, closing)
        found += [answered] if answered and getattr(answered.body, "alleges_harm", None) else []
    else:
        kinds = (Concern, Observation, Referral)
        for kind in (*kinds, Police) if alone else kinds:
            came = known.entries(kind, child, lasting, closing.day)
            found += [
                w for w in came if (w.day >= since or _by_the_child(w, edition)) and _weighs(w, edition)
            ]
        # A disagreement with this very closing is for challenge.
        found = [w for w in found if getattr(w.body, "about_decision", None) != closing.id]
    left = sorted(
        (
            w
            for w in found
            if w.noted.day <= closing.day
            and _concerns_the_closer(known, w, closing)
            and not _tested(known, child, w, closing, edition)
        ),
        key=lambda e: (e.day, e.noted.key, e.id),
    )
    if not left and alone:
        left = untested_since_meeting(known, child, lasting, closing.day, edition)
    return [(f"what was recorded on {wording.day(w.day)} has no test recorded", [w]) for w in left[-5:]]


def _others_named(known: Knowledge, child: Person, closing: Entry[Any], edition: Edition) -> list[Open]:
    """Another child who was named as harmed beside this one, and of whom nothing is recorded since."""
    since = days_after(closing.day, -edition["worry_days"])
    found: list[Open] = []
    for kind in (Concern, Observation):
        for worry in known.entries(kind, child, since, closing.day):
            if worry.noted.day > closing.day or not harm.alleges(worry, edition.numbers):
                continue
            left = [
                p
                for p in _children_named(known, worry)
                if p not in closing.people and not _taken_up(known, p, worry, closing.day)
            ]
            if left:
                who, day = wording.who(known, left), wording.day(worry.day)
                what = f"another child was named on {day} ({who}), of whom nothing is recorded since"
                found.append((what, [worry]))
    return found[-1:]


def _children_named(known: Knowledge, entry: Entry[Any]) -> list[Person]:
    kin = people.not_of_age(known, entry.people, entry.day, "relative")
    return [p for p in entry.people if people.is_child(known, p) or p in kin]


def _taken_up(known: Knowledge, other: Person, worry: Entry[Any], until: dt.date) -> bool:
    """Somebody saw, assessed or examined that child since, met about them, or a referral of theirs was sent."""
    kinds = (Visit, Assessment, Medical, StrategyDiscussion, Meeting, Referral, InformationSharing)
    return any(e.id != worry.id for kind in kinds for e in known.entries(kind, other, worry.day, until))


def _concerns_the_closer(known: Knowledge, entry: Entry[Any], closing: Entry[Any]) -> bool:
    """A service that ends answers for its own work and for what it was told; whoever ends the work with a child, for all."""
    return not isinstance(closing.body, Service | Appointment) or known.knows(
        closing.author, entry, closing.day
    )


def _weighs(entry: Entry[Any], edition: Edition) -> bool:
    """A worry of some level, or a serious topic; a referral that alleges harm or names a serious topic; what police came to."""
    if isinstance(entry.body, Police):
        return entry.body.event in edition["police_came"]
    serious = bool(topics(entry) & set(edition["serious_topics"]))
    if isinstance(entry.body, Referral):
        return bool(entry.body.alleges_harm) or serious
    level = getattr(entry.body, "level", None)
    if isinstance(entry.body, Concern) and level is None and not topics_written(entry):
        return True  # nobody wrote how grave it is, or of what: it is asked about
    return is_worry(entry) and level != "low" and (serious or level in edition["levels"])


def _tested(
    known: Knowledge, child: Person, worry: Entry[Any], closing: Entry[Any], edition: Edition
) -> bool:
    """The child seen, assessed or examined since, a strategy discussion, or a meeting with whoever wrote it down."""
    day, until = worry.day, closing.day
    if isinstance(closing.body, Decision) and (
        closing.body.forum == "multi_agency" or _looked_into(closing.body, worry)
    ):
        return True
    medical = known.entries(Medical, child, day, until)
    if isinstance(worry.body, Injury):
        return any(
            m.body.type in SKILLED and m.body.opinion not in (None, "not_stated", "examination_not_completed")
            for m in medical
        )
    said_by_child = _by_the_child(worry, edition)
    seen = (
        _seen(v)
        and (v.day > day or v.author != worry.author)
        and not (said_by_child and _beside(known, v, worry))
        and _came_for_it(known, v, worry, closing, edition)
        for v in known.entries(Visit, child, day, until)
    )
    done = (
        a.body.status == "completed" and not (said_by_child and _on_parents_word(a, worry))
        for a in known.entries(Assessment, child, day, until)
    )
    met = (
        not said_by_child and {worry.author, closing.author} <= set(present(known, m) or ())
        for m in known.entries(Meeting, child, day, until)
    )
    better = (
        o.body.direction == "positive" and bool(topics(o) & topics(worry))
        for o in known.entries(Observation, child, day, until)
    )
    met_child = (
        a.body.outcome == "attended" and a.author == closing.author
        for a in known.entries(Appointment, child, days_after(day, 1), until)
    )
    skilled = (m.body.type in SKILLED for m in medical)
    talked = known.entries(StrategyDiscussion, child, day, until)
    return bool(talked) or any(any(of_a_sort) for of_a_sort in (seen, done, met, met_child, better, skilled))


def _came_for_it(
    known: Knowledge, visit: Entry[Visit], worry: Entry[Any], closing: Entry[Any], edition: Edition
) -> bool:
    """Social work's visit, or the closer's; of others the visit of whoever knew of the worry: who comes about something else
    does not test it."""
    team = known.teams.get(visit.author)
    own = visit.author == closing.author or (team is not None and team.type in edition["social_work"])
    return own or known.knows(visit.author, worry, visit.day)


def _by_the_child(worry: Entry[Any], edition: Edition) -> bool:
    """What a child said, what is done behind a door, an illness that one carer tells of: tested with the child alone."""
    return bool(topics(worry) & set(edition["said_alone"]))


def _beside(known: Knowledge, visit: Entry[Visit], worry: Entry[Any]) -> bool:
    """An adult named in the worry was there when the child was seen."""
    adults = {p for p in worry.people if not people.is_child(known, p)}
    return bool(adults & set(visit.body.seen or ()))


def _on_parents_word(assessment: Entry[Assessment], worry: Entry[Any]) -> bool:
    """What parents say is all there is: nobody was asked but whoever had worried."""
    asked = set(assessment.body.agencies_consulted or ()) - {worry.author}
    if assessment.body.main_evidence is None:
        return assessment.body.agencies_consulted is not None and not asked
    return assessment.body.main_evidence == "parent_report" and not asked


def _looked_into(decision: Decision, worry: Entry[Any]) -> bool:
    """An answer to this very referral that others were asked for."""
    return decision.responds_to == worry.id and bool(decision.checks_made)


def _seen(visit: Entry[Visit]) -> bool:
    """Whether a visit saw the child itself: as stated, or, where nobody says, face to face."""
    if visit.body.mode in ("doorstep", "video", "phone"):
        return False
    return visit.body.access == "seen" or (visit.body.access is None and visit.body.mode == "face_to_face")


def _assessed(
    known: Knowledge, child: Person, since: dt.date, closing: Entry[Any], edition: Edition
) -> list[Entry[Any]]:
    """Social work's own assessments of the child: what was assessed had weight enough for that."""
    made = known.entries(Assessment, child, since, closing.day)
    return [a for a in made if a.author == closing.author and a.body.type in edition["weighing"]]


def _unseen(known: Knowledge, child: Person, closing: Entry[Any], edition: Edition) -> list[Open]:
    """The last visits of whoever closes did not see a child about whom there is weight."""
    if people.unborn_on(known, child, closing.day):
        return []
    since: dt.date = days_after(closing.day, -edition["assessment_days"])
    tried = [v for v in known.entries(Visit, child, since, closing.day) if v.author == closing.author]
    # Of a visit whose boxes were all left empty nothing says that it did not see the child it is about.
    tried = [v for v in tried if v.body.access or v.body.mode or v.body.seen is not None]
    tried = tried or _seen_without(known, child, closing, since)
    if not tried or (_seen(tried[-1]) and child in (tried[-1].body.seen or (child,))):
        return []
    met = known.entries(Meeting, child, days_after(tried[-1].day, 1), closing.day)
    if any(m.author == closing.author and affirms(m.summary, edition["told_seen_words"]) for m in met):
        return []
    weight = [g for g in grounds(known, child, since, edition["serious_topics"]) if g.day <= closing.day]
    weight = weight or _assessed(known, child, since, closing, edition)
    if not weight:
        return []
    return [
        (
            f"{wording.who(known, [child])} was not seen at the last visit, on {wording.day(tried[-1].day)}",
            [tried[-1], weight[-1]],
        )
    ]


def _seen_without(known: Knowledge, child: Person, closing: Entry[Any], since: dt.date) -> list[Entry[Visit]]:
    """Visits of whoever closes at which brothers and sisters of a child were seen, where nobody has seen this one."""
    if sight.met(known, child, since, closing.day):
        return []
    others = [p for p in closing.people if p != child and people.is_child(known, p)]
    visits = {v.id: v for p in others for v in known.entries(Visit, p, since, closing.day)}
    return [v for v in visits.values() if v.author == closing.author and v.body.seen and _seen(v)]
