"""Telling the front door, in a browser: how much it takes, on a phone, by keyboard alone, without JavaScript, with slips.

An interaction is a click, or a key that does what a click does; typing, and going to the box one types in, is typing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect

from sightline.record import models as rows
from sightline.record.acting import as_owner
from tests.journeys.looked_over import PHONE, WIDE, accessible, looked_over
from tests.journeys.test_front_door import signed_in
from tests.pages.conftest import Cast, cast  # noqa: F401  (the same small cast)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
LONG = (
    "They could not say who gets up at night, and what they were shown last week was gone. " * 40 + "W" * 200
)
_TWICE = "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, n, all) => all.indexOf(id) < n)"
"""The ids that a page gives twice: a label would then tick another box than its own."""


@dataclass
class Hand:
    """Somebody at a browser, who counts what they do."""

    page: Page
    look: Callable[[Page], None]
    interactions: int = 0
    boxes: int = 0
    questions: list[str] = field(default_factory=list)

    def picks(self, *labels: str) -> None:
        """This will choose answers by their words."""
        for label in labels:
            self.page.get_by_label(label, exact=True).check()
            self.interactions += 1

    def types(self, label: str, text: str) -> None:
        """This will type into a box."""
        self.page.get_by_label(label, exact=True).first.fill(text)
        self.boxes += 1

    def day(self, day: str) -> None:
        """This will type a day into its three boxes."""
        for label, text in zip(("Day", "Month", "Year"), day.split(), strict=True):
            self.types(label, text)

    def goes_on(self, button: str = "Continue") -> None:
        """This will look at the page, and go on."""
        if button == "Continue":
            self.questions.append(self.page.locator("h1").inner_text())
        self.look(self.page)
        self.page.get_by_role("button", name=button).click()
        self.interactions += 1

    def follows(self, link: str) -> None:
        """This will follow a link."""
        self.page.get_by_role("link", name=link).first.click()
        self.interactions += 1


def sound(page: Page) -> None:
    """This will look at a page: no accessibility violation, nothing wider than the screen, and nothing said twice."""
    assert page.evaluate(_TWICE) == [], page.url
    accessible(page)


def nothing(page: Page) -> None:
    """This will look at nothing."""


def unborn(hand: Hand, due: str = "1 3 2027", mother_born: str = "27 3 2007") -> None:
    """This will begin to tell of an unborn baby new to the team, and say who its mother and father are and where they live."""
    hand.follows("Tell the front door")
    hand.picks("No")
    hand.goes_on()
    hand.picks("An unborn baby your team has not written about")
    hand.goes_on()
    hand.day(due)
    hand.goes_on()
    hand.types("Full name", "Kayleigh Marsh")
    hand.day(mother_born)
    hand.goes_on()
    hand.picks("I know who the father is")
    hand.types("His or their name", "Dean Cole")
    hand.goes_on()
    hand.picks("No")
    hand.goes_on()
    hand.types("Address", "9 Alder Row")
    hand.types("Postcode", "BS1 4DJ")
    hand.goes_on()


def first(hand: Hand, worry: str = "They cannot say how they will manage at night") -> None:
    """This will tell of an unborn baby, new to the team: every question, and answers to all that is usually known."""
    unborn(hand)
    hand.types("What are you worried about?", worry)
    hand.goes_on()
    hand.picks(
        "Managing to care for a baby or child",
        "Not keeping what they are shown or told",
        "Not ready for the birth",
    )
    hand.goes_on()
    hand.picks("No")
    hand.goes_on()
    hand.types("What is working well?", "They come to every appointment")
    hand.goes_on()
    hand.types("What do you hope will happen?", "A social worker meets them before the birth")
    hand.goes_on()
    hand.picks("Yes")
    hand.goes_on()
    hand.types("Telephone number", "01632 960 001")
    hand.goes_on()
    for said in (
        "Managing to care for a baby or child; Not keeping what they are shown or told; Not ready for the birth",
        "Known: see who is in this family",
        worry[:200],
    ):
        assert said in hand.page.locator("#told").inner_text()
    hand.goes_on("Send this to the front door")
    hand.look(hand.page)


def second(hand: Hand) -> None:
    """This will tell of the same family again, from the page of their case: only what is new."""
    hand.follows("Tell the front door about a worry")
    hand.picks("No")
    hand.goes_on()
    hand.types(
        "What are you worried about?", "It is worse: the flat has no heating and they will not talk of it"
    )
    hand.goes_on()
    hand.picks("The state of the home")
    hand.goes_on()
    hand.picks("No")
    hand.goes_on()
    hand.types("What is working well?", "Still come to every appointment")
    hand.goes_on()
    hand.types("What do you hope will happen?", "The same, and soon")
    hand.goes_on()
    hand.picks("Yes")
    hand.goes_on()
    hand.goes_on("Send this to the front door")
    hand.look(hand.page)


def told(hand: Hand, which: str) -> None:
    """This will see that it was sent, and print how much it took."""
    expect(hand.page.get_by_role("heading", name="The front door has been told")).to_be_visible()
    print(
        f"\n{which} referral: {len(hand.questions)} questions, {hand.interactions} interactions besides typing"
        f" ({hand.boxes} boxes typed in, {hand.interactions + hand.boxes} with going to each)"
    )


def case_of_family(site: str) -> str:
    with as_owner():
        return f"{site}/cases/{rows.Case.objects.get(title='Baby of Kayleigh Marsh').pk}/"


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_first_and_the_second_and_what_they_take(cast: Cast, site: str, page: Page, width: int) -> None:  # noqa: F811
    page.set_viewport_size({"width": width, "height": 900})
    signed_in(page, site, cast.posts["author"].name)
    hand = Hand(page, sound)
    first(hand, LONG if width == PHONE else "They cannot say how they will manage at night")
    told(hand, "First")
    assert len(hand.questions) <= 14
    assert hand.interactions <= 40
    page.goto(case_of_family(site))
    again = Hand(page, sound)
    second(again)
    told(again, "Second")
    assert again.interactions <= 15


def test_without_javascript(cast: Cast, site: str, browser: Browser) -> None:  # noqa: F811
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 640})
    page = context.new_page()
    signed_in(page, site, cast.posts["author"].name)
    first(Hand(page, nothing), LONG)
    expect(page.get_by_role("heading", name="The front door has been told")).to_be_visible()
    page.goto(case_of_family(site))
    second(Hand(page, nothing))
    expect(page.get_by_role("heading", name="The front door has been told")).to_be_visible()
    context.close()


def reach(page: Page, css: str) -> None:
    """This will go by Tab until the focus is where it is wanted."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("css => document.activeElement.matches(css)", css):
            return
    raise AssertionError(f"no way by Tab to {css} on {page.url}")


