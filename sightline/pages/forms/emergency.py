"""The forms of emergency access: asking for another team's record, and reviewing that it was opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast, get_args
from uuid import uuid4

from django.http import QueryDict

from sightline.pages.forms import fields
from sightline.pages.forms.day import Day
from sightline.pages.forms.fields import Answers, Field, Offers
from sightline.pathways.emergency import Asking, Finding
from sightline.people.models import Team

MOST_WORDS = 4000

ASKED = (
    Field(
        name="holder", label="Whose record do you need?", kind="select",
        hint="Every team of the partnership is listed, whatever it holds. To ask another, come back for it afterwards.",
        missing="Choose whose record you need",
    ),
    Field(
        name="name", label="Their full name", hint="As it is likely to be written in that record. A near name finds nobody.",
        missing="Enter their full name",
    ),
    Field(
        name="dob", label="Date of birth", kind="date", wrong=fields.born,
        hint="For example, 27 3 2026. Give this or the NHS number: better both.",
    ),
    Field(name="nhs_number", label="NHS number, if you have it", check=fields.nhs_number, width="govuk-input--width-10"),
    Field(
        name="address", label="Where they live, if you know it",
        hint="It is not compared. It helps the team to see tomorrow whom you meant.",
    ),
    Field(
        name="danger", label="What is the danger now?", kind="area",
        hint="Say what you have seen or been told. The team reads these words.",
        missing="Enter what the danger is",
    ),
    Field(
        name="why_now", label="Why can it not wait until the team answers?", kind="area", hint="Say whether you rang them.",
        missing="Enter why it cannot wait",
    ),
)  # fmt: skip


@dataclass(slots=True)
class EmergencyForm:
    """Whom about, in whose record, and why now. `key` is the form's own, so that sent twice it opens once."""

    answers: dict[str, Any]
    key: str
    errors: dict[str, str] = field(default_factory=dict)
    asking: Asking | None = None

    @classmethod
    def blank(cls) -> EmergencyForm:
        """This will give the form as it is first shown."""
        return cls({}, str(uuid4()))

    @classmethod
    def of(cls, post: QueryDict, teams: Sequence[Team], today: dt.date) -> EmergencyForm:
        """This will read a sent form; `asking` is set where nothing is to be put right."""
        form = cls(fields.read(ASKED, post), post.get("key", "")[:60] or str(uuid4()))
        form.errors = fields.errors(ASKED, form.answers, offers(teams), today)
        born, said = Day.of(form.answers, "dob", "Date of birth").on, form.answers
        if not born and not said["nhs_number"] and not any(one.startswith("dob") for one in form.errors):
            form.errors["dob-day"] = "Enter a date of birth or an NHS number: a name alone is not enough"
            # All that is wrong is said at once, from the top of the page down: at night nobody sends a form twice for two faults.
            names = [name for one in ASKED for name in one.names]
            form.errors = {name: form.errors[name] for name in names if name in form.errors}
        if not form.errors:
            holder = next(team for team in teams if str(team.pk) == said["holder"])
            form.asking = Asking(
                holder,
                said["name"],
                born,
                said["nhs_number"] or None,
                said["address"] or None,
                said["danger"],
                said["why_now"],
            )
        return form

    def collided(self) -> None:
        """This will ready the form to be sent once more after its key was used for other words."""
        self.key = str(uuid4())
        self.errors = {
            "holder": "You sent this form before, with other words. Look below at what was opened before you send it again"
        }


def offers(teams: Sequence[Team]) -> Offers:
    """This will give the teams to choose from, each with its organisation where that is called otherwise."""
    words = {
        str(team.pk): team.name
        if team.name == team.organisation.name
        else f"{team.name} ({team.organisation.name})"
        for team in teams
    }
    return {"holder": {"": "Choose a team"} | {id: said[:1].upper() + said[1:] for id, said in words.items()}}


def written(answers: Answers) -> list[tuple[str, str]]:
    """This will give every box of the form with what is in it, for a page that carries it on."""
    return [(name, answers.get(name, "")) for one in ASKED for name in one.names]


@dataclass(slots=True)
class ReviewForm:
    """What the holder says of an access: a finding, its words, and whether what was opened may stay open."""

    finding: str = ""
    words: str = ""
    leave_open: str = ""
    collided: bool = False
    """A colleague's review was kept first."""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, post: Mapping[str, str], anything: bool) -> ReviewForm:
        """This will read a sent form; `anything`: something was opened, so that it has to be said whether it closes."""
        form = cls(post.get("finding", ""), post.get("words", "").strip(), post.get("leave_open", ""))
        if form.finding not in get_args(Finding):
            form.errors["finding"] = "Choose whether it was right"
        if not form.words:
            form.errors["words"] = "Enter why, and what you do now"
        elif len(form.words) > MOST_WORDS:
            form.errors["words"] = f"Your words must be {MOST_WORDS:,} characters or fewer"
        if anything and form.leave_open not in ("yes", "no"):
            form.errors["leave_open"] = "Choose whether they may go on seeing it"
        return form

    @property
    def found(self) -> Finding:
        """This will give the finding of a form without errors."""
        return cast("Finding", self.finding)
