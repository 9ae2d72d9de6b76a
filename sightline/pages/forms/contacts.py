"""The form of who answers for a front door's sector."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict

from sightline.pages.forms import fields
from sightline.pages.forms.fields import Field
from sightline.pages.forms.sent import id_of
from sightline.people.contacts import Said
from sightline.people.models import Contact

ASKED = (
    Field(name="name", label="Name", missing="Enter the name of whoever answers"),
    Field(name="role", label="Role", hint="For example, health representative", missing="Enter their role"),
    Field(
        name="telephone", label="Telephone", missing="Enter the number on which they answer", check=fields.telephone,
        width="govuk-input--width-20",
    ),
    Field(
        name="hours", label="When they are there", missing="Enter when they are there",
        hint="For example, Monday to Friday, 8.45am to 5pm. Say who answers at other times",
    ),
)  # fmt: skip


@dataclass(slots=True)
class ContactForm:
    """Who answers. `seen` is the row that the page showed to stand; `said` is set where nothing is to be put right."""

    answers: dict[str, Any]
    key: UUID
    seen: UUID | None
    errors: dict[str, str] = field(default_factory=dict)
    said: Said | None = None

    @classmethod
    def of_row(cls, last: Contact | None) -> ContactForm:
        """This will give the form as it is first shown: with whoever answers now."""
        said = Said.of(last) if last else Said()
        answers = {name: getattr(said, name) for name in ("name", "role", "telephone", "hours")}
        return cls(answers, uuid4(), last.pk if last else None)

    @classmethod
    def of(cls, post: QueryDict, today: dt.date) -> ContactForm:
        """This will read a sent form. `act` withdraw: nobody answers any more, and the boxes count for nothing."""
        form = cls(
            fields.read(ASKED, post), id_of(post.get("key", "")) or uuid4(), id_of(post.get("seen", ""))
        )
        if post.get("act") == "withdraw":
            form.said = Said()
            return form
        form.errors = fields.errors(ASKED, form.answers, {}, today)
        if not form.errors:
            form.said = Said(**{name: form.answers[name] for name in ("name", "role", "telephone", "hours")})
        return form

    def collided(self, last: Contact | None) -> None:
        """This will ready the form to be sent once more after somebody else said who answers."""
        self.key, self.seen = uuid4(), last.pk if last else None
        self.errors = {
            "name": "This was changed while you were looking. See below who answers now, then send it if it is still right"
        }
