"""Writes docs/reference from the code itself: `.venv/bin/python -m docs.generate`. A house test fails where a page is stale."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

from sightline.access import ROLES, Permission
from sightline.commands.bench import bench
from sightline.commands.standards import shelves
from sightline.record.kinds import KINDS
from sightline.record.kinds.shape import Shape, shapes
from sightline.reviews.comparison.steps import steps
from sightline.reviews.comparison.strengths import strengths
from sightline.standards.standard import Standard, standards

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
CASES = ("stories", "tests/cases", "tests/cases/unseen")
STORIES_OF_KNOWING = ROOT / "tests" / "knowing" / "test_stories.py"
_FROM_CODE = "<!-- Written by docs/generate.py; change the code, then run it. -->"


def pages() -> dict[str, str]:
    """This will give every reference page by its file's name."""
    return {
        "kinds.md": "\n".join(_kinds()) + "\n",
        "standards.md": "\n".join(_standards()) + "\n",
        "standards-bench.md": "\n".join(_bench()) + "\n",
        "comparison.md": "\n".join(_comparison()) + "\n",
        "knowing.md": "\n".join(_knowing()) + "\n",
        "permissions.md": "\n".join(_permissions()) + "\n",
    }


def _kinds() -> Iterator[str]:
    yield from ("# Kinds of entry", "", _FROM_CODE, "")
    yield "Everything that can be recorded is one of these. A field left empty is *not known*; it is never a no."
    for name, kind in sorted(KINDS.items()):
        doc = " ".join((inspect.getdoc(kind) or "").split())
        yield from (
            "",
            f"## `{name}`",
            "",
            doc,
            "",
            f"Version {kind.VERSION}; in the format since /{kind.SINCE}.",
            "",
        )
        fields = shapes(kind)
        if fields:
            yield from ("| field | holds |", "| --- | --- |")
            yield from (f"| `{field}` | {_holds(shape)} |" for field, shape in fields.items())


def _holds(shape: Shape) -> str:
    what = " \\| ".join(shape.choices) if shape.choices else shape.holds
    return f"{'a list of ' if shape.many else ''}{what}{'' if shape.optional else ' (always there)'}"


def _standards() -> Iterator[str]:
    yield from ("# Practice standards", "", _FROM_CODE, "")
    yield "Each says what to do next and whom to ring, on which entries and on what authority. None says what somebody did,"
    yield "and none scores a child or a family. A number marked *local* is a typical value that a partnership sets for itself."
    for standard in standards():
        yield from _standard(standard)


def _standard(standard: Standard) -> Iterator[str]:
    yield from ("", f"## {standard.title}", "", f"`{standard.kind}`", "")
    yield from (f"> {standard.says}", "")
    yield from (
        f"- **Do next:** {standard.do_next}",
        f"- **Ring:** {standard.ring}",
        f"- **Closes when:** {standard.closes}",
    )
    yield f"- **Can be live for:** {', '.join(standard.live)}. {standard.live_why}"
    yield f"- **Prompts:** {', '.join(kind.replace('_', ' ') for kind in standard.prompts)}."
    yield from ("", "| in force | rests on |", "| --- | --- |")
    yield from (f"| {e.since} to {e.to or 'today'} | {e.source} |" for e in standard.editions)
    numbers = standard.editions[-1].numbers
    yield from ("", "| number | value |", "| --- | --- |")
    yield from (f"| {name.replace('_', ' ')} | {_value(value)} |" for name, value in numbers.items())
    yield from ("", "Worked examples:", "")
    for example in standard.examples:
        speaks = f"speaks on {example['fires']}" if "fires" in example else "stays silent"
        if "as" in example:
            speaks += f" to {example['as'].replace('_', ' ')}, in its own eyes"
        yield from (
            f"- {example['title']}: **{speaks}**.",
            "",
            "      " + "\n      ".join(example["lines"]),
            "",
        )


def _bench() -> Iterator[str]:
    yield from ("# The standards on cases with answer keys", "", _FROM_CODE, "")
    yield from bench(shelves({name: ROOT / name for name in CASES}))[0]


def _comparison() -> Iterator[str]:
    yield from ("# What two cases are compared by", "", _FROM_CODE, "")
    yield "Steps and good practice of `sightline compare` and its page, with the last edition of what each rests on."
    yield "*Starts a clock* says that two cases can be laid side by side by it, and what the first line then measures."
    yield "*Called for by* are the standards that speak where it is missing."
    yield from (
        "",
        "## Steps",
        "",
        "| step | starts a clock | called for by | rests on |",
        "| --- | --- | --- | --- |",
    )
    titles = {standard.kind: standard.title for standard in standards()}
    for step in steps().values():
        leads = f"`{step.name}`, to {steps()[step.leads_to].title.lower()}" if step.leads_to else ""
        called = "; ".join(titles[kind] for kind in step.called_for_by)
        yield f"| {step.title} | {leads} | {called} | {step.shown.editions[-1].source} |"
    yield from ("", "## Good practice", "", "| strength | rests on |", "| --- | --- |")
    yield from (f"| {one.title} | {one.editions[-1].source} |" for one in strengths())


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name.replace('_', ' ')}: {_value(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_value(one) for one in value)
    return str(value).replace("_", " ")


def _permissions() -> Iterator[str]:
    yield from ("# Who may", "", _FROM_CODE, "")
    yield "What a team may see is what it recorded or was told; the database shows nothing else. A permission only says which"
    yield "pages and acts a role may use at all. A role that is not here has none."
    yield from ("", f"| | {' | '.join(ROLES)} |", f"| --- {'| --- ' * len(ROLES)}|")
    for permission in Permission:
        marks = " | ".join("yes" if permission in may else "no" for may in ROLES.values())
        yield f"| {permission.value} | {marks} |"


def _knowing() -> Iterator[str]:
    """The stories that the tests tell, from their docstrings: each is also a test, so each is true."""
    tree = ast.parse(STORIES_OF_KNOWING.read_text(encoding="utf-8"))
    yield from ("# Who knew what, when", "", _FROM_CODE, "", ast.get_docstring(tree) or "")
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            name = node.name.removeprefix("test_").replace("_", " ")
            yield from ("", f"## {name[:1].upper()}{name[1:]}", "", ast.get_docstring(node) or "")


def main() -> None:
    """Write every page."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
