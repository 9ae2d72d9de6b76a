"""Tests of the code itself: what no reader of a change should have to look for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs import generate

ROOT = Path(__file__).parents[2]
ROOMS = ROOT / "sightline"
# Where the clock may be read: pages, the interface, the command line. Everything below is passed its moments.
EDGE = ("pages", "api", "commands")
NOW = {"now", "today", "utcnow", "localdate", "localtime", "time_ns", "monotonic"}
CLOCKS = {"dt", "datetime", "date", "timezone", "time"}
# The tables that hold what was recorded and who was told. Only the record's own files may speak of them.
TABLES = {"Entry", "Payload", "EntryPerson", "Told", "Restriction", "Receipt", "Shown"}


def modules(*, outside: tuple[str, ...] = ()) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ROOMS.rglob("*.py")):
        room = path.relative_to(ROOMS).parts[0]
        if room not in outside and room != "migrations":
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def readings_of_the_clock(tree: ast.Module) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in NOW
        and isinstance(node.func.value, ast.Name | ast.Attribute)
        and (node.func.value.id if isinstance(node.func.value, ast.Name) else node.func.value.attr) in CLOCKS
    ]


def test_the_clock_is_read_only_at_the_edge():
    found = {path: lines for path, tree in modules(outside=EDGE) if (lines := readings_of_the_clock(tree))}
    assert found == {}


@pytest.mark.parametrize(
    "code", ["dt.date.today()", "timezone.now()", "datetime.datetime.now(tz)", "time.monotonic()"]
)
def test_a_reading_of_the_clock_would_be_found(code):
    assert readings_of_the_clock(ast.parse(code)) == [1]


def managers_of_the_record(tree: ast.Module) -> list[int]:
    """Lines that ask a table of the record for its rows: `Entry.objects`, `models.Told.objects`."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("objects", "_default_manager", "_base_manager")
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (node.value.id if isinstance(node.value, ast.Name) else node.value.attr) in TABLES
    ]


def test_entries_are_read_through_the_record_alone():
    found = {
        path: lines for path, tree in modules(outside=("record",)) if (lines := managers_of_the_record(tree))
    }
    assert found == {}


@pytest.mark.parametrize("code", ["Entry.objects.count()", "models.Told.objects.filter(x=1)"])
def test_a_way_round_the_record_would_be_found(code):
    assert managers_of_the_record(ast.parse(code)) == [1]


def _body_lines(function: ast.FunctionDef) -> int:
    """The lines of a function below its signature and docstring."""
    first = function.body[1 if ast.get_docstring(function) and len(function.body) > 1 else 0]
    return (function.end_lineno or 0) - first.lineno + 1


def test_no_file_is_over_400_lines_and_no_function_over_40():
    long_files = [
        p
        for p in ROOMS.rglob("*.py")
        if "migrations" not in p.parts and len(p.read_text().splitlines()) > 400
    ]
    assert long_files == []
    long = [
        f"{path}:{node.name}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and _body_lines(node) > 40
    ]
    assert long == []


def test_reference_pages_are_what_the_code_says():
    for name, text in generate.pages().items():
        on_disk = (generate.REFERENCE / name).read_text(encoding="utf-8")
        assert on_disk == text, f"docs/reference/{name} is stale: run `python -m docs.generate`"


def test_no_text_of_a_standard_judges_a_person_or_gives_a_score():
    """Words that guidance says a prompt must never use: motives, labels, blame, diagnosis, a number for a family."""
    forbidden = (
        "failed",
        "disguised compliance",
        "hard to engage",
        "unlawful",
        "blame",
        "diagnostic",
        "risk score",
        " lying",  # and not bullying
    )
    for path in sorted((ROOMS / "standards" / "rules").glob("*.toml")):
        text = path.read_text(encoding="utf-8").lower()
        assert not [word for word in forbidden if word in text], path.name
