"""The forms of checks: asking one, matching, answering. What was typed is kept; each error names the box it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, cast, get_args
from uuid import uuid4

from django.http import QueryDict

from sightline.pages.forms.day import Day
from sightline.record.kinds.words import LegalBasis

MOST_WORDS = 4000
Result = Literal["information_found", "nothing_found", "could_not_search", "refused"]
COULD_NOT = "We could not search our records: "


@dataclass(slots=True)
class AskForm:
    """What is asked of whom, on which basis, until when. `key` is the form's own, so that sent twice it asks once."""

    teams: list[str] = field(default_factory=list)
    purpose: str = ""
    basis: str = ""
    by: Day = field(default_factory=Day)
    key: str = ""
    seen: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def fresh(cls, teams: list[str], seen: str, by: dt.date) -> AskForm:
        """This will give a form that nobody has filled: one team alone is chosen."""
        return cls(teams if len(teams) == 1 else [], by=Day.at(by), key=str(uuid4()), seen=seen)

    @classmethod
    def of(cls, post: QueryDict, teams: Collection[str], today: dt.date) -> AskForm:
        """This will read a sent form; `teams` are those that can be asked."""
        form = cls(
            [one for one in post.getlist("team") if one],
            post.get("purpose", "").strip(),
            post.get("basis", ""),
            Day.of(post, "by", "The day to answer by", "Enter the day to answer by"),
            post.get("key", "")[:100] or str(uuid4()),
            post.get("seen", "")[:100],
        )
        form._clean(teams, today)
        return form

    def again(self, seen: str, words: str) -> None:
        """This will ready the form to be sent once more after it collided with something newer."""
        self.key, self.seen, self.errors = str(uuid4()), seen, {"purpose": words}

    def _clean(self, teams: Collection[str], today: dt.date) -> None:
        if not self.teams:
            self.errors["team"] = "Choose whom to ask"
        elif not set(self.teams) <= set(teams):
            self.errors["team"] = "Choose a team from the list"
        if not self.purpose:
            self.errors["purpose"] = "Enter what you need to know, and what for"
        elif len(self.purpose) > MOST_WORDS:
            self.errors["purpose"] = f"What you need to know must be {MOST_WORDS} characters or fewer"
        if self.basis not in get_args(LegalBasis):
            self.errors["basis"] = "Choose the legal basis on which you ask"
        self.errors |= self.by.errors
        if self.by.on and self.by.on < today:
            self.errors["by-day"] = "The day to answer by must be today or later"
        elif self.by.on and (self.by.on - today).days > 365:
            self.errors["by-year"] = "The day to answer by must be within a year"

    @property
    def legal_basis(self) -> LegalBasis:
        """This will give the basis of a form without errors."""
        return cast("LegalBasis", self.basis)


@dataclass(slots=True)
class AnswerForm:
    """What an asked team says: a result, its words, and which of its own entries it tells."""

    result: str = ""
    words: str = ""
    entries: list[str] = field(default_factory=list)
    key: str = ""
    seen: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, post: QueryDict, matched: bool) -> AnswerForm:
        """This will read a sent form; `matched`: one of the team's people is said to be the person asked about."""
        form = cls(
            post.get("result", ""),
            post.get("words", "").strip(),
            post.getlist("entry"),
            post.get("key", "")[:100] or str(uuid4()),
            post.get("seen", "")[:100],
        )
        form._clean(matched)
        return form

    def again(self, seen: str, words: str) -> None:
        """This will ready the form to be sent once more after it collided with something newer."""
        self.key, self.seen, self.errors = str(uuid4()), seen, {"words": words}

    def _clean(self, matched: bool) -> None:
        needs: Mapping[str, str] = {
            "information_found": "Enter what you tell them",
            "could_not_search": "Enter why you could not search",
            "refused": "Enter why you do not answer",
        }
        if self.result not in get_args(Result):
            self.errors["result"] = "Choose what you answer"
        elif self.result == "nothing_found" and matched:
            self.errors["result"] = (
                "You have said that this is one of your people: tell what you hold, refuse, or undo the match"
            )
        elif self.result in needs and not self.words:
            self.errors["words"] = needs[self.result]
        elif self.result == "nothing_found" and self.words:
            self.errors["words"] = (
                "“Nothing held” takes no words: choose “information held” to tell them something"
            )
        if len(self.words) > MOST_WORDS:
            self.errors["words"] = f"Your words must be {MOST_WORDS} characters or fewer"
        if self.entries and self.result != "information_found" and not self.errors:
            self.errors["result"] = "You chose records to tell: choose “information held”, or leave them out"
