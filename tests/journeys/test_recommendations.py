"""Recommendations in a browser: a review's list and form, the owner's page with its numbers, and the partnership's board."""

from __future__ import annotations

import datetime as dt
import os
import re

import pytest
from playwright.sync_api import Page

from sightline.people.models import Post
from sightline.record.acting import as_owner
from tests.database import remembered
from tests.journeys.looked_over import PHONE, WIDE, accessible, looked_over
from tests.knowing.recommended import STEPS, accepts, issued, steps
from tests.knowing.reviewing import Reviewing, reviewing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("PICTURES")
BOTH = pytest.mark.parametrize("width", [WIDE, PHONE])


@pytest.fixture
def made() -> Reviewing:
    """This will make the week, its review, two recommendations, one of them half followed through, and a manager."""
    return remembered(_make)


def _make() -> Reviewing:
    with as_owner():
        made = reviewing()
        Post.objects.create(
            team=made.week.teams["front_door"],
            name="Edda Quayle",
            role="team manager",
            starts=dt.date(2025, 1, 1),
        )
        Post.objects.filter(role="worker").update(role="practitioner")
    made.ids = [
        issued(made),
        issued(made, number=2, measure=None, no_measure="No entry says what was understood"),
    ]  # type: ignore[attr-defined]
    first = made.ids[0]  # type: ignore[attr-defined]
    accepts(made, first)
    steps(made, first, "front_door", "Deciders", *STEPS)
    steps(made, first, "midwifery", "Midwives", "told")
    return made


def picture(page: Page, name: str) -> None:
    """This will keep a picture, where somebody wants to look."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]


def signed_in(page: Page, site: str, who: str) -> None:
    """This will sign in as somebody by name."""
    page.set_default_timeout(5000)
    page.goto(f"{site}/sign-in-as/")
    page.get_by_role("button", name=re.compile(rf"^{who}\b")).click()


@BOTH
def test_recommendations(made: Reviewing, page: Page, site: str, width: int) -> None:
    first = made.ids[0]  # type: ignore[attr-defined]
    signed_in(page, site, "A lead")
    looked_over(page, f"{site}/review/recommendations/", width)
    picture(page, "recommendations-review")
    looked_over(page, f"{site}/review/recommendations/write/", width)
    page.get_by_role("button", name="See how it will read").click()
    accessible(page)
    picture(page, "recommendations-write")
    signed_in(page, site, "Edda Quayle")
    looked_over(page, f"{site}/recommendations/{first}/", width)
    picture(page, "recommendations-owner")
    page.get_by_role("button", name="Pass these numbers on to the partnership").click()
    signed_in(page, site, "Verity Holt")
    looked_over(page, f"{site}/recommendations/", width)
    picture(page, "recommendations-board")
    looked_over(page, f"{site}/recommendations/{first}/", width)
    page.get_by_role("button", name="Close this recommendation").click()
    assert "Midwives (understood, changed, tested)" in page.locator("main").inner_text()
    accessible(page)
    picture(page, "recommendations-refused")
    looked_over(page, f"{site}/recommendations/session/", width)
    picture(page, "recommendations-session")
