"""The front door at a county's size: its queue, a contact, the check board and deciding, each beside a page that does nothing.

50,000 contacts of 25,000 families, half of them waiting. Then fifty people at once, through the web server as it is deployed.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from sightline.record.acting import as_owner
from tests.bench import door

CONTACTS = int(os.environ.get("CONTACTS", "50000"))
ROUNDS = 40
USERS, EACH = 50, 12
TRIVIAL = "/healthz"


def main() -> None:
    """Load, ask for each page in turn, and print the medians, their ratios and how many statements each takes."""
    call_command("collectstatic", interactive=False, verbosity=0)
    began = time.monotonic()
    with as_owner():
        _, decider = door.fill(CONTACTS)
    print(f"{CONTACTS:,} contacts loaded in {time.monotonic() - began:.0f} s")
    client = Client(headers={"host": "localhost"})
    client.post("/sign-in-as/", {"post": str(decider.pk)})
    _pages(client)
    _users(client)


def _pages(client: Client) -> None:
    id = door.contact(CONTACTS // 2 + 1)
    pages = {
        "trivial page": TRIVIAL,
        "queue, first page": "/contacts/",
        "queue, a hundred pages on": _far(client),
        "a contact": f"/contacts/{id}/",
        "check board": f"/checks/{id}/",
        "deciding": f"/contacts/{id}/decide/",
        "inbox": "/inbox/",
    }
    times: dict[str, list[float]] = {name: [] for name in pages}
    asked = {}
    for turn in range(ROUNDS + 3):
        for name, address in pages.items():
            began = time.perf_counter()
            answer = client.get(address)
            took = time.perf_counter() - began
            assert answer.status_code == 200, (address, answer.status_code)
            if turn >= 3:
                times[name].append(took)
    for name, address in pages.items():
        asked[name] = door.queries(lambda address=address: client.get(address))
    print(f"{'median of ' + str(ROUNDS):<28} {'ms':>8} {'ratio':>7} {'queries':>8}")
    plain = statistics.median(times["trivial page"])
    for name, took in times.items():
        middle = statistics.median(took)
        print(f"{name:<28} {middle * 1e3:>8.1f} {middle / plain:>7.1f} {asked[name]:>8}")


def _far(client: Client, pages: int = 100) -> str:
    """The address of a page far down the queue, gone to page by page as somebody would."""
    address = "/contacts/"
    for _ in range(pages):
        found = re.search(r'rel="next" href="([^"]*)"', client.get(address).content.decode())
        if found is None:
            break
        address = "/contacts/" + found[1].replace("&amp;", "&")
    return address


def _users(client: Client) -> None:
    """Fifty people at once, each opening the queue, a contact and its board; and the same asking for the trivial page."""
    ids = [door.contact(2 * number + 1) for number in range(USERS * EACH)]
    pages = [
        [path for id in ids[n::USERS] for path in ("/contacts/", f"/contacts/{id}/", f"/checks/{id}/")]
        for n in range(USERS)
    ]
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    with _served() as port:
        print(f"{USERS} people at once, two workers of four threads")
        for name, work in (
            ("trivial page", [[TRIVIAL] * EACH * 3] * USERS),
            ("queue, contact and board", pages),
        ):
            began = time.monotonic()
            with ThreadPoolExecutor(USERS) as people:
                asked = list(people.map(lambda paths: _asked(port, cookie, paths), work))
            took, times = time.monotonic() - began, sorted(one for each in asked for one in each)
            print(
                f"{name:<28} {len(times) / took:>6.0f} a second; median {statistics.median(times) * 1e3:.0f} ms,"
                f" 95 of 100 within {times[len(times) * 95 // 100] * 1e3:.0f} ms"
            )


@contextmanager
def _served() -> Iterator[int]:
    """The application under gunicorn, as it is deployed, against the database of this run; gives its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        "-m",
        "gunicorn",
        "--config",
        "config/gunicorn.py",
        "--bind",
        f"127.0.0.1:{port}",
        "config.wsgi",
    ]
    # Its two workers and this process have to sign cookies with one key.
    server = subprocess.Popen(
        [sys.executable, *command], env={**os.environ, "SECRET_KEY": settings.SECRET_KEY}
    )
    try:
        for _ in range(100):
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _asked(port: int, cookie: str, paths: list[str]) -> list[float]:
    """How long each answer took to one person, who asks for one thing after the other."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    times = []
    for path in paths:
        began = time.perf_counter()
        line.request("GET", path, headers={"Host": "localhost", "Cookie": cookie})
        answer = line.getresponse()
        answer.read()
        times.append(time.perf_counter() - began)
        assert answer.status == 200, (path, answer.status, answer.getheader("Location"))
    return times
