"""The questions of a referral: fourteen at most, one on a page. A table; the view and the template are the same for all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sightline.pages.forms import fields
from sightline.pages.forms.fields import Answers, Field, Offers
from sightline.pages.forms.topics import TOPICS

OTHERS = (1, 2, 3, 4)
_CARERS = {
    "mother": "Mother",
    "father": "Father",
    "grandparent": "Grandparent",
    "relative": "Another relative",
    "foster_carer": "Foster carer",
    "other_adult": "Somebody else",
}
_LIVES = {
    "": "Choose",
    "sibling": "Sister or brother",
    "partner": "Partner of a parent",
    "grandparent": "Grandparent",
    "relative": "Another relative",
    "family_friend": "Family friend",
    "other_adult": "Another adult",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One page: what is asked, in which fields, and of which answers so far it is asked at all."""

    id: str
    title: str
    fields: tuple[Field, ...]
    hint: str = ""
    when: Callable[[Answers], bool] = lambda answers: True
    short: str = ""
    """What it is called in a list of answers to change."""

    @property
    def names(self) -> tuple[str, ...]:
        """This will give the names of everything it asks."""
        return tuple(name for field in self.fields for name in field.names)


def new_family(answers: Answers) -> bool:
    """This will say whether the referral is about people whom the team has not written about."""
    return not of_case(answers)


def of_case(answers: Answers) -> str:
    """This will give the id of the team's case that was chosen, or nothing."""
    who = str(answers.get("who", ""))
    return who.removeprefix("case:") if who.startswith("case:") else ""


def _dob(
    name: str, label: str = "Date of birth", hint: str = "If you know it. For example, 27 3 2007"
) -> Field:
    return Field(name=name, label=label, kind="date", hint=hint, wrong=fields.born)


def _nhs(name: str) -> Field:
    hint = "If you have it. 10 digits"
    return Field(
        name=name, label="NHS number", hint=hint, check=fields.nhs_number, width="govuk-input--width-10"
    )


def _other(n: int) -> tuple[Field, Field]:
    return (
        Field(
            name=f"other_{n}_name", label=f"Name of person {n}",
            missing="Enter the name of at least one person" if n == 1 else "",
            needed=("others", "yes") if n == 1 else None,
        ),
        Field(
            name=f"other_{n}_role", kind="select", choices=_LIVES,
            label=f"Who person {n} is to the child",
        ),
    )  # fmt: skip


DANGER = Question(
    "danger",
    "Is a child in immediate danger now?",
    (
        Field(
            name="danger", label="", kind="radios", choices={"yes": "Yes", "no": "No"},
            missing="Say whether a child is in immediate danger now",
        ),
    ),
    "For example, somebody is hurting a child, or a baby cannot be kept safe tonight. If you are not sure, answer yes.",
)  # fmt: skip

