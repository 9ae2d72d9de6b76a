"""The forms of learning reviews: opening one, its terms, whom it is about, asking agencies; and an agency's answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args
from uuid import uuid4

from django.http import QueryDict

from sightline.access import OF_REVIEW
from sightline.pages.forms import fields
from sightline.pages.forms.fields import Field, email
from sightline.pages.forms.sheet import Sheet

Result = Literal["told", "nothing_held", "could_not_search", "refused"]
MOST_WORDS = 4000
BASES = {
    "public_task": "Public task: the safeguarding partners’ duty to review",
    "legal_obligation": "Legal obligation: a court or a law requires it",
    "vital_interests": "Vital interests: somebody’s life is at risk",
    "consent": "Consent: they have agreed",
}


OPENING = (
    Field(name="name", label="Who leads the review?", missing="Enter the name of who leads the review"),
    Field(
        name="email", label="Their e-mail address", check=email, autocomplete="email",
        hint="The invitation goes there. It says nothing of whom the review is about.", missing="Enter their e-mail address",
    ),
)  # fmt: skip
MEMBER = (
    Field(name="name", label="Their name", missing="Enter their name"),
    Field(name="email", label="Their e-mail address", check=email, autocomplete="email", missing="Enter their e-mail address"),
    Field(
        name="role", label="What do they do in the review?", kind="radios", missing="Choose what they do in the review",
        choices={role: f"{role[:1].upper()}{role[1:]}: {does[:1].lower()}{does[1:]}" for role, does in OF_REVIEW.items()
                 if role != "review participant"},
    ),
)  # fmt: skip
TERMS = (
    Field(name="template", label="What kind of review is it?", kind="radios", missing="Choose what kind of review it is"),
    Field(
        name="questions", label="What is the review to find out?", kind="area",
        hint="One question on each line, the most important first.", missing="Enter at least one question",
    ),
    Field(
        name="since", label="The first day that the review looks at", kind="date",
        missing="Enter the first day that the review looks at",
    ),
    Field(name="until", label="The last day", kind="date", missing="Enter the last day that the review looks at"),
    Field(
        name="legal_basis", label="On which legal basis does it ask agencies?", kind="radios", choices=BASES,
        missing="Choose the legal basis",
    ),
    Field(
        name="authority", label="By which authority?", hint="For example: Children Act 2004, sections 16F and 16H.",
        missing="Enter by which authority the review is done",
    ),
)  # fmt: skip
ROLES = {
    "child": "The child", "unborn": "The baby, before birth", "mother": "Mother", "father": "Father",
    "sibling": "Brother or sister", "partner": "A parent’s partner", "grandparent": "Grandparent",
    "relative": "Another relative", "other_adult": "Another adult",
}  # fmt: skip
PERSON = (
    Field(
        name="role", label="Who are they in this family?", kind="select", choices={"": "Choose"} | ROLES,
        missing="Choose who they are",
    ),
    Field(name="name", label="Full name", missing="Enter their full name"),
    Field(name="also", label="Other names they go or went by"),
    Field(name="dob", label="Date of birth, or the day the baby was due, if it is known", kind="date"),
    Field(name="nhs_number", label="NHS number, if you have it", check=fields.nhs_number, width="govuk-input--width-10"),
    Field(name="address", label="Where they lived then, if it is known"),
)  # fmt: skip
CASE = (
    Field(
        name="title", label="What do you call this case?", hint="For example: Child A. Everybody in the review reads it.",
        missing="Enter what you call this case",
    ),
    *PERSON,
)  # fmt: skip
ASKING = (
    Field(name="teams", label="Whom do you ask?", kind="checks", missing="Choose whom you ask"),
    Field(name="people", label="About whom?", kind="checks", missing="Choose about whom you ask"),
    Field(name="since", label="From which day", kind="date", missing="Enter from which day"),
    Field(name="until", label="To which day", kind="date", missing="Enter to which day"),
    Field(
        name="purpose", label="What for?", kind="area",
        hint="Each agency reads these words. Write nothing that one of them may not know.",
        missing="Enter what you ask for, and what for",
    ),
    Field(name="by", label="Answer needed by", kind="date", missing="Enter the day to answer by"),
)  # fmt: skip


def spanned(sheet: Sheet) -> None:
    """This will see that the last day is not before the first."""
    if not sheet.errors and sheet.on("until") < sheet.on("since"):
        sheet.errors["until-day"] = "The last day must not be before the first"


@dataclass(slots=True)
class AnswerForm:
    """An agency's answer to a review. `withheld` are entries it does not tell, each with why once that was asked."""

    result: str = ""
    words: str = ""
    withheld: dict[str, str] = field(default_factory=dict)
    key: str = ""
    mark: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, post: QueryDict, matched: bool) -> AnswerForm:
        """This will read a sent form; `matched`: some of the team's people are said to be whom the review asks about."""
        withheld = {id: post.get(f"why-{id}", "").strip()[:1000] for id in post.getlist("withhold")}
        form = cls(
            post.get("result", ""), post.get("words", "").strip(), withheld, post.get("key", "")[:60] or str(uuid4()),
            post.get("mark", "")[:40],
        )  # fmt: skip
        form._clean(matched)
        return form

    def _clean(self, matched: bool) -> None:
        needs: Mapping[str, str] = {
            "could_not_search": "Enter why you could not search",
            "refused": "Enter why you do not tell the review",
        }
        if self.result not in get_args(Result):
            self.errors["result"] = "Choose what you answer"
        elif self.result == "told" and not matched:
            self.errors["result"] = (
                "Say first which of your people is meant: nothing can be told about nobody"
            )
        elif self.result == "nothing_held" and matched:
            self.errors["result"] = (
                "You have said that these are people of yours: tell what you hold, refuse, or undo the match"
            )
        elif self.result in needs and not self.words:
            self.errors["words"] = needs[self.result]
        if len(self.words) > MOST_WORDS:
            self.errors["words"] = f"Your words must be {MOST_WORDS:,} characters or fewer"

    def reasons(self) -> None:
        """This will see that each entry withheld has its reason."""
        for id, why in self.withheld.items():
            if not why:
                self.errors[f"why-{id}"] = "Enter why the review is not told this"

    @property
    def without(self) -> Any:
        """This will give what a form without errors answers instead of telling."""
        return cast("Any", self.result)
