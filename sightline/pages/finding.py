"""The sentences of a replay that depend on what was found, and the words its template calls for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sightline.pages.forms.topics import TOPICS
from sightline.pages.items import Item
from sightline.pages.words import Names, curly, day, first_up, hour, listed, phrase, plain, short, short_day

__all__ = [
    "count", "curly", "day", "first_up", "from_to", "holders", "hour", "listed", "number", "ordinal", "phrase", "plain",
    "possessive", "short", "short_day", "sources", "spoke", "touches", "worries",
]  # fmt: skip

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ORDINALS = (
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)


def count(number: int, one: str, many: str = "") -> str:
    """This will give a number of things: 1 entry, 6 entries."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def number(n: int) -> str:
    """This will give a number as it is written in a heading."""
    return _NUMBERS[n] if n < len(_NUMBERS) else str(n)


def ordinal(n: int) -> str:
    """This will give a place in a row of things: first, second, third, 11th."""
    if n < len(_ORDINALS):
        return _ORDINALS[n]
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def worries(topics: Sequence[str] | None) -> str:
    """This will name worries as they are chosen from on a form, and others by their own name."""
    words = {topic: said for group in TOPICS.values() for topic, said in group.items()}
    return "; ".join(words.get(topic) or first_up(plain(topic)) for topic in topics or ())


def possessive(name: str) -> str:
    """This will give the form that owns: midwifery's, the foster carers'."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def sources(knew: Sequence[Item], agency: str, names: Names, whose: str = "its") -> str:
    """This will say where what it knew came from: its own record, and those who wrote what it was told."""
    own = sum(item.author == agency for item in knew)
    others = Counter(item.author for item in knew if item.author != agency)
    told = [f"{n} written by {names.agency(author)}" for author, n in others.most_common(3)]
    rest = sum(others.values()) - sum(n for _, n in others.most_common(3))
    return phrase(
        [f"{own} in {whose} own record"] * bool(own)
        + told
        + [f"{rest} by {'another agency' if len(others) == 4 else f'{len(others) - 3} other agencies'}"]
        * bool(rest)
    )


def holders(not_told: Sequence[Item], names: Names) -> str:
    """This will say whose records hold what it was not told."""
    authors = {item.author for item in not_told}
    if len(authors) == 1:
        return f"{possessive(names.agency(authors.pop()))} record"
    return f"{number(len(authors))} other agencies’ records"


def touches(agency: str, touched: set[str], others: int, names: Names) -> str:
    """This will say how many lanes the agency's own lane touches: whom it told and who told it."""
    lane = f"{first_up(possessive(names.agency(agency)))} lane"
    if not others:
        return f"{lane} is the only one so far"
    if not touched:
        return f"{lane} touches no other"
    if len(touched) == 1:
        which = "the one other" if others == 1 else "one other"
        return f"{lane} touches {which}: {possessive(names.agency(next(iter(touched))))}"
    if len(touched) >= others:
        return f"{lane} touches all {number(others)} others"
    return f"{lane} touches {number(len(touched))} of the {number(others)} others"


def spoke(own: int, beyond: int, who: str) -> str:
    """This will say how many standards would have spoken, and how many more only the whole record can show."""
    standards = "practice standard" if own < 2 else "practice standards"
    first = f"{first_up(number(own))} {standards} would have spoken to {who}"
    if not beyond:
        return f"{first}; the whole record adds nothing"
    return f"{first}; {number(beyond)} more can be seen only from the whole record"


def from_to(listed: Sequence[Item]) -> str:
    """This will say which stretch of time a list covers."""
    first, last = listed[0].day, listed[-1].day
    return day(first) if first == last else f"{day(first, last)} to {day(last)}"
