"""Child A's three contacts as people do them in pages: who does what with which buttons, on the days of the review.

The days are real ones of 2019 and 2020. Only the moment that pages write down is moved, inside the test's own process
(`Clock`): nothing in the product lets anybody move it, and the database goes on storing when it truly stored.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Locator, Page, expect

from config import demo
from sightline.pages import opened
from sightline.people.models import Contact, Post
from sightline.record import models as rows
from sightline.record.acting import as_owner
from sightline.record.entry import Record
from sightline.record.extracts import extract
from sightline.record.imports import import_record
from sightline.record.interchange.read import load, read
from sightline.record.interchange.write import write
from sightline.record.times import Moment
from sightline.standards.replay import Raise, replay
from tests.journeys.test_referral import Hand, nothing, unborn

HELD = Path(__file__).with_name("what_they_held.yaml")
_SINCE = dt.date(2000, 1, 1)
REPLY = re.compile("^Decision: (early help|social work assessment)")
WORRIES = {
    1: "They asked whether they could look after a baby, and are not sure that they can.",
    2: "They are not learning how to meet a baby's basic needs, and may not put the baby first.",
    3: "I think the baby is at risk of neglect: they have not shown that they understand basic care.",
}
_CARE, _KEEP = "Managing to care for a baby or child", "Not keeping what they are shown or told"
_LEARN, _MIND = "A learning disability or difficulty", "Mental health"
TOPICS = {
    1: (_CARE,),
    2: (_CARE, _KEEP, _LEARN, "Not ready for the birth"),
    3: (_CARE, _KEEP, _LEARN, _MIND, "Not being fed, kept warm, washed or watched over"),
}


class Clock:
    """What `now()` reads in this process, until the test is over."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.on("2019-09-01")
        moved = SimpleNamespace(datetime=SimpleNamespace(now=lambda tz: self._tick().replace(tzinfo=tz)))
        patch.setattr(opened, "dt", moved)

    def _tick(self) -> dt.datetime:
        self.at += dt.timedelta(seconds=1)
        return self.at

    def on(self, day: str, hour: int = 10) -> None:
        """This will make it a day, at an hour."""
        self.at = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour))


