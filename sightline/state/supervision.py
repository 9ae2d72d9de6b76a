"""How closely parents are watched with their child: each agency's statement of it, and whether it is written and shared."""

from __future__ import annotations

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
    """This will say whether a statement is written and agreed with an agency of these types other than its author."""
    agreed: set[Agency] = set(statement.body.agreed_with or ()) - {statement.author}
    types = {known.teams[a].type for a in {*agreed, statement.author} if a in known.teams}
    return statement.body.written is True and bool(agreed) and bool(types & set(between))


def described_alike(statements: Sequence[Entry[Supervision]]) -> bool:
    """This will say whether what agencies have down as the level agrees, a belief in watching all the time included."""
    levels = {"continuous" if s.body.level == "believed_continuous" else s.body.level for s in statements}
    return len(levels) <= 1
