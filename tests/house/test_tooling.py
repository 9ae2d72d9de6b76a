"""What the project's own files promise about installing it."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
# Each with a gap that is closed below, so that this file does not name what it forbids.
_FORBIDDEN = ["py~pi.org", "py~pi.python", "python~hosted", "registry~.npmjs", "registry~.yarn", "index~-url"]
REGISTRY = re.compile("|".join(re.escape(each.replace("~", "")) for each in [*_FORBIDDEN, "find~-links"]))


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name]


def test_no_tracked_file_names_a_package_registry() -> None:
    naming = [
        str(path.relative_to(ROOT))
        for path in _tracked()
        if path.is_file() and REGISTRY.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert naming == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_has_an_exact_version_and_hashes(lock: Path) -> None:
    for block in re.split(r"\n(?=[a-z])", lock.read_text().strip()):
        assert re.match(r"[a-z0-9.-]+(\[[a-z,]+\])?==\S+", block), block
        assert "--hash=sha256:" in block, block


@pytest.mark.parametrize("name", ["base", "dev", "installer"])
def test_every_direct_dependency_is_locked_and_has_its_reason(name: str) -> None:
    lock = (ROOT / "requirements" / f"{name}.lock").read_text()
    reasons = (ROOT / "docs" / "adr" / "0001-dependencies.md").read_text()
    for line in (ROOT / "requirements" / f"{name}.in").read_text().splitlines():
        if line and not line.startswith(("#", "-r")):
            package = re.split(r"[\[=<>~! ]", line)[0]
            assert f"\n{package}==" in f"\n{lock}", f"{package} is not locked"
            assert f"`{package}`" in reasons, f"{package} has no reason in ADR 0001"
