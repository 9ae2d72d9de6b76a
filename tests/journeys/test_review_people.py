"""The people of a learning review in a browser: groups and sessions, each account before the others', who is not heard."""

from __future__ import annotations

import datetime as dt
import os
import re
import uuid
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from sightline.people.models import Post
from sightline.record.acting import as_owner
from sightline.record.kinds.review_people import ReviewFamilyView, ReviewGroup, ReviewNote, ReviewSession
from sightline.record.kinds.words import Agency, EntryRef
from sightline.reviews import gathering
from tests.database import remembered
from tests.journeys.looked_over import PHONE, WIDE, accessible, looked_over
from tests.knowing.reviewing import AT, TODAY, Reviewing, reviewing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("PICTURES")
BOTH = pytest.mark.parametrize("width", [WIDE, PHONE])
QUESTION = "When the second referral was answered, what did you think would happen next?"
MIDWIFE = (
    "I had set out why they were not ready, point by point. The answer said early help again and gave no reason, so I"
    " thought that somebody had seen something I had not."
)
DESK = (
    "What came to us said that they worked well with the children’s centre. I did not read a new worry in it."
)
SAID = {"midwife": MIDWIFE, "desk": DESK}


class Room:
    """A review with three who take part, a session they are invited to, and a father who cannot be asked yet."""

    def __init__(self) -> None:
        self.made: Reviewing = reviewing()
        does = self.made.does
        group = gathering.add_group(
            **does("lead"), group=ReviewGroup(name="Child A, before the birth", phase="pre_birth")
        )
        self.teams = {}
        for who, name, profession, of in (
            ("midwife", "Marit Osei", "community midwife", "midwifery"),
            ("desk", "Tamsin Quill", "social worker at the front door", "front_door"),
            ("doctor", "Piers Aubrey", "GP", "gp"),
        ):
            self.teams[who], _ = gathering.take_part(
                by=self.made.posts["lead"], at=AT, key=uuid.uuid4(), name=name, profession=profession,
                worked_for=Agency(str(self.made.week.teams[of].pk)), groups=[str(group)],
            )  # fmt: skip
        self.session = self.calls(group)
        for who, team in self.teams.items():
            name = f"{who.title()} of the review"  # to sign in by, here
            Post.objects.create(team=team, name=name, role="review participant", starts=TODAY)

    def calls(self, group: UUID) -> UUID:
        """This will call the session."""
        said = ReviewSession(
            stage="discover", day=dt.date(2026, 12, 3), starts="10am", where="The library, upstairs",
            questions=(QUESTION,), groups=(EntryRef(str(group)),),
        )  # fmt: skip
        return gathering.call(**self.made.does("facilitator"), session=said)

    def goes_on(self) -> None:
        """This will have two answer, be shown each other's words, and the reviewers write down the rest."""
        does, lasts = self.made.does, self.session
        for who, words in SAID.items():
            post = Post.objects.get(team=self.teams[who])
            gathering.contribute(by=post, at=AT, key=who, session=lasts, question=QUESTION, words=words)
        came: dict[Agency, tuple[gathering.Came, str]] = {
            Agency(str(self.teams["midwife"].pk)): ("came", ""),
            Agency(str(self.teams["doctor"].pk)): ("to_be_met_separately", "Surgery at that hour"),
        }
        gathering.attended(**does("facilitator"), session=lasts, came=came, seen=gathering.mark({}))
        note = ReviewNote(stage="discover", of=EntryRef(str(lasts)))
        gathering.note(
            **does("observer"),
            said=note,
            words="Both spoke of the same form and had read two different ones.",
        )
        father = self.made.people["father"]
        view = ReviewFamilyView(
            of_person=father, stands="cannot_be_asked", why="The court is still hearing the case",
            report_how="Read with him and his advocate before it is published",
        )  # fmt: skip
        gathering.family_view(**does("lead"), said=view, words="", seen=gathering.mark({}))
        for team in ("midwifery", "gp"):
            self.made.asks(team)
            self.made.matches(team, "father")
        self.made.matches("midwifery", "child")
        for team in ("midwifery", "gp"):
            self.made.answers(team)


