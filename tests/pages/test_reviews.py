"""The pages of a learning review: by whom they can be used, and what each shows and does."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from sightline.people.models import Post
from sightline.record.acting import as_owner
from tests.knowing.reviewing import Reviewing, reviewing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made() -> Reviewing:
    """This will make the week and its review."""
    with as_owner():
        made = reviewing()
        Post.objects.filter(role="worker").update(role="practitioner")
    return made


def signed_in(post: Post) -> Client:
    """This will give a browser in which a post is signed in."""
    client = Client()
    client.post("/sign-in-as/", {"post": str(post.pk)})
    return client


def test_a_review_begins_with_what_it_asks(made: Reviewing) -> None:
    page = signed_in(made.posts["lead"]).get("/review/").content.decode()
    assert "Why was nobody asked about the father?" in page
    assert "Child A" in page


def test_whoever_is_of_no_review_finds_none(made: Reviewing) -> None:
    assert signed_in(made.week.posts["midwifery"]).get("/review/").status_code == 403
    with as_owner():
        stray = Post.objects.create(
            team=made.week.teams["gp"], name="A reviewer", role="reviewer", starts=dt.date(2025, 1, 1)
        )
    assert signed_in(stray).get("/review/").status_code == 404
