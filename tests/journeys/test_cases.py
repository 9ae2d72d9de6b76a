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
from tests.database import remembered
from tests.journeys.looked_over import PHONE, WIDE, looked_over

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def demonstration(db: None, site: str) -> str:
    """This will have loaded two stories of the demonstration with their cast, and give the address of the site."""
    remembered(_two_stories)
    return site


def _two_stories() -> None:
    for case in ("child-a", "forget-me-not"):
        file = read((demo.CAST.parent / f"{case}.yaml").read_bytes())
        import_record(file, source=f"story {case}", by="demonstration", at=Moment(dt.date(2026, 1, 1)))
    demo.load()


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


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_every_entry_of_the_ledger_laid_out(demonstration: str, page: Page, width: int) -> None:
    """An own entry told on, one told to nobody, one whose parts were told, and others' entries: all of one team's ledger."""
    page.set_viewport_size({"width": width, "height": 900})
    case = signed_in(page, demonstration, "Joss Fennimore")
    page.goto(f"{case}ledger/")
    links = [link.get_attribute("href") or "" for link in page.locator(".sl-ledger a:visible").all()]
    assert len(links) > 30
    for link in links:
        page.goto(demonstration + link)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("#chosen").bounding_box()["y"] < 900  # type: ignore[index]  (the address leads to it)
        assert page.locator("[aria-current=true]:visible").get_attribute("href") == link
    for link in (links[0], links[9], links[-1]):
        looked_over(page, demonstration + link.split("#", maxsplit=1)[0], width)
    page.get_by_role("link", name="Read the whole entry").click()
    looked_over(page, page.url, width)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_ledger_asked_for_a_day_that_there_is_not(demonstration: str, browser: Browser, width: int) -> None:
    context = browser.new_context()
    page = context.new_page()
    case = signed_in(page, demonstration, "Joss Fennimore")
    looked_over(
        page, f"{case}ledger/?from-day=31&from-month=2&from-year=2020&to-day=1&to-year=2020", width, 422
    )
    context.close()


def test_the_days_of_a_ledger_are_put_in_without_script(demonstration: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    case = signed_in(page, demonstration, "Joss Fennimore")
    page.goto(f"{case}ledger/")
    for end, day in (("From", ("13", "5", "2020")), ("To", ("14", "5", "2020"))):
        for part, value in zip(("Day", "Month", "Year"), day, strict=True):
            page.get_by_role("group", name=end, exact=True).get_by_label(part).fill(value)
    page.get_by_role("button", name="Apply").click()
    page.wait_for_load_state()
    days = page.locator(".sl-ledger__table tbody th:visible").all_inner_texts()[1:]
    assert days
    assert all(re.match(r"(\d+\s+)?1[34] May 2020", day) for day in days), days
    page.locator(".sl-ledger a:visible").last.click()
    assert "One entry at a glance" in page.locator("#chosen").inner_text()
    assert page.get_by_role("group", name="To").get_by_label("Day").input_value() == "14"
    context.close()


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