@pytest.fixture
def room() -> Room:
    """This will make the review."""
    return remembered(_make_room)


def _make_room() -> Room:
    with as_owner():
        return Room()


def picture(page: Page, name: str) -> None:
    """This will keep a picture, where somebody wants to look."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]


def signed_in(page: Page, site: str, who: str) -> None:
    """This will sign in as somebody of the review."""
    page.set_default_timeout(15_000)
    page.goto(f"{site}/sign-in-as/")
    page.get_by_role("button", name=re.compile(rf"^{who}\b")).click()


@BOTH
def test_a_review_is_worked_through(room: Room, page: Page, site: str, width: int) -> None:
    with as_owner():
        room.goes_on()
    signed_in(page, site, "A lead")
    for name in ("", "people/", "sessions/", "family/", "members/", f"sessions/{room.session}/"):
        looked_over(page, f"{site}/review/{name}", width)
        picture(page, f"review-{name.split('/')[0] or 'home'}" + ("-one" if "-" in name else ""))
    page.get_by_role("button", name=re.compile("Show the answers")).click()
    page.wait_for_load_state()
    expect(page.get_by_role("button", name=re.compile("Show the answers"))).to_have_count(0)
    page.get_by_role("link", name="Set accounts side by side that differ").click()
    page.get_by_label("What the accounts differ about").fill("Whether the second referral said anything new")
    for who in ("Marit", "Tamsin"):
        page.get_by_label(re.compile(who)).check()
    accessible(page)
    picture(page, "review-two-accounts")
    page.get_by_role("button", name="Set them side by side").click()
    expect(page.get_by_role("heading", name="Whether the second referral said anything new")).to_have_count(1)
    accessible(page)
    picture(page, "review-session-differ")
    page.get_by_role("link", name="Say who came").click()
    accessible(page)
    picture(page, "review-attendance")


@BOTH
def test_each_answers_before_reading(room: Room, page: Page, site: str, width: int) -> None:
    with as_owner():
        gathering.contribute(
            by=Post.objects.get(team=room.teams["desk"]), at=AT, key="desk", session=room.session, question=QUESTION,
            words=DESK,
        )  # fmt: skip
    signed_in(page, site, "Midwife of the review")
    looked_over(page, f"{site}/review/my-account/", width)
    page.get_by_role("link", name=re.compile("Answer")).click()
    page.wait_for_load_state()
    assert DESK not in page.content()
    page.get_by_role("button", name="Send my answer").click()
    expect(page).to_have_title(re.compile("^Error: "))
    accessible(page)
    picture(page, "my-answer-fault")
    page.get_by_label("In your own words").fill(MIDWIFE)
    page.get_by_role("button", name="Send my answer").click()
    page.wait_for_load_state()
    assert DESK not in page.content()
    with as_owner():
        gathering.show(**room.made.does("facilitator"), session=room.session, question=QUESTION)
    looked_over(page, f"{site}/review/my-account/", width)
    assert DESK in page.locator("main").inner_text()
    picture(page, "my-account")


@BOTH
def test_the_forms(room: Room, page: Page, site: str, width: int) -> None:
    signed_in(page, site, "A lead")
    father = room.made.people["father"]
    for name in (
        "people/new/",
        "sessions/new/",
        f"family/{father}/",
        "members/declare/",
        "people/groups/new/",
    ):
        looked_over(page, f"{site}/review/{name}", width)
        picture(page, f"form-{name.replace('/', '-')[:12]}")
    page.goto(f"{site}/review/sessions/new/")
    page.get_by_role("button", name="Call the session").click()
    expect(page).to_have_title(re.compile("^Error: "))
    accessible(page)
    picture(page, "form-session-fault")
