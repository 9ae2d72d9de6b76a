"""Signing in and administering posts in a browser: wide and on a phone, with a script and without, by keyboard alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from sightline.people.models import Post
from sightline.record.acting import as_owner
from tests.journeys.looked_over import PHONE, WIDE, accessible, keyboard, looked_over
from tests.knowing.people_of import Partnership, partnership
from tests.pages.accounts import PASSWORD, account, code, post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def week(db: None, settings: LazySettings) -> Partnership:
    """This will make a partnership whose midwives have an administrator with two posts, and one more midwife."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    with as_owner():
        made = partnership()
        Post.objects.update(role="practitioner")
    boss = account("boss@example.org")
    post(boss, made.teams["midwifery"], "administrator", "Bea Boss")
    post(boss, made.teams["police"], "practitioner", "Bea Boss")
    post(account("nell@example.org", second_factor=False), made.teams["midwifery"], name="Nell")
    return made


@pytest.fixture
def here(site: str) -> str:
    """This will give the site by a name: a passkey is of a name, not of a number."""
    return site.replace("127.0.0.1", "localhost")


@pytest.fixture
def lenient(browser: Browser) -> Iterator[Page]:
    """This will open a page on which an answer of 422 is no failure: the browser reports that as an error."""
    context = browser.new_context(locale="en-GB")
    yield context.new_page()
    context.close()


def as_it_stands(page: Page, width: int) -> None:
    """This will check the page that is open, whatever led to it."""
    page.set_viewport_size({"width": width, "height": 900})
    accessible(page)


def a_fault_is_in_focus(page: Page, width: int, words: str) -> None:
    """This will check an error summary: it is there, it has the focus without any script of ours, and it leads on."""
    summary = page.locator(".govuk-error-summary")
    assert words in summary.inner_text()
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    as_it_stands(page, width)
    summary.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.tagName") in ("INPUT", "SELECT", "FORM")