BY_KEYBOARD: dict[str, list[tuple[str, str]]] = {
    "referral": [("#danger", "ArrowDown")],
    "who": [("[name=who]", "ArrowUp")],
    "baby": [("#edd-day", "1"), ("#edd-month", "3"), ("#edd-year", "2027")],
    "mother": [("#carer_name", "Kayleigh Marsh")],
    "father": [("#father", "ArrowUp")],
    "others": [("#others", " ")],
    "address": [("#address", "9 Alder Row")],
    "worry": [("#worry", "They cannot say how they will manage")],
    "topics": [("#topics", " ")],
    "harm": [("#harm", " ")],
    "well": [("#well", "They come")],
    "wanted": [("#wanted", "Somebody meets them")],
    "told": [("#told", " ")],
    "reach": [("#contact_telephone", "01632 960 001")],
}


def test_by_keyboard_alone(cast: Cast, site: str, page: Page) -> None:  # noqa: F811
    signed_in(page, site, cast.posts["author"].name)
    reach(page, "a[href='/referral/']")
    page.keyboard.press("Enter")
    for name, steps in BY_KEYBOARD.items():
        page.wait_for_url(re.compile(f"/{name}/$"))
        for css, keys in steps:
            reach(page, css)
            if keys in (" ", "ArrowUp", "ArrowDown"):
                page.keyboard.press(keys)
            else:
                page.keyboard.type(keys)
        reach(page, ".govuk-button")
        page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/referral/[0-9a-f-]{36}/$"))
    assert "The referrer has not asked" in page.content()
    reach(page, "main .govuk-button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The front door has been told")).to_be_visible()


