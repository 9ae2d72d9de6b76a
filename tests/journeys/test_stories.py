"""The open pages in a browser: every story, at a few days, wide and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from sightline.pages import replay, story_files
from tests.journeys.looked_over import PHONE, WIDE, looked_over

pytestmark = pytest.mark.browser
STORIES = sorted(story_files.stories())
PAGES = {
    "the shelf": "/stories/",
    "the first thing we show": "/stories/child-a/?on=2019-12-11&agency=mash",
    "as a table": "/stories/child-a/?on=2019-12-11&agency=mash&as=table",
    "before everything": "/stories/child-a/?on=2000-01-01&agency=mash",
    "told nothing": "/stories/child-a/?on=2019-12-11&agency=police",
    "very many in one day": "/stories/forget-me-not/?on=2024-04-18&agency=mash",
}

_SMALLEST_WORDS = """picture => {
  const svg = document.querySelector(picture);
  const size = text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().d;
  return Math.min(...[...svg.querySelectorAll('text')].filter(text => !text.getScreenCTM().b).map(size));
}"""


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("name", PAGES)
def test_a_page(site: str, page: Page, name: str, width: int) -> None:
    looked_over(page, site + PAGES[name], width)


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("case", STORIES)
def test_a_story_at_its_end(site: str, page: Page, case: str, width: int) -> None:
    agency, _ = replay._opens(case)
    looked_over(page, f"{site}/stories/{case}/?on={replay.moments(case)[-1]}&agency={agency}", width)


@pytest.mark.parametrize("case", STORIES)
def test_a_story_is_walked_through(site: str, page: Page, case: str) -> None:
    page.goto(f"{site}/stories/")
    page.click(f'a[href="/stories/{case}/"]')
    for _ in range(3):
        before = page.url
        following = page.get_by_role("button", name="Next moment")
        if not following.count():
            break
        following.click()
        assert page.url != before
        assert page.locator("h1").inner_text().startswith("What did ")


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_one_picture_is_shown_at_a_time(site: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + PAGES["the first thing we show"])
    assert page.locator(".sl-lanes--wide").is_visible() is (width == WIDE)
    assert page.locator(".sl-lanes--turned").is_visible() is (width == PHONE)
    shown = ".sl-lanes--wide" if width == WIDE else ".sl-lanes--turned"
    smallest = page.evaluate(_SMALLEST_WORDS, shown)
    assert smallest >= 13


def test_it_works_without_script(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + PAGES["the first thing we show"])
    page.get_by_label("Agency").select_option("midwifery")
    page.get_by_role("button", name="Show").click()
    assert page.url.endswith("?on=2019-12-11&agency=midwifery")
    assert page.locator("h1").inner_text() == "What did midwifery know on 11 December 2019?"
    context.close()


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize(
    ("address", "status"),
    [("/stories/child-a/?on-day=31&on-month=2&on-year=2020&agency=mash", 422), ("/stories/nobody/", 404)],
    ids=["bad day", "not found"],
)
def test_errors(site: str, browser: Browser, address: str, status: int, width: int) -> None:
    """A context of its own: the browser itself reports an answer of 422 or 404 as an error."""
    context = browser.new_context()
    looked_over(context.new_page(), site + address, width, status)
    context.close()
