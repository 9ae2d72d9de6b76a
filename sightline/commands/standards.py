"""`sightline standards`: how good the standards are on cases with answer keys. Needs no database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sightline.commands.bench import Shelves, bench, mutation
from sightline.commands.files import STORIES, UNUSABLE
from sightline.record.interchange.faults import Unreadable, faults_as_text
from sightline.standards.bench import Case, case_of
from sightline.standards.key import BadKey
from sightline.standards.mutation import Trial, trials

FAILED = 1
"""The exit status where a worked example does not do what it says."""


def test(asked: argparse.Namespace) -> int:
    """This will print the bench; 1 where a worked example does not do what it says, 2 where a file cannot be used."""
    try:
        lines, sound = bench(shelves(_paths(asked)))
        _print(["# The standards on cases with answer keys", "", *lines], asked.out)
    except _Unusable as unusable:
        print(unusable, file=sys.stderr)
        return UNUSABLE
    return 0 if sound else FAILED


def mutate(asked: argparse.Namespace) -> int:
    """This will print what came of changing each case by one step; 2 where a file cannot be used."""
    try:
        cases = [case for shelf in shelves(_paths(asked)).values() for case in shelf]
        found = [trial for case in cases for trial in _tried(case)]
        _print(["# The standards on cases changed by one step", "", *mutation(found)], asked.out)
    except _Unusable as unusable:
        print(unusable, file=sys.stderr)
        return UNUSABLE
    return 0


class _Unusable(Exception):
    """A file that cannot be used, and everything that is wrong with it."""


def shelves(paths: Mapping[str, Path]) -> Shelves:
    """This will read the cases with keys at each path, a file or a folder, by the name that it is shown under."""
    return {name: tuple(_cases(path)) for name, path in paths.items()}


def _paths(asked: argparse.Namespace) -> dict[str, Path]:
    """What was asked for; otherwise the stories that came with Sightline, if they did."""
    if asked.paths:
        return {path.rstrip("/"): Path(path) for path in asked.paths}
    return {STORIES.name: STORIES} if STORIES.is_dir() else {}


def _cases(path: Path) -> Iterator[Case]:
    for file in sorted(path.glob("*.yaml")) if path.is_dir() else [path]:
        try:
            case = case_of(file.read_bytes())
        except Unreadable as unreadable:
            raise _Unusable(faults_as_text(str(file), unreadable.faults, unreadable.more)) from unreadable
        except BadKey as bad:
            raise _Unusable(f"{file}: {bad}") from bad
        except OSError as error:
            raise _Unusable(f"{file}: {error.strerror}") from error
        if case is None:
            print(f"{file}: has no answer key, and is left out", file=sys.stderr)
        else:
            yield case


def _tried(case: Case) -> tuple[Trial, ...]:
    try:
        return tuple(trials(case))
    except BadKey as bad:
        raise _Unusable(f"{case.key.case}: {bad}") from bad


def _print(lines: Iterable[str], out: str | None) -> None:
    text = "\n".join(lines) + "\n"
    if out is None:
        sys.stdout.write(text)
        return
    try:
        Path(out).write_text(text, encoding="utf-8")
    except OSError as error:
        raise _Unusable(f"{out}: {error.strerror}") from error
