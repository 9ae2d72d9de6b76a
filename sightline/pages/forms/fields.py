"""Fields of a form as data: what is asked, and what is wrong with an answer. What was typed is kept as it was typed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from nhs_number.validate import is_valid

from sightline.pages.forms.day import PARTS, Day

Kind = Literal["text", "area", "radios", "checks", "select", "date"]
Answers = Mapping[str, Any]
Offers = Mapping[str, Mapping[str, str]]
"""From a field to the choices that only the page knows, each with its words."""
Rule = tuple[str, str]
"""Another field, and the answer to it (or answers: a|b) on which something depends."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SHORT, _LONG = 200, 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. `missing` are the words where it is empty ("": it may be), which count only where `needed` holds.

    `choices` None: the page offers them. `shown`: only with that answer to an earlier question.
    """

    name: str
    label: str
    kind: Kind = "text"
    hint: str = ""
    choices: Mapping[str, str] | None = None
    groups: Mapping[str, Mapping[str, str]] | None = None
    missing: str = ""
    needed: Rule | None = None
    shown: Rule | None = None
    check: Callable[[str, dt.date], str] | None = None
    wrong: Callable[[dt.date, dt.date], str] | None = None
    """What is wrong with a day, given today."""
    width: str = ""
    autocomplete: str = "off"

    @property
    def names(self) -> tuple[str, ...]:
        """This will give the names under which a browser sends it."""
        return tuple(f"{self.name}-{part}" for part in PARTS) if self.kind == "date" else (self.name,)

    @property
    def longest(self) -> int:
        """This will give how many characters it may hold."""
        return _LONG if self.kind == "area" else _SHORT


def holds(answers: Answers, rule: Rule | None) -> bool:
    """This will say whether another answer is as a rule wants it."""
    return rule is None or answers.get(rule[0]) in rule[1].split("|")


def asked(fields: Sequence[Field], answers: Answers, offers: Offers) -> list[Field]:
    """This will leave out what is not asked: by an earlier answer, or because there is one thing to choose from."""
    return [
        field
        for field in fields
        if holds(answers, field.shown) and (field.kind != "select" or len(offered(field, offers)) != 1)
    ]


def read(fields: Sequence[Field], posted: Any) -> dict[str, Any]:
    """This will read the fields, and no others, from a form that was sent (a QueryDict)."""
    given: dict[str, Any] = {}
    for field in fields:
        for name in field.names:
            if field.kind == "checks":
                given[name] = [_clean(one) for one in posted.getlist(name)]
            else:
                given[name] = _clean(posted.get(name, ""))
    return given


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n")).strip()


def errors(fields: Sequence[Field], answers: Answers, offers: Offers, today: dt.date) -> dict[str, str]:
    """This will give what is wrong, from the id of the box to go to, to the words."""
    found: dict[str, str] = {}
    for field in asked(fields, answers, offers):
        found |= _error(field, answers, offers, today)
    return found


def _error(field: Field, answers: Answers, offers: Offers, today: dt.date) -> dict[str, str]:
    given = [answers.get(name) or "" for name in field.names]
    if not any(given):
        return {field.names[0]: field.missing} if field.missing and holds(answers, field.needed) else {}
    if field.kind == "date":
        return _date_error(field, answers, today)
    (value,) = given
    if field.kind in ("radios", "checks", "select"):
        choices = offered(field, offers)
        chosen = value if isinstance(value, list) else [value]
        words = field.missing or "Choose from the answers on this page"
        return {} if all(one in choices for one in chosen) else {field.name: words}
    if len(value) > field.longest:
        over = len(value) - field.longest
        return {field.name: f"Shorten this to {field.longest:,} characters: it is {over:,} too long"}
    wrong = field.check(value, today) if field.check else ""
    return {field.name: wrong} if wrong else {}


def offered(field: Field, offers: Offers) -> Mapping[str, str]:
    """This will give everything that can be chosen in a field."""
    if field.groups is not None:
        return {value: words for group in field.groups.values() for value, words in group.items()}
    return offers.get(field.name, {}) if field.choices is None else field.choices


def _date_error(field: Field, answers: Answers, today: dt.date) -> dict[str, str]:
    day = Day.of(answers, field.name, field.label)
    wrong = field.wrong(day.on, today) if day.on and field.wrong else ""
    return {f"{field.name}-day": wrong} if wrong else dict(day.errors)


def nhs_number(value: str, today: dt.date) -> str:
    """This will say what is wrong with an NHS number: ten digits, the last of which is made of the others."""
    digits = re.sub(r"[ -]", "", value)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return "An NHS number has 10 digits, for example 999 123 4567"
    return "" if is_valid(digits) else "This is not an NHS number: check the digits"


def telephone(value: str, today: dt.date) -> str:
    """This will say what is wrong with a telephone number."""
    digits = sum(one.isdigit() for one in value)
    right = re.fullmatch(r"[0-9+() -]+((ext|x)\.? ?[0-9]+)?", value) and 5 <= digits <= 20
    return "" if right else "Enter a telephone number, for example 01632 960 001"


def email(value: str, today: dt.date) -> str:
    """This will say what is wrong with an e-mail address."""
    try:
        validate_email(value)
    except ValidationError:
        return "Enter an e-mail address, like name@example.org"
    return ""


def postcode(value: str, today: dt.date) -> str:
    """This will say what is wrong with a postcode."""
    right = re.fullmatch(r"[A-Za-z]{1,2}[0-9][0-9A-Za-z]? ?[0-9][A-Za-z]{2}", value)
    return "" if right else "Enter a full UK postcode, for example SW1A 2AA"


def born(day: dt.date, today: dt.date) -> str:
    """This will say what is wrong with a day of birth."""
    return "Date of birth must be in the past" if day > today else ""


def expected(day: dt.date, today: dt.date) -> str:
    """This will say what is wrong with a due date: a pregnancy is not longer than 45 weeks."""
    if (day - today).days > 315:
        return "The due date must be within the next 10 months"
    return "" if (today - day).days <= 42 else "The due date was long ago: go back and choose a child"
