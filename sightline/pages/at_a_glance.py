"""Everything that the case on a page shows, put together once from what the team knows at a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sightline.access import Permission, allowed
from sightline.checks.expected import expected
from sightline.pages.opened import names_of
from sightline.pages.ringing import Ring, first, network
from sightline.pages.words import Names
from sightline.pathways.challenge import challenges
from sightline.people.models import Post
from sightline.record import by_kind
from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.particulars import WHO_IT_IS, Particulars
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import concerned
from sightline.record.times import Moment
from sightline.standards.live import Prompt, discussions, prompts
from sightline.standards.replay import speaking
from sightline.standards.standard import Standard
from sightline.standards.switched import Off, off
from sightline.state.on_a_page.ahead import Ahead, Due, ahead
from sightline.state.on_a_page.decided import Decided, decided
from sightline.state.on_a_page.involved import involved
from sightline.state.on_a_page.lines import Line, lines
from sightline.state.on_a_page.unknown import Unknown, unknown
from sightline.state.on_a_page.unread import Unread, unread
from sightline.state.on_a_page.who import Who, who
from sightline.state.on_a_page.worries import Worries, worries

_SHOWN_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class Glance:
    """The six answers, the one prompt with what it rests on, whom to ring first, and what nobody has read."""

    on: dt.date
    names: Names
    entries: int
    latest: Line | None
    prompt: Prompt | None
    evidence: tuple[Entry[object], ...]
    off: tuple[tuple[Standard, Off], ...]
    """The standards that would be asked for this team and that the partnership has switched off."""
    ring: tuple[Ring, ...]
    who: Who
    worries: Worries
    decided: tuple[Decided, ...]
    earlier_decisions: int
    ahead: Ahead
    network: tuple[Ring, ...]
    unknown: tuple[Unknown, ...]
    unread: Unread


def glance(
    post: Post, known: Knowledge, people: Sequence[UUID], at: Moment, opened: Collection[str]
) -> Glance:
    """This will answer the six questions. `opened` are the tellings to the team that somebody of it has opened."""
    on, persons = at.day, [Person(str(person)) for person in people]
    of = who(known, persons, on)
    made, earlier = decided(known, on)
    switched_off = off(by_kind.switched(post.team), on)
    speaks = next(iter(prompts(known, on, switched_off)), None)
    rests = tuple(
        entry for id in (speaks.said.evidence if speaks else ()) if (entry := known.entry(id)) is not None
    )
    rows = network(involved(known, on), post.team, at)
    pairs = expected(known, [one.id for one in (*of.others, *of.children)], on)
    return Glance(
        on=on,
        names=_names(known, persons),
        entries=len(list(known.all())),
        latest=next(iter(lines(known, lambda entry: entry.kind not in _BACKGROUND, on)), None),
        prompt=speaks,
        evidence=rests[:_SHOWN_EVIDENCE],
        off=tuple((one, switched_off[one.kind]) for one in speaking(known) if one.kind in switched_off),
        ring=tuple(first(rows, {entry.author for entry in rests})),
        who=of,
        worries=worries(known, on),
        decided=made,
        earlier_decisions=earlier,
        ahead=ahead(known, persons, on, [*_challenges(known, made), *_discussions(known, on, switched_off)]),
        network=tuple(rows),
        unknown=tuple(unknown(known, of, made, pairs, on, _asks_since(post, known))),
        unread=unread(known, opened),
    )


_BACKGROUND = WHO_IT_IS | {"background", "restriction", "disposal"}


def _challenges(known: Knowledge, made: Sequence[Decided]) -> list[Due]:
    found = (challenge for one in made for challenge in challenges(known, one.id))
    return [Due("challenge", one.answer_by, one.entry) for one in found if one.outcome is None]


def _discussions(known: Knowledge, on: dt.date, switched_off: Collection[str]) -> list[Due]:
    """The first for each child: one discussion is about all that was seen by then."""
    first: dict[tuple[Person, ...], Due] = {}
    for due, entry in sorted(
        discussions(known, on, switched_off), key=lambda one: (one[0], one[1].day, one[1].id)
    ):
        first.setdefault(entry.people, Due("discussion", due, entry))
    return list(first.values())


def _asks_since(post: Post, known: Knowledge) -> dt.date | None:
    """The day of the last contact that came to this team, where it may ask the checks; as on the check board."""
    came = [entry.day for entry in known.entries(Referral) if entry.body.to == known.knower]
    return max(came, default=None) if allowed(post, Permission.ASK_CHECK) else None


def _names(known: Knowledge, people: Sequence[Person]) -> Names:
    """What everybody is called who is in the case or named in an entry of it; nobody is left as an id."""
    said = sorted(known.entries(Particulars), key=lambda entry: entry.noted.key)
    named = dict.fromkeys(person for entry in known.all() for person in concerned(entry))
    return names_of(said, [*people, *named])
