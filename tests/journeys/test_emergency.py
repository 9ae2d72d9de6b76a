"""Emergency access in a browser: a night at 9:40pm, the morning after, nothing found, very much, and each with a fault."""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from sightline.people.models import Organisation, Post, Team
from sightline.record.acting import as_owner
from sightline.record.kinds.harm import Concern, Injury
from sightline.record.kinds.particulars import Particulars
from tests.journeys.looked_over import PHONE, WIDE, accessible, looked_over
from tests.journeys.test_checks import _write
from tests.knowing.people_of import Partnership, partnership

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("PICTURES")
LONG = "Linnet Maximilian " + "Featherstonehaugh" * 3


@dataclass
class Night:
    """A night team, and a child of the front door's."""

    site: str
    week: Partnership

    def as_(self, page: Page, who: str) -> None:
        page.set_default_timeout(5000)
        page.goto(f"{self.site}/sign-in-as/")
        page.get_by_role("button", name=re.compile(rf"^{who}\b")).click()

    def fill(self, page: Page, name: str = "Wren Attley") -> None:
        """This will fill the form and go on to what they will be told."""
        page.goto(f"{self.site}/emergency/")
        page.get_by_label("Whose record do you need?").select_option(label="Front_door")
        page.get_by_label("Their full name").fill(name)
        for part, value in (("Day", "14"), ("Month", "1"), ("Year", "2025")):
            page.get_by_label(part, exact=True).fill(value)
        page.get_by_label("Where they live").fill("4 Linnet Row, Marlbrook")
        page.get_by_label("What is the danger now?").fill(
            "A torn frenulum in a baby of seven weeks. We do not know who lives there."
        )
        page.get_by_label("Why can it not wait").fill(
            "The front door opens at 8:45am. I rang, and nobody answers."
        )
        page.get_by_role("button", name="See what they will be told").click()

    def open(self, page: Page, name: str = "Wren Attley") -> str:
        self.fill(page, name)
        page.get_by_role("button", name="Open it now").click()
        return page.url


@pytest.fixture
def night(db: None, site: str) -> Night:
    with as_owner():
        week = partnership()
        Post.objects.update(role="practitioner")
        council = Organisation.objects.create(name="Marlbrook Council")
        team = Team.objects.create(
            organisation=council, type="emergency_duty", name="the emergency duty team"
        )
        week.teams["night"] = team
        for name, of, role in (
            ("Mel Tregenza", team, "out of hours"), ("Edda Quayle", week.teams["front_door"], "team manager"),
        ):  # fmt: skip
            Post.objects.create(team=of, name=name, role=role, starts=dt.date(2025, 1, 1))
        child, other = week.meet("front_door"), week.meet("front_door")
        born = dt.date(2025, 1, 14)
        for person, body, summary in (
            (child, Particulars(person=str(child), role="child", name="Wren Attley", dob=born), ""),  # type: ignore[arg-type]
            (
                child,
                Concern(level="high", topics=("handling",)),
                "Father feeds her roughly and puts a finger in her mouth.",
            ),
            (child, Injury(type="bleeding"), "Blood on the teat of the bottle and in her dribble."),
            (other, Particulars(person=str(other), name=LONG, dob=born), ""),  # type: ignore[arg-type]
            *(
                (other, Concern(), f"Worry {n}. " + "They were seen again, and said the same. " * 6)
                for n in range(60)
            ),
        ):
            _write(week, "front_door", body, person, summary=summary)
    return Night(site, week)


def picture(page: Page, name: str) -> None:
    """This will keep a picture, where somebody wants to look."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_night_and_the_morning_after(night: Night, page: Page, width: int) -> None:
    night.as_(page, "Mel Tregenza")
    looked_over(page, f"{night.site}/emergency/", width)
    picture(page, "ask-empty")
    night.fill(page)
    assert "will be told this, whatever is found" in page.locator("h1").inner_text()
    accessible(page)
    picture(page, "preview")
    page.get_by_role("button", name="Open it now").click()
    address = page.url
    looked_over(page, address, width)
    assert page.locator("h1").inner_text().startswith("Open to your team until")
    picture(page, "opened")
    missed = night.open(page, "Wren Atley")
    looked_over(page, missed, width)
    assert "Nothing was found" in page.locator("h1").inner_text()
    picture(page, "nothing-found")
    looked_over(page, f"{night.site}/emergency/", width)
    picture(page, "ask")
    night.as_(page, "A front_door")
    page.get_by_role("link", name="Inbox").click()
    page.get_by_role("link", name=re.compile("Emergency access to")).first.click()
    looked_over(page, page.url, width)
    picture(page, "inbox")
    night.as_(page, "Edda Quayle")
    looked_over(page, f"{night.site}/emergency/reviews/", width)
    picture(page, "reviews")
    for one, name in ((missed, "review-of-nothing"), (address, "review")):
        looked_over(page, one.replace("/emergency/", "/emergency/reviews/"), width)
        picture(page, name)
    page.get_by_label("Yes, it was right").check()
    page.get_by_label("Why, and what you do now").fill(
        "She had to know. We hold a strategy discussion at ten."
    )
    page.get_by_label("No. It closes after its day").check()
    page.get_by_role("button", name="Send the review").click()
    looked_over(page, page.url, width)
    picture(page, "reviewed")
    night.as_(page, "Mel Tregenza")
    looked_over(page, address, width)
    assert "We hold a strategy discussion at ten." in page.locator("main").inner_text()
    picture(page, "opened-and-reviewed")


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_very_much(night: Night, page: Page, width: int) -> None:
    night.as_(page, "Mel Tregenza")
    looked_over(page, night.open(page, LONG), width)
    picture(page, "opened-very-much")
    page.get_by_role("link", name="Earlier entries").click()
    accessible(page)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_forms_with_faults(night: Night, browser: Browser, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}
    )  # no fixture's page: 422 is an error to its console
    page = context.new_page()
    night.as_(page, "Mel Tregenza")
    page.goto(f"{night.site}/emergency/")
    page.get_by_label("Their full name").fill("Wren Attley")
    page.get_by_role("button", name="See what they will be told").press("Enter")
    expect(page).to_have_title(re.compile("^Error: "))
    assert page.get_by_label("Their full name").input_value() == "Wren Attley"
    accessible(page)
    picture(page, "ask-faults")
    address = night.open(page)
    night.as_(page, "Edda Quayle")
    page.goto(address.replace("/emergency/", "/emergency/reviews/"))
    page.get_by_role("button", name="Send the review").press("Enter")
    expect(page).to_have_title(re.compile("^Error: "))
    accessible(page)
    picture(page, "review-faults")
    context.close()


def test_without_a_script(night: Night, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    night.as_(page, "Mel Tregenza")
    night.open(page)
    assert page.locator("h1").inner_text().startswith("Open to your team until")
    context.close()
