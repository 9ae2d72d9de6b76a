"""The demonstration's data: two packaged stories, a cast to sign in as, and in each of its teams a case of the story.

It runs once, on an empty database, and goes the ways that everything else goes: import, then the record's own actions.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from uuid import UUID

from sightline.people.models import Post, Team
from sightline.record import actions, store
from sightline.record.acting import as_owner
from sightline.record.imports import import_record
from sightline.record.interchange.read import read
from sightline.record.kinds.particulars import Particulars
from sightline.record.models import ImportedName
from sightline.record.times import Moment

STORIES = Path(__file__).resolve().parent.parent / "stories"
_CHILD_FIRST = ("unborn", "child", "sibling", "mother", "father")


def load() -> None:
    """This will load the stories of the cast, unless the database holds a team already."""
    with as_owner():
        if Team.objects.exists():
            return
        cast = tomllib.loads((STORIES / "cast.toml").read_text(encoding="utf-8"))["post"]
        for case in dict.fromkeys(post["case"] for post in cast):
            _story(case, [post for post in cast if post["case"] == case])


def _story(case: str, cast: list[dict[str, str]]) -> None:
    source = f"stories/{case}.yaml"
    at = Moment(dt.datetime.now(tz=dt.UTC).date())
    import_record(read((STORIES / f"{case}.yaml").read_bytes()), source=source, by="the demonstration", at=at)
    ours = dict(ImportedName.objects.filter(source=source, what="team").values_list("file_id", "ours"))
    since = dt.date(2000, 1, 1)
    for team in dict.fromkeys(post["team"] for post in cast):
        posts = [
            Post.objects.create(team_id=ours[team], name=post["name"], role=post["role"], starts=since)
            for post in cast
            if post["team"] == team
        ]
        _open_case(posts[0], case, at)


def _open_case(post: Post, case: str, at: Moment) -> None:
    """Everybody of whom the team may see anything, the child first."""
    known = store.may_see(post.team)
    roles = {said.body.person: said.body.role for said in known.entries(Particulars) if said.body.role}
    people = dict.fromkeys(person for entry in known.all() for person in entry.people)
    order = {role: place for place, role in enumerate(_CHILD_FIRST)}
    first = sorted(people, key=lambda person: order.get(roles.get(person, ""), len(order)))
    title = case.replace("-", " ").capitalize().replace("Child a", "Child A")
    actions.open_case(
        by=post, at=at, key=f"demo {case}", title=title, people=[UUID(person) for person in first]
    )
