"""The report of a review in a browser: what it lacks, words around it, a thing to answer, a reader's words, and publication."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from sightline.record.acting import as_owner
from tests.journeys.looked_over import PHONE, WIDE, accessible, looked_over
from tests.journeys.test_review_findings import picture
from tests.pages.test_review_report import small

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_from_nothing_written_to_published(page: Page, site: str, width: int) -> None:
    with as_owner():
        small()
    page.set_default_timeout(20_000)
    page.goto(f"{site}/sign-in-as/")
    page.get_by_role("button", name=re.compile(r"^A lead\b")).click()
    report = f"{site}/review/report/"
    looked_over(page, report, width)
    picture(page, "report-lacks")
    looked_over(page, f"{report}words/", width)
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_title(re.compile("^Error: "))
    accessible(page)
    page.get_by_label("Introduction").fill(
        "A baby was hurt, and the partnership asked why nobody had spoken."
    )
    page.get_by_label("Setting the scene").fill("Both parents wanted to learn.")
    page.get_by_label("Conclusions").fill("It happened on Mothering Sunday.")
    picture(page, "report-words")
    page.get_by_role("button", name="Save").click()
    looked_over(page, report, width)
    picture(page, "report-to-answer")
    page.get_by_role("button", name=re.compile("^Keep it")).first.click()
    expect(page).to_have_title(re.compile("^Error: "))
    accessible(page)
    picture(page, "report-no-reason")
    while page.get_by_label("Why it can stay").count():
        page.get_by_label("Why it can stay").first.fill("Every child of the school made a card that day")
        page.get_by_role("button", name=re.compile("^Keep it")).first.click()
    looked_over(page, f"{report}read/", width)
    picture(page, "report-read")
    looked_over(page, report, width)
    with page.expect_download() as saved:
        page.get_by_role("link", name="The copy for publication, PDF").click()
    assert saved.value.suggested_filename == "learning-review-2025-1.pdf"
    page.get_by_role("button", name="Publish it as it stands, and tell the partnership").click()
    assert "The report is published" in page.locator("main").inner_text()
    accessible(page)
    picture(page, "report-published")
