"""Two deployments that differ only in what is hidden from an agency are one to it: every page it can reach says the same.

The pages are followed link by link as that agency; ids, keys and nonces are counted by their first appearance. And the test
is itself tested: a leak that is planted shows.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import uuid
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from sightline.measures import prompted
from sightline.pages import standards
from sightline.record import inbox
from sightline.record.acting import as_owner
from sightline.record.models import Entry
from sightline.record.times import Moment
from tests.pages.deployments import Deployment, deployed, emptied
from tests.pages.test_who_may import addresses

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
SEED = int(os.environ.get("SEED") or random.SystemRandom().randrange(10**6))
UNSEEN_BY = ("midwifery", "front_door", "gp", "health_visiting")
MOST_PAGES = 200
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NONCE = re.compile(r'(nonce="|csrfmiddlewaretoken" value=")[^"]*')
_CLOCK = re.compile(
    r"\b\d{1,2}(:\d\d)?[ap]m\b"
)  # a page says when a draft was saved; the two crawls are at different minutes
_REFERENCE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")  # of an id
_LINK = re.compile(r'href="([^"#]*)')
_SLUGS = {"which": "worry", "sector": "health", "form": "pdf", "kind": "child_not_seen"}
_ELSEWHERE = ("/stories", "/static", "/account", "/sign-")  # published, or one's own account


@pytest.fixture(autouse=True)
def soon_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """This will have the pages of standards count the twelve months that take in the fortnight of the deployments."""
    monkeypatch.setattr(standards, "now", lambda: Moment(dt.date(2025, 4, 2)))


class Eyes:
    """What one agency reads, with ids called by the order in which it first met them."""

    def __init__(self) -> None:
        self.met: dict[str, str] = {}

    def read(self, text: str) -> str:
        """This will give a page or an address in words that two deployments share."""
        text = _CLOCK.sub("then", _NONCE.sub(r"\1", text))
        for shape in (_ID, _REFERENCE):
            text = shape.sub(lambda found: self.met.setdefault(found[0], f"id {len(self.met) + 1}"), text)
        return text


def crawled(made: Deployment, who: str) -> dict[str, str]:
    """This will give every page that an agency's people reach from the menu, by its address, and what they get for guessing."""
    read: dict[str, str] = {}
    for post in (made.week.posts[who], made.managers[who]):
        client, eyes = Client(), Eyes()
        client.post("/sign-in-as/", {"post": str(post.pk)})
        todo, met = deque(["/cases/", "/contacts/", "/inbox/", "/referral/"]), set()
        while todo and len(met) < MOST_PAGES:
            address = todo.popleft()
            if address in met or address.startswith(_ELSEWHERE):
                continue
            met.add(address)
            answer = client.get(address)
            page = answer.content.decode()
            read[f"{post.name} {eyes.read(address)}"] = f"{answer.status_code} {eyes.read(page)}"
            if answer.status_code in (301, 302):
                todo.append(answer["Location"])
            todo += [_here(address, link) for link in _LINK.findall(page) if _here(address, link)]
        assert len(met) < MOST_PAGES
        read |= {f"{post.name} {guess}": said for guess, said in _guessed(client, made.hidden).items()}
    return read


def _here(address: str, link: str) -> str:
    link = urljoin(address, link.replace("&amp;", "&"))
    parts = urlsplit(link)
    return "" if parts.netloc or not parts.path.startswith("/") else link


def _guessed(client: Client, hidden: list[UUID]) -> dict[str, str]:
    """What is answered for ids of which the agency was told nothing: those of the deployment, or made up."""
    found: dict[str, str] = {}
    routes = {
        one.name: str(one.pattern) for one in addresses() if "<uuid:id>" in str(one.pattern) and one.name
    }
    for name, route in sorted(routes.items()):
        said = set()
        for id in random.sample(hidden, min(3, len(hidden))) or [uuid.uuid4()]:
            sorts: dict[str, Any] = {"uuid": id, "int": 0}
            parts = {
                part: sorts.get(sort) or _SLUGS.get(part, 0)
                for sort, part in re.findall("<(slug|int|uuid):([a-z]+)>", route)
            }
            for answer in (client.get(reverse(name, kwargs=parts)), client.post(reverse(name, kwargs=parts))):
                said.add(f"{answer.status_code} {Eyes().read(answer.content.decode())}")
        found[f"guesses at {name}"] = "\n".join(sorted(said))
    return found


def differs(who: str, seed: int) -> list[str]:
    """This will name the pages that differ for an agency between a deployment without what is hidden from it and one with."""
    emptied()
    plain = crawled(deployed(who, None), who)
    emptied()
    full = crawled(deployed(who, random.Random(seed)), who)
    assert len(plain) > 20
    return sorted(page for page in plain.keys() | full.keys() if plain.get(page) != full.get(page))


@pytest.mark.parametrize("who", UNSEEN_BY)
def test_what_is_hidden_from_an_agency_changes_no_page_of_its_own(who: str) -> None:
    print(f"SEED={SEED}")
    assert differs(who, SEED) == []


def test_the_two_do_differ_and_the_crawl_reaches_the_pages() -> None:
    counts = []
    for hidden in (None, random.Random(1)):
        emptied()
        made = deployed("midwifery", hidden)
        with as_owner():
            counts.append(Entry.objects.count())
    assert counts[1] > counts[0] + 10
    assert made.hidden
    pages = crawled(made, "front_door")
    names = {re.sub(r"id \d+", "id", page.split(" ", 2)[2]) for page in pages}
    assert {
        "/contacts/id/",
        "/contacts/id/decide/",
        "/decisions/id/",
        "/checks/id/",
        "/inbox/id/",
        "/entries/id/",
        "/standards/",
        "/standards/child_not_seen/",
        "/standards/read-from-notes/",
        "/standards/alike/",
    } <= names
    spoke = [page for page, said in pages.items() if re.search(r"it spoke <strong>[1-9]", said)]
    assert spoke  # there is something to count, so a count of more would show


@contextmanager
def planted(*tables: str) -> Iterator[None]:
    """This will let everybody see all rows of some tables meanwhile."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select tablename, qual from pg_policies where policyname = 'see' and tablename = any(%s)",
            [list(tables)],
        )
        before = cursor.fetchall()
        assert len(before) == len(tables)
        for table, _ in before:
            cursor.execute(f"alter policy see on {table} using (true)")
        try:
            yield
        finally:
            for table, rule in before:
                cursor.execute(f"alter policy see on {table} using ({rule})")


@pytest.mark.parametrize(
    ("who", "tables"),
    [
        ("midwifery", ("sightline_told", "sightline_entry", "sightline_payload")),
        ("front_door", ("sightline_entry", "sightline_payload", "sightline_entryperson")),
        ("gp", ("sightline_case",)),
        ("midwifery", ("sightline_told",)),
    ],
)
def test_a_policy_that_lets_everything_be_seen_shows(who: str, tables: tuple[str, ...]) -> None:
    with planted(*tables):
        assert differs(who, 1)


def test_a_count_of_everything_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    def everywhere(_team: object) -> int:
        with as_owner():
            return Entry.objects.count()

    monkeypatch.setattr(inbox, "unopened", everywhere)
    assert differs("gp", 1)


def test_a_standard_s_count_of_more_than_was_told_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    exactly = prompted.spoken

    def of_everything(*asked: Any) -> prompted.Spoken:
        with as_owner():
            return replace(exactly(*asked), total=Entry.objects.count())

    monkeypatch.setattr(standards, "spoken", of_everything)
    found = differs("front_door", 1)
    assert found
    assert all("/standards/" in page for page in found)