def send(page: Page) -> None:
    """This will send the form by the keyboard, and wait for the answer."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def enter(page: Page, here: str, email: str) -> None:
    page.set_default_timeout(10_000)
    page.goto(f"{here}/account/sign-in/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    send(page)
    if "second-step" in page.url:
        cache.clear()
        page.get_by_label("Code").fill(code())
        send(page)


def as_boss(page: Page, here: str) -> None:
    enter(page, here, "boss@example.org")
    page.get_by_role("button", name=re.compile("administrator")).click()
    page.wait_for_url("**/posts/")


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_every_page_on_the_way_in(week: Partnership, here: str, page: Page, width: int) -> None:
    for address in (
        "sign-in/", "password/reset/", "password/reset/sent/", "password/reset/done/", "password/reset/key/1-x/", "closed/",
        "with-other/stopped/",
    ):  # fmt: skip
        looked_over(page, f"{here}/account/{address}", width)
    enter(page, here, "boss@example.org")
    assert page.url == f"{here}/which-post/"
    looked_over(page, page.url, width)
    for address in (
        "account/second-step/",
        "account/passkeys/add/",
        "account/second-step/app/remove/",
        "account/password/",
    ):
        looked_over(page, f"{here}/{address}", width)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_second_step_is_set_up(week: Partnership, here: str, page: Page, width: int) -> None:
    enter(page, here, "nell@example.org")
    looked_over(page, f"{here}/account/second-step/app/", width)
    page.get_by_label("Code").fill(code(page.locator(".sl-key-text").inner_text()))
    send(page)
    expect(page.locator(".sl-codes li")).to_have_count(10)
    as_it_stands(page, width)
    keyboard(page)
    page.get_by_role("button", name="Continue").click()
    assert page.url == f"{here}/cases/"
    for address in ("codes/", "codes/new/", ""):
        looked_over(page, f"{here}/account/second-step/{address}", width)


def test_all_of_it_without_a_script(week: Partnership, here: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, here, "nell@example.org")
    page.goto(f"{here}/account/second-step/app/")
    page.get_by_label("Code").fill(code(page.locator(".sl-key-text").inner_text()))
    send(page)
    expect(page.locator(".sl-codes li")).to_have_count(10)
    assert not page.get_by_role("button", name="passkey").count()
    context.close()


def test_a_passkey_is_made_and_signs_in_by_itself(week: Partnership, here: str, page: Page) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    kind = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": kind})
    enter(page, here, "nell@example.org")
    page.goto(f"{here}/account/passkeys/add/")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/account/second-step/codes/")
    assert Authenticator.objects.get(user__email="nell@example.org", type="webauthn")
    page.goto(f"{here}/account/second-step/")
    as_it_stands(page, PHONE)
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{here}/account/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/cases/")


def test_a_passkey_after_a_password(week: Partnership, here: str, page: Page) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    kind = {
        "protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": kind})
    enter(page, here, "nell@example.org")
    page.goto(f"{here}/account/passkeys/add/")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/account/second-step/codes/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{here}/account/sign-in/")
    page.get_by_label("Email address").fill("nell@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    send(page)
    page.wait_for_url("**/account/second-step/enter/")
    as_it_stands(page, PHONE)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/cases/")


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_faults_on_the_way_in(week: Partnership, here: str, lenient: Page, width: int) -> None:
    page = lenient
    page.goto(f"{here}/account/sign-in/")
    page.get_by_role("button", name="Sign in", exact=True).click()
    a_fault_is_in_focus(page, width, "Enter your email address")
    page.get_by_label("Email address").fill("boss@example.org")
    page.get_by_label("Password").fill("wrong")
    send(page)
    a_fault_is_in_focus(page, width, "is not right")
    assert page.get_by_label("Email address").input_value() == "boss@example.org"
    page.get_by_label("Password").fill(PASSWORD)
    send(page)
    page.get_by_label("Code").fill("1")
    send(page)
    a_fault_is_in_focus(page, width, "The code is not right")


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_an_administrator_s_pages(week: Partnership, here: str, page: Page, width: int) -> None:
    as_boss(page, here)
    other = week.posts["midwifery"].pk
    own = Post.objects.get(name="Bea Boss", role="administrator").pk
    for address in ("", "?show=ended", "invite/", f"{other}/", f"{other}/end/", f"{other}/move/", f"{own}/"):
        looked_over(page, f"{here}/posts/{address}", width)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_faults_of_an_administrator(week: Partnership, here: str, lenient: Page, width: int) -> None:
    page = lenient
    as_boss(page, here)
    page.goto(f"{here}/posts/invite/")
    page.get_by_label("Name").fill("Ada Quill")
    page.get_by_role("button", name="Invite").click()
    a_fault_is_in_focus(page, width, "Enter their email address")
    assert page.get_by_label("Name").input_value() == "Ada Quill"
    page.goto(f"{here}/posts/{week.posts['midwifery'].pk}/end/")
    page.get_by_label("Year").fill("x")
    page.get_by_role("button", name="End the post").click()
    a_fault_is_in_focus(page, width, "must be in numbers")
    page.goto(f"{here}/posts/{week.posts['midwifery'].pk}/move/")
    page.get_by_role("button", name="Move them").click()
    a_fault_is_in_focus(page, width, "Choose a team")


def test_an_invitation_from_the_form_to_the_first_page(
    week: Partnership, here: str, lenient: Page, browser: Browser, mailoutbox: list
) -> None:  # type: ignore[type-arg]
    boss = lenient
    as_boss(boss, here)
    boss.get_by_role("button", name="Invite somebody").click()
    boss.get_by_label("Name").fill("Ada Quill")
    boss.get_by_label("Work email address").fill("ada@example.org")
    boss.get_by_label("Team").select_option("midwifery")
    boss.get_by_label("Role").select_option("practitioner")
    boss.get_by_role("button", name="Invite").click()
    as_it_stands(boss, PHONE)
    assert "An invitation has been sent" in boss.locator("main").inner_text()
    context = browser.new_context(java_script_enabled=False)
    ada = context.new_page()
    ada.goto(re.findall(r"http://\S+/invitation/\S+", mailoutbox[0].body)[0])
    ada.get_by_label("Password", exact=True).fill("three unlikely words")
    ada.get_by_label("Password again").fill("three unlikely words")
    ada.get_by_role("button", name="Set it").click()
    ada.get_by_label("Email address").fill("ada@example.org")
    ada.get_by_label("Password").fill("three unlikely words")
    ada.get_by_role("button", name="Sign in", exact=True).click()
    assert ada.url == f"{here}/cases/"
    context.close()


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_what_was_typed_outlives_the_session_without_a_script(
    week: Partnership, here: str, browser: Browser, settings: LazySettings, width: int
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})
    page = context.new_page()
    as_boss(page, here)
    page.goto(f"{here}/posts/invite/")
    page.get_by_label("Name").fill("Ada Quill")
    settings.IDLE_LIMIT = -1
    page.get_by_role("button", name="Invite").click()
    settings.IDLE_LIMIT = 3600
    page.get_by_role("link", name="Sign in with an account of your own").click()
    enter(page, here, "boss@example.org")
    page.get_by_role("button", name=re.compile("administrator")).click()
    page.goto(f"{here}/what-you-wrote/")
    assert "Nothing was lost" in page.locator("h1").inner_text()
    assert "Ada Quill" in page.locator("main").inner_text()
    page.get_by_role("button", name="Send it").click()
    assert "Enter their email address" in page.locator(".govuk-error-summary").inner_text()
    assert page.get_by_label("Name").input_value() == "Ada Quill"
    context.close()


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_pages_that_give_back_what_was_typed(
    week: Partnership, here: str, lenient: Page, settings: LazySettings, width: int
) -> None:
    page = lenient
    as_boss(page, here)
    page.goto(f"{here}/posts/invite/")
    page.get_by_label("Name").fill("Ada Quill")
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Invite").click()
    assert page.locator("h1").inner_text() == "The form could not be taken"
    as_it_stands(page, width)
    page.get_by_role("button", name="Send it again").click()
    assert page.get_by_label("Name").input_value() == "Ada Quill"
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Invite").click()
    assert page.locator("h1").inner_text() == "You are signed out"
    as_it_stands(page, width)
    enter(page, here, "boss@example.org")
    page.get_by_role("button", name=re.compile("administrator")).click()
    page.goto(f"{here}/posts/invite/")
    page.get_by_label("Name").fill("Ada Quill")
    settings.IDLE_LIMIT = -1
    page.get_by_role("button", name="Invite").click()
    settings.IDLE_LIMIT = 3600
    enter(page, here, "boss@example.org")
    page.get_by_role("button", name=re.compile("administrator")).click()
    looked_over(page, f"{here}/what-you-wrote/", width)


def test_somebody_without_a_post_and_a_link_that_is_over(
    week: Partnership, here: str, browser: Browser
) -> None:
    account("early@example.org")
    made = post(None, week.teams["gp"], name="Early")
    with as_owner():
        Post.objects.filter(pk=made.pk).update(starts=dt.date(2090, 1, 1))
    context = browser.new_context()
    page = context.new_page()
    enter(page, here, "early@example.org")
    assert page.locator("h1").inner_text() == "You hold no post today"
    as_it_stands(page, PHONE)
    looked_over(page, f"{here}/invitation/rubbish/", PHONE, status=410)
    looked_over(page, f"{here}/account/with-other/failed/", PHONE, status=401)
    context.close()
