"""The whole of Sightline as `python3 run.py` starts it: up, killed outright, up again, stopped."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "import sys; from pathlib import Path; from config import serve; serve.run(Path(sys.argv[1]))"


@contextmanager
def _started(folder: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Runs Sightline until it has said where it is; gives its process and its port."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    command = [sys.executable, "-c", PROGRAM, folder]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout
            said = ""
            for line in program.stdout:
                said += line
                found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
                if found:
                    yield program, int(found[1])
                    return
            raise AssertionError(f"it ended without an address:\n{said}")
        finally:
            program.kill()


def _status(port: int) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as asked:
        asked.request("GET", "/healthz")
        return asked.getresponse().status


def _below(pid: int) -> set[int]:
    """Every process that descends from this one."""
    parents = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(each.parent.name)] = int(each.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it ended while we looked
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def _running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def _is_worker(pid: int) -> bool:
    try:
        return b"procrastinate" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _await_end(processes: set[int]) -> None:
    until = time.monotonic() + 30
    while left := {each for each in processes if _running(each)}:
        assert time.monotonic() < until, f"left running: {left}"
        time.sleep(0.05)


def test_it_starts_is_killed_outright_starts_again_and_stops() -> None:
    with TemporaryDirectory(prefix="sightline-start-") as made:
        folder = Path(made)
        folder.chmod(0o711)
        with _started(folder) as (program, port):
            assert _status(port) == 200
            below = _below(program.pid)
            assert len(below) >= 5, "the database, the web server and its workers, and what sweeps the timers"
            assert [each for each in below if _is_worker(each)]
            program.kill()
            _await_end(below)
        with _started(folder) as (program, port):
            assert _status(port) == 200
            below = _below(program.pid)
            program.send_signal(signal.SIGTERM)
            assert program.wait(30) == 0
            assert not {each for each in below if _running(each)}


def test_the_web_server_is_never_told_the_owner_s_address_nor_the_worker_s() -> None:
    with TemporaryDirectory(prefix="sightline-start-") as made:
        folder = Path(made)
        folder.chmod(0o711)
        with _started(folder) as (program, _):
            secret = (folder / "sightline_owner-password").read_text()
            told = {each: _told(each) for each in _below(program.pid)}
            assert any(b"DATABASE_WEB_URL=" in each for each in told.values())
            assert not any(secret.encode() in each or b"DATABASE_URL=" in each for each in told.values())
            secret = (folder / "sightline_worker-password").read_text()
            with_it = [each for each, environment in told.items() if secret.encode() in environment]
            assert [_is_worker(each) for each in with_it] == [True]
            program.terminate()


def _told(process: int) -> bytes:
    """What a process was started with; nothing where it may not be read, or has ended since it was counted."""
    with suppress(PermissionError, FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{process}/environ").read_bytes()
    return b""
