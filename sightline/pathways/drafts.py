"""What somebody is writing and has not sent: kept as they write, read by themselves, emptied once it is sent.

A draft is not the record: nobody is told of it and nothing is decided on it. Each save names the revision it follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models.functions import Now

from sightline.people.models import Draft, Post
from sightline.record.acting import acting_for

Answers = Mapping[str, Any]


def begin(by: Post, id: UUID, journey: str, answers: Answers) -> None:
    """This will begin a draft under an id; under one that there is already, nothing is begun."""
    with acting_for(by.team):
        made = Draft(id=id, team=by.team, post=by, journey=journey, answers=dict(answers), updated=Now())
        Draft.objects.bulk_create([made], ignore_conflicts=True)


def unsent(by: Post, journey: str) -> list[Draft]:
    """This will give a post's own drafts that are not sent or thrown away, the last written first."""
    with acting_for(by.team):
        mine = Draft.objects.filter(post=by, journey=journey, sent=None).exclude(answers={})
        return list(mine.order_by("-updated", "id")[:20])


def found(by: Post, id: UUID) -> Draft | None:
    """This will give one of the post's own drafts, or None where it has none by that id or threw it away."""
    with acting_for(by.team):
        return Draft.objects.filter(post=by, pk=id).exclude(answers={}, sent=None).first()


def save(by: Post, draft: Draft, answers: Answers) -> bool:
    """This will keep what a draft says now, unless it was saved or sent meanwhile: then it will say no."""
    with acting_for(by.team):
        same = Draft.objects.filter(pk=draft.pk, revision=draft.revision, sent=None)
        return bool(same.update(answers=dict(answers), revision=draft.revision + 1, updated=Now()))


def throw_away(by: Post, draft: Draft) -> None:
    """This will empty a draft that is not sent; it is then no longer found."""
    with acting_for(by.team):
        Draft.objects.filter(pk=draft.pk, sent=None).update(answers={}, updated=Now())


def hold(by: Post, draft: Draft) -> bool:
    """This will keep everybody else from a draft until the transaction ends; it will say no where it is sent already."""
    return Draft.objects.select_for_update().filter(post=by, pk=draft.pk, sent=None).exists()


def mark_sent(draft: Draft, entry: UUID) -> None:
    """This will say, in the transaction there is, what a draft became, and empty it: the record holds it now."""
    Draft.objects.filter(pk=draft.pk, sent=None).update(sent=entry, answers={}, updated=Now())
