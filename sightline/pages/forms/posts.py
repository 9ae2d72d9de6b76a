"""The forms of an organisation's administrator: invite, end a post, move somebody."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sightline.access import OF_REVIEW, ROLES
from sightline.pages.forms.day import Day
from sightline.pages.forms.sent import id_of
from sightline.people.models import Post, Team
from sightline.people.posts import REASONS, Appointed

OFFERED = [role for role in ROLES if role not in OF_REVIEW]
"""The roles that an organisation's administrator can give."""


@dataclass(slots=True)
class PostForm:
    """Who is appointed to what. `appointed` is set where there is nothing to put right."""

    key: UUID
    values: dict[str, str]
    starts: Day
    ends: Day
    errors: dict[str, str] = field(default_factory=dict)
    appointed: Appointed | None = None

    @classmethod
    def blank(cls, today: dt.date, **values: str) -> PostForm:
        """This will give the form as it is first shown."""
        return cls(uuid.uuid4(), values, Day.at(today), Day())

    @classmethod
    def of(cls, query: Mapping[str, str], teams: Iterable[Team], moved: Post | None = None) -> PostForm:
        """This will read the form. Of somebody who is `moved` the name and the address are known."""
        values = {name: query.get(name, "").strip() for name in ("name", "email", "team", "role")}
        values["email"] = values["email"].lower()
        form = cls(
            key_of(query), values, Day.of(query, "starts", "The first day", "Enter the first day"), Day()
        )
        form.ends = Day.of(query, "ends", "The last day")
        if moved:
            form.values |= {"name": moved.name, "email": moved.account.email if moved.account else ""}
        else:
            form._who()
        team = next((team for team in teams if str(team.pk) == values["team"]), None)
        form._where(team, moved)
        if team and form.starts.on and not form.errors:
            form.appointed = Appointed(
                form.values["name"], team, values["role"], form.starts.on, form.ends.on
            )
        return form

    def _who(self) -> None:
        if not self.values["name"]:
            self.errors["name"] = "Enter their name"
        elif len(self.values["name"]) > 100:
            self.errors["name"] = "The name must be 100 characters or fewer"
        try:
            validate_email(self.values["email"])
        except ValidationError:
            asked = "Enter their email address"
            self.errors["email"] = f"{asked}, like name@example.org" if self.values["email"] else asked

    def _where(self, team: Team | None, moved: Post | None) -> None:
        if team is None:
            self.errors["team"] = "Choose a team of your organisation"
        if self.values["role"] not in OFFERED:
            self.errors["role"] = "Choose their role"
        self.errors |= {**self.starts.errors, **self.ends.errors}
        first, last = self.starts.on, self.ends.on
        if first and last and last < first:
            self.errors["ends-day"] = "The last day must be the first day or later"
        if first and moved and first <= moved.starts:
            self.errors["starts-day"] = "The new post must begin after the post that they move from"
        elif first and moved and moved.ends and moved.ends < first - dt.timedelta(days=1):
            self.errors["starts-day"] = (
                "The post that they move from ends before that. Invite them to the new post instead"
            )


@dataclass(slots=True)
class EndForm:
    """When a post ends and why."""

    key: UUID
    last_day: Day
    reason: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, query: Mapping[str, str], post: Post) -> EndForm:
        """This will read the form."""
        form = cls(
            key_of(query),
            Day.of(query, "last", "Their last day", "Enter their last day"),
            query.get("reason", ""),
        )
        form.errors |= form.last_day.errors
        last = form.last_day.on
        if last and last < post.starts:
            form.errors["last-day"] = "Their last day must be their first day in the post, or later"
        elif last and post.ends and last > post.ends:
            form.errors["last-day"] = "The post ends before that already. To go on, invite them to a new post"
        if form.reason not in REASONS:
            form.errors["reason"] = "Choose why the post ends"
        return form


def key_of(query: Mapping[str, str]) -> UUID:
    """This will read a form's own id; a senseless one is a new form."""
    return id_of(query.get("key", "")) or uuid.uuid4()


def seen(query: Mapping[str, str]) -> dt.date | None:
    """This will read the last day that the page showed."""
    try:
        return dt.date.fromisoformat(query.get("expects", ""))
    except ValueError:
        return None
