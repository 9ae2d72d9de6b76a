"""Practice standards in a browser: the list, the longest page, switching one off with a slip, and a case that says so."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from sightline.people.models import Organisation, Post, Team
from sightline.record import actions
from sightline.record.acting import as_owner
from sightline.record.kinds.particulars import Particulars
from tests.journeys.looked_over import PHONE, WIDE, looked_over
from tests.journeys.test_front_door import signed_in
from tests.knowing.people_of import Partnership
from tests.knowing.people_of import partnership as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
WIDTHS = pytest.mark.parametrize("width", [WIDE, PHONE])
KIND = "child_not_seen"


@pytest.fixture
def week(db: None) -> Partnership:
    """This will give a partnership with its manager, and a health visitor who has a baby on their list."""
    with as_owner():
        made = make()
        unit = Team.objects.create(
            organisation=Organisation.objects.create(name="Unit"), type="partnership", name="Safeguarding partnership"
        )  # fmt: skip
        starts = dt.date(2024, 1, 1)
        Post.objects.create(team=unit, name="Verity Holt", role="partnership manager", starts=starts)
        Post.objects.create(
            team=made.teams["health_visiting"], name="Bea Noon", role="practitioner", starts=starts
        )
        baby = made.meet("health_visiting")
        body = Particulars(person=str(baby), role="child", name="Wren", dob=dt.date(2025, 1, 20))  # type: ignore[arg-type]
        made.writes("health_visiting", "mon", body, baby)
        actions.open_case(**made.does("health_visiting", "tue"), title="Wren", people=[baby])  # type: ignore[arg-type]
    return made


@WIDTHS
def test_read_by_anybody(week: Partnership, site: str, page: Page, width: int) -> None:
    looked_over(page, f"{site}/standards/", width)
    page.get_by_role("link", name="A timescale has run out").click()
    looked_over(page, page.url, width)  # the longest
    looked_over(page, f"{site}/standards/read-from-notes/", width)
    looked_over(page, f"{site}/standards/alike/", width)
    looked_over(page, f"{site}/standards/{KIND}/", width)
    line = page.locator("svg.sl-small").first
    text = line.locator("text").first.bounding_box()
    assert line.get_attribute("aria-hidden") == "true"  # the list beneath it says the same
    assert text
    assert text["height"] >= 12


@WIDTHS
def test_switched_off_with_a_slip_and_said_on_a_case(
    week: Partnership, site: str, page: Page, width: int
) -> None:
    signed_in(page, site, "Verity Holt")
    looked_over(page, f"{site}/standards/{KIND}/switch/", width)
    page.get_by_role("button", name="Switch this standard off").click()
    expect(page).to_have_title(re.compile("^Error: "))
    assert page.evaluate("document.activeElement.className").startswith("govuk-error-summary")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    review = dt.date.today() + dt.timedelta(days=60)  # noqa: DTZ011  (the page reads the clock too)
    for part in ("day", "month", "year"):
        page.locator(f"#review-{part}").fill(str(getattr(review, part)))
    page.get_by_label("Why?").fill(
        "Our own system tells us only at the end of the month whether a child was seen"
    )
    page.get_by_role("button", name="Switch this standard off").click()
    looked_over(page, page.url, width)
    looked_over(page, f"{site}/standards/", width)
    assert page.get_by_role(
        "heading", name="1 of 34 practice standards is switched off, or about to be"
    ).is_visible()
    page.get_by_role("button", name="Sign out").click()
    signed_in(page, site, "Bea Noon")
    page.goto(f"{site}/cases/")
    page.get_by_role("link", name="Wren").first.click()
    page.get_by_role("link", name="On a page").click()
    looked_over(page, page.url, width)
    expect(page.get_by_text("Not looked at here")).to_be_visible()
    page.get_by_role("link", name="Not seen face to face").click()
    expect(page.get_by_text("That is not the same as nothing to say")).to_be_visible()
