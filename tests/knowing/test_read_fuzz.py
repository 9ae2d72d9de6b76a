"""Whatever bytes arrive, reading gives a case or faults: never another error, never much memory, never a long wait.

A failure prints the blob that repeats it; `--hypothesis-seed` repeats a whole run.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import textwrap
import time
import tracemalloc
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.record.interchange import nodes
from sightline.record.interchange.faults import MOST_SHOWN, Unreadable
from sightline.record.interchange.join import join
from sightline.record.interchange.nodes import MOST_DEPTH
from sightline.record.interchange.read import read
from sightline.record.interchange.split import split

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = (Path(__file__).parent / "example.yaml").read_bytes()
often = settings(max_examples=int(os.environ.get("FUZZ", "300")), deadline=None, print_blob=True)

SCRAPS = [
    b"&a ", b"*a", b"!!binary ", b"<<: *a", b"? ", b": ", b"- ", b"[", b"]", b"{", b"}", b"'", b'"', b"|\n", b">\n", b"---\n",
    b"...\n", b"%TAG ! x\n", b"\t", b"\0", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r", b"\xc2\x85", b"\xe2\x80\xa8", b"~",
    b"null", b"true", b"1e999", b".nan", b"9" * 400, b"0o7", b"2024-02-30", b"2024-13-01", b"9999-12-31", b"0001-01-01",
    b"2024-02-20T10:00:00Z", b"\"\\ud800\"", b"\"\\0\"", b"\n", b"\n  ", b"# ", b"e01", b"id: e01", b"x" * 2000,
]  # fmt: skip


def outcome(data: bytes) -> str:
    """This will read, and say what came of it; anything but a case or faults fails the test."""
    try:
        case = read(data)
    except Unreadable as raised:
        unreadable = raised
    else:
        assert join(split(case)) == case
        return "a case"
    lines = sum(data.count(end) for end in (b"\n", b"\r", b"\xc2\x85", b"\xe2\x80")) + 2
    assert 0 < len(unreadable.faults) <= MOST_SHOWN
    assert all(1 <= fault.line <= lines and fault.field and fault.right for fault in unreadable.faults)
    assert len(str(unreadable)) < MOST_SHOWN * 5000
    return "faults"


@often
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    outcome(data)


@often
@given(st.text(st.sampled_from("abe: -[]{},&*!|>'\"\n\t#%@`?~<0123456789"), max_size=200))
def test_any_text_of_yaml_signs(text: str) -> None:
    outcome(text.encode())


@often
@given(
    st.lists(st.tuples(st.integers(0, len(EXAMPLE)), st.integers(0, 12), st.sampled_from(SCRAPS)), max_size=4)
)
def test_a_right_file_with_pieces_replaced(cuts: list[tuple[int, int, bytes]]) -> None:
    data = EXAMPLE
    for at, length, scrap in cuts:
        data = data[:at] + scrap + data[at + length :]
    assert outcome(data) in ("a case", "faults")


@often
@given(st.data())
def test_a_right_file_with_values_replaced_by_anything(data: st.DataObject) -> None:
    """Any value of the tree becomes any other thing that YAML can say."""
    tree = yaml.safe_load(EXAMPLE)
    anything = st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.dates()
        | st.datetimes()
        | st.text(max_size=8)
        | st.binary(max_size=4),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
        max_leaves=6,
    )
    for _ in range(data.draw(st.integers(1, 3))):
        at = tree
        while True:
            keys = list(at) if isinstance(at, dict) else list(range(len(at)))
            key = data.draw(st.sampled_from(keys))
            if not isinstance(at[key], dict | list) or not at[key] or data.draw(st.integers(0, 3)) == 0:
                at[key] = data.draw(anything)
                break
            at = at[key]
    outcome(yaml.safe_dump(tree, allow_unicode=True).encode("utf-8", "replace"))


@often
@given(st.integers(0, len(EXAMPLE)))
def test_a_file_cut_short(length: int) -> None:
    outcome(EXAMPLE[:length])


def _laughs(levels: int = 40) -> bytes:
    rows = ["a0: &a0 [lol, lol, lol]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return ("case: A\n" + "\n".join(rows) + f"\nevents: *a{levels - 1}\n").encode()


BOMBS = {
    "billion laughs": _laughs(),
    "laughs in what is passed over": b"notes:\n" + b"\n".join(b"  " + row for row in _laughs().splitlines()),
    "an alias to itself": b"case: &a [*a]\nevents: &b {x: *b}\n",
    "merge keys": b"a: &a {b: 1}\n" + b"".join(b"c%d: {<<: [*a, *a]}\n" % n for n in range(2000)),
    "deep lists": b"case: " + b"[" * 200_000,
    "deep lists, closed": b"case: " + b"[" * 50_000 + b"]" * 50_000,
    "deep named values": b"case: " + b"{a: " * 100_000,
    "deep blocks": b"\n".join(b" " * n + b"a:" for n in range(3000)),
    "deep dashes": b"- " * 100_000,
    "deep in what is passed over": b"notes: " + b"[" * 200_000,
    "deep questions": b"? " * 50_000,
    "a huge number": b"case: A\nevents: " + b"9" * 5_000_000,
    "a huge exponent": b"case: 1.0e+999999999999\n",
    "base sixty": b"case: " + b"1:" * 500_000 + b"1\n",
    "a huge key": b"? " + b"k" * 2_000_000 + b"\n: 1\n",
    "many keys": b"".join(b"k%d: 1\n" % n for n in range(200_000)),
    "the same key": b"case: A\n" * 200_000,
    "many small values": b"events: [" + b"a," * 3_000_000 + b"]\n",
    "many small values in what is passed over": b"notes: [" + b"a," * 3_000_000 + b"]\n",
    "an error after many lines": b"# ab\n" * 5_000_000 + b"case: [\n",
    "many unknown people": EXAMPLE.replace(b"about: [baby]", b"about: [" + b"babe," * 300_000 + b"]", 1),
    "many unknown fields": EXAMPLE + b"".join(b"wrong_%d: 1\n" % n for n in range(100_000)),
    "many documents": b"--- a\n" * 200_000,
    "many comments": b"#\n" * 2_000_000,
    "many tags": b"%TAG !a! tag:a,2000:\n" * 100_000 + b"--- a\n",
    "a long quoted text": b'case: "' + b"\\n" * 5_000_000 + b'"\n',
    "quotes never closed": b"case: '" + b"x\n" * 1_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_a_fault_and_costs_little(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Measured with a lower bound on values, because measuring is slow; the last test takes the true one."""
    monkeypatch.setattr(nodes, "MOST_NODES", 200_000)
    data = BOMBS[name]
    tracemalloc.start()
    started = time.process_time()
    try:
        assert outcome(data) == "faults"
        taken = time.process_time() - started
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 150 * 2**20, f"{most / 2**20:.0f} MiB"
    assert taken < 60, f"{taken:.1f} s under tracemalloc"


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_without_libyaml_is_a_fault_too(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML without libyaml is slower and must be as safe; only bombs that stop early are tried at their size."""
    monkeypatch.setattr(nodes, "_LOADER", yaml.SafeLoader)
    assert outcome(BOMBS[name][:20_000]) == "faults"


def test_example_reads_the_same_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(EXAMPLE)
    monkeypatch.setattr(nodes, "_LOADER", yaml.SafeLoader)
    assert read(EXAMPLE) == whole


def test_bombs_in_a_process_of_little_memory(tmp_path: Path) -> None:
    """The whole process, libyaml's own memory included, stays under a hard limit."""
    for n, data in enumerate(BOMBS.values()):
        (tmp_path / f"{n}.yaml").write_bytes(data)
    script = textwrap.dedent(
        """
        import pathlib, sys
        from sightline.record.interchange.read import load
        from sightline.record.interchange.faults import Unreadable
        for path in sorted(pathlib.Path(sys.argv[1]).glob("*.yaml")):
            try:
                load(path)
            except Unreadable:
                print("faults")
        """
    )

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1024 * 2**20, 1024 * 2**20))

    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=ROOT,
        preexec_fn=limited,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split() == ["faults"] * len(BOMBS)


def test_depth_that_the_format_needs_is_well_within_the_bound() -> None:
    def deep(value: object) -> int:
        inner = (
            list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else None
        )
        return 0 if inner is None else 1 + max(map(deep, inner), default=0)

    assert deep(yaml.safe_load(EXAMPLE)) * 2 < MOST_DEPTH
