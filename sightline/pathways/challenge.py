"""Disagreeing with a decision: stages with a clock each, both views side by side, and nobody marking their own homework.

Working Together to Safeguard Children (2023, paragraph 110): a clear way to escalate. The stages are data, in ladder.toml.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from sightline.people.models import Post, Team
from sightline.record import actions, unanswered
from sightline.record.acting import acting_for
from sightline.record.actions import Conflict, NotKnown, Refused, Seen, Tell
from sightline.record.entry import Entry
from sightline.record.kinds.decision import Decision, DecisionOutcome, Escalation, EscalationOutcome
from sightline.record.kinds.words import Agency, DecisionRef, EntryRef
from sightline.record.knowledge import Knowledge
from sightline.record.times import Moment, Span
from sightline.record.writing import one_act, people_of, seen
from sightline.standards.clock import working_days_after

StageId = Literal["practitioner", "manager", "named_professional", "partnership"]
Settled = Literal["decision_changed", "upheld_with_reasons"]
MOST_COUNTED = 100
"""No list of challenges to answer is longer."""
Side = Literal["decider", "challenger"]
Disputed = Entry[Decision] | Entry[DecisionOutcome]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the ladder: the roles that may answer it, whose (`of` which sides, `within` what), and the days they have."""

    id: StageId
    title: str
    answers: tuple[str, ...]
    of: tuple[Side, ...]
    within: Literal["team", "organisation"]
    whose: str
    working_days: int


@dataclass(frozen=True, slots=True)
class Challenge:
    """One stage of one agency's disagreement with a decision, as somebody knows it."""

    entry: Entry[Escalation]
    stage: Stage
    answer_by: dt.date
    outcome: Entry[EscalationOutcome] | None
    decider: Agency | None
    """Who made the decision, where that is known here."""

    @property
    def sides(self) -> tuple[Agency, ...]:
        """The teams whose, or whose organisations', people answer this stage."""
        teams = {"decider": self.decider, "challenger": self.entry.author}
        return tuple(team for side in self.stage.of if (team := teams[side]))

    def overdue(self, on: dt.date) -> bool:
        """This will say whether the clock ran out with no answer; it runs to the end of its last day."""
        return self.outcome is None and on > self.answer_by


@cache
def stages() -> tuple[Stage, ...]:
    """This will give the stages, the first first."""
    data = tomllib.loads(Path(__file__).with_name("ladder.toml").read_text(encoding="utf-8"))
    return tuple(
        Stage(**{**one, "answers": tuple(one["answers"]), "of": tuple(one["of"])}) for one in data["stages"]
    )


def due(challenge: Entry[Escalation]) -> tuple[Stage | None, dt.date | None]:
    """This will give the stage of a challenge and the day by whose end it is answered; neither for a stage not on the ladder."""
    stage = next((one for one in stages() if one.id == challenge.body.stage), None)
    return stage, working_days_after(challenge.noted.day, stage.working_days) if stage else None


def challenges(known: Knowledge, decision: str, by: Agency | None = None) -> list[Challenge]:
    """This will give the challenges to a decision that are known here (all, or one agency's), in the order made."""
    found, decider = [], _decider(known, decision)
    for entry in known.naming(decision, Escalation):
        stage, answer_by = due(entry)
        if stage is not None and answer_by is not None and by in (None, entry.author):
            answers = known.naming(entry.id, EscalationOutcome)
            answer = next((one for one in answers if one.body.outcome != "pending"), None)
            found.append(Challenge(entry, stage, answer_by, answer, decider))
    return sorted(found, key=lambda one: (one.entry.noted.key, stages().index(one.stage)))


def _decider(known: Knowledge, about: str) -> Agency | None:
    said = known.entry(about) or next(iter(known.naming(about, DecisionOutcome)), None)
    return said.author if said else None


def changed(known: Knowledge, decision: str) -> Challenge | None:
    """This will give the challenge that changed a decision, where one is known to have: a new decision is to be made."""
    settled = (one for one in challenges(known, decision) if one.outcome)
    return next(
        (one for one in settled if one.outcome and one.outcome.body.outcome == "decision_changed"), None
    )


def offered(known: Knowledge, decision: str, by: Agency, on: dt.date) -> tuple[Stage, ...]:
    """This will give the stages that an agency can take next: every one above its last, once that is answered or late.

    While a stage has time left none is offered, save that a stage may be left out upwards: the ones above it stay open,
    because a child may not have that time. Nothing is offered where the decision was changed.
    """
    if changed(known, decision):
        return ()
    mine = challenges(known, decision, by)
    if not mine:
        return stages()
    return stages()[stages().index(mine[-1].stage) + 1 :]


def waits(known: Knowledge, decision: str, by: Agency) -> Challenge | None:
    """This will give an agency's last challenge to a decision, where it has no answer and nobody's changed the decision."""
    mine = challenges(known, decision, by)
    if not mine or mine[-1].outcome or changed(known, decision):
        return None
    return mine[-1]


def run_out(known: Knowledge, decision: str, by: Agency, on: dt.date) -> Challenge | None:
    """This will give that challenge, where its clock ran out too."""
    last = waits(known, decision, by)
    return last if last and last.overdue(on) else None


def to_answer(team: Team) -> list[Challenge]:
    """This will give the last stage of each challenge to a team's decisions that waits for an answer, first what is due first."""
    made, known = unanswered.challenged(team, MOST_COUNTED)
    disputes = {(one.body.about_decision, one.author) for one in made}
    found = [last for about, by in disputes if (last := waits(known, about, by))]
    return sorted(found, key=lambda one: (one.answer_by, one.entry.noted.key, one.entry.id))


