"""Appointing people to posts and ending them: an organisation's administrator does, and nothing of it is ever changed.

Each verb is called with the administrator's team in force, in one transaction, so that the database refuses another
organisation's. `key` is the form's own id: the same form sent twice is done once.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connections, router
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Lower

from sightline.people.models import Account, Organisation, Post, PostEnd, Team

REASONS: Mapping[str, str] = {
    "left": "They have left the organisation",
    "moved": "They have moved to another post",
    "role_ended": "The post or the placement has come to its end",
    "mistake": "The post was made by mistake",
}
PAGE = 50


class Conflict(Exception):
    """The post is no longer as its page showed it, or the form's id has been used for something else."""


@dataclass(frozen=True, slots=True)
class Appointed:
    """What an appointment says: who, where, as what, from when and until when."""

    name: str
    team: Team
    role: str
    starts: dt.date
    ends: dt.date | None = None


def of_organisation(organisation: Organisation) -> QuerySet[Post]:
    """This will give the posts of an organisation's teams, by name; who is in a learning review is not among them."""
    posts = Post.objects.select_related("team", "account", "appointed_by")
    return posts.filter(team__organisation=organisation, team__within=None).order_by(Lower("name"), "id")


def page(posts: QuerySet[Post], after: Post | None) -> list[Post]:
    """This will give up to PAGE posts after one of the list, and one more if there are more."""
    if after:
        name = Lower(Value(after.name))
        posts = posts.annotate(low=Lower("name")).filter(Q(low__gt=name) | Q(low=name, id__gt=after.pk))
    return list(posts[: PAGE + 1])


def held_by(account: Account, day: dt.date) -> list[Post]:
    """This will give the posts that somebody holds on a day."""
    posts = Post.objects.select_related("team__organisation").filter(account=account, starts__lte=day)
    return list(posts.filter(Q(ends=None) | Q(ends__gte=day)).order_by("team__name", "id"))


def invite(*, by: Post, key: UUID, appointed: Appointed, email: str) -> tuple[Post, bool]:
    """This will appoint somebody, with an account that has no password yet unless they have one already.

    Says also whether it is new, or was done before. Raises Conflict where the form's id stands for another appointment.
    """
    _one_at_a_time()
    before = _already(key, by, appointed, email)
    if before:
        return before, False
    account = Account.objects.filter(email=email).first()
    if account is None:
        account = Account(email=email)
        account.set_unusable_password()
        account.save(force_insert=True)
    return _appoint(key, by, appointed, account), True


def end(*, by: Post, key: UUID, post: Post, last_day: dt.date, reason: str, expects: dt.date | None) -> None:
    """This will end a post after a last day. Nothing that it knew or wrote changes.

    `expects` is the last day that the page showed. Raises Conflict where another has been set meanwhile.
    """
    _one_at_a_time()
    if PostEnd.objects.filter(pk=key, post=post, last_day=last_day, reason=reason).exists():
        return
    now = Post.objects.get(pk=post.pk)
    if now.ends != expects or PostEnd.objects.filter(pk=key).exists():
        raise Conflict
    PostEnd(id=key, post=post, last_day=last_day, reason=reason, by=by).save(force_insert=True)


def move(*, by: Post, key: UUID, post: Post, to: Appointed, expects: dt.date | None) -> Post:
    """This will end a post on the day before another of the same person begins. Raises Conflict as `end` does."""
    _one_at_a_time()
    new = uuid.uuid5(key, "moved")
    before = _already(new, by, to, post.account.email if post.account else "")
    if before:
        return before
    end(
        by=by,
        key=key,
        post=post,
        last_day=to.starts - dt.timedelta(days=1),
        reason="moved",
        expects=expects,
    )
    return _appoint(new, by, to, post.account)


def _one_at_a_time() -> None:
    """Until this transaction ends nobody else appoints: of two clicks at once the second finds what the first did."""
    with connections[router.db_for_write(Post)].cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('appointments'))")


def _appoint(id: UUID, by: Post, appointed: Appointed, account: Account | None) -> Post:
    made = Post(
        id=id,
        team=appointed.team,
        account=account,
        name=appointed.name,
        role=appointed.role,
        starts=appointed.starts,
        ends=appointed.ends,
        appointed_by=by,
    )
    made.save(force_insert=True)
    return made


def _already(id: UUID, by: Post, appointed: Appointed, email: str) -> Post | None:
    """The post that the same form made before."""
    made = Post.objects.select_related("team", "account").filter(pk=id).first()
    if made is None:
        return None
    same = (made.appointed_by_id, made.team_id, made.name, made.role, made.starts) == (
        by.pk,
        appointed.team.pk,
        appointed.name,
        appointed.role,
        appointed.starts,
    ) and (made.account.email if made.account else "") == email
    if not same:
        raise Conflict
    return made
