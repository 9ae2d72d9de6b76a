"""The whole review of Child A and Child B in a browser, by its roles: from its terms to two recommendations at their end.

Agencies have been asked and have answered but one, which is asked and answers here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Page

from sightline.people.models import Post, Team
from sightline.record.acting import as_owner
from tests.knowing.two_cases import TwoCases, two_cases

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DOOR, MIDWIVES, SURGERY = "Edda Quayle", "Gwenda Fell", "Rufus Penhale"
LEAD, OBSERVER, MANAGER = "Hesper Lyle", "Pia Lund", "Verity Holt"
SAID = "I set out in December why they were not ready. The answer gave no reason, and I had nobody to ring."
FOUND = (
    "In December the front door asked its own index and nobody else. Three services held father’s history by then, and the"
    " form of the contact did not ask about him."
)
LETTERS = "Where the midwife saw the same worry again she came back to the front door, clearer each time."


class Hands:
    """One browser in which each of the review's people works in turn."""

    def __init__(self, made: TwoCases, page: Page, site: str) -> None:
        self.made, self.page, self.site = made, page, site
        page.set_default_timeout(8_000)

    def become(self, who: str) -> None:
        """This will sign in as somebody by name."""
        self.page.goto(f"{self.site}/sign-in-as/")
        self.page.get_by_role("button", name=re.compile(rf"^{who}\b")).click()

    def at(self, address: str) -> None:
        """This will go to a page."""
        self.page.goto(f"{self.site}{address}")

    def fill(self, **boxes: str) -> None:
        """This will fill boxes by the names that they are sent under (`_` may stand for a dash)."""
        for name, words in boxes.items():
            self.page.locator(f"[name={name}], [name={name.replace('_', '-')}]").first.fill(words)

    def press(self, words: str) -> None:
        """This will press a button."""
        self.page.locator("main").get_by_role("button", name=re.compile(words)).first.click()

    def main(self) -> str:
        """This will give what the page says."""
        return self.page.locator("main").inner_text()


@pytest.fixture
def hands(page: Page, site: str) -> Hands:
    """This will make the review, of which the surgery of the placement was not asked yet."""
    with as_owner():
        made = two_cases(unasked=[("child-a", "gp_placement")])
        for where, name, role in (
            ("mash", DOOR, "team manager"),
            ("midwifery", MIDWIVES, "named professional"),
            ("gp_placement", SURGERY, "practitioner"),
        ):
            Post.objects.filter(pk=made.workers["child-a", where].pk).update(name=name, role=role)
        for who, name in (("lead", LEAD), ("observer", OBSERVER)):
            Post.objects.filter(pk=made.posts[who].pk).update(name=name)
    return Hands(made, page, site)


def test_from_terms_of_reference_to_two_recommendations_at_their_end(hands: Hands) -> None:
    the_terms(hands)
    the_last_agency(hands)
    whoever_takes_part(hands)
    the_findings(hands)
    numbers = the_recommendations(hands)
    the_report(hands)
    for number in numbers:
        followed(hands, number)
    the_end(hands)


def the_terms(hands: Hands) -> None:
    """The lead reviewer adds a question; the partnership is told the new terms."""
    hands.become(LEAD)
    hands.at("/review/terms/")
    hands.fill(questions="Why was Child A’s injury answered in days?\nWho knew what in December?")
    hands.press("Set these terms")
    assert "Who knew what in December?" in hands.main()
    hands.at("/review/compare/")
    assert "5 days" in hands.page.get_by_role("heading", level=1).inner_text()


def the_last_agency(hands: Hands) -> None:
    """The surgery is asked, could not search, and is not taken for one that holds nothing."""
    case = hands.made.cases["child-a"]
    hands.at(f"/review/cases/{case}/ask/")
    hands.page.locator(f"[name=teams][value='{hands.made.teams['child-a', 'gp_placement'].pk}']").check()
    hands.fill(purpose="To learn what the surgery knew when it saw the baby")
    hands.press("See what they will read")
    hands.press("Ask it")
    assert "asked, waiting" in hands.main()
    hands.become(SURGERY)
    hands.at("/inbox/")
    hands.page.get_by_role("link", name=re.compile("A learning review asks")).first.click()
    hands.page.get_by_role("link", name="See what you hold of it, and answer").click()
    hands.page.get_by_label("We could not search").check()
    hands.fill(words="The old records are in store until Monday")
    hands.press("Send this answer")
    hands.become(OBSERVER)
    hands.at("/review/requests/")
    assert "could not search" in hands.main()


def whoever_takes_part(hands: Hands) -> None:
    """The midwife is invited to a session and answers beforehand, and the reviewer reads it; the surgery is not yet heard."""
    hands.become(LEAD)
    hands.at("/review/people/groups/new/")
    hands.fill(name="Child A, before the birth")
    hands.page.locator("[name=phase]").first.check()
    hands.press("")
    hands.at("/review/people/new/")
    hands.fill(name="Marit Osei", profession="community midwife", email="marit@example.org")
    hands.page.locator("[name=worked_for]").select_option(str(hands.made.teams["child-a", "midwifery"].pk))
    hands.page.locator("[name=groups]").first.check()
    hands.press("")
    day = dt.date.today() + dt.timedelta(days=7)  # noqa: DTZ011  (any day to come)
    hands.at("/review/sessions/new/")
    hands.page.locator("[name=stage]").select_option(index=2)
    hands.fill(day_day=str(day.day), day_month=str(day.month), day_year=str(day.year), where="The library")
    hands.page.locator("[name=groups]").first.check()
    hands.fill(questions="What did you think would happen after the second call?")
    hands.press("Call the session")
    with as_owner():
        team = Team.objects.get(type="review_participant")
        Post.objects.create(
            team=team, name="Marit Osei", role="review participant", starts=dt.date(2021, 1, 4)
        )
    hands.become("Marit Osei")
    hands.at("/review/my-account/")
    hands.page.get_by_role("link", name=re.compile("Answer")).first.click()
    hands.fill(words=SAID)
    hands.press("Send my answer")
    hands.become(LEAD)
    hands.at("/review/sessions/")
    hands.page.locator("main a[href*='/review/sessions/']").filter(has_not_text="Call").first.click()
    assert SAID in hands.main()
    hands.at("/review/")
    assert "Not yet heard" in hands.main()