def challenge(
    *,
    by: Post,
    at: Moment,
    key: str,
    known: Knowledge,
    decision: Disputed,
    stage: StageId,
    view: str,
    expects: Seen,
    also: Sequence[Team] = (),
) -> UUID:
    """This will disagree with a decision that the team was told of, and tell whoever made it (and `also` others) the view.

    `also`, and whoever the stage needs (`also_told`), are told the decision with it, so that they see what is disagreed with.
    Raises Conflict for a stage that is not offered (it was made already, perhaps by a colleague), ValueError where no view
    is given.
    """
    if not view.strip():
        raise ValueError("a challenge says what you think should happen, and why")
    if known.entry(decision.id) is None or decision.author == str(by.team_id):
        raise NotKnown("there is nothing here by that id")
    about = decision.body.decision if isinstance(decision.body, DecisionOutcome) else decision.id
    decider = Team.objects.get(pk=decision.author)
    taken = next(one for one in stages() if one.id == stage)
    also = list(dict.fromkeys([*also, *also_told(by, decision, taken, at.day)]))
    tell = [Tell(team, at) for team in (decider, *also)]
    said = Escalation(about_decision=DecisionRef(about), stage=stage)
    with one_act(by, at):
        id = actions.record(
            by=by, at=at, key=key, body=said, people=people_of(decision.id), occurred=Span(at.day), summary=view,
            tell=tell, expects=expects,
        )  # fmt: skip
        if also:
            told = [Tell(team, at) for team in also]
            actions.tell(by=by, at=at, key=f"{key} decision", entry=UUID(decision.id), to=told)
        _offered_once(known, about, by, stage, at, id)
    return id


def also_told(by: Post, decision: Disputed, stage: Stage, on: dt.date) -> list[Team]:
    """This will give the teams that a stage has to be told to, so that somebody can answer it: of each side's organisation, where
    nobody of the side's own team has the role."""
    if stage.within == "team":
        return []
    found: list[Team] = []
    for side in (decision.author, str(by.team_id)) if "challenger" in stage.of else (decision.author,):
        organisation = Team.objects.get(pk=side).organisation_id
        posts = Post.objects.filter(team__organisation=organisation, role__in=stage.answers).select_related(
            "team"
        )
        teams = {post.team for post in posts.order_by("team__name", "team_id") if post.held_on(on)}
        if side not in {str(team.pk) for team in teams}:
            found += sorted(teams, key=lambda team: (team.name, str(team.pk)))
    return [team for team in dict.fromkeys(found) if str(team.pk) not in (decision.author, str(by.team_id))]


def _offered_once(known: Knowledge, decision: str, by: Post, stage: StageId, at: Moment, made: UUID) -> None:
    """A stage that a colleague has taken meanwhile is not taken again; the same act sent twice is the same act."""
    again = any(one.entry.id == str(made) for one in challenges(known, decision))
    open_to = offered(known, decision, Agency(str(by.team_id)), at.day)
    if not again and stage not in [one.id for one in open_to]:
        raise Conflict("that stage of this challenge has been taken already")


def settle(
    *,
    by: Post,
    at: Moment,
    key: str,
    challenge: Challenge,
    outcome: Settled,
    reasons: str,
    expects: Seen,
    tell: Sequence[Team] = (),
) -> UUID:
    """This will answer a challenge with reasons, and tell the challenger, whoever decided and whoever else is named.

    Raises Refused for whoever made the decision or the challenge, and for whom the stage is not answered by;
    ValueError without reasons; Conflict where somebody was there first.
    """
    if not reasons.strip():
        raise ValueError("an answer to a challenge gives its reasons")
    if not may_answer(by, challenge):
        raise Refused(
            f"this stage is answered by: {', '.join(challenge.stage.answers)}, {challenge.stage.whose}"
        )
    entry = challenge.entry
    told = {*Team.objects.filter(pk__in=filter(None, (entry.author, challenge.decider))), *tell} - {by.team}
    said: Any = EscalationOutcome(escalation=EntryRef(entry.id), outcome=outcome)
    with one_act(by, at):
        for own in (entry.id, entry.body.about_decision):
            _not_ones_own(by, own)
        return actions.record(
            by=by, at=at, key=key, body=said, people=people_of(entry.id), occurred=Span(at.day), summary=reasons,
            tell=[Tell(team, at) for team in sorted(told, key=lambda one: str(one.pk))], expects=expects,
        )  # fmt: skip


def may_answer(by: Post, challenge: Challenge) -> bool:
    """This will say whether a post has the role that a stage is answered by, on a side that it is answered on."""
    if by.role not in challenge.stage.answers:
        return False
    if str(by.team_id) in challenge.sides:
        return True
    theirs = Team.objects.filter(pk__in=challenge.sides, organisation=by.team.organisation_id)
    return challenge.stage.within == "organisation" and theirs.exists()


def made(by: Post, challenge: Challenge) -> bool:
    """This will say whether a challenge was made by a post itself."""
    with acting_for(by.team):
        return seen(UUID(challenge.entry.id)).post_id == by.pk


def _not_ones_own(by: Post, entry: str | None) -> None:
    if entry is None:
        return
    try:
        written = seen(UUID(entry))
    except NotKnown:
        return  # told only the outcome: then it is not one's own
    if written.post_id == by.pk:
        raise Refused("nobody answers a challenge to what they decided, or one they made, themselves")
