"""The demonstration's cast: made-up people in post in the teams of the packaged stories, with a case of the story each.

It runs once, after the stories are loaded, and opens the cases as any team would.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from sightline.people.models import Contact, Post
from sightline.record import actions, store
from sightline.record.acting import as_owner
from sightline.record.kinds.particulars import Particulars
from sightline.record.models import ImportedName
from sightline.record.times import Moment

CAST = Path(__file__).resolve().parent.parent / "stories" / "cast.toml"
_CHILD_FIRST = ("unborn", "child", "sibling", "mother", "father")
_SINCE = dt.date(2000, 1, 1)


def load() -> None:
    """This will put the cast into post, unless somebody is in post already; whose story is not loaded is left out."""
    with as_owner():
        if Post.objects.exists():
            return
        cast = tomllib.loads(CAST.read_text(encoding="utf-8"))
        for case, title in cast["titles"].items():
            named = ImportedName.objects.filter(source=f"story {case}", what="team").values_list(
                "file_id", "ours"
            )
            _in_post([post for post in cast["post"] if post["case"] == case], dict(named), title)
            _answer([one for one in cast["contact"] if one["case"] == case], dict(named))


def _answer(contacts: list[dict[str, str]], teams: Mapping[str, UUID]) -> None:
    """Who answers for a front door of a story that is loaded."""
    for one in contacts:
        if one["team"] in teams:
            said = {name: one[name] for name in ("sector", "name", "role", "telephone", "hours")}
            Contact.objects.create(team_id=teams[one["team"]], **said)


def _in_post(cast: list[dict[str, str]], teams: Mapping[str, UUID], title: str) -> None:
    """The first of each team opens its case."""
    opened: set[str] = set()
    for one in cast:
        if one["team"] in teams:
            post = Post.objects.create(
                team_id=teams[one["team"]], name=one["name"], role=one["role"], starts=_SINCE
            )
            if one["team"] not in opened:
                _open_case(post, title)
            opened.add(one["team"])


def _open_case(post: Post, title: str) -> None:
    """Everybody of whom the team may see anything, the child first."""
    known = store.may_see(post.team)
    roles = {said.body.person: said.body.role for said in known.entries(Particulars) if said.body.role}
    people = dict.fromkeys(person for entry in known.all() for person in entry.people)
    order = {role: place for place, role in enumerate(_CHILD_FIRST)}
    first = sorted(people, key=lambda person: order.get(roles.get(person, ""), len(order)))
    at = Moment(dt.datetime.now(tz=dt.UTC).date())
    actions.open_case(
        by=post, at=at, key=f"cast: {title}", title=title, people=[UUID(person) for person in first]
    )
