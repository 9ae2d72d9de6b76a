"""The forms of recommendations: writing one, replying to it, recording a step, a session that closes the loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sightline.measures.series import MEASURES
from sightline.pages.forms.fields import Field
from sightline.pages.forms.sheet import Sheet

ROWS = 8
STEPS = {
    "told": "Told: everybody whom it concerns has heard of it",
    "understood": "Understood: they can say what is to be different",
    "changed": "Changed: practice, a procedure or a form is different",
    "tested": "Tested: somebody has looked whether it is so",
}
WRITING = (
    Field(name="words", label="What do you recommend?", kind="area", missing="Enter what you recommend"),
    Field(
        name="different", label="What will be different for a child?", kind="area",
        hint="What a child would notice, not what staff will be sent.", missing="Enter what will be different for a child",
    ),
    Field(name="owner", label="Which agency owns it?", kind="select", missing="Choose which agency owns it"),
    Field(
        name="owner_post", label="In which post there?", hint="A post, not a person’s name: people move on.",
        missing="Enter the post that owns it",
    ),
)  # fmt: skip
TESTING = (
    Field(
        name="audit", label="An audit question that tests it", kind="area",
        hint="For example: in how many of twenty referrals was every check answered before the decision?",
    ),
    Field(
        name="measure", label="Which measure does the record have?", kind="radios",
        choices={name: one.title for name, one in MEASURES.items()} | {"none": "None: the record has no measure of it"},
        missing="Choose a measure, or say that there is none",
    ),
    Field(
        name="no_measure", label="If there is none, why not?", kind="area", needed=("measure", "none"),
        hint="It is published with the recommendation.", missing="Enter why the record has no measure of it",
    ),
    Field(name="by", label="By which day is it tested?", kind="date", missing="Enter the day by which it is tested"),
)  # fmt: skip
RESTING = (
    Field(name="findings", label="On which findings does it rest?", kind="checks"),
    Field(
        name="paragraphs", label="And on which paragraphs of the report?", hint="For example: 3.6, 7.3",
    ),
)  # fmt: skip
BEYOND = Field(
    name="beyond", label="Why one more than the limit?", kind="area",
    hint="Which of the others could it stand in for, and why is it made all the same?",
    missing="Enter why it is made beyond the limit",
)  # fmt: skip
REPLY = (
    Field(
        name="reply", label="What do you reply?", kind="radios",
        choices={"accepted": "We accept it", "declined": "We decline it"}, missing="Choose what you reply",
    ),
    Field(
        name="reasons", label="Why, and what will you do?", kind="area",
        hint="The partnership, the review and everybody whom it concerns read these words.", missing="Enter your reasons",
    ),
)  # fmt: skip
STEP = (
    Field(name="row", label="Whose step is it?", kind="select", missing="Choose whose step it is"),
    Field(name="step", label="Which step?", kind="radios", choices=STEPS, missing="Choose which step it is"),
    Field(
        name="stands", label="Does it stand?", kind="radios",
        choices={"yes": "Yes", "no": "No: it was recorded before, and does not stand"},
        missing="Choose whether it stands",
    ),
    Field(
        name="evidence", label="What is the evidence?", kind="area",
        hint="What somebody could look at. Name no child and no family.", missing="Enter the evidence",
    ),
)  # fmt: skip
SESSION = (
    Field(
        name="ids", label="Which recommendations were spoken of?", kind="checks",
        missing="Choose which recommendations were spoken of",
    ),
    Field(name="came", label="Who came?", kind="checks", missing="Choose who came"),
    Field(name="on", label="On which day?", kind="date", missing="Enter the day of the session",
          wrong=lambda day, today: "The session must be in the past" if day > today else ""),
    Field(
        name="said", label="What was heard?", kind="area",
        hint="What they had noticed of each, in their words. Name no child and no family.",
        missing="Enter what was heard",
    ),
)  # fmt: skip


def pairs() -> tuple[Field, ...]:
    """This will give the rows of whom it concerns: a profession, and the agency at which."""
    return tuple(
        field
        for n in range(1, ROWS + 1)
        for field in (
            Field(name=f"profession-{n}", label=f"Profession {n}"),
            Field(name=f"agency-{n}", label=f"At which agency {n}", kind="select"),
        )
    )


def writing(beyond: bool) -> tuple[Field, ...]:
    """This will give the fields of a recommendation; one `beyond` the limit says why."""
    return (*WRITING, *pairs(), *TESTING, *RESTING, *([BEYOND] if beyond else []))


def teams(found: Mapping[str, str]) -> dict[str, Mapping[str, str]]:
    """This will give what every select of agencies offers."""
    offered = {"": "Choose"} | dict(found)
    return dict.fromkeys(("owner", *(f"agency-{n}" for n in range(1, ROWS + 1))), offered)


def concerned(form: Sheet) -> list[tuple[str, str]]:
    """This will give whom it concerns, and note a row half filled or there twice, and that there is none."""
    found: list[tuple[str, str]] = []
    for n in range(1, ROWS + 1):
        profession, agency = form.answers[f"profession-{n}"], form.answers[f"agency-{n}"]
        if profession and not agency:
            form.errors.setdefault(f"agency-{n}", "Choose the agency")
        elif agency and not profession:
            form.errors.setdefault(f"profession-{n}", "Enter the profession")
        elif profession and (profession, agency) in found:
            form.errors.setdefault(f"profession-{n}", "This profession is there twice")
        elif profession:
            found.append((profession, agency))
    if not found and not any(name.startswith(("profession-", "agency-")) for name in form.errors):
        form.errors["profession-1"] = "Enter at least one profession that it concerns"
    return found


def row_boxes(rows: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """This will give the boxes of whom it concerns."""
    made: dict[str, Any] = {}
    for n, (profession, agency) in enumerate(rows[:ROWS], 1):
        made |= {f"profession-{n}": profession, f"agency-{n}": agency}
    return made
