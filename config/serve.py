"""Runs Sightline on this machine until it is told to stop: the database, the web server and the worker, then an address."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import NoReturn, TypeVar

from config import postgres, roles
from config.child import follow_parent

ROOT = Path(__file__).resolve().parent.parent
PORTS = range(8000, 8020)
_WAIT = 60.0
_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

T = TypeVar("T")


def main() -> None:
    """Run Sightline with its data in a folder of this project."""
    run(postgres.state_folder(ROOT / ".run"))


def run(folder: Path) -> None:
    """Start everything in order, wait, and stop it in the other order."""
    os.umask(0o022 if os.geteuid() == 0 else 0o077)
    for each in _STOPS:
        signal.signal(each, _stop)
    try:
        with ExitStack() as stack:
            database, process = step("Starting the database", lambda: _database(folder, stack))
            environment = _environment(folder, database)
            step("Preparing tables and static files", lambda: _prepare(environment, database))
            listening = stack.enter_context(_listening())
            log = folder / "web.log"
            web = step(
                "Starting the web server", lambda: stack.enter_context(_web(environment, listening, log))
            )
            site = f"http://127.0.0.1:{listening.getsockname()[1]}"
            worker = stack.enter_context(_worker(environment, database, site, folder / "worker.log"))
            print(f"\nSightline is at {site}/   (Ctrl-C stops it)", flush=True)
            _watch([each for each in (process, web, worker) if each], folder)
    except postgres.Refused as refused:
        sys.exit(f"\n{refused}")
    except KeyboardInterrupt:
        print("\nStopped.")


def step(words: str, act: Callable[[], T]) -> T:
    """Say what is being done, do it, and say how long it took."""
    print(f"{words} …", end=" ", flush=True)
    began = time.monotonic()
    done = act()
    print(f"{time.monotonic() - began:.1f} s", flush=True)
    return done


def _stop(*_: object) -> NoReturn:
    for each in _STOPS:
        signal.signal(each, signal.SIG_IGN)  # a second one must not break off the stopping
    raise KeyboardInterrupt


def _database(folder: Path, stack: ExitStack) -> tuple[roles.Addresses, subprocess.Popen[bytes] | None]:
    """The database that DATABASE_URL names, or our own."""
    brought = os.environ.get("DATABASE_URL")
    if brought:
        web, worker = os.environ.get("DATABASE_WEB_URL"), os.environ.get("DATABASE_WORKER_URL")
        return roles.given(brought, web, folder, worker), None
    server = stack.enter_context(postgres.running(folder))
    return roles.embedded(server, folder), server.process


def _environment(folder: Path, database: roles.Addresses) -> dict[str, str]:
    """What the web server is told: the web's address of the database, and not the owner's."""
    told = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "DATABASE_WORKER_URL") and not name.startswith("PG")
    }
    key = postgres.secret(folder / "secret-key")
    return {**told, "DATABASE_WEB_URL": database.web, "SECRET_KEY": key, "SIGHTLINE_DEMO": "1"}


def _prepare(environment: dict[str, str], database: roles.Addresses) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "config.prepare"],
        env={**environment, "DATABASE_URL": database.owner},
        cwd=ROOT,
        preexec_fn=follow_parent(signal.SIGTERM),
    )
    if done.returncode:
        raise postgres.Refused("The tables or the static files could not be made ready; the reason is above.")


@contextmanager
def _listening() -> Iterator[socket.socket]:
    """A socket on the first free port, bound here so that nobody can take the port between looking and using."""
    for port in PORTS:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as made:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                made.bind(("127.0.0.1", port))
                made.listen()
            except OSError:
                print(f"Port {port} is in use; trying the next.", flush=True)
                continue
            yield made
            return
    raise postgres.Refused(f"Every port from {PORTS[0]} to {PORTS[-1]} is in use.")


@contextmanager
def _web(
    environment: dict[str, str], listening: socket.socket, log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """The web server, from when it answers until it has finished what it was doing."""
    number = listening.fileno()
    command = ["-m", "gunicorn", "--config", "config/gunicorn.py", "--bind", f"fd://{number}", "config.wsgi"]
    with log.open("ab") as out:
        web = subprocess.Popen(
            [sys.executable, *command],
            env=environment,
            cwd=ROOT,
            stdout=out,
            stderr=out,
            pass_fds=[number],
            preexec_fn=follow_parent(signal.SIGKILL),  # its database is going too: there is nothing to finish
            start_new_session=True,
        )
    try:
        _await(web, listening.getsockname()[1], log)
        yield web
    finally:
        web.terminate()
        web.wait(_WAIT)


@contextmanager
def _worker(
    environment: dict[str, str], database: roles.Addresses, site: str, log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """The worker that sweeps the timers, with its own address of the database; nobody waits for it to begin."""
    told = {name: value for name, value in environment.items() if name != "DATABASE_WEB_URL"}
    with log.open("ab") as out:
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "procrastinate", "worker"],
            env={**told, "DATABASE_WORKER_URL": database.worker, "SIGHTLINE_SITE": site},
            cwd=ROOT,
            stdout=out,
            stderr=out,
            preexec_fn=follow_parent(signal.SIGKILL),
            start_new_session=True,
        )
    try:
        yield worker
    finally:
        worker.terminate()
        worker.wait(_WAIT)


def _await(web: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Waits until the web server answers that all is well."""
    until = time.monotonic() + _WAIT
    while time.monotonic() < until and web.poll() is None:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as asked:
                asked.request("GET", "/healthz")
                if asked.getresponse().status == http.HTTPStatus.OK:
                    return
        except OSError:
            pass
        time.sleep(0.05)
    raise postgres.Refused(f"The web server did not start; the end of {log} says why.")


def _watch(processes: list[subprocess.Popen[bytes]], folder: Path) -> None:
    """Waits for as long as all of them run."""
    while all(each.poll() is None for each in processes):
        time.sleep(0.25)
    raise postgres.Refused(f"A part of Sightline stopped by itself; the logs in {folder} say why.")


if __name__ == "__main__":
    main()
