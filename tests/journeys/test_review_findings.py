"""A review in a browser: a decision without hindsight, what others held, and a finding with words of hindsight in it."""

from __future__ import annotations

import os
import re

import pytest
from playwright.sync_api import Page, expect

from sightline.record.acting import as_owner
from tests.journeys.looked_over import PHONE, WIDE, accessible, looked_over
from tests.knowing.two_cases import two_cases

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("PICTURES")
WORDS = (
    "In December the front door asked its own index and nobody else. Three services held father’s history by then. "
    "The front door should have known. The midwife said: “I should have rung again.”"
)


def picture(page: Page, name: str) -> None:
    """This will keep a picture, where somebody wants to look."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_from_a_decision_to_a_finding(page: Page, site: str, width: int) -> None:
    with as_owner():
        made = two_cases(silent=[("child-a", "leaving_care")], unasked=[("child-a", "gp_placement")])
    page.set_default_timeout(20_000)
    page.goto(f"{site}/sign-in-as/")
    page.get_by_role("button", name=re.compile(r"^A lead\b")).click()
    for address, name in (
        (f"{site}/review/cases/", "cases"),
        (f"{site}/review/cases/{made.cases['child-a']}/", "told"),
    ):
        looked_over(page, address, width)
        picture(page, name)
    page.get_by_role("link", name="Decisions", exact=True).click()
    picture(page, "decisions")
    decision = f"{site}/review/cases/{made.cases['child-a']}/decisions/{made.entries['child-a', 'd02']}/"
    looked_over(page, decision, width)
    picture(page, "decision")
    page.get_by_role("button", name="See what others held that day").click()
    expect(page).to_have_title(re.compile("^Error: "))
    accessible(page)
    page.get_by_label("Why do you look now?").fill("The session has noted its own view")
    page.get_by_role("button", name="See what others held that day").click()
    looked_over(page, page.url, width)
    picture(page, "others")
    page.get_by_role("link", name=re.compile("Mental health, trauma")).first.click()
    picture(page, "entry-then")
    looked_over(page, f"{site}/review/entries/{made.entries['child-a', 'e03']}/", width)
    picture(page, "entry")
    page.get_by_role("link", name="Rest a new finding on it").click()
    looked_over(page, page.url, width)
    picture(page, "form")
    page.get_by_label("What did you find?").fill(WORDS)
    page.get_by_label("It got in the way").check()
    page.get_by_label("Sharing what is known").check()
    page.get_by_label("Not known yet").check()
    page.get_by_label("Find more entries").fill("index")
    page.get_by_role("button", name="Find entries").click()
    picture(page, "form-found")
    page.get_by_role("button", name="Save the finding").click()
    expect(page.locator("mark")).to_have_text(["should have known"])
    accessible(page)
    picture(page, "pointed-out")
    page.get_by_label("What did you find?").fill(WORDS.replace("The front door should have known. ", ""))
    page.get_by_role("button", name="Save the finding").click()
    looked_over(page, page.url, width)
    page.get_by_role("button", name="Agree it as it stands").click()
    assert "Agreed on" in page.locator("main").inner_text()
    accessible(page)
    picture(page, "finding")
    looked_over(page, f"{site}/review/findings/", width)
    picture(page, "findings")
    looked_over(page, f"{site}/review/standards/background_checks_incomplete/", width)
    picture(page, "standard")
