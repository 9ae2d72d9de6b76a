"""The case on a page in a browser: Child A in each agency's eyes, on a phone, printed, and without script."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from sightline.people.models import Post
from sightline.record import actions, store
from sightline.record.acting import as_owner
from sightline.record.kinds.particulars import Particulars
from sightline.record.times import Moment, Span
from tests.journeys.looked_over import PHONE, WIDE, looked_over
from tests.journeys.test_cases import demonstration, signed_in

__all__ = ["demonstration"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CAST = {
    "Rosalind Pym": "2019-12-12",
    "Tobias Arkle": "2019-12-12",
    "Nia Colebrook": "2020-03-10",
    "Joss Fennimore": "2020-05-14",
    "Dr Anselm Reeve": "2020-05-14",
    "Sunita Vance": "2020-05-14",
    "Linus Garrow": "2020-05-11",
    "Maud and Eddy Tarrant": "2020-05-14",
    "Beatrix Noon": "2020-05-14",
    "Oswin Marsh": "2024-04-18",
}
HEADLINES = {
    "Rosalind Pym": "The referrer has not been told why",
    "Tobias Arkle": "A repeat referral got the same answer",
    "Joss Fennimore": "An injury in a baby who cannot move alone",
    "Linus Garrow": "An injury in a baby who cannot move alone",
    "Maud and Eddy Tarrant": "An injury in a baby who cannot move alone",
    "Beatrix Noon": "An injury in a baby who cannot move alone",
}


def test_child_a_in_each_agencys_eyes(demonstration: str, page: Page) -> None:
    for who, on in CAST.items():
        case = signed_in(page, demonstration, who)
        for width in (WIDE, PHONE):
            looked_over(page, f"{case}on-a-page/?on={on}", width)
            if who in HEADLINES:
                assert page.locator("h1").inner_text() == HEADLINES[who]
            looked_over(page, f"{case}on-a-page/", width)
            expect(page.locator(".sl-act")).to_have_count(1)
        questions = page.locator(".sl-asks").all_inner_texts()
        assert [question[:2] for question in questions] == ["1.", "2.", "3.", "4.", "5.", "6."]


def test_a_phone_has_one_column_in_the_order_of_the_questions_and_a_desk_three(
    demonstration: str, page: Page
) -> None:
    case = signed_in(page, demonstration, "Joss Fennimore")
    page.goto(f"{case}on-a-page/?on=2020-05-14")
    found = {}
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        boxes = [section.bounding_box() for section in page.locator(".sl-six > section").all()]
        found[width] = [(round(box["x"]), round(box["y"])) for box in boxes if box]
    assert len({x for x, _ in found[PHONE]}) == 1
    assert sorted(found[PHONE], key=lambda at: at[1]) == found[PHONE]
    assert len({x for x, _ in found[WIDE]}) == 3
    assert len({y for _, y in found[WIDE]}) == 2


def test_printed_it_has_names_numbers_and_times_and_no_addresses_of_pages(
    demonstration: str, page: Page
) -> None:
    case = signed_in(page, demonstration, "Joss Fennimore")
    page.goto(f"{case}on-a-page/?on=2020-05-14")
    page.emulate_media(media="print")
    expect(page.locator("nav:visible, .sl-footer:visible, form:visible")).to_have_count(0)
    after = "e => getComputedStyle(e, '::after').content"
    assert {link.evaluate(after) for link in page.locator("main a").all()} == {"none"}
    said = page.locator("body").inner_text()
    for word in ("Child A", "As at the end of Thursday 14 May 2020", "01632 960 114", "Tobias Arkle", "999"):
        assert word in said


def test_an_address_is_asked_for_by_keyboard_and_without_script(demonstration: str, browser: Browser) -> None:
    with as_owner():
        post = Post.objects.get(name="Joss Fennimore")
        child = next(
            said for said in store.may_see(post.team).entries(Particulars) if said.body.role == "unborn"
        )
        lives = Particulars(person=child.body.person, address="4 Fold Lane", postcode="ZZ9 1AA")
        actions.record(
            by=post, at=Moment(dt.date(2026, 1, 1)), key=str(uuid.uuid4()), body=lives,
            people=[UUID(child.body.person)], occurred=Span(dt.date(2026, 1, 1)),
        )  # fmt: skip
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    case = signed_in(page, demonstration, "Joss Fennimore")
    page.goto(f"{case}on-a-page/")
    assert "4 Fold Lane" not in page.content()
    page.get_by_role("button", name=re.compile("Show the address")).focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.locator(".sl-address").inner_text().startswith("4 Fold Lane, ZZ9 1AA")
    assert "Your look is recorded" in page.locator(".sl-address").inner_text()
    context.close()