QUESTIONS: tuple[Question, ...] = (
    Question(
        "who",
        "Who is this about?",
        (Field(name="who", label="", kind="radios", missing="Choose who this is about"),),
        "If your team has a case of this family, choose it here or begin from its page. What is written goes with it.",
        short="Who this is about",
    ),
    Question(
        "family",
        "Who of this family is it about?",
        (Field(name="family", label="", kind="checks", missing="Tick at least one person"),),
        "The front door is told who these people are. Untick whoever this is not about.",
        when=lambda a: bool(of_case(a)),
        short="Who of the family",
    ),
    Question(
        "baby",
        "When is the baby due?",
        (
            Field(
                name="edd", label="Due date", kind="date", hint="Your best estimate. For example, 27 3 2027",
                missing="Enter the due date, or your best estimate of it", wrong=fields.expected,
            ),
            Field(name="baby_name", label="Name", hint="Only if there is one already"),
        ),
        when=lambda a: a.get("who") == "unborn",
        short="The baby",
    ),
    Question(
        "child",
        "Who is the child?",
        (
            Field(name="child_name", label="Full name", missing="Enter the child’s name, or the name you know"),
            _dob("child_dob"),
            _nhs("child_nhs"),
        ),
        when=lambda a: a.get("who") == "child",
        short="The child",
    ),
    Question(
        "mother",
        "Who is the mother?",
        (
            Field(name="carer_name", label="Full name", missing="Enter the mother’s name, or the name you know"),
            _dob("carer_dob"),
            _nhs("carer_nhs"),
        ),
        when=lambda a: a.get("who") == "unborn",
        short="The mother",
    ),
    Question(
        "carer",
        "Who mainly looks after the child?",
        (
            Field(
                name="carer_role", label="Who they are to the child", kind="radios", choices=_CARERS,
                missing="Choose who they are to the child",
            ),
            Field(name="carer_name", label="Full name", missing="Enter their name, or the name you know"),
            _dob("carer_dob"),
        ),
        when=lambda a: a.get("who") == "child",
        short="The main carer",
    ),
    Question(
        "father",
        "What do you know of the father, or of a partner?",
        (
            Field(
                name="father", label="Who is known to you?", kind="radios",
                choices={
                    "father": "I know who the father is",
                    "partner": "I know of a partner, who is not the father",
                    "not_known": "I asked, and it is not known",
                    "not_asked": "I have not asked",
                },
                missing="Say whether the father or partner is known, is not known, or was not asked about",
            ),
            Field(
                name="father_name", label="His or their name", hint="If known. The name you know is enough",
                missing="Enter the name of the father or partner, or the name you know",
                needed=("father", "father|partner"),
            ),
            _dob("father_dob"),
        ),
        "Even if he does not live there. “I have not asked” is an honest answer, and helps the front door.",
        when=lambda a: a.get("father_there") != "yes" and a.get("carer_role") != "father",
        short="The father or partner",
    ),
    Question(
        "others",
        "Does anybody else live there, or look after the children?",
        (
            Field(
                name="others", label="", kind="radios",
                choices={"no": "No", "yes": "Yes, I name them below", "unknown": "I do not know"},
                missing="Say whether anybody else lives there",
            ),
            *(field for n in OTHERS for field in _other(n)),
        ),
        "Other children too.",
        short="Others in the household",
    ),
    Question(
        "address",
        "Where do they live?",
        (
            Field(
                name="address", label="Address", kind="area",
                hint="House, street and town, or where they are staying. If they have moved, the new address",
            ),
            Field(name="postcode", label="Postcode", check=fields.postcode, width="govuk-input--width-10"),
            Field(
                name="address_unknown", label="", kind="checks",
                choices={"yes": "I do not know where they live"},
            ),
            Field(
                name="door", label="Front door to tell", kind="select",
                hint="The one of the area where the child lives. Ask it if you are not sure",
                missing="Choose the front door to tell",
            ),
        ),
        short="Where they live",
    ),
    Question(
        "worry",
        "What are you worried about?",
        (
            Field(
                name="worry", label="", kind="area",
                missing="Write what you are worried about",
            ),
        ),
        "In your own words: what you saw or were told, when, and why it worries you. The front door reads exactly this.",
        short="What you are worried about",
    ),
    Question(
        "topics",
        "Which worries are these?",
        (Field(name="topics", label="", kind="checks", groups=TOPICS, missing="Tick at least one worry"),),
        "Tick all that apply. They help the front door to see what it was told before.",
        short="Which worries",
    ),
    Question(
        "harm",
        "Has anybody said that a child has been hurt?",
        (
            Field(
                name="harm", label="", kind="radios",
                choices={"yes": "Yes", "no": "No", "unsure": "I am not sure"},
                missing="Say whether anybody has said that a child has been hurt",
            ),
        ),
        "A child, a parent, a neighbour, or you yourself: that a child was or may have been harmed by somebody.",
        short="Whether harm is alleged",
    ),
    Question(
        "well",
        "What is working well?",
        (
            Field(
                name="well", label="", kind="area",
                missing="Write what is working well, or that you do not know of anything",
            ),
        ),
        "Who helps, what the parents do well, what has got better. It does not make your worry smaller.",
        short="What is working well",
    ),
    Question(
        "wanted",
        "What do you hope will happen?",
        (
            Field(
                name="wanted", label="", kind="area",
                missing="Write what you hope will happen, or that you do not know",
            ),
        ),
        "For the child and the family, and by when if it matters: before the birth, before the weekend.",
        short="What you hope will happen",
    ),
    Question(
        "told",
        "Have you told the family that you are doing this?",
        (
            Field(
                name="told", label="", kind="radios", choices={"yes": "Yes", "no": "No"},
                missing="Say whether you have told the family",
            ),
            Field(
                name="why_not_told", label="If not, why not", kind="area",
                hint="For example, it could put a child or somebody else in danger, or you could not reach them",
                missing="Write why you have not told the family", needed=("told", "no"),
            ),
        ),
        "Tell them unless it could put somebody in danger. You do not need their consent to share a worry about harm.",
        short="Whether the family was told",
    ),
    Question(
        "reach",
        "How can the front door reach you?",
        (
            Field(name="contact_name", label="Your name", missing="Enter your name", autocomplete="name"),
            Field(
                name="contact_telephone", label="Telephone number", hint="One that you answer today and tomorrow",
                missing="Enter a telephone number that you answer", check=fields.telephone,
                width="govuk-input--width-20", autocomplete="tel",
            ),
        ),
        short="How to reach you",
    ),
)  # fmt: skip

MOST = 1 + max(sum(q.when(a) for q in QUESTIONS) for a in ({"who": "unborn"}, {"who": "child"}))
"""How many questions somebody is asked at most, the one about danger included."""


def question(id: str) -> Question | None:
    """This will give a question by its id, or None where there is none by it."""
    return next((one for one in QUESTIONS if one.id == id), None)


def asked(answers: Answers) -> list[Question]:
    """This will give the questions that these answers call for, in order."""
    return [one for one in QUESTIONS if one.when(answers)]


def errors(one: Question, answers: Answers, offers: Offers, today: dt.date) -> dict[str, str]:
    """This will give what is wrong with the answers to one question."""
    found = fields.errors(one.fields, answers, offers, today)
    if one.id == "address" and new_family(answers) and not found:
        some = answers.get("address") or answers.get("postcode") or answers.get("address_unknown")
        if not some:
            found["address"] = "Enter the address, or tick that you do not know it"
    if one.id == "others":
        found |= _half_named(answers)
    return found


def _half_named(answers: Answers) -> dict[str, str]:
    """Somebody with a name and nothing of who they are, or the other way round; or named though the answer was no."""
    found: dict[str, str] = {}
    for n in OTHERS:
        name, role = answers.get(f"other_{n}_name"), answers.get(f"other_{n}_role")
        if name and not role:
            found[f"other_{n}_role"] = f"Choose who {name[:40]} is to the child"
        elif role and not name:
            found[f"other_{n}_name"] = "Enter their name, or what they are called"
        if (name or role) and answers.get("others") != "yes" and answers.get("others"):
            found["others"] = "You named somebody: answer yes, or take the name out"
    return found


def given(answers: Answers, names: Iterable[str]) -> Mapping[str, Any]:
    """This will give the answers to these fields alone, blanks left out, to compare them with others."""
    return {name: answers[name] for name in names if answers.get(name)}
