"""The command line: replay a case file, say what an agency knew, check a file. No database, no settings, no network.

`people bench` runs a database of its own that it throws away; `export` alone reads the record's, as its owner.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from sightline.commands import compare, export, knew, people, replay, standards
from sightline.commands.files import UNUSABLE, loaded
from sightline.record.entry import Record
from sightline.record.kinds.words import Agency
from sightline.reviews.comparison.steps import aligning

Act = Callable[[Record, argparse.Namespace], None]
_ABOUT = "Who knew what, who was told, and which practice standard should have spoken when."


def main(arguments: Sequence[str] | None = None) -> None:
    """This will run one command and exit: 0 done, 2 for a file or an argument that cannot be used."""
    asked = _parser().parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], int] = asked.run
        status = run(asked)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever was reading (`head`, a pager) has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)


def _on_case(asked: argparse.Namespace) -> int:
    record = loaded(asked.case)
    if record is None:
        return UNUSABLE
    unknown = [a for a in (asked.agency,) if a not in (None, "each") and Agency(a) not in record.teams]
    if unknown:
        print(f"{asked.case} has no agency {unknown[0]}; it has {', '.join(record.teams)}", file=sys.stderr)
        return UNUSABLE
    act: Act = asked.act
    act(record, asked)
    return 0


def _check(record: Record, asked: argparse.Namespace) -> None:
    events = {entry.id.split("/")[0] for entry in record.entries if not entry.id.startswith("people/")}
    print(f"{asked.case}: nothing wrong. {len(events)} events and decisions, {len(record.teams)} agencies.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sightline", description=_ABOUT)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (act, words, arguments) in _commands().items():
        command = commands.add_parser(name, help=words)
        command.set_defaults(run=_on_case, act=act, agency=None)
        for flag, options in arguments.items():
            command.add_argument(flag, **options)
        command.add_argument("case", metavar="CASE.yaml", help="a case in chronology-interchange/1 or /2")
    _compare(commands.add_parser("compare", help="two cases side by side, on one clock"))
    _export(commands.add_parser("export", help="a case of the record as a file, for the database's owner"))
    _people(commands.add_parser("people", help="find people among those that an agency knows of"))
    _standards(
        commands.add_parser("standards", help="measure the practice standards on cases with answer keys")
    )
    return parser


def _compare(command: argparse.ArgumentParser) -> None:
    command.set_defaults(run=compare.show)
    command.add_argument("one", metavar="ONE.yaml", help="a case in chronology-interchange/1 or /2")
    command.add_argument("other", metavar="OTHER.yaml", help="the case beside it")
    command.add_argument(
        "--align",
        required=True,
        metavar="EVENT",
        choices=[step.name for step in aligning()],
        help=f"what starts both clocks: {', '.join(step.name for step in aligning())}",
    )


def _export(command: argparse.ArgumentParser) -> None:
    command.set_defaults(run=export.show)
    command.add_argument(
        "--whole", action="store_true", help="all agencies' entries, not only what its team may see"
    )
    command.add_argument(
        "case", metavar="CASE", type=export.case_id, help="its id, from the address of its page"
    )


def _people(command: argparse.ArgumentParser) -> None:
    acts = command.add_subparsers(required=True, metavar="ACT")
    bench = acts.add_parser(
        "bench", help="look for the people of QUERIES.csv in RECORDS.csv, and write what was found"
    )
    bench.set_defaults(run=people.bench)
    bench.add_argument("records", metavar="RECORDS.csv")
    bench.add_argument("queries", metavar="QUERIES.csv")
    bench.add_argument("--out", metavar="ANSWERS.jsonl", required=True)


def _standards(command: argparse.ArgumentParser) -> None:
    acts = command.add_subparsers(required=True, metavar="ACT")
    test = acts.add_parser("test", help="every worked example, and what is raised of what a key calls for")
    test.set_defaults(run=standards.test)
    mutate = acts.add_parser("mutate", help="take one step at a time out of cases, and see what speaks")
    mutate.set_defaults(run=standards.mutate)
    for act in (test, mutate):
        act.add_argument(
            "paths", nargs="*", metavar="PATH", help="a case with a key, or a folder of them (the stories)"
        )
        act.add_argument("--out", metavar="PAGE.md", help="write the page here and print nothing")


def _commands() -> dict[str, tuple[Act, str, dict[str, dict[str, Any]]]]:
    """What each command does, in what words it says so, and what it can be asked."""
    return {
        "replay": (
            replay.show,
            "what each standard would have said, day by day, without hindsight",
            {
                "--as": {
                    "dest": "agency",
                    "metavar": "AGENCY",
                    "help": "with only what it knew; 'each' for all in turn",
                },
                "--until": {
                    "type": _day,
                    "metavar": "DAY",
                    "help": "the last day (otherwise the file's last)",
                },
                "--format": {
                    "choices": ("text", "jsonl"),
                    "default": "text",
                    "help": "to read, or an object a raise",
                },
            },
        ),
        "knew": (
            knew.show,
            "what an agency knew on a day, and what others held that it had not been told",
            {
                "--agency": {"required": True, "metavar": "AGENCY"},
                "--on": {"type": _day, "required": True, "metavar": "DAY"},
            },
        ),
        "check": (_check, "everything that is wrong with a file, at once", {}),
    }


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2020-01-31") from None
