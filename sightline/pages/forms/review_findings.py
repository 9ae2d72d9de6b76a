"""The form of a finding: what was found, whether it helped, where, whether it is still so, and what it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.http import QueryDict

from sightline.pages.forms import fields
from sightline.pages.forms.fields import Field, Offers
from sightline.record.entry import Entry
from sightline.record.kinds.review_finding import ReviewFinding
from sightline.record.kinds.words import EntryRef
from sightline.reviews.findings import parts
from sightline.reviews.hindsight import Phrase, Piece, hindsight, pieces
from sightline.standards.standard import standards

EFFECTS = {"helped": "It helped", "got_in_the_way": "It got in the way"}
STILL_SO = {
    "yes": "Yes, it is still so",
    "partly": "Partly",
    "no": "No, it has changed",
    "not_known": "Not known yet",
}

ASKED = (
    Field(
        name="words", label="What did you find?", kind="area", missing="Say what you found",
        hint="Say what people did, what they knew then, and what made it likely. Words of hindsight are pointed out before"
        " it is saved.",
    ),
    Field(
        name="effect", label="Did it help, or get in the way?", kind="radios", choices=EFFECTS,
        missing="Choose whether it helped or got in the way",
    ),
    Field(
        name="part", label="In which part of the system?", kind="radios", choices=parts(),
        missing="Choose in which part of the system",
    ),
    Field(name="cases", label="In which case?", kind="checks", missing="Choose in which case it was seen"),
    Field(
        name="still_so", label="Is it still so today?", kind="radios", choices=STILL_SO,
        missing="Choose whether it is still so today",
    ),
    Field(
        name="shown_by", label="What shows that?", kind="area", missing="Say what shows whether it is still so",
        needed=("still_so", "yes|partly|no"), hint="For example an audit, a count, or what practitioners of today say.",
    ),
)  # fmt: skip
RESTS_ON = Field(name="rests_on", label="It rests on these entries and contributions", kind="checks")
STANDARDS = Field(name="standards", label="It rests on these practice standards", kind="checks")
LOOK_FOR = Field(
    name="look_for", label="Find more entries",
    hint="Words that the entry says, for example low mood. Then choose among what is found.",
)  # fmt: skip
KEPT_WHY = Field(
    name="kept_why", label="Why these words stay", kind="area", hint="For example: it is a court’s finding, in its own words."
)  # fmt: skip
_ALL = (*ASKED, RESTS_ON, STANDARDS, LOOK_FOR, KEPT_WHY)


@dataclass(slots=True)
class FindingForm:
    """A finding as it is written. `key` is the form's own; `version` is what it changes ("": it is a new one)."""

    answers: dict[str, Any]
    key: str
    version: str = ""
    act: str = "save"
    shown: tuple[str, ...] = ()
    """Words of hindsight that its author has been shown."""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def blank(cls, on: str, case: str) -> FindingForm:
        """This will give the form as it is first shown, resting on one entry where it was begun from it."""
        return cls({"rests_on": [on] if on else [], "cases": [case] if case else []}, str(uuid4()))

    @classmethod
    def of_version(cls, last: Entry[ReviewFinding]) -> FindingForm:
        """This will give the form filled with a finding as it stands."""
        said = last.body
        return cls(
            {
                "words": last.summary, "effect": said.effect, "part": said.part, "cases": list(said.cases),
                "still_so": said.still_so, "shown_by": said.shown_by, "rests_on": list(said.rests_on),
                "standards": list(said.standards), "kept_why": said.kept_why,
            },
            str(uuid4()), last.id, shown=said.kept_words,
        )  # fmt: skip

    @classmethod
    def of(cls, post: QueryDict) -> FindingForm:
        """This will read a sent form, whatever is in it."""
        return cls(
            fields.read(_ALL, post), post.get("key", "")[:60] or str(uuid4()), post.get("version", "")[:60],
            post.get("act", "save"), tuple(post.getlist("shown")),
        )  # fmt: skip

    def check(self, offers: Offers, today: dt.date) -> None:
        """This will find what is to be put right."""
        self.errors = fields.errors((*ASKED, RESTS_ON, STANDARDS), self.answers, offers, today)
        if self.act == "keep" and self.phrases and not self.answers["kept_why"] and not self.errors:
            self.errors = {"kept_why": "Say why these words stay, or put them another way"}

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The words of hindsight in it."""
        return hindsight(self.answers.get("words", ""))

    @property
    def pieces(self) -> list[Piece]:
        """The finding cut at its words of hindsight, to be shown with them marked."""
        return pieces(self.answers.get("words", ""))

    @property
    def unseen(self) -> bool:
        """Whether it has words of hindsight that its author has not been shown, or has not said why they stay."""
        found = {phrase.text.lower() for phrase in self.phrases}
        kept = self.act == "keep" or (self.version and self.answers["kept_why"])
        return bool(found) and (not kept or not found <= {word.lower() for word in self.shown})

    def collided(self) -> None:
        """This will ready the form to be sent once more, after somebody else changed the finding."""
        self.key = str(uuid4())

    def body(self) -> ReviewFinding:
        """This will give the finding of a form without errors."""
        said = self.answers
        kept = tuple(dict.fromkeys(phrase.text for phrase in self.phrases))
        return ReviewFinding(
            effect=said["effect"], part=said["part"], cases=tuple(said["cases"]), still_so=said["still_so"],
            shown_by=said["shown_by"] if said["still_so"] != "not_known" else "",
            rests_on=tuple(EntryRef(one) for one in dict.fromkeys(said["rests_on"])),
            standards=tuple(dict.fromkeys(said["standards"])), kept_words=kept, kept_why=said["kept_why"] if kept else "",
        )  # fmt: skip


def standard_titles() -> Mapping[str, str]:
    """This will give every practice standard that a finding can rest on, by its name."""
    return {one.kind: one.title for one in standards()}
