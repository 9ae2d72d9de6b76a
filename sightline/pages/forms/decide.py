"""The form of a decision on a contact: what is missing is said field by field, and what was typed is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sightline.pages.forms.day import Day
from sightline.pathways.deciding import Reply, Stood, Without
from sightline.pathways.outcomes import Thresholds, outcome
from sightline.record.kinds.words import AgencyType

_LONGEST = 10_000
_KEPT = ("outcome", "level", "reasons", "held_by", "telephone", "next_step", "reasons_told")


@dataclass(frozen=True, slots=True)
class Blank:
    """A check without an answer, which the decision has to say why it does without."""

    person: UUID
    service: AgencyType
    stood: Stood
    called: str
    """Of whom it is asked and about whom, as a label has it."""

    @property
    def field(self) -> str:
        """This will name the field in which the reason is written."""
        return f"why-{self.person}-{self.service}"


@dataclass(slots=True)
class DecideForm:
    """What was typed, and either the reply that it makes or what has to be put right."""

    given: dict[str, str] = field(default_factory=dict)
    next: Day = field(default_factory=Day)
    errors: dict[str, str] = field(default_factory=dict)
    reply: Reply | None = None

    @classmethod
    def of(cls, posted: Mapping[str, str], document: Thresholds, blanks: Sequence[Blank]) -> DecideForm:
        """This will read a form that was sent, for the blanks that there are now."""
        names = (*_KEPT, *(blank.field for blank in blanks))
        form = cls(
            {name: posted.get(name, "").strip()[:_LONGEST] for name in names},
            Day.of(posted, "next", "The day by which it happens", "Enter the day by which it happens"),
        )
        form._clean(document, blanks)
        if not form.errors:
            form.reply = form._reply(document, blanks)
        return form

    def _clean(self, document: Thresholds, blanks: Sequence[Blank]) -> None:
        wanted = {
            "reasons": "Write the reasons: the referrer will read them",
            "held_by": "Say who holds this now",
            "telephone": "Give the telephone number on which they answer",
            "next_step": "Say what happens next",
        }
        if outcome(self.given["outcome"]) is None:
            self.errors["outcome"] = "Choose the outcome"
        if document.level(self.given["level"]) is None:
            self.errors["level"] = "Choose the threshold level"
        self.errors |= {name: words for name, words in wanted.items() if not self.given[name]}
        self.errors |= self.next.errors
        for blank in blanks:
            if not self.given[blank.field]:
                self.errors[blank.field] = f"{blank.called}: say why it is safe to decide without an answer"

    def _reply(self, document: Thresholds, blanks: Sequence[Blank]) -> Reply:
        said = self.given
        without = (Without(blank.person, blank.service, blank.stood, said[blank.field]) for blank in blanks)
        return Reply(
            outcome=said["outcome"],
            level=said["level"],
            thresholds=document.id,
            reasons=said["reasons"],
            held_by=said["held_by"],
            telephone=said["telephone"],
            next_step=said["next_step"],
            next_on=self.next.on,
            without=tuple(without),
            reasons_told=said["reasons_told"] != "no",
        )
