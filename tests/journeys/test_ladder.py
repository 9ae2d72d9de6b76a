"""A challenge to its end: each stage's clock runs out with time moved on, both sides see it, and nobody answers for themselves.

Days are those of December 2019: a decision on Wednesday the 11th, working days counted past Christmas.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.child_a import Play, on_stage
from tests.journeys.test_referral import sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
COLLEAGUE = "Talk to whoever decided, or a colleague of theirs"
MANAGER = "Their team manager answers"
NAMED = "The named professionals of both agencies settle it"
PARTNERSHIP = "The safeguarding partnership settles it"
REFUSED = "Nobody answers a challenge to what they decided, or one they made, themselves"


def challenges(play: Play, who: str, day: str, stage: str, above: list[str]) -> None:
    """This will have one of the midwives take a stage, of those that are open to her and no other."""
    play.reads_reply(day, who)
    expect(play.page.get_by_role("button", name="Answer the challenge")).to_have_count(0)
    offered = play.page.locator("input[name=stage] + label")
    assert [label.strip() for label in offered.all_inner_texts()] == [stage, *above]
    play.page.get_by_label(stage).check()
    play.page.get_by_label("What do you think should happen, and why?").fill(
        f"Assess them before the birth ({stage})"
    )
    play.page.get_by_role("button", name="Send the challenge").click()
    expect(of(play.page, stage)).to_be_visible()


def of(page: Page, stage: str) -> Locator:
    return page.locator(".sl-challenge").filter(has_text=stage).first


def at_the_door(play: Play, who: str, day: str) -> None:
    """This will have somebody at the front door come to the decision from what their team was told, late or not."""
    play.clock.on(day, 15)
    play.as_(who)
    play.page.goto(f"{play.site}/inbox/")
    came_in = play.page.locator("a[href^='/inbox/']")
    came_in.filter(has_text=re.compile("^Challenge")).first.click()
    play.page.get_by_role("link", name=re.compile("^Read the decision")).click()


def answers(play: Play, stage: str, outcome: str, reasons: str) -> None:
    article = of(play.page, stage)
    article.get_by_label(outcome).check()
    article.get_by_role("textbox", name="Reasons").fill(reasons)
    article.get_by_role("button", name="Answer the challenge").click()


def ran_out(play: Play, day: str, stage: str, due: str) -> None:
    """This will see, as the manager and as the challenger, that a stage's clock ran out, and what is open next."""
    late = f"An answer was due by the end of {due}, and none is recorded."
    at_the_door(play, "Edda Quayle", day)
    expect(of(play.page, stage)).to_contain_text(late)
    sound(play.page)  # several stages open to one person: each form with labels of its own
    play.reads_reply(day)
    expect(of(play.page, stage)).to_contain_text(late)
    expect(of(play.page, stage)).to_contain_text("The next stage is open below")


def test_to_the_partnership(page: Page, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    play = on_stage(page, site, monkeypatch)
    play.refers("2019-12-10", 1)
    play.decides("2019-12-11", "Early help", "2", "The parents engage well with early help.")

    challenges(play, "Rosalind Pym", "2019-12-12", COLLEAGUE, [MANAGER, NAMED, PARTNERSHIP])
    at_the_door(play, "Tobias Arkle", "2019-12-13")
    expect(of(page, COLLEAGUE)).to_contain_text("An answer is due by the end of 13 December 2019")
    answers(play, COLLEAGUE, "The decision stands", "I decided it")
    expect(page.locator(".govuk-error-summary")).to_contain_text(REFUSED)

    ran_out(play, "2019-12-16", COLLEAGUE, "13 December 2019")
    challenges(play, "Rosalind Pym", "2019-12-16", MANAGER, [NAMED, PARTNERSHIP])
    ran_out(play, "2019-12-18", MANAGER, "17 December 2019")
    challenges(play, "Gwenda Fell", "2019-12-18", NAMED, [PARTNERSHIP])
    ran_out(play, "2019-12-23", NAMED, "20 December 2019")
    challenges(play, "Gwenda Fell", "2019-12-23", PARTNERSHIP, [])

    at_the_door(play, "Edda Quayle", "2019-12-30")
    expect(of(page, PARTNERSHIP)).to_contain_text("This stage is answered by: delegated safeguarding partner")
    expect(of(page, PARTNERSHIP).get_by_role("button")).to_have_count(0)
    at_the_door(play, "Leofric Ames", "2019-12-30")
    answers(play, PARTNERSHIP, "The decision is changed", "Assess before the birth: both views were heard")
    expect(page.locator(".govuk-error-summary")).to_have_count(0)

    play.reads_reply("2019-12-31")
    expect(of(page, PARTNERSHIP)).to_contain_text("the decision is changed")
    expect(page.locator("h1")).to_contain_text("No longer stands")
    expect(page.locator("input[name=stage]")).to_have_count(0)
    at_the_door(play, "Tobias Arkle", "2019-12-31")
    expect(page.get_by_role("link", name="Decide again, and reply in the same step")).to_be_visible()
