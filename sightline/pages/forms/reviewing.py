"""The forms of a learning review's people and sessions: each a list of fields, read and kept in one way."""

from __future__ import annotations

import datetime as dt

from sightline.pages.forms.fields import Field, email

_ASKED = ("stands", "asked|given|declined")


def _questions(value: str, today: dt.date) -> str:
    lines = lines_of(value)
    if len(set(lines)) < len(lines):
        return "Ask each question once"
    return "Shorten each question to 300 characters" if any(len(line) > 300 for line in lines) else ""


PHASES = {"pre_birth": "Before the birth", "post_birth": "After the birth", "whole": "The whole time"}
CAME = {
    "came": "Came", "apologies": "Sent apologies", "did_not_come": "Did not come",
    "to_be_met_separately": "Will be met separately",
}  # fmt: skip
STANDS = {
    "not_yet_asked": "Not asked yet", "asked": "Asked, and no answer yet", "given": "They gave their view",
    "declined": "They declined", "cannot_be_asked": "They cannot be asked now",
}  # fmt: skip

GROUP = (
    Field(name="name", label="Name of the group", hint="For example, Child A, before the birth", missing="Enter a name"),
    Field(name="case", label="Of which case", kind="select"),
    Field(name="phase", label="Of which time", kind="radios", choices=PHASES, missing="Choose of which time"),
)  # fmt: skip
PARTICIPANT = (
    Field(name="name", label="Their name", missing="Enter their name"),
    Field(
        name="profession", label="Their profession", hint="For example, community midwife", missing="Enter their profession"
    ),
    Field(name="worked_for", label="Whom they worked for then", kind="select"),
    Field(name="worked_for_words", label="If it is not in the list: whom they worked for"),
    Field(name="groups", label="Groups", kind="checks"),
)  # fmt: skip
INVITATION = Field(
    name="email", label="Work email address", check=email,
    hint="They get a link to write their account. Leave it empty for somebody you will only meet.",
)  # fmt: skip
SESSION = (
    Field(name="stage", label="Stage", kind="select", missing="Choose a stage"),
    Field(name="day", label="Day", kind="date", missing="Enter the day"),
    Field(name="starts", label="Time", hint="For example, 10am to noon"),
    Field(name="where", label="Where"),
    Field(name="groups", label="Groups that are invited", kind="checks"),
    Field(name="participant", label="Or one person, met separately", kind="select"),
    Field(
        name="questions", label="What each answers beforehand, in their own words", kind="area", check=_questions,
        missing="Enter at least one question",
        hint="One question on each line. Nobody sees another’s answer before giving theirs.",
    ),
)  # fmt: skip
NOTE = (
    Field(
        name="words",
        label="Your note",
        kind="area",
        missing="Enter your note",
        hint="These are your words. What somebody said in their own words stays theirs, apart from this.",
    ),
    Field(name="participant", label="Whom it is about", kind="select"),
)
TWO_ACCOUNTS = (
    Field(name="about", label="What the accounts differ about", missing="Enter what they differ about"),
    Field(name="accounts", label="Which accounts", kind="checks", missing="Choose at least two accounts"),
    Field(
        name="words",
        label="Your words on it, if any",
        kind="area",
        hint="Both accounts stay as they were given. Nothing here says which is right.",
    ),
)
FAMILY = (
    Field(
        name="stands",
        label="Where it stands",
        kind="radios",
        choices=STANDS,
        missing="Choose where it stands",
    ),
    Field(
        name="how",
        label="How they were asked, or will be",
        needed=_ASKED,
        missing="Enter how they were asked",
    ),
    Field(
        name="on",
        label="On which day",
        kind="date",
        needed=_ASKED,
        missing="Enter on which day they were asked",
    ),
    Field(name="asked_by", label="By whom", needed=_ASKED, missing="Enter who asked them"),
    Field(
        name="why",
        label="If they cannot be asked now: why",
        needed=("stands", "cannot_be_asked"),
        missing="Enter why they cannot be asked now",
    ),
    Field(
        name="words",
        label="Their view, in their own words",
        kind="area",
        needed=("stands", "given"),
        missing="Enter their view",
    ),
    Field(name="report_how", label="How the report will be shared with them"),
    Field(name="report_by", label="By which day", kind="date"),
)
DECLARATION = (
    Field(
        name="worked_with",
        label="Have you worked with anybody of these families, or led somebody who did?",
        kind="radios",
        choices={"no": "No", "yes": "Yes"},
        missing="Choose yes or no",
    ),
    Field(
        name="words",
        label="If yes: when, and as what",
        kind="area",
        needed=("worked_with", "yes"),
        missing="Enter when, and as what",
    ),
)
ANSWER = (Field(name="words", label="In your own words", kind="area", missing="Enter your answer"),)


def lines_of(text: str) -> tuple[str, ...]:
    """This will give the lines of a text that hold something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