def begun(page: Page, site: str, who: str) -> str:
    """This will begin a draft about an unborn baby, and give its address."""
    signed_in(page, site, who)
    hand = Hand(page, nothing)
    hand.follows("Tell the front door")
    hand.picks("No")
    hand.goes_on()
    hand.picks("An unborn baby your team has not written about")
    hand.goes_on()
    return page.url.removesuffix("baby/")


QUESTIONS = (
    "baby",
    "mother",
    "father",
    "others",
    "worry",
    "topics",
    "harm",
    "well",
    "wanted",
    "told",
    "reach",
)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_every_page_and_every_error(cast: Cast, site: str, page: Page, width: int) -> None:  # noqa: F811
    draft = begun(page, site, cast.posts["author"].name)
    for address in (
        f"{site}/referral/",
        f"{site}/referral/danger/",
        *(f"{draft}{one}/" for one in ("who", *QUESTIONS)),
    ):
        looked_over(page, address, width)
    for name in ("address", *QUESTIONS):
        page.goto(f"{draft}{name}/")
        page.get_by_role("button", name="Continue").click()
        _error(page)
    page.goto(f"{site}/referral/")
    page.get_by_role("button", name="Continue").click()
    _error(page)


def _error(page: Page) -> None:
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    sound(page)
    page.locator(".govuk-error-summary a").first.click()
    assert page.evaluate("document.activeElement.matches('input, select, textarea')"), page.url


def test_an_error_has_the_focus_without_javascript(cast: Cast, site: str, browser: Browser) -> None:  # noqa: F811
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    draft = begun(page, site, cast.posts["author"].name)
    page.goto(f"{draft}worry/")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    context.close()


def test_it_is_kept_as_one_types(cast: Cast, site: str, page: Page) -> None:  # noqa: F811
    draft = begun(page, site, cast.posts["author"].name)
    page.goto(f"{draft}worry/")
    revision = page.locator("[name=revision]")
    before = revision.input_value()
    box = page.get_by_label("What are you worried about?")
    box.press_sequentially("They cannot say how")
    box.press_sequentially(" they will manage")
    expect(revision).not_to_have_value(before, timeout=15_000)
    assert re.fullmatch(r"Saved at \d{1,2}(:\d\d)?[ap]m", page.get_by_role("status").inner_text())
    box.press_sequentially(" at night")
    page.goto(f"{site}/cases/")  # without Continue: leaving keeps it too
    for _ in range(20):
        page.goto(f"{draft}worry/")
        if box.input_value() == "They cannot say how they will manage at night":
            break
        page.wait_for_timeout(200)
    expect(box).to_have_value("They cannot say how they will manage at night")


def test_two_windows(cast: Cast, site: str, browser: Browser) -> None:  # noqa: F811
    context = browser.new_context(viewport={"width": PHONE, "height": 640})
    page, other = context.new_page(), context.new_page()
    draft = begun(page, site, cast.posts["author"].name)
    for one, text in ((page, "The first text"), (other, "The second text " + LONG)):
        one.goto(f"{draft}worry/")
        one.get_by_label("What are you worried about?").fill(text)
    for one in (page, other):
        one.get_by_role("button", name="Continue").click()
    expect(other.get_by_role("heading", name="What you typed just now")).to_be_visible()
    sound(other)
    assert "The first text" in other.content()
    other.get_by_role("button", name="Keep what I typed just now").click()
    other.goto(f"{draft}worry/")
    assert other.get_by_label("What are you worried about?").input_value().startswith("The second text")
    context.close()


def test_a_double_click_on_send(cast: Cast, site: str, page: Page) -> None:  # noqa: F811
    signed_in(page, site, cast.posts["author"].name)
    before = _referrals()
    hand = Hand(page, nothing)
    first_until_check(hand)
    page.get_by_role("button", name="Send this to the front door").dblclick()
    expect(page.get_by_role("heading", name="The front door has been told")).to_be_visible()
    assert _referrals() == before + 1


def first_until_check(hand: Hand) -> None:
    """This will answer everything, and stop before sending."""
    press = hand.goes_on

    def stops(button: str = "Continue") -> None:
        if button == "Continue":
            press(button)

    hand.goes_on = stops  # type: ignore[method-assign]
    first(hand)


def _referrals() -> int:
    with as_owner():
        return rows.Entry.objects.filter(kind="referral").count()
