"""`sightline compare` from the command line: what it prints, and how it ends where it cannot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sightline import commands

ROOT = Path(__file__).parents[2]
A, B = "tests/cases/A.yaml", "tests/cases/B.yaml"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """This will run the command, and give its exit status, what it printed and what it said was wrong."""
    with pytest.raises(SystemExit) as ended:
        commands.main(["compare", *arguments])
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out, printed.err


@pytest.fixture(autouse=True)
def in_the_clone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_one_line_names_both_ends_and_both_cases(capsys) -> None:
    status, out, _ = run(capsys, A, B, "--align", "injury")
    assert status == 0
    lines = [line for line in out.splitlines() if "first sight of the injury to strategy discussion" in line]
    assert lines == ["From first sight of the injury to strategy discussion: 5 days in A, within a day in B."]


def test_it_needs_no_database_no_settings_and_no_django() -> None:
    code = (
        "import sys; from sightline import commands\n"
        f"try: commands.main(['compare', {A!r}, {B!r}, '--align', 'birth'])\n"
        "finally: print('django' in sys.modules, 'psycopg' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": "."},
        check=True,
    )
    assert done.stdout.rstrip().endswith("False False")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((A, B, "--align", "weather"), "invalid choice: 'weather'"),
        ((A, B), "--align"),
        (
            (A, "nowhere.yaml", "--align", "injury"),
            "nowhere.yaml:1  the file  found No such file or directory",
        ),
        (("README.md", B, "--align", "injury"), "README.md"),
        (
            (A, B, "--align", "booking"),
            (
                "B: booking with a midwife is not recorded, so nothing starts its clock;"
                " of the events that can, it has referral, birth, injury, strategy"
            ),
        ),
        (
            ("stories/night-light.yaml", B, "--align", "injury"),
            "night-light: first sight of the injury is not recorded",
        ),
    ],
)
def test_what_cannot_be_used_is_said_and_ends_with_two(capsys, arguments, said) -> None:
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert said in err


def test_two_files_of_one_name_are_told_apart(capsys) -> None:
    _, out, _ = run(capsys, A, A, "--align", "birth")
    assert out.startswith(f"{A} beside {A}")


def test_good_practice_stands_in_it_as_standards_do(capsys) -> None:
    _, out, _ = run(capsys, A, B, "--align", "injury")
    good, spoke = out.index("Good practice that the record shows"), out.index("Standards that spoke")
    assert good < spoke
    assert "+ Strength: The injury was told to another agency the same day" in out
    assert "An earlier child's history has not been weighed for this one (met after 279 days)" in " ".join(
        out.split()
    )
