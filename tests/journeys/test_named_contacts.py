"""Named contacts in a browser: the face on a decision, this week (some, none, very much), and saying who answers."""

from __future__ import annotations

import datetime as dt
import os
import re
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from sightline.people.models import Post, Team
from sightline.record.acting import as_owner
from sightline.record.kinds.contact import Check
from sightline.record.kinds.decision import Escalation
from tests.journeys.looked_over import PHONE, WIDE, accessible, looked_over
from tests.pages.conftest import Cast
from tests.pages.conftest import cast as cast  # noqa: PLC0414  (the fixture)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("PICTURES")
BOTH = pytest.mark.parametrize("width", [WIDE, PHONE])


def picture(page: Page, name: str) -> None:
    """This will keep a picture, where somebody wants to look."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]


def signed_in(page: Page, site: str, who: str) -> None:
    page.set_default_timeout(5000)
    page.goto(f"{site}/sign-in-as/")
    page.get_by_role("button", name=re.compile(rf"^{who}\b")).click()


def in_post(cast: Cast, name: str, team: str, role: str) -> None:
    Post.objects.create(team=cast.week.teams[team], name=name, role=role, starts=dt.date(2025, 1, 1))


def much(cast: Cast, many: int) -> None:
    """This will let the front door ask the practice `many` checks, and midwifery dispute a decision."""
    week = cast.week
    Team.objects.filter(pk=week.teams["gp"].pk).update(name="the practice at " + "Longstanton" * 4)
    for n in range(many):
        child = week.meet("front_door")
        body = Check(asked=str(week.teams["gp"].pk), answer_by=dt.date(2025, 3, 6) if n % 2 else None)  # type: ignore[arg-type]
        week.writes("front_door", "wed", body, child, told=(week.tell("gp", "wed"),))
    (child,) = week.sees("midwifery").entry(str(cast.decision)).people  # type: ignore[union-attr]
    said = Escalation(about_decision=str(cast.decision), stage="manager")  # type: ignore[arg-type]
    week.writes(
        "midwifery",
        "thu",
        said,
        UUID(child),
        summary="Seen by nobody",
        told=(week.tell("front_door", "thu"),),
    )


@BOTH
def test_this_week(cast: Cast, page: Page, site: str, width: int) -> None:
    with as_owner():
        in_post(cast, "Rep gp", "gp", "front-door representative of health")
        in_post(cast, "Rep midwifery", "midwifery", "front-door representative of health")
    signed_in(page, site, "Rep gp")
    looked_over(page, f"{site}/this-week/", width)
    picture(page, "week-empty")
    with as_owner():
        much(cast, 30)
    looked_over(page, f"{site}/this-week/", width)
    picture(page, "week-much")
    page.get_by_role("link", name="What came later").click()
    accessible(page)
    signed_in(page, site, "Rep midwifery")
    looked_over(page, f"{site}/this-week/", width)
    picture(page, "week")


@BOTH
def test_the_face(cast: Cast, page: Page, site: str, width: int) -> None:
    signed_in(page, site, "A midwifery")
    looked_over(page, f"{site}/decisions/{cast.decision}/", width)
    picture(page, "face-decision")
    looked_over(page, f"{site}/entries/{cast.told}/", width)
    picture(page, "face-referral")


@BOTH
def test_saying_who_answers(cast: Cast, browser: Browser, page: Page, site: str, width: int) -> None:
    with as_owner():
        in_post(cast, "Wilf Adeney", "front_door", "administrator")
    signed_in(page, site, "Wilf Adeney")
    looked_over(page, f"{site}/named-contacts/", width)
    picture(page, "contacts")
    page.get_by_role("link", name=re.compile("Change.*Health")).click()
    page.get_by_label("Name").fill("Cosima Rudd")
    page.get_by_role("button", name="They answer from now on").click()
    assert "Cosima Rudd" in page.locator("main").inner_text()
    page.get_by_role("link", name=re.compile("Change.*Health")).click()
    looked_over(page, page.url, width)
    picture(page, "contact")
    refused = browser.new_page(viewport={"width": width, "height": 900})
    signed_in(refused, site, "Wilf Adeney")
    refused.goto(page.url)
    refused.get_by_label("Telephone").fill("ring me")
    refused.get_by_role("button", name="They answer from now on").click()
    expect(refused).to_have_title(re.compile("^Error: "))
    accessible(refused)
    picture(refused, "contact-fault")
    refused.close()
