"""Sightline's front door; needs only Python 3.11 or newer.

    python3 run.py          start Sightline with its demonstration stories
    python3 run.py setup    only make .venv, with everything for development
    python3 run.py test     run every check and test that CI runs
    python3 run.py bench    run the benchmarks

The first run makes .venv and installs exactly what requirements/*.lock says, by hash. Later runs see that nothing
has changed and go straight on.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = ROOT / "requirements"


def main() -> None:
    """Do what the first word on the command line asks."""
    if sys.version_info < (3, 11):  # noqa: UP036  (the one place that must still run on an old Python)
        sys.exit(f"Sightline needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    word = sys.argv[1] if len(sys.argv) > 1 else "start"
    if word not in COMMANDS or len(sys.argv) > 2:
        sys.exit(__doc__)
    lock, module = COMMANDS[word]
    os.chdir(ROOT)
    set_up(LOCKS / lock)
    if module:
        # Becoming the program, rather than being its parent, leaves one process to signal and nothing to orphan.
        os.execv(PYTHON, [str(PYTHON), "-m", module])


def set_up(lock: Path) -> None:
    """Bring .venv to what the lock says, if it is not there already."""
    stamp = VENV / "installed"
    if PYTHON.exists() and stamp.exists() and _fingerprint(lock) in stamp.read_text().split():
        return
    if not PYTHON.exists():
        step("Making .venv", make_venv)
    step(f"Installing {lock.name}", lambda: install(lock))
    step("Installing Sightline itself", install_sightline)
    # A development install holds the running set too, so it satisfies both locks.
    locks = [lock, LOCKS / "base.lock"]
    stamp.write_text("\n".join(_fingerprint(each) for each in locks) + "\n")


def step(words: str, act: Callable[[], None]) -> None:
    """Say what is being done, do it, and say how long it took."""
    print(f"{words} …", end=" ", flush=True)
    began = time.monotonic()
    act()
    print(f"{time.monotonic() - began:.1f} s", flush=True)


def make_venv() -> None:
    """Make .venv, or say in one sentence what is missing."""
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if "ensurepip" in made.stdout + made.stderr:
        sys.exit("\nPython's venv module is missing: on Debian or Ubuntu, run `apt install python3-venv`.")
    sys.exit(f"\nCould not make .venv:\n{made.stdout}{made.stderr}")


def install(lock: Path) -> None:
    """Install a lock by hash: with uv where it can be had, since it takes seconds, else with pip."""
    wanted = ["--require-hashes", "-r", str(lock)]
    uv = _uv()
    if uv and _quiet([uv, "pip", "install", "--quiet", "--python", str(PYTHON), *wanted]):
        return
    pip = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        *wanted,
    ]
    if subprocess.run(pip).returncode:
        sys.exit("\nCould not install the packages that Sightline needs; pip's reason is above.")


def install_sightline() -> None:
    """Link this folder into .venv, with the `sightline` command; needs no network."""
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT)]).returncode:
        sys.exit("\nCould not install Sightline itself into .venv; pip's reason is above.")


def _uv() -> str | None:
    """Find uv on the path, or get it with pip; None where neither works."""
    found = shutil.which("uv") or shutil.which("uv", path=str(VENV / "bin"))
    if found:
        return found
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    got = _quiet(
        [*pip, "--retries", "1", "--timeout", "15", "--require-hashes", "-r", str(LOCKS / "installer.lock")]
    )
    return shutil.which("uv", path=str(VENV / "bin")) if got else None


def _quiet(command: list[str]) -> bool:
    """Run a command whose failure has a second way round; whether it worked."""
    # The system's own certificates, where a proxy has put its own, and no long wait for what may not be reachable.
    patience = {"UV_SYSTEM_CERTS": "1", "UV_HTTP_TIMEOUT": "20", "UV_HTTP_RETRIES": "1", **os.environ}
    return subprocess.run(command, capture_output=True, env=patience).returncode == 0


def _fingerprint(lock: Path) -> str:
    """The lock's own name for itself: changes when any pinned package does, or when Sightline's own metadata does."""
    return hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()


COMMANDS = {
    "start": ("base.lock", "config.serve"),
    "setup": ("dev.lock", None),
    "test": ("dev.lock", "config.checks"),
    "bench": ("dev.lock", "tests.bench"),
}

if __name__ == "__main__":
    main()
