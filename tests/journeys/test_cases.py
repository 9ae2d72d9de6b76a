"""A team's pages in a browser, on the demonstration's own data: Child A's story, and one with a very long day."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Browser, Page

from config import demo
from sightline.record.imports import import_record
from sightline.record.interchange.read import read
from sightline.record.times import Moment
from tests.journeys.looked_over import PHONE, WIDE, looked_over

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def demonstration(db: None, site: str) -> str:
    """This will load two stories of the demonstration with their cast, and give the address of the site."""
    for case in ("child-a", "forget-me-not"):
        file = read((demo.CAST.parent / f"{case}.yaml").read_bytes())
        import_record(file, source=f"story {case}", by="demonstration", at=Moment(dt.date(2026, 1, 1)))
    demo.load()
    return site


def signed_in(page: Page, site: str, who: str) -> str:
    """This will sign in as somebody of the cast, open their case, and give its address."""
    page.goto(f"{site}/sign-in-as/")
    page.get_by_role("button", name=re.compile(who)).click()
    page.locator(".sl-rows a").first.click()
    return page.url


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_every_page_of_a_case(demonstration: str, page: Page, width: int) -> None:
    looked_over(page, f"{demonstration}/sign-in-as/", width)
    signed_in(page, demonstration, "Nia Colebrook")
    looked_over(page, f"{demonstration}/cases/", width)
    for who in (
        "Joss Fennimore",
        "Oswin Marsh",
    ):  # the fullest record of Child A, and a day with very much in it
        case = signed_in(page, demonstration, who)
        for part in ("", "chronology/", "ledger/", "ledger/?show=late"):
            looked_over(page, case + part, width)
    page.goto(f"{case}chronology/")
    page.goto(f"{case}ledger/")
    entry = page.locator(".sl-ledger a:visible").first.get_attribute("href")
    looked_over(page, f"{demonstration}{entry}", width)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_nothing_to_see_and_not_allowed(demonstration: str, browser: Browser, width: int) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{demonstration}/sign-in-as/")
    page.get_by_role("button", name=re.compile("Idris Vale")).click()
    looked_over(page, f"{demonstration}/cases/", width, status=403)
    context.close()


def test_two_people_of_one_case_see_what_each_was_told(demonstration: str, browser: Browser) -> None:
    said = {}
    for who in ("Rosalind Pym", "Tobias Arkle"):
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        case = signed_in(page, demonstration, who)
        page.goto(f"{case}chronology/")
        said[who] = page.locator("main").inner_text()
        context.close()
    assert "Second call to the front door" in said["Rosalind Pym"]
    assert "Second call to the front door" in said["Tobias Arkle"]
    assert "no easier in her mind" in said["Rosalind Pym"]
    assert "no easier in her mind" not in said["Tobias Arkle"]
    assert "bring up nothing on either parent" not in said["Rosalind Pym"]


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_from_the_inbox_to_the_check_board(demonstration: str, page: Page, width: int) -> None:
    signed_in(page, demonstration, "Tobias Arkle")
    looked_over(page, f"{demonstration}/inbox/", width)
    assert (
        "Three things have come in" in page.locator("h1").inner_text()
    )  # told twice at one moment is one thing
    contact = page.get_by_role("link", name=re.compile(r"^Contact 2")).first.get_attribute("href")
    looked_over(page, f"{demonstration}{contact}", width)
    board = page.get_by_role("link", name="Open the check board of this contact").get_attribute("href")
    looked_over(page, f"{demonstration}{board}", width)
    assert "checks have not been asked" in page.locator("h1").inner_text()
    page.goto(f"{demonstration}/inbox/")
    assert "Two things have come in" in page.locator("h1").inner_text()
