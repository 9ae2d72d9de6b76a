"""A form that is a list of fields, read and kept in one way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.http import QueryDict

from sightline.pages.forms import fields
from sightline.pages.forms.day import Day
from sightline.pages.forms.fields import Field, Offers
from sightline.pages.forms.sent import id_of

COLLIDED = (
    "A colleague has said something else since you opened this page. Nothing of yours was kept yet."
    " Look at what stands now, and send it again if it is still right"
)
NONE: Offers = {}
_CHOSEN = ("radios", "checks", "select")


@dataclass(slots=True)
class Sheet:
    """A form of some fields. `key` is its own, `seen` marks what its page showed; both come back with it."""

    fields: Sequence[Field]
    offers: Offers
    answers: dict[str, Any]
    key: str
    seen: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def blank(cls, asked: Sequence[Field], offers: Offers = NONE, seen: str = "", **answers: Any) -> Sheet:
        """This will give the form as it is first shown; a day is given as a date."""
        said: dict[str, Any] = {}
        for name, value in answers.items():
            if isinstance(value, dt.date):
                said |= {f"{name}-{part}": box for part, box in Day.at(value).boxes.items()}
            else:
                said[name] = list(value) if isinstance(value, tuple) else value
        return cls(asked, offers, said, str(uuid4()), seen)

    @classmethod
    def of(cls, asked: Sequence[Field], offers: Offers, sent: QueryDict, today: dt.date) -> Sheet:
        """This will read the form that was sent; `errors` says what to put right."""
        answers = fields.read(asked, sent)
        key = id_of(sent.get("key", ""))
        found = cls(asked, offers, answers, str(key or uuid4()), sent.get("seen", "")[:60])
        found.errors = fields.errors(asked, answers, offers, today)
        return found

    @property
    def asked(self) -> list[Field]:
        """This will leave out what there is nothing to choose from."""
        return fields.asked(self.fields, self.answers, self.offers)

    @property
    def choices(self) -> Offers:
        """This will give all that can be chosen, by the field."""
        return {one.name: fields.offered(one, self.offers) for one in self.fields if one.kind in _CHOSEN}

    @property
    def written(self) -> list[tuple[str, str]]:
        """This will give every box with what is in it, for a page that carries it on."""
        found: list[tuple[str, str]] = []
        for name in (name for one in self.fields for name in one.names):
            value = self.answers.get(name, "")
            found += [(name, each) for each in value] if isinstance(value, list) else [(name, value)]
        return found

    def chosen(self, name: str) -> str | None:
        """This will give what was chosen or typed, or None where nothing was."""
        return self.answers.get(name) or None

    def day(self, name: str) -> dt.date | None:
        """This will give the day in three boxes."""
        return Day.of(self.answers, name, "").on

    def on(self, name: str) -> dt.date:
        """This will give the day in three boxes of a form without errors, which had to have it."""
        found = self.day(name)
        assert found is not None  # noqa: S101
        return found

    def again(self, seen: str) -> None:
        """This will ready the form to be sent once more, after somebody else was there first."""
        self.key, self.seen = str(uuid4()), seen
        self.errors = {self.fields[0].names[0]: COLLIDED}
