"""What was said and found in the demonstration's learning review, done as its people would do it: each line by an act of a post.

Whoever took part, and their words, are made up; what they say in substance is what the published review reflects.
"""

from __future__ import annotations

import datetime as dt
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from config.review_of_stories import Asked
from sightline.people.models import Post, Team
from sightline.record.kinds.review_finding import ReviewFinding
from sightline.record.kinds.review_people import (
    ReviewFamilyView,
    ReviewGroup,
    ReviewNote,
    ReviewSession,
)
from sightline.record.kinds.words import Agency, EntryRef, Person
from sightline.record.models import Imported
from sightline.record.times import Moment
from sightline.reviews import agreeing, gathering
from sightline.reviews.gathering import ROLE, mark

FILE = Path(__file__).resolve().parent.parent / "stories" / "review.toml"
_CALLED, _ANSWERED = 14, 3
"""How many days before a session it was called, and answered."""
_FOUND, _AGREED = 35, 28
"""How many days before today the findings were written, and agreed at the last session."""


@dataclass
class _Said:
    """The review, and by the file's ids what was made of it so far."""

    made: Asked
    today: dt.date
    ids: dict[str, UUID] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    turn: Iterator[int] = field(default_factory=count)
    """Of one day, what was done first: it is all written down in one moment."""

    def act(self, key: str, days_ago: int, by: Post | None = None) -> dict[str, Any]:
        """This will give the words that every act begins with."""
        day = self.today - dt.timedelta(days=days_ago)
        return {"by": by or self.made.lead, "at": Moment(day, next(self.turn)), "key": f"said {key}"}

    def ref(self, id: str) -> EntryRef:
        """This will name an entry of a story (child-a:e13), or what was said here."""
        return EntryRef(str(self.ids[id]))

    def person(self, id: str) -> Person:
        """This will give somebody of a case under the review's own id."""
        case, _, who = id.partition(":")
        return self.made.people[case, who]


def read() -> dict[str, Any]:
    """This will read the file."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def load(made: Asked, today: dt.date, days_ago: int) -> Mapping[str, UUID]:
    """This will do it all, beginning so many days ago, and give the ids of the findings by the file's."""
    said, file = _Said(made, today), read()
    for story in made.cases:
        rows = Imported.objects.filter(source=f"story {story}", part="").values_list("file_id", "entry")
        said.ids |= {f"{story}:{id}": entry for id, entry in rows}
    for one in file["group"]:
        group = ReviewGroup(name=one["name"], phase=one["phase"], case=str(made.cases[one["case"]]))
        said.ids[one["id"]] = gathering.add_group(**said.act(one["id"], days_ago), group=group)
    for one in file["participant"]:
        _takes_part(said, one, days_ago)
    for one in file["session"]:
        _meets(said, one)
    for one in file["accounts"]:
        said.ids[one["id"]] = gathering.two_accounts(
            **said.act(one["id"], one["days_ago"]), about=one["about"], words=one["words"],
            accounts=[said.ref(id) for id in one["accounts"]], session=said.ids[one["session"]],
        )  # fmt: skip
    for one in file["view"]:
        _asked(said, one)
    return {one["id"]: _finds(said, one) for one in file["finding"]}


def _takes_part(said: _Said, one: Mapping[str, Any], days_ago: int) -> None:
    """In the directory they are a number; the demonstration signs in without an account."""
    case, _, team = one["worked_for"].partition(":")
    act = said.act(one["id"], days_ago) | {"key": uuid.uuid5(said.made.lead.pk, one["id"])}
    who, _ = gathering.take_part(
        **act, name=one["name"], profession=one["profession"],
        worked_for=Agency(str(said.made.teams[case, team].pk)), groups=[said.ref(id) for id in one["groups"]],
    )  # fmt: skip
    said.teams[one["id"]] = who
    said.posts[one["id"]] = Post.objects.create(team=who, name=who.name, role=ROLE, starts=act["at"].day)


def _meets(said: _Said, one: Mapping[str, Any]) -> None:
    """A session called, answered beforehand by each alone, held, and only then read by those who had answered."""
    id, ago = one["id"], one["days_ago"]
    alone = said.teams[one["participant"]] if "participant" in one else None
    session = ReviewSession(
        stage=one["stage"], day=said.today - dt.timedelta(days=ago), questions=tuple(one["questions"]),
        starts=one["starts"], where=one["where"], groups=tuple(said.ref(group) for group in one.get("groups", ())),
        participant=Agency(str(alone.pk)) if alone else None, of=said.ref(one["of"]) if "of" in one else None,
    )  # fmt: skip
    made = said.ids[id] = gathering.call(**said.act(id, ago + _CALLED), session=session)
    for answer in one.get("answer", ()):
        said.ids[answer["id"]] = gathering.contribute(
            **said.act(answer["id"], ago + _ANSWERED, said.posts[answer["who"]]), session=made,
            question=one["questions"][answer["question"]], words=answer["words"],
        )  # fmt: skip
    came = {Agency(str(said.teams[who].pk)): (how, "") for who, how in one["came"].items()}
    gathering.attended(**said.act(f"{id} came", ago), session=made, came=came, seen=mark({}))
    for n in dict.fromkeys(answer["question"] for answer in one.get("answer", ())):
        gathering.show(**said.act(f"{id} shows {n}", ago), session=made, question=one["questions"][n])
    for note in one.get("note", ()):
        noted = ReviewNote(stage=one["stage"], of=EntryRef(str(made)), participant=session.participant)
        said.ids[note["id"]] = gathering.note(**said.act(note["id"], ago), said=noted, words=note["words"])


def _asked(said: _Said, one: Mapping[str, Any]) -> None:
    """Where the review stands with somebody of the family."""
    act = said.act(f"view {one['person']}", one["days_ago"])
    view = ReviewFamilyView(
        of_person=said.person(one["person"]), stands=one["stands"], how=one.get("how", ""), why=one.get("why", ""),
        on=act["at"].day if "how" in one else None, asked_by=one["asked_by"], report_how=one.get("report_how", ""),
    )  # fmt: skip
    gathering.family_view(**act, said=view, words=one.get("words", ""), seen=mark({}))


def _finds(said: _Said, one: Mapping[str, Any]) -> UUID:
    """A finding, written and then agreed as it stands."""
    finding = ReviewFinding(
        effect=one["effect"], part=one["part"], cases=tuple(str(said.made.cases[case]) for case in one["cases"]),
        still_so=one["still"], shown_by=one.get("shown_by", ""),
        rests_on=tuple(said.ref(id) for id in one["rests_on"]), standards=tuple(one.get("standards", ())),
    )  # fmt: skip
    people = [person for case in one["cases"] for person in said.made.of(case)]
    id = agreeing.say(**said.act(one["id"], _FOUND), finding=finding, words=one["words"], people=people)
    agreeing.agree(**said.act(f"{one['id']} agreed", _AGREED), version=id)
    return id
