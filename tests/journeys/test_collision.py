"""Two decision makers on one referral, each in a browser: the second is told so, keeps every word, and nothing is doubled."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from sightline.record import models as rows
from sightline.record.acting import as_owner
from tests.journeys.test_front_door import fill, signed_in
from tests.pages.conftest import Cast, cast  # noqa: F401  (the same small cast)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
MINE = "I read the history again, and would have said the same in my own words"


def decisions(cast: Cast) -> int:  # noqa: F811
    with as_owner():
        return rows.Entry.objects.filter(
            kind="decision", payload__body__responds_to=str(cast.contact)
        ).count()


def replies(cast: Cast) -> int:  # noqa: F811
    with as_owner():
        told = rows.Told.objects.filter(knower=cast.week.teams["midwifery"], entry__kind="decision")
        return told.filter(entry__payload__body__responds_to=str(cast.contact)).count()


def test_two_decide_at_once(cast: Cast, site: str, page: Page, browser: Browser) -> None:  # noqa: F811
    context = browser.new_context(locale="en-GB")
    other = context.new_page()  # a page of its own: it is answered 409, which the browser reports as an error
    for one in (page, other):
        signed_in(one, site, cast.posts["told"].name)
        one.goto(f"{site}/contacts/{cast.contact}/decide/")
        fill(one)
    other.get_by_label("Reasons", exact=True).fill(MINE)
    for one in (page, other):
        one.get_by_role("button", name="Show the reply before sending").click()
    page.get_by_role("button", name="Decide and send the reply").click()
    page.wait_for_url("**/decisions/**")
    other.get_by_role("button", name="Decide and send the reply").click()

    expect(other.locator(".govuk-error-summary")).to_contain_text(
        "Something came in about this family after you opened"
    )
    expect(other.locator(".govuk-error-summary")).to_be_focused()
    assert other.get_by_label("Reasons", exact=True).input_value() == MINE
    expect(other.get_by_text("This contact was decided on")).to_be_visible()
    assert (decisions(cast), replies(cast)) == (1, 1)
    other.get_by_role("link", name="read that reply").click()
    assert other.url == page.url
    context.close()
