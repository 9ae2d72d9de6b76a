"""The inbox of somebody whose clocks ran out, in a browser: some of each, and very much; wide, on a telephone, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from sightline.record import actions
from sightline.record.acting import as_owner
from sightline.record.kinds.harm import Concern
from sightline.record.times import Moment
from tests.journeys.looked_over import PHONE, WIDE, looked_over
from tests.knowing.days_of import Today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def today(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Today]:
    """This will let every clock of midwifery's and of the front door's run out, and the inbox be opened afterwards."""
    with as_owner():
        made = Today()
        made.manned()
        made.asks(made.refers())
        made.challenges(made.decides(made.refers()))
        child = actions.meet(**made.does("police"))
        for _ in range(30):
            made.writes("police", Concern(level="high"), child, told=("gp",), summary="A long worry " * 40)
    later = made.after(2, 60)
    for opened in ("inbox", "queue", "challenged"):
        monkeypatch.setattr(f"sightline.pages.{opened}.now", lambda: Moment(later.date(), time=later.time()))
    return made


def as_a(page: Page, site: str, who: str) -> None:
    """This will sign in as somebody of a team."""
    page.goto(f"{site}/sign-in-as/")
    page.get_by_role("button", name=f"A {who}").click()


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("who", ["midwifery", "front_door", "police"])
def test_the_inbox_of_somebody_with_much_that_is_late(
    page: Page, site: str, today: Today, who: str, width: int
) -> None:
    as_a(page, site, who)
    looked_over(page, f"{site}/inbox/", width)
    expect(page.get_by_role("heading", name="late with others: ring them")).to_be_visible()


def test_from_what_is_late_to_where_something_can_be_done(page: Page, site: str, today: Today) -> None:
    as_a(page, site, "midwifery")
    page.goto(f"{site}/inbox/")
    part = page.get_by_role("region", name="What is late")
    assert part.get_by_role("link", name="01632 960 118").first.get_attribute("href") == "tel:01632960118"
    part.get_by_role("heading", name="Your challenges without an answer in time").locator(
        "xpath=following::a[2]"
    ).click()
    expect(page.get_by_role("heading", name="Take it further")).to_be_visible()


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_from_the_queue_to_a_challenge_that_ran_out(page: Page, site: str, today: Today, width: int) -> None:
    as_a(page, site, "front_door")
    looked_over(page, f"{site}/contacts/", width)
    page.get_by_role("link", name="One challenge to your team’s decisions").click()
    looked_over(page, page.url, width)
    page.locator(".sl-queue a").click()
    expect(page.get_by_role("heading", name="Challenged, and not yet answered")).to_be_visible()
