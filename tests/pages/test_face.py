"""The face of the front door on every referral and decision of the referrer's, and on nobody else's."""

from __future__ import annotations

import pytest

from sightline.people.models import Contact, Post
from sightline.record import models as rows
from sightline.record.acting import as_owner
from tests.pages.conftest import Cast
from tests.pages.test_replay import words

pytestmark = pytest.mark.django_db(transaction=True)
HEALTH = "Who answers your sector Ines Carrow, health representative, front_door Telephone 01632 960 118. Monday to Friday"


def test_the_referrer_sees_who_answers_its_sector(cast: Cast) -> None:
    with as_owner():
        told = rows.Told.objects.get(entry=cast.decision, knower=cast.week.teams["midwifery"]).pk
    author = cast.client("author")
    for page in (
        f"/decisions/{cast.decision}/",
        f"/entries/{cast.told}/",
        f"/entries/{cast.decision}/",
        f"/inbox/{told}/",
    ):
        assert HEALTH in words(author, page), page
    assert HEALTH in words(author, f"/decisions/{cast.decision}/")
    refused = author.post(f"/decisions/{cast.decision}/disagree/", {"stage": "manager", "view": ""})
    assert refused.status_code == 422
    assert "Ines Carrow" in refused.content.decode()


def test_a_sector_without_somebody_of_its_own_is_answered_by_the_door(cast: Cast) -> None:
    with as_owner():
        Contact.objects.filter(sector="health").delete()
    assert "Tobias Arkle, other representative" in words(
        cast.client("author"), f"/decisions/{cast.decision}/"
    )


def test_no_face_where_nobody_is_published_and_none_on_what_is_one_s_own(cast: Cast) -> None:
    for page in (f"/decisions/{cast.decision}/", f"/entries/{cast.decision}/", f"/entries/{cast.told}/"):
        assert "Who answers your sector" not in words(cast.client("told"), page)
    assert "Who answers your sector" not in words(cast.client("author"), f"/entries/{cast.own}/")
    with as_owner():
        Contact.objects.all().delete()
    assert "Who answers your sector" not in words(cast.client("author"), f"/decisions/{cast.decision}/")
    assert Post.objects.exists()
