"""The HTML of a report in a real browser: on a telephone and a desk, by keyboard, without a script and without a network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sightline.reviews.report import copies
from sightline.reviews.report.html import html
from tests.journeys.looked_over import PHONE, WIDE, accessible, keyboard
from tests.reviews.invented import PRIVATE, REPORT

pytestmark = pytest.mark.browser


COPIES = {
    "panel": lambda: copies.panel(REPORT),
    "publication": lambda: copies.publication(REPORT, PRIVATE, []),
    "family": lambda: copies.family(REPORT, "Child A's mother", PRIVATE, []),
}


@pytest.mark.parametrize("width", [PHONE, WIDE])
@pytest.mark.parametrize("name", COPIES)
def test_a_copy_can_be_read_by_everybody(page: Page, tmp_path: Path, name: str, width: int):
    file = tmp_path / "report.html"
    file.write_text(html(COPIES[name]()), encoding="utf-8")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(file.as_uri())
    accessible(page)
    keyboard(page)
    assert asked == [file.as_uri()]
    expect(page.locator("script")).to_have_count(0)


def test_a_table_on_a_telephone_is_still_a_table(page: Page):
    page.set_viewport_size({"width": PHONE, "height": 900})
    page.set_content(html(copies.panel(REPORT)))
    table = page.get_by_role("table").first
    assert table.get_by_role("columnheader").count() == 4
    assert table.get_by_role("cell", name="Autumn 2019").count() == 1


def test_words_are_never_markup(page: Page):
    said = "<script>document.title = 'gone'</script> <b>bold</b> & {{ 7 * 7 }} \"quoted\""
    page.set_content(html(copies.panel(replace(REPORT, title=said, conclusions=(said,)))))
    assert page.locator("h1").inner_text() == said
    assert page.get_by_text(said).count() >= 2
    assert page.title() == said