def the_findings(hands: Hands) -> None:
    """One of what got in the way and one of what helped, each resting on what was told; both agreed."""
    made = hands.made
    for entry, words, effect, part in (
        ("d02", FOUND, "It got in the way", "Sharing what is known"),
        ("e13", LETTERS, "It helped", "Disagreeing and challenging"),
    ):
        hands.at(f"/review/entries/{made.entries['child-a', entry]}/")
        hands.page.get_by_role("link", name="Rest a new finding on it").click()
        hands.page.get_by_label("What did you find?").fill(words)
        hands.page.get_by_label(effect).check()
        hands.page.get_by_label(re.compile(part)).first.check()
        hands.page.get_by_label("Not known yet").check()
        hands.press("Save the finding")
        hands.press("Agree it as it stands")
        assert "Agreed on" in hands.main()


def the_recommendations(hands: Hands) -> Sequence[int]:
    """Two, each owned by the front door and resting on a finding; previewed, kept and issued."""
    owner = str(hands.made.teams["child-a", "mash"].pk)
    other = str(hands.made.teams["child-a", "midwifery"].pk)
    day = dt.date.today() + dt.timedelta(days=90)  # noqa: DTZ011
    for number, words, measure in (
        (1, "Say which checks are made for which contact", "blank_checks"),
        (2, "Say to every referrer how to disagree", "none"),
    ):
        hands.at("/review/recommendations/write/")
        hands.fill(
            words=words, different="Nobody decides on half of what is held", owner_post="Manager of the front door",
            audit="In how many of twenty contacts was it so?", by_day=str(day.day), by_month=str(day.month),
            by_year=str(day.year),
            profession_1="Deciders", profession_2="Midwives",
        )  # fmt: skip
        hands.page.locator("[name=owner]").select_option(owner)
        hands.page.locator(f"[name=measure][value={measure}]").check()
        hands.fill(no_measure="Nobody writes down whether they knew" if measure == "none" else "")
        hands.page.locator("[name=agency-1]").select_option(owner)
        hands.page.locator("[name=agency-2]").select_option(other)
        hands.page.locator("[name=findings]").nth(number - 1).check()
        hands.press("See how it will read")
        hands.press("Keep this draft")
        hands.press(f"Issue recommendation {number}")
        assert words in hands.main()
    return (1, 2)


def the_report(hands: Hands) -> None:
    """The lead writes around it, answers item by item what may point at somebody, and publishes; the partnership is told."""
    hands.at("/review/report/words/")
    hands.page.get_by_label("Introduction").fill("Two babies were hurt. Why was one answered so much sooner?")
    hands.page.get_by_label("Setting the scene").fill("Both sets of parents wanted to learn.")
    hands.page.get_by_label("Conclusions").fill("It happened on Mothering Sunday. Asking early comes first.")
    hands.press("Save")
    assert hands.page.get_by_label("Why it can stay").count() >= 1
    while hands.page.get_by_label("Why it can stay").count():
        hands.page.get_by_label("Why it can stay").first.fill("It is so of many families here")
        hands.press("^Keep it")
    hands.press("Publish it as it stands")
    assert "The report is published" in hands.main()


def followed(hands: Hands, number: int) -> None:
    """The owner accepts; each profession is told, understands, changes and tests; only then the partnership can close it."""

    def its_page() -> None:
        with hands.page.expect_navigation():  # else the list is still there when the page is looked at
            hands.page.locator("main a[href*='/recommendations/']").filter(has_text=re.compile(r"\w")).nth(
                number - 1
            ).click()

    hands.become(DOOR)
    hands.at("/recommendations/")
    its_page()
    hands.page.get_by_label(re.compile("[Aa]ccept")).first.check()
    hands.fill(reasons="The desk rewrites its procedure by the spring")
    hands.press("reply|Reply|Send")
    for who, profession in ((DOOR, "Deciders"), (MIDWIVES, "Midwives")):
        for step in ("told", "understood", "changed", "tested"):
            hands.become(who)
            hands.at("/recommendations/")
            its_page()
            shut = hands.page.locator("main details:not([open])").filter(
                has=hands.page.locator("[name=step]")
            )
            if shut.count():
                shut.first.locator("summary").click()
            row = hands.page.locator("select[name=row]")
            if row.count():  # where the team has one alone, that is the one
                row.select_option(
                    row.locator("option").filter(has_text=profession).first.get_attribute("value")
                )
            hands.page.locator(f"[name=step][value={step}]").check()
            hands.page.locator("[name=stands]").first.check()
            hands.fill(evidence=f"Seen at the team meeting: {step}")
            hands.press("[Rr]ecord")
    hands.become(MANAGER)
    hands.at("/recommendations/")
    its_page()
    hands.press("Close this recommendation")
    assert "Closed" in hands.main() or "closed" in hands.main()


def the_end(hands: Hands) -> None:
    """The review is closed: nobody of it reads any more what it was told, and the partnership says so."""
    hands.become(LEAD)
    hands.at("/review/close/")
    hands.page.get_by_label("Yes").check()
    hands.press("Close the review")
    hands.become(MANAGER)
    hands.at("/reviews/")
    assert "Closed on" in hands.main()
