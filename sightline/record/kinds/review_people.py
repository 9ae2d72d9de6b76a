"""The people of a learning review and what they say in it: groups, sessions, accounts, the family's views.

What somebody says during a review is of the review, on the day it is said. It is never a record of the time it speaks of.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sightline.record.kinds.registry import kind
from sightline.record.kinds.words import Agency, EntryRef, Person

Phase = Literal["pre_birth", "post_birth", "whole"]
Came = Literal["came", "apologies", "did_not_come", "to_be_met_separately"]
Stands = Literal["not_yet_asked", "asked", "given", "declined", "cannot_be_asked"]


@kind("review_group", "record", since=2)
class ReviewGroup:
    """A group of those who take part: of one case (its id) or of all, and of which phase of the family's time with services."""

    name: str
    phase: Phase
    case: str | None = None


@kind("review_participant", "record", since=2)
class ReviewParticipant:
    """Who somebody that takes part is: name, profession, whom they worked for then, and the groups they are in.

    `participant` is the knower that they are in the review. `worked_for_words` names an agency that the directory has not.
    """

    participant: Agency
    name: str
    profession: str
    worked_for: Agency | None = None
    worked_for_words: str = ""
    groups: tuple[EntryRef, ...] = ()


@kind("review_session", "record", since=2)
class ReviewSession:
    """A session of a review: its stage, its groups or the one person it is with, when, where, and what is asked.

    `of` is the session that a separate meeting stands in for. Whoever is told of a session is invited to it.
    """

    stage: str
    day: dt.date
    questions: tuple[str, ...]
    starts: str = ""
    where: str = ""
    groups: tuple[EntryRef, ...] = ()
    participant: Agency | None = None
    of: EntryRef | None = None


@kind("review_attendance", "record", since=2)
class ReviewAttendance:
    """Whether somebody invited to a session came, and where they did not, how they are to be heard. The last word stands."""

    of: EntryRef
    participant: Agency
    came: Came


@kind("review_contribution", "record", since=2)
class ReviewContribution:
    """What somebody who takes part answers to a question of a session, in their own words (the summary).

    `after_others`: it was written after others' answers had been shown to them.
    """

    of: EntryRef
    question: str
    after_others: bool = False


@kind("review_note", "record", since=2)
class ReviewNote:
    """What a reviewer notes of a session, a stage, a group or one person: the reviewer's words, and nobody else's."""

    stage: str
    of: EntryRef | None = None
    group: EntryRef | None = None
    participant: Agency | None = None


@kind("review_two_accounts", "record", since=2)
class ReviewTwoAccounts:
    """Accounts that differ, and what about. Each is kept as it was given; nothing here says which is right."""

    about: str
    accounts: tuple[EntryRef, ...]
    of: EntryRef | None = None


@kind("review_family_view", "record", since=2)
class ReviewFamilyView:
    """Where a review stands with the view of somebody of the family, and how the report is to be shared with them.

    The summary is their view, in their words as far as can be. `why`: why they cannot be asked now. The last word stands.
    """

    of_person: Person
    stands: Stands
    how: str = ""
    on: dt.date | None = None
    asked_by: str = ""
    why: str = ""
    report_how: str = ""
    report_by: dt.date | None = None


@kind("review_declaration", "record", since=2)
class ReviewDeclaration:
    """A member of a review declares whether they worked with the family. `member` is the id of their post."""

    member: str
    worked_with: Literal["no", "yes"]
