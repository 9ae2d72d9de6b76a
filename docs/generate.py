"""Writes docs/reference from the code itself: `.venv/bin/python -m docs.generate`. A house test fails where a page is stale."""

from __future__ import annotations

import ast
import inspect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from sightline.access import ROLES, Permission
from sightline.commands.bench import bench
from sightline.commands.standards import shelves
from sightline.pages.explained import Example, Figure, by_family, explained, for_several
from sightline.pages.words import day, first_up
from sightline.record.interchange.read import read
from sightline.record.kinds import KINDS
from sightline.record.kinds.shape import Shape, shapes
from sightline.reviews.comparison.steps import steps
from sightline.reviews.comparison.strengths import strengths
from sightline.standards.reading import by_author, by_order, hidden, phrases, said
from sightline.standards.standard import Edition, standards
from tests.bench.bench_situations import HALVES, table

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
CASES = ("stories", "tests/cases", "tests/cases/studied")
STORIES_OF_KNOWING = ROOT / "tests" / "knowing" / "test_stories.py"
_FROM_CODE = "<!-- Written by docs/generate.py; change the code, then run it. -->"


def pages() -> dict[str, str]:
    """This will give every reference page by its file's name."""
    return {
        "kinds.md": "\n".join(_kinds()) + "\n",
        "standards.md": "\n".join(_standards()) + "\n",
        "standards-reading.md": "\n".join(_reading()) + "\n",
        "standards-alike.md": "\n".join(_alike()) + "\n",
        "standards-bench.md": "\n".join(_bench()) + "\n",
        "standards-situations.md": "\n".join(_situations()) + "\n",
        **{f"standards/{one.kind}.md": "\n".join(_standard(one.kind)) + "\n" for one in standards()},
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
    yield "Some words and numbers [several go by alike](standards-alike.md)."
    for family, found in by_family().items():
        yield from ("", f"## {family}", "")
        yield from (f"- [{one.title}](standards/{one.kind}.md)" for one in found)


def _alike() -> Iterator[str]:
    yield from ("# What several standards go by alike", "", _FROM_CODE, "")
    yield "These words, numbers and lists decide for more than one standard, and stand in `sightline/state/shared.toml`."
    yield "Every number is local. What one standard alone goes by stands [on its own page](standards.md)."
    for one in for_several():
        yield from ("", f"## {one.title}", "", *(f"- {text}" for text in one.says))
        yield from (
            "",
            "| what | value |",
            "| --- | --- |",
            *(f"| {f.label} | {f.value} |" for f in one.figures),
        )


def _standard(kind: str) -> Iterator[str]:
    one = explained(kind)
    assert one is not None  # noqa: S101  (it is asked for those that there are)
    yield from (
        f"# {one.standard.title}",
        "",
        _FROM_CODE,
        "",
        f"`{kind}`, one of the [standards](../standards.md).",
        "",
    )
    yield from ("## When it speaks", "", *(f"- {text}" for text in one.speaks_when), "", f"> {one.says}", "")
    yield from ("## When it does not apply, or no more", "", *(f"- {text}" for text in one.silent_when))
    if one.lapses:
        yield f"- After {one.lapses} it says nothing more, met or not."
    yield from ("", "## What it asks for", "")
    yield from (
        f"- **Do next:** {one.do_next}",
        f"- **Ring:** {one.ring}",
        f"- **It closes when:** {one.closes}",
    )
    yield f"- **It speaks to:** {first_up(one.prompts)}. {one.standard.live_why}"
    yield f"- **Can be live for:** {', '.join(one.standard.live)}."
    yield from ("", "## What it rests on", "", *_editions(one.standard.editions))
    yield from ("", "## Its numbers and lists", "", *_figures(one.figures))
    yield from ("", "What it goes by as others do [stands on a page for all](../standards-alike.md).")
    for clock in one.timescales:
        yield from ("", f"## Clock: {clock.title}", "")
        yield from (f"It starts when {clock.start}. Kept by {clock.keepers}.", "", f"> {clock.missing}", "")
        yield from (*_figures(clock.figures), "", *_editions(clock.editions))
    yield from ("", "## Worked examples")
    for example in one.examples:
        yield from _example(example)


def _editions(editions: Iterable[Edition]) -> Iterator[str]:
    yield from ("| in force | rests on |", "| --- | --- |")
    yield from (f"| {e.since} to {e.to or 'today'} | {e.source} |" for e in editions)


def _figures(figures: Iterable[Figure]) -> Iterator[str]:
    yield from ("| what | value | whose |", "| --- | --- | --- |")
    yield from (f"| {f.label} | {f.value} | {'national' if f.national else 'local'} |" for f in figures)


def _example(example: Example) -> Iterator[str]:
    yield from ("", f"### {example.title}", "")
    if example.people:
        yield from (f"About {example.people}.", "")
    yield from ("| day | who | what was written | told |", "| --- | --- | --- | --- |")
    for step in example.steps:
        wrote = f"{step.wrote} ({step.fields})" if step.fields else step.wrote
        yield f"| {day(step.on)} | {step.who} | {wrote} | {step.told or 'nobody else'} |"
    eyes = f", on what {example.eyes} knows" if example.eyes else ""
    end = (
        f"speaks on {day(example.speaks)}" if example.speaks else f"stays silent, up to {day(example.until)}"
    )
    yield from ("", f"**It {end}**{eyes}.")


def _reading() -> Iterator[str]:
    yield from ("# What the standards read from a note", "", _FROM_CODE, "")
    yield "Where a recorder left a field empty, a standard goes by the words of the note beside it"
    yield "([why](../adr/0031-empty-boxes-are-read-from-the-note.md)). *Right* and *wrong* count, over the cases of the"
    yield "[bench](standards-bench.md), what the words say where the field was recorded as well; *silent* are notes that"
    yield "do not say it. Those who wrote the cases had not seen the phrases; those who wrote the phrases had read the cases,"
    yield "so another office's notes will be read less well."
    counted = read_and_recorded()
    yield from ("", "| kind | field | right | wrong | silent |", "| --- | --- | --- | --- | --- |")
    for kind, fields in sorted(phrases().items()):
        for name in sorted(fields):
            n = counted[kind, name]
            yield f"| {kind} | {name} | {n['right']} | {n['wrong']} | {n['silent']} |"
    for kind, fields in sorted(phrases().items()):
        for name, by_value in sorted(fields.items()):
            yield from ("", f"## {kind}: {name}", "")
            if by_order(kind, name):
                yield from ("Where a note says several, the value that stands first here decides.", "")
            yield from ("| says | where the note has |", "| --- | --- |")
            yield from (f"| {value} | {', '.join(phrases_)} |" for value, phrases_ in by_value.items())
            if hidden(kind, name):
                yield f"| nothing | {', '.join(hidden(kind, name))} |"
    yield from (
        "",
        "## What the author alone shows",
        "",
        "| kind | field | of these teams | is |",
        "| --- | --- | --- | --- |",
    )
    for (kind, team), own in sorted(by_author().items()):
        yield from (f"| {kind} | {name} | {team} | {value} |" for name, value in own.items())


def read_and_recorded() -> Mapping[tuple[str, str], Counter[str]]:
    """For each field that is read: how often the words said what had been recorded, something else, or nothing."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    files = (path for folder in CASES for path in sorted((ROOT / folder).glob("*.yaml")))
    for event in chain.from_iterable(read(path.read_bytes()).events for path in files):
        for name in phrases().get(event.kind, {}):
            recorded = (event.attributes or {}).get(name)
            if recorded is not None:
                found[event.kind, name].update(
                    compared(said(event.kind, name, event.summary or ""), recorded)
                )
    return found


def compared(there: Any, recorded: Any) -> Iterator[str]:
    """This will say of each value that words gave whether it is what was recorded; `silent` where they gave none."""
    if there is None:
        yield "silent"
    elif isinstance(recorded, tuple):
        yield from ("right" if value in recorded else "wrong" for value in there)
    else:
        yield "right" if there == recorded else "wrong"


def _bench() -> Iterator[str]:
    yield from ("# The standards on cases with answer keys", "", _FROM_CODE, "")
    yield from bench(shelves({name: ROOT / name for name in CASES}))[0]


def _situations() -> Iterator[str]:
    yield from ("# The standards in small situations", "", _FROM_CODE, "")
    yield "Situations of a few entries, written from the guidance by people who had opened no standard, and each judged for its"
    yield "own kind: *speaks* where it must, *silent* where it must not. Those of `read` have been looked at since by whoever"
    yield "writes standards; **nobody has looked at those of `unread`**. [What they are](../../tests/cases/situations/README.md)."
    yield ""
    yield from table(HALVES)


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
        (REFERENCE / name).parent.mkdir(exist_ok=True)
        (REFERENCE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
