"""The answer key of a case file: what should be raised and by when, and where a prompt would only be noise.

It is read apart from the case, and nothing but the bench reads it: what replays a case never sees it (section 7 of
the interchange format). `guards` and `answers` are this project's own: which entry alone keeps a prompt away, and which
step would have silenced one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

ANY = "any"
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CASE = ("case", "format", "areas", "agencies", "people", "events", "decisions")


@dataclass(frozen=True, slots=True)
class Window:
    """From the first day to the last, both within it."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Point:
    """What should be raised: of which kind (or what counts as the same), about whom, on any of which entries, when."""

    id: str
    prompt: str
    kinds: frozenset[str]
    about: frozenset[str]
    triggers: frozenset[str]
    when: Window
    must: bool


@dataclass(frozen=True, slots=True)
class Spell:
    """Days on which a kind of prompt (`any`: every kind) is a false alarm, or is let pass."""

    prompt: str
    when: Window


@dataclass(frozen=True, slots=True)
class Guard:
    """What is called for if its entries are taken away: a prompt of `kinds`, first of all `prompt` (None: they are no guard).

    It is one entry, or a few that do the same and guard together. `arguable` kinds may speak then or stay silent: the
    guidance can be read either way.
    """

    entries: tuple[str, ...]
    prompt: str | None
    kinds: frozenset[str]
    arguable: frozenset[str]


@dataclass(frozen=True, slots=True)
class Step:
    """The step that was missing, as events and decisions of the file's own form, and the point that it would silence."""

    silences: str
    events: tuple[Mapping[str, Any], ...]
    decisions: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Key:
    """The answer key of one case. It is `marked` where somebody has read it for guards, and found some or none."""

    case: str
    case_type: str
    expected: tuple[Point, ...]
    not_expected: tuple[Spell, ...]
    tolerated: tuple[Spell, ...]
    not_scored: frozenset[str]
    guards: tuple[Guard, ...]
    steps: tuple[Step, ...]
    marked: bool

    @property
    def strict(self) -> bool:
        """Whether the case was handled well, so that whatever is neither called for nor tolerated is a false alarm."""
        return self.case_type in ("ordinary", "tricky")


class BadKey(ValueError):
    """A key that cannot be used, and what is wrong with it."""


def key_of(data: bytes) -> Key | None:
    """This will read the key of a case file that is sound, or give None where it has none. Raises BadKey."""
    raw = yaml.load(data, Loader=_LOADER)  # noqa: S506  (a safe loader, the one written in C where there is one)
    if "expected" not in raw and "not_expected" not in raw:
        return None
    try:
        return Key(
            case=raw["case"],
            case_type=raw.get("case_type", ""),
            expected=tuple(_point(item, n) for n, item in enumerate(raw.get("expected") or [])),
            not_expected=tuple(map(_spell, raw.get("not_expected") or [])),
            tolerated=tuple(map(_spell, raw.get("tolerated") or [])),
            not_scored=frozenset(raw.get("not_scored") or []),
            guards=tuple(map(_guard, raw.get("guards") or [])),
            steps=tuple(map(_step, raw.get("answers") or [])),
            marked="guards" in raw,
        )
    except (KeyError, TypeError, AttributeError, ValueError) as wrong:
        raise BadKey(f"its key cannot be read: {type(wrong).__name__} {wrong}") from wrong


def with_step(data: bytes, step: Step) -> bytes:
    """This will give the case of a file (its key left out) with the missing step written into it."""
    raw = yaml.load(data, Loader=_LOADER)  # noqa: S506
    case = {name: raw[name] for name in _CASE if name in raw}
    case["events"] = [*(case.get("events") or []), *step.events]
    case["decisions"] = [*(case.get("decisions") or []), *step.decisions]
    return yaml.safe_dump(case, sort_keys=False, allow_unicode=True).encode()


def _point(item: Mapping[str, Any], number: int) -> Point:
    return Point(
        id=str(item.get("id", number)),
        prompt=item["prompt"],
        kinds=frozenset((item["prompt"], *(item.get("accept_also") or []))),
        about=frozenset(item["about"]),
        triggers=frozenset(item.get("triggers") or []),
        when=_window(item["when"]),
        must=item.get("priority", "must") == "must",
    )


def _spell(item: Mapping[str, Any]) -> Spell:
    return Spell(item["prompt"], _window(item["when"]))


def _guard(item: Mapping[str, Any]) -> Guard:
    prompt = item.get("prompt")
    kinds = frozenset((prompt, *(item.get("accept_also") or []))) if prompt else frozenset()
    entry = item["entry"]
    entries = (entry,) if isinstance(entry, str) else tuple(entry)
    return Guard(entries, prompt, kinds, frozenset(item.get("arguable") or []))


def _step(item: Mapping[str, Any]) -> Step:
    return Step(item["silences"], tuple(item.get("events") or []), tuple(item.get("decisions") or []))


def _window(when: Mapping[str, Any]) -> Window:
    return Window(_day(when["from"]), _day(when["to"]))


def _day(value: object) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)[:10])
