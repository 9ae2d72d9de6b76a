"""What each standard does in many small situations that nobody wrote it with: where it must speak, and where it must be silent.

`python -m tests.bench.bench_situations [FOLDER …] [--show]` prints a row for each kind. A situation is a few entries in short
form (tests/cases/situations/README.md) and is judged for its one kind alone, by the format's own rule: raised by the last
day of its window and still open on the first, or never raised at all.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sightline.record.entry import Record
from sightline.record.interchange.read import read
from sightline.record.interchange.split import split
from sightline.record.named import PARTY_FIELDS
from sightline.standards.replay import Raise, replay

HERE = Path(__file__).parent.parent / "cases" / "situations"
HALVES = (HERE / "read", HERE / "unread")
_OWN = ("id", "day", "recorded", "until", "agency", "kind", "about", "summary", "told", "knows")
_DECIDED = ("type", "outcome", "forum", "responds_to", "on_information", "checks_made", "rationale")


@dataclass(frozen=True, slots=True)
class Situation:
    """One small case, its kind, and the days on which that kind should speak (None: never, up to `until`)."""

    kind: str
    says: str
    record: Record
    until: dt.date
    speaks: tuple[dt.date, dt.date] | None
    accepted: frozenset[str]
    about: frozenset[str]

    @property
    def right(self) -> bool:
        """Whether the standards do in it what they should."""
        raises = replay(self.record, None, self.until)
        if self.speaks is None:
            return all(raised.kind != self.kind for raised in raises)
        return any(self._answers(raised, *self.speaks) for raised in raises)

    def _answers(self, raised: Raise, first: dt.date, last: dt.date) -> bool:
        return (
            raised.kind in self.accepted
            and (not self.about or not self.about.isdisjoint(raised.about))
            and raised.raised <= last
            and (raised.closed is None or raised.closed >= first)
        )


def situations(path: Path) -> Iterator[Situation]:
    """This will read the situations of one kind, in a file named for it. Raises Unreadable, KeyError or TypeError."""
    for raw in yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader):
        speaks = raw.get("speaks")
        yield Situation(
            kind=path.stem,
            says=raw["situation"],
            record=split(read(yaml.safe_dump(as_case(raw), sort_keys=False).encode())),
            until=raw["until"],
            speaks=(speaks["from"], speaks["to"]) if speaks else None,
            accepted=frozenset((path.stem, *raw.get("accept_also", ()))),
            about=frozenset(raw.get("about", ())),
        )


def as_case(raw: Mapping[str, Any]) -> dict[str, Any]:
    """This will write a situation out as a whole case of the interchange format."""
    rows = raw["entries"]
    return {
        "case": "situation",
        "format": "chronology-interchange/1",
        "areas": [{"id": id, "name": id} for id in raw.get("areas", ())],
        "agencies": [_agency(id, said) for id, said in raw["agencies"].items()],
        "people": [{"id": id, **said} for id, said in raw["people"].items()],
        "events": [_event(row) for row in rows if row["kind"] != "decision"],
        "decisions": [_decision(row) for row in rows if row["kind"] == "decision"],
    }


def _agency(id: str, said: Any) -> dict[str, Any]:
    named = {"type": said} if isinstance(said, str) else dict(said)
    return {"id": id, "name": id.replace("_", " "), **named}


def _event(row: Mapping[str, Any]) -> dict[str, Any]:
    attributes = {name: value for name, value in row.items() if name not in _OWN}
    parties: list[str] = []
    for name in PARTY_FIELDS:
        value = attributes.get(name, ())
        parties += [value] if isinstance(value, str) else value
    recorded, told = row.get("recorded", row["day"]), _told(row)
    known = {row["agency"]: recorded, **dict.fromkeys(parties, recorded), **told, **row.get("knows", {})}
    return {
        "id": row["id"],
        "occurred": row["day"],
        "recorded": recorded,
        "agency": row["agency"],
        "kind": row["kind"],
        "about": row["about"],
        "attributes": attributes,
        "known_by": [{"agency": agency, "from": day} for agency, day in known.items()],
        "shared_with": [{"agency": agency, "date": day} for agency, day in told.items()],
        **{name: row[name] for name in ("summary", "until") if name in row},
    }


def _decision(row: Mapping[str, Any]) -> dict[str, Any]:
    content = row.get("content", "outcome_and_reason")
    return {
        "id": row["id"],
        "made": row["day"],
        "recorded": row.get("recorded", row["day"]),
        "by": row["agency"],
        "about": row["about"],
        "communicated_to": [{"agency": to, "date": on, "content": content} for to, on in _told(row).items()],
        **{name: row[name] for name in _DECIDED if name in row},
    }


def _told(row: Mapping[str, Any]) -> dict[str, dt.date]:
    told = row.get("told", ())
    return dict(told) if isinstance(told, dict) else dict.fromkeys(told, row.get("recorded", row["day"]))


def table(folders: Sequence[Path], show: bool = False) -> Iterator[str]:
    """This will give the rows of a table, kind by kind and in all, and with `show` each situation that came out wrong."""
    yield f"| kind |{''.join(f' {folder.name}: speaks | silent |' for folder in folders)}"
    yield f"| --- |{' --- | --- |' * len(folders)}"
    found = {
        folder: [one for path in sorted(folder.glob("*.yaml")) for one in situations(path)]
        for folder in folders
    }
    right = {folder: [(one, one.right) for one in found[folder]] for folder in folders}
    for kind in (*sorted({one.kind for rows in found.values() for one in rows}), None):
        cells = (_cells([row for row in right[folder] if kind in (None, row[0].kind)]) for folder in folders)
        yield f"| {f'`{kind}`' if kind else '**all**'} |{''.join(cells)}"
    if show:
        wrong = (one for rows in right.values() for one, is_right in rows if not is_right)
        yield from (f"{one.kind}: {'silent' if one.speaks else 'spoke'}: {one.says}" for one in wrong)


def _cells(rows: Sequence[tuple[Situation, bool]]) -> str:
    parts = ([right for one, right in rows if (one.speaks is not None) is speaks] for speaks in (True, False))
    return "".join(f" {sum(part)} of {len(part)} |" if part else " – |" for part in parts)


def main() -> None:
    """Print the table of the folders named, or of what was read and of what was not."""
    asked = argparse.ArgumentParser()
    asked.add_argument("folders", nargs="*", type=Path, default=list(HALVES))
    asked.add_argument("--show", action="store_true")
    given = asked.parse_args()
    print("\n".join(table(given.folders, given.show)))


if __name__ == "__main__":
    main()
