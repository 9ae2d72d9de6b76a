"""The documentation is held to the code: links lead somewhere, commands exist, and what is shown as printed is printed.

A ```console block holds commands (lines that begin with `$ `) and what they print; a line `…` stands for lines left
out. A ```yaml block that begins with `case: NAME` is the file NAME.yaml of that page.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from itertools import dropwhile
from pathlib import Path
from textwrap import dedent

import pytest

import run
from sightline import commands

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
_BLOCK = re.compile(r"^(?P<in> *)```(?P<word>[a-z]*)\n(?P<text>.*?)^(?P=in)```$", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\((?P<to>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_LEFT_OUT = "…"


def links(text: str) -> Iterator[str]:
    """The addresses that a page links to, what stands in code or in a comment left out."""
    plain = re.sub(r"`[^`\n]+`", "", _COMMENT.sub("", _BLOCK.sub("", text)))
    return (match["to"] for match in _LINK.finditer(plain))


def anchors(text: str) -> set[str]:
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in _HEADING.findall(_BLOCK.sub("", text))
    }


def leading_nowhere(page: Path, text: str) -> list[str]:
    """The relative links of a page that lead to no file of the project, or to no heading of it."""
    return [to for to in links(text) if not re.match(r"[a-z]+:", to) and not leads_somewhere(to, page, text)]


def leads_somewhere(to: str, page: Path, text: str) -> bool:
    name, _, anchor = to.partition("#")
    file = (page.parent / name).resolve() if name else page
    if not file.is_relative_to(ROOT) or not file.exists():
        return False
    return not anchor or anchor in anchors(text if file == page else file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file(page):
    assert leading_nowhere(page, page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "to", ["nowhere.md", "docs/nothing.png", "/etc/hostname", "../x.md", "#no-such-heading"]
)
def test_a_link_to_nowhere_would_be_found(to):
    assert leading_nowhere(ROOT / "README.md", f"# Here\n\nSee ![it]({to}).") == [to]


def shown(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a page's console blocks, with the lines shown beneath it."""
    for block in _BLOCK.finditer(text):
        if block["word"] == "console":
            for part in re.split(r"^\$ ", dedent(block["text"]), flags=re.MULTILINE)[1:]:
                command, *lines = part.rstrip("\n").split("\n")
                yield command, lines


COMMANDS = [
    (page, command, lines) for page in PAGES for command, lines in shown(page.read_text(encoding="utf-8"))
]


def words(command: str) -> list[str]:
    """A command's words, what it is piped or written to and what is set for it left out."""
    found = shlex.split(re.split(r" [|>] ", command)[0])
    return list(dropwhile(lambda word: "=" in word, found))


def unknown(command: str) -> str | None:
    """What is wrong with a command of ours, or None."""
    said = io.StringIO()
    program, *rest = words(command)
    if program == "python3" and rest[:1] == ["run.py"]:
        return None if len(rest) == 1 or (len(rest) == 2 and rest[1] in run.COMMANDS) else "run.py"
    if Path(program).name == "sightline":
        try:
            with contextlib.redirect_stderr(said):
                commands._parser().parse_args(rest)
        except SystemExit:
            return said.getvalue()
    return None


@pytest.mark.parametrize(
    ("page", "command", "lines"), COMMANDS, ids=lambda v: v if isinstance(v, str) else ""
)
def test_every_command_shown_exists_and_takes_what_it_is_given(page, command, lines):
    assert unknown(command) is None


@pytest.mark.parametrize(
    "command",
    ["sightline play stories/child-a.yaml", "sightline replay --day 1 x.yaml", "sightline knew x.yaml", "python3 run.py tests"],
)  # fmt: skip
def test_a_command_that_is_not_there_would_be_found(command):
    assert unknown(command)
    assert [found for found, _ in shown(f"```console\n$ {command}\n```\n")] == [command]


def missing(lines: list[str], printed: list[str]) -> list[str]:
    """The lines shown that are not printed, in their order; lines that follow one another must do so in print too."""
    at, together = 0, False
    for line in (line.rstrip() for line in lines):
        if line.strip() == _LEFT_OUT:
            together = False
            continue
        later = printed[at : at + 1] if together else printed[at:]
        if line not in later:
            return [line]
        at += later.index(line) + 1
        together = True
    return []


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where a reader stands: the clone, in which a page's own files can be written."""
    for name in ("stories", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed_by(command: str, page: str, folder: Path) -> list[str]:
    for block in _BLOCK.finditer(page):
        named = re.match(r"case: ([\w-]+)\n", block["text"])
        if block["word"] == "yaml" and named:
            (folder / f"{named[1]}.yaml").write_text(block["text"], encoding="utf-8")
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out), contextlib.suppress(SystemExit):
        commands.main(words(command)[1:])
    return [line.rstrip() for line in out.getvalue().splitlines()]


PRINTS = [row for row in COMMANDS if row[2] and Path(words(row[1])[0]).name == "sightline"]


@pytest.mark.parametrize(("page", "command", "lines"), PRINTS, ids=lambda v: v if isinstance(v, str) else "")
def test_what_is_shown_as_printed_is_printed(page, command, lines, folder):
    assert missing(lines, printed_by(command, page.read_text(encoding="utf-8"), folder)) == []


@pytest.mark.parametrize("lines", [["b", "c"], ["a", "…", "d"], ["d", "…", "a"], ["a", "…"], ["…", "b"]])
def test_lines_left_out_are_marked(lines):
    printed = ["a", "b", "x", "c", "d"]
    assert bool(missing(lines, printed)) == (lines in (["b", "c"], ["d", "…", "a"]))
