"""Make the pictures that the README and the docs show: `python docs/make_screenshots.py http://127.0.0.1:8000`.

Sightline must be running there with its demonstration data (`python3 run.py`), fresh: what the front door's pictures show is
done first, as the journeys do it. Needs Debian's Chromium and fonts-liberation, which is as wide as the Arial that readers have.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django
from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
MOST = 1700  # nobody scrolls further through a picture in a README

# name: (address, whole page or the first screen, who is signed in)
PICTURES: dict[str, tuple[str, bool, str]] = {
    "stories": ("/stories/", False, ""),
    "replay": ("/stories/child-a/?on=2019-12-11&agency=mash", True, ""),
    "replay-busy-day": ("/stories/forget-me-not/?on=2024-04-18&agency=mash", False, ""),
    "replay-table": ("/stories/child-a/?on=2019-12-11&agency=mash&as=table", False, ""),
    "replay-bad-day": ("/stories/child-a/?on-day=31&on-month=2&on-year=2020&agency=mash", False, ""),
    "replay-told-nothing": ("/stories/child-a/?on=2019-12-11&agency=police", False, ""),
    "standards": ("/standards/", False, "Tobias Arkle"),
    "standard": ("/standards/injury_non_mobile_no_child_protection_response/", True, "Tobias Arkle"),
    "compare": ("/stories/compare/", True, ""),
    "compare-clock": ("/stories/compare/", False, ""),
    "compare-no-such-event": ("/stories/compare/?one=night-light", False, ""),
    "sign-in-as": ("/sign-in-as/", False, ""),
    "chronology": ("{case}chronology/", True, "Rosalind Pym"),
    "case-on-a-page": ("{case}on-a-page/?on=2020-05-14", True, "Joss Fennimore"),
    "case-on-a-page-front-door": ("{case}on-a-page/?on=2019-12-12", True, "Tobias Arkle"),
    "case-on-a-page-quiet": ("{case}on-a-page/?on=2020-05-14", True, "DC Ivo Lanyon"),
    "queue": ("/contacts/", True, "Edda Quayle"),
    "challenges-to-answer": ("/contacts/challenged/", True, "Edda Quayle"),
    "check-board": ("{board}", True, "Tobias Arkle"),
    "decision": ("{decision}", True, "Rosalind Pym"),
    "ledger": ("{case}ledger/", True, "Rosalind Pym"),
    "ledger-entry": ("{case}ledger/", True, "Maud and Eddy Tarrant"),
    "review": ("/review/", True, "Hesper Lyle"),
    "review-people": ("/review/people/", True, "Hesper Lyle"),
    "review-sessions": ("/review/sessions/", True, "Hesper Lyle"),
    "review-session": ("/review/sessions/", True, "Hesper Lyle"),
    "review-family": ("/review/family/", True, "Hesper Lyle"),
    "review-findings": ("/review/findings/", True, "Hesper Lyle"),
    "review-finding": ("/review/findings/", True, "Hesper Lyle"),
    "review-recommendations": ("/review/recommendations/", False, "Hesper Lyle"),
    "review-report": ("/review/report/", False, "Hesper Lyle"),
    "review-account": ("/review/my-account/", True, "Participant 1\\b"),
    "recommendations": ("/recommendations/", False, "Ishbel Corrin"),
}
# What is clicked before the picture is taken.
CLICKED = {
    "ledger-entry": "Injury: bleeding",
    "review-session": "9.30am",
    "review-finding": "Those who had referred",
}

# Where the picture begins, if not at the top of the page.
BEGINS = {"compare-clock": "#clock"}


def main(site: str) -> None:
    """Take every picture, wide and on a phone."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        staged = front_door(browser, site)
        for name, (address, whole, who) in PICTURES.items():
            for suffix, size in (("", WIDE), ("-320", PHONE)):
                take(
                    browser,
                    size,
                    site,
                    address,
                    who,
                    FOLDER / f"{name}{suffix}.png",
                    whole,
                    CLICKED.get(name),
                    staged,
                    BEGINS.get(name),
                )
        browser.close()


def front_door(browser: Browser, site: str) -> dict[str, str]:
    """Refer twice, ask, answer, decide and disagree; give the addresses of the board and of the decision."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()  # the journeys import the product; nothing of this process asks its database
    from tests.journeys.child_a import Play

    page = browser.new_page(viewport=WIDE)  # type: ignore[arg-type]
    today = dt.datetime.now(tz=dt.UTC).date()
    soon, due = today + dt.timedelta(days=7), today + dt.timedelta(days=90)
    standing: Any = SimpleNamespace(on=lambda *_: None)  # time goes as it goes
    play = Play(page, site, standing, next_on=_numbers(soon), due=" ".join(_numbers(due)))
    play.refers("", 1)
    play.decides("", "Early help", "2", "The parents engage well with early help.")
    play.as_("Rosalind Pym")
    page.goto(play.decisions[0])
    page.get_by_label("Their team manager answers").check()
    page.get_by_label("What do you think should happen, and why?").fill(
        "They cannot keep what they are shown. A social worker should meet them before the birth."
    )
    page.get_by_role("button", name="Send the challenge").click()
    play.refers("", 2)
    board = play.opens_board("")
    for service, team in (("gp", "father is a patient"), ("adult_mental_health", "trust for adults")):
        play.asks(board, "father", service, team)
    play.answers("Sunita Vance", holds=False)
    page.close()
    return {"board": board.removeprefix(site), "decision": play.decisions[0].removeprefix(site)}


def _numbers(day: dt.date) -> tuple[str, str, str]:
    return str(day.day), str(day.month), str(day.year)


def take(
    browser: Browser,
    size: dict[str, int],
    site: str,
    address: str,
    who: str,
    path: Path,
    whole: bool,
    clicked: str | None,
    staged: dict[str, str],
    begins: str | None = None,
) -> None:
    """Take one picture, signed in as somebody of the cast where a name is given, after a click where one is, from a place on."""
    page = browser.new_page(viewport=size)  # type: ignore[arg-type]
    case = ""
    if who:
        page.goto(f"{site}/sign-in-as/")
        page.get_by_role("button", name=re.compile(who)).click()
    if "{case}" in address:
        page.goto(f"{site}/cases/")
        page.locator(".sl-rows a").first.click()
        case = page.url.removeprefix(site)
    page.goto(site + address.format(case=case, **staged))
    if clicked:
        page.locator("main a:visible", has_text=clicked).first.click()
    top = (page.locator(begins).bounding_box() or {"y": 0.0})["y"] if begins else 0.0
    tall = min(page.evaluate("document.documentElement.scrollHeight"), MOST) if whole else size["height"]
    page.screenshot(
        path=path, full_page=True, clip={"x": 0, "y": top, "width": size["width"], "height": tall}
    )
    page.close()


if __name__ == "__main__":
    main(sys.argv[1])
