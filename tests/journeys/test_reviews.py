"""A learning review in a browser: opened, led, asked of agencies and answered by one; each page at both widths."""

from __future__ import annotations

import os
import re

import pytest
from playwright.sync_api import Page, expect

from sightline.people.models import Post
from sightline.record.acting import as_owner
from tests.database import remembered
from tests.journeys.looked_over import PHONE, WIDE, looked_over
from tests.knowing.reviewing import Reviewing, reviewing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("PICTURES")


@pytest.fixture
def made(db: None) -> Reviewing:
    """This will make the week and its review, with whoever works in it."""
    return remembered(_make)


def _make() -> Reviewing:
    with as_owner():
        made = reviewing()
        Post.objects.filter(role="worker").update(role="practitioner")
    return made


def picture(page: Page, name: str) -> None:
    """This will keep a picture, where somebody wants to look."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]


def signed_in(page: Page, site: str, who: str) -> None:
    """This will sign in as one of the cast."""
    page.set_default_timeout(10_000)
    page.goto(f"{site}/sign-in-as/")
    page.get_by_role("button", name=re.compile(rf"^{who}\b")).click()


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_review_from_its_opening_to_an_answer(made: Reviewing, page: Page, site: str, width: int) -> None:
    signed_in(page, site, "Verity Holt")
    looked_over(page, f"{site}/reviews/", width)
    page.get_by_role("button", name="Open the review").click()
    expect(page).to_have_title(re.compile("^Error: "))
    picture(page, "reviews-fault")
    signed_in(page, site, "A lead")
    for at, name in (
        ("", "review"),
        ("terms/", "terms"),
        ("cases/", "cases"),
        ("requests/", "requests-none"),
    ):
        looked_over(page, f"{site}/review/{at}", width)
        picture(page, name)
    page.get_by_role("button", name="Ask agencies about Child A").click()
    looked_over(page, page.url, width)
    page.get_by_label("Gp", exact=True).check()
    page.get_by_label("Midwifery").check()
    page.get_by_label("What for?").fill("To learn why nobody asked about the father of the baby")
    page.get_by_role("button", name="See what they will read").click()
    picture(page, "ask-preview")
    page.get_by_role("button", name="Ask them").click()
    picture(page, "requests")
    _answered(made, page, site, width)
    signed_in(page, site, "A lead")
    looked_over(page, f"{site}/review/requests/", width)
    picture(page, "requests-answered")


def _answered(made: Reviewing, page: Page, site: str, width: int) -> None:
    """Midwifery says who is meant, withholds one entry with its reason, and tells the rest."""
    signed_in(page, site, "A midwifery")
    page.goto(f"{site}/inbox/")
    page.get_by_role("link", name=re.compile("A learning review asks")).first.click()
    page.get_by_role("link", name="See what you hold of it, and answer").click()
    looked_over(page, page.url, width)
    picture(page, "answering-who")
    for _ in range(2):
        page.get_by_role("button", name=re.compile("This is the person")).first.click()
    looked_over(page, page.url, width)
    picture(page, "answering")
    page.get_by_label(re.compile("Do not tell this.*Still uneasy")).check()
    page.get_by_label("We tell what we hold").check()
    page.get_by_role("button", name="Send this answer").click()
    page.get_by_role("button", name=re.compile("Tell the review the other")).click()
    expect(page).to_have_title(re.compile("^Error: "))
    picture(page, "withholding-fault")
    page.get_by_label(re.compile("Still uneasy")).fill("A neighbour is named in it")
    page.get_by_role("button", name=re.compile("Tell the review the other")).click()
    assert "but for some" in page.get_by_role("heading", level=1).inner_text()
    picture(page, "answered")
