"""The forms of checks: asking one, matching, answering. What was typed is kept; each error names the box it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args
from uuid import UUID, uuid4

from django.http import QueryDict

from sightline.record.kinds.words import LegalBasis

MOST_WORDS = 4000
_PARTS = ("day", "month", "year")
Result = Literal["information_found", "nothing_found", "could_not_search", "refused"]
COULD_NOT = "We could not search our records: "


def seen_of(text: str) -> UUID | Literal["nothing"]:
    """This will read the last entry that whoever filled the form had seen."""
    try:
        return UUID(text)
    except ValueError:
        return "nothing"


@dataclass(slots=True)
class AskForm:
    """What is asked of whom, on which basis, until when. `key` is the form's own, so that sent twice it asks once."""

    teams: list[str] = field(default_factory=list)
    purpose: str = ""
    basis: str = ""
    boxes: dict[str, str] = field(default_factory=dict)
    key: str = ""
    seen: str = ""
    answer_by: dt.date | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def fresh(cls, teams: list[str], seen: str, by: dt.date) -> AskForm:
        """This will give a form that nobody has filled: one team alone is chosen."""
        boxes = {"day": str(by.day), "month": str(by.month), "year": str(by.year)}
        return cls(teams if len(teams) == 1 else [], boxes=boxes, key=str(uuid4()), seen=seen)

    @classmethod
    def of(cls, post: QueryDict, teams: Collection[str], today: dt.date) -> AskForm:
        """This will read a sent form; `teams` are those that can be asked."""
        form = cls(
            [one for one in post.getlist("team") if one],
            post.get("purpose", "").strip(),
            post.get("basis", ""),
            {part: post.get(f"by-{part}", "").strip()[:10] for part in _PARTS},
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
        self._clean_day(today)

    def _clean_day(self, today: dt.date) -> None:
        missing = [part for part in _PARTS if not self.boxes[part]]
        if missing:
            self.errors["by-" + missing[0]] = f"The day to answer by must include a {' and '.join(missing)}"
            return
        try:
            self.answer_by = dt.date(*(int(self.boxes[part]) for part in reversed(_PARTS)))
        except (ValueError, OverflowError):
            self.errors["by-day"] = "The day to answer by must be a real day"
            return
        if self.answer_by < today:
            self.errors["by-day"] = "The day to answer by must be today or later"
        elif (self.answer_by - today).days > 365:
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


def listed(errors: Mapping[str, str]) -> list[dict[str, Any]]:
    """This will give errors as an error summary wants them."""
    return [{"text": words, "href": f"#{box}"} for box, words in errors.items()]
