"""The measures in a browser: of nothing, of one referral, of very many, with a slip, and to be passed on."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from config import demo
from sightline.people.models import Post
from sightline.record.acting import as_owner
from sightline.record.imports import import_record
from sightline.record.interchange.read import read
from sightline.record.times import Moment
from tests.bench import front_door
from tests.journeys.looked_over import PHONE, WIDE, looked_over
from tests.journeys.test_front_door import signed_in
from tests.knowing.people_of import Partnership
from tests.knowing.people_of import partnership as make
from tests.knowing.test_queue import refers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
WIDTHS = pytest.mark.parametrize("width", [WIDE, PHONE])


@pytest.fixture
def week(db: None) -> Partnership:
    """This will give a partnership whose front door has a manager, and a partnership manager."""
    with as_owner():
        made = make()
        for name, role in (("Edda Quayle", "team manager"), ("Verity Holt", "partnership manager")):
            starts = dt.date(2024, 1, 1)
            Post.objects.create(team=made.teams["front_door"], name=name, role=role, starts=starts)
    return made


@WIDTHS
def test_nothing_one_and_a_slip(week: Partnership, site: str, page: Page, width: int) -> None:
    signed_in(page, site, "Edda Quayle")
    looked_over(page, f"{site}/measures/", width)
    expect(page.get_by_role("heading", name=re.compile("No referral was told to your team"))).to_be_visible()
    with as_owner():
        refers(week, "mon")
    page.reload()
    page.get_by_role("link", name="Show the twelve months to March 2025").click()
    expect(
        page.get_by_role("heading", name="1 referral was told to your team; 1 still waits")
    ).to_be_visible()
    looked_over(page, page.url, width)
    page.get_by_role("link", name="See the referral that waits").click()
    looked_over(page, page.url, width)
    slip = f"{site}/measures/?from-month=13&from-year=2025&to-month=&to-year=2025"
    looked_over(page, slip, width, 422)
    page.goto(slip)
    assert page.evaluate("document.activeElement.className").startswith("govuk-error-summary")
    expect(page).to_have_title(re.compile("^Error: "))


@WIDTHS
def test_very_many(week: Partnership, site: str, page: Page, width: int) -> None:
    today = dt.date.today()  # noqa: DTZ011  (the page reads the clock too)
    with as_owner():
        front_door.fill(
            connections["owner"],
            week.teams["front_door"],
            week.teams["midwifery"],
            4_000,
            today.isoformat(),
            9,
        )
    signed_in(page, site, "Edda Quayle")
    looked_over(page, f"{site}/measures/", width)
    drawings = page.locator("svg.sl-chart")
    assert drawings.count() == 6
    for drawing in drawings.all():  # each says in words what it shows, and stands beside its table
        assert drawing.get_attribute("role") == "img"
        assert drawing.locator("title").count() == drawing.locator("desc").count() == 1
    page.get_by_role("link", name=re.compile("See the decided with a blank")).click()
    looked_over(page, page.url, width)
    page.get_by_role("link", name="Referrals told later").click()
    expect(page.locator(".sl-rows li")).to_have_count(50)


@WIDTHS
def test_to_pass_on(week: Partnership, site: str, page: Page, width: int) -> None:
    signed_in(page, site, "Verity Holt")
    looked_over(page, f"{site}/measures/to-pass-on/", width)
    looked_over(page, f"{site}/measures/to-pass-on/?quarter=rubbish", width, 422)
    with as_owner():
        front_door.fill(
            connections["owner"], week.teams["front_door"], week.teams["midwifery"], 600, dt.date.today().isoformat(), 1  # noqa: DTZ011
        )  # fmt: skip
    looked_over(page, f"{site}/measures/to-pass-on/", width)
    expect(page.get_by_role("heading", name="Challenged")).to_be_visible()


@WIDTHS
def test_the_demonstration_s_own(db: None, site: str, page: Page, width: int) -> None:
    file = read((demo.CAST.parent / "child-a.yaml").read_bytes())
    import_record(file, source="story child-a", by="demonstration", at=Moment(dt.date(2026, 1, 1)))
    demo.load()
    signed_in(page, site, "Edda Quayle")
    page.goto(f"{site}/measures/")
    page.get_by_role("link", name=re.compile("Show the twelve months to")).click()
    looked_over(page, page.url, width)
    expect(page.get_by_role("heading", name=re.compile("were told to your team"))).to_be_visible()
