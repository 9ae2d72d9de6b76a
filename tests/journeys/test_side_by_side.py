"""Two stories side by side in a browser, wide and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.looked_over import PHONE, WIDE, looked_over

pytestmark = pytest.mark.browser
COMPARE = "/stories/compare/"
PAGES = {
    "as it opens": COMPARE,
    "from the birth": f"{COMPARE}?align=birth",
    "before the clock": f"{COMPARE}?from=-300",
    "a long story": f"{COMPARE}?one=three-doors-down&other=forget-me-not&align=strategy",
    "a wrong event": f"{COMPARE}?align=weather",
    "no such event": f"{COMPARE}?one=night-light",
}


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("name", PAGES)
def test_a_page(site: str, page: Page, name: str, width: int) -> None:
    looked_over(page, site + PAGES[name], width, 422 if name in ("a wrong event", "no such event") else 200)


def test_the_two_stand_on_either_side_of_the_clock_and_on_a_phone_one_below_the_other(
    site: str, page: Page
) -> None:
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(site + COMPARE)
        row = page.locator(".sl-clock__row").first
        at, one, other = (
            row.locator(part).bounding_box() for part in ("h3", ".sl-clock__cell--1", ".sl-clock__cell--2")
        )
        assert at
        assert one
        assert other
        if width == WIDE:
            assert one["x"] < at["x"] < other["x"]
            assert one["y"] == other["y"]
        else:
            assert at["y"] < one["y"] < other["y"]
            assert one["x"] == other["x"]


def test_it_works_without_script(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/stories/")
    page.get_by_role("link", name="Child A beside Child B").click()
    page.get_by_label("Both clocks start at").select_option("Strategy discussion")
    page.get_by_role("button", name="Show").click()
    assert page.locator("h1").inner_text() == (
        "From strategy discussion to child kept safe by somebody else: the same day for Child A, within a day for Child B"
    )
    page.get_by_role("link", name="Earlier on the clock").click()
    assert "before" in page.locator(".sl-clock__at").first.inner_text()
    context.close()
