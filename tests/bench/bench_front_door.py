"""The front door at a county's size: its queue, a contact, the check board and deciding, each beside a page that does nothing.

50,000 contacts of 25,000 families, half of them waiting (CONTACTS=20000 for fewer).
"""

from __future__ import annotations

import os
import re
import statistics
import time

from django.core.management import call_command
from django.test import Client

from sightline.record.acting import as_owner
from tests.bench import door

CONTACTS = int(os.environ.get("CONTACTS", "50000"))
ROUNDS = 40
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
