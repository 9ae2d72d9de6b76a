"""The workbench of a review of two cases: what agencies told, a decision without hindsight, and what others held."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from sightline.people.models import Post
from sightline.record.acting import acting_for, as_owner
from sightline.record.models import Look
from tests.database import remembered
from tests.knowing.two_cases import TwoCases, two_cases

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made() -> TwoCases:
    """This will make the review of the two cases, in which one trust has not answered and one surgery was not asked."""
    return remembered(_make)


def _make() -> TwoCases:
    with as_owner():
        return two_cases(silent=[("child-a", "leaving_care")], unasked=[("child-a", "gp_placement")])


def browser(post: Post) -> Client:
    """This will give a browser in which a post is signed in."""
    client = Client()
    client.post("/sign-in-as/", {"post": str(post.pk)})
    return client


def decision(made: TwoCases, id: str = "d02", story: str = "child-a") -> str:
    """This will give the address of a decision without hindsight."""
    return f"/review/cases/{made.cases[story]}/decisions/{made.entries[story, id]}/"


def text(answer: Any) -> str:
    """This will give a page's words without its tags."""
    page = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", page).replace("&#39;", "’").replace("&#x27;", "’")


def looks(made: TwoCases, post: Post) -> list[str]:
    """This will give what a post's looks were for."""
    with acting_for(made.review):
        return list(Look.objects.filter(post=post).order_by("stored").values_list("purpose", flat=True))


def test_the_chronology_is_what_agencies_told_page_by_page_with_whom_nobody_heard(made: TwoCases) -> None:
    client = browser(made.posts["observer"])
    first = client.get(f"/review/cases/{made.cases['child-a']}/")
    page = text(first)
    assert "Father’s GP notes describe low mood" in page
    assert "No answer yet: leaving care." in page
    assert "Not asked: the foster carers’ surgery." in page
    assert not re.search("[0-9A-Fa-f]{8}-[0-9a-f]{4}-", page), "somebody is called by an id"
    assert "The leaving-care service supports father" not in page
    seen = len(re.findall(r'href="/review/entries/', first.content.decode()))
    later = re.search(r'rel="next" href="([^"]+)"', first.content.decode())
    assert later
    second = client.get(f"/review/cases/{made.cases['child-a']}/{later[1]}".replace("&amp;", "&"))
    assert len(re.findall(r'href="/review/entries/', second.content.decode())) > 0
    assert seen > 20
    assert "opened what agencies told the review" in looks(made, made.posts["observer"])


def test_a_decision_opens_with_what_its_maker_knew_and_nothing_that_others_held(made: TwoCases) -> None:
    page = text(browser(made.posts["facilitator"]).get(decision(made)))
    assert "11 December 2019: what the MASH, the front door knew when it decided" in page
    assert "Reason given" in page
    assert "A repeat referral got the same answer" in page
    assert "low mood" not in page
    assert "different council" not in page
    assert "2020" not in page


def test_what_others_held_needs_a_reason_that_is_kept_by_this_post_for_this_decision(made: TwoCases) -> None:
    client = browser(made.posts["facilitator"])
    address = f"{decision(made)}others/"
    assert client.get(address).status_code == 302
    refused = client.post(address, {"why": "  ", "key": "k"})
    assert refused.status_code == 422
    assert "low mood" not in text(refused)
    asked = {"why": "The session has noted its own view", "key": "k"}
    assert client.post(address, asked)["Location"] == address
    assert client.post(address, asked)["Location"] == address
    shown = text(client.get(address))
    assert "Father’s GP notes describe low mood" in shown
    assert "Held for 7 months by then" in shown
    assert "The session has noted its own view" in shown
    kept = looks(made, made.posts["facilitator"])
    assert kept.count("what others held at this decision: The session has noted its own view") == 1
    assert "opened what others held" in kept
    assert client.get(f"{decision(made, 'd01')}others/").status_code == 302  # another decision
    assert browser(made.posts["observer"]).get(address).status_code == 302  # another post


def test_ten_things_were_held_by_others_in_december_as_in_the_replay() -> None:
    with as_owner():
        whole = two_cases()
    client = browser(whole.posts["lead"])
    address = f"{decision(whole)}others/"
    client.post(address, {"why": "To count", "key": "k"})
    assert "10 things held by 6 other agencies" in text(client.get(address))


def test_an_entry_says_who_had_been_told_and_by_a_decision_who_had_by_then(made: TwoCases) -> None:
    client = browser(made.posts["observer"])
    entry = made.entries["child-a", "e03"]
    assert "Told to 1 other agency" in text(client.get(f"/review/entries/{entry}/"))
    assert "opened the entry in a review" in looks(made, made.posts["observer"])
    then = f"/review/entries/{entry}/?at={made.entries['child-a', 'd02']}"
    assert client.get(then)["Location"] == decision(made)  # its maker did not know it: first say why you look
    client.post(f"{decision(made)}others/", {"why": "The session is done", "key": "k"})
    assert "Told by then to 1 other agency" in text(client.get(then))
    late = made.entries["child-a", "e53"]
    assert client.get(f"/review/entries/{late}/").status_code == 200
    assert client.get(f"/review/entries/{late}/?at={made.entries['child-a', 'd02']}").status_code == 404
    assert client.get(f"/review/entries/{entry}/?at={made.entries['child-a', 'e05']}").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/review/entries/{}/", "/review/findings/{}/", "/review/cases/{}/", "/review/findings/{}/change/"],
)
def test_what_is_made_up_is_not_there(made: TwoCases, address: str) -> None:
    client = browser(made.posts["lead"])
    for id in (uuid.uuid4(), made.requests["child-a", "mash"], made.entries["child-a", "e01"]):
        assert client.get(address.format(id)).status_code == 404
    assert (
        client.post(f"/review/findings/{uuid.uuid4()}/agree/", {"version": str(uuid.uuid4())}).status_code
        == 404
    )
