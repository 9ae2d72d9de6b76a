"""The front door in a browser: what waits, deciding as replying, and the challenge ladder."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.looked_over import PHONE, WIDE, accessible, looked_over
from tests.pages.conftest import Cast, cast  # noqa: F401  (the same small cast)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]


def signed_in(page: Page, site: str, who: str) -> None:
    """This will sign in as somebody of the cast."""
    page.goto(f"{site}/sign-in-as/")
    page.get_by_role("button", name=re.compile(who)).click()


def fill(page: Page) -> None:
    """This will write a decision."""
    page.get_by_label("Social work assessment").check()
    page.get_by_label("Threshold level").select_option("4")
    page.get_by_label("Reasons", exact=True).fill(
        "They cannot keep what they learn from one week to the next"
    )
    page.get_by_label("Who holds this now").fill("Tobias Arkle")
    page.get_by_label("Their telephone number").fill("01632 960 114")
    page.get_by_label("What happens next").fill("A social worker rings you")
    for blank in page.locator("input[name^=why-]").all():
        blank.fill("Asked for, and not yet answered")
    for part, value in (("Day", "18"), ("Month", "12"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(value)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_every_page_and_every_error(cast: Cast, site: str, page: Page, width: int) -> None:  # noqa: F811
    signed_in(page, site, cast.posts["told"].name)
    for address in ("/contacts/", f"/contacts/{cast.contact}/", f"/contacts/{cast.contact}/decide/"):
        looked_over(page, site + address, width)
    for address, button in (
        (f"/contacts/{cast.contact}/", "Give it to them"),
        (f"/contacts/{cast.contact}/decide/", "Show the reply before sending"),
    ):
        page.goto(site + address)
        page.get_by_role("button", name=button).click()
        _error(page)
    page.goto(f"{site}/sign-in-as/")
    signed_in(page, site, cast.posts["author"].name)
    looked_over(page, f"{site}/decisions/{cast.decision}/", width)
    page.get_by_role("button", name="Send the challenge").click()
    _error(page)
    page.goto(f"{site}/decisions/{cast.decision}/")
    page.get_by_text("I disagree, and I am not challenging it").click()
    page.get_by_role("button", name="Keep this for our team").click()
    _error(page)


def _error(page: Page) -> None:
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.locator(".govuk-error-summary a").first.click()
    assert page.evaluate("document.activeElement.matches('input, select, textarea')"), page.url
    accessible(page)


def test_decided_challenged_and_answered_without_javascript(cast: Cast, site: str, browser: Browser) -> None:  # noqa: F811
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    signed_in(page, site, cast.posts["told"].name)
    page.goto(f"{site}/contacts/")
    page.locator(".sl-queue a").first.click()
    page.get_by_role("link", name="Decide, and reply in the same step").click()
    fill(page)
    page.get_by_role("button", name="Show the reply before sending").click()
    preview = page.locator(".sl-reply").inner_text()
    page.get_by_role("button", name="Decide and send the reply").click()
    decision = page.url
    signed_in(page, site, cast.posts["author"].name)
    page.goto(decision)
    assert page.locator(".sl-reply").inner_text() == preview
    page.get_by_label("Their team manager answers").check()
    page.get_by_label("What do you think should happen, and why?").fill("A strategy discussion today")
    page.get_by_role("button", name="Send the challenge").click()
    expect(page.get_by_role("heading", name="Challenged, and not yet answered")).to_be_visible()
    context.close()
