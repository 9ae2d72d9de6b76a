"""How closely parents are watched with their child: each agency's statement of it, and whether it is written and shared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sightline.record.entry import Entry
from sightline.record.kinds.place import Supervision
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge

# From most to least watching. "unspecified" is no level, and "believed" is not an arrangement: neither is ranked.
LEVELS = ("unsupervised", "unsupervised_periods", "partial_monitoring", "frequent_checks", "continuous")


def rank(statement: Entry[Supervision]) -> int | None:
    """This will give how close the watching is, higher is closer; None where the statement gives no arrangement."""
    level = statement.body.level
    return LEVELS.index(level) if level in LEVELS else None


def shared(known: Knowledge, statement: Entry[Supervision], between: tuple[str, ...]) -> bool:
    """This will say whether a statement is written and agreed with an agency of these types other than its author.

    Where it does not say that it is written, an agreement is taken for a page; where it does not say with whom it was agreed,
    those who were told of the page are.
    """
    with_whom = statement.body.agreed_with
    if with_whom is None and statement.body.written:
        with_whom = tuple(known.told(statement.id))
    agreed: set[Agency] = set(with_whom or ()) - {statement.author}
    types = {known.teams[a].type for a in {*agreed, statement.author} if a in known.teams}
    return statement.body.written is not False and bool(agreed) and bool(types & set(between))


def described_alike(statements: Sequence[Entry[Supervision]]) -> bool:
    """This will say whether what agencies have down as the level agrees, a belief in watching all the time included."""
    levels = {"continuous" if s.body.level == "believed_continuous" else s.body.level for s in statements}
    return len(levels) <= 1


def differing(
    known: Knowledge, statements: Sequence[Entry[Supervision]], between: tuple[str, ...], days: int
) -> list[Entry[Supervision]]:
    """This will give, latest first, two statements of the same parents that cannot both be so; empty where none differ.

    What is written and shared stands for all until somebody writes otherwise; of each team the last word counts, within so
    many days. A statement that says that no level is set differs from nothing; of one whose box is empty nobody can say that it
    does not.
    """
    said: list[Entry[Supervision]] = []
    bound: set[Agency] = set()
    for statement in statements:
        if shared(known, statement, between):
            bound = {statement.author, *(statement.body.agreed_with or ())}
        # Who is party to a written page has that for its word; what one of its notes takes to be so is no other.
        believes = statement.body.level == "believed_continuous" and statement.author not in bound
        unsaid = statement.body.level is None and statement.author not in bound
        if rank(statement) is not None or believes or unsaid:
            said.append(statement)
    if not said:
        return []
    last = said[-1]
    if shared(known, last, between):
        return []
    since = last.day - dt.timedelta(days=days)
    others: dict[Agency, Entry[Supervision]] = {}
    for statement in said[:-1]:
        if statement.day >= since and _of_the_same(statement, last):
            if shared(known, statement, between):
                others.clear()
            others[statement.author] = statement
    others.pop(last.author, None)
    apart = [
        s
        for s in others.values()
        if None in (s.body.level, last.body.level) or not described_alike([s, last])
    ]
    return [last, *reversed(apart)] if apart else []


def _of_the_same(one: Entry[Supervision], other: Entry[Supervision]) -> bool:
    """Of the same parents, or of whom it does not say."""
    return not one.body.of or not other.body.of or bool({*one.body.of} & {*other.body.of})
