"""The searches among a team's own people, in a browser: what is offered, a search that failed, nobody to search."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.journeys.looked_over import PHONE, WIDE, looked_over
from tests.journeys.test_checks import Contact, contact  # noqa: F401  (the same contact)
from tests.journeys.test_front_door import signed_in
from tests.pages.conftest import Cast, cast, no_search  # noqa: F401  (the same small cast)
from tests.pages.referring import written
from tests.pages.test_referral_known import writes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_whom_a_referral_may_mean(cast: Cast, site: str, page: Page, width: int) -> None:  # noqa: F811
    writes(cast, "midwifery")
    writes(
        cast,
        "midwifery",
        name="Kayleigh Anne Featherstonehaugh-Cholmondeley Marsh",
        nhs_number="999 000 1234",
        protected=True,
    )
    draft = written(cast.client("author"))
    signed_in(page, site, cast.posts["author"].name)
    looked_over(page, f"{site}{draft}", width)
    page.get_by_role("button", name="This is the same person").last.click()
    looked_over(page, f"{site}{draft}", width)
    with no_search():
        looked_over(page, f"{site}{draft}", width)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_check_whose_search_failed_and_one_with_nobody_to_search(
    contact: Contact,  # noqa: F811
    page: Page,
    width: int,
) -> None:
    contact.ask(contact.father, 0, "gp", "police")
    for who in ("gp", "police"):
        site = contact.page(page, who)
        page.set_default_timeout(30_000)
        looked_over(page, f"{site}/inbox/{contact.telling(who)}/", width)
    with no_search():
        looked_over(page, f"{site}/inbox/{contact.telling('police')}/", width)