@dataclass
class Play:
    """The cast at one browser, and a clock. Each verb is somebody's work on one page or a few."""

    page: Page
    site: str
    clock: Clock
    decisions: list[str] = field(default_factory=list)
    next_on: tuple[str, str, str] = ("2", "3", "2020")
    """The day of the next step of every decision."""
    due: str = "15 3 2020"

    def as_(self, name: str) -> None:
        """This will sign in as one of the cast."""
        self.page.goto(f"{self.site}/sign-in-as/")
        self.page.get_by_role("button", name=re.compile(name)).click()
        self.page.wait_for_load_state()

    def refers(self, day: str, number: int) -> None:
        """This will have the midwife tell the front door: of the family, and later only what is new."""
        self.clock.on(day)
        self.as_("Rosalind Pym")
        hand = Hand(self.page, nothing)
        if number == 1:
            unborn(hand, self.due, "27 3 2001")
        else:
            self.page.goto(f"{self.site}/cases/")
            hand.follows("Baby of Kayleigh Marsh")
            hand.follows("Tell the front door about a worry")
            hand.picks("No")
            hand.goes_on()
        hand.types("What are you worried about?", WORRIES[number])
        hand.goes_on()
        hand.picks(*TOPICS[number])
        hand.goes_on()
        hand.picks("No")
        hand.goes_on()
        hand.types("What is working well?", "They come to every appointment")
        hand.goes_on()
        hand.types("What do you hope will happen?", "Somebody meets them before the birth")
        hand.goes_on()
        hand.picks("Yes")
        hand.goes_on()
        if number == 1:
            hand.types("Telephone number", "01632 960 001")
            hand.goes_on()
        hand.goes_on("Send this to the front door")
        expect(self.page.get_by_role("heading", name="The front door has been told")).to_be_visible()

    def opens_board(self, day: str) -> str:
        """This will have the decision maker open the one contact that waits, and its board; gives the board's address."""
        self.clock.on(day)
        self.as_("Tobias Arkle")
        self.page.goto(f"{self.site}/contacts/")
        self.page.locator(".sl-queue a").first.click()
        id = self.page.url.rstrip("/").rsplit("/", 1)[1]
        self.page.goto(f"{self.site}/checks/{id}/")
        return self.page.url

    def _row(self, role: str) -> Locator:
        head = self.page.get_by_role("rowheader", name=re.compile(role, re.I))
        return self.page.locator(".sl-board__table tbody tr").filter(has=head)

    def cell(self, role: str, service: str) -> str:
        """This will read one cell of the board: how it stands about the mother or the father."""
        return self._row(role).locator(f"td[id$='-{service}'] .sl-cell__state").inner_text()

    def asks(self, board: str, role: str, service: str, of: str = "") -> None:
        """This will ask a service (`of`: which of its teams) about somebody, after reading what it will read."""
        self.page.goto(board)
        cell = self._row(role).locator(f"td[id$='-{service}'] a")
        if cell.count():
            cell.first.click()
        else:  # not a check that is expected here: it can be asked all the same
            self.page.get_by_role("link", name="Ask another agency").click()
            self.page.get_by_label(re.compile(role, re.I)).first.check()
            self.page.get_by_label("Which kind of agency").select_option(service)
            self.page.get_by_role("button", name="Continue").click()
        if of:
            self.page.get_by_label(re.compile(of, re.I)).first.check()
        self.page.get_by_label("What you need to know, and what for").fill(
            "A baby is due in March. What do you know that bears on it?"
        )
        self.page.get_by_label("Public task").check()
        self.page.get_by_role("button", name="See what they will read").click()
        self.page.get_by_role("button", name="Ask now").click()

    def answers(self, who: str, holds: bool = True) -> None:
        """This will have an asked agency open what waits in its inbox, match among its own people, and tell what it holds."""
        self.as_(who)
        self.page.goto(f"{self.site}/inbox/")
        self.page.get_by_role("link", name=re.compile("You are asked what you hold")).first.click()
        if holds:
            self.page.get_by_role("button", name="This is the person").first.click()
            self.page.get_by_label("We hold information, and tell this").check()
            self.page.get_by_label("What you tell them, or why you do not answer").fill(
                "He or she is known to us: please read."
            )
            for own in self.page.locator("input[name=entry]").all():
                own.check()
        else:
            self.page.locator("input[value=nothing_found]").check()
        self.page.get_by_role("button", name="Send this answer").click()
        expect(self.page.locator("h1")).to_have_text(
            re.compile("You told them what you hold|You answered that you hold nothing")
        )

    def decides(self, day: str, outcome: str, level: str, reasons: str, tells: bool = True) -> None:
        """This will decide on the contact that waits, and reply; `tells` false sends the outcome without its reasons."""
        board = self.opens_board(day)
        self.page.goto(f"{self.site}/contacts/{board.rstrip('/').rsplit('/', 1)[1]}/decide/")
        self.page.get_by_label(outcome).check()
        self.page.get_by_label("Threshold level").select_option(level)
        self.page.get_by_label("Reasons", exact=True).fill(reasons)
        if not tells:
            self.page.get_by_label("No: only the outcome is sent").check()
        for blank in self.page.locator("input[name^=why-]").all():
            blank.fill("Not asked: our own index was looked at")
        self.page.get_by_label("What happens next").fill("We talk again")
        for part, value in zip(("Day", "Month", "Year"), self.next_on, strict=True):
            self.page.get_by_label(part, exact=True).fill(value)
        self.page.get_by_role("button", name="Show the reply before sending").click()
        self.page.get_by_role("button", name="Decide and send the reply").click()
        self.page.wait_for_url(re.compile("/decisions/"))
        self.decisions.append(self.page.url)

    def reads_reply(self, day: str, who: str = "Rosalind Pym") -> None:
        """This will have somebody of the midwives open the reply that came in last, and go from it to the decision."""
        self.clock.on(day)
        self.as_(who)
        self.page.goto(f"{self.site}/inbox/")
        self.page.get_by_role("link", name=REPLY).first.click()
        self.page.get_by_role("link", name=re.compile("^Read the decision")).click()

    def leaves_it(self, why: str) -> None:
        """This will say, for the team alone, that one disagrees and does not challenge."""
        self.page.get_by_text("I disagree, and I am not challenging it").click()
        self.page.get_by_label(why).check()
        self.page.get_by_role("button", name="Keep this for our team").click()
        expect(self.page.get_by_text("Your team disagreed on")).to_be_visible()

    def exported(self, tmp: Path) -> Record:
        """This will hand the midwife's case out as its owner would, whole, and read the file again."""
        with as_owner():
            case = rows.Case.objects.get(title="Baby of Kayleigh Marsh").pk
        path = tmp / "exported.yaml"
        path.write_text(write(extract(case, whole=True)), encoding="utf-8")
        return load(path)


def on_stage(page: Page, site: str, patch: pytest.MonkeyPatch) -> Play:
    """This will put the cast into their teams, each with what its agency held before, and set the clock."""
    with as_owner():
        import_record(
            read(HELD.read_bytes()), source="story child-a", by="its import", at=Moment(dt.date(2019, 9, 1))
        )
    demo.load()
    with as_owner():
        teams = dict(rows.ImportedName.objects.filter(what="team").values_list("file_id", "ours"))
        for team, name in (("leaving_care", "Ottoline Frey"), ("other_la", "Bram Castell")):
            Post.objects.create(team_id=teams[team], name=name, role="practitioner", starts=_SINCE)
        assert Contact.objects.filter(team=teams["mash"]).exists()
    page.set_default_timeout(8000)
    return Play(page, site, Clock(patch))


def raised(raises: list[Raise]) -> list[tuple[str, str]]:
    """This will give kind and day of each raise, in order of days."""
    return sorted(((one.kind, one.raised.isoformat()) for one in raises), key=lambda row: (row[1], row[0]))


def said(record: Record, type: str | None = None, until: dt.date | None = None) -> list[Raise]:
    """This will replay a record: the whole of it, or in the eyes of its one team of a type."""
    eyes = next(id for id, team in record.teams.items() if team.type == type) if type else None
    return replay(record, eyes, until)
