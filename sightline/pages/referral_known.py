"""Whom a referral takes for new, beside the team's own people: offered on the page before sending, never decided there."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import Error
from django.http import Http404

from sightline.checks.looking import look
from sightline.checks.matching import Candidate
from sightline.pages.forms.sent import id_of
from sightline.pages.opened import now
from sightline.pathways import drafts
from sightline.pathways.referral import Referring, Someone, particulars
from sightline.people.models import Draft, Post
from sightline.record import actions, cases
from sightline.record.kinds.particulars import Particulars

_MOST = 3
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Offered:
    """Those new to the team who may be somebody it knows, each with whom; and whether the search could be made at all."""

    people: tuple[tuple[Someone, tuple[Candidate, ...]], ...] = ()
    failed: bool = False


def offered(post: Post, said: Referring) -> Offered:
    """This will look for the referral's people among the team's own, as one household, and keep that it looked."""
    if all(one.id for one in said.people):
        return Offered()
    actions.look(
        by=post,
        at=now(),
        key=f"search {uuid.uuid4()}",
        purpose="searched our own people for whom a referral names",
    )
    try:
        found = look(post.team, [_asked(one) for one in said.people], now().day).candidates
    except Error:
        _LOG.exception("a search among a team's own people failed")
        return Offered(failed=True)
    named = {str(one.id) for one in said.people if one.id}
    rows = [
        (one, tuple(each for each in meant if each.person not in named)[:_MOST])
        for one, meant in zip(said.people, found, strict=True)
    ]
    return Offered(tuple((one, meant) for one, meant in rows if meant and not one.id))


def choose(post: Post, draft: Draft, said: Referring, chosen: Mapping[str, str]) -> bool:
    """This will keep in the draft that somebody named is one of the team's own, or (no person) is not after all.

    It will say no where the draft was changed meanwhile. Raises Http404 for anybody whom the search does not offer.
    """
    slot, person = chosen.get("slot", ""), chosen.get("person", "")
    kept = dict(draft.answers.get("known") or {})
    if not person:
        kept.pop(slot, None)
        return drafts.save(post, draft, draft.answers | {"known": kept})
    meant = {
        one.slot: (one, {each.person for each in candidates})
        for one, candidates in offered(post, said).people
    }
    if slot not in meant or person not in meant[slot][1]:
        raise Http404("nobody of the team's own by that id")
    return drafts.save(
        post, draft, draft.answers | {"known": kept | {slot: [person, *_words(meant[slot][0])]}}
    )


def known(post: Post, said: Referring, answers: Mapping[str, Any]) -> Referring:
    """This will give the referral with those who were chosen under their own ids, as long as the same is said of them."""
    chosen = answers.get("known") or {}
    people = tuple(_known(post, one, chosen.get(one.slot)) for one in said.people)
    return replace(said, people=people)


def _known(post: Post, one: Someone, chosen: Any) -> Someone:
    if one.id or not chosen or chosen[1:] != _words(one):
        return one
    id = id_of(str(chosen[0]))
    own = id and any(entry.author == str(post.team_id) for entry in cases.who(post.team, [id]))
    return replace(one, id=id) if own else one


def _words(one: Someone) -> list[str]:
    """What was said of somebody when they were chosen: once that is another, they are not that person any more."""
    return [str(one.name or ""), str(one.dob or ""), str(one.nhs_number or "")]


def _asked(one: Someone) -> Particulars:
    return particulars(one, one.id or UUID(int=0))
