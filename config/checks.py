"""Runs every check and test that CI runs. Stops at none of them, and fails if any failed."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent

CHECKS: dict[str, list[str | Path]] = {
    "format": [TOOLS / "ruff", "format", "--check", "."],
    "lint": [TOOLS / "ruff", "check", "."],
    "types": [TOOLS / "mypy"],
    "rooms": [TOOLS / "lint-imports"],
    "templates": [TOOLS / "djlint", "--quiet", "--lint", "sightline/pages/templates"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
}
TESTS = [sys.executable, "-m", "pytest"]
FIRST = ("house", "pages", "rules")
"""The tests of these folders run beside those of all others: each half has a database of its own, and takes about as long."""
NOT_WITH_THE_FIRST = "tests/rules/test_bench.py"
"""The mutation run, which takes minutes, goes with the others, so that it does."""


def main() -> None:
    """Run the checks, then the tests, whose own words come last."""
    failed = [name for name, command in CHECKS.items() if not _check(name, command)]
    failed += _tests()
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}.")


def _tests() -> list[str]:
    """Runs both halves of the tests at once, the first heard at the end; gives the words for what failed."""
    folders = sorted(path.parent.name for path in (ROOT / "tests").glob("*/__init__.py"))
    halves = [[f"tests/{one}" for one in folders if (one in FIRST) is first] for first in (True, False)]
    halves[0].append(f"--ignore={NOT_WITH_THE_FIRST}")
    halves[1].append(NOT_WITH_THE_FIRST)
    with tempfile.TemporaryFile("w+") as said:
        beside = subprocess.Popen([*TESTS, *halves[0]], cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        failed = [subprocess.run([*TESTS, *halves[1]], cwd=ROOT).returncode, beside.wait()]
        said.seek(0)
        print(said.read(), flush=True)
    return ["tests"] if any(failed) else []


def _check(name: str, command: list[str | Path]) -> bool:
    """Runs one check, showing what it said only if it failed."""
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"}
    )
    passed = done.returncode == 0
    print(f"{name:12} {'ok' if passed else 'FAILED':8} {time.monotonic() - began:.1f} s", flush=True)
    if not passed:
        print(done.stdout + done.stderr, flush=True)
    return passed


if __name__ == "__main__":
    main()
