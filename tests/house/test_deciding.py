"""What decides whether a standard speaks stands in TOML: no words that are looked for in notes, and no number of days, in Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOMS = Path(__file__).parents[2] / "sightline"
DECIDE = (ROOMS / "standards" / "detect", ROOMS / "state", ROOMS / "standards" / "in_words.py")
LOOK = {"says", "affirms", "clauses_saying", "clauses_affirming", "found", "says_of", "all_saying"}
COUNT = {"timedelta", "days_after", "working_days_after", "months_after"}


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for place in DECIDE:
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            yield str(path.relative_to(ROOMS)), ast.parse(path.read_text(encoding="utf-8"))


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _looks(call: ast.Call) -> bool:
    """Whether it asks phrases.py; `known.found` asks what was worked out before."""
    of = call.func.value if isinstance(call.func, ast.Attribute) else None
    return _called(call) in LOOK and (of is None or (isinstance(of, ast.Name) and of.id == "phrases"))


def _arguments(call: ast.Call) -> Iterator[ast.expr]:
    yield from call.args
    yield from (keyword.value for keyword in call.keywords)


def _lists(tree: ast.Module) -> dict[str, ast.expr]:
    """The lists of words that a module gives a name."""
    return {
        name.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Tuple | ast.List | ast.Set)
        for name in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(name, ast.Name)
    }  # fmt: skip


def _words(of: ast.expr, named: dict[str, ast.expr]) -> bool:
    """Whether a list of words is written out there, or by name."""
    found = named.get(of.id, of) if isinstance(of, ast.Name) else of
    if isinstance(found, ast.Starred):
        return _words(found.value, named)
    return isinstance(found, ast.Tuple | ast.List | ast.Set) and any(
        isinstance(one, ast.Constant) or _words(one, named) for one in found.elts
    )


def _lowered(of: ast.expr) -> bool:
    return isinstance(of, ast.Call) and _called(of) in ("lower", "plain")


def words_looked_for(tree: ast.Module) -> list[int]:
    """Lines that look in a text for words that stand there in Python."""
    named = _lists(tree)
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Call) and _looks(node) and any(_words(a, named) for a in _arguments(node)))
        or (isinstance(node, ast.Compare) and isinstance(node.left, ast.Constant) and _lowered(node.comparators[0]))
    ]  # fmt: skip


def numbers_of_days(tree: ast.Module) -> list[int]:
    """Lines that count more days than one to the next, by a number that stands there."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called(node) in COUNT
        for one in _arguments(node)
        for number in (one.operand if isinstance(one, ast.UnaryOp) else one,)
        if isinstance(number, ast.Constant) and isinstance(number.value, int | float) and number.value > 1
    ]


def test_no_words_that_are_looked_for_in_a_note_stand_in_python() -> None:
    assert {path: lines for path, tree in _modules() if (lines := words_looked_for(tree))} == {}


def test_no_number_of_days_stands_in_python() -> None:
    assert {path: lines for path, tree in _modules() if (lines := numbers_of_days(tree))} == {}


@pytest.mark.parametrize(
    "code",
    [
        'says(note, ("settled*",))',
        'W = ("called off",)\nphrases.affirms(note, edition["words"], unless=W)',
        'W = ("called off",)\nsays(note, (*W, *edition["words"]))',
        '"bail" in (wrote.body.outcome or "").lower()',
    ],
)
def test_words_that_stand_in_python_would_be_found(code: str) -> None:
    assert words_looked_for(ast.parse(code)) == [len(code.splitlines())]


@pytest.mark.parametrize("code", ["dt.timedelta(days=14)", "days_after(entry.day, -3)"])
def test_a_number_of_days_would_be_found(code: str) -> None:
    assert numbers_of_days(ast.parse(code)) == [1]
